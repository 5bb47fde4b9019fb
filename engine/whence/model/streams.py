"""Claims that move together: which share the order of their draws, and which are turned upside down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from whence.files.schema import Claim

# the claim, its field, the place in it, and what is wrong
Torn = tuple[str, str, int, str]


def streams(claims: Mapping[str, Claim]) -> dict[str, tuple[str, bool]]:
    """For claims whose range ends move together: the id whose permutation they share, and whether upside down.

    What is computed has no draws of its own, and links with it bind nothing.
    """
    links: dict[str, list[tuple[str, bool]]] = {}
    for id, claim in claims.items():
        for _, others, against in _fields(claim):
            for other in others:
                if other in claims and not (claim.formula or claims[other].formula):
                    links.setdefault(id, []).append((other, against))
                    links.setdefault(other, []).append((id, against))
    found: dict[str, tuple[str, bool]] = {}
    for leader in sorted(links):
        if leader in found:
            continue
        found[leader] = (leader, False)
        stack = [leader]
        while stack:
            at = stack.pop()
            for other, against in links[at]:
                if other not in found:
                    found[other] = (leader, found[at][1] != against)
                    stack.append(other)
    return found


def by_id(claims: Mapping[str, Claim], resolve: Callable[[str], str]) -> dict[str, Claim]:
    """The claims, which name those that they go with by their present ids; `resolve` gives that of an older one."""
    return {
        id: replace(
            claim,
            moves_with=tuple(map(resolve, claim.moves_with)),
            moves_against=tuple(map(resolve, claim.moves_against)),
            correlates={resolve(other): size for other, size in claim.correlates.items()},
        )
        if claim.moves_with or claim.moves_against or claim.correlates
        else claim
        for id, claim in claims.items()
    }


def torn(claims: Mapping[str, Claim], found: Mapping[str, tuple[str, bool]]) -> Iterator[Torn]:
    """Links that cannot hold: of a claim with itself, or against what the other links of the two come to."""
    for id, claim in claims.items():
        for field, others, against in _fields(claim):
            for number, other in enumerate(others):
                if other == id:
                    yield (
                        id,
                        field,
                        number,
                        f"`{id}` names itself in `{field}`: name another claim, or leave this out",
                    )
                elif id in found and other in found and (found[id][1] != found[other][1]) != against:
                    way = "the same way" if against else "opposite ways"
                    said = (
                        f"`{field}` names `{other}`, but by the other links between them the two move {way}"
                    )
                    yield id, field, number, f"{said}; leave out one of the two"


def _fields(claim: Claim) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """The two fields with links: the name of each, whom it names, and whether it turns them upside down."""
    return ("moves_with", claim.moves_with, False), ("moves_against", claim.moves_against, True)
