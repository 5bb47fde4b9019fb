"""A base as it is in a Git revision: its files by path, read without touching the work tree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from whence.disk import repository
from whence.disk.folders import readable
from whence.disk.repository import Repository
from whence.disk.store import Texts
from whence.files import filenames
from whence.files.filenames import FOLDERS
from whence.files.sections import SECTIONS
from whence.language import limits
from whence.language.problems import Finding, Place, Refused

if TYPE_CHECKING:
    from whence.files.records import Records


class _Blob(NamedTuple):
    """A file in a revision: its path in the base, what it is (`file` or `link`), the name of its content, its size."""

    path: str
    kind: str
    name: str
    size: int


def texts(root: Path, revision: str) -> Texts:
    """The settings and the YAML files of a base in a revision; what is not read is a finding, as on the disk."""
    git = repository.find(root)
    try:
        blobs = list(_blobs(git, _commit(git, revision)))
    except Refused as error:
        raise Refused(f"there is no revision `{revision}` to read: {error}") from None
    findings = [
        Finding("bad-path", "", why, Place(readable(each.path))) for each in blobs if (why := _unfit(each))
    ]
    wanted = [each for each in blobs if not _unfit(each)]
    if len(wanted) > limits.FILES.most:
        raise Refused(f"the base in {revision} has too many files: {limits.FILES.over(len(wanted))}")
    if (size := sum(each.size for each in wanted)) > limits.BASE.most:
        raise Refused(f"the base in {revision} is too large: {limits.BASE.over(size)}")
    contents = _contents(git, [each.name for each in wanted])
    files = {each.path: content for each, content in zip(wanted, contents, strict=True)}
    return Texts(root, files, tuple(findings))


def changed(root: Path, revision: str, records: Records) -> set[str]:
    """The ids of the records that are not what they are in a revision, those that are gone included."""
    from whence.disk import store
    from whence.files import reader

    before = reader.read(store.yaml_of(texts(root, revision).files))
    return {
        id
        for section in SECTIONS
        for id in {*before.of(section), *records.of(section)}
        if before.of(section).get(id) != records.of(section).get(id)
    }


def committed(found: Texts) -> str:
    """The commit that holds every file of records just as it was read; nothing where there is none, or no Git."""
    try:
        git = repository.find(found.root)
        commit = _commit(git, "HEAD")
        kept = {each.path: each.name for each in _blobs(git, commit) if _read(each)}
    except (Refused, OSError):
        return ""
    read = {path: content for path, content in found.files.items() if filenames.like(path)}
    same = read.keys() == kept.keys() and all(
        name in _names(read[path], len(name)) for path, name in kept.items()
    )
    return commit if same else ""


_LACKS = "the repository lacks an object of the revision ({})"
_FOLDERS = tuple(f"{name}/" for name in FOLDERS)


def _read(blob: _Blob) -> bool:
    """Whether a file of records is read."""
    return blob.path.startswith(_FOLDERS) and not (_unfit(blob) or filenames.unread(blob.path))


def _names(content: bytes, length: int) -> Iterator[str]:
    """What Git calls a content: as it is, and with the line ends that Git keeps where it was told to change them."""
    kind = hashlib.sha1 if length == 40 else hashlib.sha256
    for each in (content, content.replace(b"\r\n", b"\n")):
        yield kind(b"blob %d\0" % len(each) + each, usedforsecurity=False).hexdigest()


def _commit(git: Repository, revision: str) -> str:
    if revision.startswith("-"):
        raise Refused("a name does not begin with `-`")
    found = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return found.strip().decode("ascii", "replace")


def _blobs(git: Repository, commit: str) -> Iterator[_Blob]:
    """Every file of a base in a commit that is one of settings, or looks like one of records."""
    places = [git.prefix + name for name in (*FOLDERS, *filenames.SETTINGS)]
    listed = git.ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *places)
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        facts, _, path = line.partition("\t")
        mode, kind, name, size = facts.split() if line else ("", "", "", "")
        path = path.removeprefix(git.prefix)
        wanted = path in filenames.SETTINGS or (filenames.like(path) and not filenames.of_a_tool(path))
        if kind == "blob" and wanted:
            if not size.isdigit():
                raise Refused(_LACKS.format(name))
            yield _Blob(path, "link" if mode == "120000" else "file", name, int(size))


def _unfit(blob: _Blob) -> str:
    """Why a file of a revision is not read; nothing if it is."""
    limit = limits.SETTINGS if blob.path in filenames.SETTINGS else limits.FILE
    if why := filenames.bad(blob.path):
        return why
    if blob.kind == "link":
        return "this is a link, and links are not followed"
    return limit.over(blob.size) if blob.size > limit.most else ""


def _contents(git: Repository, names: list[str]) -> Iterator[bytes]:
    """The contents of blobs, by one `cat-file --batch`."""
    raw = git.ask("cat-file", "--batch", given="\n".join(names).encode() + b"\n") if names else b""
    at = 0
    for name in names:
        head = raw.find(b"\n", at)
        facts = raw[at:head].split()
        if len(facts) != 3 or facts[1] != b"blob":
            raise Refused(_LACKS.format(name))
        size = int(facts[2])
        yield raw[head + 1 : head + 1 + size]
        at = head + size + 2
