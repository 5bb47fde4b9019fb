"""What every form of a value knows of itself."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, ClassVar, Protocol, cast

from whence.language.values.kernels import Functions, Levels, Numbers, level


class Shape(Protocol):
    """A distribution, in base units."""

    kind: ClassVar[str]

    @property
    def point(self) -> float:
        """The central value: the median, or the mean of what takes several separate values."""

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest value there can be, infinite where there is none."""

    def quantile(self, at: Levels) -> Numbers:
        """The smallest value that reaches each share."""

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        """The shares at or below each number, and above it."""

    def moments(self, xp: Functions) -> tuple[float, float]:
        """The mean and the standard deviation."""

    def parameters(self) -> list[Any]:
        """What the browser's entry of this kind takes."""

    def words(self) -> str:
        """What it is, for a reader."""

    def __hash__(self) -> int: ...


@lru_cache(maxsize=4096)
def median(shape: Shape) -> float:
    """The smallest value that reaches one half."""
    return float(shape.quantile(level(0.5)))


class Family:
    """What a form of value says of itself if it says nothing else: any number may be, and the middle is the median."""

    kind: ClassVar[str]
    reach: ClassVar[tuple[float, float]] = (-math.inf, math.inf)

    @property
    def point(self) -> float:
        """The median."""
        return median(cast(Shape, self))

    @property
    def ends(self) -> tuple[float, float]:
        """Those of the family, whatever its numbers are."""
        return self.reach

    def parameters(self) -> list[Any]:
        """Its fields, in their order."""
        return [*vars(self).values()]

    def words(self) -> str:
        """The name of the family."""
        return self.kind
