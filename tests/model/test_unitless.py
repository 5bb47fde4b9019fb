"""A number without its unit is told once, where it stands, and not wherever it is used."""

from __future__ import annotations

import pytest

from small import edition

BARE = """
units: {rack: {title: rack}}
quantities: {q: {title: Q, take: all-of-it, unit: kg}}
claims:
  mass: {title: Mass, value: 5}
  share: {title: Share, value: 5%}
  sum: {title: Sum, formula: mass + m, inputs: {mass: mass, m: 3 kg}}
  more: {title: More, formula: 3 * mass + m, inputs: {mass: mass, m: 3 kg}}
  each: {title: Each, value: 7}
  power: {title: Power, formula: n * each, inputs: {n: 100 rack, each: each}, unit: kW}
  upon: {title: Upon it, formula: power + one, inputs: {power: power, one: 1 kW}}
  literal: {title: Literal, formula: n + m, inputs: {n: 5, m: 3 kg}}
  percent: {title: Percent, formula: share + m, inputs: {share: share, m: 3 kg}}
  two: {title: Two ways, formula: (a + m) * (b + s), inputs: {a: 2, b: 3, m: 3 kg, s: 1 s}}
checks:
  less: {title: Less, assert: mass < m, inputs: {mass: mass, m: 3 kg}}
"""


@pytest.fixture(scope="module")
def said() -> dict[str, tuple[str, int, int]]:
    found = edition(BARE.replace("take: all-of-it, ", "take: literal, "))
    return {
        each.id: (each.message, each.place.line, each.place.column)
        for each in found.findings
        if each.rule == "unit-mismatch" and each.place
    }


def test_infer__a_number_without_a_unit_is_told_where_it_stands(
    said: dict[str, tuple[str, int, int]],
) -> None:
    assert said["mass"] == ("this number has no unit, and `less` and 2 more need it in kg (mass)", 5, 30)
    assert said["each"][0] == "this number has no unit, and `power` needs it in kW/rack"
    assert said["literal"][1:] == (12, 57)


def test_infer__what_uses_it_is_silent(said: dict[str, tuple[str, int, int]]) -> None:
    assert not said.keys() & {"sum", "more", "power", "upon", "less"}


def test_infer__a_percentage_and_two_bare_numbers_are_mistakes_of_the_formula(
    said: dict[str, tuple[str, int, int]],
) -> None:
    assert "the two sides" in said["percent"][0]
    assert "the two sides" in said["two"][0]
