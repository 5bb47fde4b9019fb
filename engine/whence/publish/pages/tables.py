"""Records in tables, a row each, with what is asked first of those of a section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from whence.account import choices
from whence.files.sections import TOLD
from whence.publish.pages.book import Book
from whence.publish.pages.cells import PURPOSES, flag_cell, number_cell, ref_cell, verdict_cell
from whence.publish.pages.parts import Cell, Table


def value_cell(book: Book, id: str, least: int = 0) -> Cell:
    """A node's number, sorted by its size, with no fewer digits than asked for."""
    return number_cell(book.number(id, least), book.size(id))


def range_cell(book: Book, id: str, least: int = 3) -> Cell:
    """A node's 90 % interval, sorted by its lower end, with no fewer digits than asked for."""
    summary = book.edition.summaries.get(id)
    return number_cell(book.range(id, least), summary.figure.low if summary and book.interval(id) else None)


def claim_table(book: Book, caption: str, ids: list[str]) -> Table:
    """Claims with their numbers and how their stated figures fare."""
    return Table(
        caption,
        ("claim", "value", "90 % interval", "kind", "as of", "stated figure"),
        tuple(claim_rows(book, ids)),
    )


def claim_rows(book: Book, ids: list[str]) -> Iterator[tuple[Cell, ...]]:
    """One row a claim."""
    edition = book.edition
    for id in ids:
        claim = edition.base.records.claims[id]
        found = edition.agreements.get(id)
        status = f"{claim.kind}, {claim.status}" if claim.status != "current" else claim.kind
        yield (
            ref_cell(book.ref(id)),
            value_cell(book, id),
            range_cell(book, id),
            Cell(status),
            Cell(claim.as_of or "–"),
            verdict_cell(found) if found else Cell("–"),
        )


def _quantity_table(book: Book, ids: list[str]) -> Table:
    """A row for each quantity: what it is taken to be, from which claim, and whether its claims agree."""
    rows = []
    for id in ids:
        found = book.edition.comparisons.get(id)
        rows.append(
            (
                ref_cell(book.ref(id)),
                value_cell(book, id),
                Cell(book.edition.base.records.quantities[id].taken),
                number_cell(str(count := len(found.rivals) if found else 0), count),
                flag_cell(found.verdict) if found else Cell("–"),
            )
        )
    return Table("Quantities", ("quantity", "value taken", "taken from", "claims", "verdict"), tuple(rows))


def _choice_table(book: Book, ids: list[str]) -> Table:
    """A row for each choice: the options that stand, and whether that settles it."""
    rows = []
    for id in ids:
        alive = choices.alive(book.edition, id)
        word = "settled" if len(alive) == 1 else "open"
        rows.append(
            (
                ref_cell(book.ref(id)),
                Cell(", ".join(alive) or "–"),
                flag_cell(word, "settled" if word == "settled" else "uncertain"),
            )
        )
    return Table("Choices of reading", ("choice", "options that stand", "standing"), tuple(rows))


def _term_table(book: Book, ids: list[str]) -> Table:
    """A row for each ambiguous word, with its senses."""
    terms = book.edition.base.records.terms
    rows = tuple(
        (Cell(terms[id].title, book.href(id, "terms")), Cell(", ".join(terms[id].senses))) for id in ids
    )
    return Table("Ambiguous words", ("word", "senses"), rows)


def _check_table(book: Book, ids: list[str]) -> Table:
    """A row for each check, with its verdict and what its failure would be."""
    checks = book.edition.base.records.checks
    rows = tuple(
        (
            Cell(checks[id].title, book.href(id, "checks")),
            Cell(PURPOSES[checks[id].on_fail]),
            flag_cell(book.check_word(id)),
        )
        for id in ids
    )
    return Table("Checks", ("check", "what for", "verdict"), rows)


def _claims(book: Book, ids: list[str]) -> Table:
    return claim_table(book, "Claims", ids)


def _unit_table(book: Book, ids: list[str]) -> Table:
    """A row for each unit of the base's own, with what it equals."""
    units = book.edition.base.records.units
    rows = ((Cell(id, code=True), Cell(units[id].title), Cell(units[id].equals or "counted")) for id in ids)
    return Table("Units of its own", ("unit", "what", "equals"), tuple(rows))


# The sections of which more is asked than the title.
_ASKED: Mapping[str, Callable[[Book, list[str]], Table]] = MappingProxyType({
    "claims": _claims, "quantities": _quantity_table, "choices": _choice_table, "terms": _term_table,
    "checks": _check_table, "units": _unit_table,
})  # fmt: skip


def by_section(book: Book, ids: Mapping[str, list[str]]) -> Iterator[Table]:
    """A table for each section that some ids are of, in the order in which people are told of sections."""
    for section in TOLD:
        if not ids.get(section.name):
            continue
        if section.name in _ASKED:
            yield _ASKED[section.name](book, ids[section.name])
        else:
            records = book.edition.base.records.of(section.name)
            rows = (
                (Cell(records[id].title, book.href(id, section.name)), Cell(id, code=True))
                for id in ids[section.name]
            )
            yield Table(section.name.capitalize(), (section.one, "id"), tuple(rows))
