"""A copy of a source as a reader sees it: its text, with the line of the file that each part of it stands in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from whence.judge.texts.markup import Piece, shown
from whence.language.frozen import dataclass
from whence.language.limits import COPY
from whence.language.patterns import later
from whence.language.problems import Refused

# What a reader takes for one and the same: digits of any script, signs and spaces of one meaning. None changes a length.
_ALIKE = {ord(a): b for a, b in zip("−‐‑‒\u00a0\u2009\u202f\u2007\u200a\t", "----      ", strict=True)}
# What is left of a dash between two numbers that was written in one encoding and read in another.
_DAMAGED = later("(?<=[0-9])â(?:\x80[\x93\x94])?(?=[0-9])")
# Thousands that spaces keep apart: narrow or fixed ones, or plain ones before three zeros. What stands between is kept.
_GROUPED = later("(?<![0-9.,])[0-9]{1,3}(?:(?:[\u00a0\u2009\u202f][0-9]{3})+|(?: 000)+)(?![0-9])")
BETWEEN = "\u2008"


@dataclass(frozen=True)
class Copy:
    """The text of a copy, and where in it each piece begins that stands in a line of the file of its own."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The line of the file, counted from 1, in which a place of the text stands."""
        return self.lines[bisect_right(self.starts, offset) - 1] if self.starts else 1

    @cached_property
    def folded(self) -> Folded:
        """The text as words are looked up in it."""
        return fold(self.text)


@dataclass(frozen=True)
class Folded:
    """A text as it is compared: compatible characters, straight quotes, single spaces; and where each came from."""

    text: str
    origins: tuple[int, ...]


def copy(content: bytes, name: str = "") -> Copy:
    """The text of a copy from its bytes, by the ending of its name: HTML, Markdown or plain text.

    Refuses what is no text, and what is too large to be looked through: more than `limits.COPY`.
    """
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    ending = name.casefold().rpartition(".")[2]
    if ending in ("html", "htm", "xhtml") or re.match(r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE):
        return _joined(shown(text))
    lines = text.split("\n")
    pieces = _markdown(lines) if ending in ("md", "markdown") else lines
    return _joined((f"{line}\n", number) for number, line in enumerate(pieces, start=1))


def decoded(content: bytes) -> str:
    """The characters of a copy: UTF-8, or UTF-16 where a mark at its beginning says so. What is neither is replaced."""
    if len(content) > COPY.most:
        raise Refused(
            f"the copy has {len(content):,} bytes, and {COPY.most:,} are looked through: cut it to its text"
        )
    if content.startswith(b"%PDF"):
        raise Refused("the copy is a PDF: give its text, such as `pdftotext -layout` makes")
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise Refused("the copy is no text, Markdown or HTML: give its text")
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def content(text: str) -> bytes:
    """The bytes of a copy that an edition carries as text."""
    return text.encode("utf-8", "surrogateescape")


def carried(content: bytes) -> str:
    """The bytes of a copy as an edition carries them: text, of which `content` gives the same bytes again."""
    return content.decode("utf-8", "surrogateescape")


def fold(text: str) -> Folded:
    """A text as it is compared, with the offset in it that each character came from."""
    folded: list[str] = []
    origins: list[int] = []
    for offset, char in enumerate(text):
        for each in _QUOTES.get(char) or unicodedata.normalize("NFKC", char):
            if each.isspace():
                if not folded or folded[-1] == " ":
                    continue
                each = " "
            folded.append(each)
            origins.append(offset)
    return Folded("".join(folded), tuple(origins))


_QUOTES = {"“": '"', "”": '"', "‘": "'", "’": "'"}


def found(copy: Copy, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a copy, each time: the offsets of their beginning and end in its text."""
    wanted, whole = fold(words).text.strip(), copy.folded
    at = whole.text.find(wanted) if wanted else -1
    while at >= 0:
        yield whole.origins[at], whole.origins[at + len(wanted) - 1] + 1
        at = whole.text.find(wanted, at + 1)


def _joined(pieces: Iterable[Piece]) -> Copy:
    texts, starts, lines, at = [], [], [], 0
    for text, line in pieces:
        text = _plain(text)
        if text:
            texts.append(text)
            starts.append(at)
            lines.append(line)
            at += len(text)
    return Copy("".join(texts), tuple(starts), tuple(lines))


def _plain(text: str) -> str:
    """A text with the digits 0 to 9, plain signs and plain spaces for those that mean the same."""
    if not text.isascii():
        text = _DAMAGED.sub("-", unicodedata.normalize("NFC", text))
    text = _GROUPED.sub(lambda hit: re.sub("[^0-9]", BETWEEN, hit[0]), text).translate(_ALIKE)
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char, char)) for char in text)


_FENCE = later(r"\s{0,3}(```+|~~~+)")
_SPAN = later(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TARGET = later(r"\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,500}\")?\)|\]\[[^\[\]]{0,200}\]")
_MARKED = later(r"<!--.*?-->|</?[A-Za-z][^<>]{0,2000}>|\[\^[^\[\]]{1,100}\]:?|\*+|~~|(?<![\w])_+|_+(?![\w])")


def _markdown(lines: Iterable[str]) -> Iterator[str]:
    """The lines without code, targets of links, footnote marks and signs of emphasis."""
    fence = ""
    for line in lines:
        hit = _FENCE.match(line)
        if fence or hit:
            if hit and not fence:
                fence = hit[1]
            elif hit and hit[1].startswith(fence) and not line[hit.end() :].strip():
                fence = ""
            yield ""
        else:
            yield _MARKED.sub("", _TARGET.sub("]", _SPAN.sub(" ", line)))
