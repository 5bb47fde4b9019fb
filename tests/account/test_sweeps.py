"""Suppositions that stand for several values, or for a share or a factor of what a number is."""

from __future__ import annotations

import pytest

from small import edition
from whence.account import sweeps

BASE = """
claims:
  pause: {title: Pause between doses, value: 12 hour}
  share: {title: Share, value: 62%}
  fever: {title: Fever, value: 39.2 °C}
  carriers: {title: Carriers, value: at most 30%}
  price: {title: Price, value: 4.10 USD}
"""


@pytest.mark.parametrize(
    ("id", "text", "values"),
    [
        ("pause", "6..12 hour step 3", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6..12 hour step 3 hour", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6 hour .. 12 hour step 3", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6..12 step 6 hour", ("6 hour", "12 hour")),
        ("pause", "6..12 step 6", ("6 hour", "12 hour")),
        ("share", "50%..60% step 5%", ("50 %", "55 %", "60 %")),
        ("share", "50..60% step 5", ("50 %", "55 %", "60 %")),
        ("price", "+10%", ("$4.51",)),
    ],
)  # fmt: skip
def test_values__in_one_unit(id: str, text: str, values: tuple[str, ...]) -> None:
    assert sweeps.values(edition(BASE), id, text) == values


@pytest.mark.parametrize(
    ("id", "text", "why"),
    [
        # The step of another unit was taken for one of that of the ends, in silence.
        ("pause", "6..24 hour step 360 min", "in one unit; write all of them in hour"),
        ("pause", "6 hour .. 1 day step 6", "in one unit"),
        # 10 % more than 39.2 °C is 70 °C, by the absolute zero.
        ("fever", "+10%", "depends on where its zero lies"),
        ("fever", "x2", "depends on where its zero lies"),
        # Twice "at most 30%" is not 60 %.
        ("carriers", "x2", "known by its bounds alone"),
    ],
)
def test_values__that_would_be_other_than_meant_are_refused(id: str, text: str, why: str) -> None:
    told = sweeps.values(edition(BASE), id, text)
    assert isinstance(told, str)
    assert why in told
