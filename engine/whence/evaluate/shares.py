"""What share of a node's variance each leaf and each open choice upstream of it brings by itself."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.evaluate import estimate
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.contexts import Settled, likely, mask
from whence.evaluate.covariance import ranks_of, straight_part
from whence.evaluate.evaluator import Values
from whence.evaluate.nodes import cell
from whence.model.graph import Base

MOST_CONTEXTS = 16
BINS = 32


def parts(base: Base, values: Values, settled: Settled, id: str) -> list[tuple[str, float]]:
    """The shares of a node's leaves and open choices, each with the id that brings it; nothing where all is exact.

    Within each active context by `of_leaves`; between contexts, what their means differ. Contexts count by their
    credence and evidence where these weigh them, else alike, and all on one scale: the logarithm where every draw of every
    context is positive. The draws are those before the evidence. The shares add up to about one at most; what is missing is
    brought by several leaves only together.
    """
    result = values.of.get(id)
    if result is None:
        return []
    contexts = _contexts(base, settled, result)
    drawn = [cell(result, result.axes, index)[1] for index in contexts]
    log = all(bool(np.all(each > 0)) for each in drawn)
    scaled = [np.log(each) if log else each for each in drawn]
    weights = np.array(list(contexts.values()))
    variances, means = (np.array([measure(each) for each in scaled]) for measure in (np.var, np.mean))
    between = _variance(means, weights)
    total = float(weights @ variances) + between
    if not 0 < total < math.inf:
        return []
    inside = _inside(drawn, log, weights * variances, ranks_of(base, id, base.settings.samples))
    by_choice = _choice_shares(result.axes, list(contexts), means, weights)
    return [
        *((name, part / total) for name, part in inside.items()),
        *((name, share * between / total) for name, share in by_choice),
    ]


def _inside(
    drawn: list[estimate.Floats],
    log: bool,
    variances: estimate.Floats,
    streams: Mapping[str, NDArray[np.intp]],
) -> Mapping[str, float]:
    """The variance that each leaf brings within the contexts, whose variances are weighed; a single one brings all of it."""
    if len(streams) == 1:
        return dict.fromkeys(streams, float(variances.sum()))
    found: dict[str, float] = {}
    for samples, variance in zip(drawn, variances, strict=True):
        if variance > 0:
            for name, share in of_leaves(samples, streams, log).items():
                found[name] = found.get(name, 0.0) + share * float(variance)
    return found


def _contexts(base: Base, settled: Settled, result: estimate.Estimate) -> Mapping[tuple[int, ...], float]:
    """The active contexts, or some of very many, each with its weight; the weights add up to one."""
    if not result.axes:
        return {(): 1.0}
    weights = likely(base, settled, result.axes)
    counted = mask(settled, result.axes).astype(float) if weights is None else weights
    full = np.broadcast_to(counted, result.point.shape)
    every = [tuple(int(at) for at in index) for index in np.argwhere(full > 0)]
    if weights is None:
        some = every[:: max(1, len(every) // MOST_CONTEXTS)]
    else:
        some = sorted(sorted(every, key=lambda index: -full[index])[: 2 * MOST_CONTEXTS])
    whole = sum(float(full[index]) for index in some)
    return {index: float(full[index]) / whole for index in some}


def _variance(values: estimate.Floats, weights: estimate.Floats) -> float:
    """The variance of values that count by weights, which add up to one."""
    return float(weights @ (values - weights @ values) ** 2)


def _choice_shares(
    axes: tuple[str, ...],
    contexts: list[tuple[int, ...]],
    means: estimate.Floats,
    weights: estimate.Floats,
) -> list[tuple[str, float]]:
    """How much of the variance between contexts each choice alone explains, scaled to add up to one."""
    raw = []
    for axis, choice in enumerate(axes):
        at = np.array([index[axis] for index in contexts])
        whole = np.bincount(at, weights=weights).astype(float)
        groups = np.bincount(at, weights=weights * means)[whole > 0] / whole[whole > 0]
        raw.append((choice, _variance(groups, whole[whole > 0])))
    total = sum(share for _, share in raw)
    return [(choice, share / total) for choice, share in raw] if total > 0 else []


def of_leaves(
    samples: estimate.Floats, leaves: Mapping[str, NDArray[np.intp]], log: bool | None = None
) -> dict[str, float]:
    """The share of the variance of `samples` that each leaf alone explains, from the samples at hand.

    First-order indices. What is linear in the leaves' normal scores is fitted for all of them at once, so that the
    chance correlations between draws do not count; what bends is found by the given-data method in what is left
    (Plischke, Borgonovo and Smith 2013): the variance of a straight line fitted in each of 32 equal classes of the
    leaf's ranks, less what chance alone would give. On the log scale where every sample is positive, unless
    `log` says. What leaves explain only together is not among them; less than 1 in 1000 is cut.
    """
    on_log = bool(np.all(samples > 0)) if log is None else log
    y: estimate.Floats = np.log(samples) if on_log else samples
    y = y - y.mean()
    total = float(y @ y) / y.size
    if total <= 0 or not math.isfinite(total):
        return {}
    slopes, rest = straight_part(y, list(leaves.values()))
    left = float(rest @ rest) / y.size
    straight = slopes**2 * float(np.mean(estimate.normal_strata(y.size) ** 2))
    # leaves are independent, so the variance of their sum is the sum of theirs; the rest is chance
    whole = float(straight.sum()) + left
    bent = [_share(rest, rank, left) * left if left > 1e-12 * whole else 0.0 for rank in leaves.values()]
    found = {name: (float(a) + b) / whole for name, a, b in zip(leaves, straight, bent, strict=True)}
    return {name: share for name, share in found.items() if share > 1e-3}


def _share(y: estimate.Floats, rank: NDArray[np.intp], total: float) -> float:
    bins = max(2, min(BINS, y.size // 16))
    classes = rank * bins // y.size
    x = estimate.normal_strata(y.size)[rank]

    def sums(weights: estimate.Floats) -> estimate.Floats:
        return np.bincount(classes, weights=weights, minlength=bins).astype(float)

    counts = sums(np.ones_like(y))
    sx, sy = sums(x), sums(y)
    spread = sums(x * x) - sx * sx / counts
    together = sums(x * y) - sx * sy / counts
    explained = float((sy * sy / counts + together * together / np.maximum(spread, 1e-300)).sum()) / y.size
    chance = (2 * bins - 1) / (y.size - 1)
    return max(0.0, (explained / total - chance) / (1 - chance))
