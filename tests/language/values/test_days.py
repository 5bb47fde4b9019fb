"""Which days a written date or span covers."""

from __future__ import annotations

import datetime

import pytest

from whence.language.problems import Problem
from whence.language.values import days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-05-02", "2024-05-02", "2024-05-02"),
        ("2024-01 to 2024-06", "2024-01-01", "2024-06-30"),
        ("2023-Q4 to 2024-02-10", "2023-10-01", "2024-02-10"),
    ],
)
def test_days__of_dates_and_spans(text: str, first: str, last: str) -> None:
    found = days.parse(text)
    assert isinstance(found, days.Days)
    assert (datetime.date.fromordinal(found.first).isoformat(), found.end) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-06 to 2024-01", "2024 to", "2024-02-30"])
def test_days__of_nothing(text: str) -> None:
    assert isinstance(days.parse(text), Problem)
    assert days.covered(text) is None


def test_same__spans_of_the_same_days_and_what_speaks_of_no_time() -> None:
    assert days.same("2025-Q4", "2025-10 to 2025-12")
    assert days.same("2024", "2024-Q1 to 2024-Q4")
    assert days.same("", "2025-Q4")
    assert not days.same("2025-Q4", "2025-12")
