"""Every stated figure of a base with its verdict: in which readings it is judged, and how far apart two may be."""

from __future__ import annotations

from collections.abc import Mapping

from whence.evaluate import credences
from whence.evaluate.contexts import Settled, Summary
from whence.evaluate.evaluator import Values
from whence.evaluate.rounding import SlackAt, slacks
from whence.judge.exact import from_exact
from whence.judge.stated import Agreement, Limits, Ours, agreement
from whence.model.graph import Base


def agreements(
    base: Base, values: Values, settled: Settled, summaries: Mapping[str, Summary]
) -> Mapping[str, Agreement]:
    """The verdict on the stated figure of each claim that has one and is computed."""
    told = [id for id in base.stated if id in summaries and base.records.claims[id].formula]
    slack = slacks(base, values, told)
    return {id: _agreement(base, values, settled, summaries[id], id, slack[id]) for id in told}


def _agreement(
    base: Base, values: Values, settled: Settled, summary: Summary, id: str, slack: SlackAt
) -> Agreement:
    """In the likeliest of the readings that count, or in all of them where nothing says which that is."""
    cells = credences.cells(base, values.of[id].axes)
    ours = {cell: Ours(reading, slack(cell)) for cell, reading in zip(cells, summary.readings, strict=True)}
    count = credences.likeliest(base, settled, values.of[id].axes)
    judged = [each for cell, each in ours.items() if cell in count]
    others = [each for cell, each in ours.items() if cell not in count]
    return agreement(base.stated[id], judged, others, limits(base, id))


def limits(base: Base, id: str) -> Limits:
    """How far the stated figure of a claim may be from ours: by the settings, or by its own `tolerance`."""
    own, settings = base.records.claims[id].tolerance, base.settings
    return Limits(settings.agree if own is None else own, settings.tension, from_exact(base, id))
