"""The grammar of units: a text and a table of names in, a unit or what is wrong with the text out.

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
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from itertools import takewhile
from typing import Literal

from whence.language.frozen import dataclass
from whence.language.limits import EXPONENT, FACTORS
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, problem_of, visible
from whence.language.units.dimensions import DATE, ONE, PURE, RATE, TIME, Dimension, Entry, Unit, power_text
from whence.language.units.meant import unknown
from whence.language.units.tokens import LIMIT, TWINS, WORDS, Token, refusal, tokens

DEPTH = 8

MOST_FACTORS = FACTORS.most

MAX_EXPONENT = EXPONENT.most

MAGNITUDES: Mapping[str, float] = {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "bn": 1e9, "T": 1e12}

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

_MAGNITUDE = later(r"(bn|[kKMBT])$")


def read_unit(text: str, table: Mapping[str, Entry]) -> Unit | Problem:
    """The unit a text means over a table of names, or what is wrong with it; no text is a pure number."""
    if len(text) > LIMIT:
        return Problem(
            "bad-unit", f"a unit has at most {LIMIT} characters, and this has {len(text)}", 0, LIMIT
        )
    try:
        return _Parser(table, text).unit() if text.strip() else PURE
    except Refused as refusal:
        return problem_of(refusal)


Tight = Literal["name", "number", "amount", "term", "unit"]


@dataclass(frozen=True)
class _Part:
    """A piece that has been read: its canonical text, how tightly it binds, what it is worth."""

    text: str
    dimension: Dimension
    factor: float
    tight: Tight
    role: str = ""
    start: int = 0
    end: int = 0
    per: bool = False


@dataclass
class _Parser:
    table: Mapping[str, Entry]
    text: str
    tokens: list[Token] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    def unit(self) -> Unit:
        self.tokens = list(tokens(self.text.translate(TWINS), self.text))
        if growth := self._growth():
            return growth
        part = self._quotient()
        if (token := self._peek()) is not None:
            raise self._leftover(token)
        if part.dimension == DATE:
            return Unit("date", DATE, 1.0, "date")
        if not 1e-300 < part.factor < 1e300:
            raise refusal("bad-unit", "this unit is too large or too small for a number", 0, len(self.text))
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
            raise refusal("bad-unit", "a period is longer than nothing", period.start, period.end)
        rate = Dimension(RATE.exponents, period.dimension.words)
        return Unit(f"x per {period.text}", rate, 1 / period.factor, "times")

    def _quotient(self) -> _Part:
        part = self._term()
        per = False
        while (token := self._peek()) is not None and token.text in ("/", "per"):
            self.at += 1
            if token.text == "/" and per:
                raise refusal(
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
        """A quotient, spelt with "/" unless a number below, or a "per" before it, asks for "per"."""
        per = above.per or below.tight in ("amount", "number")
        grouped = below.tight == "unit" or (below.tight == "term" and not per)
        text = f"{above.text}{' per ' if per else '/'}{f'({below.text})' if grouped else below.text}"
        dimension = above.dimension / below.dimension
        if below.factor == 0:
            raise refusal("bad-unit", "nothing can be divided by 0", below.start, below.end)
        self._bounded(dimension, above.start, below.end)
        factor = above.factor / below.factor
        return _Part(text, dimension, factor, "unit", above.role, above.start, below.end, per)

    def _term(self, after: str = "") -> _Part:
        parts = [self._amount(after)]
        while (token := self._peek()) is not None and token.text in ("·", "*", "⋅"):
            if after == "/":
                whole = visible(self.text[parts[0].start :].strip()[:40])
                raise refusal(
                    "bad-unit", f'"/{whole}" can be read in two ways', parts[0].start, len(self.text),
                    f'if all of it is below the line, write "/({whole})"',
                    'if not, write what is multiplied before the "/"',
                )  # fmt: skip
            self.at += 1
            parts.append(self._amount("·"))
            if len(parts) > MOST_FACTORS:
                raise refusal("bad-unit", f"a unit has at most {MOST_FACTORS} factors", 0, len(self.text))
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
            if (
                following is None
                or not (following.kind == "name" or following.text == "(")
                or following.text == "per"
            ):
                return _Part(_compact(number), ONE, number, "number", "", token.start, token.end)
            base = self._base()
            text = f"({base.text})" if base.tight in ("unit", "term") else base.text
            return _Part(
                f"{_compact(number)} {text}", base.dimension, number * base.factor, "amount", base.role,
                token.start, base.end,
            )  # fmt: skip
        return self._base()

    def _number(self) -> float:
        number = 1.0
        token = self.tokens[self.at]
        if token.kind == "number":
            self.at += 1
            suffix = _MAGNITUDE.search(token.text)
            digits = (token.text[: suffix.start()] if suffix else token.text).replace(",", "")
            if token.text.count(",") == 1 and not self._below_the_line():
                raise refusal(
                    "bad-unit", f'"{token.text}" can be read in two ways', token.start, token.end,
                    f'write "{token.text.replace(",", "")}", or with a point for the comma',
                )  # fmt: skip
            if len(digits) > 30:
                raise refusal("bad-unit", "a number in a unit has at most 30 digits", token.start, token.end)
            number = float(digits) * (MAGNITUDES[suffix[0]] if suffix else 1.0)
        if (word := self._peek()) is not None and word.text in WORDS:
            self.at += 1
            number *= WORDS[word.text]
        if not (number == 0 or 1e-300 < number < 1e300):
            raise refusal("bad-unit", "this number is too large or too small", token.start, token.end)
        if number == 0:
            raise refusal("bad-unit", "a unit of size 0 measures nothing", token.start, token.end)
        return number

    def _base(self) -> _Part:
        token = self.tokens[self.at]
        if token.text == "(":
            base = self._bracket(token)
        elif token.kind == "name" and token.text != "per":
            self.at += 1
            base = self._name(token)
        else:
            hints = ('the 1 of a rate must not be left out, as in "1/s"',) if token.text == "/" else ()
            if token.text == "per" and not self.at and len(self.tokens) > 1:
                hints = (f'write "1 {visible(self.text.strip())}"',)
            message = f'a unit is expected where "{visible(token.text)}" stands'
            raise refusal("bad-unit", message, token.start, token.end, *hints)
        return self._raised(base)

    def _bracket(self, token: Token) -> _Part:
        self.at += 1
        self.depth += 1
        if self.depth > DEPTH:
            raise refusal("bad-unit", f"parentheses nest at most {DEPTH} deep", token.start, token.end)
        inner = self._quotient()
        closing = self._peek()
        if closing is None or closing.text != ")":
            if closing is not None and closing.text not in "()":
                raise self._leftover(closing)
            raise refusal("bad-unit", 'this "(" is never closed', token.start, token.end)
        self.at += 1
        self.depth -= 1
        plain = inner.tight == "name"
        role = inner.role if plain else ""
        tight: Tight = inner.tight if plain else "unit"
        return replace(inner, tight=tight, role=role, start=token.start, end=closing.end)

    def _name(self, token: Token) -> _Part:
        entry = self.table.get(token.text)
        if entry is None:
            raise unknown(self.table, token, self._peek())
        if entry.dimension == DATE and len(self.tokens) > 1:
            raise refusal("bad-unit", "a date cannot be part of a larger unit", token.start, token.end)
        return _Part(
            entry.name,
            entry.dimension.worded(entry.name),
            entry.factor,
            "name",
            entry.role,
            token.start,
            token.end,
        )

    def _raised(self, base: _Part) -> _Part:
        token = self._peek()
        if token is None or not (token.kind == "raised" or token.text in ("^", "**")):
            return base
        self.at += 1
        if token.text == "**":
            raise refusal(
                "bad-unit", 'a power is written with "^"', token.start, token.end, 'write "^" for "**"'
            )
        power = self._exponent(token)
        end = self.tokens[self.at - 1].end
        if (again := self._peek()) is not None and (again.kind == "raised" or again.text == "^"):
            raise refusal("bad-unit", "a power of a power needs parentheses", again.start, again.end)
        if power == 1:
            return replace(base, end=end)
        dimension = base.dimension**power
        self._bounded(dimension, base.start, end)
        text = f"({base.text})" if base.tight != "name" or "^" in base.text else base.text
        return _Part(
            power_text(text, power), dimension, _raise(base.factor, power), "name", "", base.start, end
        )

    def _exponent(self, token: Token) -> Fraction:
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
            raise refusal("bad-unit", f"an exponent goes from -{MAX_EXPONENT} to {MAX_EXPONENT}", start, end)

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _below_the_line(self) -> bool:
        """Whether what is read follows a "per" or "/", where a comma is between thousands: nobody divides by 1.000."""
        return any(each.text in ("per", "/") for each in self.tokens[: self.at])

    def _grouped(self) -> list[Token]:
        """The parts of a number that is written in groups with blanks between them; none where none is here."""
        groups = takewhile(lambda each: re.fullmatch("[0-9]{3}", each.text), self.tokens[self.at :])
        parts = [self.tokens[self.at - 1], *groups]
        return parts if len(parts) > 1 and re.fullmatch("[0-9]{1,3}", parts[0].text) else []

    def _blanks(self, parts: Sequence[Token]) -> Refused:
        start, end, digits = parts[0].start, parts[-1].end, "".join(each.text for each in parts)
        said = f'a number has no blanks in it, as "{visible(self.text[start:end])}" has'
        return refusal("bad-unit", said, start, end, f'write "{digits}" or "{_compact(float(digits))}"')

    def _missing(self, after: str) -> Refused:
        what = f'a unit is missing after "{after}"' if after else "a unit is missing"
        return refusal("bad-unit", what, max(0, len(self.text) - 1), len(self.text))

    def _leftover(self, token: Token) -> Refused:
        if token.kind == "name" or token.text == "(" or token.kind == "number":
            before = self.tokens[self.at - 1].text
            shown = f"{before}·{token.text}"
            entry = token.kind != "name" or token.text in self.table
            if not entry and token.text not in WORDS:
                return unknown(self.table, token)
            if grouped := self._grouped():
                return self._blanks(grouped)
            if token.kind == "number" and before in self.table and before not in "x×":
                return refusal(
                    "bad-unit", f'a second number stands after "{visible(before)}"', token.start, token.end,
                    'write the whole in one unit, such as "18 month" for a year and 6 months',
                )  # fmt: skip
            return refusal(
                "bad-unit", f'there is no sign between "{visible(before)}" and "{visible(token.text)}"',
                token.start, token.end,
                f'write "{visible(shown)}" for a product, "/" or "per" for a quotient',
            )  # fmt: skip
        if token.text == ")":
            return refusal("bad-unit", 'this ")" closes nothing', token.start, token.end)
        if token.text in "+-":
            return refusal(
                "bad-unit", f'"{token.text}" has no place in a unit', token.start, token.end,
                'a product is written with "·" or "*"',
            )  # fmt: skip
        return refusal("bad-unit", f'"{visible(token.text)}" is not expected here', token.start, token.end)


def _small(text: str) -> Fraction | None:
    """An exponent as it may be written: a digit or a ratio of two, signed; never zero."""
    hit = re.fullmatch(r"([-+]?)([0-9])(?:/([1-9]))?", text)
    if hit is None or hit[2] == "0":
        return None
    return Fraction(int(hit[1] + hit[2]), int(hit[3] or 1))


def _no_power(text: str, start: int, end: int) -> Refused:
    shown = visible(text[:20])
    message = f'"{shown}" cannot be an exponent' if shown else "an exponent is missing"
    how = f'it is a whole number from -{MAX_EXPONENT} to {MAX_EXPONENT} but not 0, or a ratio such as "(1/2)"'
    return refusal("bad-unit", message, start, end, how)


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
    return repr(int(number)) if number.is_integer() and number < 1e16 else repr(number)
