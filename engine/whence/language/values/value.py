"""A value as it was written: its text, its unit, the form of its uncertainty in base units, its stated precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whence.language.units.dimensions import Unit
from whence.language.values.kernels import level
from whence.language.values.shapes import Shape

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
    """The ends of a written interval, or those of the 90 % interval of a distribution; the point twice where there is neither."""
    if written.ends:
        return written.ends
    low, high = (float(written.shape.quantile(level(share))) for share in (0.05, 0.95))
    return low, high


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
