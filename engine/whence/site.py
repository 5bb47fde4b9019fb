"""The whole site as files: pages, assets and their machine-readable twins, from one edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence import pages, render
from whence.edition import Edition
from whence.pages import Book, Command


def files(
    edition: Edition, build: str, commands: Sequence[Command] = (), revision: str = "", theme: str = ""
) -> Iterator[tuple[str, str | bytes]]:
    """(path, content) of every file of the site. The same edition and build give the same bytes.

    `build` names the state of the base's files (a hash); `revision` a git revision that source lines can be linked to;
    `theme` a folder of templates and assets that stands in for ours.
    """
    assets = tuple(render.assets(theme))  # first, so that pages name the scripts that are written beside them
    book = Book(edition, build, revision)
    every = pages.every(book, commands)
    yield from render.draw(book, every, theme)
    yield from pages.files(book, every)
    yield from assets
    yield from _search(edition, book)


def _search(edition: Edition, book: Book) -> Iterator[tuple[str, str]]:
    """The index that search reads, if the module that makes it is there."""
    try:
        from whence import searchdata
    except ImportError:
        return
    yield from searchdata.scripts(edition, book.href).items()
