"""What would have to give: the value of each input at which a check would pass, or a claim reach a target."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from whence import reasons, values, written
from whence.case import Case
from whence.diagnostics import Problem
from whence.graph import Base, Derived, Leaf, Pick, Pool, Relation, ancestors, descendants
from whence.written import Written, show

STEPS, REACH = 60, 1e6


@dataclass(frozen=True)
class Give:
    """One leaf and the value it would need, in base units; `outside` says how far that lies beyond its own range.

    `outside` is the distance of the needed value from the nearer end of the leaf's 90 % interval, in half widths of
    that interval: 0 means inside, NaN that the leaf is a bare point. `needed` is NaN where no value will do.
    """

    id: str
    now: float
    needed: float
    outside: float


@dataclass(frozen=True)
class Answer:
    """What was asked for (`wanted`, in words), whether it is so already, in which context, and what would give it."""

    id: str
    wanted: str
    met: bool
    choose: Mapping[str, str]
    gives: tuple[Give, ...]


def find(case: Case, id: str, target: str | None = None) -> Answer | str:
    """For a claim with a target, or a check: each leaf's value at which the point reaches it; a message if asked wrongly.

    One leaf is changed at a time, the others keep their central values; the context is the first active one.
    """
    node = case.base.nodes[id]
    found = reasons.reading(case.summaries[id], {}) if id in case.summaries else None
    context: Mapping[str, str] = found.choose if found else {}
    if isinstance(node, Relation):
        return _answer(case, id, "the check holds", context, lambda point: point > 0.5)
    if target is None:
        return "a claim needs a `--target VALUE`"
    wanted = written.parse(target, case.base.units, case.base.settings.about)
    if isinstance(wanted, Problem):
        return f"--target: {wanted.message}"
    if wanted.unit.dimension != case.unit(id).dimension:
        return f"--target is in {wanted.unit.dimension}, and `{id}` in {case.unit(id).dimension}"
    return _answer(case, id, f"it is {target}", context, _reaches(case, id, context, wanted))


def _reaches(case: Case, id: str, context: Mapping[str, str], wanted: Written) -> Callable[[float], bool]:
    """True on the far side of the target, as seen from where the point is now."""
    now = central(case, id, context, {})
    if now <= wanted.point:
        return lambda point: point >= wanted.point
    return lambda point: point <= wanted.point


def _answer(
    case: Case, id: str, wanted: str, context: Mapping[str, str], passes: Callable[[float], bool]
) -> Answer:
    met = passes(central(case, id, context, {}))
    gives = () if met else tuple(_gives(case, id, context, passes))
    ranked = sorted(gives, key=lambda each: (math.isnan(each.needed), _strain(each), each.id))
    return Answer(id, wanted, met, context, tuple(ranked))


def _strain(give: Give) -> float:
    """How hard a leaf would have to be bent: by its own interval where it has one, else by the factor."""
    if not math.isnan(give.outside):
        return give.outside
    ratio = give.needed / give.now if give.now else math.inf
    return 10 + abs(math.log(ratio)) if ratio > 0 else math.inf


def _gives(
    case: Case, id: str, context: Mapping[str, str], passes: Callable[[float], bool]
) -> Iterator[Give]:
    for leaf in ancestors(case.base, id):
        node = case.base.nodes[leaf]
        if not isinstance(node, Leaf) or not _reached(case, id, leaf, context):
            continue
        now = node.written.point
        needed = _solve(lambda x, leaf=leaf: passes(central(case, id, context, {leaf: x})), now)  # type: ignore[misc]
        yield Give(leaf, now, needed, _outside(case, leaf, needed))


def _reached(case: Case, id: str, leaf: str, context: Mapping[str, str]) -> bool:
    """Whether a leaf matters in this context: a sense that is not the one picked does not."""
    try:
        moved = central(case, id, context, {leaf: case.values.of[leaf].point.item() * 1.01 + 1e-300})
    except (ArithmeticError, KeyError):
        return False
    truth = isinstance(case.base.nodes[id], Relation)
    return truth or moved != central(case, id, context, {})


def _solve(passes: Callable[[float], bool], now: float) -> float:
    """The value nearest to `now` (by factor, then by sign) at which a condition turns true; NaN within a millionfold.

    A coarse walk outwards finds the first step on which it holds, bisection the place.
    """
    if now == 0:
        return math.nan
    ratio = REACH ** (1 / STEPS)
    for step in range(1, STEPS + 1):
        for direction in (1, -1):
            far = now * ratio ** (direction * step)
            if passes(far):
                return _bisect(passes, now * ratio ** (direction * (step - 1)), far)
    return math.nan


def _bisect(passes: Callable[[float], bool], outside: float, inside: float) -> float:
    for _ in range(60):
        middle = math.copysign(math.sqrt(outside * inside), inside)
        outside, inside = (outside, middle) if passes(middle) else (middle, inside)
    return inside


def _outside(case: Case, leaf: str, needed: float) -> float:
    figure = case.summaries[leaf].figure
    if figure.low == figure.high or math.isnan(needed):
        return math.nan
    beyond = max(figure.low - needed, needed - figure.high, 0.0)
    return beyond / ((figure.high - figure.low) / 2)


def central(case: Case, id: str, context: Mapping[str, str], changes: Mapping[str, float]) -> float:
    """The point of a node in a context, in base units, with some nodes set to other values; a check's is 1 or 0.

    Only what lies between the changed nodes and `id` is computed again. A combined quantity is held fixed.
    """
    known = dict(changes)
    for each in _between(case.base, tuple(changes), id):
        known[each] = _point(case, each, context, known)
    return known[id] if id in known else _standing(case, id, context)


@lru_cache(maxsize=256)
def _between(base: Base, starts: tuple[str, ...], id: str) -> tuple[str, ...]:
    """What has to be computed again, in order; a search asks for it at every step."""
    wanted = {*ancestors(base, id), id}
    return tuple(each for each in descendants(base, starts) if each in wanted)


def _standing(case: Case, id: str, context: Mapping[str, str]) -> float:
    from whence.contexts import options

    estimate = case.values.of[id]
    index = tuple(options(case.base, axis).index(context[axis]) for axis in estimate.axes)
    return float(estimate.point[index])


def _point(case: Case, id: str, context: Mapping[str, str], known: Mapping[str, float]) -> float:
    import numpy as np

    def of(ref: str) -> float:
        return known[ref] if ref in known else _standing(case, ref, context)

    node = case.base.nodes[id]
    match node:
        case Derived(inputs=inputs) | Relation(inputs=inputs):
            with np.errstate(all="ignore"):
                found = values.compute(node.tree, {name: np.float64(of(ref)) for name, ref in inputs.items()})  # type: ignore[misc]
            return float(found)
        case Pick(options=refs):
            return of(refs[context[id]])
        case Pool(members=members) if len(members) == 1:
            return of(members[0])
        case _:
            return _standing(case, id, context)


def as_json(case: Case, answer: Answer) -> dict[str, Any]:
    """The answer for scripts; numbers in each leaf's display unit."""

    def number(value: float, id: str) -> float | None:
        return None if math.isnan(value) else float(case.unit(id).from_base(value))

    return {
        "id": answer.id,
        "wanted": answer.wanted,
        "met": answer.met,
        "choose": dict(answer.choose),
        "gives": [
            {
                "id": each.id,
                "unit": case.unit(each.id).text,
                "now": number(each.now, each.id),
                "needed": number(each.needed, each.id),
                "outside": None if math.isnan(each.outside) else each.outside,
            }
            for each in answer.gives
        ],
    }


def rows(case: Case, answer: Answer) -> list[tuple[str, str, str, str]]:
    """The answer as text: leaf, what it is now, what it would have to be, and how far off that is."""
    return [
        (each.id, show(each.now, case.unit(each.id)), _needed(case, each), _far(each))
        for each in answer.gives
    ]


def _needed(case: Case, give: Give) -> str:
    return "no value will do" if math.isnan(give.needed) else show(give.needed, case.unit(give.id))


def _far(give: Give) -> str:
    if math.isnan(give.needed):
        return ""
    if math.isnan(give.outside):
        return f"x {give.needed / give.now:.3g}"
    return "inside its range" if give.outside == 0 else f"{give.outside:.1f} half widths outside its range"
