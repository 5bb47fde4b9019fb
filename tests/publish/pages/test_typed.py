"""What a reader types into a field of the what-if against `whence whatif` with the same text: numbers, bounds and verdicts."""

from __future__ import annotations

from typing import Any

import pytest

from small import edition
from typed_in import assert_typed, typed
from whence.files.schema import Settings
from whence.publish.pages import model
from whence.publish.pages.packed import packed

pytestmark = pytest.mark.browser


FARM = """
    claims:
      area: {title: Area, value: 12 to 20 ha}
      yield: {title: Yield, value: 5 t/ha}
      price: {title: Price, value: 200 USD/t}
      debt: {title: Debt, value: 1.5 bn USD}
      loss: {title: Loss, value: 10%}
      swing: {title: Swing, value: -3 kW}
      pace: {title: Pace, value: 1.05x per year}
      warm: {title: Warm, value: 20 °C}
      hen: {title: Hens, value: 40 hen}
      crop: {title: Crop, formula: a * y, inputs: {a: area, y: yield}, unit: t, stated: 80 t}
      kept: {title: Kept, formula: c * (1 - l), inputs: {c: crop, l: loss}, unit: t, stated: 60 to 90 t}
      worth: {title: Worth, formula: k * p, inputs: {k: kept, p: price}, unit: USD, stated: $14K}
      owed: {title: Owed, formula: w / d, inputs: {w: worth, d: debt}, unit: "%", stated: "< 0.01%"}
      grown: {title: Grown, formula: "w * grow(p, t)", inputs: {w: worth, p: pace, t: 10 year}, unit: USD, stated: $20K}
      moved: {title: Moved, formula: s + o, inputs: {s: swing, o: 1 kW}, unit: kW, stated: -2 kW}
      warmer: {title: Warmer, formula: w + d, inputs: {w: warm, d: 5 K}, unit: °C, stated: 25 °C}
      eggs: {title: Eggs, formula: h * e, inputs: {h: hen, e: 300 egg/hen}, unit: egg, stated: 12000 egg}
    units:
      hen: {title: Hens}
      egg: {title: Eggs}
    checks:
      enough: {title: Enough, assert: k >= n, inputs: {k: kept, n: 50 t}, on_fail: report}
"""
SAME = [
    ("crop", "area", "2 to 3", "2 to 3 ha"),
    ("crop", "area", "-2 to 3", "-2 to 3 ha"),
    ("kept", "area", "10 ± 1", "10 ± 1 ha"),
    ("kept", "area", "10.5 +/- 0.25 ha", "10.5 ± 0.25 ha"),
    ("owed", "yield", "4 .. 6", "4 .. 6 t/ha"),
    ("owed", "yield", "4t/ha to 6 t/ha", "4 to 6 t/ha"),
    ("owed", "yield", "at least 5", "at least 5 t/ha"),
    ("owed", "yield", "more than 5 t/ha", "> 5 t/ha"),
    ("owed", "loss", "5 to 15", "5% to 15%"),
    ("owed", "loss", "5 ± 1", "5% ± 1%"),
    ("owed", "loss", "5% ± 1%", "5% ± 1%"),
    ("owed", "loss", "at most 20", "at most 20%"),
    ("owed", "debt", "1e9 to 2e9", "1 to 2 bn USD"),
    ("owed", "debt", "1 to 2 bn USD", "1 to 2 bn USD"),
    ("owed", "debt", "$1 bn to $2 bn", "$1 bn to $2 bn"),
    ("owed", "debt", "1.5 ± 0.5 bn USD", "1.5 ± 0.5 bn USD"),
    ("owed", "debt", "1e9 USD to 2e9 USD", "1e9 to 2e9 USD"),
    ("grown", "pace", "1.02 to 1.08", "1.02 to 1.08x per year"),
    ("grown", "pace", "1.05 ± 0.01", "1.05x per year ± 0.01x per year"),
    ("grown", "pace", "0.98 .. 1.02x per year", "0.98x per year .. 1.02x per year"),
    ("grown", "pace", "at least 1.05", "at least 1.05x per year"),
    ("moved", "swing", "at most -2", "at most -2 kW"),
    ("moved", "swing", "at most 5", "at most 5 kW"),
    ("moved", "swing", "< 0", "< 0 kW"),
    ("moved", "swing", "-5 to +5", "-5 to 5 kW"),
    ("warmer", "warm", "18 to 22", "18 to 22 °C"),
    ("warmer", "warm", "20 ± 2", "20 °C ± 2 K"),
    ("warmer", "warm", "-5 .. 5 °C", "-5 .. 5 °C"),
    ("eggs", "hen", "2K to 3K", "2K to 3K hen"),
    ("eggs", "hen", "1,234.5 to 1,500.5", "1234.5 to 1500.5 hen"),
    ("eggs", "hen", "35 to 45 hen", "35 to 45 hen"),
    ("eggs", "hen", "at most 0", "at most 0 hen"),
    ("eggs", "hen", "38", "38 hen"),
    ("eggs", "hen", "38 hen", "38 hen"),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "leaf", "text", "command"), SAME)
def test_typed__is_what_the_command_makes_of_it(
    page: Any, claim: str, leaf: str, text: str, command: str
) -> None:
    assert_typed(page, edition(FARM, settings=Settings(samples=512)), claim, (leaf, text, command))


def test_typed__several_at_once(page: Any) -> None:
    found = edition(FARM, settings=Settings(samples=512))
    assert_typed(
        page, found, "grown",
        ("area", "10 to 30", "10 to 30 ha"), ("yield", "at least 4", "at least 4 t/ha"), ("loss", "5 ± 1", "5% ± 1%"),
        ("pace", "1.03", "1.03x per year"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("leaf", "text", "why"),
    [
        ("hen", "3 to 2", "The lower end comes first, and below the upper one."),
        ("hen", "2 to 2", "The lower end comes first, and below the upper one."),
        ("hen", "24 to 27K", "Does the K hold for both numbers? Write it with each."),
        ("hen", "24K ± 2", "Does the K hold for both numbers? Write it with each."),
        ("hen", "10 ± 0", "An error is above 0."),
        ("hen", "10 ± 10%", "Is the error a part of the number? Write it as a number, in the unit of the field."),
        ("loss", "5 ± 1%", "Is the error a part of the number? Write it as a number, in the unit of the field."),
        ("warm", "22 K", "Is K the unit, or a number of it? Write the number alone."),
        ("warm", "20 to 22 K", "Is K the unit, or a number of it? Write the number alone."),
        ("warm", "-300", "This lies below the absolute zero."),
        ("warm", "-300 to 20", "This lies below the absolute zero."),
        ("warm", "at least -300", "This lies below the absolute zero."),
        ("warmer#d", "5K", "Is K the unit, or a number of it? Write the number alone."),
        ("hen", "2 to 3 egg", ""),
        ("hen", "1,500 to 2,500", ""),
        ("hen", "2 to 3 to 4", ""),
        ("hen", "at least 2 to 3", ""),
        ("hen", "to 3", ""),
        ("hen", "~3", ""),
        ("pace", "0 to 1", ""),
        ("hen", "1e299 to 1e301", ""),
    ],
)  # fmt: skip
def test_typed__what_may_mean_two_things_or_nothing_is_not_taken(
    page: Any, leaf: str, text: str, why: str
) -> None:
    claim = {"hen": "eggs", "loss": "kept", "warm": "warmer", "pace": "grown", "warmer#d": "warmer"}[leaf]
    assert typed(page, edition(FARM), claim, (leaf, text))["told"] == [[why, -1]]


TWICE = """
    claims:
      p: {title: P, value: 40 kg}
      q: {title: Q, value: 60 kg}
      once: {title: Once, formula: p + q, inputs: {p: p, q: q}, unit: kg}
      share: {title: Share, formula: p / o, inputs: {p: p, o: once}, unit: "%"}
    """


def test_typed__a_bound_that_stands_twice_in_a_formula_is_left_to_the_command(page: Any) -> None:
    """The page was made without what narrows it there, and would be wider than the command."""
    found = edition(TWICE)
    [[authored, at]] = typed(page, found, "share", ("p", "at least 4"))["told"]
    made = model.model(found, "share")
    assert made is not None
    assert (authored, made["nodes"][at]["id"]) == ("at least 4 kg", "share")
    assert_typed(page, found, "once", ("p", "4 to 5", "4 to 5 kg"), verdicts=False)
    assert_typed(page, found, "share", ("p", "4 to 5", "4 to 5 kg"), verdicts=False)


APART = """
quantities:
  load: {title: Load, unit: kg, take: TAKE}
claims:
  most: {title: Most, value: at most 150 kg, kind: fact, of: load, cites: [{source: s}]}
  least: {title: Least, value: at least 200 kg, kind: fact, of: load, cites: [{source: t}]}
  twice: {title: Twice, formula: 2 * load, inputs: {load: load}, unit: kg}
"""
LEFT = """([shipped, at, value]) => {
  const engine = window.whenceEstimate, model = engine.unpacked(shipped), { of } = engine.evaluate(model, new Map(at < 0 ? [] : [[at, value]]));
  return model.nodes.filter((each, n) => of[n] && engine.contradicted(model, of, n, 0) === n).map((each) => each.id);
}"""


@pytest.mark.parametrize("take", ["weighted", "envelope", "mixture"])
def test_page__says_that_bounds_leave_nothing_as_the_engine_does(page: Any, take: str) -> None:
    found = edition(APART.replace("TAKE", take), "sources: {s: {title: S}, t: {title: T}}")
    made = model.model(found, "twice")
    assert made is not None
    told = {node["id"]: node.get("nothing", "") for node in made["nodes"] if "title" in node}
    assert told["twice"] == "no value: the bounds of load leave nothing"
    assert found.contradicted("load", found.summaries["load"]) == "load"
    at = next(n for n, node in enumerate(made["nodes"]) if node["id"] == "most")
    assert page.evaluate(LEFT, [packed(made), -1, 0]) == ["load"]
    assert page.evaluate(LEFT, [packed(made), at, 250.0]) == []


RIVALS = """
quantities:
  load: {title: Load, unit: kg, take: TAKE}
claims:
  scale: {title: By scale, value: 10 ± 1 kg, kind: fact, of: load, cites: [{source: s}]}
  crane: {title: By crane, value: 11 to 15 kg, kind: fact, of: load, cites: [{source: t}]}
  twice: {title: Twice, formula: 2 * load, inputs: {load: load}, unit: kg, stated: 23 kg}
"""


@pytest.mark.parametrize("text", ["9 to 12", "10 ± 3", "9 .. 12", "at least 9", "14"])
@pytest.mark.parametrize("take", ["weighted", "random-effects", "envelope", "mixture", "blue", "scale"])
def test_typed__a_claim_of_a_combined_quantity(page: Any, take: str, text: str) -> None:
    found = edition(
        RIVALS.replace("TAKE", take),
        "sources: {s: {title: S}, t: {title: T}}",
        settings=Settings(samples=512),
    )
    assert_typed(page, found, "twice", ("scale", text, f"{text} kg"))


@pytest.mark.parametrize("text", ["9 to 12", "10 ± 3", "14"])
@pytest.mark.parametrize(
    "tie", ["errors: {own: 0.6 kg, zero: {size: 0.8 kg, common: zero}}", "correlates: {crane: 0.6}"]
)
def test_typed__a_claim_that_has_something_in_common_with_another(page: Any, tie: str, text: str) -> None:
    """The parts of an error go with the figure that they are of; a coefficient stays."""
    crane = "errors: {own: 0.6 kg, zero: {size: 0.8 kg, common: zero}}, " if "errors" in tie else ""
    found = edition(
        RIVALS.replace("TAKE", "weighted")
        .replace("11 to 15 kg,", f"11 ± 1 kg, {crane}")
        .replace("10 ± 1 kg,", f"10 ± 1 kg, {tie},"),
        "sources: {s: {title: S}, t: {title: T}}",
        settings=Settings(samples=512),
    )
    assert_typed(page, found, "twice", ("scale", text, f"{text} kg"))


CAUSE = """
    choices: {size: {title: Size, options: {small: 1, large: 2}, credence: {small: 50%, large: 50%}}}
    claims:
      load: {title: Load, value: 100 ± 20 kg, errors: {scale: {size: 20 kg, common: scale}}}
      goods: {title: Goods, value: 50 ± 10 kg, errors: {scale: {size: 10 kg, common: scale}}}
      sent: {title: Sent, formula: g * s, inputs: {g: goods, s: size}, unit: kg}
    checks: {fits: {title: Fits, assert: n * s <= most, inputs: {n: load, s: size, most: 190 kg}, on_fail: rule-out}}
"""


@pytest.mark.parametrize("text", ["40 to 60", "50 ± 10", "55"])
def test_typed__what_is_set_shares_its_cause_no_more(page: Any, text: str) -> None:
    """Its draws were still those in which the check of another claim holds, by a cause that went with its errors."""
    found = edition(CAUSE, settings=Settings(samples=512))
    assert any(each.left for each in found.summaries["sent"].readings)
    assert_typed(page, found, "sent", ("goods", text, f"{text} kg"), verdicts=False)
