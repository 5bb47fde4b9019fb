"""What the evidence makes of credences, by Bayes: a reading counts by how likely it makes what the checks demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from whence.evaluate.arrays import NDArray, np
from whence.evaluate.estimate import Estimate, Floats, align

Bools: TypeAlias = "NDArray[np.bool_]"
# What a check may be, in each draw of each context of its axes, which come first.
Truth = tuple[tuple[str, ...], Bools]


def truth(check: Estimate) -> Truth:
    """In which draws of which contexts a check may be true."""
    may: Bools = np.asarray(check.ends.high if check.ends else check.samples) != 0
    return check.axes, may


def together(choices: tuple[str, ...], sizes: tuple[int, ...], truths: Collection[Truth]) -> Bools:
    """In which draws all of some checks may hold together, for each joint context of `choices`.

    A draw in which bounds leave a check open counts as one in which it holds, and so does every draw without checks.
    """
    longest = max((may.shape[-1] for _, may in truths), default=1)
    found: Bools = np.ones((*sizes, longest), dtype=bool)
    for axes, may in truths:
        found &= align(axes, choices, may)
    return found


def posterior(prior: Floats, likely: Floats) -> Floats:
    """The posterior up to a factor; the prior where the evidence leaves nothing that was believed possible."""
    weights: Floats = prior * likely
    return weights if weights.sum() > 0 else prior


def of_options(joint: Floats, axis: int) -> Sequence[float]:
    """The probability of each option of one choice, from the weights of its joint contexts with others."""
    sums = np.asarray(joint.sum(axis=tuple(n for n in range(joint.ndim) if n != axis)))
    return [float(each) for each in sums / sums.sum()]
