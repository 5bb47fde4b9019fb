"""Positions as editors count them: lines from 0, and columns in the units of an encoding, most often UTF-16."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from whence.language.frozen import dataclass
from whence.language.problems import Place

UTF8, UTF16 = "utf-8", "utf-16"


class Position(NamedTuple):
    """A place between two characters: line and column, both from 0, the column in units of the encoding."""

    line: int
    column: int


class Range(NamedTuple):
    """A stretch of a text; the end is exclusive."""

    start: Position
    end: Position


class Change(NamedTuple):
    """A stretch of a text and what is to stand there."""

    range: Range
    text: str


@dataclass(frozen=True)
class Lines:
    """A text by its lines. Offsets count characters; what lies outside the text is moved to its nearest end."""

    text: str
    encoding: str = UTF16

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return (0, *(hit.end() for hit in re.finditer("\n", self.text)))

    def line(self, number: int) -> str:
        """A line without its line break; nothing where there is none."""
        if not 0 <= number < len(self.starts):
            return ""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : end].rstrip("\r\n")

    def offset(self, at: Position) -> int:
        """The offset of a position; one inside a character that takes two units is moved behind it."""
        if at.line >= len(self.starts):
            return len(self.text)
        line, units = self.line(max(at.line, 0)), 0
        for n, char in enumerate(line):
            if units >= at.column:
                return self.starts[at.line] + n
            units += self._width(char)
        return self.starts[max(at.line, 0)] + len(line)

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        return Position(line, sum(map(self._width, self.text[self.starts[line] : offset])))

    def range(self, start: int, end: int) -> Range:
        """The stretch between two offsets."""
        return Range(self.position(start), self.position(end))

    def at(self, place: Place) -> Range:
        """The stretch of a finding, whose columns count characters from 1."""
        line = min(place.line, len(self.starts)) - 1
        start = self.starts[line] + place.column - 1
        return self.range(start, min(start + place.length, self.starts[line] + len(self.line(line))))

    def offsets(self, place: Place) -> tuple[int, int]:
        """The stretch of a finding as offsets."""
        start = self.starts[min(place.line, len(self.starts)) - 1] + place.column - 1
        return start, start + place.length

    def changes(self, new: str) -> tuple[Change, ...]:
        """What turns this text into another one, in whole lines."""
        return tuple(self._changes(new))

    def _changes(self, new: str) -> Iterator[Change]:
        before, after = self.text.splitlines(keepends=True), new.splitlines(keepends=True)
        for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag != "equal":
                start = self.starts[a] if a < len(self.starts) else len(self.text)
                end = self.starts[b] if b < len(self.starts) else len(self.text)
                yield Change(self.range(start, end), "".join(after[c:d]))

    def _width(self, char: str) -> int:
        if self.encoding == UTF16:
            return 2 if ord(char) > 0xFFFF else 1
        return len(char.encode("utf-8", "surrogatepass")) if self.encoding == UTF8 else 1
