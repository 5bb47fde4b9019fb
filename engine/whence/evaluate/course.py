"""One node's point as a function of another's, and every number that lies between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from whence.evaluate import arithmetic
from whence.evaluate.arrays import np
from whence.evaluate.conditioned import Remaining
from whence.evaluate.contexts import options
from whence.evaluate.estimate import quantiles
from whence.evaluate.evaluator import Values
from whence.language.formulas.formula import COMPARISONS, Binary, walk
from whence.model.graph import (
    Base,
    Derived,
    Leaf,
    Node,
    Pick,
    Pool,
    Relation,
    ancestors,
    descendants,
    upstream,
)
from whence.model.reads import remembered

# It takes a number or an array of numbers, and gives the like.
Course = Callable[[Any], Any]


def course(
    base: Base,
    values: Values,
    id: str,
    start: str,
    context: Mapping[str, str],
    left: Remaining | None = None,
) -> Course:
    """The point of `id` in a context as a function of the point of `start` (both in base units); a check's is 1 or 0.

    Everything else keeps its point, and so does a combined quantity. It takes a number or an array of them. Where evidence
    has `left` some draws, it is the median of these, and everything else keeps its draws.
    """
    along = together(base, values, id, (start,), context, left)
    return lambda value: along((value,))


def courses(
    base: Base, values: Values, ids: Sequence[str], start: str, context: Mapping[str, str]
) -> Callable[[Any], Mapping[str, Any]]:
    """The points of several nodes downstream of `start`, in one context, as a function of its point: see `course`.

    Each node on the way is computed once for all of them.
    """
    wanted = {*ids, *upstream(base, ids)}
    way = [each for each in descendants(base, (start,)) if each in wanted and not is_held(base.nodes[each])]
    along = _moving(base, _still(base, values, context), way, (start,), context)

    def points(value: Any) -> Mapping[str, Any]:
        of = along((np.asarray(value),))
        return {id: of(id) for id in ids}

    return points


def together(
    base: Base,
    values: Values,
    id: str,
    starts: Sequence[str],
    context: Mapping[str, str],
    left: Remaining | None = None,
) -> Course:
    """The same as a function of several points at once: it takes an array with a row for each of them."""
    if left is None:
        along = _along(base, values, id, tuple(starts), context)
        return lambda rows: along(tuple(map(np.asarray, rows)))(id)
    drawn = _moving(base, left.draws.__getitem__, _steps(base, tuple(starts), id), tuple(starts), context)
    return lambda rows: _middle(drawn(tuple(np.asarray(each)[..., np.newaxis] for each in rows))(id))


def _middle(draws: Any) -> Any:
    """The median of the draws along the last axis, as `estimate.figure` tells it; NaN where one is no number."""
    rows = np.reshape(draws, (-1, draws.shape[-1]))
    found = [quantiles(row, (0.5,))[0] if np.isfinite(row).all() else np.nan for row in rows]
    return np.reshape(found, draws.shape[:-1])


def watched(base: Base, values: Values, id: str, start: str, context: Mapping[str, str]) -> Course:
    """Every number between two nodes as a function of the first's, a row each: claims, and the sides of comparisons."""
    along = _along(base, values, id, (start,), context)
    steps = _steps(base, (start,), id)

    def rows(value: Any) -> Any:
        of = along((value,))
        found = [row for each in steps for row in _numbers(base.nodes[each], of)]
        return np.stack([np.broadcast_to(row, value.shape) for row in found or [value]])

    return rows


def _numbers(node: Node, of: Callable[[str], Any]) -> Iterator[Any]:
    if isinstance(node, Derived):
        yield of(node.id)
    elif isinstance(node, Relation):
        known = {name: of(ref) for name, ref in node.inputs.items()}
        for part in walk(node.tree):
            if isinstance(part, Binary) and part.op in COMPARISONS:
                yield from (arithmetic.compute(side, known) for side in (part.left, part.right))


def _along(
    base: Base, values: Values, id: str, starts: tuple[str, ...], context: Mapping[str, str]
) -> Callable[[tuple[Any, ...]], Callable[[str], Any]]:
    """For values of the starts, the points of all that lies on the way to `id`."""
    return _moving(base, _still(base, values, context), _steps(base, starts, id), starts, context)


def _still(base: Base, values: Values, context: Mapping[str, str]) -> Callable[[str], float]:
    """The points of nodes in a context."""
    return lambda ref: standing(base, values, ref, context)


def _moving(
    base: Base,
    kept: Callable[[str], Any],
    steps: Sequence[str],
    starts: tuple[str, ...],
    context: Mapping[str, str],
) -> Callable[[tuple[Any, ...]], Callable[[str], Any]]:
    """The same of some nodes, which stand in the order of evaluation; all others are as they are `kept`."""
    still: dict[str, Any] = {}

    def moved(given: tuple[Any, ...]) -> Callable[[str], Any]:
        known = dict(zip(starts, given, strict=True))

        def of(ref: str) -> Any:
            if ref in known:
                return known[ref]
            if ref not in still:
                still[ref] = kept(ref)
            return np.asarray(still[ref])

        with np.errstate(all="ignore"):
            for each in steps:
                known[each] = _point(base.nodes[each], context, of)
        return of

    return moved


def _steps(base: Base, starts: tuple[str, ...], id: str) -> tuple[str, ...]:
    return tuple(each for each in _path(base, starts, id) if not is_held(base.nodes[each]))


def _point(node: Node, context: Mapping[str, str], of: Callable[[str], Any]) -> Any:
    match node:
        case Derived(inputs=inputs) | Relation(inputs=inputs):
            return arithmetic.compute(node.tree, {name: of(ref) for name, ref in inputs.items()})
        case Pick(options=refs):
            return of(refs[context[node.id]])
        case Pool(members=members):
            return of(members[0])
        case Leaf():
            return of(node.id)


@remembered(256)
def _path(base: Base, starts: tuple[str, ...], id: str) -> tuple[str, ...]:
    """What lies between some nodes and another, which is included, in order."""
    reached, found = set(starts), []
    for each, parents in _above(base, id).items():
        if each not in reached and not reached.isdisjoint(parents):
            reached.add(each)
            found.append(each)
    return tuple(found)


@remembered(64)
def _above(base: Base, id: str) -> Mapping[str, tuple[str, ...]]:
    """A node and all upstream of it, in the order of evaluation, each with what it is computed from."""
    return {each: base.parents[each] for each in (*ancestors(base, id), id)}


def behind_held(base: Base, start: str) -> frozenset[str]:
    """The nodes downstream of one between which and it lies a combined quantity, which `course` holds still."""
    still = [each for each in descendants(base, (start,)) if is_held(base.nodes[each])]
    return frozenset((*still, *descendants(base, still)))


def held(base: Base, start: str, id: str) -> tuple[str, ...]:
    """The combined quantities between two nodes, which `course` holds still."""
    return tuple(each for each in _path(base, (start,), id) if is_held(base.nodes[each]))


def is_held(node: Node) -> bool:
    """Whether a node is a quantity combined from several claims."""
    return isinstance(node, Pool) and len(node.members) > 1


def standing(base: Base, values: Values, id: str, context: Mapping[str, str]) -> float:
    """The point of a node in a context, in base units; a check's is 1 or 0. `KeyError` if the context leaves it open."""
    estimate = values.of[id]
    index = tuple(options(base, axis).index(context[axis]) for axis in estimate.axes)
    return float(estimate.point[index])
