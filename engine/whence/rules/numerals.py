"""Numbers in running text, such as an excerpt: what they are worth, and in which unit if that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whence.units import Unit, Units

SCALES = {
    "k": 1e3, "K": 1e3, "thousand": 1e3, "m": 1e6, "M": 1e6, "million": 1e6, "mn": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "T": 1e12, "tn": 1e12, "trillion": 1e12, "%": 0.01, "percent": 0.01,
}  # fmt: skip
# How running text names units that a base writes shorter.
SPELT = {
    **{f"{long}{unit}{end}": short + sign for long, short in
       (("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T"), ("peta", "P"), ("", ""))
       for unit, sign in (("watt", "W"), ("byte", "B"), ("bit", "bit"), ("joule", "J"))
       for end in ("", "s")},
    **{f"{long}watt{sep}hour{end}": f"{short}Wh" for long, short in (("kilo", "k"), ("mega", "M"), ("giga", "G"), ("tera", "T"))
       for sep in ("", "-", " ") for end in ("", "s")},
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)(?P<sign>[$€£]?)(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?:[eE](?P<power>[+-]?[0-9]+))?"
    r"(?P<rest>\+?(?P<scale>(?:[kKmMbBT]|bn|mn|tn)(?![A-Za-z0-9])|%|[ -]?(?:thousand|million|billion|trillion|percent|bn|mn|tn)\b)?)"
)
_WORD = re.compile(r"[ -]?([A-Za-z]+)")
_POWER = re.compile(r"(?<![\w.])10\s?(?:\^|\*\*)\s?([0-9]{1,3})|×\s?10\^?([0-9]{1,3})")
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "half": 0.5, "twice": 2, "double": 2, "doubled": 2, "triple": 3, "quarter": 0.25,
    "dozen": 12, "zero": 0, "no": 0, "both": 2, "couple": 2, "hundred": 100, "thousand": 1000,
}  # fmt: skip


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its worth without any unit, and the unit that follows it if that is a known one.

    `money` says that a currency sign stands before it; `aside`, that it is a year or what something else is per.
    """

    text: str
    value: float
    unit: Unit | None
    money: bool = False
    aside: bool = False


def numerals(text: str, units: Units) -> Iterator[Numeral]:
    """The numbers of a text that are written in digits, from left to right."""
    for hit in _NUMBER.finditer(text):
        scale = SCALES[hit["scale"].strip(" -")] if hit["scale"] else 1.0
        value = float(_plain(hit["digits"])) * 10.0 ** int((hit["power"] or "0")[:4]) * scale
        unit = _unit(text[hit.end() :], units) if not hit["sign"] else None
        per = bool(re.search(r"(?:per|/)\s*$", text[: hit.start()]))
        year = bool(re.fullmatch(r"(?:19|20)[0-9]{2}", hit[0]))
        yield Numeral(text[hit.start() : hit.end()].strip(), value, unit, bool(hit["sign"]), per or year)


def _plain(digits: str) -> str:
    """Digits without separators of thousands; a comma before one or two digits is a decimal point."""
    return re.sub(r",([0-9]{1,2})$", r".\1", digits).replace(",", "")


def _unit(rest: str, units: Units) -> Unit | None:
    """The unit that the next word names: one of measure, with its prefix."""
    word = _WORD.match(rest)
    return _known(SPELT.get(word[1].casefold(), word[1]), units) if word else None


def _known(name: str, units: Units) -> Unit | None:
    entry = units.table.get(name)
    if entry is None or entry.role not in ("measure", "prefixed"):
        return None
    found = units.parse(name)
    return found if isinstance(found, Unit) else None


def spoken(text: str) -> bool:
    """Whether a text has a number in words, or a power written out, which this does not read."""
    return bool(_POWER.search(text)) or bool(WORDS.keys() & set(re.findall(r"[a-z]+", text.casefold())))


@lru_cache(maxsize=4096)
def mantissa(value: float) -> float:
    """The digits of a number: it scaled to between 1 and 10."""
    if not value or not math.isfinite(value):
        return 0.0
    scaled = abs(value) / 10.0 ** math.floor(math.log10(abs(value)))
    return round(scaled / 10 if scaled >= 9.9999999 else scaled, 9)
