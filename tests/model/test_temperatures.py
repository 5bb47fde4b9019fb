"""Temperatures with a zero: what is computed from them is shown in degrees where it is one, and never where it is a difference."""

from __future__ import annotations

import re

import pytest

from small import edition, interval, point
from whence.judge.edition import Edition
from whence.model.temperatures import as_difference, as_temperature

BASE = """
    claims:
      room: {title: Room, value: 20 ± 1 °C, kind: assumption, why: As it is}
      stove: {title: Stove, value: 212 °F, kind: assumption, why: As it is}
      k: {title: In kelvin, value: 300 K, kind: assumption, why: As it is}
      other: {title: In kelvin, value: 310 K, kind: assumption, why: As it is}
      out: {title: Out, formula: "%s", inputs: {%s}%s}
"""
INPUTS = {"room": "room", "stove": "stove", "k": "k", "other": "other", "more": "5 K", "p": "1.1"}


def out(formula: str, unit: str = "") -> Edition:
    names = [name for name in INPUTS if re.search(rf"\b{name}\b", formula)]
    inputs = ", ".join(f"{name}: {INPUTS[name]}" for name in names)
    return edition(BASE % (formula, inputs, f', unit: "{unit}"' if unit else ""))


@pytest.mark.parametrize(
    ("formula", "unit", "number"),
    [
        ("room + more", "°C", 25), ("room + more", "°F", 77), ("room + more", "", 25), ("room + more", "K", 298.15), ("room - more", "°C", 15),
        ("(room + stove) / 2", "°C", 60), ("0.5 * (room + stove)", "celsius", 60), ("max(room, stove)", "°C", 100), ("k + more", "°C", 31.85),
        ("stove - room", "K", 80), ("stove - room", "", 80), ("room * p", "°C", 293.15 * 1.1 - 273.15), ("room + (stove - room)", "°C", 100),
        ("mean(room, stove)", "°C", 60), ("mean(room, stove, room)", "", (20 + 100 + 20) / 3), ("sum(room, more)", "°C", 25), ("sum(room, more, -more)", "", 20),
    ],
)  # fmt: skip
def test_out__is_shown_in_degrees_where_it_is_a_temperature(formula: str, unit: str, number: float) -> None:
    found = out(formula, unit)
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    assert point(found, "out") == pytest.approx(number)


def test_out__has_its_interval_in_degrees() -> None:
    assert interval(out("room + more", "°C"), "out") == pytest.approx((25 - 1.645, 25 + 1.645), abs=0.05)


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("stove - room", "°C"),
        ("room + stove", "°C"),
        ("2 * room", "°F"),
        ("other - k", "°C"),
        ("-room", "°C"),
    ],
)
def test_out__no_difference_and_no_sum_is_shown_in_degrees(formula: str, unit: str) -> None:
    found = out(formula, unit)
    (error,) = (each for each in found.findings if each.severity == "error")
    assert error.rule == "unit-mismatch"
    assert error.hints == ("write `unit: K`",)
    assert not [each for each in out(formula, "K").findings if each.severity == "error"]


def test_value__in_kelvin_may_be_shown_in_degrees() -> None:
    found = edition("claims: {a: {title: A, value: 300 K, unit: °C}, b: {title: B, value: 20 °C, unit: K}}")
    assert not [each for each in found.findings if each.severity == "error"]
    assert (point(found, "a"), point(found, "b")) == pytest.approx((26.85, 293.15))


def test_unit__of_a_base_is_none_with_a_zero() -> None:
    found = edition("units: {warm: {title: Warm, equals: °C}}\nclaims: {a: {title: A, value: 3 warm}}")
    (error,) = (each for each in found.findings if each.severity == "error")
    assert (error.rule, error.id) == ("unknown-unit", "warm")
    assert error.message == '"°C" has a zero of its own, so it cannot be scaled or added'


SEA = """
    claims:
      early: {title: Then, value: 14.1 °C, kind: fact, cites: [s]}
      late: {title: Now, value: 15.0 °C, kind: fact, cites: [s]}
      rise: {title: How much warmer, formula: late - early, inputs: {late: late, early: early}, stated: %s, cites: [s]}
      lam: {title: Feedback, value: 3 W/m^2/K, kind: fact, cites: [s]}
      force: {title: Forcing, value: 2.7 W/m^2, kind: fact, cites: [s]}
      heats: {title: Response, formula: force / lam, inputs: {force: force, lam: lam}, stated: %s, cites: [s]}
    checks:
      held: {title: Held, assert: "%s", inputs: {%s}, on_fail: conflict}
"""


def sea(
    rise: str = "0.9 K", heats: str = "0.9 K", relation: str = "late - early > x", x: str = "0.5 K"
) -> Edition:
    names = [name for name in ("late", "early", "heats", "x") if re.search(rf"\b{name}\b", relation)]
    inputs = ", ".join(f"{name}: {x if name == 'x' else name}" for name in names)
    return edition(SEA % (rise, heats, relation, inputs), "sources: {s: {title: S}}")


def errors(found: Edition) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (each.id, each.rule, each.hints) for each in found.findings if each.severity in ("error", "conflict")
    ]


def test_stated__a_rise_in_degrees_is_refused_with_the_kelvin_to_write() -> None:
    assert [each for each in errors(sea()) if each[0] in ("rise", "heats")] == []
    assert ("rise", "unit-mismatch", ("write `stated: 0.9 K`",)) in errors(sea(rise="0.9 °C"))
    assert ("rise", "unit-mismatch", ("write `stated: 0.9 K`",)) in errors(sea(rise="1.62 °F"))
    (found,) = (each for each in errors(sea(heats="0.9 °C")) if each[0] == "heats")
    assert found[1] == "unit-mismatch"
    assert found[2] == (
        "write `stated: 0.9 K` for a difference",
        "or add `unit: °C` to the claim for a temperature",
    )


@pytest.mark.parametrize(
    "relation", ["late - early > x", "heats < x", "heats < max(x, late)", "if(heats > x, 1, 0) > 0"]
)
def test_check__a_difference_is_never_compared_with_a_temperature(relation: str) -> None:
    found = [each for each in sea(relation=relation, x="1.5 °C").findings if each.id == "held"]
    assert [each.rule for each in found] == ["unit-mismatch"]
    assert 'write `x` as "1.5 K" for a difference, "274.65 K" for a temperature' in found[0].hints


def test_check__temperatures_are_compared_with_each_other() -> None:
    found = sea(relation="late > early and early < max(late, x)", x="20 °C")
    assert not [
        each for each in found.findings if each.id == "held" and each.severity in ("error", "conflict")
    ]


@pytest.mark.parametrize(
    ("formula", "speaks"),
    [
        ("c * room", True), ("room + stove", True), ("2 * room", True), ("room / stove", True), ("exp(room / more)", True),
        ("c * (stove - room)", False), ("(c * room + d * stove) / (c + d)", False), ("(room + stove) / 2", False),
        ("if(room > stove, c, d)", False), ("max(room, stove)", False), ("room + more", False), ("c * more", False),
        ("c * (room - more - (stove - more))", False), ("mean(room, stove) - min(stove, room)", False),
    ],
)  # fmt: skip
def test_zero__is_told_of_where_a_number_rests_on_it(formula: str, speaks: bool) -> None:
    known = {"room": "20 °C", "stove": "212 °F", "more": "5 K", "c": "3 J/K", "d": "2 J/K"}
    inputs = ", ".join(
        f"{name}: {text}" for name, text in known.items() if re.search(rf"\b{name}\b", formula)
    )
    found = edition(f'claims: {{out: {{title: Out, formula: "{formula}", inputs: {{{inputs}}}}}}}')
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    said = [each for each in found.findings if each.rule == "zero-matters"]
    assert bool(said) == speaks
    if speaks and "room" in formula:
        assert 'write `room` as "20 K" if it is a difference, as "293.15 K" if that is meant' in said[0].hints


def test_choice__has_no_temperature_beside_a_difference() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 20 °C, kind: assumption, why: given}
          b: {title: B, value: 15 °C, kind: assumption, why: given}
          d: {title: D, formula: a - b, inputs: {a: a, b: b}}
          out: {title: Out, formula: c, inputs: {c: which}}
        choices:
          which: {title: Which, options: {warm: a, more: d}}
    """)
    assert ("which", "unit-mismatch") in {(each.id, each.rule) for each in found.findings}


@pytest.mark.parametrize("take", ["latest", "weighted", "hall", "rise"])
def test_quantity__has_no_temperature_beside_a_difference(take: str) -> None:
    """What the quantity takes is one of the two; the other was compared with it, 273 K apart."""
    found = edition(f"""
        quantities: {{warm: {{title: Warm, take: {take}}}}}
        claims:
          hall: {{title: Hall, value: 20 ± 1 °C, of: warm}}
          rise: {{title: Rise, formula: a - b, inputs: {{a: 40 ± 1 °C, b: 20 ± 1 °C}}, unit: K, of: warm}}
    """)
    [told] = [each for each in found.findings if each.rule == "unit-mismatch"]
    assert "`rise` is a difference of temperatures" in told.message
    assert told.hints == ("`hall` has a zero of its own: write it in K if it is a difference",)


@pytest.mark.parametrize("unit", ["°C", "°F"])
def test_quantity__of_differences_is_not_shown_in_degrees(unit: str) -> None:
    found = edition(f"""
        quantities: {{warm: {{title: Warm, unit: {unit}}}}}
        claims: {{rise: {{title: Rise, formula: a - b, inputs: {{a: 40 °C, b: 20 °C}}, unit: K, of: warm}}}}
    """)
    [told] = [each for each in found.findings if each.rule == "unit-mismatch"]
    assert (told.id, told.hints) == ("warm", ("write `unit: K`",))


@pytest.mark.parametrize(
    ("title", "value", "excerpt", "rule"),
    [
        ("Sea", "0.9 °C", "warmed by 0.9 °C", "rise-in-degrees"), ("Sea", "0.9 K", "warmed by 0.9 °C", ""),
        ("Warming since 1900", "0.9 °C", "0.9 °C", "rise-in-degrees"), ("Warming since 1900", "0.9 K", "0.9 °C", ""),
        ("Goal", "1.5 °C", "to limit warming to 1.5 °C", "rise-in-degrees"), ("Rise", "1.62 °F", "1.62 °F warmer than before", "rise-in-degrees"),
        ("Patients", "2 °C", "a drop in temperature of 2 °C", "rise-in-degrees"), ("Deck", "30 °C", "the deck is 30 °C warmer than the pier", "rise-in-degrees"),
        ("Water", "20 °C", "the cooling water is at 20 °C", ""), ("Water", "20 °C", "the water rose to 20 °C", ""),
        ("Cooling water", "20 °C", "20 °C", ""), ("Temperature after cooling", "4 °C", "4 °C", ""), ("Room", "20 °C", "20 °C, 2 °C warmer than outside", ""),
        ("Water", "20 K", "the water is 20 °C", "excerpt-differs"), ("Water", "293.15 K", "the water is 20 °C", ""),
    ],
)  # fmt: skip
def test_value__a_rise_is_not_written_in_degrees(title: str, value: str, excerpt: str, rule: str) -> None:
    found = edition(
        f"claims: {{a: {{title: {title}, value: {value}, kind: fact, cites: [{{source: s, excerpt: '{excerpt}'}}]}}}}",
        "sources: {s: {title: S}}",
    )
    assert [each.rule for each in found.findings if each.severity in ("error", "conflict")] == (
        [rule] if rule else []
    )


WARM = """
    quantities:
      water: {title: Water, take: a}
    claims:
      out: {title: Out, formula: t + d, inputs: {t: 20.0 °C, d: 2.0 K}, unit: °C, stated: %s, cites: [s]}
      a: {title: A, value: 15 °C, kind: fact, of: water, cites: [s]}
      b: {title: B, value: %s, kind: fact, of: water, cites: [t]}
    checks:
      cooler: {title: Cooler, assert: b < a, inputs: {a: a, b: b}, on_fail: conflict}
"""


@pytest.mark.parametrize(
    ("stated", "verdict"),
    [
        ("22.0 °C", "agrees"), ("22.1 °C", "agrees"), ("22.5 °C", "close"), ("25.0 °C", "soft"), ("40.0 °C", "mismatch"), ("71.6 °F", "agrees"),
        ("104.0 °F", "mismatch"), ("-22.0 °C", "mismatch"),
    ],
)  # fmt: skip
def test_stated__temperatures_are_apart_by_degrees_and_not_by_parts_of_what_is_above_absolute_zero(
    stated: str, verdict: str
) -> None:
    found = edition(WARM % (stated, "15 °C"), "sources: {s: {title: S}, t: {title: T}}")
    assert found.agreements["out"].verdict == verdict
    said = [
        each.message for each in found.findings if each.id == "out" and each.rule.startswith("recomputed")
    ]
    assert all("K\n" in each and "%" not in each for each in said)


@pytest.mark.parametrize(
    ("other", "conflict"), [("15.4 °C", False), ("40 °C", True), ("59 °F", False), ("95 °F", True)]
)
def test_rivals__temperatures_are_apart_by_degrees(other: str, conflict: bool) -> None:
    found = edition(WARM % ("22.0 °C", other), "sources: {s: {title: S}, t: {title: T}}")
    said = {each.rule: each.message for each in found.findings}
    assert ("rivals-disagree" in said) == conflict
    if conflict:
        assert "K apart; up to 1 K would agree" in said["rivals-disagree"]
        assert "K warmer than a" in said["check-fails"]


@pytest.mark.parametrize(
    ("written", "difference", "temperature"),
    [
        ("20 °C", "20 K", "293.15 K"),
        ("20 ± 1 °C", "20 ± 1 K", "293.15 ± 1 K"),
        ("18 to 22 °C", "18 to 22 K", "291.15 to 295.15 K"),
        ("59 ± 9 °F", "32.7778 ± 5 K", "288.15 ± 5 K"),
        ("59 to 68 °F", "32.7778 to 37.7778 K", "288.15 to 293.15 K"),
        ("{value: 59 °F}", "32.78 K", "288.15 K"),
    ],
)
def test_hints__have_the_numbers_in_kelvin(written: str, difference: str, temperature: str) -> None:
    value = edition(f"claims:\n  a: {{title: A, value: {written}}}\n").base.values["a"]
    assert (as_difference(value), as_temperature(value)) == (difference, temperature)
    for text in (difference, temperature):
        assert not edition(f"claims:\n  a: {{title: A, value: {text}}}\n").base.records.findings
