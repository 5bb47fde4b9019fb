"""What would have to give, and what rests on a claim, against the inverse done by hand."""

from __future__ import annotations

import math

import pytest

from small import edition
from whence.account import impacts, targets

BASE = """
    claims:
      chips: {title: Chips, value: 100K chip, cites: [post]}
      power: {title: Power of a chip, value: 2 to 2.4 kW/chip, cites: [meter]}
      need: {title: Need, formula: n * p, inputs: {n: chips, p: power}, unit: MW}
      square: {title: Square, formula: n ^ 2 / p, inputs: {n: chips, p: power}}
      supply: {title: Supply, value: 100 MW}
      apart: {title: Apart, value: 3}
    checks:
      fits: {title: Fits, assert: need <= 1.3 * supply, inputs: {need: need, supply: supply}, on_fail: conflict}
"""
SOURCES = "sources: {post: {title: P}, meter: {title: M}}"


@pytest.fixture(scope="module")
def found():
    return edition(BASE, SOURCES)


def test_find__for_a_failed_check_the_value_at_which_it_would_hold(found) -> None:
    answer = targets.find(found, "fits")
    assert isinstance(answer, targets.Answer)
    assert not answer.met
    per_chip = math.sqrt(2 * 2.4) * 1000
    needed = {each.id: each.needed for each in answer.gives}
    assert needed == pytest.approx(
        {"chips": 130e6 / per_chip, "power": 130e6 / 100_000, "supply": 100_000 * per_chip / 1.3}, rel=1e-6
    )
    power = next(each for each in answer.gives if each.id == "power")
    assert power.outside == pytest.approx((2000 - 1300) / 200, rel=0.02)


@pytest.mark.parametrize(("target", "factor"), [("300 MW", 300 / 219.089), ("50 MW", 50 / 219.089)])
def test_find__for_a_claim_with_a_target(found, target: str, factor: float) -> None:
    answer = targets.find(found, "need", target)
    assert isinstance(answer, targets.Answer)
    assert {each.id: each.needed / each.now for each in answer.gives} == pytest.approx(
        {"chips": factor, "power": factor}, rel=1e-5
    )


@pytest.mark.parametrize(
    ("id", "target", "message"),
    [
        ("need", None, "a claim needs a `--target VALUE`"),
        ("need", "3 chip", "--target is in"),
        ("need", "3 MWx", "--target: "),
    ],
)
def test_find__a_wrong_question_is_explained(found, id: str, target: str | None, message: str) -> None:
    answer = targets.find(found, id, target)
    assert isinstance(answer, str)
    assert answer.startswith(message)


def test_find__no_value_will_do() -> None:
    found = edition("""
        claims: {a: {title: A, value: 3}, b: {title: B, formula: a ^ 2 + 1, inputs: {a: a}}}
    """)
    answer = targets.find(found, "b", "0.5")
    assert isinstance(answer, targets.Answer)
    assert [(each.id, math.isnan(each.needed)) for each in answer.gives] == [("a", True)]


def test_impact__names_what_rests_on_a_claim_and_how_it_moves(found) -> None:
    answer = impacts.impact(found, "chips")
    assert {each.id: round(each.elasticity, 6) for each in answer.effects} == {"need": 1.0, "square": 2.0}
    assert answer.checks == ("fits",)
    assert {each.id: round(each.elasticity, 6) for each in impacts.impact(found, "power").effects} == {
        "need": 1.0,
        "square": -1.0,
    }


def test_impact__of_a_source_is_that_of_the_claims_it_supports(found) -> None:
    answer = impacts.impact(found, "post")
    assert answer.through == ("chips",)
    assert answer.uncited == ("chips",)
    assert {each.id for each in answer.effects} == {"need", "square"}


def test_withdrawn__what_rests_on_the_source_is_gone_and_nothing_else_moves(found) -> None:
    account = impacts.withdrawn(found, "post")
    assert {each.id for each in account.moved} == {"chips", "need", "square"}
    assert all(each.new is None for each in account.moved)
