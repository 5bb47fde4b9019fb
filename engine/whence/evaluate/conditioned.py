"""Estimates given what the checks demand: of what is downstream of a choice, the draws in which its checks may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from whence.evaluate import bounds, mixtures, nodes
from whence.evaluate.arrays import np
from whence.evaluate.contexts import Knot, Settled, options
from whence.evaluate.estimate import Estimate, Floats, align, quantiles
from whence.evaluate.evaluator import options_of
from whence.evaluate.remembered import with_draws
from whence.files.schema import POOLED
from whence.language.frozen import dataclass
from whence.model import chance
from whence.model.graph import Base, Pick, Pool, ancestors

Indexes: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.intp]]"


def conditioned(base: Base, settled: Settled, id: str, of: Mapping[str, Estimate]) -> Estimate:
    """The estimate of a node given the evidence on its choices, with as many draws as before.

    Where a choice has credences, only those draws count in a context in which all checks that may rule it out may hold
    (Bayes: what is drawn is the prior, what is left the posterior), and the point is their median. The draws of a node
    that shares no chance with these checks say the same as before and stay as they are, and so do a check's own, and those
    of a context that no draw is left for. Of a choice that meets others in these checks, each of their options counts by
    its credence. What combines such claims combines them as they are then, and what follows from it follows from that.
    """
    found = of[id]
    knots = _knots(base, settled, id, found)
    if not knots:
        return found
    anew = _combining(base, settled, id, of)
    return _left(base, found, knots, _Anew(base, settled, id, of, anew) if anew else None)


@dataclass(frozen=True, eq=False)
class Remaining:
    """What evidence leaves of a node and of all that is upstream of it in one context, draw by draw.

    `draws` by node, one number of what is exact; `told` are the nodes that share chance with the evidence.
    """

    draws: Mapping[str, Floats]
    told: frozenset[str]


def remaining(
    base: Base, settled: Settled, id: str, of: Mapping[str, Estimate], context: Mapping[str, str]
) -> Remaining | None:
    """The draws of a node and of what it rests on that evidence leaves in a context; None where it takes none away."""
    found = of[id]
    knots = _knots(base, settled, id, found)
    if not knots:
        return None
    found = with_draws(found)
    at = tuple(options(base, axis).index(context[axis]) for axis in found.axes)
    weights = _weighed(knots, found)[at]
    if not 0 < np.count_nonzero(weights) < weights.size:
        return None
    anew = _Anew(base, settled, id, of, _combining(base, settled, id, of))
    every = anew.every(found.axes, at, _drawn(weights))
    if every is None:
        return None
    chances = frozenset[str]().union(*(knot.chances for knot in knots))
    told = frozenset(each for each in every if not chances.isdisjoint(chance.streams(base, each)))
    return Remaining({each: one.samples for each, one in every.items()}, told)


def _knots(base: Base, settled: Settled, id: str, found: Estimate) -> list[Knot]:
    """The groups of choices whose evidence tells something of a node."""
    if found.truth or found.exact or not found.axes:
        return []
    return [knot for knot in settled.around(found.axes) if _tells(base, knot, id, found)]


def recombined(base: Base, settled: Settled, id: str, of: Mapping[str, Estimate]) -> bool:
    """Whether a node is, or follows from, what combines claims of which evidence leaves some draws only."""
    found = of.get(id)
    if found is None or found.truth or found.exact or not found.axes:
        return False
    return _told(base, settled, id, found) and bool(_combining(base, settled, id, of))


def _combining(base: Base, settled: Settled, id: str, of: Mapping[str, Estimate]) -> frozenset[str]:
    """A node and those upstream of it that combine claims of which evidence leaves some draws, and what follows from these."""
    found: set[str] = set()
    for each in (*ancestors(base, id), id):
        node = base.nodes[each]
        pools = (
            isinstance(node, Pool)
            and node.take in POOLED
            and each in of
            and _told(base, settled, each, of[each])
        )
        if pools or not found.isdisjoint(base.parents[each]):
            found.add(each)
    return frozenset(found)


def _told(base: Base, settled: Settled, id: str, found: Estimate) -> bool:
    return bool(found.axes) and any(_tells(base, knot, id, found) for knot in settled.around(found.axes))


@dataclass(frozen=True, eq=False)
class _Anew:
    """A node worked out anew from the draws that are left: `changed` are those on the way that combine claims, or follow."""

    base: Base
    settled: Settled
    id: str
    of: Mapping[str, Estimate]
    changed: frozenset[str]

    def cell(self, axes: tuple[str, ...], at: tuple[int, ...], taken: Indexes) -> Estimate | None:
        """The node in one context of `axes`, from some rows of draws; None where it has no number then."""
        every = self.every(axes, at, taken)
        return None if every is None else every[self.id]

    def every(self, axes: tuple[str, ...], at: tuple[int, ...], taken: Indexes) -> dict[str, Estimate] | None:
        """The node and all upstream of it, likewise."""
        chosen, options = dict(zip(axes, at, strict=True)), options_of(self.base.settings)
        mine: dict[str, Estimate] = {}
        for each in (*ancestors(self.base, self.id), self.id):
            node = self.base.nodes[each]
            if each not in self.changed:
                mine[each] = self._rows(each, chosen, taken)
            elif isinstance(node, Pick):
                mine[each] = mine[list(node.options.values())[chosen[each]]]
            else:
                own = nodes.estimate(self.base, options, node, mine)
                if not isinstance(own, Estimate):
                    return None
                mine[each] = own
        return mine

    def _rows(self, id: str, chosen: Mapping[str, int], taken: Indexes) -> Estimate:
        """Some rows of a node in one context; what evidence speaks of is known by these alone."""
        whole = with_draws(self.of[id])
        at = tuple(chosen[axis] for axis in whole.axes)
        told, rows = _told(self.base, self.settled, id, self.of[id]), whole.samples[at]
        samples = rows if rows.size == 1 else rows[taken]
        point = np.array(quantiles(samples, (0.5,))[0] if told else whole.point[at])
        shapes = np.empty((), dtype=object)
        shapes[()] = None if told or whole.shapes is None else whole.shapes[at]
        ends = (
            bounds.mapped(lambda each: each[at] if each[at].size == 1 else each[at][taken], whole.ends)
            if whole.ends
            else None
        )
        return Estimate((), samples, point, ends, shapes=shapes)


def _tells(base: Base, knot: Knot, id: str, found: Estimate) -> bool:
    """Whether a knot has evidence that some of the draws of a node are against."""
    if knot.allowed.all() or not set(knot.choices) & set(found.axes):
        return False
    return not knot.chances.isdisjoint(chance.streams(base, id))


def _left(base: Base, found: Estimate, knots: list[Knot], anew: _Anew | None) -> Estimate:
    found = with_draws(found)
    lead, count = found.point.shape, found.samples.shape[-1]
    weights = _weighed(knots, found)
    samples, point, left = found.samples.copy(), found.point.copy(), np.full(lead, count)
    shapes = None if found.shapes is None else found.shapes.copy()
    ends = bounds.mapped(np.copy, found.ends) if found.ends else None
    for at in np.ndindex(lead):
        left[at] = np.count_nonzero(weights[at])
        if not 0 < left[at] < count:
            continue
        drawn = _drawn(weights[at])
        if anew and (own := anew.cell(found.axes, at, drawn)):
            samples[at] = own.samples
            known = own.shapes[()] if own.shapes is not None else None
            point[at] = own.point if known else quantiles(samples[at], (0.5,))[0]
            if shapes is not None:
                shapes[at] = known
            for part, end in zip(ends or (), own.ends or bounds.of_draws(own.samples), strict=False):
                part[at] = end
            continue
        samples[at] = samples[at][drawn]
        point[at] = quantiles(samples[at], (0.5,))[0]
        if shapes is not None:
            shapes[at] = None
        if ends is not None:
            for each in ends:
                each[at] = each[at][drawn]
    return replace(found, samples=samples, point=point, ends=ends, shapes=shapes, left=left)


def _weighed(knots: list[Knot], found: Estimate) -> Floats:
    """How much each draw of an estimate counts in each of its contexts."""
    weights = np.ones((*found.point.shape, found.samples.shape[-1]))
    for knot in knots:
        weights = weights * _weights(knot, found.axes)
    return weights


def _weights(knot: Knot, axes: tuple[str, ...]) -> Floats:
    """How much each draw counts in each context of `axes` by the evidence of one knot, up to a factor.

    Over the options of its other choices by their credences: of those that are active, or where a context has none, of
    those that survive. Where one of these other choices is open and has no credence, a draw counts as much as under the
    option that allows it most: it is left out where no option does. All draws count alike in a context that is ruled out.
    """
    own = tuple(axis for axis in knot.choices if axis in axes)
    away = tuple(n for n, axis in enumerate(knot.choices) if axis not in axes)
    silent = tuple(n for n in away if knot.credences[n] is None)
    spoken = tuple(n for n in away if n not in silent)
    whole = np.zeros(knot.active.shape)
    for among in (knot.survives, knot.active):
        weights = mixtures.spoken(among, knot.credences)
        sums = weights.sum(axis=spoken, keepdims=True)
        found = np.where(sums > 0, weights / np.where(sums > 0, sums, 1.0), 0.0)
        whole = np.where(found.sum(axis=away, keepdims=True) > 0, found, whole)
    allowed = (whole[..., np.newaxis] * knot.allowed).sum(axis=spoken, keepdims=True)
    left: Floats = allowed.max(axis=silent, keepdims=True).squeeze(away)
    counts = whole.sum(axis=away)[..., np.newaxis] > 0
    return np.asarray(align(own, axes, np.where(counts, left, 1.0)))


def _drawn(weights: Floats) -> Indexes:
    """Which draws count, as many as there are: each as often as its weight says, to one (systematic resampling)."""
    sums = np.cumsum(weights)
    marks = (np.arange(weights.size) + 0.5) / weights.size * sums[-1]
    return np.asarray(np.minimum(np.searchsorted(sums, marks, side="right"), weights.size - 1))
