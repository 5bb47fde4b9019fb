"""What an eye would stumble on: words that stand on each other, numbers and dates broken over lines, verdicts said twice."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium import chromium
from kinds import OURS, page_of
from small import edition
from whence.judge.rules.wording import pages as rule_pages
from whence.publish import folder as publish
from whence.publish import site as whole
from whence.publish.pages import Book, contents
from whence.publish.pages.cells import sort_of
from whence.publish.pages.parts import Cell, Flag, Table

FEW = (
    "home", "topic", "derived", "leaf", "stated", "open", "quantity", "choice", "term", "sources", "source", "check",
    "conflicts", "audit", "findings", "change", "rule", "search", "404", "values",
)  # fmt: skip
KINDS = tuple(OURS) if os.environ.get("RUN_LONG") == "1" else FEW

# With every section open: texts of one drawing that stand on each other or reach out of it, short numbers and days that
# are broken over two lines, tables that scroll sideways, and a footer that hangs above the end of the window.
STUMBLES = r"""() => {
  document.querySelectorAll("main details").forEach((each) => { each.open = true; });
  const found = [];
  for (const svg of document.querySelectorAll("main svg.fluid")) {
    const frame = svg.getBoundingClientRect();
    const all = [...svg.querySelectorAll("text")].map((each) => [each.textContent, each.getBoundingClientRect()])
      .filter(([word, box]) => word.trim() && box.width > 0);
    all.forEach(([word, a], n) => {
      if (a.left < frame.left - 2 || a.right > frame.right + 2) found.push("out of the chart: " + word);
      for (const [other, b] of all.slice(n + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && tall > 4) found.push("on each other: " + word + " | " + other);
      }
    });
  }
  const rows = (range) => new Set([...range.getClientRects()].filter((box) => box.width > 0.5)
    .map((box) => Math.round(box.top / 6))).size;
  for (const each of document.querySelectorAll("#value .figure-text, #value .spread")) {
    const range = document.createRange();
    range.selectNodeContents(each);
    if (each.textContent.length <= 26 && rows(range) > 1) found.push("broken: " + each.textContent);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let at; (at = walk.nextNode()); ) {
    if (at.parentElement.closest("script, code, pre, svg, math, .unseen")) continue;
    for (const hit of at.data.matchAll(/(?<![\w-])\d{4}-\d\d(-\d\d)?(?![\w-])/g)) {
      const range = document.createRange();
      range.setStart(at, hit.index);
      range.setEnd(at, hit.index + hit[0].length);
      if (rows(range) > 1) found.push("broken: " + hit[0]);
    }
  }
  for (const each of document.querySelectorAll("main .table-wrap")) {
    if (each.scrollWidth > each.clientWidth + 1) found.push("scrolls sideways: " + each.querySelector("caption").textContent);
  }
  const end = document.querySelector("footer.bottom");
  if (end && end.getBoundingClientRect().bottom + scrollY < innerHeight - 1) found.push("nothing below the footer");
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1280])
def test_page__has_nothing_to_stumble_on(width: int, sites: Path, browser: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page, told = context.new_page(), {}
    for kind in KINDS:
        if kind == "moved":  # it leads on at once
            continue
        page.goto(page_of(sites, kind).as_uri())
        if found := page.evaluate(STUMBLES):
            told[kind] = found
    context.close()
    assert told == {}


@pytest.mark.browser
def test_number__has_its_interval_right_below_it_where_both_do_not_fit_a_line(
    sites: Path, browser: Any
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((sites / "base" / "claims" / "abilene-2025-flops.html").as_uri())
    number, spread = (page.locator(f"#value .{each}").bounding_box() for each in ("figure-text", "spread"))
    assert spread["y"] - (number["y"] + number["height"]) < 8
    context.close()


IN_TIME = """
quantities:
  power: {title: Power of one of them, take: envelope, unit: kW/H100e}
claims:
  early: {title: Measured early, value: 1.31 to 1.58 kW/H100e, of: power, as_of: 2024-12}
  late: {title: Measured late, value: 1.5 kW/H100e, of: power, as_of: 2026-05}
units: {H100e: {title: H100 equivalents}}
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_quantity__of_a_long_unit_has_nothing_to_stumble_on(width: int, tmp_path: Path, browser: Any) -> None:
    publish.write(tmp_path, whole.drawn(whole.files(edition(IN_TIME), "test")))
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((tmp_path / "quantities" / "power.html").as_uri())
    assert page.locator("#over-time svg text, #time svg text, svg text.strong").count() > 0
    found = page.evaluate(STUMBLES)
    context.close()
    assert found == []


LONG_ENDS = """
units: {death: {title: Deaths}}
claims:
  grave: {title: The constant, value: 6.6739(13)e-11 m^3/kg/s^2}
  mass: {title: The mass, value: 9.1093837139(28)e-31 kg}
  rate: {title: The rate, value: 12 ± 1 death/kg/m^2}
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375])
def test_chart__whose_ends_are_long_names_them_beside_or_above_each_other(
    width: int, tmp_path: Path, browser: Any
) -> None:
    publish.write(tmp_path, whole.drawn(whole.files(edition(LONG_ENDS), "test")))
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page, told = context.new_page(), {}
    for id in ("grave", "mass", "rate"):
        page.goto((tmp_path / "claims" / f"{id}.html").as_uri())
        told[id] = page.evaluate(STUMBLES)
    context.close()
    assert told == {"grave": [], "mass": [], "rate": []}


BASE = """
claims:
  a: {title: Counted by hand, value: 100 ± 1 m, of: height}
  b: {title: Counted by a machine, value: 300 ± 1 m, of: height}
  shade: {title: In the shade, value: 20 ± 0.1 °C, of: warmth}
  sun: {title: In the sun, value: 25 ± 0.1 °C, of: warmth}
  bill: {title: Bill, formula: 3 * x, inputs: {x: 1 USD}, unit: 1bn USD}
  told: {title: Told, formula: x * 2, inputs: {x: a}, stated: 900 m}
  news: {title: Old, value: 1 m}
quantities:
  height: {title: Height, take: a}
  warmth: {title: Warmth, take: shade}
checks:
  low: {title: It is low, assert: x < most, inputs: {x: height, most: 10 m}, on_fail: report}
  one: {title: One, assert: x < y, inputs: {x: a, y: b}, on_fail: report}
  two: {title: Two, assert: x < y, inputs: {x: a, y: told}, on_fail: report}
"""


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(edition(BASE), "test")


def _flags(book: Book, path: str) -> list[Flag]:
    return list(contents(book)[path]().data.verdicts)


def test_verdict__is_said_once_and_with_its_numbers(book: Book) -> None:
    rivals, narrow, checked = _flags(book, "quantities/height.html")
    assert (rivals.word, rivals.tone, rivals.text) == (
        "sources disagree",
        "conflict",
        "2 claims from 100 to 300 m",
    )
    assert (narrow.word, narrow.text.startswith("the claims spread")) == ("narrow interval", True)
    assert checked.text == "“It is low” fails."
    (stated,) = (each for each in _flags(book, "claims/told.html") if "stated" in each.word)
    assert stated.text.startswith("900 m stated;")
    assert "recomputed differs" not in [each.word for each in _flags(book, "claims/told.html")]
    (several,) = (each for each in _flags(book, "claims/a.html") if each.word == "checked")
    assert several.text == "2 checks: 2 hold."


def test_verdict__says_in_its_words_what_the_detail_is_and_keeps_the_rest_for_the_section(book: Book) -> None:
    view = contents(book)["claims/told.html"]().data
    (stated,) = (each for each in view.verdicts if "stated" in each.word)
    assert (stated.word, view.sections["stated"].gist) == (
        "stated figure: mismatch",
        "mismatch (ours / theirs 0.222)",
    )


def test_claim__of_a_quantity_says_how_it_stands_to_the_others(book: Book) -> None:
    (found,) = (each for each in _flags(book, "claims/b.html") if each.href.endswith("#rivals"))
    assert (found.word, found.text, found.href) == (
        "sources disagree",
        "“Height”: 2 claims from 100 to 300 m",
        "quantities/height.html#rivals",
    )
    alone = Book(
        edition("claims: {a: {title: A, value: 3 ± 1 m, of: q}}\nquantities: {q: {title: Q, take: a}}"), ""
    )
    assert "#rivals" not in str(_flags(alone, "claims/a.html"))


def test_quantity__of_one_claim_agrees_with_nobody() -> None:
    one = "claims: {a: {title: A, value: 3 ± 1 m, of: q}}\nquantities: {q: {title: Q, take: a}}"
    assert [each.word for each in _flags(Book(edition(one), ""), "quantities/q.html")] == ["not tested"]
    months = "claims: {a: {title: A, value: 3 m, of: q, as_of: 2025-01}, b: {title: B, value: 9 m, of: q, as_of: 2025-02}}"
    told = _flags(
        Book(edition(f"{months}\nquantities: {{q: {{title: Q, take: latest}}}}"), ""), "quantities/q.html"
    )
    assert [each.word for each in told] == ["not tested"]


def test_sort__of_what_is_objected_to_is_no_id() -> None:
    grave = [each.rule for each in rule_pages.every() if each.severity == "conflict"]
    told = {rule: sort_of(rule) for rule in grave if rule != "rise-in-degrees"}
    assert len(set(told.values())) == len(told)
    assert [rule for rule, word in told.items() if word in (rule, rule.replace("-", " "))] == []


def test_ledger_and_findings__name_the_sort_of_a_conflict_in_words(book: Book) -> None:
    ledger = contents(book)["conflicts.html"]().data.tables[0]
    sorts = {row[0].text: row[3].text for row in ledger.rows}
    assert sorts["Height"] == "sources disagree"
    assert sorts["Told"] == "stated figure does not follow"
    findings = contents(book)["findings.html"]().data.tables[0]
    assert all("-" not in row[2].flag.word + row[2].text for row in findings.rows)
    assert {row[2].href for row in findings.rows} >= {"rules/recomputed-differs.html"}


def test_audit__says_once_what_rounding_explains(book: Book) -> None:
    (row,) = contents(book)["audit.html"]().data.tables[0].rows
    assert [each.text for each in row[1:]] == [
        "900 m",
        "200 m",
        "0.222",
        "at most 0.56 %",
        "a factor of 4.5",
        "an input or a step that is not here",
        "mismatch",
    ]


@pytest.mark.parametrize(
    ("heading", "lead"), [("value", 1), ("is now", 1), ("before", -1), ("weakness", -1), ("die", -1)]
)
def test_card__begins_with_a_number_only_where_that_needs_no_heading(heading: str, lead: int) -> None:
    table = Table("Any", ("what", heading), ((Cell("A"), Cell("3 m", number=True)),))
    assert table.lead == lead


def test_search__has_a_single_number_for_an_example(book: Book) -> None:
    text = """
    claims:
      said: {title: Said, formula: n * s, inputs: {n: 4 gpu, s: sense}, unit: chip, headline: true}
      told: {title: Told, value: 30 to 40 m}
    units: {gpu: {title: GPU}}
    choices: {sense: {title: What was counted, term: gpu}}
    terms:
      gpu: {title: GPU, words: [accelerator], senses: {die: 0.5 chip/gpu, chip: 1 chip/gpu}}
    """
    examples = contents(Book(edition(text), "test"))["search.html"]().data.examples
    assert examples == ("GPU", "34.6 m", "open")


@pytest.mark.browser
def test_lost_page__is_nobodys_permalink(sites: Path) -> None:
    assert "Permalink" not in (sites / "base" / "404.html").read_text("utf-8")
    assert "Permalink" in (sites / "base" / "index.html").read_text("utf-8")


def test_ledger__tells_no_factor_of_temperatures(book: Book) -> None:
    (table, *_) = contents(book)["conflicts.html"]().data.tables
    size = {row[0].text: row[1].text for row in table.rows}
    assert size["Warmth"] == "–"
    assert size["Height"] == "×3"


def test_list__of_units_says_them_without_a_one(book: Book) -> None:
    assert "bn USD (1)" in [each.caption for each in contents(book)["by-unit.html"]().data.tables]


def test_sources__that_on_which_most_rests_is_first() -> None:
    claims = "claims:\n" + "".join(
        f"  {id}: {{title: {id}, value: 3 m, kind: fact, cites: [{{source: {source}, at: page 1}}]}}\n"
        for id, source in (("a", "paper"), ("b", "book"), ("c", "book"), ("d", "survey"))
    )
    sources = "sources: {radio: {title: A radio}, survey: {title: The survey}, paper: {title: A paper}, book: {title: The book}}"
    [table] = contents(Book(edition(claims, sources), "test"))["sources/index.html"]().data.tables
    assert [(row[0].text, row[3].text) for row in table.rows] == [
        ("The book", "2"), ("A paper", "1"), ("The survey", "1"), ("A radio", "0"),
    ]  # fmt: skip


def test_base__of_one_number_counts_no_nothings() -> None:
    pages = contents(Book(edition("claims: {only: {title: The only number, value: 3 to 5 m}}"), "test"))
    home = pages["index.html"]().data
    assert home.sentence == "1 claim."
    assert home.counts == (("1", "claim", "az.html"), ("0", "conflicts", "conflicts.html"))
    assert pages["audit.html"]().data.intro.endswith("beyond what rounding explains.")
    assert pages["conflicts.html"]().data.intro.endswith("a factor of two apart.")
    assert pages["sources/index.html"]().data.empty == "No source is cited here."


def test_card__says_of_a_stated_figure_once_that_it_is_off() -> None:
    pages = contents(
        Book(
            edition("claims: {a: {title: A, formula: 2 * x, inputs: {x: 1 m}, stated: 9 m, headline: true}}"),
            "",
        )
    )
    assert [each.word for each in pages["index.html"]().data.cards[0].flags] == ["stated figure: mismatch"]


def test_point__of_a_stated_figure_is_set_as_numbers_are() -> None:
    found = edition("claims: {a: {title: A, formula: x * x, inputs: {x: 2 m}, unit: m^2, stated: 4 m^2}}")
    view = contents(Book(found, ""))["claims/a.html"]().data
    assert any("4 m²" in each for each in view.points)
    assert view.stated[0] == ("The source states", "4 m²")


@pytest.mark.parametrize(
    "value", ["7850 ± 10 kg/m^3", "1099.95 to 1100.05 m", "3 to 5 m", "24 to 31 °C", "2024-05 to 2024-07"]
)
def test_number__has_the_same_digits_in_its_chart_as_in_its_heading(value: str) -> None:
    view = contents(Book(edition(f"claims: {{a: {{title: A, value: {value}}}}}"), ""))["claims/a.html"]().data
    told = {row[0]: row[1] for row in view.bar.rows}
    low, high = view.interval.split(" to ")
    assert told["low end"].startswith(low.split(" ")[0])
    assert told["high end"] == high
    if view.density:
        told = {row[0]: row[1] for row in view.density.rows}
        assert (told["5 %"].split(" ")[0], told["95 %"]) == (low.split(" ")[0], high)
