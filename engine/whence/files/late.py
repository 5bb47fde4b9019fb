"""Where things stand in a file that was read line by line: the full parser is asked, record by record, when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from whence.files.places import Spot
from whence.files.yaml import Composed, compose

# What stands for the section and for what comes after, where the full parser is given one record alone.
_ABOVE, _AFTER = "x:\n", "after-it:"


@dataclass(frozen=True)
class Late:
    """Where everything in a file stands that was read line by line: found when it is asked for, record by record."""

    text: str
    records: Mapping[tuple[str, str], tuple[int, int]]
    found: dict[tuple[str, str], Spot] = field(default_factory=dict, compare=False, repr=False)

    def at(self, path: Iterable[str | int]) -> tuple[Spot, bool]:
        """The spot at a path or of the nearest node above it, and whether the whole path was found."""
        path = tuple(path)
        if path[:2] not in self.records:
            return self.whole.at(path)
        record = (str(path[0]), str(path[1]))
        if record not in self.found:
            self.found[record] = self._of(record)
        return self.found[record].at(path[2:])

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

    def _of(self, record: tuple[str, str]) -> Spot:
        start, end = self.records[record]
        composed = alone(self.lines, start, end)
        assert composed
        spot: Spot = composed.spot.kids["x"].kids[record[1]]
        return _moved(spot, self.begins[start] - len(_ABOVE))


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
