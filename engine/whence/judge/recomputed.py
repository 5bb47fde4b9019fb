"""Every stated figure of a base with its verdict: with which inputs, in which readings, and how far apart two may be."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from whence.evaluate import credences, voids
from whence.evaluate.asked import Asked
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import Settled
from whence.evaluate.estimate import Estimate, between
from whence.evaluate.evaluator import Evaluator, Memory, Values, options_of
from whence.evaluate.rounding import Slack, SlackAt, Slacks, Span
from whence.evaluate.summaries import Reading, Summary, summarise
from whence.judge import calendar
from whence.judge.compared import Agreement, Limits, Ours, nearest
from whence.judge.exact import known_exactly
from whence.judge.hindsight import Then, then
from whence.judge.stated import agreement
from whence.language.values.value import NINETY, Written, interval_of
from whence.model import dimensions, linking
from whence.model.graph import Base
from whence.model.temperatures import tolerated


def agreements(
    base: Base,
    values: Values,
    settled: Settled,
    summaries: Mapping[str, Summary],
    evaluator: Evaluator,
    kept: Mapping[str, Agreement] = MappingProxyType({}),
) -> Mapping[str, Agreement]:
    """The verdict on the stated figure of each claim that has one and a number, when it is asked for.

    A written value is judged as one that inputs give. It is judged with its inputs as they were known when it was issued;
    `evaluator` computes those that have moved since.
    Verdicts that are `kept` are taken as they are.
    """
    memory = values.recalled()
    slacks = Slacks(base, values)

    def verdict(id: str) -> Agreement | None:
        if id not in base.stated or id not in summaries:
            return None
        if id in kept:
            return kept[id]
        slack = slacks.of(id, level(base.stated[id]))
        now = _agreement(base, values, settled, summaries[id], id, slack)
        old = then(base, base.issued, id)
        return _as_known(base, settled, evaluator, memory, id, old, now) if old else now

    return Asked(lambda: base.stated, verdict)


def _as_known(
    base: Base, settled: Settled, evaluator: Evaluator, memory: Memory, id: str, old: Then, now: Agreement
) -> Agreement:
    """The verdict with the inputs of then, where they give something, and something else than they give now."""
    past = linking.link(old.records, base.settings)
    values = evaluator.evaluate(past, dimensions.infer(past), options_of(base.settings), memory)
    if id not in values.of or id not in past.stated:
        return now
    summary = summarise(past, settled, conditioned(past, settled, id, values.of))
    slack = Slacks(past, values).of(id, level(past.stated[id]))
    found = _agreement(past, values, settled, summary, id, slack)
    if (found.low, found.high, found.verdict) == (now.low, now.high, now.verdict) and (
        found.recomputed == now.recomputed or math.isnan(found.recomputed)
    ):
        return now
    return replace(found, known=old.day, now=now, replaced=old.replaced)


def _agreement(
    base: Base, values: Values, settled: Settled, summary: Summary, id: str, slack: SlackAt
) -> Agreement:
    """In the likeliest of the readings that count, or in all of them where nothing says which that is."""
    found = conditioned(base, settled, id, values.of)
    cells, told = credences.cells(base, found.axes), interval_of(base.stated[id])
    turning = calendar.slack(base, id, base.stated[id].unit)
    nowhere = (math.nan, math.nan)
    ours = {
        cell: Ours(
            reading,
            _left(slack(cell), found, cell, reading),
            _at(found, cell, told.shares) if told else nowhere,
            turning,
            voids.contradicted(base, values.of, id, reading.choose) if reading.bound == "lost" else "",
        )
        for cell, reading in zip(cells, summary.readings, strict=True)
    }
    count = credences.likeliest(base, settled, found.axes)
    judged = [each for cell, each in ours.items() if cell in count]
    others = [each for cell, each in ours.items() if cell not in count]
    return agreement(base.stated[id], judged, others, limits(base, id))


def _left(slack: Slack, found: Estimate, cell: tuple[int, ...], reading: Reading) -> Slack:
    """What digits and ranges leave around the median of the draws that evidence leaves, and no further than these."""
    if not reading.counted:
        return slack
    point, draws = float(found.point[cell]), found.samples[cell]
    ends = float(draws.min()), float(draws.max())
    low, high = (each + point - slack.point for each in slack.rounded)
    return Slack(point, (low, high), _within(slack.carried, ends), _within(slack.outer, ends), slack.machine)


def _within(span: Span, ends: Span) -> Span:
    return nearest(span[0], ends), nearest(span[1], ends)


def level(stated: Written) -> tuple[float, float]:
    """The shares below the ends of the inputs' ranges that a stated figure is compared with: those of its own interval."""
    told = interval_of(stated)
    return told.shares if told and not told.arms else NINETY


def _at(found: Estimate, cell: tuple[int, ...], shares: tuple[float, float]) -> tuple[float, float]:
    """Our interval in one context at the level of the one stated."""
    shape = found.shapes[cell] if found.shapes is not None else None
    return between(found.samples[cell], shares, shape)


def limits(base: Base, id: str) -> Limits:
    """How far the stated figure of a claim may be from ours: by the settings, or by its own `tolerance`."""
    own, settings = base.records.claims[id].tolerance, base.settings
    agree, tension = settings.agree if own is None else own, settings.tension
    stated = base.stated[id]
    agree, tension = (tolerated(each, stated.point, stated.unit) for each in (agree, tension))
    return Limits(agree, tension, known_exactly(base, id))
