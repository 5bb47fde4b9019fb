"""Rounding to multiples of a step: the nearest, those below, above and towards zero, for numbers and for sets of them.

A number that the machine's rounding alone keeps from a multiple of half a step is taken to be that: 0.615 is a half of a
step of 0.01 beyond 0.61, though the doubles nearest to both say a little less. Halves are rounded away from zero, as by
hand and in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whence.language.formulas.enclosures import LEAST, ROUNDING, STEP, Arrays, Ends, Rule

# What a number of steps becomes.
Way = Callable[[Arrays, Any], Any]
# The most of a step that counts as rounding of the machine, and from how many steps on a double has no part of one left.
MOST, WHOLE = 0.01, 2.0**52


def nearest(xp: Arrays, steps: Any) -> Any:
    """The nearest whole number, halves away from zero."""
    return xp.copysign(xp.floor(xp.abs(steps) + 0.5), steps)


def below(xp: Arrays, steps: Any) -> Any:
    """The whole number that is not above."""
    return xp.floor(steps)


def above(xp: Arrays, steps: Any) -> Any:
    """The whole number that is not below."""
    return xp.ceil(steps)


def inward(xp: Arrays, steps: Any) -> Any:
    """The whole number without what is beyond it."""
    return xp.trunc(steps)


def rounded(way: Way) -> Callable[..., Any]:
    """The values of a function that rounds to multiples of its second argument; of a step of 0 there is none."""

    def values(xp: Arrays, x: Any, to: Any = 1.0) -> Any:
        step = xp.abs(to)
        count = _snapped(xp, xp.divide(x, step), ROUNDING * xp.abs(xp.divide(x, step)))
        found = xp.where(xp.abs(count) < WHOLE, xp.multiply(way(xp, count), step) + 0.0, x)
        return xp.where(step > 0, found, xp.nan)

    return values


def settled(xp: Arrays, x: Any, to: Any, size: Any) -> Any:
    """A number at the multiple of half a step that it is but for rounding, where `size` is the largest number met on the way."""
    step = xp.abs(to)
    count = xp.divide(x, step)
    near = _snapped(xp, count, ROUNDING * xp.divide(size, step))
    return xp.where(near == count, x, near * step)


def _snapped(xp: Arrays, count: Any, slack: Any) -> Any:
    half = xp.floor(2 * count + 0.5) / 2
    return xp.where(xp.abs(count - half) <= xp.minimum(slack, MOST), half, count)


def encloses(way: Way) -> Rule:
    """The rule for sets: it never falls, so that of one step the ends give the ends; of several, no more than a step off."""
    values = rounded(way)

    def rule(xp: Arrays, x: Ends, to: Ends | None = None, size: Any = 0.0) -> Ends:
        to = to or Ends(1.0, 1.0)
        one = (to.low == to.high) & (to.low != 0)
        least, most = (values(xp, settled(xp, end, to.low, size), to.low) for end in x[:2])
        reach = xp.maximum(xp.abs(to.low), xp.abs(to.high))
        low, high = xp.where(one, least, x.low - reach), xp.where(one, most, x.high + reach)
        whole = one & (xp.abs(to.low) == 1)
        off = [
            xp.where(whole | xp.isinf(end) | (end == 0), 0.0, xp.abs(end) * STEP + LEAST)
            for end in (low, high)
        ]
        return Ends(low - off[0], high + off[1])

    return rule


def rest(xp: Arrays, name: str, x: Ends, to: Ends | None = None) -> Ends:
    """What a number may be beyond what rounding makes of it, `x - floor(x, to)`, however large it is."""
    to = to or Ends(1.0, 1.0)
    step = xp.maximum(xp.abs(to.low), xp.abs(to.high))
    nothing = step * 0.0
    return {
        "floor": Ends(nothing, step, False, True),
        "ceil": Ends(-step, nothing, True, False),
        "round": Ends(-step / 2, step / 2),
        "trunc": Ends(
            xp.where(x.low >= 0, nothing, -step), xp.where(x.high <= 0, nothing, step), x.low < 0, x.high > 0
        ),
    }[name]
