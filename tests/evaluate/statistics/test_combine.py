"""Combining measurements: published averages, a second implementation, and laws of any average."""

from __future__ import annotations

import math
import random
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize
from scipy.special import chdtrc
from scipy.stats import norm

from whence.evaluate.statistics.combine import (
    Consensus,
    Measured,
    chi2_sf,
    combine,
    compare_points,
    normal_cdf,
    normal_quantile,
)
from whence.language.problems import Problem


def plain(value: float, sigma: float) -> Measured:
    return Measured(value, sigma, sigma)


def combined(
    measured: list[Measured], covariance: list[list[float]] | None = None, free: bool = False
) -> Consensus:
    found = combine(measured, covariance, free)
    assert isinstance(found, Consensus), found
    return found


# --- published averages -------------------------------------------------------------------------------------

NEUTRON = [
    plain(value, math.hypot(statistical, systematic))
    for value, statistical, systematic in (
        (880.2, 1.2, 0), (887.7, 1.2, 1.9), (882.5, 1.4, 1.5), (880.7, 1.3, 1.2), (878.5, 0.7, 0.3),
        (889.2, 3.0, 3.8), (882.6, 2.7, 0),
    )
]  # fmt: skip


def test_combine__the_neutron_lifetime() -> None:
    found = combined(NEUTRON)
    assert found.mean == pytest.approx(880.192054, abs=1e-6)
    assert pytest.approx(1.910057, abs=1e-6) == found.S
    assert found.u_scaled == pytest.approx(1.043037, abs=1e-6)
    assert found.kept == (True, True, True, True, True, False, True)
    assert (found.suspect, found.verdict) == (1, "tension")


def test_combine__two_values_name_no_suspect() -> None:
    # u = 4 * 5 / sqrt(41) and S = |30 - 10| / sqrt(41) happen to be the same number.
    found = combined([plain(10, 4), plain(30, 5)])
    assert found.mean == pytest.approx(17.804878, abs=1e-6)
    assert found.u == pytest.approx(3.123475, abs=1e-6)
    assert found.S == found.birge == pytest.approx(3.123475, abs=1e-6)
    assert found.p == pytest.approx(0.001787289, abs=1e-9)
    assert (found.z, found.suspect, found.verdict) == ((), None, "tension")


def test_combine__six_trials_of_one_drug() -> None:
    trials = (
        (5, 156, 8, 74), (5, 303, 17, 303), (12, 565, 9, 477),
        (69, 1570, 94, 1565), (9, 103, 11, 105), (313, 4659, 352, 4650),
    )  # fmt: skip
    odds = [
        plain(math.log(a * (n - c) / (c * (m - a))), math.sqrt(1 / a + 1 / (m - a) + 1 / c + 1 / (n - c)))
        for a, m, c, n in trials
    ]
    found = combined(odds)
    assert found.dl_tau == pytest.approx(0.2323, abs=5e-5)
    assert found.mp_tau == pytest.approx(0.3681, abs=5e-5)
    assert found.verdict == "consistent"
    assert found.suspect is None


def test_combine__one_outlier_among_four_is_the_suspect() -> None:
    found = combined([plain(10, 1), plain(10.5, 1), plain(20, 1), plain(9.5, 1)])
    assert (found.suspect, found.verdict) == (2, "conflict")


def test_combine__two_camps_have_no_suspect() -> None:
    assert combined([plain(10, 1), plain(10, 1), plain(20, 1), plain(20, 1)]).suspect is None


# --- errors of two sizes ------------------------------------------------------------------------------------


def test_combine__the_error_towards_the_mean_counts() -> None:
    # The mean ends between 10 and 20, nearer to 10: the upper error of the one, the lower error of the other.
    found = combined([Measured(10, 1, 50), Measured(20, 70, 2)])
    same = combined([plain(10, 1), plain(20, 2)])
    assert found.mean == pytest.approx(same.mean, rel=1e-12)
    assert found.u == pytest.approx(same.u, rel=1e-12)
    assert pytest.approx(same.S, rel=1e-12) == found.S


def _facing(m: Measured, mean: float) -> float:
    d = mean - m.value
    inside = (2 * m.plus * m.minus + d * (m.plus - m.minus)) / (m.plus + m.minus)
    return m.plus if d >= m.plus else m.minus if d <= -m.minus else inside


def test_combine__mean_and_errors_of_two_sizes_are_a_fixed_point() -> None:
    source = random.Random(3)
    for _ in range(200):
        group = [
            Measured(source.gauss(0, 3), source.uniform(0.2, 3), source.uniform(0.2, 3))
            for _ in range(source.randint(2, 9))
        ]
        found = combined(group)
        sigmas = [_facing(m, found.mean) for m in group]
        mean = sum(m.value / s**2 for m, s in zip(group, sigmas, strict=True)) / sum(s**-2 for s in sigmas)
        assert found.mean == pytest.approx(mean, abs=1e-9)
        assert found.u == pytest.approx(sum(s**-2 for s in sigmas) ** -0.5, rel=1e-9)


# --- a second implementation --------------------------------------------------------------------------------


def _reference(x: np.ndarray, c: np.ndarray) -> dict[str, float]:
    """The same by matrices and brackets."""

    def fit(tau2: float) -> tuple[float, float, float, np.ndarray]:
        k = np.linalg.inv(c + tau2 * np.eye(len(x)))
        one = np.ones(len(x))
        total = one @ k @ one
        mean = one @ k @ x / total
        return mean, total, (x - mean) @ k @ (x - mean), k - np.outer(k @ one, k @ one) / total

    n = len(x)
    mean, total, q, projection = fit(0)
    u = total**-0.5
    kept = np.flatnonzero(np.sqrt(np.diag(c)) <= 3 * np.sqrt(n) * u)
    r = (x - mean)[kept]
    s = np.sqrt(r @ np.linalg.inv(c[np.ix_(kept, kept)]) @ r / (len(kept) - 1)) if len(kept) > 1 else 0.0
    birge = np.sqrt(q / (n - 1))
    s = max(1.0, birge if len(kept) < 2 or (chdtrc(n - 1, q) < 0.05 and s <= 1) else s)
    laird = max(0.0, (q - (n - 1)) / np.trace(projection))
    top = 10 * (np.ptp(x) ** 2 + np.max(np.diag(c)))
    paule = brentq(lambda t: fit(t)[2] - (n - 1), 0, top, xtol=1e-13 * top) if q > n - 1 else 0.0
    return {
        "mean": mean, "u": u, "Q": q, "p": chdtrc(n - 1, q), "birge": birge, "S": s,
        "u_scaled": u * s,
        "dl_tau": np.sqrt(laird), "dl_mean": fit(laird)[0], "dl_u": fit(laird)[1] ** -0.5,
        "mp_tau": np.sqrt(paule), "mp_mean": fit(paule)[0], "mp_u": fit(paule)[1] ** -0.5,
    }  # fmt: skip


def _reference_z(x: np.ndarray, c: np.ndarray) -> list[float]:
    """Each value against the mean of the others, from the others alone."""
    found = []
    for i in range(len(x)):
        others = [j for j in range(len(x)) if j != i]
        k = np.linalg.inv(c[np.ix_(others, others)])
        weights = k.sum(axis=0) / k.sum()
        spread = c[i, i] + 1 / k.sum() - 2 * weights @ c[i, others]
        found.append((x[i] - weights @ x[others]) / np.sqrt(spread))
    return found


def _compare(found: Consensus, x: np.ndarray, c: np.ndarray) -> None:
    expected = _reference(x, c)
    actual = asdict(found)
    for name, value in expected.items():
        near = 3e-5 * found.mp_u if name == "mp_tau" else 1e-9
        assert actual[name] == pytest.approx(value, rel=1e-7, abs=near), name
    if len(x) > 2:
        assert list(found.z) == pytest.approx(_reference_z(x, c), rel=1e-7, abs=1e-9)


def test_combine__equals_a_second_implementation() -> None:
    source = np.random.default_rng(1)
    for _ in range(700):
        n = int(source.integers(2, 12))
        sigma = source.lognormal(0, 1, n)
        x = source.normal(0, 2, n) * source.choice([0.1, 1, 3]) + source.normal(0, sigma)
        found = combined([plain(float(a), float(b)) for a, b in zip(x, sigma, strict=True)])
        _compare(found, x, np.diag(sigma**2))


def test_combine__equals_a_second_implementation_where_errors_are_correlated() -> None:
    source = np.random.default_rng(2)
    for _ in range(300):
        n = int(source.integers(2, 8))
        sigma, common = source.lognormal(0, 0.7, n), source.lognormal(-0.5, 0.7, n)
        c = np.diag(sigma**2) + np.outer(common, common)
        x = source.normal(0, 3, n)
        measured = [plain(float(a), float(b)) for a, b in zip(x, np.sqrt(np.diag(c)), strict=True)]
        _compare(combined(measured, c.tolist(), free=True), x, c)


def test_combine__a_diagonal_covariance_changes_nothing() -> None:
    diagonal = [[m.plus**2 * (i == j) for j in range(7)] for i, m in enumerate(NEUTRON)]
    assert _numbers(combined(NEUTRON, diagonal)) == pytest.approx(
        _numbers(combined(NEUTRON)), rel=1e-10, abs=1e-10
    )


LYONS = [plain(8.0, 0.2), plain(8.5, 0.4)], [[0.04, 0.072], [0.072, 0.16]]
PEELLE = [plain(1.5, math.hypot(0.15, 0.3)), plain(1.0, math.hypot(0.1, 0.2))], [[0.1125, 0.06], [0.06, 0.05]]


def test_combine__a_free_weight_can_be_negative_where_errors_are_correlated() -> None:
    # The mean of 8.0 ± 0.2 and 8.5 ± 0.4, of which 0.9 of the errors is shared, lies below both.
    found = combined(*LYONS, free=True)
    assert found.weights[1] < 0
    assert found.mean < 8.0
    # Peelle's puzzle: 1.5 and 1.0, each with 10 % of its own and 20 % in common, give 0.88 ± 0.22.
    found = combined(*PEELLE, free=True)
    assert (found.mean, found.u) == (pytest.approx(0.88, abs=5e-3), pytest.approx(0.22, abs=5e-3))


def test_combine__no_weight_is_below_zero() -> None:
    found = combined(*LYONS)
    assert (found.mean, found.u, found.weights) == (8.0, pytest.approx(0.2), (1.0, 0.0))
    found = combined(*PEELLE)
    assert (found.mean, found.u) == (pytest.approx(1.0), pytest.approx(math.sqrt(0.05)))


@pytest.mark.parametrize(
    ("first", "second", "mean", "u"),
    [
        ((10, 1), (11, 1), 10.5, 1),
        ((10, 1), (11, 2), 10, 1),
        ((10, 3), (11, 2), 11, 2),
        ((5, 7), (5, 7), 5, 7),
    ],
)
def test_combine__errors_wholly_in_common(
    first: tuple[float, float], second: tuple[float, float], mean: float, u: float
) -> None:
    (a, s), (b, t) = first, second
    found = combined([plain(a, s), plain(b, t)], [[s * s, s * t], [s * t, t * t]])
    assert found.mean == pytest.approx(mean, rel=1e-8)
    assert found.u == pytest.approx(u, rel=1e-8)


def _parted(own: float, common: float, other: float, shared: float, rho: float) -> list[list[float]]:
    """Two measurements, each with an error of its own and one in common that is correlated by `rho`."""
    return [
        [own**2 + common**2, rho * common * shared],
        [rho * common * shared, other**2 + shared**2],
    ]


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.6, 1.0])
def test_combine__two_measurements_by_the_formula_of_the_textbook(rho: float) -> None:
    # Two experiments measure one mass, each with a statistical error and a systematic one in common: the weight
    # of the first is (s2^2 - c) / (s1^2 + s2^2 - 2c) where that lies between 0 and 1 (Cowan 1998, section 7.6.2).
    (x, y), c = (125.15, 125.38), _parted(0.37, 0.15, 0.14, 0.12, rho)
    weight = (c[1][1] - c[0][1]) / (c[0][0] + c[1][1] - 2 * c[0][1])
    assert 0 < weight < 1
    found = combined([plain(x, math.sqrt(c[0][0])), plain(y, math.sqrt(c[1][1]))], c)
    assert found.mean == pytest.approx(weight * x + (1 - weight) * y, rel=1e-12)
    spread = c[0][0] + c[1][1] - 2 * c[0][1]
    assert found.u**2 == pytest.approx((c[0][0] * c[1][1] - c[0][1] ** 2) / spread, rel=1e-9)
    assert pytest.approx((y - x) ** 2 / spread, rel=1e-9) == found.Q


def test_combine__weights_of_a_thousand_random_groups_equal_those_of_an_optimiser() -> None:
    source = np.random.default_rng(7)
    bent = 0
    for number in range(1000):
        n = int(source.integers(2, 8))
        factors = source.normal(0, 1, (n, int(source.integers(1, 4)))) + number % 3
        c = factors @ factors.T + np.diag(source.uniform(0.01, 1, n) ** 2)
        found = combined(
            [
                plain(float(a), float(b))
                for a, b in zip(source.normal(0, 1, n), np.sqrt(np.diag(c)), strict=True)
            ],
            c.tolist(),
        )
        scale = float(np.min(np.diag(c)))
        best = minimize(
            lambda w, m=c / scale: w @ m @ w, np.full(n, 1 / n), jac=lambda w, m=c / scale: 2 * m @ w,
            bounds=[(0, 1)] * n, constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
            method="SLSQP", options={"ftol": 1e-14, "maxiter": 500},
        )  # fmt: skip
        w = np.array(found.weights)
        assert min(w) >= 0
        assert w.sum() == pytest.approx(1, abs=1e-12)
        assert found.u**2 <= best.fun * scale * (1 + 1e-9)
        assert found.u**2 == pytest.approx(best.fun * scale, rel=1e-6)
        # the conditions of an optimum: who is in has the same slope, who is out a larger one
        slopes = c @ w
        assert np.all(slopes >= found.u**2 * (1 - 1e-7))
        bent += bool(min(w) == 0)
    assert bent > 300


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0.1, 10)), min_size=2, max_size=6), st.floats(0, 1))
def test_combine__the_mean_lies_among_its_values_whatever_is_in_common(
    group: list[tuple[float, float]], rho: float
) -> None:
    c = [
        [s * t * (1.0 if i == j else rho) for j, (_, t) in enumerate(group)] for i, (_, s) in enumerate(group)
    ]
    found = combined([plain(x, s) for x, s in group], c)
    values = [x for x, _ in group]
    assert min(values) - 1e-9 <= found.mean <= max(values) + 1e-9
    assert found.u <= min(s for _, s in group) * (1 + 1e-8)
    assert found.S >= 1


def test_combine__two_lifetimes_four_sigma_apart_are_scaled_by_the_ratio_of_birge() -> None:
    found = combined([plain(878.4, 0.5), plain(887.7, 2.2)])
    assert found.kept == (True, False)
    assert pytest.approx(4.122, abs=5e-4) == found.S
    assert pytest.approx(9.3 / math.sqrt(0.25 + 4.84)) == found.S


def test_combine__what_is_cut_still_counts_where_all_disagree() -> None:
    found = combined([plain(10.0, 0.1), plain(10.05, 0.1), plain(14, 0.9)])
    assert found.kept == (True, True, False)
    assert pytest.approx(3.12, abs=5e-3) == found.S


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(-30, 30), st.floats(0.05, 20)), min_size=2, max_size=7))
def test_combine__nothing_is_unscaled_where_p_is_small(group: list[tuple[float, float]]) -> None:
    found = combined([plain(x, s) for x, s in group])
    assert found.S >= 1
    assert found.p >= 0.05 or found.S > 1


# --- laws ---------------------------------------------------------------------------------------------------


def _numbers(found: Consensus) -> list[float]:
    single = [value for value in asdict(found).values() if isinstance(value, float)]
    return [*single, *found.weights, *found.z]


def _groups(least: int = 1) -> st.SearchStrategy[list[Measured]]:
    size = st.floats(0.01, 100)
    return st.lists(st.builds(Measured, st.floats(-1e3, 1e3), size, size), min_size=least, max_size=8)


@settings(max_examples=150, deadline=None)
@given(_groups(), st.randoms(use_true_random=False))
def test_combine__the_order_does_not_matter(group: list[Measured], source: random.Random) -> None:
    order = list(range(len(group)))
    source.shuffle(order)
    one, two = combined(group), combined([group[i] for i in order])
    for name in ("mean", "u", "Q", "p", "S", "dl_tau", "mp_tau", "mp_mean", "verdict"):
        assert getattr(two, name) == getattr(one, name), name
    assert [one.z[i] for i in order if one.z] == list(two.z)


@settings(max_examples=150, deadline=None)
@given(_groups(2))
def test_combine__paule_and_mandel_bring_chi_squared_to_its_expectation(group: list[Measured]) -> None:
    group = [plain(m.value, m.plus) for m in group]
    found = combined(group)
    weights = [1 / (m.plus**2 + found.mp_tau**2) for m in group]
    q = sum(w * (m.value - found.mp_mean) ** 2 for w, m in zip(weights, group, strict=True))
    if (len(group) - 1) * (1 + 1e-9) < found.Q:
        assert q == pytest.approx(len(group) - 1, rel=1e-9)
    else:
        assert found.mp_tau <= 1e-4 * found.u


@pytest.mark.parametrize("factor", [1e-250, 1e-9, 3.0, 1e100])
def test_combine__another_unit_gives_the_same_answer(factor: float) -> None:
    scaled = combined([plain(m.value * factor, m.plus * factor) for m in NEUTRON])
    base = combined(NEUTRON)
    for name in ("mean", "u", "u_scaled", "dl_tau", "dl_u", "mp_tau", "mp_mean"):
        assert getattr(scaled, name) == pytest.approx(getattr(base, name) * factor, rel=1e-12), name
    for name in ("Q", "p", "S"):
        assert getattr(scaled, name) == pytest.approx(getattr(base, name), rel=1e-9), name
    assert (scaled.suspect, scaled.verdict, scaled.kept) == (base.suspect, base.verdict, base.kept)


def test_combine__spreads_of_a_hundred_millionth_keep_their_digits() -> None:
    # Offsets that are exact in binary, so that nothing is lost before the arithmetic begins.
    offsets, step = [0, 3, -2, 7, 1], 2.0**-27
    near = combined([plain(1 + step * each, step) for each in offsets])
    wide = combined([plain(each, 1) for each in offsets])
    assert pytest.approx(wide.Q, rel=1e-12) == near.Q
    assert near.dl_tau == pytest.approx(wide.dl_tau * step, rel=1e-12)
    assert near.mp_tau == pytest.approx(wide.mp_tau * step, rel=1e-12)
    assert near.mean - 1 == pytest.approx(wide.mean * step, rel=1e-7)


def test_combine__the_gravitational_constant_in_its_own_unit_and_in_parts() -> None:
    parts = [
        plain(672.48, 0.43),
        plain(673.98, 0.70),
        plain(674.255, 0.092),
        plain(675.59, 0.27),
        plain(674.22, 0.98),
    ]
    tiny = [plain(m.value * 1e-13, m.plus * 1e-13) for m in parts]
    assert combined(tiny).mp_tau * 1e13 == pytest.approx(combined(parts).mp_tau, rel=1e-9)
    assert combined(tiny).dl_tau * 1e13 == pytest.approx(combined(parts).dl_tau, rel=1e-9)
    assert combined(tiny).dl_tau > 0


# --- edges --------------------------------------------------------------------------------------------------


def test_combine__a_single_value_stands_for_itself() -> None:
    found = combined([Measured(7, 2, 2)])
    assert (found.mean, found.u, found.u_scaled) == (7, 2, 2)
    assert (found.Q, found.p, found.S, found.mp_tau, found.verdict) == (0, 1, 1, 0, "consistent")


def test_combine__identical_values_agree_perfectly() -> None:
    found = combined([plain(5, 1), plain(5, 2), plain(5, 3)])
    assert (found.mean, found.Q, found.p, found.S, found.dl_tau) == (5, 0, 1, 1, 0)
    assert found.u_scaled == found.u


def test_combine__one_value_may_outweigh_all_others() -> None:
    found = combined([plain(1, 1e-12), plain(3, 1), plain(2.5, 1)])
    assert found.mean == pytest.approx(1, abs=1e-11)
    # Against the mean of the other two, 2.75 ± 0.71, the precise one is the odd one out.
    assert found.z[0] == pytest.approx(-1.75 / math.sqrt(0.5), rel=1e-9)
    assert found.kept == (True, False, False)
    assert found.S == found.birge == pytest.approx(math.sqrt(6.25 / 2))


@pytest.mark.parametrize(
    ("measured", "covariance", "message"),
    [
        ([], None, "there is nothing to combine"),
        ([plain(1, 1), plain(2, 0)], None, "the error of measurement 2 is not positive"),
        ([Measured(1, 1, -1)], None, "the error of measurement 1 is not positive"),
        ([plain(1, math.nan)], None, "measurement 1 is not finite"),
        ([plain(math.inf, 1)], None, "measurement 1 is not finite"),
        (
            [plain(0, 1e-200), plain(1, 1)],
            None,
            "the measurements lie too far apart for the precision of the best one",
        ),
        (
            [plain(1.7e308, 1), plain(-1.7e308, 1)],
            None,
            "the measurements lie too far apart for the precision of the best one",
        ),
        ([plain(1, 1), plain(2, 1)], [[1, 0]], "the covariance of 2 measurements has 2 rows of 2 numbers"),
        (
            [plain(1, 1), plain(2, 1)],
            [[1, 0.5], [0.4, 1]],
            "the covariance is not symmetric: (2, 1) is not (1, 2)",
        ),
        (
            [plain(1, 1), plain(2, 1)],
            [[1, 2], [2, 1]],
            "measurements 1 and 2 have more in common than their whole errors",
        ),
        (
            [plain(1, 1), plain(2, 1)],
            [[1, 0], [0, 0]],
            "the covariance is not positive definite: a variance is not positive",
        ),
        ([plain(1, 1), plain(2, 1)], [[1, math.nan], [math.nan, 1]], "the covariance is not finite"),
    ],
)
def test_combine__what_cannot_be_combined(
    measured: list[Measured], covariance: list[list[float]] | None, message: str
) -> None:
    assert combine(measured, covariance) == Problem("bad-value", message)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.builds(Measured, st.floats(), st.floats(), st.floats()), max_size=5))
@example([Measured(0.0, 1.0, 1.0), Measured(3.654393021046505e-162, 1.5127434629848164, 1.5127434629848164)])
def test_combine__anything_gives_an_answer_or_a_problem(group: list[Measured]) -> None:
    found = combine(group)
    assert isinstance(found, Problem) or all(math.isfinite(each) for each in _numbers(found))


# --- distributions ------------------------------------------------------------------------------------------


def test_chi2_sf__equals_scipy() -> None:
    source = np.random.default_rng(4)
    for dof in (1, 2, 3, 5, 10, 47, 300, 2000):
        for q in (1e-12, 1e-3, *source.uniform(0, 4 * dof, 20), dof, 10.0 * dof + 40):
            assert chi2_sf(float(q), dof) == pytest.approx(chdtrc(dof, q), rel=1e-9, abs=1e-300)


def test_chi2_sf__at_the_ends() -> None:
    assert chi2_sf(0, 3) == chi2_sf(-1, 3) == chi2_sf(0, 0) == 1
    assert chi2_sf(5e-324, 1) == chi2_sf(1e-323, 3) == 1
    assert chi2_sf(math.inf, 3) == chi2_sf(1, 0) == chi2_sf(1e6, 3) == 0
    assert math.isnan(chi2_sf(math.nan, 3))
    assert math.isnan(chi2_sf(1, -1))


def test_normal_quantile__equals_scipy_and_undoes_the_cdf() -> None:
    for p in (1e-300, 1e-16, 1e-6, 0.01, 0.074, 0.076, 0.3, 0.5, 0.7, 0.95, 0.999999):
        assert normal_quantile(p) == pytest.approx(norm.ppf(p), rel=2e-15, abs=1e-16)
        assert normal_cdf(normal_quantile(p)) == pytest.approx(p, rel=1e-12)
    assert (normal_quantile(0), normal_quantile(1)) == (-math.inf, math.inf)
    assert math.isnan(normal_quantile(1.5))


# --- around them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], ("consistent", 1.0)),
        ([3.0], ("consistent", 1.0)),
        ([0.0, 0.0], ("consistent", 1.0)),
        ([100, 110], ("consistent", 1.1)),
        ([0.1, 0.11], ("consistent", pytest.approx(1.1))),
        ([100, 111, 105], ("tension", 1.11)),
        ([150, 100], ("tension", 1.5)),
        ([151, 100], ("conflict", 1.51)),
        ([-100, -110], ("consistent", 1.1)),
        ([-1, 1], ("conflict", math.inf)),
        ([0, 1], ("conflict", math.inf)),
        ([1, math.nan], ("conflict", math.inf)),
    ],
)
def test_compare_points__judges_by_the_ratio(values: list[float], expected: tuple[str, float]) -> None:
    assert compare_points(values) == expected


def test_compare_points__takes_the_tolerances_it_is_given() -> None:
    assert compare_points([1, 2], agree=1.0)[0] == "consistent"
    assert compare_points([1, 2], tension=1.0)[0] == "tension"
