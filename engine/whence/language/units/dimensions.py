"""Dimensions and units as values: how they multiply, convert and are spelt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from whence.language.frozen import dataclass

Powers = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Dimension:
    """A product of powers of base units, by name and without zeros: W is (("kg", 1), ("m", 2), ("s", -3)).

    `words` are the units that it was written in, each with its own exponents; two dimensions that differ in them alone
    are equal.
    """

    exponents: Powers = ()
    words: tuple[tuple[Powers, str], ...] = field(default=(), compare=False, repr=False)

    def __hash__(self) -> int:
        # fractions are slow to hash, and few dimensions have the same names
        return hash(tuple([name for name, _ in self.exponents]))

    @property
    def is_one(self) -> bool:
        """Whether nothing is left: a pure number."""
        return not self.exponents

    def __mul__(self, other: Dimension) -> Dimension:
        return self._with(other, 1)

    def __truediv__(self, other: Dimension) -> Dimension:
        return self._with(other, -1)

    def __pow__(self, power: int | Fraction) -> Dimension:
        return Dimension(tuple((name, n * power) for name, n in self.exponents) if power else (), self.words)

    def _with(self, other: Dimension, sign: int) -> Dimension:
        powers = dict(self.exponents)
        for name, n in other.exponents:
            powers[name] = powers.get(name, Fraction(0)) + sign * n
        words = self.words + tuple(each for each in other.words if each not in self.words)
        return Dimension(tuple(sorted((name, n) for name, n in powers.items() if n)), words)

    def __str__(self) -> str:
        return spell(pieces(self)) or "1"

    def worded(self, name: str) -> Dimension:
        """The same, written in one unit."""
        return Dimension(self.exponents, ((self.exponents, name),))

    @property
    def said(self) -> str:
        """Its spelling in the units that it was written in, the first of each kind: `EUR/day` and not `EUR/s`."""
        words = dict(reversed(self.words))
        if self.exponents in words:
            return words[self.exponents]
        known = {piece: words[powers] for piece, powers in _PIECES.items() if powers in words}
        named = [
            (known.get(name) or words.get(base_dimension(name).exponents) or name, n)
            for name, n in pieces(self, tuple(known))
        ]
        return spell(named) or "1"


def base_dimension(name: str) -> Dimension:
    """The dimension that is counted in this base unit."""
    return Dimension(((name, Fraction(1)),))


ONE = Dimension()

DATE = base_dimension("date")

TIME = base_dimension("s")

TEMPERATURE = base_dimension("K")

GROWTH = base_dimension("growth")

RATE = GROWTH / TIME


_PIECES: Mapping[str, Powers] = MappingProxyType({
    name: (("kg", Fraction(1)), ("m", Fraction(2)), ("s", Fraction(n))) for name, n in (("W", -3), ("J", -2))
})  # fmt: skip


def pieces(dimension: Dimension, known: tuple[str, ...] = ()) -> list[tuple[str, Fraction]]:
    """The powers a person would write: mass and length fold into W or J, into that which is known or leaves less."""
    powers = dict(dimension.exponents)
    n = powers.get("kg")
    if n and n.denominator == 1 and powers.get("m") == 2 * n:
        del powers["kg"], powers["m"]
        left = powers.pop("s", Fraction(0))
        energy = known == ("J",) or (known != ("W",) and left == -2 * n)
        name, rest = ("J", left + 2 * n) if energy else ("W", left + 3 * n)
        powers = {name: n} | ({"s": rest} if rest else {}) | powers
    # FLOP/s/chip and chip·s read as people say them: seconds last above the line, first below
    first = ("W", "J", "growth")
    return sorted(powers.items(), key=lambda it: (it[0] not in first, (it[0] == "s") == (it[1] > 0), it[0]))


def spell(powers: Iterable[tuple[str, Fraction]]) -> str:
    """Powers of names as text, `W·s/chip`; empty if there are none."""
    above = [power_text(name, n) for name, n in powers if n > 0]
    below = [power_text(name, -n) for name, n in powers if n < 0]
    if not above and not below:
        return ""
    return "/".join(["·".join(above) or "1", *below])


def power_text(name: str, n: Fraction) -> str:
    """A name raised to a power: `m^2`, `m^(1/2)`, or the name alone."""
    return name if n == 1 else f"{name}^{n}" if n.denominator == 1 else f"{name}^({n})"


# the zeros of temperatures, in kelvin
ZEROS: Mapping[str, float] = MappingProxyType({"celsius": 273.15, "fahrenheit": 459.67 / 1.8})


@dataclass(frozen=True)
class Unit:
    """A unit to read and show numbers in. `text` is its canonical spelling, empty for a pure number.

    `factor` is the size in base units. A `times` unit (`x per 2 year`) is not a multiple of anything: a
    factor v a period is kept as the rate ln(v) * `factor`, where `factor` is one over the period in seconds. A
    `celsius` or `fahrenheit` unit has a zero of its own, which differences do not see.
    """

    text: str
    dimension: Dimension
    factor: float
    style: Literal["linear", "times", "date", "money", "celsius", "fahrenheit"] = "linear"

    @property
    def has_ratios(self) -> bool:
        """Whether one figure over another says how far they are apart: dates and degrees have a zero of their own."""
        return self.style != "date" and self.style not in ZEROS

    @property
    def is_pure(self) -> bool:
        """Whether a figure in it is a bare number or a per cent, of which zero is not the end, unless it is said to be."""
        return self.style == "linear" and self.text in ("", "%", "‰")

    def to_base(self, x: float) -> float:
        """The base-unit number for x of this unit; NaN if a growth factor is not above zero."""
        if self.style in ZEROS:
            return x * self.factor + ZEROS[self.style]
        if self.style != "times":
            parts = _parts_of_one(self.factor)
            return x / parts if parts else x * self.factor
        return math.log(x) * self.factor if x > 0 else math.nan

    def from_base(self, x: float) -> float:
        """The number of this unit that is x base units; infinity for a growth factor beyond a float."""
        if self.style in ZEROS:
            return (x - ZEROS[self.style]) / self.factor
        if self.style != "times":
            parts = _parts_of_one(self.factor)
            return x * parts if parts else x / self.factor
        exponent = x / self.factor
        return math.exp(exponent) if exponent < 709 else math.inf


def _parts_of_one(factor: float) -> float:
    """How many of a small unit make one, or 0: 95 / 100 is the float 0.95, and 95 * 0.01 is not."""
    if not 1e-15 < factor < 1:
        return 0.0
    parts = round(1 / factor)
    return float(parts) if 1 / parts == factor else 0.0


PURE = Unit("", ONE, 1.0)

# by each of their spellings, the temperatures with a zero of their own: a value may be in one, no larger unit
CELSIUS = Unit("°C", TEMPERATURE, 1.0, "celsius")
FAHRENHEIT = Unit("°F", TEMPERATURE, 1 / 1.8, "fahrenheit")
DEGREES: Mapping[str, Unit] = MappingProxyType(
    dict.fromkeys(("°C", "degC", "celsius", "Celsius", "degrees Celsius", "℃"), CELSIUS)
    | dict.fromkeys(("°F", "degF", "fahrenheit", "Fahrenheit", "degrees Fahrenheit", "℉"), FAHRENHEIT)
)


@dataclass(frozen=True)
class Entry:
    """One name of a table of units. `role` tells how a number of it is best shown."""

    name: str
    dimension: Dimension
    factor: float
    role: Literal["measure", "prefixed", "money", "count"]
