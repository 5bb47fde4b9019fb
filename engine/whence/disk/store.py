"""The files of a base: found, read within limits, and the edition of what was read."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whence import __version__
from whence.disk import cache, folders, journal
from whence.files import filenames
from whence.files.filenames import SETTINGS
from whence.files.sections import FOLDERS
from whence.language import limits
from whence.language.problems import Finding, Place, Refused

if TYPE_CHECKING:
    from whence.files.records import Records
    from whence.files.schema import Settings
    from whence.judge.edition import Edition


@dataclass(frozen=True)
class Texts:
    """What was read from disk: every file of the base by its path in it, and what could not be read."""

    root: Path
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    def digest(self) -> str:
        """A hash of every path and byte, and of what could not be read."""
        whole = hashlib.sha256()
        for path, content in sorted(self.files.items()):
            whole.update(f"{path}\0{len(content)}\0".encode("utf-8", "backslashreplace"))
            whole.update(content)
        whole.update(repr(self.findings).encode("utf-8", "backslashreplace"))
        return whole.hexdigest()


def find(start: Path) -> Path:
    """The base that a folder is, or lies in."""
    around = (start.absolute(), *start.absolute().parents)
    bases = [folder for folder in around if _there(folder, "claims")]
    for folder in bases:
        if _has_settings(folder):
            return folder
    if bases:
        return bases[0]
    raise Refused(
        f"there is no base in {start} or above it\n"
        "a base is a folder with `claims/`, `sources/` and `whence.toml`; `whence init NAME` starts one"
    )


def around(folder: Path) -> Path | None:
    """The base that a folder is or lies in, by its name; None where it lies in none."""
    try:
        return find(folder)
    except Refused:
        return None


def _there(folder: Path, name: str) -> bool:
    """Whether a folder has a name; a link too, which is then told of and not followed."""
    try:
        mode = os.lstat(folder / name).st_mode
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    return stat.S_ISDIR(mode) or stat.S_ISLNK(mode)


def _has_settings(folder: Path) -> bool:
    if folders.there(folder / "whence.toml"):
        return True
    try:
        return b"[tool.whence]" in folders.read(folder, "pyproject.toml", limits.SETTINGS)
    except (FileNotFoundError, Refused):
        return False


def read(root: Path) -> Texts:
    """Every YAML file under `claims/` and `sources/`, and the settings; what is not read is a finding that says why."""
    reading = _Reading(root)
    settings = next((name for name in SETTINGS if folders.there(root / name)), "")
    if settings:
        reading.take(settings, limits.SETTINGS)
    reading.style(settings)
    for name in FOLDERS:
        reading.look(name)
    if why := journal.left(root):
        reading.object_to(journal.JOURNAL, why, "unfinished-edit")
    return Texts(root, reading.files, (*_folded(reading.findings),))


class _Reading:
    """A base while it is read: the files so far, and what is told of those that are not."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self.names: dict[str, str] = {}
        self.size = 0

    def object_to(self, name: str, why: str, rule: str = "bad-path", *hints: str) -> None:
        """Tell of something by its name."""
        self.findings.append(Finding(rule, "", why, Place(folders.readable(name)), hints))

    def style(self, settings: str) -> None:
        """Read the style sheet that the settings name, or tell why it is left out."""
        from whence.files.styles import objection

        name = settings_of(self.files)[0].style if b"style" in self.files.get(settings, b"") else ""
        if not name:
            return
        self.take(name, limits.STYLE)
        if name in self.files and (problem := objection(self.files[name])):
            before = self.files.pop(name).decode("utf-8", "replace")[: problem.start]
            place = Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
            self.findings.append(Finding(problem.rule, "", problem.message, place, problem.hints))

    def look(self, top: str) -> None:
        """Read what lies in a folder of the base and below it."""
        waiting = [top] if folders.there(self.root / top) else []
        while waiting:
            name = waiting.pop()
            try:
                entries = folders.listing(self.root, name)
            except Refused as error:
                self.object_to(name, f"nothing in this folder is read: {error}")
                continue
            except OSError as error:
                self.object_to(name, f"nothing in this folder is read: {error.strerror or error}")
                continue
            below = [self.entry(f"{name}/{each}", kind) for each, kind in entries]
            waiting += [each for each in reversed(below) if each]

    def entry(self, name: str, kind: str) -> str:
        """Read a file, or tell why not; the name of a folder to look into is given back."""
        last = name.rpartition("/")[2]
        if last in filenames.TOOLS:
            return ""
        if kind == "folder":
            return self.folder(name, last)
        # A link without an ending may be one to a folder of claims.
        if filenames.like(name) or (kind == "link" and "." not in last):
            if why := filenames.unread(name) if kind == "file" else "":
                self.object_to(name, why, "not-read", "rename it, or move it out of here")
            else:
                self.take(name, limits.FILE)
        return ""

    def folder(self, name: str, last: str) -> str:
        """The name of a folder, if what is in it is to be read."""
        if last.startswith("."):
            self.object_to(name, "nothing in this folder is read: its name begins with a dot", "not-read")
            return ""
        if name.count("/") >= limits.FOLDERS.most:
            self.object_to(name, f"nothing in this folder is read: {limits.FOLDERS.over()}")
            return ""
        if filenames.like(name):
            why = "this is a folder, though it has the name of a file; the files in it are read"
            self.object_to(name, why, "not-read", "rename it")
        return name

    def take(self, name: str, limit: limits.Limit) -> None:
        """Read one file, or tell why it cannot be read."""
        if why := filenames.bad(name) or self.full():
            return self.object_to(name, why)
        if other := self.same(name):
            why = "this name is one with that of another file on systems that ignore case or how accents are spelt"
            return self.object_to(name, why, "bad-path", f"rename this one or {folders.readable(other)}")
        try:
            content = folders.read(self.root, name, limit)
        except Refused as error:
            hints = (limit.way_out,) if str(limit.most) in str(error).replace(",", "") else ()
            return self.object_to(name, str(error), "bad-path", *hints)
        except OSError as error:
            return self.object_to(name, f"this cannot be read: {error.strerror or error}")
        self.files[name] = content
        self.size += len(content)

    def same(self, name: str) -> str:
        """The file before this one that has the same name on some file systems; nothing if none has."""
        other = self.names.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        return "" if other == name else other

    def full(self) -> str:
        """Why no further file is read; nothing if there is room."""
        if len(self.files) >= limits.FILES.most:
            return limits.FILES.over()
        return limits.BASE.over() if self.size > limits.BASE.most else ""


def _folded(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, of those that say the same the first few and how many more there are."""
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for each in findings:
        alike[each.rule, re.sub(r"[0-9,]+", "", each.message)].append(each)
    for same in alike.values():
        yield from same[: limits.ALIKE.most]
        if len(same) > limits.ALIKE.most:
            first, more = same[limits.ALIKE.most], len(same) - limits.ALIKE.most
            what = "file" if more == 1 else "files"
            yield Finding(
                first.rule,
                "",
                f"{more:,} more {what}, for the same reason: {first.message}",
                first.place,
                first.hints,
            )


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
    texts: Texts,
    today: str = "",
    known_on: str = "",
    snapshots: Mapping[str, str] | None = None,
    keep: bool = True,
) -> Edition:
    """The edition of what was read, which may `keep` its draws: see `assemble`."""
    from dataclasses import replace

    from whence.judge.assemble import assemble

    settings, problems = settings_of(texts.files)
    edition = assemble(
        yaml_of(texts.files), settings, today=today, known_on=known_on, snapshots=snapshots, keep=keep
    )
    problems = (*problems, *_unwatched(texts, settings, edition.base.records))
    return replace(edition, judged=lambda: (*texts.findings, *problems, *edition.findings))


def key(texts: Texts, *others: object) -> str:
    """A hash of the files, the engine and whatever else a result depends on."""
    return hashlib.sha256(repr((__version__, cache.engine(), texts.digest(), *others)).encode()).hexdigest()


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
    problems = (*problems, *_unwatched(texts, settings, records))
    return replace(edition, judged=lambda: (*texts.findings, *problems, *edition.findings))


def _unwatched(texts: Texts, settings: Settings, records: Records) -> Iterator[Finding]:
    """That the settings watch what is not there."""
    from whence.files.sections import SEARCHED
    from whence.files.settings import unwatched

    if settings.watch:
        of = [records.of(each.name) for each in SEARCHED]
        names = {
            name for each in of for id, one in each.items() for name in (id, *getattr(one, "aliases", ()))
        }
        file = next(name for name in SETTINGS if name in texts.files)
        text = texts.files[file].decode("utf-8", "replace")
        yield from unwatched(text, file, settings.watch, names | set(records.broken) | records.later)


def snapshots(folder: str, records: Records) -> tuple[dict[str, bytes], dict[str, str]]:
    """The copies of sources in a folder by the file name that the base records, and why others there are not read."""
    wanted = {source.snapshot.file for source in records.sources.values() if source.snapshot}
    found: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for name in sorted(wanted):
        try:
            found[name] = folders.read(Path(folder), name, limits.SNAPSHOT)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except Refused as error:
            refused[name] = str(error)
    return found, refused
