"""What would have to give: the value of each input at which a check would pass, or a claim reach a target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from whence.account import reasons
from whence.evaluate.course import Course, course, is_held, standing, watched
from whence.evaluate.roots import ALL, Holds, root
from whence.judge.edition import Edition, Standing, told
from whence.language.frozen import dataclass
from whence.language.problems import Problem
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import DATE, Unit
from whence.language.values import written
from whence.language.values.shown import apart, show, show_days
from whence.language.values.written import Written
from whence.model import domains
from whence.model.graph import Base, Leaf, Pick, Relation, in_order

# Values that are nearer to each other are told as next to each other.
NEXT = 1e-9


@dataclass(frozen=True)
class Give:
    """One leaf and the value it would need, in base units; `outside` says how far that lies beyond its own range.

    `outside` is the distance of the needed value from the nearer end of the leaf's 90 % interval, in half widths of
    that interval: 0 means inside, NaN that the leaf is a bare point. `needed` is NaN where no value will do; it lies in the
    domain that is stated, and on the side of every pole and of zero where the value is now, unless `beyond` names what
    lies between.
    """

    id: str
    now: float
    needed: float
    outside: float
    beyond: str = ""


@dataclass(frozen=True)
class Answer:
    """What was asked for (`wanted`, in words), whether it is so at central values, in which context, and what would give it.

    `held` are the combined quantities on the way, which keep their value: what their claims say is not bent. `ends` are
    the inputs that are known as a bound alone, each of which stands at the end that it names, having no central value.
    `standing` is how a check stands there, with its draws and bounds; one that holds needs nothing to give.
    """

    id: str
    wanted: str
    met: bool
    choose: Mapping[str, str]
    gives: tuple[Give, ...]
    held: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    standing: Standing | None = None


def find(
    edition: Edition, id: str, target: str | None = None, chosen: Mapping[str, str] = {}
) -> Answer | str:
    """For a claim with a target, or a check: each leaf's value at which the point reaches it; a message if asked wrongly.

    One leaf is changed at a time, the others keep their central values; the context is the first active one in which
    choices go as `chosen`.
    """
    node = edition.base.nodes[id]
    context = _context(edition, id, chosen)
    if isinstance(node, Relation):
        if target is not None:
            return f"`{id}` is a check, which holds or does not: leave out `--target`"
        return _answer(edition, id, "the check holds", context, lambda point: point > 0.5)
    if target is None:
        return "a claim needs a `--target VALUE`"
    wanted = written.parse(target, edition.base.units, edition.base.settings.about)
    if isinstance(wanted, Problem):
        return f"--target: {wanted.message}"
    if wanted.unit.dimension != edition.unit(id).dimension:
        return f"--target is in {wanted.unit.dimension.said}, and `{id}` in {edition.unit(id).dimension.said}"
    return _answer(edition, id, f"it is {target}", context, _reaches(edition, id, context, wanted))


def _context(edition: Edition, id: str, chosen: Mapping[str, str]) -> Mapping[str, str]:
    if id in edition.summaries:
        return reasons.reading(edition.summaries[id], chosen).choose
    return {axis: chosen[axis] for axis in sorted(edition.base.choices[id] & chosen.keys())}


def _reaches(edition: Edition, id: str, context: Mapping[str, str], wanted: Written) -> Holds:
    """True on the far side of the target, as seen from where the point is now."""
    if _now(edition, id, context) <= wanted.point:
        return lambda points: points >= wanted.point
    return lambda points: points <= wanted.point


def _answer(edition: Edition, id: str, wanted: str, context: Mapping[str, str], passes: Holds) -> Answer:
    met, stands = bool(passes(_now(edition, id, context))), _standing(edition, id, context)
    enough = met or (stands is not None and stands.verdict == "holds")
    gives = () if enough else tuple(_gives(edition, id, context, passes))
    # Rounded, so that leaves that would have to give equally stand by name on every machine.
    ranked = sorted(gives, key=lambda each: (math.isnan(each.needed), round(_strain(each), 9), each.id))
    above = _above(edition.base, id, context)
    kept = tuple(each for each in (*above, id) if is_held(edition.base.nodes[each]))
    ends = tuple(each for each in above if _is_end(edition, each))
    return Answer(id, wanted, met, context, tuple(ranked), () if enough else kept, ends, stands)


def _standing(edition: Edition, id: str, context: Mapping[str, str]) -> Standing | None:
    """How a check stands in a context; None of a claim."""
    if not isinstance(edition.base.nodes[id], Relation):
        return None
    return next((each for each in edition.outcomes(id) if dict(each.reading.choose) == dict(context)), None)


def _is_end(edition: Edition, id: str) -> bool:
    return isinstance(edition.base.nodes[id], Leaf) and bool(edition.summaries[id].bound)


def _now(edition: Edition, id: str, context: Mapping[str, str]) -> float:
    return standing(edition.base, edition.values, id, context)


def _strain(give: Give) -> float:
    """How hard a leaf would have to be bent: by its own interval where it has one, else by the factor."""
    if not math.isnan(give.outside):
        return give.outside
    ratio = give.needed / give.now if give.now else math.inf
    return 10 + abs(math.log(ratio)) if ratio > 0 else math.inf


def _gives(edition: Edition, id: str, context: Mapping[str, str], passes: Holds) -> Iterator[Give]:
    for leaf in _above(edition.base, id, context):
        node = edition.base.nodes[leaf]
        if not isinstance(node, Leaf):
            continue
        moved = course(edition.base, edition.values, id, leaf, context)
        if _matters(edition, id, leaf, context, moved):
            yield _give(edition, id, node, context, passes)


def _above(base: Base, id: str, context: Mapping[str, str]) -> tuple[str, ...]:
    """What a node rests on in a context, in evaluation order: of a choice, the option that it is read as there."""
    seen: set[str] = set()
    waiting = [id]
    while waiting:
        at = waiting.pop()
        node = base.nodes[at]
        read = isinstance(node, Pick) and context.get(at)
        below = (node.options[read],) if isinstance(node, Pick) and read else base.parents[at]
        waiting += [each for each in below if each not in seen]
        seen.update(below)
    return in_order(base, seen)


def _give(edition: Edition, id: str, leaf: Leaf, context: Mapping[str, str], passes: Holds) -> Give:
    moved = course(edition.base, edition.values, id, leaf.id, context)
    watch = watched(edition.base, edition.values, id, leaf.id, context)
    found = root(
        lambda values: passes(moved(values)),
        watch,
        leaf.written.point,
        _half(edition, leaf.id) or 1.0,
        signed=_signed(edition, leaf),
        whole=isinstance(edition.base.nodes[id], Relation),
        domain=domains.stated(edition.base, leaf.id) or ALL,
    )
    return Give(
        leaf.id, leaf.written.point, found.value, _outside(edition, leaf.id, found.value), found.beyond
    )


def _signed(edition: Edition, leaf: Leaf) -> bool:
    """Whether a figure may lie on either side of zero: its domain or its interval does, it is zero, or its zero says nothing."""
    if domain := domains.stated(edition.base, leaf.id):
        return domain != domains.NAMED["positive"]
    figure = edition.summaries[leaf.id].figure
    return leaf.written.unit.style in ("times", "date") or figure.low <= 0 <= figure.high


def _half(edition: Edition, leaf: str) -> float:
    figure = edition.summaries[leaf].figure
    return (figure.high - figure.low) / 2


def _matters(edition: Edition, id: str, leaf: str, context: Mapping[str, str], moved: Course) -> bool:
    """Whether a leaf matters in this context: what an alternative that is not taken rests on does not."""
    now = edition.values.of[leaf].point.item()
    try:
        after = moved(now * 1.01 if now else 0.01 * (_half(edition, leaf) or 1.0))
    except KeyError:
        return False
    return isinstance(edition.base.nodes[id], Relation) or bool(after != _now(edition, id, context))


def _outside(edition: Edition, leaf: str, needed: float) -> float:
    figure, half = edition.summaries[leaf].figure, _half(edition, leaf)
    if not half or math.isnan(needed):
        return math.nan
    return max(figure.low - needed, needed - figure.high, 0.0) / half


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
                "beyond": each.beyond,
            }
            for each in answer.gives
        ],
        "ends": list(answer.ends),
    }


def where(edition: Edition, answer: Answer) -> str:
    """Where the inputs stand, in words: at central values, and bounds, which have none, at the end that is known."""
    ends = [f"`{each}` ({edition.told(each, edition.summaries[each])})" for each in answer.ends]
    if not ends:
        return "central values"
    return f"central values, with {' and '.join(ends)} at the end of {'its bound' if len(ends) == 1 else 'their bounds'}"


def rows(edition: Edition, answer: Answer) -> list[tuple[str, str, str, str]]:
    """The answer as text: leaf, what it is now, what it would have to be, and how far off that is."""
    return [(each.id, *_figures(edition, each), _far(edition, each)) for each in answer.gives]


def _next(give: Give) -> bool:
    """Whether the value that is needed is the next one to what it is, as where `<` is asked of what is equal."""
    return give.needed != give.now and math.isclose(give.needed, give.now, rel_tol=NEXT)


def _figures(edition: Edition, give: Give) -> tuple[str, str]:
    """What a leaf is and what it would have to be, with the digits that it has and that tell the two apart."""
    unit, digits = edition.unit(give.id), edition.digits(give.id, edition.summaries[give.id].figure)
    if not math.isnan(give.needed):
        digits = apart((give.now, give.needed), unit, digits)
    needed = "no value will do" if math.isnan(give.needed) else show(give.needed, unit, digits)
    if _next(give):
        digits = edition.digits(give.id, edition.summaries[give.id].figure)
        needed = f"just {'below' if give.needed < give.now else 'above'} {show(give.now, unit, digits)}"
    now = told(edition.summaries[give.id], unit, show(give.now, unit, digits))
    return now, needed


# What lies between a figure and the value that it would need, for people.
BEYOND = {
    "domain": "outside its domain",
    "pole": "past a value at which the formula gives none",
    "zero": "on the other side of zero",
}


def _far(edition: Edition, give: Give) -> str:
    if math.isnan(give.needed):
        return ""
    parts = (
        _distance(give, edition.unit(give.id)),
        _allowed(edition, give),
        BEYOND.get(give.beyond, ""),
    )
    return ", ".join(part for part in parts if part)


def _allowed(edition: Edition, give: Give) -> str:
    """Whether a bound allows the value that is needed; nothing of what is no bound."""
    if not (enclosure := edition.summaries[give.id].enclosure):
        return ""
    return "which its bound allows" if enclosure[0] <= give.needed <= enclosure[1] else "outside its bound"


def _distance(give: Give, unit: Unit) -> str:
    if _next(give):
        return "by the least that tells them apart"
    if math.isnan(give.outside):
        if unit.dimension == DATE:
            return show_days(give.needed - give.now, "+.0f")
        if unit.style in ZEROS:
            return f"{give.needed - give.now:+.3g} K"
        return f"x {give.needed / give.now:.3g}" if give.now else ""
    return "inside its range" if give.outside == 0 else f"{give.outside:.1f} half widths outside its range"
