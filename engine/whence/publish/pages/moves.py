"""What moved when news came: the account of one change, from what was known on the day before and on the day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

from whence.account import diff
from whence.account.diff import Account, Day
from whence.account.flips import Flip
from whence.account.headlines import headline
from whence.account.moves import Moved, days, degrees, divided, gap, grown, main_cause, outside, stayed
from whence.files.schema import Change
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.language.values.shown import show_ratio
from whence.publish import charts
from whence.publish.charts import Chart
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import flag_cell, number_cell, sort_of
from whence.publish.pages.parts import Cell, Ref, Table, plural, telling

MOST_ROWS, MOST_FALLS = 60, 3


@dataclass(frozen=True)
class Moves:
    """What a change moved, as its page shows it. `unmoved` counts the numbers that are the same to the last bit."""

    table: Table | None
    falls: tuple[Chart, ...]
    verdicts: Table | None
    opened: tuple[tuple[Ref, str, str], ...]
    closed: tuple[tuple[Ref, str, str], ...]
    unmoved: int
    days: tuple[str, str]
    watched: Table | None = None


def moves(book: Book, change: Change) -> Moves | None:
    """The account of everything that became known on the day of a change; None where its date is no single day."""
    day = diff.on_day(book.whole, change.date)
    if day is None:
        return None
    return shown(book, day)


def shown(book: Book, day: Day) -> Moves:
    """The account between two editions, as a page shows it."""
    found = day.account
    verdicts = tuple(_flip(book, each) for each in found.verdicts)
    return Moves(
        _table(book, day),
        tuple(_falls(book, found)),
        Table("Verdicts that turned", ("about", "sort", "before", "after"), verdicts, False)
        if verdicts
        else None,
        tuple(_grave(book, found.opened)),
        tuple(_grave(book, found.closed)),
        found.unmoved,
        (day.eve, day.day),
        _watched(book, found),
    )


def _table(book: Book, day: Day) -> Table | None:
    """What moved, the most first; without the columns that have nothing to say of any row."""
    rows = [
        (
            Cell(book.edition.title(each.id), book.href(each.id)),
            _figure(day.old, each.id),
            _figure(day.new, each.id),
            _change(each),
            Cell("outside the old interval" if outside(each) else "–"),
            Cell(_because(book, each)),
        )
        for each in day.account.moved[:MOST_ROWS]
    ]
    columns = ("what moved", "before", "after", "change", "range", "because of")
    return telling("What moved", rows, dict.fromkeys(columns, "–"))


def _change(each: Moved) -> Cell:
    """How far a number moved: as a factor; of a date, in days, and across zero in its unit; in words where its point stayed."""
    was, now = (bool(side and side.open) for side in (each.old, each.new))
    if each.old and each.new and (was or now):
        return Cell("still open" if was and now else "settled" if was else "opened")
    shift = days(each)
    if math.isfinite(shift) and round(shift):
        return number_cell(f"{'+' if shift > 0 else '−'}{plural(abs(round(shift)), 'day')}", shift)
    if apart := gap(each):
        return number_cell(apart.replace("-", "−"), each.ratio)
    if math.isnan(each.ratio):
        return number_cell("–", each.ratio)
    if still := stayed(each):
        return number_cell(still, each.ratio)
    if math.isfinite(warmer := degrees(each)):
        return number_cell(f"{warmer:+.3g} K".replace("-", "−"), warmer)
    text = f"×{show_ratio(each.ratio)}"
    return number_cell(grown(text, each.ratio) if each.unit.style == "times" else text, each.ratio)


def _watched(book: Book, found: Account) -> Table | None:
    """How the conclusions on the watch list turned."""
    rows = tuple(
        (
            Cell(book.edition.title(each.id), book.href(each.id)),
            Cell(each.what),
            Cell(pretty(each.old)),
            Cell(pretty(each.new)),
        )
        for each in found.watched
    )
    columns = ("watched", "what turned", "before", "after")
    return Table("Watched conclusions that turned", columns, rows, False) if rows else None


def _flip(book: Book, flip: Flip) -> tuple[Cell, ...]:
    """A verdict that turned, as a row; an option by the choice that it belongs to."""
    choice, _, option = flip.id.partition("=")
    if flip.kind != "option":
        about = Cell(book.edition.title(flip.id), book.href(flip.id))
    elif choice in book.edition.base.records.choices:
        about = Cell(
            f"{book.edition.title(choice)}: {book.option(choice, option)}", book.href(f"{choice}#{option}")
        )
    else:
        about = Cell(f"{choice}: {option}")
    sort = {"stated": "stated figure", "rivals": "claims of one quantity"}.get(flip.kind, flip.kind)
    return about, Cell(sort), flag_cell(flip.old), flag_cell(flip.new)


def _because(book: Book, each: Moved) -> str:
    """What a move is owed to: the record that brings most of it, or all of them together where none is known to."""
    if not each.because:
        return "–"
    id = main_cause(each)
    if not id:
        return f"{len(each.because)} records together"
    others = len(each.because) - 1
    return book.edition.title(id) + (f", and {others} more" if others else "")


def _figure(edition: Edition, id: str) -> Cell:
    """A number with its 90 % interval as it was known then."""
    summary = edition.summaries.get(id)
    if summary is None:
        return number_cell("not known")
    low, point = summary.figure.low, summary.figure.point
    text = pretty(headline(edition, id)).replace("  [", " [")
    return number_cell(text, low if math.isnan(point) else point)


def _falls(book: Book, found: Account) -> Iterator[Chart]:
    """The largest moves that have a number before and after, each divided among its causes."""
    for shown, each in enumerate(islice(filter(divided, found.moved), MOST_FALLS), 1):
        old, new = (side.figure.median if side else math.nan for side in (each.old, each.new))
        steps = [(book.edition.title(id), share) for id, share in each.because if abs(share) > 0.005]
        title = book.edition.title(each.id)
        yield charts.waterfall(f"fall-{shown}", old, new, steps, each.unit, ("before", "after"), title)


def _grave(book: Book, findings: tuple[Finding, ...]) -> Iterator[tuple[Ref, str, str]]:
    """(rule, what it is about, link) of errors, conflicts and warnings."""
    for each in findings:
        if each.severity != "note" and not each.accepted:
            rule = Ref(each.rule, sort_of(each.rule), f"rules/{each.rule}.html")
            yield rule, book.edition.title(each.id), book.href(each.id)
