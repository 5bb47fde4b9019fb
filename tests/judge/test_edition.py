"""The digits that numbers are worth: enough for the interval, as many as the inputs of an exact result have."""

from __future__ import annotations

import pytest

from small import edition
from whence.account.headlines import headline
from whence.language.units.units import STANDARD, Unit
from whence.language.values.written import show, show_interval

EXACT = """
units: {box: {title: box}}
claims:
  c: {title: C, value: 299792458 m/s, kind: convention, why: Defined}
  h: {title: H, value: 6.62607015e-34 J*s, kind: convention, why: Defined}
  e: {title: E, value: 1.602176634e-19 A*s, kind: convention, why: Defined}
  pi: {title: Pi, value: 3.14159265358979, kind: convention, why: A number}
  same: {title: The same, formula: c / 1, inputs: {c: c}, unit: m/s}
  klitzing: {title: Von Klitzing constant, formula: h / e^2, inputs: {h: h, e: e}, unit: Ω}
  radius: {title: Radius, value: 2.5 m}
  around: {title: Circumference, formula: 2 * pi * r, inputs: {pi: pi, r: radius}, unit: m}
  each: {title: Price, value: 356.23 EUR/box}
  all: {title: Sum, formula: n * each, inputs: {n: 65 box, each: each}, unit: EUR}
  most: {title: A million times, formula: n * each, inputs: {n: 1000000 box, each: each}, unit: EUR}
  third: {title: A third, formula: a / 3, inputs: {a: 100 kg}, unit: kg}
  mass: {title: Mass, value: 9.1093837139e-31 ± 0.0000000028e-31 kg}
  width: {title: Width, value: 1000 ± 20 m}
"""
SHOWN = {
    "c": "299792458 m/s",
    "same": "299792458 m/s",
    "klitzing": "25812.8074593 Ω",
    "around": "15.7 m",
    "all": "€23154.95",
    "most": "€356.23 million",
    "third": "33.3 kg",
    "mass": "9.1093837139e-31 kg  [9.1093837093e-31 to 9.1093837185e-31 kg]",
    "width": "1000 m  [967 to 1033 m]",
}


@pytest.mark.parametrize("id", SHOWN)
def test_digits__are_those_that_a_number_is_worth(id: str) -> None:
    assert headline(edition(EXACT), id) == SHOWN[id]


@pytest.mark.parametrize(
    ("low", "high"),
    [(9.1093837e-31, 9.1093838e-31), (1.0, 1.0 + 1e-12), (299792457.0, 299792458.0), (1e9, 1e9 + 1)],
)
def test_show_interval__its_ends_never_look_alike(low: float, high: float) -> None:
    unit = STANDARD.parse("kg")
    assert isinstance(unit, Unit)
    first, _, second = show_interval(low, high, unit).partition(" to ")
    assert first != second.removesuffix(" kg")
    assert show(low, unit, 15) != show(high, unit, 15)
