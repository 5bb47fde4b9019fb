"""The whole site as files: pages, assets and their machine-readable twins, from one edition."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from whence.evaluate.workers import pool
from whence.judge.edition import Edition
from whence.publish import pages, render
from whence.publish.machine import search, twins
from whence.publish.pages import Book, Command, network

Files = Mapping[str, Callable[[], str | bytes]]

# Fewer files are drawn sooner by one process; a worker takes so many at once.
MANY, SHARE = 200, 16
# What a process draws that was split off from this one: it is there already, and nothing is sent to it.
_DRAWING: list[Files] = []


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
        "_headers": partial(render.headers, book),
        network.SCRIPT: partial(network.script, book),
        **{path: _just(content) for path, content in assets.items()},
        **{path: _just(text) for path, text in search.scripts(edition, book.href).items()},
    }


def drawn(files: Files, workers: int = 1) -> Iterator[tuple[str, str | bytes]]:
    """(path, content) of every file in their order, each made when it is asked for.

    With several `workers` this process is split into so many, which share what is known by now; what they do not
    bring, since one was ended, is drawn here.
    """
    if workers < 2 or len(files) < MANY or sys.platform != "linux":
        return ((path, make()) for path, make in files.items())
    return _shared(files, workers)


def _shared(files: Files, workers: int) -> Iterator[tuple[str, str | bytes]]:
    # One file of each folder is made before the split: what the others there ask for too is known then.
    first = {posixpath.dirname(path): path for path in reversed([*files])}
    early = {path: files[path]() for path in sorted(first.values())}
    _DRAWING[:] = [files]
    left = dict.fromkeys(files)
    with pool(workers) as split:
        try:
            made = split.map(_made, [path for path in files if path not in early], chunksize=SHARE)
            for path in files:
                yield path, early[path] if path in early else next(made)
                del left[path]
        except BrokenProcessPool:
            pass
        finally:
            split.shutdown(cancel_futures=True)
            _DRAWING.clear()
    yield from ((path, files[path]()) for path in left)


def _made(path: str) -> str | bytes:
    return _DRAWING[0][path]()


def _just(content: str | bytes) -> Callable[[], str | bytes]:
    return lambda: content
