"""Every unit as people look it up: its name, what it measures, what it equals, and how else it may be spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from whence.language.frozen import dataclass
from whence.language.problems import suggest
from whence.language.units.clashes import called
from whence.language.units.dimensions import DEGREES, Unit, pieces, spell
from whence.language.units.table import BASES, COUNT_PREFIXES, COUNTS, MEASURES, MONEY
from whence.language.units.units import STANDARD

SPOKEN = {
    "p": "pico", "n": "nano", "µ": "micro", "m": "milli", "c": "centi", "d": "deci", "h": "hecto", "k": "kilo", "M": "mega",
    "G": "giga", "T": "tera", "P": "peta", "E": "exa", "Z": "zetta", "Y": "yotta",
    "Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A unit of the table. `definition` is an amount of other units, empty for a base unit; each prefix may precede it."""

    name: str
    meaning: str
    definition: str = ""
    aliases: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name, its aliases, and both with each prefix in letters, whether or not the grammar takes all of them."""
        plain = (self.name, *self.aliases)
        return (*plain, *(SPOKEN[prefix] + word for prefix in self.prefixes for word in self.aliases))


@lru_cache(maxsize=1)
def standard() -> tuple[Named, ...]:
    """Every unit that whence knows: measures, temperatures with their zeros, counts and money, in the order of the table."""
    return (*map(_measure, MEASURES), *_degrees(), *_counts(), *_money())


def _measure(line: tuple[str, str, str, str]) -> Named:
    name, equals, prefixes, others = line
    dimension = STANDARD.table[name].dimension
    meaning = (called(dimension) or spell(pieces(dimension))) if equals else BASES[name]
    return Named(name, meaning, equals, tuple(others.split()), tuple(prefixes.split()))


def _degrees() -> Iterable[Named]:
    for name, definition in (("°C", "x °C is x + 273.15 K"), ("°F", "x °F is (x + 459.67)/1.8 K")):
        others = tuple(each for each, unit in DEGREES.items() if unit == DEGREES[name] and each != name)
        yield Named(name, "temperature with its zero; differences in K", definition, others)


def _counts() -> Iterable[Named]:
    for name, plural, others in COUNTS:
        prefixes = tuple(COUNT_PREFIXES.get(name, "").split())
        yield Named(name, f"a count of {plural}", "", (plural, *others.split()), prefixes)


def _money() -> Iterable[Named]:
    return (Named(code, "money", "", tuple(others.split())) for code, _, others in MONEY)


def matching(word: str, units: Iterable[Named]) -> tuple[Named, ...]:
    """The units that a word names; else the unit it spells; else those with a spelling or a meaning that has such a word.

    A unit with a prefix, or made of several, comes back as an amount of base units.
    """
    known = tuple(units)
    if exact := tuple(each for each in known if word in each.spellings):
        return exact
    plain = word.casefold()
    if alike := tuple(each for each in known if plain in map(str.casefold, each.spellings)):
        return alike
    if (made := STANDARD.parse(word)) and isinstance(made, Unit) and made.text:
        size = f"{made.factor:.12g} {spell(pieces(made.dimension))}".strip()
        meaning = called(made.dimension) or spell(pieces(made.dimension))
        return (Named(made.text, meaning, size if made.style in ("linear", "money") else ""),)
    begins = re.compile(rf"(?<!\w){re.escape(plain)}")
    return tuple(
        each
        for each in known
        if any(begins.search(part.casefold()) for part in (*each.spellings, each.meaning))
    )


def nearest(word: str, units: Iterable[Named]) -> tuple[str, ...]:
    """The names of the units whose spelling is nearest to a word, at most three."""
    spelt = {spelling: each.name for each in units for spelling in each.spellings}
    return tuple(dict.fromkeys(spelt[each] for each in suggest(word, spelt, 3)))
