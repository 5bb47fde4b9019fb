"""Texts and names of BibTeX as plain ones: letters that TeX spells, brackets that group, authors that `and` stands between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from whence.language.patterns import later

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "o": "ø",
    "O": "Ø",
    "aa": "å",
    "AA": "Å",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
}
_ACCENTED = later(r"\\([`'^~\"=.]|[cvuHkr](?![A-Za-z]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_NAMED = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
_NAMING = later(rf"\\text({'|'.join(_NAMED)})(?![a-z])\s?")
_LETTER = later(r"\\(ss|ae|AE|o|O|aa|AA|l|L|i)(?![A-Za-z])(?:\{\}|\s)?")


def plain(text: str) -> str:
    """A text of BibTeX as plain text on one line: accents are letters, and brackets that only group are gone."""
    text = _ACCENTED.sub(
        lambda hit: unicodedata.normalize("NFC", (hit[2] or hit[3]) + _ACCENTS[hit[1]]), text
    )
    text = _LETTER.sub(lambda hit: _LETTERS[hit[1]], text)
    text = re.sub(r"(?<!\\)[{}]", "", re.sub(r"(\\text[a-z]+)\{\}", r"\1 ", text))
    text = re.sub(r"\\([&%$#_{}])", r"\1", text)
    return " ".join(_NAMING.sub(lambda hit: _NAMED[hit[1]], text).split())


def people(text: str) -> Iterator[dict[str, str]]:
    """The authors of BibTeX: a name in brackets stays whole."""
    for each in _split(re.sub(r"\s+", " ", text), " and "):
        name = each.strip()
        if name.startswith("{") and name.endswith("}") and "}" not in name[1:-1]:
            yield {"literal": plain(name)}
        elif name:
            yield from person(*map(plain, _split(name, ",", 1)))


def _split(text: str, at: str, most: int = 0) -> list[str]:
    """A text of BibTeX cut where a pattern stands outside of all brackets; only the first times, where there is a `most`."""
    depth, start, pieces = 0, 0, list[str]()
    for hit in re.finditer(rf"[{{}}]|{at}", text):
        depth += {"{": 1, "}": -1}.get(hit[0], 0)
        if depth == 0 and hit[0] not in "{}" and (not most or len(pieces) < most):
            pieces.append(text[start : hit.start()])
            start = hit.end()
    return [*pieces, text[start:]]


def person(family: str, given: str | None = None) -> Iterator[dict[str, str]]:
    """A name as `Family, Given` or `Given Family`."""
    if given is None and " " in family:
        given, _, family = family.rpartition(" ")
    if family or given:
        yield {key: value for key, value in (("family", family), ("given", given or "")) if value}
