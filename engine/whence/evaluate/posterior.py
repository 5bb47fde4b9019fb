"""What the evidence makes of credences: by Bayes, a reading counts by how likely it makes what the checks demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from whence.evaluate.estimate import Estimate, Floats, align

Bools = NDArray[np.bool_]
# What a check may be, in each draw of each context of its axes, which come first.
Truth = tuple[tuple[str, ...], Bools]


def truth(check: Estimate) -> Truth:
    """In which draws of which contexts a check may be true."""
    may: Bools = np.asarray(check.ends.high if check.ends else check.samples) != 0
    return check.axes, may


def likelihood(choices: tuple[str, ...], sizes: tuple[int, ...], truths: Collection[Truth]) -> Floats:
    """The share of draws in which all of some checks may hold together, for each joint context of `choices`.

    A draw in which bounds leave a check open counts as one in which it holds. Without checks it is 1 everywhere.
    """
    found: Floats = np.ones(sizes)
    if not truths:
        return found
    aligned = [
        np.broadcast_to(each := align(axes, choices, may), (*sizes, each.shape[-1])) for axes, may in truths
    ]
    for at in np.ndindex(*sizes):
        together = aligned[0][at]
        for each in aligned[1:]:
            together = together & each[at]
        found[at] = together.mean()
    return found


def posterior(prior: Floats, likely: Floats) -> Floats:
    """The posterior up to a factor; the prior where the evidence leaves nothing that was believed possible."""
    weights: Floats = prior * likely
    return weights if weights.sum() > 0 else prior


def of_options(joint: Floats, axis: int) -> Sequence[float]:
    """The probability of each option of one choice, from the weights of its joint contexts with others."""
    sums = np.asarray(joint.sum(axis=tuple(n for n in range(joint.ndim) if n != axis)))
    return [float(each) for each in sums / sums.sum()]
