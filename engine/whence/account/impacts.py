"""What rests on a claim or a source, and how strongly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from whence.account import reasons
from whence.account.diff import Account, account
from whence.evaluate.course import behind_held, courses, standing
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
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
    numbers = [
        each
        for each in below
        if not isinstance(edition.base.nodes[each], Relation) and each in edition.summaries
    ]
    elastic = elasticities(edition, through[0], numbers) if len(through) == 1 else {}
    effects = tuple(_effect(edition, through, each, elastic.get(each, math.nan)) for each in numbers)
    checks = tuple(each for each in below if isinstance(edition.base.nodes[each], Relation))
    return Impact(id, through, effects, checks, uncited)


def withdrawn(edition: Edition, source: str) -> Account:
    """What would move if a source were withdrawn: the leaves that nothing else supports are taken away."""
    records = edition.base.records
    _, alone = _supported(edition, source)
    kept = {id: claim for id, claim in records.claims.items() if id not in alone}
    awaited = {claim.of for id, claim in records.claims.items() if id in alone}
    without = records.having(
        {"claims": kept}, later=records.later | frozenset(alone), awaited=records.awaited | awaited
    )
    base = link(without, edition.base.settings)
    return account(edition, judge(base, today=edition.today, memory=edition.values.recalled()), shared=False)


def _supported(edition: Edition, source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The claims a source is cited for, and those among the leaves that nothing else supports."""
    through = edition.supported.get(source, ())
    leaves = [id for id in through if isinstance(edition.base.nodes.get(id), Leaf)]
    return through, tuple(id for id in leaves if all(source in each for each in edition.supports(id)))


def _effect(edition: Edition, through: tuple[str, ...], id: str, elastic: float) -> Effect:
    found = {each.id: each.share for each in edition.shares(id)}
    return Effect(id, elastic, sum(found.get(each, 0.0) for each in through))


def elasticity(edition: Edition, source: str, id: str) -> float:
    """d ln(result) / d ln(input): see `elasticities`."""
    return elasticities(edition, source, (id,))[id]


def elasticities(edition: Edition, source: str, ids: Sequence[str]) -> Mapping[str, float]:
    """d ln(result) / d ln(input) at the central values, of several results: derivatives, by central difference.

    NaN where that means nothing (a choice, a zero, a date, which is counted from no natural beginning), where it is one
    upwards and another downwards, and where a combined quantity lies between: what one of its claims does to it takes
    another evaluation (`whence whatif`).
    """
    still = behind_held(edition.base, source)
    meant = [id for id in ids if id not in still and not _dated(edition, id)]
    meant = [id for id in meant if not edition.contradicted(id, edition.summaries[id])]
    by_context: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for id in [] if _dated(edition, source) else meant:
        context = reasons.reading(edition.summaries[id], {}).choose
        by_context.setdefault(tuple(context.items()), []).append(id)
    found: dict[str, float] = dict.fromkeys(ids, math.nan)
    for chosen, together in by_context.items():
        found |= _in_context(edition, source, together, dict(chosen))
    return found


def _dated(edition: Edition, id: str) -> bool:
    return id in edition.dimensions.units and edition.dimensions.units[id].style == "date"


def _in_context(
    edition: Edition, source: str, ids: Sequence[str], context: Mapping[str, str]
) -> Mapping[str, float]:
    """The same in one context, which leaves nothing open that is upstream of them."""
    try:
        now = standing(edition.base, edition.values, source, context)
        moved = courses(edition.base, edition.values, ids, source, context)
        low, before, high = (moved(now * each) for each in (1 - NUDGE, 1, 1 + NUDGE))
    except KeyError:
        # the context leaves one of them open
        alone = [_in_context(edition, source, (id,), context) for id in ids] if len(ids) > 1 else []
        return {id: each for one in alone for id, each in one.items()}
    return {
        id: _slope(float(low[id]), float(before[id]), float(high[id])) for id in ids if now and before[id]
    }


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
