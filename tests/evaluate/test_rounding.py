"""What rounding leaves open of a result: carried through formulas, and never narrower than the corners of the inputs."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.evaluate.rounding import Slack, Slacks

# Formulas that rise or fall in each of their names, and the same in Python.
FORMULAS = {
    "a + b * c": lambda a, b, c: a + b * c,
    "a * b / c": lambda a, b, c: a * b / c,
    "a / (b + c)": lambda a, b, c: a / (b + c),
    "a - b - c": lambda a, b, c: a - b - c,
    "sqrt(a) * b^2 / c": lambda a, b, c: a**0.5 * b**2 / c,
    "max(a, b) / c": lambda a, b, c: max(a, b) / c,
    "exp(a / 1000) * b + c": lambda a, b, c: 2.718281828459045 ** (a / 1000) * b + c,
}
NUMBERS = st.integers(10, 999)


def slack(text: str, index: tuple[int, ...] = ()) -> Slack:
    found = edition(text)
    return Slacks(found.base, found.values).of("out")(index)


@settings(max_examples=60, deadline=None)
@given(formula=st.sampled_from(sorted(FORMULAS)), numbers=st.tuples(NUMBERS, NUMBERS, NUMBERS))
def test_slacks__are_the_corners_of_what_the_digits_leave(
    formula: str, numbers: tuple[int, int, int]
) -> None:
    a, b, c = (f"{n / 10:.1f}" for n in numbers)
    found = slack(
        f"claims: {{out: {{title: Out, formula: '{formula}', inputs: {{a: {a}, b: {b}, c: {c}}}}}}}"
    )
    corners = [
        FORMULAS[formula](*(n / 10 + sign * 0.05 for n, sign in zip(numbers, signs, strict=True)))
        for signs in product((-1, 1), repeat=3)
    ]
    assert found.rounded == (pytest.approx(min(corners), abs=1e-9), pytest.approx(max(corners), abs=1e-9))


@pytest.mark.parametrize(
    ("inputs", "rounded", "carried"),
    [
        # a declared range or error is exact in its middle, and a range has its ends
        ("a: 4 .. 6 kg, b: 2.0", (9.75, 10.25), (8, 12)),
        ("a: 5 ± 1 kg, b: 2.0", (9.75, 10.25), (2 * (5 - 1.64485), 2 * (5 + 1.64485))),
        # one of a unit is exact, and nothing else is
        ("a: 5.0 kg, b: 1", (4.95, 5.05), (5, 5)),
        ("a: 5.0 kg, b: 1.0", (4.95 * 0.95, 5.05 * 1.05), (5, 5)),
        # about takes part with its width, and as a range
        ("a: ~5 kg, b: 1", (5 / 1.1, 5.5), (5 / 1.1, 5.5)),
    ],
)
def test_slacks__of_what_is_declared(
    inputs: str, rounded: tuple[float, float], carried: tuple[float, float]
) -> None:
    found = slack(f"claims: {{out: {{title: Out, formula: a * b, inputs: {{{inputs}}}, unit: kg}}}}")
    assert found.rounded == pytest.approx(rounded, rel=1e-5)
    assert found.carried == pytest.approx(carried, rel=1e-5)


def test_slacks__one_of_a_unit_is_exact_only_in_place() -> None:
    found = slack("""
        claims:
          one: {title: One, value: 1 kg}
          out: {title: Out, formula: a * b, inputs: {a: one, b: 1}, unit: kg}
    """)
    assert found.rounded == pytest.approx((0.95, 1.05))


def test_slacks__stand_for_each_reading() -> None:
    text = """
        choices:
          which: {title: Which, options: {small: 2.0 kg, large: 10.0 kg}}
        claims:
          out: {title: Out, formula: 2 * a, inputs: {a: which}, unit: kg}
    """
    assert slack(text, (0,)).rounded == pytest.approx((4.0, 4.0))
    assert slack(text, (1,)).rounded == pytest.approx((20.0, 20.0))
    about = text.replace("2.0 kg", "~2.0 kg")
    assert slack(about, (0,)).rounded == pytest.approx((4 / 1.1, 4.4))


def test_slacks__a_combined_quantity_is_exact() -> None:
    found = slack("""
        quantities:
          q: {title: Q, take: weighted, unit: kg}
        claims:
          a: {title: A, value: 9 ± 1 kg, of: q}
          b: {title: B, value: 10 ± 1 kg, of: q}
          out: {title: Out, formula: 2 * q, inputs: {q: q}, unit: kg}
    """)
    assert found.rounded == pytest.approx((found.point, found.point))


def test_slacks__a_quantity_that_takes_one_claim_is_that_claim() -> None:
    found = slack("""
        quantities:
          q: {title: Q, take: a, unit: kg}
        claims:
          a: {title: A, value: 9.0 kg, of: q}
          out: {title: Out, formula: 2 * q, inputs: {q: q}, unit: kg}
    """)
    assert found.rounded == pytest.approx((17.9, 18.1))
