"""The tables under the charts of one number: its mean and standard deviation beside its quantiles."""

from __future__ import annotations

import pytest

from small import edition
from whence.account import reasons
from whence.publish import site
from whence.publish.pages import rivalry, words, worth
from whence.publish.pages.book import Book

BASE = """
    claims:
      bag: {title: Bag, value: 10 ± 2 kg, kind: assumption, why: for a test}
      growth: {title: Growth, value: 2x per year to 3x per year, kind: assumption, why: for a test}
"""


def tables(id: str) -> list[dict[str, str]]:
    book = Book(edition(BASE))
    summary = book.edition.summaries[id]
    charts = (worth.bar(book, id, summary), worth.density(book, id, summary))
    return [dict(each.rows) for each in charts if each]


def test_bar_and_density__have_mean_and_standard_deviation_in_their_tables() -> None:
    bar, density = tables("bag")
    for table in (bar, density):
        assert (table["mean"], table["standard deviation"]) == ("10 kg", "2 kg")


MIX = """
    choices: {gauge: {title: Gauge, options: {upper: 1, lower: 2}, credence: {upper: 50%, lower: 50%}}}
    claims:
      a: {title: First part, value: 10 ± 2 kg}
      b: {title: Second part, value: 10 ± 1.9 kg}
      c: {title: Third part, value: 10 ± 1.8 kg}
      all: {title: All parts, formula: a + b + c, inputs: {a: a, b: b, c: c}, unit: kg}
      two: {title: Two parts, formula: 3 * a + b, inputs: {a: a, b: b}, unit: kg}
      read: {title: As read, formula: a * g, inputs: {a: a, g: gauge}, unit: kg}
    checks: {fits: {title: It fits, assert: r < m, inputs: {r: read, m: 13 kg}, on_fail: rule-out}}
"""


def test_points__most_is_more_than_half() -> None:
    """Of 37 % it was said that most of the uncertainty comes from there."""
    book = Book(edition(MIX))
    found = {
        id: " ".join(worth.points(book, id, book.edition.summaries[id])) for id in ("all", "two", "read")
    }
    assert "The largest part of its uncertainty (37%) comes from “First part”." in found["all"]
    assert "Most of its uncertainty (91%) comes from “First part”." in found["two"]


def test_density__the_point_is_that_of_the_formula_where_it_is() -> None:
    """Of a value as it is written, and of the median of the draws that evidence leaves, it is not."""
    book = Book(edition(MIX))
    rows = {}
    for id in ("a", "all", "read"):
        chart = worth.density(book, id, book.edition.summaries[id])
        assert chart
        rows[id] = [name for name, _ in chart.rows if name.startswith("point")]
    assert rows == {"a": ["point"], "all": ["point (formula at central values)"], "read": ["point"]}


def test_bar_and_density__growth_has_no_standard_deviation_of_its_factor() -> None:
    for table in tables("growth"):
        assert "standard deviation" not in table
        assert table["mean"].startswith("none: ")


def test_verdicts__of_a_choice_name_the_checks_that_rule_its_other_readings_out() -> None:
    book = Book(
        edition("""
            claims:
              full: {title: Full, value: 1000 L, kind: assumption, why: for a test}
              twenty: {title: Twenty kegs, formula: 20 * keg, inputs: {keg: keg}, unit: L}
            choices:
              keg: {title: What a keg is, options: {small: 20 L, large: 50 L}}
              word: {title: A word of the notes, options: {one: 1 kg}}
            checks:
              fits: {title: Twenty kegs are full, assert: twenty / full > 0.9, inputs: {twenty: twenty, full: full}, on_fail: rule-out}
        """)
    )
    choices = book.edition.base.records.choices
    told = {
        id: [each.text for each in worth.verdicts(book, id, choices[id], book.edition.summaries[id], None)]
        for id in choices
    }
    assert told["keg"] == ["“Twenty kegs are full” rules other readings out."]
    assert told["word"] == [
        "No check, no second source and no figure of its own speaks for it or against it."
    ]


DOUBTS = """
    claims:
      fees: {title: Late fees, value: 120000 EUR/year, kind: fact, cites: [leaflet]}
      per: {title: Fees per kg, formula: f / l, inputs: {f: fees, l: 1310000 kg/year}, unit: EUR/kg}
      twice: {title: Twice, formula: 2 * p, inputs: {p: per}, unit: EUR/kg}
      theft: {title: Theft, value: 3000 kg/year, kind: fact, status: disputed, why: doubted, cites: [s]}
      share: {title: Share of theft, formula: d / l, inputs: {d: theft, l: 1310000 kg/year}, unit: "%"}
      half: {title: Half, formula: s / 2, inputs: {s: share}, unit: "%"}
      both: {title: Both, formula: h * p, inputs: {h: half, p: twice}, unit: EUR/kg}
    checks:
      few: {title: Few, assert: h < 1, inputs: {h: half}, on_fail: conflict}
"""
LEAFLET = "sources: {leaflet: {title: A leaflet, status: retracted, why: withdrawn}, s: {title: S}}"


@pytest.mark.parametrize(
    ("id", "word", "text"),
    [
        ("per", "rests on a retracted source", "“A leaflet” is retracted."),
        ("twice", "rests on a retracted source", "“A leaflet” is retracted."),
        ("half", "rests on a disputed claim", "“Theft” is disputed."),
        ("both", "rests on a retracted source", "“A leaflet” is retracted and “Theft” is disputed."),
        # what its own findings say is said once
        ("fees", "retracted input", "this cites `leaflet`, which was retracted"),
        ("share", "disputed input", "this rests on `theft`, which is disputed"),
    ],
)
def test_verdicts__name_what_a_number_rests_on_however_far_up_that_no_longer_stands(
    id: str, word: str, text: str
) -> None:
    """Two steps below a retracted source a number was “not tested”, and on the word of that source."""
    book = Book(edition(DOUBTS, LEAFLET))
    record = book.edition.base.records.claims[id]
    said = worth.verdicts(book, id, record, book.edition.summaries[id], None)
    assert (word, text) in [(each.word, each.text) for each in said]
    assert "not tested" not in [each.word for each in said]
    assert (
        len([each for each in said if "rests on" in f"{each.word} {each.text}" or "cites" in each.text]) == 1
    )
    assert "It rests on a disputed claim: “Theft” is disputed." in words.check_page(book, "few").data.taken


@pytest.mark.parametrize(
    ("number", "interval", "shown"),
    [
        ("7.1x", "2.9 to 12.9x", "2.9 to 12.9"),
        ("14x per 2 year", "12.7 to 15.4x per 2 year", "12.7 to 15.4"),
        ("5 per 1000 person", "4 to 6 per 1000 person", "4 to 6"),
        ("6.67 m³\u2009kg⁻¹\u2009s⁻²", "6.6 to 6.7 m³\u2009kg⁻¹\u2009s⁻²", "6.6 to 6.7"),
        ("285K H100e", "254K to 317K H100e", "254K to 317K"),
        ("900 g", "800 g to 1.1 kg", "800 g to 1.1 kg"),
        ("950 m per year", "0.9 to 1.1 km per year", "0.9 to 1.1 km per year"),
        ("€34.60/kg", "€30 to €40/kg", "€30 to €40/kg"),
        ("9%", "5% to 12%", "5% to 12%"),
        ("5", "4 to 6", "4 to 6"),
        ("1 or 2 kg", "1 to 2 kg", "1 to 2 kg"),
    ],
)
def test_bracketed__leaves_out_all_of_the_unit_or_nothing(number: str, interval: str, shown: str) -> None:
    assert worth.bracketed(number, interval) == shown


PEAK = """
    quantities: {peak: {title: Peak load, take: weighted}}
    claims:
      one: {title: By one, value: 14.2 ± 0.3 GW, of: peak}
      two: {title: By two, value: 14.5 ± 0.4 GW, of: peak}
      bare: {title: Bare, value: 14.3 GW, of: peak}
      least: {title: At least, value: ">= 13.6 GW", of: peak}
      most: {title: At most, value: at most 20 GW, of: peak}
"""


def test_rivals__what_has_no_part_in_the_mean_is_not_said_to_be_used_and_a_bound_has_one_end() -> None:
    """At least 13.6 GW went from 13.6 to 13.6 GW and was used, beside a band of which it is no part."""
    found = rivalry.rivals(Book(edition(PEAK)), "peak")
    assert found
    rows = {name: (low, high, standing) for name, _, low, high, standing in found.chart.rows}
    assert rows["At least"] == ("13.6 GW", "–", "a bound has no weight")
    assert rows["At most"] == ("–", "20 GW", "a bound has no weight")
    assert rows["Bare"][2] == "without an error it has no weight"
    assert rows["By one"][2] == "taken"


def test_date__of_an_edition_is_not_before_what_its_sources_appeared() -> None:
    """What rests on a paper of 2025 was cited as of 2023, the last year that a figure spoke of."""
    found = Book(
        edition(
            "claims: {a: {title: A, value: 1 kg, as_of: 2023, cites: [paper]}}",
            "sources: {paper: {title: Paper, issued: 2025-02}}",
        )
    )
    assert found.date == "2025-02"


SAMPLED = """
    claims:
      energy: {title: Energy, value: at most 2.4 GWh/year}
      price: {title: Price, value: 0.22 .. 0.31 EUR/kWh}
      cost: {title: Cost, formula: e * p, inputs: {e: energy, p: price}, unit: EUR/year}
      other: {title: Cleaning, value: less than 90000 EUR/year}
      both: {title: Both, formula: a + b, inputs: {a: cost, b: other}, unit: EUR/year}
      gain: {title: Difference, formula: a - b, inputs: {a: cost, b: other}, unit: EUR/year}
      loss: {title: Loss, value: at most 60%, domain: share}
      margin: {title: Margin, value: at most 60%}
      rise: {title: Rise, value: at least 2%}
      fixed: {title: At a fixed price, formula: e * p, inputs: {e: energy, p: 0.31 EUR/kWh}, unit: EUR/year}
"""
NOT_IT = "95 % of draws keep to, and not the formula at these figures"


@pytest.mark.parametrize(
    ("id", "number", "lead", "instead"),
    [
        ("cost", "≤ €733K/year", "At most this in 95 % of draws: ", f"the end that {NOT_IT}"),
        ("both", "&lt; €823K/year", "Less than this in 95 % of draws: ", f"the end that {NOT_IT}"),
        (
            "gain",
            "−€90K to €733K/year (bounds)",
            "It lies between these two ends",
            f"the ends, each of which {NOT_IT}",
        ),
        ("fixed", "≤ €744K/year", "At most this: it lies between 0 and this; nothing is known of where.", ""),
        (
            "other",
            "&lt; €90K/year",
            "Less than this: it lies between 0 and this; nothing is known of where.",
            "",
        ),
        ("loss", "0 to 60% (bounds)", "It lies between these two ends; nothing is known of where.", ""),
        ("margin", "≤ 60%", "At most this: nothing is known of how far below it lies.", ""),
        ("rise", "≥ 2%", "At least this: nothing is known of how far above it lies.", ""),
    ],
)
def test_bound__whose_end_draws_make_is_neither_told_to_the_cent_nor_set_equal_to_a_product(
    id: str, number: str, lead: str, instead: str
) -> None:
    """It was "(≤ 2.4 GWh/year) * (€0.265/kWh) = ≤ €733215.82/year", which is 636,000, and a "<" was a bare figure."""
    found = edition(SAMPLED)
    page = str(site.files(found, "")[f"claims/{id}.html"]()).replace("\u2009", " ").replace("\u202f", " ")
    assert f'<span class="figure-text">{number}' in page
    assert f'<p class="lead">{lead}' in page
    assert (f"The number is <strong>{number}</strong>, {instead}." in page) == bool(instead)
    assert ('class="equals"' in page) == (id == "fixed")
    assert reasons.explain(found, id).note == instead
