"""The base as linked data: which number is derived from what (PROV-O), and what the columns of its tables are (CSVW)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from whence.files.sections import NUMBERED
from whence.model.graph import owner, parents
from whence.publish.pages.book import Book

# Every word that is used is spelt out here, so that nobody has to fetch anything to read it.
CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "label": "rdfs:label",
    "derived": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "source": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "attributed": {"@id": "prov:wasAttributedTo"},
    "url": {"@id": "schema:url", "@type": "@id"},
    "measured": "schema:value",
    "point": "schema:value",
    "low": "schema:minValue",
    "high": "schema:maxValue",
    "unit": "schema:unitText",
}


def provenance(book: Book) -> dict[str, Any]:
    """Every number and every source as an entity, with what it is derived from: JSON-LD with the words of PROV-O."""
    return {"@context": CONTEXT, "@graph": [*_numbers(book), *_sources(book)]}


def _numbers(book: Book) -> Iterator[dict[str, Any]]:
    edition = book.edition
    for section in NUMBERED:
        for id, record in edition.base.records.of(section).items():
            if id not in edition.summaries:
                continue
            above = {owner(each) for each in parents(edition.base.nodes[id])} - {id}
            cited = {edition.base.aliases.get(c.source, c.source) for c in getattr(record, "cites", ())}
            found: dict[str, Any] = {
                "@id": book.iri(book.href(id, section)),
                "@type": ["prov:Entity", "schema:Observation"],
                "label": record.title,
                "derived": [book.iri(book.href(each)) for each in sorted(above) if book.href(each)],
                "source": [
                    book.iri(book.href(each, "sources")) for each in sorted(cited) if book.source_ref(each)
                ],
            }
            yield {name: each for name, each in found.items() if each} | _value(book, id)


def _value(book: Book, id: str) -> dict[str, Any]:
    """A number with both ends of its interval, of a bound the ends that are known; nothing without one, and for a date."""
    unit, summary = book.edition.unit(id), book.edition.summaries[id]
    figure = summary.figure
    if unit.style == "date" or (math.isnan(figure.point) and not summary.enclosure):
        return {}
    ends = dict(zip(("low", "high"), summary.enclosure or (figure.low, figure.high), strict=True))
    ends |= {} if summary.enclosure else {"point": figure.point}
    known = {name: float(unit.from_base(each)) for name, each in ends.items()}
    finite = {name: each for name, each in known.items() if math.isfinite(each)}
    if not finite:
        return {}
    return {"measured": {"@type": "schema:QuantitativeValue", **finite, "unit": unit.text or "1"}}


def _sources(book: Book) -> Iterator[dict[str, Any]]:
    for id, source in book.edition.base.records.sources.items():
        found: dict[str, Any] = {
            "@id": book.iri(book.href(id, "sources")),
            "@type": ["prov:Entity", "schema:CreativeWork"],
            "label": source.title,
        }
        if source.URL:
            found["url"] = source.URL
        if names := [each.literal or each.family for each in source.author if each.literal or each.family]:
            found["attributed"] = [{"@type": "prov:Agent", "label": name} for name in names]
        above = [book.edition.base.aliases.get(each, each) for each in source.relies_on]
        if above:
            found["derived"] = [
                book.iri(book.href(each, "sources")) for each in above if book.source_ref(each)
            ]
        yield found


# What stands in the columns of the tables: of each its name, what it holds, and its type.
NUMBER = (
    ("id", "the record", "string"),
    ("reading", "how each choice upstream is read; empty for the number as it stands", "string"),
    ("possible", "whether the evidence leaves this reading", "boolean"),
    ("unit", "the unit of the numbers", "string"),
    (
        "point",
        "the central value, of a formula what it gives at those of its inputs; of a bound none",
        "number",
    ),
    ("median", "half of the draws lie below", "number"),
    ("low", "the lower end of the 90 % interval, or of a bound", "number"),
    ("high", "its upper end", "number"),
    ("mean", "the mean of the draws", "number"),
    ("sd", "their standard deviation", "number"),
)
# The same of a date: days, and their standard deviation in days.
DATE = (
    *((name, told, "date" if kind == "number" else kind) for name, told, kind in NUMBER[:-1]),
    ("sd", "their standard deviation, in days", "number"),
)
AUDIT = (
    ("id", "the claim", "string"),
    ("title", "what it is about", "string"),
    ("stated", "what its source states", "string"),
    ("recomputed", "what the inputs of the source give", "number"),
    ("unit", "the unit of what is recomputed", "string"),
    ("ratio", "recomputed over stated", "number"),
    ("verdict", "how the two stand to each other", "string"),
    ("compared_by", "what of an interval was compared", "string"),
    ("rounding_explains", "what the rounding of both sides can explain", "number"),
    ("off_by", "how far they are apart", "number"),
    ("explanation", "what explains the rest", "string"),
)


def columns(table: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    """The schema of a table."""
    found = [
        {"name": name, "titles": name, "dc:description": told, "datatype": kind} for name, told, kind in table
    ]
    return {"columns": found}


def tables(book: Book, section: str) -> dict[str, Any]:
    """What the CSV files beside the pages of a section hold (CSV on the Web, found at `csv-metadata.json`)."""
    ids = [id for id in book.edition.base.records.of(section) if id in book.edition.summaries]
    dates = {"tableSchema": columns(DATE)}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "tableSchema": columns(NUMBER),
        "tables": [
            {"url": f"{id}.csv", "dc:title": book.edition.title(id)}
            | (dates if book.edition.unit(id).style == "date" else {})
            for id in ids
        ],
    }


def audit() -> dict[str, Any]:
    """What `audit.csv` holds."""
    return {"@context": "http://www.w3.org/ns/csvw", "url": "audit.csv", "tableSchema": columns(AUDIT)}
