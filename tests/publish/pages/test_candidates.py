"""The page of what is not yet related, and of what has been looked at and differs."""

from __future__ import annotations

import json

from small import edition
from whence.account.candidates import proposals
from whence.publish import pages, site
from whence.publish.pages.book import Book

BASE = """
claims:
  one: {title: "Power of the site, by the permit", value: 100 MW}
  two: {title: "Power of the site, by the meter", value: 160 MW, aliases: [second]}
  coal: {title: Share of coal in the trade, value: 60%}
  wood: {title: Share of wood in the trade, value: 40%}
  need: {title: Power that the site needs, value: 90 MW, differs_from: {second: it is needed and not there, one: it is less}}
"""


def _page(text: str) -> object:
    return pages.contents(Book(edition(text), "test"))["candidates.html"]().data


def test_candidates_page__has_each_candidate_with_its_records_and_its_lines() -> None:
    data = _page(BASE)
    groups = dict(data.groups)  # type: ignore[attr-defined]
    assert list(groups) == ["may be about one thing", "shares of one whole"]
    (each,) = groups["may be about one thing"]
    assert [ref.href for ref in each.refs] == ["claims/one.html", "claims/two.html"]
    assert [len(way.lines) for way in each.decisions] == [3, 1]
    found = edition(BASE)
    every = proposals.propose(found, proposals.find(found))
    assert [one.yaml for way in every[0].ways for one in way.lines] in (
        [yaml for way in found.decisions for _, _, yaml in way.lines]
        for group in groups.values()
        for found in group
    )


def test_candidates_page__lists_what_differs_with_the_reason() -> None:
    other, row = _page(BASE).apart.rows  # type: ignore[attr-defined]
    assert other[1].href == "claims/one.html"
    assert [cell.text for cell in row] == [
        "Power that the site needs", "Power of the site, by the meter", "it is needed and not there",
    ]  # fmt: skip
    assert [cell.href for cell in row[:2]] == ["claims/need.html", "claims/two.html"]
    assert _page("claims: {a: {title: A, value: 1 m}}").apart is None  # type: ignore[attr-defined]


def test_site__has_the_page_and_its_twin_and_says_when_nothing_is_undecided() -> None:
    files = site.files(edition(BASE), "test")
    html = str(files["candidates.html"]())
    assert "may be about one thing: a factor of 1.6 apart" in html
    assert "of: power-site" in html
    twin = json.loads(str(files["candidates.json"]()))
    assert (twin["undecided"], [each["kind"] for each in twin["candidates"]]) == (2, ["shares", "same"])
    nothing = site.files(edition("claims: {a: {title: A, value: 1 m}}"), "test")
    assert "Nothing is undecided." in str(nothing["candidates.html"]())
    assert 'href="candidates.html"' in str(nothing["index.html"]())
