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
    while True:
        places = watched(root)
        try:
            # Folder by folder, since what watches a folder with all below it follows the links in it, to anywhere.
            for each in watchfiles.watch(
                *places, recursive=False, debounce=200, step=20, rust_timeout=1000, yield_on_timeout=True,
                raise_interrupt=True,
            ):  # fmt: skip
                yield each
                if watched(root) != places:
                    break
        except (OSError, RuntimeError):
            # A folder that is gone again, or more of them than the system gives notice of.
            time.sleep(0.5)
            yield None


def watched(root: Path) -> list[Path]:
    """The folders in which a base is written, and its settings; nothing that is a link, or lies behind one."""
    settings = [each for name in SETTINGS if _status(each := root / name)[1] >= 0 and not each.is_symlink()]
    return [*(Path(at) for at, _ in _folders(root)), *settings]


def _folders(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Each folder in which files of a base lie, with the names of these."""
    for top in FOLDERS:
        if not (root / top).is_symlink():
            for at, below, names in os.walk(root / top):
                below[:] = sorted(each for each in below if not each.startswith("."))
                yield at, names


def stamp(root: Path) -> Stamp:
    """The names, sizes and times of the files of a base, and of links themselves."""
    files = (os.path.join(at, each) for at, names in _folders(root) for each in names)
    return tuple(sorted(_status(path) for path in (*map(Path, files), *(root / name for name in SETTINGS))))


def _status(path: Path) -> tuple[str, int, int]:
    try:
        status = path.lstat()
    except OSError:
        return str(path), -1, 0
    return str(path), status.st_size, status.st_mtime_ns
