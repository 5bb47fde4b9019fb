"""The block YAML that people write, read line by line: what is here is what `yaml.compose` makes of it, only sooner.

A file is a mapping of sections, a section one of records. A record that is written in any other way than the few that are
read here is given to the full parser, alone; a file that is, whole. So nothing is refused here, and nothing is read that
the full parser would refuse or read otherwise. Where things stand is looked up in the full parser when it is asked for.
"""

from __future__ import annotations

import re
import sys
from functools import lru_cache
from typing import Any
from unicodedata import is_normalized

from whence.files.late import Late, alone
from whence.files.yaml import PLAIN
from whence.language.limits import NODES, SCALAR
from whence.language.patterns import later
from whence.language.problems import HIDDEN

# Nothing is nested deeper here than so many columns, hence never as deep as a file may be.
_DEEPEST = 12
_BRACKETS = 4
_KEY = later(r"[A-Za-z_][A-Za-z0-9_.-]{0,95}")
# What a plain text may begin with, beyond letters, digits and what is no ASCII; a `-` where no space is behind it.
_BEGINS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789~$(<=+./^;_\\")
# A plain text between brackets: none of the signs that part there, and nothing that could be a comment.
_WORD = r"(?:[A-Za-z0-9~$(<=+./^;_]|-(?=[A-Za-z0-9.]))(?:[^,\[\]{}:#?\"]*[^,\[\]{}:#?\" ])?"
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]{0,95}"
_MAP = later(rf"\{{{_NAME}: {_WORD}(?:, {_NAME}: {_WORD})*\}}")
_LIST = later(rf"\[{_WORD}(?:, {_WORD})*\]")
# A line that is neither blank nor a comment.
_CONTENT = later(r"^( *)[^ #\n]", re.MULTILINE)
_PART = later(rf"(?:({_NAME}): )?(?:\"([^\"\\]+)\"|'([^']+)'|({_WORD})|[{{\[])")


class _Other:
    """What is not written in one of the ways that are read here."""


_OTHER = _Other()


class Block:
    """A file as it is read: its data, the lines of each record, and which ones the full parser has read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raw = text.split("\n")
        self.lines = self.raw.copy()
        self.data: dict[str, Any] = {}
        self.found: dict[tuple[str, str], tuple[int, int]] = {}
        self.parsed: set[tuple[str, str]] = set()

    @property
    def late(self) -> Late:
        """Where everything stands."""
        return Late(self.text, self.found, frozenset(self.parsed))

    def read(self) -> bool:
        """Read the whole file; whether it is one of those that are read here."""
        if not _fit(self.text):
            return False
        at = self._next(0)
        while at < len(self.lines):
            name, colon, rest = self.lines[at].partition(":")
            if not colon or rest or not _is_key(name) or name in self.data:
                return False
            at = self._next(at + 1)
            deep = self._indent(at)
            if not deep:
                self.data[name] = None
            elif (at := self._section(name, at, deep)) < 0:
                return False
        return bool(self.data)

    def _next(self, at: int) -> int:
        """The next line that is neither blank nor a comment; how many there are, if there is none."""
        lines = self.lines
        while at < len(lines):
            begins = lines[at].lstrip(" ")[:1]
            if begins and begins != "#":
                break
            at += 1
        return at

    def _indent(self, at: int) -> int:
        line = self.lines[at] if at < len(self.lines) else ""
        return len(line) - len(line.lstrip(" "))

    def _section(self, section: str, at: int, indent: int) -> int:
        """Read the records of a section, and give the line behind them; less than 0 where that cannot be done here."""
        records: dict[str, Any] = {}
        while at < len(self.lines) and self._indent(at) == indent:
            id, data, end = self._record(at, indent)
            if data is _OTHER:
                end = self._next(at + 1)
                while self._indent(end) > indent:
                    end = self._next(end + 1)
                one = alone(self.raw, at, end)
                if one is None:
                    return -1
                [(id, data)] = one.data["x"].items()
                self.parsed.add((section, id))
            if id in records:
                return -1
            records[id] = data
            self.found[section, id] = at, end
            at = end
        self.data[section] = records
        return at if not self._indent(at) else -1

    def _record(self, at: int, indent: int) -> tuple[str, Any, int]:
        """The record that begins in a line: its id, its data and the next line of content."""
        id, _, rest = self.lines[at][indent:].partition(":")
        if not _is_key(id) or (rest and rest[0] != " "):
            return id, _OTHER, at
        if not rest and self.lines[at][-1] == ":":
            return id, *self._under(at, indent)
        value = rest.strip(" ") or "'"
        if value[0] in _BLOCK:
            text, at = self._folded(at, " " * indent, value)
            return id, text, self._next(at)
        return id, _scalar(value), self._next(at + 1)

    def _mapping(self, at: int, indent: int) -> tuple[dict[str, Any], int] | _Other:
        """The mapping that begins in a line, and the next line of content."""
        lines, count = self.lines, len(self.lines)
        pad = " " * indent
        found: dict[str, Any] = {}
        if indent > _DEEPEST:
            return _OTHER
        while at < count:
            line = lines[at]
            if line[:indent] != pad or line[indent : indent + 1] in _NOTHING:
                deeper = self._deeper(at, indent)
                if deeper is None:
                    break
                if deeper:
                    return _OTHER
                at += 1
                continue
            key, _, rest = line[indent:].partition(":")
            value: Any = rest.strip(" ")
            if key in found or not _is_field(key) or (value and rest[0] != " "):
                return _OTHER
            if value and value[0] not in _BLOCK:
                value = _scalar(value)
                at += 1
            elif value:
                value, at = self._folded(at, pad, value)
            elif line[-1] in ": ":
                value, at = self._under(at, indent)
            else:
                return _OTHER
            if value is _OTHER:
                return value
            found[sys.intern(key)] = value
        if not found:
            return _OTHER
        return found, self._next(at)

    def _deeper(self, at: int, indent: int) -> bool | None:
        """Whether a line belongs to what is above it; None where it belongs to what is around that, False for no content."""
        line = self.lines[at].lstrip(" ")
        if not line or line[0] == "#":
            return False
        return len(self.lines[at]) - len(line) > indent or None

    def _under(self, at: int, indent: int) -> tuple[Any, int]:
        """What stands under a key: a mapping, a list or nothing; and the next line of content."""
        at = self._next(at + 1)
        line = self.lines[at] if at < len(self.lines) else ""
        text = line.lstrip(" ")
        deep = len(line) - len(text)
        listed = text[:2] == "- "
        if deep < indent or not line or (deep == indent and not listed):
            return None, at
        inner: Any = self._list(at, deep) if listed else self._mapping(at, deep)
        return (_OTHER, at) if inner is _OTHER else inner

    def _list(self, at: int, indent: int) -> tuple[list[Any], int] | _Other:
        """The list that begins in a line, and the next line of content."""
        found: list[Any] = []
        pad = " " * indent
        while at < len(self.lines) and self.lines[at][: indent + 2] == f"{pad}- ":
            item = self.lines[at][indent + 2 :].rstrip(" ")
            value: Any = _OTHER
            if not item or item[0] in " ->|":
                return _OTHER
            if item[0] in "{['\"" or (": " not in item and item[-1] != ":"):
                value = _scalar(item)
                at = self._next(at + 1)
            else:
                self.lines[at] = f"{pad}  {item}"
                inner = self._mapping(at, indent + 2)
                if not isinstance(inner, _Other):
                    value, at = inner
            if value is _OTHER:
                return value
            found.append(value)
        if self._indent(at) > indent:
            return _OTHER
        return found, at

    def _folded(self, at: int, pad: str, head: str) -> tuple[Any, int]:
        """The text of several lines that a `>` or `|` begins, and the line behind it."""
        lines, deep = self.lines, self._indent(at + 1)
        inner, own = " " * deep, []
        at += 1
        if head not in _HEADS or deep <= len(pad):
            return _OTHER, at
        while not (line := lines[at]) or line[: len(pad) + 1].isspace():
            at += 1
            if at == len(lines):
                break
            text = line[deep:]
            if line and (line[:deep] != inner or not text or text.isspace()):
                return _OTHER, at
            if text[:1] == " " and head[0] == ">":
                return _OTHER, at
            own.append(text)
        while own and not own[-1]:
            own.pop()
        value = "\n".join(own) if head[0] == "|" else _joined(own)
        if len(value) >= SCALAR.most:
            return _OTHER, at
        return value if head[1:] else f"{value}\n", at


# What no key begins with: a deeper line, a comment, nothing, an item.
_NOTHING = ("", " ", "#", "-")
_BLOCK = ">|"
_HEADS = (">", ">-", "|", "|-")


def own_lines(text: str, section: str, id: str) -> str:
    """The lines of one record of a file that is read here, under the name of its section; nothing where they are not found.

    What stands in a record stands further right than its id: the next line of content that does not is no more of it.
    """
    above = f"{section}:\n"
    at = 0 if text.startswith(above) else text.find(f"\n{above}") + 1
    first = _CONTENT.search(text, at + len(above)) if text.startswith(above, at) else None
    begins = text.find(f"\n{first[1]}{id}:", first.start() - 1) + 1 if first else 0
    if not begins or not first:
        return ""
    behind = re.compile(rf"^ {{0,{len(first[1])}}}[^ #\n]", re.MULTILINE).search(
        text, text.index("\n", begins)
    )
    return above + text[begins : behind.start() if behind else len(text)]


def _fit(text: str) -> bool:
    """Whether a text has no sign and no size that need the full parser's judgement."""
    if text[-1:] != "\n" or not is_normalized("NFC", text):
        return False
    flat = text.replace("\n", "")
    if not flat.isprintable() if text.isascii() else HIDDEN.search(flat):
        return False
    if len(text) > SCALAR.most and any(len(line) >= SCALAR.most for line in text.split("\n")):
        return False
    return 2 * text.count(":") + text.count("\n") + text.count(",") < NODES.most


def _is_key(text: str) -> bool:
    """Whether a text is a key without quotes, and no word that stands for something else."""
    return bool(_KEY.fullmatch(text)) and text not in PLAIN


_is_field = lru_cache(1024)(_is_key)


def _joined(lines: list[str]) -> str:
    """Lines as `>` folds them: a blank line breaks, a break alone is a space."""
    if "" not in lines:
        return " ".join(lines)
    found, broken = [lines[0]], False
    for line in lines[1:]:
        if not line:
            found.append("\n")
            broken = True
        else:
            found.append(line if broken else f" {line}")
            broken = False
    return "".join(found)


def _scalar(text: str) -> Any:
    """What a text on one line stands for: plain, in quotes, or in brackets."""
    first = text[0]
    if first in _BEGINS or first > "\x7f" or (first == "-" and text[1:2] not in ("", " ")):
        if ": " in text or " #" in text or text[-1] == ":":
            return _OTHER
        return PLAIN.get(text, text)
    if first == '"' or first == "'":
        inner = text[1:-1]
        if not inner or text[-1] != first or first in inner or (first == '"' and "\\" in inner):
            return _OTHER
        return inner
    if first == "{" or first == "[":
        return _bracketed(text)
    return _OTHER


def _bracketed(text: str) -> Any:
    """A mapping or a list in brackets."""
    if _MAP.fullmatch(text):
        pairs = [each.split(": ") for each in text[1:-1].split(", ")]
        values = {sys.intern(name): PLAIN.get(value, value) for name, value in pairs}
        return values if len(values) == len(pairs) and PLAIN.keys().isdisjoint(values) else _OTHER
    if _LIST.fullmatch(text):
        return [PLAIN.get(each, each) for each in text[1:-1].split(", ")]
    found = _nested(text, 0, 1)
    return _OTHER if isinstance(found, _Other) or found[1] != len(text) else found[0]


def _nested(text: str, at: int, depth: int) -> tuple[Any, int] | _Other:
    """What the bracket at an offset opens, and where it ends."""
    named, closing = text[at] == "{", "}" if text[at] == "{" else "]"
    values: dict[str, Any] = {}
    items: list[Any] = []
    at += 1
    if text[at : at + 1] == closing:
        return values if named else items, at + 1
    while hit := _PART.match(text, at):
        name, double, single, plain = hit.groups()
        at = hit.end()
        value: Any = double or single or PLAIN.get(plain, plain)
        if text[at - 1] in "{[" and value is None and plain is None:
            inner = _nested(text, at - 1, depth + 1) if depth < _BRACKETS else _OTHER
            if isinstance(inner, _Other):
                return _OTHER
            value, at = inner
        if named != (name is not None) or (name and (name in PLAIN or name in values)):
            return _OTHER
        if named:
            values[sys.intern(name)] = value
        else:
            items.append(value)
        if text[at : at + 1] == closing:
            return values if named else items, at + 1
        if text[at : at + 2] != ", ":
            return _OTHER
        at += 2
    return _OTHER
