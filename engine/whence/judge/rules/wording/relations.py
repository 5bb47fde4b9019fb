"""A relation in words: its inputs and its two sides in one reading, how they compare, and its answer in every reading."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from whence.evaluate.arithmetic import value
from whence.judge.edition import Edition, Standing
from whence.judge.rules.wording.sides import figures, point
from whence.language.formulas.formula import COMPARISONS, Binary, Name, Tree
from whence.language.problems import few
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show, show_days, show_ratio
from whence.model import dimensions
from whence.model.graph import Relation

DAY = 86400.0
YEAR = 365.25
# the days beyond which a time between dates is told in years
LONG = 730
SAID = {"holds": "holds", "open": "is open", "doubtful": "is doubtful", "fails": "does not hold"}
MOST = 6

Choose = Mapping[str, str]
Row = tuple[str, str]


def arithmetic(edition: Edition, node: Relation, choose: Choose, *, bounded: bool = False) -> list[Row]:
    """The figures of a relation in one context, and where it is a plain comparison, its two sides and how they compare.

    Of one that rests on a bound, no number is either side.
    """
    rows = figures(edition, node.inputs, choose)
    if bounded or not isinstance(node.tree, Binary) or node.tree.op not in COMPARISONS:
        return rows
    unit = dimensions.side(edition.base, edition.dimensions, node.tree.left, node.inputs)
    left, right = numbers(edition, node, choose)
    if not (math.isfinite(left) and math.isfinite(right)):
        return rows
    digits = apart((left, right), unit)
    called = dict(zip(("left side", "right side"), (node.tree.left, node.tree.right), strict=True))
    for (label, side), number in zip(called.items(), (left, right), strict=True):
        if not isinstance(side, Name):
            rows.append((label, show(number, unit, digits)))
    named = [_called(label, side) for label, side in called.items()]
    said = compared(left, right, unit, *named, spread=_spread(edition, node))
    return [*rows, ("compared", said)] if said else rows


def _called(label: str, side: Tree) -> str:
    return side.name if isinstance(side, Name) else f"the {label}"


def _spread(edition: Edition, node: Relation) -> bool:
    """Whether something that a relation compares has draws, of which each may compare as its central value does not."""
    return any(edition.values.of[ref].samples.shape[-1] > 1 for ref in node.inputs.values())


def told_by_share(edition: Edition, node: Relation, standing: Standing) -> bool:
    """Whether its answer does not go without how often it is true: by bounds, in doubt, or against its own figures."""
    if standing.bounded or standing.verdict == "doubtful":
        return True
    at = {name: point(edition, ref, standing.reading.choose) for name, ref in node.inputs.items()}
    return standing.verdict == "fails" and value(node.tree, at) > 0.5


def compared(left: float, right: float, unit: Unit, one: str, other: str, *, spread: bool = False) -> str:
    """How two numbers compare, in a few words; nothing where neither a factor nor a time lies between them.

    Of two that are the same it is said that their central values are, where there is a `spread` about these.
    """
    if unit.style == "date":
        days = abs(left - right) / DAY
        how = "later" if left > right else "earlier"
        if days > LONG:
            return f"{one} is {days / YEAR:.3g} years {how} than {other}"
        return f"{one} is {show_days(days * DAY)} {how} than {other}" if days else ""
    if unit.style in ZEROS and left != right:
        return f"{one} is {abs(left - right):.3g} K {'warmer' if left > right else 'colder'} than {other}"
    factor = _over(left, right)
    if math.isnan(factor):
        return ""
    if math.isclose(factor, 1.0, rel_tol=1e-12):
        return f"{one} and {other} are equal" + (" at their central values" if spread else "")
    if unit.style == "times":
        return f"the rate of {one} is {show_ratio(factor)} times that of {other}"
    return f"{one} is {show_ratio(factor)} times {other}"


def ratio(edition: Edition, node: Relation, choose: Choose) -> float:
    """The left side of a comparison over the right, in one context; NaN where that says nothing, as of equal sides."""
    if not isinstance(node.tree, Binary) or node.tree.op not in COMPARISONS:
        return math.nan
    unit = dimensions.side(edition.base, edition.dimensions, node.tree.left, node.inputs)
    found = _over(*numbers(edition, node, choose)) if unit.has_ratios else math.nan
    return math.nan if math.isclose(found, 1.0, rel_tol=1e-12) else found


def _over(left: float, right: float) -> float:
    return left / right if right and math.isfinite(left) and left / right > 0 else math.nan


def numbers(edition: Edition, node: Relation, choose: Choose) -> tuple[float, float]:
    """Both sides of a comparison in one context, in base units."""
    assert isinstance(node.tree, Binary)
    known = {name: point(edition, ref, choose) for name, ref in node.inputs.items()}
    return value(node.tree.left, known), value(node.tree.right, known)


def by_reading(answers: Sequence[tuple[Choose, str]], named: Sequence[str] = ()) -> Iterator[Row]:
    """What is said in which readings: each answer once, in the order of the answers, with the readings that give it.

    Only the choices that are `named` are, or else those on which the answer depends.
    """
    matter = named or deciding(answers)
    for said in dict.fromkeys(said for _, said in answers):
        found = [" / ".join(choose[axis] for axis in matter) for choose, one in answers if one == said]
        yield said, few(list(dict.fromkeys(found)), MOST)


def elsewhere(edition: Edition, id: str, standing: Standing) -> list[Row]:
    """In which reading a check is told, where its figures are others in others, and how often it is true in those."""
    node, here = edition.base.nodes[id], standing.reading.choose
    assert isinstance(node, Relation)
    live = [each.reading.choose for each in edition.live(id)]
    matter = deciding([(each, repr(figures(edition, node.inputs, each))) for each in live])
    if not matter:
        return []
    others = [
        each for each in edition.live(id) if each.reading.choose != here and each.words != standing.words
    ]
    ranked = sorted(others, key=lambda each: (each.share, each.may), reverse=True)
    told = by_reading([(each.reading.choose, each.words) for each in ranked], matter)
    return [
        ("read as", " / ".join(here[axis] for axis in matter)),
        *(("otherwise", f"{said} with {where}") for said, where in told),
    ]


def deciding(answers: Sequence[tuple[Choose, str]]) -> list[str]:
    """The choices that decide between the answers: without any of them, one reading would have two answers."""
    axes = list(dict.fromkeys(axis for choose, _ in answers for axis in choose))
    for axis in list(axes):
        rest = [each for each in axes if each != axis]
        told = {(tuple(choose[each] for each in rest), said) for choose, said in answers}
        if len(told) == len({where for where, _ in told}):
            axes = rest
    return axes


def answers(live: Sequence[Standing]) -> list[tuple[Choose, str]]:
    """The answer of a check in each of some contexts, those first in which it holds."""
    order = list(SAID)
    ranked = sorted(live, key=lambda each: order.index(each.verdict))
    return [(each.reading.choose, SAID[each.verdict]) for each in ranked]
