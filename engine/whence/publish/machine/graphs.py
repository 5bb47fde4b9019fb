"""The graph of a base for other programs: as JSON, as GraphML and for Graphviz."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from whence.language.problems import visible
from whence.model.graph import Derived, Pick, Pool, Relation, owner, parents
from whence.publish.pages.book import Book


def _edges(book: Book) -> list[tuple[str, str]]:
    nodes = book.edition.base.nodes
    found = {(owner(parent), owner(id)) for id, node in nodes.items() for parent in parents(node)}
    return sorted((a, b) for a, b in found if a != b)


def _kind(book: Book, id: str) -> str:
    return {Derived: "derived", Pool: "quantity", Pick: "choice", Relation: "check"}.get(
        type(book.edition.base.nodes.get(id)), "leaf"
    )


def _ids(book: Book) -> list[str]:
    return sorted({owner(id) for id in book.edition.base.nodes})


def nodes_and_edges(book: Book) -> dict[str, Any]:
    """Every record with its title, kind and page, and what feeds what."""
    nodes = [
        {"id": id, "title": book.edition.title(id), "kind": _kind(book, id), "page": book.href(id)}
        for id in _ids(book)
    ]
    return {"nodes": nodes, "edges": [{"from": a, "to": b} for a, b in _edges(book)]}


def graphml(book: Book) -> str:
    """The same nodes and links as GraphML."""
    body = "".join(
        f'<node id={quoteattr(id)}><data key="title">{escape(visible(book.edition.title(id)))}</data>'
        f'<data key="kind">{_kind(book, id)}</data></node>\n'
        for id in _ids(book)
    )
    body += "".join(f"<edge source={quoteattr(a)} target={quoteattr(b)}/>\n" for a, b in _edges(book))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="title" for="node" attr.name="title" attr.type="string"/>'
        '<key id="kind" for="node" attr.name="kind" attr.type="string"/>'
        f'<graph edgedefault="directed">\n{body}</graph></graphml>\n'
    )


def dot(book: Book) -> str:
    """The same for Graphviz, ids only."""
    body = "".join(f'  "{id}";\n' for id in _ids(book))
    body += "".join(f'  "{a}" -> "{b}";\n' for a, b in _edges(book))
    return f"digraph base {{\n  rankdir=LR;\n{body}}}\n"
