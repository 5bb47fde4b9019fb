"""Rules of meaning on cases of other fields than those that the rules were written after: one variant of each that had few."""

from __future__ import annotations

import math
import random
import re

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition, point, rules
from whence.account import impacts
from whence.judge.edition import Edition
from whence.language.units.units import STANDARD
from whence.language.values import kernels, written
from whence.language.values.written import Written

# --- 1. powers, against pint, of what people raise: areas, speeds, densities


UNITS = {"a": "m^2", "b": "m^2", "v": "m/s", "g": "m/s^2", "m": "kg", "l": "m", "w": "m^3", "p": "", "s": "s"}


def inputs_of(formula: str) -> dict[str, str]:
    """The letters of a formula, each with its unit; the words in it are functions."""
    return {name: UNITS[name] for name in sorted(set(re.findall(r"(?<![a-z])[a-z](?![a-z0-9])", formula)))}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("(a * b) ^ 0.5", "m^2"),
        ("a ^ 1.5 * b ^ -0.5", "m^2"),
        ("(v ^ 2 / g * l) ^ (1 / 2)", "m"),
        ("(m / w) ^ (1 / 3) * m ^ (2 / 3)", "kg/m"),
        ("2 * p * (l / g) ^ 0.5", "s"),
        ("(g * l / v ^ 2) ^ p", ""),
    ],
)
def test_powers__of_areas_speeds_and_densities_are_pints(formula: str, unit: str) -> None:
    chance, registry = random.Random(formula), pint.UnitRegistry()
    values = {name: (round(chance.uniform(0.5, 9), 3), own) for name, own in inputs_of(formula).items()}
    inputs = ", ".join(f"{name}: {number} {own}".rstrip() for name, (number, own) in values.items())
    shown = f", unit: {unit}" if unit else ""
    found = edition(f"claims: {{out: {{title: Out, formula: '{formula}', inputs: {{{inputs}}}{shown}}}}}")
    assert rules(found, least="error") == []
    known = {
        name: registry.Quantity(number, own or "dimensionless") for name, (number, own) in values.items()
    }
    expected = eval(formula.replace("^", "**"), {}, known).to(unit or "dimensionless")
    assert point(found, "out") == pytest.approx(expected.magnitude, rel=1e-12)


@pytest.mark.parametrize("formula", ["m ^ a", "m ^ (a / s)", "exp(a)", "log2(a / m)", "m ^ log10(a)"])
def test_powers__by_what_has_a_unit_are_refused(formula: str) -> None:
    inputs = ", ".join(f"{name}: 3 {own}" for name, own in inputs_of(formula).items())
    found = edition(f"claims: {{out: {{title: Out, formula: '{formula}', inputs: {{{inputs}}}}}}}")
    assert "unit-mismatch" in rules(found, least="error")


# --- 3. since when a figure is known

SOURCES = """
    sources:
      early: {title: Early, issued: 2026-05}
      late: {title: Late, issued: 2026-11-02}
"""


@pytest.mark.parametrize(
    ("known", "eve", "day"),
    [
        ("2024-02", "2024-02-28", "2024-02-29"),
        ("2023-02", "2023-02-27", "2023-02-28"),
        ("1999", "1999-12-30", "1999-12-31"),
        ("2025-06-30", "2025-06-29", "2025-06-30"),
    ],
)
def test_known__as_written_whatever_the_sources_say_to_the_last_day_of_a_month_or_year(
    known: str, eve: str, day: str
) -> None:
    text = f"claims: {{a: {{title: Wells drilled, value: 7 well, known: {known}, cites: [late]}}}}\nunits: {{well: {{title: Well}}}}"
    assert "a" not in edition(text, SOURCES, known_on=eve).summaries
    assert "a" in edition(text, SOURCES, known_on=day).summaries


@pytest.mark.parametrize(
    ("ask", "there"), [("2026", True), ("2026-11", True), ("2026-10", False), ("2025", False)]
)
def test_known__a_year_or_month_that_is_asked_for_counts_to_its_last_day(ask: str, there: bool) -> None:
    text = "claims: {a: {title: Rain, value: 812 mm, as_of: 2024, cites: [late]}}"
    assert ("a" in edition(text, SOURCES, known_on=ask).summaries) == there


@pytest.mark.parametrize(
    ("one", "two", "tied"),
    [
        (
            "value: 3 m, as_of: 2024-Q4, known: 2025-02",
            "value: 4 m, as_of: 2024-12-31, known: 2025-02-28",
            True,
        ),
        (
            "value: 3 m, as_of: 2024-Q4, known: 2025-02",
            "value: 4 m, as_of: 2024-12-31, known: 2025-02-27",
            False,
        ),
        ("value: 3 m, as_of: 2024-02", "value: 4 m, as_of: 2024-02-29", True),
        ("value: 300 cm, as_of: 2024-02", "value: 3 m, as_of: 2024-02-29", False),
        ("value: 3 m, as_of: 2030, kind: forecast", "value: 4 m, as_of: 2030-12, kind: forecast", True),
    ],
)
def test_latest__ties_of_spans_that_end_on_one_day(one: str, two: str, tied: bool) -> None:
    found = edition(f"""
        quantities: {{level: {{title: Level of the lake, take: latest, unit: m}}}}
        claims:
          a: {{title: A, of: level, {one}}}
          b: {{title: B, of: level, {two}}}
    """)
    assert ("latest-tied" in rules(found)) == tied


# --- 4. what a source could know


def herd(cows: str, more: str = "") -> Edition:
    return edition(
        f"""
        claims:
          milk: {{title: Milk, formula: cows * each, inputs: {{cows: cows, each: each}}, unit: L/day, stated: 2000 L/day, cites: [early] {more}}}
          each: {{title: Of one, value: 25.0 L/cow/day}}
          cows: {{title: Cows, {cows}}}
        units: {{cow: {{title: Cow}}}}
        """,
        SOURCES,
    )


def test_then__an_input_that_only_a_later_text_knows_counts_as_the_first_that_was_said() -> None:
    """In May nobody had counted; the first count came in November and the next at its end."""
    found = herd(
        "value: 96 cow, known: 2026-11-30, history: [{value: 80 cow, until: 2026-11-30, cites: [late]}]"
    )
    agreement = found.agreements["milk"]
    assert (agreement.verdict, agreement.replaced) == ("agrees", ("cows",))
    assert agreement.now
    assert agreement.now.verdict == "soft"
    assert herd("value: 80 cow, cites: [late]").agreements["milk"].verdict == "agrees"
    assert herd("value: 80 cow, cites: [late]").agreements["milk"].now is None


@pytest.mark.parametrize(
    ("tolerance", "cows", "verdict"),
    [
        ("", "84.0", "close"),
        (", tolerance: 0.02", "84.0", "soft"),
        (", tolerance: 0.5", "110.0", "close"),
        ("", "110.0", "soft"),
    ],
)
def test_stated__a_tolerance_of_its_own_is_as_far_as_a_figure_may_be_off(
    tolerance: str, cows: str, verdict: str
) -> None:
    assert herd(f"value: {cows} cow", tolerance).agreements["milk"].verdict == verdict


# --- 6. levels and elasticities


@settings(max_examples=60)
@given(
    st.integers(1, 400),
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from((50, 68, 80, 90, 95, 99)),
    st.booleans(),
)
def test_level__ends_and_middle_of_any_stated_interval_come_back(
    low: int, below: int, above: int, level: int, negative: bool
) -> None:
    ends = [low, low + below, low + below + above]
    numbers = [-each for each in reversed(ends)] if negative else ends
    first, middle, last = (f"{each / 10:g}" for each in numbers)
    found = written.parse(f"{middle} ({level}% CI {first} to {last}) mm", STANDARD)
    assert isinstance(found, Written), found
    shares = ((100 - level) / 200, 0.5, (100 + level) / 200)
    own = [float(found.shape.quantile(kernels.level(each))) * 1000 for each in shares]
    assert own == pytest.approx([each / 10 for each in numbers], rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "elasticity"),
    [
        ("k * x ^ 0.75 + 0 * y", 0.75),
        ("k * x / (x + 3 * y)", 3 * 1.5 / (2 + 3 * 1.5)),
        ("k * 2 ^ (x / y)", math.log(2) * 2 / 1.5),
        ("k / (y - x / 4)", (2 / 4) / (1.5 - 2 / 4)),
        ("if(x > y, k * x ^ 2, k)", 2.0),
    ],
)
def test_elasticity__through_a_chain_of_claims(formula: str, elasticity: float) -> None:
    found = edition(f"""
        claims:
          x: {{title: X, value: 2 m}}
          y: {{title: Y, value: 1.5 m}}
          k: {{title: K, value: 3}}
          bare: {{title: Bare, formula: x / u, inputs: {{x: x, u: 1 m}}}}
          other: {{title: Other, formula: y / u, inputs: {{y: y, u: 1 m}}}}
          out: {{title: Out, formula: "{formula}", inputs: {{x: bare, y: other, k: k}}}}
    """)
    assert impacts.elasticity(found, "x", "out") == pytest.approx(elasticity, rel=1e-6)


# --- 8. checks that contradict each other


def test_checks__that_contradict_each_other_each_show_where_they_do_not_hold() -> None:
    """A bridge that carries too little for the one and weighs too much for the other."""
    found = edition("""
        choices:
          beam: {title: Which beam, options: {light: 2 t, heavy: 9 t}}
        claims:
          bridge: {title: Bridge, formula: n * b, inputs: {n: 4, b: beam}, unit: t}
          carries: {title: Carries, formula: 3 * b, inputs: {b: bridge}, unit: t}
        checks:
          ground: {title: The ground bears it, assert: w <= most, inputs: {w: bridge, most: 20 t}, on_fail: rule-out}
          lorry: {title: It bears a lorry, assert: c >= l, inputs: {c: carries, l: 40 t}, on_fail: rule-out}
    """)
    (said,) = (each.message for each in found.findings if each.rule == "no-context-survives")
    assert "ground  w <= most does not hold with beam = heavy" in said
    assert "w 36 t, most 20 t" in said
    assert "lorry   c >= l does not hold with beam = light" in said
    assert "c 24 t, l 40 t" in said
    assert point(found, "bridge") != point(found, "bridge")  # open: no number is told


# --- the latest, one origin and one scale, on what the page does not have


@pytest.mark.parametrize(
    ("claims", "takes"),
    [
        ({"a": "4 m, as_of: 2024-02-29", "b": "5 m, as_of: 2024-H1"}, "b"),
        ({"a": "4 m, as_of: 2024-01 to 2024-07", "b": "5 m, as_of: 2024-H1"}, "a"),
        ({"a": "4 m, as_of: 2023, known: 2026", "b": "5 m, as_of: 2024, known: 2024"}, "b"),
        ({"a": "4 m, known: 2025-05", "b": "5 m, as_of: 2024-11, known: 2025-01"}, "a"),
        ({"a": "4 m, as_of: 2031, kind: forecast", "b": "5 m, as_of: 1999"}, "b"),
        ({"a": "4 m, as_of: 2031, kind: forecast", "b": "5 m, as_of: 2032-Q1, kind: forecast"}, "b"),
    ],
)
def test_latest__of_the_levels_of_a_lake(claims: dict[str, str], takes: str) -> None:
    rows = "".join(f"  {id}: {{title: {id}, of: level, value: {each}}}\n" for id, each in claims.items())
    found = edition(f"quantities: {{level: {{title: Level, take: latest, unit: m}}}}\nclaims:\n{rows}")
    assert point(found, "level") == {"a": 4, "b": 5}[takes]


@pytest.mark.parametrize("third", ["", "  c: {title: C, value: 40 mm, of: rain, cites: [other]}\n"])
@pytest.mark.parametrize(("value", "told"), [("46 mm", True), ("41 mm", False)])
def test_origin__two_who_rely_on_one_and_differ_are_told_whatever_a_third_says(
    third: str, value: str, told: bool
) -> None:
    sources = "sources: {gauge: {title: G}, press: {title: P, relies_on: [gauge]}, radio: {title: R, relies_on: [press]}, other: {title: O}}"
    text = (
        "quantities: {rain: {title: Rain, take: weighted, unit: mm}}\nclaims:\n"
        f"  a: {{title: A, value: 40 mm, of: rain, cites: [radio]}}\n  b: {{title: B, value: {value}, of: rain, cites: [gauge]}}\n{third}"
    )
    assert ("origin-differs" in rules(edition(text, sources))) == told


@pytest.mark.parametrize(
    ("spellings", "scale"),
    [
        (("4 to 9 kg", "4000 g to 9000 g", "0.004 to 0.009 t"), "log"),
        (("10 ± 1 kg", "10 kg ± 10%", "normal(10, 1) kg", "10000 ± 1000 g"), "linear"),
    ],
)
def test_scale__of_one_interval_in_every_spelling(spellings: tuple[str, ...], scale: str) -> None:
    for one in spellings:
        found = edition(f"""
            quantities: {{load: {{title: Load, take: weighted, unit: kg}}}}
            claims:
              a: {{title: A, value: "{one}", of: load}}
              b: {{title: B, value: "{spellings[0]}", of: load}}
        """)
        assert found.comparisons["load"].scale == scale, one
