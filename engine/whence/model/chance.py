"""What chance a number rests on: the leaves and combined quantities upstream whose draws are its own."""

from __future__ import annotations

from functools import lru_cache, partial

from whence.files.schema import POOLED
from whence.language.values.written import Exact
from whence.model.gathered import Gathered
from whence.model.graph import Base, Leaf, Pool, in_order
from whence.model.reads import remembered


def sources(base: Base, id: str) -> tuple[str, ...]:
    """A node and what is upstream of it, but for what a combined quantity was combined from, which it stands for."""
    seen, stack = {id}, [id]
    while stack:
        for parent in _behind(base, stack.pop()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return in_order(base, seen)


def _behind(base: Base, id: str) -> tuple[str, ...]:
    node = base.nodes[id]
    combined = isinstance(node, Pool) and node.take in POOLED and node.take != "mixture"
    return () if combined else base.parents[id]


def drawn(base: Base, id: str) -> tuple[str, ...]:
    """What is upstream of a node, and itself, that has draws: uncertain leaves, and combined quantities for their own part."""
    return _every_drawn(base).of(id)


@lru_cache(maxsize=8)
def _every_drawn(base: Base) -> Gathered:
    return Gathered(base, base.parents.__getitem__, partial(_is_drawn, base))


def _is_drawn(base: Base, id: str) -> bool:
    node = base.nodes[id]
    if isinstance(node, Leaf):
        return not isinstance(node.written.shape, Exact)
    return isinstance(node, Pool) and node.take in POOLED


@remembered(4096)
def streams(base: Base, id: str) -> frozenset[str]:
    """The names of the streams of chance that a node rests on; two nodes with one in common are not independent."""
    found: set[str] = set()
    for each in drawn(base, id):
        node = base.nodes[each]
        if isinstance(node, Leaf):
            found |= {node.stream, *(f"common:{cause}" for cause, _ in node.common)}
        else:
            found.add(each)
    return frozenset(found)
