"""A quantity over time: its claims are rivals where they speak of the same time, and news where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    of: dict[Days | None, list[str]] = {}
    for id, span in spans.items():
        of.setdefault(span, []).append(id)
    verdicts = [_verdict(base, quantity, said, (*of[time], *of.get(None, ()))) for time in times]
    at = max(range(len(times)), key=lambda n: (rivals.VERDICTS.index(verdicts[n]), n))
    others = {id: "speaks of another time" for id, each in spans.items() if each not in (None, times[at])}
    names = [base.records.claims[of[time][0]].as_of for time in times]
    found = rivals.compare(base, quantity, said, others)
    return replace(found, periods=tuple(zip(names, verdicts, strict=True)))


def _verdict(base: Base, quantity: str, said: Mapping[str, Said], ids: Iterable[str]) -> str:
    """What the claims that speak of one time, and those that say no time, come to."""
    return rivals.compare(base, quantity, {id: said[id] for id in ids}).verdict
