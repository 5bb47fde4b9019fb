"""A source is held to what it could know: its inputs are taken as they were known when it was issued."""

from __future__ import annotations

import pytest

from small import edition
from whence.judge.edition import Edition

SOURCES = """
    sources:
      early: {title: Early, issued: 2026-05-10}
      late: {title: Late, issued: 2026-07-01}
"""


def told(claims: str, stated: str = "22 bn USD/year", more: str = "cites: [{source: early}]") -> Edition:
    """A base in which half of a revenue is stated."""
    return edition(
        f"""
        claims:
          half: {{title: Half, formula: rev / 2, inputs: {{rev: rev}}, unit: bn USD/year, stated: {stated}, {more}}}
          {claims}
        """,
        SOURCES,
    )


MOVED = """rev:
            title: Revenue
            value: 60 bn USD/year
            cites: [{source: late}]
            history: [{value: 44 bn USD/year, until: 2026-07-01, cites: [{source: early}]}]"""


def said(found: Edition) -> list[str]:
    return [
        each.rule for each in found.findings if each.id == "half" and each.rule.startswith(("rec", "stat"))
    ]


def test_agreement__news_does_not_set_an_old_text_against_itself() -> None:
    found = told(MOVED)
    agreement = found.agreements["half"]
    assert agreement.verdict == "agrees"
    assert agreement.now
    assert (agreement.recomputed, agreement.now.recomputed) == (
        pytest.approx(22e9 / 31557600),
        pytest.approx(30e9 / 31557600),
    )
    assert (agreement.known, agreement.replaced) == ("2026-05-10", ("rev",))
    assert said(found) == ["stated-outdated"]
    [finding] = [each for each in found.findings if each.rule == "stated-outdated"]
    assert finding.severity == "note"
    assert "$30 bn/year" in finding.message


def test_agreement__a_figure_that_agrees_as_it_did_is_left_alone() -> None:
    found = told(MOVED.replace("60 bn", "44.2 bn"))
    assert found.agreements["half"].now
    assert found.agreements["half"].now.verdict == "agrees"
    assert said(found) == []


def test_agreement__a_slip_stays_a_slip_though_news_makes_it_right() -> None:
    found = told(MOVED, "30 bn USD/year")
    assert found.agreements["half"].verdict == "soft"
    assert said(found) == ["recomputed-soft", "stated-outdated"]


@pytest.mark.parametrize(("known", "verdict"), [("2026-06", "agrees"), ("2026-08", "soft")])
def test_agreement__the_day_is_the_claims_own(known: str, verdict: str) -> None:
    found = told(MOVED, more=f"known: {known}")
    assert found.agreements["half"].verdict == verdict


def test_agreement__without_a_day_the_inputs_are_as_they_are_now() -> None:
    found = told(MOVED, more="kind: estimate")
    assert found.agreements["half"].verdict == "soft"
    assert found.agreements["half"].now is None


def test_agreement__an_input_not_yet_known_is_taken_at_its_earliest_value() -> None:
    found = told("""rev:
            title: Revenue
            value: 80 bn USD/year
            known: 2026-09
            history:
              - {value: 60 bn USD/year, known: 2026-08, until: 2026-09}
              - {value: 44 bn USD/year, known: 2026-07, until: 2026-08}""")
    assert found.agreements["half"].verdict == "agrees"


def test_agreement__goes_up_through_what_is_computed() -> None:
    found = told("""rev: {title: Revenue, formula: a + b, inputs: {a: part, b: 4 bn USD/year}, unit: bn USD/year}
          part:
            title: Part
            value: 60 bn USD/year
            known: 2026-08
            history: [{value: 40 bn USD/year, known: 2026-01, until: 2026-08}]""")
    assert found.agreements["half"].verdict == "agrees"
    assert found.agreements["half"].replaced == ("part",)


def test_agreement__an_older_formula_is_followed() -> None:
    found = told("""rev:
            title: Revenue
            formula: 2 * part
            inputs: {part: part}
            unit: bn USD/year
            known: 2026-08
            history: [{formula: part + 4 * one, inputs: {part: part, one: 1 bn USD/year}, known: 2026-01, until: 2026-08}]
          part: {title: Part, value: 40 bn USD/year}""")
    assert found.agreements["half"].verdict == "agrees"


def test_agreement__of_a_quantity_those_claims_count_that_were_known() -> None:
    found = edition(
        """
        quantities:
          q: {title: Revenue, take: latest, unit: bn USD/year}
        claims:
          half: {title: Half, formula: rev / 2, inputs: {rev: q}, unit: bn USD/year, stated: 22 bn USD/year, cites: [early]}
          old: {title: Old, value: 44 bn USD/year, of: q, as_of: 2026-05, cites: [early]}
          new: {title: New, value: 60 bn USD/year, of: q, as_of: 2026-06, cites: [late]}
        """,
        SOURCES,
    )
    assert found.agreements["half"].verdict == "agrees"
    assert found.agreements["half"].replaced == ("q",)


def test_agreement__of_a_quantity_all_claims_count_where_none_was_known() -> None:
    found = edition(
        """
        quantities:
          q: {title: Revenue, take: latest, unit: bn USD/year}
        claims:
          half: {title: Half, formula: rev / 2, inputs: {rev: q}, unit: bn USD/year, stated: 30 bn USD/year, cites: [early]}
          new: {title: New, value: 60 bn USD/year, of: q, as_of: 2026-06, cites: [late]}
        """,
        SOURCES,
    )
    assert found.agreements["half"].verdict == "agrees"
    assert found.agreements["half"].now is None


def test_agreement__keeps_the_reading_that_counts_now() -> None:
    found = edition(
        """
        choices:
          pick: {title: Pick, options: {a: 1, b: 2}, prefer: b, because: so}
        claims:
          half: {title: Half, formula: rev * x / 4, inputs: {rev: rev, x: pick}, unit: USD, stated: 22 USD, cites: [early]}
          rev:
            title: Revenue
            value: 60 USD
            known: 2026-08
            history: [{value: 44 USD, known: 2026-01, until: 2026-08}]
        """,
        SOURCES,
    )
    assert (found.agreements["half"].verdict, dict(found.agreements["half"].choose)) == (
        "agrees",
        {"pick": "b"},
    )


def test_agreement__of_an_older_formula_with_other_readings() -> None:
    found = edition(
        """
        choices:
          pick: {title: Pick, options: {a: 1.0, b: 2.0}, prefer: b, because: so}
        claims:
          half: {title: Half, formula: rev / 2, inputs: {rev: rev}, unit: USD, stated: 20 USD, cites: [early]}
          rev:
            title: Revenue
            value: 60 USD
            known: 2026-08
            history: [{formula: x * p, inputs: {x: pick, p: 14 to 26 USD}, known: 2026-01, until: 2026-08}]
        """,
        SOURCES,
    )
    agreement = found.agreements["half"]
    assert agreement.now
    assert dict(agreement.choose) == {"pick": "b"}
    assert (agreement.verdict, agreement.now.verdict) == ("inside", "soft")


def test_agreement__one_end_of_what_a_range_gave_then() -> None:
    found = told("""rev:
            title: Revenue
            value: 60 bn USD/year
            known: 2026-08
            history: [{value: 30 to 44 bn USD/year, known: 2026-01, until: 2026-08}]""")
    assert found.agreements["half"].one_end == "high"
    [finding] = [each for each in found.findings if each.rule == "one-sided-range"]
    assert "$15 bn to $22 bn/year" in finding.message


@pytest.mark.parametrize(
    ("named", "more"),
    [
        ("of: money", "quantities: {money: {title: Money, take: latest}}"),
        ("of: money", "quantities: {money: {title: Money, take: again}}"),
        ("correlates: {again: 0.5}", ""),
        ("moves_with: [again]", ""),
        ("differs_from: {again: another year}", ""),
    ],
)
def test_agreement__an_input_may_name_what_nothing_upstream_rests_on(named: str, more: str) -> None:
    # The input's own quantity, and what it goes with, are no inputs of the half; they are read all the same.
    own = "of: money, " if named == "of: money" else ""
    found = edition(
        f"""
        claims:
          half: {{title: Half, formula: rev / 2, inputs: {{rev: rev}}, unit: USD, stated: 22 USD, cites: [early]}}
          rev: {{title: Revenue, value: 60 ± 2 USD, cites: [late], {named},
            history: [{{value: 44 ± 1 USD, until: 2026-07-01, cites: [early]}}]}}
          again: {{title: Again, value: 61 ± 2 USD, {own}cites: [late]}}
        {more}
        """,
        SOURCES,
    )
    assert (found.agreements["half"].verdict, said(found)) == ("agrees", ["stated-outdated"])


def test_agreement__a_bound_that_came_later_has_no_weight_and_changes_nothing_beside_evidence() -> None:
    """The verdict is of the draws that evidence leaves, then as now: beside -37.5 to -2.9 % stood -37.6 to -2.9 %."""
    found = edition(
        """
        quantities: {peak: {title: Peak load, take: weighted}}
        terms: {available: {title: Available, senses: {installed: 100%, firm: 85 to 90%}}}
        choices: {hydro: {title: Hydro, term: available, credence: {installed: 30%, firm: 70%}}}
        claims:
          tso: {title: By the one, value: 14.2 ± 0.3 GW, of: peak, cites: [early]}
          study: {title: By the other, value: 15.1 ± 0.4 GW, of: peak, cites: [early]}
          least: {title: At least, value: ">= 13.6 GW", of: peak, cites: [late]}
          firm: {title: Firm, formula: 18 * c * h, inputs: {c: 0.7 ± 0.1 GW, h: hydro}, unit: GW}
          margin:
            title: Margin
            formula: s / p - 1
            inputs: {s: firm, p: peak}
            unit: "%"
            stated: -20%
            cites: [{source: early}]
        checks:
          ran: {title: It ran, assert: h < x, inputs: {h: hydro, x: 88 to 99%}, on_fail: rule-out}
        """,
        SOURCES,
    )
    agreement, figure = found.agreements["margin"], found.summaries["margin"].figure
    [left] = [each.left for each in found.summaries["margin"].readings if each.active]
    assert left
    assert left[0] < left[1]
    assert agreement.now is None
    assert (agreement.low, agreement.high) == (figure.low, figure.high)


def test_agreement__of_inputs_that_moved_is_of_the_draws_that_evidence_leaves_too() -> None:
    found = edition(
        """
        choices: {gauge: {title: Gauge, options: {upper: 1, lower: 2}, credence: {upper: 50%, lower: 50%}}}
        claims:
          level: {title: Level, value: 100 ± 15 m, kind: fact}
          rise:
            title: Rise
            value: 60 m
            cites: [{source: late}]
            history: [{value: 44 m, until: 2026-07-01, cites: [{source: early}]}]
          crest:
            title: Crest
            formula: level * gauge + rise
            inputs: {level: level, gauge: gauge, rise: rise}
            unit: m
            stated: 150 m
            cites: [{source: early}]
        checks:
          stood:
            title: It stood
            assert: level * gauge <= arch
            inputs: {level: level, gauge: gauge, arch: 110 m}
            on_fail: rule-out
        """,
        SOURCES,
    )
    agreement = found.agreements["crest"]
    assert agreement.now
    # 100 ± 15 of which none is above 110 is left, and 44 besides
    assert agreement.high < 110 + 44 + 0.5
    assert agreement.high == pytest.approx(agreement.now.high - 16)


FLOW = """
    quantities: {q: {title: Flow, unit: L/s, TAKE}}
    claims:
      d1: {title: As gauged first, value: 100 L/s, of: q, kind: fact, cites: [before], status: superseded, superseded_by: d2}
      d2: {title: As gauged later, value: 150 L/s, of: q, kind: fact, cites: [after]}
      hour: {title: An hour of it, formula: q * t, inputs: {q: q, t: 1 hour}, unit: m^3, stated: 360 m^3, cites: [told]}
"""
GAUGED = """
    sources:
      before: {title: Before, issued: 2024-12-01}
      told: {title: Told, issued: 2025-03-01}
      after: {title: After, issued: 2025-06-01}
"""


@pytest.mark.parametrize("take", ["take: d2", "take: latest", "take: envelope", "note: the only one"])
def test_agreement__what_was_superseded_later_was_current_then(take: str) -> None:
    """As the base known on that day has it, whether the quantity names what it takes or not."""
    found = edition(FLOW.replace("TAKE", take), GAUGED).agreements["hour"]
    assert (found.verdict, found.known, found.replaced) == ("agrees", "2025-03-01", ("q",))
    assert found.now
    assert found.now.recomputed == pytest.approx(0.54 * 1000)


PAST_CHOICE = """
    choices:
      a: {title: Grade, options: {x: {value: 2 kg}, y: {value: 3 to 5 kg}}, credence: {x: 60%, y: 40%}}
      v: {title: View, options: {low: {value: 1}, high: {value: 2}}}
    claims:
      k: {title: Crates, value: 11, cites: [after], history: [{value: 10, cites: [before], until: 2025-06-01}]}
      n: {title: Carried, formula: k * a, inputs: {k: k, a: a}, unit: kg, stated: 20 kg, cites: [told]}
      p: {title: Counted, formula: n * v, inputs: {n: n, v: v}, unit: kg}
      most: {title: Most, value: 25 to 130 kg}
    checks:
      fits: {title: It fits, assert: p <= c, inputs: {p: p, c: most}, on_fail: rule-out}
"""


def test_agreement__of_then_though_evidence_ties_a_choice_that_it_does_not_rest_on() -> None:
    """`v` has no part in `n`, but stands in a check with `a`: of then nothing but what `n` rests on is linked."""
    found = edition(PAST_CHOICE, GAUGED)
    assert not [each for each in found.findings if each.rule == "rule-failed"]
    agreement = found.agreements["n"]
    assert agreement.known == "2025-03-01"
    assert [each.choose for each in found.summaries["n"].readings] == [{"a": "x"}, {"a": "y"}]
