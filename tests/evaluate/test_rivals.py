"""Rivals of one quantity: who is used, on what scale, and what they come to together."""

from __future__ import annotations

import math

import pytest

from small import edition, rules
from whence.evaluate.rivals import Comparison


def compared(claims: str, quantity: str = "") -> Comparison:
    lines = "\n".join(f"          {line.strip()}" for line in claims.strip().splitlines())
    return edition(f"""
        quantities:
          q: {{title: Q{quantity}}}
        claims:
{lines}
    """).comparisons["q"]


def test_compare__the_weighted_mean_and_its_scatter() -> None:
    found = compared("""
        a: {title: A, value: 10 ± 1 kW, of: q}
        b: {title: B, value: 12 ± 1 kW, of: q}
        c: {title: C, value: 17 ± 2 kW, of: q}
    """)
    w = [1, 1, 0.25]
    mean = sum(x * each for x, each in zip((10, 12, 17), w, strict=True)) / sum(w)
    q = sum(each * (x - mean) ** 2 for x, each in zip((10, 12, 17), w, strict=True))
    assert found.consensus
    assert found.scale == "linear"
    assert found.consensus.mean / 1000 == pytest.approx(mean)
    assert pytest.approx(q) == found.consensus.Q
    assert found.consensus.p == pytest.approx(math.exp(-q / 2))  # two degrees of freedom
    assert found.consensus.birge == pytest.approx(math.sqrt(q / 2))
    assert found.verdict == "tension"


def test_compare__positive_ranges_are_weighed_in_logarithms() -> None:
    found = compared("""
        a: {title: A, value: 10 to 20 kW, of: q}
        b: {title: B, value: 15 to 30 kW, of: q}
    """)
    assert found.consensus
    assert found.scale == "log"
    assert math.exp(found.consensus.mean) == pytest.approx(
        math.sqrt(math.sqrt(200) * math.sqrt(450)) * 1000, rel=1e-3
    )


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [("10 kW", "10.9 kW", "consistent"), ("10 kW", "13 kW", "tension"), ("10 kW", "17 kW", "conflict")],
)
def test_compare__bare_points_are_judged_by_their_ratio(a: str, b: str, verdict: str) -> None:
    found = compared(f"a: {{title: A, value: {a}, of: q}}\nb: {{title: B, value: {b}, of: q}}")
    assert found.consensus is None
    assert found.verdict == verdict


def test_compare__the_tolerance_is_the_quantitys_own() -> None:
    claims = "a: {title: A, value: 10 kW, of: q}\nb: {title: B, value: 17 kW, of: q}"
    assert compared(claims, ", tolerance: 0.8").verdict == "consistent"
    assert compared(claims, ", tension: 0.8").verdict == "tension"


def test_compare__what_is_superseded_or_retracted_is_listed_and_not_used() -> None:
    found = compared("""
        a: {title: A, value: 10 kW, of: q}
        b: {title: B, value: 99 kW, of: q, status: superseded, superseded_by: a}
        c: {title: C, value: 98 kW, of: q, status: retracted, why: a slip}
    """)
    assert {each.id: each.unused for each in found.rivals} == {"a": "", "b": "superseded", "c": "retracted"}
    assert found.verdict == "consistent"


def test_compare__hard_ends_that_do_not_meet_contradict_each_other() -> None:
    found = compared("a: {title: A, value: 10 .. 20 kW, of: q}\nb: {title: B, value: 21 .. 30 kW, of: q}")
    assert found.apart == (("a", "b"),)
    assert found.verdict == "conflict"


@pytest.mark.parametrize(
    ("bound", "verdict"), [('"> 9 kW"', "consistent"), ('"> 11 kW"', "conflict"), ('"< 9 kW"', "conflict")]
)
def test_compare__a_bound_is_kept_or_not(bound: str, verdict: str) -> None:
    found = compared(f"a: {{title: A, value: 10 kW, of: q}}\nb: {{title: B, value: {bound}, of: q}}")
    assert found.verdict == verdict


def test_compare__an_echo_counts_once() -> None:
    found = edition(
        """
        quantities: {q: {title: Q, take: weighted}}
        claims:
          a: {title: A, value: 10 ± 1 kW, of: q, cites: [wire]}
          b: {title: B, value: 10 ± 1 kW, of: q, cites: [{source: wire, via: paper}]}
          c: {title: C, value: 11 ± 1 kW, of: q, cites: [meter]}
        """,
        "sources: {wire: {title: W}, paper: {title: P}, meter: {title: M}}",
    )
    comparison = found.comparisons["q"]
    assert {each.id: each.unused for each in comparison.rivals} == {"a": "", "b": "an echo of a", "c": ""}
    assert comparison.consensus
    assert comparison.consensus.mean == pytest.approx(10_500)


def test_compare__does_not_depend_on_the_order_of_the_files() -> None:
    a = "a: {title: A, value: 10 ± 1 kW, of: q}"
    b = "b: {title: B, value: 14 ± 1 kW, of: q}"
    c = "c: {title: C, value: 12 ± 1 kW, of: q}"
    assert compared("\n".join([a, b, c])) == compared("\n".join([c, a, b]))


def test_compare__disagreement_is_a_conflict_that_names_the_suspect() -> None:
    found = edition("""
        quantities: {q: {title: Q}}
        claims:
          a: {title: A, value: 10 ± 1 kW, of: q}
          b: {title: B, value: 10.5 ± 1 kW, of: q}
          c: {title: C, value: 30 ± 1 kW, of: q}
    """)
    assert "rivals-disagree" in rules(found, least="conflict")
    consensus = found.comparisons["q"].consensus
    assert consensus
    assert consensus.suspect is not None
    assert found.comparisons["q"].weighed[consensus.suspect] == "c"


@pytest.mark.parametrize("take", ["envelope", "weighted", "random-effects", "mixture"])
def test_combined__of_bounds_alone_is_a_bound(take: str) -> None:
    found = edition(f"""
        quantities:
          some: {{title: S, take: {take}}}
        claims:
          first: {{title: A, value: "> 2 kW", of: some}}
          second: {{title: B, value: "> 3 kW", of: some}}
    """)
    assert "some" in found.summaries
    low, high = found.summaries["some"].figure.low, found.summaries["some"].figure.high
    assert 1999 <= low <= high <= 3001
    if take != "mixture":
        assert found.summaries["some"].bound == "lower"
