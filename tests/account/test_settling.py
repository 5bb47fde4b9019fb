"""What would settle a reading, against the same base with the value written as it was supposed to be measured."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from small import edition
from whence.account import settling
from whence.account.settling import Settling
from whence.cli.text import settling as text
from whence.evaluate import settling as reached
from whence.judge.edition import Edition
from whence.publish.pages import nodes
from whence.publish.pages.book import Book

BASE = """
    claims:
      need: {{title: Need, formula: n * s{half}}}}}
      count: {{title: Count, value: {count}}}
      supply: {{title: Supply, value: {supply}}}
      cost: {{title: Cost, formula: n * s * p / f, inputs: {{n: count, s: size, p: price, f: four}}, unit: USD}}
      price: {{title: Price, value: {price}}}
      budget: {{title: Budget, value: {budget}}}
      four: {{title: Four, value: 4 MW, kind: convention}}
    choices:
      size: {{title: Size, options: {{one: 1 MW, two: 2 MW, eight: 8 MW}}}}
      load: {{title: Load, options: {{whole: 1, half: 0.5}}}}
    checks:
      fits: {{title: Fits, assert: need <= supply, inputs: {{need: need, supply: supply}}, on_fail: rule-out}}
      paid: {{title: Paid, assert: cost <= budget, inputs: {{cost: cost, budget: budget}}, on_fail: rule-out}}
"""
PLAIN = {"count": "10", "supply": "100 MW", "price": "3 USD", "budget": "1000 USD"}


ALONE, WITH = ", inputs: {n: count, s: size", " * h, inputs: {n: count, s: size, h: load"


def _base(half: str = ALONE, **values: str) -> Edition:
    return edition(BASE.format(half=half, **PLAIN | values))


def _survive(found: Edition) -> set[str]:
    """The options that a base says survive; none where it says that the checks contradict each other."""
    if any(not each.options for each in found.settled.nogoods):
        return set()
    return {"one", "two", "eight"} - {
        option for choice, option in found.settled.ruled_out if choice == "size"
    }


def _cases(found: Settling, id: str) -> list[tuple[float, float, set[str]]]:
    (measure,) = (each for each in found.measures if each.id == id)
    return [(each.low, each.high, set(each.left)) for each in measure.cases]


def test_settles__the_power_below_which_a_reading_needs_too_much() -> None:
    found = settling.settles(_base(), "size")
    assert found.left == ("one", "two", "eight")
    assert found.checks == ("fits", "paid")
    # 10 of 8 MW need 80 MW, 10 of 2 MW need 20 MW, 10 of 1 MW need 10 MW
    low, two, one = _cases(found, "supply")
    assert low == (-math.inf, pytest.approx(10e6, rel=1e-3), set())
    assert two == (pytest.approx(10e6, rel=1e-3), pytest.approx(20e6, rel=1e-3), {"one"})
    assert one == (pytest.approx(20e6, rel=1e-3), pytest.approx(80e6, rel=1e-3), {"one", "two"})
    supply = next(each for each in found.measures if each.id == "supply")
    assert list(settling.rows(_base(), supply)) == [
        ("20 to 80 MW", "rules out eight"),
        ("10 to 20 MW", "rules out two and eight, and leaves one alone"),
    ]
    assert {each.id for each in found.measures} == {"count", "supply", "price", "budget"}


@pytest.mark.parametrize(
    ("value", "domain", "wanted"),
    [
        ("300 MW", "[15, 50]", {"one": (-math.inf, 20e6), "one two": (20e6, math.inf)}),
        ("0.3 MW", "[15, 50]", {"one": (-math.inf, 20e6), "one two": (20e6, math.inf)}),
        ("0.1 MW", "[15, inf]", {"one": (-math.inf, 20e6), "one two": (20e6, 80e6), "one two eight": (80e6, math.inf)}),
        ("300 MW", "[90, 99]", {"one two eight": (-math.inf, math.inf)}),
    ],
)  # fmt: skip
def test_stretches__of_a_value_outside_of_its_domain_are_within(
    value: str, domain: str, wanted: dict[str, tuple[float, float]]
) -> None:
    """Where no value of a walk from what is written lay within, none was looked at."""
    base = _base(supply=f"{value}, domain: {domain}")
    found = reached.stretches(base.base, base.values, base.settled, "size", "supply")
    assert {" ".join(each.left): (each.low, each.high) for each in found} == {
        left: pytest.approx(ends, rel=1e-3) for left, ends in wanted.items()
    }


def test_settles__the_nearest_to_what_is_known_comes_first() -> None:
    found = settling.settles(_base(supply="70 to 130 MW", count="9.9", budget="5000 USD"), "size")
    assert [each.id for each in found.measures][:2] == ["supply", "count"]
    assert found.measures[0].strain == 0


def test_settles__where_nothing_survives_what_would_bring_one_back() -> None:
    base = _base(supply="6 MW")
    assert _survive(base) == set()
    assert "size" in settling.undecided(base)
    found = settling.settles(base, "size")
    assert found.left == ()
    back = _cases(found, "supply")
    assert back[0] == (pytest.approx(10e6, rel=1e-3), pytest.approx(20e6, rel=1e-3), {"one"})
    (supply,) = (each for each in found.measures if each.id == "supply")
    assert next(settling.rows(base, supply)) == ("10 to 20 MW", "brings back one")


def test_settles__nothing_measured_without_a_check_that_rules_out() -> None:
    found = settling.settles(
        edition("""
        claims:
          need: {title: Need, formula: 10 * s, inputs: {s: size}}
          most: {title: Most, value: 15 MW}
        choices:
          size: {title: Size, options: {one: 1 MW, two: 2 MW}}
        checks:
          small: {title: Small, assert: need <= most, inputs: {need: need, most: most}, on_fail: report}
        """),
        "size",
    )
    assert (found.checks, found.measures, found.others) == ((), (), ("small",))


def test_undecided__leaves_out_what_is_preferred_or_of_values() -> None:
    found = edition("""
        choices:
          open: {title: Open, options: {one: 1 MW, two: 2 MW}}
          preferred: {title: Preferred, options: {one: 1 MW, two: 2 MW}, prefer: one, because: So.}
          worth: {title: Worth, kind: values, options: {one: 1 MW, two: 2 MW}}
        """)
    assert settling.undecided(found) == ["open"]


NUMBER = st.floats(1, 50).map(lambda x: round(x, 2))


@settings(max_examples=30, deadline=None)
@given(
    NUMBER,
    NUMBER,
    NUMBER,
    NUMBER,
    st.sampled_from(["count", "supply", "price", "budget"]),
    st.booleans(),
    st.sampled_from([ALONE, WITH]),
)
def test_stretches__are_what_the_base_says_with_the_value_written(
    count: float, supply: float, price: float, budget: float, leaf: str, ranged: bool, half: str
) -> None:
    values = {
        "count": f"{count}",
        "supply": f"{4 * supply} MW",
        "price": f"{price} USD",
        "budget": f"{9 * budget} USD",
    }
    if ranged:
        number, _, unit = values["supply"].partition(" ")
        values["supply"] = f"{number} to {2 * float(number)} {unit}"
    base = _base(half, **values)
    unit = base.unit(leaf)
    found = reached.stretches(base.base, base.values, base.settled, "size", leaf)
    assert found[0].low == -math.inf
    assert found[-1].high == math.inf
    for before, after in pairwise(found):
        assert before.high == after.low
        assert before.left != after.left
    for each in found:
        ends = [end * factor for end, factor in ((each.low, 1.002), (each.high, 0.998)) if math.isfinite(end)]
        assume(len(ends) < 2 or ends[0] < ends[1])
        for end in ends:
            written = {**values, leaf: f"{unit.from_base(end):.12g} {unit.text}"}
            assert _survive(_base(half, **written)) == set(each.left), (each, end)


def test_settled_by__a_choice_between_values_says_that_no_evidence_decides_it() -> None:
    """It was said that no check depends on it, as if one could be written that rules a rate out."""
    found = edition("""
        choices: {rate: {title: Rate, kind: values, options: {private: 7%, social: 3%}}}
        claims: {cost: {title: Cost, formula: r * c, inputs: {r: rate, c: 100 EUR}, unit: EUR}}
    """)
    told = text.settled_by(found, settling.settles(found, "rate"), colour=False)
    assert told.splitlines()[1] == "  it is a choice between values, which no evidence decides"
    outline = nodes.node_page(Book(found), "rate").data.outline()  # type: ignore[attr-defined]
    [shown] = [each for each in outline if each[1] == "options"]
    assert shown[2:] == ("What may be chosen", "2 options")
