"""What is exact: only what says so, by definition or by the way it is written; and what follows from such alone."""

from __future__ import annotations

import pytest

from small import edition
from whence.judge.exact import known_exactly


@pytest.mark.parametrize(
    ("claim", "known"),
    [
        ("value: 299792458 m/s, kind: convention, why: defined", True),
        ("value: 2.5 kg, exact: true", True),
        ("value: 12 chip", True),
        ("value: 12", True),
        ("value: $12.50", True),
        ("value: 12.5 kg", False),
        ("value: 120 chip", False),
        ("value: 12.0 chip", False),
        ("value: 3K chip", False),
        ("value: 12 chip/rack", False),
        ("value: 12 bit", False),
        ("value: 12 kg", False),
        ("value: 12%", False),
        ("value: ~12 chip", False),
        ("value: 10 to 12 chip", False),
        ("value: '>= 12 chip'", False),
        ("value: $12", False),
        ("value: $12.50/hour", False),
        ("value: $12.50 million", False),
    ],
)
def test_known_exactly__of_what_is_written(claim: str, known: bool) -> None:
    found = edition(f"claims: {{a: {{title: A, {claim}}}}}")
    assert known_exactly(found.base, "a") == known


@pytest.mark.parametrize(("inputs", "known"), [("{a: 12, b: $2.50}", True), ("{a: 1.2, b: $2.50}", False)])
def test_known_exactly__of_what_follows(inputs: str, known: bool) -> None:
    found = edition(f"claims: {{c: {{title: C, formula: a * b, inputs: {inputs}}}}}")
    assert known_exactly(found.base, "c") == known
