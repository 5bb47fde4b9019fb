"""A figure against the words that are quoted for it: whether they carry it, as far as that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from whence.judge.rules.wording.numerals import Numeral, mantissa, numerals, spoken
from whence.language.units.dimensions import Entry
from whence.language.units.units import Units
from whence.language.values.written import Written

NEAR, ROUNDED = 1e-6, 0.005
# The digits that people write in words: up to twelve, a half, a quarter.
SAYABLE = frozenset({0.0, *map(float, range(1, 10)), 1.1, 1.2, 1.5, 2.5, 7.5})


@dataclass(frozen=True)
class Wanted:
    """A figure as it is looked for: its digits, its amounts in its leading unit, and what it is per."""

    digits: frozenset[float]
    amounts: frozenset[float]
    per: frozenset[float]
    money: bool
    entry: Entry | None


def wanted(value: Written, units: Units) -> Wanted:
    """What an excerpt for this value should carry."""
    text = re.sub(r"[{}\[\]:]|\b\w+_of\b", " ", value.text)
    found = list(numerals(text, units))
    entry = None if value.unit.dimension.is_one else units.entry(value.unit)
    main = [each for each in found if not each.aside]
    return Wanted(
        frozenset(mantissa(each.value) for each in main),
        frozenset(each.value * (entry.factor if entry else 1.0) for each in main),
        frozenset(each.value for each in found if each.per),
        value.unit.style == "money",
        entry,
    )


def objection(figure: Wanted, excerpt: str, units: Units) -> str | None:
    """What an excerpt says instead; an empty text if it may carry the figure; None if it has no number."""
    found = list(numerals(excerpt, units))
    alike = [each for each in found if _near(mantissa(each.value), figure.digits)]
    off = [each for each in alike if _shift(each, figure)]
    if alike:
        per = [each for each in found if each.per]
        if len(off) == len(alike):
            return f"which is 1e{_shift(off[0], figure):+d} times the figure: {off[0].text}"
        if figure.per and per and not any(_near(each.value, figure.per) for each in per):
            return f"which is per {per[0].text}"
        return ""
    if (spoken(excerpt) and SAYABLE & figure.digits) or _combined(found, figure.digits):
        return ""
    return "which does not hold the figure" if any(_comparable(each, figure) for each in found) else None


def _near(x: float, others: Iterable[float]) -> bool:
    return any(math.isclose(x, each, rel_tol=NEAR) for each in others)


def _comparable(each: Numeral, figure: Wanted) -> bool:
    """Whether a quoted number may be the figure: no year, no money where none is wanted, in no other unit."""
    if each.aside or each.money != figure.money:
        return False
    return each.unit is None or (figure.entry is not None and each.unit.dimension == figure.entry.dimension)


def _shift(each: Numeral, figure: Wanted) -> int:
    """The power of ten between a quoted amount and the figure; 0 if they are equal or it cannot be told."""
    amount = _amount(each, figure)
    if not amount or not _comparable(each, figure) or _near(amount, figure.amounts):
        return 0
    tens = [math.log10(amount / own) for own in figure.amounts if own]
    whole = [round(each) for each in tens if math.isclose(each, round(each), abs_tol=NEAR)]
    # a percentage may be quoted without its sign
    return whole[0] if whole and not (figure.entry is None and abs(whole[0]) == 2) else 0


def _amount(each: Numeral, figure: Wanted) -> float:
    """A quoted number in the base of the figure's leading unit; 0 where a prefix may hide in the words."""
    if each.unit is not None:
        return each.value * each.unit.factor
    if each.prefixed or (figure.entry and figure.entry.role not in ("count", "money")):
        return 0.0
    return each.value * (figure.entry.factor if figure.entry else 1.0)


def _combined(found: list[Numeral], digits: frozenset[float]) -> bool:
    """Whether the figure is, but for rounding, a ratio, product, inverse or complement of quoted numbers."""
    sizes = [each.value for each in found if each.value]
    pairs = [x for a in sizes for b in sizes if a is not b for x in (a / b, a * b, 1 - a / b)]
    made = [mantissa(x) for x in (*pairs, *(1 / a for a in sizes))]
    return any(math.isclose(x, each, rel_tol=ROUNDED) for x in made for each in digits)
