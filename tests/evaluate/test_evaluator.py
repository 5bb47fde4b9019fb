"""Another way to evaluate takes one class: whatever obeys the interface stands in for the first evaluator."""

from __future__ import annotations

import pytest

from small import edition, point
from whence.evaluate.evaluator import Memory, Options, Values
from whence.evaluate.serial import Serial
from whence.judge import assemble
from whence.model.dimensions import Dimensions
from whence.model.graph import Base

BASE = """
    claims:
      racks: {title: Racks, value: 10 to 20 rack}
      each: {title: Power of one, value: 120 kW/rack}
      all: {title: Power of all, formula: n * p, inputs: {n: racks, p: each}, unit: MW}
"""


class Told(Serial):
    """An evaluator that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, Options]] = []

    def evaluate(self, base: Base, dimensions: Dimensions, options: Options, known: Memory) -> Values:
        self.asked.append((len(known), options))
        return super().evaluate(base, dimensions, options, known)


def test_evaluate__another_evaluator_is_asked_for_every_number(monkeypatch: pytest.MonkeyPatch) -> None:
    first, told = edition(BASE), Told()
    monkeypatch.setattr(assemble, "EVALUATOR", told)
    second = edition(BASE)
    assert told.asked == [(0, Options(1024, first.base.settings.seed, first.base.settings.max_contexts))]
    assert point(second, "all") == point(first, "all")


def test_evaluate__what_is_known_already_is_not_computed_again() -> None:
    known: Memory = {}
    first = edition(BASE, memory=known)
    again = edition(BASE, memory=known)
    assert len(first.values.of) == len(known) == 3
    assert all(again.values.of[id] is each for id, each in first.values.of.items())
