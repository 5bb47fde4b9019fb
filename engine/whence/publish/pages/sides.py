"""What stands below the first line of a finding: the figures that are set against each other, every record by its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from whence.account import ledger
from whence.language.problems import Finding
from whence.publish.charts.drawing import pretty
from whence.publish.pages.parts import Line, Piece

if TYPE_CHECKING:
    from whence.publish.pages.book import Book

# Findings whose first line says only that two sides differ: a list needs their figures too.
OF_SIDES = ("rivals-disagree", "rivals-tension", *ledger.RECOMPUTED)
# An id that no other word looks like, with a dot or a hyphen in it.
_ID = re.compile(r"(?<![\w.-])[a-z0-9]+(?:[.-][a-z0-9]+)+(?![\w-])")


def lines(book: Book, finding: Finding) -> tuple[Line, ...]:
    """The sides of a finding that has such, one line each: what is compared, and its figure; else none."""
    if finding.rule not in OF_SIDES:
        return ()
    rows = [re.split(r"  +", row.strip(), maxsplit=1) for row in finding.message.split("\n")[1:]]
    return tuple(_line(book, row) for row in rows if len(row) == 2)


def _line(book: Book, row: Sequence[str]) -> Line:
    label, figure = row
    first: Piece = book.ref(label) if book.section(label) else label
    return (first, ": ", *_named(book, pretty(figure)))


def _named(book: Book, text: str) -> Iterator[Piece]:
    """A text in which ids of records are the records themselves."""
    at = 0
    for hit in _ID.finditer(text):
        if book.section(hit[0]):
            yield from (text[at : hit.start()], book.ref(hit[0]))
            at = hit.end()
    yield text[at:]
