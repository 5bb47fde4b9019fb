"""What a change can reach: the numbers and checks downstream, and what hangs on the choices that checks settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.model import graph
from whence.model.graph import Leaf, Pick, Relation, descendants

MOST_CHECKS = 24


@dataclass(frozen=True)
class Near:
    """The numbers and the checks downstream that are told of, and how many more numbers there are."""

    numbers: tuple[str, ...]
    checks: tuple[str, ...]
    beyond: int


def upstream(edition: Edition, ids: Iterable[str]) -> tuple[str, ...]:
    """What is upstream of some nodes, in evaluation order."""
    return graph.upstream(edition.base, ids)


def near(edition: Edition, ids: Sequence[str], above: Sequence[str], most: int) -> Near:
    """The numbers and the checks that may move, nearest to the page's own nodes first."""
    leaves = [each for each in above if isinstance(edition.base.nodes[each], Leaf | Pick)]
    nearest = _nearest(edition, ids)
    reached = [each for each in (*nearest, *_nearest(edition, leaves)) if each in edition.values.of]
    further = (each for each in through_choices(edition, reached) if each in edition.values.of)
    reached = list(dict.fromkeys((*reached, *further)))
    numbers = [
        each for each in reached if "#" not in each and each not in ids and not is_check(edition, each)
    ]
    checks = [each for each in reached if is_check(edition, each)]
    return Near(tuple(numbers[:most]), tuple(checks[:MOST_CHECKS]), max(0, len(numbers) - most))


def is_check(edition: Edition, id: str) -> bool:
    """Whether a node is a check."""
    return isinstance(edition.base.nodes[id], Relation)


def _nearest(edition: Edition, starts: Sequence[str]) -> list[str]:
    """Everything downstream, breadth first."""
    found: dict[str, None] = {}
    ring = list(starts)
    while ring:
        ring = [child for each in ring for child in edition.base.children.get(each, ()) if child not in found]
        ring = list(dict.fromkeys(ring))
        found.update(dict.fromkeys(ring))
    return list(found)


def through_choices(edition: Edition, ids: Iterable[str]) -> tuple[str, ...]:
    """What hangs on choices that some of these checks settle: the choices, then all that is downstream of them."""
    axes = {
        axis
        for each in ids
        if each in edition.settled.outcomes
        for axis in edition.settled.outcomes[each].axes
    }
    choices = {choice for knot in edition.settled.around(axes) for choice in knot.choices}
    return (*sorted(choices), *descendants(edition.base, choices))


def closed(edition: Edition, ids: Iterable[str]) -> frozenset[str]:
    """These nodes and all that it takes to compute them, the checks that settle their choices included."""
    found = {each for each in ids if each in edition.values.of}
    while True:
        whole = {*found, *upstream(edition, found)}
        axes = {axis for each in whole for axis in edition.axes[each]}
        for knot in edition.settled.around(axes):
            whole |= {*knot.choices, *_ruling(edition, knot.choices)}
        if whole == found:
            return frozenset(found)
        found = whole


def _ruling(edition: Edition, choices: Sequence[str]) -> list[str]:
    settled = edition.settled
    return [id for id in settled.checks(choices) if not set(choices).isdisjoint(settled.outcomes[id].axes)]


def leaves(edition: Edition, id: str, above: Sequence[str]) -> list[tuple[str, float]]:
    """The leaves that can be set, with their shares: by share, then claims before literals before senses."""
    shares = {each.id: each.share for each in edition.shares(id)}
    found = [each for each in above if isinstance(edition.base.nodes[each], Leaf)]

    def rank(leaf: str) -> tuple[float, int]:
        owner = leaf.partition("#")[0]
        return -shares.get(
            leaf, 0.0
        ), 0 if leaf == owner else 1 if owner in edition.base.records.claims else 2

    return [(leaf, shares.get(leaf, 0.0)) for leaf in sorted(found, key=rank)]
