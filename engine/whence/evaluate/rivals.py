"""What the claims of one quantity say together: who agrees, who does not, and the combined value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import combinations
from math import log

from whence.evaluate import limits, witnesses
from whence.evaluate.arrays import np
from whence.evaluate.bounds import Strict
from whence.evaluate.covariance import Said, moves_as_one
from whence.evaluate.errors import Errors
from whence.evaluate.estimate import Figure
from whence.evaluate.statistics import combine
from whence.evaluate.statistics.combine import Consensus, Measured
from whence.evaluate.witnesses import Witness, measured, of_one_origin, shape_of
from whence.files.schema import Claim
from whence.language.frozen import dataclass
from whence.language.problems import Problem
from whence.language.units.dimensions import CELSIUS, ZEROS
from whence.language.units.units import DATE
from whence.language.values.written import (
    Uniform,
)
from whence.model.graph import Base, Leaf
from whence.model.temperatures import tolerated

VERDICTS = ("consistent", "open", "tension", "conflict")
# Where p alone would not speak: it does below LOOSE if the claims are more than MUCH apart, or apart for their errors.
LOOSE, MUCH = 0.10, 1.5
# An interval whose ends are nearer than this ratio is as good on either scale.
NARROW = 1.1
DAY = 86400.0


@dataclass(frozen=True)
class Rival:
    """One claim of a quantity in one context: its numbers, and why it is not used, if it is not.

    `hard` says that its interval has hard ends (a uniform range or a bound), so that a miss is a contradiction.
    `weight` is its part in the weighted mean, or in the mixture; `aside` says why one that is used has none.
    """

    id: str
    figure: Figure
    measured: Measured | None
    bound: str
    strict: Strict = (False, False)
    hard: bool = False
    unused: str = ""
    weight: float = 0.0
    aside: str = ""


@dataclass(frozen=True)
class Pair:
    """Two witnesses, each by its leader, and how far they are apart.

    `sigma` counts in what errors there are between the two, on the scale of comparison: the one of the lower that points
    up and the one of the higher that points down, and what they have in common taken off; NaN where one gives none.
    `ratio` is between their nearest ends, 1 where they meet; `verdict` is what that comes to for two without errors, and
    nothing for others.
    """

    a: str
    b: str
    sigma: float
    ratio: float
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """The rivals of a quantity, weighed.

    `witnesses` are the used claims that are no bounds, those that stand as one together. `consensus` is there when at
    least two of them carry an error, in units of `scale` (natural logarithms for `log`); `weighed` are the claims that
    lead those. Bare points are judged by `ratio`, the largest over the smallest of the witnesses. `apart` are pairs
    that contradict each other by a hard end; `differing` groups of one origin that differ among themselves; `within`
    what all bounds together leave possible. `readings` are the contexts that were compared, each with its verdict,
    where the claims depend on a choice; `periods` the times, where they make a series. `pairs` has every two witnesses, and
    `fitting` the share of draws in which two that are apart by a bound can both be true, where there are any.
    """

    scale: str
    rivals: tuple[Rival, ...]
    consensus: Consensus | None
    weighed: tuple[str, ...]
    verdict: str
    ratio: float
    apart: tuple[tuple[str, str], ...] = ()
    witnesses: tuple[Witness, ...] = ()
    differing: tuple[tuple[str, ...], ...] = ()
    within: limits.Within | None = None
    readings: tuple[tuple[tuple[tuple[str, str], ...], str], ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    pairs: tuple[Pair, ...] = ()
    fitting: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def central(self) -> tuple[float, float] | None:
        """The weighted mean and its scaled error, on the comparison's scale."""
        return (self.consensus.mean, self.consensus.u_scaled) if self.consensus else None

    @property
    def judged(self) -> tuple[Rival, ...]:
        """The rivals that are used and are no bounds."""
        return tuple(each for each in self.rivals if not each.unused and not each.bound)


def worst(verdicts: Sequence[str]) -> str:
    """The harshest of some verdicts; of none, `consistent`."""
    return max(verdicts, key=VERDICTS.index, default="consistent")


def compare(
    base: Base, quantity: str, said: Mapping[str, Said], unused: Mapping[str, str] | None = None
) -> Comparison:
    """Weigh the claims of a quantity in one context.

    `said` gives the numbers of each claim that has an estimate; `unused` why some do not count here. Superseded and
    retracted claims are listed, not used; an echo (the same origin, the same value) is used once.
    """
    record = base.records.quantities[quantity]
    claims = {id: base.records.claims[id] for id in sorted(said)}
    present = list(claims)
    out: dict[str, str] = dict(unused or {})
    out |= {id: claims[id].status for id in present if claims[id].status in ("superseded", "retracted")}
    live = {id: said[id] for id in present if id not in out}
    out |= witnesses.echoes(base, live)
    sharp = {id: each for id, each in live.items() if id not in out and not each.bound}
    held = {id: each for id, each in live.items() if id not in out and each.bound}
    scale = _scale(record.scale, [each.figure for each in sharp.values()])
    groups = tuple(witnesses.witness(base, each, said, scale) for each in witnesses.grouped(base, sharp))
    agree = base.settings.agree if record.tolerance is None else record.tolerance
    tension = base.settings.tension if record.tension is None else record.tension
    if point := next((each.figure.point for each in groups if _in_degrees(base, present)), 0.0):
        agree, tension = (tolerated(each, point, CELSIUS) for each in (agree, tension))
    dated = _dated(base, present)
    judge = _Judge(Errors(base, said, scale), agree, tension, record.take == "blue", dated)
    consensus = judge.consensus(groups)
    rivals = tuple(_rival(base, id, said[id], scale, out.get(id, "")) for id in present)
    against = limits.contradictions({**sharp, **held})
    apart = (*_disjoint(base, groups, dated), *against)
    verdict = "conflict" if apart else judge.verdict(groups, consensus)
    return Comparison(
        scale,
        _weighed(rivals, groups, consensus, record.take),
        consensus,
        tuple(each.leader for each in groups if each.measured),
        verdict,
        combine.compare_points([each.figure.point for each in groups])[1],
        apart,
        groups,
        _differing(base, sharp, judge),
        limits.within(held),
        pairs=tuple(judge.pair(a, b) for a, b in combinations(groups, 2)),
        fitting=against,
    )


@dataclass(frozen=True, eq=False)
class _Judge:
    """The errors and tolerances by which the witnesses of one quantity are judged."""

    errors: Errors
    agree: float
    tension: float
    free: bool
    dated: bool

    def consensus(self, groups: Sequence[Witness]) -> Consensus | None:
        """What the witnesses with an error say together; None of fewer than two."""
        weighed = [each for each in groups if each.measured]
        if len(weighed) < 2:
            return None
        matrix = self.errors.matrix(weighed)
        found = combine.combine(self.errors.measured(weighed, matrix), matrix, self.free)
        return None if isinstance(found, Problem) else found

    def pair(self, a: Witness, b: Witness) -> Pair:
        """How far two witnesses are apart."""
        nearest = _nearest(a.figure, b.figure)
        ratio = combine.compare_points(nearest)[1]
        if a.measured and b.measured:
            return Pair(a.leader, b.leader, self.errors.apart(a, b), ratio, "")
        return Pair(a.leader, b.leader, math.nan, ratio, self._points(*nearest))

    def verdict(self, groups: Sequence[Witness], consensus: Consensus | None) -> str:
        """The harshest that chance, bare points and claims without an error between them say.

        What is written with `~` is judged as the bare figure too, and the milder verdict counts.
        """
        found = self._verdict(groups, consensus)
        about = [self._bared(each) for each in groups]
        if found == "consistent" or about == list(groups):
            return found
        bare = self._verdict(about, self.consensus(about))
        return min(found, bare, key=VERDICTS.index)

    def _verdict(self, groups: Sequence[Witness], consensus: Consensus | None) -> str:
        sharp = sum(each.measured is not None for each in groups)
        found = [by_chance(consensus, groups)] if consensus else ["conflict"] if sharp > 1 else []
        found += [
            self._points(*_nearest(a.figure, b.figure))
            for a, b in combinations(groups, 2)
            if a.measured is None or b.measured is None
        ]
        return worst([*found, *self._inside(groups)])

    def _points(self, *points: float) -> str:
        """The verdict on two figures without an error: by their ratio; of dates, whether they are the same day."""
        if self.dated:
            return "consistent" if max(points) - min(points) <= DAY else "conflict"
        return combine.compare_points(points, self.agree, self.tension)[0]

    def differ(self, a: Figure, b: Figure) -> bool:
        """Whether two figures of one origin differ, and neither holds the other's point."""
        return not (holds(a, b.point) or holds(b, a.point)) and self._points(a.point, b.point) != "consistent"

    def _inside(self, groups: Sequence[Witness]) -> Iterator[str]:
        """The verdicts on claims that stand as one because they move as one, each pair by its points."""
        for group in groups:
            for a, b in combinations(group.members, 2):
                said = self.errors.said[a], self.errors.said[b]
                if moves_as_one(self.errors.base, a, b, said):
                    yield self._points(*(each.figure.point for each in said))

    def _bared(self, group: Witness) -> Witness:
        """What is written with `~` as its bare figure, with what is computed from it and moves as one with it."""
        written = [each for id in group.members if (each := self.errors.base.values.get(id))]
        if group.measured is None or not written or not all(each.about for each in written):
            return group
        point = group.figure.point
        return replace(group, measured=None, figure=Figure(point, point, point, point))


def by_chance(consensus: Consensus, groups: Sequence[Witness]) -> str:
    """The verdict by p; one that is nearly small speaks where the claims are far apart."""
    ratio = combine.compare_points([each.figure.point for each in groups if each.measured])[1]
    if consensus.verdict == "consistent" and consensus.p < LOOSE and max(ratio, consensus.S) > MUCH:
        return "tension"
    return consensus.verdict


def _nearest(a: Figure, b: Figure) -> tuple[float, float]:
    """The nearest ends of two intervals; the same number twice where they meet."""
    low, high = min(a.high, b.high), max(a.low, b.low)
    return (low, high) if high > low else (1.0, 1.0)


def _scale(written: str, figures: Sequence[Figure]) -> str:
    """The scale to compare on: as written, or logarithms where the intervals lie even on it and not on a linear one.

    It goes by the numbers alone, however they were spelt. Logarithms need positive numbers.
    """
    if any(each.low <= 0 or each.point <= 0 for each in figures):
        return "linear"
    if written:
        return written
    leanings = [_leaning(each) for each in figures if each.high > each.low * NARROW]
    return "log" if leanings and all(leanings) else "linear"


def _leaning(figure: Figure) -> bool:
    """Whether the median lies nearer to the middle of the interval's logarithms than to that of its ends."""
    above, below = figure.high - figure.median, figure.median - figure.low
    over, under = log(figure.high / figure.median), log(figure.median / figure.low)
    return abs(over - under) / (over + under) < abs(above - below) / (above + below)


def claims_of(base: Base, quantity: str) -> dict[str, Claim]:
    """Every claim that is `of` a quantity, used or not, by id."""
    return {id: base.records.claims[id] for id in base.members.get(quantity, ())}


def _rival(base: Base, id: str, said: Said, scale: str, unused: str) -> Rival:
    hard = bool(said.bound) or isinstance(shape_of(base, id), Uniform)
    log_scale = "log" if scale == "log" and said.figure.low > 0 and said.figure.point > 0 else "linear"
    value = None if said.bound else measured(base, id, said.figure, log_scale)
    return Rival(id, said.figure, value, said.bound, said.strict, hard, unused)


def _weighed(
    rivals: Sequence[Rival], groups: Sequence[Witness], consensus: Consensus | None, take: str
) -> tuple[Rival, ...]:
    """The rivals with their parts in what is taken of all of them, or why they have none.

    An error gives a claim its weight in a mean. A mixture takes every witness alike, and an envelope holds each.
    """
    sharp = [each for each in groups if each.measured]
    shares = consensus.weights if consensus else tuple(1.0 / len(sharp) for _ in sharp)
    weight, aside = dict[str, float](), dict[str, str]()
    for group, share in zip(sharp, shares, strict=True):
        for id, part in zip(group.members, group.weights, strict=True):
            weight[id] = part * share
            if not weight[id]:
                aside[id] = f"one witness with {group.leader}" if not part else "adds nothing to the others"
    if take in ("mixture", "envelope"):
        aside = {id: why for id, why in aside.items() if why.startswith("one witness")}
    elif sharp:
        bare = (each.id for each in rivals if each.id not in weight)
        aside |= dict.fromkeys(bare, "without an error it has no weight")
    if take == "mixture":
        weight = {
            id: part / len(groups)
            for each in groups
            for id, part in zip(each.members, each.weights, strict=True)
        }
    aside |= {each.id: "a bound has no weight" for each in rivals if each.bound}
    return tuple(
        replace(each, weight=weight.get(each.id, 0.0), aside="" if each.unused else aside.get(each.id, ""))
        for each in rivals
    )


def _differing(base: Base, sharp: Mapping[str, Said], judge: _Judge) -> tuple[tuple[str, ...], ...]:
    """The claims of one origin of which two differ by more than the tolerance, and neither holds the other's point."""
    figures = {id: each.figure for id, each in sharp.items()}
    return tuple(
        group
        for group in of_one_origin(base, tuple(sharp))
        if any(judge.differ(figures[a], figures[b]) for a, b in combinations(group, 2))
    )


def _in_degrees(base: Base, ids: Sequence[str]) -> bool:
    """Whether claims are temperatures with a zero of their own, of which ratios say nothing either."""
    leaves = (base.nodes.get(id) for id in ids)
    return any(isinstance(each, Leaf) and each.written.unit.style in ZEROS for each in leaves)


def _dated(base: Base, ids: Sequence[str]) -> bool:
    """Whether claims are dates: their ratio says nothing, since it counts from 1970."""
    leaves = (base.nodes.get(id) for id in ids)
    return any(isinstance(each, Leaf) and each.written.unit.dimension == DATE for each in leaves)


def holds(figure: Figure, point: float) -> bool:
    """Whether a point lies in an interval, its ends included."""
    # Draws meet the written ends of a range only nearly.
    rim = 0.01 * (figure.high - figure.low)
    return figure.low - rim <= point <= figure.high + rim


def _disjoint(base: Base, groups: Sequence[Witness], dated: bool) -> tuple[tuple[str, str], ...]:
    """Pairs of witnesses whose intervals do not meet, where at least one of the two has hard ends, which are its own.

    A year ends where the next begins, and no day is in both.

    Between soft intervals chi squared judges; of many, some pairs of 90 % intervals miss each other by chance.
    """
    ends = {each.leader: _hard_ends(base, each) for each in groups}
    spans = {each.leader: ends[each.leader] or (each.figure.low, each.figure.high) for each in groups}
    return tuple(
        (a, b)
        for a, b in combinations(spans, 2)
        if (ends[a] or ends[b]) and (_before(spans[a], spans[b], dated) or _before(spans[b], spans[a], dated))
    )


def _before(one: tuple[float, float], other: tuple[float, float], dated: bool) -> bool:
    return one[1] < other[0] or (dated and one[1] == other[0])


def _hard_ends(base: Base, group: Witness) -> tuple[float, float] | None:
    """The ends of a single claim that is uniform between them."""
    shape = shape_of(base, group.leader)
    return (shape.low, shape.high) if isinstance(shape, Uniform) and len(group.members) == 1 else None


def in_units(value: float, scale: str) -> float:
    """A mean on the comparison's scale as a base-unit number."""
    return float(np.exp(value)) if scale == "log" else value
