"""Temperatures with a zero: what is computed from them is shown in degrees where it is one, and never where it is a difference."""

from __future__ import annotations

import re

import pytest

from small import edition, interval, point
from whence.judge.edition import Edition

BASE = """
    claims:
      room: {title: Room, value: 20 ± 1 °C, kind: assumption, why: As it is}
      stove: {title: Stove, value: 212 °F, kind: assumption, why: As it is}
      k: {title: In kelvin, value: 300 K, kind: assumption, why: As it is}
      other: {title: In kelvin, value: 310 K, kind: assumption, why: As it is}
      out: {title: Out, formula: "%s", inputs: {%s}%s}
"""
INPUTS = {"room": "room", "stove": "stove", "k": "k", "other": "other", "more": "5 K", "p": "1.1"}


def out(formula: str, unit: str = "") -> Edition:
    names = [name for name in INPUTS if re.search(rf"\b{name}\b", formula)]
    inputs = ", ".join(f"{name}: {INPUTS[name]}" for name in names)
    return edition(BASE % (formula, inputs, f', unit: "{unit}"' if unit else ""))


@pytest.mark.parametrize(
    ("formula", "unit", "number"),
    [
        ("room + more", "°C", 25), ("room + more", "°F", 77), ("room + more", "", 25), ("room + more", "K", 298.15), ("room - more", "°C", 15),
        ("(room + stove) / 2", "°C", 60), ("0.5 * (room + stove)", "celsius", 60), ("max(room, stove)", "°C", 100), ("k + more", "°C", 31.85),
        ("stove - room", "K", 80), ("stove - room", "", 80), ("room * p", "°C", 293.15 * 1.1 - 273.15), ("room + (stove - room)", "°C", 100),
    ],
)  # fmt: skip
def test_out__is_shown_in_degrees_where_it_is_a_temperature(formula: str, unit: str, number: float) -> None:
    found = out(formula, unit)
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    assert point(found, "out") == pytest.approx(number)


def test_out__has_its_interval_in_degrees() -> None:
    assert interval(out("room + more", "°C"), "out") == pytest.approx((25 - 1.645, 25 + 1.645), abs=0.05)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("stove - room", "°C"),
        ("room + stove", "°C"),
        ("2 * room", "°F"),
        ("other - k", "°C"),
        ("-room", "°C"),
    ],
)
def test_out__no_difference_and_no_sum_is_shown_in_degrees(formula: str, unit: str) -> None:
    found = out(formula, unit)
    (error,) = (each for each in found.findings if each.severity == "error")
    assert error.rule == "unit-mismatch"
    assert error.hints == ("write `unit: K`",)
    assert not [each for each in out(formula, "K").findings if each.severity == "error"]


def test_value__in_kelvin_may_be_shown_in_degrees() -> None:
    found = edition("claims: {a: {title: A, value: 300 K, unit: °C}, b: {title: B, value: 20 °C, unit: K}}")
    assert not [each for each in found.findings if each.severity == "error"]
    assert (point(found, "a"), point(found, "b")) == pytest.approx((26.85, 293.15))


def test_unit__of_a_base_is_none_with_a_zero() -> None:
    found = edition("units: {warm: {title: Warm, equals: °C}}\nclaims: {a: {title: A, value: 3 warm}}")
    assert "bad-unit" in {each.rule for each in found.findings} or "unknown-unit" in {
        each.rule for each in found.findings
    }
