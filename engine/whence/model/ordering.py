"""The order of evaluation: each node after those it is computed from, and the knots that have none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

from whence.model.graph import Node, owner, parents

# What is computed from each node; what is named and was never made is in it too.
Arrows = Mapping[str, Mapping[str, None]]


def whole(nodes: Mapping[str, Node]) -> Arrows:
    """The arrows from each node to what is computed from it."""
    found: dict[str, dict[str, None]] = {id: {} for id in nodes}
    for id, node in nodes.items():
        for parent in parents(node):
            found.setdefault(parent, {})[id] = None
    return found


def knots(arrows: Arrows) -> Iterator[tuple[list[str], list[str]]]:
    """(a short cycle, all nodes) of each set of nodes that are all computed from each other, in a fixed order."""
    for knot in sorted(sorted(part) for part in rings(arrows)):
        if len(knot) > 1 or knot[0] in arrows[knot[0]]:
            yield _short_cycle(_above(arrows, knot), knot), knot


def _above(arrows: Arrows, knot: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """What each node of a knot is computed from within it, sorted."""
    found: dict[str, list[str]] = {id: [] for id in knot}
    for id in knot:
        for each in arrows[id]:
            if each in found:
                found[each].append(id)
    return found


def rings(arrows: Mapping[str, Collection[str]]) -> Iterator[frozenset[str]]:
    """What leads to each other in a circle, together, and all else by itself; each after what it leads to.

    The strongly connected components (Tarjan 1972), with a stack of its own in place of recursion.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}  # the first that is reached from it of those whose circle is not closed
    open_: dict[str, None] = {}
    for start in arrows:
        waiting = [] if start in number else [(start, iter(arrows[start]))]
        while waiting:
            id, following = waiting[-1]
            if id not in number:
                number[id] = low[id] = len(number)
                open_[id] = None
            for each in following:
                if each not in number:
                    waiting.append((each, iter(arrows[each])))
                    break
                if each in open_:
                    low[id] = min(low[id], low[each])
            else:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[id])
                if low[id] == number[id]:
                    yield frozenset(_closed(open_, id))


def _closed(open_: dict[str, None], first: str) -> Iterator[str]:
    """Take from what is open all that came since `first`, and that."""
    last = ""
    while last != first:
        last, _ = open_.popitem()
        yield last


def _short_cycle(above: Mapping[str, Sequence[str]], knot: Sequence[str]) -> list[str]:
    """A shortest cycle through one of the first nodes of a knot, as a walk from a node to what it rests on.

    Breadth first from each of at most fifty nodes, so a huge knot costs little; it ends early at a loop of one or two.
    """
    best: list[str] = []
    for start in knot[:50]:
        came: dict[str, str] = {}
        ring = [start]
        while ring and start not in came:
            following: list[str] = []
            for each in ring:
                for parent in above[each]:
                    if parent not in came:
                        came[parent] = each
                        following.append(parent)
            ring = following
        walk = [start]
        while came[walk[-1]] != start:
            walk.append(came[walk[-1]])
        walk.reverse()
        cycle = [start, *walk[:-1]] if len(walk) > 1 else [start]
        if not best or len(cycle) < len(best):
            best = cycle
        if len(best) <= 2:
            break
    return best


def fallen(arrows: Arrows, nodes: Mapping[str, Node], absent: Mapping[str, str]) -> dict[str, str]:
    """What is absent because it rests on an absent node, or on one that was never made, with the record at fault."""
    found = dict(absent)
    waiting = [id for id in arrows if id in found or id not in nodes]
    for id in sorted(waiting):
        found.setdefault(id, found.get(owner(id), owner(id)))
    while waiting:
        id = waiting.pop()
        for child in arrows[id]:
            if child not in found:
                found[child] = found[id]
                waiting.append(child)
    return found


def ordered(arrows: Arrows, alive: Collection[str]) -> list[str]:
    """The nodes that are alive, each after its parents; those that could change places stand by name (Kahn 1962)."""
    kept = frozenset(alive)
    missing = dict.fromkeys(kept, 0)
    for id in kept:
        for child in arrows[id]:
            if child in kept:
                missing[child] += 1
    ready = [id for id, count in missing.items() if not count]
    heapify(ready)
    order = []
    while ready:
        id = heappop(ready)
        order.append(id)
        for child in arrows[id]:
            if child in kept:
                missing[child] -= 1
                if not missing[child]:
                    heappush(ready, child)
    return order
