"""Other spellings that people use and whose meaning is plain, put into the grammar's own.

What is put differently keeps its text as written; a mistake in it is placed over the whole value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from whence.language.patterns import later
from whence.language.problems import Problem, Refused
from whence.language.units.dimensions import TIME, Unit
from whence.language.units.units import Units
from whence.language.values.anatomy import refuse
from whence.language.values.instead import NUMBER, RAISED
from whence.language.values.numerals import numeral
from whence.language.values.refusals import CURRENCIES, MONTH, NAMES, YEAR, not_plain

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_SCALE = {
    "mln": "million",
    "mio": "million",
    "mrd": "bn",
    "bln": "bn",
    "trn": "trillion",
    "tln": "trillion",
} | {word: word for word in ("thousand", "million", "billion", "trillion")}
_CLOCK = (("day", r"d|days?", 86400), ("hour", r"h|hrs?|hours?", 3600), ("min", r"m|mins?|minutes?", 60),
          ("s", r"s|secs?|seconds?", 1))  # fmt: skip
_DURATION = later(
    "".join(rf"(?:(?P<{name}>[0-9]+)\s*(?:{words})(?![A-Za-z])\s*|(?P<{name}_>[0-9]+)(?:{words})(?=[0-9])\s*)?"
            for name, words, _ in _CLOCK) + r"(?P<rest>[0-9]+)?$"
)  # fmt: skip
_GROWTH = later(
    rf"(?P<head>[<>=≥≤~]*\s*(?:(?:at least|at most|more than|less than|up to|about)\s+)?)"
    rf"(?P<first>[-+−]?{NUMBER})(?:\s*%)?(?:\s*(?P<mark>to|\.\.|±|\+/-|\+-)\s*(?P<second>[-+−]?{NUMBER}))?\s*%\s*"
    r"(?:/|per\b|a(?=\s+year\b))\s*(?P<period>.+)$"
)
_TWICE = later(
    rf"({NUMBER})\s*%\s*(?:/|per\s)\s*([A-Za-z]+)\s*(to|\.\.|±)\s*(?={NUMBER}\s*%\s*(?:/|per\s)\s*\2$)"
)


def duration(text: str) -> tuple[Fraction, str, str] | None:
    """The seconds of `2h30m`, and the largest and the smallest of its units; None for anything else."""
    hit = _DURATION.match(text.strip())
    if hit is None:
        return None
    found = [(name, size, hit[name] or hit[f"{name}_"]) for name, _, size in _CLOCK]
    given = [(name, size, int(number)) for name, size, number in found if number]
    if hit["rest"] and len(given) == 1 and given[0][0] == "hour" and int(hit["rest"]) < 60:
        given.append(("min", 60, int(hit["rest"])))
    elif hit["rest"]:
        return None
    if len(given) < 2:
        return None
    return Fraction(sum(size * number for _, size, number in given)), given[0][0], given[-1][0]


def plain(text: str, units: Units) -> str:
    """The same value in the grammar's own spelling; the text itself where there is nothing to change."""
    return _growth(respelt(text), units)


def respelt(text: str) -> str:
    """The same without its growth in per cent, which only the table of units can tell from other rates."""
    not_plain(text)
    for pattern, how in _CHANGES:
        text = pattern.sub(how, text)
    return text


def _power(hit: re.Match[str]) -> str:
    raised = hit["raised"].translate(RAISED) if hit["raised"] else hit["plain"].replace("−", "-")
    return f"{hit['number'] or '1'}e{raised.lstrip('+')}"


def _date(hit: re.Match[str]) -> str:
    month = f"{hit['year']}-{MONTH[hit['month'].lower()]:02d}"
    return f"{month}-{int(hit['day']):02d}" if hit["day"] else month


def _money(hit: re.Match[str]) -> str:
    return f"{hit['number']} {'bn' if hit['scale'] == 'b' else 'million'}{hit['after']}"


_CHANGES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # 3 x 10^6 and 10^6
    (
        later(
            rf"(?:(?P<number>{NUMBER}(?:\([0-9]{{1,4}}\))?)\s*[x×*·]\s*|(?<![\w.^]))10\s*"
            r"(?:\^\s*\(?(?P<plain>[-+−]?[0-9]+)\)?(?![0-9.]*[0-9])|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
        ),
        _power,
    ),
    # March 2025, 5 March 2025, March 5, 2025
    (later(rf"\b(?:{_DAY}\s+(?:of\s+)?)?(?P<month>{NAMES})\.?,?\s+(?P<year>{YEAR})\b", re.I), _date),
    (later(rf"\b(?P<month>{NAMES})\.?\s+{_DAY},?\s+(?P<year>{YEAR})\b", re.I), _date),
    (later(rf"\b([QH][1-4])[ -/]?({YEAR})\b"), r"\2-\1"),
    (later(rf"\b({YEAR}) ?([QH][1-4])\b"), r"\1-\2"),
    (later(rf"\b(?:the )?end (?:of )?({YEAR})\b(?!-)", re.I), r"\1-12-31"),
    (later(rf"\b(?:the )?(?:start|beginning) of ({YEAR})\b(?!-)", re.I), r"\1-01-01"),
    # $5m, $5MM, 5m EUR: of money, m can only be million
    (
        later(
            rf"(?P<number>(?:[$€£₹₩]|\b(?:{CURRENCIES})\s?)\s*[-+]?{NUMBER})\s?"
            r"(?P<scale>mm|MM|m|b)(?P<after>(?!\w))"
        ),
        _money,
    ),
    (later(rf"(?P<number>\b{NUMBER})(?P<scale>mm|MM|m)(?P<after>\s+(?:{CURRENCIES})(?!\w))"), _money),
    # 5mln EUR, 5 Mio EUR, 5 Millions
    (
        later(
            r"(?<=[0-9])\s?(mln|mio|mrd|bln|trn|tln)\b\.?(?!\w)|(?<=[0-9])\s(thousand|million|billion|trillion)s?(?!\w)",
            re.I,
        ),
        lambda hit: f" {_SCALE[(hit[1] or hit[2]).lower()]}",
    ),
    # 5 per cent, 5 percent, 25 basis points
    (later(r"(?<=[0-9])\s*per\s*cent(?!\w)"), "%"),
    (later(r"(?<=[0-9])\s+basis points?(?!\w)"), " bp"),
    # 1 in 1000, 2 out of 5, 5 per 100,000 people
    (later(rf"(?<=[0-9])\s+(?:in|out of)\s+(?={NUMBER}|[0-9]{{1,3}}(?:,000)+)"), " per "),
    (later(r"(\bper\s+[0-9]{1,3}(?:,000)+)\b"), lambda hit: hit[1].replace(",", "")),
)  # fmt: skip


def _growth(text: str, units: Units) -> str:
    """`5% per year` is growth by that much: a factor of 1.05 a year."""
    # 2%/year to 3%/year has its period twice
    hit = _GROWTH.match(_TWICE.sub(r"\1 \3 ", text.strip()))
    if hit is None:
        return text
    period = units.parse(hit["period"])
    if not isinstance(period, Unit) or period.dimension != TIME:
        return text
    first, second = (Decimal((each or "0").replace("−", "-")) for each in (hit["first"], hit["second"]))
    if first <= -100 or second <= -100:
        raise refuse(
            "nothing is left after a fall by 100 %", 0, len(text), 'a fall by half is "-50% per year"'
        )
    unit = f"x per {hit['period']}"
    factor = _factor(hit["first"])
    if hit["mark"]:
        ends = hit["mark"] in ("to", "..")
        other = _factor(hit["second"]) if ends else f"{second.scaleb(-2):f}"
        return f"{hit['head']}{factor} {hit['mark']} {other}{unit}"
    if hit["head"].strip() in ("~", "about"):
        raise _how_wide(text, first, hit["period"])
    return f"{hit['head']}{factor}{unit}"


def _factor(percent: str) -> str:
    """The factor of a growth in per cent, with digits to where those of the per cent end: 1.040 for 4, 1.10 for 10."""
    factor = 1 + Decimal(percent.replace("−", "-")).scaleb(-2)
    found = numeral(percent.lstrip("-+−"), 0)
    if isinstance(found, Problem) or not found[0].half:
        return f"{factor:f}"
    last = round(math.log10(2 * found[0].half)) - 2
    return f"{factor.quantize(Decimal(1).scaleb(min(last, 0))):f}"


def _how_wide(text: str, percent: Decimal, period: str) -> Refused:
    low, high = (f"{(percent * part).normalize():f}" for part in (Decimal("0.9"), Decimal("1.1")))
    hint = f'write a range, such as "{low} to {high}% per {period}"'
    return refuse("about how much growth is not plain", 0, len(text), hint)
