"""Who counts as one witness: written values of one origin, and claims between which there is no error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import exp, log

from whence.evaluate.covariance import SAME, Said, moves_as_one
from whence.evaluate.estimate import Figure
from whence.evaluate.statistics.combine import Measured
from whence.language.frozen import dataclass
from whence.language.values.shapes import Z95
from whence.language.values.written import Lognormal, Normal, Shape, Split
from whence.model import origins
from whence.model.graph import Base, Leaf


@dataclass(frozen=True)
class Witness:
    """One or more claims that stand as one.

    `weights` say how its value is made of theirs: evenly of those with the smallest error, as errors that are wholly in
    common leave no better mean. `measured` is its value with its errors on the scale of comparison, None where no
    member has an error. `figure` is what it says: of bare points that differ, from the least to the greatest.
    """

    members: tuple[str, ...]
    weights: tuple[float, ...]
    measured: Measured | None
    figure: Figure

    @property
    def leader(self) -> str:
        """The first of its claims that has a part in its value."""
        return next(id for id, weight in zip(self.members, self.weights, strict=True) if weight > 0)


def grouped(base: Base, said: Mapping[str, Said]) -> tuple[tuple[str, ...], ...]:
    """The claims in groups that stand as one witness each, all in order."""
    group = {id: {id} for id in said}

    def join(a: str, b: str) -> None:
        joined = group[a] | group[b]
        for each in joined:
            group[each] = joined

    for same in of_one_origin(base, tuple(said)):
        for other in same[1:]:
            join(same[0], other)
    for a, b in combinations(said, 2):
        if b not in group[a] and moves_as_one(base, a, b, (said[a], said[b])):
            join(a, b)
    order = list(said)
    return tuple(dict.fromkeys(tuple(sorted(each, key=order.index)) for each in group.values()))


def of_one_origin(base: Base, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Written values that come from one origin, along `relies_on`, in groups; only groups of two and more.

    A claim with several origins counts with the first group that it shares one with, so that there are never more
    witnesses than origins, and two claims of different origins never become one because a third cites both.
    """
    roots = {id: origins.of_claim(base, id) for id in ids if isinstance(base.nodes.get(id), Leaf)}
    cores: list[tuple[frozenset[str], list[str]]] = []
    for id in sorted((each for each in roots if roots[each]), key=lambda each: (len(roots[each]), each)):
        core = next((members for core, members in cores if core & roots[id]), None)
        if core is None:
            cores.append((roots[id], [id]))
        else:
            core.append(id)
    return tuple(tuple(sorted(members)) for _, members in cores if len(members) > 1)


def echoes(base: Base, said: Mapping[str, Said]) -> dict[str, str]:
    """Written values that repeat another of their origin: the same point with the same error, or with none."""
    found: dict[str, str] = {}
    for group in of_one_origin(base, tuple(said)):
        kept: list[str] = []
        for id in sorted(group, key=lambda each: (_is_bare(said[each]), each)):
            first = next((each for each in kept if _repeats(said[id], said[each])), "")
            if first:
                found[id] = f"an echo of {first}"
            else:
                kept.append(id)
    return found


def _is_bare(said: Said) -> bool:
    return said.figure.low == said.figure.high


def _repeats(later: Said, first: Said) -> bool:
    a, b = later.figure, first.figure
    same_error = _is_bare(later) or (_near(a.low, b.low) and _near(a.high, b.high))
    same_side = (later.bound, later.strict) == (first.bound, first.strict)
    return same_side and _near(a.point, b.point) and same_error


def _near(a: float, b: float) -> bool:
    # The ends of two draws of one shape differ by rounding.
    return abs(a - b) <= SAME * max(abs(a), abs(b))


def witness(base: Base, members: Sequence[str], said: Mapping[str, Said], scale: str) -> Witness:
    """Some claims as one witness, on a scale: what the sharpest of them say, weighed evenly, with their mean error.

    Claims without an error have no weight beside those with one; where none has one, the witness is a bare point.
    """
    values = [measured(base, id, said[id].figure, scale) for id in members]
    known = [each for each in values if each is not None]
    if not known:
        return _bare(members, said)
    least = min((each.plus + each.minus) / 2 for each in known)
    takes = [each is not None and (each.plus + each.minus) / 2 <= least * (1 + SAME) for each in values]
    weights = tuple(each / sum(takes) for each in takes)
    if len(members) == 1:
        return Witness(tuple(members), weights, values[0], said[members[0]].figure)
    sharp = [each for each, taken in zip(values, takes, strict=True) if taken and each]
    mean = Measured(*(sum(part) / len(sharp) for part in zip(*(_parts(m) for m in sharp), strict=True)))
    return Witness(tuple(members), weights, mean, _figure(mean, scale))


def _parts(m: Measured) -> tuple[float, float, float]:
    return m.value, m.plus, m.minus


def _figure(m: Measured, scale: str) -> Figure:
    ends = (m.value, m.value, m.value - Z95 * m.minus, m.value + Z95 * m.plus)
    return Figure(*(exp(each) if scale == "log" else each for each in ends))


def _bare(members: Sequence[str], said: Mapping[str, Said]) -> Witness:
    points = [said[id].figure.point for id in members]
    mean = sum(points) / len(points) if len(points) > 1 else points[0]
    weights = tuple(1 / len(points) for _ in points)
    return Witness(tuple(members), weights, None, Figure(mean, mean, min(points), max(points)))


def measured(base: Base, id: str, figure: Figure, scale: str) -> Measured | None:
    """A claim's central value and its one-sigma errors on a scale; None for a bare point.

    A normal value keeps the sigma it was written with; anything else takes the half width of its 90 % interval
    over 1.645, each side its own (and both the same where the median is an end).
    """
    if figure.low == figure.high:
        return None
    shape = shape_of(base, id)
    if scale == "log":
        if isinstance(shape, Lognormal):
            return Measured(shape.mu, shape.sigma, shape.sigma)
        return _by_ends(*(log(each) for each in (figure.point, figure.low, figure.median, figure.high)))
    if isinstance(shape, Normal):
        return Measured(shape.mean, shape.sd, shape.sd)
    if isinstance(shape, Split):
        return Measured(shape.center, shape.plus, shape.minus)
    return _by_ends(figure.point, figure.low, figure.median, figure.high)


def _by_ends(point: float, low: float, median: float, high: float) -> Measured:
    plus, minus = (high - median) / Z95, (median - low) / Z95
    if min(plus, minus) <= 0:
        plus = minus = (high - low) / 2 / Z95
    return Measured(point, plus, minus)


def shape_of(base: Base, id: str) -> Shape | None:
    """The shape of a written value; None of what is computed."""
    node = base.nodes.get(id)
    return node.written.shape if isinstance(node, Leaf) else None
