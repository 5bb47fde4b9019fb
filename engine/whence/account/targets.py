"""What would have to give: the value of each input at which a check would pass, or a claim reach a target."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from whence.account import reasons
from whence.evaluate.conditioned import Remaining
from whence.evaluate.course import Course, course, is_held, standing, watched
from whence.evaluate.estimate import quantiles
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
    `standing` is how a check stands there, with its draws and bounds; one that holds needs nothing to give. `left` says of
    how many draws evidence leaves some: the number that is asked of is then their median, and an input stands where they do.
    """

    id: str
    wanted: str
    met: bool
    choose: Mapping[str, str]
    gives: tuple[Give, ...]
    held: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    standing: Standing | None = None
    left: tuple[int, int] | None = None


@dataclass(frozen=True)
class _Start:
    """From where a number is moved: its context, and where evidence takes draws away there, those left and how many they are."""

    id: str
    context: Mapping[str, str]
    left: Remaining | None
    count: tuple[int, int] | None

    def now(self, edition: Edition) -> float:
        """The number as it is shown: the median of the draws that are left, or else the point."""
        if self.left is not None:
            return quantiles(self.left.draws[self.id], (0.5,))[0]
        return standing(edition.base, edition.values, self.id, self.context)

    def course(self, edition: Edition, leaf: str) -> Course:
        """The number as a function of that of a leaf."""
        return course(edition.base, edition.values, self.id, leaf, self.context, self.left)

    def of(self, leaf: Leaf) -> float:
        """Where a leaf stands: at its point, or in the middle of the draws that are left of it."""
        told = self.left is not None and leaf.id in self.left.told
        return quantiles(self.left.draws[leaf.id], (0.5,))[0] if told and self.left else leaf.written.point


def find(
    edition: Edition, id: str, target: str | None = None, chosen: Mapping[str, str] = {}
) -> Answer | str:
    """For a claim with a target, or a check: each leaf's value at which the point reaches it; a message if asked wrongly.

    One leaf is changed at a time, the others keep their central values, or the draws that evidence leaves; the context is the
    first active one in which choices go as `chosen`.
    """
    node = edition.base.nodes[id]
    start = _start(edition, id, chosen)
    if isinstance(node, Relation):
        if target is not None:
            return f"`{id}` is a check, which holds or does not: leave out `--target`"
        return _answer(edition, start, "the check holds", lambda point: point > 0.5)
    if target is None:
        return "a claim needs a `--target VALUE`"
    wanted = written.parse(target, edition.base.units, edition.base.settings.about)
    if isinstance(wanted, Problem):
        return f"--target: {wanted.message}"
    if wanted.unit.dimension != edition.unit(id).dimension:
        return f"--target is in {wanted.unit.dimension.said}, and `{id}` in {edition.unit(id).dimension.said}"
    return _answer(edition, start, f"it is {target}", _reaches(start.now(edition), wanted))


def _start(edition: Edition, id: str, chosen: Mapping[str, str]) -> _Start:
    if id not in edition.summaries:
        context = {axis: chosen[axis] for axis in sorted(edition.base.choices[id] & chosen.keys())}
        return _Start(id, context, None, None)
    reading = reasons.reading(edition.summaries[id], chosen)
    left = edition.remaining(id, reading)
    return _Start(id, reading.choose, left, reading.left if left else None)


def _reaches(now: float, wanted: Written) -> Holds:
    """True on the far side of the target, as seen from where the number is now."""
    if now <= wanted.point:
        return lambda points: points >= wanted.point
    return lambda points: points <= wanted.point


def _answer(edition: Edition, start: _Start, wanted: str, passes: Holds) -> Answer:
    id, context = start.id, start.context
    met, stands = bool(passes(start.now(edition))), _standing(edition, id, context)
    enough = met or (stands is not None and stands.verdict == "holds")
    gives = () if enough else tuple(_gives(edition, start, passes))
    # Rounded, so that leaves that would have to give equally stand by name on every machine.
    ranked = sorted(gives, key=lambda each: (math.isnan(each.needed), round(_strain(each), 9), each.id))
    above = _above(edition.base, id, context)
    kept = tuple(each for each in (*above, id) if is_held(edition.base.nodes[each]))
    ends = tuple(each for each in above if _is_end(edition, each))
    return Answer(id, wanted, met, context, tuple(ranked), () if enough else kept, ends, stands, start.count)


def _standing(edition: Edition, id: str, context: Mapping[str, str]) -> Standing | None:
    """How a check stands in a context; None of a claim."""
    if not isinstance(edition.base.nodes[id], Relation):
        return None
    return next((each for each in edition.outcomes(id) if dict(each.reading.choose) == dict(context)), None)


def _is_end(edition: Edition, id: str) -> bool:
    return isinstance(edition.base.nodes[id], Leaf) and bool(edition.summaries[id].bound)


def _strain(give: Give) -> float:
    """How hard a leaf would have to be bent: by its own interval where it has one, else by the factor."""
    if not math.isnan(give.outside):
        return give.outside
    ratio = give.needed / give.now if give.now else math.inf
    return 10 + abs(math.log(ratio)) if ratio > 0 else math.inf


def _gives(edition: Edition, start: _Start, passes: Holds) -> Iterator[Give]:
    for leaf in _above(edition.base, start.id, start.context):
        node = edition.base.nodes[leaf]
        if isinstance(node, Leaf) and _matters(edition, start, node):
            yield _give(edition, start, node, passes)


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


def _give(edition: Edition, start: _Start, leaf: Leaf, passes: Holds) -> Give:
    moved, now = start.course(edition, leaf.id), start.of(leaf)
    watch = watched(edition.base, edition.values, start.id, leaf.id, start.context)
    found = root(
        lambda values: passes(moved(values)),
        watch,
        now,
        _half(edition, leaf.id) or 1.0,
        signed=_signed(edition, leaf),
        whole=isinstance(edition.base.nodes[start.id], Relation),
        domain=domains.stated(edition.base, leaf.id) or ALL,
    )
    return Give(leaf.id, now, found.value, _outside(edition, leaf.id, found.value), found.beyond)


def _signed(edition: Edition, leaf: Leaf) -> bool:
    """Whether a figure may lie on either side of zero: its domain or its interval does, it is zero, or its zero says nothing."""
    if domain := domains.stated(edition.base, leaf.id):
        return domain != domains.NAMED["positive"]
    figure = edition.summaries[leaf.id].figure
    return leaf.written.unit.style in ("times", "date") or figure.low <= 0 <= figure.high


def _half(edition: Edition, leaf: str) -> float:
    figure = edition.summaries[leaf].figure
    return (figure.high - figure.low) / 2


def _matters(edition: Edition, start: _Start, leaf: Leaf) -> bool:
    """Whether a leaf matters in this context: what an alternative that is not taken rests on does not."""
    now, moved = start.of(leaf), start.course(edition, leaf.id)
    try:
        before, after = moved(now), moved(now * 1.01 if now else 0.01 * (_half(edition, leaf.id) or 1.0))
    except KeyError:
        return False
    return isinstance(edition.base.nodes[start.id], Relation) or bool(after != before)


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
        "draws_left": answer.left[0] if answer.left else None,
    }


def where(edition: Edition, answer: Answer) -> str:
    """Where the inputs stand, in words: at central values, and bounds, which have none, at the end that is known.

    Of a number of which evidence leaves some draws, they stand as these have them.
    """
    ends = [f"`{each}` ({edition.told(each, edition.summaries[each])})" for each in answer.ends]
    if answer.left:
        return f"the {answer.left[0]} of {answer.left[1]} draws in which its checks hold"
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
