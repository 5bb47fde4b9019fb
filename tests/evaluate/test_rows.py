"""Draws that are given away once nothing more is computed from them: how many there ever are, and that none are others."""

from __future__ import annotations

import numpy as np
import pytest

from generate import base as generated
from generate import chain
from small import Texts
from whence.evaluate.evaluator import options_of
from whence.evaluate.rows import Rows
from whence.files import reader
from whence.files.schema import Settings
from whence.language.problems import Finding
from whence.model import linking
from whence.model.graph import Base


def linked(texts: Texts) -> Base:
    return linking.link(reader.read(texts), Settings(samples=32))


@pytest.mark.parametrize(("texts", "most"), [(chain(60), 2), (generated(200), 60)])
def test_rows__of_all_that_are_drawn_few_are_there_at_a_time(texts: Texts, most: int) -> None:
    base = linked(texts)
    rows, there = Rows(base, options_of(base.settings, keep=False)), []
    for id in base.nodes:
        assert not isinstance(rows.first(id), Finding)
        there.append(len(rows.at_hand))
    assert max(there) <= most
    assert not rows.at_hand


def test_rows__are_the_same_whether_they_are_kept_or_drawn_again() -> None:
    base = linked(generated(120))
    kept, given = (Rows(base, options_of(base.settings, keep=keep)) for keep in (True, False))
    for id in base.nodes:
        kept.first(id), given.first(id)
    for id in reversed(base.nodes):
        np.testing.assert_array_equal(kept.of(id).samples, given.of(id).samples, id)
    assert set(kept.at_hand) == set(base.nodes)


def test_rows__what_a_bound_is_narrowed_by_is_there_as_long_as_it_is_needed() -> None:
    """The ends of `share` come from those of `part` and `rest`, which no formula of its own names."""
    base = linked(
        {
            "claims/a.yaml": """
claims:
  part: {title: P, value: at least 3 kW}
  rest: {title: R, value: 4 to 5 kW}
  twice: {title: T, formula: 2 * a, inputs: {a: part}, unit: kW}
  whole: {title: W, formula: a / 2 + b, inputs: {a: twice, b: rest}, unit: kW}
  share: {title: S, formula: a / b, inputs: {a: twice, b: whole}}
"""
        }
    )
    kept, given = (Rows(base, options_of(base.settings, keep=keep)) for keep in (True, False))
    for rows in (kept, given):
        for id in base.nodes:
            assert not isinstance(rows.first(id), Finding)
    one, other = kept.of("share").ends, given.of("share").ends
    assert one is not None
    assert other is not None
    for own, same in zip(one, other, strict=True):
        np.testing.assert_array_equal(own, same)
    assert {"part", "rest"} & set(given.reads("share")) - {"twice", "whole"}
