"""The value grammar: what people write for a value, read into a unit, a shape and a precision, and written back.

    value    = [bound] ["~"] quantity | [bound] ["~"] ("doubling" | "halving") "in" quantity
    bound    = ">=" | "<=" | ">" | "<" | "at least" | "at most" | "more than" | "less than" | "up to"
    quantity = amount | amount "to" amount | amount ".." amount | amount "±" amount ... | amount "+" number "-" amount
    amount   = [sign] [currency] number [suffix] [word] [unit] | date
    suffix   = k | K | M | B | bn | T, touching the number;  word = thousand | million | bn | billion | tn | trillion
    date     = YYYY | YYYY-MM | YYYY-MM-DD | YYYY-Qn | YYYY-Hn

The unit of the last amount holds for those before it that have none. Four digits from 1900 to 2100 alone are a year.
`a to b` is a 90 % interval (lognormal when both ends are above zero, else normal), `a .. b` has hard ends, `±` is one
sigma (several add in quadrature). A growth `14x per 2 year` is a rate: of its factor the logarithm counts, so a range
of factors is normal in the rate. `~` is a 90 % interval from v/(1+about) to v(1+about). `{...}` is the long form.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from whence.diagnostics import Problem, suggest, visible
from whence.figures import DATE_LIKE, YEARS, Numeral, Span, numeral, span
from whence.flow import Leaf, Node, flow_text, nodes_of, read_flow
from whence.shapes import (
    Exact,
    Lognormal,
    Normal,
    OneOf,
    Quantiles,
    Shape,
    Split,
    Uniform,
    middle,
    spread,
)
from whence.shown import show, show_interval
from whence.unit_table import MONEY
from whence.units import DATE, MAGNITUDES, ONE, PURE, RATE, TIME, WORDS, Unit, Units, clash

__all__ = [
    "Exact", "Lognormal", "Normal", "OneOf", "Quantiles", "Shape", "Split", "Uniform", "Written",
    "parse", "parse_date", "parse_long", "show", "show_interval", "unparse",
]  # fmt: skip

LIMIT = 400
LONG_LIMIT = 20_000
MOST_ITEMS = 200
LN2 = math.log(2)
DATE_UNIT = Unit("date", DATE, 1.0, "date")
Bound = Literal["", "lower", "upper"]


@dataclass(frozen=True)
class Written:
    """A value as it was written. Numbers are in base units; `unit` is the one to show it in.

    `point` is the central value. `bound` says that the true value is at least (`lower`) or at most (`upper`) the
    point. `step` is one unit in the last place that was written: the precision it was stated with. `ends` are the
    ends of a written interval.
    """

    text: str
    unit: Unit
    shape: Shape
    point: float
    bound: Bound = ""
    strict: bool = False
    about: bool = False
    step: float = 0.0
    ends: tuple[float, float] | None = None


def parse(text: str, units: Units, about: float = 0.10) -> Written | Problem:
    """The value a text means, or what is wrong and where (`bad-value`, `unknown-unit`, `bad-unit`)."""
    if text.lstrip()[:1] == "{":
        return _guarded(lambda: _long(_read(text), text, units, about), text, LONG_LIMIT)
    return _guarded(lambda: _value(text, units, about), text, LIMIT)


def parse_long(data: Mapping[str, object], units: Units, about: float = 0.10) -> Written | Problem:
    """The value of a long form: one of `quantiles`, `one_of`, `lognormal`, `normal`, `uniform`, with an optional `unit`.

    What is inside is written as in `parse`; a problem's offsets count in the canonical text of the whole mapping.
    """
    node = nodes_of(data)
    if isinstance(node, Problem):
        return node
    return parse(flow_text(node), units, about)


def parse_date(text: str) -> tuple[float, float] | Problem:
    """The start of a date and the start of the day after it, in seconds since 1970-01-01 UTC."""
    found = span(text.strip(), len(text) - len(text.lstrip())) if len(text) <= LIMIT else _too_long(text, LIMIT)
    return found if isinstance(found, Problem) else (found.start, found.end)


class _Refusal(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _refuse(message: str, start: int, end: int, *hints: str, rule: str = "bad-value") -> _Refusal:
    return _Refusal(Problem(rule, message, start, end, hints))


def _guarded(work: Callable[[], Written], text: str, limit: int) -> Written | Problem:
    if len(text) > limit:
        return _too_long(text, limit)
    try:
        _no_strangers(text)
        return work()
    except _Refusal as refusal:
        return refusal.problem


def _too_long(text: str, limit: int) -> Problem:
    return Problem("bad-value", f"a value has at most {limit} characters, and this has {len(text)}", 0, limit)


def _no_strangers(text: str) -> None:
    """Refuses what looks like something it is not: hidden characters and digits of other scripts."""
    if text.isascii() and text.isprintable():
        return
    if visible(text) != text:
        at = next(i for i, char in enumerate(text) if visible(char) != char)
        raise _refuse(f"a hidden character, {visible(text[at])}, stands here", at, at + 1, "take it out")
    odd = [i for i, char in enumerate(text) if char.isdecimal() and not char.isascii()]
    if odd:
        plain = "".join(str(int(char)) if char.isdecimal() else char for char in text)
        raise _refuse("a number is written with the digits 0 to 9", odd[0], odd[-1] + 1, f'write "{plain}"')


# --- reading the outline ---------------------------------------------------------------------------------------

_BOUNDS: Mapping[str, tuple[Bound, bool]] = {
    ">=": ("lower", False), "≥": ("lower", False), "at least": ("lower", False),
    "<=": ("upper", False), "≤": ("upper", False), "at most": ("upper", False), "up to": ("upper", False),
    ">": ("lower", True), "more than": ("lower", True), "<": ("upper", True), "less than": ("upper", True),
}  # fmt: skip
_BOUND = re.compile(r"\s*(>=|<=|>|<|≥|≤|(?:at least|at most|up to|more than|less than)\b)\s*")
_ABOUT = re.compile(r"\s*(?:~|≈|about\b)\s*")
_PACE = re.compile(r"(doubling|halving)\s+in\b\s*")
_BETWEEN = re.compile(r"\s+(to)(?=\s|$)|^(to)(?=\s|$)|\s*(\.\.)|\s*(±|\+/-|\+-)|\s+([+-])(?=\s*[0-9.$€£])")
_HYPHEN = re.compile(
    r"(?P<sign>[$€£]?)(?P<a>[0-9][0-9.]*)(?P<ma>[A-Za-z]*%?)\s*[-–—]\s*[$€£]?(?P<b>[0-9][0-9.]*)(?P<rest>.*)"
)
_SUFFIX = re.compile(r"(bn|mn|tn|[kKMBT])(?![A-Za-z0-9_µΩ])")
_WORD = re.compile(r"\s+(thousand|million|mn|bn|billion|tn|trillion)(?![A-Za-z0-9_])")
_RUN = re.compile(r"[A-Za-zµΩ_]+[0-9]*")
_SIGN = re.compile(r"(US\$|[$€£₹₩¥])\s*")
_CODE = re.compile(r"([A-Z]{3})\s*(?=[-+0-9])")
_CURRENCY = {sign: code for code, _, others in MONEY for sign in others.split() if not sign.isalpha()}
_CODES = frozenset(code for code, _, _ in MONEY)
_SCALES = {**MAGNITUDES, **WORDS}


@dataclass(frozen=True)
class _Amount:
    """One amount before its unit is looked up; offsets are in the whole text."""

    number: Numeral
    negative: bool
    scale: str
    touching: bool
    currency: str
    unit: str
    unit_at: int
    start: int
    scaled_at: int
    end: int

    @property
    def size(self) -> float:
        return (-1.0 if self.negative else 1.0) * self.number.value

    @property
    def digits(self) -> str:
        return ("-" if self.negative else "") + self.number.text


@dataclass(frozen=True)
class _Outline:
    """A value taken apart, without any knowledge of units."""

    bound: str
    about: bool
    pace: str
    marks: tuple[str, ...]
    parts: tuple[_Amount | _Dated, ...]


@dataclass(frozen=True)
class _Dated:
    text: str
    span: Span
    start: int
    end: int


def _outline(text: str) -> _Outline:
    clean = text.translate(_SPACES)
    at, bound, about, pace = 0, "", False, ""
    if hit := _BOUND.match(clean):
        bound, at = hit[1], hit.end()
    if hit := _ABOUT.match(clean, at):
        about, at = True, hit.end()
    if hit := _PACE.match(clean, at):
        if bound:
            raise _refuse(f'"{bound}" cannot stand before "{hit[1]}"', 0, hit.end(),
                          f'write "{hit[1]} in < 2 year", or "> 2x per 2 year"')  # fmt: skip
        pace, at = hit[1], hit.end()
        if hit := _BOUND.match(clean, at):
            bound, at = hit[1], hit.end()
        if hit := _ABOUT.match(clean, at):
            about, at = True, hit.end()
    if not clean[at:].strip():
        what = f'a number is missing after "{clean.strip()}"' if clean.strip() else "the value is empty"
        raise _refuse(what, 0, len(text))
    marks, pieces = _split(clean, at)
    _no_hyphen(clean, pieces)
    dates = [bool(DATE_LIKE.fullmatch(clean[a:b].strip())) for a, b in pieces]
    parts = tuple(_part(clean, a, b, marks, i, dates) for i, (a, b) in enumerate(pieces))
    return _Outline(bound, about, pace, tuple(marks), parts)


_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "−": "-"})


def _split(text: str, at: int) -> tuple[list[str], list[tuple[int, int]]]:
    marks: list[str] = []
    pieces: list[tuple[int, int]] = []
    start = at
    for hit in _BETWEEN.finditer(text, at):
        if hit.start() == start == at and hit[0].strip() in ("+", "-"):
            continue
        mark = hit[0].strip()
        marks.append("±" if mark in ("+/-", "+-") else mark)
        pieces.append((start, hit.start()))
        start = hit.end()
    return marks, [*pieces, (start, len(text))]


def _no_hyphen(text: str, pieces: list[tuple[int, int]]) -> None:
    """Ranges with a hyphen are not read: `22-35` may be a range, a difference or a date."""
    for a, b in pieces:
        piece = text[a:b].strip()
        at = text.find(piece, a)
        hit = _HYPHEN.match(piece)
        if hit is None or DATE_LIKE.fullmatch(piece) or hit["ma"] in ("e", "E"):
            continue
        rest, first = hit["rest"].strip(), hit["a"] + hit["ma"]
        second = hit["b"]
        if scale := _SUFFIX.match(rest):
            word, rest = scale[1], rest[scale.end() :].strip()
            first = first if hit["ma"] else hit["a"] + word
            second += word
        unit = f"{_CURRENCY[hit['sign']]}{'' if rest[:1] == '/' else ' '}{rest}".strip() if hit["sign"] else rest
        if hit["sign"] and scale and first[-len(scale[1]) :] == scale[1]:
            word = {"k": "thousand", "K": "thousand", "M": "million", "B": "bn", "T": "trillion"}.get(scale[1], scale[1])
            first, second = first[: -len(scale[1])], f"{second[: -len(scale[1])]} {word}"
        space = " " if unit and unit[:1] not in "%/" and unit != "x" else ""
        hint = f"{first} to {second}{space}{unit}"
        raise _refuse("a hyphen does not make a range here", at, at + len(piece), f'write "{visible(hint[:80])}"')


def _part(
    text: str, start: int, end: int, marks: list[str], number: int, dates: list[bool]
) -> _Amount | _Dated:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if not piece:
        where = f'after "{marks[number - 1]}"' if number else f'before "{marks[0]}"'
        raise _refuse(f"a number is missing {where}", max(0, start - 1), min(len(text), start + 1))
    # a bare year next to something that is no date is a number: 2000 ± 5
    if dates[number] and (all(dates) or "-" in piece):
        found = span(piece, start)
        if isinstance(found, Problem):
            raise _Refusal(found)
        return _Dated(piece, found, start, start + len(piece))
    return _amount(text, start, start + len(piece), marks, number)


def _amount(text: str, start: int, end: int, marks: list[str], number: int) -> _Amount:
    at, negative = start, False
    signed = text[at] in "+-"
    if signed:
        negative, at = text[at] == "-", at + 1
    at = _skip(text, at, end)
    currency = ""
    if hit := _SIGN.match(text, at, end):
        if hit[1] == "¥":
            raise _refuse('"¥" is the sign of two currencies', at, at + 1, "write CNY or JPY")
        currency, at = _CURRENCY[hit[1]], hit.end()
    elif (hit := _CODE.match(text, at, end)) and hit[1] in _CODES:
        currency, at = hit[1], hit.end()
    if currency and not signed and at < end and text[at] in "+-":
        negative, at = text[at] == "-", at + 1
    found = numeral(text[:end], at)
    if isinstance(found, Problem):
        raise _Refusal(_instead(found, text, start, end, marks, number))
    figure, at = found
    scale, at, touching = _scale(text, at, end, start)
    unit = text[at:end].strip()
    _nothing_odd(text, unit, at, start, end)
    return _Amount(figure, negative, scale, touching, currency, unit, _skip(text, at, end), start, at, end)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


def _instead(problem: Problem, text: str, start: int, end: int, marks: list[str], number: int) -> Problem:
    """A better word for what stands where a number should."""
    word = text[start:end].split(" ")[0]
    if marks and word[:1].isalpha():
        which = {"to": "end of the range", "..": "end of the range"}.get(marks[number - 1 if number else 0], "part")
        order = "second" if number else "first"
        return Problem("bad-value", f'the {order} {which} has no number, only "{visible(text[start:end][:40])}"', start, end)
    if word.lower() in ("between", "from"):
        return Problem("bad-value", f'a range is written without "{word}"', start, start + len(word), ('write "24 to 27 kW"',))
    if word.lower() in ("roughly", "approximately", "around", "circa", "ca.", "nearly", "almost", "some"):
        return Problem("bad-value", f'"{word}" is not understood', start, start + len(word), ('write "~" for about',))
    if word.lower() in ("over", "above", "under", "below", "fewer", "minimum", "maximum", "no"):
        return Problem("bad-value", f'"{word}" is not understood', start, start + len(word),
                       ('write ">=" or "at least", "<=" or "at most", ">" or "more than", "<" or "less than"',))  # fmt: skip
    return problem


def _scale(text: str, at: int, end: int, start: int) -> tuple[str, int, bool]:
    """The suffix or word that scales a number, where it ends, and whether it touches."""
    scale, touching = "", False
    if hit := _SUFFIX.match(text, at, end):
        scale, at, touching = hit[1], hit.end(), True
    elif (run := _RUN.match(text, at, end)) and run[0] != "x":
        raise _touching(text, run, start)
    if word := _WORD.match(text, at, end):
        if scale:
            both = f"{scale} {word[1]}"
            raise _refuse(f'"{both}" scales the number twice', at - len(scale), word.end(), "write one of the two")
        scale, at = word[1], word.end()
    return scale, at, touching


def _touching(text: str, run: re.Match[str], start: int) -> _Refusal:
    """A unit that touches its number, and what may be meant."""
    number = text[start : run.start()]
    word = run[0]
    rest = text[run.end() :]
    if rest[:1] == "$":
        return _dollar(text, start, run.end() + 1)
    if word == "X":
        return _refuse('"X" is not a unit', run.start(), run.end(), f'write "{number}x"')
    if hit := re.match(r"(bn|mn|tn|[kKMBT])(?=[A-Za-z])(.+)", word):
        other = f' or "{number}{hit[1]} {hit[2]}"' if len(hit[2]) > 2 else ""
    else:
        other = ""
    return _refuse(f'"{visible(word[:40])}" touches the number', run.start(), run.end(),
                   f'write a space: "{number} {visible(word[:40])}"{other}')  # fmt: skip


def _dollar(text: str, start: int, end: int) -> _Refusal:
    amount = text[start : end - 1].strip()
    return _refuse('a "$" stands before its number', start, end, f'write "${amount}"')


def _nothing_odd(text: str, unit: str, at: int, start: int, end: int) -> None:
    """Refuses leftovers that would only confuse the reader of a unit."""
    begin = _skip(text, at, end)
    if unit[:1] in ("$", "€", "£") and begin == at:
        raise _dollar(text, start, begin + 1)
    if unit[:1] == "+":
        raise _refuse('a "+" after the number is not understood', begin, begin + 1,
                      f'for a lower bound write ">= {text[start:at].strip()}{visible(unit[1:41])}"')  # fmt: skip
    if re.match(r"[0-9]", unit):
        raise _refuse(f'two numbers stand side by side: "{visible(text[start:end][:40])}"', begin, end,
                      'write "to" between the ends of a range', )  # fmt: skip
    if hit := re.match(r"([kMBGT]|tn|m)\b", unit):
        word = {"k": "thousand", "M": "million", "B": "billion", "T": "trillion"}.get(hit[1], "")
        rest = unit[len(hit[1]) :]
        if word and (rest[:1] in ("$",) or re.match(r"\s+[A-Za-z$€£]", rest)):
            number = text[start:at].strip()
            if rest[:1] == "$":
                raise _refuse(f'"{hit[1]}$" is not a unit', begin, begin + 2, f'write "${number}{hit[1]}"')
            raise _refuse(f'"{hit[1]}" is apart from its number', begin, begin + 1,
                          f'write "{number}{hit[1]}{visible(rest[:40])}" or "{number} {word}{visible(rest[:40])}"')  # fmt: skip


# --- from an outline to a value --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Measure:
    """An amount in its unit, and both of them in base units."""

    number: float
    unit: Unit
    base: float
    step: float
    amount: _Amount


def _value(text: str, units: Units, about: float) -> Written:
    outline = _outline(text)
    kind = _kind(outline, text)
    _alone(outline, kind, text)
    if outline.pace:
        return _pace(text, outline, kind, units, about)
    if all(isinstance(part, _Dated) for part in outline.parts):
        return _dates(text, outline, kind)
    if isinstance(outline.parts[0], _Dated):
        return _date_with_error(text, outline, kind, units)
    amounts = [part for part in outline.parts if isinstance(part, _Amount)]
    if len(amounts) < len(outline.parts):
        odd = next(part for part in outline.parts if isinstance(part, _Dated))
        raise _refuse("a date and a number cannot be ends of one range", odd.start, odd.end)
    return _finish(text, outline, kind, _measures(text, amounts, units), about)


def _finish(text: str, outline: _Outline, kind: str, measures: list[_Measure], about: float) -> Written:
    first, last = measures[0], measures[-1]
    if kind == "one":
        return _one(text, outline, first, about)
    if kind in ("to", ".."):
        return _range(text, kind, first, last)
    unit = first.unit
    if kind == "±":
        sd = math.hypot(*(_error(first, each) for each in measures[1:]))
        shape: Shape = Normal(first.base, sd)
    else:
        below, above = measures[1:] if outline.marks[0] == "-" else measures[:0:-1]
        shape = Split(first.base, _error(first, below, -1), _error(first, above, 1))
    return _written(text, unit, shape, step=first.step)


def _kind(outline: _Outline, text: str) -> str:
    marks = outline.marks
    if not marks:
        return "one"
    if len(marks) == 1 and marks[0] in ("to", ".."):
        return marks[0]
    if set(marks) == {"±"}:
        return "±"
    if sorted(marks) == ["+", "-"]:
        return "split"
    at = outline.parts[1].start
    if marks == ("-",):
        first, rest = text[outline.parts[0].start : outline.parts[0].end], text[at:].strip()
        hints = (f'a range is written "{first} to {rest}"', f'an error is written "{first} ± {rest}"')
        raise _refuse("a hyphen does not make a range here", outline.parts[0].start, len(text.rstrip()), *hints)
    if marks == ("+",):
        raise _refuse('an asymmetric error needs both sides', at - 1, outline.parts[-1].end, 'write "10 +3 -2 m"')
    raise _refuse("this mixes several forms", outline.parts[0].start, outline.parts[-1].end,
                  'write one of "24 to 27 kW", "24 .. 27 kW", "25 ± 1 kW", "25 +2 -1 kW"')  # fmt: skip


def _alone(outline: _Outline, kind: str, text: str) -> None:
    if kind == "one":
        return
    if outline.bound:
        raise _refuse(f'"{outline.bound}" goes with one number, not with a range', 0, len(text), "leave one of them out")
    if outline.about:
        raise _refuse("a range already says how wide it is", 0, len(text), 'leave out the "~"')


def _one(text: str, outline: _Outline, it: _Measure, about: float) -> Written:
    bound, strict = _BOUNDS.get(outline.bound, ("", False))
    if it.amount.number.error:
        if bound or outline.about:
            raise _refuse("an error in parentheses already says how sure this is", it.amount.start, it.amount.end)
        scale = it.number / it.amount.size if it.amount.size else _SCALES.get(it.amount.scale, 1.0)
        sd = abs(it.amount.number.error * scale * _slope(it))
        return _written(text, it.unit, Normal(it.base, sd), step=it.step)
    shape = _around(it, about) if outline.about else Exact(it.base)
    return replace(_written(text, it.unit, shape, step=it.step), point=it.base, bound=bound, strict=strict,
                   about=outline.about)  # fmt: skip


def _around(it: _Measure, about: float) -> Shape:
    """`~v`: 90 % between v/(1+about) and v(1+about); symmetric for a negative number."""
    if it.number == 0:
        raise _refuse("about 0 has no width", it.amount.start, it.amount.end, 'write "0 ± 1" or a range')
    if about <= 0:
        return Exact(it.base)
    if it.unit.style == "times":
        # computed around the point itself, so that the middle is exactly what was written
        return Normal(it.base, spread(-math.log1p(about), math.log1p(about), False).sd * it.unit.factor)  # type: ignore[union-attr]
    if it.number < 0:
        return spread(it.base * (1 + about), it.base * (1 - about), False)
    width = spread(1 / (1 + about), 1 + about, True)
    return replace(width, mu=math.log(it.base))  # type: ignore[call-arg,arg-type]


def _range(text: str, kind: str, first: _Measure, last: _Measure) -> Written:
    low, high = first.base, last.base
    start, end = first.amount.start, last.amount.end
    if low == high:
        raise _refuse("both ends of the range are the same", start, end, f'write "{text[last.amount.start : end]}"')
    if low > high:
        raise _refuse("the ends are the wrong way round", start, end, *_turned(text, kind, first, last))
    step = min(first.step, last.step)
    if kind == "..":
        shape: Shape = Uniform(low, high)
    else:
        # of a growth factor the logarithm is kept, so lognormal factors are normal rates
        shape = spread(low, high, low > 0 and first.unit.style != "times")
    return _written(text, last.unit, shape, step=step, ends=(low, high))


def _turned(text: str, kind: str, first: _Measure, last: _Measure) -> tuple[str, ...]:
    a, b = first.amount, last.amount
    if a.unit or a.currency:
        return (f'write "{text[b.start : b.end]} {kind} {text[a.start : a.end]}"',)
    if a.scale != b.scale:
        return ("the smaller end comes first", "write the scale with both numbers")
    tail = text[b.scaled_at : b.end]
    return (f'write "{text[b.start : b.scaled_at]} {kind} {text[a.start : a.scaled_at]}{tail}"',)


def _slope(it: _Measure) -> float:
    """How much the base-unit number moves for one more of the unit."""
    return it.unit.factor / it.number if it.unit.style == "times" else it.unit.factor


def _error(center: _Measure, it: _Measure, side: int = 0) -> float:
    """The size of an error in base units; a per cent of something that is not a share is relative."""
    if it.number <= 0:
        raise _refuse("an error is above 0", it.amount.start, it.amount.end)
    if it.unit.dimension.is_one and not center.unit.dimension.is_one:
        return abs(center.base) * it.base
    if it.unit.style == "times":
        if side == 0:
            return abs(it.number * _slope(center))
        moved = it.unit.to_base(center.number + side * it.number)
        if math.isnan(moved):
            raise _refuse("this error would take the factor below 0", it.amount.start, it.amount.end)
        return abs(moved - center.base)
    return it.base


def _written(
    text: str, unit: Unit, shape: Shape, step: float = 0.0, ends: tuple[float, float] | None = None
) -> Written:
    return Written(text, unit, shape, middle(shape), step=step, ends=ends)


# --- units of the amounts --------------------------------------------------------------------------------------


def _measures(text: str, amounts: list[_Amount], units: Units) -> list[_Measure]:
    """Every amount in its unit: the last one's holds for those that have none, and so does its scale if it is a word."""
    last = amounts[-1]
    shared = _unit(last, units)
    if not last.unit and not last.currency and (amounts[0].unit or amounts[0].currency):
        shared = _unit(amounts[0], units)
    measures = []
    for amount in amounts:
        bare = not amount.unit and (not amount.currency or amount is not last)
        unit = shared if bare and _same_money(amount, shared, text) else _unit(amount, units)
        scale = amount.scale
        if not scale and last.scale and not amount.unit:
            if last.touching and amount.number.value:
                raise _whose_scale(text, amount, last)
            scale = last.scale
        measures.append(_measure(text, amount, unit, scale, units))
    _one_dimension(text, measures)
    return measures


def _same_money(amount: _Amount, shared: Unit, text: str) -> bool:
    if not amount.currency or shared.text.startswith(amount.currency):
        return True
    raise _refuse(f"one amount is in {amount.currency}, the other is not", amount.start, len(text), "write both in one unit")


def _whose_scale(text: str, amount: _Amount, last: _Amount) -> _Refusal:
    both = f"{amount.digits}{last.scale}"
    rest = text[amount.end : last.end]
    plain = last.number.value * _SCALES[last.scale]
    there = f"{plain:.0f}" if plain.is_integer() and plain < 1e15 else f"{plain:g}"
    message = f'does the "{last.scale}" of "{last.digits}{last.scale}" hold for {amount.digits} too?'
    begin = text[amount.start : amount.end - len(amount.number.text)]
    return _refuse(message, amount.start, last.end, f'write "{begin.replace("-", "")}{both}{rest}" if it does',
                   f'write "{text[amount.start : last.start]}{there}{text[last.start + len(last.digits) + len(last.scale) : last.end]}" if not')  # fmt: skip


def _unit(amount: _Amount, units: Units) -> Unit:
    text, shift = amount.unit, amount.unit_at
    above = amount.currency or "1"
    if text[:1] == "/" or re.match(r"per\b", text):
        text, shift = f"{above} {text}", shift - len(above) - 1
    elif amount.currency:
        if text:
            raise _refuse(f'the amount is in {amount.currency} already, so what is "{visible(text[:40])}"?', amount.unit_at,
                          amount.end, 'write "per" or "/" before what it is divided by')  # fmt: skip
        text = amount.currency
    elif not text:
        return PURE
    found = units.parse(text)
    if isinstance(found, Problem):
        start, end = max(found.start + shift, amount.start), max(found.end + shift, amount.start + 1)
        raise _Refusal(replace(found, start=start, end=end))
    if found.style == "date":
        raise _refuse("a date is written as 2025-11-05", amount.start, amount.end)
    return found


def _measure(text: str, amount: _Amount, unit: Unit, scale: str, units: Units) -> _Measure:
    times = _SCALES[scale] if scale else 1.0
    number = amount.size * times
    # powers of ten are exact in decimal, so 22 bn is the float nearest to 22000000000
    if scale:
        number = math.copysign(float(f"{amount.number.value!r}") * times, amount.size)
    if amount.touching and unit.text:
        _not_twice(text, amount, unit, units)
    if unit.style == "times" and not number > 0:
        raise _refuse("a growth factor is above 0", amount.start, amount.end, "a fall by half is 0.5x")
    base = unit.to_base(number)
    if not (base == 0 or 1e-300 < abs(base) < 1e300):
        size = "large" if abs(base) > 1 else "small"
        raise _refuse(f"this is too {size} to compute with, in base units", amount.start, amount.end)
    step = amount.number.step * times * unit.factor / (number if unit.style == "times" else 1.0)
    return _Measure(number, unit, base, step, amount)


def _not_twice(text: str, amount: _Amount, unit: Unit, units: Units) -> None:
    """A suffix and a prefixed unit are two scales in a row: 16k GB."""
    entry = units.entry(unit)
    if entry is None or entry.role != "prefixed" or amount.currency:
        return
    times = _SCALES[amount.scale]
    rest = amount.unit
    larger = [
        name for name, other in units.table.items()
        if other.role == "prefixed" and other.name == name and name[-1] == entry.name[-1]
        and other.dimension == entry.dimension and math.isclose(other.factor, entry.factor * times)
    ]  # fmt: skip
    hints = [f'write "{amount.digits} {rest.replace(entry.name, larger[0], 1)}"'] if larger else []
    plain = amount.size * times
    hints.append(f'or "{plain:.0f} {rest}"' if hints else f'write "{plain:.0f} {rest}"')
    raise _refuse(f'"{amount.scale}" and "{entry.name}" are two scales in a row', amount.start, amount.end, *hints)


def _one_dimension(text: str, measures: list[_Measure]) -> None:
    first = measures[0]
    for each in measures[1:]:
        same = each.unit.dimension == first.unit.dimension and (each.unit.style == "times") == (first.unit.style == "times")
        relative = each.unit.text in ("%", "‰") and not any(mark in text for mark in (" to ", ".."))
        if not same and not relative:
            a, b = first.amount, each.amount
            message = clash(first.unit.dimension, each.unit.dimension, f'"{text[a.start : a.end]}"', f'"{text[b.start : b.end]}"')
            raise _refuse(message, a.start, b.end)


# --- growth told as a time, and dates --------------------------------------------------------------------------


def _pace(text: str, outline: _Outline, kind: str, units: Units, about: float) -> Written:
    """`doubling in 2.3 year` is a rate of ln 2 per 2.3 years; a longer time is a slower rate."""
    amounts = [part for part in outline.parts if isinstance(part, _Amount)]
    if len(amounts) < len(outline.parts):
        raise _refuse(f"{outline.pace} takes a time, not a date", outline.parts[0].start, len(text))
    measures = _measures(text, amounts, units)
    first, last = measures[0], measures[-1]
    for it in measures:
        if it.unit.dimension != TIME or it.base <= 0:
            raise _refuse(f"{outline.pace} takes a time above 0, such as 2.3 year", it.amount.start, it.amount.end)
    if kind not in ("one", "to", "..") or first.amount.number.error:
        raise _refuse(f"{outline.pace} takes one time or a range of times", first.amount.start, last.amount.end)
    sign = 1.0 if outline.pace == "doubling" else -1.0
    if kind != "one":
        return _paces(text, kind, sign, first, last)
    rate = sign * LN2 / first.base
    period = _period(first)
    unit = Unit(f"x per {period}", RATE, 1 / first.base, "times")
    shape: Shape = Exact(rate)
    if outline.about:
        shape = spread(rate / (1 + about), rate * (1 + about), True) if rate > 0 else spread(rate * (1 + about), rate * (1 - about), False)
    bound, strict = _BOUNDS.get(outline.bound, ("", False))
    if bound and sign > 0:
        bound = "upper" if bound == "lower" else "lower"
    step = LN2 / first.base * first.step / first.base
    return Written(text, unit, shape, rate, bound, strict, outline.about, step)


def _period(it: _Measure) -> str:
    scaled = it.number != it.amount.number.value
    number = f"{it.number:.12g}" if scaled else it.amount.number.text
    return it.unit.text if it.number == 1 else f"{number} {it.unit.text}"


def _paces(text: str, kind: str, sign: float, first: _Measure, last: _Measure) -> Written:
    if first.base >= last.base:
        raise _refuse("the shorter time comes first", first.amount.start, last.amount.end)
    low, high = sorted((sign * LN2 / first.base, sign * LN2 / last.base))
    shape: Shape = Uniform(low, high) if kind == ".." else spread(low, high, low > 0)
    year = Unit("x per year", RATE, 1 / (8766 * 3600.0), "times")
    step = min(LN2 / it.base * it.step / it.base for it in (first, last))
    return _written(text, year, shape, step=step, ends=(low, high))


def _dates(text: str, outline: _Outline, kind: str) -> Written:
    spans = [part.span for part in outline.parts if isinstance(part, _Dated)]
    first, last = spans[0], spans[-1]
    kind = _kind(outline, text)
    _alone(outline, kind, text)
    step = min(each.end - each.start for each in spans)
    if kind == "one":
        return _date(text, outline, first, step)
    if kind not in ("to", ".."):
        raise _refuse("dates make a range with \"to\" or \"..\"", 0, len(text))
    low, high = first.start, last.start if last.day else last.end
    if low >= high:
        a, b = outline.parts[0], outline.parts[1]
        hint = f'write "{text[b.start : b.end]} {kind} {text[a.start : a.end]}"'
        raise _refuse("the ends are the wrong way round", a.start, b.end, hint)
    shape: Shape = spread(low, high, False) if kind == "to" else Uniform(low, high)
    return _written(text, DATE_UNIT, shape, step=step, ends=(low, high))


def _date(text: str, outline: _Outline, it: Span, step: float) -> Written:
    """A day is exact, anything coarser may be any moment of it; `~` adds as much again on either side."""
    bound, strict = _BOUNDS.get(outline.bound, ("", False))
    if bound:
        # at least a month means from its first day, more than a month means after its last
        edge = it.start if it.day or (bound == "lower") != strict else it.end
        return Written(text, DATE_UNIT, Exact(edge), edge, bound, strict, outline.about, step)
    if outline.about:
        width = it.end - it.start
        shape: Shape = spread(it.middle - 1.5 * width, it.middle + 1.5 * width, False)
        return Written(text, DATE_UNIT, shape, it.middle, about=True, step=step)
    return _written(text, DATE_UNIT, Exact(it.start) if it.day else Uniform(it.start, it.end), step=step)


def _date_with_error(text: str, outline: _Outline, kind: str, units: Units) -> Written:
    """`2025-11-05 ± 3 day`: a date with an error that is a time."""
    center = outline.parts[0]
    errors = [part for part in outline.parts[1:] if isinstance(part, _Amount)]
    if kind in ("to", "..") or len(errors) < len(outline.parts) - 1 or not isinstance(center, _Dated):
        raise _refuse("a date and a number cannot be ends of one range", outline.parts[0].start, len(text))
    measures = _measures(text, errors, units)
    for it in measures:
        if it.unit.dimension != TIME or it.base <= 0:
            raise _refuse("the error of a date is a time above 0, such as 3 day", it.amount.start, it.amount.end)
    step = center.span.end - center.span.start
    if kind == "±":
        shape: Shape = Normal(center.span.middle, math.hypot(*(it.base for it in measures)))
    else:
        minus, plus = (it.base for it in (measures if outline.marks[0] == "-" else measures[::-1]))
        shape = Split(center.span.middle, minus, plus)
    return _written(text, DATE_UNIT, shape, step=step)


# --- the long form ---------------------------------------------------------------------------------------------

_FORMS = ("quantiles", "one_of", "lognormal", "normal", "uniform")


def _read(text: str) -> Node:
    node = read_flow(text)
    if isinstance(node, Problem):
        raise _Refusal(node)
    return node


def _long(node: Node, text: str, units: Units, about: float) -> Written:
    fields = _fields(node, (*_FORMS, "unit", "weights"), text)
    forms = [form for form in _FORMS if form in fields]
    if len(forms) != 1:
        raise _refuse("a long form has exactly one of " + ", ".join(f"`{form}`" for form in _FORMS), 0, len(text))
    if "weights" in fields and forms[0] != "one_of":
        raise _refuse("`weights` go with `one_of`", fields["weights"].start, fields["weights"].end)
    unit = _declared(fields.get("unit"), units)
    body = fields[forms[0]]
    match forms[0]:
        case "quantiles":
            return _quantiles(text, body, unit, units)
        case "one_of":
            return _one_of(text, body, fields.get("weights"), unit, units)
        case form:
            return _family(text, form, body, unit, units)


def _fields(node: Node, known: tuple[str, ...], text: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise _refuse("`{name: value, ...}` is expected here", node.start, node.end)
    for key, item in node.value.items():
        if key.text not in known:
            near = suggest(key.text, known)
            hint = f"did you mean `{near[0]}`?" if near else "known are " + ", ".join(f"`{name}`" for name in known)
            raise _refuse(f"`{visible(key.text[:40])}` is not known here", key.start, key.end or item.start, hint)
    return {key.text: item for key, item in node.value.items()}


def _declared(node: Node | None, units: Units) -> Unit | None:
    if node is None:
        return None
    word = _word(node)
    found = units.parse(word.text)
    if isinstance(found, Problem):
        raise _Refusal(replace(found, start=found.start + word.start, end=found.end + word.start))
    return found


def _word(node: Node) -> Leaf:
    if not isinstance(node.value, Leaf):
        raise _refuse("a single value is expected here", node.start, node.end)
    return node.value


def _item(node: Node, unit: Unit | None, units: Units) -> Written:
    """One number of a long form, in its own unit or the declared one; a coarse date stands for its middle."""
    leaf = _word(node)
    bare = unit is not None and unit.style != "date" and re.fullmatch(r"[-+]?[0-9]{4}", leaf.text.strip())
    text = f"{leaf.text} x" if bare else leaf.text
    try:
        _no_strangers(leaf.text)
        found = _value(text, units, 0.0) if len(text) <= LIMIT else None
    except _Refusal as refusal:
        problem = refusal.problem
        end = min(problem.end, len(leaf.text)) + leaf.start
        raise _Refusal(replace(problem, start=problem.start + leaf.start, end=end)) from None
    if found is None:
        raise _Refusal(_too_long(leaf.text, LIMIT))
    dated = found.unit.style == "date" and isinstance(found.shape, Uniform) and found.ends is None
    if not (isinstance(found.shape, Exact) or dated) or found.bound or found.about:
        raise _refuse("one plain number is expected here", node.start, node.end)
    if unit is None:
        return found
    if found.unit.dimension == ONE and found.unit.text in ("", "x") and unit.text not in ("", "x"):
        return _in_unit(node, found, unit)
    if found.unit.dimension != unit.dimension:
        raise _refuse(clash(found.unit.dimension, unit.dimension, f'"{leaf.text}"', "`unit`"), node.start, node.end)
    return replace(found, unit=unit)


def _in_unit(node: Node, found: Written, unit: Unit) -> Written:
    if unit.style == "date":
        raise _refuse("a date is written as 2025-11-05", node.start, node.end)
    point = unit.to_base(found.point)
    if math.isnan(point) or not (point == 0 or 1e-300 < abs(point) < 1e300):
        raise _refuse("this number does not go with its unit", node.start, node.end)
    step = found.step * unit.factor / (found.point if unit.style == "times" else 1.0)
    return Written(found.text, unit, Exact(point), point, step=step)


def _alike(items: list[tuple[Node, Written]], unit: Unit | None) -> Unit:
    """The unit of all items; one that has none beside others that have is an error."""
    first = unit or items[0][1].unit
    for node, each in items:
        if each.unit.dimension != first.dimension:
            message = clash(first.dimension, each.unit.dimension, "the first", "this one")
            raise _refuse(message, node.start, node.end)
    return first


def _quantiles(text: str, body: Node, unit: Unit | None, units: Units) -> Written:
    if not isinstance(body.value, dict) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise _refuse("`quantiles` holds two or more levels, such as {5%: 1, 50%: 2, 95%: 4}", body.start, body.end)
    levels, items = [], []
    for key, node in body.value.items():
        level = _value(key.text, units, 0.0) if key.text and len(key.text) <= 40 else None
        if level is None or level.unit.dimension != ONE or not isinstance(level.shape, Exact) or not 0 < level.point < 1:
            raise _refuse("a level lies between 0% and 100%, such as 5%", key.start, key.end)
        levels.append(level.point)
        items.append((node, _item(node, unit, units)))
    shown = _alike(items, unit)
    order = sorted(range(len(levels)), key=levels.__getitem__)
    points = [items[i][1].point for i in order]
    ranks = [levels[i] for i in order]
    for i in range(1, len(order)):
        node = items[order[i]][0]
        if ranks[i] == ranks[i - 1]:
            raise _refuse("this level is given twice", node.start, node.end)
        if points[i] <= points[i - 1]:
            raise _refuse("a higher level has a higher value; this one is not above the one before", node.start, node.end)
    # the logarithm of a growth factor is kept already
    shape = Quantiles(tuple(ranks), tuple(points), points[0] > 0 and shown.style not in ("times", "date"))
    return _written(text, shown, shape, step=min(each.step for _, each in items))


def _one_of(text: str, body: Node, weights: Node | None, unit: Unit | None, units: Units) -> Written:
    if not isinstance(body.value, list) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise _refuse("`one_of` holds two or more values, such as [2, 4, 72]", body.start, body.end)
    items = [(node, _item(node, unit, units)) for node in body.value]
    shown = _alike(items, unit)
    shares = [1.0] * len(items)
    if weights is not None:
        if not isinstance(weights.value, list) or len(weights.value) != len(items):
            raise _refuse(f"`weights` holds one weight for each of the {len(items)} values", weights.start, weights.end)
        shares = [_weight(node, units) for node in weights.value]
        if not sum(shares) > 0:
            raise _refuse("at least one weight is above 0", weights.start, weights.end)
    total = math.fsum(shares)
    shape = OneOf(tuple(each.point for _, each in items), tuple(share / total for share in shares))
    return _written(text, shown, shape, step=min(each.step for _, each in items))


def _weight(node: Node, units: Units) -> float:
    found = _item(node, Unit("", ONE, 1.0), units)
    if found.point < 0:
        raise _refuse("a weight is not below 0", node.start, node.end)
    return found.point


def _family(text: str, form: str, body: Node, unit: Unit | None, units: Units) -> Written:
    names = ("low", "high") if form == "uniform" else ("mean", "sd")
    fields = _fields(body, names, text)
    missing = [name for name in names if name not in fields]
    if missing:
        raise _refuse(f"`{form}` needs `{missing[0]}`", body.start, body.end)
    items = [(fields[name], _item(fields[name], unit, units)) for name in names]
    if items[0][1].unit.style == "date" or items[0][1].unit.style == "times":
        raise _refuse(f"`{form}` does not take dates or growth factors", body.start, body.end, "write `quantiles` or a range")
    shown = _alike(items, unit)
    (first_node, first), (second_node, second) = items
    a, b = first.point, second.point
    step = min(first.step, second.step)
    if form == "uniform":
        if a >= b:
            raise _refuse("`low` is below `high`", body.start, body.end)
        return _written(text, shown, Uniform(a, b), step=step, ends=(a, b))
    if b <= 0:
        raise _refuse("`sd` is above 0", second_node.start, second_node.end)
    if form == "normal":
        return _written(text, shown, Normal(a, b), step=first.step)
    if a <= 0:
        raise _refuse("the mean of a lognormal is above 0", first_node.start, first_node.end)
    # the usual moments: variance = (exp(sigma^2) - 1) mean^2
    sigma2 = math.log1p((b / a) ** 2)
    return _written(text, shown, Lognormal(math.log(a) - sigma2 / 2, math.sqrt(sigma2)), step=first.step)


# --- writing back ----------------------------------------------------------------------------------------------


def unparse(value: Written) -> str:
    """The canonical spelling of a value that was read: the author's digits, one way to write everything else."""
    if value.text.lstrip()[:1] == "{":
        node = read_flow(value.text)
        return value.text if isinstance(node, Problem) else flow_text(node)
    try:
        outline = _outline(value.text)
    except _Refusal:
        return value.text
    bound = _BOUNDS.get(outline.bound)
    head = "" if bound is None else {"lower": ">", "upper": "<"}[bound[0]] + ("" if bound[1] else "=") + " "
    pace = f"{outline.pace} in " if outline.pace else ""
    pieces = [_spelled(part, len(outline.parts) > 1) for part in outline.parts]
    body = pieces[0]
    for mark, piece in zip(outline.marks, pieces[1:], strict=True):
        body += f" {mark}{piece}" if mark in "+-" else f" {mark} {piece}"
    return f"{pace}{head}{'~' if outline.about else ''}{body}"


def _spelled(part: _Amount | _Dated, several: bool) -> str:
    """One amount: a currency goes behind a single one, but before each of several, where its place may matter."""
    if isinstance(part, _Dated):
        return part.text
    number = part.digits
    suffix = {"k": "K", "mn": "M", "tn": "T"}.get(part.scale, part.scale)
    if suffix == "bn" and not part.touching or part.scale in WORDS and not part.touching:
        suffix = " " + {1e3: "thousand", 1e6: "million", 1e9: "bn", 1e12: "trillion"}[_SCALES[part.scale]]
    unit = re.sub(r"\s+", " ", part.unit)
    if part.currency and several:
        number = f"{part.currency} {number}"
    elif part.currency:
        unit = f"{part.currency}{'' if unit[:1] in ('', '/') else ' '}{unit}"
    touch = not unit or unit[:1] in ("%", "‰", "/") or unit == "x" or unit.startswith("x ")
    return f"{number}{suffix}{unit}" if touch else f"{number}{suffix} {unit}"
