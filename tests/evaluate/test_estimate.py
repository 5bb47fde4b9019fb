"""Draws against scipy's distributions, and what is said of samples against numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from whence.evaluate import estimate, heights, shares
from whence.language.values.kernels import normal_quantile
from whence.language.values.shapes import Exact, Lognormal, Normal, OneOf, Quantiles, Shape, Split, Uniform

COUNT = 4096
U = (np.arange(COUNT) + 0.5) / COUNT

SHAPES: list[tuple[Shape, object]] = [
    (Normal(3.0, 0.5), stats.norm(3.0, 0.5).ppf),
    (Normal(-1e9, 1e-3), stats.norm(-1e9, 1e-3).ppf),
    (Lognormal(math.log(20), 0.3), stats.lognorm(0.3, scale=20).ppf),
    (Lognormal(-600.0, 2.0), stats.lognorm(2.0, scale=math.exp(-600)).ppf),
    (Uniform(-2.0, 6.0), stats.uniform(-2.0, 8.0).ppf),
    (Split(10.0, 2.0, 3.0), lambda u: 10 + np.where(u < 0.5, 2.0, 3.0) * stats.norm.ppf(u)),
    # Quantiles of a normal: straight lines in normal scores are the normal itself, beyond the ends too.
    (
        Quantiles((0.05, 0.5, 0.95), tuple(stats.norm(7, 2).ppf([0.05, 0.5, 0.95])), False),
        stats.norm(7, 2).ppf,
    ),
    (
        Quantiles((0.1, 0.6, 0.9), tuple(stats.lognorm(0.4, scale=5).ppf([0.1, 0.6, 0.9])), True),
        stats.lognorm(0.4, scale=5).ppf,
    ),
]


@pytest.mark.parametrize(("shape", "quantile"), SHAPES, ids=lambda each: type(each).__name__)
def test_draw__is_the_quantile_function_at_the_middles_of_the_strata(shape: Shape, quantile: object) -> None:
    drawn = np.sort(estimate.draw(shape, 1, "any", COUNT))
    np.testing.assert_allclose(drawn, quantile(U), rtol=1e-9, atol=1e-12)  # type: ignore[operator]


def test_normal_quantile__agrees_with_scipy_far_into_both_tails() -> None:
    p = np.concatenate([np.logspace(-300, -1, 500), np.linspace(0.05, 0.95, 500)])
    np.testing.assert_allclose(normal_quantile(np, p, 1 - p), stats.norm.ppf(p), rtol=1e-14, atol=1e-14)


def test_draw__of_several_numbers_takes_each_by_its_weight() -> None:
    drawn = estimate.draw(OneOf((1.0, 5.0, 7.0), (0.25, 0.5, 0.25)), 1, "x", COUNT)
    assert {float(each): int((drawn == each).sum()) for each in (1.0, 5.0, 7.0)} == {
        1: 1024,
        5: 2048,
        7: 1024,
    }


def test_draw__of_an_exact_number_is_that_number_once() -> None:
    assert estimate.draw(Exact(3.7), 1, "x", COUNT).tolist() == [3.7]


@pytest.mark.parametrize("count", [16, 17, 1000, 4096])
def test_ranks__are_a_permutation_of_the_strata(count: int) -> None:
    assert sorted(estimate.ranks(1, "a", count).tolist()) == list(range(count))


def test_ranks__depend_on_seed_and_name_and_nothing_else() -> None:
    assert (estimate.ranks(1, "a", 64) == estimate.ranks(1, "a", 64)).all()
    assert (estimate.ranks(1, "a", 64) != estimate.ranks(2, "a", 64)).any()
    assert (estimate.ranks(1, "a", 64) != estimate.ranks(1, "b", 64)).any()


def test_ranks__are_the_published_ones() -> None:
    # A browser computes the same draws; should these ever change, every published number does.
    published = [9, 11, 14, 4, 6, 3, 1, 10, 12, 15, 0, 13, 8, 5, 7, 2]
    assert estimate.ranks(1, "trn2-power-per-32", 16).tolist() == published


@pytest.mark.parametrize(
    ("seed", "name", "count"), [(1, "a", 5), (7, "gb200#chip", 100), (2**63 - 1, "ä", 333)]
)
def test_ranks__are_what_whole_numbers_give(seed: int, name: str, count: int) -> None:
    first, second = (fnv(f"{seed}:{name}", basis) for basis in (0x811C9DC5, 0x050C5D1F))
    words = [mixed(mixed((n * 0x9E3779B1 + first) % 2**32) ^ second) for n in range(count)]
    order = sorted(range(count), key=lambda n: (words[n], n))
    assert estimate.ranks(seed, name, count).tolist() == [order.index(n) for n in range(count)]


def fnv(text: str, basis: int) -> int:
    for byte in text.encode():
        basis = ((basis ^ byte) * 0x01000193) % 2**32
    return basis


def mixed(word: int) -> int:
    word = (word ^ word >> 16) * 0x85EBCA6B % 2**32
    word = (word ^ word >> 13) * 0xC2B2AE35 % 2**32
    return word ^ word >> 16


def test_ranks__of_different_names_hang_together_no_more_than_chance_has_it() -> None:
    columns = np.array([estimate.ranks(1, f"claim-{n}", COUNT) for n in range(40)], dtype=float)
    between = np.corrcoef(columns)[np.triu_indices(40, 1)]
    assert abs(between).max() < 4.5 / math.sqrt(COUNT)
    assert np.std(between) * math.sqrt(COUNT) == pytest.approx(1.0, abs=0.15)


def test_figure__is_what_numpy_says() -> None:
    drawn = estimate.draw(Lognormal(1.0, 0.7), 1, "x", COUNT)
    found = estimate.figure(math.e, drawn)
    assert (found.low, found.median, found.high) == tuple(
        np.quantile(drawn, [0.05, 0.5, 0.95], method="hazen")
    )
    assert found.point == math.e


def test_shares__of_a_sum_are_the_ratios_of_variances() -> None:
    sds = {"a": 3.0, "b": 2.0, "c": 1.0, "d": 0.0}
    total = sum(estimate.draw(Normal(5, sd), 1, name, COUNT) for name, sd in sds.items() if sd)
    whole = sum(sd**2 for sd in sds.values())
    found = shares.of_leaves(total, {name: estimate.ranks(1, name, COUNT) for name in sds})
    for name, sd in sds.items():
        assert found.get(name, 0.0) == pytest.approx(sd**2 / whole, abs=0.02)


def test_shares__of_a_product_are_taken_on_its_logarithm() -> None:
    sigmas = {"a": 0.9, "b": 0.6, "c": 0.3}
    product = math.prod(estimate.draw(Lognormal(0, sigma), 1, name, COUNT) for name, sigma in sigmas.items())
    whole = sum(sigma**2 for sigma in sigmas.values())
    found = shares.of_leaves(product, {name: estimate.ranks(1, name, COUNT) for name in sigmas})
    assert found == pytest.approx({name: sigma**2 / whole for name, sigma in sigmas.items()}, abs=0.02)


def test_shares__of_what_has_no_spread_are_none() -> None:
    assert shares.of_leaves(np.ones(64), {"a": estimate.ranks(1, "a", 64)}) == {}


def test_density__has_its_peak_at_the_mode_and_covers_the_draws() -> None:
    drawn = estimate.draw(Normal(10, 2), 1, "x", COUNT)
    curve = heights.density(drawn)
    assert max(curve, key=lambda each: each[1])[0] == pytest.approx(10, abs=0.5)
    assert max(height for _, height in curve) == 1.0
    assert curve[0][0] < np.quantile(drawn, 0.01)
    assert np.quantile(drawn, 0.99) < curve[-1][0]
