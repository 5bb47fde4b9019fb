"""Accounts of changes: exact, noise-free, and the same from both sides."""

from __future__ import annotations

import math
import random

import pytest

from small import edition, point
from whence.account import diff, impacts, moves, shapley, targets, whatif
from whence.account.headlines import headline
from whence.cli.text import accounts, comments
from whence.cli.text import targets as text
from whence.cli.text.accounts import move_row
from whence.evaluate.estimate import Figure
from whence.files.schema import Settings
from whence.judge.assemble import Edition

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


BOUNDS = """
    claims:
      rate: {title: Rate, value: 1.234567 ± 0.1 kg/day}
      days: {title: Days, value: at least DAYS day}
      eaten: {title: Eaten, formula: rate * days, inputs: {rate: rate, days: days}, unit: kg}
      whole: {title: Whole, formula: 3 * x, inputs: {x: 1.2345678 kg}, unit: kg}
      twice: {title: Twice, formula: whole * d / e, inputs: {whole: whole, d: days, e: 1 day}, unit: kg}
    """


def test_move_row__a_number_has_the_text_that_it_has_everywhere() -> None:
    old, new = (edition(BOUNDS.replace("DAYS", each)) for each in ("3", "5"))
    rows = {each.id: move_row(each)[1:3] for each in diff.account(old, new).moved}
    assert rows == {id: (headline(old, id), headline(new, id)) for id in ("eaten", "days", "twice")}
    assert rows["eaten"] == ("≥ 3.21 kg", "≥ 5.35 kg")
    assert rows["twice"] == ("≥ 11.11111 kg", "≥ 18.518517 kg")


def test_account__of_nothing_is_empty() -> None:
    assert diff.account(base(), base()).empty


def test_account__names_what_moved_because_of_what_and_nothing_else() -> None:
    found = diff.account(base(), base(set_power="2.0 to 2.6 kW/chip"))
    assert [(each.id, each.field) for each in found.edited] == [("power", "value")]
    assert {each.id for each in found.moved} == {"power", "need", "bill"}
    assert all(each.because == (("power", 1.0),) for each in found.moved)
    # chips, units, sense, supply, price and apart
    assert found.unmoved == 6
    need = next(each for each in found.moved if each.id == "need")
    assert need.ratio == pytest.approx(math.sqrt(2.0 * 2.6) / math.sqrt(1.8 * 2.4), rel=1e-6)


def test_account__reversed_is_the_reverse() -> None:
    a, b = base(), base(set_power="2.0 to 2.6 kW/chip", set_units="40K GB200")
    there, back = diff.account(a, b), diff.account(b, a)
    assert {each.id: each.ratio for each in there.moved} == pytest.approx(
        {e.id: 1 / e.ratio for e in back.moved}
    )
    assert [(e.id, e.field, e.old, e.new) for e in there.edited] == [
        (e.id, e.field, e.new, e.old) for e in back.edited
    ]
    assert {(f.id, f.old, f.new) for f in there.verdicts} == {(f.id, f.new, f.old) for f in back.verdicts}
    assert {(f.rule, f.id) for f in there.opened} == {(f.rule, f.id) for f in back.closed}
    assert there.unmoved == back.unmoved


def test_account__of_two_edits_shares_each_move_out() -> None:
    plain = BASE.replace("rule-out", "report").replace(
        "term: gb200}", "term: gb200, prefer: chip, because: so}"
    )
    a = edition(plain)
    doubled = (
        plain.replace("1.8 to 2.4 kW", "3.6 to 4.8 kW").replace("$60", "$120").replace("120 MW", "400 MW")
    )
    found = diff.account(a, edition(doubled))
    bill = dict(next(each for each in found.moved if each.id == "bill").because)
    # Both double the bill, the supply does nothing to it: half of the logarithm each.
    assert bill["power"] == pytest.approx(0.5, abs=1e-6)
    assert bill["price"] == pytest.approx(0.5, abs=1e-6)
    assert bill.get("supply", 0.0) == pytest.approx(0.0, abs=1e-9)
    assert sum(bill.values()) == pytest.approx(1.0)


def test_account__says_which_verdicts_flip() -> None:
    found = diff.account(base(), base(set_supply="300 MW"))
    assert ("option", "sense=superchip", "ruled out", "possible") in [
        (each.kind, each.id, each.old, each.new) for each in found.verdicts
    ]
    assert {"chips", "need", "bill", "sense"} <= {each.id for each in found.moved}


RIVALS = """
quantities: {power: {title: Power, unit: MW, take: one}}
claims:
  one: {title: One, value: 150 MW, of: power}
  two: {title: Two, value: %s, of: power}
"""


def test_account__says_that_claims_of_a_quantity_agree_no_more() -> None:
    found = diff.account(edition(RIVALS % "152 MW"), edition(RIVALS % "400 MW"))
    assert [(each.kind, each.id, each.old, each.new) for each in found.verdicts] == [
        ("rivals", "power", "consistent", "conflict")
    ]
    assert diff.account(edition(RIVALS % "152 MW"), edition(RIVALS % "151 MW")).verdicts == ()


def test_account__of_words_and_layout_moves_nothing() -> None:
    reworded = edition(BASE.replace("title: Supply", "title: The supply"))
    found = diff.account(base(), reworded)
    assert [(each.id, each.field, each.sort) for each in found.edited] == [("supply", "title", "wording")]
    assert not found.moved
    laid_out = edition(BASE.replace("    claims:", "    # a comment\n    claims:"))
    found = diff.account(base(), laid_out)
    assert (found.edited, found.moved, found.layout) == ((), (), ("claims/base.yaml",))


def test_account__a_reworded_figure_moves_nothing() -> None:
    again = base(set_units="50,000 GB200".replace(",", ""))
    found = diff.account(base(), again)
    assert [each.id for each in found.edited] == ["units"]
    assert not found.moved


def test_suppose__in_a_base_with_a_number_that_cannot_be_computed() -> None:
    found = edition("claims: {a: {title: A, value: 2}, b: {title: B, formula: 1 / (a - a), inputs: {a: a}}}")
    supposed = whatif.suppose(found, [("a", "3")])
    assert isinstance(supposed, Edition)
    assert point(supposed, "a") == 3


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
    a, b = diff.account(base(), supposed), diff.account(base(), edited)
    assert repr([(m.id, m.ratio, m.because) for m in a.moved]) == repr(
        [(m.id, m.ratio, m.because) for m in b.moved]
    )


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
    moved = {each.id for each in diff.account(a, b).moved}
    for id, estimate in a.values.of.items():
        if id not in moved and id != "fits":
            assert (estimate.samples == b.values.of[id].samples).all()
            assert (estimate.point == b.values.of[id].point).all()


# --- what an account prints ------------------------------------------------------------------------------------

TWO = """
    quantities: {q: {title: Q, unit: kg}}
    claims:
      old: {title: Old, value: 10 kg, of: q, as_of: 2023OLD}
      skew: {title: Skewed, value: 1 to 10 kg}
      whole: {title: Whole, formula: a + 2 * b, inputs: {a: skew, b: q}, unit: kg}
      start: {title: Start, value: 2026-02 to 2026-08}
      end: {title: End, formula: start + wait, inputs: {start: start, wait: 60 day}}
NEW
"""


def two(old: str = "", new: str = "") -> Edition:
    return edition(TWO.replace("OLD", old).replace("NEW", f"      {new}" if new else ""))


def test_account__a_claim_and_its_successor_are_one_move_though_neither_can_stand_alone() -> None:
    new = two(
        ", status: superseded, superseded_by: newer", "newer: {title: New, value: 8 kg, of: q, as_of: 2024}"
    )
    found = {each.id: each for each in diff.account(two(), new).moved}
    # The old claim without its successor leaves the quantity without a value, so that order is no way there.
    assert dict(found["q"].because) == {"newer": 1.0, "old": 0.0}
    assert found["q"].ratio == pytest.approx(0.8)


def test_shapley__over_the_orders_that_are_possible() -> None:
    worths = {"": 1.0, "a": 2.0, "c": math.nan, "b": 5.0, "ab": 6.0, "ac": 8.0, "bc": math.nan, "abc": 12.0}

    def figure_of(some: frozenset[str]) -> Figure | None:
        worth = worths["".join(sorted(some))]
        return None if math.isnan(worth) else Figure(worth, math.exp(worth), 1, 2)

    # abc, acb and bac are the ways; cab, cba and bca lead through what is not there
    gains = {"a": (1 + 1 + 1) / 3, "b": (4 + 4 + 4) / 3, "c": (6 + 6 + 6) / 3}
    assert dict(shapley.shapley(("a", "b", "c"), figure_of)) == pytest.approx(
        {id: x / 11 for id, x in gains.items()}
    )


def test_account__shows_the_ratio_of_the_numbers_it_shows() -> None:
    new = edition(TWO.replace("1 to 10 kg", "2 to 10 kg").replace("OLD", "").replace("NEW", ""))
    whole = next(each for each in diff.account(two(), new).moved if each.id == "whole")
    assert whole.old is not None
    assert whole.new is not None
    assert whole.ratio == whole.new.figure.point / whole.old.figure.point
    assert move_row(whole)[1:4] == ("23.2 kg  [21 to 30 kg]", "24.5 kg  [22 to 30 kg]", "+5.7%")


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("5.6644", "5.6627", "-0.03%"),  # -0.0% would be no change
        ("299792.458 km/s", "299792.46 km/s", "+0.000001%"),
        ("1000 kg", "1001 kg", "+0.1%"),
        ("1000 kg", "1999.9 kg", "+99.99%"),  # and 100.0% would be twice as much
        ("1000 kg", "2000 kg", "+100.0%"),
        ("1000 kg", "1000 kg to 1000.0001 kg", "+0.000005%"),
        ("10 ± 1 kg", "10 ± 2 kg", "interval"),
    ],
)
def test_account__a_small_change_is_told_from_none(was: str, now: str, said: str) -> None:
    old, new = (edition(f"claims: {{a: {{title: A, value: {each}}}}}") for each in (was, now))
    (move,) = diff.account(old, new).moved
    assert move_row(move)[3] == said


def test_account__of_a_date_counts_days() -> None:
    new = edition(TWO.replace("2026-02 to 2026-08", "2027-02-15").replace("OLD", "").replace("NEW", ""))
    found = {each.id: each for each in diff.account(two(), new).moved}
    assert {id: math.isnan(each.ratio) for id, each in found.items()} == {"start": True, "end": True}
    assert move_row(found["start"])[3] == "+273 days"
    shown = diff.as_json(diff.account(two(), new))["moved"]
    assert [(each["ratio"], round(each["days"])) for each in shown] == [(None, 273), (None, 273)]
    assert math.isnan(impacts.elasticity(two(), "start", "end"))


def test_account__across_dimensions_shows_each_side_in_its_own_unit() -> None:
    new = edition(
        TWO.replace("1 to 10 kg", "11 MW")
        .replace("a + 2 * b", "b")
        .replace("a: skew, ", "")
        .replace("OLD", "")
        .replace("NEW", "")
    )
    skew = next(each for each in diff.account(two(), new).moved if each.id == "skew")
    assert move_row(skew)[1:4] == ("3.16 kg  [1 to 10 kg]", "11 MW", "")


def test_account__of_the_settings() -> None:
    old, new = (
        edition("claims: {a: {title: A, value: ~4 kg}}", settings=Settings(samples=256, about=about))
        for about in (0.1, 0.5)
    )
    found = diff.account(old, new)
    assert [(each.id, each.field, each.old, each.new, each.sort) for each in found.edited] == [
        ("settings", "about", "0.1", "0.5", "value")
    ]
    assert [(each.id, each.because) for each in found.moved] == [("a", (("settings", 1.0),))]
    titled = edition("claims: {a: {title: A, value: ~4 kg}}", settings=Settings(samples=256, title="Other"))
    assert [each.sort for each in diff.account(old, titled).edited] == ["wording"]


def test_account__of_settings_and_a_fact_shares_each_move_out() -> None:
    old = edition("claims: {a: {title: A, value: ~4 kg}}", settings=Settings(samples=256, about=0.1))
    new = edition("claims: {a: {title: A, value: ~5 kg}}", settings=Settings(samples=256, about=0.5))
    assert dict(diff.account(old, new).moved[0].because)["a"] == pytest.approx(1.0, abs=0.05)


def test_account__without_shares_names_causes_alone() -> None:
    new = base(set_power="2.0 to 2.6 kW/chip", set_units="60K GB200")
    found = diff.account(base(), new, shared=False)
    need = next(each for each in found.moved if each.id == "need")
    assert [math.isnan(share) for _, share in need.because] == [True, True]
    assert move_row(need)[4] == "power, units"
    assert diff.as_json(found)["moved"][0]["because"][0]["share"] is None


def test_account__what_is_the_same_but_for_rounding_is_counted_apart() -> None:
    about, spelt = (
        edition(f"claims: {{a: {{title: A, value: {each} kg}}}}") for each in ("~550", "500 to 605")
    )
    found = diff.account(about, spelt)
    assert [moves.trifling(each) for each in found.moved] == [True]
    told = accounts.account(found, False).splitlines()
    assert told[2:] == ["1 number moved by rounding alone", "0 numbers did not move"]
    assert not moves.trifling(diff.account(two(), two(new="more: {title: M, value: 3 kg}")).moved[0])


def test_cut__by_size_and_number_with_what_is_left_out() -> None:
    new = base(set_power="2.0 to 2.6 kW/chip", set_apart="4 to 5 token")
    found = diff.account(base(), new)
    shown, left_out = diff.cut(found, top=2)
    assert (len(shown), left_out) == (2, len(found.moved) - 2)
    assert "and 2 smaller moves" in accounts.account(found, False, top=2)
    assert diff.as_json(found, top=2)["moved_not_shown"] == 2
    assert "2 more moves not shown." in comments.comment(new, found, top=2)
    assert diff.cut(found, threshold=1e6) == ((), 4)


def test_impact__of_a_claim_among_several_that_are_combined_is_not_called_none() -> None:
    found = edition(
        """
        quantities: {w: {title: W, take: weighted, unit: kg}}
        claims:
          r1: {title: R1, value: 10 ± 1 kg, of: w}
          r2: {title: R2, value: 12 ± 1 kg, of: w}
          use: {title: Use, formula: 2 * x, inputs: {x: w}, unit: kg}
        """
    )
    assert {each.id: math.isnan(each.elasticity) for each in impacts.impact(found, "r1").effects} == {
        "w": True,
        "use": True,
    }
    assert impacts.elasticity(found, "w", "use") == pytest.approx(1.0)
    answer = targets.find(found, "use", "30 kg")
    assert isinstance(answer, targets.Answer)
    assert text.targets(found, answer, False).splitlines()[1:] == [
        "  No single input can do it.",
        "  Held as they are, since they combine several claims: w",
    ]


def test_suppose__a_check_has_no_value() -> None:
    assert whatif.suppose(base(), [("fits", "3")]) == "`fits` has no value that could be set"


# --- the same under another name, and drawn otherwise ----------------------------------------------------------

RENAMED = """
    quantities:
      q: {title: Q, unit: kW}
    claims:
      NAME{title: Power of a chip, value: 1.8 to 2.4 kW, of: q, known: 2024ALIAS}
      other: {title: Other, value: 3 kW, of: q, known: 2023}
      need: {title: Need, formula: n * p + q, inputs: {n: 3, p: INPUT, q: q}, unit: kW, stated: 80 kW}
"""


def named(name: str, alias: str = "", ref: str = "") -> Edition:
    text = RENAMED.replace("NAME", f"{name}: ").replace("ALIAS", f", aliases: [{alias}]" if alias else "")
    return edition(text.replace("INPUT", ref or name))


@pytest.mark.parametrize("ref", ["watts", "power"], ids=["and in what uses it", "but in what uses it"])
def test_account__a_record_that_is_called_otherwise_is_the_same_record(ref: str) -> None:
    found = diff.account(named("power"), named("watts", "power", ref))
    assert [(each.id, each.field, each.old, each.new) for each in found.edited] == [
        ("watts", "id", "power", "watts")
    ]
    assert (found.moved, found.verdicts, found.opened, found.closed) == ((), (), (), ())


def test_account__a_record_that_is_renamed_and_changed_has_moved_by_the_change() -> None:
    new = edition(
        RENAMED.replace("NAME", "watts: ").replace("ALIAS", ", aliases: [power]").replace("INPUT", "watts")
        .replace("1.8 to 2.4", "2.8 to 3.4")
    )  # fmt: skip
    found = diff.account(named("power"), new)
    assert [(each.id, each.field) for each in found.edited] == [("watts", "id"), ("watts", "value")]
    assert {each.id for each in found.moved} == {"watts", "q", "need"}
    assert all(each.old and each.new for each in found.moved)


def test_account__without_an_alias_one_is_gone_and_one_is_new() -> None:
    found = diff.account(named("power"), named("watts"))
    assert {("power", ""), ("watts", "")} < {(each.id, each.field) for each in found.edited}


def test_account__another_seed_moves_nothing_that_reads_the_same() -> None:
    text = """
        claims:
          a: {title: A, value: 200K to 300K chip}
          b: {title: B, formula: 2 * a, inputs: {a: a}, unit: chip}
          exact: {title: Exact, value: 3 kg}
    """
    old = edition(text, settings=Settings(samples=4096))
    for settings in (Settings(samples=4096, seed=7), Settings(samples=8192)):
        new = edition(text, settings=settings)
        found = diff.account(old, new)
        assert [(each.id, each.section) for each in found.edited] == [("settings", "settings")]
        for each in found.moved:
            assert len({f"{it.number(each.id, it.summaries[each.id].figure)} "
                        f"{it.interval(each.id, it.summaries[each.id].figure)}" for it in (old, new)}) == 2  # fmt: skip
        assert {"a", "exact"}.isdisjoint(each.id for each in found.moved)


SOURCED = """
    quantities:
      newest: {title: Newest, take: latest, unit: kg}
      mean: {title: Mean, take: weighted, unit: kg}
    claims:
      a: {title: A, value: 10 ± 1 kg, kind: fact, of: QUANTITY, cites: [first]}
      b: {title: B, value: 10.5 ± 1 kg, kind: fact, of: QUANTITY, cites: [CITED]}
      twice: {title: Twice, formula: 2 * q, inputs: {q: QUANTITY}, unit: kg}
"""
SOURCES = """
    sources:
      first: {title: First, issued: 2024-01-01}
      second: {title: Second, issued: ISSUED, RELIES}
"""


def sourced(quantity: str, issued: str = "2023-01-01", relies: str = "", cited: str = "second") -> Edition:
    text = SOURCED.replace("QUANTITY", quantity).replace("CITED", cited)
    return edition(text, SOURCES.replace("ISSUED", issued).replace("RELIES", relies))


@pytest.mark.parametrize(
    ("quantity", "edit", "cause"),
    [
        ("newest", {"issued": "2025-01-01"}, "second"),  # now b is the latest
        ("mean", {"relies": "relies_on: [first]"}, "second"),  # now the two are one witness
        ("mean", {"cited": "first"}, "b"),  # and so they are now
    ],
)
def test_account__a_move_that_an_edit_of_a_source_brings_has_it_as_its_cause(
    quantity: str, edit: dict[str, str], cause: str
) -> None:
    found = diff.account(sourced(quantity), sourced(quantity, **edit))
    assert {each.id: each.because for each in found.moved} == {
        quantity: ((cause, 1.0),),
        "twice": ((cause, 1.0),),
    }


@pytest.mark.parametrize("tie", ["moves_against: [up]", "correlates: {up: -1}"])
def test_suppose__a_value_goes_with_what_it_went_with(tie: str) -> None:
    """What one side gains the other loses; before, a range that was set lost its tie, and the sum spread."""
    text = f"""
    claims:
      up: {{title: Up, value: 10 ± 1 kg}}
      down: {{title: Down, value: 20 ± 1 kg, {tie}}}
      both: {{title: Both, formula: up + down, inputs: {{up: up, down: down}}}}
    """
    new = whatif.suppose(edition(text), [("down", "30 ± 1 kg")])
    assert not isinstance(new, str)
    assert new.summaries["both"].figure.sd == pytest.approx(0, abs=0.01)


TIED = """
quantities:
  biomass: {{title: Biomass, take: weighted, unit: t}}
claims:
  spring: {{title: Spring, value: {0}, {1}of: biomass, cites: [{{source: a}}]}}
  autumn: {{title: Autumn, value: 61 ± 10 t, {2}of: biomass, cites: [{{source: b}}]}}
  both: {{title: Both, formula: s + a, inputs: {{s: spring, a: autumn}}}}
sources:
  a: {{title: A}}
  b: {{title: B}}
"""
TRAWL = "errors: {{stat: {0} t, sys: {{size: 6 t, common: trawl}}}}, "


@pytest.mark.parametrize("now", ["48 ± 6.5 t", "40 to 55 t", "48 t", "at least 40 t"])
@pytest.mark.parametrize(
    ("was", "tie", "left", "other"),
    [
        # The causes of the parts stayed though the parts went: 49.2 t, where the edited file has 51.9 t.
        ("52 ± 6.5 t", TRAWL.format("2.5"), "", TRAWL.format("8")),
        ("52 t", TRAWL.format("2.5"), "", TRAWL.format("8")),
        ("52 ± 6.5 t", "errors: {stat: 2.5 t, sys: 6 t}, ", "", ""),
        ("52 ± 6.5 t", "moves_with: [autumn], ", "moves_with: [autumn], ", ""),
        ("52 ± 6.5 t", "moves_against: [autumn], ", "moves_against: [autumn], ", ""),
        ("52 ± 6.5 t", "correlates: {autumn: 0.6}, ", "correlates: {autumn: 0.6}, ", ""),
        ("52 ± 6.5 t", "", "", "correlates: {spring: 0.6}, "),
    ],
)
def test_suppose__equals_the_edited_base_whatever_a_value_went_with(
    was: str, tie: str, left: str, other: str, now: str
) -> None:
    new = whatif.suppose(edition(TIED.format(was, tie, other)), [("spring", now)])
    assert isinstance(new, Edition)
    edited = edition(TIED.format(now, left, other))
    assert new.summaries == edited.summaries
    assert all((new.values.of[id].samples == each.samples).all() for id, each in edited.values.of.items())


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("1.21x per year", "+100.0% as growth"),
        ("0.9x per year", "the other way"),
        ("1x per year", "to a stand"),
    ],
)
def test_change__of_growth_is_of_its_pace(now: str, said: str) -> None:
    """Before, 1.1x against 0.9x read `x -1.11`."""
    new = whatif.suppose(old := edition("claims: {g: {title: G, value: 1.1x per year}}"), [("g", now)])
    assert not isinstance(new, str)
    [move] = diff.account(old, new).moved
    assert accounts.change(move) == said


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        # The end of a bound is no point: "-50.0%" was told of 100 t and at least 50 t, which may be 1000 t.
        ("100 t", "at least 50 t", ""),
        ("at most 12 t", "100 t", ""),
        ("up to 12 t", "at least 9 t", ""),
        ("10 to 20 t", "at most 15 t", ""),
        ("at least 10 t", "at least 12 t", "+20.0%"),
        ("at most 12 t", "less than 9 t", "-25.0%"),
        ("100 t", "150 t", "+50.0%"),
        ("by 2026-05-01", "2026-04-01", ""),
        ("2026-05-01", "2026-04-01", "-30 days"),
        ("68 °F", "20.5 °C", "+0.5 K"),
        # 68 °F is 20 °C: the noise of the conversion was told as "-5.68e-14 K".
        ("68 °F", "20 °C", "no change"),
        ("98.6 °F", "37 °C", "no change"),
        ("20 ± 1 °C", "20 ± 2 °C", "interval"),
        ("1000 kg", "1 t", "no change"),
        # "+100.0%" was told of a loss that doubles, and "x -1.32" of a gain that becomes one.
        ("at least -5 USD", "at least -10 USD", "-$5"),
        ("at most -5 USD", "at most 5 USD", "+$10"),
        ("-5 USD", "-10 USD", "-$5"),
        ("-3 to 3 kg", "-2 to 5 kg", "+1.5 kg"),
        ("0 kg", "5 kg", "+5 kg"),
        ("-5 kg", "-5000 g", "no change"),
    ],
)
def test_change__of_what_can_be_compared(was: str, now: str, said: str) -> None:
    old = edition(f"claims: {{a: {{title: A, value: {was}}}, b: {{title: B, formula: a, inputs: {{a: a}}}}}}")
    new = edition(f"claims: {{a: {{title: A, value: {now}}}, b: {{title: B, formula: a, inputs: {{a: a}}}}}}")
    moved = diff.account(old, new).moved
    assert {accounts.change(each) for each in moved} <= {said}
    assert said == "no change" or {each.id for each in moved} == {"a", "b"}
    if not said:
        assert all(math.isnan(each.ratio) and math.isnan(moves.days(each)) for each in moved)


def test_change__of_a_share_that_turns_is_told_in_points() -> None:
    """Before, "x -1.32"."""
    new = whatif.suppose(old := edition("claims: {r: {title: Return, value: 62%}}"), [("r", "-82%")])
    assert not isinstance(new, str)
    [move] = diff.account(old, new).moved
    assert accounts.change(move) == "-144 pp"


def test_account__does_not_divide_what_has_no_ratio() -> None:
    """Between a number and a bound no edit brings a share."""
    text = "claims: {{a: {{title: A, value: {}}}, b: {{title: B, value: {}}}, c: {{title: C, formula: a + b, inputs: {{a: a, b: b}}}}}}"
    found = diff.account(edition(text.format("5 t", "6 t")), edition(text.format("at least 7 t", "8 t")))
    [both] = [each for each in found.moved if each.id == "c"]
    assert [id for id, _ in both.because] == ["a", "b"]
    assert all(math.isnan(share) for _, share in both.because)
