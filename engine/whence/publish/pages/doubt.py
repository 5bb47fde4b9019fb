"""Where the doubt of a number comes from: shares of its variance, what each input would move, and the weakest links."""

from __future__ import annotations

import math
from collections.abc import Sequence

from whence.account import links, spread
from whence.account.links import Link
from whence.judge import evidence
from whence.language.frozen import dataclass
from whence.language.problems import listing
from whence.language.values.shown import show_share
from whence.publish import charts
from whence.publish.charts import Chart, Part, Turn
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import number_cell, ref_cell
from whence.publish.pages.parts import Cell, Table, up

MOST_SHARES, MOST, LEAST = 12, 8, 0.005


@dataclass(frozen=True)
class Doubt:
    """The shares as bars, and what to learn to halve the interval; the tornado; the weakest links as a ranked table."""

    shares: Chart | None
    halving: str
    tornado: Chart | None
    links: Table | None


def doubt(book: Book, id: str) -> Doubt | None:
    """What is said of where a number's doubt comes from; nothing where there is none."""
    shares = [each for each in book.shares(id) if each.id != id]
    weak = links.links(book.edition, id)
    if not shares and not weak:
        return None
    ranked = sorted(weak, key=lambda each: -abs(each.high - each.low))
    wide = [each for each in ranked if not each.bare]
    table = _table(book, id, weak)
    found = Doubt(_shares(book, shares), _halving(book, shares), _tornado(book, id, wide[:MOST]), table)
    return found if found.shares or found.tornado or found.links else None


def _shares(book: Book, shares: Sequence[evidence.Share]) -> Chart | None:
    if not shares:
        return None
    parts = [
        Part(each.named(book.edition.title), each.share, up(book.href(each.id)), each.grade)
        for each in shares[:MOST_SHARES]
    ]
    rest = 1 - sum(each.share for each in shares[:MOST_SHARES])
    if rest > 0.005:
        parts.append(Part("Everything else, and what inputs bring only together", rest, "", ""))
    told = "The part of the variance that each written value or open choice brings by itself."
    return charts.parts("shares", "Where the uncertainty comes from", parts, told)


def _halving(book: Book, shares: Sequence[evidence.Share]) -> str:
    """What to learn to halve the interval."""
    found = spread.halving(shares)
    if not found:
        return ""
    names = [f"“{each.named(book.edition.title)}”" for each in found]
    total = sum(each.share for each in found)
    return f"To halve the interval, learn {listing(names)}: together {show_share(total)} of the variance."


def _tornado(book: Book, id: str, shown: Sequence[Link]) -> Chart | None:
    """The bars of several inputs; of one alone the interval says as much."""
    if len(shown) < 2:
        return None
    point = links.start(book.edition, id)
    turns = [Turn(book.edition.title(each.id), each.low, each.high, up(book.href(each.id))) for each in shown]
    return charts.tornado("tornado", point, turns, book.edition.unit(id))


def _table(book: Book, id: str, weak: Sequence[Link]) -> Table | None:
    if len(weak) < 2:
        return None
    rows = tuple(
        (
            ref_cell(book.ref(each.id)),
            Cell("–" if math.isnan(each.width) else links.wide(each)),
            Cell("–" if math.isnan(each.influence) else links.plainly(each.influence)),
            Cell(each.grade),
            Cell(pretty(links.moves(book.edition, id, each))),
            number_cell(show_share(each.weakness), each.weakness),
        )
        for each in weak[:MOST]
        if each.weakness >= LEAST
    )
    columns = ("input", "how wide", "influence", "evidence", "moves it from and to", "weakness")
    note = (
        "Weakness is how wide an input is, times how much that moves the number, times 1 first-hand, 2 second-hand or 3 "
        "uncited, as a share of all."
    )
    return Table("Weakest links", columns, rows, True, note)
