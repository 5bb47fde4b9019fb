"""What a result rests on: its leaves, on whose word each stands, and what share of the doubt each brings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whence.evaluate import estimate
from whence.evaluate.contexts import Settled, mask
from whence.evaluate.serial import Values, cell
from whence.files.schema import POOLED, Citation
from whence.model.graph import UNSTATED, Base, Leaf, Pick, Pool, ancestors, in_order, owner

GRADES = ("first-hand", "second-hand", "uncited")
MOST_CONTEXTS = 16


@dataclass(frozen=True)
class Evidence:
    """The leaves upstream of a node (itself, if it is one), by grade, and the distinct origins they stand on."""

    leaves: tuple[str, ...]
    first_hand: tuple[str, ...]
    second_hand: tuple[str, ...]
    uncited: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """The part of a result's variance that one leaf or choice brings by itself, between 0 and 1."""

    id: str
    share: float
    grade: str


def citations(base: Base, id: str) -> tuple[Citation, ...]:
    """The citations behind a leaf: a claim's own; a sense's or an option's, or else its term's or choice's."""
    name, _, part = id.partition("#")
    records = base.records
    if name in records.claims:
        return () if part else records.claims[name].cites
    if name in records.terms:
        sense = records.terms[name].senses.get(part)
        return (sense.cites if sense else ()) or records.terms[name].cites
    if name in records.choices:
        option = records.choices[name].options.get(part)
        return (option.cites if option else ()) or records.choices[name].cites
    return ()


def grade(base: Base, id: str) -> str:
    """`first-hand` when the origin itself was read, `second-hand` when only somebody's word of it, else `uncited`."""
    found = [each for each in citations(base, id) if each.stance == "supports"]
    if any(not each.via and each.source != UNSTATED for each in found):
        return "first-hand"
    return "second-hand" if found else "uncited"


def rests_on(base: Base, id: str) -> Evidence:
    """The evidence under a node."""
    upstream = (*ancestors(base, id), id)
    leaves = tuple(each for each in upstream if isinstance(base.nodes.get(each), Leaf))
    by_grade: dict[str, list[str]] = {each: [] for each in GRADES}
    for leaf in leaves:
        by_grade[grade(base, leaf)].append(leaf)
    first, second, uncited = (tuple(by_grade[each]) for each in GRADES)
    return Evidence(leaves, first, second, uncited, origins_of(base, leaves))


def origins_of(base: Base, leaves: Iterable[str]) -> tuple[str, ...]:
    """The distinct documents that leaves come from first, sorted; one that is not named does not count."""
    found = {
        base.aliases.get(each.source, each.source)
        for leaf in leaves
        for each in citations(base, leaf)
        if each.stance == "supports" and each.source != UNSTATED
    }
    return tuple(sorted(found))


def shares(base: Base, values: Values, settled: Settled, id: str) -> tuple[Share, ...]:
    """The shares of uncertainty of a node's leaves and open choices, largest first.

    Within each active context by `estimate.shares`; between contexts, what their means differ. They add up to at
    most one; what is missing is brought by several leaves only together.
    """
    result = values.of.get(id)
    if result is None:
        return ()
    contexts = _contexts(settled, result)
    streams = _streams(base, id)
    inside: dict[str, float] = {}
    variances, means = [], []
    for index in contexts:
        samples = estimate.variance_scale(cell(result, result.axes, index)[1])
        variances.append(float(samples.var()))
        means.append(float(samples.mean()))
        if variances[-1] > 0:
            for name, share in estimate.shares(cell(result, result.axes, index)[1], streams).items():
                inside[name] = inside.get(name, 0.0) + share * variances[-1] / len(contexts)
    between = float(np.var(means))
    total = float(np.mean(variances)) + between
    if total <= 0:
        return ()
    parts = [(name, share / total) for name, share in inside.items()]
    parts += [
        (name, share * between / total) for name, share in _choice_shares(base, result.axes, contexts, means)
    ]
    scale = max(1.0, sum(share for _, share in parts))
    found = [Share(name, share / scale, _grade(base, name)) for name, share in parts if share / scale > 1e-3]
    return tuple(sorted(found, key=lambda each: (-each.share, each.id)))


# How much a share of uncertainty weighs by the word it stands on, when the weakest link is looked for.
WEIGHTS = {"first-hand": 1.0, "choice": 1.0, "second-hand": 2.0, "uncited": 3.0}


def weakest(found: tuple[Share, ...]) -> Share | None:
    """The weakest link: the share of uncertainty that, times the grade of its evidence, weighs most."""
    return max(found, key=lambda each: (each.share * WEIGHTS[each.grade], each.id), default=None)


def _grade(base: Base, id: str) -> str:
    """A leaf's grade; a combined quantity has the poorest grade among its members."""
    node = base.nodes.get(id)
    if isinstance(node, Pool):
        return max((_grade(base, each) for each in node.members), key=GRADES.index)
    return "choice" if isinstance(node, Pick) else grade(base, id)


def _contexts(settled: Settled, result: estimate.Estimate) -> list[tuple[int, ...]]:
    if not result.axes:
        return [()]
    active = np.broadcast_to(mask(settled, result.axes), result.point.shape)
    every = [tuple(int(at) for at in index) for index in np.argwhere(active)]
    return every[:: max(1, len(every) // MOST_CONTEXTS)]


def _streams(base: Base, id: str) -> Mapping[str, NDArray[np.intp]]:
    """The ranks of every source of chance upstream, each stream once, under the id of its leader."""
    count, seed = base.settings.samples, base.settings.seed
    names: dict[str, str] = {}
    for each in _sources_of_chance(base, id):
        node = base.nodes[each]
        if isinstance(node, Leaf) and type(node.written.shape).__name__ != "Exact":
            names.setdefault(node.stream, each)
        elif isinstance(node, Pool) and node.take in POOLED:
            names.setdefault(each, each)
    return {name: estimate.ranks(seed, stream, count) for stream, name in names.items()}


def _sources_of_chance(base: Base, id: str) -> tuple[str, ...]:
    """A node and what is upstream of it, but for what a combined quantity was combined from: it has draws of its own."""
    seen, stack = {id}, [id]
    while stack:
        node = base.nodes[stack.pop()]
        combined = isinstance(node, Pool) and node.take in POOLED and node.take != "mixture"
        for parent in () if combined else base.parents[node.id]:
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return in_order(base, seen)


def _choice_shares(
    base: Base, axes: tuple[str, ...], contexts: list[tuple[int, ...]], means: list[float]
) -> list[tuple[str, float]]:
    """How much of the variance between contexts each choice alone explains, scaled to add up to one."""
    total = float(np.var(means))
    if total <= 0:
        return []
    raw = []
    for axis, choice in enumerate(axes):
        groups: dict[int, list[float]] = {}
        for index, mean in zip(contexts, means, strict=True):
            groups.setdefault(index[axis], []).append(mean)
        centre = float(np.mean(means))
        between = sum(len(each) * (float(np.mean(each)) - centre) ** 2 for each in groups.values()) / len(
            means
        )
        raw.append((choice, between / total))
    whole = sum(share for _, share in raw)
    return [(choice, share / whole) for choice, share in raw] if whole > 0 else []


def owners(ids: Iterable[str]) -> tuple[str, ...]:
    """The records behind leaves, each once."""
    return tuple(dict.fromkeys(owner(each) for each in ids))
