"""Every form of a value: one class each, with all that is to be known of its distribution, in base units.

A form says how to draw it (its quantile function), its shares below and above a number, its central value, its ends,
its moments, its parameters for the browser's entry of the same `kind`, and itself in words. How each is written stands
in `forms`.
"""

from __future__ import annotations

from whence.language.values.families import (
    Z95,
    Beta,
    Exact,
    Gamma,
    Lognormal,
    Normal,
    Split,
    Triangular,
    Uniform,
    lognormal_between,
    normal_between,
    spread,
)
from whence.language.values.lines import Quantiles
from whence.language.values.mixtures import Mixture, Truncated, mixed
from whence.language.values.separate import Binomial, OneOf, Poisson, Separate
from whence.language.values.shape import Shape

__all__ = [
    "Z95", "Beta", "Binomial", "Exact", "Gamma", "Lognormal", "Mixture", "Normal", "OneOf", "Poisson", "Quantiles",
    "Separate", "Shape", "Split", "Triangular", "Truncated", "Uniform", "lognormal_between", "mixed", "normal_between",
    "spread",
]  # fmt: skip
