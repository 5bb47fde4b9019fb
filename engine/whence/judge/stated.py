"""A source's own figure against the same figure computed from the source's own inputs.

In this order: it `agrees` within what the rounding of both explains; it is `inside` the interval that its inputs leave;
it is `close`, within the setting `agree` or the claim's `tolerance`, unless every input is exact; else it is off, `soft`
within the setting `tension`, a `mismatch` beyond. Where readings are open and disagree about that, so is the verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whence.evaluate.contexts import Reading
from whence.evaluate.rounding import Ends, Slack
from whence.language.units.units import DATE
from whence.language.values.written import Written, ninety

TINY = 1e-9
# The noise of draws at an end of an interval, and as much of its width as nobody sees on a bar.
NOISE, SEEN = 0.005, 0.02
QUARTER = 8766 * 3600.0 / 4
VERDICTS = ("agrees", "inside", "close", "open", "soft", "mismatch")
OFF = ("soft", "mismatch")


@dataclass(frozen=True)
class Limits:
    """How far two figures may be apart, as ratios less one, and whether nothing but rounding is an excuse."""

    agree: float = 0.10
    tension: float = 0.50
    exact: bool = False


@dataclass(frozen=True)
class Side:
    """One of two numbers that are compared, and all that it may stand for."""

    value: float
    span: Ends


@dataclass(frozen=True)
class Ours:
    """What the inputs give in one reading: its figure, or the ends of what is possible, and what its digits leave open."""

    reading: Reading
    slack: Slack

    @property
    def point(self) -> Side:
        """The formula at the inputs' central values, and what rounding makes of it."""
        return Side(self.slack.point, self.slack.rounded)

    @property
    def enclosure(self) -> Ends:
        """The interval, or where the inputs are bounds all that is possible; infinite where there is no end."""
        figure = self.reading.figure
        return self.reading.enclosure or (figure.low, figure.high)

    @property
    def reach(self) -> Ends:
        """How far rounding may take it down and up."""
        return self.slack.point - self.slack.rounded[0], self.slack.rounded[1] - self.slack.point


@dataclass(frozen=True)
class Agreement:
    """The verdict on a stated figure, in the reading it is about. Numbers are in base units.

    `ratio` is recomputed over stated: of growth that of the rates, of a range that of the end that fits worse, of dates
    the difference in years; infinite for a stated 0. `low` and `high` are the recomputed interval in that reading.
    Where the inputs are bounds, `bound` says which end is known (see `bounds.side`), and both numbers are about the end that
    is nearer to the figure stated: `recomputed` is no number where two ends or none are known.
    `explained` is what the rounding of both sides can explain, `off` how far they are apart, both relative to what was
    recomputed, or in base units where one of the two is 0 and for dates (`relative` says which). `one_end` is `low` or
    `high` when the stated figure is what one end of the inputs' ranges gives; `fits` says which ends a stated range was compared
    with. `exact` says that every input is exact. `readings` are all that were judged, where there are several, and
    `elsewhere` others in which it would agree. Where inputs have moved since the source could know them, `known` is the
    day they are taken at, `now` the verdict as of now, and `replaced` the records that have moved.
    """

    verdict: str
    ratio: float
    stated: float
    recomputed: float
    one_end: str
    choose: Mapping[str, str]
    bound: str = ""
    low: float = math.nan
    high: float = math.nan
    explained: float = 0.0
    off: float = 0.0
    relative: bool = True
    fits: str = ""
    exact: bool = False
    readings: tuple[Agreement, ...] = ()
    elsewhere: tuple[Agreement, ...] = ()
    known: str = ""
    now: Agreement | None = None
    replaced: tuple[str, ...] = ()

    @property
    def compared(self) -> bool:
        """Whether `ratio` is of two figures that are there: not where the stated one lies among the values of a bound."""
        return not self.bound or self.verdict in OFF

    @property
    def fine(self) -> bool:
        """Whether the source can be taken at its word: not where one end of a range was used."""
        return self.verdict in ("agrees", "inside") and not self.one_end


def agreement(
    stated: Written, judged: Sequence[Ours], others: Sequence[Ours] = (), limits: Limits = Limits()
) -> Agreement:
    """Compare a stated figure with what its inputs give in the readings that count; `others` are those that do not."""
    found = [compare(stated, each, limits) for each in judged]
    best = min(found, key=lambda each: (VERDICTS.index(each.verdict), _distance(each)))
    elsewhere = [compare(stated, each, limits) for each in others]
    return replace(
        best,
        verdict=_together([each.verdict for each in found]),
        readings=tuple(found) if len(found) > 1 else (),
        elsewhere=tuple(each for each in elsewhere if each.verdict == "agrees"),
    )


def _together(verdicts: Sequence[str]) -> str:
    """The verdict over several readings: what it is in all of them, the mildest conflict if it is one in all."""
    if len(set(verdicts)) == 1:
        return verdicts[0]
    return "soft" if set(verdicts) <= set(OFF) else "open"


def _distance(found: Agreement) -> float:
    ratio = found.ratio
    return abs(math.log(ratio)) if ratio > 0 and math.isfinite(ratio) else math.inf


def compare(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """The verdict in one reading."""
    if stated.unit.dimension == DATE:
        found = _dates(stated, ours)
    elif stated.bound:
        found = _against_bound(stated, ours, limits)
    elif ours.reading.enclosure:
        found = _with_bound(stated, ours, limits)
    elif stated.ends:
        found = _range(stated, ours, limits)
    else:
        found = _points(stated, ours, limits)
    return replace(found, exact=limits.exact)


def outer(ratio: float) -> float:
    """A ratio as a factor of at least one; infinite for what has no common sign."""
    return max(ratio, 1 / ratio) if ratio > 0 else math.inf


def ratio_of(ours: float, theirs: float) -> float:
    """Ours over theirs; infinite where theirs alone is 0."""
    if theirs == 0:
        return 1.0 if ours == 0 else math.copysign(math.inf, ours)
    return ours / theirs


# --- point against point -----------------------------------------------------------------------------------------


def _points(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    figure = ours.reading.figure
    mine, theirs = ours.point, Side(stated.point, stands_for(stated))
    ratio = ratio_of(mine.value, theirs.value)
    if meets(mine.span, theirs.span):
        return _answer(stated, ours, "agrees", ratio, mine, theirs)
    inside = _inside(theirs, figure.low, figure.high)
    verdict, end = "inside" if inside else _off(ratio, limits), _one_end(stated, ours)
    return _answer(stated, ours, verdict, ratio, mine, theirs, one_end=end)


def _off(ratio: float, limits: Limits) -> str:
    """The verdict beyond rounding, by the ratio alone."""
    size = outer(ratio) * (1 - 1e-12)
    if size <= 1 + limits.agree and not limits.exact:
        return "close"
    return "soft" if size <= 1 + limits.tension else "mismatch"


def stands_for(stated: Written) -> Ends:
    """What a stated point stands for: its digits, and the error it declares."""
    low, high = stated.rounding[0] if len(stated.rounding) == 1 else (stated.point, stated.point)
    below, above = ninety(stated)
    return min(low, below), max(high, above)


def meets(a: Ends, b: Ends) -> bool:
    """Whether two stretches have a value in common, but for the rounding of the machine."""
    tiny = TINY * max(abs(each) for each in (*a, *b) if math.isfinite(each))
    return a[0] <= b[1] + tiny and b[0] <= a[1] + tiny


def _inside(theirs: Side, low: float, high: float) -> bool:
    """Whether a figure lies in an interval, or is as good as its end: 169, digits considered, in 150 to 168.75."""
    at_end = meets(theirs.span, (low, high)) and _gap(theirs.value, (low, high)) <= SEEN * (high - low)
    return low < high and (at_end or _gap(theirs.value, (low, high)) <= NOISE * (high - low))


def _gap(value: float, ends: Ends) -> float:
    return max(ends[0] - value, value - ends[1], 0.0)


def _one_end(stated: Written, ours: Ours) -> str:
    """Which end of what the inputs may give is the one that was written, to its digits: of their ranges, or of our interval."""
    figure = ours.reading.figure
    if figure.low == figure.high or stated.about or len(stated.rounding) != 1:
        return ""
    for n, name, end in ((0, "low", figure.low), (1, "high", figure.high)):
        if any(meets(stated.rounding[0], (each, each)) for each in (end, ours.slack.carried[n])):
            return name
    return ""


def _around(ours: Ours, n: int) -> Ends:
    """The lower (0) or the upper (1) end with the inputs at theirs, with as much either way as rounding leaves it."""
    end, reach = ours.slack.carried[n], abs(ours.slack.outer[n] - ours.slack.carried[n])
    return (end - reach, end + reach) if math.isfinite(reach) else (end, end)


# --- ranges, bounds, dates ---------------------------------------------------------------------------------------


def _range(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """End by end, with our interval or with the inputs' ends carried through, whichever fits better."""
    assert stated.ends is not None
    figure = ours.reading.figure
    theirs = stated.rounding if len(stated.rounding) == 2 else tuple((each, each) for each in stated.ends)
    if figure.low == figure.high:
        return _within_range(stated, ours, (theirs[0][0], theirs[1][1]), limits)
    carried = tuple(Side(end, _around(ours, n)) for n, end in enumerate(ours.slack.carried))
    ways = {"the 90 % interval": _interval(ours), "the ends of the inputs": carried}
    told = tuple(Side(end, span) for end, span in zip(stated.ends, theirs, strict=True))
    found = [
        _answer(stated, ours, *_worse(zip(mine, told, strict=True), limits), fits=name)
        for name, mine in ways.items()
    ]
    return min(found, key=lambda each: (VERDICTS.index(each.verdict), outer(each.ratio)))


def _interval(ours: Ours) -> tuple[Side, Side]:
    """The ends of our interval, each with as much either way as rounding leaves the point."""
    figure, (below, above) = ours.reading.figure, ours.reach
    margin = NOISE * (figure.high - figure.low)
    below, above = below + margin, above + margin
    first, last = (Side(end, (end - below, end + above)) for end in (figure.low, figure.high))
    return first, last


def _worse(ends: Iterable[tuple[Side, Side]], limits: Limits) -> tuple[str, float, Side, Side]:
    """The verdict of the end that fits worse, with its ratio and its two sides."""
    judged = []
    for mine, theirs in ends:
        ratio = ratio_of(mine.value, theirs.value)
        judged.append(
            ("agrees" if meets(mine.span, theirs.span) else _off(ratio, limits), ratio, mine, theirs)
        )
    return max(judged, key=lambda each: (VERDICTS.index(each[0]), outer(each[1])))


def _within_range(stated: Written, ours: Ours, theirs: Ends, limits: Limits) -> Agreement:
    """A bare figure of ours: it agrees where it lies in the range stated."""
    mine = ours.point
    end = _nearest(mine.value, theirs)
    ratio = ratio_of(mine.value, end)
    verdict = "agrees" if meets(theirs, mine.span) else _off(ratio, limits)
    return _answer(stated, ours, verdict, ratio, mine, Side(end, (end, end)), fits="the range stated")


def _nearest(value: float, ends: Ends) -> float:
    return min(max(value, ends[0]), ends[1])


def _nearer(stated: Written, ours: Ours) -> Side:
    """Our point; of a set of values the one that is nearest to the figure stated, with what rounding makes of it."""
    if not ours.reading.enclosure:
        return ours.point
    end, (below, above) = _nearest(stated.point, ours.enclosure), ours.reach
    return Side(end, (end - below, end + above))


def _shown(ours: Ours) -> float:
    """The number that stands for ours: the formula's, or the one end that is known of a set of values."""
    if not ours.reading.enclosure:
        return ours.slack.point
    low, high = ours.reading.enclosure
    return {"lower": low, "upper": high}.get(ours.reading.bound, math.nan)


def _against_bound(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """A stated bound is hard: it excuses nothing but the rounding of our inputs."""
    theirs = (stated.point, math.inf) if stated.bound == "lower" else (-math.inf, stated.point)
    mine, enclosure = _nearer(stated, ours), ours.enclosure
    end = _nearest(mine.value, theirs)
    kept = meets(theirs, mine.span) and not ours.reading.enclosure
    if kept or (theirs[0] <= enclosure[0] and enclosure[1] <= theirs[1]):
        verdict = "agrees"
    elif meets(theirs, enclosure):
        verdict = "inside"
    else:
        verdict = _beyond(ratio_of(mine.value, stated.point), limits)
    return _answer(stated, ours, verdict, ratio_of(mine.value, stated.point), mine, Side(end, (end, end)))


def _with_bound(stated: Written, ours: Ours, limits: Limits) -> Agreement:
    """Ours is a bound: the stated figure is off where nineteen draws in twenty exclude all of it."""
    spans = (*stated.rounding, stands_for(stated))
    theirs = min(each[0] for each in spans), max(each[1] for each in spans)
    enclosure, (below, above) = ours.enclosure, ours.reach
    end = _nearest(stated.point, enclosure)
    ratio = ratio_of(end, stated.point)
    if ours.reading.bound == "lost":
        verdict = "open"
    elif meets(theirs, (enclosure[0] - below, enclosure[1] + above)):
        verdict = "inside"
    else:
        verdict = _beyond(ratio, limits)
    return _answer(
        stated, ours, verdict, ratio, Side(end, (end - below, end + above)), Side(stated.point, theirs)
    )


def _beyond(ratio: float, limits: Limits) -> str:
    """The verdict where a bound is broken: nothing is close to that."""
    return "soft" if outer(ratio) * (1 - 1e-12) <= 1 + limits.tension else "mismatch"


def _dates(stated: Written, ours: Ours) -> Agreement:
    """Dates agree when the recomputed one falls in the span written, and are soft within a quarter of a year."""
    mine = _nearer(stated, ours)
    theirs = stated.rounding[0][0], stated.rounding[-1][1]
    if stated.bound:
        theirs = (stated.point, math.inf) if stated.bound == "lower" else (-math.inf, stated.point)
    gap = max(theirs[0] - mine.span[1], mine.span[0] - theirs[1])
    if gap <= 0:
        verdict = "agrees"
    elif meets(theirs, ours.enclosure):
        verdict = "inside"
    else:
        verdict = "soft" if gap <= QUARTER else "mismatch"
    years, end = (mine.value - stated.point) / (4 * QUARTER), _nearest(mine.value, theirs)
    return _answer(stated, ours, verdict, years, mine, Side(end, (end, end)))


def _answer(
    stated: Written,
    ours: Ours,
    verdict: str,
    ratio: float,
    mine: Side,
    theirs: Side,
    *,
    one_end: str = "",
    fits: str = "",
) -> Agreement:
    """The verdict with its sizes: how much rounding can explain in the direction of the difference, and how large it is."""
    a, b = mine.value, theirs.value
    allowed = (
        (mine.span[1] - a) + (b - theirs.span[0]) if b > a else (a - mine.span[0]) + (theirs.span[1] - b)
    )
    relative = bool(a and b) and stated.unit.dimension != DATE
    unit, (low, high) = abs(a) if relative else 1.0, ours.enclosure
    return Agreement(
        verdict=verdict,
        ratio=ratio,
        stated=stated.point,
        recomputed=_shown(ours),
        bound=ours.reading.bound if ours.reading.enclosure else "",
        one_end=one_end,
        choose=ours.reading.choose,
        low=low,
        high=high,
        explained=allowed / unit,
        off=abs(a - b) / unit,
        relative=relative,
        fits=fits,
    )
