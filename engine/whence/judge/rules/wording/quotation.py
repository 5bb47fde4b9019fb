"""A figure against the words that are quoted for it: whether they carry it, as far as that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whence.judge.rules.wording.days import days_of
from whence.judge.rules.wording.numerals import TIMES, Numeral, numerals
from whence.language.units.dimensions import Entry
from whence.language.units.grammar import names_in
from whence.language.units.units import DATE, GROWTH, RATE, Unit, Units
from whence.language.values.written import OneOf, Quantiles, Written

NEAR, ROUNDED = 1e-6, 0.005


@dataclass(frozen=True)
class Figure:
    """An amount as it is looked for: in base units of the leading unit, and as the number that was written."""

    amount: float
    number: float


@dataclass(frozen=True)
class Wanted:
    """What an excerpt should carry: each of the figures, or (`every` is false) one of them.

    `entry` is the leading unit (None for a pure number), `over` the seconds of the time that the value is per (0 for
    none), `per` the numbers it is per (of 100,000 people), `whole` its unit with all that it is per, `days` the first
    and the last day (in seconds) of each date. Signs are left aside: words say "a loss of 5".
    """

    figures: tuple[Figure, ...]
    every: bool
    entry: Entry | None
    over: float
    percent: bool
    growth: bool
    per: tuple[float, ...] = ()
    whole: Unit | None = None
    days: tuple[tuple[float, float], ...] = ()


def wanted(value: Written, units: Units) -> Wanted:
    """What an excerpt for this value should carry: both ends of a range, the point of anything else."""
    if value.unit.dimension == DATE:
        ends = value.ends or (value.point, value.point)
        return Wanted((), True, None, 0.0, False, False, days=_days(value, ends))
    said, growth = numerals(value.text, units), _grows(value.unit)
    listed = isinstance(value.shape, OneOf | Quantiles)
    points = (
        value.shape.values if isinstance(value.shape, OneOf | Quantiles) else value.ends or (value.point,)
    )
    numbers = [abs(float(value.unit.from_base(each))) for each in points]
    if growth:
        numbers = [each.value for each in said if not each.per]
    per = tuple(each.value for each in said if each.per)
    found = measured(value.unit, numbers, units)
    return replace(found, every=not (listed or growth), percent="%" in value.text, per=per)


def measured(unit: Unit, numbers: Sequence[float], units: Units) -> Wanted:
    """The same for numbers in a unit."""
    growth = _grows(unit)
    entry = None if growth or unit.dimension.is_one or unit.text[:1] in "1p" else units.entry(unit)
    scale = entry.factor if entry else 1.0 if growth or unit.text[:1] == "1" else unit.factor
    figures = tuple(Figure(each * scale, each) for each in numbers)
    whole = unit if "/" in unit.text or " per " in unit.text else None
    return Wanted(figures, True, entry, _over(unit), "%" in unit.text, growth, (), whole)


def _grows(unit: Unit) -> bool:
    return unit.dimension in (GROWTH, RATE) or unit.style == "times"


def _days(value: Written, ends: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The span of each end of a date, from the texts that were written where they can be read, else a day around it."""
    said = days_of(value.text)
    return said or tuple((each - 86400.0, each + 86400.0) for each in ends)


def _over(unit: Unit) -> float:
    """The seconds of the time that a unit is per, if it is per just one."""
    times = [name for name in names_in(unit.text)[1:] if name in TIMES]
    return TIMES[times[0]] if len(times) == 1 and not unit.dimension.is_one else 0.0


def fits(each: Numeral, figure: Wanted, text: str, near: float = NEAR) -> bool:
    """Whether a number of a text is one of the figures, to a ratio `near`: in their unit, for the same time."""
    return any(_fits(each, one, figure, text, near) for one in figure.figures)


def objection(figure: Wanted, excerpt: str, units: Units) -> str | None:
    """What an excerpt says instead; an empty text if it may carry the figure; None if it has nothing to compare."""
    if figure.days:
        return _dated(figure.days, excerpt)
    found = numerals(excerpt, units)
    said = [each.value for each in found if each.per]
    if figure.per and said and not any(_near(a, b) for a in said for b in figure.per):
        return f"which is per {said[0]:,.12g}"
    lacking = [each for each in figure.figures if not _carried(each, figure, found, excerpt)]
    if not lacking or (not figure.every and len(lacking) < len(figure.figures)):
        return ""
    against = [each for each in found if _comparable(each, figure)]
    return _why(lacking[0], figure, against) if against else None


def _dated(days: Sequence[tuple[float, float]], excerpt: str) -> str | None:
    said = days_of(excerpt)
    if not said:
        return None
    fits = all(any(start < till and begin < end for begin, till in said) for start, end in days)
    return "" if fits else "which speaks of another date"


def _carried(one: Figure, figure: Wanted, found: Sequence[Numeral], excerpt: str) -> bool:
    return any(_fits(each, one, figure, excerpt) for each in found) or any(
        math.isclose(made, one.amount, rel_tol=ROUNDED) for made in _combined(found, figure)
    )


def _fits(each: Numeral, one: Figure, figure: Wanted, excerpt: str, near: float = NEAR) -> bool:
    """Whether a quoted number is the figure: the same amount, per the same time where both say per what."""
    if figure.growth:
        times = 1.0 + each.value if each.percent else each.value
        return _near(times, 1.0 + one.number if figure.percent else one.number, near) and _alike(each, figure)
    if each.whole is not None and figure.whole is not None and each.whole.dimension == figure.whole.dimension:
        same = _ten(each.whole.factor / figure.whole.factor)
        return math.isclose(
            each.value * each.whole.factor,
            one.number * figure.whole.factor,
            rel_tol=near if same else max(near, ROUNDED),
        )
    if each.unit is not None:
        if figure.entry is None or each.unit.dimension != figure.entry.dimension:
            return False
        turned = not _ten(each.unit.factor / figure.entry.factor)
        return _same(each.amount, one.amount, each, figure, max(near, ROUNDED) if turned else near)
    if each.prefix != 1.0:
        return figure.entry is not None and _same(each.amount, one.amount, each, figure, near)
    if each.percent or (figure.percent and not _per_cent(excerpt)):
        return figure.entry is None and _near(each.value, one.amount, near)
    sizes = (one.number, one.amount) if figure.percent or _bare(figure) else (one.number,)
    return any(_same(each.value, size, each, figure, near) for size in sizes)


def _bare(figure: Wanted) -> bool:
    """Whether a number without a unit may be the amount itself: of things, of money, of nothing."""
    return figure.entry is None or figure.entry.role in ("count", "money")


def _per_cent(excerpt: str) -> bool:
    return bool(re.search(r"%|per ?cent|pct|percentage|out of|of 100\b", excerpt))


def _alike(each: Numeral, figure: Wanted) -> bool:
    return not (each.over and figure.over) or _near(each.over, figure.over)


def _same(quoted: float, own: float, each: Numeral, figure: Wanted, tolerance: float) -> bool:
    """Whether two amounts are one, each for its own time where both are per one."""
    if each.over and figure.over:
        return math.isclose(quoted / each.over, own / figure.over, rel_tol=max(tolerance, ROUNDED))
    return math.isclose(quoted, own, rel_tol=tolerance)


def _near(a: float, b: float, near: float = NEAR) -> bool:
    return math.isclose(a, b, rel_tol=near, abs_tol=1e-12)


def _ten(ratio: float) -> bool:
    """Whether a ratio is a power of ten."""
    power = math.log10(ratio) if ratio > 0 else math.nan
    return math.isclose(power, round(power), abs_tol=NEAR)


def _comparable(each: Numeral, figure: Wanted) -> bool:
    """Whether a quoted number could have been the figure, so that it speaks against it."""
    if each.aside or (each.spoken and each.value <= 12 and each.unit is None and not each.percent):
        return False
    if figure.growth:
        return each.percent or each.factor
    if each.unit is None:
        return figure.entry is None or figure.entry.role != "money"
    return figure.entry is not None


def _combined(found: Sequence[Numeral], figure: Wanted) -> Iterator[float]:
    """What ratios, products, inverses and complements of the quoted numbers come to, in the figure's base."""
    sizes = [each for each in found if each.value and not each.year]
    for a in sizes:
        if figure.entry is None:
            yield 1 / a.value
            if a.percent:
                yield from (1 + a.value, 1 - a.value)
        for b in sizes:
            if a is b:
                continue
            if a.unit is None or b.unit is None or a.unit.dimension == b.unit.dimension:
                yield from (a.amount / b.amount, 1 - a.amount / b.amount)
            if a.unit is None or b.unit is None:
                yield a.amount * b.amount


def _why(one: Figure, figure: Wanted, against: Sequence[Numeral]) -> str:
    """What speaks against a figure, the nearest thing first."""
    digits = [each for each in against if each.value * one.number > 0 and _ten(each.value / one.number)]
    for each in digits:
        if figure.entry and each.unit and each.unit.dimension != figure.entry.dimension:
            return f"which is in {each.unit.text}, not in {figure.entry.name}"
        if each.whole and figure.whole and each.whole.dimension == figure.whole.dimension:
            return f"which is in {each.whole.text}, not in {figure.whole.text}"
        if each.over and figure.over and not _near(each.over, figure.over):
            return "which is per another time"
        if figure.entry and each.unit and not _ten(each.unit.factor / figure.entry.factor):
            return f"which is in {each.unit.text}, not in {figure.entry.name}"
        power = round(math.log10(each.amount / one.amount))
        if power:
            return f"which is 1e{power:+d} times the figure: {each.text}"
    if len(figure.figures) > 1 and figure.every:
        return f"which does not hold {one.number:.6g}"
    return "which does not hold the figure"
