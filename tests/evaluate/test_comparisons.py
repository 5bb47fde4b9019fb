"""Rivals that depend on a choice: compared in every reading, whether or not credences weigh these."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition, rules
from whence.files.schema import Settings

BASE = """
    quantities:
      q: {title: Q, take: a}
    claims:
      a: {title: A, value: 100 MW, of: q}
      b: {title: B, formula: n * s, inputs: {n: 100, s: size}, of: q}
    choices:
      size: {title: Size, options: {one: ONE MW, two: TWO MW, ten: TEN MW}MORE}
"""
ODDS = ", credence: {one: 90%, two: 5%, ten: 5%}"


def _base(one: float, two: float, ten: float, more: str) -> str:
    sizes = {"ONE": one, "TWO": two, "TEN": ten}
    text = BASE.replace("MORE", more)
    for name, size in sizes.items():
        text = text.replace(name, f"{size:.4g}")
    return text


@pytest.mark.parametrize("odds", ["", ODDS])
def test_compare__one_reading_that_differs_tenfold_is_never_consistent(odds: str) -> None:
    found = edition(_base(1, 1, 10, odds)).comparisons["q"]
    assert found.verdict == "open"
    assert dict(found.readings) == {
        (("size", "one"),): "consistent",
        (("size", "two"),): "consistent",
        (("size", "ten"),): "conflict",
    }


def test_compare__weighed_readings_keep_their_numbers_over_all_of_them() -> None:
    found = edition(_base(1, 1, 10, ODDS))
    (rival,) = (each for each in found.comparisons["q"].rivals if each.id == "b")
    assert rival.figure.point == found.summaries["b"].figure.point == pytest.approx(145e6)
    assert "rivals-open" in rules(found)


SIZE = st.floats(0.1, 20)


@settings(max_examples=60, deadline=None)
@given(SIZE, SIZE, SIZE, st.sampled_from(["", ODDS]))
def test_compare__the_verdict_in_a_reading_is_that_of_the_base_with_this_reading(
    one: float, two: float, ten: float, odds: str
) -> None:
    found = edition(_base(one, two, ten, odds)).comparisons["q"]
    alone = {
        name: edition(_base(one, two, ten, f", prefer: {name}, because: So")).comparisons["q"].verdict
        for name in ("one", "two", "ten")
    }
    told = {dict(choose)["size"]: verdict for choose, verdict in found.readings}
    assert not told or told == alone
    verdicts = set(alone.values())
    if len(verdicts) == 1:
        assert found.verdict == verdicts.pop()
    else:
        mildest = "tension" if "tension" in verdicts else "conflict"
        assert found.verdict == ("open" if "consistent" in verdicts else mildest)


def test_compare__claims_that_meet_in_too_many_contexts_are_not_passed_over() -> None:
    found = edition(
        """
        quantities:
          q: {title: Q, take: a}
        claims:
          a: {title: A, formula: 1 * s, inputs: {s: first}, of: q}
          b: {title: B, formula: 1 * s, inputs: {s: second}, of: q}
        choices:
          first: {title: First, options: {x: 1 MW, y: 2 MW, z: 3 MW}}
          second: {title: Second, options: {x: 1 MW, y: 2 MW, z: 3 MW}}
        """,
        settings=Settings(samples=64, max_contexts=8),
    )
    (said,) = (each for each in found.findings if each.rule == "too-many-contexts")
    assert (said.id, said.severity) == ("q", "error")
    assert (
        said.message
        == "9 contexts meet in its claims, and at most 8 are looked through: first (3) x second (3)"
    )
