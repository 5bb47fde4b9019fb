"""Dates in running text: the first and the last day of each, as far as the text tells them, and what they are dates of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from whence.judge.rules.wording.limits import ahead
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.values.value import Bound

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)[0-9]{2}"
# Every form below has them.
_DIGITS = later(r"[0-9]{2}")
_FORMS = (
    later(rf"\b(?P<year>{_YEAR})-(?P<month>[01][0-9])(?:-(?P<day>[0-3][0-9]))?(?![0-9])"),
    later(rf"\b(?P<year>{_YEAR})[ -]?Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    later(rf"\bQ(?P<quarter>[1-4])(?: of)?[ -]?'?(?P<year>{_YEAR})\b", re.IGNORECASE),
    later(
        rf"\b(?P<name>{_MONTH})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b", re.IGNORECASE
    ),
    later(
        rf"\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<name>{_MONTH})\.?,? (?P<year>{_YEAR})\b", re.IGNORECASE
    ),
    later(rf"\b(?P<name>{_MONTH})\.?,?(?: of)? (?P<year>{_YEAR})\b", re.IGNORECASE),
    later(rf"(?<![\w.,$€£-])(?P<year>{_YEAR})\s?[-–/]\s?(?P<till>{_YEAR}|[0-9]{{2}})(?![\w-]|[.,][0-9])"),
    later(r"(?<![\w.,/])(?P<first>[2-9][0-9])/[0-9]{2}(?:/[0-9]{2})+(?![\w/]|[.,][0-9])"),
    later(rf"\bH(?P<half>[12]) ?(?P<year>{_YEAR})\b"),
    later(rf"\b(?P<half>[12])H ?(?P<year>{_YEAR})\b"),
    later(r"(?<![\w.,$€£-])(?P<year>(?:19|20)[0-9]0)(?P<decade>['’]?s)\b"),
    later(rf"\b(?:mid|early|late|pre|post|end)-(?P<year>{_YEAR})(?![\w]|[.,][0-9]|-[0-9])"),
    later(rf"(?<![\w.,$€£-])(?P<year>{_YEAR})(?![\w]|[.,][0-9]|-[0-9])"),
)


# What stands before a year that is one, and no number of things.
_IN = later(
    r"(?:\b(?:in|since|by|of|until|till|before|after|from|during|through|throughout|for|early|mid|late|end|start|spring|summer"
    r"|autumn|fall|winter|year|fy|fiscal|q[1-4]|h[12])[ -]|(?:19|20)[0-9]{2}\s?(?:-|–|to|and|or|/)\s?|\()$",
    re.IGNORECASE,
)


def dated(text: str) -> tuple[tuple[int, int], ...]:
    """Where the dates of a text stand: those with a month or a quarter, and years behind a word that says so."""
    found = [hit for form in _FORMS[:-1] for hit in form.finditer(text)]
    years = [hit for hit in _FORMS[-1].finditer(text) if _IN.search(ahead(text, hit.start()))]
    return tuple((hit.start(), hit.end()) for hit in (*found, *years))


# What stands before the time that a figure speaks of: in late 2024, at the end of March 2025, for 2025.
_SPOKEN_OF = later(
    r"\b(?:in|during|for|throughout|as of|at|over|by)\s+(?:the\s+)?(?:(?:early|mid|late|spring|summer|autumn|fall|winter"
    r"|end|start|beginning|close|(?:first|second|third|fourth) (?:half|quarter)|calendar year|year|month|whole)(?: of| in|,)?[ -]"
    r"(?:the )?)*$",
    re.IGNORECASE,
)
_FROM = later(r"\bfrom (?:(?:early|mid|late) )?$", re.IGNORECASE)
_TO = later(r"\s(?:to|-|–|through|until)\s(?:(?:early|mid|late|the end of)[ -])?", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """A time that a text speaks of, in seconds since 1970 (`until` is the start of the day after), and where it stands."""

    since: float
    until: float
    start: int
    end: int


def spoken_of(text: str) -> tuple[Dated, ...]:
    """The times that a text says something is of: `in 2024`, `from May to July 2025` from the first day to the last."""
    joined: list[Dated] = []
    for each in (Dated(*span, start, end) for start, end, span in dates(text)):
        if joined and _TO.fullmatch(text[joined[-1].end : each.start]) and joined[-1].since < each.until:
            joined[-1] = replace(joined[-1], until=max(each.until, joined[-1].until), end=each.end)
        else:
            joined.append(each)
    return tuple(found for each in joined if (found := _named(text, each)))


def _named(text: str, time: Dated) -> Dated | None:
    """The time with the words before it that say so; None where there are none."""
    before = ahead(text, time.start)
    hit = _SPOKEN_OF.search(before) or (_TO.search(text[time.start : time.end]) and _FROM.search(before))
    return replace(time, start=time.start - len(before) + hit.start()) if hit else None


_BEFORE = later(
    r"\b(?:before|prior to|earlier than|ahead of)\s+(?:the\s+)?(?:(?:end|start|beginning) of\s+)?$",
    re.IGNORECASE,
)
_AFTER = later(
    r"\b(?:after|later than|beyond|past)\s+(?:the\s+)?(?:(?:end|start|beginning) of\s+)?$", re.IGNORECASE
)


def sides_of(text: str) -> tuple[tuple[Bound, Dated], ...]:
    """The dates of a text, each with the side of it that the words before it speak of: `before 2030` is an upper bound."""
    found = []
    for start, end, span in dates(text):
        front = ahead(text, start)
        negated = re.search(
            r"\b(?:not|no|never)\s+(?:\w+\s+)?(?:before|after|earlier|later)", front, re.IGNORECASE
        )
        upper, lower = _BEFORE.search(front), _AFTER.search(front)
        side: Bound = "" if negated else "upper" if upper else "lower" if lower else ""
        found.append((side, Dated(*span, start, end)))
    return tuple(found)


def months_of(text: str) -> frozenset[int]:
    """The months that a text names, with or without a year; of `may` nobody knows with a word behind it."""
    named = re.finditer(rf"\b({_MONTH})\b\.?(?P<next> [a-z]+)?", text, re.IGNORECASE)
    return frozenset(
        MONTHS[hit[1].casefold()]
        for hit in named
        if hit[1][0].isupper() and not (hit[1] in ("May", "Mar") and hit["next"])
    )


def days_of(text: str) -> tuple[tuple[float, float], ...]:
    """(start, end) in seconds since 1970 of each date in a text, the end being the start of the day after it."""
    return tuple(span for _, _, span in dates(text))


def dates(text: str) -> list[tuple[int, int, tuple[float, float]]]:
    """Each date in a text, from left to right: where it begins and ends in it, and the days that it covers."""
    found: list[tuple[int, int, tuple[float, float]]] = []
    for form in _FORMS if _DIGITS.search(text) else ():
        for hit in form.finditer(text):
            if all(hit.end() <= start or end <= hit.start() for start, end, _ in found):
                found += [(hit.start(), hit.end(), each) for each in _span(hit)]
    return sorted(found)


def _span(hit: re.Match[str]) -> Iterator[tuple[float, float]]:
    parts = hit.groupdict()
    if parts.get("first"):
        yield from _in_a_row([int(each) for each in hit[0].split("/")])
        return
    year = int(parts["year"])
    if years := _years(year, parts):
        yield from years
        return
    if parts.get("quarter"):
        first = 3 * int(parts["quarter"]) - 2
        yield _seconds(year, first, 1), _seconds(year, first + 3, 1)
        return
    month = int(parts["month"]) if parts.get("month") else MONTHS.get((parts.get("name") or "").casefold(), 0)
    if not 1 <= month <= 12:
        if not parts.get("month"):
            yield _seconds(year, 1, 1), _seconds(year + 1, 1, 1)
        return
    if not parts.get("day"):
        yield _seconds(year, month, 1), _seconds(year, month + 1, 1)
        return
    try:
        start = _seconds(year, month, int(parts["day"]))
    except ValueError:
        return
    yield start, start + 86400.0


def _in_a_row(years: list[int]) -> Iterator[tuple[float, float]]:
    """The days of years in two digits that follow each other, 26/27/28; nothing where they do not."""
    if years == list(range(years[0], years[0] + len(years))):
        yield _seconds(2000 + years[0], 1, 1), _seconds(2000 + years[-1] + 1, 1, 1)


def _years(year: int, parts: Mapping[str, str]) -> tuple[tuple[float, float], ...]:
    """The days of what is said by years alone: several of them, a decade, half of one. Nothing where it is not."""
    if parts.get("till"):
        last = int(f"{year // 100}{parts['till']}"[-4:])
        return ((_seconds(year, 1, 1), _seconds(last + 1, 1, 1)),) if last > year else ()
    if parts.get("decade"):
        return ((_seconds(year, 1, 1), _seconds(year + 10, 1, 1)),)
    if parts.get("half"):
        first = 6 * int(parts["half"]) - 5
        return ((_seconds(year, first, 1), _seconds(year, first + 6, 1)),)
    return ()


def _seconds(year: int, month: int, day: int) -> float:
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, day, tzinfo=UTC).timestamp()
