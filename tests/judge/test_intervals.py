"""Stated intervals against ours: at the level that is stated, in whatever form it is written, and said as such."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from small import edition
from whence.account import answers
from whence.files.schema import Settings
from whence.judge.compared import Agreement
from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts
from whence.publish.pages.book import Book
from whence.publish.pages.nodes import node_page


def stated(text: str, value: str = "5.0 ± 0.5 kg") -> Edition:
    """Twice a value, beside what a source states for it."""
    return edition(f"""
        claims:
          a: {{title: A, value: {value}}}
          out: {{title: Out, formula: 2 * a, inputs: {{a: a}}, unit: kg, stated: "{text}"}}
    """)


def verdict(text: str, value: str = "5.0 ± 0.5 kg") -> Agreement:
    return stated(text, value).agreements["out"]


def test_with_widths__says_both_intervals_at_their_level_and_by_how_much_they_differ() -> None:
    found = stated("10 ± 9 kg")
    [finding] = [each for each in found.findings if each.rule == "recomputed-width"]
    assert finding.severity == "warning"
    assert "at 68.3 %  1 to 19 kg" in finding.message
    assert "9 to 11 kg, 0.111 times as wide" in finding.message
    assert verdicts.explanation(found, "out").startswith("an error that is not among the inputs")
    assert verdicts.explanation(stated("10 ± 0.1 kg"), "out").startswith(
        "an error of the inputs that is left out"
    )
    widths = answers.claim(found, "out")["stated"]["widths"]
    assert widths["level"] == pytest.approx(0.6827, abs=1e-4)
    assert widths["stated"] == pytest.approx([1, 19])
    assert widths["recomputed"] == pytest.approx([9, 11], abs=0.01)
    assert widths["ratio"] == pytest.approx(1 / 9, rel=0.01)


def test_with_widths__is_said_on_the_page_and_in_the_terminal() -> None:
    found = stated("10 (95% CI 9 to 11) kg")
    rows = dict(node_page(Book(found, "test"), "out").data.stated)
    assert rows["Stated, at 95 %"] == "9 to 11 kg"
    assert rows["Ours, at 95 %"].startswith("8.04 to 12 kg")
    assert verdicts.brief(found.agreements["out"], found.base.stated["out"].unit).startswith(
        "width (ours / theirs 1, at 95 %"
    )


@settings(max_examples=40, deadline=None)
@given(share=st.integers(20, 99), mean=st.integers(20, 90), sd=st.integers(1, 9))
def test_by_ends__the_very_interval_at_any_level_agrees(share: int, mean: int, sd: int) -> None:
    low, high = stats.norm.interval(share / 100, 2 * mean, 2 * sd)
    value = f"{mean} ± {sd}.0 kg"
    for text in (
        f"{share}% CI {low:.4f} to {high:.4f} kg",
        f"{2 * mean} ({share}% CI {low:.4f} to {high:.4f}) kg",
    ):
        assert verdict(text, value).verdict == "agrees", text


@settings(max_examples=40, deadline=None)
@given(share=st.integers(20, 95), factor=st.sampled_from([0.5, 0.75, 1.3, 2, 5]), sd=st.integers(1, 9))
def test_with_widths__another_width_is_never_passed_over(share: int, factor: float, sd: int) -> None:
    mean = 100
    low, high = stats.norm.interval(share / 100, mean, factor * 2 * sd)
    value = f"{mean / 2} ± {sd}.00 kg"
    forms = (
        f"{mean} ({share}% CI {low:.4f} to {high:.4f}) kg",
        f"{mean} ± {factor * 2 * sd:.4f} kg",
        f"{mean} +{factor * 2 * sd:.4f} -{2 * sd} kg",
        f"normal({mean}, {factor * 2 * sd:.4f}) kg",
    )
    for text in forms:
        found = verdict(text, value)
        assert found.verdict == "width", text
        assert found.widths is not None
        assert found.widths.ratio == pytest.approx(1 / factor, rel=0.03)


@pytest.mark.parametrize(
    ("formula", "inputs", "stated", "verdict"),
    [
        # b stands for 950 to 1050, which makes an error larger or smaller by a twentieth, and not three times as small
        ("a / b", "{a: 830 ± 30 visit, b: 1000 visit}", "83% (95% CI 81% to 85%)", "width"),
        ("a / b", "{a: 830 ± 30 visit, b: 1000 visit}", "83% (95% CI 77% to 89%)", "agrees"),
        ("a / b", "{a: 830 ± 30 visit, b: 1000 visit}", "83% (95% CI 76.9% to 89.1%)", "agrees"),
        ("a * k", "{a: 830 ± 30 visit, k: 2}", "1660 ± 20 visit", "width"),
        ("a * k", "{a: 830 ± 30 visit, k: 2}", "1660 ± 60 visit", "agrees"),
        ("a + b", "{a: 830 ± 30 visit, b: 12000 visit}", "12830 ± 5 visit", "width"),
        ("a + b", "{a: 830 ± 30 visit, b: 12000 visit}", "12830 ± 31 visit", "agrees"),
    ],
)
def test_with_widths__the_digits_of_a_factor_explain_as_much_of_an_error_as_they_change(
    formula: str, inputs: str, stated: str, verdict: str
) -> None:
    found = edition(
        f"""
        units: {{visit: {{title: A visit}}}}
        claims:
          ours: {{title: Ours, formula: {formula}, inputs: {inputs}, stated: "{stated}"}}
        """
    )
    assert found.agreements["ours"].verdict == verdict


def test_by_ends__of_draws_without_a_formula_takes_their_quantiles_at_the_level() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: 4 to 6 kg}
          b: {title: B, value: 3 ± 1}
          out: {title: Out, formula: a * b, inputs: {a: a, b: b}, unit: kg, stated: "80% CI 9.0 to 20.9 kg"}
        """,
        settings=Settings(samples=4096),
    )
    assert found.agreements["out"].widths is not None
    draws = found.values.of["out"].samples
    assert found.agreements["out"].widths.ours == pytest.approx(
        tuple(np.quantile(draws, [0.1, 0.9], method="hazen")), rel=1e-9
    )


def test_points__a_bare_figure_of_ours_within_the_error_stated_says_so() -> None:
    found = verdict("12 ± 9 kg", "5.0 kg")
    assert (found.verdict, found.fits) == ("agrees", "the interval stated")
    assert verdict("10 ± 9 kg", "5.0 kg").fits == ""


def test_dates__with_an_error_are_compared_with_it() -> None:
    found = edition("""
        claims:
          start: {title: Start, value: 2025-03-18 ± 10 day}
          end: {title: End, formula: start + span, inputs: {start: start, span: 365 day}, stated: 2026-03-18 ± 100 day}
          same: {title: Same, formula: start + span, inputs: {start: start, span: 365 day}, stated: 2026-03-18 ± 10 day}
    """)
    assert found.agreements["end"].verdict == "width"
    assert found.agreements["same"].verdict == "agrees"


def test_with_widths__names_the_side_on_which_they_differ() -> None:
    found = stated("10 (95% CI 8 to 10.5) kg", "5.00 ± 0.50 kg")
    [finding] = [each for each in found.findings if each.rule == "recomputed-width"]
    # Ours is 8.04 to 11.96: as wide below, and four times as wide above.
    assert "times as wide above the figure" in finding.message
    assert found.agreements["out"].widths
    assert found.agreements["out"].widths.ratio == pytest.approx(1.96 / 0.5, rel=0.02)


def test_one_end__of_the_inputs_is_not_called_the_end_of_what_they_give() -> None:
    found = edition("""
        quantities: {depth: {title: Depth, take: weighted}}
        claims:
          pan: {title: Depth by a pan, value: 1.42 ± 0.10 m, of: depth}
          area: {title: Area, value: 620 to 680 ha}
          water: {title: Water, formula: d * a, inputs: {d: depth, a: area}, unit: ML, stated: 8800 ML}
          half: {title: Half, formula: a / 2, inputs: {a: area}, unit: ha, stated: 310 ha}
    """)
    said = {each.id: each.message for each in found.findings if each.rule == "one-sided-range"}
    # 620 ha times 1.42 m; the interval goes from 8100 ML on.
    assert said["water"].startswith(
        "the stated figure is what the inputs give at the low end of their ranges"
    )
    assert said["half"].startswith("the stated figure is the low end of what the inputs give")
