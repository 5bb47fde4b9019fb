"""What an estimate says in each context that remains, and over all of them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.evaluate import bounds, mixtures
from whence.evaluate.arrays import np
from whence.evaluate.bounds import Interval, Strict
from whence.evaluate.contexts import Indices, Settled, likely, mask, mixed, named, open_choices, picked
from whence.evaluate.estimate import Estimate, Figure
from whence.evaluate.numbers import numbers, without_mean
from whence.language.frozen import dataclass
from whence.model.graph import Base


@dataclass(frozen=True)
class Reading:
    """An estimate in one context.

    `left` is how many of how many draws evidence has left, None where it has taken none away. Where the estimate is known
    as a set of values alone, `enclosure` is that, `bound` its side, and `strict` which of its ends are
    themselves left out.
    """

    choose: Mapping[str, str]
    possible: bool
    active: bool
    figure: Figure
    bound: str = ""
    enclosure: Interval | None = None
    strict: Strict = (False, False)
    left: tuple[int, int] | None = None

    @property
    def counted(self) -> bool:
        """Whether some of the draws count and others do not: its point is then the median of those that do."""
        return bool(self.left and self.left[0])


@dataclass(frozen=True)
class Summary:
    """An estimate over its contexts, in base units.

    `figure` pools the active contexts where that can be done honestly: there is one, or they agree, or credences
    weigh them. Else the claim is `open`: point and median are NaN, low and high span the active contexts. Where the
    value is known as a set alone, `enclosure` is that (an infinite end is none), `bound` its side (see `bounds.side`),
    `strict` which of its ends are themselves left out, and the figure that of the known end.
    """

    figure: Figure
    bound: str
    open: tuple[str, ...]
    readings: tuple[Reading, ...]
    enclosure: Interval | None = None
    strict: Strict = (False, False)

    @property
    def firm(self) -> bool:
        """Whether it is one number, and neither a bound nor open."""
        return not self.bound and math.isfinite(self.figure.point)


def summarise(base: Base, settled: Settled, estimate: Estimate) -> Summary:
    """What an estimate says over its contexts."""
    axes = estimate.axes
    if not axes:
        only = _reading(estimate, (), {}, True, True)
        return Summary(only.figure, only.bound, (), (only,), only.enclosure, only.strict)
    possible, active = mask(settled, axes, active=False), mask(settled, axes)
    readings = tuple(
        _reading(estimate, index, named(base, axes, index), bool(possible[index]), bool(active[index]))
        for index in np.ndindex(estimate.point.shape)
    )
    live = [each for each in readings if each.active]
    first = live[0]
    if all(alike(each, first) for each in live):
        return Summary(first.figure, first.bound, (), readings, first.enclosure, first.strict)
    index = mixed(base, settled, axes)
    undecided = () if index else open_choices(base, settled, axes)
    if any(each.enclosure for each in live):
        return _bounded(base, estimate, readings, index, undecided)
    weights = likely(base, settled, axes)
    if index and weights is not None:
        samples = picked(base, estimate.samples, index)
        found = mixtures.weighed(estimate, weights, samples)
        torn = estimate.poles is not None and bool((estimate.poles & (weights > 0)).any())
        return Summary(without_mean(found) if torn else found, "", (), readings)
    low, high = min(each.figure.low for each in live), max(each.figure.high for each in live)
    return Summary(Figure(math.nan, math.nan, low, high), "", undecided, readings)


def _reading(
    estimate: Estimate, index: tuple[int, ...], choose: Mapping[str, str], possible: bool, active: bool
) -> Reading:
    said, left = numbers(estimate, index), None
    if estimate.left is not None and (some := int(estimate.left[index])) < estimate.samples.shape[-1]:
        left = some, estimate.samples.shape[-1]
    return Reading(choose, possible, active, said.figure, said.bound, said.enclosure, said.strict, left)


def alike(a: Reading, b: Reading) -> bool:
    """Whether two readings give the same numbers."""
    return (a.figure, a.enclosure, a.strict) == (b.figure, b.enclosure, b.strict)


def _bounded(
    base: Base,
    estimate: Estimate,
    readings: tuple[Reading, ...],
    index: Indices | None,
    undecided: tuple[str, ...],
) -> Summary:
    """A set of values over contexts that differ: weighed by the credences, or what holds the set of each context."""
    if index and estimate.ends:
        ends = bounds.mapped(lambda each: picked(base, each, index), estimate.ends)
        point = float(np.median(picked(base, estimate.samples, index)))
        interval = bounds.snapped(bounds.shown(ends), point)
        strict = bounds.strict(ends, interval)
    else:
        interval, strict = bounds.hull(
            [
                (each.enclosure or (each.figure.low, each.figure.high), each.strict)
                for each in readings
                if each.active
            ]
        )
    return Summary(bounds.figure(interval), bounds.side(interval), undecided, readings, interval, strict)
