"""How thickly draws lie, for a chart."""

from __future__ import annotations

from typing import Any

from whence.evaluate.arrays import np
from whence.evaluate.estimate import Floats


def density(samples: Floats, points: int = 64) -> list[tuple[float, float]]:
    """A smooth density for a chart: (value, height with the highest at one), by a Gaussian kernel on a grid.

    The width is Silverman's rule (1986) on the smaller of the standard deviation and the scaled interquartile range.
    """
    spread = np.std(samples)
    low, first, third, high = np.quantile(samples, [0.005, 0.25, 0.75, 0.995])
    width = 0.9 * min(spread, (third - first) / 1.349 or spread) * samples.size**-0.2
    if width <= 0:
        return []
    grid = np.linspace(low - 2 * width, high + 2 * width, points)
    # Classes much narrower than the kernel stand for the draws in them; what lies further out adds nothing here.
    counts, edges = np.histogram(samples, bins=8 * points, range=(grid[0] - 5 * width, grid[-1] + 5 * width))
    middles = (edges[1:] + edges[:-1]) / 2
    heights: Any = np.exp(-0.5 * ((grid[:, None] - middles[None, :]) / width) ** 2) @ counts
    heights /= heights.max()
    return [(float(x), float(h)) for x, h in zip(grid, heights, strict=True)]
