"""What every form of a value knows of itself."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Protocol

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
