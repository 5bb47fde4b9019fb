"""What moved when news came: the account of one change, from what was known on the day before and on the day."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass

from whence import changes, charts, knowledge
from whence.changes import Account, Moved
from whence.charts import Chart
from whence.contexts import Summary
from whence.diagnostics import Finding
from whence.edition import judge
from whence.pages.book import Book, number_cell
from whence.pages.parts import Cell, Table
from whence.schema import Change
from whence.units import Unit

MOST_ROWS, MOST_FALLS = 60, 3


@dataclass(frozen=True)
class Moves:
    """What a change moved, as its page shows it. `unmoved` counts the numbers that are the same to the last bit."""

    table: Table | None
    falls: tuple[Chart, ...]
    verdicts: Table | None
    opened: tuple[tuple[str, str, str], ...]
    closed: tuple[tuple[str, str, str], ...]
    unmoved: int
    days: tuple[str, str]


def moves(book: Book, change: Change) -> Moves | None:
    """The account of everything that became known on the day of a change; None where its date is no single day."""
    try:
        day = datetime.date.fromisoformat(change.date)
    except ValueError:
        return None
    before = (day - datetime.timedelta(days=1)).isoformat()
    edition = book.edition
    memory = {key: edition.values.of[id] for id, key in edition.values.keys.items()}
    old, new = (
        judge(knowledge.known(edition.base.records, each), edition.base.settings, today=each, memory=memory)
        for each in (before, change.date)
    )
    found = changes.account(old, new)
    verdicts = tuple(
        (Cell(book.edition.title(f.id), book.href(f.id)), Cell(f.kind), Cell(f.old), Cell(f.new))
        for f in found.verdicts
    )
    return Moves(
        _table(book, found),
        tuple(_falls(book, found)),
        Table("Verdicts that turned", ("about", "sort", "before", "after"), verdicts, False)
        if verdicts
        else None,
        tuple(_grave(book, found.opened)),
        tuple(_grave(book, found.closed)),
        found.unmoved,
        (before, change.date),
    )


def _table(book: Book, found: Account) -> Table | None:
    rows = []
    for each in found.moved[:MOST_ROWS]:
        rows.append(
            (
                Cell(book.edition.title(each.id), book.href(each.id)),
                number_cell(_figure(each.old, each.unit)),
                number_cell(_figure(each.new, each.unit)),
                number_cell("–" if math.isnan(each.ratio) else f"×{each.ratio:.3g}", each.ratio),
                Cell("outside the old interval" if _outside(each) else "–"),
                Cell(_because(book, each)),
            )
        )
    columns = ("what moved", "before", "after", "factor", "range", "because of")
    return Table("What moved", columns, tuple(rows)) if rows else None


def _because(book: Book, each: Moved) -> str:
    """What a move is owed to: the record that brings most of it, or all of them together where none does."""
    causes = sorted(each.because, key=lambda pair: (-abs(pair[1]), pair[0]))
    if not causes:
        return "–"
    id, share = causes[0]
    if len(causes) > 1 and abs(share) < 0.5:
        return f"{len(causes)} records together"
    return book.edition.title(id) + (f", and {len(causes) - 1} more" if len(causes) > 1 else "")


def _figure(summary: Summary | None, unit: Unit) -> str:
    if summary is None:
        return "not known"
    figure = summary.figure
    if math.isnan(figure.point):
        return charts.span(figure.low, figure.high, unit)
    return charts.label(figure.point, unit)


def _outside(each: Moved) -> bool:
    """Whether the new median lies outside the old 90 % interval."""
    if each.old is None or each.new is None or math.isnan(each.new.figure.median):
        return False
    return not each.old.figure.low <= each.new.figure.median <= each.old.figure.high


def _falls(book: Book, found: Account) -> Iterator[Chart]:
    """The largest moves that have a number before and after, each divided among its causes."""
    shown = 0
    for each in found.moved:
        old, new = (side.figure.median if side else math.nan for side in (each.old, each.new))
        if shown == MOST_FALLS or math.isnan(old) or math.isnan(new) or each.unit.style == "date":
            continue
        shown += 1
        steps = [(book.edition.title(id), share) for id, share in each.because if abs(share) > 0.005]
        title = book.edition.title(each.id)
        yield charts.waterfall(f"fall-{shown}", old, new, steps, each.unit, ("before", "after"), title)


def _grave(book: Book, findings: tuple[Finding, ...]) -> Iterator[tuple[str, str, str]]:
    """(rule, what it is about, link) of errors, conflicts and warnings."""
    for each in findings:
        if each.severity != "note" and not each.accepted:
            yield each.rule, book.edition.title(each.id), book.href(each.id)
