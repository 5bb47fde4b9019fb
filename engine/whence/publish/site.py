"""The whole site as files: pages, assets and their machine-readable twins, from one edition."""

from __future__ import annotations

import os
import posixpath
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import field, replace
from functools import partial
from typing import Any

from whence.evaluate.workers import pool
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.model import reads
from whence.model.reads import Item
from whence.publish import pages, render
from whence.publish.known import Shares, Worked
from whence.publish.machine import search, twins
from whence.publish.pages import Book, Command, network, shared
from whence.publish.pages.parts import Head, Heads

Files = Mapping[str, Callable[[], str | bytes]]

# Fewer files are drawn sooner by one process; a worker takes so many at once.
MANY, SHARE = 200, 16
# What lists the pages, and what asks for the shares of every number.
LAST = (*twins.LAST, network.SCRIPT)
# What a process draws that was split off from this one: it is there already, and nothing is sent to it.
_DRAWING: list[Plan] = []


@dataclass(frozen=True)
class Plan:
    """What makes each file of a site, and by which call.

    Two calls of a name give the same where all is the same that they read of the book; one without a name is for every
    time anew.
    """

    files: Files
    calls: Mapping[str, str]
    heads: Heads
    shares: Shares = field(default_factory=Shares)


@dataclass(frozen=True)
class Made:
    """A file as it was drawn, what was read of a watched book for it, and of a page what lists say of it.

    `shares` are those that were worked out for it, and may be asked for again.
    """

    content: str | bytes
    read: Collection[Item]
    head: Head | None
    shares: Mapping[str, Worked]


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
    return plan(Book(edition, build, revision), commands, theme).files


def plan(
    book: Book,
    commands: Sequence[Command] = (),
    theme: render.Theme = render.PLAIN,
    shares: Shares | None = None,
) -> Plan:
    """The same of a book, which may be watched, and ask for `shares`."""
    every = pages.contents(book, commands)
    heads = Heads(every)
    others: Files = {
        **twins.files(book, heads),
        "_headers": partial(render.headers, book),
        network.SCRIPT: partial(network.script, book),
        **{path: partial(_shard, book, path) for path in book.shards},
    }
    assets = render.assets(theme)
    made = {path: _just(text) for path, text in search.scripts(book.whole, book.href).items()}
    called = {path: _call(make) for path, make in {**every, **others}.items()}
    calls = called | {path: path for path in assets} | dict.fromkeys((*twins.LAST, *made), "")
    drawn = {**render.draw(book, heads, every, theme), **others, **assets, **made}
    return Plan(drawn, calls, heads, shares or Shares())


def drawn(files: Files, workers: int = 1) -> Iterator[tuple[str, str | bytes]]:
    """(path, content) of every file, each made when it is asked for: see `made`."""
    return ((path, each.content) for path, each in made(Plan(files, {}, Heads({})), files, workers))


def made(plan: Plan, paths: Iterable[str], workers: int = 1) -> Iterator[tuple[str, Made]]:
    """Some files of a site, in an order in which what lists the pages comes after them.

    With several `workers` this process is split into so many, which share what is known by now; what they do not
    bring, since one was ended, is drawn here.
    """
    wanted = _beside([*paths])
    if workers < 2 or len(wanted) < MANY or sys.platform != "linux":
        return ((path, _make(plan, path)) for path in wanted)
    return _shared(plan, wanted, workers)


def _beside(paths: Sequence[str]) -> list[str]:
    """Some files, those of one record beside each other, since they ask for the same; what lists the pages comes last."""
    first: dict[str, int] = {}
    for n, path in enumerate(paths):
        first.setdefault(_record(path), n)
    return sorted(paths, key=lambda path: (path in LAST, first[_record(path)]))


def _record(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _shared(plan: Plan, paths: Sequence[str], workers: int) -> Iterator[tuple[str, Made]]:
    # One file of each folder is made before the split: what the others there ask for too is known then.
    here = [path for path in paths if path not in LAST]
    first = {posixpath.dirname(path): path for path in reversed(here)}
    early = {path: _make(plan, path) for path in sorted(first.values())}
    _DRAWING[:] = [plan]
    left = dict.fromkeys(paths)
    heard: dict[int, list[Item]] = {}
    with pool(workers) as split:
        try:
            found = split.map(_sent, [path for path in here if path not in early], chunksize=SHARE)
            for path in here:
                each = early[path] if path in early else next(found).made(heard)
                if each.head:
                    plan.heads.known[path] = each.head
                plan.shares.learn(each.shares)
                yield path, each
                del left[path]
        except BrokenProcessPool:
            pass
        finally:
            split.shutdown(cancel_futures=True)
            _DRAWING.clear()
    yield from ((path, _make(plan, path)) for path in left)


@dataclass(frozen=True)
class _Sent:
    """A file as a process sends it that was split off: what was read by numbers, and which items it has numbered for it.

    Pages read mostly the same, and each item is sent once by each process.
    """

    file: Made
    process: int
    fresh: tuple[Item, ...]
    read: array[int]
    shares: Mapping[str, array[int]]

    def made(self, heard: dict[int, list[Item]]) -> Made:
        """The file; `heard` has the items that each process has sent, in order."""
        known = heard.setdefault(self.process, [])
        known.extend(self.fresh)
        shares = {
            id: replace(each, read=[known[n] for n in self.shares[id]])
            for id, each in self.file.shares.items()
        }
        return replace(self.file, read=[known[n] for n in self.read], shares=shares)


# The number of each item that this process has sent.
_NUMBERS: dict[Item, int] = {}


def _sent(path: str) -> _Sent:
    made, fresh = _make(_DRAWING[0], path), list[Item]()
    read = _numbered(made.read, fresh)
    shares = {id: _numbered(each.read, fresh) for id, each in made.shares.items()}
    bare = {id: replace(each, read=()) for id, each in made.shares.items()}
    return _Sent(replace(made, read=(), shares=bare), os.getpid(), tuple(fresh), read, shares)


def _numbered(read: Iterable[Item], fresh: list[Item]) -> array[int]:
    """The numbers of some items; those that had none are added to `fresh`."""
    found = array("I")
    for each in read:
        number = _NUMBERS.get(each)
        if number is None:
            number = _NUMBERS[each] = len(_NUMBERS)
            fresh.append(each)
        found.append(number)
    return found


def _make(plan: Plan, path: str) -> Made:
    with reads.noted() as read:
        content = plan.files[path]()
    return Made(content, read.every(), plan.heads.known.get(path), plan.shares.taken())


def _shard(book: Book, path: str) -> str:
    return shared.script(book.models, book.shards[path])


def _just(content: str | bytes) -> Callable[[], str | bytes]:
    return lambda: content


def _call(make: Any) -> str:
    """The name of a call: the function, and what it is given besides the book; nothing where that cannot be told."""
    if isinstance(make, partial):
        given = [_call(each) if callable(each) else repr(each) for each in make.args if not _known(each)]
        return f"{_call(make.func)}{tuple(given)}" if not make.keywords else ""
    held = [each.cell_contents for each in getattr(make, "__closure__", None) or ()]
    name = getattr(make, "__qualname__", "")
    return f"{make.__module__}.{name}" if name and all(map(_known, held)) else ""


def _known(given: object) -> bool:
    """Whether what a call is given is the same in every build, but for what it reads."""
    return given is None or isinstance(given, Book | Heads)
