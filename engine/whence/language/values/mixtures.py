"""Forms made of others: mixtures, and what is left of a form between two ends."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, ClassVar

from whence.language.frozen import dataclass
from whence.language.values.families import Exact
from whence.language.values.kernels import ONE, Functions, Levels, Numbers, normal_shares, root
from whence.language.values.separate import REACHED, OneOf, Separate, merged
from whence.language.values.shape import Shape, median


@dataclass(frozen=True)
class Mixture:
    """One of several distributions, each with its weight; the weights add up to 1."""

    parts: tuple[Shape, ...]
    weights: tuple[float, ...]
    kind: ClassVar[str] = "mixture"

    @property
    def point(self) -> float:
        """The weighted mean of the parts' central values."""
        return math.fsum(weight * part.point for part, weight in zip(self.parts, self.weights, strict=True))

    @property
    def ends(self) -> tuple[float, float]:
        ends = [part.ends for part in self.parts]
        return min(low for low, _ in ends), max(high for _, high in ends)

    def quantile(self, at: Levels) -> Numbers:
        xp = at.xp
        own = [part.quantile(at) for part in self.parts]
        low = high = own[0]
        for each in own[1:]:
            low, high = xp.minimum(low, each), xp.maximum(high, each)
        lower = at.p <= at.q

        def off(x: Numbers) -> Numbers:
            below, above = self.shares(xp, x)
            return xp.where(lower, below - at.p, at.q - above)

        return _smallest(at, root(xp, off, low, high), *_corners(self))

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        below = above = x * 0.0
        for part, weight in zip(self.parts, self.weights, strict=True):
            under, over = part.shares(xp, x)
            below, above = below + weight * under, above + weight * over
        return below, above

    def moments(self, xp: Functions) -> tuple[float, float]:
        own = [part.moments(xp) for part in self.parts]
        mean = math.fsum(weight * each[0] for each, weight in zip(own, self.weights, strict=True))
        square = math.fsum(
            weight * (sd * sd + (middle - mean) ** 2)
            for (middle, sd), weight in zip(own, self.weights, strict=True)
        )
        return mean, math.sqrt(square)

    def parameters(self) -> list[Any]:
        return [[[part.kind, *part.parameters()] for part in self.parts], list(self.weights)]

    def words(self) -> str:
        return f"a mixture of {len(self.parts)}"


@dataclass(frozen=True)
class Truncated:
    """A distribution of which only what lies between two ends is left, made whole again."""

    whole: Shape
    low: float
    high: float
    kind: ClassVar[str] = "truncated"

    @property
    def point(self) -> float:
        return self.moments(ONE)[0] if isinstance(self.whole, Separate) else median(self)

    @property
    def ends(self) -> tuple[float, float]:
        low, high = self.whole.ends
        return max(low, self.low), min(high, self.high)

    def left(self) -> tuple[tuple[float, float], tuple[float, float], float]:
        """The shares of the whole below and above the lower end, the same of the upper end, and what is between."""
        low = _cut(self.whole, self.low)
        high = _at(self.whole, self.high)
        return low, high, low[1] - high[1] if low[0] > 0.5 else high[0] - low[0]

    def quantile(self, at: Levels) -> Numbers:
        (below, _), (_, above), left = self.left()
        inside = Levels(at.xp, below + at.p * left, above + at.q * left)
        found = self.whole.quantile(inside)
        return at.xp.minimum(at.xp.maximum(found, self.low), self.high)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        low_end, high_end, left = self.left()
        under, over = self.whole.shares(xp, x)
        # each from the side where the whole's share is small, so that little is lost
        first = low_end[1] - over if low_end[0] > 0.5 else under - low_end[0]
        last = high_end[0] - under if high_end[0] < 0.5 else over - high_end[1]
        inside = (x >= self.low) & (x < self.high)
        low = xp.where(inside, first / left, (x >= self.high) * 1.0)
        high = xp.where(inside, last / left, (x < self.low) * 1.0)
        return xp.maximum(low, 0.0), xp.maximum(high, 0.0)

    def moments(self, xp: Functions) -> tuple[float, float]:
        if outcomes := _outcomes(self):
            return OneOf(*outcomes).moments(xp)
        return averaged(self, xp)

    def parameters(self) -> list[Any]:
        ends = [each if math.isfinite(each) else None for each in (self.low, self.high)]
        return [[self.whole.kind, *self.whole.parameters()], *ends]

    def words(self) -> str:
        return f"{self.whole.words()}, cut off at its ends"


@lru_cache(maxsize=256)
def _corners(shape: Mixture) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where the shares of a mixture may stand still from then on, and the shares there."""
    ends = {part.ends[1] for part in shape.parts if math.isfinite(part.ends[1])}
    values = tuple(sorted(ends.union(*(atoms(part) for part in shape.parts))))
    return values, tuple(_at(shape, value)[0] for value in values)


def _smallest(at: Levels, found: Numbers, corners: tuple[float, ...], sums: tuple[float, ...]) -> Numbers:
    """The values found, moved down to the first corner that reaches their share."""
    if not corners:
        return found
    xp = at.xp
    place = xp.searchsorted(xp.asarray(sums), at.p - REACHED)
    corner = xp.asarray(corners)[xp.minimum(place, len(corners) - 1)]
    near = xp.abs(found - corner) <= 1e-11 * xp.abs(corner)
    return xp.where((place < len(corners)) & ((corner < found) | near), corner, found)


def mixed(parts: tuple[Shape, ...], weights: tuple[float, ...]) -> Shape:
    """The mixture of some shapes; of separate values alone, one of those."""
    outcomes = [_outcomes(part) for part in parts]
    if all(outcomes):
        pairs = [
            (value, weight * own)
            for each, weight in zip(outcomes, weights, strict=True)
            for value, own in zip(*(each or ((), ())), strict=True)
        ]
        return OneOf(*merged(pairs))
    total = math.fsum(weights)
    return Mixture(parts, tuple(weight / total for weight in weights))


def _at(shape: Shape, x: float) -> tuple[float, float]:
    """The shares at or below one number, and above it."""
    if math.isinf(x):
        return (1.0, 0.0) if x > 0 else (0.0, 1.0)
    below, above = shape.shares(ONE, x)
    return float(below), float(above)


def _cut(shape: Shape, x: float) -> tuple[float, float]:
    """The shares below one number, and at or above it."""
    below, above = _at(shape, x)
    own = math.fsum(
        weight for value, weight in zip(*(_outcomes(shape) or ((), ())), strict=True) if value == x
    )
    return below - own, above + own


def _outcomes(shape: Shape) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """The separate values of a shape and their weights, if it has nothing else."""
    if isinstance(shape, Exact):
        return (shape.value,), (1.0,)
    if isinstance(shape, Truncated) and (whole := _outcomes(shape.whole)):
        return merged((x, w) for x, w in zip(*whole, strict=True) if shape.low <= x <= shape.high)
    return shape.outcomes() if isinstance(shape, Separate) else None


def atoms(shape: Shape) -> tuple[float, ...]:
    """The separate values that have a share of their own."""
    if isinstance(shape, Mixture):
        return tuple(each for part in shape.parts for each in atoms(part))
    outcomes = _outcomes(shape)
    return outcomes[0] if outcomes else ()


def averaged(shape: Shape, xp: Functions) -> tuple[float, float]:
    """Mean and standard deviation of a quantile function, by the trapezoidal rule over normal scores."""
    step, reach = 1 / 128, 9.0
    count = round(2 * reach / step) + 1
    if xp is ONE:
        raise TypeError("moments of this shape need arrays")
    z = (xp.arange(count) - (count - 1) / 2) * step
    p, q = normal_shares(xp, z)
    weights = xp.exp(-z * z / 2)
    weights = weights / weights.sum()
    x = shape.quantile(Levels(xp, p, q))
    mean = float((weights * x).sum())
    return mean, math.sqrt(float((weights * (x - mean) ** 2).sum()))
