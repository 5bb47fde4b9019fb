"""Values of time: dates with their spans and errors, and growth told as the time a doubling takes."""

from __future__ import annotations

import math

from whence.language.units.dimensions import DATE, RATE, TIME, Unit
from whence.language.units.units import Units
from whence.language.values.amounts import Measure, measures_of, rounded
from whence.language.values.anatomy import BOUNDS, Amount, Dated, Outline, refuse
from whence.language.values.numerals import Span
from whence.language.values.shapes import Exact, Normal, Shape, Split, Uniform, spread
from whence.language.values.value import Ends, Written, written_as

DATE_UNIT = Unit("date", DATE, 1.0, "date")

LN2 = math.log(2)


def pace_of(text: str, outline: Outline, kind: str, units: Units, about: float) -> Written:
    """`doubling in 2.3 year` is a rate of ln 2 per 2.3 years; a longer time is a slower rate."""
    amounts = [part for part in outline.parts if isinstance(part, Amount)]
    if len(amounts) < len(outline.parts):
        raise refuse(f"{outline.pace} takes a time, not a date", outline.parts[0].start, len(text))
    measures = measures_of(text, amounts, units)
    first, last = measures[0], measures[-1]
    for it in measures:
        if it.unit.dimension != TIME or it.base <= 0:
            raise refuse(
                f"{outline.pace} takes a time above 0, such as 2.3 year", it.amount.start, it.amount.end
            )
    if kind not in ("one", "to", "..") or first.amount.number.error:
        raise refuse(
            f"{outline.pace} takes one time or a range of times", first.amount.start, last.amount.end
        )
    sign = 1.0 if outline.pace == "doubling" else -1.0
    if kind != "one":
        return _paces(text, kind, sign, first, last)
    rate = sign * LN2 / first.base
    period = _period(first)
    unit = Unit(f"x per {period}", RATE, 1 / first.base, "times")
    shape: Shape = Exact(rate)
    if outline.about:
        shape = (
            spread(rate / (1 + about), rate * (1 + about), True)
            if rate > 0
            else spread(rate * (1 + about), rate * (1 - about), False)
        )
    bound, strict = BOUNDS.get(outline.bound, ("", False))
    if bound and sign > 0:
        bound = "upper" if bound == "lower" else "lower"
    step = LN2 / first.base * first.step / first.base
    return Written(
        text, unit, shape, rate, bound, strict, outline.about, step, rounding=(_paced(first, sign),)
    )


def _paced(it: Measure, sign: float) -> Ends:
    """What a rate stands for, given the digits of its time."""
    low, high = sorted(sign * LN2 / each for each in rounded(it))
    return low, high


def _period(it: Measure) -> str:
    scaled = it.number != it.amount.number.value
    number = f"{it.number:.12g}" if scaled else it.amount.number.text
    return it.unit.text if it.number == 1 else f"{number} {it.unit.text}"


def _paces(text: str, kind: str, sign: float, first: Measure, last: Measure) -> Written:
    if first.base >= last.base:
        raise refuse("the shorter time comes first", first.amount.start, last.amount.end)
    low, high = sorted((sign * LN2 / first.base, sign * LN2 / last.base))
    shape: Shape = Uniform(low, high) if kind == ".." else spread(low, high, low > 0)
    year = Unit("x per year", RATE, 1 / (8766 * 3600.0), "times")
    step = min(LN2 / it.base * it.step / it.base for it in (first, last))
    rounding = (_paced(last, sign), _paced(first, sign))
    return written_as(
        text, year, shape, step=step, ends=(low, high), rounding=rounding if sign > 0 else rounding[::-1]
    )


def dates_of(text: str, outline: Outline, kind: str) -> Written:
    """A date, or a range between two, in seconds since 1970; `kind` is `one`, `to` or `..`."""
    spans = [part.span for part in outline.parts if isinstance(part, Dated)]
    first, last = spans[0], spans[-1]
    step = min(each.end - each.start for each in spans)
    if kind == "one":
        return _date(text, outline, first, step)
    if kind not in ("to", ".."):
        raise refuse('dates make a range with "to" or ".."', 0, len(text))
    low, high = first.start, last.start if last.day else last.end
    if low >= high:
        a, b = outline.parts[0], outline.parts[1]
        hint = f'write "{text[b.start : b.end]} {kind} {text[a.start : a.end]}"'
        raise refuse("the ends are the wrong way round", a.start, b.end, hint)
    shape: Shape = spread(low, high, False) if kind == "to" else Uniform(low, high)
    rounding = tuple((each.start, each.end) for each in (first, last))
    return written_as(text, DATE_UNIT, shape, step=step, ends=(low, high), rounding=rounding)


def _date(text: str, outline: Outline, it: Span, step: float) -> Written:
    """A day is exact, anything coarser may be any moment of it; `~` adds as much again on either side."""
    bound, strict = BOUNDS.get(outline.bound, ("", False))
    whole = it.start, it.end
    if bound:
        # at least a month means from its first day, more than a month means after its last
        edge = it.start if it.day or (bound == "lower") != strict else it.end
        return Written(
            text, DATE_UNIT, Exact(edge), edge, bound, strict, outline.about, step, rounding=(whole,)
        )
    if outline.about:
        width = it.end - it.start
        low, high = it.middle - 1.5 * width, it.middle + 1.5 * width
        shape: Shape = spread(low, high, False)
        return Written(text, DATE_UNIT, shape, it.middle, about=True, step=step, rounding=((low, high),))
    exact = Exact(it.start) if it.day else Uniform(it.start, it.end)
    return written_as(text, DATE_UNIT, exact, step=step, rounding=(whole,))


def date_with_error(text: str, outline: Outline, kind: str, units: Units) -> Written:
    """`2025-11-05 ± 3 day`: a date with an error that is a time."""
    center = outline.parts[0]
    errors = [part for part in outline.parts[1:] if isinstance(part, Amount)]
    if kind in ("to", "..") or len(errors) < len(outline.parts) - 1 or not isinstance(center, Dated):
        raise refuse("a date and a number cannot be ends of one range", outline.parts[0].start, len(text))
    measures = measures_of(text, errors, units)
    for it in measures:
        if it.unit.dimension != TIME or it.base <= 0:
            raise refuse(
                "the error of a date is a time above 0, such as 3 day", it.amount.start, it.amount.end
            )
    step = center.span.end - center.span.start
    if kind == "±":
        shape: Shape = Normal(center.span.middle, math.hypot(*(it.base for it in measures)))
    else:
        minus, plus = (it.base for it in (measures if outline.marks[0] == "-" else measures[::-1]))
        shape = Split(center.span.middle, minus, plus)
    whole = center.span.start, center.span.end
    return written_as(text, DATE_UNIT, shape, step=step, rounding=(whole,))
