"""What numbers, bounds, dates and verdicts mean, on bases that stand in no document: a variant for each of many rules."""

from __future__ import annotations

import pytest

from small import edition, interval, point
from whence.judge.edition import Edition

SOURCES = "sources: {s: {title: S}, t: {title: T}, u: {title: U}}"


def messages(found: Edition, rule: str) -> dict[str, str]:
    return {each.id: each.message for each in found.findings if each.rule == rule}


def test_exponent__that_is_a_count_of_patients_or_a_share_of_money_is_refused_with_the_mend() -> None:
    found = edition("""
        claims:
          n: {title: Patients, value: 12 patient, kind: assumption, why: given}
          p: {title: None of them, formula: 0.9^n, inputs: {n: n}}
          q: {title: None of them, formula: 0.9^(n / one), inputs: {n: n, one: 1 patient}}
          r: {title: Logarithm, formula: log(n), inputs: {n: n}}
    """)
    assert set(messages(found, "unit-mismatch")) == {"p", "r"}
    assert point(found, "q") == pytest.approx(0.9**12)


BOUNDS = """
    claims:
      span: {title: Span of the bridge, value: at least 10 m, kind: assumption, why: given}
      sag: {title: Sag, formula: x / span, inputs: {x: 1 m^2, span: span}, unit: m}
    checks:
      c: {title: C, assert: "%s", inputs: {span: span, sag: sag, x: %s}, on_fail: conflict}
"""


@pytest.mark.parametrize(
    ("relation", "x", "verdict"),
    [
        ("span < x and sag < x", "50 m", "open"), ("span > x and sag < x", "5 m", "holds"), ("span < x or sag < x", "5 m", "holds"),
        ("not (span < x) and sag > x", "5 m", "fails"), ("if(span > x, 1, 0) == 1 and sag < x", "5 m", "holds"), ("span == x and sag < x", "10 m", "open"),
        ("span != x and sag < x", "9 m", "holds"), ("span + sag >= x", "10 m", "holds"), ("span - sag >= x", "9 m", "holds"),
    ],
)  # fmt: skip
def test_check__over_bounds_has_three_answers(relation: str, x: str, verdict: str) -> None:
    found = edition(BOUNDS % (relation, x))
    assert [each.verdict for each in found.live("c")] == [verdict]


def test_rivals__a_bound_that_the_other_misses_names_both_and_no_ratio() -> None:
    found = edition(
        """
        quantities:
          depth: {title: Depth, unit: m}
        claims:
          echo: {title: By echo, value: 30 ± 3 m, kind: fact, of: depth, cites: [s]}
          line: {title: By line, value: at least 50 m, kind: fact, of: depth, cites: [t]}
        """,
        SOURCES,
    )
    said = messages(found, "rivals-disagree")["depth"]
    assert "no value fits both echo and line" in said
    assert "ratio" not in said


def test_rivals__a_bound_that_one_draw_in_twenty_keeps_is_no_conflict() -> None:
    text = """
        quantities:
          depth: {title: Depth, unit: m, take: echo}
        claims:
          echo: {title: By echo, value: 30 ± 3 m, kind: fact, of: depth, cites: [s]}
          line: {title: By line, value: at least %s m, kind: fact, of: depth, cites: [t]}
    """
    assert "depth" not in messages(edition(text % "34.8", SOURCES), "rivals-disagree")
    assert "depth" in messages(edition(text % "35.2", SOURCES), "rivals-disagree")


@pytest.mark.parametrize(
    ("formula", "stated", "verdict"),
    [
        ("3 * a", "100.00 USD", "agrees"), ("6 * a", "199.94 USD", "soft"), ("a", "< 33.32 USD", "soft"), ("a", "< 33.34 USD", "agrees"),
        ("a - a", "0 USD", "agrees"), ("a / 2", "16.7 USD", "agrees"),
    ],
)  # fmt: skip
def test_stated__of_exact_cents_has_no_excuse_but_rounding(formula: str, stated: str, verdict: str) -> None:
    found = edition(
        f"claims: {{out: {{title: O, formula: {formula}, inputs: {{a: 33.33 USD}}, unit: USD, stated: {stated}, cites: [s]}}}}",
        SOURCES,
    )
    assert found.agreements["out"].verdict == verdict


def test_combined__errors_in_common_keep_the_better_and_are_said() -> None:
    found = edition(
        """
        quantities:
          dose: {title: Dose, unit: mSv, take: weighted}
        claims:
          a: {title: A, value: 10 ± 1 mSv, errors: {cal: {size: 1 mSv, common: source}}, kind: fact, of: dose, cites: [s]}
          b: {title: B, value: 11 ± 2 mSv, errors: {cal: {size: 2 mSv, common: source}}, kind: fact, of: dose, cites: [t]}
        """,
        SOURCES,
    )
    assert interval(found, "dose") == pytest.approx((10 - 1.6449, 10 + 1.6449), abs=1e-3)
    assert "dose" in messages(found, "no-weight")


def test_credences__that_do_not_add_up_or_leave_one_out_are_told() -> None:
    found = edition("""
        choices:
          k: {title: K, options: {a: 1, b: 2}, credence: {a: 60%, b: 30%}}
          l: {title: L, options: {a: 1, b: 2}, credence: {a: 60%}}
          m: {title: M, options: {a: 1, b: 2, c: 3}, credence: {a: 33.3%, b: 33.3%, c: 33.4%}}
    """)
    assert set(messages(found, "credence-sum")) == {"k", "l"}


def test_series__is_compared_only_within_one_time() -> None:
    found = edition(
        """
        quantities:
          load: {title: Load, unit: kN, over: time}
        claims:
          a: {title: A, value: 1 kN, kind: fact, of: load, as_of: 2025-Q4, cites: [s]}
          b: {title: B, value: 9 kN, kind: fact, of: load, as_of: 2025-10 to 2025-12, cites: [t]}
          c: {title: C, value: 5 kN, kind: fact, of: load, as_of: 2024-Q4, cites: [u]}
        """,
        SOURCES,
    )
    said = messages(found, "rivals-disagree")["load"]
    assert "a and b are a factor of 9 apart" in said
    assert "c" not in [line.split()[0] for line in said.splitlines()[1:]]


def test_check__of_two_sides_that_are_one_number_says_that_they_are_equal() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 0.1, kind: assumption, why: given}
        checks:
          more: {title: More, assert: a + b > c, inputs: {a: a, b: 0.2, c: 0.3}, on_fail: conflict}
          same: {title: Same, assert: a + b <= c, inputs: {a: a, b: 0.2, c: 0.3}, on_fail: conflict}
    """)
    assert set(messages(found, "check-fails")) == {"more"}
    assert "the left side and c are equal" in messages(found, "check-fails")["more"]


def test_retracted__reaches_what_was_read_in_it() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: 10 m, kind: fact, cites: [{source: t, via: s}]}
          b: {title: B, formula: 2 * a, inputs: {a: a}, unit: m}
          c: {title: C, value: 10 m, kind: fact, cites: [{source: t, via: u}]}
        """,
        "sources: {s: {title: S, status: retracted, why: a forgery}, t: {title: T}, u: {title: U}}",
    )
    said = messages(found, "retracted-input")
    assert set(said) == {"a"}
    assert "this was read in `s`, which was retracted" in said["a"]
    assert "on it rest  b" in said["a"]
