"""A value as it was written: its text, its unit, the form of its uncertainty in base units, its stated precision."""

from __future__ import annotations

from typing import Literal

from whence.language.frozen import dataclass
from whence.language.units.dimensions import Unit
from whence.language.values.kernels import level
from whence.language.values.numerals import DAY
from whence.language.values.shapes import Exact, Normal, Quantiles, Separate, Shape, Split, Uniform

Bound = Literal["", "lower", "upper"]
Ends = tuple[float, float]

# The shares that lie below the ends of a 90 % interval, and below one sigma to either side of a normal middle.
NINETY = (0.05, 0.95)
ONE_SIGMA = (0.15865525393145705, 0.8413447460685429)


@dataclass(frozen=True)
class Interval:
    """An interval that a value states, in base units: its two ends, and the shares of probability below each of them.

    `spans` are what each end stands for, given its digits. Where a central value is written beside the ends, `arms` are
    what the distance from it stands for, down to the lower end and up to the upper one; None where the ends are all.
    """

    ends: Ends
    shares: Ends
    spans: tuple[Ends, Ends]
    arms: tuple[Ends, Ends] | None = None


@dataclass(frozen=True)
class Written:
    """A value as it was written. Numbers are in base units; `unit` is the one to show it in.

    `point` is the central value. `bound` says that the true value is at least (`lower`) or at most (`upper`)
    the point. `step` is one unit in the last place that was written: the precision it was stated with. `ends`
    are the ends of a written interval. `rounding` has, for each number that was written (one, the two ends of an
    interval, perhaps a central value between them), the ends of what it stands for: half a unit of its last digit either
    way, with `~` the width of about, of a date all of its days; it is empty for a distribution that is written by its
    parameters. `interval` is the interval that was written, at its own level and with its digits (see `interval_of`).
    """

    text: str
    unit: Unit
    shape: Shape
    point: float
    bound: Bound = ""
    strict: bool = False
    about: bool = False
    step: float = 0.0
    ends: Ends | None = None
    rounding: tuple[Ends, ...] = ()
    interval: Interval | None = None

    @property
    def excludes(self) -> bool:
        """Whether a bound leaves out its own end: more than 5 is never 5.

        The first moment after a month is not in it, and the first moment of the next one is after it.
        """
        coarse = self.unit.style == "date" and any(high - low > DAY for low, high in self.rounding)
        return self.bound == "upper" if coarse else self.strict


def ninety(written: Written) -> Ends:
    """The ends of a written interval, or those of the 90 % interval of a distribution; the point twice where there is neither."""
    if written.ends:
        return written.ends
    return _quantiles(written.shape, NINETY)


def interval_of(written: Written) -> Interval | None:
    """The interval that a value states, at the level at which it does; None of a point, a bound and what is about right.

    As it was written; of an error by its parameters one sigma, of quantiles the outermost, of any other distribution the
    90 % interval.
    """
    shape = written.shape
    if written.interval:
        return written.interval
    if written.bound or written.about or isinstance(shape, Exact) or _a_day(written):
        return None
    shares = NINETY
    if isinstance(shape, Normal | Split):
        shares = ONE_SIGMA
    elif isinstance(shape, Quantiles):
        shares = shape.levels[0], shape.levels[-1]
    low, high = _quantiles(shape, shares)
    middle = not isinstance(shape, Uniform | Separate) and (
        not isinstance(shape, Quantiles) or 0.5 in shape.levels
    )
    arms = ((written.point - low,) * 2, (high - written.point,) * 2) if middle else None
    return Interval((low, high), shares, ((low, low), (high, high)), arms)


def ends_at(written: Written, shares: Ends) -> Ends:
    """The ends of a value at a level: as they are written, where they are hard or written at it, else its quantiles."""
    return (
        written.ends if written.ends and _written_at(written, shares) else _quantiles(written.shape, shares)
    )


def _written_at(written: Written, shares: Ends) -> bool:
    told = written.interval
    return told is None or all(abs(a - b) < 1e-9 for a, b in zip(told.shares, shares, strict=True))


def _a_day(written: Written) -> bool:
    """Whether it is a date without an error: a month stands for all of its days."""
    return written.unit.style == "date" and isinstance(written.shape, Uniform) and written.ends is None


def _quantiles(shape: Shape, shares: Ends) -> Ends:
    low, high = (float(shape.quantile(level(share))) for share in shares)
    return low, high


def drawn(written: Written) -> str:
    """The distribution that a value is drawn from, in words; nothing for a bound and for one number."""
    return "" if written.bound or isinstance(written.shape, Exact) else written.shape.words()


def written_as(
    text: str,
    unit: Unit,
    shape: Shape,
    step: float = 0.0,
    ends: Ends | None = None,
    rounding: tuple[Ends, ...] = (),
) -> Written:
    """A value of the given shape, in base units, whose point is that of the shape."""
    return Written(text, unit, shape, shape.point, step=step, ends=ends, rounding=rounding)
