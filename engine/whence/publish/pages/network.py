"""The graph as a page: the topics and what feeds what, and the data from which a script draws any record's surroundings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whence.account import choices
from whence.language.frozen import dataclass
from whence.language.problems import visible
from whence.model.graph import Pick, owner, parents
from whence.publish import charts
from whence.publish.charts import Arc, Chart
from whence.publish.pages.book import PAGES, Book
from whence.publish.pages.cells import number_cell, ref_cell
from whence.publish.pages.parts import Cell, Page, Table, data_block, plural

SCRIPT = "graph-data.js"


@dataclass(frozen=True)
class GraphView:
    """Everything on the page of the graph."""

    intro: str
    links: tuple[tuple[str, str], ...]
    map: Chart | None
    table: Table


def graph_page(book: Book) -> Page:
    """The page of the graph: complete without a script, which adds the walk from record to record."""
    nodes = book.edition.base.nodes
    picks = sum(isinstance(node, Pick) for node in nodes.values())
    intro = (
        f"{plural(len(nodes), 'number')}, {plural(picks, 'choice')} between readings. The whole is shown by topic; "
        "every claim's page draws its own neighbourhood, two levels up and one down."
    )
    links = (("graph.json", "JSON"), ("graph.graphml", "GraphML"), ("graph.dot", "DOT"))
    data = GraphView(intro, links, topic_map(book), _computed(book))
    return Page(
        "graph.html",
        "graph.html",
        "Graph",
        intro,
        data,
        "graph",
        (("application/json", "graph.json"),),
        (SCRIPT, "graph.js"),
    )


def _computed(book: Book) -> Table:
    rows = []
    for id, node in book.edition.base.nodes.items():
        ups = {owner(p) for p in parents(node)} - {id}
        if "#" not in id and ups:
            downs = len(book.users.get(id, ()))
            counts = (number_cell(str(len(ups)), len(ups)), number_cell(str(downs), downs))
            rows.append((ref_cell(book.ref(id)), Cell(book.what(id)), *counts))
    return Table("Everything that is computed", ("record", "sort", "inputs", "used by"), tuple(rows))


def topic_map(book: Book) -> Chart | None:
    """Which topics feed which: an arc for every pair of files with inputs between them."""
    places = {file: n for n, file in enumerate(book.files)}
    links: Counter[tuple[int, int]] = Counter()
    for id, node in book.edition.base.nodes.items():
        there = places.get(book.home(book.section(id), owner(id)))
        for parent in parents(node):
            here = places.get(book.home(book.section(parent), owner(parent)))
            if here is not None and there is not None and here != there:
                links[here, there] += 1
    if not links:
        return None
    rows = [(book.topic_title(file), book.topic_href(file)) for file in book.files]
    shown = [Arc(a, b, count) for (a, b), count in sorted(links.items())]
    told = "An arc joins two topics when numbers of the one are inputs of the other; the thicker, the more of them."
    return charts.arcs("topic-map", "How the topics hang together", rows, shown, told)


def script(book: Book) -> str:
    """The graph as a classic script: every record with its words, every link by the places of its ends.

    A record is id, title, number, and the places of its kind, standing and folder in their lists, and 1 where
    something grave is objected to in it. Links are pairs of places in one flat list: an input, then what it feeds.
    `shares` has, by the place of a record, what brings its variance: a place and its part in thousandths, in turn.
    """
    nodes = book.edition.base.nodes
    ids = [id for id in dict.fromkeys(map(owner, nodes)) if book.href(id)]
    kinds, standings = [book.what(id) for id in ids], [_standing(book, id) for id in ids]
    words = {"kinds": _listed(kinds), "standings": _listed(standings), "folders": list(PAGES.values())}
    rows = [
        [
            id,
            visible(book.edition.title(id)),
            visible(book.number(id)) if id in nodes and book.section(id) != "checks" else "",
            words["kinds"].index(kind),
            words["standings"].index(standing),
            words["folders"].index(PAGES[book.section(id)]),
            int(any(flag.tone == "conflict" for flag in book.flag_findings(id))),
        ]
        for id, kind, standing in zip(ids, kinds, standings, strict=True)
    ]
    places = {id: n for n, id in enumerate(ids)}
    data: dict[str, object] = {
        **words,
        "nodes": rows,
        "links": _links(book, places),
        "start": _start(book, places),
    }
    data["shares"] = _shares(book, places)
    return f"var whenceGraph = {data_block(data)};\n"


def _listed(words: Sequence[str]) -> list[str]:
    """The words that occur, the commonest first."""
    count = Counter(words)
    return sorted(count, key=lambda word: (-count[word], word))


def _links(book: Book, places: dict[str, int]) -> list[int]:
    found = {
        (places[a], places[b])
        for id, node in book.edition.base.nodes.items()
        for parent in parents(node)
        if (a := owner(parent)) != (b := owner(id)) and a in places and b in places
    }
    return [place for link in sorted(found) for place in link]


# Lines of less than a fiftieth of the variance are as thin as those of none.
LEAST = 0.02


def _shares(book: Book, places: dict[str, int]) -> dict[int, list[int]]:
    found = {}
    for id, place in places.items():
        parts = (
            {owner(each.id): each.share for each in book.shares(id)} if id in book.edition.summaries else {}
        )
        parts.pop(id, None)
        told = [
            n
            for each, part in parts.items()
            if each in places and part >= LEAST
            for n in (places[each], round(1000 * part))
        ]
        if told:
            found[place] = told
    return found


def _start(book: Book, places: dict[str, int]) -> int:
    """The record to begin with: of the headlines, or else of all, the one with the most inputs."""
    records, nodes = book.edition.base.records, book.edition.base.nodes
    heads = [id for each in (records.claims, records.quantities) for id, it in each.items() if it.headline]
    known = [id for id in (heads or places) if id in places and id in nodes]
    return places[max(known, key=lambda id: len(set(parents(nodes[id]))))] if known else 0


def _standing(book: Book, id: str) -> str:
    """How a record stands, in a word."""
    records, section = book.edition.base.records, book.section(id)
    if section == "claims":
        return records.claims[id].absence or records.claims[id].status
    if section == "choices":
        return "settled" if len(choices.alive(book.edition, id)) == 1 else "open"
    if section == "checks":
        return book.check_word(id)
    found = book.edition.comparisons.get(id)
    return found.verdict if found else "current"


ONCE = {
    "graph.html": graph_page,
}
