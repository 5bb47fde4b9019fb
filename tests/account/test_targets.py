"""What would have to give, and what rests on a claim, against the inverse done by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from small import edition
from whence.account import impacts, targets
from whence.cli.text import targets as texts

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


# --- poles, zero and domains

POLE = """
    claims:
      r: {{title: R, value: {r}}}
      d: {{title: D, value: {d}}}
      cost: {{title: Cost, formula: "{formula}", inputs: {{r: r, d: d}}}}
"""


def needed(
    formula: str, target: str, r: str = "0.80 to 0.90", d: str = "0", domain: str = ""
) -> targets.Give:
    inputs = "inputs: {r: r, d: d}"
    text = POLE.format(formula=formula, r=f"{r}, domain: {domain}" if domain else r, d=d)
    if " d" not in formula:
        text = text.replace(inputs, "inputs: {r: r}")
    answer = targets.find(edition(text), "cost", target)
    assert isinstance(answer, targets.Answer)
    return next(each for each in answer.gives if each.id == "r")


@pytest.mark.parametrize(
    ("formula", "target", "r", "value"),
    [
        ("100 / (1 - r)", "300", "0.80 to 0.90", 2 / 3),
        ("100 / (1 - r)", "5000", "0.80 to 0.90", 0.98),
        ("100 / (1 - r)", "120", "2 to 3", None),
        ("100 / (1 - r)", "-1000", "2 to 3", 1.1),
        ("100 / (1 - r)^2", "400", "0.80 to 0.90", 0.5),
        ("100 / (r - 0.5)", "4000", "0.80 to 0.90", 0.525),
        ("1 / (1 / r - 1)", "0.25", "0.80 to 0.90", 0.2),
        ("log(1 - r)", "-1", "0.80 to 0.90", 1 - math.exp(-1)),
        ("sqrt(1 - r)", "0.01", "0.80 to 0.90", 0.9999),
        ("r^3 - 1", "7", "1.5 to 2.5", 2),
        # a dip between two steps of the walk
        ("(r - 1.1)^2", "0.0001", "0.80 to 0.90", 1.09),
        ("1 / ((r - 1.1)^2 + 1)", "0.9999", "0.80 to 0.90", 1.1 - math.sqrt(1 / 0.9999 - 1)),
    ],
)
def test_find__stays_on_its_side_of_a_pole(formula: str, target: str, r: str, value: float | None) -> None:
    give = needed(formula, target, r)
    if value is None:
        assert give.beyond
        assert give.needed == pytest.approx(1 - 100 / 120, rel=1e-9)
    else:
        assert not give.beyond
        assert give.needed == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "target", "r", "value", "beyond"),
    [
        # nothing on its own side: the nearest beyond, and what lies between
        ("100 / (1 - r)", "-50", "0.80 to 0.90", 3, "pole"),
        ("100 / (1 - r)^2", "50", "0.80 to 0.90", 1 + math.sqrt(2), "pole"),
        ("r - 10", "-12", "3 to 5", -2, "zero"),
        ("r + 3", "3", "3 to 5", 0, "zero"),
        # a figure of either sign has no edge at zero
        ("r - 10", "-12", "-10 ± 9", -2, ""),
        ("r - 10", "-5", "-30 ± 9", 5, "zero"),
        ("r - 10", "-5", "-1 ± 9", 5, ""),
        ("r - 10", "-5", "0", 5, ""),
        ("r - 10", "-5", "0 ± 1", 5, ""),
    ],
)
def test_find__else_the_nearest_beyond(formula: str, target: str, r: str, value: float, beyond: str) -> None:
    give = needed(formula, target, r)
    assert give.needed == pytest.approx(value, rel=1e-9, abs=1e-12)
    assert give.beyond == beyond


@pytest.mark.parametrize(
    ("formula", "target", "r", "domain", "value", "beyond"),
    [
        # the root beyond one is nearer than the one that a share may be
        ("(r - 0.1) * (r - 1.2)", "0", "0.80 to 0.90", "share", 0.1, ""),
        ("(r - 0.1) * (r - 1.2)", "0", "0.80 to 0.90", "[0.5, 2]", 1.2, ""),
        ("(r - 0.1) * (r - 1.2)", "0", "0.85", "share", 0.1, ""),
        ("(r - 0.1) * (r - 1.2)", "0", "0.80 to 0.90", "[0.5, 1]", 1.2, "domain"),
        ("100 / (1 - r)", "-50", "0.80 to 0.90", "share", 3, "domain"),
        # just within an end and at it, between two steps of the walk
        ("2 * r", "1.99", "0.80 to 0.90", "share", 0.995, ""),
        ("2 * r", "2", "0.80 to 0.90", "share", 1, ""),
        ("2 * r", "2.01", "0.80 to 0.90", "share", 1.005, "domain"),
        ("2 * r", "0", "0.80 to 0.90", "share", 0, ""),
        # what is written rules over the sign that the figure has
        ("r - 10", "-12", "3 to 5", "[-5, 9]", -2, ""),
        ("r - 10", "-12", "3 to 5", "positive", -2, "domain"),
        ("r - 10", "-5", "-1 ± 9", "[-50, 1]", 5, "domain"),
    ],
)
def test_find__within_the_domain_that_is_stated_else_the_nearest_outside(
    formula: str, target: str, r: str, domain: str, value: float, beyond: str
) -> None:
    give = needed(formula, target, r, domain=domain)
    assert give.needed == pytest.approx(value, rel=1e-9, abs=1e-12)
    assert give.beyond == beyond


def test_find__a_check_whose_side_has_a_pole() -> None:
    found = edition("""
        claims:
          r: {title: R, value: 0.80 to 0.90}
        checks:
          cheap: {title: Cheap, assert: 100 / (1 - r) <= m, inputs: {r: r, m: 300}}
          never: {title: Never, assert: 100 / (1 - r) <= m, inputs: {r: r, m: -1}}
    """)
    for check, value, beyond in (("cheap", 2 / 3, ""), ("never", 1, "pole")):
        answer = targets.find(found, check)
        assert isinstance(answer, targets.Answer)
        give = next(each for each in answer.gives if each.id == "r")
        assert (give.needed, give.beyond) == (pytest.approx(value, rel=1e-6), beyond)


@pytest.mark.parametrize(
    ("formula", "elasticity"),
    [
        ("1 - r", -0.85 / 0.15),
        ("r^3", 3),
        ("1 / (1 - r)", 0.85 / 0.15),
        ("exp(4 * r)", 3.4),
        ("r - 1", -0.85 / 0.15),
        ("log(r)", 1 / math.log(0.85)),
        ("max(r, 0.5)", 1),
        ("max(r, 0.9)", 0),
        ("max(r, 0.85)", math.nan),
        ("abs(r - 0.85) + 1", math.nan),
        ("1 - r / 0.85 + 1e-4", -1e4),
        ("1 - 1.1764 * r", -1.1764 * 0.85 / (1 - 1.1764 * 0.85)),
    ],
)
def test_elasticity__is_the_derivative(formula: str, elasticity: float) -> None:
    found = edition(f"""
        claims:
          r: {{title: R, value: 0.85}}
          s: {{title: S, formula: "{formula}", inputs: {{r: r}}}}
    """)
    assert impacts.elasticity(found, "r", "s") == pytest.approx(elasticity, rel=1e-6, abs=1e-9, nan_ok=True)


def test_find__a_leaf_that_only_a_combined_quantity_hears_of_moves_nothing() -> None:
    found = edition("""
        quantities:
          q: {title: Q, take: weighted}
        claims:
          a: {title: A, value: 9 ± 1, of: q}
          b: {title: B, value: 10 ± 1, of: q}
          d: {title: D, value: 2}
        checks:
          more: {title: More, assert: q > 100 * d, inputs: {q: q, d: d}}
    """)
    answer = targets.find(found, "more")
    assert isinstance(answer, targets.Answer)
    assert {each.id: round(each.needed, 3) for each in answer.gives if not math.isnan(each.needed)} == {
        "d": 0.095
    }
    assert answer.held == ("q",)


CHOSEN = """
    claims:
      rack: {title: Power of a rack, value: 60 to 70 kW/rack}
      hall: {title: Power of the hall, formula: p * n, inputs: {p: rack, n: kind}, unit: kW}
    choices:
      kind: {title: Racks, options: {small: {value: 2 rack}, large: {value: 5 to 6 rack}}}
    checks:
      enough: {title: Enough, assert: hall >= 500 * one, inputs: {hall: hall, one: 1 kW}}
"""


@pytest.mark.parametrize(("option", "leaf"), [("small", 2), ("large", math.sqrt(30))])
@pytest.mark.parametrize(("id", "target"), [("hall", "500 kW"), ("enough", None)])
def test_find__in_a_reading_that_is_asked_for_and_of_what_matters_there(
    option: str, leaf: float, id: str, target: str | None
) -> None:
    answer = targets.find(edition(CHOSEN), id, target, {"kind": option})
    assert isinstance(answer, targets.Answer)
    assert dict(answer.choose) == {"kind": option}
    needed = {each.id: each.needed for each in answer.gives if "one" not in each.id}
    rack = math.sqrt(60 * 70)
    assert needed == pytest.approx({"rack": 500e3 / leaf, f"kind#{option}": 500 / rack}, rel=1e-6)


def test_rows__dates_and_degrees_are_apart_by_days_and_kelvin_and_figures_keep_their_digits() -> None:
    found = edition("""
        claims:
          filed: {title: Filed, value: 2008-03-14}
          ends: {title: Ends, formula: f + t, inputs: {f: filed, t: 20 year}}
          before: {title: Before, value: 39.2 °C}
          after: {title: After, value: 37.1 °C}
          fall: {title: Fall, formula: b - a, inputs: {b: before, a: after}, unit: K}
          fixed: {title: Fixed, value: 14.35 USD}
          bills: {title: Bills, formula: 12 * f, inputs: {f: fixed}, unit: USD}
    """)

    def rows(id: str, target: str) -> list[tuple[str, str, str, str]]:
        answer = targets.find(found, id, target)
        assert isinstance(answer, targets.Answer)
        return targets.rows(found, answer)

    # 20 years of 365.25 days before the first of January 2029
    assert ("filed", "2008-03-14", "2009-01-01", "+293 days") in rows("ends", "2029-01-01")
    assert ("before", "39.2 °C", "40.1 °C", "+0.9 K") in rows("fall", "3 K")
    assert rows("bills", "180 USD") == [("fixed", "$14.35", "$15", "x 1.05")]


BOUNDED = """
    claims:
      mass: {title: Mass, value: "> 3 kg"}
      area: {title: Area, value: 2 m^2}
      density: {title: Density, formula: m / a, inputs: {m: mass, a: area}, unit: kg/m^2}
    checks:
      light: {title: Light, assert: d < limit, inputs: {d: density, limit: 2 kg/m^2}}
      heavy: {title: Heavy, assert: d > limit, inputs: {d: density, limit: 2 kg/m^2}}
"""


def test_find__a_bound_has_no_central_value_and_stands_at_its_end_which_is_said() -> None:
    found = edition(BOUNDED)
    answer = targets.find(found, "heavy")
    assert isinstance(answer, targets.Answer)
    assert {row[0]: row[1:] for row in targets.rows(found, answer)} == {
        "area": ("2 m^2", "1.5 m^2", "x 0.75"),
        "mass": ("> 3 kg", "4 kg", "x 1.33, which its bound allows"),
        "heavy#limit": ("2 kg/m^2", "1.5 kg/m^2", "x 0.75"),
    }
    assert targets.where(found, answer) == "central values, with `mass` (> 3 kg) at the end of its bound"
    assert texts.targets(found, answer, False).endswith(
        "  The others stand at central values, with `mass` (> 3 kg) at the end of its bound.\n"
    )


def test_find__a_check_that_bounds_leave_open_does_not_hold_already() -> None:
    found = edition(BOUNDED)
    answer = targets.find(found, "light")
    assert isinstance(answer, targets.Answer)
    assert texts.targets(found, answer, False) == (
        "At central values, with `mass` (> 3 kg) at the end of its bound, the check would hold; it is open: "
        "true for some of the values that the bounds allow.\n"
    )


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("a == b", "At central values the check would hold; it does not hold: true in 0% of draws.\n"),
        ("a <= more", "At central values the check would hold; it is doubtful: true in 86% of draws.\n"),
        ("a <= much", "At central values the check holds already.\n"),
        ("a != b", "Nothing would have to give: the check holds, though it does not at central values.\n"),
    ],
)
def test_find__a_check_is_said_to_stand_as_its_draws_have_it(check: str, said: str) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 10 ± 1 kg}}
          b: {{title: B, value: 10 ± 1 kg}}
          more: {{title: More, value: 11.5 ± 1 kg}}
          much: {{title: Much, value: 20 ± 1 kg}}
        checks:
          it: {{title: It, assert: {check}, inputs: {{a: a, {check.split()[-1]}: {check.split()[-1]}}}}}
    """)
    answer = targets.find(found, "it")
    assert isinstance(answer, targets.Answer)
    assert texts.targets(found, answer, False) == said


@pytest.mark.parametrize(
    ("check", "needed"),
    [
        ("a < b", ("just below 10 kg", "just above 10 kg")),
        ("a > b", ("just above 10 kg", "just below 10 kg")),
    ],
)
def test_rows__of_equal_figures_what_is_needed_is_the_next_value(check: str, needed: tuple[str, str]) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 10 kg}}
          b: {{title: B, value: 10 kg}}
        checks:
          it: {{title: It, assert: {check}, inputs: {{a: a, b: b}}}}
    """)
    answer = targets.find(found, "it")
    assert isinstance(answer, targets.Answer)
    assert tuple(each[1:] for each in targets.rows(found, answer)) == tuple(
        ("10 kg", each, "by the least that tells them apart") for each in needed
    )


def test_find__a_value_beyond_a_bound_is_said_to_be() -> None:
    found = edition(BOUNDED)
    answer = targets.find(found, "density", "1 kg/m^2")
    assert isinstance(answer, targets.Answer)
    assert {row[0]: row[3] for row in targets.rows(found, answer)} == {
        "area": "x 1.5",
        "mass": "x 0.667, outside its bound",
    }


def test_find__a_check_has_no_target() -> None:
    answer = targets.find(edition(BOUNDED), "light", "3")
    assert answer == "`light` is a check, which holds or does not: leave out `--target`"


EVIDENCE = """
    choices:
      w: {title: Word, options: {x: 1, y: 2}, credence: {x: 50%, y: 50%}}
    claims:
      a: {title: A, value: 10 ± 2 kg}
      b: {title: B, value: 1 to 3}
      g: {title: G, formula: a * b * w, inputs: {a: a, b: b, w: w}, unit: kg}
    checks:
      fits: {title: Fits, assert: g < limit, inputs: {g: g, limit: 25 kg}, on_fail: rule-out}
"""


@pytest.mark.parametrize(("word", "factor"), [("x", 1.0), ("y", 2.0)])
@pytest.mark.parametrize("target", [14.0, 26.0])
def test_find__of_a_number_that_evidence_moves_starts_from_the_number_that_is_shown(
    word: str, factor: float, target: float
) -> None:
    found = edition(EVIDENCE)
    a, b = (found.values.of[each].samples for each in "ab")
    left = factor * a * b < 25
    answer = targets.find(found, "g", f"{target:g} kg", {"w": word})
    assert isinstance(answer, targets.Answer)
    assert answer.left == (int(left.sum()), left.size)
    now = {each.id: each.now for each in answer.gives}
    needed = {each.id: each.needed for each in answer.gives}
    assert now["a"] == pytest.approx(np.median(a[left]), rel=0.02)
    assert np.median(factor * needed["a"] * b[left]) == pytest.approx(target, rel=0.02)
    assert np.median(factor * needed["b"] * a[left]) == pytest.approx(target, rel=0.02)
    shown = next(each for each in found.summaries["g"].readings if each.choose == {"w": word}).figure.point
    assert shown == pytest.approx(np.median((factor * a * b)[left]), rel=0.02)
    assert needed[f"w#{word}"] == pytest.approx(factor * target / shown, rel=1e-9)
    assert texts.targets(found, answer, False).endswith(
        f"  All inputs stand as in the {left.sum()} of {left.size} draws in which its checks hold.\n"
    )


def test_find__what_the_shown_number_already_is() -> None:
    """At central values it is 34.6 kg with y, which the check excludes; what is shown is 20.8 kg."""
    found = edition(EVIDENCE)
    shown = next(each for each in found.summaries["g"].readings if each.choose == {"w": "y"}).figure.point
    answer = targets.find(found, "g", f"{shown!r} kg", {"w": "y"})
    assert isinstance(answer, targets.Answer)
    assert texts.targets(found, answer, False).startswith("In the ")
    answer = targets.find(found, "g", "30 kg", {"w": "y"})
    assert isinstance(answer, targets.Answer)
    assert not answer.met
    assert all(each.needed > each.now for each in answer.gives)
