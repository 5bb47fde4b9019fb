"""What commands have said before, kept as it was printed: under the user's own folder, and it may be deleted at any time.

An entry is bytes that nothing runs or unpacks. It is kept by a hash of everything that an answer depends on, with a hash
of itself; one that is not whole, or that somebody else could have written, is the same as none.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from whence.disk import atomic, folders
from whence.language.limits import ANSWER
from whence.language.problems import Refused

MOST, MOST_BYTES = 200, 100_000_000
_FIRST = b"whence answer 1 "


def folder(base: Path) -> Path | str:
    """Where answers are kept, or why none are: never where others can write, nor in the base, which may be anybody's."""
    given = os.environ.get("WHENCE_CACHE", "")
    if given == "off":
        return ""
    named = given or os.environ.get("XDG_CACHE_HOME", "")
    try:
        home = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return ""
    why = ""
    if not home.is_absolute():
        why = "it is not a path from the root"
    elif home.resolve().is_relative_to(base.resolve()):
        why = "it lies in the base"
    elif (found := folders.status(home, "whence")) is not None:
        why = "it is a link" if home.joinpath("whence").is_symlink() else folders.foreign(found)
    if not why:
        return home / "whence"
    return f"WHENCE_CACHE is not used: {why} ({home})" if given else ""


def engine() -> str:
    """What this installation is: when each of its modules was written, and the libraries and the Python beside them."""
    code = Path(__file__).parents[1]
    modules = sorted((str(path.relative_to(code)), *_written(path)) for path in _modules(code))
    libraries = [(each, *_written(Path(each))) for each in sys.path if each.endswith("-packages")]
    return repr((sys.version, modules, libraries))


def _modules(code: Path) -> Iterator[Path]:
    """Every module; an error where a folder cannot be looked into, so that no installation is taken for another."""

    def stop(error: OSError) -> None:
        raise error

    for at, _, names in os.walk(code, onerror=stop):
        yield from (Path(at, each) for each in names if each.endswith(".py"))


def _written(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def fetch(home: Path, key: str) -> bytes | None:
    """What was kept under a key; None where nothing was, or what there is cannot be trusted."""
    try:
        entry = folders.read(home, key, ANSWER, ours=True)
    except (OSError, Refused):
        return None
    head, _, content = entry.partition(b"\n")
    return content if head == _head(key, content) else None


def _head(key: str, content: bytes) -> bytes:
    return _FIRST + hashlib.sha256(f"{key}\n".encode() + content).hexdigest().encode()


def keep(home: Path, key: str, content: bytes) -> None:
    """Keep an answer under a key, and of all of them the newest; where that fails nothing is kept."""
    if len(content) > ANSWER.most - 1000:
        return
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.put(home, key, _head(key, content) + b"\n" + content, durable=False, private=True)
        _sweep(home)
    except (OSError, Refused):
        return


def _sweep(home: Path) -> None:
    """Take the oldest entries away, and what commands that are gone have left."""
    atomic.sweep(home, "")
    names = [name for name, kind in folders.listing(home, "") if kind == "file"]
    found = [(each.st_mtime, each.st_size, name) for name in names if (each := folders.status(home, name))]
    room = MOST_BYTES
    for count, (_, size, name) in enumerate(sorted(found, reverse=True)):
        room -= size
        if count >= MOST or room < 0:
            atomic.remove(home, name, durable=False)
