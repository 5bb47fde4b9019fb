"""The origins behind what a claim rests on."""

from __future__ import annotations

from whence.judge.edition import Edition
from whence.judge.evidence import citations
from whence.model.origins import leaves, named


def cited_by(edition: Edition, id: str) -> tuple[str, ...]:
    """The origins that support a leaf, each once; one that is not stated, or that nobody knows, does not count."""
    names = (
        edition.base.aliases.get(each.source, each.source)
        for each in citations(edition.base, id)
        if each.stance == "supports" and named(edition.base, each.source)
    )
    return tuple(dict.fromkeys(names))


def leaves_of(edition: Edition, id: str) -> tuple[str, ...]:
    """The leaves that a claim rests on: itself, if it is one."""
    return leaves(edition.base, id)
