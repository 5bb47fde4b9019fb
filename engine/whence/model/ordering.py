"""The order of evaluation: each node after those it is computed from, and the knots that have none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from whence.model.graph import Node, owner, parents

if TYPE_CHECKING:
    from networkx import DiGraph


def whole(nodes: Mapping[str, Node]) -> DiGraph[str]:
    """The nodes with an arrow from each to what is computed from it; what is named and was never made is in it too."""
    import networkx as nx

    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(nodes)
    for id, node in nodes.items():
        found.add_edges_from((parent, id) for parent in parents(node))
    return found


def knots(graph: DiGraph[str]) -> Iterator[tuple[list[str], list[str]]]:
    """(a short cycle, all nodes) of each set of nodes that are all computed from each other, in a fixed order."""
    import networkx as nx

    for knot in sorted(sorted(part) for part in nx.strongly_connected_components(graph)):
        if len(knot) > 1 or graph.has_edge(knot[0], knot[0]):
            yield _short_cycle(graph.subgraph(knot), knot), knot


def rings(below: Mapping[str, Sequence[str]]) -> Iterator[frozenset[str]]:
    """What names each other in a circle, together, and all else by itself; each after what it names, in a fixed order."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(below)
    graph.add_edges_from((id, each) for id, names in below.items() for each in names)
    yield from map(frozenset, nx.strongly_connected_components(graph))


def _short_cycle(part: DiGraph[str], knot: Sequence[str]) -> list[str]:
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
                for parent in sorted(part.predecessors(each)):
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


def fallen(graph: DiGraph[str], nodes: Mapping[str, Node], absent: Mapping[str, str]) -> dict[str, str]:
    """What is absent because it rests on an absent node, or on one that was never made, with the record at fault."""
    found = dict(absent)
    waiting = [id for id in graph if id in found or id not in nodes]
    for id in sorted(waiting):
        found.setdefault(id, found.get(owner(id), owner(id)))
    while waiting:
        id = waiting.pop()
        for child in graph.successors(id):
            if child not in found:
                found[child] = found[id]
                waiting.append(child)
    return found


def ordered(graph: DiGraph[str], alive: Collection[str]) -> list[str]:
    """The nodes that are alive, each after its parents; those that could change places stand by name."""
    import networkx as nx

    return list(nx.lexicographical_topological_sort(graph.subgraph(alive)))
