"""The records of a base, and where everything in them stands in its files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from whence.files.fields import SPELLING
from whence.files.late import Late
from whence.files.places import Path, Spot
from whence.files.schema import (
    Change,
    Check,
    Choice,
    Citation,
    Claim,
    Quantity,
    Source,
    Term,
    Topic,
    UnitRecord,
)
from whence.files.sections import EVERY, NESTED, SECTIONS, TOPIC, having, hints
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Place, Problem

T = TypeVar("T")
Item = str | int
NOWHERE = Spot(0, 0)
# What in a record has citations of its own: senses, options, older values.
_CITING = tuple(name for name, kind in NESTED.items() if "cites" in hints(kind))


@dataclass(frozen=True)
class FileRecords:
    """What one file holds. `broken` maps an id that it fails to deliver to the index of the finding why."""

    file: str
    text: str
    spot: Spot | Late = NOWHERE
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    topic: Topic | None = None
    findings: tuple[Finding, ...] = ()
    broken: Mapping[str, int] = field(default_factory=dict)

    def place(self, path: Iterable[Item], key: bool = False) -> Place:
        """The place of the value (or of its key) at a path, or of the nearest node above it."""
        path = tuple(path)
        if isinstance(self.spot, Late) and (key or len(path) > 2) and (name := self.spot.name(path)):
            return self.stretch(*name)
        spot, found = self.spot.at(path)
        if (key or (not found and spot.kids)) and spot.key_start >= 0:
            return self.stretch(spot.key_start, spot.key_end)
        return self.stretch(spot.start, spot.end)

    def within(self, path: Iterable[Item], value: str, start: int, end: int) -> Place:
        """The place of a stretch of the scalar at a path, given its value; else of the whole scalar."""
        spot, found = self.spot.at(path)
        if spot.kids or (not found and spot.start == spot.end):
            return self.place(path)
        raw = self.text[spot.start : spot.end]
        at = _offset(raw, value, start, end)
        if at is None:
            return self.stretch(spot.start, spot.end)
        return self.stretch(spot.start + at, spot.start + at + max(end - start, 1))

    def stretch(self, start: int, end: int) -> Place:
        """The place of a stretch of the file, as much of it as is in its first line."""
        line = bisect_right(self._lines, start)
        begins = self._lines[line - 1]
        stop = min(end, self._lines[line] - 1 if line < len(self._lines) else len(self.text))
        length = len(self.text[start:stop].rstrip())
        return Place(self.file, line, start - begins + 1, max(length, 1))

    @cached_property
    def _lines(self) -> tuple[int, ...]:
        return (0, *(hit.end() for hit in re.finditer("\n", self.text)))


def _offset(raw: str, value: str, start: int, end: int) -> int | None:
    """Where a stretch of a value begins in the scalar that writes it."""
    body = raw.find(value)
    if body >= 0:
        return body + start
    needle = value[start:end]
    if not needle.strip():
        return None
    # Escapes and folding move things about: look for the same words, the same number of times.
    at = -1
    for _ in range(value.count(needle, 0, start) + 1):
        at = raw.find(needle, at + 1)
        if at < 0:
            return None
    return at


class _Section(Generic[T]):
    """A section as code names it: `records.claims` has the records of `claims`, by id."""

    def __set_name__(self, owner: type[Records], name: str) -> None:
        self.name = name

    def __get__(self, records: Records, owner: type[Records]) -> Mapping[str, T]:
        return records.of(self.name)


@dataclass(frozen=True)
class Records:
    """A whole base: the records that hold, by section and id, and what is wrong with the rest.

    `broken` maps the ids of records that are absent because they are broken to the finding that says why, so
    that nobody complains a second time about what refers to them. `later` are ids and aliases left out because they were
    not yet known at the date that the base is looked at, and `awaited` names the quantities that they are of.
    """

    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: {name: {} for name in SECTIONS})
    topics: Mapping[str, Topic] = field(default_factory=dict)
    home: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    broken: Mapping[str, Finding] = field(default_factory=dict)
    files: Mapping[str, FileRecords] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()

    claims = _Section[Claim]()
    quantities = _Section[Quantity]()
    terms = _Section[Term]()
    choices = _Section[Choice]()
    checks = _Section[Check]()
    units = _Section[UnitRecord]()
    changes = _Section[Change]()
    sources = _Section[Source]()

    def of(self, section: str) -> Mapping[str, Any]:
        """The records of a section, by id."""
        return self.sections[section]

    def called(self, id: str) -> str:
        """What an id stands for already, as a sentence has it; nothing for one that is free. Units are words beside these."""
        found = next((each.one for each in EVERY if not each.words and id in self.of(each.name)), "")
        if found:
            return f"a {found}"
        older = (
            other
            for section in having("aliases")
            for other, record in self.of(section).items()
            if id in record.aliases
        )
        if other := next(older, ""):
            return f"an older id of `{other}`"
        return (
            "a record that is broken" if id in self.broken else "a later record" if id in self.later else ""
        )

    def having(self, sections: Mapping[str, Mapping[str, Any]], **others: Any) -> Records:
        """The same with some sections replaced."""
        return replace(self, sections={**self.sections, **sections}, **others)

    def place(self, section: str, id: str, *path: Item) -> Place:
        """The place of a value in a record, or of its nearest parent that is there.

        `path` holds field names, names inside mappings and list indexes. Topics have files for ids.
        """
        file, steps = self._steps(section, id, path)
        return file.place(steps, key=not path) if file else Place(id if section == TOPIC else "")

    def key_place(self, section: str, id: str, *path: Item) -> Place:
        """The place of the key, where `place` gives that of the value."""
        file, steps = self._steps(section, id, path)
        return file.place(steps, key=True) if file else Place(id if section == TOPIC else "")

    def within(self, section: str, id: str, *path: Item, start: int, end: int) -> Place:
        """The place of a stretch of a text in a record, from offsets in the record's text.

        Exact where the YAML has the text as it is; in text with escapes or folded lines, the same words; in the
        long form of a value, the part of it that holds the stretch of its canonical text.
        """
        file, steps = self._steps(section, id, path)
        value = self._value(section, id, path)
        if file is None or not isinstance(value, str):
            return self.place(section, id, *path)
        if value.startswith("{") and file.spot.at(steps)[0].kids:
            return _within_long(file, steps, value, start, end)
        return file.within(steps, value, start, end)

    def _steps(self, section: str, id: str, path: Path) -> tuple[FileRecords | None, Path]:
        file = self.files.get(id if section == TOPIC else self.home.get(f"{section}:{id}", ""))
        start = (TOPIC,) if section == TOPIC else (section, id)
        first = tuple(SPELLING.get(item, item) if isinstance(item, str) else item for item in path[:1])
        return file, (*start, *first, *path[1:])

    def _value(self, section: str, id: str, path: Path) -> Any:
        value: Any = self.topics.get(id) if section == TOPIC else self.of(section).get(id)
        names = {spelt: name for name, spelt in SPELLING.items()}
        for depth, item in enumerate(path):
            name = names.get(str(item), str(item)) if depth == 0 else str(item)
            if isinstance(value, Mapping):
                value = value.get(item)
            elif isinstance(value, tuple):
                value = value[item] if isinstance(item, int) and item < len(value) else None
            else:
                value = getattr(value, name, None)
        return value


def _within_long(file: FileRecords, steps: Path, value: str, start: int, end: int) -> Place:
    """The place of a stretch of a long form, whose canonical text the offsets count in."""
    from whence.language.values import flow

    tree = flow.read_flow(value)
    again = tree if isinstance(tree, Problem) else flow.read_flow(flow.flow_text(tree))
    if isinstance(again, Problem):
        return file.place(steps)
    inner, leaf = flow.innermost(again, start, end)
    if leaf is None:
        return file.place((*steps, *inner), key=bool(inner))
    return file.within((*steps, *inner), leaf.text, start - leaf.start, end - leaf.start)


def cited(records: Records) -> Iterator[tuple[str, str, tuple[str | int, ...], str]]:
    """Every mention of a source: section, id, path to the mention, and the name that stands there."""
    for section in having("relies_on"):
        for id, record in records.of(section).items():
            for number, name in enumerate(record.relies_on):
                yield section, id, ("relies_on", number), name
    for section in SECTIONS:
        for id, record in records.of(section).items():
            for path, citation in _citations(record):
                yield section, id, (*path, "source"), citation.source
                if citation.via:
                    yield section, id, (*path, "via"), citation.via
    for section in having("source"):
        for id, record in records.of(section).items():
            if record.source:
                yield section, id, ("source",), record.source


def _citations(record: Any) -> Iterator[tuple[tuple[str | int, ...], Citation]]:
    """The citations of a record and of what stands in it: its senses, its options, its older values."""
    for number, citation in enumerate(getattr(record, "cites", None) or ()):
        yield ("cites", number), citation
    for name in _CITING:
        inner = getattr(record, name, None) or ()
        for key, part in inner.items() if isinstance(inner, Mapping) else enumerate(inner):
            for path, citation in _citations(part):
                yield (name, key, *path), citation
