"""The ledger: which reading reconciles the most, and what stands under what."""

from __future__ import annotations

from small import edition
from whence.account import ledger

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
