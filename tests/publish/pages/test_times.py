"""What is shown over time: when a figure speaks of beside since when it is known, with the news between."""

from __future__ import annotations

import re

from small import edition
from whence.publish.pages import past, times
from whence.publish.pages.book import Book

PRICES = """
    quantities:
      price: {title: Price of a module, take: latest, unit: EUR/W}
      single: {title: Told once}
      same: {title: All at one time}
    claims:
      early: {title: Early, value: 0.25 to 0.31 EUR/W, as_of: 2020, known: 2020-06-10, of: price}
      wrong: {title: Wrong, value: 0.24 EUR/W, as_of: 2023, known: 2024-05-02, of: price, status: superseded, superseded_by: right}
      right: {title: Right, value: 0.18 EUR/W, as_of: 2023, known: 2024-09-02, of: price}
      made:
        title: Made in a year
        value: 500 to 560 GW
        as_of: 2023
        known: 2024-09-02
        history:
          - {value: 440 to 520 GW, as_of: 2022, known: 2024-03, until: 2024-09-02}
      once: {title: Once, value: 3 m, as_of: 2023, of: single}
      one: {title: One, value: 3 m, as_of: 2023, known: 2024, of: same}
      two: {title: Two, value: 3 m, as_of: 2023, known: 2024, of: same}
    changes:
      corrected: {title: It is corrected, date: 2024-09-02, edits: [{id: right}, {id: made}]}
      other: {title: Something else, date: 2024-01-02, edits: [{id: once}]}
"""
BOOK = Book(edition(PRICES, today="2026-01-15"))


def _across(svg: str, shape: str) -> list[float]:
    return [float(each) for each in re.findall(shape, svg)]


def test_over_time__a_figure_stands_where_it_speaks_of_and_its_square_where_it_became_known() -> None:
    chart = times.over_time(BOOK, "price")
    assert chart
    dots = _across(chart.svg, r'<circle cx="([\d.]+)%" cy="[\d.]+" r="5"')
    squares = _across(chart.svg, r'<svg x="([\d.]+)%" y="[\d.]+" overflow="visible"><path d="M-4,-4')
    assert len(dots) == 3
    assert dots[0] < dots[1] < dots[2], "two of one time stand beside each other"
    assert len(squares) == 2, "what became known within the time that it speaks of has none"
    assert dots[2] < squares[0] < squares[1]


def test_over_time__says_in_words_and_rows_what_is_drawn() -> None:
    chart = times.over_time(BOOK, "price")
    assert chart
    assert chart.rows[:3] == (
        ("a: Early", "2020", "2020-06-10", "€0.278/W", "€0.25 to €0.31/W", "counts"),
        ("b: Wrong", "2023", "2024-05-02", "€0.24/W", "–", "superseded"),
        ("c: Right", "2023", "2024-09-02", "€0.18/W", "–", "counts"),
    )
    assert "c: Right, €0.18/W" in chart.description


def test_over_time__has_the_news_of_its_claims_and_no_other() -> None:
    chart = times.over_time(BOOK, "price")
    assert chart
    assert "Diamonds: 2024-09-02, It is corrected." in chart.description
    assert chart.rows[3:] == (("news: It is corrected", "–", "2024-09-02", "–", "–", "–"),)


def test_over_time__is_not_drawn_of_one_time() -> None:
    assert times.over_time(BOOK, "single") is None
    assert times.over_time(BOOK, "same") is None


def test_over_time__has_the_former_values_of_its_claims_and_the_news_that_replaced_them() -> None:
    text = """
        quantities: {made: {title: Made in a year, take: latest}}
        claims:
          agency:
            title: The agency
            value: 560 GW
            as_of: 2023
            known: 2024-09-02
            of: made
            history:
              - {value: 440 to 520 GW, as_of: 2022, known: 2024-03-04, until: 2024-09-02}
              - {value: "at least 300 GW", as_of: 2021, known: 2023-03, until: 2024-03-04}
          press: {title: The press, value: 500 GW, as_of: 2023, known: 2024-01-05, of: made}
        changes: {told: {title: The agency counted again, date: 2024-09-02, edits: [{id: agency}]}}
    """
    chart = times.over_time(Book(edition(text)), "made")
    assert chart
    rows = {row[0].partition(": ")[2]: row[1:] for row in chart.rows}
    assert rows["The agency, before"] == (
        "2022", "2024-03-04", "478 GW", "440 to 520 GW", "replaced 2024-09-02",
    )  # fmt: skip
    assert rows["The agency"] == ("2023", "2024-09-02", "560 GW", "–", "counts")
    assert rows["The agency counted again"][1] == "2024-09-02"
    # the former value is hollow, at what it spoke of; its square stands at when it was known, before the news
    hollow = _across(chart.svg, r'<circle cx="([\d.]+)%" cy="[\d.]+" r="5" class="hollow"')
    dots = _across(chart.svg, r'<circle cx="([\d.]+)%" cy="[\d.]+" r="5" class="point"')
    news = _across(chart.svg, r'<svg x="([\d.]+)%" y="[\d.]+" overflow="visible"><path d="M0,-5')
    assert (len(hollow), len(dots)) == (2, 2)
    assert hollow[0] < hollow[1] < min(dots) < news[0]
    assert chart.rows[0][3] == "≥ 300 GW"
    assert "Hollow dots" in chart.description


def test_over_time__one_claim_that_was_corrected_is_a_course() -> None:
    text = """
        quantities: {made: {title: Made in a year}}
        claims:
          agency: {title: The agency, value: 560 GW, as_of: 2023, known: 2024-09-02, of: made, history: [{value: 500 GW, as_of: 2023, known: 2024-03-04, until: 2024-09-02}]}
    """
    assert times.over_time(Book(edition(text)), "made")


def test_history__has_a_dot_at_what_each_value_speaks_of_and_the_news() -> None:
    chart = past.steps(BOOK, "made")
    assert chart
    was, now = _across(chart.svg, r'<circle cx="([\d.]+)%" cy="[\d.]+" r="4"')
    news = _across(chart.svg, r'<svg x="([\d.]+)%" y="[\d.]+" overflow="visible"><path d="M0,-5')
    assert was < now < news[0]
    assert [row[1] for row in chart.rows] == ["2022", "2023"]


def test_history__each_value_has_an_address_that_newer_ones_leave_alone() -> None:
    old = "{value: 1 m, known: 2023-01, until: 2023-01}, {value: 2 m, known: 2023-01, until: 2024-02}"
    text = "claims: {a: {title: A, value: 3 m, known: 2024-02, history: [%s]}}"
    assert _addresses(text % old) == ["2024-02", "2023-01.2", "2023-01"]
    assert _addresses(text.replace("value: 3 m, known: 2024-02", "value: 4 m, known: 2025") % f"{{value: 3 m, known: 2024-02, until: 2025}}, {old}") == [
        "2025", "2024-02", "2023-01.2", "2023-01",
    ]  # fmt: skip


def _addresses(text: str) -> list[str]:
    table = past.table(Book(edition(text)), "a")
    assert table
    return [row[0].key for row in table.rows]
