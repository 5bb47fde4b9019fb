"""Which readings count: how likely the credences make each, and which are the likeliest."""

from __future__ import annotations

import numpy as np

from whence.evaluate.contexts import Settled, mask, options, weighed
from whence.evaluate.estimate import Floats, align
from whence.model.graph import Base


def cells(base: Base, axes: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Every context of some axes, as the places of its options, in the order of a summary's readings."""
    return tuple(np.ndindex(*(len(options(base, axis)) for axis in axes)))


def likeliest(base: Base, settled: Settled, axes: tuple[str, ...]) -> frozenset[tuple[int, ...]]:
    """The active contexts, or where credences tell them apart the likeliest of them."""
    weights = likelihood(base, settled, axes)
    if weights is None:
        weights = mask(settled, axes).astype(float)
    full = np.broadcast_to(weights, tuple(len(options(base, axis)) for axis in axes))
    return frozenset(cell for cell in np.ndindex(full.shape) if full[cell] >= full.max() * (1 - 1e-9))


def likelihood(base: Base, settled: Settled, axes: tuple[str, ...]) -> Floats | None:
    """How likely each context of `axes` is, up to a factor; None where an open choice among them has no credence."""
    found: Floats = np.ones((1,) * len(axes))
    for knot in settled.knots:
        own = tuple(axis for axis in knot.choices if axis in axes)
        if not own:
            continue
        away = tuple(n for n, axis in enumerate(knot.choices) if axis not in axes)
        weights = weighed(base, knot)
        if weights is None:
            if int(np.asarray(knot.active.any(axis=away)).sum()) > 1:
                return None
            weights = knot.active.astype(float)
        found = found * align(own, axes, np.asarray(weights.sum(axis=away)), 0)
    return found
