"""The value grammar: every form and what it means, every mistake and its message, and the way back."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.files.schema import UnitRecord
from whence.language.problems import SEVERITIES, Problem
from whence.language.units.units import DATE, RATE, STANDARD, Unit
from whence.language.values.shapes import Z95
from whence.language.values.written import (
    Exact,
    Lognormal,
    Normal,
    OneOf,
    Quantiles,
    Shape,
    Split,
    Uniform,
    Written,
    parse,
    parse_date,
    parse_long,
    show,
    show_interval,
    unparse,
)
from work import steps

OURS, _ = STANDARD.extend(
    {"H100e": UnitRecord("H100 equivalents"), "GB200": UnitRecord("a GB200, whatever it is")}
)
DAY = 86400.0
YEAR = 8766 * 3600.0
NOV = 1761955200.0  # 2025-11-01


def value(text: str) -> Written:
    found = parse(text, OURS)
    assert isinstance(found, Written), found
    return found


def problem(text: str) -> Problem:
    found = parse(text, OURS)
    assert isinstance(found, Problem), found
    return found


def unit(text: str) -> Unit:
    found = OURS.parse(text)
    assert isinstance(found, Unit), found
    return found


def between(low: float, high: float) -> Shape:
    return Lognormal((math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / (2 * Z95))


def flat(low: float, high: float) -> Shape:
    return Normal((low + high) / 2, (high - low) / (2 * Z95))


FORMS: list[tuple[str, str, Shape, float]] = [
    # text, unit, shape and step in base units
    ("400K chip", "chip", Exact(400e3), 1e5),
    ("400k chips", "chip", Exact(400e3), 1e5),
    ("405B param", "param", Exact(405e9), 1e9),
    ("1.6T param", "param", Exact(1.6e12), 1e11),
    ("16K GB200", "GB200", Exact(16e3), 1e3),
    ("16 K", "K", Exact(16), 1),
    ("16K", "", Exact(16e3), 1e3),
    ("16 B", "B", Exact(128), 8),
    ("2e27 FLOP", "FLOP", Exact(2e27), 1e27),
    ("2.0e27 FLOP", "FLOP", Exact(2e27), 1e26),
    ("0.65e15 FLOP/s/chip", "FLOP/s/chip", Exact(0.65e15), 1e13),
    ("40%", "%", Exact(0.4), 0.1),
    ("2.5x", "x", Exact(2.5), 0.1),
    ("3", "", Exact(3), 1),
    ("0", "", Exact(0), 1),
    ("-3.50 m", "m", Exact(-3.5), 0.01),
    ("−3.5 m", "m", Exact(-3.5), 0.1),
    ("150 MW", "MW", Exact(150e6), 10e6),
    ("2.30 kW", "kW", Exact(2300), 10),
    ("$2/hour", "USD/hour", Exact(2 / 3600), 1 / 3600),
    ("$22 bn", "USD", Exact(22e9), 1e9),
    ("$22bn", "USD", Exact(22e9), 1e9),
    ("-$5 bn", "USD", Exact(-5e9), 1e9),
    ("22 bn USD", "USD", Exact(22e9), 1e9),
    ("USD 22 bn", "USD", Exact(22e9), 1e9),
    ("€3.5 million", "EUR", Exact(3.5e6), 1e5),
    ("15 bn USD/GW/year", "USD/GW/year", Exact(15e9 * 1e-9 / YEAR), 1e9 * 1e-9 / YEAR),
    ("$2.5 per 1M token", "USD per 1M token", Exact(2.5e-6), 1e-7),
    ("0.99 CNY per 1M token", "CNY per 1M token", Exact(0.99e-6), 1e-8),
    ("5/day", "1/day", Exact(5 / DAY), 1 / DAY),
    ("24 to 27 kW", "kW", between(24e3, 27e3), 1e3),
    ("24 to 27 kW per 32 chip", "kW per 32 chip", between(750, 27e3 / 32), 31.25),
    ("-3 to 4 m", "m", flat(-3, 4), 1),
    ("0 to 5K chip", "chip", flat(0, 5e3), 1e3),
    ("22 to 35 bn USD", "USD", between(22e9, 35e9), 1e9),
    ("$22 to $35 bn", "USD", between(22e9, 35e9), 1e9),
    ("$22 to 35 bn", "USD", between(22e9, 35e9), 1e9),
    ("$0.40 to $0.55 per 1M token", "USD per 1M token", between(0.4e-6, 0.55e-6), 1e-8),
    ("500 million to 1 bn USD", "USD", between(5e8, 1e9), 1e8),
    ("100K to 128K chip", "chip", between(100e3, 128e3), 1e3),
    ("900 W to 1.1 kW", "kW", between(900, 1100), 100),
    ("20 to 30%", "%", between(0.2, 0.3), 0.1),
    ("20% to 30%", "%", between(0.2, 0.3), 0.1),
    ("2 to 3x", "x", between(2, 3), 1),
    ("24 .. 27 kW", "kW", Uniform(24e3, 27e3), 1e3),
    ("24..27 kW", "kW", Uniform(24e3, 27e3), 1e3),
    ("6.674 ± 0.003 m", "m", Normal(6.674, 0.003), 0.001),
    ("6.674 +/- 0.003 m", "m", Normal(6.674, 0.003), 0.001),
    ("882.5 ± 1.4 ± 1.5 s", "s", Normal(882.5, math.hypot(1.4, 1.5)), 0.1),
    ("41.2% ± 0.5%", "%", Normal(0.412, 0.005), 0.001),
    ("150 MW ± 5%", "MW", Normal(150e6, 7.5e6), 10e6),
    ("6.67430(15)e-11 m^3/kg/s^2", "m^3/kg/s^2", Normal(6.6743e-11, 1.5e-15), 1e-16),
    ("10 +3 -2 m", "m", Split(10, 2, 3), 10),
    ("10 -2 +3 m", "m", Split(10, 2, 3), 10),
    ("~150 MW", "MW", Lognormal(math.log(150e6), math.log(1.1) / Z95), 10e6),
    ("~ 150 MW", "MW", Lognormal(math.log(150e6), math.log(1.1) / Z95), 10e6),
    ("14x per 2 year", "x per 2 year", Exact(math.log(14) / (2 * YEAR)), 1 / 14 / (2 * YEAR)),
    ("0.5x/year", "x per year", Exact(math.log(0.5) / YEAR), 0.2 / YEAR),
    ("10 to 14x per 2 year", "x per 2 year", flat(math.log(10) / 2 / YEAR, math.log(14) / 2 / YEAR),
     1 / 14 / 2 / YEAR),
    ("~14x per 2 year", "x per 2 year", Normal(math.log(14) / 2 / YEAR, math.log(1.1) / Z95 / 2 / YEAR),
     1 / 14 / 2 / YEAR),
    ("0.5 OOM/year", "OOM/year", Exact(0.5 * math.log(10) / YEAR), 0.1 * math.log(10) / YEAR),
    ("doubling in 2.3 year", "x per 2.3 year", Exact(math.log(2) / (2.3 * YEAR)),
     math.log(2) * 0.1 / 2.3**2 / YEAR),
    ("halving in 6 month", "x per 6 month", Exact(-math.log(2) * 2 / YEAR), math.log(2) / 3 / YEAR),
    ("doubling in 2 to 3 year", "x per year", between(math.log(2) / 3 / YEAR, math.log(2) / 2 / YEAR),
     math.log(2) / 9 / YEAR),
    ("2025-11-05", "date", Exact(NOV + 4 * DAY), DAY),
    ("2025-11", "date", Uniform(NOV, NOV + 30 * DAY), 30 * DAY),
    ("2025", "date", Uniform(NOV - 304 * DAY, NOV + 61 * DAY), 365 * DAY),
    ("2025-Q4", "date", Uniform(NOV - 31 * DAY, NOV + 61 * DAY), 92 * DAY),
    ("2025-H2", "date", Uniform(NOV - 123 * DAY, NOV + 61 * DAY), 184 * DAY),
    ("2025-11 to 2026-02", "date", flat(NOV, NOV + 120 * DAY), 28 * DAY),
    ("2025-11-05 .. 2025-11-07", "date", Uniform(NOV + 4 * DAY, NOV + 6 * DAY), DAY),
    ("2025 to 2026", "date", flat(NOV - 304 * DAY, NOV + 426 * DAY), 365 * DAY),
    ("~2025-11", "date", flat(NOV - 30 * DAY, NOV + 60 * DAY), 30 * DAY),
    ("2025-11-05 ± 3 day", "date", Normal(NOV + 4 * DAY, 3 * DAY), DAY),
    ("2000 chip", "chip", Exact(2000), 1000),
    ("2000 ± 5", "", Normal(2000, 5), 1000),
    ("{one_of: [2, 4, 72], unit: chip}", "chip", OneOf((2, 4, 72), (1 / 3, 1 / 3, 1 / 3)), 1),
    ("{one_of: [100 bn USD, $1 tn]}", "USD", OneOf((1e11, 1e12), (0.5, 0.5)), 1e11),
    ("{one_of: [2 chip, 4 chip], weights: [1, 3]}", "chip", OneOf((2, 4), (0.25, 0.75)), 1),
    ('{"one_of": ["2000", "2048"], "unit": "chip"}', "chip", OneOf((2000, 2048), (0.5, 0.5)), 1),
    ("{quantiles: {5%: 1, 50%: 2, 95%: 4}, unit: kW}", "kW",
     Quantiles((0.05, 0.5, 0.95), (1e3, 2e3, 4e3), True), 1e3),
    ("{quantiles: {95%: 4 m, 0.05: -1 m}}", "m", Quantiles((0.05, 0.95), (-1, 4), False), 1),
    ("{normal: {mean: 10 MW, sd: 500 kW}}", "MW", Normal(10e6, 5e5), 10e6),
    ("{uniform: {low: 1, high: 3}, unit: m}", "m", Uniform(1, 3), 1),
    ("{lognormal: {mean: 10, sd: 10}, unit: m}", "m",
     Lognormal(math.log(10) - math.log(2) / 2, math.sqrt(math.log(2))), 10),
]  # fmt: skip


def numbers(shape: Shape) -> list[float]:
    flat_: list[float] = []
    for part in vars(shape).values():
        flat_ += [float(each) for each in part] if isinstance(part, tuple) else [float(part)]
    return flat_


@pytest.mark.parametrize(("text", "unit_text", "shape", "step"), FORMS, ids=[form[0] for form in FORMS])
def test_parse__every_form(text: str, unit_text: str, shape: Shape, step: float) -> None:
    found = value(text)
    assert found.text == text
    assert found.unit.text == unit_text
    assert type(found.shape) is type(shape)
    assert numbers(found.shape) == pytest.approx(numbers(shape), rel=1e-12)
    assert found.step == pytest.approx(step, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("24 to 27 kW", math.sqrt(24 * 27) * 1e3),
        ("-3 to 4 m", 0.5),
        ("24 .. 27 kW", 25.5e3),
        ("10 +3 -2 m", 10),
        ("~150 MW", 150e6),
        ("10 to 14x per 2 year", math.log(math.sqrt(140)) / 2 / YEAR),
        ("2025-11", NOV + 15 * DAY),
        ("{one_of: [2, 4, 72], unit: chip}", 26),
        ("{one_of: [2, 4, 72], weights: [1, 3, 3], unit: chip}", 230 / 7),
        ("{quantiles: {5%: 1, 95%: 4}, unit: m}", 2),
        (
            "{quantiles: {5%: -1, 25%: 0, 95%: 4}, unit: m}",
            4 * 0.6744897501960817 / (0.6744897501960817 + Z95),
        ),
        ("{lognormal: {mean: 10, sd: 10}, unit: m}", 10 / math.sqrt(2)),
    ],
)
def test_parse__the_point_is_the_central_value(text: str, point: float) -> None:
    assert value(text).point == pytest.approx(point, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "bound", "strict", "about", "point"),
    [
        (">= 200 MW", "lower", False, False, 200e6),
        ("≥200 MW", "lower", False, False, 200e6),
        ("at least 200 MW", "lower", False, False, 200e6),
        ("> 5x", "lower", True, False, 5),
        ("more than 5x", "lower", True, False, 5),
        ("< 50K chip", "upper", True, False, 50e3),
        ("less than 50K chip", "upper", True, False, 50e3),
        ("<= 50K chip", "upper", False, False, 50e3),
        ("at most 50K chip", "upper", False, False, 50e3),
        ("up to 50K chip", "upper", False, False, 50e3),
        ("> ~5x", "lower", True, True, 5),
        (">= 2026-01", "lower", False, False, NOV + 61 * DAY),
        ("> 2025-12", "lower", True, False, NOV + 61 * DAY),
        ("<= 2025-12", "upper", False, False, NOV + 61 * DAY),
        ("< 2026-01", "upper", True, False, NOV + 61 * DAY),
        ("doubling in < 2 year", "lower", True, False, math.log(2) / 2 / YEAR),
        ("halving in > 2 year", "lower", True, False, -math.log(2) / 2 / YEAR),
    ],
)
def test_parse__bounds(text: str, bound: str, strict: bool, about: bool, point: float) -> None:
    found = value(text)
    assert (found.bound, found.strict, found.about) == (bound, strict, about)
    assert found.point == pytest.approx(point, rel=1e-14)
    assert isinstance(found.shape, Lognormal if about else Exact)


def test_parse__ends_are_the_written_ones() -> None:
    assert value("24 to 27 kW").ends == (24e3, 27e3)
    assert value("24 .. 27 kW").ends == (24e3, 27e3)
    assert value("2025-11 to 2026-02").ends == (NOV, NOV + 120 * DAY)
    assert value("24 kW").ends is None


def test_parse__about_takes_its_width_from_the_settings() -> None:
    wide = parse("~150 MW", OURS, about=0.5)
    assert isinstance(wide, Written)
    assert isinstance(wide.shape, Lognormal)
    assert wide.shape.sigma == pytest.approx(math.log(1.5) / Z95)


MISTAKES: list[tuple[str, str, str, int, int, str | None]] = [
    # text, rule, message, start, end, first hint
    ("5 chps", "unknown-unit", 'there is no unit "chps"', 2, 6, 'did you mean "5 chip"?'),
    ("24 to 27 kw per 32 chip", "unknown-unit", 'there is no unit "kw"', 9, 11, 'did you mean "24 to 27 kW per 32 chip"?'),
    ("$2/huor", "unknown-unit", 'there is no unit "huor"', 3, 7, 'did you mean "$2/hour"?'),
    ("22-35 kW", "bad-value", "a hyphen does not make a range here", 0, 8, 'write "22 to 35 kW"'),
    ("22 - 35 kW", "bad-value", "a hyphen does not make a range here", 0, 10,
     'a range is written "22 to 35 kW"'),
    ("22–35 kW", "bad-value", "a hyphen does not make a range here", 0, 8, 'write "22 to 35 kW"'),
    ("$22-35bn", "bad-value", "a hyphen does not make a range here", 0, 8, 'write "22 to 35 bn USD"'),
    ("2025-2027", "bad-value", "a hyphen does not make a range here", 0, 9, 'write "2025 to 2027"'),
    ("10 -2 m", "bad-value", "a hyphen does not make a range here", 0, 7, 'an error is written "10 ± 2 m"'),
    ("1,000", "bad-value", '"1,000" is written with commas', 0, 5,
     'write "1000", or "1.000" if the comma is a decimal point'),
    ("1,234,567 chip", "bad-value", '"1,234,567" is written with commas', 0, 9, 'write "1234567 chip"'),
    ("1,5 m", "bad-value", '"1,5" is written with commas', 0, 3,
     'write "1.5 m" if the comma is a decimal point'),
    ("10 000 chip", "bad-value", '"10 000" is written with spaces', 0, 6, 'write "10000 chip"'),
    ("1_000", "bad-value", '"1_000" is written with underscores', 0, 5, 'write "1000"'),
    ("22 M$", "bad-value", '"M$" is not a unit', 3, 5, 'write "$22M"'),
    ("22M$", "bad-value", 'a "$" stands before its number', 0, 4, 'write "$22M"'),
    ("16k GB", "bad-value", '"k" and "GB" are two scales in a row', 0, 6, 'write "16 TB"'),
    ("16 k chip", "bad-value", '"k" is apart from its number', 3, 4,
     'write "16k chip" or "16 thousand chip"'),
    ("1 T USD", "bad-value", '"T" is apart from its number', 2, 3, 'write "1T USD" or "1 trillion USD"'),
    ("5K million USD", "bad-value", '"K million" scales the number twice', 1, 10, "write one of the two"),
    ("5TB", "bad-value", '"TB" touches the number', 1, 3, 'write a space: "5 TB"'),
    ("16kchip", "bad-value", '"kchip" touches the number', 2, 7, 'write "16k chip"'),
    ("2X", "bad-value", '"X" is not a unit', 1, 2, 'write "2x"'),
    ("2025-13-45", "bad-value", "there is no month 13", 5, 7, "a date is written year-month-day"),
    ("2025-02-29", "bad-value", "there is no day 29: February 2025 has 28 days", 8, 10, None),
    ("0000-00-00", "bad-value", "there is no year 0000 here", 0, 4, "a year goes from 0001 to 9998"),
    ("2025-1", "bad-value", "a month and a day are written with two digits", 0, 6, 'write "2025-01"'),
    ("2025-Q5", "bad-value", "there is no quarter 5", 5, 7, "a year has Q1 to Q4"),
    ("1e400", "bad-value", '"1e400" is too large: a number here lies between 1e-300 and 1e300', 0, 5, None),
    ("-1e400", "bad-value", '"1e400" is too large: a number here lies between 1e-300 and 1e300', 1, 6, None),
    ("1e-400", "bad-value", '"1e-400" is too small: a number here lies between 1e-300 and 1e300', 0, 6, None),
    ("1e290 km^9", "bad-value", "this is too large to compute with, in base units", 0, 10, None),
    ("０１２", "bad-value", "a number is written with the digits 0 to 9", 0, 3, 'write "12"'),
    ("012", "bad-value", '"012" begins with a 0', 0, 3, 'write "12"'),
    ("00.5 m", "bad-value", '"00.5" begins with a 0', 0, 4, 'write "0.5 m"'),
    ("000", "bad-value", '"000" begins with a 0', 0, 3, 'write "0"'),
    ("3e m", "bad-value", 'the exponent of "3e" is missing', 0, 2, 'write the exponent, as in "3e6"'),
    ("3.4.5", "bad-value", '"3.4.5" is not a number', 0, 4, "a number has one decimal point"),
    ("1 000 000 m", "bad-value", '"1 000 000" is written with spaces', 0, 9, 'write "1000000 m"'),
    ("0x1F", "bad-value", '"0x1F" is not a decimal number', 0, 4, "write it with the digits 0 to 9"),
    (".5", "bad-value", 'a digit is missing before the point of ".5"', 0, 2, 'write "0.5"'),
    ("1.", "bad-value", 'a digit is missing after the point of "1."', 0, 2, 'write "1" or "1.0"'),
    ("1e", "bad-value", 'the exponent of "1e" is missing', 0, 2, 'write the exponent, as in "1e6"'),
    ("nan", "bad-value", '"nan" is not a number one can compute with', 0, 3, None),
    (".inf", "bad-value", '".inf" is not a number one can compute with', 0, 4, None),
    ("1.00000000000000000001", "bad-value", "21 significant digits are more than a number holds", 0, 22,
     "write at most 17"),
    ("24 to kW", "bad-value", 'the second end of the range has no number, only "kW"', 6, 8, None),
    ("24 to", "bad-value", 'a number is missing after "to"', 4, 5, None),
    ("", "bad-value", "the value is empty", 0, 0, None),
    (">= ", "bad-value", 'a number is missing after ">="', 0, 3, None),
    ("27 to 24 kW", "bad-value", "the ends are the wrong way round", 0, 11, 'write "24 to 27 kW"'),
    ("27K to 24K chip", "bad-value", "the ends are the wrong way round", 0, 15, 'write "24K to 27K chip"'),
    ("1 kW to 900 W", "bad-value", "the ends are the wrong way round", 0, 13, 'write "900 W to 1 kW"'),
    ("2026-02 to 2025-11", "bad-value", "the ends are the wrong way round", 0, 18,
     'write "2025-11 to 2026-02"'),
    ("24 to 24 kW", "bad-value", "both ends of the range are the same", 0, 11, 'write "24 kW"'),
    ("24 to 27K chip", "bad-value", 'does the "K" of "27K" hold for 24 too?', 0, 14,
     'if it does, write "24K to 27K chip"'),
    ("2 to 3 to 4", "bad-value", "this mixes several forms", 0, 11, None),
    ("24 to 27 kW ± 1 kW", "bad-value", "this mixes several forms", 0, 18, None),
    ("10 +3 m", "bad-value", "an asymmetric error needs both sides", 3, 7, 'write both, as in "10 +3 -2 m"'),
    (">= 24 to 27", "bad-value", '">=" goes with one number, not with a range', 0, 11,
     "leave one of them out"),
    ("~24 to 27", "bad-value", "a range already says how wide it is", 0, 9, 'leave out the "~"'),
    ("~0 m", "bad-value", "about 0 has no width", 1, 4, 'write "0 ± 1" or a range'),
    ("200+ MW", "bad-value", 'a "+" after the number is not understood', 3, 4,
     'for a lower bound write ">= 200 MW"'),
    ("roughly 5 m", "bad-value", '"roughly" is not understood', 0, 7, 'write "~5 m"'),
    ("between 2 and 3 m", "bad-value", '"between" is not understood', 0, 7, 'write "2 to 3 m"'),
    ("30 dB", "unknown-unit", '"dB" is a logarithm of a ratio', 3, 5, 'write "1000x"'),
    ("5 m^99", "bad-unit", '"99" cannot be an exponent', 4, 6, None),
    ("5 J/degC", "unknown-unit", '"degC" has a zero of its own, so it cannot be scaled or added', 4, 8,
     "write K"),
    ("¥5", "bad-value", '"¥" is the sign of two currencies', 0, 1, 'write "CNY5" or "JPY5"'),
    ("$5 EUR", "bad-value", 'the amount is in USD already, so what is "EUR"?', 3, 6, None),
    ("0x per year", "bad-value", "a growth factor is above 0", 0, 11, "a fall by half is 0.5x"),
    ("doubling in 5 chip", "bad-value", "doubling takes a time above 0, such as 2.3 year", 12, 18, None),
    ("more than doubling in 2 year", "bad-value", '"more than" cannot stand before "doubling"', 0, 22, None),
    ("2025-11 to 5 kW", "bad-value", "a date and a number cannot be ends of one range", 0, 15, None),
    ("2025-11-05 ± 3 chip", "bad-value", "the error of a date is a time above 0, such as 3 day", 13, 19,
     None),
    ("5\u200b kW", "bad-value", "a hidden character, \\u{200b}, stands here", 1, 2, "take it out"),
    ("5 k\u202eW", "bad-value", "a hidden character, \\u{202e}, stands here", 3, 4, "take it out"),
    ("yes", "bad-value", 'a number is expected where "yes" stands', 0, 3, None),
    ("1:30:00", "bad-value", '"1:30:00": a duration is written with its units', 0, 7, 'write "1h30m0s"'),
    ("5 chip to 6 die", "bad-value",
     "the two sides do not measure the same thing\n"
     '  "5 chip"  chip  (a count of chips)\n'
     '  "6 die"   die   (a count of dies)\n'
     "they would agree if the second were multiplied by something in chip/die", 0, 15, None),
    ("{one_of: [1]}", "bad-value", "`one_of` holds two or more values, such as [2, 4, 72]", 9, 12, None),
    ("{one_of: [1 chip, 2 die]}", "bad-value",
     "the two sides do not measure the same thing\n"
     "  the first  chip  (a count of chips)\n"
     "  this one   die   (a count of dies)\n"
     "they would agree if the second were multiplied by something in chip/die", 18, 23, None),
    ("{one_of: [1, 2], weights: [1]}", "bad-value", "`weights` holds one weight for each of the 2 values",
     26, 29, None),
    ("{one_of: [1, 2], weights: [1, -1]}", "bad-value", "a weight is not below 0", 30, 32, None),
    ("{one_of: [1, 2], weights: [0, 0]}", "bad-value", "at least one weight is above 0", 26, 32, None),
    ("{one_of: [1, 2], weights: [0.5, 0.9]}", "bad-value", "the weights add up to 1.4, not to 1", 26, 36,
     "give each its share of 1, or write how many times as likely each is, such as `weights: [1, 3]`"),
    ("{mixture: [1 to 2, 3 to 5], weights: [70%, 20%]}", "bad-value", "the weights add up to 0.9, not to 1", 37, 47,
     "give each its share of 1, or write how many times as likely each is, such as `weights: [1, 3]`"),
    ("{one_of: [1, 2 to 3]}", "bad-value", "one plain number is expected here", 13, 19, None),
    ("{one_of: [1, 2 chps]}", "unknown-unit", 'there is no unit "chps"', 15, 19, 'did you mean "chip"?'),
    ("{quantiles: {5%: 4, 95%: 1}}", "bad-value",
     "a higher level has a higher value; this one is not above the one before", 25, 26, None),
    ("{quantiles: {5%: 1, 95%: 1}}", "bad-value",
     "a higher level has a higher value; this one is not above the one before", 25, 26, None),
    ("{quantiles: {5: 1, 95: 4}}", "bad-value", "a level lies between 0% and 100%, such as 5%", 13, 14, None),
    ("{quantiles: {5%: 1, 0.05: 4}}", "bad-value", "this level is given twice", 26, 27, None),
    ("{lognormal: {mean: 0, sd: 1}}", "bad-value", "the mean of a lognormal is above 0", 19, 20, None),
    ("{normal: {mean: 1, sd: -1}}", "bad-value", "`sd` is above 0", 23, 25, None),
    ("{normal: {mean: 1}}", "bad-value", "`normal` needs `sd`", 9, 18, None),
    ("{normal: {mean: 1, std: 2}}", "bad-value", "`std` is not known here", 19, 22, "did you mean `sd`?"),
    ("{uniform: {low: 3, high: 1}}", "bad-value", "`low` is below `high`", 10, 27, None),
    ("{unit: kW}", "bad-value",
     "a long form has exactly one of `quantiles`, `one_of`, `mixture`, `interval`, `value`, `normal`, `lognormal`, `uniform`, `triangular`, `pert`, `beta`, `gamma`, `poisson`, `binomial`", 0, 10, None),
    ("{one_of: [1, 2], unit: kw}", "unknown-unit", 'there is no unit "kw"', 23, 25, 'did you mean "kW"?'),
    ("{one_of: [1, 2", "bad-value", '"[" is never closed', 9, 10, None),
    ("{one_of: [1 2, 3]}", "bad-value", "two numbers stand side by side: \"1 2\"", 12, 13, None),
    ("{one_of: [1], one_of: [2]}", "bad-value", "`one_of` is given twice", 14, 20, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rule", "message", "start", "end", "hint"), MISTAKES, ids=[each[0] for each in MISTAKES]
)
def test_parse__mistakes(text: str, rule: str, message: str, start: int, end: int, hint: str | None) -> None:
    found = problem(text)
    assert (found.rule, found.message, found.start, found.end) == (rule, message, start, end)
    assert rule in SEVERITIES
    if hint is not None:
        assert found.hints[0] == hint


@pytest.mark.parametrize(
    "text",
    ["22-35 kW", "1,000", "22 M$", "16k GB", "5TB", "27 to 24 kW", "24 to 27K chip", "2X", "$22-35bn", "1."],
)
def test_parse__what_a_hint_says_to_write_can_be_read(text: str) -> None:
    for hint in problem(text).hints:
        if "decimal point" in hint:
            continue
        for quoted in hint.split('"')[1::2]:
            assert isinstance(parse(quoted, OURS), Written), (hint, quoted)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "a" * 100_000,
        "5 " + "m" * 100_000,
        "(" * 100_000,
        "5 m" + "·m" * 190,
        "-" * 390,
        "+1" * 190,
        "1 to " * 70,
        "± 1 " * 90,
        "$" * 390,
        "1e" + "9" * 390,
        "0." + "0" * 390 + "1",
        "5 " + "(" * 90 + "m" + ")" * 90,
        "{" * 10_000,
        "{one_of: " + "[" * 5000,
        "{one_of: [" + "1, " * 5000 + "1]}",
        '{"one_of": ["' + "\\" * 9000,
        "{quantiles: {" + ", ".join(f"{i / 1000}: {i}" for i in range(1, 999)) + "}}",
    ],
)
def test_parse__hostile_texts_are_refused_at_once(text: str) -> None:
    assert isinstance(parse(text, OURS), Problem)
    assert steps(lambda: parse.__wrapped__(text, OURS)) < 60_000


def same(a: Written, b: Written) -> bool:
    return replace(a, text="") == replace(b, text="")


@pytest.mark.parametrize(
    "text", [form[0] for form in FORMS] + [">= ~5x", "at most 3 m", "doubling in < ~2 year"]
)
def test_unparse__reads_back_the_same(text: str) -> None:
    once = value(text)
    canonical = unparse(once)
    again = value(canonical)
    assert same(once, again), canonical
    assert unparse(again) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("400k  chips", "400K chips"),
        ("$2/hour", "2 USD/hour"),
        ("$22bn", "22bn USD"),
        ("at least 200 MW", ">= 200 MW"),
        ("~ 150 MW", "~150 MW"),
        ("24..27 kW", "24 .. 27 kW"),
        ("6.674+/-0.003 m", "6.674 ± 0.003 m"),
        ("10 +3 -2 m", "10 +3 -2 m"),
        ("22 to 35 billion USD", "22 to 35 bn USD"),
        ("$22 to $35 bn", "USD 22 to USD 35 bn"),
        ("doubling in ~2.3 year", "doubling in ~2.3 year"),
        ('{"one_of": ["2 chip", "4 chip"]}', "{one_of: [2 chip, 4 chip]}"),
    ],
)
def test_unparse__is_canonical(text: str, canonical: str) -> None:
    assert unparse(value(text)) == canonical


numerals = st.one_of(
    st.integers(0, 10**6).map(str),
    st.decimals(0, 1000, places=2).map(str),
    st.floats(1e-20, 1e20).map(lambda x: f"{x:.3e}"),
)
suffixes = st.sampled_from(["", "K", "M", "B", "bn", "T", "k", " million", " bn", " thousand"])
unit_texts = st.sampled_from(
    [
        "",
        " kW",
        " chip",
        "%",
        "x",
        " FLOP/s/chip",
        " USD per 1M token",
        " m^2",
        " kg·m/s²",
        "x per 2 year",
        "/day",
        " K",
    ]
)
amounts = st.builds(
    lambda sign, n, s, u: f"{sign}{n}{s}{u}", st.sampled_from(["", "-"]), numerals, suffixes, unit_texts
)
values = st.one_of(
    amounts,
    st.builds("{} {}".format, st.sampled_from([">=", "<", "~", "at most", "> ~"]), amounts),
    st.builds(
        "{}{} {}{}{}".format,
        numerals,
        st.just(""),
        st.sampled_from(["to ", ".. ", "± "]),
        numerals,
        unit_texts,
    ),
    st.builds("{} {} {}".format, amounts, st.sampled_from(["to", "..", "±"]), amounts),
    st.builds("{} +{} -{}{}".format, numerals, numerals, numerals, unit_texts),
    st.builds("{} in {} year".format, st.sampled_from(["doubling", "halving"]), numerals),
    st.builds("{:04d}-{:02d}".format, st.integers(1, 9990), st.integers(1, 12)),
    st.builds("${}{}{}".format, numerals, suffixes, st.sampled_from(["", "/hour", " per 1M token"])),
)


@given(values)
@settings(max_examples=1500, deadline=None)
def test_unparse__reads_back_the_same_for_any_value(text: str) -> None:
    once = parse(text, OURS)
    if isinstance(once, Written):
        canonical = unparse(once)
        again = value(canonical)
        assert same(once, again), canonical
        assert unparse(again) == canonical


@given(
    st.text(max_size=60)
    | st.text(alphabet="0123456789 .,-+±~<>=$%xKMBkTbn to/perchipkW{}[]:()e", max_size=60)
)
@settings(max_examples=1500, deadline=None)
def test_parse__never_raises(text: str) -> None:
    found = parse(text, OURS)
    if isinstance(found, Problem):
        assert found.rule in SEVERITIES
        assert 0 <= found.start <= found.end <= max(1, len(text)), found
    else:
        assert math.isfinite(found.point)
        assert math.isfinite(found.step)
        assert all(math.isfinite(each) for each in numbers(found.shape))


@pytest.mark.parametrize(
    ("x", "unit_text", "digits", "shown"),
    [
        (400e3, "chip", 3, "400K chip"),
        (1.28e6, "H100e", 3, "1.28M H100e"),
        (405e9, "param", 3, "405 bn param"),
        (15e12, "token", 3, "15T token"),
        (9200, "chip", 3, "9200 chip"),
        (72, "chip", 3, "72 chip"),
        (2.1e27, "FLOP", 3, "2.1e27 FLOP"),
        (9.89e14, "FLOP/s", 3, "9.89e14 FLOP/s"),
        (9.89e14, "TFLOP/s", 3, "989 TFLOP/s"),
        (6, "FLOP/param/token", 3, "6 FLOP/param/token"),
        (22.4e9, "USD", 3, "$22.4 bn"),
        (1.5e12, "USD", 3, "$1.5 tn"),
        (3e6, "USD", 3, "$3 million"),
        (45_000, "USD", 3, "$45K"),
        (-5e9, "USD", 3, "-$5 bn"),
        (22e9, "bn USD", 3, "$22 bn"),
        (22e9, "CNY", 3, "22 bn CNY"),
        (0.4e-6, "USD per 1M token", 3, "$0.40 per 1M token"),
        (0.99e-6, "CNY per 1M token", 3, "0.99 CNY per 1M token"),
        (2 / 3600, "USD/hour", 3, "$2/hour"),
        (159e6, "MW", 3, "159 MW"),
        (158.7654e6, "MW", 3, "159 MW"),
        (158.7654e6, "MW", 5, "158.77 MW"),
        (1.5e12, "MW", 3, "1.5e6 MW"),
        (0.00002, "m", 3, "2e-5 m"),
        (25_455.8, "kW", 3, "25.5 kW"),
        (795.5, "kW per 32 chip", 3, "25.5 kW per 32 chip"),
        (3.352, "x", 3, "3.35x"),
        (0.412, "%", 3, "41.2%"),
        (882.5, "s", 3, "883 s"),
        (0.999999, "m", 3, "1 m"),
        (999.99e3, "chip", 3, "1M chip"),
        (5 / DAY, "1/day", 3, "5/day"),
        (5e6, "1M token", 3, "5M token"),
        (math.log(14) / 2 / YEAR, "x per 2 year", 3, "14x per 2 year"),
        (0.5 * math.log(10) / YEAR, "OOM/year", 3, "0.5 OOM/year"),
        (NOV + 14.6 * DAY, "date", 3, "2025-11-15"),
        (NOV - 3e-7, "date", 3, "2025-11-01"),
        (-1e-9, "date", 3, "1970-01-01"),
        (NOV - 1, "date", 3, "2025-10-31"),
        (0, "chip", 3, "0 chip"),
        (2.5, "", 3, "2.5"),
        (2000, "", 3, "2K"),
        (2025, "", 4, "2.025K"),
        (1_300_000, "", 3, "1.3M"),
        (math.inf, "kW", 3, "infinity kW"),
        (math.nan, "", 3, "not a number"),
        (1e30, "date", 3, "after the year 9999"),
    ],
)
def test_show__as_an_analyst_would_write(x: float, unit_text: str, digits: int, shown: str) -> None:
    assert show(x, unit(unit_text), digits) == shown


@pytest.mark.parametrize(
    ("low", "high", "unit_text", "shown"),
    [
        (24e3, 27e3, "kW", "24 to 27 kW"),
        (100e3, 128e3, "chip", "100K to 128K chip"),
        (9e3, 128e3, "chip", "9K to 128K chip"),
        (8e3, 1.15e6, "chip", "8K to 1.15M chip"),
        (8e3, 9.5e3, "chip", "8000 to 9500 chip"),
        (500, 50e3, "chip", "500 to 50000 chip"),
        (50, 5e6, "chip", "50 to 5e6 chip"),
        (1950, 5000, "", "1.95K to 5K"),
        (9e3, 2e9, "USD", "$9K to $2 bn"),
        (0, 5e3 * 10, "chip", "0 to 50K chip"),
        (-50e3, 3, "chip", "-50K to 3 chip"),
        (1.2e27, 2.1e27, "FLOP", "1.2e27 to 2.1e27 FLOP"),
        (22e9, 35e9, "USD", "$22 bn to $35 bn"),
        (0.4e-6, 0.55e-6, "USD per 1M token", "$0.40 to $0.55 per 1M token"),
        (0.2, 0.3, "%", "20 to 30%"),
        (2, 3, "x", "2 to 3x"),
        (math.log(10) / 2 / YEAR, math.log(14) / 2 / YEAR, "x per 2 year", "10 to 14x per 2 year"),
        (5 / DAY, 7 / DAY, "1/day", "5 to 7/day"),
        (NOV, NOV + 14 * DAY, "date", "2025-11-01 to 2025-11-15"),
        (100.01, 100.02, "m", "100.01 to 100.02 m"),
        (-2, 3, "m", "-2 to 3 m"),
    ],
)
def test_show_interval__has_the_unit_once(low: float, high: float, unit_text: str, shown: str) -> None:
    assert show_interval(low, high, unit(unit_text)) == shown
    found = value(shown)
    assert found.ends == pytest.approx((low, high), rel=1e-12)
    assert found.unit == unit(unit_text)


@given(
    st.floats(1e-12, 1e25) | st.integers(0, 10**7).map(float) | st.floats(-1e12, -1e-6),
    st.sampled_from(
        ["", "x", "%", "kW", "MW", "chip", "H100e", "token", "FLOP", "FLOP/s/chip", "USD", "EUR", "CNY",
         "USD/hour",
         "USD per 1M token", "bn USD", "kW per 32 chip", "year", "GB", "K", "B", "1/day", "m^2", "OOM/year",
         "USD/GW/year"]
    ),
    st.integers(1, 9),
)  # fmt: skip
@settings(max_examples=1500, deadline=None)
def test_show__reads_back_as_the_number_shown(x: float, unit_text: str, digits: int) -> None:
    shown_in = unit(unit_text)
    base = shown_in.to_base(x)
    rounded = float(f"{x:.{digits - 1}e}")
    found = value(show(base, shown_in, digits))
    assert found.unit.dimension == shown_in.dimension
    assert isinstance(found.shape, Exact)
    # the last digit may turn on the rounding of a tie
    assert math.isclose(shown_in.from_base(found.point), rounded, rel_tol=10.0 ** (1 - digits) * 1.01)
    assert show(found.point, shown_in, digits) == show(base, shown_in, digits)


@given(st.floats(0.001, 1e6), st.sampled_from(["x per year", "x per 2 year", "x per 6 month"]))
def test_show__growth_reads_back(factor: float, unit_text: str) -> None:
    shown_in = unit(unit_text)
    found = value(show(shown_in.to_base(factor), shown_in, 6))
    assert found.unit == shown_in
    assert shown_in.from_base(found.point) == pytest.approx(factor, rel=1e-5)


@given(st.integers(-700_000, 2_900_000))
def test_show__dates_read_back(days: int) -> None:
    shown = show(days * DAY, unit("date"))
    assert value(shown).point == days * DAY


def test_parse_long__of_mappings() -> None:
    data = {"quantiles": {"5%": "1", "50%": 2, "95%": 4.0}, "unit": "kW"}
    found = parse_long(data, OURS)
    assert isinstance(found, Written)
    assert found.shape == Quantiles((0.05, 0.5, 0.95), (1e3, 2e3, 4e3), True)
    assert found == value(found.text)
    assert same(found, value(json.dumps(data)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {},
            "a long form has exactly one of `quantiles`, `one_of`, `mixture`, `interval`, `value`, `normal`, `lognormal`, `uniform`, `triangular`, `pert`, `beta`, `gamma`, `poisson`, `binomial`",
        ),
        ({"one_of": [1, None]}, "a number is expected where `none` stands"),
        ({"one_of": [True, 1]}, "a number is expected where `true` stands"),
        ({"one_of": {"a": 1}}, "`one_of` holds two or more values, such as [2, 4, 72]"),
        ({"normal": [1, 2]}, "`{name: value, ...}` is expected here"),
        ({"one_of": [[1], [2]]}, "a single value is expected here"),
        ({"one_of": [1, 2], "unit": ["kW"]}, "a single value is expected here"),
        ({"one_of": [float("nan"), 1]}, '"nan" is not a number one can compute with'),
    ],
)
def test_parse_long__mistakes(data: dict[str, object], message: str) -> None:
    found = parse_long(data, OURS)
    assert isinstance(found, Problem)
    assert found.message == message


def test_parse_date__gives_the_span() -> None:
    assert parse_date("2025-11") == (NOV, NOV + 30 * DAY)
    assert parse_date("2025-11-05") == (NOV + 4 * DAY, NOV + 5 * DAY)
    assert parse_date("1850") == (-3786825600.0, -3755289600.0)
    assert isinstance(parse_date("5 kW"), Problem)
    assert isinstance(parse_date("9" * 100_000), Problem)


def test_parse__dates_and_growth_have_their_dimensions() -> None:
    assert value("2025-11").unit.dimension == DATE
    for text in ("14x per 2 year", "0.5 OOM/year", "doubling in 2.3 year"):
        assert value(text).unit.dimension == RATE


def test_parse__a_value_is_little_work() -> None:
    texts = [form[0] for form in FORMS]
    _ = [parse.__wrapped__(text, OURS) for text in texts]  # patterns are compiled when they are first used
    whole = steps(lambda: [parse.__wrapped__(text, OURS) for text in texts])
    assert whole < 700 * len(texts)


def test_parse_long__is_neither_endlessly_deep_nor_long() -> None:
    deep: object = "5 kg"
    for _ in range(40):
        deep = [deep]
    found = parse_long({"one_of": deep}, STANDARD)
    assert isinstance(found, Problem)
    assert found.message == "this long form is too deep"
    found = parse_long({"uniform": {"low": "5 " + "k" * 500, "high": "6 kg"}}, STANDARD)
    assert isinstance(found, Problem)
    assert found.message == "a value has at most 400 characters, and this has 502"
