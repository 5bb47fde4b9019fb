"""The records of a base that has been read before, file by file and only when a record of that file is asked for.

What is known beforehand is where each id stands. A record itself is read from the text, as ever; so nothing that is kept
can make it another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from whence.files.late import Late as Lines
from whence.files.reader import read_file, read_record
from whence.files.records import FileRecords, Records
from whence.files.sections import SECTIONS, TOPIC

Value = TypeVar("Value")

# What says of a file that it was read line by line, so that its records can be, one by one.
BY_LINES = "by lines"
# So they are while they are less than one in so many of its records.
FEW = 8
# The ids of the records in each file, by section, in their order.
Places = Mapping[str, Mapping[str, list[str]]]


class Late(Mapping[str, Value], Generic[Value]):
    """A table whose keys are known, and whose values are read when they are asked for.

    `files` has the file of each key, `texts` what stands in these. Who goes through it meets all keys, or some.
    """

    def __init__(
        self,
        files: Mapping[str, str],
        texts: Mapping[str, bytes],
        read: Callable[[str, str], Value],
        some: Collection[str] | None = None,
    ) -> None:
        self.files, self.texts, self._read = files, texts, read
        self._keys = files if some is None else some
        self._known: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._known:
            self._known[key] = self._read(self.files[key], key)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def some(self, keys: Container[str]) -> Late[Value]:
        """The same, of which some keys alone are gone through; each is there for who asks for it."""
        held = [key for key in self.files if key in keys]
        return Late(self.files, self.texts, lambda _, key: self[key], held)

    def having(self, id: str, value: Value) -> Late[Value]:
        """The same with another value of one of its keys."""
        return Late(self.files, self.texts, lambda _, key: value if key == id else self[key], self._keys)


def places(records: Records) -> Places | None:
    """Where the records of a base stand; None where something in it does not hold, or is not as it stands in its file."""
    if records.findings or records.broken or records.later:
        return None
    return {name: held(file) for name, file in records.files.items()}


def held(file: FileRecords) -> Mapping[str, list[str]]:
    """The ids of the records in a file, by section, in their order."""
    found = {section: list(each) for section, each in file.sections.items()}
    found |= {TOPIC: [file.file]} if file.topic else {}
    return found | ({BY_LINES: [file.file]} if isinstance(file.spot, Lines) else {})


def records(texts: Mapping[str, bytes], known: Places) -> Records:
    """The records of the files of a base in which they stand at known places."""

    def file(name: str, _: str = "") -> FileRecords:
        return read_file(name, texts[name])

    asked, size = Counter[str](), {name: sum(map(len, each.values())) for name, each in known.items()}

    def one(name: str, section: str, id: str) -> Any:
        asked[name] += 1
        if BY_LINES in known[name] and FEW * asked[name] < size[name]:
            return read_record(name, texts[name], section, id)
        return file(name).sections[section][id]

    def table(section: str) -> Late[Any]:
        return Late(_files(known, section), texts, lambda name, id: one(name, section, id))

    sections = {section: table(section) for section in SECTIONS}
    home = {f"{section}:{id}": name for section, each in sections.items() for id, name in each.files.items()}
    topics: Late[Any] = Late(_files(known, TOPIC), texts, lambda name, _: file(name).topic)
    return Records(sections, topics, home, files=Late({name: name for name in sorted(known)}, texts, file))


def _files(known: Places, section: str) -> dict[str, str]:
    """The file of each record of a section, in the order in which a base has them."""
    return {id: name for name in sorted(known) for id in known[name].get(section, ())}


def naming(records: Records, section: str, fields: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The records of a section that may have one of some fields: of files that were not read yet, those in which it stands."""
    held = records.of(section)
    if not isinstance(held, Late):
        yield from held.items()
        return
    named = {name for name in {*held.files.values()} if _stands(held.texts[name], tuple(fields))}
    yield from ((id, held[id]) for id, name in held.files.items() if name in named)


@lru_cache(maxsize=4096)
def _stands(content: bytes, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands in a file."""
    return any(word.encode() in content for word in words)
