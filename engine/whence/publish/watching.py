"""The files of a base while somebody writes them: when they change, and when nobody is in the middle of it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from whence.files.filenames import FOLDERS, SETTINGS

# Seconds between two looks at files that must be the same, and how long an emptied file may wait for its text.
STILL, PATIENCE = 0.03, 1.0

Stamp = tuple[tuple[str, int, int], ...]


def changes(root: Path, before: Stamp) -> Iterator[Stamp]:
    """How the files of a base stand, whenever that is not as it was `before`, or at the last yield."""
    for _ in _stirs(root):
        now = settled(root, before)
        if now != before:
            before = now
            yield now


def same(root: Path, before: Stamp) -> bool:
    """Whether the files of a base are as they were."""
    return stamp(root) == before


def settled(root: Path, before: Stamp) -> Stamp:
    """The files of a base once nobody is in the middle of writing them.

    Many editors write in place: they empty a file and fill it again. So a change counts when the files look the same
    twice in a row, and a file that had a text and now has none is given a while to get one.
    """
    patience = time.monotonic() + PATIENCE
    now = stamp(root)
    while now != before:
        time.sleep(STILL)
        last, now = now, stamp(root)
        if last == now and (not emptied(before, now) or time.monotonic() > patience):
            break
    return now


def emptied(before: Stamp, now: Stamp) -> bool:
    """Whether a file that had a text stands there without one."""
    had = {path for path, size, _ in before if size > 0}
    return any(size == 0 and path in had for path, size, _ in now)


def _stirs(root: Path) -> Iterator[object]:
    """Yields on the system's notice that a file may have changed, and once a second in case none comes."""
    try:
        import watchfiles
    except ImportError:
        while True:
            time.sleep(0.5)
            yield None
    places = [
        each for name in (*FOLDERS, *SETTINGS) if (each := root / name).exists() and not each.is_symlink()
    ]
    yield from watchfiles.watch(
        *places, debounce=200, step=20, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=True
    )


def stamp(root: Path) -> Stamp:
    """The names, sizes and times of the files of a base."""
    folders = (
        os.path.join(at, each) for name in FOLDERS for at, _, names in os.walk(root / name) for each in names
    )
    return tuple(sorted(_status(path) for path in (*map(Path, folders), *(root / name for name in SETTINGS))))


def _status(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), -1, 0
    return str(path), status.st_size, status.st_mtime_ns
