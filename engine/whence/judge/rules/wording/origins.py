"""Who said it first: sources followed along `relies_on` to those that rely on nobody."""

from __future__ import annotations

from collections.abc import Iterable

from whence.judge.edition import Edition
from whence.judge.evidence import citations
from whence.model.graph import UNSTATED, Leaf, ancestors


def relied_on(edition: Edition, source: str) -> tuple[str, ...]:
    """The sources that one relies on, by their live ids, those that exist."""
    sources = edition.base.records.sources
    names = (
        (edition.base.aliases.get(each, each) for each in sources[source].relies_on)
        if source in sources
        else ()
    )
    return tuple(each for each in names if each in sources)


def roots(edition: Edition, source: str) -> frozenset[str]:
    """The sources at the bottom of a chain; of a circle, its first id stands for all of it."""
    seen = {source}
    stack, found = [source], set()
    while stack:
        at = stack.pop()
        below = relied_on(edition, at)
        if not below:
            found.add(at)
        stack += [each for each in below if each not in seen]
        seen.update(below)
    return frozenset(found) if found else frozenset({min(seen)})


def cited_by(edition: Edition, id: str) -> tuple[str, ...]:
    """The origins that support a leaf, each once; one that is not stated does not count."""
    names = (
        edition.base.aliases.get(each.source, each.source)
        for each in citations(edition.base, id)
        if each.stance == "supports" and each.source != UNSTATED
    )
    return tuple(dict.fromkeys(names))


def leaves_of(edition: Edition, id: str) -> tuple[str, ...]:
    """The leaves that a claim rests on: itself, if it is one."""
    return tuple(
        each for each in (*ancestors(edition.base, id), id) if isinstance(edition.base.nodes.get(each), Leaf)
    )


def all_roots(edition: Edition, sources: Iterable[str]) -> frozenset[str]:
    """The roots of several sources together."""
    return frozenset().union(*(roots(edition, each) for each in sources))
