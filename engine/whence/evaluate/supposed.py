"""Numbers as they would be if some nodes had other estimates: what lies between is evaluated anew, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Values, options_of
from whence.evaluate.serial import estimate
from whence.language.problems import Finding
from whence.language.values.written import Written
from whence.model.graph import Base, Leaf, ancestors, descendants, parents


def supposing(
    base: Base, values: Values, changed: Iterable[str], wanted: Iterable[str]
) -> Callable[[Mapping[str, Estimate]], Values]:
    """What gives the values with other estimates of the changed nodes, and with those wanted computed from them.

    What cannot be computed any more has no estimate. The keys stay those of the base as it is.
    """
    above = {each for id in wanted for each in (id, *ancestors(base, id))}
    between = [id for id in descendants(base, changed) if id in above]
    kept = {id: each for id, each in values.of.items() if id not in between}

    def given(estimates: Mapping[str, Estimate]) -> Values:
        of = kept | dict(estimates)
        for id in between:
            if all(each in of for each in parents(base.nodes[id])):
                found = estimate(base, options_of(base.settings), base.nodes[id], of)
                if not isinstance(found, Finding):
                    of[id] = found
        return replace(values, of=of)

    return given


def as_written(base: Base, id: str, value: Written) -> Estimate:
    """What a node would be as a written value, with draws of its own."""
    found = estimate(base, options_of(base.settings), Leaf(id, value, id), {})
    assert isinstance(found, Estimate)
    return found
