"""The normal and the chi-squared distribution: how likely, and how far out."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, inf, isnan, lgamma, log, nan, sqrt

from whence.language.values.kernels import CENTRE, FAR, SHOULDER


def normal_cdf(x: float) -> float:
    """The share of a standard normal distribution below `x`; accurate in the lower tail too."""
    return erfc(-x / sqrt(2)) / 2


def normal_quantile(p: float) -> float:
    """The value below which a share `p` of a standard normal lies, to about 1e-16 (Wichura 1988, AS 241).

    Minus infinity at 0, infinity at 1, NaN outside.
    """
    if not 0 < p < 1:
        return {0.0: -inf, 1.0: inf}.get(p, nan)
    q = p - 0.5
    if abs(q) <= 0.425:
        return q * _ratio(CENTRE, 0.180625 - q * q)
    r = sqrt(-log(min(p, 1 - p)))
    size = _ratio(SHOULDER, r - 1.6) if r <= 5 else _ratio(FAR, r - 5)
    return size if q > 0 else -size


def _ratio(coefficients: tuple[Sequence[float], Sequence[float]], x: float) -> float:
    above, below = coefficients
    return _polynomial(above, x) / _polynomial(below, x)


def _polynomial(coefficients: Sequence[float], x: float) -> float:
    total = 0.0
    for each in reversed(coefficients):
        total = total * x + each
    return total


def chi2_sf(q: float, dof: float) -> float:
    """The chance that chi squared with `dof` degrees of freedom exceeds `q`; NaN for `dof` below 0 or NaN.

    The upper regularised incomplete gamma function: its series below the mode, Lentz's continued fraction
    above (Press et al., Numerical Recipes, section 6.2). With no degrees of freedom everything stands at 0.
    """
    if isnan(q) or isnan(dof) or dof < 0:
        return nan
    if q <= 0:
        return 1.0
    if dof == 0 or q == inf:
        return 0.0
    a, x = dof / 2, q / 2
    if not x:  # half of the least number there is
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    return 1 - front * _series(a, x) if x < a + 1 else front * _fraction(a, x)


def _series(a: float, x: float) -> float:
    term = total = 1 / a
    while term > total * 1e-17:
        a += 1
        term *= x / a
        total += term
    return total


def _fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = inf, 1 / b
    total = d
    for i in range(1, 100_000):
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        total *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return total
