"""Files to records: every record that holds, where everything stands, and one finding for each that does not.

`read_file` depends on nothing but its own file, so its result can be kept by the hash of the content; `merge`
puts files together and sees to what only shows between them, such as an id that two files claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from whence.files import filenames
from whence.files.block import Block, own_lines
from whence.files.direct import built
from whence.files.mistakes import Mistake, bad_id, bad_unit_name
from whence.files.places import Path, Spot
from whence.files.records import NOWHERE, FileRecords, Item, Records
from whence.files.schema import Topic
from whence.files.sections import SECTIONS, TOPIC, namespace, one
from whence.files.validation import validate
from whence.files.yaml import Composed, Fault, compose, decode
from whence.language.limits import FILE, TOLD, UNKNOWN
from whence.language.patterns import later
from whence.language.problems import HIDDEN, Finding, Place, Problem, brief, counted, did_you_mean, visible


def read(texts: Mapping[str, str | bytes]) -> Records:
    """The records of a base from its YAML files, by path. Files of other kinds are left alone."""
    return merge(read_file(path, texts[path]) for path in sorted(texts) if filenames.like(path))


@lru_cache(maxsize=512)
def read_file(file: str, content: str | bytes) -> FileRecords:
    """What one file holds. Never raises: what cannot be read is a finding, and the rest is there."""
    if why := filenames.unread(file):
        found = Finding("not-read", "", why, Place(file), ("rename it, or move it out of here",))
        return FileRecords(file, "", findings=(found,))
    text = decode(content)
    if isinstance(text, Problem):
        start = content[: FILE.most]
        lenient = start.decode("utf-8", "replace") if isinstance(start, bytes) else start
        return _unreadable(file, lenient.removeprefix("\ufeff"), text)
    block = Block(text)
    if block.read():
        return _File(file, text, Composed(block.data, NOWHERE), block).read()
    composed = compose(text)
    if isinstance(composed, Problem):
        return _unreadable(file, text, composed)
    return _File(file, text, composed).read()


def read_record(file: str, content: str | bytes, section: str, id: str) -> Any:
    """One record of a file that was read line by line, and holds: from its own lines where these are all that it takes."""
    text = decode(content)
    block = Block(own_lines(text, section, id) if isinstance(text, str) else "")
    if block.read() and not block.parsed:
        found = _File(file, block.text, Composed(block.data, NOWHERE), block).read()
        if not found.findings and [*found.sections.get(section, ())] == [id]:
            return found.sections[section][id]
    return read_file(file, content).sections[section][id]


_LINE = later(r"^ {1,8}(['\"]?)([a-z][a-z0-9.-]{0,95})\1:[ \t]*(?:\{.*)?\r?$", re.MULTILINE)


def _unreadable(file: str, text: str, problem: Problem) -> FileRecords:
    """A file that cannot be composed: one finding, and the ids that it seems to define."""
    plain = FileRecords(file, text)
    finding = _finding(problem, "", plain.stretch(problem.start, problem.end))
    ids = {hit[2] for hit in _LINE.finditer(text)}
    return replace(plain, findings=(finding,), broken=dict.fromkeys(sorted(ids), 0))


def _finding(problem: Problem | Mistake, id: str, place: Place) -> Finding:
    return Finding(problem.rule, id, problem.message, place, problem.hints)


class _File:
    """One composed file on its way to records."""

    def __init__(self, file: str, text: str, composed: Composed, block: Block | None = None) -> None:
        self.plain = FileRecords(file, text, block.late if block else composed.spot)
        self.block = block
        self.data = composed.data
        self.faults: dict[Path, list[Fault]] = {}
        for fault in composed.faults:
            self.faults.setdefault(fault.path[:2], []).append(fault)
        self.findings: list[Finding] = []
        self.untold = 0
        self.broken: dict[str, int] = {}
        self.sections: dict[str, dict[str, Any]] = {}
        self.topic: Topic | None = None

    def read(self) -> FileRecords:
        self._file_faults()
        if isinstance(self.data, dict):
            for key in _SECTIONS:
                if key in self.data:
                    self._section(key, self.data[key])
            self._unknown([key for key in self.data if key not in _SECTIONS])
        elif self.data is not None:
            self._object("", Mistake("bad-yaml", f"a file is a mapping of sections: {', '.join(_SECTIONS)}"))
        if self.untold:
            message = f"this file has {counted(self.untold, 'more mistake')}; the first {TOLD.most} are told"
            self.findings.append(Finding("bad-yaml", "", message, self.plain.place(())))
        # `claims: {}` is somebody's word; `claims:` may be all that is left of a file.
        if not self.findings and not any(each is not None for each in (self.data or {}).values()):
            self._object(
                "", Mistake("empty-file", self._nothing(), hints=("write into it, or take it away",))
            )
        if not self.block and not self.plain.text.isascii():
            self.findings.extend(_hidden_outside(self.plain))
        found, broken = tuple(self.findings), self.broken
        return replace(self.plain, sections=self.sections, topic=self.topic, findings=found, broken=broken)

    def _nothing(self) -> str:
        """What a file that gives no record holds."""
        if not self.plain.text.strip():
            return "there is nothing in this file"
        return "no record stands in this file" if self.data else "nothing but comments stands in this file"

    def _file_faults(self) -> None:
        """Faults above the level of a record: each is told, and none breaks a record."""
        for path, faults in self.faults.items():
            if len(path) < 2 or path[0] == TOPIC:
                for fault in faults:
                    self._fault("", fault.problem)

    def _fault(self, id: str, problem: Problem) -> None:
        if self._told():
            place = self.plain.stretch(problem.start, problem.end)
            self.findings.append(_finding(problem, id, place))

    def _told(self) -> bool:
        """Whether there is room for one more finding; what there is no room for is counted and told as one."""
        self.untold += len(self.findings) >= TOLD.most
        return len(self.findings) < TOLD.most

    def _object(self, id: str, mistake: Mistake, path: Path = (), value: Any = None) -> None:
        if not self._told():
            return
        steps = (*path, *mistake.path)
        if mistake.end and isinstance(value, str):
            place = self.plain.within(steps, value, mistake.start, mistake.end)
        else:
            place = self.plain.place(steps, key=mistake.at_key)
        self.findings.append(_finding(mistake, id, place))

    def _section(self, key: str, value: Any) -> None:
        if key == TOPIC:
            topic = {"title": value} if isinstance(value, str) else value
            if not any(path[:1] == (TOPIC,) for path in self.faults):
                self.topic = self._record(Topic, TOPIC, "", topic)
        elif isinstance(value, dict):
            for id, data in value.items():
                self._named(key, id, data)
        elif value is not None:
            message = f"`{key}` is a mapping from ids to {key}"
            self._object("", Mistake("bad-field", message, (key,), at_key=True))

    def _unknown(self, keys: list[str]) -> None:
        for key in keys[: UNKNOWN.most]:
            message = f"`{brief(key)}` is not a section of a file"
            self._object("", Mistake("unknown-key", message, (key,), did_you_mean(key, _SECTIONS), True))
        if rest := keys[UNKNOWN.most :]:
            message = f"`{brief(rest[0])}` and {len(rest) - 1} more are not sections of a file"
            self._object("", Mistake("unknown-key", message, (rest[0],), at_key=True))

    def _named(self, section: str, id: str, data: Any) -> None:
        mistake = bad_unit_name(id) if SECTIONS[section].words else bad_id(id)
        if mistake:
            self.broken[id] = len(self.findings)
            self._object(id, mistake._replace(path=(), at_key=True), (section, id))
            return
        record = self._record(SECTIONS[section].record, section, id, data)
        if record is not None:
            self.sections.setdefault(section, {})[id] = record

    def _record(self, kind: type, section: str, id: str, data: Any) -> Any:
        """The record, or None after objecting once."""
        path = (section, id) if id else (section,)
        for fault in self.faults.get(path, ()) if id else ():
            if fault.problem.rule == "duplicate-key" and len(fault.path) == 2:
                self._fault(id, replace(fault.problem, rule="duplicate-id"))
                continue
            self.broken[id] = len(self.findings)
            self._fault(id, fault.problem)
            return None
        if self._is_plain(path) and (record := built(kind, data)) is not None:
            return record
        record, mistakes = validate(kind, data)
        if record is None and id:
            self.broken[id] = len(self.findings)
        for mistake in mistakes:
            self._object(id, mistake, path, _dig(data, mistake.path))
        return record

    def _is_plain(self, path: Path) -> bool:
        """Whether a record was read line by line: it then holds nothing that cannot be seen."""
        if self.block is None:
            return False
        if len(path) == 2:
            return path not in self.block.parsed
        return not any(section == path[0] for section, _ in self.block.parsed)


_SECTIONS = (TOPIC, *SECTIONS)


def _dig(data: Any, path: Iterable[Item]) -> Any:
    for item in path:
        if isinstance(data, dict):
            data = data.get(item)
        elif isinstance(data, list) and isinstance(item, int) and item < len(data):
            data = data[item]
        else:
            return None
    return data


def _hidden_outside(file: FileRecords) -> Iterator[Finding]:
    """A warning for the first hidden character in a comment, where it can show what is not there."""
    scalars: list[tuple[int, int]] = []
    for hit in HIDDEN.finditer(file.text):
        if hit[0] in "\t\r\n":
            continue
        scalars = scalars or sorted(_scalars(file.spot.whole))
        before = bisect_right(scalars, (hit.start(), len(file.text)))
        if not before or scalars[before - 1][1] <= hit.start():
            message = f"a comment holds the hidden character {visible(hit[0])}"
            yield Finding("text-hidden", "", message, file.stretch(hit.start(), hit.end()), ("take it out",))
            return


def _scalars(spot: Spot) -> Iterator[tuple[int, int]]:
    if spot.key_start >= 0:
        yield spot.key_start, spot.key_end
    if not spot.kids:
        yield spot.start, spot.end
    for kid in spot.kids.values():
        yield from _scalars(kid)


def merge(files: Iterable[FileRecords]) -> Records:
    """The records of all files, in the order of their paths. Of two records with one id the first is kept."""
    merged = _Merged()
    for file in sorted(files, key=lambda one: one.file):
        merged.add(file)
    merged.check_aliases()
    return merged.records()


def same_path(path: str) -> str:
    """What two paths are alike in that some file systems cannot tell apart."""
    return normalize("NFC", path).casefold()


class _Merged:
    def __init__(self) -> None:
        self.sections: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
        self.topics: dict[str, Topic] = {}
        self.home: dict[str, str] = {}
        self.taken: dict[tuple[str, str], str] = {}  # by the namespace and the id
        self.findings: list[Finding] = []
        self.broken: dict[str, Finding] = {}
        self.second: dict[str, Finding] = {}  # why of two records with one id one was not kept
        self.files: dict[str, FileRecords] = {}
        self.paths: dict[
            str, str
        ] = {}  # each as a system would know it that heeds neither case nor composition

    def add(self, file: FileRecords) -> None:
        self._check_path(file)
        self.files[file.file] = file
        self.findings.extend(file.findings)
        for id, index in file.broken.items():
            self.broken.setdefault(id, file.findings[index])
        if file.topic is not None:
            self.topics[file.file] = file.topic
        for section, records in file.sections.items():
            for id, record in records.items():
                self._add(file, section, id, record)

    def _add(self, file: FileRecords, section: str, id: str, record: Any) -> None:
        first = self.taken.setdefault((namespace(section), id), section)
        if f"{first}:{id}" in self.home:
            before = self._place(first, id)
            message = f"`{id}` is defined twice: as a {one(first)} at {before}, as a {one(section)} here"
            self._twice(
                id, message, file.place((section, id), key=True), before, ("give one of them another id",)
            )
            self.second[id] = self.findings[-1]
            return
        self.sections[section][id] = record
        self.home[f"{section}:{id}"] = file.file

    def _twice(self, id: str, message: str, place: Place, before: Place, hints: tuple[str, ...]) -> None:
        self.findings.append(Finding("duplicate-id", id, message, place, hints, {"other": str(before)}))

    def _place(self, section: str, id: str) -> Place:
        return self.files[self.home[f"{section}:{id}"]].place((section, id), key=True)

    def _check_path(self, file: FileRecords) -> None:
        """Two paths that some file systems cannot tell apart."""
        other = self.paths.setdefault(same_path(file.file), file.file)
        if other != file.file:
            message = f"`{visible(file.file)}` and `{visible(other)}` are one file on some systems"
            self.findings.append(Finding("bad-path", "", message, Place(file.file), ("rename one of them",)))

    def check_aliases(self) -> None:
        """Drops each alias that is no id, or that is an id or alias of something else."""
        for section, records in self.sections.items():
            for id, record in list(records.items()):
                if getattr(record, "aliases", ()):
                    kept = tuple(a for n, a in enumerate(record.aliases) if self._alias(section, id, n, a))
                    records[id] = replace(record, aliases=kept)

    def _alias(self, section: str, id: str, index: int, alias: str) -> bool:
        place = self.files[self.home[f"{section}:{id}"]].place((section, id, "aliases", index))
        if mistake := bad_id(alias):
            self.findings.append(_finding(mistake, id, place))
            return False
        taken = namespace(section), alias
        first = self.taken.get(taken)
        if first is None:
            self.taken[taken] = f"{section}:{id}"
            return True
        owner, _, owner_id = first.partition(":")
        before = self._place(owner, owner_id or alias)
        what = f"an alias of `{owner_id}`" if owner_id else "an id"
        message = f"the alias `{alias}` is {what} already, at {before}"
        self._twice(id, message, place, before, ("take it out here, or rename the other",))
        return False

    def records(self) -> Records:
        found = sorted(self.findings, key=lambda one: (one.place or Place(""), one.rule, one.id))
        broken = {id: each for id, each in self.broken.items() if not self._lives(id)} | self.second
        return Records(
            sections=self.sections,
            topics=self.topics,
            home=self.home,
            findings=tuple(found),
            broken=broken,
            files=self.files,
        )

    def _lives(self, id: str) -> bool:
        return any(id in records for records in self.sections.values())
