"""What a number is said to be: quantiles by formula, mean and standard deviation, and mixtures of separate values."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from small import edition
from whence.evaluate.estimate import FEWEST, Figure, quantiles
from whence.evaluate.estimate import figure as said
from whence.language.values.numerals import written_date

FIVE = "{a: '10', b: '20', c: '30', d: '40', e: '50'}"
WEIGHTS = "{a: 5%, b: 50%, c: 30%, d: 10%, e: 5%}"


def figure(text: str, id: str) -> Figure:
    return edition(text).summaries[id].figure


def leaf(value: str) -> Figure:
    return figure(f"claims:\n  x: {{title: X, value: '{value}'}}\n", "x")


def test_summarise__a_range_has_exactly_its_ends() -> None:
    found = leaf("200K to 300K chip")
    assert (found.low, found.high) == pytest.approx((200e3, 300e3), rel=1e-14)
    assert found.median == pytest.approx(math.sqrt(200e3 * 300e3), rel=1e-14)
    assert leaf("-10 to -5 USD").low == pytest.approx(-10, rel=1e-14)


@pytest.mark.parametrize(
    ("value", "theirs"),
    [
        ("10 ± 2 m", stats.norm(10, 2)),
        ("normal(10, 5) kg between 0 and inf", stats.truncnorm(-2, math.inf, loc=10, scale=5)),
        ("gamma(2, 3) s", stats.gamma(2, scale=3)),
        ("pert(2, 3, 7)", stats.beta(1.8, 4.2, loc=2, scale=5)),
        ("triangular(2, 3, 7) m", stats.triang(0.2, 2, 5)),
        ("{lognormal: {mean: 10, sd: 10}}", stats.lognorm(math.sqrt(math.log(2)), scale=10 / math.sqrt(2))),
    ],
)
def test_summarise__a_leaf_is_told_by_formula(value: str, theirs: stats.rv_frozen) -> None:
    found = leaf(value)
    wanted = (*theirs.ppf([0.05, 0.5, 0.95]), theirs.mean(), theirs.std())
    assert (found.low, found.median, found.high, found.mean, found.sd) == pytest.approx(wanted, rel=1e-9)


def test_summarise__a_choice_with_credences_is_a_mixture() -> None:
    text = f"choices:\n  c: {{title: C, options: {FIVE}, credence: {WEIGHTS}}}\n"
    found = figure(text, "c")
    assert (found.point, found.low, found.median, found.high) == (pytest.approx(26), 10, 20, 40)
    assert (found.mean, found.sd) == pytest.approx((26, 9.16515138991168))


def test_summarise__what_follows_from_a_choice_never_ends_between_its_values() -> None:
    text = f"choices:\n  c: {{title: C, options: {FIVE}, credence: {WEIGHTS}}}\nclaims:\n  w: {{title: W, formula: 3 * c, inputs: {{c: c}}}}\n"
    found = figure(text, "w")
    assert (found.point, found.low, found.median, found.high) == (pytest.approx(78), 30, 60, 120)


def test_summarise__a_choice_between_uncertain_values_is_told_by_formula() -> None:
    text = "choices:\n  c: {title: C, options: {a: 1 ± 0.1, b: 5 ± 1}, credence: {a: 0.3, b: 0.7}}\n"
    found = figure(text, "c")
    assert found.point == pytest.approx(0.3 * 1 + 0.7 * 5)
    for level, x in ((0.05, found.low), (0.5, found.median), (0.95, found.high)):
        assert 0.3 * stats.norm(1, 0.1).cdf(x) + 0.7 * stats.norm(5, 1).cdf(x) == pytest.approx(
            level, rel=1e-9
        )
    assert found.mean == pytest.approx(3.8)


def test_summarise__a_mixture_of_written_values_is_told_by_formula() -> None:
    """By draws its ends and its median were off by their noise."""
    text = """
quantities: {q: {title: Q, take: mixture, unit: m}}
claims:
  a: {title: A, value: 1 ± 0.1 m, of: q}
  b: {title: B, value: 5 ± 1 m, of: q}
  c: {title: C, value: 5.5 m, of: q}
"""
    found = figure(text, "q")
    for level, x in ((0.05, found.low), (0.95, found.high)):
        below = stats.norm(1, 0.1).cdf(x) + stats.norm(5, 1).cdf(x) + (x >= 5.5)
        assert below / 3 == pytest.approx(level, rel=1e-9)
    assert found.median == pytest.approx(stats.norm(5, 1).ppf(0.5), rel=1e-9)
    assert found.mean == pytest.approx((1 + 5 + 5.5) / 3)


def test_summarise__a_mixture_of_dates_ends_on_the_days_that_are_written() -> None:
    """Its median was told as 2025-05-31, from draws that ended a few minutes short of the next day."""
    text = """
quantities: {q: {title: Q, take: mixture}}
claims:
  a: {title: A, value: 2025-05-01 .. 2025-06-01, of: q}
  b: {title: B, value: 2025-06-01 .. 2025-07-01, of: q}
"""
    assert written_date(figure(text, "q").median) == "2025-06-01"


def test_summarise__twice_one_of_several_values() -> None:
    text = """
claims:
  one: {title: One, value: "one_of(5%: 1, 50%: 2, 30%: 3, 10%: 4, 5%: 5)"}
  twice: {title: Twice, formula: 2 * one, inputs: {one: one}}
"""
    assert [getattr(figure(text, "one"), name) for name in ("low", "median", "high")] == [1, 2, 4]
    assert [getattr(figure(text, "twice"), name) for name in ("low", "median", "high")] == [2, 4, 8]


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(1, 400)), min_size=2, max_size=6))
def test_quantiles__of_separate_values_are_among_them(pairs: list[tuple[int, int]]) -> None:
    samples = np.concatenate([np.full(2 * count, float(value)) for value, count in pairs])
    assert set(quantiles(samples)) <= {float(value) for value, _ in pairs}


def test_quantiles__of_draws_that_differ_are_numpys() -> None:
    samples = np.random.default_rng(1).normal(size=999)
    assert quantiles(samples) == pytest.approx(tuple(np.quantile(samples, [0.05, 0.5, 0.95], method="hazen")))


@pytest.mark.parametrize(
    "value", ["200 to 300 m", "250 ± 20 m", "~250 m", "triangular(100, 200, 400) m", "-10 to 500 m"]
)
@pytest.mark.parametrize(
    ("formula", "of"),
    [
        ("2 * x", lambda x: 2 * x),
        ("a / x", lambda x: 600 / x),
        ("a - x", lambda x: 600 - x),
        ("x ^ 2", lambda x: x**2),
        ("x / a * a + a", lambda x: x + 600),
    ],
)
def test_figure__what_rises_or_falls_with_one_leaf_ends_where_the_leaf_does(
    value: str, formula: str, of: Callable[[float], float]
) -> None:
    """Before, twice 200 to 300 ended at 400.02: a written end was compared by the noise of its draws."""
    if value.startswith("-") and formula in ("a / x", "x ^ 2"):
        pytest.skip("neither rises nor falls over zero")
    inputs = "{x: x, a: 600 m}" if "a" in formula else "{x: x}"
    found = edition(
        f"claims:\n  x: {{title: X, value: '{value}'}}\n  y: {{title: Y, formula: {formula}, inputs: {inputs}}}\n"
    )
    leaf, own = found.summaries["x"].figure, found.summaries["y"].figure
    ends = sorted((of(leaf.low), of(leaf.high)))
    assert [own.low, own.median, own.high] == pytest.approx(
        [ends[0], of(leaf.median), ends[1]], rel=2e-5, abs=0.02
    )


@pytest.mark.parametrize(("rival", "verdict"), [("50 m", "consistent"), ("49 m", "tension")])
def test_rivals__are_compared_by_written_ends_and_not_by_draws_of_them(rival: str, verdict: str) -> None:
    """55 is just 1.1 times 50: within the tolerance; draws of it ended at 55.001."""
    text = f"""
    quantities:
      span: {{title: Span}}
    claims:
      half: {{title: Half, value: 27.5 to 40 m}}
      by-half: {{title: By halves, formula: 2 * x, inputs: {{x: half}}, of: span}}
      by-hand: {{title: By hand, value: {rival}, of: span}}
    """
    assert edition(text).comparisons["span"].verdict == verdict


DRAWS = {
    "spread": lambda random: random.normal(size=300),
    "far": lambda random: random.standard_cauchy(300),
    "few": lambda random: np.where(random.random(300) < random.random() / 20, 1e6, 1.0),
    "apart": lambda random: random.integers(0, 3, 300) * 1.0,
    "near": lambda random: 1e16 + random.integers(0, 3, 300) * 2.0,
    "huge": lambda random: random.uniform(-1, 1, 300) * 1.7e308,
}


@given(st.integers(0, 10**6), st.sampled_from(sorted(DRAWS)))
def test_figure__is_what_adding_everything_up_gives(seed: int, kind: str) -> None:
    draws = DRAWS[kind](np.random.default_rng(seed))
    with np.errstate(all="ignore"):
        found, parts = said(1.0, draws), np.abs(draws - np.median(draws))
        parts = parts / (parts.max() or 1.0)
        mean = draws.mean() if parts.sum() > FEWEST or not parts.any() else math.nan
        sd = draws.std() if (parts**2).sum() > FEWEST or not parts.any() else math.nan
    np.testing.assert_array_equal([found.mean, found.sd], [mean, sd])
    assert (found.low, found.median, found.high) == quantiles(draws)
