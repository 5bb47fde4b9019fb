"""A source's own figure against the same figure computed from the source's own inputs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from whence.evaluate.contexts import Reading, Summary
from whence.evaluate.estimate import Figure
from whence.language.units.units import DATE, Unit
from whence.language.values.written import Uniform, Written

AGREES, ROUNDED, SOFT = 0.10, 0.20, 1.5
TINY = 1e-9
QUARTER = 8766 * 3600.0 / 4
VERDICTS = ("agrees", "inside", "soft", "mismatch")


@dataclass(frozen=True)
class Agreement:
    """The verdict on a stated figure, in the context that suits it best.

    `ratio` is recomputed over stated (for dates, the difference in years); `one_end` is `low` or `high` when the
    stated figure is what one end of the inputs' ranges gives.
    """

    verdict: str
    ratio: float
    stated: float
    recomputed: float
    one_end: str
    choose: Mapping[str, str]
    rounded: bool = False


def agreement(stated: Written, summary: Summary) -> Agreement:
    """Compare a stated figure with a recomputed one: the best verdict over the active contexts."""
    found = [_compare(stated, summary.bound, reading) for reading in summary.readings if reading.active]
    return min(found, key=lambda each: (VERDICTS.index(each.verdict), _distance(each.ratio)))


def _distance(ratio: float) -> float:
    return abs(math.log(ratio)) if ratio > 0 and math.isfinite(ratio) else math.inf


def _compare(stated: Written, bound: str, reading: Reading) -> Agreement:
    if stated.unit.dimension == DATE:
        return _dates(stated, reading)
    unit = stated.unit
    told = _shown(stated.point, unit)
    point, low, high = (
        _shown(each, unit) for each in (reading.figure.point, reading.figure.low, reading.figure.high)
    )
    ratio = _ratio(point, told)
    rounded = _rounds_to(stated, point, told)
    end = _one_end(stated, told, point, low, high)
    if stated.bound:
        verdict = _against_bound(stated, told, point, ratio)
    elif end:
        verdict = "inside"
    elif abs(ratio - 1) <= (ROUNDED if rounded else AGREES) + TINY:
        verdict = "agrees"
    elif (low <= told <= high and low < high) or (
        stated.ends and _overlap(stated, unit, low, high) and _outer(ratio) <= SOFT
    ):
        verdict = "inside"
    else:
        verdict = "soft" if _outer(ratio) <= SOFT else "mismatch"
    return Agreement(verdict, ratio, stated.point, reading.figure.point, end, reading.choose, rounded)


def _shown(value: float, unit: Unit) -> float:
    """A base-unit number as it is written in a unit: growth is compared as the factor people write."""
    return float(unit.from_base(value))


def _ratio(point: float, told: float) -> float:
    if told == 0:
        return 1.0 if point == 0 else math.inf
    return point / told


def _outer(ratio: float) -> float:
    return max(ratio, 1 / ratio) if ratio > 0 else math.inf


def _rounds_to(stated: Written, point: float, told: float) -> bool:
    """Whether the recomputed number, rounded to the precision that was written, is the stated one.

    `~` widens half a step to a whole one.
    """
    step = abs(_shown(stated.step, stated.unit)) if stated.unit.style != "times" else stated.step
    allowed = step if stated.about else step / 2
    return abs(point - told) <= allowed * (1 + 1e-9)


def _one_end(stated: Written, told: float, point: float, low: float, high: float) -> str:
    """Which end of the recomputed range a point figure stands at, if it does and the middle does not."""
    if stated.ends or stated.about or stated.bound or not low < point < high:
        return ""
    near = 0.005
    if point and abs(told / point - 1) <= near:
        return ""
    for name, end in (("low", low), ("high", high)):
        if end and abs(told / end - 1) <= near and abs(point / end - 1) > 2 * near:
            return name
    return ""


def _against_bound(stated: Written, told: float, point: float, ratio: float) -> str:
    kept = point >= told * (1 - 1e-9) if stated.bound == "lower" else point <= told * (1 + 1e-9)
    if kept or abs(ratio - 1) <= AGREES + TINY:
        return "agrees"
    return "soft" if _outer(ratio) <= SOFT else "mismatch"


def _overlap(stated: Written, unit: Unit, low: float, high: float) -> bool:
    assert stated.ends is not None
    first, last = sorted(_shown(end, unit) for end in stated.ends)
    return first <= high and low <= last


def _dates(stated: Written, reading: Reading) -> Agreement:
    """Dates agree when the recomputed one falls in the span written, and are soft within a quarter of a year."""
    figure: Figure = reading.figure
    first, last = _span(stated)
    years = (figure.point - stated.point) / (4 * QUARTER)
    gap = max(first - figure.point, figure.point - last, 0.0)
    if gap == 0:
        verdict = "agrees"
    elif figure.low <= last and first <= figure.high:
        verdict = "inside"
    else:
        verdict = "soft" if gap <= QUARTER else "mismatch"
    return Agreement(verdict, years, stated.point, figure.point, "", reading.choose)


def _span(stated: Written) -> tuple[float, float]:
    """The first and the last moment that a written date stands for; `~` adds as much again on either side."""
    if stated.ends:
        return stated.ends
    if isinstance(stated.shape, Uniform):
        return stated.shape.low, stated.shape.high
    if stated.about:
        return stated.point - 1.5 * stated.step, stated.point + 1.5 * stated.step
    return stated.point, stated.point + stated.step
