"""The rules by which sets of values go through an operator: interval arithmetic, rounded outward.

An enclosure is a pair of ends, each a number or an array of them: every value that the operand may have lies between
them. Minus infinity is only ever a lower end and plus infinity an upper one; they stand for no end. An end itself is among
the values unless it is known not to be: more than 5 is above 5, and twice that above 10.
Where an operator is not defined (the root of a negative number), the values for which it is are enclosed. Of something
that is true or false the ends are truths themselves: whether it surely is true, and whether it may be.
Functions named like an operator's entry are its rule; what they give is never narrower than the truth, and is wider
where one operand stands in a formula twice (Moore, Kearfott and Cloud 2009, chapters 2 and 5).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, NamedTuple

# numpy, or whatever else has its functions
Arrays = Any


class Ends(NamedTuple):
    """A set of values by its two ends; `above` and `below` say where it is known that the end itself is not among them."""

    low: Any
    high: Any
    above: Any = False
    below: Any = False


Rule = Callable[..., Ends]
# One end that an operator may give, or that one of its operands has: where it is, and whether it is out of reach.
End = tuple[Any, Any]

# A step of a double, relative to it, and the smallest number above zero.
STEP, LEAST = 2.0**-52, 5e-324
LARGEST = 1.7976931348623157e308
# How many steps a library's exponential, logarithm or power may be off.
OFF = 4


def _out(xp: Arrays, low: Any, high: Any, steps: int = 1, least: float = 0.0) -> tuple[Any, Any]:
    """Both ends moved outward by so many steps of rounding; an overflow is no end of the other side."""
    below = xp.where(xp.isfinite(low), low - (xp.abs(low) * (steps * STEP) + least), low)
    above = xp.where(xp.isfinite(high), high + (xp.abs(high) * (steps * STEP) + least), high)
    return xp.minimum(below, LARGEST), xp.maximum(above, -LARGEST)


def _lower(xp: Arrays, a: End, b: End) -> End:
    """The lower of two ends; of two at one place, the one that is reached."""
    open = xp.where(a[0] < b[0], a[1], xp.where(b[0] < a[0], b[1], xp.logical_and(a[1], b[1])))
    return xp.minimum(a[0], b[0]), open


def _upper(xp: Arrays, a: End, b: End) -> End:
    """The upper of two ends; of two at one place, the one that is reached."""
    low, open = _lower(xp, (-a[0], a[1]), (-b[0], b[1]))
    return -low, open


def _corners(xp: Arrays, a: Ends, b: Ends, work: Callable[[End, End], tuple[Any, Any, Any]]) -> Ends:
    """The lowest and the highest result at the corners; `work` gives one rounded down and up, and whether it is out of reach."""
    found = [work(x, y) for x in _both_ends(xp, a) for y in _both_ends(xp, b)]
    low = reduce(lambda x, y: _lower(xp, x, y), [(low, open) for low, _, open in found])
    high = reduce(lambda x, y: _upper(xp, x, y), [(high, open) for _, high, open in found])
    return Ends(low[0], high[0], low[1], high[1])


def _both_ends(xp: Arrays, a: Ends) -> tuple[End, End]:
    """Both ends; one that is infinite is never reached."""
    return (a.low, xp.logical_or(a.above, xp.isinf(a.low))), (
        a.high,
        xp.logical_or(a.below, xp.isinf(a.high)),
    )


def opposite(xp: Arrays, a: Ends) -> Ends:
    """Both ends turned about zero."""
    return Ends(-a.high, -a.low, a.below, a.above)


def added(xp: Arrays, *args: Ends) -> Ends:
    """The sum."""

    def plus(a: Ends, b: Ends) -> Ends:
        low, high = a.low + b.low, a.high + b.high
        least, most = _out(xp, low, high)
        least = xp.where(_exactly(a.low, b.low, low), low, least)
        most = xp.where(_exactly(a.high, b.high, high), high, most)
        return Ends(least, most, xp.logical_or(a.above, b.above), xp.logical_or(a.below, b.below))

    return reduce(plus, args)


def _exactly(a: Any, b: Any, whole: Any) -> Any:
    """Whether a sum was not rounded (Knuth 1997, volume 2, section 4.2.2, theorem B)."""
    part = whole - a
    return (a - (whole - part)) + (b - part) == 0


def subtracted(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """The difference."""
    return added(xp, a, opposite(xp, b))


def product(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """The product, from its four corners."""
    return _corners(xp, a, b, lambda x, y: _times(xp, x, y))


def _times(xp: Arrays, x: End, y: End) -> tuple[Any, Any, Any]:
    """One product rounded down and up; nothing times what has no end is nothing, and times one it is not rounded."""
    (a, first), (b, second) = x, y
    low, high = _out(xp, a * b, a * b, 1, LEAST)
    # rounding takes no product across zero
    alike = (a > 0) == (b > 0)
    low, high = xp.where(alike, xp.maximum(low, 0.0), low), xp.where(alike, high, xp.minimum(high, 0.0))
    nothing, same = (a == 0) | (b == 0), (xp.abs(a) == 1) | (xp.abs(b) == 1)
    open = xp.logical_or(xp.logical_and(first, b != 0), xp.logical_and(second, a != 0))
    least, most = (xp.where(nothing, 0.0, xp.where(same, a * b, each)) for each in (low, high))
    return least, most, open


def quotient(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """By the inverse, which has no end on a side where the divisor may come near zero."""
    return product(xp, a, _inverse(xp, b))


def _inverse(xp: Arrays, b: Ends) -> Ends:
    (low, above), (high, below) = _both_ends(xp, b)
    around = (low < 0) & (high > 0)
    least, most = _out(xp, xp.divide(1.0, high), xp.divide(1.0, low), 1, LEAST)
    least = xp.where(around | (high == 0), -xp.inf, xp.where(xp.isinf(high), 0.0, least))
    most = xp.where(around | (low == 0), xp.inf, xp.where(xp.isinf(low), 0.0, most))
    return Ends(least, most, below, above)


def mean(xp: Arrays, *args: Ends) -> Ends:
    """The arithmetic mean."""
    return quotient(xp, added(xp, *args), point(float(len(args))))


def point(value: Any) -> Ends:
    """A single value."""
    return Ends(value, value)


def geomean(xp: Arrays, *args: Ends) -> Ends:
    """The geometric mean."""
    return exponential(xp, mean(xp, *(logarithm(xp, each) for each in args)))


def power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """Of a base that is nowhere negative, from the corners; below zero only a whole exponent gives a number."""
    plain = _positive_power(xp, _not_negative(xp, a), b)
    if not bool(xp.any(a.low < 0)):
        return plain
    whole = (b.low == b.high) & (b.low == xp.floor(b.low)) & xp.isfinite(b.low)
    even = whole & (b.low / 2 == xp.floor(b.low / 2))
    by_size, mirrored = _positive_power(xp, magnitude(xp, a), b), _odd_power(xp, a, b)
    negative, single = a.low < 0, b.low == b.high
    # a bound that reaches below zero under an exponent that may be anything leaves nothing to say
    nothing = (-xp.inf, xp.inf, False, False)
    found = (
        xp.where(negative, xp.where(even, own, xp.where(whole, odd, xp.where(single, usual, none))), usual)
        for own, odd, usual, none in zip(by_size, mirrored, plain, nothing, strict=True)
    )
    return Ends(*found)


def _not_negative(xp: Arrays, a: Ends) -> Ends:
    """The part that is not below zero; where that is cut off, zero is among it."""
    above = xp.logical_and(a.above, a.low >= 0)
    return Ends(xp.maximum(a.low, 0.0), xp.maximum(a.high, 0.0), above, xp.logical_and(a.below, a.high > 0))


def _positive_power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    def work(x: End, y: End) -> tuple[Any, Any, Any]:
        (base, first), (exponent, second) = x, y
        raised = xp.power(base, exponent)
        low, high = _out(xp, raised, raised, OFF, LEAST)
        level = (base == 0) | (base == 1)
        exact = level | (exponent == 0)
        open = xp.logical_or(
            xp.logical_and(first, exponent != 0), xp.logical_and(second, xp.logical_not(level))
        )
        return xp.where(exact, raised, xp.maximum(low, 0.0)), xp.where(exact, raised, high), open

    found = _corners(xp, a, b, work)
    # what has no end on either side of a one may tend to anything between its corners, and they hold that
    return found._replace(low=xp.minimum(found.low, LARGEST))


def _odd_power(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """Of a whole odd exponent: it rises, or falls on either side of zero."""
    (x, above), (y, below) = _both_ends(xp, a)
    low, high = (xp.copysign(xp.power(xp.abs(each), b.low), each) for each in (x, y))
    falls, around = b.low < 0, (x < 0) & (y >= 0)
    least = xp.where(falls, xp.where(around, -xp.inf, high), low)
    most = xp.where(falls, xp.where(around, xp.where(y > 0, xp.inf, low), low), high)
    return Ends(
        *_out(xp, least, most, OFF, LEAST), xp.where(falls, below, above), xp.where(falls, above, below)
    )


def magnitude(xp: Arrays, a: Ends) -> Ends:
    """The size without its sign."""
    low, high = a.low, a.high
    above = xp.where(low >= 0, xp.logical_and(a.above, low >= 0), xp.logical_and(a.below, high <= 0))
    most, below = _upper(xp, (-low, a.above), (high, a.below))
    return Ends(xp.maximum(xp.maximum(low, -high), 0.0), most, above, below)


def smallest(xp: Arrays, *args: Ends) -> Ends:
    """The smallest; its upper end is reached where none of those at that end is out of reach."""

    def smaller(a: Ends, b: Ends) -> Ends:
        low, above = _lower(xp, (a.low, a.above), (b.low, b.above))
        both = xp.logical_or(a.below, b.below)
        below = xp.where(a.high < b.high, a.below, xp.where(b.high < a.high, b.below, both))
        return Ends(low, xp.minimum(a.high, b.high), above, below)

    return reduce(smaller, args)


def largest(xp: Arrays, *args: Ends) -> Ends:
    """The largest."""
    return opposite(xp, smallest(xp, *(opposite(xp, each) for each in args)))


def clamped(xp: Arrays, x: Ends, low: Ends, high: Ends) -> Ends:
    """What is neither below one set nor above another."""
    return smallest(xp, largest(xp, x, low), high)


def root(xp: Arrays, a: Ends) -> Ends:
    """The square root, of what is not negative."""
    own = _not_negative(xp, a)
    low, high = _out(xp, xp.sqrt(own.low), xp.sqrt(own.high))
    return Ends(xp.maximum(low, 0.0), high, own.above, own.below)


def exponential(xp: Arrays, a: Ends) -> Ends:
    """e to the power."""
    (x, above), (y, below) = _both_ends(xp, a)
    low, high = _out(xp, xp.exp(x), xp.exp(y), OFF, LEAST)
    return Ends(xp.maximum(low, 0.0), high, above, below)


def logarithm(xp: Arrays, a: Ends, log: str = "log") -> Ends:
    """Rising; of what may come near zero it has no lower end."""
    own = _not_negative(xp, a)
    low, high = (getattr(xp, log)(each) for each in own[:2])
    return Ends(*_out(xp, low, high, OFF), own.above, own.below)


def grown(xp: Arrays, rate: Ends, time: Ends) -> Ends:
    """The factor that a growth rate gives over a time."""
    return exponential(xp, product(xp, rate, time))


def growth(xp: Arrays, ratio: Ends, time: Ends) -> Ends:
    """The rate that gives a ratio over a time."""
    return quotient(xp, logarithm(xp, ratio), time)


# Ends that differ by less than this part of the larger are the same: see `arithmetic.compute`.
ROUNDING = 1e-12


class _Comparison(NamedTuple):
    """A comparison of ends: its own values, and the largest number met on the way to either side (see `arithmetic.met`)."""

    values: Callable[..., Any]
    size: Any

    def ends(self, xp: Arrays, x: Any, y: Any, apart: Any, sure: bool) -> Any:
        """Whether it surely or possibly holds of two ends, which are the same where only rounding keeps them apart.

        Where one of the two is out of reach (`apart`), they never meet: what holds for all but that surely does, and what
        holds for that alone never does.
        """
        near = xp.abs(x - y) <= ROUNDING * xp.maximum(xp.maximum(xp.abs(x), xp.abs(y)), self.size)
        same = near & xp.isfinite(x) & xp.isfinite(y)
        found, never = self.values(xp, x, xp.where(same, x, y)), xp.logical_and(same, apart)
        return xp.logical_or(found, never) if sure else xp.logical_and(found, xp.logical_not(never))

    def rising(self, xp: Arrays, a: Ends, b: Ends) -> Ends:
        """Of a comparison that a larger right side makes easier to hold."""
        sure = self.ends(xp, a.high, b.low, xp.logical_or(a.below, b.above), True)
        return Ends(sure, self.ends(xp, a.low, b.high, xp.logical_or(a.above, b.below), False))

    def falling(self, xp: Arrays, a: Ends, b: Ends) -> Ends:
        """Of a comparison that a larger right side makes harder to hold."""
        sure = self.ends(xp, a.low, b.high, xp.logical_or(a.above, b.below), True)
        return Ends(sure, self.ends(xp, a.high, b.low, xp.logical_or(a.below, b.above), False))


def rising(values: Callable[..., Any]) -> Rule:
    """The rule of a comparison that a larger right side makes easier to hold."""
    return lambda xp, a, b, size=0.0: _Comparison(values, size).rising(xp, a, b)


def falling(values: Callable[..., Any]) -> Rule:
    """The rule of a comparison that a larger right side makes harder to hold."""
    return lambda xp, a, b, size=0.0: _Comparison(values, size).falling(xp, a, b)


def equal(values: Callable[..., Any]) -> Rule:
    """Surely equal are two single values that are; possibly, what meets."""

    def rule(xp: Arrays, a: Ends, b: Ends, size: Any = 0.0) -> Ends:
        same = _Comparison(values, size)
        upto = _Comparison(lambda xp, x, y: xp.less_equal(x, y), size)
        first, last = same.ends(xp, a.low, b.high, False, True), same.ends(xp, a.high, b.low, False, True)
        meets = xp.logical_and(upto.rising(xp, a, b).high, upto.rising(xp, b, a).high)
        return Ends(xp.logical_and(first, last), meets)

    return rule


def negated(xp: Arrays, a: Ends) -> Ends:
    """True where what it takes is false."""
    return Ends(xp.logical_not(a.high), xp.logical_not(a.low))


def unequal(values: Callable[..., Any]) -> Rule:
    """Where two are not equal; `values` is the operator's own."""
    same = equal(lambda xp, a, b: xp.logical_not(values(xp, a, b)))
    return lambda xp, a, b, size=0.0: negated(xp, same(xp, a, b, size))


def both(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """True where both are."""
    return Ends(xp.logical_and(a.low, b.low), xp.logical_and(a.high, b.high))


def either(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """True where one of them is."""
    return Ends(xp.logical_or(a.low, b.low), xp.logical_or(a.high, b.high))


def hull(xp: Arrays, a: Ends, b: Ends) -> Ends:
    """What holds two sets."""
    low, above = _lower(xp, (a.low, a.above), (b.low, b.above))
    high, below = _upper(xp, (a.high, a.below), (b.high, b.below))
    return Ends(low, high, above, below)


def chosen(xp: Arrays, condition: Ends, a: Ends, b: Ends) -> Ends:
    """One of the two where that is sure, else what holds them both."""
    parts = zip(a, b, hull(xp, a, b), strict=True)
    return Ends(
        *(xp.where(condition.low, first, xp.where(condition.high, both, last)) for first, last, both in parts)
    )
