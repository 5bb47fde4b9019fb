"""A figure against the words that are quoted for it: whether they carry it, as far as that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from whence.judge.rules.wording.days import days_of, months_of
from whence.judge.rules.wording.figures import Figure, Wanted, same_kind
from whence.judge.rules.wording.numerals import PARTS, SCALES, Numeral
from whence.judge.rules.wording.readings import readings
from whence.language.patterns import later
from whence.language.units.dimensions import TEMPERATURE, ZEROS, Dimension
from whence.language.units.units import RATE, TIME, Unit, Units

NEAR, ROUNDED = 1e-6, 0.005
# So many numbers of an excerpt are put together with each other.
TOGETHER = 60


def objection(figure: Wanted, excerpt: str, units: Units) -> str | None:
    """What an excerpt says instead; an empty text if it may carry the figure; None if it has nothing to compare."""
    if figure.days:
        return _dated(figure.days, excerpt)
    found = readings(excerpt, units)
    said = [each.value for each in found if each.per]
    if figure.per and said and not any(_near(a, b) for a in said for b in figure.per):
        return f"which is per {said[0]:,.12g}"
    if figure.growth and (why := _another_period(figure, found, excerpt)):
        return why
    lacking = _lacking(figure, found, excerpt)
    if not lacking or (not figure.every and len(lacking) < len(figure.figures)):
        return ""
    against = [each for each in found if _comparable(each, figure)]
    return _why(lacking[0], figure, against) if against else None


def fits(each: Numeral, figure: Wanted, text: str, near: float = NEAR) -> bool:
    """Whether a number of a text is one of the figures, to a ratio `near`: in their unit, for the same time."""
    return any(_fits(each, one, figure, text, near) for one in figure.figures)


def carriers(figure: Wanted, excerpt: str, units: Units) -> tuple[Numeral, ...]:
    """The numbers of an excerpt that are the figure, or one of its ends."""
    return tuple(each for each in readings(excerpt, units) if fits(each, figure, excerpt))


def _dated(days: Sequence[tuple[float, float]], excerpt: str) -> str | None:
    said = days_of(excerpt)
    if not said:
        return _in_month(days, excerpt)
    fits = all(any(start < till and begin < end for begin, till in said) for start, end in days)
    return "" if fits else "which speaks of another date"


def _in_month(days: Sequence[tuple[float, float]], excerpt: str) -> str | None:
    """The same of months that are named without a year."""
    named = months_of(excerpt)
    if not named:
        return None
    fits = all(any(_touches(month, start, end) for month in named) for start, end in days)
    return "" if fits else "which speaks of another month"


def _touches(month: int, start: float, end: float) -> bool:
    """Whether a span of time has a day of a month, in whichever year."""
    first, last = (datetime.fromtimestamp(each, UTC) for each in (start, max(start, end - 1)))
    count = 12 * (last.year - first.year) + last.month - first.month
    return (month - first.month) % 12 <= count


def _lacking(figure: Wanted, found: Sequence[Numeral], excerpt: str) -> list[Figure]:
    """The figures that are neither there nor follow from what is; beside one end of a range the other is there itself."""
    missing = [one for one in figure.figures if not any(_fits(each, one, figure, excerpt) for each in found)]
    if figure.every and 0 < len(missing) < len(figure.figures):
        return missing
    made = list(_combined(found, figure)) if missing else []
    return [
        one for one in missing if not any(math.isclose(each, one.amount, rel_tol=ROUNDED) for each in made)
    ]


def _fits(each: Numeral, one: Figure, figure: Wanted, excerpt: str, near: float = NEAR) -> bool:
    """Whether a quoted number is the figure: the same amount, per the same time where both say per what."""
    if each.dated or each.error:
        return False
    if figure.growth:
        return _grows(each, one, figure, near)
    if each.often:
        return figure.over > 0 and _same(1.0, one.number, each, figure, near)
    if figure.unit.dimension == TEMPERATURE:
        return _as_warm(each, one, figure, excerpt)
    whole = [unit for unit in (*each.wholes, *each.units) if unit.dimension == figure.unit.dimension]
    if whole:
        return any(_in_unit(each, unit, one, figure.unit.factor, near) for unit in whole)
    if each.units:
        fits = any(_by_unit(each, unit, one, figure, near) for unit in (*each.wholes, *each.units))
        return fits and not _another_what(each, figure)
    return _by_number(each, one, figure, excerpt, near)


def _in_unit(each: Numeral, unit: Unit, one: Figure, factor: float, near: float = NEAR) -> bool:
    """Whether a number of a unit is the figure of so many `factor`: to the digit, or in other units as they are rounded."""
    quoted = each.value * unit.factor
    if _ten(unit.factor / factor):
        return math.isclose(quoted, one.number * factor, rel_tol=near)
    if math.isclose(quoted, one.number * factor, rel_tol=max(near, ROUNDED)):
        return True
    low, high = sorted((abs(one.low), abs(one.high)))
    half = each.half * unit.factor
    # the same digits in another unit are what a slip looks like
    return not _near(each.value, one.number) and quoted - half <= high and low <= quoted + half


def _by_unit(each: Numeral, unit: Unit, one: Figure, figure: Wanted, near: float) -> bool:
    """Whether a number of a unit is the figure as far as the leading unit goes: the words may leave out what it is per."""
    if figure.lead and figure.over and unit.dimension == figure.lead.dimension / TIME:
        return math.isclose(each.value * unit.factor, one.amount / figure.over, rel_tol=ROUNDED)
    if figure.lead is None or unit.dimension != figure.lead.dimension:
        return False
    turned = not _ten(unit.factor / figure.lead.factor)
    return _same(each.value * unit.factor, one.amount, each, figure, max(near, ROUNDED) if turned else near)


def _by_number(each: Numeral, one: Figure, figure: Wanted, excerpt: str, near: float) -> bool:
    """Whether a number without a unit is the figure."""
    if _another_what(each, figure):
        return False
    if each.prefix != 1.0:
        return figure.lead is not None and _same(each.value * each.prefix, one.amount, each, figure, near)
    if each.percent and figure.counted:
        return math.isclose(each.value / (each.over or figure.over or 1.0), one.base, rel_tol=near)
    if each.percent and figure.lead and each.scale.strip(" -") in PARTS:
        # so many parts of a million of water are so many milligrams in a litre of it
        return _near(each.value / SCALES[each.scale.strip(" -")], one.number, near)
    if each.percent or (figure.percent and not _per_cent(excerpt)):
        return figure.lead is None and _near(each.value, one.amount, near)
    sizes = (one.number, one.amount) if figure.percent or _bare(figure) else (one.number,)
    return any(_same(each.value, size, each, figure, near) for size in sizes)


def _bare(figure: Wanted) -> bool:
    """Whether a number without a unit may be the amount itself: of things, of money, of nothing."""
    return figure.lead is None or figure.role in ("count", "money")


def _per_cent(excerpt: str) -> bool:
    return bool(re.search(r"%|per ?cent|pct|percentage|out of|of 100\b", excerpt))


def _grows(each: Numeral, one: Figure, figure: Wanted, near: float) -> bool:
    """Whether a number tells the same growth, in the same time where it says in which."""
    rate = figure.unit.dimension == RATE
    period = figure.over if rate else 1.0
    told = [each.growth] if not math.isnan(each.growth) else []
    if each.percent and each.value < 1:
        told.append(math.log1p(-each.value))
    if not told and not each.units and not each.percent and each.value > 0:
        own = one.number if figure.unit.style != "times" else math.exp(one.base * period)
        return _near(each.value, own, near) and not (
            each.over and figure.over and not _near(each.over, figure.over)
        )
    if each.points:
        return False
    if rate and each.over and not _near(each.over, period):
        slack = abs(each.half / each.value) / each.over if each.value else 0.0
        return any(
            math.isclose(log / each.over, one.base, rel_tol=ROUNDED)
            or one.low - slack <= log / each.over <= one.high + slack
            for log in told
        )
    slack = near if near > NEAR else 1e-9
    return any(math.isclose(log, one.base * period, rel_tol=1e-5, abs_tol=slack) for log in told)


_WARMER = later(
    r"\b(?:warm|cool|heat|ris[ei]|rose|differen|increas|decreas|drop|f[ae]ll|chang|hotter|colder|by|within|between|per|than|±)",
    re.IGNORECASE,
)


_LASTING = later(r"\b(?:in|over|per|every|each|within|past|last|previous|an?)\s+[~≈]?$", re.IGNORECASE)
_PERIOD = later(r"x per (?P<count>[0-9.]+) (?P<unit>\w+)$")


def _another_period(figure: Wanted, found: Sequence[Numeral], excerpt: str) -> str:
    """What words say that have the number of a growth's period with another time behind it: 5 years, and not 5 month."""
    hit = _PERIOD.match(figure.unit.text)
    if hit is None:
        return ""
    times = [(each, unit) for each in found for unit in each.units if unit.dimension == TIME]
    if any(math.isclose(each.value * unit.factor, figure.over, rel_tol=ROUNDED) for each, unit in times):
        return ""
    other = next(
        (
            unit
            for each, unit in times
            if _near(each.value, float(hit["count"])) and _LASTING.search(excerpt[: each.start])
        ),
        None,
    )
    return (
        f"which is over {hit['count']} {other.text}, not over {hit['count']} {hit['unit']}" if other else ""
    )


def _as_warm(each: Numeral, one: Figure, figure: Wanted, excerpt: str) -> bool:
    """Whether a number of degrees is as warm as the figure, on whichever scale, or (where words say so) as much warmer."""
    for unit in each.units:
        if unit.dimension != TEMPERATURE:
            continue
        if (figure.rise or _WARMER.search(excerpt)) and _in_unit(each, unit, one, figure.unit.factor):
            return True
        half = each.half * unit.factor
        exact = 1e-9 if unit.style == figure.unit.style else half
        for number in (each.value, -each.value):
            warm = unit.to_base(number)
            if one.low - half <= warm <= one.high + half and (
                abs(warm - one.base) <= exact or unit.style != figure.unit.style
            ):
                return True
    return not each.units and _near(each.value, one.number)


def _another_what(each: Numeral, figure: Wanted) -> bool:
    """Whether a number is said to be per something else than the figure is."""
    below = [unit for unit in each.under if unit.dimension != TIME]
    return bool(below and figure.under) and not any(
        same_kind(unit.text, name) for unit in below for name in figure.under
    )


def _same(quoted: float, own: float, each: Numeral, figure: Wanted, tolerance: float) -> bool:
    """Whether two amounts are one, each for its own time where both are per one."""
    if each.over and figure.over:
        return math.isclose(quoted / each.over, own / figure.over, rel_tol=max(tolerance, ROUNDED))
    return math.isclose(quoted, own, rel_tol=tolerance)


def _near(a: float, b: float, near: float = NEAR) -> bool:
    return math.isclose(a, b, rel_tol=near, abs_tol=1e-12)


def _ten(ratio: float) -> bool:
    """Whether a ratio is a power of ten."""
    power = math.log10(ratio) if 0 < ratio < math.inf else math.nan
    return math.isfinite(power) and math.isclose(power, round(power), abs_tol=NEAR)


def _comparable(each: Numeral, figure: Wanted) -> bool:
    """Whether a quoted number could have been the figure, so that it speaks against it."""
    if each.aside:
        return False
    if each.often:
        return figure.often
    if figure.growth:
        return not math.isnan(each.growth)
    small = each.spoken and each.value <= 12 and not each.units and not each.percent
    if small and not (each.over and figure.often):
        return False
    if not each.units:
        return figure.lead is None or figure.role != "money"
    if "/" in figure.unit.text and any(
        unit.text == figure.unit.text.partition("/")[0] for unit in each.units
    ):
        return True
    if figure.unit.text not in ("", "%", "x") and any(
        unit.dimension == figure.unit.dimension for unit in each.wholes
    ):
        return True
    return figure.lead is not None or figure.unit.style in ZEROS


def _combined(found: Sequence[Numeral], figure: Wanted) -> Iterator[float]:
    """What ratios, products, inverses and complements of the quoted numbers come to, in the figure's base.

    The middle of a range, and the ends of a number with its error, are among them. Of very many numbers the first count.
    """
    sizes = [each for each in found if each.value and not (each.year or each.dated or each.loose)][:TOGETHER]
    for a, b in pairwise(sizes):
        if a.ends and b.ends:
            yield from ((a.amount + b.amount) / 2, math.sqrt(a.amount * b.amount))
        if b.error and not a.error:
            yield from (a.amount - size_of(b, a), a.amount + size_of(b, a))
    sizes = [each for each in sizes if not each.error and not each.often]
    if figure.growth:
        sizes = [each for each in sizes if math.isnan(each.growth)]
    for a in sizes:
        if figure.lead is None and not figure.growth:
            yield from _turned(a)
        # a ratio to one, or a product with it, is the number itself
        for b in (each for each in sizes if each is not a and each.value != 1):
            if not a.units or not b.units or a.units[0].dimension == b.units[0].dimension:
                ratio = a.amount / b.amount
                yield from (ratio, 1 - ratio) if ratio > ROUNDED else (ratio,)
            if (not a.units or not b.units) and a.value != 1:
                yield a.amount * b.amount


def _turned(each: Numeral) -> Iterator[float]:
    """What is left of a share, what it adds up to on top, and the inverse of a number."""
    if each.value != 1:
        yield 1 / each.value
    if each.percent:
        yield from (1 + each.value, 1 - each.value)


def size_of(error: Numeral, center: Numeral) -> float:
    """The size of an error in base units: a part of the number in per cent, in the number's unit where it has none."""
    if error.percent and not center.percent:
        return abs(center.amount * error.value)
    return error.amount if error.units or not center.units else error.value * center.units[0].factor


def _why(one: Figure, figure: Wanted, against: Sequence[Numeral]) -> str:
    """What speaks against a figure, the nearest thing first."""
    own = one.number if not figure.growth else math.exp(one.base * (figure.over or 1.0))
    digits = [each for each in against if each.value * own > 0 and _ten(each.value / own)]
    for each in (*digits, *(each for each in against if each not in digits)):
        if why := _unlike(each, one, figure, each in digits):
            return why
    if len(figure.figures) > 1 and figure.every:
        return f"which does not hold {one.number:.6g}"
    return "which does not hold the figure"


def _kinds(figure: Wanted) -> tuple[Dimension, ...]:
    """The dimensions of which a number may be the figure: its own, and that of its leading unit, alone and per time."""
    own = figure.unit.dimension
    return (own, figure.lead.dimension, figure.lead.dimension / TIME) if figure.lead else (own,)


def _unlike(each: Numeral, one: Figure, figure: Wanted, alike: bool) -> str:
    """How a number differs in kind from the figure, or (with digits that are alike) in size; else nothing."""
    if each.points and figure.growth:
        return "which counts percentage points, and the figure is growth"
    if not alike:
        return ""
    unit = each.units[0] if each.units else None
    own = figure.lead.text if figure.lead else figure.unit.text
    own = figure.unit.text if unit and unit.dimension == figure.unit.dimension else own
    if each.percent and figure.lead and not figure.lead.dimension.is_one:
        return f"which is a share, {each.text}, and the figure is in {own}"
    if unit and figure.lead and unit.dimension not in _kinds(figure):
        return f"which is in {unit.text}, not in {own}"
    if unit and figure.unit.style in ZEROS and unit.style != figure.unit.style:
        return f"which is in {unit.text}, not in {own}"
    whole = next((one for one in each.wholes if one.dimension == figure.unit.dimension), None)
    if whole and not math.isclose(whole.factor, figure.unit.factor, rel_tol=NEAR):
        return f"which is in {whole.text}, not in {figure.unit.text}"
    if each.over and figure.over and not _near(each.over, figure.over):
        return "which is per another time"
    if _another_what(each, figure):
        return f"which is per {each.word}, not per {figure.under[0]}"
    if unit and figure.lead and not _ten(unit.factor / figure.lead.factor):
        return f"which is in {unit.text}, not in {own}"
    if figure.growth or not one.amount:
        return ""
    power = round(math.log10(each.amount / one.amount))
    said = f"{each.text} {unit.text}" if unit and not each.money else each.text
    return f"which is 1e{power:+d} times the figure: {said}" if power else ""
