"""Steps from date to date: by days, weeks, months, quarters or years, none shorter than what the ends are written in."""

from __future__ import annotations

from datetime import date

from whence.judge.edition import Edition
from whence.language.patterns import later
from whence.language.problems import brief
from whence.model.graph import Pick, Relation

_DATE = r"[0-9]{4}(?:-(?:Q[1-4]|[0-9]{2}(?:-[0-9]{2})?))?"
_STEPS = later(rf"(?P<first>{_DATE})\s*\.\.\s*(?P<last>{_DATE})\s+step\s+(?P<step>[0-9.]+)\s*(?P<of>.*)")
# In what ends are written, and how many of it each step is; of a day a month is none.
_SIZES = {
    "day": {"day": 1, "week": 7},
    "month": {"month": 1, "quarter": 3, "year": 12},
    "quarter": {"quarter": 1, "year": 4},
    "year": {"year": 1},
}
_NAMES = ("day", "week", "month", "quarter", "year")


def steps(found: Edition, id: str, text: str, most: int) -> tuple[str, ...] | str:
    """The dates that steps such as `2026-01..2026-06 step 1 month` stand for; why they stand for none, or nothing for others."""
    hit = _STEPS.fullmatch(text.strip())
    if not hit:
        return ()
    number = id in found.summaries and not isinstance(found.base.nodes.get(id), Pick | Relation)
    dated = number and found.unit(id).style == "date"
    if not dated and "-" not in hit["first"] + hit["last"]:
        return ()
    if not dated:
        return f"{id}={text}: the ends are dates, and `{id}` is none"
    first, last, of = hit["first"], hit["last"], hit["of"].strip().removesuffix("s")
    made = _dates(first, last, hit["step"], of, most)
    return made if isinstance(made, tuple) else f"{id}={text}: {made.format(id=id)}"


def _dates(first: str, last: str, step: str, of: str, most: int) -> tuple[str, ...] | str:
    written = _kind(first)
    if _kind(last) != written:
        return f"one end is a {written}, the other a {_kind(last)}; write both as the same"
    if of not in _NAMES:
        what = f"`{brief(of)}` is none" if of else "none is named"
        return f'dates go by days, weeks, months, quarters or years, and {what}; write "{{id}}={first}..{last} step 1 {written}"'
    if not step.isdecimal() or not int(step):
        return f'dates go by whole steps; write "{{id}}={first}..{last} step 1 {of}"'
    if written == "day" and of not in _SIZES["day"]:
        return _from_day(first, last, int(step) * _SIZES["month"][of], most)
    if of not in _SIZES[written]:
        ends = f"{_finer(first, of)}..{_finer(last, of)}"
        return f'a step of a {of} is shorter than a {written}; write "{{id}}={ends} step {step} {of}"'
    a, b = _place(first), _place(last)
    if a is None or b is None:
        return f"the calendar has no {first if a is None else last}"
    places = _way(a, b, int(step) * _SIZES[written][of], most)
    return places if isinstance(places, str) else tuple(_date(each, written) for each in places)


def _way(first: int, last: int, size: int, most: int) -> range | str:
    if last < first:
        return "the earlier end is written first"
    if size > last - first:
        return "the step is longer than the way from one end to the other"
    places = range(first, last + 1, size)
    return places if len(places) <= most else f"these are {len(places)} steps; at most {most} are shown"


def _from_day(first: str, last: str, months: int, most: int) -> tuple[str, ...] | str:
    """The same day of other months: one that some month has not is asked about."""
    a, b = _place(first[:7]), _place(last[:7])
    if a is None or b is None or _place(first) is None or _place(last) is None:
        return f"the calendar has no {first if _place(first) is None else last}"
    places = _way(a, b - (last[8:] < first[8:]), months, most)
    if isinstance(places, str):
        return places
    days = tuple(f"{_date(each, 'month')}{first[7:]}" for each in places)
    lost = next((each for each in days if _place(each) is None), "")
    ways = f"{first[:8]}28..{last[:7]}-28"
    count, of = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f'the calendar has no {lost}; write "{{id}}={ways} step {count} {of}"' if lost else days


def _kind(text: str) -> str:
    """In what a date is written."""
    return "quarter" if "Q" in text else {4: "year", 7: "month", 10: "day"}[len(text)]


def _place(text: str) -> int | None:
    """Which day, month, quarter or year a date is, counted from the first; None where the calendar has no such date."""
    year = int(text[:4])
    if "Q" in text:
        return year * 4 + int(text[6:]) - 1
    try:
        day = date(year, int(text[5:7] or 1), int(text[8:10] or 1))
    except ValueError:
        return None
    return {4: year, 7: year * 12 + day.month - 1, 10: day.toordinal()}[len(text)]


def _date(place: int, kind: str) -> str:
    if kind == "day":
        return date.fromordinal(place).isoformat()
    size = {"month": 12, "quarter": 4, "year": 1}[kind]
    year, part = divmod(place, size)
    return f"{year:04d}" + {"month": f"-{part + 1:02d}", "quarter": f"-Q{part + 1}", "year": ""}[kind]


def _finer(text: str, of: str) -> str:
    """The beginning of a date, as steps of a shorter time start from it."""
    year, month = text[:4], f"{3 * int(text[6:]) - 2:02d}" if "Q" in text else text[5:7] or "01"
    if of == "quarter":
        return f"{year}-Q{(int(month) + 2) // 3}"
    return f"{year}-{month}" + ("" if of == "month" else "-01")
