"""Two figures beside each other: what each may stand for, how far apart they are, and what that alone comes to."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.evaluate.rounding import Slack, Span
from whence.evaluate.summaries import Reading
from whence.language.frozen import dataclass
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import DATE
from whence.language.values.written import Written

TINY = 1e-9
# The noise of draws at an end of an interval, and as much of its width as nobody sees on a bar.
NOISE, SEEN = 0.005, 0.02
# What lies no further from a number than this part of it is the rounding of the machine.
MACHINE = 1e-12
FAR = 2.0
VERDICTS = ("agrees", "inside", "close", "width", "open", "soft", "mismatch")
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
    span: Span


@dataclass(frozen=True)
class Ours:
    """What the inputs give in one reading: its figure, or the ends of what is possible, and what its digits leave open.

    `at` are the ends of our interval at the level of the one that the source states, if it states any. `calendar` is how
    far months and years as units, which are all alike, may take it from those of the calendar (see `calendar`). `nothing`
    names the quantity whose bounds leave it no value, if there is one.
    """

    reading: Reading
    slack: Slack
    at: Span = (math.nan, math.nan)
    calendar: float = 0.0
    nothing: str = ""

    @property
    def point(self) -> Side:
        """The formula at the inputs' central values, or the median of the draws left, and what rounding makes of it."""
        return Side(self.slack.point, self.slack.rounded)

    @property
    def enclosure(self) -> Span:
        """The interval, or where the inputs are bounds all that is possible; infinite where there is no end."""
        figure = self.reading.figure
        return self.reading.enclosure or (figure.low, figure.high)

    @property
    def reach(self) -> Span:
        """How far rounding may take it down and up."""
        return self.slack.point - self.slack.rounded[0], self.slack.rounded[1] - self.slack.point

    @property
    def wide(self) -> bool:
        """Whether it has an interval at all."""
        return self.reading.figure.low < self.reading.figure.high


@dataclass(frozen=True)
class Widths:
    """A stated interval and ours at its level: the share of probability between the ends, and the ends of both.

    `ratio` is our width over theirs, of the side of the central value on which they differ more: `side` is `below` or `above`
    where the other differs otherwise. NaN where the ends themselves were compared.
    """

    level: float
    theirs: Span
    ours: Span
    ratio: float = math.nan
    side: str = ""


@dataclass(frozen=True)
class Agreement:
    """The verdict on a stated figure, in the reading it is about. Numbers are in base units.

    `ratio` is recomputed over stated: of growth that of the rates, of a range that of the end that fits worse, of dates
    the difference in years; infinite for a stated 0. `low` and `high` are the recomputed interval in that reading.
    Where the inputs are bounds, `bound` says which end is known (see `bounds.side`), `strict` which ends are left out, and
    both numbers are about the end that is nearer to the figure stated: `recomputed` is no number where two ends or none
    are known.
    `explained` is what the rounding of both sides can explain, `off` how far they are apart, both relative to what was
    recomputed (to the larger of the two from a factor of two on), or in base units where one of the two is 0, for dates
    and for temperatures in degrees (`relative` says which). `one_end` is `low` or `high` when the stated figure is what
    one end of the inputs' ranges gives; `fits` says by what it agrees, where that is not the figures alone: what of a
    stated interval it was compared with, or the calendar, and `widths` has both intervals. `exact` says that every input
    is exact. `readings` are all that were judged, where there are several, and `elsewhere` others in which it would
    agree. Where inputs have moved since the source could know them, `known` is the day they are taken at, `now` the
    verdict as of now, and `replaced` the records that have moved. `nothing` names the quantity whose bounds leave ours no
    value, if there is one. `left` is how many of how many draws evidence leaves of ours, whose median is then compared, or of
    bounds what is possible in them.
    """

    verdict: str
    ratio: float
    stated: float
    recomputed: float
    one_end: str
    choose: Mapping[str, str]
    bound: str = ""
    strict: tuple[bool, bool] = (False, False)
    low: float = math.nan
    high: float = math.nan
    explained: float = 0.0
    off: float = 0.0
    relative: bool = True
    fits: str = ""
    widths: Widths | None = None
    exact: bool = False
    readings: tuple[Agreement, ...] = ()
    elsewhere: tuple[Agreement, ...] = ()
    known: str = ""
    now: Agreement | None = None
    replaced: tuple[str, ...] = ()
    nothing: str = ""
    left: tuple[int, int] | None = None

    @property
    def compared(self) -> bool:
        """Whether `ratio` is of two figures that are there: not where the stated one lies among the values of a bound."""
        return not self.bound or self.verdict in OFF

    @property
    def fine(self) -> bool:
        """Whether the source can be taken at its word: not where one end of a range was used."""
        return self.verdict in ("agrees", "inside") and not self.one_end


def outer(ratio: float) -> float:
    """A ratio as a factor of at least one; infinite for what has no common sign."""
    return max(ratio, 1 / ratio) if ratio > 0 else math.inf


def ratio_of(ours: float, theirs: float) -> float:
    """Ours over theirs; infinite where theirs alone is 0."""
    if theirs == 0:
        return 1.0 if ours == 0 else math.copysign(math.inf, ours)
    return ours / theirs


def off(ratio: float, limits: Limits) -> str:
    """The verdict beyond rounding, by the ratio alone."""
    size = outer(ratio) * (1 - 1e-12)
    if size <= 1 + limits.agree and not limits.exact:
        return "close"
    return "soft" if size <= 1 + limits.tension else "mismatch"


def beyond(ratio: float, limits: Limits) -> str:
    """The verdict where a bound is broken: nothing is close to that."""
    return "soft" if outer(ratio) * (1 - 1e-12) <= 1 + limits.tension else "mismatch"


def meets(a: Span, b: Span, strict: tuple[bool, bool] = (False, False)) -> bool:
    """Whether two stretches have a value in common, but for the rounding of the machine.

    `strict` says which ends of the second are themselves left out.
    """
    tiny = TINY * max((abs(each) for each in (*a, *b) if math.isfinite(each)), default=0.0)
    below, above = (-tiny if each else tiny for each in strict)
    return a[0] <= b[1] + above and b[0] <= a[1] + below


def inside(theirs: Side, low: float, high: float) -> bool:
    """Whether a figure lies in an interval, or is as good as its end: 169, digits considered, in 150 to 168.75."""
    at_end = meets(theirs.span, (low, high)) and _gap(theirs.value, (low, high)) <= SEEN * (high - low)
    return low < high and (at_end or _gap(theirs.value, (low, high)) <= NOISE * (high - low))


def _gap(value: float, ends: Span) -> float:
    return max(ends[0] - value, value - ends[1], 0.0)


def nearest(value: float, ends: Span) -> float:
    """The value between two ends that is nearest to one."""
    return min(max(value, ends[0]), ends[1])


def answer(
    stated: Written,
    ours: Ours,
    verdict: str,
    ratio: float,
    mine: Side,
    theirs: Side,
    *,
    one_end: str = "",
    fits: str = "",
    widths: Widths | None = None,
) -> Agreement:
    """The verdict with its sizes: how much rounding can explain in the direction of the difference, and how large it is."""
    a, b = mine.value, theirs.value
    allowed = (
        (mine.span[1] - a) + (b - theirs.span[0]) if b > a else (a - mine.span[0]) + (theirs.span[1] - b)
    )
    apart = 0.0 if abs(a - b) <= max(ours.slack.machine, MACHINE * abs(b)) else abs(a - b)
    relative = bool(a and b) and stated.unit.dimension != DATE and stated.unit.style not in ZEROS
    # of two that are far apart the smaller is no measure: what rounding explains would be thousands of per cents of it
    whole = abs(a) if relative and 1 / FAR < b / a < FAR else max(abs(a), abs(b))
    unit, (low, high) = whole if relative else 1.0, ours.enclosure
    return Agreement(
        verdict=verdict,
        ratio=ratio,
        stated=stated.point,
        recomputed=_shown(ours),
        bound=ours.reading.bound if ours.reading.enclosure else "",
        strict=ours.reading.strict,
        one_end=one_end,
        choose=ours.reading.choose,
        low=low,
        high=high,
        explained=allowed / unit,
        off=apart / unit,
        relative=relative,
        fits=fits,
        widths=widths,
        nothing=ours.nothing,
        left=ours.reading.left if ours.reading.counted else None,
    )


def _shown(ours: Ours) -> float:
    """The number that stands for ours: the point's, or the one end that is known of a set of values."""
    if not ours.reading.enclosure:
        return ours.slack.point
    low, high = ours.reading.enclosure
    return {"lower": low, "upper": high}.get(ours.reading.bound, math.nan)
