"""Shares of draws that no figure shows: those beyond a number, and those in which a divisor has the other sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.evaluate import arithmetic, bounds
from whence.evaluate.arrays import np
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import Settled, likely, mask, options
from whence.evaluate.estimate import Estimate, Floats, chance_above
from whence.evaluate.evaluator import Values
from whence.evaluate.nodes import cell
from whence.language.formulas import formula, slopes
from whence.language.formulas.formula import Tree
from whence.model.graph import Base, Derived, Relation


def below(
    base: Base, values: Values, settled: Settled, id: str, context: Mapping[str, str], number: float
) -> float:
    """The share of a node's draws in a context, given its evidence, that lie below a number (in base units)."""
    return float(np.mean(_draws_of(base, conditioned(base, settled, id, values.of), context) < number))


def above(base: Base, settled: Settled, found: Estimate, number: float) -> tuple[float, float]:
    """The shares of probability that surely and that possibly lie above a number (in base units).

    The two differ where something is known as a bound alone. Contexts count by their credence; where an open choice has
    none, the two are the least and the most that any active context gives.
    """
    size = found.point.shape
    surely, possibly = np.zeros(size), np.zeros(size)
    for at in np.ndindex(size):
        surely[at], possibly[at] = _above(found, at, number)
    weight = likely(base, settled, found.axes)
    if weight is not None:
        return float((weight * surely).sum()), float((weight * possibly).sum())
    active = np.broadcast_to(mask(settled, found.axes), size)
    return float(surely[active].min()), float(possibly[active].max())


def _above(found: Estimate, at: tuple[int, ...], number: float) -> tuple[float, float]:
    """The same in one context: by the ends of what is possible, by formula, or of the draws."""
    if found.ends:
        return bounds.above(bounds.mapped(lambda each: each[at], found.ends), number)
    share = chance_above(found.samples[at], number, None if found.shapes is None else found.shapes[at])
    return share, share


def divisors(
    base: Base, values: Values, node: Derived | Relation, context: Mapping[str, str]
) -> Iterator[tuple[Tree, float]]:
    """What a formula divides by that has either sign in a context, with the share of draws in which it is below zero."""
    parts = list(slopes.divisors(node.tree))
    if not parts:
        return
    known = {name: _draws(base, values, ref, context) for name, ref in node.inputs.items()}
    with np.errstate(all="ignore"):
        for part in parts:
            drawn = arithmetic.compute(part, known)
            if (drawn < 0).any() and (drawn > 0).any():
                yield part, float(np.mean(drawn < 0))


def clamps(node: Derived | Relation) -> list[formula.Call]:
    """The calls of `clamp` in a formula; of one that has none no draws need be asked."""
    return [
        each for each in formula.walk(node.tree) if isinstance(each, formula.Call) and each.name == "clamp"
    ]


def crossed(
    base: Base, values: Values, node: Derived | Relation, context: Mapping[str, str]
) -> Iterator[formula.Call]:
    """The calls of `clamp` whose low end lies above the high one in every draw; what rests on a bound is left out."""
    sure = {name: ref for name, ref in node.inputs.items() if not base.loose[ref]}
    known = {name: _draws(base, values, ref, context) for name, ref in sure.items()}
    with np.errstate(all="ignore"):
        for call in clamps(node):
            _, low, high = call.args
            if not sure.keys() >= {*formula.names(low), *formula.names(high)}:
                continue
            if np.all(arithmetic.compute(low, known) > arithmetic.compute(high, known)):
                yield call


def _draws(base: Base, values: Values, id: str, context: Mapping[str, str]) -> Floats:
    return _draws_of(base, values.of[id], context)


def _draws_of(base: Base, found: Estimate, context: Mapping[str, str]) -> Floats:
    index = tuple(options(base, axis).index(context[axis]) for axis in found.axes)
    return cell(found, found.axes, index)[1]
