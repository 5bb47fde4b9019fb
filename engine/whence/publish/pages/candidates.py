"""What is not yet related, with the lines that decide it, and what has been looked at and differs."""

from __future__ import annotations

from whence.account.candidates import proposals
from whence.account.candidates.proposals import Proposal
from whence.language.frozen import dataclass
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import ref_cell
from whence.publish.pages.parts import Cell, Page, Ref, Table

MOST = 200  # candidates that the page and its twin have


@dataclass(frozen=True)
class Decision:
    """One way to decide a candidate: what it says, and its lines, each with where they go and the address of that."""

    says: str
    lines: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Open:
    """A candidate with its records and the ways to decide it."""

    says: str
    score: str
    refs: tuple[Ref, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Candidates:
    """Everything on the page: the candidates by their kind, how many more there are, and what is said to differ."""

    intro: str
    groups: tuple[tuple[str, tuple[Open, ...]], ...]
    more: int
    apart: Table | None


INTRO = (
    "Claims whose titles say that they may be about one thing, figures that are written here and computed there, totals "
    "beside their parts, and shares that may be all there is: whatever nothing in the base relates, and nobody has said to "
    "differ. Each is decided once, by the lines under it. The score is how alike the titles are, or how near a sum is."
)


def candidates_page(book: Book) -> Page:
    """The candidates, the strongest of each kind first, and the pairs that differ."""
    every = proposals.find(book.edition)
    shown = proposals.propose(book.edition, every[:MOST])
    groups = tuple(
        (label, tuple(_open(book, each) for each in shown if each.found.kind == kind))
        for kind, label in proposals.KINDS.items()
    )
    data = Candidates(INTRO, tuple(each for each in groups if each[1]), len(every) - len(shown), _apart(book))
    twins = (("application/json", "candidates.json"),)
    return Page("candidates.html", "candidates.html", "Not yet related", INTRO, data, "candidates", twins)


def _open(book: Book, each: Proposal) -> Open:
    refs = tuple(book.ref(id) for id in each.found.ids)
    decisions = tuple(
        Decision(
            pretty(way.says),
            tuple(
                (one.where, book.where(one.section, one.id).href if one.place else "", one.yaml)
                for one in way.lines
            ),
        )
        for way in each.ways
    )
    return Open(pretty(each.says), f"{each.found.score:.2f}", refs, decisions)


def _apart(book: Book) -> Table | None:
    """Every pair of which one is said to differ from the other."""
    name = book.edition.base.aliases
    said = [
        (id, name.get(other, other), why)
        for id, claim in book.edition.base.records.claims.items()
        for other, why in claim.differs_from.items()
    ]
    rows = tuple(
        (ref_cell(book.ref(id)), ref_cell(book.ref(other)), Cell(why, ticked=True))
        for id, other, why in sorted(said)
    )
    return (
        Table("Looked at, and said to differ", ("record", "differs from", "because"), rows) if rows else None
    )


ONCE = {"candidates.html": candidates_page}
