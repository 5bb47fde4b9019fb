"""How much of an estimate lies outside given ends."""

from __future__ import annotations

from whence.evaluate import bounds
from whence.evaluate.arrays import np
from whence.evaluate.estimate import Estimate


def share(estimate: Estimate, ends: tuple[float, float]) -> float:
    """The share of draws surely below the lower or above the upper end, in the context where it is largest.

    A bound lies outside where it leaves nothing between the ends.
    """
    low, high = ends
    if not estimate.bounded and estimate.within(low, high):
        return 0.0
    found = estimate.ends or bounds.of_draws(estimate.samples)
    under = (found.high < low) | ((found.high == low) & found.below)
    over = (found.low > high) | ((found.low == high) & found.above)
    return float(np.mean(under | over, axis=-1).max())
