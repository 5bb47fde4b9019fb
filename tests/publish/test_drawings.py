"""What the drawings of a page say beyond where things stand: how much of the doubt comes along a line, and whose chi squared it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small import edition
from whence.judge import rivalry
from whence.language.problems import Problem
from whence.language.units.units import STANDARD
from whence.language.values.written import parse
from whence.publish.charts import drawing
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


@given(
    st.floats(1e-12, 1e12),
    st.floats(1e-9, 1e3),
    st.sampled_from(["m", "%", "USD", "kWh", "m^3/kg/s^2", "year"]),
)
def test_axis__no_two_ticks_are_alike_and_each_is_short(low: float, part: float, unit: str) -> None:
    written = parse(f"1 {unit}", STANDARD)
    assert not isinstance(written, Problem)
    on = drawing.scale(written.unit, [written.unit.to_base(low), written.unit.to_base(low * (1 + part))])
    ticks = on.ticks()
    words, start = drawing.labels(on, ticks)
    assert len({*words}) == len(ticks)
    if start:
        assert max(map(len, words)) <= 12


def test_axis__of_a_narrow_range_begins_where_it_begins() -> None:
    written = parse("1 m", STANDARD)
    assert not isinstance(written, Problem)
    on = drawing.scale(written.unit, [6371000.01, 6371000.05])
    words, start = drawing.labels(on, on.ticks())
    assert start.replace("\u202f", " ").endswith("m")
    assert words[0] == "0"
    assert words[1] == "+0.01"
