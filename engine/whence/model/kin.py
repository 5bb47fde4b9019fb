"""What hangs together in a base beyond its formulas, and what an edit of some claims may touch.

What is said of a record rests on what is upstream of it, on the rivals of its quantity, on what replaces it or is said of
it elsewhere, and, where words are quoted, on all that is read in the same documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

from whence.files.schema import Claim
from whence.language.frozen import dataclass
from whence.model.graph import Base, owner
from whence.model.parts import Outline, reached


@dataclass(frozen=True)
class Kin:
    """The documents that each claim is read in or comes from, and the records that each names beside its inputs."""

    documents: Mapping[str, list[str]]
    named: Mapping[str, list[str]]


@dataclass(frozen=True)
class Region:
    """What an edit may touch.

    `moved` are the records whose numbers may be others, with what is compared with these; of all that are `judged`,
    something else may be objected to; and `seen` are those that share a document with one of them, itself among them.
    """

    moved: frozenset[str]
    judged: frozenset[str]
    seen: frozenset[str]


def kin(base: Base) -> Kin:
    """What hangs together in a base."""
    claims = base.records.claims
    found = {id: documents(claim, base.aliases) for id, claim in claims.items()}
    named = {id: _named(claim, base.aliases) for id, claim in claims.items()}
    return Kin(
        {id: each for id, each in found.items() if each}, {id: each for id, each in named.items() if each}
    )


def documents(claim: Claim, aliases: Mapping[str, str]) -> list[str]:
    """The documents that a claim, or one of its older values, comes from or was read in, by their ids."""
    cites = (*claim.cites, *(each for past in claim.history for each in past.cites or ()))
    names = {name: None for each in cites for name in (each.source, each.via) if name}
    return sorted({aliases.get(name, name) for name in names})


def _named(claim: Claim, aliases: Mapping[str, str]) -> list[str]:
    """The records that a claim names, but for its inputs and its quantity."""
    names = {*claim.moves_with, *claim.moves_against, *claim.correlates, *claim.differs_from}
    names |= {claim.superseded_by} - {""}
    return sorted(aliases.get(name, name) for name in names)


def region(outline: Outline, known: Kin, changed: Mapping[str, Set[str]]) -> Region:
    """What an edit of some claims may touch, each of them with the documents that it cites now."""
    below = outline.users
    of = {id: quantity for quantity, ids in outline.members.items() for id in ids}
    naming = _turned(known.named)

    def further(id: str) -> Iterable[str]:
        yield from (owner(child) for child in below.get(id, ()))
        yield from naming.get(id, ())
        yield from outline.members.get(id, ())
        if id in of:
            yield of[id]

    readers = _turned(known.documents)

    def beside(ids: Iterable[str]) -> set[str]:
        return {other for id in ids for each in known.documents.get(id, ()) for other in readers[each]}

    moved = frozenset(reached(changed, further))
    cited = {each for documents in changed.values() for each in documents}
    judged = moved | beside(changed) | {id for each in cited for id in readers.get(each, ())}
    return Region(moved, judged, judged | beside(judged))


def _turned(table: Mapping[str, Iterable[str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, others in table.items():
        for each in others:
            found.setdefault(each, []).append(id)
    return found
