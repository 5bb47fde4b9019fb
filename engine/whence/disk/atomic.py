"""One file written whole or not at all: beside its target first, then renamed; through no link, as in `folders`."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

from whence.disk import folders
from whence.language.limits import FOLDERS
from whence.language.problems import Refused

# What a file is called that waits to take the place of another.
WAITING = re.compile(r"\.whence-[a-z0-9_]{8,10}\.tmp")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def put(root: Path, name: str, content: bytes, durable: bool = True, private: bool = False) -> None:
    """Write one file under a root; folders on the way are made.

    With `durable` it is on the disk when this returns; without, what can be made again is written as fast as it goes.
    A new file has the mode that the user's mask gives, or is `private` to the user.
    """
    part = beside(root, name, content, durable, private)
    try:
        rename(root, name, part, durable)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(root, sibling(name, part), durable=False)
        raise


def deliver(target: Path, content: bytes) -> None:
    """Write a file that a person names: through a link to where it leads, into a pipe or a device as it comes."""
    file = target.resolve()
    try:
        # What the system refuses to say is no answer: a file is never taken for a pipe.
        plain = stat.S_ISREG(os.stat(target).st_mode)
    except FileNotFoundError:
        plain = True
    else:
        # Where output goes into a file that has lost its name, `/dev/stdout` leads to a name that is not there.
        plain = plain and os.path.lexists(file)
    if not plain:
        target.write_bytes(content)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        put(file.parent, file.name, content)


def beside(root: Path, name: str, content: bytes, durable: bool = True, private: bool = False) -> str:
    """The content in a file beside its target, with the target's mode, synced if it is to last; its name is given."""
    with folders.reached(root, name, make=True) as (at, last):
        mode = 0o600 if private else _mode(at, last)
        part = f".whence-{os.urandom(5).hex()}.tmp"
        handle = os.open(part, _NEW, 0o666 if mode is None else 0o600, dir_fd=at)
        try:
            try:
                rest = memoryview(content)
                while rest:
                    rest = rest[os.write(handle, rest) :]
                if mode is not None:
                    os.fchmod(handle, mode)
                if durable:
                    os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part, dir_fd=at)
            raise
        return part


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


def rename(root: Path, name: str, part: str, durable: bool = True) -> None:
    """What waits beside a file takes its place."""
    with folders.reached(root, name) as (at, last):
        os.rename(part, last, src_dir_fd=at, dst_dir_fd=at)
        if durable:
            os.fsync(at)


def remove(root: Path, name: str, durable: bool = True) -> None:
    """Take a file away."""
    with folders.reached(root, name) as (at, last):
        os.unlink(last, dir_fd=at)
        if durable:
            os.fsync(at)


def sweep(root: Path, folder: str, deep: bool = False) -> list[str]:
    """Take away the files in a folder that waited for a command which is gone, and give their names.

    To be called where no other command can be writing. With `deep` the folders below are swept too.
    """
    swept, waiting = [], [folder]
    while waiting:
        at = waiting.pop()
        for name, kind in folders.listing(root, at):
            path = f"{at}/{name}".lstrip("/")
            if kind == "file" and WAITING.fullmatch(name):
                remove(root, path, durable=False)
                swept.append(path)
            elif kind == "folder" and deep and not name.startswith(".") and path.count("/") < FOLDERS.most:
                waiting.append(path)
    return swept
