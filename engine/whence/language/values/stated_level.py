"""Intervals with a stated level, such as a 95 % confidence interval, as distributions."""

from __future__ import annotations

import math
from dataclasses import replace

from whence.language.units.dimensions import Unit
from whence.language.values.anatomy import refuse
from whence.language.values.kernels import ONE, normal_quantile
from whence.language.values.shapes import Lognormal, Normal, Quantiles, Shape
from whence.language.values.value import Ends, Interval, Written, written_as


def leveled(
    text: str, unit: Unit, ends: tuple[Written, Written], share: float, point: Written | None
) -> Written:
    """A value with two ends at a level, and perhaps its central value."""
    low, high = ends[0].point, ends[1].point
    if low >= high:
        raise refuse("the ends are the wrong way round", 0, len(text), "the smaller end comes first")
    if point and not low < point.point < high:
        raise refuse("the central value does not lie between the ends", 0, len(text))
    shape = at_level(low, high, share, point.point if point else None, unit)
    step = min(each.step for each in (*ends, *([point] if point else [])) if each.point or each.step)
    first, last = (_stands_for(each) for each in ends)
    rounding: tuple[Ends, ...] = (first, last)
    arms = None
    if point:
        at, rounding = point.point, (first, _stands_for(point), last)
        arms = (at - first[1], at - first[0]), (last[0] - at, last[1] - at)
    found = written_as(text, unit, shape, step=step, ends=(low, high), rounding=rounding)
    return replace(found, interval=Interval((low, high), around(share), (first, last), arms))


def around(share: float) -> Ends:
    """The shares below the two ends of an interval that leaves as much below as above."""
    return (1 - share) / 2, (1 + share) / 2


def _stands_for(number: Written) -> Ends:
    return number.rounding[0] if number.rounding else (number.point, number.point)


def at_level(low: float, high: float, share: float, point: float | None, unit: Unit) -> Shape:
    """The distribution with a share of its probability between two ends.

    Without a central value, and with one in the middle, lognormal or normal as for any range; else through the three.
    """
    log = low > 0 and unit.style in ("linear", "money")
    reach = float(normal_quantile(ONE, (1 + share) / 2, (1 - share) / 2))
    width = high - low
    normal = Normal(low + width / 2 if point is None else point, width / (2 * reach))
    if point is None and not log:
        return normal
    if log:
        a, b = math.log(low), math.log(high)
        lognormal = Lognormal((a + b) / 2, (b - a) / (2 * reach))
        if point is None or abs(math.log(point) - lognormal.mu) <= 1e-9 * (b - a):
            return lognormal
    if point is not None and abs(point - (low + width / 2)) > 1e-9 * width:
        return Quantiles(((1 - share) / 2, 0.5, (1 + share) / 2), (low, point, high), log)
    return normal
