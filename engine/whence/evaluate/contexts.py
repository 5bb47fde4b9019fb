"""Which options survive the checks, why the others do not, and how likely the contexts that remain are."""

from __future__ import annotations

import math
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from whence.evaluate import mixtures, posterior
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.asked import Asked, note
from whence.evaluate.estimate import Estimate, Floats, align, pick
from whence.evaluate.evaluator import Values
from whence.evaluate.nogoods import because, minimal_nogoods
from whence.language.frozen import dataclass
from whence.language.limits import AXES
from whence.model import chance, meeting
from whence.model.graph import Base, Pick, Relation
from whence.model.reads import remembered

HOLDS, FAILS = 0.95, 0.05
Bools: TypeAlias = "NDArray[np.bool_]"
Indices: TypeAlias = "tuple[NDArray[np.intp], ...]"


@dataclass(frozen=True, eq=False)
class Outcome:
    """A check: the share of draws in which it surely is true, over the contexts of `axes`, and that in which it may be.

    The two differ only where something is known as a bound alone.
    """

    axes: tuple[str, ...]
    share: Floats
    may: Floats

    def shares(self, index: tuple[int, ...] = ()) -> tuple[float, float]:
        """The shares of draws in which it surely and in which it possibly is true, in one context."""
        return float(self.share[index]), float(self.may[index])

    def verdict(self, index: tuple[int, ...] = ()) -> str:
        """`holds`, `open`, `doubtful` or `fails` in one context."""
        return verdict(*self.shares(index))


@dataclass(frozen=True)
class Nogood:
    """Options that cannot stand together, as few as will do, and the checks that say so."""

    options: tuple[tuple[str, str], ...]
    because: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Knot:
    """Choices that meet in checks: which of their joint contexts survive, and which of those are preferred.

    `chances` are the streams of chance that the checks which rule out rest on, where something is believed of these
    choices; `allowed` says for each joint context in which draws all of them may hold, and `likely` in which share of the
    draws. `credences` are those of each choice's options, in their order, or None where it has none.
    """

    choices: tuple[str, ...]
    credences: tuple[tuple[float, ...] | None, ...]
    survives: Bools
    active: Bools
    nogoods: tuple[Nogood, ...]
    likely: Floats
    chances: frozenset[str]
    allowed: Bools


@dataclass(frozen=True, eq=False)
class Tied:
    """Choices that may meet, as they do meet: the groups of them with their knots, and what is said of these.

    `loose` are the groups that meet in more contexts than may be looked through: nothing of theirs is ruled out, and each
    of their choices is a knot of its own.
    """

    groups: tuple[tuple[tuple[str, ...], tuple[Knot, ...]], ...]
    ruled_out: Mapping[tuple[str, str], tuple[str, ...]]
    loose: tuple[tuple[str, ...], ...]


class Settled:
    """What the checks say: their outcomes, the knots of choices, and the checks behind each option ruled out.

    A check is judged when it is asked for, and a choice is settled with all that it may meet and nothing else.
    """

    def __init__(self, base: Base, values: Values) -> None:
        self._base, self._values = base, values
        self._tied = Asked(lambda: dict.fromkeys(self._meeting.values()), self._tie)
        self.outcomes: Mapping[str, Outcome] = Asked(
            lambda: (id for id, node in base.nodes.items() if isinstance(node, Relation)), self._outcome
        )
        self.ruled_out: Mapping[tuple[str, str], tuple[str, ...]] = Asked(
            lambda: (pair for knot in self.knots for pair in _pairs(base, knot)), self._because
        )

    @cached_property
    def _meeting(self) -> Mapping[str, meeting.Meeting]:
        return meeting.meeting(self._base)

    def _outcome(self, id: str) -> Outcome | None:
        found = self._values.of.get(id) if isinstance(self._base.nodes.get(id), Relation) else None
        return outcome(found) if found else None

    def _because(self, pair: tuple[str, str]) -> tuple[str, ...] | None:
        """The checks that rule out an option of a choice; None where it survives."""
        met = self._meeting.get(pair[0])
        return self._tied[met].ruled_out.get(pair) if met else None

    def _tie(self, met: meeting.Meeting) -> Tied:
        base, (choices, checks) = self._base, met
        for id in checks:
            note("judged", id, f"it may rule out options of {', '.join(choices)}")
        ruling = {id: each for id in checks if (each := self.outcomes.get(id)) and each.axes}
        # What may hold in every draw of every context tells nothing of a choice, and ties it to no other.
        telling = (each.axes for each in ruling.values() if each.may.min() < 1)
        groups = meeting.groups([id for id in choices if id in self._values.of], telling)
        loose = tuple(group for group in groups if _too_many(base, group))
        truths = Asked(lambda: ruling, lambda id: posterior.truth(self._values.of[id]))
        tied = tuple(
            (group, tuple(_knot(base, part, ruling, truths) for part in _parts(group, group in loose)))
            for group in groups
        )
        ruled_out = {
            (choice, option): because
            for _, knots in tied
            for knot in knots
            for choice, option, because in _ruled_out(base, knot, ruling)
        }
        return Tied(tied, ruled_out, loose)

    def around(self, choices: Collection[str]) -> tuple[Knot, ...]:
        """The knots that some choices belong to, in the order of all knots."""
        met = {self._meeting[each] for each in choices if each in self._meeting} if choices else set()
        tied = sorted((pair for each in met for pair in self._tied[each].groups), key=lambda pair: pair[0])
        own = set(choices)
        return tuple(knot for _, knots in tied for knot in knots if own.intersection(knot.choices))

    def checks(self, choices: Iterable[str]) -> tuple[str, ...]:
        """The checks that may rule out options of some choices, by their formulas, in the order of evaluation."""
        met = dict.fromkeys(self._meeting[each] for each in choices if each in self._meeting)
        return tuple(id for _, checks in met for id in checks if id in self.outcomes)

    @property
    def knots(self) -> tuple[Knot, ...]:
        """All of them, sorted by the choices that meet."""
        return self.around(self._meeting)

    @property
    def loose(self) -> tuple[tuple[str, ...], ...]:
        """The groups of choices that meet in more contexts than may be looked through."""
        return tuple(sorted(group for each in self._tied.values() for group in each.loose))

    @property
    def nogoods(self) -> tuple[Nogood, ...]:
        """Every minimal nogood, knot by knot."""
        return tuple(each for knot in self.knots for each in knot.nogoods)

    def knot(self, choice: str) -> Knot:
        """The knot that a choice belongs to."""
        return next(knot for knot in self.around((choice,)) if choice in knot.choices)


def unsettled(a: Settled, b: Settled) -> frozenset[str]:
    """The choices that do not stand in both as they do in the other: their knots, what survives or how likely it is differ."""
    before = {knot.choices: knot for knot in a.knots}
    return frozenset(
        choice
        for knot in b.knots
        for choice in knot.choices
        if (old := before.get(knot.choices)) is None
        or not all(
            np.array_equal(getattr(old, name), getattr(knot, name))
            for name in ("survives", "active", "likely", "chances", "allowed")
        )
    )


def verdict(share: float, may: float) -> str:
    """A check holds where it surely is true in 95 % of the draws, and fails where it may be in 5 % at most.

    Between the two it is open where bounds leave it so, and doubtful where the draws differ.
    """
    if share >= HOLDS:
        return "holds"
    return "fails" if may <= FAILS else "open" if share < may else "doubtful"


def settle(base: Base, values: Values) -> Settled:
    """What judges every check, rules out what cannot be, and says because of which checks, when it is asked."""
    return Settled(base, values)


def outcome(found: Estimate) -> Outcome:
    """How often the relation of an estimate is true in each context."""
    return Outcome(found.axes, *found.held)


def options(base: Base, choice: str) -> tuple[str, ...]:
    """The names of a choice's options, in the order of its axis."""
    node = base.nodes[choice]
    assert isinstance(node, Pick)
    return tuple(node.options)


def _parts(group: tuple[str, ...], loose: bool) -> list[tuple[str, ...]]:
    """The choices of each knot of a group: all of them, or one each where it is loose."""
    return [(each,) for each in group] if loose else [group]


def _pairs(base: Base, knot: Knot) -> Iterator[tuple[str, str]]:
    """Every option of every choice of a knot."""
    return ((choice, option) for choice in knot.choices for option in options(base, choice))


def _knot(
    base: Base,
    choices: tuple[str, ...],
    ruling: Mapping[str, Outcome],
    truths: Mapping[str, posterior.Truth],
) -> Knot:
    sizes = tuple(len(options(base, choice)) for choice in choices)
    failing = _failing(choices, sizes, ruling)
    fails = np.zeros(sizes, dtype=bool)
    for each in failing.values():
        fails |= each
    nogoods = tuple(
        Nogood(
            tuple((choices[axis], options(base, choices[axis])[at]) for axis, at in nogood),
            because(nogood, failing, len(sizes)),
        )
        for nogood in minimal_nogoods(fails)
    )
    survives = ~fails if not fails.all() else np.ones(sizes, dtype=bool)
    preferred = survives & _preferred(base, choices, sizes)
    credible = any(base.records.choices[each].credence for each in choices)
    evidence = tuple(failing) if credible else ()
    chances = frozenset[str]().union(*(chance.streams(base, id) for id in evidence))
    allowed = posterior.together(choices, sizes, [truths[id] for id in evidence])
    active = preferred if preferred.any() else _picked(base, choices, survives)
    credences = tuple(_credences(base, each) for each in choices)
    return Knot(choices, credences, survives, active, nogoods, allowed.mean(axis=-1), chances, allowed)


def _credences(base: Base, choice: str) -> tuple[float, ...] | None:
    """How much each option of a choice is believed, in their order; None where nothing is said of that."""
    credence = base.records.choices[choice].credence
    return tuple(credence.get(name, 0.0) for name in options(base, choice)) if credence else None


def _picked(base: Base, choices: tuple[str, ...], survives: Bools) -> Bools:
    """What survives of the options that a reader insists on, or these themselves where nothing does."""
    own = _preferred(base, choices, survives.shape, base.insisted)
    return survives & own if (survives & own).any() else own


def _too_many(base: Base, choices: Sequence[str]) -> bool:
    """Whether choices meet in more contexts than may be looked through (`too-many-contexts` says so)."""
    sizes = [len(options(base, choice)) for choice in choices]
    return len(choices) > AXES.most or (len(choices) > 1 and math.prod(sizes) > base.settings.max_contexts)


def _failing(
    choices: tuple[str, ...], sizes: tuple[int, ...], ruling: Mapping[str, Outcome]
) -> dict[str, Bools]:
    """For each ruling check of a knot, the joint contexts in which it fails."""
    return {
        id: np.broadcast_to(align(each.axes, choices, each.may <= FAILS, 0), sizes)
        for id, each in sorted(ruling.items())
        if set(each.axes) <= set(choices)
    }


def _preferred(
    base: Base, choices: tuple[str, ...], sizes: tuple[int, ...], among: Container[str] | None = None
) -> Bools:
    """The joint contexts that every `prefer` allows, of all choices or of some."""
    mask = np.ones(sizes, dtype=bool)
    for axis, choice in enumerate(choices):
        prefer = base.records.choices[choice].prefer
        if prefer and (among is None or choice in among):
            index = options(base, choice).index(prefer)
            wanted = np.zeros(sizes[axis], dtype=bool)
            wanted[index] = True
            mask &= wanted.reshape([-1 if n == axis else 1 for n in range(len(sizes))])
    return mask


def _ruled_out(
    base: Base, knot: Knot, ruling: Mapping[str, Outcome]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Options that stand in no surviving context, with the checks that leave them none."""
    sizes = knot.survives.shape
    failing = _failing(knot.choices, sizes, ruling)
    for axis, choice in enumerate(knot.choices):
        for at, option in enumerate(options(base, choice)):
            if not np.take(knot.survives, at, axis=axis).any():
                yield choice, option, because([(axis, at)], failing, len(sizes))


def mask(settled: Settled, axes: tuple[str, ...], active: bool = True) -> Bools:
    """Which contexts of `axes` are active (or merely possible), as booleans over those axes."""
    result: Bools = np.ones((1,) * len(axes), dtype=bool)
    for knot in settled.around(axes):
        own = tuple(axis for axis in knot.choices if axis in axes)
        away = tuple(n for n, axis in enumerate(knot.choices) if axis not in axes)
        part = np.asarray((knot.active if active else knot.survives).any(axis=away))
        result = result & align(own, axes, part, 0)
    return result


def likely(base: Base, settled: Settled, axes: tuple[str, ...]) -> Floats | None:
    """How likely each context of some choices is, over their axes; None where an open one among them has no credence."""
    joint: list[tuple[tuple[str, ...], Floats]] = []
    for knot in settled.around(axes):
        own = tuple(axis for axis in knot.choices if axis in axes)
        weights = weighed(knot)
        if weights is None:
            if open_choices(base, settled, own):
                return None
            weights = knot.active.astype(float)
        joint.append((knot.choices, weights))
    return mixtures.credences(joint, axes)


def named(base: Base, axes: tuple[str, ...], index: tuple[int, ...]) -> Mapping[str, str]:
    """The options of a context by the names of their choices."""
    return {axis: options(base, axis)[at] for axis, at in zip(axes, index, strict=True)}


def open_choices(base: Base, settled: Settled, axes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `axes` for which more than one option is active."""
    return tuple(axis for axis in axes if int(mask(settled, (axis,)).sum()) > 1)


def mixture(base: Base, settled: Settled, estimate: Estimate) -> Floats | None:
    """The draws of an estimate with each open choice drawn by its credence; None where one has no credence."""
    index = mixed(base, settled, estimate.axes)
    return picked(base, estimate.samples, index) if index is not None else None


def mixed(base: Base, settled: Settled, axes: tuple[str, ...]) -> Indices | None:
    """For each of some choices the option in each draw; None where one of them cannot be weighed."""
    index: list[NDArray[np.intp]] = []
    for axis in axes:
        drawn = _drawn(base, settled.knot(axis), base.settings.samples)
        if axis not in drawn:
            return None
        index.append(drawn[axis])
    return tuple(index)


def picked(base: Base, samples: NDArray[Any], index: Indices) -> NDArray[Any]:
    """Draws over some choices with the option of each that is drawn."""
    count = base.settings.samples
    whole: NDArray[Any] = np.broadcast_to(samples, (*samples.shape[:-1], count))
    found: NDArray[Any] = whole[(*index, np.arange(count))]
    return found


def weighed(knot: Knot) -> Floats | None:
    """How likely each joint context of a knot that is active is, up to a factor: its credence by its evidence.

    None where an open choice has no credence.
    """
    prior = believed(knot, knot.active)
    return None if prior is None else posterior.posterior(prior, knot.likely)


def believed(knot: Knot, among: Bools) -> Floats | None:
    """The credence of each of some joint contexts of a knot, up to a factor; None where an open choice has none."""
    return mixtures.joint(among, knot.credences)


@remembered(64)
def _drawn(base: Base, knot: Knot, count: int) -> Mapping[str, NDArray[np.intp]]:
    """For each choice of a knot that can be weighed, the index of the option in each draw.

    The joint contexts that are active are drawn together, in proportion to the product of the credences and to their
    evidence; a choice with one active option needs no credence. If an open choice has none, only the settled ones of the
    knot can be weighed.
    """
    weights = weighed(knot)
    if weights is None:
        alive = {choice: mixtures.alive(knot.active, n) for n, choice in enumerate(knot.choices)}
        return {
            choice: np.full(count, int(np.argmax(each)), dtype=np.intp)
            for choice, each in alive.items()
            if each.sum() == 1
        }
    flat = pick(weights.ravel().tolist(), base.settings.seed, "+".join(knot.choices), count)
    return dict(zip(knot.choices, np.unravel_index(flat, weights.shape), strict=True))
