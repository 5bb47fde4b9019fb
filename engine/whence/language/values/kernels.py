"""Probabilities and quantiles of the continuous families, over numbers or whole arrays of them.

Every function takes first the module that has the functions of numbers: numpy for arrays, or `ONE` for a single
number. A pair of probabilities is the share below and the share above, each exact in its own tail. The browser computes
the same in `site/assets/shapes.js`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from whence.language.frozen import dataclass

# a module of functions, and a number or an array of them
Functions = Any
Numbers = Any

# Coefficients of Wichura (1988), Applied Statistics 37, 477-484: algorithm AS 241, routine PPND16. For each
# of the three ranges the numerator and the denominator, the constant first.
CENTRE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
SHOULDER = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
     6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
     5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
FAR = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
     1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
     1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip

TINY = 1e-300
EPS = 1e-15
# from this order on an incomplete gamma function is taken from its expansion for large orders
LARGE = 2000
MOST_TERMS = 20_000


class One:
    """The functions that a kernel asks for, of single numbers; infinite and NaN as arrays have them."""

    inf = math.inf
    sqrt = staticmethod(math.sqrt)
    copysign = staticmethod(math.copysign)
    abs = staticmethod(abs)
    minimum = staticmethod(min)
    maximum = staticmethod(max)
    all = staticmethod(bool)
    any = staticmethod(bool)

    @staticmethod
    def exp(x: float) -> float:
        """Infinite where it overflows."""
        return math.exp(x) if x < 709.7 else math.inf

    @staticmethod
    def log(x: float) -> float:
        """Minus infinity at 0, NaN below."""
        return math.log(x) if x > 0 else -math.inf if x == 0 else math.nan

    @staticmethod
    def log1p(x: float) -> float:
        """As `log`, of 1 + x."""
        return math.log1p(x) if x > -1 else -math.inf

    @staticmethod
    def asarray(values: Sequence[float]) -> Sequence[float]:
        """The values themselves, which need be no array."""
        return values

    @staticmethod
    def searchsorted(values: Sequence[float], x: float) -> int:
        """The place of the first of some rising values that is not below a number."""
        return bisect_left(values, x)

    @staticmethod
    def where(condition: bool, a: float, b: float) -> float:
        """`a` where the condition holds, else `b`."""
        return a if condition else b


ONE = One()


@dataclass(frozen=True, eq=False)
class Levels:
    """Where a quantile function is asked: shares below (`p`), shares above (`q`), and their normal scores."""

    xp: Functions
    p: Numbers
    q: Numbers

    @cached_property
    def z(self) -> Numbers:
        """The standard normal quantiles of the levels."""
        return normal_quantile(self.xp, self.p, self.q)


def levels(xp: Functions, p: Numbers) -> Levels:
    """The levels of shares below."""
    return Levels(xp, p, 1 - p)


def level(p: float) -> Levels:
    """One level."""
    return Levels(ONE, p, 1 - p)


def normal_quantile(xp: Functions, p: Numbers, q: Numbers) -> Numbers:
    """The normal quantile function, to about 1e-16 (Wichura 1988, algorithm AS 241, PPND16)."""
    off = p - 0.5
    tail = xp.sqrt(-xp.log(xp.maximum(xp.minimum(p, q), TINY)))
    outer = xp.where(tail <= 5, _ratio(SHOULDER, tail - 1.6), _ratio(FAR, tail - 5))
    inner = off * _ratio(CENTRE, 0.180625 - off * off)
    return xp.where(xp.abs(off) <= 0.425, inner, xp.copysign(outer, off))


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], r: Numbers) -> Numbers:
    top = bottom = r * 0.0
    for a, b in zip(reversed(coefficients[0]), reversed(coefficients[1]), strict=True):
        top, bottom = top * r + a, bottom * r + b
    return top / bottom


def normal_shares(xp: Functions, z: Numbers) -> tuple[Numbers, Numbers]:
    """The shares of a standard normal below and above: half an incomplete gamma function of one half."""
    inside, outside = gamma_shares(xp, 0.5, z * z / 2)
    near, far = (1 + inside) / 2, outside / 2
    return xp.where(z < 0, far, near), xp.where(z < 0, near, far)


def gamma_shares(xp: Functions, a: float, x: Numbers) -> tuple[Numbers, Numbers]:
    """The regularised incomplete gamma functions P and Q of order `a` (Press et al., Numerical Recipes, 6.2).

    The series below the mean, Lentz's continued fraction above.
    """
    if a > LARGE:
        return _large_gamma(xp, a, x)
    low, high = xp.minimum(xp.maximum(x, 0.0), a + 1), xp.maximum(x, a + 1)
    below = _front(xp, a, low) * _series(xp, a, low)
    above = _front(xp, a, high) * _fraction(xp, a, high)
    inner = x < a + 1
    return xp.where(inner, below, 1 - above), xp.where(inner, 1 - below, above)


def _front(xp: Functions, a: float, x: Numbers) -> Numbers:
    return xp.exp(a * xp.log(xp.maximum(x, TINY)) - x - math.lgamma(a)) * (x > 0)


def _series(xp: Functions, a: float, x: Numbers) -> Numbers:
    term = total = 1 / a + x * 0.0
    for n in range(1, MOST_TERMS):
        term = term * (x / (a + n))
        total = total + term
        if xp.all(term <= total * EPS):
            break
    return total


def _fraction(xp: Functions, a: float, x: Numbers) -> Numbers:
    b = x + 1 - a
    c, d = 1 / TINY + x * 0.0, 1 / b
    total = d
    for i in range(1, MOST_TERMS):
        step = -i * (i - a)
        b = b + 2
        d = 1 / _not_zero(xp, step * d + b)
        c = _not_zero(xp, b + step / c)
        total = total * (d * c)
        if xp.all(xp.abs(d * c - 1) <= EPS):
            break
    return total


def _not_zero(xp: Functions, x: Numbers) -> Numbers:
    return xp.where(xp.abs(x) < TINY, TINY, x)


def gamma_quantile(at: Levels, a: float) -> Numbers:
    """The value of a gamma variable of order `a` and scale 1 at levels, to about 1e-13 of itself."""
    xp = at.xp
    # a lower end from P(a, x) <= x^a / gamma(a + 1), an upper one from the tail of a sub-gamma variable
    low = (xp.log(xp.maximum(at.p, TINY)) + math.lgamma(a + 1)) / a
    far = -xp.log(xp.maximum(at.q, TINY))
    high = xp.log(a + xp.sqrt(2 * a * far) + far) + 1e-9
    found = _level(at, lambda t: gamma_shares(xp, a, xp.exp(t)), xp.maximum(low, -600.0) - 1e-9, high)
    return xp.exp(xp.where(low < -600, low, found))


def _large_gamma(xp: Functions, a: float, x: Numbers) -> tuple[Numbers, Numbers]:
    """P and Q by Temme's uniform expansion (NIST Handbook, 8.12), whose next term is of the order of 1 / a^2."""
    off = xp.maximum(x, 0.0) / a - 1
    square = 2 * (off - xp.log1p(off))
    eta = xp.copysign(xp.sqrt(xp.maximum(square, 0.0)), off)
    near = xp.abs(eta) < 0.02
    series = -1 / 3 + eta * (1 / 12 - eta * (2 / 135 - eta * (1 / 864 + eta / 2835)))
    plain = 1 / xp.where(near, 1.0, off) - 1 / xp.where(near, 1.0, eta)
    next_term = -1 / 540 - eta * (1 / 288 - eta / 378)
    rest = xp.where(near, series, plain) + xp.where(xp.abs(eta) < 0.3, next_term, 0.0) / a
    rest = rest * xp.exp(-a * square / 2) / math.sqrt(2 * math.pi * a)
    below, above = normal_shares(xp, eta * math.sqrt(a))
    return below - rest, above + rest


def beta_shares(xp: Functions, a: float, b: float, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """The regularised incomplete beta function of `x` and its complement; `y` is 1 - x.

    By the continued fraction on the side where it converges fast (Press et al., Numerical Recipes, 6.4).
    """
    front = _beta_front(xp, a, b, x, y)
    swap = x > (a + 1) / (a + b + 2)
    turned = xp.where(swap, y, x)
    first, second = xp.where(swap, b, a), xp.where(swap, a, b)
    part = front * _beta_fraction(xp, first, second, turned) / first
    return xp.where(swap, 1 - part, part), xp.where(swap, part, 1 - part)


def _beta_front(xp: Functions, a: float, b: float, x: Numbers, y: Numbers) -> Numbers:
    size = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    log = a * xp.log(xp.maximum(x, TINY)) + b * xp.log(xp.maximum(y, TINY)) + size
    return xp.exp(log) * ((x > 0) & (y > 0))


def _beta_fraction(xp: Functions, a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    c = 1.0 + x * 0.0
    d = 1 / _not_zero(xp, 1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / _not_zero(xp, 1 + step * d)
            c = _not_zero(xp, 1 + step / c)
            total = total * (d * c)
        if xp.all(xp.abs(d * c - 1) <= EPS):
            break
    return total


def beta_quantile(at: Levels, a: float, b: float) -> tuple[Numbers, Numbers]:
    """The value of a beta variable on 0 to 1 at levels, and its distance from 1, each to about 1e-13 of itself."""
    xp = at.xp

    def ends(t: Numbers) -> tuple[Numbers, Numbers]:
        small = xp.exp(-xp.abs(t))
        near, far = 1 / (1 + small), small / (1 + small)
        return xp.where(t < 0, far, near), xp.where(t < 0, near, far)

    def shares(t: Numbers) -> tuple[Numbers, Numbers]:
        return beta_shares(xp, a, b, *ends(t))

    middle, reach = math.log(a / b), 8 * math.sqrt(1 / a + 1 / b)
    while reach < 690 and not _holds(at, shares, middle - reach, middle + reach):
        reach *= 2
    flat = at.p * 0.0
    return ends(_level(at, shares, middle - reach + flat, middle + reach + flat))


def _holds(at: Levels, shares: Callable[[Numbers], tuple[Numbers, Numbers]], low: float, high: float) -> bool:
    """Whether every level lies between two places."""
    flat = at.p * 0.0
    return bool(at.xp.all((shares(low + flat)[0] < at.p) & (shares(high + flat)[1] < at.q)))


def _level(
    at: Levels, shares: Callable[[Numbers], tuple[Numbers, Numbers]], low: Numbers, high: Numbers
) -> Numbers:
    """Where the shares below and above are those of the levels, compared as logarithms in the thinner tail."""
    xp = at.xp
    lower = at.p <= at.q
    wanted = xp.log(xp.maximum(xp.where(lower, at.p, at.q), TINY))

    def off(t: Numbers) -> Numbers:
        below, above = shares(t)
        size = xp.log(xp.maximum(xp.where(lower, below, above), TINY)) - wanted
        return xp.where(lower, size, -size)

    return root(xp, off, low, high)


def root(xp: Functions, f: Callable[[Numbers], Numbers], a: Numbers, b: Numbers) -> Numbers:
    """Where a rising function passes 0 between `a` and `b`, to the last digits (Chandrupatla 1997)."""
    fa, fb = f(a), f(b)
    t = 0.5 + 0.0 * a
    best = a
    for _ in range(200):
        x = a + t * (b - a)
        fx = f(x)
        same = (fx > 0) == (fa > 0)
        c, fc = xp.where(same, a, b), xp.where(same, fa, fb)
        b, fb = xp.where(same, b, a), xp.where(same, fb, fa)
        a, fa = x, fx
        best = xp.where(xp.abs(fa) < xp.abs(fb), a, b)
        width = xp.abs(b - a)
        least = 2e-16 * xp.abs(best) + 1e-17
        if xp.all((width <= 4 * least) | (fa == 0)):
            break
        t = _step(xp, (a, b, c), (fa, fb, fc), least / xp.maximum(width, TINY))
    return best


def _step(xp: Functions, at: tuple[Numbers, ...], f: tuple[Numbers, ...], least: Numbers) -> Numbers:
    """How far to go from `a` towards `b`: by inverse quadratic interpolation where that is safe, else half way."""
    (a, b, c), (fa, fb, fc) = at, f
    ba, ca, cb = (_not_zero(xp, each) for each in (b - a, c - a, c - b))
    fba, fca, fcb = (_not_zero(xp, each) for each in (fb - fa, fc - fa, fc - fb))
    xi, phi = -ba / cb, -fba / fcb
    safe = (phi * phi < xi) & ((1 - phi) * (1 - phi) < 1 - xi)
    curve = fa / fba * (fc / -fcb) + ca / ba * (fa / fca) * (fb / fcb)
    t = xp.where(safe, curve, 0.5)
    return xp.minimum(xp.maximum(t, least), 1 - least)
