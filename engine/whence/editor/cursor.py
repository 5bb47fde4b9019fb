"""Where in a file somebody is writing: the path of the field and the word so far, of a text that need not be readable."""

from __future__ import annotations

import re
from dataclasses import replace

from whence.files.places import Path
from whence.language.frozen import dataclass
from whence.language.limits import DEPTH
from whence.language.patterns import later

_ENTRY = later(r"""(?P<quote>["']?)(?P<key>[^\s"'#{}\[\],:][^"'#{}\[\],:]*?)(?P=quote)[ \t]*:(?=[ \t]|$)""")
_BLOCK = later(r"[|>][0-9+-]*[ \t]*(?:#.*)?$")


@dataclass(frozen=True)
class Cursor:
    """What is written at a position.

    `path` leads to the value that is written, or to the mapping in which a key is (`at_key`); `start` is the offset at
    which the word begins and `word` its text up to the position. `siblings` are the keys of a flow mapping before it.
    `flow` says that it stands in brackets, and `column` where its line's key begins.
    """

    path: Path
    at_key: bool
    start: int
    word: str
    flow: bool = False
    column: int = 0
    siblings: tuple[str, ...] = ()


@dataclass
class _Level:
    """A key or an item that is open: the column that it begins in, and its name or number."""

    column: int
    name: str | int


def at(text: str, offset: int) -> Cursor:
    """What is written at an offset of a text; deeper than a file can go, it is of no field."""
    found = _at(text, offset)
    return found if len(found.path) <= DEPTH.most else replace(found, path=(), at_key=False, siblings=())


def _at(text: str, offset: int) -> Cursor:
    scan = _Scan(text, offset)
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0 or end >= offset:
            return scan.last(start)
        start = scan.line(start, end)


class _Scan:
    """The lines of a text up to an offset, and what is open after each."""

    def __init__(self, text: str, offset: int) -> None:
        self.text, self.offset = text, offset
        self.levels: list[_Level] = []
        self.prose = -1

    def line(self, start: int, end: int) -> int:
        """Take in one whole line; the beginning of the next one."""
        begin = self._open(start, end)
        if begin is None:
            return end + 1
        rest = self.text[begin:end].strip()
        if _BLOCK.fullmatch(rest):
            self.prose = self.levels[-1].column if self.levels else 0
        return end + 1

    def last(self, start: int) -> Cursor:
        """What is written at the offset, in the line that begins at `start`."""
        text, offset = self.text, self.offset
        opening = self._flow_above(start)
        if opening is not None:
            return self._flow(opening)
        indent = len(text[start:offset]) - len(text[start:offset].lstrip(" "))
        if 0 <= self.prose < indent and text[start:offset].strip():
            return Cursor(self._path(), False, start + indent, text[start + indent : offset], column=indent)
        begin = self._open(start, offset)
        if begin is not None and begin < offset and text[begin] in "{[":
            return self._flow(begin)
        if begin is None or not self._has_value(start, begin):
            column = begin - start if begin is not None else offset - start
            word = start + column
            self._leave(column, key=True)
            return Cursor(self._path(), True, word, text[word:offset], column=column)
        value = begin + len(text[begin:offset]) - len(text[begin:offset].lstrip())
        if text[value : value + 1] in ("{", "[") and value < offset:
            return self._flow(value)
        column = self.levels[-1].column if self.levels else 0
        quoted = text[value : value + 1] in ('"', "'") and value < offset
        return Cursor(self._path(), False, value + quoted, text[value + quoted : offset], column=column)

    def _has_value(self, start: int, begin: int) -> bool:
        """Whether what begins at an offset of the line is a value: behind a key, or a bare item of a list."""
        before = self.text[start:begin].rstrip()
        return before.endswith(":") or (before.endswith("-") and self._plain_list())

    def _plain_list(self) -> bool:
        """Whether the list that is open holds bare words, by the name of its field."""
        names = [each.name for each in self.levels if isinstance(each.name, str)]
        return bool(names) and names[-1] in (
            "moves_with",
            "moves_against",
            "relies_on",
            "tags",
            "aliases",
            "only",
            "words",
        )

    def _open(self, start: int, end: int) -> int | None:
        """Open the keys and items of a line; where its value begins, None for a line that says nothing."""
        at = start
        while at < end and self.text[at] == " ":
            at += 1
        if at >= end or self.text[at] in "#\r":
            return None
        if 0 <= self.prose < at - start:
            return None
        self.prose = -1
        while at < end:
            column = at - start
            if self.text[at] == "-" and (at + 1 >= end or self.text[at + 1] == " "):
                self._item(column)
                at += 1
                while at < end and self.text[at] == " ":
                    at += 1
                continue
            hit = _ENTRY.match(self.text, at, end)
            if not hit:
                return at
            self._leave(column, key=True)
            self.levels.append(_Level(column, hit["key"]))
            return hit.end()
        return at

    def _item(self, column: int) -> None:
        number = 0
        while self.levels and (
            self.levels[-1].column > column
            or (self.levels[-1].column == column and isinstance(self.levels[-1].name, int))
        ):
            closed = self.levels.pop()
            if closed.column == column and isinstance(closed.name, int):
                number = closed.name + 1
        self.levels.append(_Level(column, number))

    def _leave(self, column: int, key: bool) -> None:
        while self.levels and self.levels[-1].column >= column:
            self.levels.pop()

    def _path(self) -> Path:
        return tuple(each.name for each in self.levels)

    def _flow_above(self, start: int) -> int | None:
        """The bracket, in a line above, that is still open where the line begins; looked for within the record."""
        if not self.levels:
            return None
        begin = self._line_of_the_last_entry(start)
        hit = re.compile(r"(?::|-)[ \t]+([{\[])").search(self.text, begin, start)
        if not hit:
            return None
        return hit.start(1) if _unclosed(self.text, hit.start(1), start) else None

    def _line_of_the_last_entry(self, start: int) -> int:
        """Where the last line above begins that opened something at the column of the innermost level."""
        column = self.levels[-1].column
        line = start
        while line > 0:
            line = self.text.rfind("\n", 0, line - 1) + 1
            head = self.text[line : line + column + 1]
            if (
                len(head) > column
                and not head[:column].replace("-", " ").strip()
                and head[column] not in " \n"
            ):
                return line
        return 0

    def _flow(self, opening: int) -> Cursor:
        """What is written inside of the brackets that open at an offset."""
        column = self.levels[-1].column if self.levels else 0
        stack: list[tuple[str, list[str], int]] = []
        path: list[str | int] = list(self._path())
        start, at_key, quote = opening, False, ""
        n = opening
        while n < self.offset:
            char = self.text[n]
            if quote:
                quote = "" if char == quote else quote
            elif char in "{[":
                stack.append((char, [], 0))
                at_key, start = char == "{", n + 1
                if char == "[":
                    path.append(0)
            elif char in "}]" and stack:
                closed = stack.pop()
                if closed[0] == "[" or (closed[1] and not at_key):
                    path.pop()
                start, at_key = n + 1, False
            elif char == "," and stack:
                kind, keys, number = stack[-1]
                if kind == "[":
                    path[-1] = number + 1
                    stack[-1] = (kind, keys, number + 1)
                elif not at_key:
                    path.pop()
                start, at_key = n + 1, kind == "{"
            elif char == ":" and at_key and self.text[n + 1 : n + 2] in (" ", "\n", ""):
                name = self.text[start:n].strip().strip("'\"")
                stack[-1][1].append(name)
                path.append(name)
                start, at_key = n + 1, False
            elif char in "\"'" and not self.text[start:n].strip():
                quote = char
            n += 1
        while start < self.offset and self.text[start] in " \n\r\"'":
            start += 1
        there = tuple(stack[-1][1]) if stack else ()
        return Cursor(tuple(path), at_key, start, self.text[start : self.offset], True, column, there)


def _unclosed(text: str, opening: int, end: int) -> bool:
    """Whether the bracket at an offset is still open at another; quotation marks begin where a word can."""
    depth, quote, fresh = 0, "", True
    for char in text[opening:end]:
        if quote:
            quote = "" if char == quote else quote
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
            if not depth:
                return False
        elif char in "\"'" and fresh:
            quote = char
        fresh = char in " {[,:\n"
    return depth > 0


def word_around(text: str, offset: int, chars: str = r"[A-Za-z0-9_]") -> tuple[int, int]:
    """The stretch of the word that an offset touches, of characters of a class; empty where there is none."""
    start = end = offset
    while start > 0 and re.match(chars, text[start - 1]):
        start -= 1
    while end < len(text) and re.match(chars, text[end]):
        end += 1
    return start, end
