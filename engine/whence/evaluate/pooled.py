"""What a quantity takes from its rivals: the shape of a mean or an envelope, and the shares of a mixture."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import numpy as np

from whence.evaluate.covariance import Said
from whence.evaluate.rivals import Comparison
from whence.evaluate.witnesses import Witness, shape_of
from whence.language.values.shapes import spread
from whence.language.values.written import Exact, Lognormal, Normal, OneOf, Quantiles, Shape, Split
from whence.model.graph import Base


def combined(base: Base, comparison: Comparison, take: str) -> Shape | None:
    """The shape that a quantity takes for a mean or an `envelope`; None where only bounds speak.

    A weighted mean of one witness is what that witness says; without any error it is one of the points.
    """
    groups = comparison.witnesses
    if not groups:
        return None
    if take == "envelope":
        # A 90 % interval from the lowest end to the highest, as `a to b` would be written.
        low, high = min(w.figure.low for w in groups), max(w.figure.high for w in groups)
        return spread(low, high, log=low > 0) if low < high else Exact(low)
    weighed = [each for each in groups if each.measured]
    if len(weighed) == 1:
        return _alone(base, weighed[0], comparison.scale)
    found = comparison.consensus
    if found is None:
        points = sorted({each.figure.point for each in groups})
        return Exact(points[0]) if len(points) == 1 else OneOf(tuple(points), (1.0,) * len(points))
    mean, error = (found.dl_mean, found.dl_u) if take == "random-effects" else (found.mean, found.u_scaled)
    return Lognormal(mean, error) if comparison.scale == "log" else Normal(mean, error)


def of_bounds(comparison: Comparison, said: Mapping[str, Said]) -> Shape:
    """Where only bounds speak, one of the values that they leave: their tightest ends, or else where they begin."""
    known = [end for end in comparison.within or () if abs(end) < inf]
    starts = [float(np.median(said[each.id].draws)) for each in comparison.rivals if not each.unused]
    points = tuple(sorted(set(known or starts)))
    return Exact(points[0]) if len(points) == 1 else OneOf(points, (1.0,) * len(points))


def _alone(base: Base, witness: Witness, scale: str) -> Shape:
    """The shape of what one witness says: of a written value its own, else one with the same interval."""
    own = shape_of(base, witness.leader) if len(witness.members) == 1 else None
    if own is not None:
        return own
    found, m = witness.figure, witness.measured
    assert m is not None
    if scale == "linear" and len(witness.members) > 1:
        return Normal(m.value, m.plus) if m.plus == m.minus else Split(m.value, m.minus, m.plus)
    if not found.low < found.median < found.high:
        return spread(found.low, found.high, log=found.low > 0)
    return Quantiles((0.05, 0.5, 0.95), (found.low, found.median, found.high), scale == "log")


def shares_of_mixture(comparison: Comparison) -> dict[str, float]:
    """How often a mixture takes each claim: every witness equally often, and of one witness all its claims.

    Where only bounds speak, each of them equally often.
    """
    parts = {id: 1.0 / len(each.members) for each in comparison.witnesses for id in each.members}
    parts = parts or {each.id: 1.0 for each in comparison.rivals if not each.unused}
    return {each.id: parts[each.id] for each in comparison.rivals if each.id in parts}
