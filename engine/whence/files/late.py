"""Where things stand in a file that was read line by line, found when somebody asks.

A plain text on a line of its own is found by its line; for everything else the full parser is asked, record by record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cached_property
from itertools import accumulate

from whence.files.places import Spot
from whence.files.yaml import Composed, compose
from whence.language.frozen import dataclass
from whence.language.patterns import later

# What stands for the section and for what comes after, where the full parser is given one record alone.
_ABOVE, _AFTER = "x:\n", "after-it:"


@dataclass(frozen=True)
class Late:
    """Where everything in a file stands that was read line by line: found when it is asked for, record by record.

    `parsed` are the records that the full parser has read, of which lines tell nothing.
    """

    text: str
    records: Mapping[tuple[str, str], tuple[int, int]]
    parsed: frozenset[tuple[str, str]] = frozenset()
    found: dict[tuple[str, str], Spot] = field(default_factory=dict, compare=False, repr=False)

    def at(self, path: Iterable[str | int]) -> tuple[Spot, bool]:
        """The spot at a path or of the nearest node above it, and whether the whole path was found."""
        path = tuple(path)
        if path[:2] not in self.records:
            return self.whole.at(path)
        record = (str(path[0]), str(path[1]))
        if record not in self.found:
            if len(path) == 3 and record not in self.parsed and (spot := self._line(record, f"{path[2]}: ")):
                return spot, True
            self.found[record] = self._of(record)
        return self.found[record].at(path[2:])

    def name(self, path: tuple[str | int, ...]) -> tuple[int, int] | None:
        """Where the id of a record stands, for the path of a record or of a field that it does not have; None in doubt."""
        if path[:2] not in self.records or path[:2] in self.parsed:
            return None
        start, end = self.records[str(path[0]), str(path[1])]
        line, id = self.lines[start], f"{path[1]}:"
        deep = _deep(line)
        if len(path) > 2:
            fields = self._fields(start, end)
            if line[deep:] != id or not fields or not all(_KEY.match(each) for each in fields):
                return None
            if any(each.startswith(f"{path[2]}:") for each in fields):
                return None
        return self.begins[start] + deep, self.begins[start] + deep + len(id) - 1

    def _fields(self, start: int, end: int) -> list[str]:
        """The lines of a record that begin with its fields, without what stands before these."""
        lines = [each for each in self.lines[start + 1 : end] if not _bare(each)]
        deep = _deep(lines[0]) if lines else 0
        return [each[deep:] for each in lines if _deep(each) == deep and not each.startswith("- ", deep)]

    @cached_property
    def whole(self) -> Spot:
        """Where everything stands, all at once."""
        composed = compose(self.text)
        assert isinstance(composed, Composed)
        return composed.spot

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, without their ends."""
        return self.text.split("\n")

    @cached_property
    def begins(self) -> list[int]:
        """Where each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def _line(self, record: tuple[str, str], key: str) -> Spot | None:
        """Where a field of a record stands whose value is a plain text on the line of its key; None for any other."""
        start, end = self.records[record]
        lines = self.lines
        deep = next((_deep(each) for each in lines[start + 1 : end] if not _bare(each)), 0)
        pad = " " * deep
        if lines[start].strip() != f"{record[1]}:" or deep <= _deep(lines[start]):
            return None
        for at in range(start + 1, end):
            if lines[at].startswith(key, deep) and lines[at][:deep] == pad:
                break
        else:
            return None
        value = lines[at][deep + len(key) :].lstrip(" ")
        after = next((each for each in lines[at + 1 : end] if not _bare(each)), "")
        if not _PLAIN.fullmatch(value) or ": " in value or " #" in value or _deep(after) > deep:
            return None
        stop = self.begins[at] + len(lines[at])
        known = self.begins[at] + deep
        return Spot(stop - len(value), stop, known, known + len(key) - 2)

    def _of(self, record: tuple[str, str]) -> Spot:
        start, end = self.records[record]
        composed = alone(self.lines, start, end)
        assert composed
        spot: Spot = composed.spot.kids["x"].kids[record[1]]
        return _moved(spot, self.begins[start] - len(_ABOVE))


# A text without quotes, of which nothing that stands on its line can be anything else.
_PLAIN = later(r"[A-Za-z0-9~$(<=+./^;_](?:.*[^ :])?")


_KEY = later(r"[A-Za-z_][A-Za-z0-9_.-]*:(?: |$)")


def _deep(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _bare(line: str) -> bool:
    """Whether there is nothing on a line but what is no content."""
    return line.lstrip(" ")[:1] in ("", "#")


def _moved(spot: Spot, by: int) -> Spot:
    """A spot and all under it, so many characters further on."""
    start, end, key_start, key_end, style, kids = spot
    moved = {name: _moved(kid, by) for name, kid in kids.items()}
    if key_start >= 0:
        key_start, key_end = key_start + by, key_end + by
    return Spot(start + by, end + by, key_start, key_end, style, moved)


def alone(lines: list[str], start: int, end: int) -> Composed | None:
    """What the full parser makes of the lines of one record; None where they do not stand for themselves."""
    own = lines[start:end]
    indent = len(own[0]) - len(own[0].lstrip(" "))
    last = lines[end] if end < len(lines) else ""
    deep = len(last) - len(last.lstrip(" "))
    rest = [f"{' ' * deep}{_AFTER}", ""] if last else []
    if deep not in (0, indent):
        return None
    composed = compose(_ABOVE + "\n".join([*own, *rest]))
    if not isinstance(composed, Composed) or composed.faults or not isinstance(composed.data, dict):
        return None
    inner = composed.data.get("x")
    around = composed.data if deep == 0 else inner
    if (
        not isinstance(inner, dict)
        or not isinstance(around, dict)
        or around.pop(_AFTER[:-1], None) is not None
    ):
        return None
    return composed if len(composed.data) == len(inner) == 1 else None
