"""A finding that only follows from another says so and is not counted again."""

from __future__ import annotations

import pytest

from small import edition, rules
from whence.account import ledger
from whence.judge.states import State, states

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


def _told(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The severity of each finding and, where it is an echo, what of."""
    found = edition(text)
    return {
        (each.rule, each.id): (each.severity, str(each.data.get("echo_of", ""))) for each in found.findings
    }


RIVALS = """
    quantities:
      ratio: {title: Ratio, take: told}
    claims:
      told: {title: Told, value: 10 to 20, of: ratio}
      chips: {title: Chips, value: 300, kind: illustration}
      worked: {title: Worked out, formula: chips / each, inputs: {chips: chips, each: 7}, stated: STATED, of: ratio}
"""


@pytest.mark.parametrize(
    ("stated", "rivals"),
    [("10 to 20", ("note", "worked")), ("90 to 95", ("conflict", ""))],
)
def test_marked__rivals_that_differ_by_a_figure_that_does_not_follow_differ_once(
    stated: str, rivals: tuple[str, str]
) -> None:
    told = _told(RIVALS.replace("STATED", stated))
    assert told["recomputed-differs", "worked"] == ("conflict", "")
    (rule,) = (rule for rule, id in told if id == "ratio" and rule.startswith("rivals"))
    assert told[rule, "ratio"] == rivals


DOWN = """
    quantities:
      power: {title: Power, take: first}
    claims:
      first: {title: First, value: 100 MW, of: power}
      second: {title: Second, value: 200 MW, of: power}
      cost: {title: Cost, formula: p * each, inputs: {p: power, each: 10 USD/W}, unit: USD, stated: STATED}
      paid: {title: Paid, value: PAID}
    checks:
      covers: {title: Covers, assert: cost >= paid, inputs: {cost: cost, paid: paid}, on_fail: ON_FAIL}
"""


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("1.95 bn USD", ("note", "power")), ("1.6 bn USD", ("conflict", ""))],
)
def test_marked__a_figure_that_another_rival_would_give_is_their_disagreement(
    stated: str, expected: tuple[str, str]
) -> None:
    told = _told(DOWN.replace("STATED", stated).replace("PAID", "1 USD").replace("ON_FAIL", "report"))
    assert told["rivals-disagree", "power"] == ("conflict", "")
    assert told["recomputed-differs", "cost"] == expected


@pytest.mark.parametrize(("paid", "echo"), [("1.9 bn USD", "power"), ("2.1 bn USD", "")])
@pytest.mark.parametrize(("on_fail", "severity"), [("conflict", "conflict"), ("warning", "warning")])
def test_marked__a_check_that_would_hold_with_another_rival(
    paid: str, echo: str, on_fail: str, severity: str
) -> None:
    told = _told(DOWN.replace("STATED", "1 bn USD").replace("PAID", paid).replace("ON_FAIL", on_fail))
    rule = "check-fails" if on_fail == "conflict" else "check-warns"
    assert told[rule, "covers"] == ("note" if echo else severity, echo)


def test_marked__a_chain_of_echoes_stands_under_its_first_cause_in_the_ledger() -> None:
    found = edition("""
    claims:
      chips: {title: Chips, value: 100K chip, kind: illustration}
      power: {title: Power, formula: chips * each, inputs: {chips: chips, each: 1 kW/chip}, unit: MW, stated: 300 MW}
      cost: {title: Cost, formula: p * each, inputs: {p: power, each: 10 USD/W}, unit: USD, stated: 3 bn USD}
      paid: {title: Paid, value: 2.5 bn USD}
    checks:
      covers: {title: Covers, assert: cost >= paid, inputs: {cost: cost, paid: paid}, on_fail: conflict}
    """)
    lines = ledger.entries(found)
    assert [(each.id, {one.id for one in each.echoes}) for each in lines] == [("power", {"cost", "covers"})]
    known = {subject.id: state for subject, state in states(found).items()}
    assert known == {"power": State.CONFLICT, "cost": State.ECHO, "covers": State.ECHO}


def test_marked__what_would_leave_no_number_is_no_way_out() -> None:
    told = _told("""
    quantities:
      gap: {title: Gap, take: first}
      ratio: {title: Ratio, take: one}
    claims:
      first: {title: First, value: 10, of: gap}
      second: {title: Second, value: 20, of: gap}
      one: {title: One, formula: 1 / (20 - g), inputs: {g: gap}, of: ratio}
      two: {title: Two, value: 5, of: ratio}
    """)
    assert told["rivals-disagree", "gap"] == ("conflict", "")
    assert told["rivals-disagree", "ratio"] == ("conflict", "")


def test_marked__rounding_at_every_step_is_no_conflict_of_its_own() -> None:
    found = edition("""
    claims:
      chips: {title: Chips, formula: n * each, inputs: {n: 8 building, each: 54K chip/building}, stated: 400K chip}
      power: {title: Power, formula: c * each, inputs: {c: chips, each: 1.09 kW/chip}, unit: MW, stated: 400 MW}
      cost: {title: Cost, formula: p * each, inputs: {p: power, each: 10.0 USD/W}, unit: USD, stated: 4.0 bn USD}
      wrong: {title: Wrong, formula: p * each, inputs: {p: power, each: 10.0 USD/W}, unit: USD, stated: 3.0 bn USD}
    """)
    told = {(each.rule, each.id) for each in found.findings if each.rule.startswith(("recomp", "comp"))}
    assert {each for each in told if each[1] in ("power", "cost")} == {
        ("compounded-rounding", "power"),
        ("compounded-rounding", "cost"),
    }
    assert ("recomputed-differs", "wrong") in told
    known = {subject.id: state for subject, state in states(found).items()}
    assert (known["cost"], known["wrong"]) == (State.ROUNDED, State.CONFLICT)


def test_echoes__a_claim_that_could_not_be_computed_then_is_no_way_out() -> None:
    """With the other claim of its divisor, one of these claims would be one over nothing."""
    found = edition(
        """
        quantities:
          rate: {title: Rate, take: usual}
          time: {title: Time, take: worked-out}
        claims:
          usual: {title: Usual rate, value: 2, of: rate, kind: illustration}
          none: {title: No rate at all, value: 0, of: rate, kind: illustration}
          worked-out: {title: Time at that rate, formula: 1 / r, inputs: {r: rate}, of: time}
          measured: {title: Time as measured, value: 5, of: time, kind: illustration}
        """
    )
    assert {each.id for each in found.findings if each.severity == "conflict"} == {"rate", "time"}
    assert not [each for each in found.findings if "an echo" in each.message]
