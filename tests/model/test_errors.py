"""The parts of an error: what they make up, what they may be written in, and what others share of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from small import edition, interval, rules
from whence.judge.assemble import Edition

Z = 1.6448536269514722


def one(value: str, errors: str) -> Edition:
    return edition(
        f"claims: {{m: {{title: M, value: {value}, errors: {errors}, kind: assumption, why: given}}}}"
    )


def sigma(found: Edition) -> float:
    """The error of `m` in its unit, to the accuracy of quantiles taken from draws."""
    low, high = interval(found, "m")
    return (high - low) / 2 / Z


@pytest.mark.parametrize(
    ("value", "errors", "expected"),
    [
        ("100 kg", "{stat: 3 kg, syst: 4 kg}", 5),
        ("100 ± 5 kg", "{stat: 3 kg, syst: 4 kg}", 5),
        ("100 ± 5 kg", "{stat: 3 kg, syst: {size: 4 kg, common: energy-scale}}", 5),
        ("100 kg", "{stat: 3000 g, syst: 4%}", 5),
        ("200 kg", "{syst: 4%}", 8),
        ("-200 kg", "{syst: 4%}", 8),
        ("1.0 kg", "{own: 3%, syst: {size: 4%, common: scale}}", 0.05),
        ("12%", "{stat: 0.3%, syst: 0.4%}", 0.5),
        ("0.12", "{syst: 10%}", 0.012),
        ("1.67 ± 0.13 kg", "{a: 0.05 kg, b: 0.12 kg}", 0.13),
        ("91.8 to 108.2 kg", "{stat: 3 kg, syst: 4 kg}", 5),
        ('"normal(100, 5) kg"', "{stat: 3 kg, syst: 4 kg}", 5),
    ],
)
def test_errors__parts_make_up_the_error(value: str, errors: str, expected: float) -> None:
    found = one(value, errors)
    assert sigma(found) == pytest.approx(expected, rel=5e-3)
    assert not {"error-parts", "bad-value", "unit-mismatch"} & set(rules(found))


@pytest.mark.parametrize(
    ("value", "errors"),
    [
        ("100 ± 5 kg", "{stat: 3 kg, syst: 2 kg}"),
        ("100 ± 7 kg", "{stat: 3 kg, syst: 4 kg}"),
        ("100 +5 -6 kg", "{stat: 1 kg, syst: 2 kg}"),
        ("92 to 108 kg", "{syst: 2 kg}"),
        ("100 (95% CI 90 to 110) kg", "{syst: 2 kg}"),
        ("90 .. 110 kg", "{syst: 2 kg}"),
        ("~100 kg", "{syst: 2 kg}"),
        ('"triangular(80, 100, 120) kg"', "{syst: 2 kg}"),
    ],
)
def test_errors__that_do_not_make_up_the_error_are_said_and_not_added(value: str, errors: str) -> None:
    found = one(value, errors)
    assert "error-parts" in rules(found, least="warning")
    plain = edition(f"claims: {{m: {{title: M, value: {value}, kind: assumption, why: given}}}}")
    assert interval(found, "m") == interval(plain, "m")


def test_errors__between_the_two_of_a_lopsided_value_are_its_parts() -> None:
    assert "error-parts" not in rules(one("100 +6 -4 kg", "{stat: 3 kg, syst: 4 kg}"))


def test_errors__of_a_date_are_times() -> None:
    found = one("2025-11-05", "{reading: 3 day, calendar: 4 day}")
    figure = found.summaries["m"].figure
    assert (figure.high - figure.low) / 2 / Z == pytest.approx(5 * 86400, rel=5e-3)


@pytest.mark.parametrize(
    ("errors", "rule"),
    [
        ("{stat: 3 s}", "unit-mismatch"),
        ("{stat: 3 to 4 kg}", "bad-value"),
        ("{stat: -3 kg}", "bad-value"),
        ("{stat: 0 kg}", "bad-value"),
        ("{stat: {common: scale}}", "missing-field"),
        ("{stat: {size: 3 kg, comon: scale}}", "unknown-key"),
    ],
)
def test_errors__what_is_no_part(errors: str, rule: str) -> None:
    assert rule in rules(one("100 kg", errors), least="error")


def test_errors__a_part_that_is_none_is_pointed_at_as_a_whole() -> None:
    (found,) = [each for each in one("100 kg", "{stat: 0.0 kg}").findings if each.severity == "error"]
    assert found.place
    assert (found.message, found.place.length) == (
        "a part of an error is one number above zero",
        len("0.0 kg"),
    )


def test_errors__a_common_part_is_in_both_and_reaches_what_is_computed() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 10 kg, errors: {own: 3 kg, scale: {size: 4 kg, common: scale}}}
          b: {title: B, value: 20 kg, errors: {own: 6 kg, scale: {size: 8 kg, common: scale}}}
          c: {title: C, value: 20 kg, errors: {own: 6 kg, scale: 8 kg}}
          sum: {title: Sum, formula: a + b, inputs: {a: a, b: b}, unit: kg}
          other: {title: Other, formula: a + c, inputs: {a: a, c: c}, unit: kg}
    """)
    draws = {id: found.values.of[id].samples for id in ("a", "b", "c")}
    assert np.corrcoef(draws["a"], draws["b"])[0, 1] == pytest.approx(0.64, abs=0.05)
    assert np.corrcoef(draws["a"], draws["c"])[0, 1] == pytest.approx(0, abs=0.05)
    low, high = interval(found, "sum")
    assert (high - low) / 2 / Z == pytest.approx(math.sqrt(5**2 + 10**2 + 2 * 4 * 8), rel=0.04)
    low, high = interval(found, "other")
    assert (high - low) / 2 / Z == pytest.approx(math.sqrt(5**2 + 10**2), rel=0.04)
    assert interval(found, "a") == pytest.approx((10 - 5 * Z, 10 + 5 * Z), abs=0.03)


def test_errors__a_common_share_moves_what_is_below_zero_the_other_way() -> None:
    """A scale that reads 4 % too high makes 100 kg larger and -100 kg smaller; a common offset lifts both."""
    found = edition("""
        claims:
          up: {title: Up, value: 100 ± 5 kg, errors: {stat: 3 kg, sys: {size: 4%, common: scale}}}
          down: {title: Down, value: -100 ± 5 kg, errors: {stat: 3 kg, sys: {size: 4%, common: scale}}}
          high: {title: High, value: 100 ± 5 kg, errors: {stat: 3 kg, sys: {size: 4 kg, common: offset}}}
          low: {title: Low, value: -100 ± 5 kg, errors: {stat: 3 kg, sys: {size: 4 kg, common: offset}}}
          scaled: {title: Scaled, formula: a + b, inputs: {a: up, b: down}, unit: kg}
          lifted: {title: Lifted, formula: a + b, inputs: {a: high, b: low}, unit: kg}
    """)
    for id, expected in (("scaled", math.sqrt(2) * 3), ("lifted", math.hypot(math.sqrt(2) * 3, 8))):
        low, high = interval(found, id)
        assert (high - low) / 2 / Z == pytest.approx(expected, rel=0.04)


@pytest.mark.parametrize(
    ("value", "sd"),
    [
        ("100 ± 5 kg", 5),
        ("91.776 to 108.224 kg", 5),
        ("100 (95% CI 90.2 to 109.8) kg", 5),
        ("91.34 .. 108.66 kg", 5),
        ('"triangular(87.753, 100, 112.247) kg"', 5),
    ],
)
def test_errors__a_common_part_is_as_large_as_it_is_written_whatever_the_value_is_written_as(
    value: str, sd: float
) -> None:
    found = edition(
        f"""
        claims:
          a: {{title: A, value: {value}, errors: {{syst: {{size: 3 kg, common: scale}}}}, kind: assumption, why: given}}
          b: {{title: B, value: 80 kg, errors: {{syst: {{size: 3 kg, common: scale}}}}, kind: assumption, why: given}}
          apart: {{title: Apart, formula: a - b, inputs: {{a: a, b: b}}, unit: kg}}
        """
    )
    figure = found.summaries["apart"].figure
    assert figure.sd == pytest.approx(math.sqrt(sd**2 + 3**2 - 2 * 3 * 3), rel=0.03)
