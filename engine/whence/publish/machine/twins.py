"""The machine-readable forms of the site: JSON and CSV for each number, the graph, the sources, maps of the site."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

from whence.account import answers, choices, coverage, ledger, reports
from whence.account.candidates import proposals
from whence.files.json_schema import json_schema
from whence.files.schema import Source
from whence.files.sections import NUMBERED, having
from whence.judge.rules.wording import verdicts
from whence.language.problems import visible
from whence.language.units.units import Unit
from whence.publish.charts.intervals import badge
from whence.publish.machine import feeds, graphs, linked, maps, record
from whence.publish.machine.forms import csv_text, json_text
from whence.publish.pages.book import Book
from whence.publish.pages.candidates import MOST
from whence.publish.pages.documents import bibtex, csl
from whence.publish.pages.nodes import EMBED, embed_code
from whence.publish.pages.parts import Heads

COLOURS = {"current": "#0b5d8f", "superseded": "#8a5a00", "retracted": "#a3201d", "disputed": "#8a5a00"}


Maker = Callable[[], str]
# What lists the pages, and is drawn when they are.
LAST = ("sitemap.xml", "llms.txt")
INDEXED = ("id", "title", "kind", "unit", "point", "median", "low", "high", "mean", "sd", "bound")


def files(book: Book, heads: Heads) -> Mapping[str, Maker]:
    """Everything that is not a page, by its path: what makes its text when it is asked for."""
    return dict(
        (
            *_numbered(book),
            *_told(book),
            ("index.json", lambda: json_text(_index(book))),
            ("conflicts.json", lambda: json_text(ledger.report(book.ledger))),
            (
                "findings.json",
                lambda: reports.as_json(
                    book.edition.findings, len(book.edition.base.records.claims), ledger.tally(book.ledger)
                ),
            ),
            ("candidates.json", lambda: json_text(_undecided(book))),
            ("audit.csv", lambda: csv_text(_audit(book))),
            *whole(book).items(),
            ("sitemap.xml", lambda: maps.sitemap(book, heads)),
            ("llms.txt", lambda: maps.outline(book, heads)),
            ("CITATION.cff", lambda: maps.citation(book)),
            ("ro-crate-metadata.json", lambda: json_text(maps.crate(book))),
            ("schema.json", lambda: json_text(json_schema())),
            ("robots.txt", lambda: maps.robots(book)),
            (record.SCHEMA, lambda: json_text(record.schema())),
            ("provenance.jsonld", lambda: json_text(linked.provenance(book))),
            ("audit.csv-metadata.json", lambda: json_text(linked.audit())),
            *feeds.files(book),
        )
    )


def _undecided(book: Book) -> dict[str, Any]:
    every = proposals.find(book.edition)
    return proposals.as_json(proposals.propose(book.edition, every[:MOST]), len(every))


def _numbered(book: Book) -> Iterator[tuple[str, Maker]]:
    """The JSON, the CSV and the badge of each node that has a page."""
    for section in NUMBERED:
        if any(id in book.edition.summaries for id in book.edition.base.records.of(section)):
            yield f"{section}/csv-metadata.json", partial(_tables, book, section)
        for id, written in book.edition.base.records.of(section).items():
            if id in book.edition.summaries:
                yield f"{section}/{id}.json", partial(_answer, book, id)
                yield f"{section}/{id}.csv", partial(_row, book, id)
                for alias in written.aliases:
                    yield f"{section}/{alias}.json", partial(_answer, book, id, alias)
                    yield f"{section}/{alias}.csv", partial(_row, book, id)
            yield f"badge/{id}.svg", partial(_badge, book, section, id)
            if book.edition.base.settings.base_url:
                yield f"embed/{id}.json", partial(_oembed, book, id)


def _oembed(book: Book, id: str) -> str:
    """What a page that embeds this number asks for (oEmbed 1.0, `rich`); only a site that knows its address has it."""
    settings = book.edition.base.settings
    return json_text(
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


def _answer(book: Book, id: str, alias: str = "") -> str:
    return json_text(record.record(book, id, alias))


def _tables(book: Book, section: str) -> str:
    return json_text(linked.tables(book, section))


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
    return json_text({"id": id, "title": term.title, "words": term.words, "senses": senses, "choices": meant})


def _check(book: Book, id: str) -> str:
    return json_text({**answers.check(book.edition, id), "verdict": book.check_word(id)})


def _topic(book: Book, file: str) -> str:
    """A topic: what it is about, and every number that is written in its file."""
    topic = book.edition.base.records.topics.get(file)
    about = {"title": book.topic_title(file), "file": file, "intro": topic.intro if topic else ""}
    return json_text({**about, "claims": _numbers_of(book, file)})


def _change(book: Book, id: str) -> str:
    change = book.edition.base.records.changes[id]
    edits = [{"id": e.id, "field": e.field, "old": e.old, "new": e.new} for e in change.edits]
    about = {"id": id, "title": change.title, "date": change.date, "source": change.source or None}
    return json_text({**about, "note": change.note, "edits": edits})


def _row(book: Book, id: str) -> str:
    return csv_text(_numbers(answers.in_short(book.edition, id), book.edition.unit(id)))


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
    found = (answers.in_short(book.edition, id) for id in ids)
    return [{key: answer.get(key) for key in INDEXED} for answer in found]


def _short(title: str) -> str:
    shown = visible(title)
    return shown if len(shown) <= 48 else shown[:47].rstrip() + "…"


def _numbers(answer: dict[str, Any], unit: Unit) -> list[list[object]]:
    names = ("point", "median", "low", "high", "mean", "sd")
    rows: list[list[object]] = [["id", "reading", "possible", "unit", *names]]
    own = answers.dated(answer, unit)
    rows.append(
        [
            answer["id"],
            "",
            True,
            answer["unit"],
            *(own[key] for key in names),
        ]
    )
    for each in answer["contexts"]:
        own = answers.dated(each, unit)
        where = "; ".join(f"{axis}={option}" for axis, option in each["choose"].items())
        rows.append(
            [
                answer["id"],
                where,
                each["possible"],
                answer["unit"],
                *(own[key] for key in names),
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
                found.ratio if found.compared and stated.unit.has_ratios else "",
                found.verdict,
                found.fits,
                found.explained,
                found.off,
                verdicts.explanation(book.edition, id),
            ]
        )
    return rows


def whole(book: Book, ids: Collection[str] | None = None) -> Mapping[str, Maker]:
    """The forms of the base as a whole, by path: its sources (all, or those among some ids) and its graph."""
    covered = {f"coverage/{id}.json": partial(_coverage, book, id) for id in book.coverages}
    return (
        {f"sources/{id}.json": partial(_source, book, id) for id in _sources(book, ids)}
        | covered
        | {
            "sources.csl.json": lambda: json_text([csl(*each) for each in _sources(book, ids).items()]),
            "sources.bib": lambda: "\n".join(bibtex(*each) for each in _sources(book, ids).items()),
            "graph.json": lambda: json_text(graphs.nodes_and_edges(book)),
            "graph.graphml": lambda: graphs.graphml(book),
            "graph.dot": lambda: graphs.dot(book),
        }
    )


def _sources(book: Book, ids: Collection[str] | None) -> Mapping[str, Source]:
    return {id: each for id, each in book.edition.base.records.sources.items() if ids is None or id in ids}


def table(book: Book, ids: Collection[str]) -> str:
    """The claims and quantities among some ids with their numbers, as CSV."""
    rows: list[list[object]] = []
    for section in having("headline"):
        for id in book.edition.base.records.of(section):
            if id in book.edition.summaries and id in ids:
                found = _numbers(answers.in_short(book.edition, id), book.edition.unit(id))
                rows = rows or [["title", *found[0]]]
                rows += [[book.edition.title(id), *row] for row in found[1:]]
    return csv_text(rows)


def _source(book: Book, id: str) -> str:
    cited = [each for _, each, _ in book.cited.get(id, ())]
    about = csl(id, book.edition.base.records.sources[id])
    return json_text({**about, "cited_by": list(dict.fromkeys(cited))})


def _coverage(book: Book, source: str) -> str:
    return json_text(coverage.as_json(book.coverages[source]))
