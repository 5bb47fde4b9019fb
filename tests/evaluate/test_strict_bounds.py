"""Bounds that leave out their own end: more than 5 is never 5, wherever it is computed from, compared or asked."""

from __future__ import annotations

import pytest

from small import edition, rules
from whence.account import answers
from whence.evaluate import tallies
from whence.judge.edition import Edition


def verdict(relation: str) -> str:
    found = edition(f"""
        claims:
          more: {{title: More, value: more than 5 kg}}
          least: {{title: Least, value: at least 5 kg}}
          less: {{title: Less, value: less than 5 kg}}
          most: {{title: Most, value: at most 5 kg}}
          five: {{title: Five, value: 5 kg}}
          drawn: {{title: Drawn, value: 5 .. 6 kg}}
          day: {{title: Day, value: "> 2024-03-05"}}
          month: {{title: Month, value: "> 2024-03"}}
          until: {{title: Until, value: at most 2024-03}}
          double: {{title: Double, formula: 2 * more, inputs: {{more: more}}, unit: kg}}
          share: {{title: Share, formula: five / double, inputs: {{five: five, double: double}}}}
          taken: {{title: Taken, formula: x / 2, inputs: {{x: pick}}, unit: kg}}
        choices:
          pick: {{title: Pick, options: {{one: more than 10 kg, two: 20 kg}}}}
        checks:
          c: {{title: C, assert: "{relation}", inputs: {{more: more, least: least, less: less, most: most, five: five, drawn: drawn, day: day, month: month, until: until, double: double, share: share, taken: taken, first: 2024-04-01, last: 2024-03-31, ten: 10 kg, half: 0.5}}, on_fail: report}}
    """)
    assert rules(found, least="error") == []
    return found.verdict("c")


@pytest.mark.parametrize(
    ("relation", "wanted"),
    [
        ("more <= five", "fails"),
        ("more > five", "holds"),
        ("more == five", "fails"),
        ("more != five", "holds"),
        ("least <= five", "open"),
        ("least > five", "open"),
        ("least >= five", "holds"),
        ("less >= five", "fails"),
        ("most >= five", "open"),
        ("more == less", "fails"),
        ("more == most", "fails"),
        ("least == most", "open"),
        ("more > less", "holds"),
        ("least > less", "holds"),
        ("least > most", "open"),
        # through formulas, claims, and a choice
        ("double <= ten", "fails"),
        ("double - ten > 0", "holds"),
        ("share < half", "holds"),
        ("share >= half", "fails"),
        ("share <= 0 * half", "fails"),
        ("taken <= five", "fails"),
        ("more * 2 > 2 * five", "holds"),
        ("min(more, ten) > five", "holds"),
        ("max(less, most) >= five", "open"),
        ("if(more <= five, 1, 2) == 2", "holds"),
        # a date: a day itself, the first moment after a month
        ("day > last - 26 * (first - last)", "holds"),
        ("month >= first", "holds"),
        ("month > first", "open"),
        ("until < first", "holds"),
        ("until >= first", "fails"),
    ],
)
def test_verdict__of_a_bound_that_leaves_out_its_end(relation: str, wanted: str) -> None:
    assert verdict(relation) == wanted


def test_settle__what_is_false_for_all_values_above_an_end_rules_out() -> None:
    found = edition("""
        claims:
          supply: {title: Supply, value: less than 72 MW}
          need: {title: Need, formula: n * s, inputs: {n: 1, s: size}, unit: MW}
        choices:
          size: {title: Size, options: {chip: 1 MW, rack: 72 MW}}
        checks:
          fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
    """)
    assert set(found.settled.ruled_out) == {("size", "rack")}


RIVALS = """
    quantities:
      q: {title: Q, unit: MW, take: a}
    claims:
      a: {title: A, value: "FIRST", kind: fact, of: q, cites: [s]}
      b: {title: B, value: "SECOND", kind: fact, of: q, cites: [t]}
"""


def rivals(first: str, second: str) -> Edition:
    text = RIVALS.replace("FIRST", first).replace("SECOND", second)
    return edition(text, "sources: {s: {title: S}, t: {title: T}}")


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("> 60 MW", "60 MW", "conflict"),
        (">= 60 MW", "60 MW", "consistent"),
        ("< 60 MW", "> 60 MW", "conflict"),
        ("< 60 MW", ">= 60 MW", "conflict"),
        ("<= 60 MW", ">= 60 MW", "consistent"),
        ("> 60 MW", "60 .. 70 MW", "consistent"),
        ("> 70 MW", "60 .. 70 MW", "conflict"),
    ],
)
def test_compare__of_a_bound_with_its_own_end(first: str, second: str, wanted: str) -> None:
    assert rivals(first, second).comparisons["q"].verdict == wanted


def test_message__shows_that_the_end_is_left_out() -> None:
    [finding] = [each for each in rivals("> 60 MW", "60 MW").findings if each.rule == "rivals-disagree"]
    assert "> 60 MW" in finding.message
    assert "≥" not in finding.message


def test_told__of_results_says_whether_the_end_is_among_the_values() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: more than 5 kg}
          b: {title: B, formula: 2 * a, inputs: {a: a}, unit: kg}
          c: {title: C, formula: k / a, inputs: {k: 10 kg^2, a: a}, unit: kg}
          d: {title: D, formula: x + a, inputs: {x: most, a: a}, unit: kg}
          most: {title: Most, value: at least 1 kg}
          e: {title: E, formula: 3 * x, inputs: {x: most}, unit: kg}
    """.replace("10 kg^2 / a, inputs: {a: a}", "k / a, inputs: {a: a, k: 10 kg^2}")
    )
    said = {id: found.told(id, found.summaries[id]) for id in "abcde"}
    assert said == {"a": "> 5 kg", "b": "> 10 kg", "c": "< 2 kg", "d": "> 6 kg", "e": "≥ 3 kg"}
    assert answers.claim(found, "b")["excluded"] == [True, False]
    assert answers.claim(found, "e")["excluded"] == [False, False]


def test_above__of_a_bound_at_its_own_end() -> None:
    found = edition("claims: {a: {title: A, value: more than 5 kg}, b: {title: B, value: at least 5 kg}}")
    shares = {id: tallies.above(found.base, found.settled, found.values.of[id], 5.0) for id in "ab"}
    assert shares == {"a": (1.0, 1.0), "b": (0.0, 1.0)}


def test_outside_domain__a_bound_that_leaves_nothing() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: less than 1, domain: [1, 20]}
          b: {title: B, value: at most 1, domain: [1, 20]}
    """
    )
    assert [each.id for each in found.findings if each.rule == "outside-domain"] == ["a"]


def test_limits__of_bounds_that_meet_where_one_leaves_its_end_out() -> None:
    def said(low: str, high: str) -> list[str]:
        found = edition(
            f"""
            quantities: {{mass: {{title: Mass, take: envelope}}}}
            claims:
              a: {{title: A, value: {low}, of: mass, cites: [one]}}
              b: {{title: B, value: {high}, of: mass, cites: [two]}}
            """,
            "sources: {one: {title: One}, two: {title: Two}}",
        )
        return [each.message for each in found.findings if each.rule == "rivals-disagree"]

    [message] = said("more than 10 kg", "at most 10 kg")
    assert "leave nothing: they meet at 10 kg, which one of them leaves out" in message
    assert said("at least 10 kg", "at most 10 kg") == []
