"""What share of a node's variance each leaf and each open choice upstream of it brings by itself."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from whence.evaluate import estimate
from whence.evaluate.contexts import Settled, mask
from whence.evaluate.evaluator import Values
from whence.evaluate.serial import cell
from whence.model import chance
from whence.model.graph import Base, Leaf

MOST_CONTEXTS = 16


def parts(base: Base, values: Values, settled: Settled, id: str) -> list[tuple[str, float]]:
    """The shares of a node's leaves and open choices, each with the id that brings it; nothing where all is exact.

    Within each active context by `estimate.shares`; between contexts, what their means differ. They add up to about
    one at most; what is missing is brought by several leaves only together.
    """
    result = values.of.get(id)
    if result is None:
        return []
    contexts = _contexts(settled, result)
    streams = _streams(base, id)
    inside: dict[str, float] = {}
    variances, means = [], []
    for index in contexts:
        samples = cell(result, result.axes, index)[1]
        scaled = estimate.variance_scale(samples)
        variances.append(float(scaled.var()))
        means.append(float(scaled.mean()))
        if variances[-1] > 0:
            for name, share in estimate.shares(samples, streams).items():
                inside[name] = inside.get(name, 0.0) + share * variances[-1] / len(contexts)
    between = float(np.var(means))
    total = float(np.mean(variances)) + between
    if total <= 0:
        return []
    by_choice = _choice_shares(base, result.axes, contexts, means)
    return [
        *((name, share / total) for name, share in inside.items()),
        *((name, share * between / total) for name, share in by_choice),
    ]


def _contexts(settled: Settled, result: estimate.Estimate) -> list[tuple[int, ...]]:
    if not result.axes:
        return [()]
    active = np.broadcast_to(mask(settled, result.axes), result.point.shape)
    every = [tuple(int(at) for at in index) for index in np.argwhere(active)]
    return every[:: max(1, len(every) // MOST_CONTEXTS)]


def _streams(base: Base, id: str) -> Mapping[str, NDArray[np.intp]]:
    """The ranks of every source of chance upstream, each stream once, under the id of its leader."""
    count, seed = base.settings.samples, base.settings.seed
    found: dict[str, tuple[str, NDArray[np.intp]]] = {}
    for each in chance.drawn(base, id):
        node = base.nodes[each]
        stream, common = (node.stream, node.common) if isinstance(node, Leaf) else (each, ())
        found.setdefault(stream, (each, estimate.shared_ranks(seed, stream, count, common)))
    return dict(found.values())


def _choice_shares(
    base: Base, axes: tuple[str, ...], contexts: list[tuple[int, ...]], means: list[float]
) -> list[tuple[str, float]]:
    """How much of the variance between contexts each choice alone explains, scaled to add up to one."""
    total = float(np.var(means))
    if total <= 0:
        return []
    raw = []
    for axis, choice in enumerate(axes):
        groups: dict[int, list[float]] = {}
        for index, mean in zip(contexts, means, strict=True):
            groups.setdefault(index[axis], []).append(mean)
        centre = float(np.mean(means))
        between = sum(len(each) * (float(np.mean(each)) - centre) ** 2 for each in groups.values()) / len(
            means
        )
        raw.append((choice, between / total))
    whole = sum(share for _, share in raw)
    return [(choice, share / whole) for choice, share in raw] if whole > 0 else []
