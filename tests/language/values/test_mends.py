"""Every refusal names a spelling that, pasted back, is read: a table of awkward spellings, and a law over slips in any of them."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition, point
from whence.language.problems import Problem
from whence.language.units.units import STANDARD
from whence.language.values.written import Written, parse

# What people write, and a spelling that the hint has to name.
AWKWARD = [
    ("half a million people", "500000 people"), ("−12 – −3", "−12 to −3"), ("-12–-3", "-12 to -3"), ("-12 - -3", "-12 to -3"),
    ("-12--3 kg", "-12 to -3 kg"), ("−12–−3 °C", "−12 to −3 °C"), ("$1.2-1.5 billion", "$1.2 to 1.5 billion"), ("$1.2–1.5bn", "1.2 to 1.5 bn USD"),
    ("$1.2bn-$1.5bn", "1.2 to 1.5 bn USD"), ("€10-20m", "€10 million to €20 million"), ("grew 5% in 2024", "5% per year"), ("grew by 5%", "5%"),
    ("up 5%", "5%"), ("down 5%", "-5%"), ("fell 3%", "-3%"), ("10 (95%: 0 to 20) MW", "10 (95% CI 0 to 20) MW"),
    ("10 [0, 20] MW", "10 (95% CI 0 to 20) MW"), ("10 (0–20) MW", "10 (95% CI 0 to 20) MW"), ("10 (95% CI: 0-20)", "10 (95% CI 0 to 20)"),
    ("10 MW (95% CI 0-20 MW)", "10 MW (95% CI 0 to 20 MW)"), ("10 MW (0 to 20)", "10 MW (95% CI 0 to 20)"),
    ("between 3 and 5% per year", "3 to 5% per year"), ("between 3% and 5% per year", "3% to 5% per year"), ("between 3 and 5 kg", "3 to 5 kg"),
    ("from 3 to 5 kg", "3 to 5 kg"), ("3-5 kg", "3 to 5 kg"), ("3–5%", "3 to 5%"), ("3—5 kg", "3 to 5 kg"), ("3 - 5 kg", "3 to 5 kg"),
    ("3 to 5kg", "3 to 5 kg"), ("3kg to 5kg", "3 kg to 5 kg"), ("10 to 20k USD", "10k to 20k USD"), ("5kg", "5 kg"), ("5 Kg", "5 kg"),
    ("5 KG", "5 kg"), ("5 Kgs", "5 kg"), ("5 kilos", "5 kg"), ("5 tons", "5 t"), ("5 metric tons", "5 t"), ("5 MWH", "5 MWh"), ("5 mwh", "5 MWh"),
    ("5 Mwh", "5 MWh"), ("5 mw", "5 MW"), ("5 gw", "5 GW"), ("5 GWatts", "5 GW"), ("5 giga watts", "5 GW"), ("5 sq ft", "5 ft^2"),
    ("5 square meters", "5 m^2"), ("5 m2", "5 m^2"), ("5 ft2", "5 ft^2"), ("5 cubic metres", "5 m^3"), ("5 m3", "5 m^3"), ("5 deg C", "5 °C"),
    ("5 degrees", "0.0872665"), ("20C", "20 °C"), ("20 C", "20 A·s"), ("20° C", "20 °C"), ("20 degrees celsius", "20 °C"), ("5 GBs", "5 GB"),
    ("5 Gb", "5 Gbit"), ("5 gb", "5 GB"), ("5 mb/s", "5 MB/s"), ("5 Mbps", "5 Mbit/s"), ("100 mbps", "100 Mbit/s"), ("5 mpg", "5 mile/gal"),
    ("60 kmh", "60 km/hour"), ("60 kph", "60 km/hour"), ("5 mins", "5 min"), ("5 secs", "5 s"), ("5 mo", "5 month"), ("1 year 6 months", "18 month"),
    ("1 1/2 years", "1.5 years"), ("18mo", "18 month"), ("2 yrs 3 mos", "27 month"), ("5 days a week", "5 days per week"),
    ("10 times a day", "10 per day"), ("3x daily", "3 per day"), ("twice a day", "2 per day"), ("once a week", "1 per week"),
    ("every 6 hours", "1 per 6 hours"), ("every other day", "1 per 2 day"), ("two thirds", "2/3"), ("66 2/3 %", "66.6667 %"), ("66⅔%", "66.6667%"),
    ("one in five", "1 in 5"), ("1:5", "1/5"), ("5 of 10", "5 in 10"), ("50-50", "50%"), ("5 pc", "5 %"), ("5 p.p.", "5%"),
    ("5 percentage points", "5%"), ("5pp", "5%"), ("5%.", "5%"), ("%5", "5%"), (".5", "0.5"), ("5.", "5"), ("1.000,50 EUR", "1000.50 EUR"),
    ("1 000 000 EUR", "1000000 EUR"), ("1'000'000", '1000000'), ("1_000_000", "1000000"), ("1,000,000", "1000000"), ("1.000.000 EUR", "1000000 EUR"),
    ("10,000", "10000"), ("1.5 × 10 6", "1.5e6"), ("2^10", "1024"), ("5$", "$5"), ("5USD", "5 USD"), ("5 usd", "5 USD"), ("5 US dollars", "5 USD"),
    ("$US5", "US$5"), ("5k$", "$5k"), ("5 k$", "$5k"), ("$5 k", "$5K"), ("5M$", "$5M"), ("$5 mil", "$5 million"), ("$5 mill", "$5 million"),
    ("5 mil USD", "5 million USD"), ("five dollars", "5 dollars"), ("5€", "€5"), ("5 Euros", "5 euros"), ("5 quid", "5 GBP"), ("¥5", "CNY5"),
    ("5 lakh", "500000"), ("5 crore", "50 million"), ("5 b", "5 bit"), ("5 quadrillion", "5e15"), ("dozens", ">= 12"), ("hundreds", ">= 100"),
    ("thousands of people", ">= 1000 people"), ("tens of millions", ">= 10 million"), ("a couple", "2"), ("a couple of years", "2 years"),
    ("zero", "0"), ("approx 5", "~5"), ("approximately 5 kg", "~5 kg"), ("around 5 kg", "~5 kg"), ("roughly 5 kg", "~5 kg"), ("circa 5 kg", "~5 kg"),
    ("c. 5 kg", "~5 kg"), ("some 5 kg", "~5 kg"), ("nearly 5 kg", "~5 kg"), ("almost 5 kg", "~5 kg"), ("just over 5 kg", "~5 kg"),
    ("over 5 kg", "> 5 kg"), ("under 5 kg", "< 5 kg"), ("min 5 kg", ">= 5 kg"), ("min. 5 kg", ">= 5 kg"), ("minimum 5 kg", ">= 5 kg"),
    ("max 5 kg", "<= 5 kg"), ("max. 5 kg", "<= 5 kg"), ("no less than 5 kg", ">= 5 kg"), ("not more than 5 kg", "<= 5 kg"),
    ("5 kg or more", ">= 5 kg"), ("5+ kg", ">= 5 kg"), ("5 kg+", ">= 5 kg"), ("5kg+", "5 kg"), ("> 5kg", "> 5 kg"), ("=> 5 kg", ">= 5 kg"),
    ("=< 5 kg", "<= 5 kg"), ("=5 kg", "5 kg"), ("<< 5 kg", "< 5 kg"), (">> 5 kg", "> 5 kg"), ("5 kg max", "<= 5 kg"), ("5 kg min", ">= 5 kg"),
    ("5 kg minimum", ">= 5 kg"), ("as much as 5 kg", "<= 5 kg"), ("5 plus or minus 1 kg", "5 ± 1 kg"), ("5 (±1) kg", "5 ± 1 kg"),
    ("5 kg (±1 kg)", "5 kg ± 1 kg"), ("5 ± 10% kg", "5 kg ± 10%"), ("5 give or take 1", "5 ± 1"), ("5 (+1/-2) kg", "5 +1 -2 kg"),
    ("5 +1/-2 kg", "5 +1 -2 kg"), ("5^{+1}_{-2} kg", "5 +1 -2 kg"), ("mean 5, sd 1", "5 ± 1"), ("mean 5 sd 1", "5 ± 1"), ("5 (sd 1)", "5 ± 1"),
    ("5 (SD 1) kg", "5 ± 1 kg"), ("5 ± 1 (1σ)", "5 ± 1"), ("N(5, 1)", "normal(5, 1)"), ("Normal(5, 1)", "normal(5, 1)"),
    ("U(1, 2)", "uniform(1, 2)"), ("5 kg, 6 kg, 7 kg", "one_of(5 kg, 6 kg, 7 kg)"), ("5 or 6 kg", "one_of(5, 6) kg"), ("5 and 6", "one_of(5, 6)"),
    ("5, 6", "one_of(5, 6)"), ("[5, 6] kg", "5 to 6 kg"), ("(5, 6)", "5 to 6"), ("5...6 kg", "5 to 6 kg"), ("5 … 6 kg", "5 to 6 kg"),
    ("5 – 6 kg", "5 to 6 kg"), ("5 thru 6 kg", "5 to 6 kg"), ("5 through 6 kg", "5 to 6 kg"), ("5 until 6", "5 to 6"), ("5 < x < 6", "5 .. 6"),
    ("x2", "2x"), ("×2", "2x"), ("2-fold", "2x"), ("twofold", "2x"), ("2 times", "2x"), ("twice", "2x"), ("double", "2x"), ("2X", "2x"),
    ("5% p.a.", "5% per year"), ("5% per annum", "5% per year"), ("5% annually", "5% per year"), ("5% yoy", "5% per year"),
    ("5% YoY", "5% per year"), ("5% y/y", "5% per year"), ("CAGR 5%", "5% per year"), ("5% CAGR", "5% per year"), ("5% growth", "5% per year"),
    ("doubling every 2 years", "doubling in 2 years"), ("doubles every 2 years", "doubling in 2 years"),
    ("doubling time 2 years", "doubling in 2 years"), ("doubling time of 2 years", "doubling in 2 years"), ("2x every 2 years", "2x per 2 years"),
    ("2x in 2 years", "2x per 2 years"), ("x2 per year", "2x per year"), ("half-life of 5 years", "halving in 5 years"),
    ("halves every 5 years", "halving in 5 years"), ("2025-1", "2025-01"), ("2025-1-5", "2025-01-05"), ("01/05/2025", "2025-05-01"),
    ("5.1.2025", "2025-01-05"), ("2025/01/05", "2025-01-05"), ("2025-01-05T12:00", "2025-01-05"), ("2025-01-05 12:00", "2025-01-05"),
    ("12:00", "12h0m"), ("1Q2025", "2025-Q1"), ("1Q25", "2025-Q1"), ("first half of 2025", "2025-H1"), ("second quarter of 2025", "2025-Q2"),
    ("early 2025", "2025-01 to 2025-04"), ("mid-2025", "2025-05 to 2025-08"), ("late 2025", "2025-09 to 2025-12"), ("by 2025", "<= 2025"),
    ("before 2025", "< 2025"), ("after 2025", "> 2025"), ("since 2025", ">= 2025"), ("2025 onwards", ">= 2025"), ("2020s", "2020 to 2029"),
    ("the 2020s", "2020 to 2029"), ("2025-2026", "2025 to 2026"), ("2025–26", "2025 to 2026"), ("2025/26", "2025 to 2026"),
    ("FY25", "2024-10 .. 2025-09"), ("2025 - 2026", "2025 to 2026"), ("from 2025 to 2026", "2025 to 2026"),
    ("between 2025 and 2026", "2025 to 2026"), ("2025 ± 1 year", "year 2025 ± 1 year"), ("c. 2025", "~2025"), ("spring 2025", "2025-03 to 2025-05"),
    ("44 BC", "-44"), ("100 AD", "year 100"), ("2025-02-30", "2025-02-28"), ("(5)", "-5"), ("5 kg/m3", "5 kg/m^3"), ("5 kg m-3", "5 kg/m^3"),
    ("5 kg m^-3", "5 kg/m^3"), ("5 m/s2", "5 m/s^2"), ("5 W/m2", "5 W/m^2"), ("$5/ton", "$5/t"), ("$5 per ton", "$5 per t"),
    ("5 ct/kWh", "0.05 USD/kWh"), ("5 c/kWh", "0.05 USD/kWh"), ("5 cents per kWh", "0.05 USD per kWh"), ("5 ¢", "0.05 USD"),
    ("5 peoples", "5 person"), ("5 humans", "5 person"), ("5 gpus", "5 GPUs"), ("5 units", "5 item"), ("5 pcs", "5 item"), ("5 things", "5 item"),
    ("5 tonnes of CO2", "5 tCO2e"), ("5 tCO2", "5 t"), ("5 t CO2e", "5 tCO2e"), ("5 mg/dl", "5 mg/dL"), ("5 mcg", "5 µg"),
    ("5 mM", "5 mmol/L"), ("5 nautical miles", "5 nmi"), ("5'", '5 ft'), ('5"', '5 inch'),
    ("5 ft 6 in", "66 inch"), ('5\'6"', '66 inch'), ("5 in", "5 inch"), ("5 oz", "141.7 g"), ("5 l", "5 L"),
    ("5 cc", "5 cm^3"), ("5 ml", "5 ML"), ("5 cups", "1183 mL"), ("5 dB", "3.162x"), ("5 pH", "5"), ("pH 7", "7"), ("5 rpm", "5 1/min"),
    ("5 kohm", "5 kΩ"), ("5 F", "5 A·s/V"),
    ("5 degrees C", "5 °C"), ("5 °", "0.0872665"), ("half a million", "500000"), ("two hundred and fifty kg", "250 kg"),
    ("a dozen chips", "12 chips"), ("−1.5 – 2 m", "−1.5 to 2 m"), ("-3%--1%", "-3% to -1%"), ("-5…-2 °C", "-5 to -2 °C"),
    ("$1.2M–$1.5M", "1.2 to 1.5 million USD"), ("from 10 to 20 GW in 2024", "10 to 20 GW"), ("grew 12% in 2023", "12% per year"),
    ("fell 3% in 2024", "-3% per year"), ("10 (90%: 0 to 20) MW", "10 (90% CI 0 to 20) MW"), ("between 3 and 5x per year", "3 to 5x per year"),
    ("between −2 and 3 °C", "−2 to 3 °C"), ("1999 ± 2 months", "year 1999 ± 2 months"), ("2020 to 2030 years", "2020 to 2030"),
    ("10-20 (95% CI) kg", "10 to 20 kg (95% CI)"), ("1,2 to 1,5 kg", "1.2 to 1.5 kg"), ("1850s", "year 1850 to year 1859"),
    ("circa 1850", "~year 1850"), ("Q2-Q3 2025", "2025-Q2 to 2025-Q3"), ("5 kilograms per square meter", "5 kilograms per m^2"),
    ("between 10k and 20k people", "10k to 20k people"), ("more than half a million people", "more than 500000 people"),
    ("ten to twenty kg", "10 to 20 kg"), ("2 lb 8 oz", "2.5 lb"), ("3 weeks 2 days", "23 day"), ("5 M", "5M"), ("5 T", "5T"),
    ("March to June 2025", "March 2025 to June 2025"), ("0,5", "0.5"),
    ("5 T€", "€5 thousand"), ("5T€", "€5 trillion"), ("T€ 5", "€5 thousand"), ("5 Mrd€", "€5 bn"), ("1.5m€", "€1.5m"), ("5 kr", "5 NOK"),
    ("1,5 Mrd. Euro", "1.5 bn euro"), ("5 Mds EUR", "5 bn EUR"), ("5 Milliarden", "5 bn"), ("5 Tsd. EUR", "5 thousand EUR"), ("5 zł", "5 PLN"),
    ("5 lac", "500000"), ("5 cr", "50 million"), ("1 e6", "1e6"), ("6.02 10^23", "6.02e23"), ("10^6–10^7", "10^6 to 10^7"),
    ("5 kn", "5 knot"), ("5 PS", "3677 W"), ("5 ka", "5000 year"), ("5 Ma", "5000000 year"), ("5 d", "5 day"), ("5 y", "5 year"),
    ("5 MWp", "5 MW"), ("5 GWe", "5 GW"), ("5 Mbbl/d", "5 kbbl/day"), ("5 MMbbl", "5000000 bbl"), ("5 bcm", "5e9 m^3"), ("5 tce", "146.5 GJ"),
    ("1 to 3 cups", "236.6 to 709.8 mL"), ("2 ± 1 cups", "473.2 ± 236.6 mL"), ("3/4 cup", "177.4 mL"), ("2 tbsp", "29.57 mL"),
    ("2 ¼ in", "2.25 inch"), ("5-3/8 in", "5.375 inch"), ("5⅜ in", "5.375 inch"), ("1 to 3 oz", "28.35 to 85.05 g"),
    ("2:05:30", "2h5m30s"), ("12:30 h", "12h30m"), ("p=0.03", "0.03"), ("p<0.05", "<0.05"), ("5 or so", "~5"), ("5ish", "~5"), ("∼5", "~5"),
    ("10*", "10"), ("10 (2)", "10 ± 2"), ("10 (2) kg", "10 ± 2 kg"), ("10 (2 kg)", "10 ± 2 kg"), ("10 (20%)", "10"), ("10 kg (22 lb)", "10 kg"),
    ("5 (2023)", "5"), ("5 million (2023)", "5 million"), ("$10 (€9)", "$10"), ("50% more", "1.5x"), ("50% less", "-50%"), ("3-fold increase", "3x"),
    ("last 12 months", "12 months"), ("this year", "1 year"), ("TTM", "2024-07-01 .. 2025-06-30"), ("2025E", "2025"), ("2025F", "2025"),
    ("2025-W12", "2025-03-17 .. 2025-03-23"), ("FY24/25", "2024-04 .. 2025-03"), ("FY25Q3", "2025-Q3"), ("Q4FY24", "2024-Q4"),
    ("5^+1_-2", "5 +1 -2"), ("5% monthly", "5% per month"), ("2% qoq", "2% per quarter"), ("2% m/m", "2% per month"), ("5 Cal", "5 kcal"),
    ("5 (2020 USD)", "5 USD"), ("5 gpm", "5 gal/min"), ("5 mAh", "18 A·s"),
    ("0.5:1", "0.5"), ("1:0.5", "2"), ("2.5 times faster", "2.5x"), ("3 times as many", "3x"), ("4 times slower", "0.25x"), ("5 to 7+", ">= 5"),
    ("5 to 7+ kg", ">= 5 kg"), ("10 kg at most", "<= 10 kg"), ("10 kg at least", ">= 10 kg"), ("5 kg less", "-5 kg"), ("minus 5 kg", "-5 kg"),
    ("5-ish kg", "~5 kg"), ("5 kg?", "~5 kg"), ("2**10", "1024"), ("10**6", "1000000"), ("2 pi", "6.28318530717959"), ("sqrt(2)", "1.4142135623731"),
    ("5;6", "one_of(5, 6)"), ("5 & 6 kg", "one_of(5, 6) kg"), ("x > 5", "> 5"), ("5 s.d. 1", "5 ± 1"), ("5 (SE 1) kg", "5 ± 1 kg"),
    ("5 (4–6, 95% CI) kg", "5 (95% CI 4 to 6) kg"), ("median 5 (IQR 4-6)", "quantiles(25%: 4, 50%: 5, 75%: 6)"), ("rank 3", "3"), ("3rd", "3"),
    ("3pm", "15 hour"), ("12:30 pm", "12.5 hour"), ("12 am", "0 hour"), ("5 daily", "5 per day"), ("5 kg monthly", "5 kg per month"),
    ("5 parts per million", "5 ppm"), ("19th century", "year 1801 to 1900"), ("[5] kg", "5 kg"), ("5 grand", "5 thousand"),
    ("2K .. 3K kW", "2 MW .. 3 MW"),
    ("07/08/25", "2025-08-07"), ("7-8-2025", "2025-07-08"), ("2024–25 season", "2024 to 2025"),
]  # fmt: skip

PLAIN = (
    "5 kg", "~5 kg", ">= 5 MW", "at most 20%", "24 to 27 kW", "24 .. 27 kW", "25 ± 1 kW", "25 +2 -1 kW", "$1.2 to 1.5 billion",
    "5% per year", "2x per 2 years", "doubling in 2.3 year", "1 in 1000", "2h30m", "3 x 10^6 m", "20 °C", "2025-11-05 ± 3 day",
    "2025-Q4", "year 1850", "0.83 (95% CI 0.77 to 0.89) kg", "normal(10, 2) kW", "one_of(20%: 2, 80%: 4) chip", "9.5(2) kg",
    "10 ± 5 kg between 0 and 20 kg", "5 kWh/day/person", "$0.3 per 1M token", "1.2 to 1.5 bn USD", "-12 to -3 °C",
)  # fmt: skip


def refused(text: str) -> Problem:
    found = parse(text, STANDARD)
    assert isinstance(found, Problem), found
    return found


def named(problem: Problem) -> list[str]:
    """The spellings that the hints of a problem say to write; those of an example are another value's."""
    hints = [each for each in problem.hints if re.search(r"\bwrite|\bmean\b|^or\b", each)]
    hints = [each for each in hints if not re.search(r"\b(?:such )?as\b", each)]
    return [each for hint in hints for each in re.findall('"([^"]+)"', hint)]


@pytest.mark.parametrize(("text", "spelling"), AWKWARD)
def test_mended__a_refusal_names_a_spelling_that_is_read(text: str, spelling: str) -> None:
    problem = refused(text)
    assert spelling in re.findall('"([^"]+)"', " ".join(problem.hints)), problem
    assert isinstance(parse(spelling, STANDARD), Written)
    for each in named(problem):
        assert isinstance(parse(each, STANDARD), Written), each


def test_mended__the_table_is_long_enough() -> None:
    assert len({text for text, _ in AWKWARD}) == len(AWKWARD) >= 150


@settings(deadline=None)
@given(st.integers(0, len(AWKWARD) + len(PLAIN) - 1), st.integers(0, 2**32), st.integers(1, 3))
def test_mended__no_hint_names_a_spelling_that_is_refused(which: int, seed: int, slips: int) -> None:
    rng = random.Random(seed)
    text = (*(text for text, _ in AWKWARD), *PLAIN)[which]
    for _ in range(slips):
        at = rng.randrange(len(text) + 1)
        other = rng.choice(["", text[at : at + 1] * 2, rng.choice("0123456789 .,-–~%$/±()kKMB°xn")])
        text = text[:at] + other + text[at + rng.randrange(2) :]
    found = parse(text, STANDARD)
    if isinstance(found, Problem):
        for each in named(found):
            if "define it" not in " ".join(found.hints):
                assert isinstance(parse(each, STANDARD), Written), (text, found)


@pytest.mark.parametrize("text", ["n/a", "N/A", "unknown", "TBD", "?", "-", "none", "yes"])
def test_mended__what_is_no_value_is_missing(text: str) -> None:
    assert refused(text).hints == ("write `missing` with the reason, in place of `value`",)
    found = edition("claims: {a: {title: A, missing: nobody says}}")
    assert not [each for each in found.findings if each.severity == "error"]


@dataclass(frozen=True)
class Own:
    """A unit of a base, as its files define it."""

    plural: str = ""
    equals: str = ""


@pytest.mark.parametrize(
    ("text", "unit", "spelling"),
    [
        ("5 apples", "apple: {title: apple, plural: apples}", "5 apples"),
        ("7 H100s", "H100: {title: H100, plural: H100s}", "7 H100s"),
        ("~3 rice/day", "rice: {title: rice}", "~3 rice/day"),
        ("3 dozen eggs", "egg: {title: egg, plural: eggs}", "36 eggs"),
    ],
)
def test_mended__a_unit_that_nobody_knows_is_defined_as_the_hint_says(
    text: str, unit: str, spelling: str
) -> None:
    hint = refused(text).hints[0]
    assert hint.endswith(f"define it in the section `units` of the base: {unit}")
    assert spelling == text or f'write "{spelling}"' in hint
    found = edition(f"units: {{{unit}}}\nclaims: {{a: {{title: A, value: {spelling}}}}}")
    assert not [each for each in found.findings if each.severity == "error"]
    assert point(found, "a") == float(re.findall("[0-9]+", spelling)[0])


@pytest.mark.parametrize(
    ("size", "unit"), [("236.5882365 mL", "cups"), ("28.349523125 g", "oz"), ("1000 year", "kyr"), ("1000000 ft^3", "MMcf")]
)  # fmt: skip
@settings(deadline=None, max_examples=15)
@given(st.integers(1, 60), st.integers(1, 30))
def test_mended__each_number_is_put_into_the_unit_that_is_named(
    size: str, unit: str, low: int, more: int
) -> None:
    factor, name = size.split(" ")
    for text, parts in (
        ("{0} {u}", (low,)), ("~{0} {u}", (low,)), ("at least {0} {u}", (low,)), ("{0} to {1} {u}", (low, low + more)),
        ("{0} .. {1} {u}", (low, low + more)), ("{1} ± {0} {u}", (low, low + more)),
    ):  # fmt: skip
        told = named(refused(text.format(*parts, u=unit)))[0]
        found = parse(told, STANDARD)
        exact = parse(text.format(*(f"{each * float(factor):.6f}" for each in parts), u=name), STANDARD)
        assert isinstance(found, Written)
        assert isinstance(exact, Written)
        assert found.point == pytest.approx(exact.point, rel=2e-3), (text, told)
        assert found.bound == exact.bound
        if found.ends and exact.ends:
            assert found.ends == pytest.approx(exact.ends, rel=2e-3), (text, told)


@pytest.mark.parametrize(
    "text", ["10 (2)", "5 (2023)", "5 million (2023)", "10 (20%)", "10 (2 kg)", "5 (3)", "1.5K (12)"]
)
def test_parse__a_number_is_not_multiplied_by_what_stands_in_brackets_behind_it(text: str) -> None:
    assert "brackets" in refused(text).message


@pytest.mark.parametrize("text", ["5 of", "5 or", "5 less than 3", "half of 10"])
def test_mended__no_hint_defines_a_word_as_a_unit_that_is_none(text: str) -> None:
    assert "define it" not in " ".join(refused(text).hints)


@pytest.mark.parametrize("text", ["5K million USD", "2025-13-45", "0000-00-00", "0x per year", "1/0"])
def test_mended__what_cannot_be_told_gets_no_other_value(text: str) -> None:
    assert named(refused(text)) == []


@pytest.mark.parametrize(
    ("text", "spelling", "note"),
    [
        ("5 kg of rice", "5 kg", "what it is of in the title"), ("5 kg rice", "5 kg", "what it is of in the title"),
        ("grew 5% in 2024", "5% per year", "`as_of: 2024`"), ("5 Kgs in 2023", "5 kg", "`as_of: 2023`"),
    ],
)  # fmt: skip
def test_mended__what_is_left_out_of_a_spelling_is_said(text: str, spelling: str, note: str) -> None:
    (hint,) = refused(text).hints
    assert hint.startswith(f'write "{spelling}"')
    assert note in hint


# --- years


@pytest.mark.parametrize(
    ("text", "day"),
    [("year 1850", "1850-07-02"), ("the year 850", "0850-07-02"), ("year 2025", "2025-07-02")],
)
def test_parse__a_year_of_any_century_is_a_date_behind_its_word(text: str, day: str) -> None:
    from whence.language.values.numerals import written_date

    found = parse(text, STANDARD)
    assert isinstance(found, Written)
    assert found.unit.style == "date"
    assert written_date(found.point) == day


def test_parse__years_make_ranges_and_take_errors() -> None:
    ends = parse("year 1850 to year 1859", STANDARD)
    assert isinstance(ends, Written)
    assert ends.ends == (parse("1850-01-01", STANDARD).point, parse("1860-01-01", STANDARD).point)  # type: ignore[union-attr]
    error = parse("year 1850 ± 2 year", STANDARD)
    assert isinstance(error, Written)
    assert error.unit.style == "date"


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("2025 ± 1 year", "year 2025 ± 1 year", "2025 year ± 1 year"),
        ("2025 ± 2 months", "year 2025 ± 2 months", "2025 months ± 2 months"),
        ("2025 +1 -2 year", "year 2025 +1 -2 year", "2025 year +1 -2 year"),
        ("2020 to 2030 years", "2020 to 2030", "2020 years to 2030 years"),
    ],
)
def test_parse__a_year_with_an_error_is_no_duration(text: str, date: str, time: str) -> None:
    assert named(refused(text)) == [date, time]
    styles = [parse(each, STANDARD).unit for each in (date, time)]  # type: ignore[union-attr]
    assert styles[0].style == "date"
    assert styles[1].dimension == STANDARD.parse("s").dimension  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "unit", "way"),
    [
        ("2000 to 2050", "MW", "write 2000 to 2050 MW"), ("2000 .. 2050", "kg", "write 2000 .. 2050 kg"), ("~2000", "MW", "write ~2000 MW"),
        ("1850", "date", "write year 1850"), ("1700 to 1850", "date", "write year 1700 to year 1850"),
    ],
)  # fmt: skip
def test_unit__four_digits_are_years_or_numbers_as_it_says(value: str, unit: str, way: str) -> None:
    found = edition(f"claims: {{a: {{title: A, value: {value}, unit: {unit}}}}}")
    (error,) = (each for each in found.findings if each.severity == "error")
    assert error.message.endswith(way)
    again = edition(f"claims: {{a: {{title: A, value: {way.removeprefix('write ')}, unit: {unit}}}}}")
    assert not [each for each in again.findings if each.severity == "error"]


@pytest.mark.parametrize(
    ("as_of", "way"),
    [
        ("March 2025", "2025-03"), ("Q4 2025", "2025-Q4"), ("2025-3", "2025-03"), ("5 March 2025", "2025-03-05"), ("H1 2025", "2025-H1"),
        ("end of 2025", "2025-12-31"), ("2024-2025", "2024 to 2025"), ("March to June 2025", "2025-03 to 2025-06"), ("2020s", "2020 to 2029"),
        ("year 1850", "1850"), ("2025-02-30", "2025-02-28"), ("2025/11/05", "2025-11-05"), ("Jan 2024 - Mar 2024", "2024-01 to 2024-03"),
    ],
)  # fmt: skip
def test_as_of__in_another_spelling_is_told_in_its_own(as_of: str, way: str) -> None:
    found = edition(f'claims: {{a: {{title: A, value: 1 kg, as_of: "{as_of}"}}}}')
    (error,) = (each for each in found.findings if each.severity == "error")
    assert error.hints == (f"write {way}",)
    again = edition(f'claims: {{a: {{title: A, value: 1 kg, as_of: "{way}"}}}}')
    assert not [each for each in again.findings if each.severity == "error"]


def test_as_of__may_be_half_a_year() -> None:
    from whence.language.values.days import covered

    found = edition(
        "claims: {a: {title: A, value: 1 kg, as_of: 2025-H1}, b: {title: B, value: 1 kg, as_of: 2024-H2 to 2025-H1}}"
    )
    assert not [each for each in found.findings if each.severity == "error"]
    assert covered("2025-H1") == covered("2025-01 to 2025-06")
