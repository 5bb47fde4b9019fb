"""The one writer of files: a crash leaves the old or the new. Edits are locked, compared, journalled and renamed.

Names are followed from a root down and through no link, as in `folders`.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from whence.disk import atomic, folders, journal
from whence.files import filenames
from whence.files.filenames import FOLDERS, JOURNAL
from whence.language.limits import FILE
from whence.language.problems import Refused

WAIT = 60.0


@contextlib.contextmanager
def locked(root: Path, wait: float = WAIT) -> Iterator[tuple[str, ...]]:
    """The base's lock, with what was done about an edit that was interrupted before.

    It belongs to the process, so a dead one leaves none behind. Where many wait in line each gets its turn: `Refused`
    is raised only when nothing has been written for `wait` seconds, however long the line is.
    """
    # The folder of the claims is its own lock, so that nothing is left lying about.
    with folders.opened(root, "claims") as handle:
        _wait(root, handle, wait, shared=False)
        yield journal.recover(root)


@contextlib.contextmanager
def still(root: Path, wait: float = WAIT) -> Iterator[None]:
    """While nobody is writing a base, for which those who are at it are waited for; nothing is written.

    Where they take too long, or there is no base, nobody is kept out.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError, Refused):
            _wait(root, held.enter_context(folders.opened(root, "claims")), wait, shared=True)
        yield


def _wait(root: Path, handle: int, wait: float, shared: bool) -> None:
    import fcntl

    seen, deadline = None, 0.0
    while True:
        try:
            return fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            if (now := written(root)) != seen:
                seen, deadline = now, time.monotonic() + wait
            if time.monotonic() > deadline:
                raise Refused(
                    f"another command has held {root} for {wait:.0f} seconds and written nothing"
                ) from None
            time.sleep(0.05)


def begun(root: Path) -> bool:
    """Whether an edit was begun that is not finished: by a command that died, or by one that is at it now."""
    return folders.there(root / JOURNAL)


def written(root: Path) -> tuple[int, ...]:
    """When each folder of a base was last written in: it changes with every edit, since each renames a file."""
    tops = [root / name for name in FOLDERS if not (root / name).is_symlink()]
    found = (at for top in tops for at, _, _ in os.walk(top))
    return tuple(os.lstat(at).st_mtime_ns for at in sorted(found) if folders.there(Path(at)))


def write(root: Path, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]) -> None:
    """Write files of the base, all or none; call it under `locked`. A file whose text is to be None is taken away.

    `before` is what each file held when the edit was made (None where there was no file): if one differs now,
    `Refused` is raised and nothing is written. Each new text is written beside its file and synced; a journal names
    them all; then they are renamed, each with a look at the file it replaces just before and just after. A crash before
    the journal leaves the old files, one after it is completed by the next `recover`.
    """
    if lost := next((name for name in after if not filenames.editable(name)), ""):
        raise Refused(f"{folders.readable(lost)} would not be read afterwards; nothing is written")
    _compare(root, before)
    parts: dict[str, str] = {}
    begun: list[str] = []
    try:
        for name, content in after.items():
            parts[name] = _waiting(root, name, content)
        steps = journal.steps(root, parts, before, after)
        if len(after) > 1:
            journal.write(root, steps)
        _compare(root, before)
        for name, step in steps.items():
            begun.append(name)
            if not journal.place(root, name, step):
                begun.remove(name)
                raise _changed(name)
    except Refused:
        _undo(root, begun, parts, before, after)
        raise
    except BaseException:
        # An edit that has begun to take its place is left to the journal: the next command that writes completes it.
        if not any(journal.holds(root, name, after[name]) for name in begun):
            _undo(root, (), parts, before, after)
        raise
    if len(after) > 1:
        atomic.remove(root, JOURNAL)


def _waiting(root: Path, name: str, content: bytes | None) -> str:
    """What is to be in a file, waiting beside it."""
    return journal.GONE if content is None else atomic.beside(root, name, content)


def _undo(
    root: Path,
    done: Sequence[str],
    parts: Mapping[str, str],
    before: Mapping[str, bytes | None],
    after: Mapping[str, bytes | None],
) -> None:
    """Put back what was there, where it is still as the edit left it, and take away what waits."""
    for name in done:
        if journal.holds(root, name, after[name]):
            back = _waiting(root, name, before[name])
            [step] = journal.steps(root, {name: back}, after, before).values()
            if not journal.place(root, name, step):
                _away(root, name, back)
    if len(after) > 1:
        with contextlib.suppress(FileNotFoundError):
            atomic.remove(root, JOURNAL)
    for name, part in parts.items():
        _away(root, name, part)


def _away(root: Path, name: str, part: str) -> None:
    """Take away what waits beside a file, if it still does."""
    with contextlib.suppress(OSError):
        if part != journal.GONE:
            atomic.remove(root, atomic.sibling(name, part), durable=False)


def _compare(root: Path, before: Mapping[str, bytes | None]) -> None:
    for name, old in before.items():
        if _content(root, name) != old:
            raise _changed(name)


def _changed(name: str) -> Refused:
    return Refused(f"{name} was changed by somebody else since it was read; nothing is written")


def _content(root: Path, name: str) -> bytes | None:
    try:
        return folders.read(root, name, FILE)
    except FileNotFoundError:
        return None
    except Refused as error:
        raise Refused(f"{name}: {error}") from None
