"""The files of a base: found, and read within limits; what is not read is told.

Every command begins here, also one whose answer is kept, so nothing is loaded that is not needed for it.
"""

from __future__ import annotations

import hashlib
import os
import stat

from whence.disk import folders
from whence.files import filenames
from whence.files.filenames import FOLDERS, JOURNAL, SETTINGS
from whence.language import limits
from whence.language.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    # What is told: the rule, the name of the file, the message, the ways out, and the line and column.
    Told = tuple[str, str, str, tuple[str, ...], int, int]

# How often a base is read anew that others write to meanwhile.
READINGS = 10


def find(start: str) -> str:
    """The base that a folder is, or lies in."""
    whole = os.path.join(os.getcwd(), start)
    if ".." in whole.split(os.sep):  # which leads up from where a link leads, and not by its name
        whole = os.path.realpath(whole)
    bases = [folder for folder in _around(whole) if _there(folder, "claims")]
    for folder in bases:
        if _has_settings(folder):
            return folder
    if bases:
        return bases[0]
    raise Refused(
        f"there is no base in {start} or above it\n"
        "a base is a folder with `claims/`, `sources/` and `whence.toml`; `whence init NAME` starts one"
    )


def _around(folder: str) -> Iterator[str]:
    """A folder and those that it lies in, by their names alone."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _there(folder: str, name: str) -> bool:
    """Whether a folder has a name; a link too, which is then told of and not followed."""
    try:
        mode = os.lstat(os.path.join(folder, name)).st_mode
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    return stat.S_ISDIR(mode) or stat.S_ISLNK(mode)


def _has_settings(folder: str) -> bool:
    if folders.there(os.path.join(folder, "whence.toml")):
        return True
    if not folders.there(os.path.join(folder, "pyproject.toml")):
        return False
    try:
        return b"[tool.whence]" in folders.read(folder, "pyproject.toml", limits.SETTINGS)
    except (FileNotFoundError, Refused):
        return False


def sets(content: bytes, name: bytes) -> bool:
    """Whether a file of settings may set something, whose name may be spelt in escapes; it is not read for it."""
    return b"\\u" in content.lower() or any(
        each.lstrip(b"\"' \t").startswith(b"=") for each in content.split(name)[1:]
    )


def digest(files: Mapping[str, bytes], told: object) -> str:
    """A hash of every path and byte, and of what could not be read."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{len(content)}\0".encode("utf-8", "backslashreplace"))
        whole.update(content)
    whole.update(repr(told).encode("utf-8", "backslashreplace"))
    return whole.hexdigest()


def steady(root: str) -> Reading:
    """The files of a base as they stood at one moment: read anew where somebody was writing them meanwhile.

    An edit that has begun is waited for, and counts as interrupted only where nobody is at it any more.
    """
    for _ in range(READINGS):
        begun = folders.there(os.path.join(root, JOURNAL))
        found = _in_turn(root) if begun else read(root)
        if found.holds() and (begun or not found.begun):
            break
    return found


def _in_turn(root: str) -> Reading:
    """What is read of a base while nobody writes to it."""
    from pathlib import Path

    from whence.disk import save

    with save.still(Path(root)):
        return read(root)


def read(root: str) -> Reading:
    """Every YAML file under `claims/` and `sources/`, and the settings; what is not read is told with its reason."""
    reading = Reading(root)
    for name in FOLDERS:
        reading.look(name)
    settings = next((name for name in SETTINGS if folders.there(os.path.join(root, name))), "")
    if settings:
        reading.take(settings, limits.SETTINGS)
    reading.style(settings)
    reading.fetch()
    reading.begun = folders.there(os.path.join(root, JOURNAL))
    if reading.begun:
        reading.edit()
    return reading


class Reading:
    """A base that is read: the files so far, and what is told of those that are not."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[str, bytes] = {}
        self.told: list[Told] = []
        # What there is to read or to tell in each folder, in the order in which it is, and when each was written in.
        self.waiting: list[tuple[str, list[str | Told]]] = []
        self.written: dict[str, int] = {}
        self.names: dict[str, str] = {}
        # Whether an edit was begun that is not finished.
        self.begun = False
        self.size = 0

    def digest(self) -> str:
        """A hash of every path and byte, and of what could not be read."""
        return digest(self.files, self.told)

    def holds(self) -> bool:
        """Whether no folder of the base has been written in since it was looked into: an edit renames each of its files."""
        try:
            return all(
                os.lstat(os.path.join(self.root, name)).st_mtime_ns == at for name, at in self.written.items()
            )
        except OSError:
            return False

    def style(self, settings: str) -> None:
        """Read the style sheet that the settings name, or tell why it is left out."""
        if not sets(self.files.get(settings, b""), b"style"):
            return
        from whence.files.settings import settings_of
        from whence.files.styles import objection

        name = settings_of(self.files)[0].style
        if not name:
            return
        self.take(name, limits.STYLE)
        if name in self.files and (problem := objection(self.files[name])):
            before = self.files.pop(name).decode("utf-8", "replace")[: problem.start]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            self.told.append((problem.rule, name, problem.message, problem.hints, line, column))

    def edit(self) -> None:
        """Tell of an edit that was begun and not finished."""
        from pathlib import Path

        from whence.disk import journal

        if why := journal.left(Path(self.root)):
            self.told.append(_told(JOURNAL, why, "unfinished-edit"))

    def look(self, top: str) -> None:
        """Look what lies in a folder of the base and below it; nothing is read yet."""
        waiting = [top] if folders.there(os.path.join(self.root, top)) else []
        while waiting:
            name = waiting.pop()
            found: list[str | Told] = []
            self.waiting.append((name, found))
            try:
                with folders.opened(self.root, name) as at:
                    self.written[name] = os.fstat(at).st_mtime_ns
                    entries = folders.entries(at)
            except Refused as error:
                found.append(_told(name, f"nothing in this folder is read: {error}"))
                continue
            except OSError as error:
                found.append(_told(name, f"nothing in this folder is read: {error.strerror or error}"))
                continue
            below = []
            for each, kind in entries:
                if each in filenames.TOOLS:
                    continue
                if kind == "folder":
                    found += _of_a_folder(f"{name}/{each}", each)
                    if _entered(f"{name}/{each}", each):
                        below.append(f"{name}/{each}")
                else:
                    found += _of_a_file(f"{name}/{each}", each, kind)
            waiting += reversed(below)

    def fetch(self) -> None:
        """Read what was seen, folder by folder."""
        for folder, found in self.waiting:
            try:
                with folders.opened(self.root, folder) as at:
                    self.each(found, at)
            except (OSError, Refused):
                self.each(found)

    def each(self, found: list[str | Told], at: int = -1) -> None:
        """Read or tell of what lies in one folder, which is open or reached for each file anew."""
        for first in found:
            if isinstance(first, str):
                self.take(first, limits.FILE, at)
            else:
                self.told.append(first)

    def take(self, name: str, limit: limits.Limit, at: int = -1) -> None:
        """Read one file, or tell why it cannot be read; its folder may be open."""
        if why := filenames.bad(name) or self.full():
            self.told.append(_told(name, why))
        elif other := self.same(name):
            why = "this name is one with that of another file on systems that ignore case or how accents are spelt"
            self.told.append(_told(name, why, "bad-path", f"rename this one or {folders.readable(other)}"))
        else:
            try:
                content = (
                    folders.read(self.root, name, limit)
                    if at < 0
                    else folders.within(at, name.rpartition("/")[2], limit)
                )
            except Refused as error:
                hints = (limit.way_out,) if str(limit.most) in str(error).replace(",", "") else ()
                self.told.append(_told(name, str(error), "bad-path", *hints))
            except OSError as error:
                self.told.append(_told(name, f"this cannot be read: {error.strerror or error}"))
            else:
                self.files[name] = content
                self.size += len(content)

    def same(self, name: str) -> str:
        """The file before this one that has the same name on some file systems; nothing if none has."""
        if name.isascii():
            folded = name.lower()
        else:
            from unicodedata import normalize

            folded = normalize("NFC", name).casefold()
        other = self.names.setdefault(folded, name)
        return "" if other == name else other

    def full(self) -> str:
        """Why no further file is read; nothing if there is room."""
        if len(self.files) >= limits.FILES.most:
            return limits.FILES.over()
        return limits.BASE.over() if self.size > limits.BASE.most else ""


def _told(name: str, why: str, rule: str = "bad-path", *hints: str) -> Told:
    """What is told of something by its name."""
    return rule, folders.readable(name), why, hints, 1, 1


def _of_a_file(name: str, last: str, kind: str) -> list[str | Told]:
    """The name of a file that is to be read, or what is told of it; nothing of one that is none of ours."""
    # A link without an ending may be one to a folder of claims.
    if not (filenames.like(name) or (kind == "link" and "." not in last)):
        return []
    why = filenames.unread(name) if kind == "file" else ""
    return [_told(name, why, "not-read", "rename it, or move it out of here") if why else name]


def _entered(name: str, last: str) -> bool:
    """Whether it is looked into a folder."""
    return not last.startswith(".") and name.count("/") < limits.FOLDERS.most


def _of_a_folder(name: str, last: str) -> list[Told]:
    """What is told of a folder by its name."""
    if last.startswith("."):
        return [_told(name, "nothing in this folder is read: its name begins with a dot", "not-read")]
    if name.count("/") >= limits.FOLDERS.most:
        return [_told(name, f"nothing in this folder is read: {limits.FOLDERS.over()}")]
    if filenames.like(name):
        why = "this is a folder, though it has the name of a file; the files in it are read"
        return [_told(name, why, "not-read", "rename it")]
    return []
