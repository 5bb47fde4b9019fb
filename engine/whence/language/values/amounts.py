"""Amounts in their units: a number, its unit and both in base units, with what one amount lends another."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, visible
from whence.language.units.clashes import clash
from whence.language.units.dimensions import DEGREES, PURE, ZEROS, Unit
from whence.language.units.units import Units
from whence.language.values.anatomy import SCALES, Amount, refuse
from whence.language.values.value import Ends

# What an amount is divided by, where that begins with a number: a part, or so many for each.
_PART = later(r"/\s*[0-9]")


@dataclass(frozen=True)
class Measure:
    """An amount in its unit, and both of them in base units."""

    number: float
    unit: Unit
    base: float
    step: float
    amount: Amount


def measures_of(text: str, amounts: list[Amount], units: Units) -> list[Measure]:
    """Every amount in its unit: the last one's holds for those that have none, as does its word of scale."""
    last = amounts[-1]
    shared = _unit(last, units)
    if not last.unit and not last.currency and (amounts[0].unit or amounts[0].currency):
        shared = _unit(amounts[0], units)
        _not_parts(text, amounts[0], last, shared)
    elif not (amounts[0].unit or last.currency) and _PART.match(last.unit):
        raise _whose_part(text, amounts[0], last, shared)
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


def _same_money(amount: Amount, shared: Unit, text: str) -> bool:
    if not amount.currency or shared.text.startswith(amount.currency):
        return True
    raise refuse(
        f"one amount is in {amount.currency}, the other is not",
        amount.start,
        len(text),
        "write both in one unit",
    )


def _not_parts(text: str, first: Amount, last: Amount, unit: Unit) -> None:
    """`1/3 ± 0.1`: the error is hardly meant to be counted in thirds."""
    if unit.dimension.is_one and re.match(r"(/|per\b)\s*[0-9]", first.unit):
        whole, shown = text[first.start : first.end], text[last.start : last.end]
        hint = f'write both as plain numbers, "{unit.to_base(first.size):.4g}" for "{whole}"'
        raise refuse(f'is "{shown}" counted as "{whole}" is?', first.start, last.end, hint)


def _whose_part(text: str, first: Amount, last: Amount, unit: Unit) -> Refused:
    """`1 to 3/4` may end at three quarters or be counted in quarters throughout, and nobody can tell."""
    part, between = last.unit.strip(), text[first.end : last.start]
    one, two, factor = text[first.start : first.end], last.size, unit.factor
    message = (
        f'does the "{visible(part[:40])}" of "{visible(text[last.start : last.end])}" hold for {one} too?'
    )
    if not unit.dimension.is_one:
        hint = f'if it does, write "{one}{between}{last.digits} per {part[1:].strip()}"'
        return refuse(message, first.start, last.end, hint)
    hints, ends = [], between.strip() in ("to", "..")
    if not ends or first.size < two:
        hints.append(f'if it does, write "{first.size * factor:.6g}{between}{two * factor:.6g}"')
    if not ends or first.size < two * factor:
        hints.append(f'if not, write "{one}{between}{two * factor:.6g}"')
    return refuse(message, first.start, last.end, *hints)


def _whose_scale(text: str, amount: Amount, last: Amount) -> Refused:
    """`24 to 27K` may be 24 or 24,000 at its lower end, and nobody can tell."""
    first, between = text[amount.start : amount.scaled_at], text[amount.end : last.start]
    second, unit = text[last.start : last.scaled_at], text[last.scaled_at : last.end]
    plain = last.number.value * SCALES[last.scale]
    hints = []
    if amount.size < last.size:
        hints.append(f'if it does, write "{first}{last.scale}{between}{second}{unit}"')
    if plain < 1e6:
        hints.append(f'if not, write "{first}{between}{plain:.0f}{unit}"')
    message = f'does the "{last.scale}" of "{second}" hold for {first} too?'
    return refuse(message, amount.start, last.end, *hints)


def _unit(amount: Amount, units: Units) -> Unit:
    text, shift = amount.unit, amount.unit_at
    above = amount.currency or "1"
    if text[:1] == "/" or re.match(r"per\b", text):
        text, shift = f"{above} {text}", shift - len(above) - 1
    elif amount.currency:
        if text:
            message = f'the amount is in {amount.currency} already, so what is "{visible(text[:40])}"?'
            raise refuse(message, shift, amount.end, 'write "per" or "/" before what it is divided by')
        text = amount.currency
    elif not text:
        return PURE
    if text in DEGREES:
        return DEGREES[text]
    found = units.parse(text)
    if isinstance(found, Problem):
        start, end = max(found.start + shift, amount.start), max(found.end + shift, amount.start + 1)
        raise Refused(replace(found, start=start, end=end))
    if found.style == "date":
        raise refuse("a date is written as 2025-11-05", amount.start, amount.end)
    return found


def _measure(text: str, amount: Amount, unit: Unit, scale: str, units: Units) -> Measure:
    times = SCALES[scale] if scale else 1.0
    number = amount.size * times
    # powers of ten are exact in decimal, so 22 bn is the float nearest to 22000000000
    if scale:
        number = math.copysign(float(f"{amount.number.value!r}") * times, amount.size)
    if amount.touching and unit.text:
        _not_twice(text, amount, unit, units)
    if unit.style == "times" and not number > 0:
        raise refuse("a growth factor is above 0", amount.start, amount.end, "a fall by half is 0.5x")
    base = unit.to_base(number)
    if unit.style in ZEROS and base < 0:
        raise refuse("this lies below the absolute zero", amount.start, amount.end)
    nothing = base == 0 and (number == 0 or unit.style in ("times", *ZEROS))
    if not (nothing or 1e-300 < abs(base) < 1e300):
        size = "large" if abs(base) > 1 else "small"
        raise refuse(f"this is too {size} to compute with, in base units", amount.start, amount.end)
    step = amount.number.step * times * unit.factor / (number if unit.style == "times" else 1.0)
    return Measure(number, unit, base, step, amount)


def _not_twice(text: str, amount: Amount, unit: Unit, units: Units) -> None:
    """A suffix and a prefixed unit are two scales in a row: 16k GB."""
    entry = units.entry(unit)
    if entry is None or entry.role != "prefixed" or amount.currency:
        return
    times = SCALES[amount.scale]
    rest = amount.unit or unit.text
    larger = [
        name for name, other in units.table.items()
        if other.role == "prefixed" and other.name == name and name[-1] == entry.name[-1]
        and other.dimension == entry.dimension and math.isclose(other.factor, entry.factor * times)
    ]  # fmt: skip
    hints = [f'write "{amount.digits} {rest.replace(entry.name, larger[0], 1)}"'] if larger else []
    plain = amount.size * times
    hints.append(f'or "{plain:.0f} {rest}"' if hints else f'write "{plain:.0f} {rest}"')
    raise refuse(
        f'"{amount.scale}" and "{entry.name}" are two scales in a row', amount.start, amount.end, *hints
    )


def _one_dimension(text: str, measures: list[Measure]) -> None:
    first = measures[0]
    for each in measures[1:]:
        same = each.unit.dimension == first.unit.dimension and (each.unit.style == "times") == (
            first.unit.style == "times"
        )
        relative = each.unit.text in ("%", "‰") and not any(mark in text for mark in (" to ", ".."))
        if not same and not relative:
            a, b = first.amount, each.amount
            message = clash(
                first.unit.dimension,
                each.unit.dimension,
                f'"{text[a.start : a.end]}"',
                f'"{text[b.start : b.end]}"',
            )
            raise refuse(message, a.start, b.end, *_once(text, a, b))


def _once(text: str, first: Amount, last: Amount) -> tuple[str, ...]:
    """`3% to 7% per K`: what the second is counted in holds for both where it goes on from that of the first."""
    further = last.unit.removeprefix(first.unit)
    if not first.unit or further == last.unit or not re.match(r"\s*(/|per\b)", further):
        return ()
    return (
        f'if both are so many "{last.unit}", write "{text[: first.unit_at].rstrip()}{text[first.end :]}"',
    )


def rounded(it: Measure) -> Ends:
    """What an amount stands for, given its digits, in base units: itself and half a unit of its last one either way."""
    scale = it.number / it.amount.size if it.amount.size else SCALES.get(it.amount.scale, 1.0)
    half = abs(it.amount.number.half * scale)
    low, high = it.number - half, it.number + half
    if it.unit.style == "times":
        low = max(low, it.number / 2)
    return it.unit.to_base(low), it.unit.to_base(high)


def slope(it: Measure) -> float:
    """How much the base-unit number moves for one more of the unit."""
    return it.unit.factor / it.number if it.unit.style == "times" else it.unit.factor


def error_of(center: Measure, it: Measure, side: int = 0) -> float:
    """The size of an error in base units; a per cent of something that is not a share is relative."""
    if it.number <= 0:
        raise refuse("an error is above 0", it.amount.start, it.amount.end)
    if it.unit.style in ZEROS:
        return it.number * it.unit.factor
    if it.unit.text == "%" and center.unit.dimension.is_one and center.unit.text != "%":
        shown = (
            f"{abs(center.number) * it.number / 100:.6g}{center.unit.text if center.unit.text == 'x' else ''}"
        )
        message = f"is the error {it.amount.digits} % of the number, or that many hundredths?"
        raise refuse(
            message,
            it.amount.start,
            it.amount.end,
            f'write it in the unit of the number: "± {shown}" if it is a part of it',
        )
    if it.unit.dimension.is_one and not center.unit.dimension.is_one:
        if center.unit.style in ZEROS:
            message = "a part of a temperature depends on where its zero is"
            raise refuse(message, it.amount.start, it.amount.end, "write the error in K")
        return abs(center.base) * it.base
    if it.unit.style == "times":
        if side == 0:
            return abs(it.number * slope(center))
        moved = it.unit.to_base(center.number + side * it.number)
        if math.isnan(moved):
            raise refuse("this error would take the factor below 0", it.amount.start, it.amount.end)
        return abs(moved - center.base)
    return it.base
