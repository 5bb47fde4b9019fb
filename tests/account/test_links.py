"""The weakest links and the bars of the tornado, against arithmetic of their own."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.account import links
from whence.account.links import Link
from whence.judge.edition import Edition

SOURCES = "sources: {report: {title: Report}, post: {title: Post}}"


def _links(text: str, id: str) -> dict[str, Link]:
    return {each.id: each for each in links.links(edition(text, SOURCES), id)}


def _bar(found: Edition, link: Link, id: str) -> tuple[float, float]:
    unit = found.unit(id)
    return float(unit.from_base(link.low)), float(unit.from_base(link.high))


COST = """
    claims:
      cost: {title: Cost, formula: n * price / share, inputs: {n: count, price: price, share: share}, unit: USD}
      count: {title: Count, value: 80 to 120, cites: [{source: report}]}
      price: {title: Price, value: 4 to 6 USD, cites: [{source: report, via: post}]}
      share: {title: Share, value: 0.5}
"""


def test_links__are_width_times_influence_times_the_grade_of_the_source() -> None:
    found = edition(COST, SOURCES)
    told = {each.id: each for each in links.links(found, "cost")}
    count, price = (math.sqrt(80 * 120), math.sqrt(4 * 6))  # the points of ranges
    # what the number is with one input at either end, all others at their points
    assert _bar(found, told["count"], "cost") == pytest.approx(
        (80 * price / 0.5, 120 * price / 0.5), rel=1e-3
    )
    assert _bar(found, told["price"], "cost") == pytest.approx((count * 4 / 0.5, count * 6 / 0.5), rel=1e-3)
    assert _bar(found, told["share"], "cost") == pytest.approx(
        (count * price / 0.45, count * price / 0.55), rel=1e-3
    )
    assert told["count"].width == pytest.approx(20 / count, rel=1e-3)
    assert (told["count"].influence, told["price"].influence) == pytest.approx((1, 1), rel=1e-3)
    assert (told["count"].grade, told["price"].grade, told["share"].grade) == (
        "first-hand",
        "second-hand",
        "uncited",
    )
    assert told["share"].bare
    raw = {
        "count": 20 / count * 1,
        "price": 1 / price * 2,
        "share": (1 / 0.45 - 1 / 0.55) / 2 * 0.5 * 3,
    }
    whole = sum(raw.values())
    assert {id: each.weakness for id, each in told.items()} == pytest.approx(
        {id: each / whole for id, each in raw.items()}, rel=2e-3
    )
    assert [each.id for each in links.links(found, "cost")] == sorted(raw, key=lambda id: -raw[id])


def test_links__of_what_moves_together_are_one_bar() -> None:
    base = """
    claims:
      sum: {{title: Sum, formula: a + b, inputs: {{a: a, b: b}}}}
      a: {{title: A, value: 8 to 12 MW, kind: illustration}}
      b: {{title: B, value: 80 to 120 MW, kind: illustration, {how}: [a]}}
    """
    for how, ends in (("moves_with", (88, 132)), ("moves_against", (8 + 120, 12 + 80))):
        found = edition(base.format(how=how))
        (link,) = links.links(found, "sum")
        assert _bar(found, link, "sum") == pytest.approx(ends, rel=1e-3), how
        assert link.weakness == 1


def test_links__a_choice_is_as_wide_as_its_readings() -> None:
    text = """
    claims:
      need: {title: Need, formula: n * s, inputs: {n: count, s: size}}
      count: {title: Count, value: 90 to 110}
    choices:
      size: {title: Size, options: {one: 1 MW, two: 2 MW, three: 3 MW}}
    """
    found = edition(text)
    told = {each.id: each for each in links.links(found, "need")}
    count = math.sqrt(90 * 110)
    assert _bar(found, told["size"], "need") == pytest.approx((count, 3 * count), rel=1e-3)
    assert (told["size"].grade, math.isnan(told["size"].width)) == ("choice", True)
    # the first reading that counts, in which the count is judged, has 1 MW each
    assert _bar(found, told["count"], "need") == pytest.approx((90, 110), rel=1e-3)


def test_links__leave_out_what_is_exact() -> None:
    told = _links(
        """
        claims:
          all: {title: All, formula: n * c / k * 2, inputs: {n: halls, c: each, k: kilo}}
          halls: {title: Halls, value: 12 hall}
          each: {title: Each, value: 90 to 110 MW/hall}
          kilo: {title: Kilo, value: 1000, kind: convention, why: It is said so}
        units: {hall: {title: hall}}
        """,
        "all",
    )
    assert set(told) == {"each"}


def test_links__of_a_combined_quantity_are_the_quantity() -> None:
    text = """
    quantities:
      power: {title: Power, take: weighted}
    claims:
      a: {title: A, value: 10 ± 1 MW, of: power}
      b: {title: B, value: 11 ± 1 MW, of: power}
      cost: {title: Cost, formula: p * each, inputs: {p: power, each: 2 USD/W}, unit: USD}
    """
    found = edition(text)
    (link,) = links.links(found, "cost")
    figure = found.summaries["power"].figure
    assert link.id == "power"
    assert (link.low, link.high) == pytest.approx((2 * figure.low, 2 * figure.high))


def test_links__none_of_a_written_value() -> None:
    assert _links("claims: {a: {title: A, value: 1 to 2 MW}}", "a") == {}


NUMBER = st.floats(1, 100).map(lambda x: float(f"{x:.3g}"))
WIDE = st.floats(1.05, 3).map(lambda x: float(f"{x:.3g}"))
FORMULAS = {
    "a * b / c": lambda a, b, c: a * b / c,
    "a + b * c": lambda a, b, c: a + b * c,
    "a^2 / (b + c)": lambda a, b, c: a**2 / (b + c),
    "max(a, b) - c / 1000": lambda a, b, c: max(a, b) - c / 1000,
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMULAS)), st.lists(st.tuples(NUMBER, WIDE), min_size=3, max_size=3))
def test_links__bars_are_the_formula_at_the_ends(formula: str, values: list[tuple[float, float]]) -> None:
    names, of = ("a", "b", "c"), FORMULAS[formula]
    ends = {name: (low, low * wide) for name, (low, wide) in zip(names, values, strict=True)}
    lines = "\n".join(
        f"      {name}: {{title: {name.upper()}, value: {low:.12g} to {high:.12g}}}"
        for name, (low, high) in ends.items()
    )
    found = edition(f"""
    claims:
      r: {{title: R, formula: '{formula}', inputs: {{a: a, b: b, c: c}}}}
{lines}
    """)
    points = {name: found.summaries[name].figure.point for name in names}
    told = {each.id: each for each in links.links(found, "r")}
    for name in names:
        low, high = (of(**points | {name: end}) for end in ends[name])
        if low == high:
            assert name not in told
            continue
        assert (told[name].low, told[name].high) == pytest.approx((low, high), rel=2e-3)
    assert sum(each.weakness for each in told.values()) == pytest.approx(1)


def test_links__of_choices_that_check_each_other_each_is_as_wide_as_it_can_be() -> None:
    # Twice a day is every twelve hours or every eight, and only without food leaves room for eight.
    text = """
    claims:
      daily: {title: Daily, formula: d * f / t, inputs: {d: 500 mg, f: food, t: pause}, unit: mg/day}
    choices:
      food: {title: Food, options: {fed: 1.3, fasted: 1}}
      pause: {title: Pause, options: {twelve: 12 hour, eight: 8 hour}}
    checks:
      most: {title: Most, assert: d <= m, inputs: {d: daily, m: 1700 mg/day}, on_fail: rule-out}
    """
    found = edition(text, SOURCES)
    told = {each.id: each for each in links.links(found, "daily")}
    assert _bar(found, told["food"], "daily") == pytest.approx((1000, 1300))
    assert _bar(found, told["pause"], "daily") == pytest.approx((1000, 1500))
    assert told["pause"].weakness == pytest.approx(500 / 800)

    # Where the two only go together, each has all that they leave.
    never = (
        "\n      least: {title: Least, assert: d >= m, inputs: {d: daily, m: 1200 mg/day}, on_fail: rule-out}"
    )
    found = edition(text.rstrip() + never, SOURCES)
    told = {each.id: each for each in links.links(found, "daily")}
    assert told.keys() == {"food", "pause"}
    for each in told.values():
        assert _bar(found, each, "daily") == pytest.approx((1300, 1500))


WEIGHED = """
    claims:
      cost: {title: Cost, formula: n * p + rent, inputs: {n: count, p: kind, rent: rent}, unit: USD}
      count: {title: Count, value: 80 to 120, cites: [report]}
      cheap: {title: Cheap, value: 4 USD, cites: [report]}
      dear: {title: Dear, value: 5 to 11 USD, cites: [report]}
      rent: {title: Rent, value: 50 to 70 USD, cites: [report]}
    choices:
      kind:
        title: Kind
        options: {cheap: {value: cheap}, dear: {value: dear}}
        credence: {cheap: 0.25, dear: 0.75}
"""


def test_links__of_a_number_weighed_over_its_readings_move_it_over_all_of_them() -> None:
    found = edition(WEIGHED, SOURCES)
    told = {each.id: each for each in links.links(found, "cost")}
    count, dear, rent = math.sqrt(80 * 120), math.sqrt(55), math.sqrt(50 * 70)
    price = 0.25 * 4 + 0.75 * dear
    now = count * price + rent
    assert found.summaries["cost"].figure.point == pytest.approx(now, rel=1e-9)
    expected = {
        "count": (80 * price + rent, 120 * price + rent),
        "rent": (count * price + 50, count * price + 70),
        # a reading that an input does not reach stays as it is
        "dear": (count * (1 + 0.75 * 5) + rent, count * (1 + 0.75 * 11) + rent),
    }
    for id, bar in expected.items():
        assert _bar(found, told[id], "cost") == pytest.approx(bar, rel=1e-9)
    assert told["rent"].influence == pytest.approx(10 / now / (10 / rent), rel=1e-9)
    # the line of the tornado is the number that is shown
    assert links.start(found, "cost") == pytest.approx(now, rel=1e-9)


def test_links__of_a_number_that_nothing_weighs_are_those_of_the_first_reading_that_counts() -> None:
    text = WEIGHED.replace("credence: {cheap: 0.25, dear: 0.75}", "note: Nothing weighs it.")
    found = edition(text, SOURCES)
    told = {each.id: each for each in links.links(found, "cost")}
    rent = math.sqrt(50 * 70)
    assert _bar(found, told["count"], "cost") == pytest.approx((80 * 4 + rent, 120 * 4 + rent), rel=1e-9)


@pytest.mark.parametrize(
    ("influence", "said"),
    [(0.0541, "0.054"), (1.26, "1.3"), (98.8, "99"), (147.3, "147"), (12345.6, "12,346")],
)
def test_told__an_influence_is_a_plain_number(influence: float, said: str) -> None:
    """Of a temperature in a small difference it was 1.5e+02."""
    link = Link("a", "first-hand", math.nan, influence, 0, 1, False, 1)
    assert f"influence {said}," in links.told(link)


def test_links__of_a_bound_what_an_input_does_is_in_parts_of_what_central_values_give() -> None:
    """The end that is shown is that of 95 % of the draws; a factor moves it by one per cent for each, as every product."""
    found = edition("""
        claims:
          mass: {title: Mass, value: at least 3 kg}
          price: {title: Price, value: 10 to 30 EUR/kg}
          worth: {title: Worth, formula: m * p, inputs: {m: mass, p: price}, unit: EUR}
    """)
    (price,) = links.links(found, "worth")
    assert price.influence == pytest.approx(1, rel=1e-3)
    assert (price.low, price.high) == pytest.approx((30, 90), rel=1e-3)


def test_links__of_what_evidence_leaves_move_the_number_that_is_shown() -> None:
    """The bars lie about the median of the draws in which the check may hold, and not about the product of the middles."""
    found = edition("""
        choices:
          w: {title: Word, options: {x: 1, y: 2}, prefer: y, because: it is said, credence: {x: 0%, y: 100%}}
        claims:
          a: {title: A, value: 10 ± 2 kg}
          b: {title: B, value: 1 to 3}
          g: {title: G, formula: a * b * w, inputs: {a: a, b: b, w: w}, unit: kg}
        checks:
          fits: {title: Fits, assert: g < limit, inputs: {g: g, limit: 25 kg}, on_fail: rule-out}
    """)
    a, b = (found.values.of[each].samples for each in "ab")
    left = 2 * a * b < 25
    told, shown = {each.id: each for each in links.links(found, "g")}, found.summaries["g"].figure
    assert links.start(found, "g") == shown.point == pytest.approx(np.median(2 * (a * b)[left]), rel=0.03)
    for id, own, other in (("a", a, b), ("b", b, a)):
        ends = [np.median(2 * end * other[left]) for end in np.quantile(own[left], (0.05, 0.95))]
        assert (told[id].low, told[id].high) == pytest.approx(ends, rel=0.03)
        assert told[id].low < shown.point < told[id].high
