"""What a build knew of its files, for the next: what each was drawn from, how it was left, and what its page says of itself.

It is kept in the user's own folder and never in the site, whose marker is anybody's. A file stands where nothing that it
was drawn from has changed, and the system says of it what it said when it was left.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from whence.language.frozen import dataclass
from whence.model.reads import Item
from whence.publish.facts import ORDER, Facts, moved
from whence.publish.pages.parts import Head

FORM = 1


@dataclass(frozen=True)
class File:
    """A file as it was left: the call that drew it, its hash, what the system said of it, its page, and what was read."""

    call: str
    digest: str
    said: str
    head: Head | None
    read: tuple[int, ...] | array[int]


@dataclass(frozen=True)
class Kept:
    """The files of a build by path, the items that they read with their hashes, and the order of the nodes then.

    `frame` is a hash of all that they depend on alike.
    """

    frame: str = ""
    items: tuple[tuple[Item, str], ...] = ()
    order: tuple[str, ...] = ()
    files: Mapping[str, File] = field(default_factory=dict)

    def changed(self, facts: Facts) -> dict[int, Item]:
        """The items that are not what they were, by their places."""
        away = moved(self.order, facts.order)
        return {
            n: item
            for n, (item, was) in enumerate(self.items)
            if not was or (item[1] in away if item[0] == ORDER else facts.of(item) != was)
        }

    def standing(self, facts: Facts, calls: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """(path, why) of every file that is called for: why it is to be drawn, or nothing where it stands."""
        changed = self.changed(facts)
        apart = set(changed)
        for path, call in calls.items():
            file = self.files.get(path)
            if file is None or not call:
                yield path, "it is new" if call else "it is always drawn"
            elif file.call != call:
                yield path, "it shows something else"
            elif apart.isdisjoint(file.read):
                yield path, ""
            else:
                yield path, told(next(changed[n] for n in file.read if n in apart))


def told(item: Item) -> str:
    """That an item has changed, in words."""
    table, key = item
    return f"{table} {key} has changed" if key else f"{table} has changed"


def packed(kept: Kept) -> bytes:
    """What is known, as bytes that nothing runs: JSON, then the places of what was read."""
    read = array("I")
    lines = []
    for path, file in kept.files.items():
        read.extend(file.read)
        lines.append([path, file.call, file.digest, file.said, file.head, len(file.read)])
    items = [[table, key, was] for (table, key), was in kept.items]
    head = json.dumps([FORM, kept.frame, items, kept.order, lines], separators=(",", ":")).encode()
    return zlib.compress(b"%d\n" % len(head) + head + read.tobytes(), 1)


def unpacked(content: bytes) -> Kept:
    """The same from bytes; nothing is known where they cannot be read."""
    try:
        plain = zlib.decompress(content)
        size, _, rest = plain.partition(b"\n")
        form, frame, items, order, lines = json.loads(rest[: int(size)])
        if form != FORM:
            return Kept()
        read = array("I", rest[int(size) :])
    except (zlib.error, ValueError, TypeError):
        return Kept()
    files, at = {}, 0
    for path, call, digest, said, head, count in lines:
        files[path] = File(call, digest, said, Head(*head) if head else None, read[at : at + count])
        at += count
    known = tuple(((table, _key(key)), was) for table, key, was in items)
    return Kept(frame, known, tuple(order), files)


def _key(key: Any) -> Any:
    return tuple(map(_key, key)) if isinstance(key, list) else key


class Noting:
    """What is known of a build while it is made: the items that its files read, each once, those of the one before first."""

    def __init__(self, facts: Facts, frame: str, before: Kept) -> None:
        self._facts, self._frame = facts, frame
        self._places = {item: n for n, (item, _) in enumerate(before.items)}
        self._files: dict[str, File] = {}

    def stands(self, path: str, file: File) -> None:
        """A file that was not drawn, since it is as it was left in the build before."""
        self._files[path] = file

    def note(self, path: str, call: str, read: Iterable[Item], head: Head | None) -> None:
        """A file that was drawn, from what it read."""
        places = self._places
        found = array("I", sorted(places.setdefault(each, len(places)) for each in read))
        self._files[path] = File(call, "", "", head, found)

    def left(self, states: Mapping[str, tuple[str, str]]) -> Kept:
        """All of it, with the hash of each file and what the system says of it now that it is written."""
        files = {
            path: File(file.call, *states[path], file.head, file.read)
            for path, file in self._files.items()
            if path in states
        }
        used = sorted(set[int]().union(*(file.read for file in files.values())))
        every = tuple(self._places)
        items = tuple((every[n], self._facts.of(every[n])) for n in used)
        places = {n: place for place, n in enumerate(used)}
        if len(used) < len(every):
            files = {path: _moved(file, places) for path, file in files.items()}
        return Kept(self._frame, items, tuple(self._facts.order), files)


def _moved(file: File, places: Mapping[int, int]) -> File:
    return replace(file, read=array("I", map(places.__getitem__, file.read)))
