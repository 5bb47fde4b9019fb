"""Numbers as they would be if some nodes had other estimates: what lies between is evaluated anew, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from whence.evaluate.asked import Asked
from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Values, options_of
from whence.evaluate.nodes import estimate
from whence.language.problems import Finding
from whence.language.values.written import Written
from whence.model.graph import Base, Leaf, descendants, parents, upstream


def supposing(
    base: Base, values: Values, changed: Iterable[str], wanted: Iterable[str]
) -> Callable[[Mapping[str, Estimate]], Values]:
    """What gives the values with other estimates of the changed nodes, and with those wanted computed from them.

    What cannot be computed any more has no estimate. The keys stay those of the base as it is.
    """
    wanted = tuple(wanted)
    above = {*wanted, *upstream(base, wanted)}
    between = {id: None for id in descendants(base, changed) if id in above}

    def given(estimates: Mapping[str, Estimate]) -> Values:
        own: dict[str, Estimate] = dict(estimates)
        of = Asked(
            base.nodes.keys, lambda id: own.get(id) if id in own or id in between else values.of.get(id)
        )
        for id in between:
            if all(each in of for each in parents(base.nodes[id])):
                found = estimate(base, options_of(base.settings), base.nodes[id], of)
                if not isinstance(found, Finding):
                    own[id] = found
        return replace(values, of=of)

    return given


def as_written(base: Base, id: str, value: Written) -> Estimate:
    """What a node would be as a written value, with draws of its own."""
    found = estimate(base, options_of(base.settings), Leaf(id, value, id), {})
    assert isinstance(found, Estimate)
    return found
