"""A source's own figure against ours: every row of the table of verdicts."""

from __future__ import annotations

import pytest

from small import edition

# value of the input, formula, unit, stated, verdict, end of the range
TABLE = [
    # within a tenth
    ("100 MW", "a", "MW", "95 MW", "agrees", ""),
    ("100 MW", "a", "MW", "110 MW", "agrees", ""),
    ("100 MW", "a", "MW", "0.1 GW", "agrees", ""),
    # 0.36 rounds to 0.4 and is within a fifth; 0.26 rounds to 0.3 and is not
    ("0.36 MW", "a", "MW", "0.4 MW", "agrees", ""),
    ("0.26 MW", "a", "MW", "0.3 MW", "agrees", ""),
    ("0.16 MW", "a", "MW", "0.2 MW", "agrees", ""),
    ("0.151 MW", "a", "MW", "0.2 MW", "soft", ""),
    # trailing zeros are not significant: 23,500 rounds to 20,000, but 30,000 is one loose digit too far
    ("23500 chip", "a", "chip", "20000 chip", "agrees", ""),
    ("24900 chip", "a", "chip", "20000 chip", "soft", ""),
    # a decimal zero is significant
    ("0.235 MW", "a", "MW", "0.20 MW", "soft", ""),
    # ~ widens the rounding to a whole step
    ("0.49 MW", "a", "MW", "0.4 MW", "soft", ""),
    ("0.47 MW", "a", "MW", "~0.4 MW", "agrees", ""),
    # a range of ours holds the figure
    ("80 to 200 MW", "a", "MW", "170 MW", "inside", ""),
    ("80 .. 200 MW", "a", "MW", "180 MW", "inside", ""),
    # the low end of 24 to 27 kW for 32 chips was used
    ("24 to 27 kW", "a * 6250", "MW", "150 MW", "inside", "low"),
    ("24 to 27 kW", "a * 6250", "MW", "169 MW", "inside", "high"),
    ("24 to 27 kW", "a * 6250", "MW", "159 MW", "agrees", ""),
    # off by at most one and a half, either way
    ("100 MW", "a", "MW", "149 MW", "soft", ""),
    ("100 MW", "a", "MW", "67 MW", "soft", ""),
    ("100 MW", "a", "MW", "152 MW", "mismatch", ""),
    ("100 MW", "a", "MW", "66 MW", "mismatch", ""),
    ("100 MW", "a", "MW", "100 kW", "mismatch", ""),
    # a bound is kept, nearly kept, or not
    ("100 MW", "a", "MW", '"> 80 MW"', "agrees", ""),
    ("100 MW", "a", "MW", '"< 80 MW"', "soft", ""),
    ("100 MW", "a", "MW", '"< 300 MW"', "agrees", ""),
    ("100 MW", "a", "MW", '"> 300 MW"', "mismatch", ""),
    # a stated range that overlaps ours
    ("90 to 130 MW", "a", "MW", "100 to 150 MW", "inside", ""),
    # growth is compared as the factor that people write
    ("3.35x per year", "a", "x per year", "3.3x per year", "agrees", ""),
    ("2x per year", "a", "x per year", "4x per year", "mismatch", ""),
    # money, shares
    ("$2/hour", "a * 8766 * 3600 / 3600", "USD/hour", "$17.5K/hour", "agrees", ""),
    ("40%", "a / 2", '"%"', "20%", "agrees", ""),
]


@pytest.mark.parametrize(("value", "formula", "unit", "stated", "verdict", "end"), TABLE)
def test_agreement__says_how_the_stated_figure_compares(
    value: str, formula: str, unit: str, stated: str, verdict: str, end: str
) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: {value}}}
          out: {{title: Out, formula: {formula}, inputs: {{a: a}}, unit: {unit}, stated: {stated}}}
    """)
    agreement = found.agreements["out"]
    assert (agreement.verdict, agreement.one_end) == (verdict, end), agreement
    expected = {"mismatch": "recomputed-differs", "soft": "recomputed-soft"}.get(verdict)
    told = [
        each.rule
        for each in found.findings
        if each.rule.startswith("recomputed") or each.rule == "off-by-factor"
    ]
    assert (expected in told or "off-by-factor" in told) if expected else not told, told


@pytest.mark.parametrize(
    ("span", "stated", "verdict"),
    [
        ("366 day", "2026-03-19", "agrees"),
        ("1 year", "2026-03", "agrees"),
        ("1 year", "2026", "agrees"),
        ("1 year", "2026-03-18", "agrees"),
        ("1 year", "~2026-04", "agrees"),
        ("1 year", "2026-05", "soft"),
        ("1 year", "2027-06", "mismatch"),
    ],
)
def test_agreement__of_dates_goes_by_the_span_that_is_written(span: str, stated: str, verdict: str) -> None:
    found = edition(f"""
        claims:
          start: {{title: Start, value: 2025-03-18}}
          end: {{title: End, formula: start + span, inputs: {{start: start, span: {span}}}, stated: {stated}}}
    """)
    assert found.agreements["end"].verdict == verdict


def test_agreement__the_reading_that_suits_best_counts() -> None:
    found = edition("""
        choices:
          which: {title: Which, options: {chip: 1 chip, superchip: 2 chip}}
        claims:
          out: {title: Out, formula: n * s, inputs: {n: 16K, s: which}, unit: chip, stated: 32K chip}
    """)
    agreement = found.agreements["out"]
    assert (agreement.verdict, dict(agreement.choose)) == ("agrees", {"which": "superchip"})


def test_agreement__the_ratio_is_ours_over_theirs() -> None:
    found = edition("claims: {a: {title: A, formula: 2 * x, inputs: {x: 3 kW}, stated: 4 kW, unit: kW}}")
    assert found.agreements["a"].ratio == pytest.approx(1.5)
