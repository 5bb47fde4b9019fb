"""What each input does to a result by itself, from one end of its range to the other: the bars of a tornado."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from whence.evaluate.arrays import np
from whence.evaluate.conditioned import Remaining
from whence.evaluate.course import together
from whence.evaluate.estimate import quantiles
from whence.evaluate.evaluator import Values
from whence.evaluate.rounding import left_open
from whence.evaluate.summaries import Reading, Summary
from whence.language.frozen import dataclass
from whence.language.values.written import Exact
from whence.model import chance
from whence.model.graph import Base, Leaf, Pool

Ends = tuple[float, float]


@dataclass(frozen=True)
class Swing:
    """An input, its `ends` (those of its 90 % interval), and what a result is with it at either, all else at its point.

    Written values that move together count as one, by the first of them, and so does a combined quantity. `bare` says that
    the input is one figure, and its ends are what half a unit of its last digit leaves open. Numbers are in base units.
    """

    id: str
    point: float
    ends: Ends
    low: float
    high: float
    bare: bool

    @property
    def half(self) -> float:
        """Half of what the result moves by between the two ends."""
        return abs(self.high - self.low) / 2


def swings(
    base: Base,
    values: Values,
    summaries: Mapping[str, Summary],
    id: str,
    context: Mapping[str, str],
    left: Remaining | None = None,
) -> tuple[Swing, ...]:
    """What each input of a result does to it in one context; those left out that do nothing, or have no two ends.

    Where evidence has `left` some draws of the result, it is the median of these that moves, and an input that the evidence
    speaks of moves from one end of what is left of it to the other.
    """
    found = []
    for ids in _streams(base, id):
        ends = [_ends(base, summaries, each, context, left) for each in ids]
        if not all(np.isfinite(pair).all() for pair in ends) or all(low == high for low, high in ends):
            continue
        turned = (_mirrored(base, each) != _mirrored(base, ids[0]) for each in ids)
        rows = np.array([pair[::-1] if other else pair for other, pair in zip(turned, ends, strict=True)])
        moved = together(base, values, id, ids, context, left)
        low, high = (float(x) for x in np.broadcast_to(moved(rows), (2,)))
        if low != high and np.isfinite((low, high)).all():
            point, own = _point(values, ids[0], left), (min(ends[0]), max(ends[0]))
            found.append(Swing(ids[0], point, own, low, high, _bare(base, ids[0])))
    return tuple(found)


def _streams(base: Base, id: str) -> Iterator[tuple[str, ...]]:
    """The leaves and combined quantities upstream of a result, those together that move together."""
    every = [
        each for each in chance.sources(base, id) if each != id and isinstance(base.nodes[each], Leaf | Pool)
    ]
    own = [each for each in every if isinstance(base.nodes[each], Leaf) or _combined(base, each)]
    keyed = sorted(((_stream(base, each), n, each) for n, each in enumerate(own)), key=lambda row: row[:2])
    for _, same in groupby(keyed, key=lambda row: row[0]):
        yield tuple(each for _, _, each in same)


def _stream(base: Base, id: str) -> str:
    node = base.nodes[id]
    return node.stream if isinstance(node, Leaf) and not _bare(base, id) else id


def _combined(base: Base, id: str) -> bool:
    return id in chance.drawn(base, id)


def _bare(base: Base, id: str) -> bool:
    node = base.nodes[id]
    return isinstance(node, Leaf) and isinstance(node.written.shape, Exact)


def _mirrored(base: Base, id: str) -> bool:
    node = base.nodes[id]
    return isinstance(node, Leaf) and node.mirrored


def _point(values: Values, id: str, left: Remaining | None) -> float:
    """Where an input stands: at its point, or in the middle of what evidence leaves of it."""
    if left is not None and id in left.told:
        return quantiles(left.draws[id], (0.5,))[0]
    return float(values.of[id].point.flat[0])


def _ends(
    base: Base,
    summaries: Mapping[str, Summary],
    id: str,
    context: Mapping[str, str],
    left: Remaining | None,
) -> Ends:
    node = base.nodes[id]
    if left is not None and id in left.told:
        low, high = quantiles(left.draws[id], (0.05, 0.95))
        return low, high
    if isinstance(node, Leaf) and _bare(base, id):
        return left_open(base, node)[0]
    figure = _reading(summaries[id], context).figure
    return figure.low, figure.high


def _reading(summary: Summary, context: Mapping[str, str]) -> Reading:
    return next(
        each for each in summary.readings if all(context[axis] == each.choose[axis] for axis in each.choose)
    )
