"""Files under a folder that may come from anybody: reached name by name from the folder down, and through no link.

This is the one place of the engine that opens such files. What is no regular file, such as a pipe or a device, is
refused before it is opened, what is too large before it is read.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat

from whence.language.limits import ENTRIES, FOLDERS, Limit
from whence.language.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

ONE_BY_ONE = 100
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
# What a thing is called that is neither a file nor a folder.
_KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


# What the commonest refusals of the system are called.
_REFUSALS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "there is no permission",
    errno.EPERM: "there is no permission",
    errno.EIO: "the disk reports an error",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENAMETOOLONG: "the name is too long",
}


def refusal(error: OSError) -> str:
    """What the system refused, and of which file where it says so."""
    why = _REFUSALS.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return f"{why}: {error.filename}" if error.filename else why


def readable(name: str) -> str:
    """A name as a message shows it: what is no text or cannot be seen is spelt out."""
    from whence.language.problems import visible

    return visible(name.encode("utf-8", "backslashreplace").decode())


@contextlib.contextmanager
def opened(root: Path | str, name: str = "", make: bool = False) -> Iterator[int]:
    """A folder under a root, open, as a handle; folders that are not there are made if asked.

    The root is the user's own word, and may be reached by links. `Refused` if anything below it is a link.
    """
    parts = _parts(name)
    with named(root, name):
        at = os.open(root, _FOLDER)
        try:
            for part in parts:
                above, at = at, _below(at, part, make, name)
                os.close(above)
            yield at
        finally:
            os.close(at)


def _parts(name: str) -> list[str]:
    parts = name.split("/") if name else []
    if {"", ".", ".."} & set(parts) or "\0" in name:
        raise Refused(f"{readable(name)} does not stay inside its folder")
    return parts


def _below(at: int, part: str, make: bool, name: str) -> int:
    """The folder of that name in one that is open."""
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(part, dir_fd=at)
    if stat.S_ISLNK(os.stat(part, dir_fd=at, follow_symlinks=False).st_mode):
        where = "" if part == name else f" (in {readable(name)})"
        raise Refused(f"{readable(part)}{where} is a link, and links are not followed")
    return os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=at)


@contextlib.contextmanager
def named(root: Path | str, name: str = "") -> Iterator[None]:
    """What the system refuses in here is said of a path, where it does not say of what."""
    try:
        yield
    except OSError as error:
        if not os.path.isabs(error.filename or ""):
            from pathlib import Path

            error.filename = str(Path(root, name).absolute())
        raise


@contextlib.contextmanager
def reached(root: Path | str, name: str, make: bool = False) -> Iterator[tuple[int, str]]:
    """The folder that a name under a root lies in, open, and the last part of the name."""
    folder, _, last = name.rpartition("/")
    if not _parts(name):
        raise Refused("no name is given, and a file has one")
    with opened(root, folder, make) as at, named(root, name):
        yield at, last


def status(root: Path | str, name: str) -> os.stat_result | None:
    """What the system says of a name itself, be it a link or not; None where nothing has the name."""
    try:
        with reached(root, name) as (at, last):
            return os.stat(last, dir_fd=at, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return None


def there(path: Path | str) -> bool:
    """Whether anything has a name, be it a link that leads nowhere; an error where the system does not say.

    `os.path.lexists` takes every error for a no, and what is there would be passed over without a word.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def statuses(root: Path | str, name: str) -> Iterator[tuple[str, os.stat_result]]:
    """What the system says of everything below a folder that is no folder itself, with its path from there."""
    with opened(root, name) as at:
        yield from _statuses(at, "", FOLDERS.most)


def _statuses(at: int, name: str, deep: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(at) as entries:
        for each in entries:
            found = each.stat(follow_symlinks=False)
            if not stat.S_ISDIR(found.st_mode):
                yield name + each.name, found
            elif deep:
                below = os.open(each.name, _FOLDER | os.O_NOFOLLOW, dir_fd=at)
                try:
                    yield from _statuses(below, f"{name}{each.name}/", deep - 1)
                finally:
                    os.close(below)


def strange(at: Path | str) -> Iterator[tuple[str, str]]:
    """What below a folder is neither a file nor a folder, by its path from there, with what it is."""
    waiting = [""]
    while waiting:
        name = waiting.pop()
        try:
            found = listing(at, name)
        except FileNotFoundError:
            continue  # What is tidied up meanwhile leads nowhere.
        for last, kind in found:
            path = f"{name}/{last}".lstrip("/")
            if kind == "folder" and path.count("/") < FOLDERS.most:
                waiting.append(path)
            elif kind not in ("file", "folder"):
                yield path, "a link" if kind == "link" else "no file"


def stamp(root: str, name: str, but: str) -> str:
    """The seal of every file below a folder but one; nothing where it cannot be looked at."""
    try:
        return seal({path: found for path, found in statuses(root, name) if path != but})
    except (OSError, Refused):
        return ""


def said(found: os.stat_result | None) -> str:
    """What the system says of a file, on one line; nothing where there is none. See `seal`."""
    if found is None:
        return ""
    parts = (found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return " ".join(map(str, parts))


def seal(files: Mapping[str, os.stat_result | None]) -> str:
    """A hash of what the system says of files: while it is the same, so is what is in them.

    When a file was changed last cannot be set by whoever changes it, so one of the same length with other content is
    noticed. It does not say who wrote them: hold it against one that nobody else can have written.
    """
    import hashlib

    said = [
        (path, each.st_mode, each.st_size, each.st_mtime_ns, each.st_ctime_ns, each.st_ino)
        if each
        else (path,)
        for path, each in sorted(files.items())
    ]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def read(root: Path | str, name: str, limit: Limit, ours: bool = False) -> bytes:
    """The content of a file; `Refused` if it is no regular file, or larger than the limit.

    With `ours` it must also belong to whoever runs this, and nobody else may be able to write it.
    """
    with reached(root, name) as (at, last):
        return within(at, last, limit, ours)


def within(at: int, last: str, limit: Limit, ours: bool = False) -> bytes:
    """The same of a file in a folder that is open."""
    if why := _unfit(os.stat(last, dir_fd=at, follow_symlinks=False), limit, ours):
        raise Refused(why)
    handle = os.open(last, _FILE, dir_fd=at)
    try:
        # Looked at once more, now that it is open: between two calls anything may have taken its place.
        if why := _unfit(os.fstat(handle), limit, ours):
            raise Refused(why)
        return _whole(handle, limit)
    finally:
        os.close(handle)


def _whole(handle: int, limit: Limit) -> bytes:
    """What an open file holds; `Refused` if that is more than the limit, whatever its size was said to be."""
    pieces, size = [], 0
    while piece := os.read(handle, 1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > limit.most:
            raise Refused(limit.over())
    return b"".join(pieces)


def sync(root: Path, names: Sequence[str]) -> None:
    """Have files on the disk that were written without waiting for it: one by one, or many at once by the system."""
    if len(names) > ONE_BY_ONE:
        return os.sync()
    for name in names:
        with reached(root, name) as (at, last):
            handle = os.open(last, _FILE, dir_fd=at)
            try:
                os.fsync(handle)
                os.fsync(at)
            finally:
                os.close(handle)


def given(path: Path, limit: Limit, base: Path | None = None) -> bytes:
    """The content of a file that the command line names: links lead on, and a pipe is read; `Refused` if too large.

    In a base, which may be anybody's, it is opened as any other file of it.
    """
    if base is not None:
        return read(base, below(path, base), limit)
    with named(path):
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return _whole(handle, limit)
        finally:
            os.close(handle)


def below(path: Path, base: Path) -> str:
    """What a path in a base is called there, by the names alone; nothing for the base itself."""
    found = os.path.relpath(os.path.abspath(path), os.path.abspath(base))
    return "" if found == "." else found


def _unfit(status: os.stat_result, limit: Limit, ours: bool) -> str:
    """Why a thing is not to be read; nothing if it is."""
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        return f"this is {kind}, and " + ("links are not followed" if kind == "a link" else "not a file")
    if status.st_size > limit.most:
        return limit.over(status.st_size)
    return foreign(status) if ours else ""


def foreign(status: os.stat_result) -> str:
    """Why a file or folder cannot be taken for one's own; nothing if it can."""
    if status.st_uid != os.geteuid():
        return "it belongs to somebody else"
    return "others can write there" if status.st_mode & 0o022 else ""


def listing(root: Path | str, name: str) -> list[tuple[str, str]]:
    """What lies in a folder, by name, with what each thing is: `file`, `folder`, `link` or `other`."""
    with opened(root, name) as at:
        return entries(at)


def entries(at: int) -> list[tuple[str, str]]:
    """The same of a folder that is open."""
    found = []
    with os.scandir(at) as there:
        for each in there:
            found.append((each.name, _kind(each)))
            if len(found) > ENTRIES.most:
                raise Refused(ENTRIES.over())
    return sorted(found)


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "file" if entry.is_file(follow_symlinks=False) else "other"
