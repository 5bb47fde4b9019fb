"""The pages of changes: what happened, on whose word, what was edited because of it, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from whence.account import ledger
from whence.files.schema import Change
from whence.language.problems import visible
from whence.model.graph import descendants
from whence.publish.pages.book import Book
from whence.publish.pages.cells import number_cell, ref_cell
from whence.publish.pages.moves import Moves, moves
from whence.publish.pages.parts import Cell, Listing, Page, Planned, Ref, Table, Where, plural
from whence.publish.pages.tables import range_cell, value_cell

MOST_ACCOUNTS = 12


@dataclass(frozen=True)
class ChangeView:
    """Everything on the page of a change."""

    id: str
    date: str
    source: Ref | None
    note: str
    edits: Table | None
    below: Table | None
    moves: Moves | None
    where: Where


def change_page(book: Book, id: str, n: int = 0) -> Page:
    """The page of one news item, the `n`-th from the newest; the older ones go without an account of what moved."""
    edition = book.edition
    change = edition.base.records.changes[id]
    rows = tuple(
        (
            Cell(edition.title(e.id), book.href(e.id)),
            Cell(e.field, code=True),
            number_cell(e.old or "–"),
            number_cell(e.new or "–"),
            value_cell(book, e.id),
        )
        for e in change.edits
    )
    ids = [e.id for e in change.edits if e.id in edition.base.nodes]
    below = [each for each in descendants(edition.base, ids) if "#" not in each and each in edition.summaries]
    rests = tuple(
        (ref_cell(book.ref(each)), value_cell(book, each), range_cell(book, each)) for each in below[:60]
    )
    view = ChangeView(
        id,
        change.date,
        book.source_ref(change.source) if change.source else None,
        change.note,
        Table("What was edited", ("record", "field", "before", "after", "now"), rows, False)
        if rows
        else None,
        Table("What rests on it, as it stands now", ("record", "value", "90 % interval"), rests)
        if rests
        else None,
        moves(book, change) if n < MOST_ACCOUNTS else None,
        book.where("changes", id),
    )
    said = f"{change.date}: {plural(len(change.edits), 'edit')}."
    path, twins = f"changes/{id}.html", (("application/json", f"changes/{id}.json"),)
    return Page(path, "change.html", change.title, said, view, "changes", twins, source=view.where.text)


def ordered(book: Book) -> list[tuple[str, Change]]:
    """Every change, the newest first."""
    changes = book.edition.base.records.changes
    return sorted(changes.items(), key=lambda pair: (pair[1].date, pair[0]), reverse=True)


def index(book: Book) -> Page:
    """The list of changes."""
    rows = tuple(
        (
            Cell(change.date),
            Cell(change.title, f"changes/{id}.html"),
            number_cell(str(len(change.edits)), len(change.edits)),
        )
        for id, change in ordered(book)
    )
    intro = "News that changed a fact of this base, the newest first. The feeds carry the same."
    tables = (Table("Changes", ("date", "what happened", "edits"), rows),) if rows else ()
    links = (("feed.xml", "Atom feed"), ("feed.json", "JSON feed"))
    data = Listing(intro, tables, links, empty="Nothing has been changed since the base was begun.")
    twins = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
    return data.page("changes/index.html", "Changes", "changes", twins)


def pages(book: Book) -> Iterator[Planned]:
    """Every page about changes."""
    yield "changes/index.html", partial(index, book)
    for n, (id, _) in enumerate(ordered(book)):
        yield f"changes/{id}.html", partial(change_page, book, id, n)


def _day(text: str) -> str:
    """A date that may be coarse as a moment, for feeds."""
    parts = [part for part in text.split("-") if part.isdigit()] + ["01", "01"]
    return (
        f"{parts[0]:0>4}-{parts[1]:0>2}-{parts[2]:0>2}T00:00:00Z"
        if parts[0].isdigit() and len(parts) > 2
        else "1970-01-01T00:00:00Z"
    )


def atom(book: Book) -> str:
    """The changes as an Atom feed."""
    settings = book.edition.base.settings
    root = settings.base_url or "urn:whence:base"
    entries = "".join(
        f"<entry><title>{_xml(change.title)}</title><id>{_xml(book.absolute(f'changes/{id}.html'))}</id>"
        f"<updated>{_day(change.date)}</updated><link href={quoteattr(visible(book.absolute(f'changes/{id}.html')))}/>"
        f"<summary>{_xml(_summary(change))}</summary></entry>\n"
        for id, change in ordered(book)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_xml(settings.title)}</title><subtitle>{_xml(stands(book))}</subtitle>"
        f"<id>{_xml(root)}</id><updated>{_day(book.date)}</updated>"
        f"<author><name>{_xml(settings.author or settings.title)}</name></author>\n{entries}</feed>\n"
    )


def stands(book: Book) -> str:
    """How the base stands now, in the counts of its ledger."""
    return f"In the ledger: {ledger.tallied(book.ledger)}."


def _xml(text: str) -> str:
    return escape(visible(text))


def _summary(change: Change) -> str:
    return (
        "; ".join(f"{e.id}: {e.old or '–'} to {e.new or '–'}" for e in change.edits)
        or change.note
        or change.title
    )


def feed(book: Book) -> dict[str, Any]:
    """The changes as a JSON feed."""
    settings = book.edition.base.settings
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.title,
        "description": stands(book),
        "items": [
            {"id": book.absolute(f"changes/{id}.html"), "url": book.absolute(f"changes/{id}.html"), "title": change.title,
             "content_text": _summary(change), "date_published": _day(change.date)}
            for id, change in ordered(book)
        ],
    }  # fmt: skip
