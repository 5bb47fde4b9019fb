"""The one writer of files: a crash leaves the old or the new. Edits are locked, compared, journalled and renamed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from whence.files.sections import FOLDERS
from whence.language.problems import Refused

JOURNAL = ".whence.journal"
TEMPORARY = ".whence-"
STALE = 60.0


@contextlib.contextmanager
def locked(root: Path, wait: float = 60.0) -> Iterator[None]:
    """The base's lock. It belongs to the process, so a dead one leaves none behind.

    Where many wait in line each gets its turn: `Refused` is raised only when nothing has been written for `wait`
    seconds, however long the line is.
    """
    import fcntl

    # The folder of the claims is its own lock, so that nothing is left lying about.
    handle = os.open(root / "claims", os.O_RDONLY)
    try:
        seen, deadline = None, 0.0
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if (now := _written(root)) != seen:
                    seen, deadline = now, time.monotonic() + wait
                if time.monotonic() > deadline:
                    raise Refused(
                        f"another command has held {root} for {wait:.0f} seconds and written nothing"
                    ) from None
                time.sleep(0.05)
        recover(root)
        yield
    finally:
        os.close(handle)


def _written(root: Path) -> tuple[int, ...]:
    """When each folder of a base was last written in: it changes with every edit, since each renames a file."""
    folders = (at for name in FOLDERS for at, _, _ in os.walk(root / name))
    return tuple(os.stat(at).st_mtime_ns for at in sorted(folders))


def write(root: Path, before: Mapping[str, bytes | None], after: Mapping[str, bytes]) -> None:
    """Write files of the base, all or none; call it under `locked`.

    `before` is what each file held when the edit was made (None where there was no file): if one differs now,
    `Refused` is raised and nothing is written. Each new text is written beside its file and synced; a journal names
    them all; then they are renamed. A crash before the journal leaves the old files, one after it is completed by
    the next `recover`.
    """
    for name, old in before.items():
        if _content(root / name) != old:
            raise Refused(f"{name} was changed by somebody else since it was read; nothing is written")
    parts = {name: _beside(root / name, content) for name, content in after.items()}
    plan = {name: [part.name, hashlib.sha256(after[name]).hexdigest()] for name, part in parts.items()}
    if len(plan) > 1:
        _replace(_beside(root / JOURNAL, json.dumps(plan).encode()), root / JOURNAL)
    for name, part in parts.items():
        _replace(part, root / name)
    if len(plan) > 1:
        (root / JOURNAL).unlink()
        _sync(root)


def recover(root: Path) -> None:
    """Finish the edit that a journal names, and sweep away what a crash left beside the files."""
    journal = root / JOURNAL
    if journal.is_file() and not journal.is_symlink():
        for name, (part, digest) in _plan(journal).items():
            target = root / name
            waiting = target.parent / Path(part).name
            inside = target.resolve().is_relative_to(root.resolve()) and not waiting.is_symlink()
            if inside and waiting.is_file() and hashlib.sha256(waiting.read_bytes()).hexdigest() == digest:
                _replace(waiting, target)
        journal.unlink()
    for folder in ("", *FOLDERS):
        for path in (root / folder).glob(f"**/{TEMPORARY}*.tmp" if folder else f"{TEMPORARY}*.tmp"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE:
                    path.unlink()


def _plan(journal: Path) -> dict[str, tuple[str, str]]:
    """What a journal names: by target, the file that waits beside it and its hash; nothing if it makes no sense."""
    try:
        plan = json.loads(journal.read_text("utf-8"))
        return {str(name): (str(part), str(digest)) for name, (part, digest) in plan.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def unfinished(root: Path) -> bool:
    """Whether an edit was begun that is not finished: by a command that died, or by one that is at it now."""
    return (root / JOURNAL).is_file()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def put(target: Path, content: bytes, durable: bool = True) -> None:
    """Write one file whole or not at all, never through a link.

    With `durable` it is on the disk when this returns; without, what can be made again is written as fast as it goes.
    """
    _replace(_beside(target, content, durable), target, durable)


def deliver(target: Path, content: bytes) -> None:
    """Write a file that a person names: through a link to where it leads, into a pipe or a device as it comes."""
    file = target.resolve()
    if target.exists() and not file.is_file():
        target.write_bytes(content)
    else:
        put(file, content)


def _beside(path: Path, content: bytes, durable: bool = True) -> Path:
    """The content in a file beside its target, with the target's mode; synced if it is to last."""
    if path.is_symlink():
        raise Refused(f"{path.name} is a link; it is not written through")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fchmod(out.fileno(), path.stat().st_mode & 0o777 if path.exists() else 0o644)
            if durable:
                os.fsync(out.fileno())
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _replace(part: Path, target: Path, durable: bool = True) -> None:
    part.replace(target)
    if durable:
        _sync(target.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
