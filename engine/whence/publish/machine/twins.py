"""The machine-readable forms of the site: JSON and CSV for each number, the graph, the sources, maps of the site."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from whence.account import answers, choices, coverage, ledger, reports
from whence.account.candidates import proposals
from whence.files.json_schema import json_schema
from whence.files.sections import NUMBERED, SEARCHED, having
from whence.judge.rules.wording import verdicts
from whence.language.problems import visible
from whence.publish.charts.intervals import badge
from whence.publish.machine import graphs
from whence.publish.pages import news
from whence.publish.pages.book import Book
from whence.publish.pages.candidates import MOST
from whence.publish.pages.documents import bibtex, csl
from whence.publish.pages.nodes import EMBED, embed_code
from whence.publish.pages.parts import Contents, Page

COLOURS = {"current": "#0b5d8f", "superseded": "#8a5a00", "retracted": "#a3201d", "disputed": "#8a5a00"}


Maker = Callable[[], str]
INDEXED = ("id", "title", "kind", "unit", "point", "median", "low", "high", "mean", "sd", "bound")


def files(book: Book, pages: Contents) -> Mapping[str, Maker]:
    """Everything that is not a page, by its path: what makes its text when it is asked for."""
    return dict(
        (
            *_numbered(book),
            *_told(book),
            ("index.json", lambda: _json(_index(book))),
            ("conflicts.json", lambda: _json(ledger.report(book.ledger))),
            (
                "findings.json",
                lambda: reports.as_json(
                    book.edition.findings, len(book.edition.base.records.claims), ledger.tally(book.ledger)
                ),
            ),
            ("candidates.json", lambda: _json(_undecided(book))),
            ("audit.csv", lambda: _csv(_audit(book))),
            *whole(book).items(),
            ("feed.xml", lambda: news.atom(book)),
            ("feed.json", lambda: _json(news.feed(book))),
            ("sitemap.xml", lambda: _sitemap(book, pages)),
            ("llms.txt", lambda: _outline(book, pages)),
            ("CITATION.cff", lambda: _citation(book)),
            ("ro-crate-metadata.json", lambda: _json(_crate(book))),
            ("schema.json", lambda: _json(json_schema())),
            ("_headers", lambda: HEADERS),
            ("robots.txt", lambda: "User-agent: *\nAllow: /\n"),
        )
    )


def _undecided(book: Book) -> dict[str, Any]:
    every = proposals.find(book.edition)
    return proposals.as_json(proposals.propose(book.edition, every[:MOST]), len(every))


def _numbered(book: Book) -> Iterator[tuple[str, Maker]]:
    """The JSON, the CSV and the badge of each node that has a page."""
    for section in NUMBERED:
        for id in book.edition.base.records.of(section):
            if id in book.edition.summaries:
                yield f"{section}/{id}.json", partial(_answer, book, id)
                yield f"{section}/{id}.csv", partial(_row, book, id)
            yield f"badge/{id}.svg", partial(_badge, book, section, id)
            if book.edition.base.settings.base_url:
                yield f"embed/{id}.json", partial(_oembed, book, id)


def _oembed(book: Book, id: str) -> str:
    """What a page that embeds this number asks for (oEmbed 1.0, `rich`); only a site that knows its address has it."""
    settings = book.edition.base.settings
    return _json(
        {
            "version": "1.0",
            "type": "rich",
            "provider_name": settings.title,
            "provider_url": settings.base_url,
            "title": book.edition.title(id),
            "html": embed_code(book, id),
            "width": EMBED[0],
            "height": EMBED[1],
        }
    )


def _answer(book: Book, id: str) -> str:
    return _json(answers.claim(book.edition, id))


def _told(book: Book) -> Iterator[tuple[str, Maker]]:
    """The JSON of the pages of topics, terms, checks and changes."""
    records, edition = book.edition.base.records, book.edition
    yield from ((f"topics/{book.topic_slugs[file]}.json", partial(_topic, book, file)) for file in book.files)
    yield from ((f"terms/{id}.json", partial(_term, book, id)) for id in records.terms)
    for id in records.checks:
        if id in edition.settled.outcomes and id in edition.summaries:
            yield f"checks/{id}.json", partial(_check, book, id)
    yield from ((f"changes/{id}.json", partial(_change, book, id)) for id in records.changes)


def _term(book: Book, id: str) -> str:
    """A term: its senses, and which of them each choice that uses it may still have."""
    edition, term = book.edition, book.edition.base.records.terms[id]
    senses = [
        {"name": name, "title": sense.title, "value": book.number(f"{id}#{name}")}
        for name, sense in term.senses.items()
    ]
    meant = [
        {"id": each, "title": edition.title(each), "options": answers.choice_options(edition, each)}
        for each in choices.of_term(book.edition, id)
        if each in edition.summaries
    ]
    return _json({"id": id, "title": term.title, "words": term.words, "senses": senses, "choices": meant})


def _check(book: Book, id: str) -> str:
    return _json({**answers.check(book.edition, id), "verdict": book.check_word(id)})


def _topic(book: Book, file: str) -> str:
    """A topic: what it is about, and every number that is written in its file."""
    topic = book.edition.base.records.topics.get(file)
    about = {"title": book.topic_title(file), "file": file, "intro": topic.intro if topic else ""}
    return _json({**about, "claims": _numbers_of(book, file)})


def _change(book: Book, id: str) -> str:
    change = book.edition.base.records.changes[id]
    edits = [{"id": e.id, "field": e.field, "old": e.old, "new": e.new} for e in change.edits]
    about = {"id": id, "title": change.title, "date": change.date, "source": change.source or None}
    return _json({**about, "note": change.note, "edits": edits})


def _row(book: Book, id: str) -> str:
    return _csv(_numbers(answers.claim(book.edition, id)))


def _badge(book: Book, section: str, id: str) -> str:
    status = getattr(book.edition.base.records.of(section)[id], "status", "current")
    return badge(_short(book.edition.title(id)), visible(book.number(id)), COLOURS[status])


def _index(book: Book) -> dict[str, Any]:
    """Every number of the base in one file, with the edition that they are of."""
    return {"title": book.edition.base.settings.title, "edition": book.build, "claims": _numbers_of(book)}


def _numbers_of(book: Book, file: str = "") -> list[dict[str, Any]]:
    """Every number, or those that are written in one file."""
    records = book.edition.base.records
    ids = [
        id
        for section in NUMBERED
        for id in records.of(section)
        if id in book.edition.summaries and file in ("", book.home(section, id))
    ]
    found = (answers.claim(book.edition, id) for id in ids)
    return [{key: answer.get(key) for key in INDEXED} for answer in found]


HEADERS = (
    "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'\n  X-Content-Type-Options: nosniff\n"
    "  Referrer-Policy: no-referrer\n"
    # Hosts join the rules that match; a line that begins with `!` takes the wider rule's header away first.
    "/embed/*\n  ! Content-Security-Policy\n"
    "  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
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
    rows: list[list[object]] = [
        ["id", "reading", "possible", "unit", "point", "median", "low", "high", "mean", "sd"]
    ]
    rows.append(
        [
            answer["id"],
            "",
            True,
            answer["unit"],
            *(answer[key] for key in ("point", "median", "low", "high", "mean", "sd")),
        ]
    )
    for each in answer["contexts"]:
        where = "; ".join(f"{axis}={option}" for axis, option in each["choose"].items())
        rows.append(
            [
                answer["id"],
                where,
                each["possible"],
                answer["unit"],
                *(each[key] for key in ("point", "median", "low", "high", "mean", "sd")),
            ]
        )
    return rows


def _audit(book: Book) -> list[list[object]]:
    columns = "id title stated recomputed unit ratio verdict compared_by rounding_explains off_by explanation"
    rows: list[list[object]] = [[*columns.split()]]
    for id, found in book.edition.agreements.items():
        stated = book.edition.base.stated[id]
        rows.append(
            [
                id,
                book.edition.title(id),
                stated.text,
                "" if math.isnan(found.recomputed) else stated.unit.from_base(found.recomputed),
                stated.unit.text,
                found.ratio if found.compared else "",
                found.verdict,
                found.fits,
                found.explained,
                found.off,
                verdicts.explanation(book.edition, id),
            ]
        )
    return rows


def whole(book: Book) -> Mapping[str, Maker]:
    """The forms of the base as a whole, by path: its sources and its graph."""
    sources = book.edition.base.records.sources
    covered = {f"coverage/{id}.json": partial(_coverage, book, id) for id in book.coverages}
    return (
        {f"sources/{id}.json": partial(_source, book, id) for id in sources}
        | covered
        | {
            "sources.csl.json": lambda: _json([csl(id, source) for id, source in sources.items()]),
            "sources.bib": lambda: "\n".join(bibtex(id, source) for id, source in sources.items()),
            "graph.json": lambda: _json(graphs.nodes_and_edges(book)),
            "graph.graphml": lambda: graphs.graphml(book),
            "graph.dot": lambda: graphs.dot(book),
        }
    )


def table(book: Book) -> str:
    """Every claim and quantity with its numbers, as CSV."""
    rows: list[list[object]] = []
    for section in having("headline"):
        for id in book.edition.base.records.of(section):
            if id in book.edition.summaries:
                found = _numbers(answers.claim(book.edition, id))
                rows = rows or [["title", *found[0]]]
                rows += [[book.edition.title(id), *row] for row in found[1:]]
    return _csv(rows)


def _source(book: Book, id: str) -> str:
    cited = [each for _, each, _ in book.cited.get(id, ())]
    about = csl(id, book.edition.base.records.sources[id])
    return _json({**about, "cited_by": list(dict.fromkeys(cited))})


def _sitemap(book: Book, pages: Contents) -> str:
    urls = "".join(f"<url><loc>{escape(book.absolute(page.path))}</loc></url>\n" for page in _listed(pages))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'


def _listed(pages: Contents) -> list[Page]:
    return [page for make in pages.values() if (page := make()).listed]


def _outline(book: Book, pages: Contents) -> str:
    """A plain list of every page with its one-sentence answer."""
    settings = book.edition.base.settings
    lines = [f"# {settings.title}", "", f"> {settings.description}" if settings.description else "", ""]
    every = _listed(pages)
    for section in ("topics", *(each.name for each in SEARCHED)):
        listed = [page for page in every if page.section == section]
        if listed:
            lines += [f"## {section.capitalize()}", ""]
            lines += [
                f"- [{visible(page.title)}]({page.path}): {visible(page.description)}" for page in listed
            ]
            lines.append("")
    return "\n".join(lines)


# The files that hold the base as a whole, for those who archive it: name, media type, what it is.
WHOLE = (
    ("index.json", "application/json", "Every number of the base"),
    ("conflicts.json", "application/json", "Everything that disagrees"),
    ("findings.json", "application/json", "Everything that is objected to"),
    ("audit.csv", "text/csv", "The stated figures, recomputed"),
    ("graph.json", "application/json", "What is computed from what"),
    ("sources.csl.json", "application/vnd.citationstyles.csl+json", "The sources"),
    ("schema.json", "application/schema+json", "The fields of the base's files"),
)


def _crate(book: Book) -> dict[str, Any]:
    """The base as a research object: RO-Crate 1.1, with the files that hold it as a whole."""
    settings = book.edition.base.settings
    about = {"name": settings.title, "description": settings.description or settings.title}
    about |= {"datePublished": book.date} if book.date else {}
    about |= {"license": settings.license} if settings.license else {}
    about |= {"author": settings.author} if settings.author else {}
    parts = [
        {"@id": path, "@type": "File", "encodingFormat": kind, "name": name} for path, kind, name in WHOLE
    ]
    graph: list[dict[str, Any]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            **about,
            "hasPart": [{"@id": each[0]} for each in WHOLE],
        },
        *parts,
    ]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _coverage(book: Book, source: str) -> str:
    return _json(coverage.as_json(book.coverages[source]))


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
