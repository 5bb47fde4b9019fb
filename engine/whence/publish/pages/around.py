"""What surrounds a record: what rests on it and how strongly, and its neighbourhood as a drawing."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from whence.account import impacts
from whence.files.sections import one
from whence.language.values.shown import show_share
from whence.model.graph import Relation, ancestors, descendants, owner, parents
from whence.publish import charts
from whence.publish.charts import Box, Chart
from whence.publish.pages.book import Book
from whence.publish.pages.cells import flag_cell, number_cell, ref_cell
from whence.publish.pages.parts import Cell, Table
from whence.publish.pages.tables import value_cell

MOST_USES, MOST_ELASTIC = 40, 16
MOST_IN_COLUMN = 7
# A link that brings less of the variance is drawn as any other.
LEAST = 0.01


def uses(book: Book, id: str) -> tuple[Table | None, int]:
    """What rests on a node, the nearest first, with elasticity and share; and how many more there are."""
    edition = book.edition
    below = [
        each for each in descendants(edition.base, [id]) if "#" not in each and each in edition.summaries
    ]
    below = [each for each in below if not isinstance(edition.base.nodes[each], Relation)]
    if not below or id not in edition.base.nodes:
        return None, 0
    direct = set(book.users.get(id, ()))
    below.sort(key=lambda each: (each not in direct, each))
    rows = []
    elasticities = impacts.elasticities(edition, id, below[:MOST_ELASTIC])
    for each in below[:MOST_USES]:
        elastic = elasticities.get(each, math.nan)
        share = next((part.share for part in book.shares(each) if part.id == id), 0.0)
        rows.append(
            (
                ref_cell(book.ref(each)),
                value_cell(book, each),
                Cell("directly" if each in direct else "through others"),
                number_cell("–" if math.isnan(elastic) else f"{elastic:+.2f}".replace("-", "−"), elastic),
                number_cell(show_share(share) if share else "–", share),
            )
        )
    columns = ("what rests on it", "value", "how", "% it moves for 1 %", "share of its variance")
    return Table("What rests on it", columns, tuple(rows)), len(below) - len(rows)


def apart(book: Book, id: str) -> Table | None:
    """What the record is said to differ from, by itself or by the other, with the reason and of which of the two it is said."""
    base = book.edition.base
    claim = base.records.claims.get(id)
    own = {base.aliases.get(name, name) for name in claim.differs_from} if claim else set()
    rows = tuple(
        (
            ref_cell(book.ref(other)),
            value_cell(book, other),
            Cell("this one" if other in own else "that one"),
            Cell(why, ticked=True),
        )
        for other, why in sorted(base.apart.get(id, {}).items())
    )
    return Table("What it differs from", ("record", "value", "said of", "because"), rows) if rows else None


def neighbourhood(book: Book, id: str) -> Chart | None:
    """Two levels up and one down."""
    base = book.edition.base
    if id not in base.nodes:
        return None
    up = _records(parents(base.nodes[id]), {id})
    upper = _records([p for each in up for p in parents(base.nodes[each])], {id, *up})
    down = tuple(book.users.get(id, ()))
    if not up and not down:
        return None
    columns = {-2: upper[:MOST_IN_COLUMN], -1: up[:MOST_IN_COLUMN], 0: [id], 1: list(down[:MOST_IN_COLUMN])}
    boxes = [_box(book, each, column, each == id) for column, ids in columns.items() for each in ids]
    shown = {each.id for each in boxes}
    edges = [
        (owner(p), each)
        for each in shown
        for p in parents(base.nodes[each])
        if owner(p) in shown and owner(p) != each
    ]
    order = {each.id: n for n, each in enumerate(boxes)}
    edges = sorted(set(edges), key=lambda edge: (order[edge[0]], order[edge[1]]))
    title = "What it is made of and what rests on it"
    left = sum(max(0, len(ids) - MOST_IN_COLUMN) for ids in (upper, up, down))
    return charts.neighbourhood("net", title, boxes, edges, _along(book, id, edges), left)


def _along(book: Book, id: str, edges: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], float]:
    """Which part of a number's variance comes along each link that leads to it: that of all that is upstream of the link."""
    shares = {owner(each.id): each.share for each in book.shares(id)}
    if not shares or id in shares:
        return {}
    found = {}
    for a, b in edges:
        above = {a, *map(owner, ancestors(book.edition.base, a))}
        if b == id or b in map(owner, ancestors(book.edition.base, id)):
            found[a, b] = sum(share for each, share in shares.items() if each in above)
    return {edge: min(share, 1.0) for edge, share in found.items() if share >= LEAST}


def _records(ids: object, without: set[str]) -> list[str]:
    """The records behind nodes, each once; literals belong to the claim that writes them and are left out."""
    assert isinstance(ids, tuple | list)
    return [each for each in dict.fromkeys(ids) if "#" not in each and each not in without]


def _box(book: Book, id: str, column: int, here: bool) -> Box:
    ref = book.ref(id)
    shape = one(book.section(id)) or one("claims")
    return Box(id, ref.title, ref.number, f"../{ref.href}" if ref.href else "", column, shape, here)


__all__ = ["flag_cell", "neighbourhood", "uses"]
