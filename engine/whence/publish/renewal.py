"""A build that draws what has changed since the one before, by what each file was drawn from then."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from whence.disk import cache
from whence.evaluate.asked import note
from whence.publish import folder, kept, render, site
from whence.publish.facts import Facts
from whence.publish.folder import Content, Standing, Written
from whence.publish.known import Shares
from whence.publish.pages import Book, Command
from whence.publish.watched import watched


def build_into(
    target: Path,
    root: Path,
    book: Book,
    commands: Sequence[Command],
    theme: render.Theme,
    key: str,
    told: Callable[[Iterable[tuple[str, Content]], int], Iterable[tuple[str, Content]]],
) -> Written:
    """Bring a folder to hold the site of a book whose base lies in `root`; see `folder.write`.

    What this build knows of its files is kept for the next, where anything is kept; `told` passes files on, and says how
    far it is.
    """
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    home, _ = cache.folder(str(root))
    if not home:
        plan = site.plan(book, commands, theme)
        drawn = ((path, made.content) for path, made in site.made(plan, plan.files, workers))
        return folder.write(target, told(drawn, len(plan.files)), key, root)
    name = cache.key("site", *folder.place(target, root))
    frame = cache.key(render.stamp(theme), commands)
    renewal = Renewal(book, commands, theme, frame, cache.fetch(home, name) or b"")
    done = folder.write(target, told(renewal.files(workers), len(renewal.plan.files)), key, root)
    cache.keep(home, name, renewal.known(done.states))
    return done


class Renewal:
    """The files of a site, those that stand among them; `before` is what the build before knew, as `known` gave it.

    `frame` is a hash of all that the files depend on but the book: the engine, the templates, the theme.
    """

    def __init__(
        self, book: Book, commands: Sequence[Command], theme: render.Theme, frame: str, before: bytes
    ) -> None:
        found, shares = kept.unpacked(before), Shares()
        self.plan = site.plan(watched(book, shares), commands, theme, shares)
        self._before = found if found.frame == frame else kept.Kept()
        self._facts = Facts(book)
        self._noting = kept.Noting(self._facts, frame, self._before)

    def files(self, workers: int = 1) -> Iterator[tuple[str, Content]]:
        """Every file, by its content or as it was left; why one is drawn is noted."""
        plan, files = self.plan, self._before.files
        changed = self._before.changed(self._facts)
        why = dict(self._before.standing(changed, plan.calls))
        known = dict(self._before.worked(changed))
        plan.shares.learn({id: self._before.told(each) for id, each in known.items()})
        self._noting.stand(known)
        if not files:
            note("page", "*", "nothing is known of a build before")
        for path in plan.files:
            if not why[path]:
                file = files[path]
                if file.head:
                    plan.heads.known[path] = file.head
                self._noting.stands(path, file)
                yield path, Standing(file.digest, file.said, plan.files[path])
            elif files:
                note("page", path, why[path])
        for path, made in site.made(plan, [path for path in plan.files if why[path]], workers):
            self._noting.note(path, plan.calls[path], made.read, made.head)
            self._noting.worked(made.shares)
            yield path, made.content

    def known(self, states: Mapping[str, tuple[str, str]]) -> bytes:
        """What the next build is to know, from how each file was left."""
        return kept.packed(self._noting.left(states))
