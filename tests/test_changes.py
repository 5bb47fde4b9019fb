"""Accounts of changes: exact, noise-free, and the same from both sides."""

from __future__ import annotations

import math
import random

import pytest

from bases import edition, point
from whence import changes, whatif
from whence.edition import Edition

BASE = """
    units:
      GB200: {title: The bare word}
    terms:
      gb200: {title: GB200, senses: {chip: 1 chip/GB200, superchip: 2 chip/GB200}}
    choices:
      sense: {title: What a GB200 is, term: gb200}
    claims:
      units: {title: Units, value: 50K GB200}
      power: {title: Power of a chip, value: 1.8 to 2.4 kW/chip}
      supply: {title: Supply, value: 120 MW}
      price: {title: Price of power, value: $60/MWh}
      chips: {title: Chips, formula: n * s, inputs: {n: units, s: sense}, unit: chip}
      need: {title: Need, formula: n * p, inputs: {n: chips, p: power}, unit: MW}
      bill: {title: Bill, formula: need * price, inputs: {need: need, price: price}, unit: USD/hour, stated: $6K/hour}
      apart: {title: Apart, value: 3 to 5 token}
    checks:
      fits: {title: It fits, assert: need <= 1.2 * supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
"""


def base(**values: str) -> Edition:
    """The base with some values replaced."""
    text = BASE
    for old, new in values.items():
        kind, _, id = old.partition("_")
        assert kind == "set"
        text = "\n".join(
            line.split("value: ")[0] + f"value: {new}}}" if line.strip().startswith(f"{id}: ") else line
            for line in text.split("\n")
        )
    return edition(text)


def test_account__of_nothing_is_empty() -> None:
    assert changes.account(base(), base()).empty


def test_account__names_what_moved_because_of_what_and_nothing_else() -> None:
    found = changes.account(base(), base(set_power="2.0 to 2.6 kW/chip"))
    assert [(each.id, each.field) for each in found.edited] == [("power", "value")]
    assert {each.id for each in found.moved} == {"power", "need", "bill"}
    assert all(each.because == (("power", 1.0),) for each in found.moved)
    # chips, units, sense, supply, price and apart
    assert found.unmoved == 6
    need = next(each for each in found.moved if each.id == "need")
    assert need.ratio == pytest.approx(math.sqrt(2.0 * 2.6) / math.sqrt(1.8 * 2.4), rel=1e-6)


def test_account__reversed_is_the_reverse() -> None:
    a, b = base(), base(set_power="2.0 to 2.6 kW/chip", set_units="40K GB200")
    there, back = changes.account(a, b), changes.account(b, a)
    assert {each.id: each.ratio for each in there.moved} == pytest.approx({e.id: 1 / e.ratio for e in back.moved})
    assert [(e.id, e.field, e.old, e.new) for e in there.edited] == [(e.id, e.field, e.new, e.old) for e in back.edited]
    assert {(f.id, f.old, f.new) for f in there.verdicts} == {(f.id, f.new, f.old) for f in back.verdicts}
    assert {(f.rule, f.id) for f in there.opened} == {(f.rule, f.id) for f in back.closed}
    assert there.unmoved == back.unmoved


def test_account__of_two_edits_shares_each_move_out() -> None:
    plain = BASE.replace("rule-out", "report").replace("term: gb200}", "term: gb200, prefer: chip, because: so}")
    a = edition(plain)
    doubled = plain.replace("1.8 to 2.4 kW", "3.6 to 4.8 kW").replace("$60", "$120").replace("120 MW", "400 MW")
    found = changes.account(a, edition(doubled))
    bill = dict(next(each for each in found.moved if each.id == "bill").because)
    # Both double the bill, the supply does nothing to it: half of the logarithm each.
    assert bill["power"] == pytest.approx(0.5, abs=1e-6)
    assert bill["price"] == pytest.approx(0.5, abs=1e-6)
    assert bill.get("supply", 0.0) == pytest.approx(0.0, abs=1e-9)
    assert sum(bill.values()) == pytest.approx(1.0)


def test_account__says_which_verdicts_flip() -> None:
    found = changes.account(base(), base(set_supply="300 MW"))
    assert ("option", "sense=superchip", "ruled out", "possible") in [
        (each.kind, each.id, each.old, each.new) for each in found.verdicts
    ]
    assert {"chips", "need", "bill", "sense"} <= {each.id for each in found.moved}


def test_account__of_words_and_layout_moves_nothing() -> None:
    reworded = edition(BASE.replace("title: Supply", "title: The supply"))
    found = changes.account(base(), reworded)
    assert [(each.id, each.field, each.sort) for each in found.edited] == [("supply", "title", "wording")]
    assert not found.moved
    laid_out = edition(BASE.replace("    claims:", "    # a comment\n    claims:"))
    found = changes.account(base(), laid_out)
    assert (found.edited, found.moved, found.layout) == ((), (), ("claims/base.yaml",))


def test_account__a_reworded_figure_moves_nothing() -> None:
    again = base(set_units="50,000 GB200".replace(",", ""))
    found = changes.account(base(), again)
    assert [each.id for each in found.edited] == ["units"]
    assert not found.moved


@pytest.mark.parametrize("seed", range(12))
def test_suppose__equals_a_full_evaluation_of_the_edited_base(seed: int) -> None:
    generator = random.Random(seed)
    id = generator.choice(["power", "supply", "price", "units", "apart"])
    factor = generator.choice([0.5, 0.9, 1.3, 4])
    unit = {"power": "kW/chip", "supply": "MW", "price": "USD/MWh", "units": "GB200", "apart": "token"}[id]
    value = f"{point(base(), id) * factor:.6g} {unit}"
    supposed = whatif.suppose(base(), [(id, value)])
    assert isinstance(supposed, Edition)
    edited = base(**{f"set_{id}": value})
    for name, estimate in edited.values.of.items():
        assert (supposed.values.of[name].samples == estimate.samples).all(), name
    assert supposed.settled.ruled_out == edited.settled.ruled_out
    a, b = changes.account(base(), supposed), changes.account(base(), edited)
    assert repr([(m.id, m.ratio, m.because) for m in a.moved]) == repr([(m.id, m.ratio, m.because) for m in b.moved])


def test_suppose__an_option_that_is_ruled_out_is_said_to_be() -> None:
    supposed = whatif.suppose(base(), [("sense", "superchip")])
    assert isinstance(supposed, Edition)
    assert "prefer-ruled-out" in [each.rule for each in supposed.findings]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        (("power", "2 MW"), "power=2 MW: that is in "),
        (("power", "2 kw/chip"), 'power=2 kw/chip: there is no unit "kw"'),
        (("sense", "chipp"), "`sense` has no option `chipp`; did you mean `chip`?"),
    ],
)
def test_suppose__a_wrong_setting_is_explained(setting: tuple[str, str], message: str) -> None:
    answer = whatif.suppose(base(), [setting])
    assert isinstance(answer, str)
    assert answer.startswith(message)


def test_account__unmoved_claims_are_the_same_to_the_last_bit() -> None:
    a, b = base(), base(set_power="2.0 to 2.6 kW/chip")
    moved = {each.id for each in changes.account(a, b).moved}
    for id, estimate in a.values.of.items():
        if id not in moved and id != "fits":
            assert (estimate.samples == b.values.of[id].samples).all()
            assert (estimate.point == b.values.of[id].point).all()
