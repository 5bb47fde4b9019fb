"""What rests on a claim or a source, and how strongly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from whence.account import reasons
from whence.account.diff import Account, account
from whence.evaluate.course import course, held, standing
from whence.judge import evidence
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.model.graph import Leaf, Relation, descendants
from whence.model.linking import link

# Part of the input: small against any bend, and large against the rounding of the machine.
NUDGE = 2.0**-18
# A slope that differs by more than this part of itself, and by more than rounding, between two nudges has a corner.
CORNER, ROUNDING = 0.25, 1e-6


@dataclass(frozen=True)
class Effect:
    """One node downstream. `elasticity` is the percentage it moves for one percent of the input; NaN if not known.

    `share` is the part of its uncertainty that the input brings by itself.
    """

    id: str
    elasticity: float
    share: float


@dataclass(frozen=True)
class Impact:
    """Everything downstream of a claim, or of every claim that a source supports, in evaluation order."""

    id: str
    through: tuple[str, ...]
    effects: tuple[Effect, ...]
    checks: tuple[str, ...]
    uncited: tuple[str, ...]


def impact(edition: Edition, id: str) -> Impact:
    """What rests on `id`: a claim, quantity, choice or source.

    For a source, `through` are the claims it supports and `uncited` those that would stand on nothing without it.
    """
    through: tuple[str, ...] = (id,)
    uncited: tuple[str, ...] = ()
    if id in edition.base.records.sources:
        through, uncited = _supported(edition, id)
    below = descendants(edition.base, through)
    effects = tuple(
        _effect(edition, through, each)
        for each in below
        if not isinstance(edition.base.nodes[each], Relation) and each in edition.summaries
    )
    checks = tuple(each for each in below if isinstance(edition.base.nodes[each], Relation))
    return Impact(id, through, effects, checks, uncited)


def withdrawn(edition: Edition, source: str) -> Account:
    """What would move if a source were withdrawn: the leaves that nothing else supports are taken away."""
    records = edition.base.records
    _, alone = _supported(edition, source)
    kept = {id: claim for id, claim in records.claims.items() if id not in alone}
    without = records.having({"claims": kept}, later=records.later | frozenset(alone))
    base = link(without, edition.base.settings)
    return account(edition, judge(base, today=edition.today, memory=edition.values.recalled()), shared=False)


def _supported(edition: Edition, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims a source is cited for, and those among the leaves that nothing else supports."""
    through, alone = [], []
    for id in edition.base.records.claims:
        cites = [each for each in evidence.citations(edition.base, id) if each.stance == "supports"]
        names = [{edition.base.aliases.get(name, name) for name in (each.source, each.via)} for each in cites]
        if any(source in each for each in names):
            through.append(id)
            if all(source in each for each in names) and isinstance(edition.base.nodes.get(id), Leaf):
                alone.append(id)
    return tuple(through), tuple(alone)


def _effect(edition: Edition, through: tuple[str, ...], id: str) -> Effect:
    found = {each.id: each.share for each in edition.shares(id)}
    share = sum(found.get(each, 0.0) for each in through)
    return Effect(id, elasticity(edition, through[0], id) if len(through) == 1 else math.nan, share)


def elasticity(edition: Edition, source: str, id: str) -> float:
    """d ln(result) / d ln(input) at the central values: the derivative, by central difference.

    NaN where that means nothing (a choice, a zero, a date, which is counted from no natural beginning), where it is one
    upwards and another downwards, and where a combined quantity lies between: what one of its claims does to it takes
    another evaluation (`whence whatif`).
    """
    dated = any(
        edition.dimensions.units[each].style == "date"
        for each in (source, id)
        if each in edition.dimensions.units
    )
    if dated or held(edition.base, source, id):
        return math.nan
    context = reasons.reading(edition.summaries[id], {}).choose
    try:
        now = standing(edition.base, edition.values, source, context)
        moved = course(edition.base, edition.values, id, source, context)
        low, before, high = (float(moved(now * each)) for each in (1 - NUDGE, 1, 1 + NUDGE))
    except KeyError:
        return math.nan
    return _slope(low, before, high) if now and before else math.nan


def _slope(low: float, before: float, high: float) -> float:
    """The relative slope between two values a nudge apart from the middle; NaN where it has a corner."""
    down, up = ((each / before - 1) / NUDGE for each in (2 * before - low, high))
    slope = (down + up) / 2
    smooth = abs(up - down) <= CORNER * max(abs(up), abs(down)) + ROUNDING
    return slope if smooth and math.isfinite(slope) else math.nan


def as_json(edition: Edition, found: Impact) -> dict[str, Any]:
    """The answer for scripts."""
    return {
        "id": found.id,
        "through": list(found.through),
        "uncited_without_it": list(found.uncited),
        "effects": [
            {
                "id": each.id,
                "elasticity": None if math.isnan(each.elasticity) else each.elasticity,
                "share": each.share,
            }
            for each in found.effects
        ],
        "checks": list(found.checks),
    }
