"""The fewest options that cannot stand together, and the checks behind them, from where checks fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from whence.evaluate.arrays import NDArray, np

Bools: TypeAlias = "NDArray[np.bool_]"

MANY, FEW = 512, 3


def minimal_nogoods(fails: Bools) -> list[tuple[tuple[int, int], ...]]:
    """The smallest partial assignments all of whose completions fail, as ((axis, option), ...) sorted.

    These are the prime implicants of `fails`, found by asking of each set of axes, smaller ones first, which of its
    assignments fail whatever the other axes are, and leaving out those that contain a smaller one. The sets of axes are 2^n:
    where there are more than MANY assignments, only sets of at most FEW axes are asked of.
    """
    found: list[tuple[tuple[int, int], ...]] = []
    every = range(fails.ndim)
    most = fails.ndim if fails.size <= MANY else min(FEW, fails.ndim)
    for size in range(most + 1):
        for axes in combinations(every, size):
            rest = tuple(axis for axis in every if axis not in axes)
            projected = fails.all(axis=rest) if rest else fails
            for index in np.argwhere(projected):
                nogood = tuple(zip(axes, (int(each) for each in index), strict=True))
                if not any(set(smaller) <= set(nogood) for smaller in found):
                    found.append(nogood)
    return found


def because(nogood: Sequence[tuple[int, int]], failing: Mapping[str, Bools], width: int) -> tuple[str, ...]:
    """The checks behind a nogood: each that makes every completion fail by itself, or else as few as do together."""
    at = dict(nogood)
    index = tuple(at.get(axis, slice(None)) for axis in range(width))
    alone = tuple(id for id, each in failing.items() if each[index].all())
    if alone:
        return alone
    needed = [id for id, each in failing.items() if each[index].any()]
    for id in list(needed):
        others = [failing[each][index] for each in needed if each != id]
        if others and np.logical_or.reduce(others).all():
            needed.remove(id)
    return tuple(needed)
