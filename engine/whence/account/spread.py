"""How sure a number is: the curve of its draws, and what would have to be learnt to halve its interval."""

from __future__ import annotations

from collections.abc import Sequence

from whence.evaluate.contexts import options
from whence.evaluate.estimate import density
from whence.evaluate.serial import cell
from whence.judge.edition import Edition
from whence.judge.evidence import Share

STEPS, FEWEST, MOST_INPUTS = 96, 100, 4
# An interval is half as wide when three quarters of the variance are gone.
HALF = 0.75


def curve(edition: Edition, id: str) -> tuple[Sequence[tuple[float, float]], int]:
    """The density of the draws in the first active context, as points in base units, and the number of draws.

    No points where the draws are too few, or too few of them differ, to show how they lie.
    """
    found = edition.values.of[id]
    samples = cell(found, found.axes, _first_active(edition, id))[1]
    if samples.size < FEWEST or len(set(samples[:200].tolist())) < 20:
        return (), int(samples.size)
    return density(samples, STEPS), int(samples.size)


def _first_active(edition: Edition, id: str) -> tuple[int, ...]:
    """The context that a pooled figure stands for."""
    readings = edition.summaries[id].readings
    reading = next((each for each in readings if each.active), readings[0])
    axes = edition.values.of[id].axes
    return tuple(options(edition.base, axis).index(reading.choose[axis]) for axis in axes)


def halving(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The fewest inputs that bring enough of the variance to halve the interval; () where it takes more than four."""
    total = 0.0
    for n, each in enumerate(shares[:MOST_INPUTS], 1):
        total += each.share
        if total >= HALF:
            return tuple(shares[:n])
    return ()
