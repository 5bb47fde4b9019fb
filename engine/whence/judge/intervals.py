"""A stated interval, in whatever form it is written, against ours at the level at which the source states it.

Where ends are all that is written, they are the figures, and are compared end by end. Where a central value stands beside
them, that is the figure, and the distances of the ends from it are compared as widths. Figures that are fine with an error
that the inputs do not give are the verdict `width`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from whence.evaluate.rounding import Span
from whence.judge.compared import (
    NOISE,
    OFF,
    VERDICTS,
    Agreement,
    Limits,
    Ours,
    Side,
    Widths,
    answer,
    meets,
    nearest,
    off,
    outer,
    ratio_of,
)
from whence.language.values.value import Interval
from whence.language.values.written import Written

BY_INPUTS = "the ends of the inputs"
BY_RANGE = "the interval stated"
# Two sides that differ from those stated by factors so near to each other are told as one.
ALIKE = 0.05


def by_ends(stated: Written, told: Interval, ours: Ours, limits: Limits) -> Agreement:
    """End by end, with our interval at its level or with the inputs' ends carried through, whichever fits better."""
    spans = stated.rounding if len(stated.rounding) == 2 else told.spans
    written = _sides(stated.ends or told.ends, (spans[0], spans[1]))
    if not ours.wide:
        return _within(stated, ours, (written[0].span[0], written[1].span[1]), limits)
    carried = tuple(Side(end, _around(ours, n)) for n, end in enumerate(ours.slack.carried))
    ways = {
        _named(told): (_interval(ours), _sides(told.ends, told.spans)),
        BY_INPUTS: (carried, written),
    }
    found = [
        answer(stated, ours, *_worse(zip(mine, theirs, strict=True), limits), fits=name)
        for name, (mine, theirs) in ways.items()
    ]
    best = min(found, key=lambda each: (VERDICTS.index(each.verdict), outer(each.ratio)))
    ratio = ratio_of(ours.at[1] - ours.at[0], told.ends[1] - told.ends[0])
    if best.verdict == "close" and outer(ratio) > 1 + limits.tension:
        return replace(best, verdict="width", widths=_widths(told, ours, ratio))
    return replace(best, widths=_widths(told, ours))


def _named(told: Interval) -> str:
    return f"the {100 * _level(told):.3g} % interval"


def _level(told: Interval) -> float:
    return told.shares[1] - told.shares[0]


def _widths(told: Interval, ours: Ours, ratio: float = math.nan, side: str = "") -> Widths:
    return Widths(_level(told), told.ends, ours.at, ratio, side)


def _sides(ends: Span, spans: tuple[Span, Span]) -> tuple[Side, Side]:
    return Side(ends[0], spans[0]), Side(ends[1], spans[1])


def _around(ours: Ours, n: int) -> Span:
    """The lower (0) or the upper (1) end with the inputs at theirs, with as much either way as rounding leaves it."""
    end, reach = ours.slack.carried[n], abs(ours.slack.outer[n] - ours.slack.carried[n])
    return (end - reach, end + reach) if math.isfinite(reach) else (end, end)


def _interval(ours: Ours) -> tuple[Side, Side]:
    """The ends of our interval, each with as much either way as rounding leaves the point."""
    below, above = ours.reach
    margin = NOISE * (ours.at[1] - ours.at[0])
    below, above = below + margin, above + margin
    first, last = (Side(end, (end - below, end + above)) for end in ours.at)
    return first, last


def _worse(ends: Iterable[tuple[Side, Side]], limits: Limits) -> tuple[str, float, Side, Side]:
    """The verdict of the end that fits worse, with its ratio and its two sides."""
    judged = []
    for mine, theirs in ends:
        ratio = ratio_of(mine.value, theirs.value)
        judged.append(
            ("agrees" if meets(mine.span, theirs.span) else off(ratio, limits), ratio, mine, theirs)
        )
    return max(judged, key=lambda each: (VERDICTS.index(each[0]), outer(each[1])))


def _within(stated: Written, ours: Ours, theirs: Span, limits: Limits) -> Agreement:
    """A bare figure of ours: it agrees where it lies in the interval stated."""
    mine = ours.point
    end = nearest(mine.value, theirs)
    ratio = ratio_of(mine.value, end)
    verdict = "agrees" if meets(theirs, mine.span) else off(ratio, limits)
    return answer(stated, ours, verdict, ratio, mine, Side(end, (end, end)), fits=BY_RANGE)


def with_widths(found: Agreement, told: Interval, ours: Ours, covered: bool, limits: Limits) -> Agreement:
    """The verdict on a central value, made one on its error where the value is fine or `covered` by it, and the error is not."""
    assert told.arms is not None
    ratios = [
        ratio_of(*each)
        for each in zip(_arms(ours.slack.point, ours.at), _arms(found.stated, told.ends), strict=True)
    ]
    differ = any(outer(ratio) > 1 + limits.agree and _apart(told, ours, n) for n, ratio in enumerate(ratios))
    fine = found.verdict not in OFF or covered
    below, above = ratios
    alike = outer(ratio_of(below, above)) <= 1 + ALIKE
    side = "" if alike else "below" if outer(below) > outer(above) else "above"
    widths = _widths(told, ours, max(ratios, key=outer), side)
    return replace(found, verdict="width" if differ and fine else found.verdict, widths=widths)


def _apart(told: Interval, ours: Ours, n: int) -> bool:
    """Whether the digits do not explain how far the lower (0) or upper (1) end is from the central value.

    What rounds a factor by 5 % makes an error larger or smaller by as much, and moves its ends with the central value.
    """
    assert told.arms is not None
    margin, arm = NOISE * (ours.at[1] - ours.at[0]), _arms(ours.slack.point, ours.at)[n]
    share = max(ours.reach) / abs(ours.slack.point) if ours.slack.point else 0.0
    margin += arm * share if math.isfinite(share) else 0.0
    return not meets(told.arms[n], (arm - margin, arm + margin))


def _arms(middle: float, ends: Span) -> Span:
    """How far the ends are from the middle, down and up; an end on the wrong side of it is not far at all."""
    return max(middle - ends[0], 0.0), max(ends[1] - middle, 0.0)
