"""What stands below the first line of a finding: the figures that are set against each other, every record by its title."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from whence.account import ledger
from whence.language.problems import Finding
from whence.publish.charts.drawing import pretty
from whence.publish.pages.parts import Line, Piece

if TYPE_CHECKING:
    from whence.publish.pages.book import Book

# Findings whose first line says only that two sides differ: a list needs their figures too.
OF_SIDES = ("rivals-disagree", "rivals-tension", *ledger.RECOMPUTED)
# What may be an id: with a dot or a hyphen in it no other word looks like one.
_WORD = re.compile(r"(?<![\w.-])[a-z0-9]+(?:[.-][a-z0-9]+)*(?![\w-])")


def lines(book: Book, finding: Finding) -> tuple[Line, ...]:
    """The sides of a finding that has such, one line each: what is compared, and its figure; else none."""
    if finding.rule not in OF_SIDES:
        return ()
    split = [re.split(r"  +", row.strip(), maxsplit=1) for row in finding.message.split("\n")[1:]]
    rows = [(row[0], row[1]) for row in split if len(row) == 2]
    ids = {label for label, _ in rows if book.section(label)}
    return tuple(
        (book.ref(label) if label in ids else label, ": ", *_named(book, pretty(figure), ids))
        for label, figure in rows
    )


def _named(book: Book, text: str, ids: Container[str]) -> Iterator[Piece]:
    """A text in which ids of records, or these words, are the records themselves."""
    at = 0
    for hit in _WORD.finditer(text):
        if (hit[0] in ids or not hit[0].isalnum()) and book.section(hit[0]):
            yield from (text[at : hit.start()], book.ref(hit[0]))
            at = hit.end()
    yield text[at:]
