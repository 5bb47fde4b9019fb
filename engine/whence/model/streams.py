"""Claims that move together: which share the order of their draws, and which are turned upside down."""

from __future__ import annotations

from collections.abc import Mapping

from whence.files.schema import Claim


def streams(claims: Mapping[str, Claim]) -> dict[str, tuple[str, bool]]:
    """For claims whose range ends move together: the id whose permutation they share, and whether upside down."""
    links: dict[str, list[tuple[str, bool]]] = {}
    for id, claim in claims.items():
        for others, against in ((claim.moves_with, False), (claim.moves_against, True)):
            for other in others:
                if other in claims:
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
