"""Pages: an edition in, every file of the site out, as views that a template can draw without asking anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.diagnostics import SEVERITIES
from whence.pages import documents, lists, manual, news, nodes, twins, words
from whence.pages.book import FOLDERS, Book
from whence.pages.manual import Command
from whence.pages.parts import Page

__all__ = ["Book", "Command", "Page", "every", "files"]


def every(book: Book, commands: Sequence[Command] = ()) -> tuple[Page, ...]:
    """Every page of the site, in a fixed order."""
    return (*_pages(book, commands), *_redirects(book))


def files(book: Book, pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Everything that is not drawn by a template: (path, text)."""
    yield from twins.files(book, pages)


def _pages(book: Book, commands: Sequence[Command]) -> Iterator[Page]:
    records = book.edition.base.records
    yield lists.home_page(book)
    yield from (lists.topic_page(book, file) for file in book.files)
    for section in (records.claims, records.quantities, records.choices):
        for id in section:
            yield nodes.node_page(book, id)
            yield _embed(book, id)
    yield from (words.term_page(book, id) for id in records.terms)
    yield from (words.check_page(book, id) for id in records.checks)
    yield from (documents.source_page(book, id) for id in records.sources)
    yield from news.pages(book)
    yield from (lists.rule_page(book, rule) for rule in SEVERITIES)
    yield from lists.listings(book)
    yield from manual.chapters(book, commands)


def _embed(book: Book, id: str) -> Page:
    """The card of a claim for other sites; it runs no script."""
    return Page(
        f"embed/{id}.html",
        "embed.html",
        book.edition.title(id),
        "",
        lists.card(book, id),
        "embed",
        listed=False,
    )


def _redirects(book: Book) -> Iterator[Page]:
    """A stub at every address that an older id had."""
    records = book.edition.base.records
    for section in FOLDERS:
        for id, record in getattr(records, section).items():
            for alias in getattr(record, "aliases", ()):
                target = book.href(id, section)
                yield Page(
                    f"{FOLDERS[section]}/{alias}.html",
                    "moved.html",
                    record.title,
                    "",
                    target,
                    "",
                    listed=False,
                )
