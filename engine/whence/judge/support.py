"""What is left of the support of a citation where a source was taken back, itself or as the only one others rely on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from whence.files.schema import Citation
from whence.model.graph import Base
from whence.model.origins import reliance, rings
from whence.model.reads import remembered


def support_lost(base: Base, cited: Citation) -> tuple[tuple[str, ...], str]:
    """The way from the origin that supports a claim to what was taken back, or from what it was read in if that itself was."""
    if cited.stance != "supports":
        return (), ""
    names = base.aliases
    if path := _taken_back(base, names.get(cited.source, cited.source)):
        return path, "source"
    read = names.get(cited.via, cited.via) if cited.via else ""
    path = _taken_back(base, read) if read else ()
    return (path, "via") if len(path) == 1 else ((), "")


def _taken_back(base: Base, source: str) -> tuple[str, ...]:
    """The way from a source to the one that was taken back and leaves it without support; nothing if it stands.

    A source stands that relies on nobody, or on anybody who stands; of a circle, what is not in it decides.
    """
    # of a part of a base those alone are ordered that rely on others, or are relied on
    fallen, record = _fallen(base), base.records.sources.get(source)
    way = [source] if source in fallen or (record and record.status != "current") else []
    while way and fallen.get(way[-1]):
        way.append(fallen[way[-1]])
    return tuple(way)


@remembered(8)
def _fallen(base: Base) -> Mapping[str, str]:
    """Each source that does not stand, with the next on the shortest way to one that was taken back ("" for that itself).

    Sources come after what they rely on, so each is decided by those below it. In a circle those stand that rely, by
    way of others in it, on somebody who stands.
    """
    sources, below = base.records.sources, reliance(base)
    fallen: dict[str, str] = {}
    length: dict[str, int] = {}
    for ring in rings(base):
        back = [id for id in sorted(ring) if sources[id].status != "current"]
        for id in back:
            fallen[id], length[id] = "", 1
        outside = {each for id in ring for each in below[id]} - ring
        open_ = _without_support(ring - set(back), below, fallen) if back or outside else frozenset()
        known = [each for each in (*back, *sorted(outside)) if each in length]
        for id, onto, far in _ways(open_, below, {each: length[each] for each in known}):
            fallen[id], length[id] = onto, far
    return fallen


def _without_support(
    ring: frozenset[str], below: Mapping[str, Sequence[str]], fallen: Mapping[str, str]
) -> frozenset[str]:
    """Those of a ring that rely, directly or by way of others of it, on nobody who stands."""
    stands = {id for id in ring if not below[id]}
    stands |= {id for id in ring if any(each not in ring and each not in fallen for each in below[id])}
    above: dict[str, list[str]] = {}
    for id in ring:
        for each in below[id]:
            above.setdefault(each, []).append(id)
    waiting = list(stands)
    while waiting:
        for id in above.get(waiting.pop(), ()):
            if id not in stands:
                stands.add(id)
                waiting.append(id)
    return ring - stands


def _ways(
    ids: frozenset[str], below: Mapping[str, Sequence[str]], length: dict[str, int]
) -> Iterator[tuple[str, str, int]]:
    """For each of some sources the next on its shortest way to one that was taken back, and how long that is."""
    waiting = set(ids)
    while near := _nearest(waiting, below, length):
        least = min(near.values())
        ready = [id for id in sorted(near) if near[id] == least]
        for id in ready:
            yield id, next(each for each in below[id] if length.get(each) == least), least + 1
        length |= dict.fromkeys(ready, least + 1)
        waiting -= set(ready)


def _nearest(
    ids: Collection[str], below: Mapping[str, Sequence[str]], length: Mapping[str, int]
) -> Mapping[str, int]:
    """For each of some sources that rely on one whose way is known, the length of the shortest of these ways."""
    known = {id: [length[each] for each in below[id] if each in length] for id in ids}
    return {id: min(found) for id, found in known.items() if found}
