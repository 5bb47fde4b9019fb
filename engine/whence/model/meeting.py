"""Choices that meet in checks, by the formulas alone: what settles one of them may settle the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from whence.model.graph import Base, Pick, Relation

# Choices that may meet, and the checks in which they do, in the order of evaluation.
Meeting = tuple[tuple[str, ...], tuple[str, ...]]


def meeting(base: Base) -> Mapping[str, Meeting]:
    """For each choice those that it may meet in checks that rule out, and these checks, by the formulas alone."""
    ruling = {
        id: base.choices[id]
        for id, node in base.nodes.items()
        if isinstance(node, Relation) and base.choices[id] and base.records.checks[id].on_fail == "rule-out"
    }
    every = [id for id, node in base.nodes.items() if isinstance(node, Pick)]
    found = groups(every, (tuple(each) for each in ruling.values()))
    of = {choice: group for group in found for choice in group}
    checks: dict[tuple[str, ...], list[str]] = {group: [] for group in found}
    for id, axes in ruling.items():
        checks[of[next(iter(axes))]].append(id)
    return {choice: (group, tuple(checks[group])) for choice, group in of.items()}


def groups(choices: Sequence[str], met: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Choices that meet in a check, together; each group and the list of groups sorted."""
    group = {choice: {choice} for choice in choices}
    for axes in met:
        joined = set().union(*(group[axis] for axis in axes))
        for axis in joined:
            group[axis] = joined
    return sorted({tuple(sorted(each)) for each in group.values()})
