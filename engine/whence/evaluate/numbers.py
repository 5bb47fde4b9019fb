"""What an estimate says in one context, without its draws: worked out once, and all that most who ask need to know."""

from __future__ import annotations

import math
from dataclasses import replace

from whence.evaluate import bounds
from whence.evaluate.bounds import Interval, Strict
from whence.evaluate.estimate import Estimate, Figure, figure, figure_of
from whence.language.frozen import dataclass

Index = tuple[int, ...]


@dataclass(frozen=True)
class Numbers:
    """The numbers of an estimate in one context.

    `drawn` is its figure; where `pole` says that it is divided by what may be zero, it has no mean. Where the estimate is
    known as a set of values alone, `enclosure` is that, `bound` its side, `strict` which of its ends are themselves left
    out, and the figure that of the known end.
    """

    drawn: Figure
    pole: bool = False
    bound: str = ""
    enclosure: Interval | None = None
    strict: Strict = (False, False)

    @property
    def figure(self) -> Figure:
        """The figure, without mean and standard deviation where there are none."""
        return without_mean(self.drawn) if self.pole else self.drawn


def without_mean(found: Figure) -> Figure:
    """The same numbers, without a mean."""
    return replace(found, mean=math.nan, sd=math.nan)


def numbers(found: Estimate, index: Index) -> Numbers:
    """What an estimate says in one context; of what is true or false, how often it surely is."""
    known: Numbers | None = found.told.get(index)
    if known is None:
        found.told[index] = known = _numbers(found, index)
    return known


def _numbers(found: Estimate, index: Index) -> Numbers:
    if found.bounded and not found.truth:
        assert found.ends is not None
        ends = bounds.mapped(lambda each: each[index], found.ends)
        if not bounds.is_point(ends):
            interval = bounds.snapped(bounds.shown(ends), float(found.point[index]))
            strict = bounds.strict(ends, interval)
            return Numbers(bounds.figure(interval), False, bounds.side(interval), interval, strict)
    pole = found.poles is not None and bool(found.poles[index])
    point, shape = found.at(index)
    if shape is not None and not found.exact:
        return Numbers(figure_of(point, shape), pole)
    return Numbers(figure(point, found.samples[index]), pole)
