"""Sets of values through a formula in which one of them stands twice: as narrow as its slopes and turning points say.

The rules of single steps forget that `a` is one number in `a / (a + b)`. What a `Narrowing` knows of the formula is used
here: along an input along which it rises or falls throughout, only the ends of that input count, and where relations turn,
each side is looked at by itself. What comes out is never narrower than the truth; of an input without an end, that end is
as wide as the steps leave it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise, product

import numpy as np

from whence.evaluate import arithmetic, bounds
from whence.evaluate.arithmetic import Array
from whence.evaluate.estimate import Estimate
from whence.language.formulas import enclosures
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Tree, names
from whence.language.formulas.narrowing import Narrowing, narrowing
from whence.model.expansion import expanded
from whence.model.graph import Base, Derived, Relation

Known = Mapping[str, Ends]
# A part of a set of values, and in which draws there is any of it.
Piece = tuple[Ends, Array]
# The most combinations of pieces that are looked at, and into how many parts a set is cut.
MOST, PARTS = 27, 16


def plan(base: Base, node: Derived | Relation) -> Narrowing | None:
    """What narrows a node's ends beyond its steps, over the ids of nodes; None where nothing does."""
    if not any(base.loose[ref] for ref in node.inputs.values()):
        return None
    return narrowing(*expanded(base, node))


def narrower(
    base: Base, node: Derived | Relation, of: Mapping[str, Estimate], axes: Sequence[str], found: Ends
) -> Ends:
    """The ends of a node as its steps leave them, or narrower ones."""
    how = plan(base, node)
    if how is None:
        return found
    known = {each: bounds.aligned(of[each], axes) for each in inputs(how)}
    return bounds.together([found, ends(how, known)])


def reads(base: Base, id: str) -> tuple[str, ...]:
    """What a node is computed from: its parents, and of bounds what stands behind these."""
    node, found = base.nodes[id], base.parents[id]
    if isinstance(node, Derived | Relation) and (how := plan(base, node)):
        return tuple(dict.fromkeys((*found, *sorted(inputs(how)))))
    return found


def inputs(how: Narrowing) -> set[str]:
    """The ids of nodes in a formula and all that narrows it; names of parts begin with a sign that no id has."""
    parts = [*(each for _, each in how.signs), *(each for _, each, _ in how.cases)]
    trees = (
        how.tree,
        *how.divisors,
        *how.conditions,
        *(each for _, _, points in how.cases for each in points),
    )
    found = {name for tree in trees for name in names(tree) if not name.startswith("#")}
    return found.union(*(inputs(each) for each in parts))


def ends(how: Narrowing, known: Known, cut: bool = True) -> Ends:
    """The ends of what a formula may give: what holds it on every side of the points where its relations turn.

    `cut` says whether a set may be cut up for it; the sign of a slope is not worth that.
    """
    pieces = [(name, list(_pieces(part, points, known, cut))) for name, part, points in how.cases]
    if math.prod(len(each) for _, each in pieces) > MOST:
        whole = {name: ends(part, known, cut) for name, part, _ in how.cases}
        return bounds.enclose(how.tree, {**known, **whole})
    found = []
    for chosen in product(*(each for _, each in pieces)):
        at = {name: piece for (name, _), (piece, _) in zip(pieces, chosen, strict=True)}
        there = reduce(np.logical_and, (here for _, here in chosen), np.asarray(True))
        found.append(_where(_by_slopes(how, {**known, **at}, cut), there))
    return reduce(lambda a, b: enclosures.hull(np, a, b), found)


def _where(found: Ends, there: Array) -> Ends:
    """A set in the draws in which it is there, nothing in the others."""
    parts = zip(found, (np.inf, -np.inf, True, True), strict=True)
    return Ends(*(np.where(there, own, none) for own, none in parts))


def _by_slopes(how: Narrowing, known: Known, cut: bool) -> Ends:
    """By the ends of the names along which the formula rises or falls throughout.

    Where it does neither along one that has both ends, what holds it over each of `PARTS` parts of that; a formula over
    draws is not cut up, for the sake of a reader's browser.
    """
    whole = bounds.enclose(how.tree, known)
    if not how.signs:
        return whole
    settled = {each: bounds.enclose(each, known) for each in how.conditions}
    smooth, low, high = _smooth(how, known, settled), dict(known), dict(known)
    bent: list[tuple[str, Array]] = []
    for name, sign in how.signs:
        steep, own = ends(sign, known, cut=False), known[name]
        rises, falls = smooth & (steep.low >= 0), smooth & (steep.high <= 0)
        low[name] = _at_end(own, steep, rises, falls)
        high[name] = _at_end(own, steep, falls, rises)
        bent.append((name, ~(rises | falls) & np.isfinite(own.high - own.low)))
    # right at an end that is left out, a condition may be otherwise
    least, most = (bounds.enclose(how.tree, each, settled) for each in (low, high))
    found = bounds.together([whole, Ends(least.low, most.high, least.above, most.below)])
    drawn = any(np.shape(each.low)[-1:] not in ((), (1,)) for each in known.values())
    return _over_parts(how, known, found, bent) if cut and how.light and not drawn else found


def _over_parts(how: Narrowing, known: Known, found: Ends, bent: Sequence[tuple[str, Array]]) -> Ends:
    """The ends in each context over the parts of the first name along which the formula bends there."""
    left = np.asarray(True)
    for name, here in bent:
        if np.any(left & here):
            parts = [_by_slopes(how, {**known, name: each}, False) for each in _parts(known[name])]
            own = bounds.together([found, reduce(lambda a, b: enclosures.hull(np, a, b), parts)])
            found = Ends(*(np.where(left & here, a, b) for a, b in zip(own, found, strict=True)))
        left = left & ~here
    return found


def _smooth(how: Narrowing, known: Known, settled: Mapping[Tree, Ends]) -> Array:
    """Where the formula does not jump."""
    divisors = (bounds.enclose(each, known) for each in how.divisors)
    fine = [
        *((each.low > 0) | (each.high < 0) for each in divisors),
        *(each.low == each.high for each in settled.values()),
    ]
    return reduce(np.logical_and, fine, np.asarray(True))


def _at_end(whole: Ends, steep: Ends, lower: Array, upper: Array) -> Ends:
    """A set where only its lower or only its upper end counts, that end alone, as long as it is one.

    Where the formula is level, what it gives at an end that is left out it gives elsewhere too.
    """
    first = lower & np.isfinite(whole.low)
    last = upper & np.isfinite(whole.high) & ~first
    slanted = (steep.low > 0) | (steep.high < 0)
    at = np.where(first, whole.low, whole.high)
    open = slanted & np.where(first, whole.above, whole.below)
    single = first | last
    parts = zip((at, at, open, open), whole, strict=True)
    return Ends(*(np.where(single, end, own) for end, own in parts))


def _parts(whole: Ends) -> Iterator[Ends]:
    """A set in equal parts; one without an end as it is."""
    width = whole.high - whole.low
    for n in range(PARTS):
        low, high = (
            np.where(np.isfinite(width), whole.low + width * (each / PARTS), end)
            for each, end in ((n, whole.low), (n + 1, whole.high))
        )
        yield Ends(
            low,
            np.where(n + 1 == PARTS, whole.high, high),
            whole.above & (low == whole.low),
            whole.below & (n + 1 == PARTS),
        )


def _pieces(part: Narrowing, points: Sequence[Tree], known: Known, cut: bool) -> Iterator[Piece]:
    """A set cut up at some points: each point, and what lies between and beyond them."""
    values = {name: each.low for name, each in known.items()}
    size = bounds.size_of([part.tree, *points], known) if not part.cases else np.zeros(())
    at = [arithmetic.compute(each, {name: values[name] for name in names(each)}) for each in points]
    whole = ends(part, known, cut)
    for each in at:
        whole = whole._replace(low=_snapped(whole.low, each, size), high=_snapped(whole.high, each, size))
    ordered = np.sort(np.stack(np.broadcast_arrays(*at)), axis=0) if at else ()
    edges = [-np.inf, *ordered, np.inf]
    for low, high in pairwise(edges):
        yield _cut(whole, Ends(np.asarray(low), np.asarray(high), True, True))
    for each in ordered:
        yield _cut(whole, enclosures.point(each))


def _snapped(end: Array, point: Array, size: Array) -> Array:
    """An end that only the rounding of the machine keeps apart from a point."""
    with np.errstate(invalid="ignore"):
        largest = np.maximum(np.maximum(np.abs(end), np.abs(point)), size)
        return np.where(np.isfinite(end) & (np.abs(end - point) <= bounds.ROUNDING * largest), point, end)


def _cut(whole: Ends, piece: Ends) -> Piece:
    found = bounds.common([whole, piece])
    there = (found.low < found.high) | ((found.low == found.high) & ~(found.above | found.below))
    return found, there
