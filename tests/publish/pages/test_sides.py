"""Findings in a list: the figures that stand against each other are lines below the first, each record a link."""

from __future__ import annotations

from small import edition
from whence.publish import ready
from whence.publish.pages import conflicts
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Ref

RIVALS = """
quantities: {power: {title: Power of the site}}
claims:
  power-told: {title: "Power, as told", value: 2 kW, of: power}
  power-seen: {title: "Power, as seen & felt", value: 4 kW, of: power}
  power-read: {title: "Power, as read", value: 8 kW, of: power}
  sum: {title: Sum, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 90.0 kg}
"""


def told(rule: str) -> list[str]:
    book = Book(edition(RIVALS))
    [found] = [each for each in book.edition.findings if each.rule == rule]
    [objection] = book.objections([found])
    cell = conflicts.gist(book, found)
    assert cell.under == objection.sides, "in the list as on the page of the record"
    assert objection.lines == ()
    return [str(ready.line(each, "../")) for each in objection.sides]


def test_sides__of_rivals_lead_to_each_of_them() -> None:
    lines = told("rivals-disagree")
    assert '<a href="../claims/power-told.html">Power, as told</a>: 2 kW' in lines
    assert '<a href="../claims/power-seen.html">Power, as seen &amp; felt</a>: 4 kW' in lines
    [far] = [each for each in lines if "factor of 4" in each]
    assert '<a href="../claims/power-read.html">' in far, "an id in a line is the record too"
    assert "power-read" not in far.replace("claims/power-read.html", "")


def test_sides__of_a_stated_figure_keep_their_words() -> None:
    lines = told("recomputed-differs")
    assert lines[:2] == ["stated: 90.0 kg", "recomputed: 20 kg"]


def test_sides__nothing_is_cut() -> None:
    more = "".join(f"\n  more-{n}: {{title: More {n}, value: {n + 9} kW, of: power}}" for n in range(9))
    book = Book(edition(RIVALS.rstrip() + more))
    [found] = [each for each in book.edition.findings if each.rule.startswith("rivals-")]
    labels = {line[0].id for line in conflicts.gist(book, found).under if isinstance(line[0], Ref)}
    assert labels >= {f"more-{n}" for n in range(9)}
