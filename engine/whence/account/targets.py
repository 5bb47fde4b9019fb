"""What would have to give: the value of each input at which a check would pass, or a claim reach a target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from whence.account import reasons
from whence.evaluate.course import Course, Passes, course, crossing, is_held, standing
from whence.judge.edition import Edition
from whence.language.problems import Problem
from whence.language.values import written
from whence.language.values.written import Written, show
from whence.model.graph import Leaf, Relation, ancestors


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
    """What was asked for (`wanted`, in words), whether it is so already, in which context, and what would give it.

    `held` are the combined quantities on the way, which keep their value: what their claims say is not bent.
    """

    id: str
    wanted: str
    met: bool
    choose: Mapping[str, str]
    gives: tuple[Give, ...]
    held: tuple[str, ...] = ()


def find(edition: Edition, id: str, target: str | None = None) -> Answer | str:
    """For a claim with a target, or a check: each leaf's value at which the point reaches it; a message if asked wrongly.

    One leaf is changed at a time, the others keep their central values; the context is the first active one.
    """
    node = edition.base.nodes[id]
    found = reasons.reading(edition.summaries[id], {}) if id in edition.summaries else None
    context: Mapping[str, str] = found.choose if found else {}
    if isinstance(node, Relation):
        return _answer(edition, id, "the check holds", context, lambda point: point > 0.5)
    if target is None:
        return "a claim needs a `--target VALUE`"
    wanted = written.parse(target, edition.base.units, edition.base.settings.about)
    if isinstance(wanted, Problem):
        return f"--target: {wanted.message}"
    if wanted.unit.dimension != edition.unit(id).dimension:
        return f"--target is in {wanted.unit.dimension}, and `{id}` in {edition.unit(id).dimension}"
    return _answer(edition, id, f"it is {target}", context, _reaches(edition, id, context, wanted))


def _reaches(edition: Edition, id: str, context: Mapping[str, str], wanted: Written) -> Passes:
    """True on the far side of the target, as seen from where the point is now."""
    if _now(edition, id, context) <= wanted.point:
        return lambda points: points >= wanted.point
    return lambda points: points <= wanted.point


def _answer(edition: Edition, id: str, wanted: str, context: Mapping[str, str], passes: Passes) -> Answer:
    met = bool(passes(_now(edition, id, context)))
    gives = () if met else tuple(_gives(edition, id, context, passes))
    # Rounded, so that leaves that would have to give equally stand by name on every machine.
    ranked = sorted(gives, key=lambda each: (math.isnan(each.needed), round(_strain(each), 9), each.id))
    kept = tuple(each for each in (*ancestors(edition.base, id), id) if is_held(edition.base.nodes[each]))
    return Answer(id, wanted, met, context, tuple(ranked), () if met else kept)


def _now(edition: Edition, id: str, context: Mapping[str, str]) -> float:
    return standing(edition.base, edition.values, id, context)


def _strain(give: Give) -> float:
    """How hard a leaf would have to be bent: by its own interval where it has one, else by the factor."""
    if not math.isnan(give.outside):
        return give.outside
    ratio = give.needed / give.now if give.now else math.inf
    return 10 + abs(math.log(ratio)) if ratio > 0 else math.inf


def _gives(edition: Edition, id: str, context: Mapping[str, str], passes: Passes) -> Iterator[Give]:
    for leaf in ancestors(edition.base, id):
        node = edition.base.nodes[leaf]
        if not isinstance(node, Leaf):
            continue
        moved = course(edition.base, edition.values, id, leaf, context)
        if _matters(edition, id, leaf, context, moved):
            now = node.written.point
            needed = crossing(lambda values, moved=moved: passes(moved(values)), now)  # type: ignore[misc]
            yield Give(leaf, now, needed, _outside(edition, leaf, needed))


def _matters(edition: Edition, id: str, leaf: str, context: Mapping[str, str], moved: Course) -> bool:
    """Whether a leaf matters in this context: a sense that is not the one picked does not."""
    try:
        after = moved(edition.values.of[leaf].point.item() * 1.01 + 1e-300)
    except KeyError:
        return False
    return isinstance(edition.base.nodes[id], Relation) or bool(after != _now(edition, id, context))


def _outside(edition: Edition, leaf: str, needed: float) -> float:
    figure = edition.summaries[leaf].figure
    if figure.low == figure.high or math.isnan(needed):
        return math.nan
    beyond = max(figure.low - needed, needed - figure.high, 0.0)
    return beyond / ((figure.high - figure.low) / 2)


def as_json(edition: Edition, answer: Answer) -> dict[str, Any]:
    """The answer for scripts; numbers in each leaf's display unit."""

    def number(value: float, id: str) -> float | None:
        return None if math.isnan(value) else float(edition.unit(id).from_base(value))

    return {
        "id": answer.id,
        "wanted": answer.wanted,
        "met": answer.met,
        "choose": dict(answer.choose),
        "held": list(answer.held),
        "gives": [
            {
                "id": each.id,
                "unit": edition.unit(each.id).text,
                "now": number(each.now, each.id),
                "needed": number(each.needed, each.id),
                "outside": None if math.isnan(each.outside) else each.outside,
            }
            for each in answer.gives
        ],
    }


def rows(edition: Edition, answer: Answer) -> list[tuple[str, str, str, str]]:
    """The answer as text: leaf, what it is now, what it would have to be, and how far off that is."""
    return [
        (each.id, show(each.now, edition.unit(each.id)), _needed(edition, each), _far(each))
        for each in answer.gives
    ]


def _needed(edition: Edition, give: Give) -> str:
    return "no value will do" if math.isnan(give.needed) else show(give.needed, edition.unit(give.id))


def _far(give: Give) -> str:
    if math.isnan(give.needed):
        return ""
    if math.isnan(give.outside):
        return f"x {give.needed / give.now:.3g}"
    return "inside its range" if give.outside == 0 else f"{give.outside:.1f} half widths outside its range"
