"""How fast a text says that things grow or recur: doubling times, half-lives, every so often."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache

from whence.judge.rules.wording.limits import ahead, behind, bound_of
from whence.judge.rules.wording.naming import ADVERBS, TIMES
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.values.spoken import SPOKEN, worth
from whence.language.values.value import Bound

_SHORT = "sec|min|hr|yr|mo|s|h"
_WHOLE = "|".join(name for name in TIMES if name not in _SHORT.split("|"))
_WORDS = "|".join(sorted(SPOKEN, key=len, reverse=True))
_SPOKEN = rf"(?:{_WORDS})(?:[ -](?:and |a |an )*(?:{_WORDS}))*"
# 6 months, six months, a year, every other year, each year
PERIOD = (
    rf"(?:(?P<count>[0-9]+(?:\.[0-9]+)?|{_SPOKEN})[ -]?|an?\s+|(?P<other>other|second)\s+)?"
    rf"(?P<time>{_WHOLE})s?\b"
)
_FACTORS = {
    "doubl": 2.0,
    "tripl": 3.0,
    "trebl": 3.0,
    "quadrupl": 4.0,
    "halv": 0.5,
    "half-li": 0.5,
    "half li": 0.5,
}
_TURNED: dict[Bound, Bound] = {"": "", "lower": "upper", "upper": "lower"}
_LINK = (
    r"(?:\s*(?:times?|periods?|(?:no )?(?:less|more|fewer) than|at least|at most|up to|under|in size|in number|of|in|is|was"
    r"|were|takes?|about|around|roughly|some|every|each|once|over|only|at|:|=|~|≈)(?![\w-]))*\s*~?"
)
_PACE = later(
    rf"\b(?P<what>doubl|tripl|trebl|quadrupl|halv|half[- ]li)(?:es|ed|e|ing|fe|ves)\b(?P<link>{_LINK}){PERIOD}",
    re.IGNORECASE,
)
_PACE_AFTER = later(rf"\b{PERIOD}\s(?P<what>doubl|half[- ]li)(?:ing|fe|ves)\b(?:\stimes?)?", re.IGNORECASE)
_EVERY = later(rf"\b(?:every|each)\s+{PERIOD}", re.IGNORECASE)
_ADVERB = later(rf"\b({'|'.join(ADVERBS)})\b", re.IGNORECASE)
# What a number is per: a time in full within a few words, or a short one right behind the unit (5 MB/s).
_OVER = later(
    rf"[\w$€£%/ -]{{0,24}}?(?:\s?/\s?|\bper |\ban? (?={_WHOLE})|\beach |\bevery "
    rf"|\b(?:in|within|over) (?=[0-9]|{_WORDS}|an? )){PERIOD}|[ -]?\w*/(?P<short>{_SHORT})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Pace:
    """A stretch of text that says how fast: by which factor in how many seconds; a factor of 0 for once in each.

    `bound` is the bound on how fast: what doubles in less than a year grows by more.
    """

    text: str
    start: int
    end: int
    factor: float
    seconds: float
    bound: Bound = ""


def paces(text: str) -> Iterator[Pace]:
    """What a text says to double, triple or halve in a time: `doubling every 6 months`, `a half-life of two years`."""
    for form in (_PACE, _PACE_AFTER):
        for hit in form.finditer(text):
            factor = _FACTORS[hit["what"].casefold()]
            timed = form is _PACE_AFTER or hit["link"].strip() or hit["count"]
            if timed and (seconds := _seconds(hit)):
                bound = bound_of(ahead(text, _begin(hit)), behind(text, hit.end()))
                faster = _TURNED[bound] if factor > 1 else bound
                yield Pace(hit[0], hit.start(), hit.end(), factor, seconds, faster)


def _begin(hit: re.Match[str]) -> int:
    return hit.start("count") if hit["count"] else hit.start("time")


def recurring(text: str) -> Iterator[Pace]:
    """What a text says to happen once in a time: `every 6 hours`, `each other day`, `daily`."""
    for hit in _EVERY.finditer(text):
        if seconds := _seconds(hit):
            yield Pace(hit[0], hit.start(), hit.end(), 0.0, seconds)
    for hit in _ADVERB.finditer(text):
        yield Pace(hit[0], hit.start(), hit.end(), 0.0, ADVERBS[hit[1].casefold()])


def over(text: str, end: int) -> tuple[float, str, int]:
    """The time that the number which ends at a place is said to be for each of: its seconds, its words, where they end.

    Zero seconds where nothing is said; an adverb counts wherever it stands, if it is the only one.
    """
    if hit := _OVER.match(text, end):
        if hit["short"]:
            return TIMES[hit["short"]], hit["short"], hit.end()
        if seconds := _seconds(hit):
            return seconds, _period_text(hit), hit.end()
    return _adverb(text)


@lru_cache(maxsize=512)
def _adverb(text: str) -> tuple[float, str, int]:
    """The time of the only adverb of a text that says how often: its seconds, its word and where it ends."""
    named = {ADVERBS[hit[1].casefold()]: hit for hit in _ADVERB.finditer(text)}
    if len(named) != 1:
        return 0.0, "", 0
    [(seconds, hit)] = named.items()
    return seconds, next(name for name, size in TIMES.items() if size == seconds), hit.end()


def _seconds(hit: re.Match[str]) -> float:
    """How long a period is; 0 where its number cannot be told."""
    time = TIMES[hit["time"].casefold()]
    if hit["other"]:
        return 2.0 * time
    count = hit["count"]
    if not count:
        return time
    if count[0].isdigit():
        return float(count) * time
    found = [value for _, _, value in worth(count)]
    return found[0] * time if len(found) == 1 and math.isfinite(found[0]) else 0.0


def _period_text(hit: re.Match[str]) -> str:
    number = f"{hit['count']} " if hit["count"] else "2 " if hit["other"] else ""
    return f"{number}{hit['time']}"
