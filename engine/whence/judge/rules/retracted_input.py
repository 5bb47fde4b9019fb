"""retracted-input: a live claim rests on something that was taken back.

Its formula, its check or its option uses a retracted claim, or it cites in its support a source that was
retracted or withdrawn, was read in one, or cites one that relies on such a source and on no other. What was
taken back supports nothing. The message names what rests on the claim further on.

Mend: use another claim, or retract this one too, with the reason. A withdrawn source may still be cited
with `stance: context`.

```yaml
claims:
  chips:
    title: Chips in the building
    value: 100K chip
    status: retracted
    why: The company withdrew the figure.
  power:
    title: Power of the building
    formula: chips * each
    inputs:
      chips: chips  # <- retracted-input
      each: 2 kW/chip
```
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from whence.files.schema import Citation
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import counts, live, sides
from whence.language.problems import Place, few
from whence.model.graph import Base, Derived, Pick, Pool, Relation, descendants, owner
from whence.model.origins import reliance, rings
from whence.model.reads import remembered

SEVERITY = "error"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each use of a retracted claim, then at citations of retracted sources."""
    claims = edition.base.records.claims
    for id, ref, place in uses(edition, "retracted"):
        rows = [("because", claims[ref].why or "no reason is given")]
        further = downstream(edition, id)
        rows += [("on it rest", few(further))] if further else []
        message = sides(f"this rests on `{ref}`, which was retracted", rows)
        yield Objection(id, message, place, data={"input": ref, "further": list(further)})
    yield from _sources(edition)


def uses(edition: Edition, status: str) -> Iterator[tuple[str, str, Place]]:
    """Every live record computed from a claim of a status: its id, the claim's, and where it says so."""
    current, records = live(edition), edition.base.records
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived) and id in current:
            parts, section, field = node.inputs, "claims", "inputs"
        elif isinstance(node, Relation):
            parts, section, field = node.inputs, "checks", "inputs"
        elif isinstance(node, Pick) and not records.choices[id].term:
            parts, section, field = node.options, "choices", "options"
        elif isinstance(node, Pool):
            parts, section, field = dict(zip(node.members, node.members, strict=True)), "quantities", "take"
        else:
            continue
        for name, ref in parts.items():
            if ref in records.claims and records.claims[ref].status == status:
                yield id, ref, records.place(section, id, field, name)


def _sources(edition: Edition) -> Iterator[Objection]:
    """Live claims, and options, supported by a source that was taken back, itself or as the only one theirs relies on."""
    for who, section, id, where, cites in _citing(edition):
        for number, each in enumerate(cites):
            path, field = _of_citation(edition, each)
            if not path or each.stance != "supports":
                continue
            source, further = edition.base.records.sources[path[-1]], downstream(edition, id)
            relies = "".join(f", which relies on `{step}`" for step in path[1:])
            rows = [("because", source.why or "no reason is given")]
            rows += [("on it rest", few(further))] if further else []
            how = "cites" if field == "source" else "was read in"
            message = sides(f"{who} {how} `{getattr(each, field)}`{relies}, which was {source.status}", rows)
            place = edition.base.records.place(section, id, *where, "cites", number, field)
            data = {"source": path[-1], "further": list(further)}
            yield Objection(id, message, place, data=data)


def _citing(edition: Edition) -> Iterator[tuple[str, str, str, tuple[str, ...], Sequence[Citation]]]:
    """What cites: how it is called, where it stands, and its citations."""
    for id, claim in live(edition).items():
        yield "this", "claims", id, (), claim.cites
    for id, choice in edition.base.records.choices.items():
        for name, option in choice.options.items():
            yield f"`{name}`", "choices", id, ("options", name), option.cites


def _of_citation(edition: Edition, cited: Citation) -> tuple[tuple[str, ...], str]:
    """The way from a citation's origin to what was taken back, or from what it was read in if that itself was."""
    names = edition.base.aliases
    if path := taken_back(edition, names.get(cited.source, cited.source)):
        return path, "source"
    read = names.get(cited.via, cited.via) if cited.via else ""
    path = taken_back(edition, read) if read else ()
    return (path, "via") if len(path) == 1 else ((), "")


def taken_back(edition: Edition, source: str) -> tuple[str, ...]:
    """The way from a source to the one that was taken back and leaves it without support; nothing if it stands.

    A source stands that relies on nobody, or on anybody who stands; of a circle, what is not in it decides.
    """
    fallen = _fallen(edition.base)
    way = [source] if source in fallen else []
    while way and fallen[way[-1]]:
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


def downstream(edition: Edition, id: str) -> tuple[str, ...]:
    """The live records that rest on one, directly or not, in the order of the graph."""
    claims = edition.base.records.claims
    known = dict.fromkeys(owner(each) for each in descendants(edition.base, (id,)))
    return tuple(each for each in known if each != id and (each not in claims or counts(claims[each])))
