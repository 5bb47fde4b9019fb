"""The small pieces that pages are made of: references with their numbers, citations, flags and tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from whence.language.frozen import dataclass
from whence.language.problems import visible_json

if TYPE_CHECKING:
    from whence.publish.charts import Chart


@dataclass(frozen=True)
class Ref:
    """A record as other pages show it: its address from the root of the site (empty if it has none) and its number."""

    id: str
    title: str
    href: str
    number: str = ""
    interval: str = ""
    what: str = ""


# A line of text in which records stand as such.
Piece = str | Ref
Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Where:
    """A place in the files, as FILE:LINE, and the address of that line where the files are published."""

    text: str
    href: str


@dataclass(frozen=True)
class Flag:
    """A short verdict. `tone` (plain, settled, uncertain, conflict) picks colour and shape; the word says it anyway."""

    word: str
    tone: str = "plain"
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class Cite:
    """A citation, resolved: `origin` said it first, `via` is where it was read."""

    origin: Ref | None
    via: Ref | None
    at: str
    excerpt: str
    note: str
    stance: str
    number: int = 0


@dataclass(frozen=True)
class Cell:
    """A cell of a table: text, perhaps a link, and what it is sorted by (`key`) where that is not the text.

    In a `ticked` one, names between ticks are set as code; a `drawn` one is a picture, whose words are in it. `under` are
    lines that stand below its text.
    """

    text: str
    href: str = ""
    key: str = ""
    number: bool = False
    flag: Flag | None = None
    code: bool = False
    ticked: bool = False
    drawn: Drawn | None = None
    under: tuple[Line, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it is a date, which is not to be broken over lines."""
        return bool(re.fullmatch(r"[0-9]{4}(-[0-9]{2}){1,2}", self.text))


# Headings that a number needs not: it is the value of what the row is called.
_PLAIN = ("value", "value taken", "now", "is now", "size")


@dataclass(frozen=True)
class Table:
    """A table that reflows into labelled rows on a narrow screen; `note` is a sentence below it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sortable: bool = True
    note: str = ""

    @property
    def most(self) -> int:
        """How many rows stand open at first, the fewer the taller they are; a few more than these are not folded away."""
        tall = any(cell.under for row in self.rows for cell in row)
        most = 12 if tall else 50 if len(self.columns) <= 4 else 30 if len(self.columns) <= 6 else 20
        return most if len(self.rows) > most * 1.2 else len(self.rows)

    @property
    def lead(self) -> int:
        """The column of the number that a row is about, which a card begins with, without its heading; -1 for none.

        Only a value says what it is without one, and how far apart two sides are, with its sign `×`.
        """
        row = self.rows[0] if self.rows else ()
        return next((n for n, cell in enumerate(row) if n and cell.number and self.columns[n] in _PLAIN), -1)


def telling(
    caption: str, rows: Sequence[tuple[Cell, ...]], columns: Mapping[str, str | None]
) -> Table | None:
    """A table without the columns in which every row says what is ordinary there: `columns` gives that by name."""
    said = [n for n, ordinary in enumerate(columns.values()) if any(row[n].text != ordinary for row in rows)]
    names = tuple(columns)
    kept = tuple(tuple(row[n] for n in said) for row in rows)
    return Table(caption, tuple(names[n] for n in said), kept) if rows else None


@dataclass(frozen=True)
class Listing:
    """A page that is an introduction and tables; `links` lead to its neighbours."""

    intro: str
    tables: tuple[Table, ...]
    links: tuple[tuple[str, str], ...] = ()
    empty: str = "Nothing here."

    def page(self, path: str, title: str, section: str, twins: Twins = (), said: str = "") -> Page:
        """The page that shows it; `said` describes it to other programs, where the introduction does not."""
        return Page(path, "list.html", title, said or self.intro, self, section, twins)


@dataclass(frozen=True)
class Objection:
    """A finding as a page shows it: its first line, then the `sides` that it has, or whatever else is below it."""

    rule: str
    severity: str
    head: str
    sides: tuple[Line, ...]
    lines: tuple[str, ...]
    hints: tuple[str, ...]
    accepted: str
    place: str
    href: str
    about: Ref | None


@dataclass(frozen=True)
class Section:
    """A section of a page, folded behind its title and its conclusion (`gist`); `open` where it stands open at first."""

    anchor: str
    title: str
    gist: str = ""
    open: bool = False


Sections = Mapping[str, Section]
# Of each section a page may have: whether it has it, its anchor, its title and its conclusion.
Outline = Iterator[tuple[object, str, str, str]]


class Unfolding:
    """A view whose page unfolds into sections: those that its outline has, in its order."""

    # The section that stands open at first; the first of these that the page has.
    OPEN: tuple[str, ...] = ("know",)

    def outline(self) -> Outline:
        """Every section that the page may have."""
        raise NotImplementedError

    @cached_property
    def sections(self) -> Sections:
        """Those that it has, by their anchors; one stands open at first."""
        found = {anchor: (title, gist) for there, anchor, title, gist in self.outline() if there}
        first = next((each for each in self.OPEN if each in found), "")
        return {
            anchor: Section(anchor, title, gist, anchor == first) for anchor, (title, gist) in found.items()
        }


@dataclass(frozen=True)
class Drawn:
    """Markup made by one of our own writers, which has escaped everything in it."""

    markup: str

    def __html__(self) -> str:
        return self.markup

    def __str__(self) -> str:
        return self.markup


@dataclass(frozen=True)
class Page:
    """One file of the site: where it goes, the template that draws it and what that is given.

    `twins` are other forms of the same page: (relation type, address from the root). `data` is whatever the template
    is written for; `script` are the extra scripts of the page.
    """

    path: str
    template: str
    title: str
    description: str = ""
    data: Any = None
    section: str = ""
    twins: Twins = ()
    scripts: tuple[str, ...] = ()
    linked_data: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = True
    source: str = ""


class Head(NamedTuple):
    """What lists of pages say of a page."""

    path: str
    title: str
    description: str
    section: str
    listed: bool


class Heads:
    """The heads of all pages: noted when a page is drawn, and else found by making it."""

    def __init__(self, pages: Contents) -> None:
        self._pages = pages
        self.known: dict[str, Head] = {}

    def note(self, path: str, page: Page) -> None:
        """The head of a page that was made."""
        self.known[path] = Head(page.path, page.title, page.description, page.section, page.listed)

    def listed(self) -> Iterator[Head]:
        """Those that lists have, in the order of the site."""
        for path, make in self._pages.items():
            if path not in self.known:
                self.note(path, make())
            if self.known[path].listed:
                yield self.known[path]


# Other forms of a page: of each its media type, and its address from the root of the site.
Twins = tuple[tuple[str, str], ...]
Planned = tuple[str, Callable[[], Page]]
Contents = Mapping[str, Callable[[], Page]]


def data_block(value: Any) -> Drawn:
    """JSON that can stand inside a script element: no character in it can end the element or begin a comment."""
    text = visible_json(
        json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    )
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Drawn(text)


def plural(count: int, word: str, words: str = "") -> str:
    """A count with its word."""
    return f"{count:,} {word if count == 1 else words or word + 's'}"


def up(href: str) -> str:
    """An address as it is reached from a page one folder down."""
    return f"../{href}" if href else ""


@dataclass(frozen=True)
class Part:
    """A part of a manual page: Markdown, then a block of text as it is, then tables, then a chart and notes on it."""

    title: str
    anchor: str
    text: str = ""
    block: str = ""
    tables: tuple[Table, ...] = ()
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    folded: bool = False
