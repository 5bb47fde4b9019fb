"""Dates in running text: the first and the last day of each, as far as the text tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

_MONTHS = {
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
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)[0-9]{2}"
_FORMS = (
    re.compile(rf"\b(?P<year>{_YEAR})-(?P<month>[01][0-9])(?:-(?P<day>[0-3][0-9]))?(?![0-9])"),
    re.compile(rf"\b(?P<year>{_YEAR})[ -]?Q(?P<quarter>[1-4])\b", re.IGNORECASE),
    re.compile(rf"\bQ(?P<quarter>[1-4])(?: of)?[ -]?'?(?P<year>{_YEAR})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<name>{_MONTH})\.? (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)? (?P<name>{_MONTH})\.?,? (?P<year>{_YEAR})\b", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\.?,?(?: of)? (?P<year>{_YEAR})\b", re.IGNORECASE),
    re.compile(rf"(?<![\w.,$€£-])(?P<year>{_YEAR})(?![\w]|[.,][0-9]|-[0-9])"),
)


def days_of(text: str) -> tuple[tuple[float, float], ...]:
    """(start, end) in seconds since 1970 of each date in a text, the end being the start of the day after it."""
    found: list[tuple[int, int, tuple[float, float]]] = []
    for form in _FORMS:
        for hit in form.finditer(text):
            if all(hit.end() <= start or end <= hit.start() for start, end, _ in found):
                found += [(hit.start(), hit.end(), each) for each in _span(hit)]
    return tuple(each for _, _, each in sorted(found))


def _span(hit: re.Match[str]) -> Iterator[tuple[float, float]]:
    parts = hit.groupdict()
    year = int(parts["year"])
    if parts.get("quarter"):
        first = 3 * int(parts["quarter"]) - 2
        yield _seconds(year, first, 1), _seconds(year, first + 3, 1)
        return
    month = (
        int(parts["month"]) if parts.get("month") else _MONTHS.get((parts.get("name") or "").casefold(), 0)
    )
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


def _seconds(year: int, month: int, day: int) -> float:
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, day, tzinfo=UTC).timestamp()
