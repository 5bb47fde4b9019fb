"""Who said it first: sources followed along `relies_on` to those that rely on nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from whence.files import late_records
from whence.model import ordering
from whence.model.gathered import Gathered
from whence.model.graph import Base, Leaf
from whence.model.reads import remembered


def named(base: Base, source: str) -> bool:
    """Whether a citation names a source that there is, be it in error; not one that is unknown, or not stated."""
    return base.aliases.get(source, source) in base.records.sources or source in base.records.broken


def relied_on(base: Base, source: str) -> tuple[str, ...]:
    """The sources that one relies on, by their live ids, those that exist."""
    return reliance(base).get(source, ())


@remembered(8)
def reliance(base: Base) -> Mapping[str, tuple[str, ...]]:
    """The same for every source that relies on one or is relied on, and where all are read for all of them."""
    sources = base.records.sources
    named = {
        id: (base.aliases.get(each, each) for each in record.relies_on)
        for id, record in late_records.naming(base.records, "sources", ("relies_on",))
    }
    found = {id: tuple(each for each in names if each in sources) for id, names in named.items()}
    return found | {each: () for names in found.values() for each in names if each not in found}


@remembered(8)
def rings(base: Base) -> tuple[frozenset[str], ...]:
    """The sources that rely on each other in a circle, together, and every other by itself; each after what it relies on."""
    return tuple(ordering.rings(reliance(base)))


def roots(base: Base, source: str) -> frozenset[str]:
    """The sources at the bottom of a chain; of a circle, its first id stands for all of it."""
    return _roots(base).get(source, frozenset({source}))


@remembered(8)
def _roots(base: Base) -> Mapping[str, frozenset[str]]:
    """The same for every source: those of what it relies on, which are known before it."""
    below = reliance(base)
    found: dict[str, frozenset[str]] = {}
    lowest: dict[str, str] = {}  # of what ends in circles alone, the first id of all that it reaches
    for ring in rings(base):
        further = {each for id in ring for each in below[id]} - ring
        least = min((*ring, *(lowest.get(each, each) for each in further)))
        ends = frozenset[str]().union(*(found[each] for each in further if each not in lowest))
        ends |= {id for id in ring if not below[id]}
        for id in ring:
            found[id] = ends or frozenset({least})
            if not ends:
                lowest[id] = least
    return found


def all_roots(base: Base, sources: Iterable[str]) -> frozenset[str]:
    """The roots of several sources together."""
    return frozenset().union(*(roots(base, each) for each in sources))


def of_claim(base: Base, id: str) -> frozenset[str]:
    """The roots of the sources that support a claim; one that is not stated, or that nobody knows, does not count."""
    cites = (each.source for each in base.records.claims[id].cites if each.stance == "supports")
    return all_roots(base, (base.aliases.get(each, each) for each in cites if named(base, each)))


def leaves(base: Base, id: str) -> tuple[str, ...]:
    """The leaves that a node rests on, in the order of evaluation: itself, if it is one."""
    return _every_leaf(base).of(id)


@lru_cache(maxsize=8)
def _every_leaf(base: Base) -> Gathered:
    return Gathered(base, base.parents.__getitem__, lambda id: isinstance(base.nodes[id], Leaf))
