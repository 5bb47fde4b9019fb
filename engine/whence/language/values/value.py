"""What a written value is: its unit, the shape of its uncertainty in base units, its stated precision."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from whence.language.units.dimensions import Unit

# the 95th percentile of the standard normal distribution: 90 % lie within this many sigmas of the middle
Z95 = 1.6448536269514722


@dataclass(frozen=True)
class Exact:
    """One number."""

    value: float


@dataclass(frozen=True)
class Normal:
    """A normal distribution."""

    mean: float
    sd: float


@dataclass(frozen=True)
class Lognormal:
    """A distribution whose natural logarithm is normal with mean `mu` and standard deviation `sigma`."""

    mu: float
    sigma: float


@dataclass(frozen=True)
class Uniform:
    """Anything between two hard ends, all equally likely."""

    low: float
    high: float


@dataclass(frozen=True)
class Split:
    """Two half normals that meet at the center, each with half of the probability.

    So the center is the median, and center - minus and center + plus are the 16 % and 84 % quantiles, which
    is what an asymmetric error states.
    """

    center: float
    minus: float
    plus: float


@dataclass(frozen=True)
class Quantiles:
    """Values at given levels, both rising; between and beyond them, straight lines in normal scores.

    With `log` the lines are those of the logarithms of the values.
    """

    levels: tuple[float, ...]
    values: tuple[float, ...]
    log: bool


@dataclass(frozen=True)
class OneOf:
    """One of several numbers; the weights add up to 1."""

    values: tuple[float, ...]
    weights: tuple[float, ...]


Shape = Exact | Normal | Lognormal | Uniform | Split | Quantiles | OneOf

Bound = Literal["", "lower", "upper"]
Ends = tuple[float, float]


@dataclass(frozen=True)
class Written:
    """A value as it was written. Numbers are in base units; `unit` is the one to show it in.

    `point` is the central value. `bound` says that the true value is at least (`lower`) or at most (`upper`)
    the point. `step` is one unit in the last place that was written: the precision it was stated with. `ends`
    are the ends of a written interval. `rounding` has, for each number that was written (one, or the two ends of an
    interval), the ends of what it stands for: half a unit of its last digit either way, with `~` the width of about,
    of a date all of its days; it is empty for a distribution that is written by its parameters.
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


def ninety(written: Written) -> Ends:
    """The ends of a written interval, or those of the 90 % interval of an error; the point twice where there is neither."""
    match written.shape:
        case _ if written.ends:
            return written.ends
        case Normal(mean, sd):
            return mean - Z95 * sd, mean + Z95 * sd
        case Lognormal(mu, sigma):
            return math.exp(mu - Z95 * sigma), math.exp(mu + Z95 * sigma)
        case Split(center, minus, plus):
            return center - Z95 * minus, center + Z95 * plus
    return written.point, written.point


def normal_between(low: float, high: float) -> Normal:
    """The normal distribution with 90 % of its probability between two ends."""
    return Normal(low + (high - low) / 2, (high - low) / (2 * Z95))


def lognormal_between(low: float, high: float) -> Lognormal:
    """The lognormal distribution with 90 % of its probability between two ends above zero."""
    a, b = math.log(low), math.log(high)
    return Lognormal((a + b) / 2, (b - a) / (2 * Z95))


def spread(low: float, high: float, log: bool) -> Normal | Lognormal:
    """The one or the other."""
    return lognormal_between(low, high) if log else normal_between(low, high)


def middle(shape: Shape) -> float:
    """The central value: the median; of several numbers the likeliest, the first on ties."""
    match shape:
        case Exact(value):
            return value
        case Normal(mean, _):
            return mean
        case Lognormal(mu, _):
            return math.exp(mu)
        case Uniform(low, high):
            return low + (high - low) / 2
        case Split(center, _, _):
            return center
        case Quantiles():
            return _median(shape)
        case OneOf(values, weights):
            return values[weights.index(max(weights))]


def _median(shape: Quantiles) -> float:
    if 0.5 in shape.levels:
        return shape.values[shape.levels.index(0.5)]
    # importing it costs more than everything else here, and few values need it
    from statistics import NormalDist

    scores = [NormalDist().inv_cdf(level) for level in shape.levels]
    heights = [math.log(value) if shape.log else value for value in shape.values]
    at = next((i for i, score in enumerate(scores[1:-1], 1) if score > 0), len(scores) - 1)
    slope = (heights[at] - heights[at - 1]) / (scores[at] - scores[at - 1])
    height = heights[at - 1] - slope * scores[at - 1]
    return math.exp(height) if shape.log else height


def written_as(
    text: str,
    unit: Unit,
    shape: Shape,
    step: float = 0.0,
    ends: Ends | None = None,
    rounding: tuple[Ends, ...] = (),
) -> Written:
    """A value of the given shape, in base units, whose point is the middle of the shape."""
    return Written(text, unit, shape, middle(shape), step=step, ends=ends, rounding=rounding)
