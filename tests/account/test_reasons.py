"""Why a number is what it is, where a reading is open: spans, and never the first option."""

from __future__ import annotations

import pytest

from small import edition
from whence.account import reasons
from whence.cli.text import cards
from whence.judge.edition import Edition

BASE = """
    claims:
      need: {title: Need, formula: n * s, inputs: {n: 100K, s: size}, unit: MW}
      both: {title: Both, formula: need + x, inputs: {need: need, x: least}, unit: MW}
      least: {title: Least, value: at least 5 MW}
      odds: {title: Odds, formula: 2 * s, inputs: {s: weighed}, unit: MW}
    choices:
      size: {title: Size, options: {chip: 1 kW, rack: 72 kW, hall: 40 to 60 kW}}
      weighed: {title: Weighed, options: {a: 1 MW, b: 3 MW}, credence: {a: 50%, b: 50%}}
    checks:
      big: {title: Big, assert: need > b, inputs: {need: need, b: 1 GW}, on_fail: report}
"""


@pytest.fixture(scope="module")
def found() -> Edition:
    return edition(BASE)


def test_explain__an_open_number_is_a_span_at_every_step(found: Edition) -> None:
    step = reasons.explain(found, "need")
    assert (step.number, step.interval, dict(step.choose)) == ("100 to 7200 MW, open", "", {})
    assert step.figures == "100K * (1 to 72 kW, open)"
    size = step.steps[1]
    assert [(each.name, each.number) for each in size.steps] == [
        ("chip", "1 kW"),
        ("rack", "72 kW"),
        ("hall", "49 kW"),
    ]
    assert size.note == "open between chip, rack, hall"


def test_explain__with_a_bound_too(found: Edition) -> None:
    assert reasons.explain(found, "both").number == "≥ 105 MW, open"


def test_explain__in_one_reading_is_the_number_there(found: Edition) -> None:
    step = reasons.explain(found, "need", {"size": "rack"})
    assert (step.number, step.figures) == ("7200 MW", "100K * 72 kW")
    assert [each.name for each in step.steps[1].steps] == ["rack"]


def test_explain__weighed_readings_have_the_weighed_number(found: Edition) -> None:
    step = reasons.explain(found, "odds")
    assert step.interval == "2 to 6 MW"
    assert step.steps[0].note == "weighed between a (credence 50 %), b (credence 50 %)"


def test_explain__a_check_that_depends_on_the_reading_says_so(found: Edition) -> None:
    assert reasons.explain(found, "big").number == "holds with rack and hall; does not hold with chip"


def test_explain__says_which_inputs_move_together() -> None:
    found = edition("""
        claims:
          cost: {title: Cost, value: 22 to 35 bn USD, moves_with: [chips]}
          chips: {title: Chips, value: 400K to 500K}
          rent: {title: Rent, value: 3 to 4 bn USD, correlates: {power: 0.4}}
          power: {title: Price of power, value: 2 to 3 bn USD}
          saved: {title: Saved, value: 1 to 2 bn USD, moves_against: [chips]}
          each: {title: Cost of a chip, formula: (cost + rent + power - saved) / chips,
                 inputs: {cost: cost, rent: rent, power: power, saved: saved, chips: chips}}
    """)
    assert {each.id: each.note for each in reasons.explain(found, "each").steps} == {
        "cost": "moves with chips",
        "rent": "correlated with power by 0.4",
        "power": "",
        "saved": "moves against chips",
        "chips": "",
    }
    assert "together   moves with chips" in cards.card(found, "cost", False)


def test_explain__the_mean_of_weighed_readings_says_that_it_is_no_quotient_of_its_parts() -> None:
    """A hundred trees in rows of 12.5 are 8 rows; weighed, 5 and 20 rows are 12.5."""
    found = edition("""
        choices: {row: {title: Trees in a row, options: {long: 20, short: 5}, credence: {long: 50%, short: 50%}}}
        claims:
          rows: {title: Rows, formula: n / row, inputs: {n: 100, row: row}}
          twice: {title: Twice, formula: 2 * n, inputs: {n: 100}}
    """)
    step = reasons.explain(found, "rows")
    assert (step.number, step.figures) == ("12.5", "100 / 12.5")
    assert (
        step.note
        == "the mean of its readings, weighed by their credences, and not the formula at these figures"
    )
    assert reasons.explain(found, "twice").note == ""


def test_explain__the_median_of_the_draws_left_says_that_it_is_no_sum_of_its_parts() -> None:
    """By its formula this is 109 m, and 105 was written behind the sign of equality."""
    found = edition("""
        choices: {gauge: {title: Gauge, options: {upper: 1.09, lower: 2}, credence: {upper: 50%, lower: 50%}}}
        claims:
          level: {title: Level, value: 100 ± 15 m}
          crest: {title: Crest, formula: level * gauge, inputs: {level: level, gauge: gauge}, unit: m}
          other: {title: Other, formula: 2 * level, inputs: {level: level}, unit: m}
        checks:
          stood: {title: It stood, assert: c <= a, inputs: {c: crest, a: 120 m}, on_fail: rule-out}
          paper: {title: The paper says upper, assert: g < 1.5, inputs: {g: gauge}, on_fail: rule-out}
    """)
    [left] = [each.left for each in found.summaries["crest"].readings if each.active]
    assert left
    step = reasons.explain(found, "crest")
    assert step.note == (
        f"the median of the {left[0]} of {left[1]} draws in which its checks hold, and not the formula at the middle of "
        "each input"
    )
    assert reasons.explain(found, "other").note == ""
