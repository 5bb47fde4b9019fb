"""Units: a closed table of names over a strict grammar, with a base's own units added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache
from math import isclose
from typing import Literal, Protocol

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem, visible
from whence.language.units.clashes import called, clash
from whence.language.units.dimensions import (
    DATE,
    DEGREES,
    GROWTH,
    ONE,
    PURE,
    RATE,
    TIME,
    Dimension,
    Entry,
    Unit,
    base_dimension,
)
from whence.language.units.grammar import MAGNITUDES, read_unit
from whence.language.units.table import COUNT_PREFIXES, COUNTS, MEASURES, MONEY, PREFIXES, REFUSED
from whence.language.units.tokens import WORDS, names_in

__all__ = [
    "DATE", "GROWTH", "ONE", "PURE", "RATE", "STANDARD", "TIME",
    "Dimension", "Entry", "Unit", "Units", "base_dimension", "called", "clash", "plain",
]  # fmt: skip

MOST_SEEN = 4096
RESERVED = frozenset(
    {*MAGNITUDES, *WORDS, *REFUSED, "per", "to", "in", "and", "or", "not", "at", "least", "most", "up"}
    | {"more", "less", "than", "about", "between", "from", "doubling", "halving"}
    | {"date", "x", "true", "false", "null", "nan", "inf"}
)  # fmt: skip


class Definition(Protocol):
    """A base's own unit as its files define it: `equals` an amount of known units, or a new dimension where empty."""

    @property
    def equals(self) -> str: ...
    @property
    def plural(self) -> str: ...


@dataclass(frozen=True, eq=False)
class Units:
    """A closed table: every name that may stand in a unit, with its aliases."""

    table: Mapping[str, Entry]
    # a base writes few units many times over
    seen: dict[str, Unit] = field(default_factory=dict, repr=False, compare=False)

    def parse(self, text: str) -> Unit | Problem:
        """The unit a text means (a pure number if empty), or what is wrong with it."""
        if (known := self.seen.get(text)) is not None:
            return known
        found = read_unit(text, self.table)
        if isinstance(found, Unit) and len(self.seen) < MOST_SEEN:
            self.seen[text] = found
        return found

    def shown_in(self, text: str) -> Unit | Problem:
        """The unit that a record asks its number to be shown in: one of the table, or a temperature with its zero."""
        return DEGREES.get(text.strip()) or self.parse(text)

    def names(self) -> tuple[str, ...]:
        """Every spelling that is known, sorted."""
        return tuple(sorted(self.table))

    def entry(self, unit: Unit) -> Entry | None:
        """The table's line for the first name in a unit, which decides how its numbers are shown."""
        return self.named(unit.text)

    def named(self, text: str) -> Entry | None:
        """The same of the text of a unit."""
        names = names_in(text)
        return self.table.get(names[0]) if names else None

    def extend(self, records: Mapping[str, Definition]) -> tuple[Units, tuple[tuple[str, Problem], ...]]:
        """This table with a base's own units, in whatever order they stand; what was left out, and why.

        Offsets in a problem count in the text of `equals`; a problem with the name itself spans nothing.
        """
        return _extended(self, tuple(sorted(records.items())))


_OWN = later(r"[A-Za-z](?:[A-Za-z0-9_]|[-.@](?=[A-Za-z0-9])){0,63}")


@lru_cache(maxsize=16)
def _extended(
    units: Units, records: tuple[tuple[str, Definition], ...]
) -> tuple[Units, tuple[tuple[str, Problem], ...]]:
    """The same units give the same table, object and all, so that what was read with it can be kept by it."""
    return _extend(units, dict(records))


def _extend(units: Units, records: Mapping[str, Definition]) -> tuple[Units, tuple[tuple[str, Problem], ...]]:
    problems: dict[str, Problem] = {}
    table = dict(units.table)
    open_ = {}
    for name, record in sorted(records.items()):
        ours = _ours(name, record, units)
        taken = _taken(name, record, units.table, records, ours)
        if taken:
            problems[name] = taken
        elif ours:
            table |= dict.fromkeys(_spellings(name, record), ours)
        else:
            open_[name] = record
    while open_:
        ready = [
            name for name, record in open_.items() if not _mentions(record.equals) & (open_.keys() - {name})
        ]
        ready = [name for name in ready if name not in _mentions(open_[name].equals)]
        if not ready:
            break
        for name in ready:
            entry = _own(name, open_.pop(name), Units(table), problems)
            if isinstance(entry, Problem):
                problems[name] = entry
            else:
                table |= dict.fromkeys(_spellings(name, records[name]), entry)
    for name in open_:
        problems[name] = _circle(name, open_)
    return Units(table), tuple(sorted(problems.items()))


def _ours(name: str, record: Definition, units: Units) -> Entry | None:
    """Our own line for a unit that a base defines as we do: its own was there before we had one, and does no harm."""
    entry = units.table.get(name)
    unit = units.parse(record.equals) if entry and record.equals.strip() else None
    if (
        not entry
        or not isinstance(unit, Unit)
        or unit.style in ("times", "date")
        or name in _mentions(record.equals)
    ):
        return None
    same = unit.dimension == entry.dimension and isclose(unit.factor, entry.factor, rel_tol=1e-12)
    return entry if same else None


def _taken(
    name: str,
    record: Definition,
    table: Mapping[str, Entry],
    records: Mapping[str, Definition],
    ours: Entry | None,
) -> Problem | None:
    for word in _spellings(name, record):
        if not _OWN.fullmatch(word):
            message = f'"{visible(word[:40])}" cannot be the name of a unit'
            hint = "a name begins with a letter; letters, digits, _ and single - . @ may follow"
            return Problem("bad-unit", message, hints=(hint,))
    for word in _spellings(name, record):
        if word in RESERVED:
            return Problem(
                "bad-unit", f'"{word}" has a meaning of its own in values, so it cannot name a unit'
            )
        if word in table and table[word] is not ours:
            entry = table[word]
            is_ = (
                f'"{word}" already means {entry.name}'
                if entry.name != word
                else f'"{word}" is already a unit'
            )
            return Problem("bad-unit", f"{is_} ({called(entry.dimension) or entry.dimension})",
                           hints=("give the unit of this base another name",))  # fmt: skip
        others = [each for each, other in records.items() if each != name and word in _spellings(each, other)]
        if others:
            return Problem("bad-unit", f'"{word}" would also be the unit "{others[0]}" of this base')
    return None


def _spellings(name: str, record: Definition) -> tuple[str, ...]:
    return (name, record.plural) if record.plural and record.plural != name else (name,)


def _mentions(equals: str) -> set[str]:
    return set(names_in(equals))


def _own(name: str, record: Definition, units: Units, problems: Mapping[str, Problem]) -> Entry | Problem:
    if not record.equals.strip():
        return Entry(name, base_dimension(name), 1.0, "count")
    for broken in sorted(_mentions(record.equals) & problems.keys() - units.table.keys()):
        at = record.equals.find(broken)
        message = f'it equals an amount of "{broken}", which is itself in error'
        return Problem("bad-unit", message, at, at + len(broken))
    unit = units.parse(record.equals)
    if isinstance(unit, Problem):
        return unit
    if unit.style in ("times", "date"):
        return Problem(
            "bad-unit", f'a unit cannot equal "{unit.text}": that is not an amount', 0, len(record.equals)
        )
    role: Literal["money", "count"] = "money" if unit.style == "money" else "count"
    return Entry(name, unit.dimension, unit.factor, role)


def _circle(name: str, open_: Mapping[str, Definition]) -> Problem:
    """The loop that a unit's definition runs into, spelt out."""
    path = [name]
    while (following := min(_mentions(open_[path[-1]].equals) & open_.keys())) not in path:
        path.append(following)
    at = open_[name].equals.find(path[1] if len(path) > 1 else following)
    loop = " -> ".join([*path, following])
    return Problem(
        "bad-unit", f"units define each other in a circle: {loop}", max(at, 0), len(open_[name].equals)
    )


def _standard() -> Units:
    table: dict[str, Entry] = {"date": Entry("date", DATE, 1.0, "measure")}
    for name, _sign, others in MONEY:
        _enter(table, Entry(name, base_dimension(name), 1.0, "money"), others)
    for name, plural, others in COUNTS:
        entry = Entry(name, base_dimension(name), 1.0, "count")
        _enter(table, entry, f"{plural} {others}", COUNT_PREFIXES.get(name, ""))
    for name, equals, prefixes, others in MEASURES:
        if equals:
            unit = Units(table).parse(equals)
            assert isinstance(unit, Unit), (name, unit)
            entry = Entry(name, unit.dimension, unit.factor, "measure")
        else:
            entry = Entry(name, base_dimension(name), 1.0, "measure")
        _enter(table, entry, others, prefixes)
    return Units(table)


def _enter(table: dict[str, Entry], entry: Entry, others: str, prefixes: str = "") -> None:
    """Adds a unit, its other spellings, and each prefix with its name and plural."""
    table[entry.name] = entry
    table |= dict.fromkeys(others.split(), entry)
    plurals = [each for each in others.split() if each == f"{entry.name}s"]
    for prefix in prefixes.split():
        name = prefix + entry.name
        scaled = Entry(name, entry.dimension, PREFIXES[prefix] * entry.factor, "prefixed")
        for word in (name, *(prefix + plural for plural in plurals)):
            assert word not in table, word
            table[word] = scaled
            if prefix == "µ" and f"u{word[1:]}" != "us":
                # as it is typed where there is no µ; "us" is a word
                table.setdefault(f"u{word[1:]}", scaled)


STANDARD: Units = _standard()


def plain(dimension: Dimension) -> Unit:
    """The unit to show a number in when nobody has chosen one: base units; for growth, a factor a year."""
    if dimension.is_one:
        return PURE
    if dimension == DATE:
        return Unit("date", DATE, 1.0, "date")
    if dimension == RATE:
        return Unit("x per year", RATE, 1 / STANDARD.table["year"].factor, "times")
    money = any(name == code for name, n in dimension.exponents if n == 1 for code, _, _ in MONEY)
    return Unit(str(dimension), dimension, 1.0, "money" if money else "linear")
