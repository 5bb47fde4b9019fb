"""Circles and order in graphs of any shape, against networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.model import ordering

GRAPHS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4))


def as_arrows(graph: dict[str, list[str]]) -> dict[str, dict[str, None]]:
    names = dict.fromkeys([*graph, *(each for ends in graph.values() for each in ends)])
    return {id: dict.fromkeys(graph.get(id, ())) for id in names}


def as_graph(arrows: dict[str, dict[str, None]]) -> nx.DiGraph[str]:
    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(arrows)
    found.add_edges_from((id, each) for id, ends in arrows.items() for each in ends)
    return found


@settings(deadline=None)
@given(GRAPHS)
def test_rings__are_the_strongly_connected_components_each_after_what_it_leads_to(
    graph: dict[str, list[str]],
) -> None:
    arrows = as_arrows(graph)
    found = list(ordering.rings(arrows))
    assert set(found) == {frozenset(each) for each in nx.strongly_connected_components(as_graph(arrows))}
    at = {id: n for n, ring in enumerate(found) for id in ring}
    assert all(at[each] <= at[id] for id, ends in arrows.items() for each in ends)


@settings(deadline=None)
@given(GRAPHS)
def test_ordered__is_the_first_by_name_of_all_orders(graph: dict[str, list[str]]) -> None:
    onward = {id: [each for each in ends if each > id] for id, ends in graph.items()}
    arrows = as_arrows(onward)
    alive = set(arrows) - {"c"}
    order = nx.lexicographical_topological_sort(as_graph(arrows).subgraph(alive))
    assert ordering.ordered(arrows, alive) == list(order)


def test_rings__of_a_circle_of_thousands_need_no_recursion() -> None:
    circle = {str(n): {str((n + 1) % 5000): None} for n in range(5000)}
    assert [len(each) for each in ordering.rings(circle)] == [5000]
