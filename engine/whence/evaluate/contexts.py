"""Which options survive the checks, why the others do not, and what an estimate says in the contexts that remain."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from whence.evaluate.estimate import Estimate, Figure, Floats, align, figure, pick
from whence.evaluate.evaluator import Values
from whence.evaluate.serial import MOST_AXES, cell
from whence.model.graph import Base, Pick, Relation

HOLDS, FAILS = 0.95, 0.05
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Outcome:
    """A check: the share of draws in which it is true, over the contexts of `axes`."""

    axes: tuple[str, ...]
    share: Floats

    def verdict(self, index: tuple[int, ...] = ()) -> str:
        """`holds`, `doubtful` or `fails` in one context."""
        return verdict(float(self.share[index]))


@dataclass(frozen=True)
class Nogood:
    """Options that cannot stand together, as few as will do, and the checks that say so."""

    options: tuple[tuple[str, str], ...]
    because: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Knot:
    """Choices that meet in checks: which of their joint contexts survive, and which of those are preferred."""

    choices: tuple[str, ...]
    survives: Bools
    active: Bools
    nogoods: tuple[Nogood, ...]


@dataclass(frozen=True)
class Reading:
    """An estimate in one context."""

    choose: Mapping[str, str]
    possible: bool
    active: bool
    figure: Figure


@dataclass(frozen=True)
class Summary:
    """An estimate over its contexts, in base units.

    `figure` pools the active contexts where that can be done honestly: there is one, or they agree, or credences
    weigh them. Else the claim is `open`: point and median are NaN, low and high span the active contexts.
    """

    figure: Figure
    bound: str
    open: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, eq=False)
class Settled:
    """What the checks say: their outcomes, the knots of choices, and the checks behind each option ruled out.

    `loose` are the groups of choices that meet in more contexts than may be looked through: nothing of theirs is
    ruled out, and each of their choices is a knot of its own.
    """

    outcomes: Mapping[str, Outcome]
    knots: tuple[Knot, ...]
    ruled_out: Mapping[tuple[str, str], tuple[str, ...]]
    loose: tuple[tuple[str, ...], ...] = ()

    @property
    def nogoods(self) -> tuple[Nogood, ...]:
        """Every minimal nogood, knot by knot."""
        return tuple(each for knot in self.knots for each in knot.nogoods)

    def knot(self, choice: str) -> Knot:
        """The knot that a choice belongs to."""
        return next(knot for knot in self.knots if choice in knot.choices)


def unsettled(a: Settled, b: Settled) -> frozenset[str]:
    """The choices that do not stand in both as they do in the other: their knots, survivors or active contexts differ."""
    before = {knot.choices: knot for knot in a.knots}
    return frozenset(
        choice
        for knot in b.knots
        for choice in knot.choices
        if (old := before.get(knot.choices)) is None
        or not (np.array_equal(old.survives, knot.survives) and np.array_equal(old.active, knot.active))
    )


def verdict(share: float) -> str:
    """A check holds when it is true in 95 % of the draws, fails when in 5 %, and is doubtful between."""
    return "holds" if share >= HOLDS else "fails" if share <= FAILS else "doubtful"


def settle(base: Base, values: Values) -> Settled:
    """Judge every check, rule out what cannot be, and say because of which checks."""
    outcomes = {
        id: Outcome(found.axes, found.samples.mean(axis=-1))
        for id, found in values.of.items()
        if isinstance(base.nodes[id], Relation)
    }
    ruling = {
        id: each
        for id, each in outcomes.items()
        if each.axes and base.records.checks[id].on_fail == "rule-out"
    }
    picks = [id for id, node in base.nodes.items() if isinstance(node, Pick) and id in values.of]
    groups = _groups(picks, ruling.values())
    loose = tuple(group for group in groups if _too_many(base, group))
    tight = [
        part for group in groups for part in ([(each,) for each in group] if group in loose else [group])
    ]
    knots = tuple(_knot(base, group, ruling) for group in tight)
    ruled_out = {
        (choice, option): because
        for knot in knots
        for choice, option, because in _ruled_out(base, knot, ruling)
    }
    return Settled(outcomes, knots, ruled_out, loose)


def options(base: Base, choice: str) -> tuple[str, ...]:
    """The names of a choice's options, in the order of its axis."""
    node = base.nodes[choice]
    assert isinstance(node, Pick)
    return tuple(node.options)


def _groups(choices: Sequence[str], outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """Choices that meet in a check, together; each group and the list of groups sorted."""
    group = {choice: {choice} for choice in choices}
    for outcome in outcomes:
        joined = set().union(*(group[axis] for axis in outcome.axes))
        for axis in joined:
            group[axis] = joined
    return sorted({tuple(sorted(each)) for each in group.values()})


def _knot(base: Base, choices: tuple[str, ...], ruling: Mapping[str, Outcome]) -> Knot:
    sizes = tuple(len(options(base, choice)) for choice in choices)
    failing = _failing(choices, sizes, ruling)
    fails = np.zeros(sizes, dtype=bool)
    for each in failing.values():
        fails |= each
    nogoods = tuple(
        Nogood(
            tuple((choices[axis], options(base, choices[axis])[at]) for axis, at in nogood),
            _because(nogood, failing, len(sizes)),
        )
        for nogood in minimal_nogoods(fails)
    )
    survives = ~fails if not fails.all() else np.ones(sizes, dtype=bool)
    preferred = survives & _preferred(base, choices, sizes)
    return Knot(choices, survives, preferred if preferred.any() else survives, nogoods)


def _too_many(base: Base, choices: Sequence[str]) -> bool:
    """Whether choices meet in more contexts than may be looked through (`too-many-contexts` says so)."""
    sizes = [len(options(base, choice)) for choice in choices]
    return len(choices) > MOST_AXES or (len(choices) > 1 and math.prod(sizes) > base.settings.max_contexts)


def _failing(
    choices: tuple[str, ...], sizes: tuple[int, ...], ruling: Mapping[str, Outcome]
) -> dict[str, Bools]:
    """For each ruling check of a knot, the joint contexts in which it fails."""
    return {
        id: np.broadcast_to(align(each.axes, choices, each.share <= FAILS, 0), sizes)
        for id, each in sorted(ruling.items())
        if set(each.axes) <= set(choices)
    }


def _preferred(base: Base, choices: tuple[str, ...], sizes: tuple[int, ...]) -> Bools:
    """The joint contexts that every `prefer` allows; a preference that is ruled out by itself does not count."""
    mask = np.ones(sizes, dtype=bool)
    for axis, choice in enumerate(choices):
        prefer = base.records.choices[choice].prefer
        if prefer:
            index = options(base, choice).index(prefer)
            wanted = np.zeros(sizes[axis], dtype=bool)
            wanted[index] = True
            mask &= wanted.reshape([-1 if n == axis else 1 for n in range(len(sizes))])
    return mask


def minimal_nogoods(fails: Bools) -> list[tuple[tuple[int, int], ...]]:
    """The smallest partial assignments all of whose completions fail, as ((axis, option), ...) sorted.

    These are the prime implicants of `fails`, found by asking of each set of axes, smaller ones first, which of its
    assignments fail whatever the other axes are, and leaving out those that contain a smaller one.
    """
    found: list[tuple[tuple[int, int], ...]] = []
    every = range(fails.ndim)
    for size in range(fails.ndim + 1):
        for axes in combinations(every, size):
            rest = tuple(axis for axis in every if axis not in axes)
            projected = fails.all(axis=rest) if rest else fails
            for index in np.argwhere(projected):
                nogood = tuple(zip(axes, (int(each) for each in index), strict=True))
                if not any(set(smaller) <= set(nogood) for smaller in found):
                    found.append(nogood)
    return found


def _because(nogood: Sequence[tuple[int, int]], failing: Mapping[str, Bools], width: int) -> tuple[str, ...]:
    """The checks behind a nogood: each that makes every completion fail by itself, or else as few as do together."""
    at = dict(nogood)
    index = tuple(at.get(axis, slice(None)) for axis in range(width))
    alone = tuple(id for id, each in failing.items() if each[index].all())
    if alone:
        return alone
    needed = [id for id, each in failing.items() if each[index].any()]
    for id in list(needed):
        others = [failing[each][index] for each in needed if each != id]
        if others and np.logical_or.reduce(others).all():
            needed.remove(id)
    return tuple(needed)


def _ruled_out(
    base: Base, knot: Knot, ruling: Mapping[str, Outcome]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Options that stand in no surviving context, with the checks that leave them none."""
    sizes = knot.survives.shape
    failing = _failing(knot.choices, sizes, ruling)
    for axis, choice in enumerate(knot.choices):
        for at, option in enumerate(options(base, choice)):
            if not np.take(knot.survives, at, axis=axis).any():
                yield choice, option, _because([(axis, at)], failing, len(sizes))


def nearest(base: Base, outcome: Outcome, fixed: Mapping[str, str]) -> Mapping[str, str]:
    """Of the contexts with the given options, the one in which a check comes closest to passing."""
    contexts = [
        (float(outcome.share[index]), _choose(base, outcome.axes, index))
        for index in np.ndindex(outcome.share.shape)
    ]
    fitting = [
        each
        for each in contexts
        if all(each[1].get(axis, option) == option for axis, option in fixed.items())
    ]
    return max(fitting or contexts, key=lambda each: each[0])[1]


def nearest_active(settled: Settled, outcome: Outcome) -> tuple[int, ...]:
    """Where a check comes closest to passing, among the active contexts; as options along its axes."""
    active = np.broadcast_to(mask(settled, outcome.axes), outcome.share.shape)
    return max(np.ndindex(outcome.share.shape), key=lambda at: (active[at], outcome.share[at]))


# --- estimates over contexts -----------------------------------------------------------------------------------


def mask(settled: Settled, axes: tuple[str, ...], active: bool = True) -> Bools:
    """Which contexts of `axes` are active (or merely possible), as booleans over those axes."""
    result: Bools = np.ones((1,) * len(axes), dtype=bool)
    for knot in settled.knots:
        own = tuple(axis for axis in knot.choices if axis in axes)
        if own:
            away = tuple(n for n, axis in enumerate(knot.choices) if axis not in axes)
            part = np.asarray((knot.active if active else knot.survives).any(axis=away))
            result = result & align(own, axes, part, 0)
    return result


def summarise(base: Base, settled: Settled, estimate: Estimate) -> Summary:
    """What an estimate says over its contexts."""
    axes = estimate.axes
    if not axes:
        found = figure(float(estimate.point), estimate.samples)
        return Summary(found, estimate.bound, (), (Reading({}, True, True, found),))
    possible, active = mask(settled, axes, active=False), mask(settled, axes)
    readings = tuple(
        Reading(
            _choose(base, axes, index), bool(possible[index]), bool(active[index]), _figure(estimate, index)
        )
        for index in np.ndindex(estimate.point.shape)
    )
    live = [each.figure for each in readings if each.active]
    undecided = open_choices(base, settled, axes)
    if all(each == live[0] for each in live):
        return Summary(live[0], estimate.bound, (), readings)
    mixed = mixture(base, settled, estimate)
    if mixed is not None:
        return Summary(figure(float(np.median(mixed)), mixed), estimate.bound, (), readings)
    low, high = min(each.low for each in live), max(each.high for each in live)
    return Summary(Figure(math.nan, math.nan, low, high), estimate.bound, undecided, readings)


def _figure(estimate: Estimate, index: tuple[int, ...]) -> Figure:
    return figure(*cell(estimate, estimate.axes, index))


def _choose(base: Base, axes: tuple[str, ...], index: tuple[int, ...]) -> Mapping[str, str]:
    return {axis: options(base, axis)[at] for axis, at in zip(axes, index, strict=True)}


def open_choices(base: Base, settled: Settled, axes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `axes` for which more than one option is active."""
    found = []
    for axis in axes:
        if int(mask(settled, (axis,)).sum()) > 1:
            found.append(axis)
    return tuple(found)


def mixture(base: Base, settled: Settled, estimate: Estimate) -> Floats | None:
    """The draws of an estimate with each open choice drawn by its credence; None where one has no credence."""
    axes = estimate.axes
    count = base.settings.samples
    index: list[NDArray[np.intp]] = []
    for axis in axes:
        drawn = _drawn(base, settled.knot(axis), count)
        if axis not in drawn:
            return None
        index.append(drawn[axis])
    samples = np.broadcast_to(estimate.samples, (*estimate.samples.shape[:-1], count))
    mixed: Floats = samples[(*index, np.arange(count))]
    return mixed


@lru_cache(maxsize=64)
def _drawn(base: Base, knot: Knot, count: int) -> Mapping[str, NDArray[np.intp]]:
    """For each choice of a knot that can be weighed, the index of the option in each draw.

    The joint contexts that are active are drawn together, in proportion to the product of the credences; a choice
    with one active option needs no credence. If an open choice has none, nothing of the knot can be weighed but the
    settled ones.
    """
    weights = knot.active.astype(float)
    unweighed = False
    for n, choice in enumerate(knot.choices):
        alive = knot.active.any(axis=tuple(m for m in range(len(knot.choices)) if m != n))
        credence = base.records.choices[choice].credence
        if alive.sum() > 1 and not credence:
            unweighed = True
        elif alive.sum() > 1:
            own = np.array([credence.get(option, 0.0) for option in options(base, choice)])
            weights = weights * own.reshape([-1 if m == n else 1 for m in range(len(knot.choices))])
    if unweighed or weights.sum() <= 0:
        settled = {}
        for n, choice in enumerate(knot.choices):
            alive = knot.active.any(axis=tuple(m for m in range(len(knot.choices)) if m != n))
            if alive.sum() == 1:
                settled[choice] = np.full(count, int(np.argmax(alive)), dtype=np.intp)
        return settled
    flat = pick(weights.ravel().tolist(), base.settings.seed, "+".join(knot.choices), count)
    return dict(zip(knot.choices, np.unravel_index(flat, weights.shape), strict=True))
