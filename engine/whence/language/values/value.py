"""A value as it was written: its text, its unit, the form of its uncertainty in base units, its stated precision."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from whence.language.units.dimensions import Unit
from whence.language.values.shapes import Z95, Lognormal, Normal, Shape, Split

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
