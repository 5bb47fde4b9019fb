"""The former values of a claim: as a table with the reasons, and as steps in time."""

from __future__ import annotations

from typing import Any

from whence.account import histories
from whence.files.schema import Claim
from whence.judge.edition import SIGNS
from whence.language.problems import listing
from whence.publish import charts
from whence.publish.charts import Chart, Step
from whence.publish.pages.book import Book, number_cell
from whence.publish.pages.parts import Cell, Table


def table(book: Book, record: Any) -> Table | None:
    """The present value and the former ones as they were written, with why each was replaced."""
    if not isinstance(record, Claim) or not record.history:
        return None
    rows = [
        (
            Cell(record.as_of or "now"),
            number_cell(record.value or record.formula),
            Cell("current value"),
            Cell(record.why or "–"),
        )
    ]
    for past in record.history:
        origins = [ref.title for cite in past.cites if (ref := book.source_ref(cite.source))]
        until = f" until {past.until}" if past.until else ""
        rows.append(
            (
                Cell(f"{past.as_of or '?'}{until}"),
                number_cell(past.value or past.formula),
                Cell(listing(origins) or "–"),
                Cell(past.why or "–"),
            )
        )
    columns = ("when", "value", "on whose word", "why it was replaced")
    return Table("Values it has had", columns, tuple(rows), False)


def steps(book: Book, id: str) -> Chart | None:
    """The values in time, in the unit of the present one; None where no former value can be compared and dated."""
    found = histories.stretches(book.edition, id)
    if not found:
        return None
    shown = [
        Step(each.start, each.end, _when(each, each is found[-1]), each.figure, SIGNS.get(each.bound, ""))
        for each in found
    ]
    today = histories.seconds(book.date) or found[-1].start
    return charts.steps("history", shown, book.edition.unit(id), today)


def _when(each: histories.Stretch, present: bool) -> str:
    if present:
        return f"since {each.as_of}"
    return f"from {each.as_of}" + (f" to {each.until}" if each.until else "")
