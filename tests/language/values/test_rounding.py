"""What a written number stands for: half a unit of its last digit either way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.language.units.units import STANDARD
from whence.language.values.written import Written, ninety, parse


def stands_for(text: str, about: float = 0.1) -> list[tuple[float, float]]:
    """The ends of each number that is written, in the unit that it is written in."""
    found = parse(text, STANDARD, about)
    assert isinstance(found, Written), found
    return [(found.unit.from_base(low), found.unit.from_base(high)) for low, high in found.rounding]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3", 2.95, 3.05),
        ("10", 9.5, 10.5),
        ("12 chip", 11.5, 12.5),
        ("100 MW", 95, 105),
        ("150 MW", 145, 155),
        ("400K chip", 395e3, 405e3),
        ("5 bn USD", 4.95e9, 5.05e9),
        ("23500", 23450, 23550),
        ("1234567", 1234566.5, 1234567.5),
        ("0 kg", -0.5, 0.5),
        ("0.0 kg", -0.05, 0.05),
        ("0%", -0.5, 0.5),
        ("2.0 kg", 1.95, 2.05),
        ("2.50 kg", 2.495, 2.505),
        ("0.02 kg", 0.015, 0.025),
        ("1.0e6", 0.95e6, 1.05e6),
        ("2e27 FLOP", 1.5e27, 2.5e27),
        ("20e6", 19.5e6, 20.5e6),
        ("-3 kg", -3.05, -2.95),
        ("40%", 39.5, 40.5),
        ("$1000.00", 999.995, 1000.005),
        ("1.10x per year", 1.095, 1.105),
        ("4% per year", 1.0395, 1.0405),
        ("3.5% per year", 1.0345, 1.0355),
        ("12.0% per year", 1.1195, 1.1205),
        ("10%/year", 1.095, 1.105),
        ("100% per year", 1.95, 2.05),
        ("-4% per year", 0.9595, 0.9605),
        ("~150 MW", 150 / 1.1, 150 * 1.1),
        ("~0.4 MW", 0.35, 0.45),
        ("~-150 USD", -165, -135),
        ("at least 50 MW", 49.5, 50.5),
    ],
)
def test_rounding__is_half_a_unit_of_the_last_digit(text: str, low: float, high: float) -> None:
    assert stands_for(text) == [(pytest.approx(low), pytest.approx(high))]


def test_rounding__of_a_range_is_that_of_its_ends() -> None:
    found = stands_for("20 to 60.0 kg")
    assert found == [(pytest.approx(19.5), pytest.approx(20.5)), (pytest.approx(59.95), pytest.approx(60.05))]


def test_rounding__of_a_time_of_doubling_turns_around() -> None:
    [(low, high)] = stands_for("doubling in 2.3 year")
    assert low == pytest.approx(2 ** (2.3 / 2.35))
    assert high == pytest.approx(2 ** (2.3 / 2.25))


def test_rounding__of_a_date_is_all_of_its_days() -> None:
    [(low, high)] = stands_for("2025-03")
    assert (high - low) / 86400 == 31


def test_rounding__a_distribution_by_its_parameters_has_none() -> None:
    assert stands_for("{normal: {mean: 3 kg, sd: 1 kg}}") == []


@given(st.decimals(min_value=1, max_value=10**9, places=2))
def test_rounding__more_digits_stand_for_less(number: object) -> None:
    [(low, high)] = stands_for(f"{number} kg")
    [(inner, upper)] = stands_for(f"{number}0 kg")
    assert low <= inner <= upper <= high


def test_ninety__are_the_ends_of_an_error() -> None:
    found = parse("10 ± 1 kg", STANDARD)
    assert isinstance(found, Written)
    assert ninety(found) == (pytest.approx(8.35515, rel=1e-5), pytest.approx(11.64485, rel=1e-5))
