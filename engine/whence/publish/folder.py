"""Writing the site: only the files that changed, in a folder of our own, never through a link.

A folder is ours when it holds the marker file, or is new or empty. The marker has the hash of every file that was
written: those that are no longer wanted are removed where they are still as they were written, and a build is taken
for whole only if every file is. A reader never sees half of a file.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from whence.disk import atomic, folders, store
from whence.files.filenames import MARKER as MARKER
from whence.language.frozen import dataclass
from whence.language.limits import MARKER as MARKER_LIMIT
from whence.language.limits import SITE
from whence.language.problems import Refused


@dataclass(frozen=True)
class Written:
    """How many files a build wrote, left as they were, and removed, and which it no longer wants but left alone.

    These were changed by somebody else since they were written. `stamp` is the one that the folder was left with; `states`
    has of each file its hash and what the system says of it.
    """

    written: int
    kept: int
    removed: int
    left: tuple[str, ...] = ()
    stamp: str = field(default="", compare=False)
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Standing:
    """A file of which is known what it holds (a hash) while the system says of it what it `said`, and what makes it else."""

    digest: str
    said: str
    make: Callable[[], str | bytes]


Content = str | bytes | Standing


@dataclass(frozen=True)
class _Site:
    """A folder as a root and a name under it: below the root no link is followed."""

    root: Path
    under: str = ""

    def name(self, path: str) -> str:
        return f"{self.under}/{path}".lstrip("/")

    def status(self, path: str) -> os.stat_result | None:
        """What the system says of a file."""
        return folders.status(self.root, self.name(path))

    def hash(self, path: str) -> str:
        """The hash of a file; nothing where there is none that can be read."""
        try:
            return _hash(folders.read(self.root, self.name(path), MARKER_LIMIT))
        except (OSError, Refused):
            return ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _site(folder: Path, base: Path | None) -> _Site:
    """Where a site is: in a base, which may be anybody's, no folder on the way to it may be a link."""
    if folder.is_symlink():
        raise Refused(f"{folder} is a link; name the folder itself")
    place = Path(os.path.abspath(folder))
    if base and os.path.abspath(base) == str(place):
        raise Refused(f"{folder} is the base itself; name a folder in it, or another")
    if base and place.is_relative_to(os.path.abspath(base)):
        return _Site(base, folders.below(place, base))
    return _Site(*store.place(folder))


def place(folder: Path, base: Path | None = None) -> tuple[str, str]:
    """Where a site is, as the root and the name under it that `stamp` takes."""
    site = _site(folder, base)
    return os.path.abspath(site.root), site.under


def unchanged(folder: Path, key: str, base: Path | None = None) -> Written | None:
    """What a build of this key would do, if it is nothing: the folder holds one already, every file as it was left."""
    site = _site(folder, base)
    found, files = _marked(site)
    if not key or found != key or not files:
        return None
    seen = {
        path: site.status(path) for path in files
    }  # looked at before they are read: what changes later is noticed
    whole = all(site.hash(path) == digest for path, digest in files.items())
    return Written(0, len(files), 0, stamp=folders.seal(seen)) if whole else None


def write(
    folder: Path, files: Iterable[tuple[str, Content]], key: str = "", base: Path | None = None
) -> Written:
    """Bring a folder to hold exactly these files (path with `/`, content, or what is known of it from a build before).

    `key` names all that the files depend on, so that `unchanged` can tell later; `base` is the base that the folder may
    lie in. `Refused` if the folder is not ours, or another command is writing it.
    """
    site = _site(folder, base)
    with _claimed(site, folder):
        _, before = _marked(site)
        # While files are being written no key stands in the marker: a build that is cut short is not taken for whole.
        _mark(site, before)
        wanted: dict[str, str] = {}
        seen: dict[str, os.stat_result | None] = {}
        written = list(_put(site, files, wanted, seen))
        gone = {path: digest for path, digest in before.items() if path not in wanted}
        ours = [path for path, digest in gone.items() if digest and site.hash(path) == digest]
        for path in ours:
            atomic.remove(site.root, site.name(path), durable=False)
        left = tuple(path for path in gone if path not in ours and site.hash(path))
        # What a key vouches for is on the disk before the key is.
        folders.sync(site.root, [site.name(path) for path in written])
        _mark(site, wanted, key)
    states = {path: (digest, folders.said(seen[path])) for path, digest in wanted.items()}
    return Written(len(written), len(wanted) - len(written), len(ours), left, folders.seal(seen), states)


def _put(
    site: _Site,
    files: Iterable[tuple[str, Content]],
    wanted: dict[str, str],
    seen: dict[str, os.stat_result | None],
) -> Iterator[str]:
    """Write each file that is not there as it is wanted, note its hash and what the system says of it, and give its path."""
    folded: dict[str, str] = {}
    for path, content in files:
        if folded.setdefault(path.casefold(), path) != path or path in wanted:
            raise Refused(f"two pages would be written to {path}")
        if len(wanted) >= SITE.most:
            raise Refused(SITE.over())
        if not _inside(path):
            raise Refused(f"{path} lies outside the site")
        seen[path] = site.status(path)
        if isinstance(content, Standing):
            if seen[path] and content.said == folders.said(seen[path]):
                wanted[path] = content.digest
                continue
            content = content.make()
        data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
        wanted[path] = _hash(data)
        if seen[path] is None or site.hash(path) != wanted[path]:
            atomic.put(site.root, site.name(path), data, durable=False)
            seen[path] = site.status(path)
            yield path


@contextlib.contextmanager
def _claimed(site: _Site, folder: Path) -> Iterator[None]:
    """The folder of a site for oneself; `Refused` if it holds what no build of ours wrote."""
    import fcntl

    if folders.there(folder) and not folder.is_dir():
        raise Refused(f"{folder} is not a folder")
    if not site.under:
        folder.mkdir(parents=True, exist_ok=True)
    with folders.opened(site.root, site.under, make=True) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"another command is writing to {folder}") from None
        names = {name for name, _ in folders.listing(site.root, site.under)}
        if MARKER not in names and not all(map(atomic.WAITING.fullmatch, names)):
            raise Refused(
                f"{folder} holds files that no build of ours wrote; name a new folder, or empty it first"
            )
        # Not before the folder is known to be ours: it may be anything that was named by mistake, and large.
        atomic.sweep(site.root, site.under, deep=True)
        yield


def _marked(site: _Site) -> tuple[str, Mapping[str, str]]:
    """The key and the hashes in the marker of a folder; a hash is empty where none can be told."""
    try:
        found = json.loads(folders.read(site.root, site.name(MARKER), MARKER_LIMIT))
        files = {path: str(digest) for path, digest in found["files"].items() if _inside(path)}
        return str(found["key"]), files
    except (OSError, Refused, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", {}


def _mark(site: _Site, wanted: Mapping[str, str], key: str = "") -> None:
    """The marker, with the hash of every file; the key is left out until all of them are written."""
    found = {
        "about": "Written by whence; a build replaces it.",
        "key": key,
        "files": dict(sorted(wanted.items())),
    }
    atomic.put(site.root, site.name(MARKER), (json.dumps(found, indent=0) + "\n").encode())


def _inside(path: object) -> bool:
    """Whether a path is one of a page: in the folder, and not its marker."""
    parts = path.split("/") if isinstance(path, str) else [""]
    return (
        not {"", ".", ".."} & set(parts)
        and path != MARKER
        and not any("\\" in each or "\0" in each for each in parts)
    )
