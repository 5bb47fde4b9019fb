"""Every two rivals: how far they are apart in what errors there are between them, against a computation of its own."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from small import edition
from whence.evaluate.rivals import Pair
from whence.judge import rivalry


def _pairs(*claims: str) -> dict[tuple[str, str], Pair]:
    lines = "\n".join(f"      c{n}: {{title: C{n}, of: q, {each}}}" for n, each in enumerate(claims))
    found = edition(f"""
    quantities: {{q: {{title: Q, take: weighted, scale: linear}}}}
    claims:
{lines}
    """)
    return {(each.a, each.b): each for each in found.comparisons["q"].pairs}


VALUE, ERROR = st.integers(50, 150), st.integers(1, 20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(VALUE, ERROR), min_size=2, max_size=5))
def test_pair__of_independent_claims_is_their_difference_over_the_root_of_both_errors(
    given: list[tuple[int, int]],
) -> None:
    found = _pairs(*(f"value: {value} ± {error} kg" for value, error in given))
    for i, (x, u) in enumerate(given):
        for j, (y, v) in enumerate(given[i + 1 :], i + 1):
            assert found[f"c{i}", f"c{j}"].sigma == pytest.approx(abs(x - y) / math.hypot(u, v))


@settings(max_examples=60, deadline=None)
@given(VALUE, VALUE, ERROR, ERROR, ERROR, ERROR)
def test_pair__of_errors_that_differ_by_side_takes_those_that_face_each_other(
    x: int, y: int, up: int, down: int, more: int, less: int
) -> None:
    assume(x != y)
    (pair,) = _pairs(f"value: {x} +{up} -{down} kg", f"value: {y} +{more} -{less} kg").values()
    facing = math.hypot(up, less) if x < y else math.hypot(down, more)
    assert pair.sigma == pytest.approx(abs(x - y) / facing)


@settings(max_examples=40, deadline=None)
@given(VALUE, VALUE, ERROR, ERROR, ERROR)
def test_pair__of_an_error_in_common_counts_it_not_at_all(
    x: int, y: int, u: int, v: int, common: int
) -> None:
    parts = "errors: {{own: {} kg, scale: {{size: {} kg, common: scale}}}}"
    (pair,) = _pairs(
        f"value: {x} kg, {parts.format(u, common)}", f"value: {y} kg, {parts.format(v, common)}"
    ).values()
    assert pair.sigma == pytest.approx(abs(x - y) / math.hypot(u, v))


def test_pair__that_moves_as_one_is_of_one_witness_and_no_pair() -> None:
    assert not _pairs("value: 10 ± 1 kg", "formula: 'a * 2', inputs: {a: c0}")


@pytest.mark.parametrize(
    ("a", "b", "ratio", "verdict"),
    [
        ("100 kg", "125 kg", 1.25, "tension"),
        ("100 kg", "105 kg", 1.05, "consistent"),
        ("100 to 120 kg", "150 kg", 1.25, "tension"),
        ("100 to 120 kg", "110 kg", 1.0, "consistent"),
        ("-100 kg", "150 kg", math.inf, "conflict"),
    ],
)
def test_pair__without_an_error_is_told_by_its_nearest_ends(
    a: str, b: str, ratio: float, verdict: str
) -> None:
    (pair,) = _pairs(f"value: {a}", f"value: {b}").values()
    assert math.isnan(pair.sigma)
    assert (pair.ratio, pair.verdict) == (pytest.approx(ratio, rel=1e-3), verdict)


SAID = {
    "by chance": (
        ("10 ± 1 kg", "14 ± 1 kg"),
        "chance",
        "would set the 2 with an error so far apart in 0.47 % of cases (p = 0.0047); it would take errors 2.83 times as large",
    ),
    "not by chance": (
        ("10 ± 1 kg", "11 ± 1 kg", "30 kg"),
        "chance",
        "explains how far apart the 2 with an error are (p = 0.48)",
    ),
    "by ratio": (
        ("10 ± 1 kg", "11 ± 1 kg", "30 kg"),
        "by ratio",
        "c0 and c2 are a factor of 2.58 apart at their nearest; up to 1.1 would agree",
    ),
    "almost": (
        ("100 kg", "110.001 kg"),
        "by ratio",
        "c0 and c1 are a factor of 1.10001 apart at their nearest; up to 1.1 would agree",
    ),
    "hard ends": (("uniform(10, 20) kg", "uniform(30, 40) kg"), "apart", "no value fits both c0 and c1"),
}


@pytest.mark.parametrize("case", SAID)
def test_statistics__say_by_what_the_verdict_was_reached(case: str) -> None:
    values, label, text = SAID[case]
    lines = "\n".join(f"      c{n}: {{title: C{n}, of: q, value: '{each}'}}" for n, each in enumerate(values))
    found = edition(f"quantities: {{q: {{title: Q, take: c0, scale: linear}}}}\nclaims:\n{lines}\n")
    rows = list(rivalry.statistics(found, "q", found.comparisons["q"]))
    assert (label, text) in rows
    # What says that chance explains it does not say beside it by how much errors are too small.
    assert not any("explains" in said and "larger" in said for _, said in rows)
