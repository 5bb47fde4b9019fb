"""Estimates given what the checks demand: of what is downstream of a choice, the draws in which its checks may hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from whence.evaluate import bounds
from whence.evaluate.contexts import Knot, Settled, believed
from whence.evaluate.estimate import Estimate, Floats, align, quantiles
from whence.evaluate.mixtures import alive
from whence.evaluate.remembered import with_draws
from whence.model import chance
from whence.model.graph import Base


def conditioned(base: Base, settled: Settled, id: str, found: Estimate) -> Estimate:
    """The estimate of a node given the evidence on its choices, with as many draws as before.

    Where a choice has credences, only those draws count in a context in which all checks that may rule it out may hold
    (Bayes: what is drawn is the prior, what is left the posterior), and the point is their median. The draws of a node
    that shares no chance with these checks say the same as before and stay as they are, and so do a check's own, and those
    of a context that no draw is left for. Of a choice that meets others in these checks, each of their options counts by
    its credence.
    """
    if found.truth or found.exact or not found.axes:
        return found
    knots = [knot for knot in settled.around(found.axes) if _tells(base, knot, id, found)]
    if not knots:
        return found
    return _left(base, found, knots)


def _tells(base: Base, knot: Knot, id: str, found: Estimate) -> bool:
    """Whether a knot has evidence that some of the draws of a node are against."""
    if knot.allowed.all() or not set(knot.choices) & set(found.axes):
        return False
    own = chance.streams(base, id)
    return any(own & chance.streams(base, check) for check in knot.evidence if check in base.nodes)


def _left(base: Base, found: Estimate, knots: list[Knot]) -> Estimate:
    found = with_draws(found)
    lead, count = found.point.shape, found.samples.shape[-1]
    weights = np.ones((*lead, count))
    for knot in knots:
        weights = weights * _weights(base, knot, found.axes)
    samples, point, left = found.samples.copy(), found.point.copy(), np.full(lead, count)
    shapes = None if found.shapes is None else found.shapes.copy()
    ends = bounds.mapped(np.copy, found.ends) if found.ends else None
    for at in np.ndindex(lead):
        left[at] = np.count_nonzero(weights[at])
        if not 0 < left[at] < count:
            continue
        drawn = _drawn(weights[at])
        samples[at] = samples[at][drawn]
        point[at] = quantiles(samples[at], (0.5,))[0]
        if shapes is not None:
            shapes[at] = None
        if ends is not None:
            for each in ends:
                each[at] = each[at][drawn]
    return replace(found, samples=samples, point=point, ends=ends, shapes=shapes, left=left)


def _weights(base: Base, knot: Knot, axes: tuple[str, ...]) -> Floats:
    """How much each draw counts in each context of `axes` by the evidence of one knot, up to a factor.

    Over the options of its other choices by their credences: of those that are active, or where a context has none, of
    those that survive. All draws count alike in a context that is ruled out, and where one of these other choices is open
    and has no credence.
    """
    own = tuple(axis for axis in knot.choices if axis in axes)
    away = tuple(n for n, axis in enumerate(knot.choices) if axis not in axes)
    whole = np.zeros(knot.active.shape)
    for among in (knot.survives, knot.active):
        belief = believed(base, knot, among)
        if belief is None and any(alive(among, n).sum() > 1 for n in away):
            continue
        weights = among.astype(float) if belief is None else belief
        sums = weights.sum(axis=away, keepdims=True)
        whole = np.where(sums > 0, weights / np.where(sums > 0, sums, 1.0), whole)
    left: Floats = (whole[..., np.newaxis] * knot.allowed).sum(axis=away)
    counts = whole.sum(axis=away)[..., np.newaxis] > 0
    return np.asarray(align(own, axes, np.where(counts, left, 1.0)))


def _drawn(weights: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Which draws count, as many as there are: each as often as its weight says, to one (systematic resampling)."""
    sums = np.cumsum(weights)
    marks = (np.arange(weights.size) + 0.5) / weights.size * sums[-1]
    return np.asarray(np.minimum(np.searchsorted(sums, marks, side="right"), weights.size - 1))
