"""What an estimate is over contexts that are weighed by credences: a mixture of what it is in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from whence.evaluate.arrays import NDArray, np
from whence.evaluate.estimate import Estimate, Figure, Floats, align, figure
from whence.language.values.shapes import Exact, Shape, mixed


def weighed(estimate: Estimate, weights: Floats, samples: Floats) -> Figure:
    """The numbers of the mixture; its point is the weighted mean of the points. `samples` are draws from it.

    By formula where the distribution is known in every context, as it is of exact numbers.
    """
    weights = np.broadcast_to(weights, estimate.point.shape)
    live = [at for at in np.ndindex(weights.shape) if weights[at] > 0]
    known = [each for each in (shape_in(estimate, at) for at in live) if each is not None]
    whole = mixed(tuple(known), tuple(float(weights[at]) for at in live)) if len(known) == len(live) else None
    return figure(float(sum(weights[at] * estimate.point[at] for at in live)), samples, whole)


def shape_in(estimate: Estimate, index: tuple[int, ...]) -> Shape | None:
    """The distribution of an estimate in one context, where it is known."""
    if estimate.exact:
        return Exact(float(estimate.samples[index][0]))
    return estimate.shapes[index] if estimate.shapes is not None else None


def credences(knots: Iterable[tuple[tuple[str, ...], NDArray[Any]]], axes: tuple[str, ...]) -> Floats:
    """How likely each context of `axes` is, from the weights of the joint contexts of knots that do not overlap."""
    whole: Floats = np.ones((1,) * len(axes))
    for choices, joint in knots:
        own = tuple(axis for axis in choices if axis in axes)
        if not own:
            continue
        part = np.asarray(joint.sum(axis=tuple(n for n, axis in enumerate(choices) if axis not in axes)))
        whole = whole * align(own, axes, part / part.sum(), 0)
    return whole


def joint(active: NDArray[np.bool_], believed: Sequence[Sequence[float] | None]) -> Floats | None:
    """The credence of each joint context that is active, from those of each choice; None where an open one has none."""
    if any(each is None and alive(active, n).sum() > 1 for n, each in enumerate(believed)):
        return None
    weights = spoken(active, believed)
    return weights if weights.sum() > 0 else None


def spoken(active: NDArray[np.bool_], believed: Sequence[Sequence[float] | None]) -> Floats:
    """The credence of each joint context that is active, as if all options of a choice without credences had the same."""
    weights: Floats = active.astype(float)
    for n, each in enumerate(believed):
        if each is not None and alive(active, n).sum() > 1:
            weights = weights * np.expand_dims(np.array(each), [m for m in range(weights.ndim) if m != n])
    return weights


def alive(active: NDArray[np.bool_], n: int) -> NDArray[np.bool_]:
    """Which options of the choice along an axis stand in an active context."""
    return np.asarray(active.any(axis=tuple(m for m in range(active.ndim) if m != n)))
