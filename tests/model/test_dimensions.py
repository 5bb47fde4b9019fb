"""Units of formulas: what fits, what does not, and what the message sets under each other."""

from __future__ import annotations

import math
import re
import textwrap

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from small import edition, point, rules
from whence.language.units.units import DATE, ONE, STANDARD, Unit

INPUTS = """
    claims:
      chips: {title: Chips, value: 50K chip}
      dies: {title: Dies, value: 100K die}
      power: {title: Power, value: 100 MW}
      day: {title: Day, value: 2025-03-18}
      later: {title: Later, value: 2026-03-18}
      ratio: {title: Ratio, value: 1.3x}
      pace: {title: Pace, value: 3x per year}
      out: {title: Out, formula: "%s", unit: %s, inputs: {%s}}
"""
NAMES = ("chips", "dies", "power", "day", "later", "ratio", "pace")


def out(formula: str, unit: str = ""):
    used = [name for name in NAMES if name in formula]
    text = INPUTS % (formula, unit or "''", ", ".join(f"{name}: {name}" for name in used))
    return edition(text.replace(", unit: ''", ""))


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        ("power / chips", "kW/chip", 2.0),
        ("chips * power / power", "chip", 50_000),
        ("max(power, 2 * power)", "MW", 200),
        ("power * (later - day)", "GWh", 876.0),
        ("sqrt(power * power)", "MW", 100),
        ("power ^ 2 / power ^ 1", "MW", 100),
        ("chips ^ (1/2) * chips ^ 0.5", "chip", 50_000),
        ("if(ratio > 1, power, 0)", "MW", 100),
        ("log(ratio) / log(ratio)", "", 1),
        ("chips / dies * dies", "chip", 50_000),
        ("grow(pace, later - day)", "", 3 ** (365 / 365.25)),
        ("sum(power, 0, power)", "GW", 0.2),
        ("abs(0 - power)", "MW", 100),
    ],
)
def test_infer__what_fits_is_computed(formula: str, unit: str, value: float) -> None:
    found = out(formula, unit)
    assert rules(found, least="error") == []
    assert point(found, "out") == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "unit", "words"),
    [
        ("chips + dies", "", ("left of `+`", "right of `+`", "chip", "die")),
        ("chips + power", "chip", ("left of `+`", "right of `+`")),
        ("power / chips", "MW", ("the formula gives", "`unit: MW` is")),
        ("day + later", "", ("two dates cannot be added",)),
        ("day * 2", "", ("cannot take a date",)),
        ("chips ^ ratio", "", ("the exponent must be a plain number written in the formula",)),
        ("log(power)", "", ("`log` takes a pure number",)),
        ("exp(chips)", "", ("`exp` takes a pure number",)),
        ("min(power, chips)", "", ("before it in `min`", "here")),
        ("if(power, 1, 2)", "", ("the condition of `if`", "true or false")),
        ("power > 2 * power", "", ("a claim must be a number", "write it as a check")),
        ("(power > power) + 1", "", ("true or false",)),
        ("power > chips", "", ("left of `>`",)),
        ("grow(power, later - day)", "", ("growth rate",)),
        ("grow(pace, chips)", "", ("is a time",)),
        ("power + 1", "", ("left of `+`",)),
    ],
)
def test_infer__what_does_not_fit_is_one_finding_with_both_sides(
    formula: str, unit: str, words: tuple[str, ...]
) -> None:
    found = out(formula, unit)
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.rule, each.id) for each in errors] == [("unit-mismatch", "out")], errors
    for word in words:
        assert word in errors[0].message
    assert errors[0].place
    assert "power" in found.summaries


AMOUNTS = """
    claims:
      t: {{title: Years, value: 10 year}}
      pay: {{title: Payment, value: 1000 USD}}
      n: {{title: Chips, value: 10 chip}}
      day: {{title: Day, value: 2025-03-18}}
      pace: {{title: Pace, value: 1.04x per year}}
      share: {{title: Share, value: 4%}}
      out: {{title: Out, formula: "{formula}", inputs: {{{inputs}}}}}
"""


def raised(formula: str):
    names = [
        name for name in ("t", "pay", "n", "day", "pace", "share", "y") if re.search(rf"\b{name}\b", formula)
    ]
    inputs = ", ".join(f"{name}: {'1 year' if name == 'y' else name}" for name in names)
    return edition(AMOUNTS.format(formula=formula, inputs=inputs))


@pytest.mark.parametrize(
    ("formula", "part", "words", "hint"),
    [
        ("pay / (1 + share)^t", "t", "the exponent of `^` must be a pure number, and this is in year (time)", "grow(rate, time)"),
        ("(1 + share)^-t", "-t", "(time)", "`y: 1 year`"),
        ("0.9999^pay", "pay", "in USD (money)", "`y: 1 USD`"),
        ("2^n", "n", "in chip (a count of chips)", "`y: 1 chip`"),
        ("2^(n / t)", "n / t", "in chip/year", "`y: 1 chip/year`"),
        ("n^n", "n", "in chip", "`y: 1 chip`"),
        ("2^pace", "pace", "in growth/year", "`grow(rate, time)`"),
        ("2^(pace * t)", "pace * t", "in growth", "`grow(rate, time)`"),
        ("2^day", "day", "`^` cannot take a date", ""),
        ("2^2^t", "t", "(time)", "`y: 1 year`"),
        ("exp(pace * t)", "pace * t", "`exp` takes a pure number, and this is in growth", "`grow(rate, time)`"),
        ("exp(-t)", "-t", "`exp` takes a pure number", "`y: 1 year`"),
        ("log(pay)", "pay", "`log` takes a pure number", "`y: 1 USD`"),
        ("log2(n)", "n", "`log2` takes a pure number", "`y: 1 chip`"),
        ("log10(day)", "day", "`log10` cannot take a date", ""),
        ("pay^share", "share", "the base of `^` is in USD", "divide the base"),
        ("grow(share, t)", "share", "is a growth rate", ""),
        ("annual(share)", "share", "takes a growth rate", ""),
        ("growth_rate(pay, t)", "pay", "is a pure ratio", ""),
    ],
)  # fmt: skip
def test_infer__exponents_and_pure_arguments(formula: str, part: str, words: str, hint: str) -> None:
    found = raised(formula)
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.rule, each.id) for each in errors] == [("unit-mismatch", "out")], errors
    assert words in errors[0].message
    assert hint in " ".join(errors[0].hints)
    assert errors[0].place
    assert errors[0].place.length == len(part)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("pay / (1 + share)^(t / y)", 675.5641688),
        ("pay / grow(pace, t)", 675.5641688),
        ("2^(t / y)", 1024),
        ("2^(n / n)", 2),
        ("2^share", 2**0.04),
        ("exp(log(pay / pay) + share)", math.exp(0.04)),
        ("(n^share0 / n)^2", 1),
        ("(n^(3 - 2) / n)^t0", 1),
        ("(t^0.5 * t^(1/2) / y)", 10),
    ],
)  # fmt: skip
def test_infer__pure_numbers_that_look_like_others(formula: str, value: float) -> None:
    found = raised(formula.replace("share0", "1").replace("t0", "0.3"))
    assert rules(found, least="error") == []
    assert point(found, "out") == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("exponent", ["t", "pay", "n", "n / t", "pay / t^2", "n * t", "1 / t", "n^0.5"])
def test_infer__the_mend_of_a_hint_is_read(exponent: str) -> None:
    wrong = next(each for each in raised(f"2^({exponent})").findings if each.rule == "unit-mismatch")
    one = wrong.hints[-1].split("y: ")[1].rstrip("`")
    inputs = f"t: t, pay: pay, n: n, one: {one}"
    mended = edition(AMOUNTS.format(formula=f"2^({exponent} / one)", inputs=inputs))
    assert not {"unit-mismatch", "unknown-unit", "bad-value"} & set(rules(mended)), one


def test_infer__the_place_is_the_part_of_the_formula() -> None:
    found = out("power + 2 * chips")
    finding = next(each for each in found.findings if each.rule == "unit-mismatch")
    line = (INPUTS % ("power + 2 * chips", "''", "")).splitlines()[finding_line(found)].removeprefix("    ")
    assert finding.place
    at = finding.place.column - 1
    assert line[at : at + finding.place.length] == "power + 2 * chips"


def finding_line(found) -> int:
    place = next(each.place for each in found.findings if each.rule == "unit-mismatch")
    return place.line - 1


def test_infer__a_check_must_be_true_or_false() -> None:
    found = edition("""
        claims: {a: {title: A, value: 3 kW}}
        checks: {c: {title: C, assert: 2 * a, inputs: {a: a}}}
    """)
    assert [each.rule for each in found.findings if each.severity == "error"] == ["unit-mismatch"]


@pytest.mark.parametrize(
    "record",
    [
        "quantities: {q: {title: Q, unit: MW}}\nclaims: {a: {title: A, value: 3 chip, of: q}}",
        "quantities: {q: {title: Q, take: envelope}}\n"
        "claims: {a: {title: A, value: 3 chip, of: q}, b: {title: B, value: 3 kW, of: q}}",
        "choices: {q: {title: Q, options: {x: 3 chip, y: 3 kW}}}",
        "terms: {t: {title: T, senses: {x: 3 chip, y: 3 kW}}}\nchoices: {q: {title: Q, term: t}}",
    ],
)
def test_infer__members_and_options_are_of_one_kind(record: str) -> None:
    found = edition(record)
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.rule, each.id) for each in errors] == [("unit-mismatch", "q")], errors
    assert "must all be of one kind" in errors[0].message


@pytest.mark.parametrize("take", ["", ", take: latest", ", take: old"])
def test_infer__so_are_claims_that_a_quantity_does_not_take(take: str) -> None:
    """Before, a figure in another unit stood among the rivals of `latest`, and was compared with them in base units."""
    found = edition(
        f"quantities: {{q: {{title: Q{take}}}}}\n"
        "claims: {old: {title: A, value: 3 kg, of: q, as_of: 2024}, new: {title: B, value: 3 m, of: q, as_of: 2025}}"
    )
    errors = [each for each in found.findings if each.severity == "error"]
    other = "new" if "old" in take else "old"
    assert [(each.rule, each.id) for each in errors] == [("unit-mismatch", other)]
    assert "must all be of one kind" in errors[0].message
    assert errors[0].place is not None
    assert errors[0].place.line == 2


@pytest.mark.parametrize(
    ("a", "b"), [("100 MW", "0.1 GW"), ("1e8 W", "100000 kW"), ("2e6 chip", "2M chip"), ("1 day", "24 hour")]
)
def test_infer__rescaling_a_unit_leaves_the_physical_value(a: str, b: str) -> None:
    text = "claims: {{x: {{title: X, value: {0}}}, y: {{title: Y, formula: x * x, inputs: {{x: x}}}}}}"
    one, other = (edition(text.format(each)).summaries["y"].figure.point for each in (a, b))
    assert one == pytest.approx(other, rel=1e-14)


def test_infer__stated_is_of_the_kind_that_the_formula_gives() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 3 kW}
          b: {title: B, formula: 2 * a, inputs: {a: a}, stated: 6 chip}
    """)
    finding = next(each for each in found.findings if each.severity == "error")
    assert finding.rule == "unit-mismatch"
    assert "`stated` is written in" in finding.message


@pytest.mark.parametrize(
    ("inputs", "formula", "shown"),
    [
        ("a: 50 EUR, t: 3 day", "a / t", "€16.67/day"),
        ("a: 120 km, t: 2 hour", "a / t", "60 km/hour"),
        ("a: 2 kW, t: 3 hour", "a * t", "6 kW·hour"),
        ("a: 8 kWh, t: 2 hour", "a / t", "4 kWh/hour"),
        ("a: 3 kW, n: 2 chip", "a / n", "1.5 kW/chip"),
        ("a: 10 EUR/day, t: 1 month", "a * t", "€304"),
    ],
)
def test_infer__a_result_is_shown_in_the_units_of_its_inputs(inputs: str, formula: str, shown: str) -> None:
    found = edition(
        f"claims:\n  out: {{title: Out, formula: {formula}, inputs: {{{inputs}}}, kind: illustration}}\n"
    )
    assert found.number("out", found.summaries["out"].figure) == shown


@given(
    st.lists(st.sampled_from(STANDARD.names()), min_size=1, max_size=3),
    st.lists(st.sampled_from((1, -1)), min_size=3, max_size=3),
)
def test_said__a_dimension_reads_back_in_the_units_it_was_written_in(
    names: list[str], powers: list[int]
) -> None:
    dimension = ONE
    for name, power in zip(names, powers, strict=False):
        unit = STANDARD.parse(name)
        assert isinstance(unit, Unit)
        dimension = dimension * unit.dimension**power
    assume(DATE not in {STANDARD.table[name].dimension for name in names} and dimension != ONE)
    again = STANDARD.parse(dimension.said)
    assert isinstance(again, Unit), dimension.said
    assert again.dimension == dimension


DECLARED = """
    claims:
      shown: {title: Shown, unit: %s, %s}
      upon: {title: Upon, formula: 2 * shown, inputs: {shown: shown}}
"""
OTHER = r"the value is +%s .*\n +`unit: .*` is +%s "


@pytest.mark.parametrize(
    ("unit", "fields", "part", "words"),
    [
        ("MWh", "value: 500 MW", "500 MW", OTHER % ("MW", "MWh")),
        ("EUR", "value: 5 MW to 8 MW", "5 MW", OTHER % ("MW", "EUR")),
        ("EUR", "value: 5 USD", "5 USD", OTHER % ("USD", "EUR")),
        ("MW", "value: 2025-03-18", "2025-03-18", OTHER % ("date", "MW")),
        ("x/year", "value: 3x", "3x", "a pure number"),
        ("EUR/MWh", "value: 40", "40", "this number has no unit; write 40 EUR/MWh$"),
        ("MW", "value: ~40", "~40", "this number has no unit; write ~40 MW$"),
        ("MW", "value: 2000", "2000", "this number has no unit; write 2000 MW$"),
        ("chip", "value: 50K", "50K", "this number has no unit; write 50K chip$"),
        ("'%'", "value: 40", "40", "write 40 %, or leave out `unit: %` if it is a pure number$"),
        (
            "MW",
            "value: {normal: {mean: 4, sd: 1}}",
            "{normal",
            "this number has no unit; write the unit in the value",
        ),
        ("MW", "value: 40 MW, taken_as: 38", "38", "this number has no unit; write 38 MW$"),
        ("MW", "value: 40 MW, history: [{value: 38, until: 2025}]", "38", "write 38 MW$"),
        ("MW", "value: 40 MW, history: [{value: 38 MWh, until: 2025}]", "38 MWh", OTHER % ("MWh", "MW")),
    ],
)
def test_link__a_value_that_its_unit_cannot_show_is_one_finding_at_the_value(
    unit: str, fields: str, part: str, words: str
) -> None:
    text = DECLARED % (unit, fields)
    found = edition(text)
    (error,) = [each for each in found.findings if each.severity == "error"]
    assert (error.rule, error.id) == ("unit-mismatch", "shown")
    assert re.search(words, error.message)
    assert error.place is not None
    line = textwrap.dedent(text).splitlines()[error.place.line - 1]
    assert line[error.place.column - 1 :].startswith(part)
    assert not {"shown", "upon"} & found.summaries.keys()


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [("GW", "500 MW", 0.5), ("x", "1.3", 1.3), ("'%'", "0.4x", 40), ("EUR/kWh", "40 EUR/MWh", 0.04)],
)
def test_link__a_value_is_shown_in_the_unit_that_is_declared(unit: str, value: str, shown: float) -> None:
    found = edition(DECLARED % (unit, f"value: {value}"))
    assert rules(found, least="error") == []
    assert point(found, "shown") == pytest.approx(shown)
