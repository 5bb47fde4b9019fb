"""What a quantity takes from its rivals: the shape of a mean or an envelope, its draws, and the components of a mixture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import fsum, inf, sqrt

from whence.evaluate.arrays import np
from whence.evaluate.covariance import Said
from whence.evaluate.estimate import Floats, draw
from whence.evaluate.evaluator import Options
from whence.evaluate.rivals import Comparison
from whence.evaluate.witnesses import Witness, measured, shape_of
from whence.language.formulas.enclosures import Ends
from whence.language.frozen import dataclass
from whence.language.values.shapes import spread
from whence.language.values.written import Exact, Lognormal, Normal, OneOf, Quantiles, Shape, Split
from whence.model.graph import Base, Leaf


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


@dataclass(frozen=True)
class Blend:
    """How the draws of a combined quantity follow those of its claims, so that it shares with others what they share.

    `parts` are the claims that lead a witness, each with its weight: the errors of one witness are in common, so that its
    leader's draws stand for all of it. On their scale (`log` for logarithms) the sum of these draws is moved by `shift`, to
    the centre, and widened by `own`: the standard deviation of what no claim brings, as the scale factor and a scatter between
    claims do. Of written values alone (`ranked`) only the order counts, so that the shape keeps its quantiles; of computed ones
    the sum itself, for what two large numbers leave must not lie in the noise.
    """

    parts: tuple[tuple[str, float], ...]
    shift: float
    own: float
    log: bool
    ranked: bool


def blend(
    base: Base, comparison: Comparison, take: str, shape: Shape, said: Mapping[str, Said]
) -> Blend | None:
    """How a mean or an envelope of this shape follows its claims; None where its draws are its own."""
    groups = [each for each in comparison.witnesses if each.measured]
    if not groups or isinstance(shape, Exact | OneOf):
        return None
    log = isinstance(shape, Lognormal) if take == "envelope" else comparison.scale == "log"
    leaders = [each.leader for each in groups]
    if log and not all((said[id].draws > 0).all() and said[id].figure.point > 0 for id in leaders):
        return None
    scale = "log" if log else "linear"
    values = [m.value for id in leaders if (m := measured(base, id, said[id].figure, scale))]
    found, own = comparison.consensus, 0.0
    if take == "envelope":
        weights = (1.0 / len(groups),) * len(groups)
        assert isinstance(shape, Lognormal | Normal)
        centre, size = (shape.mu, shape.sigma) if isinstance(shape, Lognormal) else (shape.mean, shape.sd)
        together = _sum(
            tuple(zip(leaders, weights, strict=True)), {id: said[id].draws for id in leaders}, log
        )
        own = sqrt(max(0.0, size**2 - float(together.var())))
    elif found is None:
        weights, centre = (1.0,), groups[0].measured.value if groups[0].measured else values[0]
    elif take == "random-effects":
        weights, centre = found.dl_weights, found.dl_mean
        own = found.dl_tau * sqrt(fsum(each * each for each in weights))
    else:
        weights, centre = found.weights, found.mean
        own = sqrt(max(0.0, found.u_scaled**2 - found.u**2))
    parts = tuple((id, weight) for id, weight in zip(leaders, weights, strict=True) if weight)
    shift = centre - fsum(weight * value for weight, value in zip(weights, values, strict=True))
    return Blend(parts, shift, own, log, all(isinstance(base.nodes.get(id), Leaf) for id in leaders))


def _sum(parts: tuple[tuple[str, float], ...], draws: Mapping[str, Floats], log: bool) -> Floats:
    """The weighted sum of the draws of some claims, of their logarithms for `log`."""
    rows = [weight * (np.log(draws[id]) if log else draws[id]) for id, weight in parts]
    return np.asarray(np.sum(np.stack(np.broadcast_arrays(*rows)), axis=0))


def drawn(
    name: str, shape: Shape, how: Blend | None, draws: Mapping[str, Floats], options: Options
) -> Floats:
    """Draws of a combined quantity of a shape, which follow those of its claims where `how` says so."""
    seed, count, part = options.seed, options.samples, options.part
    alone = draw(shape, seed, name, count, part=part)
    if how is None:
        return alone
    together = _sum(how.parts, draws, how.log) + how.shift
    if how.own:
        together = together + how.own * draw(Normal(0.0, 1.0), seed, name, count, part=part)
    if how.ranked and alone.size == together.size:
        ordered = np.empty(count)
        ordered[np.argsort(together, kind="stable")] = np.sort(alone)
        return ordered
    return np.asarray(np.exp(together)) if how.log else together


def of_bounds(comparison: Comparison, said: Mapping[str, Said]) -> Shape:
    """Where only bounds speak, one of the values that they leave: their tightest ends, or else where they begin."""
    left = comparison.within
    known = [end for end in (left.low, left.high) if abs(end) < inf] if left else []
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


@dataclass(frozen=True)
class Component:
    """What a mixture takes draws from: a claim, or what claims that stand as one say together.

    `ends` are those that a bound has in each draw. `shape` is None where the distribution is not known.
    """

    point: float
    draws: Floats
    ends: Ends | None
    shape: Shape | None


def components(
    base: Base,
    comparison: Comparison,
    said: Mapping[str, Said],
    shapes: Mapping[str, Shape | None],
    options: Options,
) -> tuple[Component, ...]:
    """What a mixture takes, each equally often: every witness, or where only bounds speak each of them.

    `shapes` are the distributions of the claims, where they are known.
    """

    def alone(id: str) -> Component:
        return Component(said[id].figure.point, said[id].draws, said[id].limits, shapes[id])

    if not comparison.witnesses:
        return tuple(alone(each.id) for each in comparison.rivals if not each.unused)
    return tuple(
        alone(each.leader) if len(each.members) == 1 else _together(base, comparison, each, said, options)
        for each in comparison.witnesses
    )


def _together(
    base: Base, comparison: Comparison, witness: Witness, said: Mapping[str, Said], options: Options
) -> Component:
    """What claims that stand as one say together, as a mean has it to which nobody else speaks."""
    one = replace(comparison, witnesses=(witness,), consensus=None)
    shape = combined(base, one, "weighted")
    assert shape is not None
    how = blend(base, one, "weighted", shape, said)
    draws = drawn(witness.leader, shape, how, {id: each.draws for id, each in said.items()}, options)
    return Component(shape.point, draws, None, shape if how is None or how.ranked else None)
