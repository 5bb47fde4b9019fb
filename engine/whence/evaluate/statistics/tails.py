"""The normal and the chi-squared distribution: how likely, and how far out."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, exp, inf, isnan, lgamma, log, nan, sqrt

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
