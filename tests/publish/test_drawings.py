"""What the drawings of a page say beyond where things stand: how much of the doubt comes along a line, and whose chi squared it is."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chromium import chromium, page_file
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


def test_neighbourhood__says_how_many_it_leaves_out() -> None:
    names = [f"n{k}" for k in range(9)]
    claims = "".join(f"\n      {each}: {{title: {each}, value: 1 m}}" for each in names)
    total = f"\n      all: {{title: All, formula: {' + '.join(names)}, inputs: {{{', '.join(f'{n}: {n}' for n in names)}}}}}"
    chart = around.neighbourhood(Book(edition(f"    claims:{claims}{total}\n")), "all")
    assert chart
    assert len(chart.rows) == 7
    assert "2 more this near are left out" in chart.description


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


@pytest.mark.parametrize(
    ("value", "tick"),
    [
        ("30K /year", "30000"),
        ("30 m", "30"),
        ("30 m/s", "30"),
        ("30", "30"),
        ("€30/kWh", "€30"),
        ("30 bn JPY", "30 bn"),
    ],
)
def test_bare__leaves_out_a_unit_however_it_is_written(value: str, tick: str) -> None:
    written = parse(value, STANDARD)
    assert not isinstance(written, Problem)
    assert drawing.bare(written.point, written.unit) == tick


@given(
    st.floats(1e-12, 1e12),
    st.floats(1e-9, 1e3),
    st.sampled_from(["m", "%", "USD", "JPY/kWh", "kWh", "m^3/kg/s^2", "year"]),
)
def test_axis__its_words_stand_apart_on_the_narrowest_chart(low: float, part: float, unit: str) -> None:
    written = parse(f"1 {unit}", STANDARD)
    assert not isinstance(written, Problem)
    on = drawing.scale(written.unit, [written.unit.to_base(low), written.unit.to_base(low * (1 + part))])
    drawn = re.findall(r'<text x="([\d.]+)%" y="17" text-anchor="(\w+)"[^>]*>([^<]*)<', drawing.axis(on, 0))
    ends = []
    for at, anchor, word in drawn:
        wide = drawing.breadth(word)
        start = float(at) - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        ends.append((start, start + wide))
    assert all(a < b for (_, a), (b, _) in pairwise(ends))
    assert all(start >= -0.1 and end <= 100.1 for start, end in ends) or any(
        drawing.breadth(word) > 100 for _, _, word in drawn
    )


@pytest.mark.parametrize(
    ("unit", "name"),
    [("USD/kWh", "per kWh"), ("JPY", "JPY"), ("JPY/kWh", "JPY/kWh"), ("USD", ""), ("m", "m")],
)
def test_axis__of_prices_says_below_it_what_they_are_for(unit: str, name: str) -> None:
    written = parse(f"30 {unit}", STANDARD)
    assert not isinstance(written, Problem)
    on = drawing.scale(written.unit, [written.point, 2 * written.point])
    assert re.findall(r'<text x="50%" y="34"[^>]*>([^<]*)<', drawing.axis(on, 0)) == [name][: bool(name)]


# As they are written in an answer, and as a page prints them: raised powers, and one line where two names stand below.
UNITS = {
    "6.67e-11 m^3/(kg·s^2)": "6.67×10⁻¹¹ m³ kg⁻¹ s⁻²",
    "6.674 to 6.675 m^3/kg/s^2": "6.674 to 6.675 m³ kg⁻¹ s⁻²",
    "3 kg·m^2/s^3": "3 kg m²/s³",
    "5 J/(mol·K) [4 to 6 J/(mol·K)]": "5 J mol⁻¹ K⁻¹ [4 to 6 J mol⁻¹ K⁻¹]",
    "3/s^2": "3/s²",
    "3e5/(m^2·s)": "3×10⁵ m⁻² s⁻¹",
    "€5/m^2": "€5/m²",
    "2 s^-1": "2 s⁻¹",
    "-2 m^2 * 4": "−2 m² * 4",
    "€5/kWh": "€5/kWh",
    "14x per 2 year": "14x per 2 year",
    "x^2 + 3": "x^2 + 3",
}


@pytest.mark.parametrize("plain", UNITS)
def test_pretty__sets_units_as_people_print_them(plain: str) -> None:
    assert drawing.pretty(plain).replace(drawing.THIN, " ") == UNITS[plain]


@pytest.mark.browser
def test_pretty__is_the_same_in_a_browser(tmp_path: Path) -> None:
    address = page_file(tmp_path, "page.html", "<p>Text</p>", ("whence.js",))
    with chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        assert page.evaluate("(texts) => texts.map(whence.pretty)", [*UNITS]) == [*map(drawing.pretty, UNITS)]
        page.close()
