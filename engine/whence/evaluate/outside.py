"""How much of an estimate lies outside given ends."""

from __future__ import annotations

import numpy as np

from whence.evaluate.estimate import Estimate


def share(estimate: Estimate, ends: tuple[float, float]) -> float:
    """The share of draws surely below the lower or above the upper end, in the context where it is largest.

    A bound lies outside where it leaves nothing between the ends.
    """
    least, most = estimate.ends or (estimate.samples, estimate.samples)
    low, high = ends
    return float(np.mean((most < low) | (least > high), axis=-1).max())
