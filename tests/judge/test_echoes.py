"""A finding that only follows from another says so and is not counted again."""

from __future__ import annotations

import pytest

from small import edition, rules

CHAIN = """
    claims:
      chips: {title: Chips, value: 100K chip, kind: illustration}
      power: {title: Power, formula: chips * each, inputs: {chips: chips, each: 1 kW/chip}, unit: MW, stated: 300 MW}
      cost: {title: Cost, formula: p * each, inputs: {p: power, each: 10 USD/W}, unit: USD, stated: STATED}
"""


@pytest.mark.parametrize(
    ("stated", "severity"),
    [("3 bn USD", "note"), ("2.9 bn USD", "note"), ("9 bn USD", "conflict")],
)
def test_marked__a_source_that_reckons_on_with_its_own_figure_is_off_once(stated: str, severity: str) -> None:
    found = edition(CHAIN.replace("STATED", stated))
    told = {each.id: each for each in found.findings if each.rule in ("recomputed-differs", "off-by-factor")}
    assert told["power"].severity == "conflict"
    assert told["cost"].severity == severity
    echo = "an echo of `power`: with its stated 300 MW this would be $3 bn"
    assert (echo in told["cost"].message) == (severity == "note")


def test_marked__an_acceptance_still_covers_it() -> None:
    text = CHAIN.replace("STATED", "3 bn USD, accepted: [{rule: RULE, because: known}]")
    first = edition(CHAIN.replace("STATED", "3 bn USD"))
    (rule,) = (each.rule for each in first.findings if "an echo of" in each.message)
    found = edition(text.replace("RULE", rule))
    assert [each.accepted for each in found.findings if each.rule == rule and each.id == "cost"] == ["known"]


def test_marked__a_choice_is_open_where_checks_leave_no_reading() -> None:
    found = edition("""
        claims:
          need: {title: Need, formula: n * s, inputs: {n: 100, s: size}, unit: MW}
          supply: {title: Supply, value: 1 MW, kind: illustration}
        choices:
          size: {title: Size, options: {chip: 1 MW, rack: 72 MW}}
        checks:
          fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
    """)
    assert rules(found, least="warning") == ["no-context-survives"]
    (said,) = (each for each in found.findings if each.rule == "sense-open")
    assert said.message.endswith("an echo of `fits`: its checks leave no reading at all")
