"""A source's own figure against the same figure computed from the source's own inputs.

In this order: it `agrees` within what the rounding of both explains; it is `inside` the interval that its inputs leave;
it is `close`, within the setting `agree` or the claim's `tolerance`, unless every input is exact; else it is off, `soft`
within the setting `tension`, a `mismatch` beyond. A value that is fine beside an error that is not is `width`. Where
readings are open and disagree about that, so is the verdict.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from whence.evaluate.rounding import Span
from whence.judge import calendar, intervals
from whence.judge.compared import (
    OFF,
    VERDICTS,
    Agreement,
    Limits,
    Ours,
    Side,
    answer,
    beyond,
    inside,
    meets,
    nearest,
    off,
    ratio_of,
)
from whence.language.units.units import DATE
from whence.language.values.value import interval_of
from whence.language.values.written import Written, ninety

DEFAULT = Limits()
QUARTER = 8766 * 3600.0 / 4


def agreement(
    stated: Written, judged: Sequence[Ours], others: Sequence[Ours] = (), limits: Limits = DEFAULT
) -> Agreement:
    """Compare a stated figure with what its inputs give in the readings that count; `others` are those that do not."""
    found = [compare(stated, each, limits) for each in judged]
    best = min(found, key=lambda each: (VERDICTS.index(each.verdict), _distance(each)))
    elsewhere = [compare(stated, each, limits) for each in others]
    return replace(
        best,
        verdict=_together([each.verdict for each in found]),
        readings=tuple(found) if len(found) > 1 else (),
        elsewhere=tuple(each for each in elsewhere if each.verdict == "agrees" or _allowed(each)),
    )


def _allowed(found: Agreement) -> bool:
    """Whether a set of values has the stated figure in it."""
    return bool(found.bound) and found.verdict == "inside"


def _together(verdicts: Sequence[str]) -> str:
    """The verdict over several readings: what it is in all of them, the mildest conflict if it is one in all."""
    if len(set(verdicts)) == 1:
        return verdicts[0]
    return "soft" if set(verdicts) <= set(OFF) else "open"


def _distance(found: Agreement) -> float:
    ratio = found.ratio
    return abs(math.log(ratio)) if ratio > 0 and math.isfinite(ratio) else math.inf


def compare(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """The verdict on a stated figure in one reading: on its value or its ends first, then on the error stated with it."""
    told = interval_of(stated)
    found = _figures(stated, ours, limits)
    if told and told.arms and ours.wide and not ours.reading.enclosure:
        covered = meets(ours.point.span, stands_for(stated))
        found = intervals.with_widths(found, told, ours, covered, limits)
    return replace(found, exact=limits.exact)


def _figures(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """The verdict on the figures themselves."""
    if ours.reading.bound == "lost":
        return _unknown(stated, ours)
    if stated.unit.dimension == DATE:
        return _dates(stated, ours)
    if stated.bound:
        return _against_bound(stated, ours, limits)
    if ours.reading.enclosure:
        return _with_bound(stated, ours, limits)
    told = interval_of(stated)
    if told and not told.arms:
        return intervals.by_ends(stated, told, ours, limits)
    return _points(stated, ours, limits)


def _unknown(stated: Written, ours: Ours) -> Agreement:
    """Ours has no end that is known: nothing follows from it for any figure."""
    theirs = Side(stated.point, stands_for(stated))
    return answer(stated, ours, "open", math.nan, Side(stated.point, theirs.span), theirs)


def _points(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """A figure that has an interval is held to its digits alone; against a bare one, what it declares is its own."""
    figure = ours.reading.figure
    digits = Side(stated.point, digits_of(stated))
    mine, theirs = ours.point, digits if ours.wide else Side(stated.point, stands_for(stated))
    ratio = ratio_of(mine.value, theirs.value)
    if meets(mine.span, theirs.span):
        fits = "" if meets(mine.span, digits.span) else intervals.BY_RANGE
        return answer(stated, ours, "agrees", ratio, mine, digits, fits=fits)
    if meets(mine.span, (digits.span[0] - ours.calendar, digits.span[1] + ours.calendar)):
        return answer(stated, ours, "agrees", ratio, mine, digits, fits=calendar.BY_CALENDAR)
    verdict = "inside" if inside(theirs, figure.low, figure.high) else off(ratio, limits)
    return answer(stated, ours, verdict, ratio, mine, digits, one_end=_one_end(stated, ours))


def digits_of(stated: Written) -> Span:
    """What a stated point stands for, given its digits; with `~` that and about as much again."""
    written = len(stated.rounding)
    low, high = stated.rounding[written // 2] if written % 2 else (stated.point, stated.point)
    return min(low, stated.point), max(high, stated.point)


def stands_for(stated: Written) -> Span:
    """What a stated figure stands for: its digits, and the interval that it declares."""
    (low, high), (below, above) = digits_of(stated), ninety(stated)
    return min(low, below), max(high, above)


def _one_end(stated: Written, ours: Ours) -> str:
    """Which end of what the inputs may give is the one that was written, to its digits: of their ranges, or of our interval."""
    figure = ours.reading.figure
    if figure.low == figure.high or stated.about or len(stated.rounding) != 1:
        return ""
    for n, name, end in ((0, "low", figure.low), (1, "high", figure.high)):
        if any(meets(stated.rounding[0], (each, each)) for each in (end, ours.slack.carried[n])):
            return name
    return ""


def _nearer(stated: Written, ours: Ours) -> Side:
    """Our point; of a set of values the one that is nearest to the figure stated, with what rounding makes of it."""
    if not ours.reading.enclosure:
        return ours.point
    end, (below, above) = nearest(stated.point, ours.enclosure), ours.reach
    return Side(end, (end - below, end + above))


def _against_bound(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """A stated bound is hard: it excuses nothing but the rounding of our inputs."""
    theirs = (stated.point, math.inf) if stated.bound == "lower" else (-math.inf, stated.point)
    mine, enclosure, strict = _nearer(stated, ours), ours.enclosure, ours.reading.strict
    end, left_out = nearest(mine.value, theirs), (stated.excludes, stated.excludes)
    kept = meets(mine.span, theirs, left_out) and not ours.reading.enclosure
    if kept or _all_allowed(stated, enclosure, strict):
        verdict = "agrees"
    elif meets(enclosure, theirs, left_out) and meets(theirs, enclosure, strict):
        verdict = "inside"
    else:
        verdict = beyond(ratio_of(mine.value, stated.point), limits)
    return answer(stated, ours, verdict, ratio_of(mine.value, stated.point), mine, Side(end, (end, end)))


def _all_allowed(stated: Written, enclosure: Span, strict: tuple[bool, bool]) -> bool:
    """Whether a stated bound allows every value of a set."""
    n = int(stated.bound == "upper")
    if enclosure[n] == stated.point:
        return strict[n] or not stated.excludes
    return (enclosure[n] > stated.point) != (stated.bound == "upper")


def _with_bound(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """Ours is a bound: the stated figure is off where nineteen draws in twenty exclude all of it.

    It is `inside` what is shown beside it, or agrees with that by rounding alone.
    """
    spans = (*stated.rounding, stands_for(stated))
    theirs = min(each[0] for each in spans), max(each[1] for each in spans)
    enclosure, (below, above) = ours.enclosure, ours.reach
    end, strict = nearest(stated.point, enclosure), ours.reading.strict
    ratio = ratio_of(end, stated.point)
    if meets(theirs if interval_of(stated) else (stated.point, stated.point), enclosure, strict):
        verdict = "inside"
    elif meets(theirs, (enclosure[0] - below, enclosure[1] + above), strict):
        verdict = "agrees"
    else:
        verdict = beyond(ratio, limits)
    return answer(
        stated, ours, verdict, ratio, Side(end, (end - below, end + above)), Side(stated.point, theirs)
    )


def _dates(stated: Written, ours: Ours) -> Agreement:
    """Dates agree when the recomputed one falls in the span written, and are soft within a quarter of a year."""
    mine = _nearer(stated, ours)
    theirs = (stated.rounding[0][0], stated.rounding[-1][1]) if stated.rounding else stands_for(stated)
    if stated.bound:
        theirs = (stated.point, math.inf) if stated.bound == "lower" else (-math.inf, stated.point)
    gap = max(theirs[0] - mine.span[1], mine.span[0] - theirs[1])
    fits = calendar.BY_CALENDAR if 0 < gap <= ours.calendar else ""
    if ours.reading.enclosure and meets(theirs, ours.enclosure, ours.reading.strict):
        every = stated.bound and _all_allowed(stated, ours.enclosure, ours.reading.strict)
        verdict = "agrees" if every else "inside"
    elif gap <= ours.calendar:
        verdict = "agrees"
    elif meets(theirs, ours.enclosure):
        verdict = "inside"
    else:
        verdict = "soft" if gap <= QUARTER else "mismatch"
    years, end = (mine.value - stated.point) / (4 * QUARTER), nearest(mine.value, theirs)
    return answer(stated, ours, verdict, years, mine, Side(end, (end, end)), fits=fits)
