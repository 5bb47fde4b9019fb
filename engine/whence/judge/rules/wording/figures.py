"""What the words that are quoted for a figure should carry: its amounts, its unit, its errors, its bound, its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.judge.rules.wording.days import days_of
from whence.judge.rules.wording.naming import TIMES
from whence.judge.rules.wording.numerals import numerals
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.units.dimensions import ZEROS
from whence.language.units.table import COUNT_PREFIXES, COUNTS
from whence.language.units.tokens import names_in
from whence.language.units.units import DATE, GROWTH, ONE, RATE, STANDARD, TIME, Unit, Units
from whence.language.values.shapes import Truncated
from whence.language.values.value import Bound, Ends
from whence.language.values.written import Normal, OneOf, Quantiles, Split, Written

_COUNTED = frozenset(name for name, _, _ in COUNTS if name not in COUNT_PREFIXES)
_OWN_ERROR = later(r"±|\+/-|\+-|\([0-9]{1,4}\)|\+\s?[0-9.]")


@dataclass(frozen=True)
class Figure:
    """An amount as it is looked for: in base units of the leading unit, as the number that was written, and rounding.

    `low` and `high` are the ends of what it stands for, given its digits, in base units of the whole unit, as `base` is.
    """

    amount: float
    number: float
    base: float
    low: float
    high: float


@dataclass(frozen=True)
class Wanted:
    """What an excerpt should carry: each of the figures, or (`every` is false) one of them.

    `unit` is that of the value, `lead` what of it stands above the line (None for a pure number), `role` how numbers of that
    are shown, `over` the seconds of the time that the
    value is per (0 for none), `under` the shipped units that it is per, none where one of them is the base's own,
    `per` the numbers it is per (of 100,000 people), `days` the first and the last day (in seconds) of each date.
    `errors` are the sizes of its written errors in base units, `level` is what the interval around a written middle is of
    (0.95; 0 where there is none), whose ends are the first and the last of the figures.
    `rise` says that it is a difference of temperatures, by the title of its claim.
    Signs are left aside: words say "a loss of 5".
    """

    figures: tuple[Figure, ...]
    every: bool
    unit: Unit
    lead: Unit | None = None
    role: str = ""
    over: float = 0.0
    percent: bool = False
    growth: bool = False
    per: tuple[float, ...] = ()
    under: tuple[str, ...] = ()
    errors: tuple[float, ...] = ()
    level: float = 0.0
    bound: Bound = ""
    plain: bool = False
    rise: bool = False
    days: tuple[tuple[float, float], ...] = ()

    @property
    def counted(self) -> bool:
        """Whether it is so many of what is counted for each that is: events per patient, perhaps in a time, are a share."""
        powers = [(name, n) for name, n in self.unit.dimension.exponents if name != "s"]
        above, below = ([name for name, n in powers if n == sign] for sign in (1, -1))
        return len(powers) == 2 and len(above) == len(below) == 1 and {*above, *below} <= _COUNTED

    @property
    def often(self) -> bool:
        """Whether it says how often something happens."""
        return self.unit.dimension == ONE / TIME and self.unit.text.startswith("1")


def wanted(value: Written, units: Units) -> Wanted:
    """What an excerpt for this value should carry: both ends of a range, the point of anything else; before what cuts it off."""
    if isinstance(value.shape, Truncated):
        whole = value.shape.whole
        value = replace(value, shape=whole, point=whole.point)
    listed = isinstance(value.shape, OneOf | Quantiles)
    plain = not (value.bound or value.about or value.ends or listed)
    if value.unit.dimension == DATE:
        return Wanted((), True, value.unit, bound=value.bound, plain=plain, days=_days(value))
    points = (
        value.shape.values if isinstance(value.shape, OneOf | Quantiles) else value.ends or (value.point,)
    )
    found = _measured(value.unit, points, value.rounding, units)
    return replace(
        found,
        every=not listed,
        percent="%" in value.text,
        per=tuple(each.value for each in numerals(value.text, units) if each.per),
        errors=_errors(value),
        level=_level(value),
        bound=value.bound,
        plain=plain,
    )


def measured(unit: Unit, numbers: Sequence[float], units: Units) -> Wanted:
    """The same for numbers in a unit."""
    return _measured(unit, [unit.to_base(each) for each in numbers], (), units)


def _measured(unit: Unit, points: Sequence[float], rounding: Sequence[Ends], units: Units) -> Wanted:
    """The same for amounts in base units, with the ends of what each of them stands for, if they are known."""
    lead = None if unit.dimension in (GROWTH, RATE) or unit.style in ZEROS else _lead(unit, units)
    entry = units.entry(lead) if lead else None
    whole = unit.text[:1] == "1" or unit.style in ZEROS or unit.style == "times"
    scale = lead.factor if lead else 1.0 if whole else unit.factor
    ends = rounding if len(rounding) == len(points) else [(each, each) for each in points]
    numbers = [abs(float(unit.from_base(each))) for each in points]
    figures = tuple(
        Figure(number * scale, number, base, low, high)
        for number, base, (low, high) in zip(numbers, points, ends, strict=True)
    )
    growth = unit.dimension in (GROWTH, RATE)
    role, percent = entry.role if entry else "", "%" in unit.text
    return Wanted(figures, True, unit, lead, role, _over(unit), percent, growth, under=_under(unit, units))


def _lead(unit: Unit, units: Units) -> Unit | None:
    """What of a unit stands above the line."""
    if unit.dimension.is_one or unit.text[:1] in "1p":
        return None
    found = units.parse(re.split(r"/| per ", unit.text)[0])
    return found if isinstance(found, Unit) and found.text else None


def _days(value: Written) -> tuple[tuple[float, float], ...]:
    """The span of each end of a date, from the texts that were written where they can be read, else a day around it."""
    ends = value.ends or (value.point, value.point)
    return days_of(value.text) or tuple((each - 86400.0, each + 86400.0) for each in ends)


def _over(unit: Unit) -> float:
    """The seconds of the time that a value is per, if it is per just one; the period of a growth."""
    if unit.style == "times":
        return 1.0 / unit.factor
    times = [name for name in names_in(unit.text)[1 if unit.text[:1] != "1" else 0 :] if name in TIMES]
    return TIMES[times[0]] if len(times) == 1 and not unit.dimension.is_one else 0.0


def _under(unit: Unit, units: Units) -> tuple[str, ...]:
    below = [name for name in names_in(unit.text)[1:] if name in units.table and name not in TIMES]
    shipped = all(STANDARD.table.get(name) == units.table[name] for name in below)
    return tuple(units.table[name].name for name in below) if shipped else ()


def _errors(value: Written) -> tuple[float, ...]:
    """The errors that are written with a value; none where it has none of its own, or is a growth."""
    if not _OWN_ERROR.search(value.text) or value.unit.dimension in (GROWTH, RATE):
        return ()
    match value.shape:
        case Normal(_, sd):
            return (sd,)
        case Split(_, minus, plus):
            return minus, plus
    return ()


def _level(value: Written) -> float:
    """The level of the interval that is written around a middle; 0 where there is none."""
    match value.shape:
        case Quantiles(levels=(low, middle, high)) if middle == 0.5 and "(" in value.text:
            return round(high - low, 6)
    return 0.0


def same_kind(one: str, other: str) -> bool:
    """Whether two counts may be two words for what is counted: a chip and a GPU, a person and a customer."""
    return one == other or any({one, other} <= group for group in _ALIKE)


_ALIKE: Sequence[frozenset[str]] = tuple(
    frozenset(group.split())
    for group in (
        "chip GPU TPU CPU accelerator superchip die board package server node rack pod core",
        "person head user customer subscriber employee worker researcher engineer patient child agent life",
        "household home",
        "request query message question task problem prompt sample",
        "vehicle car",
        "building datacenter site campus plant",
        "step batch run epoch",
        "company lab team",
    )
)
