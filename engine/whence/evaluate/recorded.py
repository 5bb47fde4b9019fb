"""What was said of nodes in other processes, by content and without draws: flat text, a line for each node.

A line is the content key of a node and a list in JSON, in which each float stands to its last bit. What a node is known by
holds for any base in which a node has that key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple
from itertools import islice
from typing import Any

from whence.evaluate.arrays import np
from whence.evaluate.estimate import Estimate, Figure
from whence.evaluate.numbers import Numbers, numbers
from whence.evaluate.remembered import Remembered, Told, Written

KEY = 32


class Recorded(dict[str, Estimate]):
    """A memory that begins with what was recorded before: see `evaluator.Memory`. A line is read when its node is asked for."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__()
        self._lines = {line[:KEY].decode(): line for line in content.splitlines()}
        self._read: dict[str, Estimate] = {}

    def get(self, key: str, other: Any = None) -> Any:
        """The estimate under a key, or else something other."""
        found = super().get(key) or self._read.get(key)
        if found is None and key in self._lines:
            self._read[key] = found = _estimate(json.loads(self._lines[key][KEY:]))
        return other if found is None else found

    def __contains__(self, key: object) -> bool:
        return self.get(str(key)) is not None

    def content(self, most: int) -> bytes | None:
        """All of it to be recorded, what was asked for first, in so many lines at most; None where nothing was added."""
        fresh = {key: line for key, each in self.items() if (line := _line(key, each))}
        if not fresh:
            return None
        asked = {key: self._lines[key] for key in self._read}
        return b"\n".join(islice({**fresh, **asked, **self._lines}.values(), most))


def _line(key: str, found: Estimate) -> bytes | None:
    """What is said of an estimate, as a line; None where not all of it has been worked out."""
    if isinstance(found, Written):
        numbers(found, ())  # by formula, which takes no draws
        point, contexts = found.written.point, 1
    else:
        point, contexts = found.point.tolist(), found.point.size
    if len(found.told) < contexts:
        return None
    held = [each.tolist() for each in found.held] if found.truth else None
    # what takes draws to find out is recorded where it was found out
    span = found.__dict__.get("span")
    flat = (
        [found.axes, point, found.exact, found.bounded, _shaped(found), found.truth]
        + [None if each is None else each.tolist() for each in (found.lost, found.poles)]
        + [held, span, [_flat(each) for _, each in sorted(found.told.items())]]
    )
    return key.encode() + json.dumps(flat, separators=(",", ":")).encode()


def _shaped(found: Estimate) -> bool:
    return found.shaped if isinstance(found, Remembered) else found.shapes is not None


def _flat(said: Numbers) -> list[Any]:
    return [*astuple(said.drawn), said.pole, said.bound, said.enclosure, said.strict]


def _estimate(flat: list[Any]) -> Told:
    axes, point, exact, bounded, shaped, truth, lost, poles, held, span, cells = flat
    told = dict(zip(np.ndindex(np.shape(point)) if axes else ((),), _cells(cells), strict=True))
    known = {"axes": tuple(axes), "exact": exact, "bounded": bounded, "shaped": shaped, "truth": truth}
    known |= {"left": None, "told": told}
    known["flat"] = {"point": point, "lost": lost, "poles": poles, "held": held}
    if span is not None:
        known["span"] = tuple(span)
    return Told(known, None)


def _cells(cells: list[list[Any]]) -> Iterator[Numbers]:
    for *figure, pole, bound, enclosure, strict in cells:
        yield Numbers(Figure(*figure), pole, bound, enclosure and tuple(enclosure), tuple(strict))
