"""The pages of changes: what happened, on whose word, what was edited because of it, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from whence.files.schema import Change
from whence.language.frozen import dataclass
from whence.language.problems import few
from whence.model.graph import descendants
from whence.publish.pages.book import Book
from whence.publish.pages.cells import number_cell, ref_cell
from whence.publish.pages.moves import Moves, moves
from whence.publish.pages.parts import (
    Cell,
    Listing,
    Outline,
    Page,
    Planned,
    Ref,
    Table,
    Unfolding,
    Where,
    plural,
)
from whence.publish.pages.tables import range_cell, value_cell

MOST_ACCOUNTS = 12


@dataclass(frozen=True)
class ChangeView(Unfolding):
    """Everything on the page of a change."""

    OPEN = ("edits",)

    id: str
    date: str
    source: Ref | None
    note: str
    edits: Table | None
    below: Table | None
    moves: Moves | None
    where: Where

    @property
    def moved(self) -> str:
        """How many numbers moved, and how many did not."""
        if not self.moves:
            return ""
        count = len(self.moves.table.rows) if self.moves.table else 0
        return f"{count or 'no'} number{'' if count == 1 else 's'} moved, {self.moves.unmoved} did not"

    @property
    def most(self) -> tuple[Cell, ...]:
        """The row of the number that moved most, if it was there before and is now."""
        table = self.moves.table if self.moves else None
        return table.rows[0] if table and table.columns[1:3] == ("before", "after") else ()

    def outline(self) -> Outline:
        """What the page unfolds into, in its order."""
        yield (
            self.edits,
            "edits",
            "What was edited",
            plural(len(self.edits.rows), "edit") if self.edits else "",
        )
        yield self.moves, "moved", "What moved", self.moved
        below = plural(len(self.below.rows), "record") if self.below else ""
        yield self.below and not self.moves, "used-by", "What rests on it", below


def change_page(book: Book, id: str, n: int = 0) -> Page:
    """The page of one news item, the `n`-th from the newest; the older ones go without an account of what moved."""
    edition = book.edition
    change = edition.base.records.changes[id]
    rows = tuple(
        (
            Cell(edition.title(e.id), book.href(e.id)),
            Cell(e.field, code=True),
            _side(book, e.old),
            _side(book, e.new),
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


def _side(book: Book, text: str) -> Cell:
    """What a field was or is: a record that it names by its title, anything else as it is written."""
    return ref_cell(book.ref(text)) if text and book.section(text) else number_cell(text or "–")


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
            Cell(few(list(dict.fromkeys(book.edition.title(each.id) for each in change.edits)), 2)),
        )
        for id, change in ordered(book)
    )
    intro = "News that changed a fact of this base, the newest first. The feeds carry the same."
    tables = (Table("Changes", ("date", "what happened", "what it changed"), rows),) if rows else ()
    links: tuple[tuple[str, str], ...] = (("feed.xml", "Atom feed"), ("feed.json", "JSON feed"))
    if book.edition.base.settings.watch:
        links = (*links, ("feeds/watched.xml", "Atom feed of the watched conclusions"))
    data = Listing(intro, tables, links, empty="Nothing has been changed since the base was begun.")
    twins = (("application/atom+xml", "feed.xml"), ("application/feed+json", "feed.json"))
    return data.page("changes/index.html", "Changes", "changes", twins)


def pages(book: Book) -> Iterator[Planned]:
    """Every page about changes."""
    yield "changes/index.html", partial(index, book)
    for n, (id, _) in enumerate(ordered(book)):
        yield f"changes/{id}.html", partial(change_page, book, id, n)
