"""Everything that the numbers of a text may mean: the numbers, other readings of them, how fast and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from whence.judge.rules.wording.naming import named
from whence.judge.rules.wording.numerals import Numeral, numerals
from whence.judge.rules.wording.paces import Pace, over, paces, recurring
from whence.language.patterns import later
from whence.language.units.units import Units

_PACING = later(r"doubl|tripl|trebl|quadrupl|halv|half", re.IGNORECASE)
_APART = later(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3})+(?=\s?[A-Za-zµ%°])")
# A letter that is a scale to some and a unit to others, and what it scales by.
_LETTERS = {"m": 1e6, "K": 1e3, "B": 1e9}


@lru_cache(maxsize=4096)
def readings(text: str, units: Units) -> tuple[Numeral, ...]:
    """The numbers of a text with their other readings behind each, then how fast things grow, then how often they happen."""
    fast = tuple(paces(text))
    found = [each for each in numerals(text, units) if not _is_pace(each, fast)]
    taken = {over(text, each.end)[2] for each in found}
    often = [_often(each) for each in recurring(text) if each.end not in taken]
    beside = [other for each in found for other in (each, *_beside(each, units))]
    return (*beside, *_joined(text, units), *(_paced(each) for each in fast), *often)


def _joined(text: str, units: Units) -> Iterator[Numeral]:
    """Numbers that stand side by side, as the thousands of one: 5 300 kg; in phase 2 500 kg they are two."""
    for hit in _APART.finditer(text):
        one = f"{text[: hit.start()]}{hit[0].replace(' ', ',')}{text[hit.end() :]}"
        yield from (replace(each, loose=True) for each in numerals(one, units) if each.start == hit.start())


def _is_pace(one: Numeral, fast: Sequence[Pace]) -> bool:
    """Whether a word for a number is the one that tells how fast: half of a half-life."""
    within = any(each.start <= one.start < each.end for each in fast)
    return within and _PACING.match(one.text) is not None


def _beside(one: Numeral, units: Units) -> Iterator[Numeral]:
    """Other readings of a number: 9m may be metres, and 9(1) has an error."""
    if one.scale in _LETTERS and not one.money:
        times = _LETTERS[one.scale]
        meanings, _ = named(f" {one.scale}", units)
        yield replace(
            one, value=one.value / times, half=one.half / times, units=meanings, wholes=(), loose=True
        )
    if one.off:
        yield replace(one, value=one.off, error=True, bound="")


def _paced(pace: Pace) -> Numeral:
    """A doubling in a time, as a growth."""
    return Numeral(
        pace.text,
        pace.factor,
        over=pace.seconds,
        tells="factor",
        bound=pace.bound,
        start=pace.start,
        end=pace.end,
    )


def _often(pace: Pace) -> Numeral:
    """Once in a time: every 6 hours."""
    return Numeral(pace.text, 1.0, over=pace.seconds, often=True, start=pace.start, end=pace.end)
