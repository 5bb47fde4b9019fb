"""Whether a written value can be shown in the unit that its record declares."""

from __future__ import annotations

import re

from whence.language.patterns import later
from whence.language.problems import Problem
from whence.language.units.units import DATE, ONE, Unit, Units, clash
from whence.language.values import written
from whence.language.values.written import Written


def objection(value: Written, unit: Unit, units: Units, supposed: bool = False) -> Problem | None:
    """Why a value cannot be shown in `unit`: it has no unit of its own, or it is of another kind; None if it can.

    `unit` only says how to show a value, so a bare number is not read in it: `40` is not taken for `40 MW`. What is only
    supposed has no `unit` that could be left out.
    """
    if _bare(value, unit):
        return Problem("unit-mismatch", _unwritten(value, unit, units, supposed), 0, len(value.text))
    if value.unit.dimension != unit.dimension:
        message = clash(value.unit.dimension, unit.dimension, "the value is", f"`unit: {unit.text}` is")
        return Problem("unit-mismatch", message, 0, len(value.text))
    return None


_YEARS = later(r"[~≈]?\s*[0-9]{4}(?:\s*(?:to|\.\.)\s*[0-9]{4})?")


def _bare(value: Written, unit: Unit) -> bool:
    """Whether nothing is written behind a number that is not the same in `unit`; four digits alone are read as a year."""
    if value.unit.dimension == DATE:
        return unit.dimension != DATE and _YEARS.fullmatch(value.text.strip()) is not None
    same = unit.dimension == ONE and unit.factor == 1
    return value.unit.dimension == ONE and not value.unit.text and not same


def _unwritten(value: Written, unit: Unit, units: Units, supposed: bool) -> str:
    bare = value.text.strip()
    if unit.dimension == DATE:
        text = re.sub(r"(?<![0-9.])[0-9]{1,4}(?![0-9.])", r"year \g<0>", bare)
        what = "this is no date: four digits alone are a year from 1900 to 2100"
    else:
        text, what = _in_unit(bare, unit.text), "this number has no unit"
    read = written.parse(text, units)
    fits = isinstance(read, Written) and read.unit.dimension == unit.dimension
    way = f"write {text}" if fits else f"write the unit in the value, such as {unit.text}"
    plain = f"{bare}x" if supposed else f"leave out `unit: {unit.text}`"
    pure = f", or {plain} if it is a pure number" if unit.dimension == ONE else ""
    return f"{what}; {way}{pure}"


def _in_unit(bare: str, unit: str) -> str:
    """A number in a unit; of one that begins with a 1 the number takes the place of that: 3 per 400, 3/day."""
    return f"{bare}{unit[1:]}" if unit.startswith(("1 per ", "1/")) else f"{bare} {unit}"
