"""The statistics of disagreement: measurements of one thing combined, and how well they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import fsum, inf, isfinite, sqrt
from typing import Literal

from whence.evaluate.statistics.least_squares import (
    Errors,
    Fit,
    Matrix,
    Mean,
    Vector,
    correlated,
    firm,
    independent,
    mean_of,
    weighted_mean,
)
from whence.evaluate.statistics.tails import chi2_sf, normal_cdf, normal_quantile
from whence.language.frozen import dataclass
from whence.language.problems import Problem

__all__ = [
    "Consensus", "Measured", "Verdict", "chi2_sf", "combine", "compare_points", "normal_cdf", "normal_quantile",
]  # fmt: skip

Verdict = Literal["consistent", "tension", "conflict"]

CONSISTENT = 0.05
TENSION = 0.001
SUSPECT = 2.0  # how far out, in sigmas, a value must lie before it is named
FURTHEST = 1e140  # in units of the smallest error; its square is still a number


@dataclass(frozen=True)
class Measured:
    """A value with its one-sigma errors, both positive: `plus` upwards, `minus` downwards."""

    value: float
    plus: float
    minus: float


@dataclass(frozen=True)
class Consensus:
    """What `n` measurements say together, in their own unit.

    `mean` and `u`: weighted mean and its internal error; `Q`: chi squared about it, `p` its chance with n - 1
    degrees of freedom, `birge` the Birge ratio sqrt(Q / (n - 1)). Of values one of which follows from others, as the growth
    of four years from those of its halves, n counts those that do not. `S`: scale factor of the Particle Data
    Group over the values that are `kept` (those not far less precise than the mean), or the Birge ratio of all
    where fewer than two are kept, or where p is below 0.05 and the kept ones see no reason to scale; never
    below 1. `u_scaled` is u S.
    `dl_*` and `mp_*`: the scatter tau between the measurements, the mean and its error, after DerSimonian
    and Laird, and after Mandel and Paule. `weights` add up to 1, and so do those of `dl_mean`.
    `z`: each value against the mean of the others, in sigmas; empty for fewer than three.
    `suspect`: the index of the value that lies furthest out, where three or more do not agree; None if none
    stands out. `verdict`: consistent for p above 0.05, tension down to 0.001, conflict below. For a single
    value Q is 0, and p, birge and S are 1.
    """

    n: int
    mean: float
    u: float
    Q: float
    p: float
    birge: float
    S: float
    u_scaled: float
    dl_tau: float
    dl_mean: float
    dl_u: float
    dl_weights: tuple[float, ...]
    mp_tau: float
    mp_mean: float
    mp_u: float
    weights: tuple[float, ...]
    z: tuple[float, ...]
    suspect: int | None
    kept: tuple[bool, ...]
    verdict: Verdict


def combine(
    measured: Sequence[Measured], covariance: Matrix | None = None, free: bool = False
) -> Consensus | Problem:
    """Combine measurements of one thing; a Problem (`bad-value`) if there are none or an error is none.

    `covariance` (n by n, in the unit squared) is for errors in common; its diagonal stands for the squares of the
    symmetric errors. The weights are those of least variance that are not below 0, the most even where several
    give it; with `free` they may be negative where errors are correlated (Aitken 1935), and the mean may then
    lie outside all values (Peelle 1987). Q is taken about the free mean, so that it asks only how the
    differences between the values compare with their errors. The scale factor and the errors +p -n follow the
    Particle Data Group (Review of Particle Physics, Introduction, section 5): which of the two errors counts
    depends on the side of the value on which the mean lies, so mean and errors are iterated to a fixed point, and
    a covariance is rescaled with them. Results do not depend on the order of the measurements, up to rounding where errors
    are correlated.
    """
    problem = _unfit(measured) or _unfit_covariance(covariance, len(measured))
    if problem:
        return problem
    # Everything is worked out about a middle value and in units of the smallest error, and put back at the
    # end: so a spread of 1e-8 of the value, or errors of 1e-200, lose no digits.
    middle = sorted(each.value for each in measured)[len(measured) // 2]
    unit = min(min(each.plus, each.minus) for each in measured)
    if covariance is not None:
        unit = sqrt(min(covariance[i][i] for i in range(len(measured))))
    scaled = [Measured((m.value - middle) / unit, m.plus / unit, m.minus / unit) for m in measured]
    matrix = None if covariance is None else [[each / unit / unit for each in row] for row in covariance]
    sizes = [max(abs(m.value), m.plus, m.minus) for m in scaled] + [
        sqrt(abs(c)) for row in matrix or () for c in row
    ]
    if not max(sizes) < FURTHEST:
        return _bad("the measurements lie too far apart for the precision of the best one")
    return _put_back(_combine(scaled, None if matrix is None else firm(matrix), free), middle, unit)


def _combine(measured: Sequence[Measured], covariance: Matrix | None, free: bool) -> Consensus:
    x = [each.value for each in measured]
    errors = _settled(measured, covariance, free)
    fit, own = weighted_mean(x, errors), independent(covariance) if covariance else list(range(len(x)))
    freedom = len(own) - 1
    mean = mean_of(x, errors, fit, free)
    q = fit.chi2 if freedom else 0.0
    p, birge = chi2_sf(q, freedom), sqrt(q / freedom) if freedom else 1.0
    kept = tuple(sqrt(v) <= 3 * sqrt(len(x)) * mean.u for v in errors.variances)
    scale = _scale_factor(errors, fit, [i for i in own if kept[i]])
    if sum(kept) < 2 or (p < CONSISTENT and scale <= 1):
        scale = birge
    some, inner = [x[i] for i in own], errors.only(own)
    laird, paule = _laird(inner, weighted_mean(some, inner)), _paule(some, inner)
    random, iterated = (_widened(x, errors, tau2, free) for tau2 in (laird, paule))
    z = _leave_one_out(x, errors, fit) if len(x) > 2 else ()
    return Consensus(
        n=len(x), mean=mean.mean, u=mean.u, Q=q, p=p, birge=birge,
        S=max(1.0, scale), u_scaled=mean.u * max(1.0, scale),
        dl_tau=sqrt(laird), dl_mean=random.mean, dl_u=random.u, dl_weights=random.weights,
        mp_tau=sqrt(paule), mp_mean=iterated.mean, mp_u=iterated.u,
        weights=mean.weights, kept=kept,
        z=z, suspect=_suspect(z) if p <= CONSISTENT else None,
        verdict="consistent" if p > CONSISTENT else "tension" if p > TENSION else "conflict",
    )  # fmt: skip


def _widened(x: Vector, errors: Errors, tau2: float, free: bool) -> Mean:
    """The mean with a variance between the measurements added to each."""
    wider = errors.widened(tau2)
    return mean_of(x, wider, weighted_mean(x, wider), free)


def _put_back(found: Consensus, middle: float, unit: float) -> Consensus:
    return replace(
        found,
        mean=middle + found.mean * unit, u=found.u * unit, u_scaled=found.u_scaled * unit,
        dl_tau=found.dl_tau * unit, dl_mean=middle + found.dl_mean * unit, dl_u=found.dl_u * unit,
        mp_tau=found.mp_tau * unit, mp_mean=middle + found.mp_mean * unit, mp_u=found.mp_u * unit,
    )  # fmt: skip


def _bad(message: str) -> Problem:
    return Problem("bad-value", message)


def _unfit(measured: Sequence[Measured]) -> Problem | None:
    if not measured:
        return _bad("there is nothing to combine")
    for number, each in enumerate(measured, 1):
        if not all(map(isfinite, (each.value, each.plus, each.minus))):
            return _bad(f"measurement {number} is not finite")
        if min(each.plus, each.minus) <= 0:
            return _bad(f"the error of measurement {number} is not positive")
    return None


def _unfit_covariance(covariance: Matrix | None, n: int) -> Problem | None:
    if covariance is None:
        return None
    if len(covariance) != n or any(len(row) != n for row in covariance):
        return _bad(f"the covariance of {n} measurements has {n} rows of {n} numbers")
    if not all(isfinite(each) for row in covariance for each in row):
        return _bad("the covariance is not finite")
    if any(covariance[i][i] <= 0 for i in range(n)):
        return _bad("the covariance is not positive definite: a variance is not positive")
    for i in range(n):
        for j in range(i):
            a, b = covariance[i][j], covariance[j][i]
            if abs(a - b) > 1e-9 * max(abs(a), abs(b)):
                return _bad(f"the covariance is not symmetric: ({i + 1}, {j + 1}) is not ({j + 1}, {i + 1})")
            if a * a > covariance[i][i] * covariance[j][j] * (1 + 1e-9):
                return _bad(f"measurements {j + 1} and {i + 1} have more in common than their whole errors")
    return None


def _settled(measured: Sequence[Measured], covariance: Matrix | None, free: bool) -> Errors:
    """The errors on the side of each value where the mean lies, once neither moves any more."""
    sigmas = [m.plus if m.plus == m.minus else 2 * m.plus * m.minus / (m.plus + m.minus) for m in measured]
    errors = _sized(measured, sigmas, covariance)
    if all(m.plus == m.minus for m in measured):
        return errors
    x = [m.value for m in measured]
    for turn in range(2000):
        mean = mean_of(x, errors, weighted_mean(x, errors), free).mean
        facing = [_facing(m, mean - m.value) for m in measured]
        if turn > 50:  # halve the step, should they swing between two states
            facing = [(a + b) / 2 for a, b in zip(facing, sigmas, strict=True)]
        still = all(abs(a - b) <= 1e-13 * a for a, b in zip(facing, sigmas, strict=True))
        sigmas, errors = facing, _sized(measured, facing, covariance)
        if still:
            break
    return errors


def _facing(m: Measured, d: float) -> float:
    """The error of a value towards a mean that lies `d` above it, straight between -minus and +plus."""
    if m.plus == m.minus or d >= m.plus:
        return m.plus
    if d <= -m.minus:
        return m.minus
    return (2 * m.plus * m.minus + d * (m.plus - m.minus)) / (m.plus + m.minus)


def _sized(measured: Sequence[Measured], sigmas: Vector, covariance: Matrix | None) -> Errors:
    """The errors for these sigmas; a covariance keeps its correlations."""
    if covariance is None:
        return Errors(tuple(s * s for s in sigmas))
    f = [
        1.0 if m.plus == m.minus else 2 * s / (m.plus + m.minus)
        for m, s in zip(measured, sigmas, strict=True)
    ]
    return correlated([[c * f[i] * f[j] for j, c in enumerate(row)] for i, row in enumerate(covariance)])


def _scale_factor(errors: Errors, fit: Fit, indexes: Sequence[int]) -> float:
    """sqrt(chi squared / (n - 1)) of some values about the mean of all; 1 for a single one."""
    if len(indexes) < 2:
        return 1.0
    residuals = [fit.residuals[i] for i in indexes]
    pulls = errors.only(indexes).solver()(residuals)
    return sqrt(max(0.0, fsum(r * g for r, g in zip(residuals, pulls, strict=True))) / (len(indexes) - 1))


def _laird(errors: Errors, fit: Fit) -> float:
    """tau squared (DerSimonian and Laird 1986): (Q - (n - 1)) / (tr W - 1'WW1 / 1'W1), not below 0."""
    freedom = len(fit.weights) - 1
    if fit.chi2 <= freedom or not freedom:
        return 0.0
    if errors.matrix is None:
        spread = fsum(w * rest for w, rest in zip(fit.weights, _rests(fit.weights), strict=True))
    else:
        trace = fsum(row[i] for i, row in enumerate(errors.inverse()))
        spread = trace * fit.total - fsum(w * w for w in fit.weights)
    return (fit.chi2 - freedom) * fit.total / spread if spread > 0 else 0.0


def _rests(weights: Vector) -> list[float]:
    """The sum of all weights but one, for each; exact too where that one makes up nearly all."""
    total = fsum(weights)
    return [
        total - w if w < total / 10 else fsum(each for j, each in enumerate(weights) if j != i)
        for i, w in enumerate(weights)
    ]


def _paule(x: Vector, errors: Errors) -> float:
    """The tau squared that makes Q equal to n - 1, or 0 where Q is less without it (Paule and Mandel 1982).

    Q falls with tau squared and is convex, so Newton's method comes from 0 without ever stepping over the
    root.
    """
    tau2, freedom = 0.0, len(x) - 1
    for _ in range(2000 if freedom else 0):
        fit = weighted_mean(x, errors.widened(tau2))
        excess = fit.chi2 - freedom
        if excess <= 0:
            break
        step = excess / fsum(g * g for g in fit.pulls)
        tau2 += step
        if step <= 4e-16 * tau2:
            break
    return tau2


def _leave_one_out(x: Vector, errors: Errors, fit: Fit) -> tuple[float, ...]:
    """Each value less the mean of the others, over the error of that difference."""
    if errors.matrix is not None:
        return _leave_one_out_correlated(x, errors.matrix, errors.inverse(), fit.weights)
    rests = _rests(fit.weights)
    gaps = [
        # x - m shrinks to rounding where one value makes up nearly all of the mean.
        r * fit.total / rest
        if rest > fit.total / 2
        else fsum(w * (a - b) for w, b in zip(fit.weights, x, strict=True)) / rest
        for a, r, rest in zip(x, fit.residuals, rests, strict=True)
    ]
    return tuple(gap / sqrt(v + 1 / rest) for gap, v, rest in zip(gaps, errors.variances, rests, strict=True))


def _leave_one_out_correlated(
    x: Vector, covariance: Matrix, inverse: Matrix, weights: Vector
) -> tuple[float, ...]:
    """The same for correlated errors, by striking a row and a column from the inverse."""
    n = len(x)
    found = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        own = {j: weights[j] - inverse[i][j] * weights[i] / inverse[i][i] for j in others}
        total = fsum(own.values())
        gap = fsum(w * (x[i] - x[j]) for j, w in own.items()) / total
        shared = fsum(w * covariance[i][j] for j, w in own.items()) / total
        found.append(gap / sqrt(covariance[i][i] + 1 / total - 2 * shared))
    return tuple(found)


def _suspect(z: Sequence[float]) -> int | None:
    """The one that lies furthest out, unless it is within bounds or another lies as far."""
    sizes = sorted((abs(each) for each in z), reverse=True)
    if not sizes or sizes[0] < SUSPECT or sizes[1] > sizes[0] * (1 - 1e-9):
        return None
    return next(i for i, each in enumerate(z) if abs(each) == sizes[0])


# Two ends that differ by less are one: what is interpolated between draws of one leaf is not known better.
SAME_END = 1e-6


def compare_points(
    values: Sequence[float], agree: float = 0.10, tension: float = 0.50
) -> tuple[Verdict, float]:
    """How bare points agree, and the ratio of the largest to the smallest.

    Consistent up to a ratio of 1 + `agree`, in tension up to 1 + `tension`. Negative values are compared by
    size; both signs at once, a zero among others, and what is not finite are a conflict, the ratio infinite.
    """
    if len(set(values)) < 2:
        return "consistent", 1.0
    sizes = [abs(each) for each in values]
    if not all(map(isfinite, values)) or min(values) < 0 < max(values) or min(sizes) == 0:
        return "conflict", inf
    ratio = max(sizes) / min(sizes)
    slack = ratio * (1 - SAME_END)  # 1.1 / 1 and 121 / 110 are the same to a reader
    return ("consistent" if slack <= 1 + agree else "tension" if slack <= 1 + tension else "conflict"), ratio
