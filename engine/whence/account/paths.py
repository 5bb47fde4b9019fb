"""How one record rests on another: the shortest way between them, step by step, and how many ways there are."""

from __future__ import annotations

from collections.abc import Mapping

from whence.account import selectors
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.model.graph import Derived, Relation, ancestors, owner


@dataclass(frozen=True)
class Link:
    """One record on the way; `name` is what the next one calls it, or nothing where it has no name there."""

    id: str
    name: str


@dataclass(frozen=True)
class Way:
    """The shortest way from one record up to another that rests on it, and the number of ways there are."""

    links: tuple[Link, ...]
    ways: int


def way(edition: Edition, a: str, b: str) -> Way | None:
    """The shortest way from `a` to `b`, or from `b` to `a` if that is how they lie; None where neither rests on the other.

    A source is where the records that cite it begin.
    """
    return _up(edition, a, b) or _up(edition, b, a)


def _up(edition: Edition, a: str, b: str) -> Way | None:
    base = edition.base
    if b not in base.nodes or a == b:
        return None
    starts = set(selectors.citing(edition, a)) if a in base.records.sources else {a}
    # The nodes upstream of the end, parents first, with their distance from the start and the ways from there.
    steps: dict[str, tuple[int, int, str]] = {}
    for id in (*ancestors(base, b), b):
        if id in starts or owner(id) in starts:
            steps[id] = (0, 1, "")
            continue
        known = [(steps[each], each) for each in base.parents[id] if each in steps]
        if known:
            (far, _, _), nearest = min(known, key=lambda each: (each[0][0], each[1]))
            steps[id] = (far + 1, sum(found[1] for found, _ in known), nearest)
    if b not in steps:
        return None
    chain = [b]
    while steps[chain[-1]][2]:
        chain.append(steps[chain[-1]][2])
    chain = chain[::-1]
    links = [Link(id, _called(edition, id, above)) for id, above in zip(chain, (*chain[1:], ""), strict=True)]
    if a in base.records.sources:
        links.insert(0, Link(a, "cited"))
    return Way(tuple(links), steps[b][1])


def _called(edition: Edition, id: str, above: str) -> str:
    """What a node calls one of its inputs."""
    node = edition.base.nodes.get(above)
    inputs: Mapping[str, str] = node.inputs if isinstance(node, Derived | Relation) else {}
    return next((name for name, ref in inputs.items() if ref == id), "")


def as_json(edition: Edition, found: Way) -> dict[str, object]:
    """The shape of `whence path --format json`."""
    return {
        "ways": found.ways,
        "steps": [
            {"id": each.id, "title": edition.title(each.id), "called": each.name or None}
            for each in found.links
        ],
    }
