"""Writing the site: only the files that changed, in a folder of our own, never through a link.

A folder is ours when it holds the marker file, or is new or empty. Files that are ours and no longer wanted are
removed. A reader never sees half of a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from whence.disk import save
from whence.language.problems import Refused

MARKER = ".whence-site"
MOST = 400_000


@dataclass(frozen=True)
class Written:
    """How many files a build wrote, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def unchanged(folder: Path, key: str) -> Written | None:
    """What a build of this key would do, if it is nothing: the folder holds one already, every file as it was left."""
    try:
        found = json.loads((folder / MARKER).read_text("utf-8"))
        sizes = found["files"].items() if found["key"] == key and key else ()
        if folder.is_symlink() or not sizes:
            return None
        whole = all(
            _inside(path) and (folder / path).stat(follow_symlinks=False).st_size == size
            for path, size in sizes
        )
        return Written(0, len(sizes), 0) if whole else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(folder: Path, files: Iterable[tuple[str, str | bytes]], key: str = "") -> Written:
    """Bring a folder to hold exactly these files (path with `/`, content).

    `key` names all that the files depend on, so that `unchanged` can tell later.
    """
    _claim(folder)
    before = _marked(folder)
    # While files are being written no key stands in the marker: a build that is cut short is not taken for whole.
    _mark(folder, before)
    wanted: dict[str, int] = {}
    folded: dict[str, str] = {}
    written = 0
    for path, content in files:
        if folded.setdefault(path.casefold(), path) != path or path in wanted:
            raise Refused(f"two pages would be written to {path}")
        if len(wanted) >= MOST:
            raise Refused(f"more than {MOST:,} files")
        data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
        written += _put(folder, path, data)
        wanted[path] = len(data)
    removed = sum(_remove(folder, path) for path in before if path not in wanted)
    _mark(folder, wanted, key)
    return Written(written, len(wanted) - written, removed)


def _claim(folder: Path) -> None:
    if folder.is_symlink():
        raise Refused(f"{folder} is a link; name the folder itself")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is not a folder")
    if folder.is_dir() and not (folder / MARKER).is_file() and any(folder.iterdir()):
        raise Refused(
            f"{folder} holds files that no build of ours wrote; name a new folder, or empty it first"
        )
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / MARKER).exists():
        _mark(folder, {})


def _marked(folder: Path) -> Mapping[str, int]:
    try:
        found = json.loads((folder / MARKER).read_text("utf-8"))["files"]
        return {path: size for path, size in found.items() if _inside(path)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _mark(folder: Path, wanted: Mapping[str, int], key: str = "") -> None:
    """The marker, with the size of every file; the key is left out until all of them are written."""
    found = {
        "about": "Written by whence; a build replaces it.",
        "key": key,
        "files": dict(sorted(wanted.items())),
    }
    text = json.dumps(found, indent=0) + "\n"
    _put(folder, MARKER, text.encode())


def _inside(path: object) -> bool:
    return (
        isinstance(path, str)
        and bool(path)
        and not path.startswith(("/", "\\"))
        and ".." not in path.split("/")
    )


def _target(folder: Path, path: str) -> Path:
    """Where a file goes, with its folder made; a link on the way is refused."""
    if not _inside(path):
        raise Refused(f"{path} lies outside the site")
    at = folder
    for part in path.split("/")[:-1]:
        at = at / part
        if at.is_symlink() or (at.exists() and not at.is_dir()):
            raise Refused(f"{at} is a link or a file, where a folder should be; remove it")
        at.mkdir(exist_ok=True)
    return folder / path


def _put(folder: Path, path: str, data: bytes) -> bool:
    """Write one file unless it already holds this; True if it was written."""
    target = _target(folder, path)
    if target.is_symlink():
        raise Refused(f"{target} is a link, and links are not written through; remove it")
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return False
    save.put(target, data, durable=False)
    return True


def _remove(folder: Path, path: str) -> bool:
    target = folder / path
    if any(parent.is_symlink() for parent in target.parents if parent.is_relative_to(folder)):
        return False
    if not target.is_file() or target.is_symlink():
        return False
    target.unlink()
    return True
