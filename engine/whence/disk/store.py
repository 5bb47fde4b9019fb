"""The one door to the files of a base: finds it, reads it within limits, and gives the edition of what was read."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whence import __version__
from whence.disk import cache
from whence.files.sections import FOLDERS
from whence.language.problems import Finding, Place, Refused

if TYPE_CHECKING:
    from whence.files.records import Records
    from whence.files.schema import Settings
    from whence.judge.edition import Edition

SETTINGS = ("whence.toml", "pyproject.toml")
FILE_LIMIT, BASE_LIMIT, FILES_LIMIT = 2_000_000, 200_000_000, 200_000
SKIPPED = {"node_modules", "__pycache__", "build", "dist"}


@dataclass(frozen=True)
class Texts:
    """What was read from disk: every file of the base by its path in it, and what could not be read."""

    root: Path
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    def digest(self) -> str:
        """A hash of every path and byte."""
        whole = hashlib.sha256()
        for path, content in sorted(self.files.items()):
            whole.update(f"{path}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.hexdigest()


def find(start: Path) -> Path:
    """The base that a folder is, or lies in."""
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / "claims").is_dir() and _has_settings(folder):
            return folder
    for folder in (start.absolute(), *start.absolute().parents):
        if (folder / "claims").is_dir():
            return folder
    raise Refused(
        f"there is no base in {start} or above it\n"
        "a base is a folder with `claims/`, `sources/` and `whence.toml`; `whence init NAME` starts one"
    )


def _has_settings(folder: Path) -> bool:
    if (folder / "whence.toml").is_file():
        return True
    project = folder / "pyproject.toml"
    return project.is_file() and b"[tool.whence]" in project.read_bytes()


def read(root: Path) -> Texts:
    """Every YAML file under `claims/` and `sources/`, and the settings; links that lead out of the base are refused."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    total = 0
    for name in SETTINGS:
        if (root / name).is_file():
            files[name] = (root / name).read_bytes()
    names: dict[str, str] = {}
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        problem = _refused(root, path, name, names, len(files), total)
        if problem:
            findings.append(Finding("bad-path", "", problem, Place(_readable(name))))
            continue
        try:
            files[name] = path.read_bytes()
        except OSError as error:
            message = f"cannot be read: {error.strerror or error}"
            findings.append(Finding("bad-path", "", message, Place(_readable(name))))
            continue
        total += len(files[name])
    return Texts(root, files, tuple(findings))


def _readable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()


def _paths(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for at, folders, names in os.walk(root / folder):
            folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in SKIPPED)
            for name in sorted(names):
                if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                    yield Path(at) / name


def _refused(root: Path, path: Path, name: str, names: dict[str, str], count: int, total: int) -> str:
    if path.is_symlink():
        try:
            inside = path.resolve(strict=True).is_relative_to(root.resolve())
        except (OSError, RuntimeError):
            return "a link that leads nowhere, or to itself"
        if not inside:
            return "a link that leads out of the base is not followed"
    folded = unicodedata.normalize("NFC", name).casefold()
    if folded in names:
        return (
            f"this name and {_readable(names[folded])} are one and the same on some file systems: rename one"
        )
    names[folded] = name
    size = path.stat().st_size
    if size > FILE_LIMIT:
        return f"{size:,} bytes; a file may have {FILE_LIMIT:,}: split it"
    if count >= FILES_LIMIT or total + size > BASE_LIMIT:
        return f"a base may have {FILES_LIMIT:,} files and {BASE_LIMIT:,} bytes in all"
    return ""


def settings_of(files: Mapping[str, bytes]) -> tuple[Settings, tuple[Finding, ...]]:
    """The base's settings, and what is wrong with them; `whence.toml` goes before `pyproject.toml`."""
    from whence.files.schema import Settings
    from whence.files.settings import read_settings

    for name in SETTINGS:
        if name in files and (name == "whence.toml" or b"[tool.whence]" in files[name]):
            return read_settings(files[name].decode("utf-8", "replace"), name)
    return Settings(), ()


def yaml_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that hold records: all but those of the settings."""
    return {name: content for name, content in files.items() if name not in SETTINGS}


def load(
    texts: Texts, today: str = "", known_on: str = "", snapshots: Mapping[str, str] | None = None
) -> Edition:
    """The edition of what was read; from the cache when nothing that it depends on has changed."""
    looked_up = sorted((snapshots or {}).items())
    name = key(texts, today, known_on, looked_up)
    kept = cache.fetch(f"edition-{name[:40]}")
    if kept is not None:
        return kept  # type: ignore[no-any-return]
    edition = _assemble(texts, today, known_on, snapshots)
    cache.keep(f"edition-{name[:40]}", edition)
    return edition


def count(texts: Texts, make: Callable[[], int], *others: object) -> int:
    """A number that is worked out of some files, from the cache when nothing that it depends on has changed."""
    name = f"count-{key(texts, *others)[:40]}"
    kept = cache.fetch(name)
    if not isinstance(kept, int):
        kept = make()
        cache.keep(name, kept)
    return kept


def key(texts: Texts, *others: object) -> str:
    """A hash of the files, the engine and whatever else a result depends on."""
    return hashlib.sha256(repr((__version__, cache.engine(), texts.digest(), *others)).encode()).hexdigest()


def _assemble(texts: Texts, today: str, known_on: str, snapshots: Mapping[str, str] | None) -> Edition:
    from dataclasses import replace

    from whence.judge.assemble import assemble

    settings, problems = settings_of(texts.files)
    edition = assemble(yaml_of(texts.files), settings, today=today, known_on=known_on, snapshots=snapshots)
    return replace(edition, findings=(*texts.findings, *problems, *edition.findings))


def renewed(texts: Texts, found: Edition, today: str = "", known_on: str = "") -> Edition:
    """The edition of files that are not what `found` was read from; what they do not touch is taken over from it."""
    from dataclasses import replace

    from whence.files import knowledge, reader
    from whence.judge.assemble import judge
    from whence.model.linking import link

    settings, problems = settings_of(texts.files)
    records = reader.read(yaml_of(texts.files))
    if known_on:
        records = knowledge.known(records, known_on)
    base, memory = link(records, settings), found.values.memory()
    edition = judge(base, today=today, memory=memory, snapshots=found.snapshots, before=found)
    return replace(edition, findings=(*texts.findings, *problems, *edition.findings))


def snapshots(folder: str, records: Records) -> dict[str, bytes]:
    """The copies of sources that lie in a folder, by the file name that the base records for them."""
    wanted = {source.snapshot.file for source in records.sources.values() if source.snapshot}
    found: dict[str, bytes] = {}
    for name in sorted(wanted):
        path = Path(folder) / name
        inside = path.resolve().is_relative_to(Path(folder).resolve())
        if inside and path.is_file() and path.stat().st_size <= BASE_LIMIT:
            found[name] = path.read_bytes()
    return found
