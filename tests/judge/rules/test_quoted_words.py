"""Figures against the words that are quoted for them: units, rates, bounds, errors, dates, and whose words they are."""

from __future__ import annotations

import pytest

from small import edition
from whence.judge.edition import Edition
from whence.language.problems import Finding

# The rules that read quoted words; each is told at the words themselves.
READERS = frozenset(
    ("excerpt-differs", "excerpt-of-another", "bound-turned", "bound-lost", "end-left-out", "error-differs",
     "as-of-differs", "fiscal-year")
)  # fmt: skip


def base(value: str, excerpt: str, more: str = "") -> Edition:
    return edition(f"""
    sources: {{s: {{title: S}}}}
    units: {{gadget: {{title: Gadget}}}}
    claims: {{a: {{title: A, value: '{value}', kind: fact, {more}cites: [{{source: s, excerpt: "{excerpt}"}}]}}}}
    """)


def told(found: Edition) -> set[str]:
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    return {each.rule for each in found.findings} & READERS


def one(found: Edition, rule: str) -> Finding:
    return next(each for each in found.findings if each.rule == rule)


DIFFERS = [
    # one end is there, and the other is another: what the two make, such as their middle, does not stand for it
    ("3 to 5 m", "it was 3 to 7 m long"), ("3 to 5 m", "between 3 and 7 metres"), ("3 .. 5 m", "3 to 7 m"), ("4 to 10 kg", "10 to 14 kg"),
    # units of one kind, in signs and in words
    ("5 km", "5 miles"), ("5 mile", "5 kilometres"), ("5 km", "5 mi"), ("1 m", "1 yard"), ("100 m", "100 ft"),
    ("5 L", "5 gallons"), ("5 gal", "five litres"), ("2 L", "2 pints"), ("5 kg", "5 lbs"), ("70 kg", "70 stone"),
    ("5 t", "5 short tons"), ("5 t", "5 long tons"), ("5 lb", "5 kilos"), ("5 g", "5 ounces"), ("5 ha", "5 acres"),
    ("5 m^2", "5 square feet"), ("5 m^2", "5 sq ft"), ("5 m^3", "5 cubic feet"), ("5 km^2", "5 km"), ("5 kW", "5 hp"),
    ("5 kWh", "5 kilojoules"), ("30 km/hour", "30 mph"), ("30 mph", "30 km/h"), ("30 km/hour", "30 knots"),
    ("20 °C", "20 °F"), ("20 °C", "20 degrees Fahrenheit"), ("68 °F", "68 degrees Celsius"), ("300 K", "300 °C"),
    ("1.5 K", "a warming of 1.5 °F"),
    # bits and bytes
    ("5 GB", "5 Gb"), ("5 Gbit", "5 GB"), ("5 GB", "5 gigabits"), ("100 Mbit/s", "100 MB/s"), ("100 MB/s", "100 Mbps"),
    ("12 Tbit/s", "12 TBps"), ("8 bit", "8 bytes"),
    # currencies, by signs, codes, words
    ("5 EUR", "$5"), ("5 USD", "5 euros"), ("5 USD", "EUR 5"), ("5 GBP", "5 dollars"), ("5 USD", "5 pounds sterling"),
    ("5 CAD", "US$5"), ("5 USD", "A$5"), ("5 USD", "5 Canadian dollars"), ("5 CNY", "5 yen"), ("5 CHF", "5 kroner"),
    ("5 million USD", "£5 million"), ("3 bn EUR", "three billion dollars"), ("5 USD", "5 cents"),
    # per what
    ("5 USD/month", "$5 per year"), ("5 USD/year", "$5 monthly"), ("5 USD/day", "$5 a week"), ("5 USD/kg", "$5 per lb"),
    ("5 USD/kg", "$5 per tonne"), ("5 USD/person", "$5 per household"), ("5 USD/household", "$5 a person"),
    ("5 USD/token", "$5 per word"), ("5 kWh/day", "5 kWh each week"), ("5 USD/m^2", "$5 per square foot"),
    ("5 dose/patient", "5 doses per household"), ("5 USD/MWh", "$5 per kWh"), ("5 L/day", "5 litres an hour"),
    ("5 USD/kg", "$5 per barrel"),
    # per cent
    ("0.6%", "60 %"), ("60%", "0.6 percent"), ("5%", "five hundred percent"), ("3%", "25 basis points"),
    ("5% per year", "up 5 percentage points each year"), ("5% per year", "5 pp a year"),
    # how often
    ("2 1/day", "three times a day"), ("4 1/day", "twice a day"), ("2 1/day", "every 6 hours"), ("6 1/day", "every 6 hours"),
    ("1 1/week", "inspected monthly"), ("1 1/day", "twice daily"), ("2 dose/day", "2 doses every 8 hours"),
    ("1 1/year", "every other year"), ("1 1/hour", "once every six hours"),
    # growth and its time
    ("2x per year", "doubles every 2 years"), ("2x per year", "a doubling time of 6 months"), ("doubling in 2 year", "doubling every 2 months"),
    ("halving in 5730 year", "a half-life of 5370 years"), ("1.41x per year", "doubles every six months"), ("3x per year", "triples every 2 years"),
    ("5% per year", "5% a month"), ("10x per year", "tenfold every 5 years"), ("0.5 OOM/year", "0.5 OOMs per month"), ("4x per year", "fourfold in two years"),
    ("2x per 5 month", "doubled in the past 5 years"), ("14x per 2 month", "a 2-year 14x increase"), ("14x per 2 year", "14x in 2 months"),
    # scale
    ("3 million USD", "three billion dollars"), ("300", "three thousand"), ("2 person", "two hundred people"), ("5 MW", "5 gigawatts"),
    # a number that is something else: a year, the day of a date, a power of ten
    ("2022 chip", "2e25 chips"), ("2024 chip", "4K chips in 2024"), ("5 kg", "3 kg on 5 May 2024"), ("2.0 kg", "2e3 kg"),
    # both ends
    ("10 to 20 kg", "10 to 25 kg"), ("10 to 20 kg", "from 10 kg"), ("10 to 20 kg", "between 12 and 20 kg"), ("10 to 20 kg", "ten to thirty kilos"),
    ("5 ± 1 kg", "7 ± 1 kg"),
    # dates
    ("2024-05-03", "on 3 May 2023"), ("2024-05", "in June 2024"), ("2024-05-03", "on June 3rd"), ("2025-11", "since October"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "excerpt"), DIFFERS)
def test_excerpt__carries_another_figure(value: str, excerpt: str) -> None:
    found = base(value, excerpt)
    assert told(found) == {"excerpt-differs"}
    assert found.base.records.claims["a"].cites[0].excerpt in one(found, "excerpt-differs").message
    place = one(found, "excerpt-differs").place
    assert place
    assert place.column > 60


CARRIES = [
    # what is cut off, or made of what is quoted as a whole
    ("10 ± 8 kg between 0 and inf", "10 ± 8 kg"), ("10 ± 8 kg between 0 and 40", "10 ± 8 kg"), ("3 to 5 m", "half of 6 to 10 m"),
    ("5 km", "5 kilometers"), ("8 km", "5 miles"), ("5 mile", "8 km"), ("5 L", "5 liters"), ("19 L", "5 gallons"),
    ("5 gal", "5 US gallons"), ("5 t", "5 tons"), ("5 t", "5 metric tons"), ("5000 kg", "5 tonnes"), ("5 kg", "11 pounds"), ("5 GBP", "5 pounds"),
    ("5 GBP", "£5"), ("5 CAD", "$5"), ("5 CAD", "C$5"), ("0.12 USD", "12 cents"), ("0.12 GBP", "12 pence"), ("5 JPY", "¥5"),
    ("20 °C", "68 °F"), ("68 °F", "20 °C"), ("20 °C", "twenty degrees Celsius"), ("-40 °C", "minus 40 degrees C"), ("300 K", "27 °C"),
    ("1.5 K", "a warming of 1.5 °C"), ("5 m^2", "5 square metres"), ("5 m^2", "54 square feet"), ("5 m^2", "5 m²"),
    ("9 m", "9m wide"), ("5 K", "cooled to 5K"), ("64 B", "64B of it"), ("9 million USD", "$9m"), ("405 bn", "405B"),
    ("5 GB", "40 Gb"), ("5 GB", "5 gigabytes"), ("100 Mbit/s", "100 Mbps"), ("12.5 MB/s", "100 Mbit/s"), ("12 Tbit/s", "12 Tb/s"),
    ("30 mph", "48 km/h"), ("108 km/hour", "30 m/s"), ("5 USD/month", "$60 per year"), ("5 USD/month", "$5 a month"),
    ("5 USD/kg", "$5 a kilo"), ("5 USD/kg", "$5 per kilogram"), ("5 USD/kg", "$5000 per tonne"), ("5 USD/person", "$5 a head"),
    ("5 USD/person", "$5 per customer"), ("5 USD/chip", "$5 per GPU"), ("5 USD/gadget", "$5 per unit"), ("5 USD/person/year", "$5 per person"),
    ("60%", "0.6 of it"), ("60%", "sixty percent"), ("5%", "5 percentage points"), ("0.25%", "25 basis points"), ("50%", "half of it"),
    ("40%", "60% of the others"), ("0.001", "one in a thousand"), ("25%", "a quarter of all"),
    ("2 1/day", "twice a day"), ("2 1/day", "twice daily"), ("4 1/day", "every 6 hours"), ("4 1/day", "every six hours"), ("1 1/day", "once a day"),
    ("0.5 1/day", "every other day"), ("1 1/month", "inspected monthly"), ("6 dose/day", "2 doses every 8 hours"), ("6 hour", "every 6 hours"),
    ("52 1/year", "weekly"), ("10 kg/day", "20 kg every other day"),
    ("2x per year", "doubles every year"), ("2x per year", "doubling every 12 months"), ("doubling in 6 month", "a doubling time of six months"),
    ("doubling in 6 month", "a 6-month doubling time"), ("4x per year", "doubles every 6 months"), ("halving in 5730 year", "a half-life of 5730 years"),
    ("2.3 year", "2x in 2.3 years"), ("10x per 5 year", "tenfold every 5 years"), ("2x per year", "4x every two years"), ("1.41x per year", "2x every two years"),
    ("5% per year", "growing 5 percent a year"), ("1.05x per year", "5% annually"), ("-5% per year", "shrinks 5% a year"), ("3x", "tripled"), ("3x", "threefold"), ("14x per 2 year", "a 2-year ~14x increase"),
    ("2x per 5 year", "twice what it was 5 years ago"), ("2x per 5 year", "doubled over five years"), ("2x per 5 year", "2x, from 5 months of work"),
    ("2x", "doubled"), ("10x", "ten times as many"), ("0.5 OOM/year", "half an order of magnitude a year"), ("10x", "an order of magnitude"),
    ("300 chip", "three hundred chips"), ("2000 chip", "2000 chips in 2024"), ("1200000 USD", "$1.2 million"), ("250000", "a quarter of a million"),
    ("10 to 20 kg", "10-20 kg"), ("10 to 20 kg", "10kg–20kg"), ("10 to 20 kg", "between ten and twenty kilos"), ("17 to 23 kg", "20 ± 3 kg"),
    ("15 ± 5 kg", "10 to 20 kg"), ("5 km", "about 5,000 m"), ("2 kg", "a 2-kg bag"), ("2 kg", "2.0 kg"), ("5 USD", "5.00 dollars"),
    ("-5 USD", "a loss of $5"), ("5e6 m", "5 × 10^6 m"), ("2024-05-03", "on May 3rd"), ("2024-05", "in May"), ("2025-11", "already November"),
    ("2024-05-03", "by May 2024"), ("3 GW", "3 GW in 2024"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "excerpt"), CARRIES)
def test_excerpt__carries_the_figure(value: str, excerpt: str) -> None:
    assert told(base(value, excerpt)) == set()


@pytest.mark.parametrize(
    ("value", "excerpt", "says"),
    [
        ("5 USD/person", "$5 per household", "per household, not per person"),
        ("5% per year", "5 percentage points a year", "percentage points"),
        ("5 USD/month", "$5 per year", "which is in USD/year, not in USD/month"),
        ("20 °C", "20 °F", "which is in °F, not in °C"),
        ("5 EUR", "$5", "which is in USD, not in EUR"),
        ("5 GB", "5 Gb", "which is in Gbit, not in GB"),
        ("5 MW", "5 GW", "1e+3 times the figure"),
        ("4 1/day", "4 an hour", "per another time"),
    ],
)
def test_excerpt__says_how_it_differs(value: str, excerpt: str, says: str) -> None:
    assert says in one(base(value, excerpt), "excerpt-differs").message


# A value, the words, and the rule that speaks; an empty text for none.
BOUNDS = [
    ("at most 5 kg", "at least 5 kg of it", "bound-turned"), ("at least 5 kg", "at most 5 kg", "bound-turned"),
    (">= 50 MW", "up to 50 MW", "bound-turned"), ("> 5 kg", "fewer than 5 kg", "bound-turned"), ("<= 5 kg", "5 kg or more", "bound-turned"),
    (">= 5 kg", "5 kg or less", "bound-turned"), ("< 5 kg", "in excess of 5 kg", "bound-turned"), (">= 5 kg", "it must not exceed 5 kg", "bound-turned"),
    ("<= 200 MW", "200+ megawatts", "bound-turned"), ("<= 5 kg", "≥ 5 kg", "bound-turned"), (">= 5 USD", "as little as that, as much as $5", "bound-turned"),
    ("> 70%", "less than 70%", "bound-turned"), (">= 2x per year", "doubles in no less than a year", "bound-turned"),
    ("<= 5 kg", "never less than 5 kg", "bound-turned"), (">= 5 kg", "isn't more than 5 kg", "bound-turned"),
    ("at most 5 kg", "no more than 5 kg", ""), ("at most 5 kg", "up to 5 kg", ""), ("at least 5 kg", "5 kg or more", ""), ("at least 5 kg", "5+ kg", ""),
    ("> 5 kg", "over 5 kg", ""), ("> 5 kg", "at least 5 kg", ""), (">= 5 kg", "never less than 5 kg", ""), ("<= 5 kg", "isn't more than 5 kg", ""),
    (">= 5 kg", "a load of 5 kg", ""), ("< 5 kg", "may not exceed 5 kg", ""), (">= 2x per year", "doubles in less than a year", ""),
    (">= 5 kg", "5 kg, and up to 7 kg", ""),
    ("5 kg", "more than 5 kg", "bound-lost"), ("50 MW", "at least 50 MW", "bound-lost"), ("50 MW", "up to 50 MW", "bound-lost"),
    ("50%", "more than half of it", "bound-lost"), ("5 kg", "weighs over 5 kg", "bound-lost"), ("5 ± 1 kg", "more than 5 kg", "bound-lost"),
    ("5 kg", "5 kg or more", "bound-lost"), ("5 million USD", "upwards of $5 million", "bound-lost"), ("5 kg", "a maximum of 5 kg", "bound-lost"),
    ("5 kg", "fewer than 5 kg", "bound-lost"), ("200 MW", "200+ megawatts", "bound-lost"), ("5 kg", ">5 kg", "bound-lost"),
    ("20 building", "twenty buildings at most", "bound-lost"), ("2x per year", "doubling in less than a year", "bound-lost"),
    ("~5 kg", "more than 5 kg", ""), ("~5 kg", "nearly 5 kg", ""), ("5 kg", "just over 5 kg", ""), ("5 kg", "nearly 5 kg", ""), ("5 kg", "about 5 kg", ""),
    ("5 kg", "3 times more than 5 kg", ""), ("5 kg", "2 kg more than 5 kg", ""), ("5 kg", "twice as much as 5 kg", ""), ("5 year", "a mean over 5 years", ""),
    ("5 year", "children under 5 years", ""), ("5 kg", "adds up to 5 kg", ""), ("1 child", "at least one of the children", ""),
    ("5 kg", "5 kg. At least 7 people saw it", ""), ("5 to 9 kg", "more than 5 kg and up to 9 kg", ""), ("5 kg", "only 5 kg", ""),
    ("2030", "it stops before 2030", "bound-lost"), ("2030-01-01", "only after 2030", "bound-lost"), ("< 2030", "after 2030", "bound-turned"),
    ("> 2025-03", "prior to March 2025", "bound-turned"), ("< 2030-01-01", "it stops before 2030", ""), ("> 2030", "a bit beyond 2030", ""),
    ("2030", "by 2030", ""), ("2030", "not before 2030", ""), ("2023", "since 2023", ""),
    ("10 OOM", "without change over 10 orders of magnitude", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "excerpt", "rule"), BOUNDS)
def test_bound__is_that_of_the_words(value: str, excerpt: str, rule: str) -> None:
    assert told(base(value, excerpt)) == ({rule} if rule else set())


def test_bound_lost__one_excerpt_without_it_is_enough() -> None:
    found = edition("""
    sources: {s: {title: S}}
    claims: {a: {title: A, value: 5 kg, cites: [{source: s, excerpt: up to 5 kg}, {source: s, excerpt: the 5 kg of it}]}}
    """)
    assert told(found) == set()


@pytest.mark.parametrize(
    ("value", "hint"),
    [("5 kg", 'write ">= 5 kg"'), ("$5 million", 'write ">= $5 million"'), ("5 ± 1 kg", "")],
)
def test_bound_lost__names_a_spelling_that_is_a_bound(value: str, hint: str) -> None:
    words = "more than $5 million" if "$" in value else "more than 5 kg"
    assert one(base(value, words), "bound-lost").hints == ((hint,) if hint else ())


@pytest.mark.parametrize(
    ("value", "excerpt", "differs"),
    [
        ("20 ± 0.3 kg", "20 ± 3 kg", True), ("10 ± 0.3 kg", "10 kg ± 3 kg", True), ("10 ± 3 kg", "10(1) kg", True), ("20 ± 3 kg", "20 +/- 0.3 kg", True),
        ("20 ± 3 kg", "20 kg, plus or minus 2 kg", True), ("20 ± 3 kg", "20 kg, give or take a kilo or 5 kg", False), ("10 ± 1 kg", "10 kg ± 20%", True),
        ("9.5(2) kg", "9.5(3) kg", True), ("20 ± 300 g", "20 g ± 3 kg", True),
        ("20 ± 3 kg", "20 ± 3 kg", False), ("20 ± 3 kg", "20 kg, give or take 3 kg", False), ("20 ± 3 kg", "20(3) kg", False), ("20 ± 3 kg", "20 kg", False),
        ("10 ± 1 kg", "10 kg ± 10%", False), ("10 kg ± 10%", "10 ± 1 kg", False), ("9.5 ± 0.2 kg", "9.5(2) kg", False), ("20 ± 3 kg", "20 kg ± 3000 g", False),
        ("20 ± 1.53 kg", "20 ± 3 kg (95% CI)", False), ("20 ± 1.53 kg", "20 ± 3 kg", True), ("20 ± 1.5 kg", "20 ± 3 kg (2σ)", False),
        ("20 +3 -2 kg", "20 ± 3 kg", False), ("20 +3 -2 kg", "20 ± 5 kg", True), ("20 kg", "20 ± 3 kg", False), ("17 to 23 kg", "20 ± 3 kg", False),
        ("20 ± 5 km/hour", "20 ± 5 km/hour", False), ("20 ± 5 km/hour", "20 ± 0.5 km/hour", True), ("3.3 ± 0.4 mm/year", "3.3 ± 0.4 mm/yr", False),
        ("3.3 ± 0.4 mm/year", "3.3 ± 4 mm per year", True), ("20 ± 5 µg/day", "20 ± 5 µg per day", False), ("89% ± 2%", "89 ± 2 %", False),
        ("5.2 ± 0.3 kg/year", "5.2 ± 0.3 kg per annum", False), ("20 ± 5 mL", "20 ± 5 ml", False), ("10 ± 4 EJ", "10 ± 4 EJ", False),
        ("20 ± 5 million EUR", "€20 ± 5 million", False), ("20 ± 5 million EUR", "20 ± 5 million euros", False), ("20 ± 5 million EUR", "€20 ± 50 million", True),
    ],
)  # fmt: skip
def test_error__is_that_of_the_words(value: str, excerpt: str, differs: bool) -> None:
    assert told(base(value, excerpt)) == ({"error-differs"} if differs else set())


@pytest.mark.parametrize(
    ("value", "excerpt", "left"),
    [
        ("10 kg", "10 to 20 kg", True), ("20 kg", "10–20 kg", True), ("10 kg", "between 10 and 20 kg", True), ("$10", "$10-20", True),
        ("10 to 20 kg", "10 to 20 kg", False), ("10 kg", "10 kg and 20 kg", False), ("20 kg", "grew from 10 to 20 kg", False), ("~10 kg", "10 to 20 kg", False),
        (">= 10 kg", "10 to 20 kg", False), ("15 ± 3 kg", "10 to 20 kg", False), ("10 kg", "10 to 20 kg; this one 10 kg", False), ("10 kg", "from 20 to 10 kg", False),
    ],
)  # fmt: skip
def test_range__has_two_ends(value: str, excerpt: str, left: bool) -> None:
    assert told(base(value, excerpt)) == ({"end-left-out"} if left else set())


def test_range__whose_other_end_is_another_claim_is_whole() -> None:
    found = edition("""
    sources: {s: {title: S}}
    claims:
      low: {title: Low, value: 10 kg, cites: [{source: s, excerpt: 10 to 20 kg}]}
      high: {title: High, value: 20 kg, cites: [{source: s, excerpt: 10 to 20 kg}]}
    """)
    assert told(found) == set()


# --- whose words they are

TWO = """
    sources: {{s: {{title: S}}, t: {{title: T}}}}
    claims:
      a: {{title: {title}, value: '{value}', kind: {kind}, cites: [{{source: s, excerpt: "{excerpt}"{more}}}]}}
      b: {{title: Power that the four halls draw, value: 200 MW, kind: fact, cites: [{{source: {source}, excerpt: "draw 200 MW"}}]}}
"""


def strays(
    excerpt: str, value: str = "60%", source: str = "s", kind: str = "fact", more: str = ""
) -> Edition:
    title = "Share of the land that is built on"
    text = TWO.format(title=title, value=value, excerpt=excerpt, source=source, kind=kind, more=more)
    return edition(text)


def test_stray__a_quotation_without_such_a_figure_names_the_claim_that_it_fits() -> None:
    found = strays("the four halls draw 200 MW of power")
    assert told(found) == {"excerpt-of-another"}
    assert "`b`" in one(found, "excerpt-of-another").message


@pytest.mark.parametrize("value", ["5 MW", "200 kW", "5 chip", "$3"])
def test_stray__a_quotation_with_another_figure_names_the_claim_that_it_fits(value: str) -> None:
    found = strays("the four halls draw 200 MW of power", value)
    assert told(found) == {"excerpt-differs"}
    assert "it fits  `b`, Power that the four halls draw: 200 MW" in one(found, "excerpt-differs").message


@pytest.mark.parametrize(
    "found",
    [
        strays("the four halls draw 200 MW of power", source="t"),
        strays("the four halls draw 200 MW of power", kind="assumption"),
        strays("the four halls draw 200 MW of power", more=", stance: context"),
        strays("built on land of 200 MW"),
        strays("most of the land"),
        strays("60% of the land, the four halls that draw 200 MW of power"),
    ],
)
def test_stray__is_told_only_where_the_words_fit_another_claim_of_the_document_better(found: Edition) -> None:
    assert told(found) == set()


def test_stray__swapped_citations_are_told_on_both_sides() -> None:
    found = edition("""
    sources: {s: {title: S}}
    claims:
      power: {title: Power of the plant, value: 65 MW, kind: fact, cites: [{source: s, excerpt: a plant with 7 halls}]}
      halls: {title: Halls of the plant, value: 7 building, kind: fact, cites: [{source: s, excerpt: the power is 65 MW}]}
    """)
    assert {(each.id, each.rule) for each in found.findings if each.rule in READERS} == {
        ("power", "excerpt-differs"),
        ("halls", "excerpt-differs"),
    }
    messages = {each.id: each.message for each in found.findings if each.rule == "excerpt-differs"}
    assert "it fits  `halls`, Halls of the plant: 7 building" in messages["power"]
    assert "it fits  `power`, Power of the plant: 65 MW" in messages["halls"]


# --- when it was


def timed(title: str, as_of: str, excerpt: str, kind: str = "fact", value: str = "3 GW") -> Edition:
    return edition(f"""
    sources: {{s: {{title: S}}}}
    claims: {{a: {{title: "{title}", value: '{value}', kind: {kind}, as_of: {as_of}, cites: [{{source: s, excerpt: "{excerpt}"}}]}}}}
    """)


@pytest.mark.parametrize(
    ("title", "as_of", "excerpt"),
    [
        ("Power", "2024", "3 GW in 2023"), ("Power", "2024-06", "3 GW in June 2023"), ("Power", "2024", "In 2023 it was 3 GW"),
        ("Power", "2024-Q1", "3 GW at the end of 2023"), ("Power", "2025", "3 GW during the summer of 2024, 2 GW in 2025"),
        ("Power in 2023", "2024", "3 GW"), ("Power at the end of 2023", "2024-01", "3 GW"), ("Power in late 2024", "2025-02", "3 GW"),
        ("Sales from November 2024 to January 2025", "2025-02", "3 GW"), ("Power during May 2024", "2024-06", "3 GW"),
        ("Power as of March 2024", "2024-04", "3 GW"), ("Power in Q4 2024", "2024-Q3", "3 GW"),
    ],
)  # fmt: skip
def test_as_of__is_that_of_the_title_and_the_words(title: str, as_of: str, excerpt: str) -> None:
    assert told(timed(title, as_of, excerpt)) == {"as-of-differs"}


@pytest.mark.parametrize(
    ("title", "as_of", "excerpt"),
    [
        ("Power", "2023", "3 GW in 2023"), ("Power", "2023-06", "3 GW in 2023"), ("Power", "2023", "3 GW in June 2023"), ("Power", "2024", "3 GW since 2023"),
        ("Power", "2024", "3 GW, up from 2 GW in 2023"), ("Power", "2024", "founded in 2019, it draws 3 GW"), ("Power", "2024", "3 GW before 2023"),
        ("Power in 2024 against that in 2020", "2024", "3 GW"), ("Power, from the May 2023 report", "2024", "3 GW"), ("Power of the site of 2023", "2024", "3 GW"),
        ("Sales from November 2024 to January 2025", "2024-12", "3 GW"), ("Growth since 2019", "2024", "3 GW"),
    ],
)  # fmt: skip
def test_as_of__may_be_another_than_that_of_what_else_is_dated(title: str, as_of: str, excerpt: str) -> None:
    assert "as-of-differs" not in told(timed(title, as_of, excerpt))


def test_as_of__of_a_forecast_or_of_a_date_is_its_own() -> None:
    assert told(timed("Power in 2030", "2024", "3 GW in 2030", "forecast")) == set()
    assert told(timed("Opening in 2023", "2024", "opened in 2023", value="2023")) == set()
    assert told(timed("Power", "2024", "3 GW in 2023", "estimate")) == set()
    assert told(timed("Power in 2023", "2024", "3 GW", "estimate")) == {"as-of-differs"}


@pytest.mark.parametrize(
    ("as_of", "title", "excerpt", "differs"),
    [
        ("2025", "Power", "3 GW in fiscal 2025", True), ("2025", "Power", "3 GW in FY25", True), ("2025-Q4", "Power", "3 GW in its fiscal fourth quarter", True),
        ("2025", "Power in FY2025", "3 GW", True), ("2025", "Power", "3 GW in the financial year 2025", True),
        ("2024-02 to 2025-01", "Power", "3 GW in fiscal 2025", False), ("2025-01 to 2025-12", "Power", "3 GW in fiscal 2025", False),
        ("2025", "Power", "3 GW in 2025, before the financial crisis", False), ("2025-01", "Power", "3 GW in fiscal 2025", False),
    ],
)  # fmt: skip
def test_fiscal_year__is_none_of_the_calendar(as_of: str, title: str, excerpt: str, differs: bool) -> None:
    assert ("fiscal-year" in told(timed(title, as_of, excerpt))) == differs


@pytest.mark.parametrize(
    ("value", "excerpt", "differs"),
    [
        ("1.42 (95% CI 1.10 to 1.83)", "1.42 (95% CI 1.10 to 1.38)", "interval"),
        ("0.71 (95% CI 0.60 to 0.84)", "0.71 (95% CI 0.60-0.94)", "interval"),
        ("9.5 kg (90% CI 7 to 14 kg)", "9.5 kg, 90% CI 7 to 41", "interval"),
        ("0.71 (90% CI 0.60 to 0.84)", "0.71 (95% CI 0.60 to 0.84)", "level"),
        ("1.42 (95% CI 1.10 to 1.83)", "1.42 (95% CI 1.10 to 1.83)", ""),
        ("1.42 (95% CI 1.10 to 1.83)", "1.42 (95 % confidence interval, 1.10–1.83)", ""),
        ("1.42 (95% CI 1.10 to 1.83)", "1.42 [1.10, 1.83]", ""),
        ("1.42 (95% CI 1.10 to 1.83)", "an odds ratio of 1.42", ""),
        ("1.42 (95% CI 1.10 to 1.83)", "1.42 in 12 to 15 trials, 1.10 to 1.83", ""),
    ],
)
def test_interval__around_a_figure_is_that_of_the_words(value: str, excerpt: str, differs: str) -> None:
    found = base(value, excerpt)
    assert told(found) == ({"error-differs"} if differs else set())
    if differs:
        assert f"give another {differs}" in one(found, "error-differs").message


@pytest.mark.parametrize(
    ("unit", "value", "excerpt", "differs"),
    [
        ("cup: {title: A cup of tea, plural: cups}", "5 cup", "five cups", False),
        ("cup: {title: A cup of tea, plural: cups}", "5 cup", "6 cups", True),
        ("cup: {title: A mug of ours, equals: 350 mL}", "5 cup", "1.75 L", False),
        ("cup: {title: A mug of ours, equals: 350 mL}", "5 cup", "5 cups", False),
        ("cup: {title: A mug of ours, equals: 350 mL}", "5 cup", "4 cups", True),
        ("bowl: {title: A bowl}", "500 mL", "2.11 cups", False),
    ],
)
def test_excerpt__a_unit_of_the_base_is_what_the_base_says(
    unit: str, value: str, excerpt: str, differs: bool
) -> None:
    found = edition(
        f"""
        units:
          {unit}
        claims:
          drunk: {{title: Drunk, value: {value}, cites: [{{source: book, excerpt: {excerpt}}}]}}
        """,
        "sources: {book: {title: A book}}",
    )
    assert ("excerpt-differs" in told(found)) == differs


def test_excerpt__a_number_in_words_beyond_all_numbers_is_none() -> None:
    """Two rules ended for the whole base at what is not finite."""
    found = base("5 GW", " ".join(["hundred"] * 160))
    assert not [each for each in found.findings if each.rule == "rule-failed"]
