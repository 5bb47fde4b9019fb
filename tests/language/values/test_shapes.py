"""Every form of a value against scipy, far into both tails, and against the browser."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from chromium import chromium, page_file
from whence.language.values.kernels import ONE, Levels, beta_shares, gamma_shares, level
from whence.language.values.shapes import (
    Beta,
    Binomial,
    Exact,
    Gamma,
    Lognormal,
    Normal,
    OneOf,
    Poisson,
    Quantiles,
    Shape,
    Split,
    Triangular,
    Truncated,
    Uniform,
    mixed,
)

# further out the quantiles of scipy itself are off for some betas and gammas
TAILS = 10.0 ** -np.arange(1, 8)
P = np.concatenate([TAILS, np.linspace(0.01, 0.99, 99)])

# our shape, and scipy's
CONTINUOUS: list[tuple[Shape, Any]] = [
    (Normal(3, 2), stats.norm(3, 2)),
    (Lognormal(1, 0.5), stats.lognorm(0.5, scale=math.e)),
    (Uniform(-1, 4), stats.uniform(-1, 5)),
    *((Triangular(1, mode, 5), stats.triang((mode - 1) / 4, 1, 4)) for mode in (1, 2, 5)),
    *((Gamma(a, 2), stats.gamma(a, scale=2)) for a in (0.05, 0.3, 1, 2.5, 10, 300, 9e4)),
    *(
        (Beta(a, b, 0, 1), stats.beta(a, b))
        for a in (0.05, 0.5, 1, 2.5, 30, 1000)
        for b in (0.1, 1, 3, 50, 2000)
    ),
    (Beta(2, 3, -5, 20), stats.beta(2, 3, loc=-5, scale=25)),
    (Truncated(Normal(0, 1), -1, 2), stats.truncnorm(-1, 2)),
    (Truncated(Normal(5, 2), 0, math.inf), stats.truncnorm(-2.5, math.inf, loc=5, scale=2)),
]
SEPARATE: list[tuple[Shape, Any]] = [
    *((Poisson(mean), stats.poisson(mean)) for mean in (0.01, 1, 3.2, 80, 1e5)),
    *((Binomial(n, p), stats.binom(n, p)) for n in (1, 20, 1000) for p in (0.001, 0.3, 0.97)),
]


def name(case: Any) -> str:
    return str(case) if hasattr(case, "kind") else ""


@pytest.mark.parametrize(("shape", "theirs"), CONTINUOUS, ids=name)
def test_quantile__is_scipys_far_into_both_tails(shape: Shape, theirs: Any) -> None:
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(
            shape.quantile(Levels(np, P, 1 - P)), theirs.ppf(P), rtol=1e-9, atol=1e-280
        )
        np.testing.assert_allclose(shape.quantile(Levels(np, 1 - P, P)), theirs.isf(P), rtol=1e-9)


@pytest.mark.parametrize(("shape", "theirs"), CONTINUOUS, ids=name)
def test_shares__are_scipys(shape: Shape, theirs: Any) -> None:
    # scipy loses digits of small shares where a distribution is cut off
    x, slack = theirs.ppf(P[P >= 1e-6]), 1e-9
    with np.errstate(all="ignore"):
        below, above = shape.shares(np, x)
    np.testing.assert_allclose(below, theirs.cdf(x), rtol=slack)
    np.testing.assert_allclose(above, theirs.sf(x), rtol=slack)


@pytest.mark.parametrize(("shape", "theirs"), CONTINUOUS + SEPARATE, ids=name)
def test_moments__are_scipys(shape: Shape, theirs: Any) -> None:
    mean, sd = shape.moments(np)
    assert mean == pytest.approx(theirs.mean(), rel=1e-9)
    assert sd == pytest.approx(theirs.std(), rel=1e-9)


@pytest.mark.parametrize(("shape", "theirs"), SEPARATE, ids=name)
def test_quantile__of_counts_is_scipys(shape: Shape, theirs: Any) -> None:
    p = np.concatenate([TAILS[:6], np.linspace(0.0137, 0.9871, 98), 1 - TAILS[:6]])
    assert shape.quantile(Levels(np, p, 1 - p)).tolist() == theirs.ppf(p).tolist()


MIXED: list[Shape] = [
    mixed((Normal(0, 1), Gamma(2, 3)), (0.5, 0.5)),
    mixed((Uniform(0, 1), Uniform(5, 6)), (0.5, 0.5)),
    mixed((Exact(3), Normal(0, 1)), (0.2, 0.8)),
    mixed((Lognormal(1, 0.3), Exact(0), Triangular(1, 2, 9)), (0.3, 0.3, 0.4)),
    Truncated(mixed((Normal(0, 1), Normal(8, 2)), (0.5, 0.5)), -1, 9),
    mixed((Poisson(2), Normal(20, 1)), (0.5, 0.5)),
]


@pytest.mark.parametrize("shape", MIXED, ids=name)
def test_quantile__of_a_mixture_is_the_smallest_value_that_reaches_the_share(shape: Shape) -> None:
    p = np.concatenate([TAILS[:8], np.linspace(0.01, 0.99, 99), 1 - TAILS[:6]])
    x = shape.quantile(Levels(np, p, 1 - p))
    assert (shape.shares(np, x)[0] >= p - 2e-9).all()
    before = x - np.maximum(np.abs(x), 1e-3) * 1e-7
    assert (shape.shares(np, before)[0] < p).all()


@pytest.mark.parametrize("shape", MIXED, ids=name)
def test_moments__of_a_mixture_are_those_of_its_draws(shape: Shape) -> None:
    u = (np.arange(4000) + 0.5) / 4000
    drawn = shape.quantile(Levels(np, u, 1 - u))
    mean, sd = shape.moments(np)
    assert mean == pytest.approx(drawn.mean(), rel=3e-3)
    assert sd == pytest.approx(drawn.std(), rel=1e-2)


def test_quantile__never_ends_between_two_of_five_points() -> None:
    shape = OneOf((10.0, 20.0, 30.0, 40.0, 50.0), (0.05, 0.5, 0.3, 0.1, 0.05))
    assert [shape.quantile(level(p)) for p in (0.05, 0.5, 0.55, 0.85, 0.95)] == [10, 20, 20, 30, 40]
    assert shape.point == pytest.approx(26)


def test_moments__of_values_at_levels_are_those_of_the_normal_that_they_come_from() -> None:
    levels = (0.05, 0.3, 0.95)
    plain = Quantiles(levels, tuple(stats.norm(7, 2).ppf(levels)), False)
    assert plain.moments(np) == pytest.approx((7, 2), rel=1e-9)
    log = Quantiles(levels, tuple(stats.lognorm(0.4, scale=5).ppf(levels)), True)
    assert log.moments(np) == pytest.approx(
        (stats.lognorm(0.4, scale=5).mean(), stats.lognorm(0.4, scale=5).std()), rel=1e-9
    )


def test_moments__of_two_half_normals_are_those_of_their_draws() -> None:
    z = stats.norm.ppf((np.arange(1_000_000) + 0.5) / 1_000_000)
    drawn = 10 + np.where(z < 0, 2, 5) * z
    assert Split(10, 2, 5).moments(np) == pytest.approx((drawn.mean(), drawn.std()), rel=1e-5)


EVERY = [shape for shape, _ in CONTINUOUS + SEPARATE] + MIXED + [
    Split(10, 2, 3), Exact(4), OneOf((3, 1, 2), (0.2, 0.3, 0.5)), Quantiles((0.1, 0.5, 0.8), (1, 4, 9), True),
    Truncated(Poisson(3), 1, 6),
]  # fmt: skip


def test_shares__of_what_is_no_number_are_none_and_leave_the_others_alone() -> None:
    x = np.array([math.nan, 0.3])
    for found, theirs in (
        (gamma_shares(np, 2.5, x), stats.gamma(2.5).cdf(0.3)),
        (beta_shares(np, 2.5, 1.5, x, 1 - x), stats.beta(2.5, 1.5).cdf(0.3)),
    ):
        assert all(np.isnan(each[0]) for each in found)
        assert (found[0][1], found[1][1]) == pytest.approx((theirs, 1 - theirs), rel=1e-13)


@pytest.mark.parametrize("shape", EVERY, ids=name)
def test_quantile__of_one_level_is_that_of_many(shape: Shape) -> None:
    p = np.array([1e-4, 0.05, 0.31, 0.5, 0.95, 0.9999])
    many = shape.quantile(Levels(np, p, 1 - p))
    one = [shape.quantile(Levels(ONE, each, 1 - each)) for each in p.tolist()]
    np.testing.assert_allclose(one, many, rtol=1e-9)


@given(st.floats(0.02, 500), st.floats(0.02, 500), st.floats(1e-6, 1 - 1e-6))
def test_quantile__and_shares_undo_each_other(a: float, b: float, p: float) -> None:
    for shape in (Beta(a, b, 0, 1), Gamma(a, b), Truncated(Gamma(a, b), b * a / 2, math.inf)):
        x = shape.quantile(level(p))
        if x > 1e-290 and not (isinstance(shape, Beta) and x > 1 - 1e-4):
            assert shape.shares(ONE, x)[0] == pytest.approx(p, rel=1e-7, abs=1e-12)


# --- the browser

ASK = """([shapes, count]) => shapes.map((shape) => [
  Array.from(window.whenceShapes.grid(shape, count)),
  [0.001, 0.3, 0.9].map((p) => window.whenceShapes.shares(shape, window.whenceShapes.quantile(shape, p))),
])"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium() as browser:
        found = browser.new_context().new_page()
        found.goto(page_file(tmp_path_factory.mktemp("page"), "empty.html", "", ("shapes.js",)))
        yield found


@pytest.mark.browser
def test_shapes__the_browser_computes_the_same(page: Any) -> None:
    count = 101
    u = (np.arange(count) + 0.5) / count
    got = page.evaluate(ASK, [[[each.kind, *each.parameters()] for each in EVERY], count])
    for shape, (grid, shares) in zip(EVERY, got, strict=True):
        np.testing.assert_allclose(
            grid, shape.quantile(Levels(np, u, 1 - u)) + 0 * u, rtol=1e-9, err_msg=str(shape)
        )
        own = [shape.shares(ONE, shape.quantile(level(p))) for p in (0.001, 0.3, 0.9)]
        np.testing.assert_allclose(shares, own, rtol=1e-8, atol=1e-12, err_msg=str(shape))
