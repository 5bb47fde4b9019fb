"""What a figure and the words that carry it are per: a time, or each of something, on both sides or on one alone."""

from __future__ import annotations

import re

from whence.judge.rules.wording.figures import Wanted, same_kind
from whence.judge.rules.wording.limits import behind
from whence.judge.rules.wording.naming import TIMES
from whence.judge.rules.wording.numerals import Numeral
from whence.language.patterns import later
from whence.language.units.dimensions import ONE, TIME
from whence.language.units.tokens import names_in
from whence.language.units.units import Units

_TIMED = later(
    r"\b(?:annual|yearly|daily|hourly|weekly|monthly|quarterly|per annum|p\.?\s?a\.?(?![a-z])|rates?|pace|speed|flow|throughput"
    rf"|run[- ]rate|every|{'|'.join(name for name in TIMES if len(name) > 3)}|decadal|centennial)(?:s|ly|i[sz]ed)?\b"
    r"|/\s?(?:s|sec|min|h|hr|d|mo|yr|y|a)\b|(?:yr|a|s|h|d)(?:-1|⁻¹)|\b[kKMGTP]?i?[bB]?ps\b",
    re.IGNORECASE,
)
# what is plainly for each time: per year, /yr, a year; not within a year
_FOR_EACH = later(
    rf"(?:(?!\b(?:in|within|over|after|for|during|of|than|by)\b)[\w$€£%°µ· -]){{0,16}}?"
    rf"(?:\s?/\s?|\bper |\s(?:an?|each|every) )(?P<time>{'|'.join(TIMES)}|y|a|d|century|annum)\b",
    re.IGNORECASE,
)
_EACH = later(r"\b(?:per|each|every|a|an|apiece|average|mean)\b|/")


def per_apart(figure: Wanted, each: Numeral, excerpt: str, title: str, units: Units) -> str:
    """How what a figure is per is not what its number is said to be per in an excerpt; empty where they fit, or may."""
    if figure.growth or figure.lead is None or figure.often or each.error or each.often or each.percent:
        return ""
    rest = behind(excerpt, each.end)
    said = any(unit.dimension == figure.unit.dimension for unit in (*each.wholes, *each.units))
    own = names_in(figure.unit.text)[1:]
    if figure.over and not said and not each.over and not _TIMED.search(f"{excerpt} {title}"):
        return f"the figure is per {_time(own)}, and the words do not say per what time"
    hit = _FOR_EACH.match(rest)
    timed = any(unit.dimension == figure.lead.dimension for unit in each.units)
    whole = any(unit.dimension == figure.unit.dimension for unit in each.wholes)
    if hit and timed and not whole and _lacks_time(figure) and not _TIMED.search(title):
        return f"the words are per {hit['time']}, and the figure is not"
    return "" if whole else _each_apart(figure, each, excerpt, title, units)


def _each_apart(figure: Wanted, each: Numeral, excerpt: str, title: str, units: Units) -> str:
    """The same of what is counted: per person, for each patient."""
    below = [unit for unit in each.under if unit.dimension != TIME and unit.dimension != ONE]
    alone = figure.lead is not None and figure.unit.dimension == figure.lead.dimension
    if below and alone and each.units and not _names(title, each.word):
        return f"the words are per {each.word}, and the figure is not"
    # a size that is told for so many, 4-bit weights, or a count for each of others is the author's way to put it
    put_so = figure.per or figure.role == "count" or excerpt[each.end :].startswith("-")
    counted = [name for name in figure.under if (entry := units.table.get(name)) and entry.role == "count"]
    if not counted or put_so or below or _EACH.search(excerpt):
        return ""
    named = any(_names(f"{excerpt} {title}", name) for name in counted)
    return "" if named else f"the figure is per {counted[0]}, and the words are not"


def _names(text: str, name: str) -> bool:
    """Whether a text names a thing that is counted, by this word or one that may stand for it."""
    return any(
        same_kind(name, each.removesuffix("s")) or name.casefold()[:5] == each.casefold()[:5]
        for each in re.findall(r"[A-Za-z]+", text)
    )


def _lacks_time(figure: Wanted) -> bool:
    """Whether nothing in a figure's unit is a time or goes with one."""
    return not figure.over and not any(name in TIMES for name in names_in(figure.unit.text))


def _time(names: list[str]) -> str:
    return next((name for name in names if name in TIMES), "time")
