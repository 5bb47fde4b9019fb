"""Sets of values: what a bound leaves possible, draw by draw, and its two ends as they are shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, TypeAlias

from whence.evaluate import arithmetic
from whence.evaluate.arithmetic import Array
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.estimate import LEVELS, SPREAD, Estimate, Figure, Floats, align
from whence.language.formulas import enclosures, formula, operators, steps
from whence.language.formulas.enclosures import Ends, point
from whence.language.formulas.formula import COMPARISONS, STEPS, Binary, Call, Name, Number, Tree
from whence.language.values.value import Written
from whence.model import domains
from whence.model.graph import Base, Leaf

Interval = tuple[float, float]
Strict = tuple[bool, bool]
Bools: TypeAlias = "NDArray[np.bool_]"

# Ends that differ by no more than the machine rounds leave nothing open.
ROUNDING = 1e-12
# Sets that have something in common in at most this share of draws leave nothing.
LEAST = 0.05


def allowed(base: Base, leaf: Leaf) -> Interval | None:
    """What a written bound leaves possible: up or down from its end, to the end of the value's domain.

    A bound that lies outside its own domain has no other end.
    """
    written = leaf.written
    if not written.bound:
        return None
    low, high = domains.of(base, leaf.id) or (-math.inf, math.inf)
    if written.bound == "lower":
        return written.point, high if written.point <= high else math.inf
    return low if low <= written.point else -math.inf, written.point


def of_leaf(base: Base, leaf: Leaf) -> Ends | None:
    """The same as ends of draws, of which there is one."""
    found = allowed(base, leaf)
    return found and of_written(found, leaf.written)


def of_written(found: Interval, written: Written) -> Ends:
    """What a written bound leaves possible as ends of draws, of which there is one."""
    open = (written.bound == each and written.excludes for each in ("lower", "upper"))
    return Ends(np.array([found[0]]), np.array([found[1]]), *(np.array([each]) for each in open))


def of_draws(samples: Floats) -> Ends:
    """The ends of what is no bound: the draws themselves."""
    reached = np.zeros(samples.shape, dtype=bool)
    return Ends(samples, samples, reached, reached)


def aligned(found: Estimate, axes: Sequence[str]) -> Ends:
    """The ends of an estimate over other axes than its own (see `estimate.align`); of what is no bound its draws."""
    return mapped(lambda each: align(found.axes, axes, each), found.ends or of_draws(found.samples))


def mapped(work: Callable[[Any], Any], ends: Ends) -> Ends:
    """The same done to each part of some ends: to both, and to what says whether they are reached."""
    return Ends(*(work(each) for each in ends))


def together(members: Sequence[Ends]) -> Ends:
    """What several bounds leave possible together.

    Bounds that leave nothing contradict each other; what holds them all is shown until one gives way.
    """
    inner, hull = common(members), reduce(lambda a, b: enclosures.hull(np, a, b), members)
    return Ends(*(np.where(_empty(inner), b, a) for a, b in zip(inner, hull, strict=True)))


def _empty(ends: Ends) -> Array:
    """In which draws there is no value between two ends."""
    found: Array = (ends.low > ends.high) | ((ends.low == ends.high) & (ends.above | ends.below))
    return found


def nothing(members: Sequence[Ends]) -> Bools:
    """In which contexts the bounds of a quantity leave nothing, in nearly every draw."""
    found: Bools = np.mean(~_empty(common(members)), axis=-1) <= LEAST
    return found


def unknown(ends: Ends, where: Bools) -> Ends:
    """The same, but for anything at all in some contexts: there is no value there, and whoever rests on it knows nothing."""
    each = where[..., np.newaxis]
    low, high = np.where(each, -np.inf, ends.low), np.where(each, np.inf, ends.high)
    return Ends(low, high, ends.above & ~each, ends.below & ~each)


def common(members: Sequence[Ends]) -> Ends:
    """What lies in each of several sets; the lower end above the upper one where that is nothing."""
    least, most = enclosures.smallest(np, *members), enclosures.largest(np, *members)
    return Ends(most.low, least.high, most.above, least.below)


def above(ends: Ends, number: float) -> tuple[float, float]:
    """The shares of draws that surely and that possibly lie above a number."""
    surely = (ends.low > number) | ((ends.low == number) & ends.above)
    return float(np.mean(surely)), float(np.mean(ends.high > number))


def enclose(tree: Tree, known: Mapping[str, Ends], settled: Mapping[Tree, Ends] | None = None) -> Ends:
    """The ends of what a tree may give, for the ends of its names; of a relation, whether it surely and possibly holds.

    Never narrower than the truth. Where rounding or a missing end leaves no number, there is no end. `settled` says
    of the conditions of its `if` whether they are true, whatever the names say.
    """
    found = _ends(tree, known, settled or {})
    low, high = np.asarray(found.low, dtype=float), np.asarray(found.high, dtype=float)
    parts = (
        np.where(np.isnan(low), -np.inf, low),
        np.where(np.isnan(high), np.inf, high),
        found.above,
        found.below,
    )
    # a rule may say one thing of all draws, as that no end is left out
    return Ends(*np.broadcast_arrays(*parts))


def _ends(tree: Tree, known: Mapping[str, Ends], settled: Mapping[Tree, Ends]) -> Ends:
    match tree:
        case Number(value=value):
            return point(np.asarray(value))
        case Name(name=name):
            return known[name]
        case Binary(op=op, left=left, right=right) if op in COMPARISONS:
            sides = (_ends(each, known, settled) for each in (left, right))
            return operators.of(tree).encloses(np, *sides, size_of((left, right), known))
        case Call(name=name, args=args) if name in STEPS:
            own = [_ends(each, known, settled) for each in args]
            return operators.of(tree).encloses(np, *own, size=size_of(args[:1], known))
        case Binary(op="-", left=left, right=Call(name=name, args=args)) if name in STEPS and args[0] == left:
            return _beyond(tree, known, settled)
        case Binary(op="-", left=Call(name=name, args=args), right=right) if (
            name in STEPS and args[0] == right
        ):
            return enclosures.opposite(np, _ends(Binary("-", right, tree.left), known, settled))
        case Call(name="if", args=(test, *branches)) if test in settled:
            parts = (_ends(each, known, settled) for each in branches)
            return operators.of(tree).encloses(np, settled[test], *parts)
        case _:
            parts = (_ends(each, known, settled) for each in formula.children(tree))
            return operators.of(tree).encloses(np, *parts)


def _beyond(tree: Binary, known: Mapping[str, Ends], settled: Mapping[Tree, Ends]) -> Ends:
    """The ends of a number less what it is rounded to: no more than a step, whatever the number is."""
    assert isinstance(tree.right, Call)
    x, *to = (_ends(each, known, settled) for each in tree.right.args)
    plain = enclosures.subtracted(np, x, _ends(tree.right, known, settled))
    least = steps.rest(np, tree.right.name, x, *to)
    wider = plain.high - plain.low > least.high - least.low
    return Ends(*(np.where(wider, a, b) for a, b in zip(together([plain, least]), plain, strict=True)))


def size_of(sides: Sequence[Tree], known: Mapping[str, Ends]) -> Array:
    """The largest number met on either side of a comparison that adds, or in what is rounded; its inputs at either end."""
    found: Array = np.zeros(())
    if not any(arithmetic.adds(each) for side in sides for each in formula.walk(side)):
        return found
    for first, second in (("low", "high"), ("high", "low")):
        at = {name: _finite(getattr(each, first), getattr(each, second)) for name, each in known.items()}
        for side in sides:
            found = np.maximum(found, arithmetic.met(side, at, {})[1])
    return found


def _finite(end: Array, other: Array) -> Array:
    return np.where(np.isfinite(end), end, np.where(np.isfinite(other), other, 0.0))


def is_point(ends: Ends) -> bool:
    """Whether nothing is left open: in every draw both ends are one number, but for rounding."""
    low, high, *_ = ends
    with np.errstate(invalid="ignore"):
        close = high - low <= ROUNDING * np.maximum(np.abs(low), np.abs(high))
        return bool(np.all(close & np.isfinite(low) & np.isfinite(high)))


def snapped(interval: Interval, point: float) -> Interval:
    """An interval with the point for an end that is the point but for rounding."""
    low, high = (point if abs(end - point) <= ROUNDING * abs(point) else end for end in interval)
    return low, high


def shown(ends: Ends) -> Interval:
    """The 5 % quantile of the lower ends and the 95 % quantile of the upper ones; the outer one of two neighbours."""
    low, high = np.sort(ends.low), np.sort(ends.high)
    below = low[min(int(LEVELS[0] * (low.size - 1)), low.size - 1)]
    above = high[max(math.ceil(LEVELS[2] * (high.size - 1)), 0)]
    return float(below), float(above)


def spread(ends: Ends, side: str) -> float:
    """How far apart draws put the ends of a set that are known (see `side`): 90 % of them, where that is most; 0 if nowhere."""
    known = [
        each
        for each, sides in ((ends.low, "lower between"), (ends.high, "upper between"))
        if side in sides.split()
    ]
    widest = 0.0
    for each in known:
        with np.errstate(invalid="ignore"):
            least, most = np.quantile(each, (LEVELS[0], LEVELS[2]), axis=-1)
            apart = np.where(most - least > SPREAD * np.maximum(abs(least), abs(most)), most - least, 0.0)
        widest = max(widest, float(np.max(apart, where=np.isfinite(apart), initial=0.0)))
    return widest


def strict(ends: Ends, interval: Interval) -> Strict:
    """Which ends, as they are shown, are themselves left out in every draw that has them."""

    def missed(own: Floats, open: Any, end: float) -> bool:
        with np.errstate(invalid="ignore"):
            here = np.abs(own - end) <= ROUNDING * abs(end)
        return bool(np.any(here) and np.all(open[here]))

    return missed(ends.low, ends.above, interval[0]), missed(ends.high, ends.below, interval[1])


def hull(spans: Sequence[tuple[Interval, Strict]]) -> tuple[Interval, Strict]:
    """What holds several sets, each with its ends that are left out."""
    whole = min(low for (low, _), _ in spans), max(high for (_, high), _ in spans)
    first, last = (all(strict[n] for span, strict in spans if span[n] == whole[n]) for n in (0, 1))
    return whole, (first, last)


def side(interval: Interval) -> str:
    """Which end is known: `lower` (it is at least this), `upper`, `between` (both), `lost` (neither); empty for one value.

    What lies between zero and an end is bounded by that end: zero is where a count or a price ends anyway.
    """
    low, high = interval
    if low == high:
        return ""
    if math.isinf(low) or math.isinf(high):
        return "lost" if low == -high else "upper" if math.isinf(low) else "lower"
    return "upper" if low == 0 else "lower" if high == 0 else "between"


def figure(interval: Interval) -> Figure:
    """The numbers of a bound: the end that is known stands for all four; two ends have no point, and none no number."""
    low, high = interval
    match side(interval):
        case "between":
            return Figure(math.nan, math.nan, low, high)
        case "lost":
            return Figure(math.nan, math.nan, math.nan, math.nan)
        case known:
            end = low if known == "lower" else high
            return Figure(end, end, end, end)
