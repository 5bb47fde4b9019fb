"""The site for those who look for it, cite it or archive it: maps, a citation, a research object, headers."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from whence.files.sections import SEARCHED
from whence.language.problems import visible
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Heads

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


def headers(csp: str) -> str:
    """What hosts that read `_headers` are to send with each file, the policy of the pages among it."""
    return (
        f"/*\n  Content-Security-Policy: {csp}; frame-ancestors 'self'\n  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: no-referrer\n"
        # Hosts join the rules that match; a line that begins with `!` takes the wider rule's header away first.
        "/embed/*\n  ! Content-Security-Policy\n"
        "  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors *\n"
    )


def robots(book: Book) -> str:
    """What programs that walk the web may read: everything; and where the map is, if the base knows its address."""
    place = f"Sitemap: {book.absolute('sitemap.xml')}\n" if book.published else ""
    return f"User-agent: *\nAllow: /\n{place}"


def sitemap(book: Book, heads: Heads) -> str:
    """The address of every page that is to be found, for search engines."""
    urls = "".join(f"<url><loc>{escape(book.absolute(page.path))}</loc></url>\n" for page in heads.listed())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'


def outline(book: Book, heads: Heads) -> str:
    """A plain list of every page with its one-sentence answer."""
    settings = book.edition.base.settings
    about = f"> {visible(settings.description)}" if settings.description else ""
    lines = [f"# {visible(settings.title)}", "", about, ""]
    every = [*heads.listed()]
    for section in ("topics", *(each.name for each in SEARCHED)):
        listed = [page for page in every if page.section == section]
        if listed:
            lines += [f"## {section.capitalize()}", ""]
            lines += [
                f"- [{visible(page.title)}]({book.absolute(page.path)}): {visible(page.description)}"
                for page in listed
            ]
            lines.append("")
    return "\n".join(lines)


def crate(book: Book) -> dict[str, Any]:
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


def citation(book: Book) -> str:
    """How the base is cited, as a Citation File (1.2.0)."""
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
