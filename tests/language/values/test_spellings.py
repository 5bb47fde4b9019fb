"""Values as people write them elsewhere: read where that is plain, refused with the spelling to write where it is not."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import pytest

from whence.language.problems import Problem
from whence.language.units.units import STANDARD
from whence.language.values.shapes import (
    Beta,
    Binomial,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    OneOf,
    Poisson,
    Quantiles,
    Shape,
    Triangular,
    Truncated,
    Uniform,
)  # fmt: skip
from whence.language.values.written import Written, parse, parse_date, unparse

YEAR = 8766 * 3600


def value(text: str) -> Written:
    found = parse(text, STANDARD)
    assert isinstance(found, Written), found
    return found


def day(text: str) -> float:
    found = parse_date(text)
    assert not isinstance(found, Problem)
    return found[0]


@pytest.mark.parametrize(
    ("text", "point", "dimension"),
    [
        ("$5m", 5e6, "USD"), ("$5MM", 5e6, "USD"), ("$5 m", 5e6, "USD"), ("$2.5m/year", 2.5e6 / YEAR, "USD/s"),
        ("5m EUR", 5e6, "EUR"), ("5 mln EUR", 5e6, "EUR"), ("5 mio EUR", 5e6, "EUR"), ("5 mrd EUR", 5e9, "EUR"),
        ("€3bn", 3e9, "EUR"), ("£2k", 2e3, "GBP"),
        ("1 in 1000", 1e-3, "1"), ("3 in 10,000", 3e-4, "1"), ("1 in 5 people", 0.2, "1/person"),
        ("5 per 100,000 people", 5e-5, "1/person"), ("5 per 100000 people", 5e-5, "1/person"), ("1/3", 1 / 3, "1"),
        ("2h30m", 9000, "s"), ("2h30", 9000, "s"), ("1h 30min", 5400, "s"), ("5m30s", 330, "s"), ("1d 4h", 100_800, "s"),
        ("3 x 10^6 m", 3e6, "m"), ("3×10⁻⁶ m", 3e-6, "m"), ("3 * 10^6 m", 3e6, "m"), ("10^6 chip", 1e6, "chip"),
        ("6.02e23 1/mol", 6.02e23, "1/mol"), ("3e5 people", 3e5, "person"),
        ("30 mph", 13.4112, "m/s"), ("5 pct", 0.05, "1"), ("25 bps", 0.0025, "1"),
        ("20 °C", 293.15, "K"), ("-40 °F", 233.15, "K"), ("20 degC", 293.15, "K"),
        ("-10 to +5", -2.5, "1"), ("-10 to -5 USD", -7.5, "USD"),
        ("10 kg ± 10%", 10, "kg"), ("41.2% ± 0.5%", 0.412, "1"),
        ("5mln EUR", 5e6, "EUR"), ("1 Mio EUR", 1e6, "EUR"), ("1.5 Mio. EUR", 1.5e6, "EUR"), ("1 Mrd EUR", 1e9, "EUR"), ("5 Million USD", 5e6, "USD"),
        ("5m USD", 5e6, "USD"), ("$5b", 5e9, "USD"), ("EUR 5MM", 5e6, "EUR"), ("5 per cent", 0.05, "1"),
        ("25 basis points", 0.0025, "1"), ("2 out of 5", 0.4, "1"), ("1 in 1,000 per year", 1e-3 / YEAR, "1/s"),
        ("5 per 10^5 people", 5e-5, "1/person"), ("2.5(3) x 10^-3 kg", 2.5e-3, "kg"), ("10⁶ m", 1e6, "m"),
        ("10973731.568157 ± 0.000012 1/m", 10973731.568157, "1/m"), ("3 to 4 1/s", 12**0.5, "1/s"),
        ("5 kWh/day/person", 5 * 3.6e6 / 86400, "W/person"), ("−5 kg", -5, "kg"), ("$5/1M token", 5e-6, "USD/token"),
    ],
)  # fmt: skip
def test_parse__reads_what_is_plain(text: str, point: float, dimension: str) -> None:
    found = value(text)
    assert found.point == pytest.approx(point, rel=1e-12)
    assert str(found.unit.dimension) == dimension
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("61% per year", 1.61),
        ("5%/year", 1.05),
        ("-5%/year", 0.95),
        (">= 5%/year", 1.05),
        ("5% per 2 years", 1.05**0.5),
    ],
)
def test_parse__per_cent_per_time_is_growth(text: str, factor: float) -> None:
    assert value(text).point * YEAR == pytest.approx(math.log(factor))


def test_parse__ranges_of_growth_in_per_cent_are_ranges_of_factors() -> None:
    assert value("3 to 5% per year").shape == value("1.03 to 1.05x per year").shape
    assert value("3%/year to 5%/year").shape == value("1.03 to 1.05x per year").shape
    assert value("5% per month ± 1% per month").shape == value("1.05 ± 0.01x per month").shape
    assert value("5 ± 1% per month").shape == value("1.05 ± 0.01x per month").shape
    assert value("5%/GPU".replace("GPU", "chip")).unit.text == "%/chip"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("March 2025", "2025-03"), ("Mar 2025", "2025-03"), ("5 March 2025", "2025-03-05"), ("March 5, 2025", "2025-03-05"),
        ("Sept 2025", "2025-09"), ("March 2025 to June 2025", "2025-03 to 2025-06"), ("Q4 2025", "2025-Q4"),
        ("2025 Q4", "2025-Q4"), ("2025Q4", "2025-Q4"), ("H1 2025", "2025-H1"), ("5th of March 2025", "2025-03-05"),
        ("March 5th, 2025", "2025-03-05"), ("end 2025", "2025-12-31"), ("march 2025 ± 3 day", "2025-03 ± 3 day"), ("end of 2025", "2025-12-31"), ("start of 2025", "2025-01-01"),
    ],
)  # fmt: skip
def test_parse__dates_in_words(text: str, same: str) -> None:
    assert value(text).shape == value(same).shape
    assert unparse(value(text)) == same


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("$5m", "5 million USD"), ("5m USD", "5 million USD"), ("5 mrd EUR", "5 bn EUR"), ("3 × 10⁶ m", "3e6 m"),
        ("10^6", "1e6"), ("2.5(3) x 10^-3 kg", "2.5(3)e-3 kg"), ("1 in 1,000", "1 per 1000"), ("2h30m", "2h30m"),
        ("5 per cent", "5%"), ("61% per year", "61% per year"), ("20 °C", "20 °C"), ("6.02e23 1/mol", "6.02e23 1/mol"),
        ("3 to 4 1/s", "3 to 4 1/s"), ("$5m to $6m", "USD 5 million to USD 6 million"),
    ],
)  # fmt: skip
def test_unparse__reads_back_the_same(text: str, canonical: str) -> None:
    once = value(text)
    assert unparse(once) == canonical
    again = value(canonical)
    assert replace(again, text="") == replace(once, text="")
    assert unparse(again) == canonical


def test_parse__a_duration_is_told_to_its_smallest_unit() -> None:
    assert value("2h30m").rounding == ((8970, 9030),)
    assert value("2h30m").unit.text == "hour"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1/2 kg", '"0.5 kg"'), ("1/2 kg", '"1 per 2 kg"'), ("1 1/2 kg", '"1.5 kg"'), ("2/3 people", '"2 per 3 people"'),
        ("5/1M token", '"5 per 1M token"'), ("1/3%", '"1 per 3 %"'), ("1/3 ± 0.1", '"0.3333"'), ("1 in 3 to 1", '"0.3333"'),
        ("5/100000 people", '"0.00005 people"'), ("100001/2 kg", '"50000.5 kg"'), ("1 to 3/4", '"0.25 to 0.75"'),
        ("0.1 to 3/4", '"0.1 to 0.75"'), ("2 ± 1/4", '"0.5 ± 0.25"'), ("2±1/4", '"2±0.25"'), ("-1..3/4", '"-1..0.75"'), ("1 to 3/4 kg", '"1 to 3 per 4 kg"'),
        ("10 to 20/100 people", '"10 to 20 per 100 people"'), ("10 in 2025", '"10"'), ("10 in 2025", '"10/2025" for the odds'), ("3 in 2000", 'write "0.15%" for the odds'),
        ("1 to 2 in 2000", 'write "0.05% to 0.1%"'), ("at most 1 in 1999", '"at most 1/1999"'), ("3000 in 2020", '"3000" with'),
        ("5 MW in 2025", "`as_of: 2025`"), ("10x ± 10%", '"10x ± 1x"'), ("1 in 1000 ± 10%", '"0.1% ± 0.01%"'),
        ("end of March 2025", '"2025-03-31"'), ("mid-March 2025", '"2025-03"'), ("C$5m", '"CAD 5m"'), ("A$5", '"AUD 5"'),
        ("5k€", '"€5k"'), ("5 M€", '"€5 million"'), ("5 USD million", '"5 million USD"'), ("5 $bn", '"5 bn $"'),
        ("(5.0 ± 0.1)e6 kg", '"5.0e6 ± 0.1e6 kg"'), ("+2 °C", '"2 K" for a difference'), ("+18 °F", '"10 K" for a difference'), ("12 ct/kWh", '"0.12 USD/kWh"'), ("12 pence", "GBP"),
        ("1,000.50 EUR", '"1000.50 EUR"'),
        ("-1/2 kg", '"0.5 kg"'), ("at least 1/2 kg", '"1 per 2 kg"'), ("$5m to 6m", '"$5m to $6m"'), ("5m to 6m USD", '"$5m to $6m"'),
        ("1.5 to 2 x 10^6 m", '"1.5e6 to 2e6"'), ("1.5 ± 0.2 × 10⁻³ kg", '"1.5e-3 ± 0.2e-3"'), ("EUR 5m to 6m", '"$5m to $6m"'),
        ("2025/03", '"2025-03"'), ("2025/26", '"2025 to 2026"'), ("03/05/2025", '"2025-05-03"'), ("5.3.2025", '"2025-03-05"'),
        ("4Q25", '"2025-Q4"'), ("Q4'25", '"2025-Q4"'), ("1H25", '"2025-H1"'), ("Mar 25", '"2025-03"'), ("Mar-25", '"2025-03-25"'),
        ("summer 2025", '"2025-06 to 2025-08"'), ("fiscal 2025", '"2025"'), ("by March 2025", '"<= March 2025"'),
        ("5 m USD", '"5 million USD"'), ("5 m USD", '"5 m·USD"'), ("5 MM USD", '"5 million USD"'), ("5m people", '"5 million people"'),
        ("$5t", '"$5 trillion"'), ("$5 M", '"$5M"'), ("5€", '"€5"'), ("$(5)", '"-$5"'), ("(10 ± 2) kg", '"10 ± 2 kg"'),
        ("(41.2 ± 0.5)%", '"41.2% ± 0.5%"'), ("41.2 ± 0.5%", '"41.2% ± 0.5%"'), ("10 +10 -5%", '"10% +10% -5%"'),
        ("20 °C ± 10%", "in K"), ("2 hundred kg", '"200 kg"'), ("half", '"0.5"'), ("a third", '"1/3"'), ("two million", '"2 million"'),
        ("1½ kg", '"1.5 kg"'), ("5'000 kg", '"5000 kg"'), ("5 per 100 000 people", '"5 per 100000 people"'), ("1.234,5 kg", '"1234.5 kg"'),
        ("1:30", '"1h30m"'), ("2:1", '"2/1"'), ("x2", '"2x"'), ("2-fold", '"2x"'), ("twice", '"2x"'), ("ca. 5 kg", '"~5 kg"'),
        ("approx. 5", '"~5"'), ("5% p.a.", '"5% per year"'), ("10 a day", '"10 per day"'), ("5 or more", '">= 5"'),
        ("no more than 5 kg", '"<= 5 kg"'), ("3 sigma", "± 2 kg"), ("1 year 6 months", '"18 month"'), ("5+ kg", '">= 5 kg"'),
        ("5 tCO2", "tCO2e"), ("1 000 kg", '"1000 kg"'), ("5–10 kg", '"5 to 10 kg"'), ("5k-10k USD", '"5k to 10k USD"'),
        ("12 cents", '"0.12 USD"'), ("99¢", '"0.99 USD"'), ("(5) USD", '"-5 USD"'), ("FY2025", '"2025"'), ("FY25", '"2025"'),
        ("mid-2025", '"2025-05 to 2025-08"'), ("early 2025", '"2025-01 to 2025-04"'), ("late 2025", "2025-09 to 2025-12"),
        ("2025/11/05", '"2025-11-05"'), ("5/11/2025", '"2025-11-05"'), ("5 dozen", '"60"'), ("2 dozen chip", '"24 chip"'),
        ("10 ± 10%", '"10 ± 1"'), ("40 ± 5%", '"40% ± 5%"'), ("1,5 kg", '"1.5 kg"'), ("~5%/year", '"4.5 to 5.5% per year"'),
        ("0.83 (0.77 to 0.89)", "95% CI"), ("~20 °C", "20 ± 2 °C"), ("5m", '"5 m"'),
    ],
)  # fmt: skip
def test_parse__refuses_what_is_not_plain_with_the_spelling_to_write(text: str, hint: str) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem)
    assert hint in " ".join(found.hints)
    for written in re.findall('write "([^"]+)"', " ".join(found.hints)):
        assert isinstance(parse(written, STANDARD), Written), written


@pytest.mark.parametrize(
    "text",
    [
        "5 t CO2", "12 cents", "5 dozen", "7 CO2e", "3 kph", "5 cw", "5 hed", "1 in 1000 hed", "5 MM", "5 mpg", "100 quatloos",
        "5 crore", "3 sigma", "25 basis", "5 mls", "2 times per day", "5 chrs", "5 a",
    ],
)  # fmt: skip
def test_parse__hints_name_no_unit_that_only_looks_alike(text: str) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem)
    assert not any("did you mean" in hint for hint in found.hints)


def test_parse__a_temperature_has_its_zero_and_its_differences_are_in_kelvin() -> None:
    assert value("20 ± 2 °C").shape == Normal(293.15, 2.0)
    assert value("68 ± 9 °F").shape == Normal(pytest.approx(293.15), pytest.approx(5.0))  # type: ignore[arg-type]
    assert value("20 °C ± 2 K").shape == Normal(293.15, 2.0)
    low, high = value("15 to 25 °C").ends or (0, 0)
    assert (low, high) == pytest.approx((288.15, 298.15))
    assert value("20 °C").unit.from_base(300) == pytest.approx(26.85)
    assert isinstance(parse("-300 °C", STANDARD), Problem)
    assert isinstance(parse("5 J/°C", STANDARD), Problem)


# --- forms, short and long

FORMS: list[tuple[str, str, Shape]] = [
    ("normal(10, 2) kW", "{normal: {mean: 10, sd: 2}, unit: kW}", Normal(10e3, 2e3)),
    ("uniform(2, 7) kW", "{uniform: {low: 2, high: 7}, unit: kW}", Uniform(2e3, 7e3)),
    ("triangular(2, 3, 7) kW", "{triangular: {low: 2, mode: 3, high: 7}, unit: kW}", Triangular(2e3, 3e3, 7e3)),
    ("pert(2, 3, 7) kW", "{pert: {low: 2, mode: 3, high: 7}, unit: kW}", Beta(1.8, 4.2, 2e3, 7e3)),
    ("pert(0, 1, 3, 1)", "{pert: {low: 0, mode: 1, high: 3, weight: 1}}", Beta(1 + 1 / 3, 1 + 2 / 3, 0, 3)),
    ("beta(8, 2)", "{beta: {alpha: 8, beta: 2}}", Beta(8, 2, 0, 1)),
    ("beta(alpha: 8, beta: 2, low: 1, high: 3) kg", "{beta: {alpha: 8, beta: 2, low: 1 kg, high: 3 kg}}", Beta(8, 2, 1, 3)),
    ("gamma(2, 3) s", "{gamma: {shape: 2, scale: 3}, unit: s}", Gamma(2, 3)),
    ("poisson(3.2) event", "{poisson: {mean: 3.2 event}}", Poisson(3.2)),
    ("binomial(20, 30%) patient", "{binomial: {trials: 20, chance: 30%}, unit: patient}", Binomial(20, 0.3)),
    ("quantiles(5%: 1, 50%: 2, 95%: 4) m", "{quantiles: {5%: 1, 50%: 2, 95%: 4}, unit: m}", Quantiles((0.05, 0.5, 0.95), (1, 2, 4), True)),
    ("one_of(20%: 2, 80%: 4) chip", "{one_of: [2, 4], weights: [20%, 80%], unit: chip}", OneOf((2, 4), (0.2, 0.8))),
    ("mixture(70%: 1 ± 0.5, 30%: 5 ± 1) m", "{mixture: [1 ± 0.5, 5 ± 1], weights: [70%, 30%], unit: m}", Mixture((Normal(1, 0.5), Normal(5, 1)), (0.7, 0.3))),
    ("mixture(-2 to 2 m, normal(5, 1) m)", "{mixture: [-2 to 2, {normal: {mean: 5, sd: 1}}], unit: m}", Mixture((Normal(0, 2 / 1.6448536269514722), Normal(5, 1)), (0.5, 0.5))),
    ("10 ± 5 kg between 0 and 20 kg", "{value: 10 ± 5 kg, between: [0, 20]}", Truncated(Normal(10, 5), 0, 20)),
    ("normal(10, 5) kg between 0 kg and inf", "{normal: {mean: 10, sd: 5}, unit: kg, between: [0, inf]}", Truncated(Normal(10, 5), 0, math.inf)),
    ("0.83 (95% CI 0.77 to 0.89)", "{interval: [0.77, 0.89], point: 0.83, level: 95%}", Normal(0.83, 0.030612807415479244)),
    ("24 to 27 kW (95% CI)", "{value: 24 to 27 kW, level: 95%}", Lognormal(math.log(24e3 * 27e3) / 2, math.log(27 / 24) / 2 / 1.959963984540054)),
]  # fmt: skip


@pytest.mark.parametrize(("short", "long", "shape"), FORMS)
def test_parse__a_form_reads_the_same_short_and_long(short: str, long: str, shape: Shape) -> None:
    one, other = value(short), value(long)
    assert one.shape == other.shape
    assert one.unit.dimension == other.unit.dimension
    assert one.shape.kind == shape.kind
    assert flat(one.shape.parameters()) == pytest.approx(flat(shape.parameters()), rel=1e-12)


def flat(parameters: list[Any]) -> list[Any]:
    """Nested numbers in a row; what is no number as it is."""
    rows = [flat(each) if isinstance(each, list) else [each] for each in parameters]
    return [each if isinstance(each, int | float) else hash(each) for row in rows for each in row]


def test_parse__moments_of_a_beta_and_a_gamma() -> None:
    import numpy as np

    assert value("{beta: {mean: 80%, sd: 5%}}").shape.moments(np) == pytest.approx((0.8, 0.05))
    assert value("{gamma: {mean: 6, sd: 4}, unit: s}").shape.moments(np) == pytest.approx((6, 4))


@pytest.mark.parametrize(
    ("text", "low", "middle", "high", "level"),
    [
        ("0.83 (95% CI 0.77 to 0.89)", 0.77, 0.83, 0.89, 0.95),
        ("0.83 (90% CI: 0.7 to 0.9) kg", 0.7, 0.83, 0.9, 0.9),
        ("18% (99% CI 12% to 25%)", 0.12, 0.18, 0.25, 0.99),
        ("18 (95% CI 12 to 25)%", 0.12, 0.18, 0.25, 0.95),
        ("0.5 (95% CI -0.1 to 1.5)", -0.1, 0.5, 1.5, 0.95),
        ("95% CI 20 to 80 m", 20, 40, 80, 0.95),
    ],
)
def test_parse__an_interval_has_its_ends_at_the_level_that_is_stated(
    text: str, low: float, middle: float, high: float, level: float
) -> None:
    from whence.language.values import kernels

    shape = value(text).shape
    got = [float(shape.quantile(kernels.level(p))) for p in ((1 - level) / 2, 0.5, (1 + level) / 2)]
    assert got == pytest.approx([low, middle, high], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("triangular(2, 9, 7) kW", "9", "`mode` lies between `low` and `high`"),
        ("pert(7, 3, 2) kW", "2", "`low` is below `high`"),
        ("poisson(3.2) kg", "3.2", "`poisson` counts things, and kg is measured"),
        ("binomial(2.5, 30%)", "2.5", "`trials` is a whole number above 0"),
        ("binomial(20, 130%)", "130%", "`chance` lies above 0% and is at most 100%"),
        ("beta(8, 2) kg", "8, 2", "`beta` in kg needs its ends: `low` and `high`"),
        ("gamma(2, -3) s", "-3", "`scale` is above 0"),
        ("10 kg between 0 and 20 kg", "0 and 20 kg", "only an uncertain value can be cut off"),
        ("10 ± 1 kg between 20 and 5 kg", "20 and 5 kg", "the lower end of `between` comes first"),
        (
            "10 ± 1 kg between 1000 and 2000 kg",
            "1000 and 2000 kg",
            "nothing of the value lies between these ends",
        ),
        ("{mixture: [1 ± 0.5 kg, 5 m], unit: kg}", "5 m", "the two sides do not measure the same thing"),
        ("{mixture: [1 ± 0.5, '> 5'], unit: kg}", "> 5", "a bound has no place in a mixture"),
    ],
)
def test_parse__a_form_that_cannot_be_is_refused_where_it_goes_wrong(
    text: str, at: str, message: str
) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem)
    assert message in found.message
    assert text[found.start : found.end] == at


@pytest.mark.parametrize(
    ("text", "odds"),
    [
        ("1 in 2000", 1 / 2000),
        ("1 in 1900", 1 / 1900),
        ("1 in 2025", 1 / 2025),
        ("1 in 2000 people", 1 / 2000),
        ("1 in 1000", 1e-3),
    ],
)
def test_value__odds_of_one_in_so_many_are_odds_whatever_year_it_looks_like(text: str, odds: float) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Written)
    assert found.point == pytest.approx(odds)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("£1 240", '"£1240"'), ("£1 240.50", '"£1240.50"'), ("£1\u202f240", '"£1240"'), ("1 240,50 €", '"1240.50 €"'), ("CHF 1'240", '"CHF 1240"'),
        ("1,2 Mio. €", '"1.2 million €"'), ("€ 1,2 Mio", '"€ 1.2 million"'), ("1,5 Mrd. USD", '"1.5 bn USD"'), ("Rs 500", '"INR 500"'),
        ("₹ 5 crore", '"INR 50 million"'), ("5 MEUR", '"5 million EUR"'), ("5 kEUR", '"5 thousand EUR"'), ("TEUR 5", '"5 thousand EUR"'),
        ("R$5", '"BRL 5"'), ("NZ$5", '"NZD 5"'), ("5 $US", '"5 USD"'), ("12p", '"0.12 GBP"'), ("5,- €", '"5 €"'), ("1 in 2 000", '"1 per 2000"'),
        ("100s of millions", '">= 100 million"'), ("1000s of chips", '">= 1000 chips"'), ("$10s of millions", '">= $10 million"'),
    ],
)  # fmt: skip
def test_parse__money_and_plural_counts_are_refused_with_the_whole_value_to_write(
    text: str, hint: str
) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem)
    assert hint in " ".join(found.hints)
    for each in re.findall('"([^"]+)"', " ".join(found.hints)):
        assert isinstance(parse(each, STANDARD), Written), each


@pytest.mark.parametrize(
    ("text", "amount"), [("USD 1.2bn", 1.2e9), ("US$ 1.2 bn", 1.2e9), ("5 Mrd. €", 5e9), ("£1.2m", 1.2e6)]
)
def test_parse__money_with_its_scale(text: str, amount: float) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Written)
    assert found.point == pytest.approx(amount)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("61% per year ± 5%", '"61% ± 5% per year"'), ("5% per year ± 1%", '"5% ± 1% per year"'),
        ("5 +2 -1 % per year", '"1.05 +0.02 -0.01 x per year"'), ("normal(5, 1) %/year", '"5% ± 1% per year"'),
        ("uniform(3, 5) %/year", '"3% .. 5% per year"'), ("5(1)% per year", '"5% ± 1% per year"'),
        ("one_of(5, 7) %/year", 'x per year"'), ('{quantiles: {5%: 1, 95%: 3}, unit: "%/year"}', 'x per year"'),
        ('{interval: [5, 7], unit: "%/month"}', 'x per month"'), ("lognormal(5, 1) percent/year", 'x per year"'),
    ],
)  # fmt: skip
def test_parse__growth_in_per_cent_is_never_read_as_a_plain_rate(text: str, hint: str) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem), found
    assert "growth in per cent" in found.message
    assert any(hint in each for each in found.hints), found.hints
    for each in found.hints:
        if each.startswith('write "'):
            assert value(each.split('"')[1]).unit.style == "times"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("3 +- 1 %/year", "3% ± 1% per year"),
        ("3 +/- 1% per year", "3% ± 1% per year"),
        ("5 percent/year", "5%/year"),
    ],
)
def test_parse__growth_with_other_marks_is_growth(text: str, same: str) -> None:
    assert value(text).shape == value(same).shape
    assert value(text).unit.style == "times"


def test_parse__a_plain_rate_is_still_a_plain_rate() -> None:
    assert value("0.05 1/year").unit.style == "linear"
    assert value("5 %/kg").point == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("3 per mille", 'write "3‰"'), ("12 euro cents", 'write "0.12 EUR"'), ("12 US cents", 'write "0.12 USD"'),
        ("10 +3/-2 MW", 'write "10 +3 -2 MW"'), ("12 euro cents/kWh", 'write "0.12 EUR/kWh"'),
    ],
)  # fmt: skip
def test_parse__a_hint_keeps_the_unit_that_is_meant(text: str, hint: str) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem)
    assert hint in found.hints


@pytest.mark.parametrize("text", ["0 to 10 MW", "0 to 3 kg", "-7 to 0 m", "0 to 0.1", "0 to 1e-9 s"])
def test_parse__an_end_at_zero_is_zero(text: str) -> None:
    from whence.language.values import kernels

    found = value(text)
    assert 0 in [float(found.shape.quantile(kernels.level(p))) for p in (0.05, 0.95)]
