"""What commands have said before, kept as it was printed: under the user's own folder, and it may be deleted at any time.

An entry is bytes that nothing runs or unpacks. It is kept by a hash of everything that an answer depends on, with a hash
of itself; one that is not whole, or that somebody else could have written, is the same as none.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys

from whence import __version__
from whence.disk import folders
from whence.language.limits import ANSWER
from whence.language.refused import Refused

MOST, MOST_BYTES = 200, 100_000_000
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = b"whence answer 1 "
_ENGINE: list[str] = []


def folder(base: str) -> tuple[str, str]:
    """Where answers are kept, or nothing and why none are: never where others can write, nor in the base of anybody."""
    given = os.environ.get("WHENCE_CACHE", "")
    if given == "off":
        return "", ""
    home = given or os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    why = ""
    if not os.path.isabs(home):
        why = "it is not a path from the root"
    elif _inside(os.path.realpath(home), os.path.realpath(base)):
        why = "it lies in the base"
    elif (found := folders.status(home, "whence")) is not None:
        why = "it is a link" if stat.S_ISLNK(found.st_mode) else folders.foreign(found)
    if not why:
        return os.path.join(home, "whence"), ""
    return "", f"WHENCE_CACHE is not used: {why} ({home})" if given else ""


def _inside(path: str, folder: str) -> bool:
    """Whether a path is a folder, or lies in it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def key(*parts: object) -> str:
    """A hash of the engine and of whatever else an answer depends on."""
    return _hash(__version__, engine(), *parts)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def engine() -> str:
    """A hash of what this installation is: when each of its modules was written, the libraries and the Python beside them.

    It is looked at once: what is loaded here stays what it was then.
    """
    if not _ENGINE:
        libraries = [(each, *_written(each)) for each in sys.path if each.endswith("-packages")]
        modules = sorted(_modules(os.path.dirname(os.path.dirname(__file__))))
        _ENGINE.append(_hash(sys.version, modules, libraries))
    return _ENGINE[0]


def _modules(folder: str) -> Iterator[tuple[str, int, int, int]]:
    """Every module in a folder and below it, and when it was written; links lead on, as they do when it is imported."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for each in entries:
                if each.name.endswith(".py"):
                    found = each.stat()
                    yield each.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
                elif "." not in each.name and each.name != "__pycache__" and each.is_dir():
                    waiting.append(each.path)


def looks() -> str:
    """What the templates and assets of this installation are, as `engine` has it of its modules."""
    code = os.path.dirname(os.path.dirname(__file__))
    places = [os.path.join(code, "site"), os.path.join(os.path.dirname(os.path.dirname(code)), "site")]
    site = next((each for each in places if folders.there(each)), code)
    found = [os.path.join(site, kind) for kind in ("templates", "assets")]
    names = [os.path.join(each, name) for each in found if folders.there(each) for name in os.listdir(each)]
    return repr([(name, *_written(name)) for name in sorted(names)])


def _written(path: str) -> tuple[int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def fetch(home: str, key: str) -> bytes | None:
    """What was kept under a key; None where nothing was, or what there is cannot be trusted."""
    try:
        entry = folders.read(home, key, ANSWER, ours=True)
    except (OSError, Refused):
        return None
    head, _, content = entry.partition(b"\n")
    return content if head == _head(key, content) else None


def _head(key: str, content: bytes) -> bytes:
    return _FIRST + hashlib.sha256(f"{key}\n".encode() + content).hexdigest().encode()


def keep(home: str, key: str, content: bytes) -> None:
    """Keep an answer under a key, and of all of them the newest; where that fails nothing is kept."""
    if len(content) > ANSWER.most - 1000:
        return
    from pathlib import Path

    from whence.disk import atomic

    try:
        os.makedirs(home, mode=0o700, exist_ok=True)
        atomic.put(Path(home), key, _head(key, content) + b"\n" + content, durable=False, private=True)
        _sweep(home)
    except (OSError, Refused):
        return


def _sweep(home: str) -> None:
    """Take the oldest entries away, and what commands that are gone have left."""
    from pathlib import Path

    from whence.disk import atomic

    atomic.sweep(Path(home), "")
    names = [name for name, kind in folders.listing(home, "") if kind == "file"]
    found = [(each.st_mtime, each.st_size, name) for name in names if (each := folders.status(home, name))]
    room = MOST_BYTES
    for count, (_, size, name) in enumerate(sorted(found, reverse=True)):
        room -= size
        if count >= MOST or room < 0:
            atomic.remove(Path(home), name, durable=False)
