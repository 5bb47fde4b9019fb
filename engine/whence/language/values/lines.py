"""Values given at levels, with straight lines between them."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from whence.language.frozen import dataclass
from whence.language.values.kernels import ONE, Functions, Levels, Numbers, normal_quantile, normal_shares
from whence.language.values.shape import median


@dataclass(frozen=True)
class Quantiles:
    """Values at given levels, both rising; between and beyond them, straight lines in normal scores.

    With `log` the lines are those of the logarithms of the values.
    """

    levels: tuple[float, ...]
    values: tuple[float, ...]
    log: bool
    kind: ClassVar[str] = "quantiles"

    @property
    def point(self) -> float:
        if 0.5 in self.levels:
            return self.values[self.levels.index(0.5)]
        return median(self)

    @property
    def ends(self) -> tuple[float, float]:
        return (0.0 if self.log else -math.inf), math.inf

    def lines(self) -> list[tuple[float, float, float, float]]:
        """The straight lines: each with the scores that it holds between, its height at score 0 and its slope."""
        scores = [float(normal_quantile(ONE, each, 1 - each)) for each in self.levels]
        heights = [math.log(each) if self.log else each for each in self.values]
        found = []
        for n in range(len(scores) - 1):
            slope = (heights[n + 1] - heights[n]) / (scores[n + 1] - scores[n])
            found.append((scores[n], scores[n + 1], heights[n] - slope * scores[n], slope))
        first, last = found[0], found[-1]
        found[0] = (-math.inf, *first[1:])
        found[-1] = (found[-1][0], math.inf, *last[2:])
        return found

    def quantile(self, at: Levels) -> Numbers:
        xp, z = at.xp, at.z
        scores = [float(normal_quantile(ONE, each, 1 - each)) for each in self.levels]
        heights = [math.log(each) if self.log else each for each in self.values]
        line = z * 0.0
        for n in range(len(scores) - 1):
            slope = (heights[n + 1] - heights[n]) / (scores[n + 1] - scores[n])
            own = heights[n] + slope * (z - scores[n])
            line = own if n == 0 else xp.where(z > scores[n], own, line)
        return xp.exp(line) if self.log else line

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        height = xp.log(xp.maximum(x, 5e-324)) if self.log else x + 0.0
        z = height * 0.0
        for n, (start, _, base, slope) in enumerate(self.lines()):
            own = (height - base) / slope
            z = own if n == 0 else xp.where(height > base + slope * start, own, z)
        return normal_shares(xp, z)

    def moments(self, xp: Functions) -> tuple[float, float]:
        part = _exponential if self.log else _straight
        sums = [part(*line) for line in self.lines()]
        mean, square = (math.fsum(each[n] for each in sums) for n in (0, 1))
        return mean, math.sqrt(max(square - mean * mean, 0.0))

    def parameters(self) -> list[Any]:
        return [list(self.levels), list(self.values), self.log]

    def words(self) -> str:
        return "a curve through its quantiles"


def _below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _straight(start: float, end: float, base: float, slope: float) -> tuple[float, float]:
    """The parts of a mean and of a mean square that a line over normal scores brings between two of them."""
    share = _below(end) - _below(start)
    a, b = (math.exp(-z * z / 2) / math.sqrt(2 * math.pi) for z in (start, end))
    first = a - b
    second = share + (start * a if a else 0.0) - (end * b if b else 0.0)
    return base * share + slope * first, base * base * share + 2 * base * slope * first + slope**2 * second


def _exponential(start: float, end: float, base: float, slope: float) -> tuple[float, float]:
    """The same where the line is that of the logarithm."""
    parts = []
    for n in (1, 2):
        share = _below(end - n * slope) - _below(start - n * slope)
        parts.append(ONE.exp(n * base + (n * slope) ** 2 / 2) * share)
    return parts[0], parts[1]
