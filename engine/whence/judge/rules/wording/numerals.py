"""Numbers in running text, such as an excerpt: what they are worth, and in which unit if that can be told."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whence.language.units.units import Unit, Units

_WORDS_OF_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "percent": 0.01}
_SIGNS_OF_SCALE = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "mn": 1e6,
    "B": 1e9,
    "b": 1e9,
    "bn": 1e9,
    "T": 1e12,
    "tn": 1e12,
}
SCALES = {**_WORDS_OF_SCALE, **_SIGNS_OF_SCALE, "%": 0.01}
_LONG = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "": ""}
# How running text names units that a base writes shorter.
SPELT = {
    f"{long}{name}{end}": f"{short}{sign}"
    for long, short in _LONG.items()
    for name, sign in (("watt", "W"), ("byte", "B"), ("bit", "bit"), ("joule", "J"), ("watthour", "Wh"))
    for end in ("", "s")
}
SPELT["kw"] = "kW"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
_SCALE = (
    r"(?:[kKmMbBT]|bn|mn|tn)(?![A-Za-z0-9])|%|[ -]?(?:thousand|million|billion|trillion|percent|bn|mn|tn)\b"
)
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<sign>[$€£]?)(?P<digits>{_DIGITS})(?:[eE](?P<power>[+-]?[0-9]+))?"
    rf"\+?(?P<scale>{_SCALE})?"
)
_RANGE = re.compile(r"\s?(?:-|–|to|or|and)\s?")
# What a number is part of when it belongs to a name: GPT-4, not 100K-128K.
_NAME = re.compile(r"(?:^|[^\w.])[A-Za-z]\w*-$")
_WORD = re.compile(r"[ -]?([A-Za-z]+)(?![A-Za-z0-9])")
_PREFIXED = re.compile(
    r"[ -]?(?:(?:peta|exa|zetta|giga|mega|tera|kilo|milli|micro|nano)|[kMGTPEZm](?:FLOP|op|token|param))"
)
_POWER = re.compile(r"(?<![\w.])10\s?(?:\^|\*\*)\s?([0-9]{1,3})|×\s?10\^?([0-9]{1,3})")
SPOKEN = {
    "zero", "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "dozen", "hundred", "thousand", "half", "quarter", "third", "once", "twice",
    "double", "doubled", "triple", "both", "couple", "only", "first", "second",
}  # fmt: skip


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its worth without any unit, and the unit that follows it if that is a known one.

    `money` says that a currency sign stands before it, `per` that it is what something is per, `year` that it
    looks like one, and `prefixed` that a prefix hides in the word that follows.
    """

    text: str
    value: float
    unit: Unit | None
    money: bool = False
    per: bool = False
    year: bool = False
    prefixed: bool = False

    @property
    def aside(self) -> bool:
        """Whether it is not what the text is about."""
        return self.per or self.year


@lru_cache(maxsize=4096)
def numerals(text: str, units: Units) -> tuple[Numeral, ...]:
    """The numbers of a text that are written in digits, from left to right.

    The first number of a range has the scale and the unit of the second if it has none of its own.
    """
    return tuple(_numerals(text, units))


def _numerals(text: str, units: Units) -> Iterator[Numeral]:
    hits = [hit for hit in _NUMBER.finditer(text) if not _NAME.search(text[: hit.start()])]
    for n, hit in enumerate(hits):
        last = hit
        for after in hits[n + 1 :]:
            if last["scale"] or not _RANGE.fullmatch(text[last.end() : after.start()]):
                break
            last = after
        sign = hit["sign"] or (
            n > 0 and _RANGE.fullmatch(text[hits[n - 1].end() : hit.start()]) and hits[n - 1]["sign"]
        )
        scale = SCALES[last["scale"].strip(" -")] if last["scale"] else 1.0
        value = float(_plain(hit["digits"])) * 10.0 ** int((hit["power"] or "0")[:4]) * scale
        unit = _unit(text[last.end() :], units) if not sign else None
        yield Numeral(
            hit[0].strip(),
            value,
            unit,
            bool(sign),
            bool(re.search(r"(?:per|/)\s*$", text[: hit.start()])),
            bool(re.fullmatch(r"(?:19|20)[0-9]{2}", hit[0])),
            bool(_PREFIXED.match(text, last.end())) and unit is None,
        )


def _plain(digits: str) -> str:
    """Digits without separators of thousands; a comma before one or two digits is a decimal point."""
    return re.sub(r",([0-9]{1,2})$", r".\1", digits).replace(",", "")


def _unit(rest: str, units: Units) -> Unit | None:
    """The unit that the next word names: one of measure, with its prefix."""
    word = _WORD.match(rest)
    return _known(SPELT.get(word[1].casefold(), word[1]), units) if word else None


def _known(name: str, units: Units) -> Unit | None:
    entry = units.table.get(name)
    if entry is None or entry.role not in ("measure", "prefixed") or entry.dimension.is_one:
        return None
    found = units.parse(name)
    return found if isinstance(found, Unit) else None


def spoken(text: str) -> bool:
    """Whether a text has a number in words, or a power written out, which this does not read."""
    return bool(_POWER.search(text)) or bool(SPOKEN & set(re.findall(r"[a-z]+", text.casefold())))


@lru_cache(maxsize=4096)
def mantissa(value: float) -> float:
    """The digits of a number: it scaled to between 1 and 10."""
    if not value or not math.isfinite(value):
        return 0.0
    scaled = abs(value) / 10.0 ** math.floor(math.log10(abs(value)))
    return round(scaled / 10 if scaled >= 9.9999999 else scaled, 9)
