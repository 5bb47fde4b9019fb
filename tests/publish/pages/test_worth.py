"""The tables under the charts of one number: its mean and standard deviation beside its quantiles."""

from __future__ import annotations

import pytest

from small import edition
from whence.publish.pages import worth
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
