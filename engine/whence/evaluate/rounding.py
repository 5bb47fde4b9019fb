"""What rounding leaves open of a number: the ends that its inputs' written digits give it, in each context.

Every written point stands for itself and half a unit of its last digit either way. Carried through the formulas by
interval arithmetic, that is all that rounding can explain of a difference; a declared range or error is no rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from whence.evaluate import bounds
from whence.evaluate.arrays import np
from whence.evaluate.estimate import Estimate, Floats, align
from whence.evaluate.evaluator import Values
from whence.files.schema import POOLED
from whence.language.formulas.enclosures import Ends
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.units.units import DATE
from whence.language.values.value import NINETY, ends_at
from whence.language.values.written import Exact, Uniform, Written
from whence.model.graph import Base, Derived, Leaf, Pick, Pool, Relation, lacking, owner

Span = tuple[float, float]
Spans = tuple[Floats, Floats]
Of = Callable[[Base, Leaf], Span]

# One of a unit, written in a formula's place: `1 year`, `1 chip/rack`; not `1K chip`, `1 million USD` or `1%`.
_ONE = later(r"[$€£]?1(?: (?!thousand\b|million\b|mn\b|bn\b|billion\b|tn\b|trillion\b)[A-Za-z].*)?")


@dataclass(frozen=True)
class Slack:
    """What the digits and the ranges of the inputs leave of a number in one context, in base units.

    `point` is the formula at the inputs' central values, or written ends where they are bounds; `rounded` are the ends
    that rounding leaves it; `carried` the lowest and the highest that the inputs make of it between the ends of their
    ranges; `outer` the same with the rounding of these. No more than `machine` is the rounding of the machine.
    """

    point: float
    rounded: Span
    carried: Span
    outer: Span
    machine: float = 0.0


SlackAt = Callable[[tuple[int, ...]], Slack]


class Slacks:
    """What is left open of the nodes of a base that have an estimate, worked out along what each rests on, once."""

    def __init__(self, base: Base, values: Values) -> None:
        self._base, self._values = base, values
        self._done: dict[tuple[str, Span], tuple[set[str], dict[str, Spans]]] = {}

    def of(self, id: str, shares: Span = NINETY) -> SlackAt:
        """What is left open of a node, by the index of the context on its axes.

        `shares` are those below the ends of the inputs, where these are not written.
        """
        ways = zip(("rounded", "ends", "outer"), _ways(shares), strict=True)
        return _slack(self._values.of[id], [self._spans(id, (name, shares), way) for name, way in ways])

    def _spans(self, id: str, key: tuple[str, Span], way: Of) -> Spans:
        seen, known = self._done.setdefault(key, (set(), {}))
        order = lacking(self._base, (id,), seen)
        seen.update(order)
        carry(self._base, self._values, order, way, known)
        return known[id]


def _slack(found: Estimate, spans: list[Spans]) -> SlackAt:
    def at(index: tuple[int, ...]) -> Slack:
        point = float(found.point[index])
        lost = 0.0 if found.lost is None else float(found.lost[index])
        machine = bounds.ROUNDING * max(abs(point), lost)
        ends = ((float(low[index]), float(high[index])) for low, high in spans)
        rounded, carried, outer = (_snapped(each, point, machine) for each in ends)
        return Slack(point, rounded, carried, outer, machine)

    return at


def _snapped(ends: Span, point: float, machine: float) -> Span:
    """Span that are the point where only the rounding of the machine, carried outward, keeps them apart."""
    low, high = (point if abs(end - point) <= machine else end for end in ends)
    return low, high


def left_open(base: Base, leaf: Leaf, shares: Span = NINETY) -> tuple[Span, Span, Span]:
    """What is left open of a leaf: by its rounding, by its range, and by both."""
    rounded, ends, outer = (way(base, leaf) for way in _ways(shares))
    return rounded, ends, outer


def _ways(shares: Span) -> tuple[Of, Of, Of]:
    return _rounded, partial(_ends, shares), partial(_outer, shares)


def _rounded(base: Base, leaf: Leaf) -> Span:
    """What a leaf's point stands for: itself alone where an error, a range or a bound is declared, for one unit and options."""
    written = leaf.written
    pointlike = isinstance(written.shape, Exact) or written.about or _date(written)
    if (
        not pointlike
        or written.bound
        or len(written.rounding) != 1
        or _one_unit(base, leaf)
        or _option(base, leaf)
    ):
        return written.point, written.point
    return written.rounding[0]


def _date(written: Written) -> bool:
    return written.unit.dimension == DATE and isinstance(written.shape, Uniform) and written.ends is None


def _option(base: Base, leaf: Leaf) -> bool:
    """Whether it is written as an option of a choice or as a sense of a word, which it defines, and says no `~`."""
    return (
        owner(leaf.id) in base.records.choices.keys() | base.records.terms.keys() and not leaf.written.about
    )


def _one_unit(base: Base, leaf: Leaf) -> bool:
    literal = owner(leaf.id) != leaf.id and owner(leaf.id) in base.records.claims
    return literal and bool(_ONE.fullmatch(leaf.written.text.strip()))


def _ends(shares: Span, base: Base, leaf: Leaf) -> Span:
    """The ends of a leaf's range, or its quantiles where it has none at that level; its point where it is exact."""
    return ends_at(leaf.written, shares)


def _outer(shares: Span, base: Base, leaf: Leaf) -> Span:
    ends, written = _ends(shares, base, leaf), leaf.written
    if ends == written.ends and len(written.rounding) > 1:
        return written.rounding[0][0], written.rounding[-1][1]
    low, high = _rounded(base, leaf)
    return min(low, ends[0]), max(high, ends[1])


def carry(
    base: Base, values: Values, order: Iterable[str], of: Of, known: dict[str, Spans] | None = None
) -> Mapping[str, Spans]:
    """The lower and the upper ends of nodes over the axes of their estimates, from those that `of` gives their leaves.

    `order` is in the order of evaluation, and what its nodes are computed from is in it or in `known`, to which they are
    added. A combined quantity is taken at its point: nobody wrote it.
    """
    known = {} if known is None else known
    for id in order:
        if id in values.of:
            known[id] = _carried(base, values, id, known, of)
    return known


def _carried(base: Base, values: Values, id: str, known: Mapping[str, Spans], of: Of) -> Spans:
    node, estimate = base.nodes[id], values.of[id]
    match node:
        case Leaf():
            low, high = of(base, node)
            return np.array(low), np.array(high)
        case Derived(tree=tree, inputs=inputs) | Relation(tree=tree, inputs=inputs):
            ends = {name: Ends(*_aligned(values, ref, known, estimate.axes)) for name, ref in inputs.items()}
            with np.errstate(all="ignore"):
                low, high, *_ = bounds.enclose(tree, ends)
            return _whole((low, high), estimate.point)
        case Pick(options=options):
            return _picked(values, id, list(options.values()), known)
        case Pool(take=take, members=members) if take not in POOLED:
            return known[members[0]]
    return estimate.point, estimate.point


def _aligned(values: Values, ref: str, known: Mapping[str, Spans], axes: tuple[str, ...]) -> Spans:
    low, high = known[ref]
    own = values.of[ref].axes
    return align(own, axes, low, 0), align(own, axes, high, 0)


def _whole(found: Spans, point: Floats) -> Spans:
    """Span in every context, and the point never outside of them."""
    low, high = (np.broadcast_to(each, point.shape) for each in found)
    return np.fmin(low, point), np.fmax(high, point)


def _picked(values: Values, id: str, options: list[str], known: Mapping[str, Spans]) -> Spans:
    """The ends of a choice, with its own axis."""
    estimate = values.of[id]
    at = estimate.axes.index(id)
    upstream = tuple(axis for axis in estimate.axes if axis != id)
    lead = tuple(size for n, size in enumerate(estimate.point.shape) if n != at)
    parts = [_aligned(values, each, known, upstream) for each in options]
    low, high = (np.stack([np.broadcast_to(part[n], lead) for part in parts], axis=at) for n in (0, 1))
    return low, high
