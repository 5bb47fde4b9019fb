"""The former values of a claim: as a table with the reasons, and as steps in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.account import histories
from whence.account.histories import Entry
from whence.judge.edition import sign
from whence.language.problems import listing
from whence.publish import charts
from whence.publish.charts import Chart, Step
from whence.publish.pages import times
from whence.publish.pages.book import Book
from whence.publish.pages.cells import number_cell
from whence.publish.pages.parts import Cell, Table


def table(book: Book, id: str) -> Table | None:
    """The present value and the former ones as they were written, with why each was replaced."""
    record = book.edition.base.records.claims.get(id)
    if record is None or not record.history:
        return None
    columns = ("known", "speaks of", "value", "on whose word", "why it was replaced")
    values = histories.values(book.edition, id)
    rows = tuple(
        _row(book, each, record.why, name) for each, name in zip(values, _names(values), strict=True)
    )
    return Table("Values it has had", columns, rows, False)


def _names(values: Sequence[Entry]) -> list[str]:
    """What each value is called in an address: since when it is known. The newest is first, and changes no older name."""
    met: Counter[str] = Counter()
    found = []
    for each in reversed(values):
        known = each.known or "always"
        met[known] += 1
        found.append(known if met[known] == 1 else f"{known}.{met[known]}")
    return found[::-1]


def _row(book: Book, each: Entry, why: str, name: str) -> tuple[Cell, ...]:
    """One value; `why` is what the claim says of its present one, `name` what it is called in an address."""
    origins = [ref.title for cite in each.cites if (ref := book.source_ref(cite.source))]
    return (
        Cell(
            f"{each.known or 'always'}" + (f" to {each.until}" if each.until else ""),
            key=name,
        ),
        Cell(each.as_of or "–"),
        number_cell(each.text),
        Cell("current value" if each.present else listing(origins) or "–"),
        Cell((why if each.present else each.why) or "–"),
    )


def steps(book: Book, id: str) -> Chart | None:
    """The values in time, in the unit of the present one; None where no former value can be compared and dated."""
    found = histories.stretches(book.edition, id)
    if not found:
        return None
    spoken = {(each.known, each.until): each.as_of for each in histories.values(book.edition, id)}
    shown = [_step(each, spoken.get((each.known, each.until), ""), each is found[-1]) for each in found]
    today = histories.seconds(book.date) or found[-1].start
    return charts.steps("history", shown, book.edition.unit(id), today, tuple(times.news(book, {id})))


def _step(each: histories.Stretch, as_of: str, present: bool) -> Step:
    valid = times.spoken_of(as_of)
    middle = (valid[0] + valid[1]) / 2 if valid else None
    told = sign(each.bound, each.strict)
    return Step(each.start, each.end, _when(each, present), each.figure, told, middle, as_of)


def _when(each: histories.Stretch, present: bool) -> str:
    if present:
        return f"since {each.known}"
    return f"from {each.known}" + (f" to {each.until}" if each.until else "")
