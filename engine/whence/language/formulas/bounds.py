"""The rules by which a bound goes through an operator: a side is `lower`, `upper`, `lost`, or empty for none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

# numpy, or whatever else has its functions
Arrays = Any
# The sides of the operands and the values that an operand has in every draw, by its position.
Rule = Callable[[Arrays, Sequence[str], Callable[[int], Any]], str]

OPPOSITE: Mapping[str, str] = {"": "", "lower": "upper", "upper": "lower", "lost": "lost"}


def rising(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """More of any operand gives more."""
    return _meet(*sides)


def falling(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """More of the only operand gives less."""
    return OPPOSITE[sides[0]]


def unknown(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """Nothing is known of the result."""
    return "lost"


def difference(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """More of the first gives more, more of the second less."""
    return _meet(sides[0], OPPOSITE[sides[1]])


def product(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """More of one gives more where the other is above zero, and less where it is below."""
    a, b = sides
    return _meet(_turned(xp, a, at(1), b), _turned(xp, b, at(0), a))


def quotient(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """As in a product with the inverse, unless the divisor may reach zero."""
    a, b = sides
    if b == "lower" and not bool(xp.all(at(1) > 0)):
        return "lost"
    return _meet(_turned(xp, a, at(1), b), _turned(xp, OPPOSITE[b], at(0), a))


def power(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """Of a base above zero: it rises with the base where the exponent is above zero, with that where the base is above one."""
    a, b = sides
    if not bool(xp.all(at(0) > 0)):
        return "lost"
    return _meet(_turned(xp, a, at(1), b), _turned(xp, b, xp.log(at(0)), a))


def growth(xp: Arrays, sides: Sequence[str], at: Callable[[int], Any]) -> str:
    """A rate from a ratio and a time: as a quotient of the ratio's logarithm."""
    a, b = sides
    return _meet(_turned(xp, a, at(1), b), _turned(xp, OPPOSITE[b], xp.log(at(0)), a))


def _meet(*sides: str) -> str:
    found = {side for side in sides if side}
    return found.pop() if len(found) == 1 else ("lost" if found else "")


def _turned(xp: Arrays, side: str, other: Any, others: str) -> str:
    """A side multiplied by a number that has one as well: kept, turned with its sign, or lost if that is open.

    What is at most some number above zero is taken to stay above zero, as the quantities people bound do.
    """
    if not side:
        return side
    if bool(xp.all(other >= 0)):
        return "lost" if others == "lost" else side
    return OPPOSITE[side] if bool(xp.all(other <= 0)) and others in ("", "upper") else "lost"
