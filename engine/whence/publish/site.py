"""The whole site as files: pages, assets and their machine-readable twins, from one edition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from whence.judge.edition import Edition
from whence.publish import pages, render
from whence.publish.machine import search, twins
from whence.publish.pages import Book, Command, network

Files = Mapping[str, Callable[[], str | bytes]]


def files(
    edition: Edition,
    build: str,
    commands: Sequence[Command] = (),
    revision: str = "",
    theme: render.Theme = render.PLAIN,
) -> Files:
    """Every file of the site by its path: what makes its content when it is asked for.

    The same edition and build give the same bytes. `build` names the state of the base's files (a hash); `revision` a
    git revision that source lines can be linked to; `theme` how the base wants its pages to look.
    """
    assets = dict(render.assets(theme))  # first, so that pages name the scripts that are written beside them
    book = Book(edition, build, revision)
    every = pages.contents(book, commands)
    return {
        **render.draw(book, every, theme),
        **twins.files(book, every),
        network.SCRIPT: partial(network.script, book),
        **{path: _just(content) for path, content in assets.items()},
        **{path: _just(text) for path, text in search.scripts(edition, book.href).items()},
    }


def drawn(files: Files) -> Iterator[tuple[str, str | bytes]]:
    """(path, content) of every file, each made when it is asked for."""
    return ((path, make()) for path, make in files.items())


def _just(content: str | bytes) -> Callable[[], str | bytes]:
    return lambda: content
