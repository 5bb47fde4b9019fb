"""Every stated figure of a base with its verdict: with which inputs, in which readings, and how far apart two may be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from whence.evaluate import contexts, credences
from whence.evaluate.contexts import Settled, Summary
from whence.evaluate.evaluator import Evaluator, Memory, Values, options_of
from whence.evaluate.rounding import SlackAt, slacks
from whence.files import knowledge
from whence.judge.exact import from_exact
from whence.judge.hindsight import Then, then
from whence.judge.stated import Agreement, Limits, Ours, agreement
from whence.model import dimensions, linking
from whence.model.graph import Base


def agreements(
    base: Base, values: Values, settled: Settled, summaries: Mapping[str, Summary], evaluator: Evaluator
) -> Mapping[str, Agreement]:
    """The verdict on the stated figure of each claim that has one and is computed.

    It is judged with its inputs as they were known when it was issued; `evaluator` computes those that have moved since.
    """
    told = [id for id in base.stated if id in summaries and base.records.claims[id].formula]
    issues = knowledge.issued(base.records)
    slack = slacks(base, values, told)
    now = {id: _agreement(base, values, settled, summaries[id], id, slack[id]) for id in told}
    memory = {values.keys[id]: each for id, each in values.of.items()}
    past = {id: then(base, issues, id) for id in told}
    return {
        id: _as_known(base, settled, evaluator, memory, id, old, now[id]) if (old := past[id]) else now[id]
        for id in told
    }


def _as_known(
    base: Base, settled: Settled, evaluator: Evaluator, memory: Memory, id: str, old: Then, now: Agreement
) -> Agreement:
    """The verdict with the inputs of then, where they give something, and something else than they give now."""
    past = linking.link(old.records, base.settings)
    values = evaluator.evaluate(past, dimensions.infer(past), options_of(base.settings), memory)
    if id not in values.of or id not in past.stated:
        return now
    summary = contexts.summarise(past, settled, values.of[id])
    found = _agreement(past, values, settled, summary, id, slacks(past, values, [id])[id])
    if (found.low, found.high, found.verdict) == (now.low, now.high, now.verdict) and (
        found.recomputed == now.recomputed or math.isnan(found.recomputed)
    ):
        return now
    return replace(found, known=old.day, now=now, replaced=old.replaced)


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
