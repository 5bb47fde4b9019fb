"""What a base has to tell at its door: the largest things that do not add up, each in a sentence with a small chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from whence.account.ledger import Entry
from whence.evaluate.estimate import Figure
from whence.judge.rules.wording import verdicts
from whence.language.frozen import dataclass
from whence.model.graph import Relation
from whence.publish import charts
from whence.publish.charts import Chart, Dot
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.ledger import ledger_row
from whence.publish.pages.parts import Flag, Ref

MOST_SIDES = 4


@dataclass(frozen=True)
class Odd:
    """One thing that does not add up: whose it is, how far its sides are apart, what it says, and both sides drawn."""

    ref: Ref
    size: str
    says: str
    flag: Flag
    hangs: str
    chart: Chart | None


def odds(book: Book, most: int = 3) -> tuple[Odd, ...]:
    """The conflicts of the ledger with the largest stakes, one a record, in its order."""
    first: dict[str, Entry] = {}
    for each in book.ledger:
        if each.part == "conflicts":
            first.setdefault(each.id, each)
    return tuple(_odd(book, each, n) for n, each in enumerate(list(first.values())[:most], 1))


def _odd(book: Book, entry: Entry, n: int) -> Odd:
    ref, size, statement, flag, hangs = ledger_row(book, entry)
    return Odd(ref, size, statement, flag, hangs, _sides(book, entry.id, f"odd-{n}"))


def _sides(book: Book, id: str, name: str) -> Chart | None:
    """Both sides of a conflict on one scale; nothing where they are not of one unit, or are no numbers."""
    dots = [each for each in _dots(book, id) if not math.isnan(each.figure.low)][:MOST_SIDES]
    if len(dots) < 2:
        return None
    told = f"{' against '.join(each.number for each in dots)}."
    unit = book.edition.unit(id if id in book.edition.dimensions.units else _inputs(book, id)[0])
    return charts.dots(name, book.edition.title(id), dots, unit, told)


def _inputs(book: Book, id: str) -> Sequence[str]:
    """The inputs of a check that are of the unit of the first."""
    node = book.edition.base.nodes.get(id)
    found = list(node.inputs.values()) if isinstance(node, Relation) else []
    known = [each for each in found if each in book.edition.summaries]
    return [each for each in known if book.edition.unit(each) == book.edition.unit(known[0])]


def _dots(book: Book, id: str) -> Iterator[Dot]:
    edition = book.edition
    if id in edition.agreements:
        found, stated = edition.agreements[id], edition.base.stated[id]
        low, high = (
            stated.ends if stated.ends and all(map(math.isfinite, stated.ends)) else (stated.point,) * 2
        )
        yield Dot("Stated", Figure(stated.point, stated.point, low, high), number=pretty(stated.text))
        given = pretty(verdicts.recomputed(found, stated.unit, verdicts.worth(edition, id)))
        ends = (found.recomputed, found.recomputed) if math.isnan(found.low) else (found.low, found.high)
        yield Dot(
            f"What {verdicts.giver(edition, id)}",
            Figure(found.recomputed, found.recomputed, *ends),
            number=given,
        )
    elif id in edition.comparisons:
        for each in edition.comparisons[id].rivals:
            if not each.unused:
                yield Dot(
                    edition.title(each.id), each.figure, "", each.aside, each.bound, book.number(each.id)
                )
    else:
        for other in _inputs(book, id):
            yield Dot(edition.title(other), edition.summaries[other].figure, number=book.number(other))
