"""Pages: an edition in, every file of the site out, as views that a template can draw without asking anything.

Open to other folders: `book`, `candidates`, `documents`, `model`, `moves`, `network`, `news`, `nodes`, `parts`,
`shared`, `worth`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from whence.files.sections import NUMBERED
from whence.judge.rules.wording import pages as rule_pages
from whence.language import installed
from whence.publish.pages import conflicts, coverage, documents, front, lists, manual, news, nodes, words
from whence.publish.pages.book import PAGES, Book
from whence.publish.pages.manual import Command
from whence.publish.pages.parts import Contents, Page, Planned

__all__ = ["Book", "Command", "Contents", "Page", "contents"]


def contents(book: Book, commands: Sequence[Command] = ()) -> Contents:
    """Every page of the site by its path, in a fixed order; each is worked out when it is asked for."""
    return dict((*_redirects(book), *_pages(book, commands)))


@cache
def _once() -> Mapping[str, Callable[[Book], Page]]:
    """The pages that there is one of: what the modules of this folder list as `ONCE`, the path with what draws it."""
    return {
        path: make for each in installed.modules(__name__) for path, make in getattr(each, "ONCE", {}).items()
    }


def _pages(book: Book, commands: Sequence[Command]) -> Iterator[Planned]:
    records = book.edition.base.records
    yield "index.html", partial(front.home_page, book)
    yield from ((book.topic_href(file), partial(front.topic_page, book, file)) for file in book.files)
    for section in NUMBERED:
        for id in records.of(section):
            yield f"{PAGES[section]}/{id}.html", partial(nodes.node_page, book, id)
            yield f"embed/{id}.html", partial(front.embed_page, book, id)
    yield from ((f"terms/{id}.html", partial(words.term_page, book, id)) for id in records.terms)
    yield from ((f"checks/{id}.html", partial(words.check_page, book, id)) for id in records.checks)
    yield from ((f"sources/{id}.html", partial(documents.source_page, book, id)) for id in records.sources)
    yield from coverage.pages(book)
    yield from news.pages(book)
    yield from (
        (f"rules/{rule}.html", partial(conflicts.rule_page, book, rule)) for rule in rule_pages.severities()
    )
    yield from ((path, partial(make, book)) for path, make in _once().items())
    yield from manual.chapters(commands)


def _redirects(book: Book) -> Iterator[Planned]:
    """A stub at every address that an older id had."""
    records = book.edition.base.records
    for section in PAGES:
        for id, record in records.of(section).items():
            for alias in getattr(record, "aliases", ()):
                path = f"{PAGES[section]}/{alias}.html"
                yield path, partial(lists.stub, path, record.title, book.href(id, section))
