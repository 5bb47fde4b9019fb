"""One node's point as a function of another's, and the value at which that function crosses into what is wanted."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from whence.evaluate import serial
from whence.evaluate.contexts import options
from whence.evaluate.evaluator import Values
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, ancestors, descendants

STEPS, REACH = 60, 1e6
PARTS, ROUNDS = 64, 9  # 64^9 parts of a step are finer than any number is written

# Both take a number or an array of numbers, and give the like.
Course = Callable[[Any], Any]
Passes = Callable[[Any], Any]


def course(base: Base, values: Values, id: str, start: str, context: Mapping[str, str]) -> Course:
    """The point of `id` in a context as a function of the point of `start` (both in base units); a check's is 1 or 0.

    Everything else keeps its point, and so does a combined quantity. It takes a number or an array of them.
    """
    steps = tuple(each for each in _path(base, start, id) if not is_held(base.nodes[each]))
    still: dict[str, float] = {}

    def of(known: Mapping[str, Any], ref: str) -> Any:
        if ref in known:
            return known[ref]
        if ref not in still:
            still[ref] = standing(base, values, ref, context)
        return np.asarray(still[ref])

    def moved(value: Any) -> Any:
        known = {start: np.asarray(value)}
        with np.errstate(all="ignore"):
            for each in steps:
                known[each] = _point(base.nodes[each], context, lambda ref: of(known, ref))
        return of(known, id)

    return moved


def _point(node: Node, context: Mapping[str, str], of: Callable[[str], Any]) -> Any:
    match node:
        case Derived(inputs=inputs) | Relation(inputs=inputs):
            return serial.compute(node.tree, {name: of(ref) for name, ref in inputs.items()})
        case Pick(options=refs):
            return of(refs[context[node.id]])
        case Pool(members=members):
            return of(members[0])
        case Leaf():
            return of(node.id)


@lru_cache(maxsize=256)
def _path(base: Base, start: str, id: str) -> tuple[str, ...]:
    """What lies between two nodes, the second included, in order."""
    wanted = {*ancestors(base, id), id}
    return tuple(each for each in descendants(base, (start,)) if each in wanted)


def held(base: Base, start: str, id: str) -> tuple[str, ...]:
    """The combined quantities between two nodes, which `course` holds still."""
    return tuple(each for each in _path(base, start, id) if is_held(base.nodes[each]))


def is_held(node: Node) -> bool:
    """Whether a node is a quantity combined from several claims."""
    return isinstance(node, Pool) and len(node.members) > 1


def standing(base: Base, values: Values, id: str, context: Mapping[str, str]) -> float:
    """The point of a node in a context, in base units; a check's is 1 or 0. `KeyError` if the context leaves it open."""
    estimate = values.of[id]
    index = tuple(options(base, axis).index(context[axis]) for axis in estimate.axes)
    return float(estimate.point[index])


def crossing(passes: Passes, now: float) -> float:
    """The value nearest to `now` (by factor, then by sign) at which a condition turns true; NaN within a millionfold.

    A coarse walk outwards, a step up and a step down in turn, finds the first step on which it holds; then that step
    is cut in parts again and again.
    """
    if now == 0:
        return math.nan
    ups = REACH ** (np.arange(STEPS + 1) / STEPS)
    walk = now * np.stack([ups, 1 / ups])
    held = np.flatnonzero(passes(walk[:, 1:].T.ravel()))
    if not held.size:
        return math.nan
    step, direction = divmod(int(held[0]), 2)
    return _narrowed(passes, float(walk[direction, step]), float(walk[direction, step + 1]))


def _narrowed(passes: Passes, outside: float, inside: float) -> float:
    """The first value from `outside` to `inside` at which a condition that holds inside turns true, to the last bit."""
    for _ in range(ROUNDS):
        parts = outside * (inside / outside) ** (np.arange(PARTS + 1) / PARTS)
        parts[[0, -1]] = outside, inside
        first = int(np.argmax(passes(parts[1:]))) + 1
        outside, inside = float(parts[first - 1]), float(parts[first])
    return inside
