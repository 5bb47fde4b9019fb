"""Sets of values: what a bound leaves possible, draw by draw, and its two ends as they are shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from whence.evaluate.estimate import LEVELS, Figure, Floats
from whence.language.formulas import formula, operators
from whence.language.formulas.formula import Name, Number, Tree
from whence.model import domains
from whence.model.graph import Base, Leaf

# The lower and the upper ends of what is possible, in the shape of the samples they belong to.
Ends = tuple[Floats, Floats]
Interval = tuple[float, float]

# Ends that differ by no more than the machine rounds leave nothing open.
ROUNDING = 1e-12


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
    return (np.array([found[0]]), np.array([found[1]])) if found else None


def enclose(tree: Tree, known: Mapping[str, tuple[Any, Any]]) -> Ends:
    """The ends of what a tree may give, for the ends of its names; of a relation, whether it surely and possibly holds.

    Never narrower than the truth. Where rounding or a missing end leaves no number, there is no end.
    """
    low, high = _ends(tree, known)
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return np.where(np.isnan(low), -np.inf, low), np.where(np.isnan(high), np.inf, high)


def _ends(tree: Tree, known: Mapping[str, tuple[Any, Any]]) -> tuple[Any, Any]:
    match tree:
        case Number(value=value):
            return np.asarray(value), np.asarray(value)
        case Name(name=name):
            return known[name]
        case _:
            parts = (_ends(each, known) for each in formula.children(tree))
            return operators.of(tree).encloses(np, *parts)


def is_point(ends: Ends) -> bool:
    """Whether nothing is left open: in every draw both ends are one number, but for rounding."""
    low, high = ends
    with np.errstate(invalid="ignore"):
        close = high - low <= ROUNDING * np.maximum(np.abs(low), np.abs(high))
        return bool(np.all(close & np.isfinite(low) & np.isfinite(high)))


def snapped(interval: Interval, point: float) -> Interval:
    """An interval with the point for an end that is the point but for rounding."""
    low, high = (point if abs(end - point) <= ROUNDING * abs(point) else end for end in interval)
    return low, high


def shown(ends: Ends) -> Interval:
    """The 5 % quantile of the lower ends and the 95 % quantile of the upper ones; the outer one of two neighbours."""
    low, high = (np.sort(each) for each in ends)
    below = low[min(int(LEVELS[0] * (low.size - 1)), low.size - 1)]
    above = high[max(math.ceil(LEVELS[2] * (high.size - 1)), 0)]
    return float(below), float(above)


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
