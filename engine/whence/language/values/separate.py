"""Forms that take separate values: one of several numbers, and counts of what happens."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, ClassVar

from whence.language.frozen import dataclass
from whence.language.values.kernels import ONE, Functions, Levels, Numbers
from whence.language.values.shape import Family

# a share is reached where it is missed by no more than this: sums of weights are not exact
REACHED = 1e-9
# no more of a count is expected than this, and no more trials have an even chance
MOST_EXPECTED = 1e6


class Separate(Family):
    """What takes separate values, each with its weight: quantiles, shares and moments by adding them up."""

    def outcomes(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The values, rising, and their weights, which add up to 1."""
        raise NotImplementedError

    @property
    def point(self) -> float:
        return self.moments(ONE)[0]

    @property
    def ends(self) -> tuple[float, float]:
        values, _ = self.outcomes()
        return values[0], values[-1]

    def quantile(self, at: Levels) -> Numbers:
        values, sums = _summed(self)
        return _steps(at, values, sums)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        values, weights = self.outcomes()
        below = above = x * 0.0
        for value, weight in zip(values, weights, strict=True):
            below, above = below + weight * (x >= value), above + weight * (x < value)
        return below, above

    def moments(self, xp: Functions) -> tuple[float, float]:
        values, weights = self.outcomes()
        mean = math.fsum(value * weight for value, weight in zip(values, weights, strict=True))
        square = math.fsum(
            (value - mean) ** 2 * weight for value, weight in zip(values, weights, strict=True)
        )
        return mean, math.sqrt(square)


@lru_cache(maxsize=256)
def _summed(shape: Separate) -> tuple[tuple[float, ...], tuple[float, ...]]:
    values, weights = shape.outcomes()
    total, sums = 0.0, []
    for weight in weights:
        total += weight
        sums.append(total)
    return values, tuple(sums)


def _steps(at: Levels, values: tuple[float, ...], sums: tuple[float, ...]) -> Numbers:
    """The first of some rising values whose sum of weights reaches each level."""
    places = at.xp.searchsorted(at.xp.asarray(sums), at.p - REACHED)
    return at.xp.asarray(values)[at.xp.minimum(places, len(values) - 1)]


def merged(pairs: Iterable[tuple[float, float]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Values with weights: rising, each once, and the weights adding up to 1."""
    found: dict[float, list[float]] = {}
    for value, weight in pairs:
        found.setdefault(value, []).append(weight)
    sums = {value: math.fsum(found[value]) for value in sorted(found)}
    total = math.fsum(sums.values())
    return tuple(sums), tuple(each / total for each in sums.values())


@dataclass(frozen=True)
class OneOf(Separate):
    """One of several numbers; the weights add up to 1."""

    values: tuple[float, ...]
    weights: tuple[float, ...]
    kind: ClassVar[str] = "one-of"

    def outcomes(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return merged(zip(self.values, self.weights, strict=True))

    def parameters(self) -> list[Any]:
        return [list(self.values), list(self.weights)]

    def words(self) -> str:
        return f"one of {len(self.values)} values"


@dataclass(frozen=True)
class Poisson(Separate):
    """How many of rare events happen, of which `mean` are expected; each counts `size` in base units."""

    mean: float
    size: float = 1.0
    kind: ClassVar[str] = "poisson"

    def outcomes(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return _counts(self.mean, math.inf, lambda k: self.mean / k, self.size)

    def moments(self, xp: Functions) -> tuple[float, float]:
        return self.mean * self.size, math.sqrt(self.mean) * self.size

    def words(self) -> str:
        return "Poisson"


@dataclass(frozen=True)
class Binomial(Separate):
    """How many of `trials` succeed, each with the chance `chance`; each counts `size` in base units."""

    trials: int
    chance: float
    size: float = 1.0
    kind: ClassVar[str] = "binomial"

    def outcomes(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        if self.chance == 1:
            return (self.trials * self.size,), (1.0,)
        odds = self.chance / (1 - self.chance)
        middle = min(self.trials, math.floor((self.trials + 1) * self.chance))
        return _counts(middle, self.trials, lambda k: (self.trials - k + 1) / k * odds, self.size)

    def moments(self, xp: Functions) -> tuple[float, float]:
        mean = self.trials * self.chance
        return mean * self.size, math.sqrt(mean * (1 - self.chance)) * self.size


def _counts(
    middle: float, most: float, ratio: Callable[[int], float], size: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Counts and their weights, from the likeliest outwards as long as they matter; `ratio` is that of k to k - 1."""
    mode = math.floor(middle)
    down, up = [1.0], [1.0]
    for k in range(mode, 0, -1):
        following = down[-1] / ratio(k)
        if following < 1e-25:
            break
        down.append(following)
    k = mode + 1
    while k <= most and (following := up[-1] * ratio(k)) >= 1e-25:
        up.append(following)
        k += 1
    weights = [*reversed(down), *up[1:]]
    first, total = mode - len(down) + 1, math.fsum(weights)
    return tuple((first + n) * size for n in range(len(weights))), tuple(each / total for each in weights)
