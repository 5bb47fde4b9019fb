"""The ledger as a page: conflicts, open readings, relations that fail or depend on them, what is accepted."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.account import choices, ledger
from whence.account.ledger import Entry
from whence.judge.states import State
from whence.language.problems import few, listing
from whence.language.values.shown import show_ratio
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import sort_of
from whence.publish.pages.parts import Cell, Flag, Listing, Page, Ref, Table, plural

CAPTIONS: Mapping[str, str] = {
    "conflicts": "Conflicts",
    "readings": "Readings that are open",
    "relations": "Relations that fail or depend on the reading",
    "accepted": "Accepted, with a reason",
    "settled": "Readings settled by the evidence, or by a stated preference",
}
INTRO = (
    "Where the evidence disagrees with itself: stated figures that their own inputs do not give, sources that differ, words "
    "that may mean several things, and relations that do not hold, or not in every reading. Those that "
    "are furthest apart and have most resting on them stand first. The size is a factor: ×2 means that the two sides are a "
    "factor of two apart."
)
_OPTIONS = 6


def ledger_row(book: Book, entry: Entry) -> tuple[Ref, str, str, Flag, str]:
    """(what, size, statement, flag, what hangs on it) of a line of the ledger."""
    ref = book.ref(entry.id) if book.section(entry.id) else Ref(entry.id, entry.id, "")
    if entry.id in book.edition.base.records.terms:
        ref = Ref(entry.id, book.edition.title(entry.id), book.href(entry.id, "terms"))
    size = f"×{show_ratio(entry.size)}" if entry.size == entry.size and entry.size < 1e6 else ""
    statement = pretty(_said(book, entry)).removeprefix(f"{ref.title}: ")
    return ref, size, statement, Flag(_word(entry), _tone(entry)), hanging(entry.below)


def told(name: str, count: int) -> str:
    """What a count of the ledger is of, for who does not know its parts: what is accepted is, with a reason."""
    return ledger.counted(name, count) + (" with a reason" if name == "accepted" else "")


def hanging(count: int) -> str:
    """How much rests on a record, in words."""
    return f"{plural(count, 'record rests', 'records rest')} on it" if count else "nothing rests on it"


def _word(entry: Entry) -> str:
    return "open" if entry.state == State.UNDECIDED else str(entry.state)


def _tone(entry: Entry) -> str:
    tones = {"conflicts": "conflict", "readings": "uncertain", "relations": "uncertain", "accepted": "plain"}
    return tones.get(entry.part or "", "settled")


def _said(book: Book, entry: Entry) -> str:
    if entry.rule == "choice":
        return _how(book, entry)
    if not entry.answers:
        return entry.statement
    titled = [
        ({axis: book.option(axis, option) for axis, option in choose.items()}, said)
        for choose, said in ledger.told(entry.answers)
    ]
    return ledger.joined(titled)


def _how(book: Book, entry: Entry) -> str:
    """What decides between the options of a choice, or which are left: the ledger's reason with titles in it."""
    edition, choice = book.edition, entry.id
    alive = [book.option(choice, each) for each in choices.alive(book.edition, choice)]
    record = edition.base.records.choices[choice]
    if len(alive) > 1:
        return f"between {', '.join(alive)}"
    if record.prefer in choices.alive(book.edition, choice):
        return f"“{alive[0]}” is preferred: {record.because}"
    checks = [f"“{edition.title(each)}”" for each in choices.ruled_out_by(edition, choice)]
    return f"“{alive[0]}” alone survives {listing(checks)}" if checks else f"“{alive[0]}” is the one option"


def ledger_page(book: Book) -> Page:
    """The ledger: a table for each part of it that has a line, and one of the readings that are settled."""
    number = ledger.tally(book.ledger)
    tables = []
    for name, caption in CAPTIONS.items():
        rows = tuple(_row(book, each) for each in book.ledger if (each.part or "settled") == name)
        if rows:
            # What the caption says of all is not said again of each.
            same = len({row[-1].text for row in rows}) == 1 and name in ("conflicts", "accepted")
            columns = ("what", "size", "statement", "sort", "what hangs on it", "standing")
            kept = tuple(row[:-1] for row in rows) if same else rows
            tables.append(Table(f"{caption} ({number[name]:,})", columns[: len(kept[0])], kept))
    counts = [f"{count:,} {told(name, count)}" for name, count in number.items() if count]
    intro = (f"{', '.join(counts)}. " if counts else "") + INTRO
    data = Listing(intro, tuple(tables), empty="Nothing disagrees.")
    return data.page("conflicts.html", "Ledger", "conflicts", (("application/json", "conflicts.json"),))


def _row(book: Book, entry: Entry) -> tuple[Cell, ...]:
    ref, size, statement, flag, _ = ledger_row(book, entry)
    hangs = plural(entry.below, "record") if entry.below else "nothing"
    known = math.isfinite(entry.size)
    sort = Cell("choice of reading") if entry.rule == "choice" else _rule(entry.rule)
    heads = f", {plural(len(entry.headlines), 'headline')}" if entry.headlines else ""
    return (
        Cell(ref.title, ref.href),
        Cell(size or "–", "", repr(entry.size) if known else "", True),
        Cell(_whole(book, entry, statement), ticked=True),
        sort,
        Cell(hangs + heads, key=repr(float(entry.below))),
        Cell(flag.word, flag=flag),
    )


def _rule(rule: str) -> Cell:
    return Cell(sort_of(rule), f"rules/{rule}.html")


def _whole(book: Book, entry: Entry, statement: str) -> str:
    """What a line says, with what is told under it: what each option reconciles, and what only follows from it."""
    if entry.reconciled:
        best = [
            f"“{book.option(entry.id, each.option)}” {len(each.holds)} of {len(each.holds) + len(each.other)}"
            for each in entry.reconciled
        ]
        statement += f". Of the relations that depend on it, so many may hold: {few(best, _OPTIONS)}"
    if entry.echoes:
        names = [f"“{book.edition.title(each.id)}”" for each in entry.echoes]
        statement += f". Echoed by {few(names, _OPTIONS)}"
    return statement + (f". {entry.reason}" if entry.part == "accepted" else "")


ONCE = {"conflicts.html": ledger_page}
