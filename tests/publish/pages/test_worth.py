"""The tables under the charts of one number: its mean and standard deviation beside its quantiles."""

from __future__ import annotations

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
