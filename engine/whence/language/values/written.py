"""The value grammar: what people write for a value, read into unit, shape and precision, and written back.

    value    = [bound] ["~"] quantity | ("doubling" | "halving") "in" value
    bound    = ">=" | "<=" | ">" | "<" | "at least" | "at most" | "more than" | "less than" | "up to"
    quantity = amount | amount ("to" | "..") amount | amount { "±" amount } | amount "+" amount "-" amount
    amount   = [sign] [currency] number [suffix] [word] [unit] | date
    suffix   = k | K | M | B | bn | T, touching the number
    word     = thousand | million | bn | billion | tn | trillion
    date     = YYYY | YYYY-MM | YYYY-MM-DD | YYYY-Qn | YYYY-Hn

The unit of the last amount holds for those before it that have none. Four digits alone, 1900 to 2100, are
a year. `a to b` is a 90 % interval (lognormal when both ends are above zero, else normal), `a .. b` has hard
ends, `±` is one sigma (several add in quadrature). Of a growth factor, `14x per 2 year`, the logarithm
counts, so a range of factors is normal in the rate. `~v` is a 90 % interval from v/(1+about) to v(1+about).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from whence.language.limits import LONG_VALUE
from whence.language.problems import Problem, Refused, problem_of
from whence.language.units.dimensions import TIME, ZEROS, Unit
from whence.language.units.tokens import WORDS
from whence.language.units.units import Units
from whence.language.values.amounts import Measure, error_of, measures_of, rounded, slope
from whence.language.values.anatomy import (
    BOUNDS,
    LIMIT,
    SCALES,
    WORD_FOR,
    Amount,
    Dated,
    Outline,
    kind_of,
    no_strangers,
    outline_of,
    refuse,
    too_long,
)
from whence.language.values.dates import date_with_error, dates_of, pace_of
from whence.language.values.flow import Node, flow_text, nodes_of, read_flow
from whence.language.values.growth import growing
from whence.language.values.long_form import long_value
from whence.language.values.numerals import Numeral, span
from whence.language.values.ordinary import ordinary
from whence.language.values.shapes import (
    Z95,
    Exact,
    Lognormal,
    Normal,
    OneOf,
    Quantiles,
    Shape,
    Split,
    Uniform,
    normal_between,
    spread,
)
from whence.language.values.shown import show, show_interval
from whence.language.values.value import NINETY, ONE_SIGMA, Ends, Interval, Written, ninety, written_as

__all__ = [
    "Exact", "Lognormal", "Normal", "OneOf", "Quantiles", "Shape", "Split", "Uniform", "Written",
    "ninety", "parse", "parse_date", "parse_long", "show", "show_interval", "unparse",
]  # fmt: skip

LONG_LIMIT = LONG_VALUE.most


@lru_cache(maxsize=8192)
def parse(text: str, units: Units, about: float = 0.10) -> Written | Problem:
    """The value a text means, or what is wrong and where (`bad-value`, `unknown-unit`, `bad-unit`), and what to write."""
    if text.lstrip()[:1] == "{":
        return _guarded(lambda: long_value(_flow(text), text, units, value_of), text, LONG_LIMIT)
    found = _one_line(text, units, about)
    if isinstance(found, Written):
        return found
    from whence.language.values.mends import mended

    return mended(text, found, lambda other: _one_line(other, units, about), units)


def _one_line(text: str, units: Units, about: float) -> Written | Problem:
    return _guarded(lambda: value_of(text, units, about), text, LIMIT)


def parse_long(data: Mapping[str, object], units: Units, about: float = 0.10) -> Written | Problem:
    """The value of a long form: `quantiles`, `one_of`, `lognormal`, `normal` or `uniform`, and a `unit`.

    What is inside is written as in `parse`; a problem's offsets count in the canonical text of the mapping.
    """
    node = nodes_of(data)
    if isinstance(node, Problem):
        return node
    return parse(flow_text(node), units, about)


def parse_date(text: str) -> tuple[float, float] | Problem:
    """The start of a date and the start of the day after it, in seconds since 1970-01-01 UTC."""
    found = (
        span(text.strip(), len(text) - len(text.lstrip())) if len(text) <= LIMIT else too_long(text, LIMIT)
    )
    return found if isinstance(found, Problem) else (found.start, found.end)


def _guarded(work: Callable[[], Written], text: str, limit: int) -> Written | Problem:
    if len(text) > limit:
        return too_long(text, limit)
    try:
        no_strangers(text)
        return growing(work())
    except Refused as refusal:
        return problem_of(refusal)


def _flow(text: str) -> Node:
    node = read_flow(text)
    if isinstance(node, Problem):
        raise Refused(node)
    return node


def value_of(text: str, units: Units, about: float) -> Written:
    """The value of a text in one line; what cannot be read raises `Refused`."""
    if ordinary(text):
        return _read(text, units, about)
    from whence.language.values.short_form import short_form
    from whence.language.values.spellings import duration, plain

    if short := short_form(text):
        return long_value(short, text, units, value_of)
    if found := duration(text):
        return _lasting(text, *found, units)
    spelt = plain(text, units)
    if spelt == text:
        return _read(text, units, about)
    try:
        return replace(_read(spelt, units, about), text=text)
    except Refused as refusal:
        from whence.language.values.mends import whole

        # what is to be written counts in the other spelling, and all of that is told
        hints = (
            whole(each, spelt, problem_of(refusal), lambda other: _one_line(other, units, about))
            for each in problem_of(refusal).hints
        )
        raise Refused(
            replace(problem_of(refusal), start=0, end=len(text), hints=tuple(filter(None, hints)))
        ) from None


def _lasting(text: str, seconds: Fraction, large: str, small: str, units: Units) -> Written:
    """`2h30m`: shown in its largest unit, as precise as its smallest."""
    unit = units.parse(large)
    digits = str(int(seconds / Fraction(units.table[small].factor)))
    # zeros at the end count: 2h30m is told to the minute
    number = f"{digits[0]}.{digits[1:]}e{len(digits) - 1}" if digits[1:] else digits
    found = _read(f"{number} {small}", units, 0.0)
    assert isinstance(unit, Unit)
    return replace(found, text=text, unit=unit)


def _read(text: str, units: Units, about: float) -> Written:
    outline = outline_of(text)
    kind = kind_of(outline, text)
    if outline.pace:
        return pace_of(text, outline, kind, units, about)
    if all(isinstance(part, Dated) for part in outline.parts):
        return dates_of(text, outline, kind)
    _not_a_year(text, outline, units)
    if isinstance(outline.parts[0], Dated):
        return date_with_error(text, outline, kind, units)
    amounts = [part for part in outline.parts if isinstance(part, Amount)]
    if len(amounts) < len(outline.parts):
        odd = next(part for part in outline.parts if isinstance(part, Dated))
        raise refuse("a date and a number cannot be ends of one range", odd.start, odd.end)
    return _finish(text, outline, kind, measures_of(text, amounts, units), about)


def _not_a_year(text: str, outline: Outline, units: Units) -> None:
    """`2025 ± 1 year` is that year and an error, or so many years and one of them."""
    first, last = outline.parts[0], outline.parts[-1]
    if (
        first is last
        or not isinstance(first, Amount)
        or not isinstance(last, Amount)
        or first.unit
        or first.scale
    ):
        return
    unit = units.parse(last.unit) if re.fullmatch(r"(?:19|20)[0-9]{2}", first.digits) else None
    if isinstance(unit, Unit) and unit.dimension == TIME:
        year, rest = first.digits, text[first.end : last.end].strip()
        date = (
            f"year {year} {rest}" if outline.marks[0] in "±+-" else f"{year} {outline.marks[0]} {last.digits}"
        )
        hints = (f'write "{date}" for a date', f'or "{year} {last.unit} {rest}" for a time')
        raise refuse(f"is {year} a year, or a number of them?", first.start, last.end, *hints)


def _finish(text: str, outline: Outline, kind: str, measures: list[Measure], about: float) -> Written:
    first, last = measures[0], measures[-1]
    if kind == "one":
        return _one(text, outline, first, about)
    if kind in ("to", ".."):
        return _range(text, kind, first, last)
    if kind == "±":
        errors = [(error_of(first, each), each.amount.number) for each in measures[1:]]
        sd = math.hypot(*(error for error, _ in errors))
        low, high = (math.hypot(*(_half(*each)[n] for each in errors)) for n in (0, 1))
        return _one_sigma(text, first, Normal(first.base, sd), (sd, sd), ((low, high),) * 2)
    below, above = measures[1:] if outline.marks[0] == "-" else measures[:0:-1]
    minus, plus = error_of(first, below, -1), error_of(first, above, 1)
    arms = _half(minus, below.amount.number), _half(plus, above.amount.number)
    return _one_sigma(text, first, Split(first.base, minus, plus), (minus, plus), arms)


def _half(error: float, digits: Numeral) -> Ends:
    """What an error stands for, given its digits: half a unit of the last one either way.

    An error has often one digit alone, so that a whole one has not the two at least that other numbers have: 7 is 6.5 to 7.5.
    """
    part = max(digits.half, 0.5 if digits.text.isdigit() else 0.0) / digits.value
    return error * (1 - part), error * (1 + part)


def _one_sigma(text: str, it: Measure, shape: Shape, errors: Ends, arms: tuple[Ends, Ends]) -> Written:
    """A value with its errors below and above, each one sigma; `arms` are what these stand for."""
    low, high = it.base - errors[0], it.base + errors[1]
    interval = Interval((low, high), ONE_SIGMA, ((low, low), (high, high)), arms)
    found = written_as(text, it.unit, shape, step=it.step, rounding=(rounded(it),))
    return replace(found, interval=interval)


def _one(text: str, outline: Outline, it: Measure, about: float) -> Written:
    bound, strict = BOUNDS.get(outline.bound, ("", False))
    if it.amount.number.error:
        if bound or outline.about:
            raise refuse(
                "an error in parentheses already says how sure this is", it.amount.start, it.amount.end
            )
        scale = it.number / it.amount.size if it.amount.size else SCALES.get(it.amount.scale, 1.0)
        sd, half = (abs(each * scale * slope(it)) for each in (it.amount.number.error, it.amount.number.half))
        arms = ((sd - half, sd + half),) * 2
        return _one_sigma(text, it, Normal(it.base, sd), (sd, sd), arms)
    shape, rounding = _around(it, about) if outline.about else (Exact(it.base), rounded(it))
    found = written_as(text, it.unit, shape, step=it.step, rounding=(rounding,))
    return replace(found, point=it.base, bound=bound, strict=strict, about=outline.about)


def _around(it: Measure, about: float) -> tuple[Shape, Ends]:
    """`~v`: 90 % between v/(1+about) and v(1+about), and what it stands for: that, or what `v` alone would if it is more."""
    shape, (low, high) = _about(it, about), rounded(it)
    match shape:
        case Normal(mean, sd):
            return shape, (min(low, mean - Z95 * sd), max(high, mean + Z95 * sd))
        case Lognormal(mu, sigma):
            return shape, (min(low, math.exp(mu - Z95 * sigma)), max(high, math.exp(mu + Z95 * sigma)))
    return shape, (low, high)


def _about(it: Measure, about: float) -> Shape:
    """`~v`: 90 % between v/(1+about) and v(1+about); symmetric for a negative number."""
    if it.unit.style in ZEROS:
        message = "about how warm is not plain: a part of a temperature depends on its zero"
        raise refuse(
            message, it.amount.start, it.amount.end, f'write "{it.amount.digits} ± 2 {it.unit.text}"'
        )
    if it.number == 0:
        raise refuse("about 0 has no width", it.amount.start, it.amount.end, 'write "0 ± 1" or a range')
    if about <= 0:
        return Exact(it.base)
    # computed around the point itself, so that the middle is exactly what was written
    width = math.log1p(about) / Z95
    if it.unit.style == "times":
        return Normal(it.base, width * it.unit.factor)
    if it.number < 0:
        return normal_between(it.base * (1 + about), it.base * (1 - about))
    return Lognormal(math.log(it.base), width)


def _range(text: str, kind: str, first: Measure, last: Measure) -> Written:
    low, high = first.base, last.base
    start, end = first.amount.start, last.amount.end
    if low == high:
        raise refuse(
            "both ends of the range are the same", start, end, f'write "{text[last.amount.start : end]}"'
        )
    if low > high:
        raise refuse("the ends are the wrong way round", start, end, *_turned(text, kind, first, last))
    step = min(it.step for it in (first, last) if it.number)
    if kind == "..":
        shape: Shape = Uniform(low, high)
    else:
        # of a growth factor the logarithm is kept, so lognormal factors are normal rates
        shape = spread(low, high, low > 0 and first.unit.style in ("linear", "money"))
    spans = rounded(first), rounded(last)
    found = written_as(text, last.unit, shape, step=step, ends=(low, high), rounding=spans)
    return found if kind == ".." else replace(found, interval=Interval((low, high), NINETY, spans))


def _turned(text: str, kind: str, first: Measure, last: Measure) -> tuple[str, ...]:
    a, b = first.amount, last.amount
    if a.unit or a.currency:
        return (f'write "{text[b.start : b.end]} {kind} {text[a.start : a.end]}"',)
    if a.scale != b.scale:
        return ("the smaller end comes first", "write the scale with both numbers")
    tail = text[b.scaled_at : b.end]
    return (f'write "{text[b.start : b.scaled_at]} {kind} {text[a.start : a.scaled_at]}{tail}"',)


def unparse(value: Written) -> str:
    """The canonical spelling of a value that was read: the author's digits, and one way to write the rest."""
    if value.text.lstrip()[:1] == "{":
        node = read_flow(value.text)
        return value.text if isinstance(node, Problem) else flow_text(node)
    from whence.language.values.spellings import respelt

    try:
        outline = outline_of(respelt(value.text))
    except Refused:
        return value.text
    bound = BOUNDS.get(outline.bound)
    head = "" if bound is None else {"lower": ">", "upper": "<"}[bound[0]] + ("" if bound[1] else "=") + " "
    pace = f"{outline.pace} in " if outline.pace else ""
    pieces = [_spelled(part, len(outline.parts) > 1) for part in outline.parts]
    body = pieces[0]
    for mark, piece in zip(outline.marks, pieces[1:], strict=True):
        body += f" {mark}{piece}" if mark in "+-" else f" {mark} {piece}"
    return f"{pace}{head}{'~' if outline.about else ''}{body}"


def _spelled(part: Amount | Dated, several: bool) -> str:
    """One amount; a currency goes behind a single one, but before each of several, where its place counts."""
    if isinstance(part, Dated):
        return part.text
    number = part.digits
    suffix = {"k": "K", "mn": "M", "tn": "T"}.get(part.scale, part.scale)
    if (suffix == "bn" and not part.touching) or (part.scale in WORDS and not part.touching):
        suffix = " " + WORD_FOR[SCALES[part.scale]]
    unit = re.sub(r"\s+", " ", part.unit)
    if part.currency and several:
        number = f"{part.currency} {number}"
    elif part.currency:
        unit = f"{part.currency}{'' if unit[:1] in ('', '/') else ' '}{unit}"
    touch = not unit or unit[:1] in ("%", "‰", "/") or unit == "x" or unit.startswith("x ")
    return f"{number}{suffix}{unit}" if touch else f"{number}{suffix} {unit}"
