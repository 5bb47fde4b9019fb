"""Units: the grammar, the table, a base's own units, and the message when two sides do not fit."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from fractions import Fraction

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.files.schema import UnitRecord
from whence.language.problems import SEVERITIES, Problem
from whence.language.units.units import (
    DATE,
    GROWTH,
    ONE,
    RATE,
    STANDARD,
    TIME,
    Dimension,
    Unit,
    base_dimension,
    called,
    clash,
    plain,
)
from work import growth, steps

YEAR = 8766 * 3600.0
LONG = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("RUN_LONG"), reason="the long form: RUN_LONG=1"),
]


def unit(text: str) -> Unit:
    found = STANDARD.parse(text)
    assert isinstance(found, Unit), found
    return found


def problem(text: str) -> Problem:
    found = STANDARD.parse(text)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("text", "canonical", "dimension", "factor", "style"),
    [
        ("", "", "1", 1, "linear"),
        ("1", "", "1", 1, "linear"),
        ("kW", "kW", "W", 1e3, "linear"),
        ("chip", "chip", "chip", 1, "linear"),
        ("chips", "chip", "chip", 1, "linear"),
        ("FLOP/s/chip", "FLOP/s/chip", "FLOP/s/chip", 1, "linear"),
        ("TFLOP/s", "TFLOP/s", "FLOP/s", 1e12, "linear"),
        ("chip·month", "chip·month", "chip·s", 730.5 * 3600, "linear"),
        ("chip*hour", "chip·hour", "chip·s", 3600, "linear"),
        ("GB/s", "GB/s", "bit/s", 8e9, "linear"),
        ("GiB", "GiB", "bit", 8 * 2**30, "linear"),
        ("kWh", "kWh", "J", 3.6e6, "linear"),
        ("W·h", "W·hour", "J", 3600, "linear"),
        ("USD", "USD", "USD", 1, "money"),
        ("$", "USD", "USD", 1, "money"),
        ("USD per hour", "USD/hour", "USD/s", 1 / 3600, "money"),
        ("USD per 1M token", "USD per 1M token", "USD/token", 1e-6, "money"),
        ("$ per million tokens", "USD per 1M token", "USD/token", 1e-6, "money"),
        ("USD per 1M token per day", "USD per 1M token per day", "USD/s/token", 1e-6 / 86400, "money"),
        ("USD per chip·hour", "USD/(chip·hour)", "USD/s/chip", 1 / 3600, "money"),
        ("USD/GW/year", "USD/GW/year", None, 1e-9 / YEAR, "money"),
        ("bn USD", "1bn USD", "USD", 1e9, "money"),
        ("kW per 32 chip", "kW per 32 chip", "W/chip", 1e3 / 32, "linear"),
        ("kW/32 chip", "kW per 32 chip", "W/chip", 1e3 / 32, "linear"),
        ("0.5 chip", "0.5 chip", "chip", 0.5, "linear"),
        ("m^2", "m^2", "m^2", 1, "linear"),
        ("m²", "m^2", "m^2", 1, "linear"),
        ("m⁻²", "m^-2", "1/m^2", 1, "linear"),
        ("m^(1/2)", "m^(1/2)", "m^(1/2)", 1, "linear"),
        ("1/day", "1/day", "1/s", 1 / 86400, "linear"),
        ("%", "%", "1", 0.01, "linear"),
        ("x", "x", "1", 1, "linear"),
        ("year", "year", "s", YEAR, "linear"),
        ("quarter", "quarter", "s", YEAR / 4, "linear"),
        ("x per 2 year", "x per 2 year", "growth/s", 1 / (2 * YEAR), "times"),
        ("x/year", "x per year", "growth/s", 1 / YEAR, "times"),
        ("x per year", "x per year", "growth/s", 1 / YEAR, "times"),
        ("OOM/year", "OOM/year", "growth/s", math.log(10) / YEAR, "linear"),
        ("x/chip", "x/chip", "1/chip", 1, "linear"),
        ("date", "date", "date", 1, "date"),
        ("µs", "µs", "s", 1e-6, "linear"),
        ("μs", "µs", "s", 1e-6, "linear"),
        ("Ω", "Ω", "W/A^2", 1, "linear"),
        ("\u2126", "Ω", "W/A^2", 1, "linear"),
        ("m^3/kg/s^2", "m^3/kg/s^2", None, 1, "linear"),
        ("1/(s·chip)", "1/(s·chip)", "1/s/chip", 1, "linear"),
    ],
)
def test_parse__every_form(
    text: str, canonical: str, dimension: str | None, factor: float, style: str
) -> None:
    found = unit(text)
    assert (found.text, found.style) == (canonical, style)
    assert found.factor == pytest.approx(factor, rel=1e-14)
    if dimension is not None:
        assert str(found.dimension) == dimension
    assert unit(found.text) == found


@pytest.mark.parametrize(
    ("text", "rule", "message", "start", "end", "hint"),
    [
        ("chps", "unknown-unit", 'there is no unit "chps"', 0, 4, 'did you mean "chip"?'),
        ("FLOP/s/chps", "unknown-unit", 'there is no unit "chps"', 7, 11, 'did you mean "chip"?'),
        ("kw", "unknown-unit", 'there is no unit "kw"', 0, 2, 'did you mean "kW"?'),
        ("mM", "unknown-unit", '"mM" may mean molar', 0, 2, 'write "mmol/L" for a concentration'),
        ("NM", "unknown-unit", 'there is no unit "NM"', 0, 2, "define it in the section `units` of the base: NM: {title: NM}"),
        ("KB", "unknown-unit", 'there is no unit "KB"', 0, 2, 'did you mean "kB"?'),
        ("mw", "unknown-unit", 'there is no unit "mw"', 0, 2, 'did you mean "MW" or "mW"?'),
        ("Tbps", "unknown-unit", 'there is no unit "Tbps"', 0, 4,
         'did you mean "Tbit/s" (bits) or "TB/s" (bytes)?'),
        ("Gb", "unknown-unit", 'there is no unit "Gb"', 0, 2, 'did you mean "Gbit" (bits) or "GB" (bytes)?'),
        ("m2", "unknown-unit", 'there is no unit "m2"', 0, 2, 'did you mean "m^2"?'),
        ("GPU-hour", "unknown-unit", 'there is no unit "GPU-hour"', 0, 8, 'did you mean "GPU·hour"?'),
        (
            "TFLOPS", "unknown-unit", 'there is no unit "TFLOPS"', 0, 6,
            'write "TFLOP" for a count of operations, "TFLOP/s" for a rate',
        ),
        ("FLOPS", "unknown-unit", '"FLOPS" may be a count or a rate', 0, 5,
         "write \"FLOP\" for a count of operations, \"FLOP/s\" for a rate"),
        ("M$", "unknown-unit", '"M" is a scale, not a unit', 0, 1,
         'let it touch the number, as in "16M token", or write million behind it'),
        ("k", "unknown-unit", '"k" is a scale, not a unit', 0, 1,
         'let it touch the number, as in "16k chip"'),
        ("¥", "unknown-unit", '"¥" is the sign of two currencies', 0, 1, "write \"CNY\" or \"JPY\""),
        ("C", "unknown-unit", '"C" may mean coulomb or degree Celsius', 0, 1,
         "write \"A·s\" for coulomb, \"°C\" for a temperature"),
        ("degC", "unknown-unit", '"degC" has a zero of its own, so it cannot be scaled or added', 0, 4,
         "write K"),
        ("°C", "unknown-unit", '"°C" has a zero of its own, so it cannot be scaled or added', 0, 2,
         "write K"),
        ("dB", "unknown-unit", '"dB" is a logarithm of a ratio', 0, 2, 'write the ratio: 3 dB is "2x"'),
        ("pt", "unknown-unit", '"pt" may mean point, pint or part', 0, 2, "write the unit out"),
        ("zzzzzz", "unknown-unit", 'there is no unit "zzzzzz"', 0, 6,
         "define it in the section `units` of the base: zzzzzz: {title: zzzzzz}"),
        ("m^99", "bad-unit", '"99" cannot be an exponent', 2, 4,
         'it is a whole number from -9 to 9 but not 0, or a ratio such as "(1/2)"'),
        ("m^99999999999", "bad-unit", '"99999999999" cannot be an exponent', 2, 13, None),
        ("m^(1/0)", "bad-unit", '"(1/0)" cannot be an exponent', 2, 7, None),
        ("m^m", "bad-unit", '"m" cannot be an exponent', 2, 3, None),
        ("m^0", "bad-unit", '"0" cannot be an exponent', 2, 3, None),
        ("m^0.3333", "bad-unit", '"0.3333" cannot be an exponent', 2, 8, None),
        ("m^", "bad-unit", "an exponent is missing", 1, 2, None),
        ("m**2", "bad-unit", 'a power is written with "^"', 1, 3, 'write "^" for "**"'),
        ("m^2^2", "bad-unit", "a power of a power needs parentheses", 3, 4, None),
        ("(m^9)^9", "bad-unit", "an exponent goes from -9 to 9", 0, 7, None),
        ("chip hour", "bad-unit", 'there is no sign between "chip" and "hour"', 5, 9,
         'write "chip·hour" for a product, "/" or "per" for a quotient'),
        ("USD/chip·month", "bad-unit", '"/chip·month" can be read in two ways', 4, 14,
         'if all of it is below the line, write "/(chip·month)"'),
        ("USD per GW/year", "bad-unit", 'a "/" after "per" can be read in two ways', 10, 11,
         'write "USD/GW/year", or put what follows "per" in parentheses'),
        ("MW/", "bad-unit", 'a unit is missing after "/"', 2, 3, None),
        ("/s", "bad-unit", 'a unit is expected where "/" stands', 0, 1,
         'the 1 of a rate must not be left out, as in "1/s"'),
        ("(m", "bad-unit", 'this "(" is never closed', 0, 1, None),
        ("m)", "bad-unit", 'this ")" closes nothing', 1, 2, None),
        ("m+s", "bad-unit", '"+" has no place in a unit', 1, 2, 'a product is written with "·" or "*"'),
        ("m;m", "bad-unit", '";" has no place in a unit', 1, 2, None),
        ("１m", "bad-unit", '"１" has no place in a unit', 0, 1, None),
        ("m\u200bs", "bad-unit", '"\\u{200b}" has no place in a unit', 1, 2, None),
        ("date·s", "bad-unit", "a date cannot be part of a larger unit", 0, 4, None),
        ("1,000 m", "bad-unit", '"1,000" can be read in two ways', 0, 5, None),
        ("chip/0", "bad-unit", "a unit of size 0 measures nothing", 5, 6, None),
    ],
)  # fmt: skip
def test_parse__mistakes(text: str, rule: str, message: str, start: int, end: int, hint: str | None) -> None:
    found = problem(text)
    assert (found.rule, found.message, found.start, found.end) == (rule, message, start, end)
    assert rule in SEVERITIES
    if hint is not None:
        assert found.hints[0] == hint


@pytest.mark.parametrize(
    "text",
    [
        "m" * 100_000,
        "m·" * 20_000,
        "(" * 100_000,
        "m^" * 90,
        "1e999 m",
        "9" * 150,
        "·" * 200,
        "(((((((((m)))))))))",
    ],
)
def test_parse__hostile_texts_are_refused_at_once(text: str) -> None:
    assert isinstance(STANDARD.parse(text), Problem)
    assert steps(lambda: STANDARD.parse(text)) < 5_000


@given(st.text(max_size=40) | st.text(alphabet="mskWgx%$ 12/()·^-per*.eKM", max_size=40))
@settings(max_examples=500, deadline=None)
def test_parse__never_raises_and_spells_canonically(text: str) -> None:
    found = STANDARD.parse(text)
    if isinstance(found, Problem):
        assert found.rule in ("unknown-unit", "bad-unit")
        assert 0 <= found.start <= found.end <= max(len(text), 1)
    else:
        again = unit(found.text)
        assert (again.text, again.dimension, again.style) == (found.text, found.dimension, found.style)
        assert again.factor == pytest.approx(found.factor, rel=1e-12)


# An independent reference: pint's algebra, over names and definitions that are spelt out here.
REFERENCE = """
k- = 1e3
M- = 1e6
G- = 1e9
T- = 1e12
P- = 1e15
E- = 1e18
m- = 1e-3
µ- = 1e-6
n- = 1e-9
c- = 1e-2
meter = [m] = m
second = [s] = s
kilogram = [kg] = kg_
ampere = [A] = A
kelvin = [K] = K
mole = [mol] = mol
bit = [bit] = bit
USD = [USD] = USD
chip = [chip] = chip
rack = [rack] = rack
token = [token] = token
param = [param] = param
FLOP = [FLOP] = FLOP
gram = 0.001 * kilogram = g
tonne = 1000 * kilogram = t
hour = 3600 * second = hour
day = 24 * hour = day
week = 7 * day = week
month = 30.4375 * day = month
year = 365.25 * day = year
newton = kilogram * meter / second ** 2 = N
pascal = newton / meter ** 2 = Pa
joule = newton * meter = J
watt = joule / second = W
volt = watt / ampere = V
byte = 8 * bit = B
liter = meter ** 3 / 1000 = L
inch = 0.0254 * meter = inch
hertz = 1 / second = Hz
"""
PREFIXED = {
    "m": "n µ m c k", "s": "n µ m", "g": "m k", "t": "k M G", "A": "m k", "J": "m k M G T P E",
    "W": "m k M G T P",
    "N": "k M", "Pa": "k M G", "V": "m k", "bit": "k M G T P E", "B": "k M G T P E", "FLOP": "k M G T P E",
    "token": "k M G T", "param": "k M G T", "Hz": "k M G T", "L": "m", "mol": "m",
}  # fmt: skip
BARE = ["USD", "chip", "rack", "hour", "day", "week", "month", "year", "K", "inch"]


def _random_name(pick: random.Random) -> str:
    name = pick.choice([*PREFIXED, *BARE])
    prefixes = ["", *PREFIXED.get(name, "").split()]
    return pick.choice(prefixes) + name


def _random_base(pick: random.Random, depth: int) -> tuple[str, str]:
    """The same unit in our spelling and in the reference's."""
    if depth and pick.random() < 0.3:
        ours, theirs = _random_quotient(pick, depth - 1)
        ours, theirs = f"({ours})", f"({theirs})"
    else:
        name = _random_name(pick)
        ours, theirs = name, name.replace("kg", "kg_") if name == "kg" else name
    if pick.random() < 0.35:
        power = pick.choice([2, 3, -1, -2, "(1/2)", "(-1/2)", 1])
        raised = str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        ours += raised if isinstance(power, int) and pick.random() < 0.3 else f"^{power}"
        theirs = f"({theirs}) ** ({power})"
    return ours, theirs


def _random_term(pick: random.Random, depth: int, most: int) -> tuple[str, str]:
    parts = [_random_base(pick, depth) for _ in range(pick.randint(1, most))]
    ours, theirs = (
        pick.choice(["·", "*", " · "]).join(a for a, _ in parts),
        " * ".join(f"({b})" for _, b in parts),
    )
    if most > 1 and pick.random() < 0.25:
        number, value = pick.choice(
            [("32", "32"), ("1M", "1e6"), ("2.5", "2.5"), ("1e-3", "1e-3"), ("4K", "4000")]
        )
        ours, theirs = f"{number} {ours}", f"{value} * {theirs}"
    return ours, theirs


def _random_quotient(pick: random.Random, depth: int) -> tuple[str, str]:
    ours, theirs = _random_term(pick, depth, 3)
    per = pick.random() < 0.3
    for _ in range(pick.choice([0, 0, 1, 1, 2])):
        # after a slash one factor, or several in parentheses; after "per" several
        below, below_theirs = _random_term(pick, depth, 2 if per else 1)
        ours += f" per {below}" if per else f"/{below}"
        theirs = f"({theirs}) / ({below_theirs})"
    return ours, theirs


@pytest.mark.parametrize("count", [1000, pytest.param(10_000, marks=LONG)])
def test_parse__agrees_with_pint_on_random_expressions(count: int) -> None:
    pick = random.Random(count)
    registry = pint.UnitRegistry(None, cache_folder=None)
    registry.load_definitions(REFERENCE.strip().splitlines())
    names = ("m", "s", "kg", "A", "K", "mol", "bit", "USD", "chip", "rack", "token", "param", "FLOP")
    dimensions = {f"[{name}]": name for name in names}
    for code in dimensions.values():
        assert str(unit(code).dimension) == code
    seen = refused = 0
    while seen < count:
        ours, theirs = _random_quotient(pick, 2)
        found = STANDARD.parse(ours)
        try:
            expected = registry.parse_expression(theirs)
            expected = expected if isinstance(expected, registry.Quantity) else registry.Quantity(expected)
            expected = expected.to_base_units()
        except OverflowError:
            assert isinstance(found, Problem), ours
            continue
        powers = {
            dimensions[name]: Fraction(n).limit_denominator(64)
            for name, n in expected.dimensionality.items()
            if abs(n) > 1e-12
        }
        if isinstance(found, Problem):
            # only our limits may stand between the two
            assert found.message in (
                "an exponent goes from -9 to 9", "this unit is too large or too small for a number",
            ) or len(ours) > 200, (ours, found)  # fmt: skip
            refused += 1
            assert refused < count / 2
            continue
        assert dict(found.dimension.exponents) == powers, ours
        assert math.isclose(found.factor, expected.magnitude, rel_tol=1e-12), ours
        spelt = unit(found.text)
        assert spelt.dimension == found.dimension, (ours, found.text)
        assert math.isclose(spelt.factor, found.factor, rel_tol=1e-12), (ours, found.text)
        seen += 1


def test_dimension__is_an_algebra() -> None:
    chip, second = base_dimension("chip"), TIME
    assert (chip / second) * second == chip
    assert chip / chip == ONE
    assert ONE.is_one
    assert (chip**2) ** Fraction(1, 2) == chip
    assert chip**0 == ONE
    assert GROWTH / TIME == RATE
    assert DATE.exponents == (("date", Fraction(1)),)
    assert hash(chip * second) == hash(second * chip)


@pytest.mark.parametrize(
    "text",
    [
        "W/chip",
        "FLOP/s/chip",
        "chip·s",
        "J",
        "V",
        "Pa",
        "m^(1/2)",
        "USD/token",
        "1/s",
        "Ω",
        "FLOP/J",
        "growth/s",
    ],
)
def test_dimension__its_text_is_a_unit_of_factor_one(text: str) -> None:
    dimension = unit(text).dimension
    again = unit(str(dimension))
    assert (again.dimension, again.factor) == (dimension, 1.0)


def test_to_base__growth_is_a_logarithm() -> None:
    growth = unit("x per 2 year")
    assert growth.to_base(14) == pytest.approx(math.log(14) / (2 * YEAR))
    assert growth.from_base(growth.to_base(14)) == pytest.approx(14)
    assert math.isnan(growth.to_base(0))
    assert growth.from_base(1.0) == math.inf
    assert unit("OOM/year").to_base(1) == pytest.approx(unit("x per year").to_base(10))


def test_to_base__small_decimal_units_give_the_nearest_number() -> None:
    assert unit("%").to_base(95) == 0.95
    assert unit("USD per 1M token").to_base(2.5) == 2.5e-6
    assert unit("%").from_base(unit("%").to_base(0.7)) == 0.7


def test_table__every_name_parses_to_itself_or_what_it_stands_for() -> None:
    for name in STANDARD.names():
        found = unit(name)
        assert found.text == STANDARD.table[name].name
        assert unit(found.text) == found


def test_plain__is_what_people_would_write() -> None:
    assert plain(ONE).text == ""
    assert plain(DATE).style == "date"
    assert plain(RATE) == unit("x per year")
    assert plain(unit("kW per 32 chip").dimension) == unit("W/chip")
    assert plain(unit("USD/hour").dimension).style == "money"


def records(**units: dict[str, str]) -> dict[str, UnitRecord]:
    return {name: UnitRecord(title=name, **fields) for name, fields in units.items()}


def test_extend__counts_and_amounts_in_any_order() -> None:
    ours, problems = STANDARD.extend(
        records(pallet={"equals": "8 crate"}, crate={"plural": "crates", "equals": "12 bottle"}, bottle={})
    )
    assert problems == ()
    found = ours.parse("pallet/hour")
    assert isinstance(found, Unit)
    assert str(found.dimension) == "bottle/s"
    assert found.factor == pytest.approx(96 / 3600)
    assert ours.parse("crates") == ours.parse("crate")
    assert isinstance(STANDARD.parse("crate"), Problem)
    assert called(found.dimension * TIME) == "a count of bottle"


def test_extend__a_unit_that_is_ours_may_be_defined_as_we_do() -> None:
    """A base that had it before us goes on working, and its plural is one more spelling."""
    ours, problems = STANDARD.extend(
        records(hL={"equals": "100 L", "plural": "hectos"}, barrel={"equals": "159 L"})
    )
    assert [(name, problem.message) for name, problem in problems] == [
        ("barrel", '"barrel" already means bbl (volume)')
    ]
    assert ours.table["hL"] is ours.table["hectos"] is STANDARD.table["hL"]
    assert ours.table["barrel"] is STANDARD.table["barrel"]


@pytest.mark.parametrize("equals", ["", "hL", "100 dL", "100 kg", "x per year"])
def test_extend__what_says_something_else_under_our_name_is_refused(equals: str) -> None:
    _, problems = STANDARD.extend(records(hL={"equals": equals}))
    assert [problem.message for _, problem in problems] == ['"hL" is already a unit (volume)']


def test_extend__money_of_a_year() -> None:
    ours, problems = STANDARD.extend(records(**{"USD@2020": {}, "EURm": {"equals": "1M EUR"}}))
    assert problems == ()
    found = ours.parse("EURm")
    assert isinstance(found, Unit)
    assert found.factor == 1e6


@pytest.mark.parametrize(
    ("units", "name", "message", "start", "end"),
    [
        ({"chip": {}}, "chip", '"chip" is already a unit (a count of chips)', 0, 0),
        ({"chips": {}}, "chips", '"chips" already means chip (a count of chips)', 0, 0),
        ({"crate": {"plural": "racks"}}, "crate", '"racks" already means rack (a count of racks)', 0, 0),
        ({"k": {}}, "k", '"k" has a meaning of its own in values, so it cannot name a unit', 0, 0),
        ({"per": {}}, "per", '"per" has a meaning of its own in values, so it cannot name a unit', 0, 0),
        ({"2fast": {}}, "2fast", '"2fast" cannot be the name of a unit', 0, 0),
        ({"crate": {"plural": "2 crates"}}, "crate", '"2 crates" cannot be the name of a unit', 0, 0),
        ({"crate\n": {}}, "crate\n", '"crate\\u{a}" cannot be the name of a unit', 0, 0),
        ({"crate": {"equals": "12 botle"}}, "crate", 'there is no unit "botle"', 3, 8),
        ({"crate": {"equals": "1,000 chip"}}, "crate", '"1,000" can be read in two ways', 0, 5),
        ({"crate": {"equals": "x per year"}}, "crate",
         'a unit cannot equal "x per year": that is not an amount', 0, 10),
        ({"crate": {"equals": "2 crate"}}, "crate", "units define each other in a circle: crate -> crate",
         2, 7),
        (
            {"crate": {"equals": "2 box"}, "box": {"equals": "3 crate"}}, "box",
            "units define each other in a circle: box -> crate -> box", 2, 7,
        ),
        (
            {"crate": {"plural": "lots"}, "parcel": {"plural": "lots"}}, "crate",
            '"lots" would also be the unit "parcel" of this base', 0, 0,
        ),
        (
            {"crate": {"equals": "2 box"}, "box": {"equals": "3 nothing"}}, "crate",
            'it equals an amount of "box", which is itself in error', 2, 5,
        ),
    ],
)  # fmt: skip
def test_extend__mistakes(
    units: dict[str, dict[str, str]], name: str, message: str, start: int, end: int
) -> None:
    ours, problems = STANDARD.extend(records(**units))
    found = dict(problems)[name]
    assert (found.message, found.start, found.end) == (message, start, end)
    if name not in STANDARD.table:
        assert name not in ours.table


def test_extend__a_long_chain_of_units_is_at_most_the_square_of_its_length() -> None:
    def extended(count: int) -> object:
        chain = records(**{f"u{i}a": ({"equals": f"2 u{i - 1}a"} if i else {}) for i in range(count)})
        ours, problems = STANDARD.extend(chain)
        assert problems == ()
        assert ours.table[f"u{count - 1}a"].factor == 2.0 ** (count - 1)
        return ours

    extended(300)
    assert growth(extended, 50) < 17


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (
            "chip", "MW",
            """the two sides do not measure the same thing
  left of `+`   chip  (a count of chips)
  right of `+`  MW    (power)
they would agree if the second were multiplied by something in chip/MW""",
        ),
        (
            "W", "kW per 32 chip",
            """the two sides do not measure the same thing
  left of `+`   W        (power)
  right of `+`  kW/chip
they would agree if the second were multiplied by something in chip (a count of chips)""",
        ),
        (
            "MW", "kWh",
            """the two sides do not measure the same thing
  left of `+`   MW   (power)
  right of `+`  kWh  (energy)
they would agree if the first were multiplied by something in s (time)""",
        ),
        (
            "chip", "",
            """the two sides do not measure the same thing
  left of `+`   chip           (a count of chips)
  right of `+`  a pure number
they would agree if the second were multiplied by something in chip (a count of chips)""",
        ),
        (
            "date", "year",
            """the two sides do not measure the same thing
  left of `+`   date  (a date)
  right of `+`  year  (time)
a date minus a date is a time; a date plus a time is a date""",
        ),
        (
            "x per year", "x",
            """the two sides do not measure the same thing
  left of `+`   growth/year    (growth per time)
  right of `+`  a pure number
a growth rate is turned into a factor by `grow(rate, time)`""",
        ),
        (
            "m^2", "kg^3",
            """the two sides do not measure the same thing
  left of `+`   m^2   (area)
  right of `+`  kg^3""",
        ),
    ],
)  # fmt: skip
def test_clash__sets_the_sides_under_each_other(left: str, right: str, message: str) -> None:
    assert clash(unit(left).dimension, unit(right).dimension, "left of `+`", "right of `+`") == message


@given(st.sampled_from(STANDARD.names()), st.sampled_from(STANDARD.names()))
def test_clash__works_for_any_two(left: str, right: str) -> None:
    text = clash(unit(left).dimension, unit(right).dimension)
    assert text.splitlines()[0] == "the two sides do not measure the same thing"


def test_dimension__repr_of_unknown_bases_is_plain() -> None:
    assert str(Dimension((("H100e", Fraction(1)), ("s", Fraction(-1))))) == "H100e/s"


def test_import__is_light() -> None:
    heavy = ("numpy", "pint", "pydantic", "networkx", "ruamel")
    code = f"import sys, whence.language.values.written; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Units of other fields, and what each is to pint, whose table was made by others; with the difference where pint goes
# by the survey foot of the United States, which is longer by two parts in a million.
ELSEWHERE = {
    "psi": "psi", "ksi": "kip_per_square_inch", "mmHg": "mmHg", "inHg": "inHg", "Torr": "torr", "kip": "kip", "lbf": "force_pound",
    "kgf": "kilogram_force", "dyn": "dyne", "slug": "slug", "fathom": "6 * foot", "yard": "yard", "nmi": "nautical_mile",
    "knot": "knot", "au": "astronomical_unit", "ly": "light_year", "parsec": "parsec", "acre-foot": "43560 * foot**3", "bbl": "oil_barrel",
    "Sv": "sievert", "mSv": "millisievert", "uSv": "microsievert", "Gy": "gray", "rem": "rem", "Bq": "becquerel", "Ci": "curie",
    "kat": "katal", "ZJ": "zettajoule", "YJ": "yottajoule", "EW": "exawatt", "ZB": "zettabyte", "YB": "yottabyte", "dbar": "decibar",
    "kbar": "kilobar", "BTU": "Btu_it", "therm": "1e5 * Btu_it", "quad": "1e15 * Btu_it", "cal": "calorie", "kcal": "kilocalorie", "erg": "erg",
    "MVA": "megavolt_ampere", "Gg": "gigagram", "Tg": "teragram", "Pg": "petagram", "stone": "stone", "kN·m": "kilonewton * meter",
    "J/(kg·K)": "joule / kilogram / kelvin", "sverdrup": "1e6 * meter**3 / second", "hp": "horsepower", "kL": "kiloliter", "dm": "decimeter",
}  # fmt: skip


@pytest.mark.parametrize(("name", "theirs"), ELSEWHERE.items())
def test_parse__units_of_other_fields_are_what_pint_says(name: str, theirs: str) -> None:
    registry = pint.UnitRegistry(cache_folder=None)
    amount = registry.parse_expression(theirs)
    found = unit(name)
    si = amount.to_base_units() if "byte" not in theirs else (amount / registry.bit).to_base_units()
    # pint keeps its mass unit in grams where its system of units says so; SI base units are asked for
    assert found.factor == pytest.approx(float(registry.Quantity(si).to(si.units).magnitude), rel=1e-9)


@pytest.mark.parametrize("word", ["mM", "µM", "nM", "ppt", "psu", "dB"])
def test_parse__what_is_no_single_unit_is_refused_with_what_to_write(word: str) -> None:
    assert problem(word).hints
