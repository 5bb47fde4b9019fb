"""The machine-readable forms of the site: JSON and CSV for each number, the graph, the sources, maps of the site."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from whence import answers, ledger, reports
from whence.charts.intervals import badge
from whence.diagnostics import visible
from whence.graph import Derived, Pick, Pool, Relation, owner, parents
from whence.pages import news
from whence.pages.book import Book
from whence.pages.documents import bibtex, csl
from whence.pages.parts import Page

COLOURS = {"current": "#0b5d8f", "superseded": "#8a5a00", "retracted": "#a3201d", "disputed": "#8a5a00"}


def files(book: Book, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """(path, text) of everything that is not a page."""
    index = []
    for section, folder in (("claims", "claims"), ("quantities", "quantities"), ("choices", "choices")):
        for id in getattr(book.edition.base.records, section):
            if id in book.edition.summaries:
                answer = answers.claim(book.edition, id)
                yield f"{folder}/{id}.json", _json(answer)
                yield f"{folder}/{id}.csv", _csv(_numbers(answer))
                index.append(
                    {
                        key: answer.get(key)
                        for key in ("id", "title", "kind", "unit", "point", "median", "low", "high", "bound")
                    }
                )
            number = book.number(id)
            status = getattr(getattr(book.edition.base.records, section)[id], "status", "current")
            yield f"badge/{id}.svg", badge(_short(book.edition.title(id)), visible(number), COLOURS[status])
    yield (
        "index.json",
        _json({"title": book.edition.base.settings.title, "edition": book.build, "claims": index}),
    )
    yield (
        "conflicts.json",
        _json({"conflicts": [ledger.as_json(each) for each in ledger.entries(book.edition)]}),
    )
    yield "findings.json", reports.as_json(book.edition.findings, len(book.edition.base.records.claims))
    yield "audit.csv", _csv(_audit(book))
    yield from whole(book)
    yield "feed.xml", news.atom(book)
    yield "feed.json", _json(news.feed(book))
    yield "sitemap.xml", _sitemap(book, pages)
    yield "llms.txt", _outline(book, pages)
    yield "CITATION.cff", _citation(book)
    yield "_headers", HEADERS
    yield "robots.txt", "User-agent: *\nAllow: /\n"


HEADERS = (
    "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'\n  X-Content-Type-Options: nosniff\n"
    "  Referrer-Policy: no-referrer\n"
    "/embed/*\n  Content-Security-Policy: default-src 'none'; style-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *\n"
)


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False, default=str) + "\n"


def _short(title: str) -> str:
    shown = visible(title)
    return shown if len(shown) <= 48 else shown[:47].rstrip() + "…"


def _csv(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([safe(each) for each in row])
    return out.getvalue()


def safe(value: object) -> object:
    """A cell that no spreadsheet computes."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def _numbers(answer: dict[str, Any]) -> list[list[object]]:
    rows: list[list[object]] = [["id", "reading", "possible", "unit", "point", "median", "low", "high"]]
    rows.append(
        [answer["id"], "", True, answer["unit"], *(answer[key] for key in ("point", "median", "low", "high"))]
    )
    for each in answer["contexts"]:
        where = "; ".join(f"{axis}={option}" for axis, option in each["choose"].items())
        rows.append(
            [
                answer["id"],
                where,
                each["possible"],
                answer["unit"],
                *(each[key] for key in ("point", "median", "low", "high")),
            ]
        )
    return rows


def _audit(book: Book) -> list[list[object]]:
    rows: list[list[object]] = [["id", "title", "stated", "recomputed", "unit", "ratio", "verdict"]]
    for id, found in book.edition.agreements.items():
        stated = book.edition.base.stated[id]
        rows.append(
            [
                id,
                book.edition.title(id),
                stated.text,
                stated.unit.from_base(found.recomputed),
                stated.unit.text,
                found.ratio,
                found.verdict,
            ]
        )
    return rows


def whole(book: Book) -> Iterator[tuple[str, str]]:
    """The forms of the base as a whole: its sources and its graph."""
    yield from _sources(book)
    yield from _graph(book)


def table(book: Book) -> str:
    """Every claim and quantity with its numbers, as CSV."""
    rows: list[list[object]] = []
    for section in ("claims", "quantities"):
        for id in getattr(book.edition.base.records, section):
            if id in book.edition.summaries:
                found = _numbers(answers.claim(book.edition, id))
                rows = rows or [["title", *found[0]]]
                rows += [[book.edition.title(id), *row] for row in found[1:]]
    return _csv(rows)


def _sources(book: Book) -> Iterator[tuple[str, str]]:
    sources = book.edition.base.records.sources
    for id, source in sources.items():
        cited = [each for _, each, _ in book.cited.get(id, ())]
        yield f"sources/{id}.json", _json({**csl(id, source), "cited_by": list(dict.fromkeys(cited))})
    yield "sources.csl.json", _json([csl(id, source) for id, source in sources.items()])
    yield "sources.bib", "\n".join(bibtex(id, source) for id, source in sources.items())


# --- the graph -------------------------------------------------------------------------------------------------


def _edges(book: Book) -> list[tuple[str, str]]:
    nodes = book.edition.base.nodes
    found = {(owner(parent), owner(id)) for id, node in nodes.items() for parent in parents(node)}
    return sorted((a, b) for a, b in found if a != b)


def _kind(book: Book, id: str) -> str:
    return {Derived: "derived", Pool: "quantity", Pick: "choice", Relation: "check"}.get(
        type(book.edition.base.nodes.get(id)), "leaf"
    )


def _graph(book: Book) -> Iterator[tuple[str, str]]:
    edges = _edges(book)
    ids = sorted({owner(id) for id in book.edition.base.nodes})
    nodes = [
        {"id": id, "title": book.edition.title(id), "kind": _kind(book, id), "page": book.href(id)}
        for id in ids
    ]
    yield "graph.json", _json({"nodes": nodes, "edges": [{"from": a, "to": b} for a, b in edges]})
    body = "".join(
        f'<node id={quoteattr(id)}><data key="title">{escape(visible(book.edition.title(id)))}</data>'
        f'<data key="kind">{_kind(book, id)}</data></node>\n'
        for id in ids
    )
    body += "".join(f"<edge source={quoteattr(a)} target={quoteattr(b)}/>\n" for a, b in edges)
    yield (
        "graph.graphml",
        '<?xml version="1.0" encoding="utf-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        '<key id="title" for="node" attr.name="title" attr.type="string"/>'
        '<key id="kind" for="node" attr.name="kind" attr.type="string"/>'
        f'<graph edgedefault="directed">\n{body}</graph></graphml>\n',
    )
    dot = "".join(f'  "{id}";\n' for id in ids) + "".join(f'  "{a}" -> "{b}";\n' for a, b in edges)
    yield "graph.dot", f"digraph base {{\n  rankdir=LR;\n{dot}}}\n"


# --- maps of the site ------------------------------------------------------------------------------------------


def _sitemap(book: Book, pages: Sequence[Page]) -> str:
    urls = "".join(
        f"<url><loc>{escape(book.absolute(page.path))}</loc></url>\n" for page in pages if page.listed
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'


def _outline(book: Book, pages: Sequence[Page]) -> str:
    """A plain list of every page with its one-sentence answer."""
    settings = book.edition.base.settings
    lines = [f"# {settings.title}", "", f"> {settings.description}" if settings.description else "", ""]
    for section in ("topics", "claims", "quantities", "choices", "terms", "checks", "sources"):
        listed = [page for page in pages if page.section == section and page.listed]
        if listed:
            lines += [f"## {section.capitalize()}", ""]
            lines += [
                f"- [{visible(page.title)}]({page.path}): {visible(page.description)}" for page in listed
            ]
            lines.append("")
    return "\n".join(lines)


def _citation(book: Book) -> str:
    settings = book.edition.base.settings
    rows = [
        "cff-version: 1.2.0",
        "message: Please cite this base as below.",
        "type: dataset",
        f"title: {json.dumps(settings.title)}",
    ]
    rows.append(f"authors:\n  - name: {json.dumps(settings.author or settings.title)}")
    rows.append(f"version: {json.dumps(book.build)}")
    if settings.base_url:
        rows.append(f"url: {json.dumps(settings.base_url)}")
    if settings.license:
        rows.append(f"license: {json.dumps(settings.license)}")
    return "\n".join(rows) + "\n"
