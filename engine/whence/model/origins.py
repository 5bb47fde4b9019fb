"""Who said it first: sources followed along `relies_on` to those that rely on nobody."""

from __future__ import annotations

from collections.abc import Iterable

from whence.model.graph import UNSTATED, Base


def relied_on(base: Base, source: str) -> tuple[str, ...]:
    """The sources that one relies on, by their live ids, those that exist."""
    sources = base.records.sources
    names = (base.aliases.get(each, each) for each in sources[source].relies_on) if source in sources else ()
    return tuple(each for each in names if each in sources)


def roots(base: Base, source: str) -> frozenset[str]:
    """The sources at the bottom of a chain; of a circle, its first id stands for all of it."""
    seen = {source}
    stack, found = [source], set()
    while stack:
        at = stack.pop()
        below = relied_on(base, at)
        if not below:
            found.add(at)
        stack += [each for each in below if each not in seen]
        seen.update(below)
    return frozenset(found) if found else frozenset({min(seen)})


def all_roots(base: Base, sources: Iterable[str]) -> frozenset[str]:
    """The roots of several sources together."""
    return frozenset().union(*(roots(base, each) for each in sources))


def of_claim(base: Base, id: str) -> frozenset[str]:
    """The roots of the sources that support a claim; one that is not stated does not count."""
    cites = base.records.claims[id].cites
    names = (base.aliases.get(each.source, each.source) for each in cites if each.stance == "supports")
    return all_roots(base, (each for each in names if each != UNSTATED))
