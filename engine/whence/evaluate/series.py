"""A quantity over time: its claims are rivals where they speak of the same time, and news where they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from whence.evaluate import rivals
from whence.evaluate.covariance import Said
from whence.evaluate.rivals import Comparison
from whence.language.values.days import Days, covered
from whence.model.graph import Base


def compare(base: Base, quantity: str, said: Mapping[str, Said]) -> Comparison:
    """What the claims say together; of a series, at the time at which they are furthest apart, the last of several."""
    spans = {id: covered(base.records.claims[id].as_of) for id in said}
    times = sorted({each for each in spans.values() if each}, key=lambda each: (each.last, each.first))
    if not base.records.quantities[quantity].series or len(times) < 2:
        return rivals.compare(base, quantity, said)
    found = [_at(base, quantity, said, spans, time) for time in times]
    at = max(range(len(times)), key=lambda n: (rivals.VERDICTS.index(found[n].verdict), n))
    names = [_name(base, spans, time) for time in times]
    periods = tuple((name, each.verdict) for name, each in zip(names, found, strict=True))
    return replace(found[at], periods=periods)


def _at(
    base: Base, quantity: str, said: Mapping[str, Said], spans: Mapping[str, Days | None], time: Days
) -> Comparison:
    """The claims that speak of one time, and those that say no time."""
    others = {id: "speaks of another time" for id, each in spans.items() if each not in (None, time)}
    return rivals.compare(base, quantity, said, others)


def _name(base: Base, spans: Mapping[str, Days | None], time: Days) -> str:
    return next(base.records.claims[id].as_of for id, each in spans.items() if each == time)
