"""Growth that is multiplied like a plain rate: refused, with a formula for interest that compounds and one for simple interest."""

from __future__ import annotations

import re

import pytest

from small import edition, point

BASE = """
    claims:
      loan: {title: Loan, value: 1000 USD, exact: true}
      rate: {title: Rate, value: %s}
      time: {title: Time, value: 3 year}
      out: {title: Out, formula: "%s", unit: USD, inputs: {p: loan, r: rate, t: time%s}}
"""


def written(hint: str) -> str:
    return re.findall("`([^`]+)`", hint)[0]


@pytest.mark.parametrize(
    ("formula", "compound", "simple"),
    [
        ("p * r * t", 1000 * (1.05**3 - 1), 150),
        ("p + p * r * t", 1000 * 1.05**3, 1150),
        ("p * (1 + r * t)", 1000 * 1.05**3, 1150),
        ("p * (r * t)", 1000 * (1.05**3 - 1), 150),
    ],
)
def test_interest__the_formulas_of_the_hints_are_usable(formula: str, compound: float, simple: float) -> None:
    found = edition(BASE % ("5%/year", formula, ""))
    (error,) = (each for each in found.findings if each.severity == "error")
    assert error.rule == "unit-mismatch"
    first, second = (formula.replace("r * t", written(hint)) for hint in error.hints)
    assert "in place of `r * t`" in error.hints[0]
    assert point(edition(BASE % ("5%/year", first, "")), "out") == pytest.approx(compound)
    assert "`y: 1 year`" in error.hints[1]
    assert point(edition(BASE % ("5%/year", second, ", y: 1 year")), "out") == pytest.approx(simple)


def test_interest__of_a_plain_rate_is_simple_as_it_stands() -> None:
    assert point(edition(BASE % ("0.05 1/year", "p * r * t", "")), "out") == pytest.approx(150)


def test_interest__of_one_year_has_its_own_formula() -> None:
    found = edition("""
    claims:
      loan: {title: Loan, value: 1000 USD, exact: true}
      rate: {title: Rate, value: 5%/year}
      out: {title: Out, formula: p * r, unit: USD, inputs: {p: loan, r: rate}}
    """)
    (error,) = (each for each in found.findings if each.severity == "error")
    assert written(error.hints[0]) == "(grow(r, y) - 1)"
    again = edition("""
    claims:
      loan: {title: Loan, value: 1000 USD, exact: true}
      rate: {title: Rate, value: 5%/year}
      out: {title: Out, formula: "p * (grow(r, y) - 1)", unit: USD, inputs: {p: loan, r: rate, y: 1 year}}
    """)
    assert point(again, "out") == pytest.approx(50)
