"""How much of an estimate lies outside given ends."""

from __future__ import annotations

import numpy as np

from whence.evaluate.estimate import Estimate


def share(estimate: Estimate, ends: tuple[float, float]) -> float:
    """The share of draws below the lower or above the upper end, in the context where it is largest.

    What is known as a bound alone has no draws to judge.
    """
    if estimate.ends is not None:
        return 0.0
    low, high = ends
    return float(np.mean((estimate.samples < low) | (estimate.samples > high), axis=-1).max())
