"""In which context a check that fails comes closest to passing."""

from __future__ import annotations

from collections.abc import Mapping

from whence.evaluate.arrays import np
from whence.evaluate.contexts import FAILS, Outcome, Settled, mask, named
from whence.model.graph import Base


def nearest(base: Base, outcome: Outcome, fixed: Mapping[str, str]) -> Mapping[str, str]:
    """Of the contexts with the given options in which a check fails, the one in which it comes closest to passing."""
    contexts = [
        (outcome.shares(index)[::-1], named(base, outcome.axes, index))
        for index in np.ndindex(outcome.share.shape)
    ]
    fitting = [
        each
        for each in contexts
        if all(each[1].get(axis, option) == option for axis, option in fixed.items())
    ] or contexts
    failing = [each for each in fitting if each[0][0] <= FAILS]
    return max(failing or fitting, key=lambda each: each[0])[1]


def nearest_active(settled: Settled, outcome: Outcome) -> tuple[int, ...]:
    """Where a check comes closest to passing, among the active contexts; as options along its axes."""
    active = np.broadcast_to(mask(settled, outcome.axes), outcome.share.shape)
    return max(
        np.ndindex(outcome.share.shape), key=lambda at: (active[at], outcome.share[at], outcome.may[at])
    )
