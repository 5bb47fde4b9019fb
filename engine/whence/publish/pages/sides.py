"""What stands below the first line of a finding: the figures that are set against each other, every record by its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator

from whence.account import ledger
from whence.language.problems import Finding
from whence.publish.charts.drawing import pretty
from whence.publish.pages.parts import Line, Piece, Ref

Named = Callable[[str], Ref | None]
# Findings whose first line says only that two sides differ: a list needs their figures too.
OF_SIDES = ("rivals-disagree", "rivals-tension", *ledger.RECOMPUTED)
# What may be an id: with a dot or a hyphen in it no other word looks like one.
_WORD = re.compile(r"(?<![\w.-])[a-z0-9]+(?:[.-][a-z0-9]+)*(?![\w-])")


def lines(finding: Finding, named: Named) -> tuple[Line, ...]:
    """The sides of a finding that has such, one line each: what is compared, and its figure; else none.

    `named` gives the record that a name is the id of, or None.
    """
    if finding.rule not in OF_SIDES:
        return ()
    split = [re.split(r"  +", row.strip(), maxsplit=1) for row in finding.message.split("\n")[1:]]
    rows = [(row[0], row[1]) for row in split if len(row) == 2]
    ids = {label for label, _ in rows if named(label)}
    return tuple((named(label) or label, ": ", *_told(pretty(figure), ids, named)) for label, figure in rows)


def _told(text: str, ids: Container[str], named: Named) -> Iterator[Piece]:
    """A text in which ids of records, or these words, are the records themselves."""
    at = 0
    for hit in _WORD.finditer(text):
        record = named(hit[0]) if hit[0] in ids or not hit[0].isalnum() else None
        if record:
            yield from (text[at : hit.start()], record)
            at = hit.end()
    yield text[at:]
