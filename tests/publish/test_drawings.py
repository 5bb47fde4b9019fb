"""What the drawings of a page say beyond where things stand: how much of the doubt comes along a line, and whose chi squared it is."""

from __future__ import annotations

import re

import pytest

from small import edition
from whence.judge import rivalry
from whence.publish.pages import around
from whence.publish.pages.book import Book
from whence.publish.pages.rivalry import rivals

GARDEN = """
    claims:
      bed: {title: A bed, value: 10 ± 1 m, kind: assumption, why: measured by foot}
      row: {title: A row, value: 2 ± 0.01 m, kind: assumption, why: measured by tape}
      area: {title: The area, formula: bed * row, inputs: {bed: bed, row: row}, unit: m^2}
      half: {title: Half of it, formula: area / 2, inputs: {area: area}}
"""


def test_neighbourhood__lines_are_as_wide_as_the_doubt_that_comes_along_them() -> None:
    chart = around.neighbourhood(Book(edition(GARDEN)), "half")
    assert chart
    shares = {(row[0], row[1]): row[2] for row in chart.rows}
    assert shares["The area", "Half of it"].startswith("99.99")
    assert shares["A row", "The area"] == "–", "less than a hundredth"
    assert re.fullmatch(r">?\d\d\.?\d*%", shares["A bed", "The area"])
    widths = sorted(float(each) for each in re.findall(r'class="edge" stroke-width="([0-9.]+)"', chart.svg))
    assert len(widths) == 2
    assert widths[-1] == 8


SCALES = """
    quantities:
      mass: {title: Mass of the stone, take: weighted}
    claims:
      first: {title: First, value: 10 ± 1 kg, of: mass, cites: [{source: one}]}
      second: {title: Second, value: 10.5 ± 1 kg, of: mass, cites: [{source: two}]}
      third: {title: Third, value: 16 ± 2 kg, of: mass, cites: [{source: three}]}
"""


def test_rivals__say_what_each_adds_to_chi_squared() -> None:
    book = Book(edition(SCALES, "sources: {one: {title: One}, two: {title: Two}, three: {title: Three}}"))
    comparison = book.edition.comparisons["mass"]
    found = rivalry.chi_shares(comparison)
    # by hand: weights 1, 1 and 1/4, so the mean is (10 + 10.5 + 16 / 4) / 2.25
    mean = (10 + 10.5 + 4) / 2.25
    assert found == pytest.approx(
        {"first": (10 - mean) ** 2, "second": (10.5 - mean) ** 2, "third": ((16 - mean) / 2) ** 2}
    )
    assert comparison.consensus
    assert sum(found.values()) == pytest.approx(comparison.consensus.Q)
    shown = rivals(book, "mass")
    assert shown
    at = shown.table.columns.index("part of chi squared")
    assert {row[0].text: row[at].text for row in shown.table.rows}["Third"] == f"{found['third']:.2g}"
