"""The parts of an error: read in the value's unit, and held against the error that the value is written with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import copysign, floor, hypot, isfinite, log10, sqrt

from whence.language.frozen import dataclass
from whence.language.problems import Problem
from whence.language.units.units import DATE, TIME, Unit
from whence.language.values.kernels import ONE
from whence.language.values.shown import show_days
from whence.language.values.written import Exact, Normal, Split, Written, show


@dataclass(frozen=True)
class Sized:
    """A part in the value's base units, and half a unit of the last digit that it was written with.

    What moves all values up by the same share moves one below zero `down`.
    """

    size: float
    slack: float
    common: str
    down: bool = False


def sized(value: Written, part: Written, common: str) -> Sized | Problem:
    """A part in the value's own base units; a per cent of a value that is none itself is a share of it."""
    own, unit = value.unit, part.unit
    end, share = len(part.text), _is_share(unit, own)
    if not isinstance(part.shape, Exact) or part.bound or part.point <= 0:
        return Problem("bad-value", "a part of an error is one number above zero", 0, end)
    if share and not value.point:
        return Problem("bad-value", "a share of zero is no error: write the part in the value's unit", 0, end)
    if not share and unit.dimension != (TIME if own.dimension == DATE else own.dimension):
        message = f"this part of the error is in {unit.dimension.said}, the value in {own.dimension.said}"
        return Problem("unit-mismatch", message, 0, end)
    size = part.point * (abs(value.point) if share else 1.0)
    return Sized(size, size * _rounding(part.text), common, share and value.point < 0)


def _is_share(unit: Unit, own: Unit) -> bool:
    return unit.text == "%" and own.text != "%"


def with_parts(value: Written, parts: Sequence[Sized]) -> Written:
    """The value with the error that its parts make up; one that is written with an uncertainty of its own keeps it."""
    if isinstance(value.shape, Exact) and not value.bound:
        return replace(value, shape=Normal(value.point, hypot(*(each.size for each in parts))))
    return value


def objection(value: Written, parts: Sequence[Sized]) -> Problem | None:
    """What is wrong where a value is written with another error than its parts make up."""
    own, total = _own(value), hypot(*(each.size for each in parts))
    if own is None:
        return None
    low = hypot(*(max(0.0, each.size - each.slack) for each in parts))
    high = hypot(*(each.size + each.slack for each in parts))
    slack = max(own) * _looseness(value) + 1e-9 * total
    return None if low <= max(own) + slack and high >= min(own) - slack else _differ(value, own, total)


def _rounding(text: str) -> float:
    """Half a unit of the last written digit of a number, as a share of the number; an integer has two digits at least."""
    hit = re.search(r"[0-9][0-9_,]*(\.[0-9]+)?|\.[0-9]+", text)
    number = float(re.sub("[_,]", "", hit[0])) if hit else 0.0
    if not hit or not number:
        return 0.0
    whole, _, after = hit[0].partition(".")
    zeros = len(whole) - len(whole.rstrip("0"))
    unit = 10.0 ** -len(after) if after else 10.0 ** min(zeros, floor(log10(number)) - 1)
    return unit / 2 / number


def _errors(text: str) -> list[str]:
    """The errors that stand behind the signs of a written value."""
    return re.split(r"±|\+-|\+/-|(?<=\s)[+-](?=[0-9.])", text)[1:] or [""]


def _looseness(value: Written) -> float:
    """By what share the error of a value may be another, as its digits tell: those of a `±`, or of the ends of a range."""
    if value.ends is None or len(value.rounding) < 2:
        return max(_rounding(each) for each in _errors(value.text))
    first, last = value.rounding[0], value.rounding[-1]
    return (first[1] - first[0] + last[1] - last[0]) / 2 / (value.ends[1] - value.ends[0])


def _own(value: Written) -> tuple[float, ...] | None:
    """The error that a value is written with, as one sigma, or the two of them; None for a bare figure and a bound."""
    match value.shape:
        case Split(_, minus, plus):
            return minus, plus
        case Exact():
            return None
        case shape:
            deviation = shape.moments(ONE)[1]
            return (deviation,) if not value.bound and isfinite(deviation) and deviation else None


def _differ(value: Written, own: tuple[float, ...], total: float) -> Problem:
    unit = value.unit
    written = " and ".join(_size(each, unit) for each in own)
    message = (
        f"the parts of the error come to {_size(total, unit)}, and the value is written with {written}; "
        "the value's own error is used"
    )
    hints = ("the squares of the parts add up to the square of the error, each part as one sigma",)
    return Problem("error-parts", message, hints=hints)


def _size(size: float, unit: Unit) -> str:
    """An error in the unit of its value; that of a date in days."""
    return show_days(size) if unit.dimension == DATE else show(size, unit)


def fractions(value: Written, parts: Sequence[Sized]) -> tuple[tuple[str, float], ...]:
    """What fraction of the whole error, the value's own or else what the parts come to, each named cause brings.

    It is below zero where the cause takes the value the other way.
    """
    squares: dict[str, float] = {}
    for each in parts:
        if each.common:
            square = -(each.size**2) if each.down else each.size**2
            squares[each.common] = squares.get(each.common, 0.0) + square
    sizes = {name: copysign(sqrt(abs(square)), square) for name, square in squares.items()}
    own = _own(value)
    whole = sum(own) / len(own) if own else hypot(*(each.size for each in parts))
    whole = max(whole, hypot(*sizes.values()))
    return tuple((name, size / whole) for name, size in sorted(sizes.items()))
