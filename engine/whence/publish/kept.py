"""What a build knew of its files, for the next: what each was drawn from, how it was left, and what its page says of itself.

It is kept in the user's own folder and never in the site, whose marker is anybody's. A file stands where nothing that it
was drawn from has changed, and the system says of it what it said when it was left.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from whence.judge.evidence import Share
from whence.language.frozen import dataclass
from whence.model.reads import Item
from whence.publish.facts import ORDER, Facts, moved
from whence.publish.known import Worked
from whence.publish.pages.parts import Head

FORM = 2


@dataclass(frozen=True)
class File:
    """A file as it was left: the call that drew it, its hash, what the system said of it, its page, and what was read."""

    call: str
    digest: str
    said: str
    head: Head | None
    read: tuple[int, ...] | array[int]


@dataclass(frozen=True)
class Found:
    """The shares of uncertainty of a node, and what was read for them."""

    shares: tuple[Share, ...]
    read: tuple[int, ...] | array[int]


@dataclass(frozen=True)
class Kept:
    """The files of a build by path, the shares of nodes, the items that these read with their hashes, and the nodes in order.

    `frame` is a hash of all that they depend on alike.
    """

    frame: str = ""
    items: tuple[tuple[Item, str], ...] = ()
    order: tuple[str, ...] = ()
    files: Mapping[str, File] = field(default_factory=dict)
    shares: Mapping[str, Found] = field(default_factory=dict)

    def changed(self, facts: Facts) -> dict[int, Item]:
        """The items that are not what they were, by their places."""
        away = moved(self.order, facts.order)
        return {
            n: item
            for n, (item, was) in enumerate(self.items)
            if not was or (item[1] in away if item[0] == ORDER else facts.of(item) != was)
        }

    def worked(self, changed: Collection[int]) -> Iterator[tuple[str, Found]]:
        """The shares of each node for which nothing was read that has changed."""
        apart = set(changed)
        return ((id, found) for id, found in self.shares.items() if apart.isdisjoint(found.read))

    def told(self, found: Found) -> Worked:
        """The same with what was read by itself."""
        return Worked(found.shares, [self.items[n][0] for n in found.read])

    def standing(self, changed: Mapping[int, Item], calls: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """(path, why) of every file that is called for: why it is to be drawn, or nothing where it stands."""
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
    shares = []
    for id, found in kept.shares.items():
        read.extend(found.read)
        shares.append([id, [[each.id, each.share, each.grade] for each in found.shares], len(found.read)])
    items = [[table, key, was] for (table, key), was in kept.items]
    told = [FORM, kept.frame, items, kept.order, lines, shares]
    head = json.dumps(told, separators=(",", ":")).encode()
    return zlib.compress(b"%d\n" % len(head) + head + read.tobytes(), 1)


def unpacked(content: bytes) -> Kept:
    """The same from bytes; nothing is known where they cannot be read."""
    try:
        plain = zlib.decompress(content)
        size, _, rest = plain.partition(b"\n")
        form, frame, items, order, lines, shares = json.loads(rest[: int(size)])
        if form != FORM:
            return Kept()
        read = array("I", rest[int(size) :])
    except (zlib.error, ValueError, TypeError):
        return Kept()
    files, at = {}, 0
    for path, call, digest, said, head, count in lines:
        files[path] = File(call, digest, said, Head(*head) if head else None, read[at : at + count])
        at += count
    worked = {}
    for id, parts, count in shares:
        worked[id] = Found(tuple(Share(*each) for each in parts), read[at : at + count])
        at += count
    known = tuple(((table, _key(key)), was) for table, key, was in items)
    return Kept(frame, known, tuple(order), files, worked)


def _key(key: Any) -> Any:
    return tuple(map(_key, key)) if isinstance(key, list) else key


class Noting:
    """What is known of a build while it is made: the items that its files read, each once, those of the one before first."""

    def __init__(self, facts: Facts, frame: str, before: Kept) -> None:
        self._facts, self._frame = facts, frame
        self._places = {item: n for n, (item, _) in enumerate(before.items)}
        self._files: dict[str, File] = {}
        self._shares: dict[str, Found] = {}

    def stands(self, path: str, file: File) -> None:
        """A file that was not drawn, since it is as it was left in the build before."""
        self._files[path] = file

    def stand(self, found: Mapping[str, Found]) -> None:
        """Shares that are as they were in the build before."""
        self._shares.update(found)

    def note(self, path: str, call: str, read: Iterable[Item], head: Head | None) -> None:
        """A file that was drawn, from what it read."""
        self._files[path] = File(call, "", "", head, self._placed(read))

    def worked(self, found: Mapping[str, Worked]) -> None:
        """Shares that were worked out in this build, and what was read for them."""
        for id, each in found.items():
            self._shares[id] = Found(each.shares, self._placed(each.read))

    def _placed(self, read: Iterable[Item]) -> array[int]:
        places = self._places
        return array("I", sorted(places.setdefault(each, len(places)) for each in read))

    def left(self, states: Mapping[str, tuple[str, str]]) -> Kept:
        """All of it, with the hash of each file and what the system says of it now that it is written."""
        files = {
            path: File(file.call, *states[path], file.head, file.read)
            for path, file in self._files.items()
            if path in states
        }
        shares = self._shares
        read = [*(each.read for each in files.values()), *(each.read for each in shares.values())]
        used = sorted(set[int]().union(*read))
        every = tuple(self._places)
        items = tuple((every[n], self._facts.of(every[n])) for n in used)
        places = {n: place for place, n in enumerate(used)}
        if len(used) < len(every):
            files = {path: replace(file, read=_moved(file.read, places)) for path, file in files.items()}
            shares = {id: replace(each, read=_moved(each.read, places)) for id, each in shares.items()}
        return Kept(self._frame, items, tuple(self._facts.order), files, shares)


def _moved(read: Iterable[int], places: Mapping[int, int]) -> array[int]:
    return array("I", map(places.__getitem__, read))
