"""Units: a closed table of names, a strict grammar over them, and the algebra of their dimensions.

    unit   = term { ("/" | "per") term }
    term   = amount { ("·" | "*") amount }          more than one amount after "/" needs parentheses
    amount = [number] base | number
    base   = (name | "(" unit ")") [ "^" exponent | superscripts ]
    number = digits ["." digits] ["e" digits] [K | M | bn | T]   or a word such as "million"
    exponent = ["-"] digit | "(" ["-"] digit "/" digit ")"

`x per 2 year` is a unit of growth: a factor a period, kept as the natural logarithm of the factor per second.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, cast

from whence.diagnostics import Problem, suggest, visible
from whence.schema import UnitRecord
from whence.unit_table import (
    BASES,
    COUNT_PREFIXES,
    COUNTS,
    KNOWN_AS,
    MEASURES,
    MONEY,
    PREFIXES,
    REFUSED,
)

LIMIT = 200
DEPTH = 8
MOST_FACTORS = 40
MAX_EXPONENT = 9
MAGNITUDES: Mapping[str, float] = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "bn": 1e9, "T": 1e12}
WORDS: Mapping[str, float] = {
    "thousand": 1e3, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
RESERVED = {*MAGNITUDES, *WORDS, *REFUSED} | set(
    "per to in and or not at least most up more less fewer than about from between every doubling halving"
    " date x true false null inf nan infinity".split()
)


# --- dimensions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dimension:
    """A product of powers of base units, by name and without zeros: W is (("kg", 1), ("m", 2), ("s", -3))."""

    exponents: tuple[tuple[str, Fraction], ...] = ()

    @property
    def is_one(self) -> bool:
        return not self.exponents

    def __mul__(self, other: Dimension) -> Dimension:
        return self._with(other, 1)

    def __truediv__(self, other: Dimension) -> Dimension:
        return self._with(other, -1)

    def __pow__(self, power: int | Fraction) -> Dimension:
        return Dimension(tuple((name, n * power) for name, n in self.exponents) if power else ())

    def _with(self, other: Dimension, sign: int) -> Dimension:
        powers = dict(self.exponents)
        for name, n in other.exponents:
            powers[name] = powers.get(name, Fraction(0)) + sign * n
        return Dimension(tuple(sorted((name, n) for name, n in powers.items() if n)))

    def __str__(self) -> str:
        return _spell(_pieces(self)) or "1"


def base_dimension(name: str) -> Dimension:
    """The dimension that is counted in this base unit."""
    return Dimension(((name, Fraction(1)),))


ONE = Dimension()
DATE = base_dimension("date")
TIME = base_dimension("s")
GROWTH = base_dimension("growth")
RATE = GROWTH / TIME


def _pieces(dimension: Dimension) -> list[tuple[str, Fraction]]:
    """The powers a person would write: mass and length fold into W or J where that leaves a simpler rest."""
    powers = dict(dimension.exponents)
    n = powers.get("kg")
    if n and n.denominator == 1 and powers.get("m") == 2 * n:
        del powers["kg"], powers["m"]
        left = powers.pop("s", Fraction(0))
        name, rest = ("J", left + 2 * n) if left == -2 * n else ("W", left + 3 * n)
        powers = {name: n} | ({"s": rest} if rest else {}) | powers
    first = {"W": 0, "J": 0, "growth": 0}
    # what is counted comes before the seconds it is counted in: FLOP/s/chip reads as people say it
    return sorted(powers.items(), key=lambda item: (first.get(item[0], 1), item[0] != "s", item[0]))


def _spell(pieces: Iterable[tuple[str, Fraction]]) -> str:
    above = [_power(name, n) for name, n in pieces if n > 0]
    below = [_power(name, -n) for name, n in pieces if n < 0]
    if not above and not below:
        return ""
    return "/".join(["·".join(above) or "1", *below])


def _power(name: str, n: Fraction) -> str:
    return name if n == 1 else f"{name}^{n}" if n.denominator == 1 else f"{name}^({n})"


# --- one unit --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Unit:
    """A unit to read and show numbers in. `text` is its canonical spelling, empty for a pure number.

    `factor` is the size in base units. A `times` unit (`x per 2 year`) is not a multiple of anything: a factor v a
    period is kept as the rate ln(v) * `factor`, where `factor` is one over the period in seconds.
    """

    text: str
    dimension: Dimension
    factor: float
    style: Literal["linear", "times", "date", "money"] = "linear"

    def to_base(self, x: float) -> float:
        """The base-unit number for x of this unit; NaN if a growth factor is not above zero."""
        if self.style != "times":
            parts = _parts_of_one(self.factor)
            return x / parts if parts else x * self.factor
        return math.log(x) * self.factor if x > 0 else math.nan

    def from_base(self, x: float) -> float:
        """The number of this unit that is x base units; infinity if a growth factor is too large for a float."""
        if self.style != "times":
            parts = _parts_of_one(self.factor)
            return x * parts if parts else x / self.factor
        exponent = x / self.factor
        return math.exp(exponent) if exponent < 709 else math.inf


def _parts_of_one(factor: float) -> float:
    """How many of a small unit make one, if that is a whole number: 41.2 % is the float 0.412, which 41.2 * 0.01 is not."""
    if not 1e-15 < factor < 1:
        return 0.0
    parts = round(1 / factor)
    return float(parts) if 1 / parts == factor else 0.0


PURE = Unit("", ONE, 1.0)


@dataclass(frozen=True)
class Entry:
    """One name of the table. `role` tells how a number of it is best shown."""

    name: str
    dimension: Dimension
    factor: float
    role: Literal["measure", "prefixed", "money", "count"]
    called: str = ""


# --- the table -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Units:
    """A closed table: every name that may stand in a unit, with its aliases."""

    table: Mapping[str, Entry]

    def parse(self, text: str) -> Unit | Problem:
        """The unit a text means, or what is wrong with it (`unknown-unit`, `bad-unit`); an empty text is a pure number."""
        if len(text) > LIMIT:
            return Problem("bad-unit", f"a unit has at most {LIMIT} characters, and this has {len(text)}", 0, LIMIT)
        try:
            return _Parser(self, text).unit() if text.strip() else PURE
        except _Refusal as refusal:
            return refusal.problem

    def names(self) -> tuple[str, ...]:
        """Every spelling that is known, sorted."""
        return tuple(sorted(self.table))

    def entry(self, unit: Unit) -> Entry | None:
        """The table's line for the first name in a unit, which decides how its numbers are shown."""
        hit = _NAME.search(unit.text)
        return self.table.get(hit[0]) if hit else None

    def extend(self, records: Mapping[str, UnitRecord]) -> tuple[Units, tuple[tuple[str, Problem], ...]]:
        """This table with a base's own units, in whatever order they refer to each other; and what was left out, why.

        Offsets in a problem count in the text of `equals`; a problem with the name itself spans nothing.
        """
        return _extend(self, records)


# --- parsing ---------------------------------------------------------------------------------------------------

_NAME = re.compile(r"[%‰$€£¥₹₩×°]|(?:US\$)|[A-Za-zµΩ_°](?:[A-Za-z0-9_µΩ]|[-.@](?=[A-Za-z0-9]))*")
_TOKEN = re.compile(
    r"(?P<space>[ \t\u00a0\u202f]+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?(?![0-9.,_])(?:(?:bn|[kKMBT])(?![A-Za-z0-9_µΩ]))?)"
    r"|(?P<name>US\$|°[CF]\b|[%‰$€£¥₹₩×°]|[A-Za-zµΩ_](?:[A-Za-z0-9_µΩ]|[-.@](?=[A-Za-z0-9]))*)"
    r"|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<op>\*\*|[*·⋅/^()\-+])"
)
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
# the micro sign and the ohm sign have twins among the Greek letters; one spelling stands for both
_TWINS = str.maketrans({"μ": "µ", "\u2126": "Ω", "−": "-"})
_MAGNITUDE = re.compile(r"(bn|[kKMBT])$")


class _Refusal(Exception):
    def __init__(self, rule: str, message: str, start: int, end: int, *hints: str) -> None:
        self.problem = Problem(rule, message, start, end, hints)


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Part:
    """A piece that has been read: its canonical text, how tightly it binds, what it is worth."""

    text: str
    dimension: Dimension
    factor: float
    tight: Literal["name", "number", "amount", "term", "unit"]
    role: str = ""
    start: int = 0
    end: int = 0


@dataclass
class _Parser:
    units: Units
    text: str
    tokens: list[_Token] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    def unit(self) -> Unit:
        self.tokens = list(_tokens(self.text.translate(_TWINS), self.text))
        if growth := self._growth():
            return growth
        part = self._quotient()
        if (token := self._peek()) is not None:
            raise self._leftover(token)
        if not _within(part.dimension):
            raise _Refusal("bad-unit", f"an exponent is at most {MAX_EXPONENT}", 0, len(self.text))
        if part.dimension == DATE:
            return Unit("date", DATE, 1.0, "date")
        if not 1e-300 < part.factor < 1e300:
            raise _Refusal("bad-unit", "this unit is too large or too small for a number", 0, len(self.text))
        if part.tight == "number" and part.factor == 1:
            return PURE
        return Unit(part.text, part.dimension, part.factor, "money" if part.role == "money" else "linear")

    def _growth(self) -> Unit | None:
        """`x per 2 year`: the one unit that is not a multiple of another."""
        words = [token.text for token in self.tokens[:2]]
        if words not in (["x", "per"], ["x", "/"], ["×", "per"], ["×", "/"]):
            return None
        self.at = 2
        start = self.at
        period = self._term(after="per")
        if self._peek() is not None or period.dimension != TIME:
            self.at = start - 2
            return None
        if not 0 < period.factor < 1e300:
            raise _Refusal("bad-unit", "a period is longer than nothing", period.start, period.end)
        return Unit(f"x per {period.text}", RATE, 1 / period.factor, "times")

    def _quotient(self) -> _Part:
        part = self._term()
        per = False
        while (token := self._peek()) is not None and token.text in ("/", "per"):
            self.at += 1
            if token.text == "/" and per:
                raise _Refusal(
                    "bad-unit", 'a "/" after "per" can be read in two ways', token.start, token.end,
                    f'write "{visible(self._slashed())}", or put what follows "per" in parentheses',
                )  # fmt: skip
            below = self._term(after=token.text)
            per = per or token.text == "per"
            part = self._divided(part, below)
        return part

    def _slashed(self) -> str:
        return re.sub(r"\s*(/|\bper\b)\s*", "/", self.text.strip())

    def _divided(self, above: _Part, below: _Part) -> _Part:
        if below.tight in ("amount", "number"):
            text = f"{above.text} per {below.text}"
        elif below.tight == "name":
            text = f"{above.text}/{below.text}"
        else:
            text = f"{above.text}/({below.text})"
        if " per " in above.text and " per " not in text[len(above.text) :]:
            text = f"{above.text} per {below.text}"
        dimension = above.dimension / below.dimension
        if below.factor == 0:
            raise _Refusal("bad-unit", "nothing can be divided by 0", below.start, below.end)
        self._bounded(dimension, above.start, below.end)
        return _Part(text, dimension, above.factor / below.factor, "unit", above.role, above.start, below.end)

    def _term(self, after: str = "") -> _Part:
        parts = [self._amount(after)]
        while (token := self._peek()) is not None and token.text in ("·", "*", "⋅"):
            if after == "/":
                whole = self.text[parts[0].start :].strip()
                raise _Refusal(
                    "bad-unit", f'"/{visible(whole[:40])}" can be read in two ways', parts[0].start, len(self.text),
                    f'if all of it is below the line, write "/({visible(whole[:40])})"',
                    'if not, write what is multiplied before the "/"',
                )  # fmt: skip
            self.at += 1
            parts.append(self._amount("·"))
            if len(parts) > MOST_FACTORS:
                raise _Refusal("bad-unit", f"a unit has at most {MOST_FACTORS} factors", 0, len(self.text))
        if len(parts) == 1:
            return parts[0]
        dimension, factor = ONE, 1.0
        for part in parts:
            dimension, factor = dimension * part.dimension, factor * part.factor
            self._bounded(dimension, parts[0].start, part.end)
        text = "·".join(f"({part.text})" if part.tight == "unit" else part.text for part in parts)
        return _Part(text, dimension, factor, "term", parts[0].role, parts[0].start, parts[-1].end)

    def _amount(self, after: str) -> _Part:
        token = self._peek()
        if token is None:
            raise self._missing(after)
        number = 1.0
        if token.kind == "number" or token.text in WORDS:
            number = self._number()
            following = self._peek()
            if following is None or not (following.kind == "name" or following.text == "(") or following.text == "per":
                return _Part(_compact(number), ONE, number, "number", "", token.start, token.end)
            base = self._base(after)
            text = f"({base.text})" if base.tight in ("unit", "term") else base.text
            return _Part(
                f"{_compact(number)} {text}", base.dimension, number * base.factor, "amount", base.role,
                token.start, base.end,
            )  # fmt: skip
        return self._base(after)

    def _number(self) -> float:
        number = 1.0
        token = self.tokens[self.at]
        if token.kind == "number":
            self.at += 1
            suffix = _MAGNITUDE.search(token.text)
            digits = token.text[: suffix.start()] if suffix else token.text
            if len(digits) > 30:
                raise _Refusal("bad-unit", "a number in a unit has at most 30 digits", token.start, token.end)
            number = float(digits) * (MAGNITUDES[suffix[0]] if suffix else 1.0)
        if (word := self._peek()) is not None and word.text in WORDS:
            self.at += 1
            number *= WORDS[word.text]
        if not (number == 0 or 1e-300 < number < 1e300):
            raise _Refusal("bad-unit", "this number is too large or too small", token.start, token.end)
        if number == 0:
            raise _Refusal("bad-unit", "a unit of size 0 measures nothing", token.start, token.end)
        return number

    def _base(self, after: str) -> _Part:
        token = self._peek()
        if token is None:
            raise self._missing(after)
        if token.text == "(":
            base = self._bracket(token)
        elif token.kind == "name" and token.text != "per":
            self.at += 1
            base = self._name(token)
        else:
            raise _Refusal(
                "bad-unit", f'a unit is expected where "{visible(token.text)}" stands', token.start, token.end,
                *(('write "1/s" for a rate: the 1 before the "/" must not be left out',) if token.text == "/" else ()),
            )  # fmt: skip
        return self._raised(base)

    def _bracket(self, token: _Token) -> _Part:
        self.at += 1
        self.depth += 1
        if self.depth > DEPTH:
            raise _Refusal("bad-unit", f"parentheses nest at most {DEPTH} deep", token.start, token.end)
        inner = self._quotient()
        closing = self._peek()
        if closing is None or closing.text != ")":
            if closing is not None and closing.text not in "()":
                raise self._leftover(closing)
            raise _Refusal("bad-unit", 'this "(" is never closed', token.start, token.end)
        self.at += 1
        self.depth -= 1
        return inner if inner.tight == "name" else _Part(
            inner.text, inner.dimension, inner.factor, "unit", "", token.start, closing.end
        )  # fmt: skip

    def _name(self, token: _Token) -> _Part:
        entry = self.units.table.get(token.text)
        if entry is None:
            raise _unknown(self.units, token)
        if entry.dimension == DATE and len(self.tokens) > 1:
            raise _Refusal("bad-unit", "a date cannot be part of a larger unit", token.start, token.end)
        return _Part(entry.name, entry.dimension, entry.factor, "name", entry.role, token.start, token.end)

    def _raised(self, base: _Part) -> _Part:
        token = self._peek()
        if token is None or not (token.kind == "raised" or token.text in ("^", "**")):
            return base
        self.at += 1
        if token.text == "**":
            raise _Refusal("bad-unit", 'a power is written with "^"', token.start, token.end, 'write "^" for "**"')
        power = self._exponent(token)
        end = self.tokens[self.at - 1].end
        if (again := self._peek()) is not None and (again.kind == "raised" or again.text == "^"):
            raise _Refusal("bad-unit", "a power of a power needs parentheses", again.start, again.end)
        dimension = base.dimension**power
        self._bounded(dimension, base.start, end)
        text = f"({base.text})" if base.tight != "name" or "^" in base.text else base.text
        return _Part(_power(text, power), dimension, _raise(base.factor, power), "name", "", base.start, end)

    def _exponent(self, token: _Token) -> Fraction:
        if token.kind == "raised":
            power = _small(token.text.translate(_RAISED))
            if power is None:
                raise _no_power(token.text, token.start, token.end)
            return power
        begin = self.at
        rest = self.tokens[begin : begin + 6]
        words = [each.text for each in rest]
        if words and words[0] == "(" and ")" in words:
            size = words.index(")") + 1
            power = _small("".join(words[1 : size - 1]))
        else:
            size = 2 if words and words[0] in ("-", "+") else 1
            power = _small("".join(words[:size]))
        shown = "".join(words[:size])
        end = rest[size - 1].end if len(rest) >= size else len(self.text)
        if power is None:
            raise _no_power(shown, rest[0].start if rest else token.start, end)
        self.at += size
        return power

    def _bounded(self, dimension: Dimension, start: int, end: int) -> None:
        if not _within(dimension):
            raise _Refusal("bad-unit", f"an exponent goes from -{MAX_EXPONENT} to {MAX_EXPONENT}", start, end)

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _missing(self, after: str) -> _Refusal:
        what = f'a unit is missing after "{after}"' if after else "a unit is missing"
        return _Refusal("bad-unit", what, max(0, len(self.text) - 1), len(self.text))

    def _leftover(self, token: _Token) -> _Refusal:
        if token.kind == "name" or token.text == "(" or token.kind == "number":
            before = self.tokens[self.at - 1].text
            shown = f"{before}·{token.text}"
            entry = token.kind != "name" or token.text in self.units.table
            if not entry and token.text not in WORDS:
                return _unknown(self.units, token)
            return _Refusal(
                "bad-unit", f'there is no sign between "{visible(before)}" and "{visible(token.text)}"',
                token.start, token.end, f'write "{visible(shown)}" for a product, "/" or "per" for a quotient',
            )  # fmt: skip
        if token.text == ")":
            return _Refusal("bad-unit", 'this ")" closes nothing', token.start, token.end)
        if token.text in "+-":
            return _Refusal(
                "bad-unit", f'"{token.text}" has no place in a unit', token.start, token.end,
                'a product is written with "·" or "*"',
            )  # fmt: skip
        return _Refusal("bad-unit", f'"{visible(token.text)}" is not expected here', token.start, token.end)


def _tokens(text: str, shown: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        hit = _TOKEN.match(text, at)
        if hit is None:
            raise _stranger(shown, at)
        if hit.lastgroup != "space":
            yield _Token(cast(str, hit.lastgroup), hit[0], at, hit.end())
        at = hit.end()


def _stranger(text: str, at: int) -> _Refusal:
    char = text[at]
    if char.isdigit() and char.isascii():
        return _Refusal(
            "bad-unit", "this number cannot be read", at, at + 1, 'a number in a unit looks like "32", "2.5" or "1M"'
        )
    return _Refusal("bad-unit", f'"{visible(char)}" has no place in a unit', at, at + 1)


def _unknown(units: Units, token: _Token) -> _Refusal:
    """Why a name is not in the table, with what may be meant."""
    name = token.text
    if name in REFUSED:
        why, how = REFUSED[name]
        return _Refusal("unknown-unit", f'"{name}" {why}', token.start, token.end, how)
    shown = visible(name[:40])
    return _Refusal("unknown-unit", f'there is no unit "{shown}"', token.start, token.end, *_meant(units, name))


def _meant(units: Units, name: str) -> tuple[str, ...]:
    table = units.table
    if (hit := re.fullmatch(r"([A-Za-z]+?)([2-9])", name)) and hit[1] in table:
        return (f'did you mean "{hit[1]}^{hit[2]}"?',)
    if (hit := re.fullmatch(r"([A-Za-z]+)[-.]([A-Za-z]+)", name)) and hit[1] in table and hit[2] in table:
        return (f'did you mean "{hit[1]}·{hit[2]}"?',)
    if (hit := re.fullmatch(r"([kMGTPE]?)b(ps|/s)?", name)) and name != "b":
        end = "/s" if hit[2] else ""
        return (f'did you mean "{hit[1]}bit{end}" (bits) or "{hit[1]}B{end}" (bytes)?',)
    if (hit := re.fullmatch(r"([kMGTPEZY])?(FLOPS|OPS|flops)", name)) is not None:
        stem = f"{hit[1] or ''}FLOP" if "FLOP" in hit[2].upper() else f"{hit[1] or ''}op"
        return (f'write "{stem}" for a count of operations, "{stem}/s" for a rate',)
    same = sorted({each for each in table if each.casefold() == name.casefold()})
    if same:
        return (_did_you_mean(same),)
    near = suggest(name, table, 1)
    return (_did_you_mean([table[each].name for each in near]),) if near else ("a base may define units of its own, in a section `units`",)


def _did_you_mean(names: Iterable[str]) -> str:
    return "did you mean " + " or ".join(f'"{name}"' for name in names) + "?"


def _small(text: str) -> Fraction | None:
    """An exponent as it may be written: a digit or a ratio of two, signed; never zero."""
    hit = re.fullmatch(r"([-+]?)([0-9])(?:/([1-9]))?", text)
    if hit is None or hit[2] == "0":
        return None
    return Fraction(int(hit[1] + hit[2]), int(hit[3] or 1))


def _no_power(text: str, start: int, end: int) -> _Refusal:
    shown = visible(text[:20])
    message = f'"{shown}" cannot be an exponent' if shown else "an exponent is missing"
    how = f'an exponent is a whole number from -{MAX_EXPONENT} to {MAX_EXPONENT} but not 0, or a ratio such as "(1/2)"'
    return _Refusal("bad-unit", message, start, end, how)


def _within(dimension: Dimension) -> bool:
    return all(abs(n) <= MAX_EXPONENT and n.denominator <= MAX_EXPONENT for _, n in dimension.exponents)


def _raise(factor: float, power: Fraction) -> float:
    try:
        return factor**power.numerator if power.denominator == 1 else factor ** float(power)
    except OverflowError:
        return math.inf


def _compact(number: float) -> str:
    """A number as units carry it: `32`, `1M`, `2.5e-07`."""
    for size, suffix in ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "K")):
        if number >= size and number / size < 1000 and (number / size).is_integer():
            return f"{number / size:.0f}{suffix}"
    return repr(int(number)) if number.is_integer() and number < 1e15 else repr(number)


# --- a base's own units ----------------------------------------------------------------------------------------

_OWN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_]|[-.@](?=[A-Za-z0-9])){0,63}")


def _extend(units: Units, records: Mapping[str, UnitRecord]) -> tuple[Units, tuple[tuple[str, Problem], ...]]:
    problems: dict[str, Problem] = {}
    table = dict(units.table)
    open_ = {}
    for name, record in sorted(records.items()):
        taken = _taken(name, record, units.table, records)
        if taken:
            problems[name] = taken
        else:
            open_[name] = record
    while open_:
        ready = [name for name, record in open_.items() if not _mentions(record.equals) & (open_.keys() - {name})]
        ready = [name for name in ready if name not in _mentions(open_[name].equals)]
        if not ready:
            break
        for name in ready:
            entry = _own(name, open_.pop(name), Units(table), problems)
            if isinstance(entry, Problem):
                problems[name] = entry
            else:
                table |= dict.fromkeys(_spellings(name, records[name]), entry)
    for name in open_:
        problems[name] = _circle(name, open_)
    return Units(table), tuple(sorted(problems.items()))


def _taken(
    name: str, record: UnitRecord, table: Mapping[str, Entry], records: Mapping[str, UnitRecord]
) -> Problem | None:
    if not _OWN.fullmatch(name):
        return Problem("bad-unit", f'"{visible(name[:40])}" cannot be the name of a unit',
                       hints=("a name begins with a letter and has letters, digits and single - . @ _ inside",))  # fmt: skip
    for word in _spellings(name, record):
        if word in RESERVED:
            return Problem("bad-unit", f'"{word}" has a meaning of its own in values, so it cannot name a unit')
        if word in table:
            entry = table[word]
            is_ = f'"{word}" already means {entry.name}' if entry.name != word else f'"{word}" is already a unit'
            return Problem("bad-unit", f"{is_} ({entry.called or entry.dimension})",
                           hints=("give the unit of this base another name",))  # fmt: skip
        others = [each for each, other in records.items() if each != name and word in _spellings(each, other)]
        if others:
            return Problem("bad-unit", f'"{word}" would also be the unit "{others[0]}" of this base')
    return None


def _spellings(name: str, record: UnitRecord) -> tuple[str, ...]:
    return (name, record.plural) if record.plural and record.plural != name else (name,)


def _mentions(equals: str) -> set[str]:
    return set(_NAME.findall(equals.translate(_TWINS)[:LIMIT]))


def _own(
    name: str, record: UnitRecord, units: Units, problems: Mapping[str, Problem]
) -> Entry | Problem:
    if not record.equals.strip():
        return Entry(name, base_dimension(name), 1.0, "count", f"a count of {record.plural or name}")
    for broken in sorted(_mentions(record.equals) & problems.keys() - units.table.keys()):
        at = record.equals.find(broken)
        message = f'it equals an amount of "{broken}", which is itself in error'
        return Problem("bad-unit", message, at, at + len(broken))
    unit = units.parse(record.equals)
    if isinstance(unit, Problem):
        return unit
    if unit.style in ("times", "date"):
        return Problem("bad-unit", f'a unit cannot equal "{unit.text}": that is not an amount', 0, len(record.equals))
    role: Literal["money", "count"] = "money" if unit.style == "money" else "count"
    return Entry(name, unit.dimension, unit.factor, role, record.title)


def _circle(name: str, open_: Mapping[str, UnitRecord]) -> Problem:
    """The loop that a unit's definition runs into, spelt out."""
    path = [name]
    while (following := min(_mentions(open_[path[-1]].equals) & open_.keys())) not in path:
        path.append(following)
    at = open_[name].equals.find(path[1] if len(path) > 1 else following)
    loop = " -> ".join([*path, following])
    return Problem("bad-unit", f"units define each other in a circle: {loop}", max(at, 0), len(open_[name].equals))


# --- the shipped table -----------------------------------------------------------------------------------------


def _standard() -> Units:
    table: dict[str, Entry] = {"date": Entry("date", DATE, 1.0, "measure", "a date")}
    for name, _sign, others in MONEY:
        _enter(table, Entry(name, base_dimension(name), 1.0, "money", "money"), others)
    for name, plural, others in COUNTS:
        entry = Entry(name, base_dimension(name), 1.0, "count", f"a count of {plural}")
        _enter(table, entry, f"{plural} {others}", COUNT_PREFIXES.get(name, ""))
    for name, equals, prefixes, others in MEASURES:
        if equals:
            unit = Units(table).parse(equals)
            assert isinstance(unit, Unit), (name, unit)
            entry = Entry(name, unit.dimension, unit.factor, "measure")
        else:
            entry = Entry(name, base_dimension(name), 1.0, "measure", BASES[name])
        _enter(table, entry, others, prefixes)
    return Units(table)


def _enter(table: dict[str, Entry], entry: Entry, others: str, prefixes: str = "") -> None:
    """Adds a unit, its other spellings, and both with their prefixes; long names take no prefix but their plurals do."""
    table[entry.name] = entry
    table |= dict.fromkeys(others.split(), entry)
    plurals = [each for each in others.split() if each == f"{entry.name}s"]
    for prefix in prefixes.split():
        name = prefix + entry.name
        scaled = Entry(name, entry.dimension, PREFIXES[prefix] * entry.factor, "prefixed", entry.called)
        for word in (name, *(prefix + plural for plural in plurals)):
            assert word not in table, word
            table[word] = scaled


STANDARD: Units = _standard()


def plain(dimension: Dimension) -> Unit:
    """The unit to show a number in when nobody has chosen one: base units, or the customary form of a date or a growth."""
    if dimension.is_one:
        return PURE
    if dimension == DATE:
        return Unit("date", DATE, 1.0, "date")
    if dimension == RATE:
        return Unit("x per year", RATE, 1 / STANDARD.table["year"].factor, "times")
    money = any(name == code for name, n in dimension.exponents if n == 1 for code, _, _ in MONEY)
    return Unit(str(dimension), dimension, 1.0, "money" if money else "linear")


# --- two dimensions that should have been one ------------------------------------------------------------------


def _names_of_dimensions() -> Mapping[Dimension, str]:
    names = {entry.dimension: entry.called for entry in STANDARD.table.values() if entry.called}
    for text, called in KNOWN_AS:
        unit = STANDARD.parse(text)
        assert isinstance(unit, Unit), unit
        names[unit.dimension] = called
    return names | {ONE: "a pure number"}


_CALLED = _names_of_dimensions()


def called(dimension: Dimension) -> str:
    """What people call a dimension: `power`, `a count of chips`; empty if it has no name."""
    if dimension in _CALLED:
        return _CALLED[dimension]
    match dimension.exponents:
        case ((name, n),) if n == 1:
            return f"a count of {name}"
    return ""


def clash(left: Dimension, right: Dimension, left_is: str = "left", right_is: str = "right") -> str:
    """Says that two sides do not fit: each on its line with what people call it, then the factor between them, if plain.

    `left_is` and `right_is` introduce the two lines; they say what each side is or where it comes from.
    """
    width = max(len(left_is), len(right_is))
    texts = ["a pure number" if side.is_one else str(side) for side in (left, right)]
    room = max(map(len, texts))
    lines = ["the two sides do not measure the same thing"]
    for label, side, text in zip((left_is, right_is), (left, right), texts, strict=True):
        name = "" if side.is_one else called(side)
        lines.append(f"  {label:<{width}}  {text:<{room}}  ({name})" if name else f"  {label:<{width}}  {text}")
    mend = _mend(left, right)
    return "\n".join([*lines, mend] if mend else lines)


def _mend(left: Dimension, right: Dimension) -> str:
    """What to multiply by, where that is one thing with a name."""
    if DATE in (left, right):
        return "a date minus a date is a time; a date plus a time is a date"
    for growing, other in ((left, right), (right, left)):
        if growing == RATE and other in (ONE, ONE / TIME):
            return "a growth rate is turned into a factor by `grow(rate, time)`, and a factor into a rate by `rate(x, time)`"
    ratio = left / right
    pieces = _pieces(ratio)
    if not pieces or len(pieces) > 2 or any(abs(n) != 1 for _, n in pieces):
        return ""
    if all(n < 0 for _, n in pieces):
        side, factor = "the first", ONE / ratio
    else:
        side, factor = "the second", ratio
    kind = called(factor)
    how = f"{factor} ({kind})" if kind else str(factor)
    return f"they would agree if {side} were multiplied by something in {how}"
