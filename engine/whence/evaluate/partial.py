"""The estimates of a base that differs from one whose are known in the definition of a few nodes: downstream of these alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Options
from whence.evaluate.nodes import estimate
from whence.language.problems import Finding
from whence.model.graph import Base, descendants, in_order, parents


def renewed(
    base: Base,
    options: Options,
    known: Mapping[str, Estimate],
    changed: Iterable[str],
    absent: Container[str] = (),
) -> tuple[dict[str, Estimate], tuple[str, ...]]:
    """(every estimate, the nodes that were computed anew), where `known` are those of the same nodes otherwise defined.

    `changed` are the nodes that are defined otherwise, `absent` those that have no dimension. What has no estimate is not
    among them, and what rests on it neither.
    """
    of, start = dict(known), set(changed)
    below = in_order(base, (*start, *descendants(base, start)))
    for id in below:
        of.pop(id, None)
        node = base.nodes[id]
        if id in absent or any(each not in of for each in parents(node)):
            continue
        found = estimate(base, options, node, of)
        if not isinstance(found, Finding):
            of[id] = found
    return of, below
