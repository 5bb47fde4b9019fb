"""The options of a choice: what each would make of the numbers, which are ruled out, and by what."""

from __future__ import annotations

from whence.account import choices, reasons, settling
from whence.evaluate import credences
from whence.language.frozen import dataclass
from whence.model.graph import Pick
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import ref_cell
from whence.publish.pages.parts import Cell, Cite, Flag, Ref, Table


@dataclass(frozen=True)
class ProofView:
    """Why an option is ruled out: the check, its arithmetic, in which context, how it fails and by how much."""

    check: Ref
    arithmetic: str
    figures: str
    where: str
    truth: str
    missed: str


@dataclass(frozen=True)
class OptionRow:
    """One option of a choice, or sense of a term: what it stands for and how it stands."""

    name: str
    title: str
    value: Ref
    flag: Flag
    note: str
    cites: tuple[Cite, ...]
    proofs: tuple[ProofView, ...] = ()


def option_rows(book: Book, id: str) -> tuple[OptionRow, ...]:
    """The options of a choice with the proof for each one that is ruled out."""
    edition = book.edition
    node = edition.base.nodes[id]
    assert isinstance(node, Pick)
    record = edition.base.records.choices[id]
    term = edition.base.records.terms.get(edition.base.aliases.get(record.term, record.term))
    odds = credences.odds(edition.base, edition.settled, id)
    rows = []
    for name, ref in node.options.items():
        sense = record.options.get(name) or (term.senses.get(name) if term else None)
        word = choices.standing(edition, id, name)
        tone = {"ruled out": "conflict", "settled": "settled", "preferred": "settled"}.get(word, "uncertain")
        likely = choices.told(odds[name]) if odds else ""
        note = (sense.note if sense else "") + (f" {likely[0].upper()}{likely[1:]}." if likely else "")
        rows.append(
            OptionRow(
                name,
                sense.title if sense else "",
                book.ref(ref),
                Flag(word, tone),
                note.strip(),
                book.cites(sense.cites if sense else ()),
                _proofs(book, id, name),
            )
        )
    return tuple(rows)


def _proofs(book: Book, choice: str, option: str) -> tuple[ProofView, ...]:
    found = []
    for each in reasons.proofs(book.edition, choice, option):
        where = book.reading(each.choose, choice)
        missed = f"{each.missed:.3g}" if each.missed > 1 else ""
        ref = book.ref(each.check)
        found.append(ProofView(ref, each.arithmetic, pretty(each.figures), where, each.words, missed))
    return tuple(found)


def nogoods(book: Book, id: str) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """The minimal sets of options that cannot stand together and concern this choice, with the checks that say so."""
    return tuple(
        (
            " and ".join(book.reading({axis: option}) for axis, option in each.options),
            tuple(book.ref(c) for c in each.because),
        )
        for each in book.edition.settled.nogoods
        if any(axis == id for axis, _ in each.options) and len(each.options) > 1
    )


MOST_MEASURES = 12


def settles(book: Book, id: str) -> tuple[Table | None, str]:
    """Which claim, measured where, would decide an open choice; without one that would, why not."""
    if id not in settling.undecided(book.edition):
        return None, ""
    found = settling.settles(book.edition, id)
    rows = tuple(
        (
            ref_cell(book.ref(each.id)),
            Cell(pretty(settling.now(book.edition, each))),
            Cell(pretty(where)),
            Cell(what),
        )
        for each in found.measures[:MOST_MEASURES]
        for where, what in settling.rows(book.edition, each, lambda name: f"“{book.option(id, name)}”")
    )
    if rows:
        columns = ("if this were measured", "now", "at", "that")
        return Table("What would settle it", columns, rows, False), ""
    why = "no claim that they rest on would decide by itself" if found.checks else "none depends on it"
    return None, f"Only a check that rules readings out could settle it, and {why}."
