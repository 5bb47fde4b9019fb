"""Figures as a source prints them: whether each step of an argument follows from the figures printed before it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.evaluate.arithmetic import value
from whence.evaluate.course import standing
from whence.judge.compared import OFF
from whence.judge.edition import Edition
from whence.judge.recomputed import limits
from whence.language.units.units import DATE
from whence.model.graph import Derived, Pick, Pool, ancestors

MOST = 0.15
DEEPEST = 100


def compounded(edition: Edition, id: str) -> float:
    """Where each figure of a chain follows from those printed before it, and unrounded it ends elsewhere: its last step.

    That is what the printed figures give, in base units; NaN where it is not so, and rounding has not compounded.
    """
    found = edition.agreements[id]
    if (
        found.now
        or found.left
        or loose(edition, id)
        or found.verdict == "open"
        or abs(math.log(found.ratio)) <= math.log(1 + MOST)
    ):
        return math.nan
    step = _printed(edition, id, found.choose, {})
    agree = limits(edition.base, id).agree
    if found.verdict not in OFF and abs(step / found.recomputed - 1) <= agree:
        return math.nan
    sound = all(
        edition.agreements[each].verdict not in OFF or _follows(edition, each, found.choose)
        for each in upstream(edition, id)
    )
    return step if sound and _follows(edition, id, found.choose) else math.nan


def upstream(edition: Edition, id: str) -> tuple[str, ...]:
    """The figures that a source prints upstream of one of its figures, and computes on with."""
    above = ancestors(edition.base, id)
    return tuple(each for each in above if each in edition.agreements and not loose(edition, each))


def _follows(edition: Edition, id: str, choose: Mapping[str, str]) -> bool:
    """Whether a stated figure follows from those printed before it, as far as figures may be apart."""
    step = _printed(edition, id, choose, {})
    return abs(step / edition.base.stated[id].point - 1) <= limits(edition.base, id).agree


def loose(edition: Edition, id: str) -> bool:
    """Whether no chain of arithmetic goes through a stated figure: a date, a bound, a range, zero."""
    stated, found = edition.base.stated[id], edition.agreements[id]
    return bool(
        stated.unit.dimension == DATE or stated.bound or stated.ends or not stated.point or found.ratio <= 0
    )


def _printed(
    edition: Edition, id: str, choose: Mapping[str, str], known: dict[str, float], depth: int = 0
) -> float:
    """A claim's point with the figures that the source prints upstream put in, `DEEPEST` steps up."""
    if id not in known:
        known[id] = _step(edition, id, choose, known, depth)
    return known[id]


def _step(edition: Edition, id: str, choose: Mapping[str, str], known: dict[str, float], depth: int) -> float:
    if depth and id in edition.agreements and not loose(edition, id):
        return edition.base.stated[id].point
    node = edition.base.nodes[id]
    if depth < DEEPEST:
        match node:
            case Derived(tree=tree, inputs=inputs):
                of = {name: _printed(edition, ref, choose, known, depth + 1) for name, ref in inputs.items()}
                return value(tree, of)
            case Pick(options=refs) if id in choose:
                return _printed(edition, refs[choose[id]], choose, known, depth + 1)
            case Pool(members=(member,)):
                return _printed(edition, member, choose, known, depth + 1)
    return standing(edition.base, edition.values, id, choose)
