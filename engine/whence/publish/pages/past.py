"""The former values of a claim: as a table with the reasons, and as steps in time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from whence.account.headlines import SIGNS
from whence.evaluate import estimate
from whence.files.schema import Claim
from whence.language.problems import Problem, listing
from whence.language.values.written import parse_date
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


def steps(book: Book, id: str, record: Any) -> Chart | None:
    """The values in time, in the unit of the present one; None where no former value can be compared and dated."""
    summary = book.edition.summaries.get(id)
    if not isinstance(record, Claim) or not record.history or summary is None:
        return None
    former = sorted(_former(book, id, record), key=lambda each: each.start)
    as_of = record.as_of or max((past.until for past in record.history), default="")
    start = _seconds(as_of)
    if not math.isfinite(summary.figure.point + summary.figure.low + summary.figure.high) or start is None:
        return None
    present = Step(start, math.inf, f"since {as_of}", summary.figure, SIGNS.get(summary.bound, ""))
    ended = _ended([*former, present])
    if len(ended) < 2:
        return None
    return charts.steps("history", ended, book.edition.unit(id), _seconds(book.date) or start)


def _former(book: Book, id: str, record: Claim) -> Iterator[Step]:
    """The former values that have a number of the present dimension and a date."""
    edition = book.edition
    seed, count, unit = edition.base.settings.seed, edition.base.settings.samples, edition.unit(id)
    for past, value in zip(record.history, edition.base.history.get(id, ()), strict=False):
        start = _seconds(past.as_of)
        if value is None or start is None or value.unit.dimension != unit.dimension:
            continue
        figure = estimate.figure(value.point, estimate.draw(value.shape, seed, f"{id} {past.as_of}", count))
        when = f"from {past.as_of}" + (f" to {past.until}" if past.until else "")
        yield Step(start, _seconds(past.until) or math.inf, when, figure, SIGNS.get(value.bound, ""))


def _ended(shown: list[Step]) -> list[Step]:
    """The steps, each ended at the latest where the next begins; one that lasts no time is left out."""
    after = [*(each.start for each in shown[1:]), math.inf]
    found = [
        Step(each.start, min(each.end, then), each.when, each.figure, each.sign)
        for each, then in zip(shown, after, strict=True)
    ]
    return [each for each in found if each.start < each.end]


def _seconds(date: str) -> float | None:
    found = parse_date(date) if date else None
    return None if found is None or isinstance(found, Problem) else found[0]
