"""One file written whole or not at all: beside its target first, then renamed; through no link, as in `folders`.

What waits beside its target is held by a lock of its own while the command lives that wrote it, so that whoever writes
in the same folder later can tell what a dead one left. Where a base is edited, the lock of the base stands for it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from whence.disk import folders, swaps
from whence.language.limits import FOLDERS
from whence.language.patterns import later
from whence.language.problems import Refused

# What a file is called that waits to take the place of another: in an edit of a base, and alone.
WAITING = later(r"\.whence-(alone-)?[a-z0-9_]{8,10}\.tmp")
ALONE = ".whence-alone-"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def put(root: Path, name: str, content: bytes, durable: bool = True, private: bool = False) -> None:
    """Write one file under a root; folders on the way are made.

    With `durable` it is on the disk when this returns; without, what can be made again is written as fast as it goes.
    A new file has the mode that the user's mask gives, or is `private` to the user.
    """
    with (
        folders.reached(root, name, make=True) as (at, last),
        _waiting(at, last, private, ALONE) as (part, handle),
    ):
        _fill(handle, content, durable)
        os.rename(part, last, src_dir_fd=at, dst_dir_fd=at)
        if durable:
            os.fsync(at)


def deliver(target: Path, content: bytes, base: Path | None = None) -> None:
    """Write a file that a person names: through a link to where it leads, into a pipe or a device as it comes.

    In a base, which may be anybody's, no link is followed: where one of its leads, its writer meant it to.
    """
    if base is not None:
        return _alone(base, folders.below(target, base), content)
    file = target.resolve()
    try:
        # What the system refuses to say is no answer: a file is never taken for a pipe.
        plain = stat.S_ISREG(os.stat(target).st_mode)
    except FileNotFoundError:
        plain = True
    else:
        # Where output goes into a file that has lost its name, `/dev/stdout` leads to a name that is not there.
        plain = plain and folders.there(file)
    if not plain:
        target.write_bytes(content)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        _alone(file.parent, file.name, content)


def _alone(root: Path, name: str, content: bytes) -> None:
    """Write a file, once what a command that is gone has left beside it is taken away."""
    with contextlib.suppress(OSError, Refused):
        sweep(root, name.rpartition("/")[0])
    put(root, name, content)


def beside(root: Path, name: str, content: bytes) -> str:
    """The content in a file beside its target, with the target's mode, and on the disk; its name is given."""
    with folders.reached(root, name, make=True) as (at, last), _waiting(at, last) as (part, handle):
        _fill(handle, content, durable=True)
        return part


@contextlib.contextmanager
def _waiting(at: int, last: str, private: bool = False, first: str = ".whence-") -> Iterator[tuple[str, int]]:
    """A new file beside its target, with the target's mode, by name and handle; gone if what is done with it fails."""
    mode = 0o600 if private else _mode(at, last)
    part, handle = _new(at, first, 0o666 if mode is None else 0o600)
    with _gone_if_it_fails(at, part):
        try:
            if mode is not None:
                os.fchmod(handle, mode)
            yield part, handle
        finally:
            os.close(handle)


@contextlib.contextmanager
def _gone_if_it_fails(at: int, part: str) -> Iterator[None]:
    """Takes a new file away where what is done with it fails."""
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(part, dir_fd=at)
        raise


def _fill(handle: int, content: bytes, durable: bool) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]
    if durable:
        os.fsync(handle)


def _new(at: int, first: str, mode: int) -> tuple[str, int]:
    """A new file that is held, by name and handle; another one where it was swept before it was held."""
    import fcntl

    while True:
        part = _fresh(first)
        handle = os.open(part, _NEW, mode, dir_fd=at)
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        with _gone_if_it_fails(at, part):
            if os.fstat(handle).st_nlink:
                return part, handle
        os.close(handle)


def _fresh(first: str) -> str:
    """A name for what waits that nothing has."""
    return f"{first}{os.urandom(5).hex()}.tmp"


def _mode(at: int, last: str) -> int | None:
    """The mode of the file that is to be replaced; None where there is none."""
    try:
        there = os.stat(last, dir_fd=at, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(there):
        raise Refused(f"{folders.readable(last)} is a link; it is not written through")
    if not stat.S_ISREG(there):
        raise Refused(f"{folders.readable(last)} is no file, and a file is to be written there")
    return there & 0o777


def sibling(name: str, part: str) -> str:
    """The name, under the root, of what waits beside a file."""
    return f"{name.rpartition('/')[0]}/{part}".lstrip("/")


def swap(root: Path, name: str, part: str) -> bool:
    """A file and what waits beside it change places, on the disk, too; no where the system cannot do that."""
    with folders.reached(root, name) as (at, last):
        done = swaps.swap(at, part, last)
        os.fsync(at)
        return done


def rename(root: Path, name: str, part: str, free: bool = False) -> None:
    """What waits beside a file takes its place, on the disk, too; with `free` nothing may be there (`FileExistsError`)."""
    with folders.reached(root, name) as (at, last):
        if not (free and swaps.move(at, part, last)):
            os.rename(part, last, src_dir_fd=at, dst_dir_fd=at)
        os.fsync(at)


def aside(root: Path, name: str) -> str:
    """Have a file wait beside its own place, which is free then; the name of what waits."""
    part = _fresh(".whence-")
    with folders.reached(root, name) as (at, last):
        os.rename(last, part, src_dir_fd=at, dst_dir_fd=at)
    return part


def remove(root: Path, name: str, durable: bool = True) -> None:
    """Take a file away."""
    with folders.reached(root, name) as (at, last):
        os.unlink(last, dir_fd=at)
        if durable:
            os.fsync(at)


def sweep(root: Path, folder: str, deep: bool = False, edits: bool = False) -> list[str]:
    """Take away the files in a folder that waited for a command which is gone, and give their names.

    With `deep` the folders below are swept too. With `edits` what waited in an edit goes as well: to be asked for under
    the lock of the base.
    """
    swept, waiting = [], [folder]
    while waiting:
        at = waiting.pop()
        for name, kind in folders.listing(root, at):
            path = f"{at}/{name}".lstrip("/")
            if kind == "file" and WAITING.fullmatch(name):
                if edits and not name.startswith(ALONE):
                    remove(root, path, durable=False)
                    swept.append(path)
                elif name.startswith(ALONE) and _removed(root, path):
                    swept.append(path)
            elif kind == "folder" and deep and not name.startswith(".") and path.count("/") < FOLDERS.most:
                waiting.append(path)
    return swept


def _removed(root: Path, name: str) -> bool:
    """Take a file away that waited, if the command is gone that held it."""
    import fcntl

    with folders.reached(root, name) as (at, last), contextlib.suppress(FileNotFoundError, BlockingIOError):
        handle = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.unlink(last, dir_fd=at)
            return True
        finally:
            os.close(handle)
    return False
