"""Rounding to steps: as decimals round, to sets as to each of their numbers, and refused where the step is not clear."""

from __future__ import annotations

import random
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small import edition, point, rules
from whence.evaluate import arithmetic, bounds
from whence.language.formulas import formula
from whence.language.formulas.enclosures import Ends
from whence.language.problems import Problem

WAYS = {"round": ROUND_HALF_UP, "floor": ROUND_FLOOR, "ceil": ROUND_CEILING, "trunc": ROUND_DOWN}


def decimally(name: str, x: str, to: str) -> Decimal:
    """By the decimal arithmetic of the standard library."""
    return (Decimal(x) / Decimal(to)).to_integral_value(WAYS[name]) * Decimal(to)


def tree(text: str) -> Any:
    found = formula.parse(text)
    assert not isinstance(found, Problem), found.message
    return found


@pytest.mark.parametrize("name", WAYS)
@given(
    digits=st.integers(-(10**9), 10**9),
    places=st.integers(0, 6),
    step=st.sampled_from(("0.001", "0.01", "0.05", "0.1", "0.25", "1", "5", "12", "100", "0.3")),
    scale=st.sampled_from((1.0, 3600.0, 1e-9, 2629800.0)),
)
def test_steps__as_decimals_round(name: str, digits: int, places: int, step: str, scale: float) -> None:
    x = str(Decimal(digits).scaleb(-places))
    known = {"x": np.float64(float(x) * scale), "to": np.float64(float(step) * scale)}
    found = float(arithmetic.compute(tree(f"{name}(x, to)"), known))
    assert found == pytest.approx(float(decimally(name, x, step)) * scale, rel=1e-12, abs=1e-12 * scale)


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("round(2.5)", 3), ("round(-2.5)", -3), ("round(2.4999)", 2), ("round(-0.3)", 0), ("round(0.615, 0.01)", 0.62),
        ("round(1.005, 0.01)", 1.01), ("floor(0.3 / 0.1)", 3), ("ceil(0.3 / 0.1)", 3), ("floor(-2.5)", -3), ("ceil(-2.5)", -2),
        ("trunc(-2.9)", -2), ("trunc(2.9)", 2), ("round(1234, 100)", 1200), ("round(1250, 100)", 1300), ("round(7.2, 2.5)", 7.5),
        # what is lost on the way counts: 0.1 + 0.2 - 0.3 is nothing, and 1000.005 - 1000 is a half of 0.01
        ("ceil(0.1 + 0.2 - 0.3)", 0), ("round(1000.005 - 1000, 0.01)", 0.01), ("floor(1e6 + 0.7 - 1e6 + 0.3)", 1),
        # beyond sixteen digits every double is a multiple, and stays as it is
        ("round(1e300, 1e-300)", 1e300), ("round(2^53 + 2, 0.25)", 2**53 + 2),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_steps__by_hand(text: str, gives: float) -> None:
    assert float(arithmetic.compute(tree(text), {})) == pytest.approx(gives, rel=1e-15)
    assert not np.signbit(arithmetic.compute(tree("round(-0.3)"), {}))


def test_steps__a_step_of_nothing_gives_no_number() -> None:
    found = edition("claims: {a: {title: A, formula: 'round(x, s)', inputs: {x: '3', s: '0'}}}")
    assert rules(found, least="error") == ["not-finite"]


@pytest.mark.parametrize("name", WAYS)
@given(
    ends=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2).map(sorted),
    steps=st.lists(st.sampled_from((0.01, 0.1, 0.3, 1.0, 7.0, -2.0)), min_size=1, max_size=2).map(sorted),
    seed=st.integers(0, 999),
)
def test_steps__a_set_goes_where_its_numbers_go(
    name: str, ends: list[float], steps: list[float], seed: int
) -> None:
    x, to = Ends(np.float64(ends[0]), np.float64(ends[1])), Ends(np.float64(steps[0]), np.float64(steps[-1]))
    found = bounds.enclose(tree(f"{name}(x, to)"), {"x": x, "to": to})
    chance = random.Random(seed)
    for at in [0.0, 1.0, *(chance.random() for _ in range(20))]:
        x_at = min(max(ends[0] + (ends[1] - ends[0]) * at, ends[0]), ends[1])
        one = {"x": np.float64(x_at), "to": np.float64(steps[0] if at < 0.5 else steps[-1])}
        with np.errstate(all="ignore"):
            value = float(arithmetic.compute(tree(f"{name}(x, to)"), one))
        assert np.isnan(value) or found.low <= value <= found.high


def test_steps__what_is_less_than_a_step_is_nothing_to_the_last_bit() -> None:
    found = bounds.enclose(tree("floor(x, 3)"), {"x": Ends(np.float64(0.5), np.float64(1.5))})
    assert (float(found.low), float(found.high)) == (0.0, 0.0)


def test_steps__a_bound_of_whole_racks() -> None:
    found = edition("""
        claims:
          load: {title: Load, value: ">= 70 kW"}
          racks: {title: Racks, formula: "ceil(load / rack, one)", inputs: {load: load, rack: 32 kW/rack, one: 1 rack}}
        units: {rack: {title: Racks}}
    """)
    assert (found.summaries["racks"].bound, point(found, "racks")) == ("lower", 3)


def test_steps__draws_are_rounded_one_by_one() -> None:
    found = edition("""
        claims: {n: {title: N, formula: "round(x, s)", inputs: {x: 0 .. 10 kg, s: 2.5 kg}}}
    """)
    assert {*found.values.of["n"].samples.ravel()} == {0.0, 2.5, 5.0, 7.5, 10.0}


@pytest.mark.parametrize(
    ("claim", "message", "hint"),
    [
        ("formula: round(p), inputs: {p: 3.4 USD}", "what `round` rounds is in USD, so that its step needs a unit too", "make an input of one step, `step: 1 USD`, and write `round(x, step)`"),
        ("formula: 'round(p, 0.01)', inputs: {p: 3.4 USD}", "what `round` rounds is in USD, so that its step needs a unit too", "make an input of one step, `step: 1 USD`, and write `round(x, step)`"),
        ("formula: 'round(p, s)', inputs: {p: 3.4 USD, s: 1 kg}", "what `round` rounds  USD  (money)\n  its step             kg   (mass)", ""),
        ("formula: round(s), inputs: {s: 12.6%}", "what `round` rounds is in %, so that its step needs a unit too", "make an input of one step, `step: 1%`, and write `round(x, step)`"),
        ("formula: 'ceil(s, 0.1)', inputs: {s: 12.6%}", "what `ceil` rounds is in %, so that its step needs a unit too", "or `step: 100%` for whole ones"),
        ("formula: '2 * floor(max(s, 0) + 0.1)', inputs: {s: 30 ppm}", "what `floor` rounds is in ppm, so that its step", "make an input of one step, `step: 1 ppm`, and write `floor(x, step)`"),
        ("formula: round(a / b), inputs: {a: 1 kg, b: 7 kg}, unit: '%'", "what `round` rounds is in %, so that its step needs a unit too", "make an input of one step, `step: 1%`, and write `round(x, step)`"),
        ("formula: floor(d), inputs: {d: 2024-05-03}", "`floor` cannot take a date; a date minus a date is a duration", ""),
        ("formula: round(r), inputs: {r: 4 %/year}", "`round` cannot take a growth rate: its steps are factors", "write `annual(rate)` for the factor that it gives in a year, and round that"),
        ("formula: 'round(x, 2)', inputs: {x: '3'}", "`round` takes a step, and 2 may be meant as a count of digits", "write `round(x, 0.01)` for 2 decimals"),
        ("formula: 'trunc(x, 1)', inputs: {x: '3'}", "`trunc` takes a step, and 1 may be meant as a count of digits", "write `trunc(x, 0.1)` for 1 decimal"),
        ("formula: 'round(x, 0)', inputs: {x: '3'}", "`round` takes a step that is above 0", "write `round(x)` for whole numbers"),
        ("formula: 'round(x, -3)', inputs: {x: '3'}", "`round` takes a step that is above 0", "write `round(x, 1000)`"),
        ("formula: 'round(x, 1, 2)', inputs: {x: '3'}", "`round` takes 1 argument or 2, and here are 3", "write `round(x, to=1)`"),
        ("formula: 'mround(x, 5)', inputs: {x: '3'}", "`mround` is not a function", "write `round(x, to)`"),
    ],
)  # fmt: skip
def test_steps__what_is_refused(claim: str, message: str, hint: str) -> None:
    found = edition(f"claims: {{a: {{title: A, {claim}}}}}")
    (first, *_) = [each for each in found.findings if each.severity == "error"]
    assert message in first.message
    assert hint in first.hints if hint else first.hints == ()


@pytest.mark.parametrize(
    ("claim", "gives"),
    [
        ("formula: 'round(s, p)', inputs: {s: 12.6%, p: 1%}", 0.13),
        ("formula: 'ceil(s, p)', inputs: {s: 12.6%, p: 100%}", 1),
        ("formula: 'round(a / b, p)', inputs: {a: 1 kg, b: 7 kg, p: 0.1%}, unit: '%'", 14.3),
        # a count that a share leaves is a count, and a number of per cents is said to be one
        ("formula: 'round(n * s)', inputs: {n: '1000', s: 12.67%}", 127),
        ("formula: 'round(100 * s)', inputs: {s: 12.6%}", 13),
    ],
)
def test_steps__a_share_is_rounded_to_a_step_of_its_own(claim: str, gives: float) -> None:
    found = edition(f"claims: {{a: {{title: A, {claim}}}}}")
    assert rules(found, least="error") == []
    assert point(found, "a") == pytest.approx(gives)


def test_steps__a_check_that_rounds_a_share_is_refused_too() -> None:
    found = edition("checks: {a: {title: A, assert: 'round(s) > 0', inputs: {s: 12.6%}}}")
    assert rules(found, least="error") == ["unit-mismatch"]


def test_steps__a_temperature_is_told_where_its_zero_lies() -> None:
    found = edition("claims: {a: {title: A, formula: 'round(t, k)', inputs: {t: 20.4 °C, k: 1 K}}}")
    assert "zero-matters" in [each.rule for each in found.findings]
