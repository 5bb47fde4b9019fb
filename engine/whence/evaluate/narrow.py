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

from whence.evaluate import arithmetic, bounds
from whence.evaluate.arithmetic import Array
from whence.evaluate.arrays import np
from whence.evaluate.estimate import Estimate
from whence.language.formulas import enclosures
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary, Tree, names
from whence.language.formulas.narrowing import Narrowing, narrowing
from whence.model.expansion import expanded
from whence.model.graph import Base, Derived, Relation

Known = Mapping[str, Ends]
# A part of a set of values, and in which draws there is any of it.
Piece = tuple[Ends, Array]
NOTHING, ANYTHING = Ends(math.inf, -math.inf, True, True), Ends(-math.inf, math.inf)
# The most combinations of pieces that are looked at; into how many parts a set is cut, alone and beside others; how often, and
# how many boxes are looked at in all; and by which part of the ends a box has to reach beyond them to be cut again.
MOST, PARTS, FEW, LEVELS, MOST_BOXES, NEAR = 27, 16, 4, 8, 512, 1e-9


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
    parts += [each for _, _, each in how.limits]
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
        found.append(_where(_held(how, {**known, **at}, cut), there))
    return reduce(lambda a, b: enclosures.hull(np, a, b), found)


def _where(found: Ends, there: Array, other: Ends = NOTHING) -> Ends:
    """A set in the draws in which it is there, another in the others, or nothing."""
    parts = zip(found, other, strict=True)
    return Ends(*(np.where(there, own, none) for own, none in parts))


def _held(how: Narrowing, known: Known, cut: bool) -> Ends:
    """By the slopes, and where the formula bends over boxes; one over draws is not cut up, for the sake of a reader's browser."""
    found, bent = _by_slopes(how, known)
    drawn = any(np.shape(each.low)[-1:] not in ((), (1,)) for each in known.values())
    return _over_boxes(how, known, found, bent) if bent and cut and how.light and not drawn else found


def _by_slopes(how: Narrowing, known: Known) -> tuple[Ends, Mapping[str, Array]]:
    """By the ends of the names along which the formula rises or falls throughout; and where it does neither along others."""
    whole = bounds.enclose(how.tree, known)
    if not how.signs:
        return whole, {}
    settled = {each: bounds.enclose(each, known) for each in how.conditions}
    smooth, low, high = _smooth(how, known, settled), dict(known), dict(known)
    bent: dict[str, Array] = {}
    for name, sign in how.signs:
        steep, own = ends(sign, known, cut=False), known[name]
        rises, falls = smooth & (steep.low >= 0), smooth & (steep.high <= 0)
        low[name] = _at_end(own, steep, rises, falls)
        high[name] = _at_end(own, steep, falls, rises)
        bent[name] = ~(rises | falls) & (own.low < own.high)
    # right at an end that is left out, a condition may be otherwise
    found = [whole, _between(how.tree, low, high, settled)]
    for name, slant, ratio in how.limits:
        at = _end_of(known[name])
        if np.any(open := np.isinf(known[name].low) != np.isinf(known[name].high)):
            first = _between(how.tree, {**low, name: at}, {**high, name: at}, settled)
            meant = smooth & open & _same_way(how.tree, slant, known, name, at)
            found.append(_where(_towards(first, ends(ratio, known, cut=False)), meant, ANYTHING))
    return bounds.together(found), bent


def _between(tree: Tree, low: Known, high: Known, settled: Mapping[Tree, Ends]) -> Ends:
    """From the lower end of a formula over some sets to its upper end over others."""
    least, most = (bounds.enclose(tree, each, settled) for each in (low, high))
    return Ends(least.low, most.high, least.above, most.below)


def _end_of(own: Ends) -> Ends:
    """The end of a set that has one, as if it were reached: what is level there is elsewhere what it is at a left-out end."""
    at = np.where(np.isinf(own.low), own.high, own.low)
    return Ends(at, at)


def _same_way(tree: Tree, slant: Tree, known: Known, name: str, at: Ends) -> Array:
    """Whether a divisor is of one sign at the end of a set and, from there on, goes further away from zero."""
    assert isinstance(tree, Binary)
    there, steep = bounds.enclose(tree.right, {**known, name: at}), bounds.enclose(slant, known)
    rises = np.isinf(known[name].high)
    more = np.where(rises, steep.low > 0, steep.high < 0)
    less = np.where(rises, steep.high < 0, steep.low > 0)
    found: Array = (more & (there.low > 0)) | (less & (there.high < 0))
    return found


def _towards(first: Ends, last: Ends) -> Ends:
    """Where a quotient lies that is `first` at an end of a set, if the quotient of its slopes is one of `last`.

    Between the two: by Cauchy's mean value theorem it is the mean of one of each, weighted by the divisor at the end and
    how far it has gone since (Pinelis 2002), so that what lies beyond `first` is never reached.
    """
    return enclosures.hull(np, first, last._replace(above=np.asarray(True), below=np.asarray(True)))


def _over_boxes(how: Narrowing, known: Known, found: Ends, bent: Mapping[str, Array]) -> Ends:
    """The ends in each context over boxes of the names along which the formula bends there."""
    lead = np.broadcast_shapes(*(np.shape(part) for each in (*known.values(), found) for part in each))
    parts = [np.array(np.broadcast_to(each, lead)) for each in found]
    here = np.broadcast_to(reduce(np.logical_or, bent.values()), lead)
    for at in (each for each in np.ndindex(lead) if here[each]):
        one = {name: Ends(*(np.broadcast_to(each, lead)[at] for each in own)) for name, own in known.items()}
        closer = bounds.together([Ends(*(each[at] for each in parts)), _refined(how, one)])
        for part, end in zip(parts, closer, strict=True):
            part[at] = end
    return Ends(*parts)


def _refined(how: Narrowing, known: Known) -> Ends:
    """What holds a formula over boxes that are cut up as long as they reach beyond those along which it rises or falls.

    `known` are single sets. Branch and bound (Moore, Kearfott and Cloud 2009, chapter 11), breadth first, with a bound on
    the boxes; those that no longer matter, or are left at the end, count as they are.
    """
    waiting: list[Known] = [known]
    sure, rest, looked = [], [], 0
    for _ in range(LEVELS):
        looked += len(waiting)
        held, bent = _at_once(how, waiting)
        sure += [each for each, along in zip(held, bent, strict=True) if not along]
        inner = reduce(_wider, sure) if sure else None
        further: list[Known] = []
        left = []
        for box, each, along in zip(waiting, held, bent, strict=True):
            if along and (inner is None or _beyond(each, inner)):
                further += _split(box, known, along)
                left.append(each)
            elif along:
                rest.append(each)
        if not further or looked + len(further) > MOST_BOXES:
            return reduce(_wider, [*sure, *rest, *left])
        waiting = further
    return reduce(_wider, [*sure, *rest, *left])


def _wider(a: Ends, b: Ends) -> Ends:
    return enclosures.hull(np, a, b)


def _at_once(how: Narrowing, boxes: Sequence[Known]) -> tuple[list[Ends], list[list[str]]]:
    """The ends over each of several boxes, and the names along which the formula bends in it."""
    stacked = {
        name: Ends(*(np.array([np.asarray(box[name][n]) for box in boxes]) for n in range(4)))
        for name in boxes[0]
    }
    found, bent = _by_slopes(how, stacked)
    parts = [np.broadcast_to(each, (len(boxes),)) for each in found]
    flags = {name: np.broadcast_to(each, (len(boxes),)) for name, each in bent.items()}
    held = [Ends(*(each[n] for each in parts)) for n in range(len(boxes))]
    return held, [[name for name, each in flags.items() if each[n]] for n in range(len(boxes))]


def _beyond(ends: Ends, inner: Ends) -> bool:
    """Whether a set reaches beyond another by more than would be seen."""
    sizes = [abs(float(each)) for each in inner[:2] if np.isfinite(each)]
    near = NEAR * max(sizes, default=0.0)
    return bool(ends.low < inner.low - near or ends.high > inner.high + near)


def _split(box: Known, whole: Known, along: Sequence[str]) -> list[Known]:
    """A box in parts along that of some names of which the largest part of the whole is left."""
    shares = [_share(box[name], whole[name]) for name in along]
    name, count = along[shares.index(max(shares))], PARTS if len(along) == 1 else FEW
    return [{**box, name: each} for each in _parts(box[name], count)]


def _share(own: Ends, whole: Ends) -> float:
    if not np.isfinite(own.high - own.low):
        return math.inf
    return (
        float((own.high - own.low) / (whole.high - whole.low)) if np.isfinite(whole.high - whole.low) else 1.0
    )


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


def _parts(whole: Ends, count: int) -> list[Ends]:
    """A set in parts: equal ones, on a side without an end growing ones, and without any end what lies on either side of zero."""
    low, high = float(whole.low), float(whole.high)
    if math.isinf(low) and math.isinf(high):
        edges = [low, 0.0, high]
    elif math.isinf(low) or math.isinf(high):
        end, sign = (high, -1.0) if math.isinf(low) else (low, 1.0)
        steps = [end + sign * max(1.0, abs(end)) * (n / (count - n)) for n in range(count)]
        edges = [*steps, high] if sign > 0 else [low, *reversed(steps)]
    else:
        edges = [*(low + (high - low) * (n / count) for n in range(count)), high]
    last = len(edges) - 2
    return [
        Ends(a, b, bool(whole.above) and a == low, bool(whole.below) and n == last)
        for n, (a, b) in enumerate(pairwise(edges))
    ]


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
