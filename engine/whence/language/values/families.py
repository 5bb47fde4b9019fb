"""The families of distributions: exact, normal, lognormal, uniform, triangular, beta, gamma, and two half normals."""

from __future__ import annotations

import math
from typing import ClassVar

from whence.language.frozen import dataclass
from whence.language.values.kernels import (
    EPS,
    ONE,
    Functions,
    Levels,
    Numbers,
    beta_quantile,
    beta_shares,
    gamma_quantile,
    gamma_shares,
    normal_shares,
)
from whence.language.values.shape import Family

# the 95th percentile of the standard normal distribution: 90 % lie within this many sigmas of the middle
Z95 = 1.6448536269514722


class Between(Family):
    """A family on all that lies between two hard ends."""

    low: float
    high: float

    @property
    def ends(self) -> tuple[float, float]:
        return self.low, self.high


@dataclass(frozen=True)
class Exact(Family):
    """One number."""

    value: float
    kind: ClassVar[str] = "exact"

    @property
    def point(self) -> float:
        return self.value

    @property
    def ends(self) -> tuple[float, float]:
        return self.value, self.value

    def quantile(self, at: Levels) -> Numbers:
        return self.value + at.p * 0.0

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        return (x >= self.value) * 1.0, (x < self.value) * 1.0

    def moments(self, xp: Functions) -> tuple[float, float]:
        return self.value, 0.0


@dataclass(frozen=True)
class Normal(Family):
    """A normal distribution."""

    mean: float
    sd: float
    kind: ClassVar[str] = "normal"

    @property
    def point(self) -> float:
        return self.mean

    def quantile(self, at: Levels) -> Numbers:
        found = self.mean + self.sd * at.z
        # what cancels but for its rounding is 0, the end that was written
        return at.xp.where(at.xp.abs(found) <= 2 * EPS * self.sd, 0.0, found)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        return normal_shares(xp, (x - self.mean) / self.sd)

    def moments(self, xp: Functions) -> tuple[float, float]:
        return self.mean, self.sd


@dataclass(frozen=True)
class Lognormal(Family):
    """A distribution whose natural logarithm is normal with mean `mu` and standard deviation `sigma`."""

    mu: float
    sigma: float
    kind: ClassVar[str] = "lognormal"
    reach: ClassVar[tuple[float, float]] = (0.0, math.inf)

    def quantile(self, at: Levels) -> Numbers:
        return at.xp.exp(self.mu + self.sigma * at.z)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        return normal_shares(xp, (xp.log(xp.maximum(x, 5e-324)) - self.mu) / self.sigma)

    def moments(self, xp: Functions) -> tuple[float, float]:
        mean = ONE.exp(self.mu + self.sigma**2 / 2)
        return mean, mean * math.sqrt(math.expm1(min(self.sigma**2, 700.0)))


@dataclass(frozen=True)
class Uniform(Between):
    """Anything between two hard ends, all equally likely."""

    low: float
    high: float
    kind: ClassVar[str] = "uniform"

    def quantile(self, at: Levels) -> Numbers:
        return self.low + (self.high - self.low) * at.p

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        below = (x - self.low) / (self.high - self.low)
        above = (self.high - x) / (self.high - self.low)
        return xp.minimum(xp.maximum(below, 0.0), 1.0), xp.minimum(xp.maximum(above, 0.0), 1.0)

    def moments(self, xp: Functions) -> tuple[float, float]:
        return self.point, (self.high - self.low) / math.sqrt(12)


@dataclass(frozen=True)
class Triangular(Between):
    """A density that rises in a straight line from a hard lower end to the mode, and falls to a hard upper end."""

    low: float
    mode: float
    high: float
    kind: ClassVar[str] = "triangular"

    def quantile(self, at: Levels) -> Numbers:
        xp, whole = at.xp, self.high - self.low
        up = self.low + xp.sqrt(at.p * whole * (self.mode - self.low))
        down = self.high - xp.sqrt(at.q * whole * (self.high - self.mode))
        return xp.where(at.p * whole < self.mode - self.low, up, down)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        whole = self.high - self.low
        rise, fall = max(self.mode - self.low, 1e-300), max(self.high - self.mode, 1e-300)
        near = xp.minimum(xp.maximum(x, self.low), self.high)
        below = (near - self.low) * ((near - self.low) / whole) / rise
        above = (self.high - near) * ((self.high - near) / whole) / fall
        first = near < self.mode
        return xp.where(first, below, 1 - above), xp.where(first, 1 - below, above)

    def moments(self, xp: Functions) -> tuple[float, float]:
        a, b, c = self.low, self.mode, self.high
        return (a + b + c) / 3, math.sqrt(((a - b) ** 2 + (b - c) ** 2 + (a - c) ** 2) / 36)


@dataclass(frozen=True)
class Beta(Between):
    """A beta distribution stretched from 0 .. 1 to `low` .. `high`; a PERT distribution is one."""

    a: float
    b: float
    low: float
    high: float
    kind: ClassVar[str] = "beta"

    def quantile(self, at: Levels) -> Numbers:
        x, y = beta_quantile(at, self.a, self.b)
        whole = self.high - self.low
        return at.xp.where(x < y, self.low + whole * x, self.high - whole * y)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        near = xp.minimum(xp.maximum(x, self.low), self.high)
        whole = self.high - self.low
        return beta_shares(xp, self.a, self.b, (near - self.low) / whole, (self.high - near) / whole)

    def moments(self, xp: Functions) -> tuple[float, float]:
        n, whole = self.a + self.b, self.high - self.low
        return self.low + whole * self.a / n, whole * math.sqrt(self.a * self.b / (n + 1)) / n


@dataclass(frozen=True)
class Gamma(Family):
    """A gamma distribution of order `order`: its mean is `order` times `scale`."""

    order: float
    scale: float
    kind: ClassVar[str] = "gamma"
    reach: ClassVar[tuple[float, float]] = (0.0, math.inf)

    def quantile(self, at: Levels) -> Numbers:
        return self.scale * gamma_quantile(at, self.order)

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        return gamma_shares(xp, self.order, x / self.scale)

    def moments(self, xp: Functions) -> tuple[float, float]:
        return self.order * self.scale, math.sqrt(self.order) * self.scale


@dataclass(frozen=True)
class Split(Family):
    """Two half normals that meet at the center, each with half of the probability.

    So the center is the median, and center - minus and center + plus are the 16 % and 84 % quantiles, which
    is what an asymmetric error states.
    """

    center: float
    minus: float
    plus: float
    kind: ClassVar[str] = "split"

    def quantile(self, at: Levels) -> Numbers:
        return self.center + at.xp.where(at.p < 0.5, self.minus, self.plus) * at.z

    def shares(self, xp: Functions, x: Numbers) -> tuple[Numbers, Numbers]:
        off = x - self.center
        return normal_shares(xp, off / xp.where(off < 0, self.minus, self.plus))

    def moments(self, xp: Functions) -> tuple[float, float]:
        off = (self.plus - self.minus) / math.sqrt(2 * math.pi)
        return self.center + off, math.sqrt((self.minus**2 + self.plus**2) / 2 - off**2)

    def words(self) -> str:
        return "two half normals"


def normal_between(low: float, high: float) -> Normal:
    """The normal distribution with 90 % of its probability between two ends."""
    return Normal(low + (high - low) / 2, (high - low) / (2 * Z95))


def lognormal_between(low: float, high: float) -> Lognormal:
    """The lognormal distribution with 90 % of its probability between two ends above zero."""
    a, b = math.log(low), math.log(high)
    return Lognormal((a + b) / 2, (b - a) / (2 * Z95))


def spread(low: float, high: float, log: bool) -> Normal | Lognormal:
    """The normal distribution with 90 % of its probability between two ends; with `log` the lognormal one."""
    return lognormal_between(low, high) if log else normal_between(low, high)
