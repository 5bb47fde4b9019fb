"""The ledger: which reading reconciles the most, and what stands under what."""

from __future__ import annotations

from small import edition
from whence.account import answers, ledger, reasons

READINGS = """
    quantities:
      delivered: {title: Delivered, take: counted}
    claims:
      counted: {title: Counted, value: 200 chip, of: delivered}
      ordered: {title: Ordered, formula: n * each, inputs: {n: 100, each: word}, of: delivered}
      told: {title: Told, formula: 3 * each, inputs: {each: word}, stated: 6 chip}
      same: {title: Same in all, formula: 3 * each / each2, inputs: {each: word, each2: word}, stated: 9}
    choices:
      word: {title: The word, options: {one: 1 chip, two: 2 chip, eight: 8 chip}}
    checks:
      few: {title: Few, assert: each <= most, inputs: {each: word, most: 1 chip}, on_fail: report}
"""


def test_reconciled__counts_for_each_reading_the_relations_that_may_hold_in_it() -> None:
    (line,) = (each for each in ledger.entries(edition(READINGS)) if each.part == "readings")
    told = [(each.option, set(each.holds), set(each.other)) for each in line.reconciled]
    assert told == [
        ("two", {"delivered", "told"}, {"few"}),
        ("one", {"few"}, {"delivered", "told"}),
        ("eight", set(), {"delivered", "told", "few"}),
    ]
    assert line.reconciled[0].said == "two reconciles 2 of 3, not few"


def test_reconciled__a_reading_of_several_choices_holds_if_it_may() -> None:
    found = edition("""
    claims:
      sum: {title: Sum, formula: a + b, inputs: {a: first, b: second}}
    choices:
      first: {title: First, options: {low: 1 MW, high: 9 MW}}
      second: {title: Second, options: {low: 1 MW, high: 2 MW}}
    checks:
      small: {title: Small, assert: s <= most, inputs: {s: sum, most: 2.5 MW}, on_fail: report}
    """)
    told = {each.id: [(one.option, one.holds) for one in each.reconciled] for each in ledger.entries(found) if each.part == "readings"}  # fmt: skip
    assert told["first"] == [("low", ("small",)), ("high", ())]
    assert told["second"] == [("low", ("small",)), ("high", ())]


def test_choice_of_values__is_nobodys_disagreement() -> None:
    text = """
    claims:
      worth: {title: Worth, formula: n * w, inputs: {n: 10, w: weight}}
    choices:
      weight: {title: Whose weights, KIND options: {theirs: 2 MW, ours: 1 MW}}
    """
    reading = edition(text.replace("KIND", ""))
    assert [each.rule for each in reading.findings if each.id == "weight"] == ["sense-open"]
    assert [each.id for each in ledger.entries(reading)] == ["weight"]
    values = edition(text.replace("KIND", "kind: values,"))
    assert [each.rule for each in values.findings if each.id == "weight"] == []
    assert ledger.entries(values) == ()
    assert values.summaries["worth"].open == ("weight",)


def test_size__is_no_factor_of_dates_and_of_temperatures() -> None:
    found = edition("""
    quantities:
      warm: {title: Warmth, take: cool}
      day: {title: Day, take: early}
      long: {title: Length, take: short}
    claims:
      cool: {title: Cool, value: 20 ± 0.1 °C, of: warm}
      hot: {title: Hot, value: 25 ± 0.1 °C, of: warm}
      early: {title: Early, value: 2024-07-01 to 2024-07-30, of: day}
      late: {title: Late, value: 2025-07-01 to 2025-07-30, of: day}
      short: {title: Short, value: 1 ± 0.01 m, of: long}
      tall: {title: Tall, value: 3 ± 0.01 m, of: long}
    choices:
      sun: {title: Sun, options: {shade: 20 °C, light: 30 °C}}
      week: {title: Week, options: {first: 2024-07-01, second: 2024-07-08}}
    checks:
      cooler: {title: Cooler, assert: x < y, inputs: {x: hot, y: cool}, on_fail: conflict}
    """)
    size = {each.id: each.size for each in ledger.entries(found)}
    assert {id for id, each in size.items() if each == each} == {"long"}, "25 °C is not 1.017 times 20 °C"
    assert abs(size["long"] - 3) < 0.01
    told = {each.id: each.data for each in found.findings if each.rule == "rivals-disagree"}
    assert [id for id, data in told.items() if "ratio" in data] == ["long"]
    for id in ("warm", "day"):
        answer = answers.rivals(found, id, found.comparisons[id])
        assert answer["ratio"] is None
        assert {each["ratio"] for each in answer["pairs"]} == {None}


def test_size__there_is_none_between_a_figure_and_a_bound() -> None:
    found = edition("""
    quantities:
      depth: {title: Depth, take: sounded}
    claims:
      sounded: {title: Sounded, value: 30 m, of: depth}
      rope: {title: Rope, value: at least 50 m, of: depth}
      crop: {title: Crop, value: 60 to 80 t}
      silo: {title: Silo, value: at least 50 t}
    choices:
      barn: {title: Barn, options: {old: 40 t, new: at least 50 t}}
    checks:
      fits: {title: It fits, assert: crop <= silo, inputs: {crop: crop, silo: silo}}
    """)
    told = {each.id: each for each in ledger.entries(found)}
    assert {id: each.size == each.size for id, each in told.items()} == {
        "depth": False,
        "barn": False,
        "fits": False,
    }
    assert told["depth"].statement == "Depth: 2 claims with 30 m and ≥ 50 m"
    assert answers.rivals(found, "depth", found.comparisons["depth"])["ratio"] is None


def test_proof__of_dates_and_of_temperatures_tells_no_factor() -> None:
    found = edition("""
    claims:
      limit: {title: Limit, value: 25 °C}
      day: {title: Day, value: 2024-07-01}
      wide: {title: Wide, value: 2 m}
    choices:
      sun: {title: Sun, options: {shade: 20 °C, light: 30 °C}}
      week: {title: Week, options: {first: 2024-06-01, second: 2024-07-08}}
      long: {title: Long, options: {near: 1 m, far: 6 m}}
    checks:
      a: {title: A, assert: x < y, inputs: {x: sun, y: limit}, on_fail: rule-out}
      b: {title: B, assert: x < y, inputs: {x: week, y: day}, on_fail: rule-out}
      c: {title: C, assert: x < y, inputs: {x: long, y: wide}, on_fail: rule-out}
    """)
    gone = {"sun": "light", "week": "second", "long": "far"}
    missed = {id: [each.missed for each in reasons.proofs(found, id, option)] for id, option in gone.items()}
    assert missed["long"] == [3.0]
    assert all(each != each for id in ("sun", "week") for each in missed[id])
    assert all(missed.values())


def test_standing__says_how_far_it_goes_where_bounds_or_draws_leave_a_doubt() -> None:
    found = edition("""
    claims:
      least: {title: Least, value: at least 5 kg}
      wide: {title: Wide, value: 10 ± 4 kg}
    checks:
      sure: {title: Sure, assert: a > b, inputs: {a: least, b: 3 kg}}
      unsure: {title: Unsure, assert: a > b, inputs: {a: least, b: 9 kg}}
      doubt: {title: Doubt, assert: a > b, inputs: {a: wide, b: 9 kg}}
      fine: {title: Fine, assert: a > b, inputs: {a: wide, b: -90 kg}}
    """)
    assert ledger.standing(found, "sure") == "holds (true for every value that the bounds allow)"
    assert ledger.standing(found, "unsure") == "is open (true for some of the values that the bounds allow)"
    assert ledger.standing(found, "doubt").startswith("is doubtful (true in ")
    assert ledger.standing(found, "fine") == "holds"


def test_in_words__one_and_several() -> None:
    assert (
        ledger.in_words({"conflicts": 1}) + "; " + ledger.in_words({"conflicts": 2000})
        == "1 conflict; 2,000 conflicts"
    )
