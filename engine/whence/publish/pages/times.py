"""Quantities over time: their claims by what they speak of and since when they are known, with the news between."""

from __future__ import annotations

import math
from collections.abc import Iterator

from whence.account import histories
from whence.files import knowledge
from whence.judge.edition import sign
from whence.language.values.days import covered
from whence.language.values.numerals import DAY, EPOCH
from whence.publish import charts
from whence.publish.charts import Chart, Event, Moment
from whence.publish.pages.book import Book

GONE = ("superseded", "retracted")


def over_time(book: Book, id: str) -> Chart | None:
    """The claims of a quantity in time; None where fewer than two have a time, or all have the same."""
    comparison = book.edition.comparisons.get(id)
    if comparison is None or id not in book.edition.summaries:
        return None
    series = book.edition.base.records.quantities[id].series
    # of a series each claim holds for its own time, the latest being taken
    found = [
        each
        for rival in comparison.rivals
        for each in _moment(book, rival.id, rival.unused if not series or rival.unused in GONE else "")
    ]
    if len({(each.valid, each.known) for each in found}) < 2:
        return None
    found.sort(key=lambda each: (each.at, each.known or 0.0))
    members = {id, *(rival.id for rival in comparison.rivals)}
    return charts.timeline("times", found, book.edition.unit(id), tuple(news(book, members)), series)


def _moment(book: Book, id: str, unused: str) -> Iterator[Moment]:
    """A claim as a point in time, if it has a number and a time; its former values before it."""
    edition = book.edition
    claim, summary = edition.base.records.claims[id], edition.summaries.get(id)
    if summary is None:
        return
    yield from _former(book, id, claim.title)
    if not math.isfinite(summary.figure.point + summary.figure.low + summary.figure.high):
        return
    valid, since = spoken_of(claim.as_of), knowledge.since(edition.base.issued, claim)
    known = histories.seconds(since)
    if valid or known is not None:
        bound = sign(summary.bound, summary.strict)
        yield Moment(claim.title, summary.figure, valid, known, claim.as_of, since, bound, unused)


def _former(book: Book, id: str, title: str) -> Iterator[Moment]:
    """The values that a claim had, each with the day since when another stands in its place."""
    spoken = {(each.known, each.until): each.as_of for each in histories.values(book.edition, id)}
    for each in histories.stretches(book.edition, id)[:-1]:
        if math.isfinite(each.figure.point + each.figure.low + each.figure.high):
            as_of = spoken.get((each.known, each.until), "")
            told, out = sign(each.bound, each.strict), f"replaced {each.until}".rstrip()
            yield Moment(
                f"{title}, before", each.figure, spoken_of(as_of), each.start, as_of, each.known, told, out
            )


def news(book: Book, ids: set[str]) -> Iterator[Event]:
    """The news items that edited any of these records, in their order."""
    for change in sorted(book.edition.base.records.changes.values(), key=lambda each: each.date):
        at = histories.seconds(change.date)
        if at is not None and any(edit.id in ids for edit in change.edits):
            yield Event(at, change.date, change.title)


def spoken_of(date: str) -> tuple[float, float] | None:
    """The first second of the days of a date, and the first after them, since 1970; None where there is none."""
    days = covered(date)
    return ((days.first - EPOCH) * DAY, (days.last + 1 - EPOCH) * DAY) if days else None
