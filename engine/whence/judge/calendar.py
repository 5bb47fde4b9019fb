"""How far months and years as units lie from those of the calendar, where a date is reckoned with them.

A year is 365.25 days in every formula, and a month a twelfth of it, so that times add up whatever they are added to. In
the calendar a year has 365 or 366 days, and as many months in a row are up to two days and a half longer or shorter.
"""

from __future__ import annotations

from whence.language.units.tokens import names_in
from whence.language.units.units import DATE, TIME, Unit
from whence.model.graph import Base, Leaf, ancestors

DAY = 86400.0
# From 31 January to 28 February a month is 2.44 days short; four years leave out at most three quarters of a day.
SLACK = {"month": 2.5 * DAY, "quarter": 2.5 * DAY} | dict.fromkeys(("year", "decade", "century"), DAY)
BY_CALENDAR = "the calendar, whose months and years are not all of one length"


def slack(base: Base, id: str, unit: Unit) -> float:
    """How many seconds the calendar may take a date, or a time between dates that is told in `unit`, from the one computed."""
    above = [node.written.unit for each in ancestors(base, id) if isinstance(node := base.nodes[each], Leaf)]
    if unit.dimension == DATE:
        return max(map(of_time, above), default=0.0)
    between = unit.dimension == TIME and any(each.dimension == DATE for each in above)
    return of_time(unit) if between else 0.0


def of_time(unit: Unit) -> float:
    """The same for a time in months or years, in seconds; 0 for any other unit."""
    if unit.dimension != TIME:
        return 0.0
    return max((SLACK.get(name, 0.0) for name in names_in(unit.text)), default=0.0)
