"""The rules by which sets of values go through an operator: interval arithmetic, rounded outward.

An enclosure is a pair of ends, each a number or an array of them: every value that the operand may have lies between
them, the ends included. Minus infinity is only ever a lower end and plus infinity an upper one; they stand for no end.
Where an operator is not defined (the root of a negative number), the values for which it is are enclosed. Of something
that is true or false the ends are truths themselves: whether it surely is true, and whether it may be.
Functions named like an operator's entry are its rule; what they give is never narrower than the truth, and is wider
where one operand stands in a formula twice (Moore, Kearfott and Cloud 2009, chapters 2 and 5).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

# numpy, or whatever else has its functions
Arrays = Any
Ends = tuple[Any, Any]
Rule = Callable[..., Ends]

# A step of a double, relative to it, and the smallest number above zero.
STEP, LEAST = 2.0**-52, 5e-324
LARGEST = 1.7976931348623157e308
# How many steps a library's exponential, logarithm or power may be off.
OFF = 4


def _out(xp: Arrays, low: Any, high: Any, steps: int = 1, least: float = 0.0) -> Ends:
    """Both ends moved outward by so many steps of rounding; an overflow is no end of the other side."""
    below = xp.where(xp.isfinite(low), low - (xp.abs(low) * (steps * STEP) + least), low)
    above = xp.where(xp.isfinite(high), high + (xp.abs(high) * (steps * STEP) + least), high)
    return xp.minimum(below, LARGEST), xp.maximum(above, -LARGEST)


def _span(xp: Arrays, corners: list[tuple[Any, Any]]) -> Ends:
    """The lowest and the highest of several results that are rounded down and up."""
    lows, highs = zip(*corners, strict=True)
    return reduce(xp.minimum, lows), reduce(xp.maximum, highs)


def _times(xp: Arrays, a: Any, b: Any) -> Ends:
    """One product rounded down and up; nothing times what has no end is nothing."""
    low, high = _out(xp, a * b, a * b, 1, LEAST)
    nothing = (a == 0) | (b == 0)
    return xp.where(nothing, 0.0, low), xp.where(nothing, 0.0, high)


def opposite(xp: Arrays, a: Ends) -> Ends:
    """Both ends turned about zero."""
    return -a[1], -a[0]


def added(xp: Arrays, *args: Ends) -> Ends:
    """The sum."""
    return reduce(lambda a, b: _out(xp, a[0] + b[0], a[1] + b[1]), args)


def subtracted(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """The difference."""
    return added(xp, a, opposite(xp, b))


def product(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """The product, from its four corners."""
    return _span(xp, [_times(xp, x, y) for x in a for y in b])


def quotient(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """By the inverse, which has no end on a side where the divisor may come near zero."""
    return product(xp, a, _inverse(xp, b))


def _inverse(xp: Arrays, b: Ends) -> Ends:
    low, high = b
    around = (low < 0) & (high > 0)
    below, above = _out(xp, xp.divide(1.0, high), xp.divide(1.0, low), 1, LEAST)
    below = xp.where(xp.isinf(high), 0.0, below)
    above = xp.where(xp.isinf(low), 0.0, above)
    return xp.where(around | (high == 0), -xp.inf, below), xp.where(around | (low == 0), xp.inf, above)


def mean(xp: Arrays, *args: Ends) -> Ends:
    """The arithmetic mean."""
    return quotient(xp, added(xp, *args), _point(float(len(args))))


def _point(value: float) -> Ends:
    return value, value


def geomean(xp: Arrays, *args: Ends) -> Ends:
    """The geometric mean."""
    return exponential(xp, mean(xp, *(logarithm(xp, each) for each in args)))


def power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """Of a base that is nowhere negative, from the corners; below zero only a whole exponent gives a number."""
    low, high = _positive_power(xp, (xp.maximum(a[0], 0.0), xp.maximum(a[1], 0.0)), b)
    if not bool(xp.any(a[0] < 0)):
        return low, high
    whole = (b[0] == b[1]) & (b[0] == xp.floor(b[0])) & xp.isfinite(b[0])
    even = whole & (b[0] / 2 == xp.floor(b[0] / 2))
    by_size, mirrored = _positive_power(xp, magnitude(xp, a), b), _odd_power(xp, a, b)
    negative = a[0] < 0
    # a bound that reaches below zero under an exponent that may be anything leaves nothing to say
    broken = xp.where(b[0] == b[1], low, -xp.inf), xp.where(b[0] == b[1], high, xp.inf)
    return tuple(
        xp.where(negative, xp.where(even, by_size[n], xp.where(whole, mirrored[n], broken[n])), plain)
        for n, plain in enumerate((low, high))
    )


def _positive_power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    corners = []
    for x in a:
        for y in b:
            raised = xp.power(x, y)
            low, high = _out(xp, raised, raised, OFF, LEAST)
            exact = (x == 0) | (y == 0) | (x == 1)
            corners.append((xp.where(exact, raised, xp.maximum(low, 0.0)), xp.where(exact, raised, high)))
    low, high = _span(xp, corners)
    # what has no end on either side of a one may tend to anything between its corners, and they hold that
    return xp.minimum(low, LARGEST), high


def _odd_power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """Of a whole odd exponent: it rises, or falls on either side of zero."""
    low, high = (xp.copysign(xp.power(xp.abs(x), b[0]), x) for x in a)
    falls, around = b[0] < 0, (a[0] < 0) & (a[1] >= 0)
    below = xp.where(falls, xp.where(around, -xp.inf, high), low)
    above = xp.where(falls, xp.where(around, xp.where(a[1] > 0, xp.inf, low), low), high)
    return _out(xp, below, above, OFF, LEAST)


def magnitude(xp: Arrays, a: Ends) -> Ends:
    """The size without its sign."""
    low, high = a
    return xp.maximum(xp.maximum(low, -high), 0.0), xp.maximum(-low, high)


def smallest(xp: Arrays, *args: Ends) -> Ends:
    """The smallest."""
    return reduce(xp.minimum, (low for low, _ in args)), reduce(xp.minimum, (high for _, high in args))


def largest(xp: Arrays, *args: Ends) -> Ends:
    """The largest."""
    return reduce(xp.maximum, (low for low, _ in args)), reduce(xp.maximum, (high for _, high in args))


def clamped(xp: Arrays, x: Ends, low: Ends, high: Ends) -> Ends:
    """What is neither below one set nor above another."""
    return smallest(xp, largest(xp, x, low), high)


def root(xp: Arrays, a: Ends) -> Ends:
    """The square root, of what is not negative."""
    low, high = _out(xp, *(xp.sqrt(xp.maximum(each, 0.0)) for each in a))
    return xp.maximum(low, 0.0), high


def exponential(xp: Arrays, a: Ends) -> Ends:
    """e to the power."""
    low, high = _out(xp, xp.exp(a[0]), xp.exp(a[1]), OFF, LEAST)
    return xp.maximum(low, 0.0), high


def logarithm(xp: Arrays, a: Ends, log: str = "log") -> Ends:
    """Rising; of what may come near zero it has no lower end."""
    low, high = (getattr(xp, log)(xp.maximum(each, 0.0)) for each in a)
    return _out(xp, low, high, OFF)


def grown(xp: Arrays, rate: Ends, time: Ends) -> Ends:
    """The factor that a growth rate gives over a time."""
    return exponential(xp, product(xp, rate, time))


def growth(xp: Arrays, ratio: Ends, time: Ends) -> Ends:
    """The rate that gives a ratio over a time."""
    return quotient(xp, logarithm(xp, ratio), time)


# --- what is true or false: surely, and possibly ----------------------------------------------------------------


# Ends that differ by less than this part of the larger are the same: see `arithmetic.compute`.
ROUNDING = 1e-12


def _same(xp: Arrays, values: Callable[..., Any], x: Any, y: Any) -> Any:
    """A comparison of two ends, of which the second is the first where only rounding keeps them apart."""
    near = xp.abs(x - y) <= ROUNDING * xp.maximum(xp.abs(x), xp.abs(y))
    return values(xp, x, xp.where(near & xp.isfinite(x) & xp.isfinite(y), x, y))


def rising(values: Callable[..., Any]) -> Rule:
    """The rule of a comparison that a larger right side makes easier to hold."""
    return lambda xp, a, b: (_same(xp, values, a[1], b[0]), _same(xp, values, a[0], b[1]))


def falling(values: Callable[..., Any]) -> Rule:
    """The rule of a comparison that a larger right side makes harder to hold."""
    return lambda xp, a, b: (_same(xp, values, a[0], b[1]), _same(xp, values, a[1], b[0]))


def equal(values: Callable[..., Any]) -> Rule:
    """Surely equal are two single values that are; possibly, what meets."""

    def rule(xp: Arrays, a: Ends, b: Ends) -> Ends:
        first, last = _same(xp, values, a[0], b[1]), _same(xp, values, a[1], b[0])
        meets = xp.logical_and(xp.less_equal(a[0], b[1]), xp.less_equal(b[0], a[1]))
        return xp.logical_and(first, last), xp.logical_or(meets, xp.logical_or(first, last))

    return rule


def negated(xp: Arrays, a: Ends) -> Ends:
    """True where what it takes is false."""
    return xp.logical_not(a[1]), xp.logical_not(a[0])


def unequal(values: Callable[..., Any]) -> Rule:
    """Where two are not equal; `values` is the operator's own."""
    same = equal(lambda xp, a, b: xp.logical_not(values(xp, a, b)))
    return lambda xp, a, b: negated(xp, same(xp, a, b))


def both(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """True where both are."""
    return xp.logical_and(a[0], b[0]), xp.logical_and(a[1], b[1])


def either(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """True where one of them is."""
    return xp.logical_or(a[0], b[0]), xp.logical_or(a[1], b[1])


def chosen(xp: Arrays, condition: Ends, a: Ends, b: Ends) -> Ends:
    """One of the two where that is sure, else what holds them both."""
    surely, maybe = condition
    low = xp.where(surely, a[0], xp.where(maybe, xp.minimum(a[0], b[0]), b[0]))
    return low, xp.where(surely, a[1], xp.where(maybe, xp.maximum(a[1], b[1]), b[1]))
