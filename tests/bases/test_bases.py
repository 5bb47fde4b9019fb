"""Whole bases of other fields, each against a computation that shares nothing with the engine."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from make_sheet import GROUPS, rows

from whence.account import ledger
from whence.disk import store
from whence.judge.edition import Edition

HERE = Path(__file__).parent
DRAWS = 1_000_000
Z90 = float(scipy.stats.norm.ppf(0.95))


@cache
def base(name: str) -> Edition:
    """One of the bases, judged on a fixed day."""
    return store.load(store.read(HERE / name), today="2026-11-29")


def of(edition: Edition, id: str, **choose: str) -> tuple[float, float, float, float]:
    """(point, median, low, high) of a record in its unit, in a reading if one is named."""
    summary, unit = edition.summaries[id], edition.unit(id)
    figure = summary.figure
    if choose:
        figure = next(each.figure for each in summary.readings if dict(each.choose) == choose)
    return tuple(
        float(unit.from_base(each)) for each in (figure.point, figure.median, figure.low, figure.high)
    )  # type: ignore[return-value]


def said(edition: Edition, id: str) -> set[str]:
    """The rules that object to a record."""
    return {each.rule for each in edition.findings if each.id == id}


def lognormal(draw: np.random.Generator, low: float, high: float) -> np.ndarray:
    """Draws whose 5 % and 95 % quantiles are the two ends."""
    mu, sigma = (math.log(low) + math.log(high)) / 2, math.log(high / low) / (2 * Z90)
    return np.exp(mu + sigma * draw.standard_normal(DRAWS))


@pytest.mark.parametrize("name", ["fernbrook", "constants", "quarters", "sheet", "northfield"])
def test_bases__have_no_error(name: str) -> None:
    assert not [str(each) for each in base(name).findings if each.severity == "error"]


def trials() -> tuple[float, float]:
    """The mean of the two trials and its error, scaled up by the factor of the Particle Data Group: chi squared is 1.98."""
    values, weights = np.array([0.21, 0.12]), np.array([1 / 0.05**2, 1 / 0.04**2])
    mean = float(weights @ values / weights.sum())
    scale = math.sqrt(float(weights @ (values - mean) ** 2))
    assert scale == pytest.approx(1.4056, abs=1e-4)
    return mean, scale * float(weights.sum() ** -0.5)


def test_fernbrook__the_trials_are_combined_and_agree() -> None:
    mean, error = trials()
    point, _, low, high = of(base("fernbrook"), "reduction")
    assert point == pytest.approx(mean, rel=1e-9)
    assert (low, high) == (
        pytest.approx(mean - Z90 * error, rel=1e-6),
        pytest.approx(mean + Z90 * error, rel=1e-6),
    )
    assert not said(base("fernbrook"), "reduction") & {"rivals-disagree", "rivals-tension"}


def test_fernbrook__every_reading_of_the_multiple_against_a_million_draws() -> None:
    draw = np.random.default_rng(7)
    mean, error = trials()
    cost = lognormal(draw, 5.0, 7.0)
    mortality = (12 + draw.standard_normal(DRAWS)) / 1000
    reduction = mean + error * draw.standard_normal(DRAWS)
    for name, weight in (("beneficiaries", 100), ("donors", 76)):
        wanted = mortality * reduction / cost * weight / 0.00335
        point, median, low, high = of(base("fernbrook"), "multiple", weights=name)
        assert point == pytest.approx(0.012 * mean / math.sqrt(35) * weight / 0.00335)
        for found, level in ((low, 0.05), (median, 0.5), (high, 0.95)):
            assert found == pytest.approx(float(np.quantile(wanted, level)), rel=0.01)


def test_fernbrook__the_headline_fits_no_reading() -> None:
    found = base("fernbrook")
    assert said(found, "multiple") & {"recomputed-differs", "recomputed-soft"}
    (message,) = [
        each.message
        for each in found.findings
        if each.id == "multiple" and each.rule.startswith("recomputed")
    ]
    assert "beneficiaries" in message
    assert "donors" in message


# As the adjustment of 2022 publishes them: the value and its standard uncertainty.
PUBLISHED = {
    "bohr-radius": (5.29177210544e-11, 0.00000000082e-11),
    "electron-mass": (9.1093837139e-31, 0.0000000028e-31),
    "klitzing": (25812.8074593045, 0.0),
    "josephson": (483597.848416984e9, 0.0),
}


@pytest.mark.parametrize("id", PUBLISHED)
def test_constants__are_the_published_ones(id: str) -> None:
    value, uncertainty = PUBLISHED[id]
    assert of(base("constants"), id)[0] == pytest.approx(value, rel=1e-9, abs=2 * uncertainty)


@pytest.mark.parametrize(("id", "of_alpha", "of_rydberg"), [("bohr-radius", 1, -1), ("electron-mass", -2, 1)])
def test_constants__errors_are_carried_with_their_correlation(
    id: str, of_alpha: int, of_rydberg: int
) -> None:
    alpha, rydberg = 0.0000000000011 / 0.0072973525643, 0.000012 / 10973731.568157
    square = (
        (of_alpha * alpha) ** 2
        + (of_rydberg * rydberg) ** 2
        + 2 * 0.9 * of_alpha * alpha * of_rydberg * rydberg
    )
    _, median, low, high = of(base("constants"), id)
    assert (high - low) / median / (2 * Z90) == pytest.approx(math.sqrt(square), rel=0.01)


def test_constants__a_shared_wire_is_a_shared_error() -> None:
    values = np.array([6.6743, 6.6755, 6.6719])
    covariance = np.diag([0.0015, 0.0020, 0.0025]) ** 2
    covariance[0, 1] = covariance[1, 0] = 0.0012**2
    inverse = np.linalg.inv(covariance)
    weights = inverse.sum(0) / inverse.sum()
    assert weights.min() > 0
    mean, error = float(weights @ values), float(inverse.sum() ** -0.5)
    point, _, low, high = of(base("constants"), "gravitation")
    assert point == pytest.approx(mean * 1e-11, rel=1e-9)
    assert (high - low) / (2 * Z90) == pytest.approx(error * 1e-11, rel=1e-3)


def test_quarters__sums_growth_and_runway_by_hand() -> None:
    found = base("quarters")
    assert of(found, "revenue-2025")[0] == 5_330_000
    assert of(found, "price")[0] == 50
    assert of(found, "growth")[0] == pytest.approx((1490 / 1200) ** (1 / 0.75))
    assert of(found, "runway")[0] == pytest.approx(2_400_000 / math.sqrt(150_000 * 210_000))
    assert (of(found, "runway")[2], of(found, "runway")[3]) == (
        pytest.approx(2.4e6 / 210e3, rel=1e-3),
        pytest.approx(2.4e6 / 150e3, rel=1e-3),
    )


def test_quarters__the_series_is_no_dispute_and_its_latest_is_taken() -> None:
    found = base("quarters")
    assert of(found, "revenue")[0] == 1_490_000
    assert not said(found, "revenue") & {"rivals-disagree", "rivals-tension"}


@pytest.mark.parametrize("id", ["revenue-2025", "growth", "price", "runway"])
def test_quarters__what_the_deck_computed_is_not_objected_to(id: str) -> None:
    assert not [
        each
        for each in base("quarters").findings
        if each.id == id and each.severity in ("conflict", "warning")
    ]


def test_quarters__a_bound_stays_a_bound_and_a_check_on_it_stays_open() -> None:
    found = base("quarters")
    assert found.summaries["revenue-2026"].bound == "lower"
    (entry,) = [each for each in ledger.entries(found) if each.id == "doubles"]
    assert (entry.part, "is open" in entry.statement) == ("relations", True)


@pytest.mark.parametrize(
    ("day", "there", "absent"),
    [
        ("2025-10-20", "revenue-q2", "revenue-q3"),
        ("2025-10-21", "revenue-q3", "revenue-q4"),
        ("2026-01-20", "new-product", ""),
    ],
)
def test_quarters__are_known_when_the_deck_is_out(day: str, there: str, absent: str) -> None:
    then = store.load(store.read(HERE / "quarters"), today=day, known_on=day)
    assert there in then.summaries
    assert absent not in then.summaries


def test_sheet__every_sum_to_the_cent() -> None:
    found = base("sheet")
    for group in GROUPS:
        wanted = sum(pieces * price for _, of_, pieces, price in rows() if of_ == group)
        assert Decimal(str(of(found, group)[0])).quantize(Decimal("0.01")) == wanted
    net = sum(pieces * price for _, _, pieces, price in rows())
    assert of(found, "gross")[0] == pytest.approx(float(net * Decimal("1.19")), rel=1e-12)


def test_sheet__only_the_planted_slip_is_found() -> None:
    assert {
        each.id for each in base("sheet").findings if each.severity in ("conflict", "warning", "error")
    } == {"gross"}


# By hand: a row is ten racks, 72 chips stand in a rack, a year has 8766 hours, and the three water figures weigh alike.
RACKS = 120 * 10
WATER = 3200 * 365.25


@pytest.mark.parametrize(
    ("id", "wanted"),
    [
        ("racks", RACKS),
        ("racks-need", RACKS * math.sqrt(130 * 150) / 1000),
        ("chips", RACKS * 72),
        ("run-compute", RACKS * 72 * 2.5e15 * 0.4 * 100 * 86400),
        ("site-power-computed", 4 * 48),
        ("region-share", 100 * 195 / 3200),
        ("electricity-bill", 195 * 0.8 * 8766 * 60),
        ("site-cost", RACKS * 72 * 30_000 + 1.1e9),
        ("cooling-water", 3.2),
        ("water-bill", WATER * 1.25),
        ("jobs-per-power", 350 / 195),
    ],
)
def test_northfield__by_hand(id: str, wanted: float) -> None:
    assert of(base("northfield"), id)[0] == pytest.approx(wanted, rel=1e-9)


def test_northfield__nothing_in_it_is_wrong() -> None:
    found = base("northfield")
    assert {each.rule for each in found.findings} == {"settled", "sense-ruled-out", "orphan-source"}
    (settled,) = [each for each in found.findings if each.rule == "settled"]
    assert (settled.id, settled.severity) == ("vault-in-the-post", "note")


def test_northfield__its_copies_have_its_excerpts() -> None:
    read = store.read(HERE / "northfield")
    copies = {each.name: each.read_text("utf-8") for each in (HERE / "northfield" / "copies").glob("*.txt")}
    found = store.load(read, today="2026-11-29", snapshots=copies)
    assert not [each.message for each in found.findings if each.rule == "excerpt-not-found"]
    assert len(copies) == 7
