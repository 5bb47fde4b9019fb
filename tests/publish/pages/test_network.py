"""The graph page and what surrounds a record in time: the walk from record to record, the topics, former values."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import looks
import markup
from chromium import becomes, chromium, comes_true, quiet
from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.publish import folder as publish
from whence.publish import site
from whence.publish.pages import Book, network

CHIPS = """
topic: {title: "Chips, and all the buildings that they are to stand in by the end of the coming year"}
claims:
  count: {title: Chips at the site, value: 100K chip, kind: fact}
  group: {title: Chips in a group, value: 32 chip, kind: convention}
  groups: {title: Groups at the site, formula: count / group, inputs: {count: count, group: group}}
"""
POWER = """
topic: {title: Power, order: 2}
claims:
  per-group: {title: Power of a group, value: 24 to 27 kW, kind: estimate, of: group-power}
  older: {title: Power of a group as first told, value: 90 kW, kind: estimate, status: superseded, superseded_by: per-group}
  power: {title: Power of the site, formula: groups * each, inputs: {groups: groups, each: group-power}, unit: MW, stated: 300 MW, headline: true}
  cost: {title: Cost of the power, formula: power * rate, inputs: {power: power, rate: 1000 USD/MW}}
  margin: {title: "<b>What</b> is left of it", formula: whole - cost, inputs: {whole: 90K USD, cost: cost}}
  alone: {title: A figure on its own Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww MMMMMMMM and more that no box can hold, value: 5 GW}
quantities:
  group-power: {title: The power that a group takes}
checks:
  fits: {title: The site fits the grid, assert: power < grid, inputs: {power: power, grid: alone}}
"""
NEWS = 'changes: {told: {title: It was told, date: 2025-01-02, edits: [{id: count, field: value, old: 1, new: "2"}]}}'
TEXTS = {"claims/chips.yaml": CHIPS, "claims/power.yaml": POWER, "claims/news/2025.yaml": NEWS}
AROUND_POWER = ["groups", "group-power", "count", "group", "per-group", "power", "cost", "fits"]


def book(texts: dict[str, str]) -> Book:
    return Book(assemble(texts, Settings(samples=256), today="2025-06-01"), "test")


def data(texts: dict[str, str]) -> dict[str, Any]:
    text = network.script(book(texts))
    found = json.loads(text.removeprefix("var whenceGraph = ").rstrip().removesuffix(";"))
    assert isinstance(found, dict)
    return found


# --- the data of the walk


def test_script__has_every_record_in_words_and_every_link() -> None:
    found = data(TEXTS)
    rows = {row[0]: row for row in found["nodes"]}
    id, title, number, kind, standing, folder, conflict = rows["power"]
    words = (found["kinds"][kind], found["standings"][standing], found["folders"][folder])
    assert (id, title, number) == ("power", "Power of the site", "79.5 MW")
    assert words == ("computed", "current", "claims")
    assert conflict == 1, "its stated figure is off by a factor of four"
    assert found["standings"][rows["older"][4]] == "superseded"
    assert found["standings"][rows["fits"][4]] == "holds"
    flat, ids = found["links"], [row[0] for row in found["nodes"]]
    pairs = {(ids[a], ids[b]) for a, b in zip(flat[::2], flat[1::2], strict=True)}
    assert {
        ("count", "groups"),
        ("groups", "power"),
        ("per-group", "group-power"),
        ("power", "fits"),
    } <= pairs
    assert all(a != b for a, b in pairs)
    assert ids[found["start"]] == "power"


def test_script__text_of_the_base_cannot_end_it() -> None:
    assert not set(network.script(book(TEXTS))) & set("<>&\u2028\u2029")


def test_script__of_our_base_is_small(site: Path) -> None:
    assert len(gzip.compress((site / "graph-data.js").read_bytes(), 9)) <= 40_000
    assert len(gzip.compress(next((site / "assets").glob("graph.*.js")).read_bytes(), 9)) <= 15_000


def test_script__of_an_empty_base() -> None:
    assert data({"claims/empty.yaml": "topic: {title: Nothing yet}"})["nodes"] == []


# --- without a script


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the base above."""
    found = tmp_path_factory.mktemp("network") / "site"
    edition = assemble(TEXTS, Settings(samples=256), today="2025-06-01")
    publish.write(found, site.drawn(site.files(edition, "test")))
    return found


def test_page__without_a_script_has_the_topics_and_a_table(folder: Path) -> None:
    text = (folder / "graph.html").read_text("utf-8")
    rows = re.findall(r"<tr><th scope=\"row\"[^>]*><a href=\"claims/(\w+)\.html\"", text)
    assert {"groups", "power", "cost", "margin"} <= set(rows)
    assert 'class="arc"' in text
    assert '<section id="walk" class="walk" hidden>' in text


def test_topics__a_file_of_changes_alone_is_none(folder: Path) -> None:
    assert sorted(path.name for path in (folder / "topics").glob("*.html")) == [
        "chips.html",
        "index.html",
        "power.html",
    ]
    for page in ("graph.html", "index.html", "topics/index.html"):
        assert "news-2025" not in (folder / page).read_text("utf-8"), page


def test_topic_map__a_long_title_is_whole() -> None:
    chart = network.topic_map(book(TEXTS))
    assert chart
    lines = re.findall(r'class="label">([^<]*)<', chart.svg)
    assert (
        " ".join(lines[1:])
        == "Chips, and all the buildings that they are to stand in by the end of the coming year"
    )


@pytest.mark.parametrize(("wrong", "said"), [(1, "1 conflict<"), (2, "2 conflicts<")])
def test_topics__conflicts_are_counted_in_grammar(wrong: int, said: str) -> None:
    lines = "\n".join(
        f"  c{n}: {{title: C{n}, formula: 2 * a, inputs: {{a: 1 MW}}, stated: 9 MW}}" for n in range(wrong)
    )
    edition = assemble({"claims/a.yaml": f"claims:\n{lines}\n"}, Settings(samples=256))
    made = site.files(edition, "test")
    for page in ("index.html", "topics/index.html", "topics/a.html"):
        assert said in str(made[page]()), page
    assert f"{wrong} conflict{'' if wrong == 1 else 's'}" in re.sub(
        r"</?strong>", "", str(made["index.html"]())
    )


# --- former values


HISTORY = """
claims:
  power:
    title: Power of the site
    value: 200 ± 10 MW
    known: 2025-06
    history:
      - {value: 0.15 ± 0.02 GW, known: 2024-09, until: 2025-06, why: The owner built more.}
      - {value: 90000 kW, known: 2024-03, until: 2024-06, why: It was a guess.}
      - {value: 5 chip, known: 2023-01, why: It was a slip.}
      - {formula: 2 * 3 MW, known: 2023-02, why: It was a sum.}
"""


def steps(text: str) -> str:
    edition = assemble({"claims/a.yaml": text}, Settings(samples=256), today="2025-12-01")
    page = str(site.files(edition, "test")["claims/power.html"]())
    found = re.search(r'<div class="inside" id="history">.*?</section>', page, re.S)
    assert found
    return found[0]


def test_history__drawn_in_the_unit_of_the_present_value() -> None:
    found = steps(HISTORY)
    assert "<title id=" in found
    assert "90 MW from 2024-03 to 2024-06; 150 MW from 2024-09 to 2025-06; 200 MW since 2025-06" in found
    assert found.count('class="band out"') == 1, "the guess had no interval"
    assert "5 chip" in re.sub(r"<figure.*?</details>", "", found, flags=re.S), "it is left to the table"
    assert "chip" not in re.findall(r"<figure.*?</details>", found, re.S)[0]
    assert markup.read(found).stray == ()
    widths = [float(each) for each in re.findall(r'<rect [^>]*width="([0-9.]+)%"', found)]
    assert all(width > 0 for width in widths)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("value: 200 ± 10 MW", "missing: the page ends here"),
        ("known: 2025-06\n", "known: 2022-01\n"),
        ("0.15 ± 0.02 GW, known: 2024-09, until: 2025-06", "7 chip"),
    ],
)
def test_history__what_cannot_be_compared_or_dated_is_left_to_the_table(right: str, wrong: str) -> None:
    text = re.sub(r"      - {value: 90000.*\n", "", HISTORY).replace(right, wrong)
    assert "<figure" not in steps(text)
    assert "Values it has had" in steps(text)


def test_history__of_bounds_dates_and_growth() -> None:
    for now, then, said in (
        ("up to 50K chip", "up to 20K chip", "≤ 20K chip from 2024-01; ≤ 50K chip since 2025-01"),
        ("2026-05", "2026-01", "since 2025-01"),
        ("3x per year", "2x per year", "2x per year from 2024-01; 3x per year since 2025-01"),
    ):
        text = f"claims: {{power: {{title: P, value: {now}, known: 2025-01, history: [{{value: {then}, known: 2024-01, why: w}}]}}}}"
        assert said in unescape(steps(text))


# --- with the script

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def opened(browser: Any, folder: Path) -> Iterator[Any]:
    """A function that opens the graph page with a query; the page must not complain of anything."""
    page = browser.new_page()
    complaints = quiet(page)

    def visit(query: str = "") -> Any:
        page.goto((folder / "graph.html").as_uri() + query)
        return page

    yield visit
    page.close()
    assert complaints == []


def drawn(page: Any) -> list[str]:
    return list(page.locator(".walk-node").evaluate_all("(all) => all.map((each) => each.dataset.id)"))


def tabled(page: Any) -> list[str]:
    script = "(all) => all.map((each) => each.getAttribute('href').replace(/^.*\\/|\\.html$/g, ''))"
    return list(page.locator("#walk tbody th a").evaluate_all(script))


def here(page: Any) -> str:
    return str(page.evaluate("(document.activeElement.dataset || {}).id || document.activeElement.tagName"))


def press(page: Any, *names: str) -> str:
    for name in names:
        page.keyboard.press(name)
    return here(page)


def test_walk__two_levels_up_and_one_down_with_the_table_beside(opened: Any) -> None:
    page = opened()
    assert sorted(drawn(page)) == sorted(
        ["groups", "group-power", "count", "group", "per-group", "power", "cost", "fits"]
    )
    assert tabled(page) == drawn(page)
    assert page.locator("#walk [role=status]").text_content() == "8 records around Power of the site."
    named = page.locator(".walk-node[data-id=per-group]").get_attribute("aria-label")
    assert named == "Power of a group; estimate; 25.5 kW; 2 levels up; 0 inputs; used by 1"
    assert "◆ conflict" in page.locator(".walk-here").text_content()
    places = page.locator(".walk-node").evaluate_all(
        "(all) => all.map((each) => each.getBoundingClientRect().x)"
    )
    x = dict(zip(drawn(page), places, strict=True))
    assert x["count"] < x["groups"] < x["power"] < x["cost"] == x["fits"]


def test_walk__shapes_differ_by_kind(opened: Any) -> None:
    page = opened()
    shape = "(id) => document.querySelector(`[data-id='${id}'] .walk-box`).getAttribute('d')"
    found = {page.evaluate(shape, id) for id in ("power", "group-power", "fits", "count")}
    assert len(found) == 4


def test_walk__text_that_does_not_fit_ends_with_an_ellipsis(opened: Any) -> None:
    page = opened("?id=alone")
    over = """(all) => all.filter((each) => each.getComputedTextLength() > each.parentNode.width.baseVal.value)
      .map((each) => each.textContent)"""
    assert page.locator(".walk-node svg text").evaluate_all(over) == []
    lines = page.locator(".walk-here .walk-title").all_text_contents()
    assert len(lines) == 2
    assert lines[0].startswith("A figure on its own")
    assert lines[1].endswith("…")
    fits = page.locator(".walk-node[data-id=fits] .walk-title").all_text_contents()
    assert " ".join(fits) == "The site fits the grid"


def test_walk__depth_follows_the_buttons_and_stays_in_the_address(opened: Any) -> None:
    page = opened("?id=power")
    more = page.get_by_role("button", name="More levels of what rests on it")
    more.click()
    page.get_by_role("button", name="Fewer levels of inputs").click()
    assert page.evaluate("location.search") == "?id=power&up=1&down=2"
    assert sorted(drawn(page)) == ["cost", "fits", "group-power", "groups", "margin", "power"]
    assert more.get_attribute("aria-disabled") == "true", "nothing rests on what is left of it"
    page.reload()
    assert len(drawn(page)) == 6


def test_walk__a_record_is_chosen_by_name_or_id(opened: Any) -> None:
    page = opened()
    for typed, id in (("Groups at the site", "groups"), ("margin", "margin"), ("figure on its own", "alone")):
        page.get_by_label("Record", exact=True).fill(typed)
        page.get_by_role("button", name="Show", exact=True).click()
        assert page.locator(".walk-here").get_attribute("data-id") == id
    page.get_by_label("Record", exact=True).fill("nothing of the kind")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator("#walk [role=status]").text_content() == "No record is called so."
    page.get_by_label("Record", exact=True).fill("power")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator(".walk-here").get_attribute("data-id") == "power", (
        "an id goes before names that hold it"
    )


def test_walk__filters_hide_and_bridge(opened: Any) -> None:
    page = opened("?id=power")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("quantity", exact=True).uncheck()
    assert "group-power" not in drawn(page)
    assert tabled(page) == drawn(page)
    assert page.locator(".walk-through").count() == 1, "from the power of a group, through the quantity"
    assert "1 filtered out" in page.locator("#walk [role=status]").text_content()
    page.get_by_label("holds", exact=True).uncheck()
    assert "fits" not in drawn(page)
    page.get_by_label("only records in conflict").check()
    assert drawn(page) == ["power"]
    assert page.evaluate("location.search") == "?id=power&up=2&down=1&hide=holds%2Cquantity&only=conflict"
    page.reload()
    assert drawn(page) == ["power"]
    page.get_by_text("Filter", exact=True).click()
    assert not page.get_by_label("quantity", exact=True).is_checked()


def test_walk__arrows_lead_along_links(opened: Any) -> None:
    page = opened("?id=power")
    page.locator(".walk-here").focus()
    assert press(page, "ArrowLeft") in ("groups", "group-power")
    assert press(page, "Home") == "power"
    assert press(page, "ArrowRight") in ("cost", "fits")
    other = {"cost": "fits", "fits": "cost"}[here(page)]
    assert other in (press(page, "ArrowDown"), press(page, "ArrowUp", "ArrowUp"))
    assert press(page, "Home", "ArrowLeft", "ArrowLeft") in ("count", "group", "per-group")
    assert press(page, "ArrowLeft") in ("count", "group", "per-group"), "nothing lies beyond"
    assert page.locator(".walk-node[tabindex='0']").count() == 1


def test_walk__the_path_through_a_record_is_lit(opened: Any) -> None:
    page = opened("?id=power&down=2")
    lit = page.locator(".walk-lit")
    assert lit.count() == 0
    page.locator(".walk-node[data-id=per-group]").focus()
    assert lit.count() == 5, "to the quantity, the power, and from there to the cost, the rest and the check"
    assert "Power of a group" in page.locator(".walk-at").text_content()
    page.locator("#walk-name").focus()
    assert lit.count() == 0
    page.locator(".walk-node[data-id=cost]").hover()
    becomes(lit.count, 7)  # everything above it, and what is left of it


def test_walk__lines_are_as_wide_as_the_doubt_that_comes_along_them(opened: Any) -> None:
    page = opened("?id=power")
    widths = page.locator(".walk-edge").evaluate_all("(all) => all.map((each) => each.style.strokeWidth)")
    assert sorted(widths) == ["", "", "", "", "", "8.25", "8.25"]
    assert "The wider a line" in page.locator("#walk-d").text_content()
    page = opened("?id=groups")
    assert set(
        page.locator(".walk-edge").evaluate_all("(all) => all.map((each) => each.style.strokeWidth)")
    ) == {""}


def test_walk__the_way_to_another_record_is_lit_and_told(opened: Any) -> None:
    page = opened("?id=margin&up=0&down=0&to=per-group")
    assert drawn(page) == ["per-group", "group-power", "power", "cost", "margin"]
    assert page.locator(".walk-lit").count() == 4
    told = page.locator("#walk [role=status]").text_content()
    assert "<b>What</b> is left of it rests on Power of a group by 4 steps" in told
    page.locator("#walk-goal").fill("The site fits the grid")
    page.keyboard.press("Enter")
    assert "rests on the other" in page.locator("#walk [role=status]").text_content()
    assert "to=fits" in page.evaluate("location.search")
    page.locator("#walk-goal").fill("")
    page.keyboard.press("Enter")
    assert "to=" not in page.evaluate("location.search")


def test_walk__is_saved_as_a_drawing_of_its_own(opened: Any) -> None:
    page = opened("?id=power")
    with page.expect_download() as found:
        page.get_by_role("button", name="Save as SVG").click()
    assert found.value.suggested_filename == "graph-power.svg"
    text = Path(found.value.path()).read_text("utf-8")
    assert "Power of the site" in text
    assert "class=" not in text.replace("<svg class=", "", 1), "its looks are written into it"


def test_walk__enter_goes_there_and_back_comes_back(opened: Any) -> None:
    page = opened("?id=power")
    page.locator(".walk-node[data-id=groups]").focus()
    assert press(page, "Enter") == "groups"
    assert page.evaluate("location.search").startswith("?id=groups&")
    assert page.locator(".walk-here").get_attribute("data-id") == "groups"
    page.go_back()
    page.locator(".walk-here[data-id=power]").wait_for()
    page.get_by_role("button", name="Go there: Cost of the power").click()
    assert page.locator(".walk-here").get_attribute("data-id") == "cost"
    assert here(page) == "cost", "the button is gone, and with it the focus would be"
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/cost.html")
    page.locator("summary", has_text="Around it").click()
    page.get_by_role("link", name="Unfold it from here").click()
    page.get_by_role("link", name="On the page of the graph").click()
    page.wait_for_url(lambda url: "graph.html?id=cost" in url)
    assert page.locator(".walk-here").get_attribute("data-id") == "cost"


def test_walk__zooms_and_moves_with_buttons(opened: Any) -> None:
    page = opened("?id=power")
    width = "document.querySelector('.walk-drawing').getBoundingClientRect().width"
    before = page.evaluate(width)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    assert page.evaluate(width) > 1.8 * before
    left = "document.querySelector('.walk-view').scrollLeft"
    at = page.evaluate(left)
    page.get_by_role("button", name="Move right").click()
    comes_true(page, f"{left} > {at}")
    page.get_by_role("button", name="Fit the drawing").click()
    assert page.evaluate(width) == pytest.approx(before, abs=1)


@pytest.mark.parametrize(
    "query",
    [
        "?id=" + quote("<img src=x onerror=alert(1)>"),
        "?id=__proto__&up=constructor&down=-5&hide=toString,,&only=all",
        "?id=%ED%A0%80&up=1e99&down=Infinity",
        "?id=" + "a" * 100_000,
        "?id=nobody&id=power",
    ],
)
def test_walk__hostile_address(opened: Any, query: str) -> None:
    page = opened(query)
    assert page.locator(".walk-here").get_attribute("data-id") == "power"
    assert page.locator("#walk [role=status]").text_content().startswith("There is no such record.")


def test_walk__depth_in_the_address_is_kept_within_bounds(opened: Any) -> None:
    page = opened("?id=margin&up=999999999&down=-3")
    assert set(drawn(page)) == {*AROUND_POWER, "margin"} - {"fits"}
    assert "0 levels" in page.locator(".walk-row").text_content()


def test_walk__text_of_the_base_is_never_markup(opened: Any) -> None:
    page = opened("?id=margin")
    assert page.locator("#walk b").count() == 0
    assert page.locator("#walk tbody th").filter(has_text="<b>What</b> is left of it").count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_walk__stays_within_the_window(opened: Any, width: int) -> None:
    page = opened("?id=margin&up=9")
    page.set_viewport_size({"width": width, "height": 700})
    page.get_by_text("Filter", exact=True).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".walk-view").get_attribute("tabindex") == "0"


def test_walk__the_drawing_stands_on_the_first_screen_of_a_phone_and_what_changes_it_below(
    opened: Any,
) -> None:
    page = opened()
    page.set_viewport_size({"width": 375, "height": 740})
    top = {
        name: page.locator(name).bounding_box()["y"] for name in (".walk-view", "#walk-goal", ".walk-filters")
    }
    assert top[".walk-view"] < 450
    assert top[".walk-view"] < top["#walk-goal"] < top[".walk-filters"]
    show = page.get_by_role("button", name="Show", exact=True)
    assert abs(show.bounding_box()["y"] - page.locator("#walk-name").bounding_box()["y"]) < 20, "in one row"


def test_walk__without_its_data_the_page_is_as_it_was(browser: Any, folder: Path, tmp_path: Path) -> None:
    for path in folder.rglob("*.*"):
        if path.is_file() and path.name != "graph-data.js" and path.suffix in (".html", ".js", ".css"):
            target = tmp_path / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    page = browser.new_page()
    page.goto((tmp_path / "graph.html").as_uri())
    assert page.locator("#walk").is_hidden()
    assert page.locator("#computed tbody tr").count() == 6
    page.close()


# --- unfolded on the page of a record


@pytest.fixture
def unfolded(browser: Any, folder: Path) -> Iterator[Any]:
    """The page of a claim on which the graph was asked for."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    complaints = quiet(page)
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto((folder / "claims" / "power.html").as_uri() + "#used-by")
    assert page.locator(".around svg.net .here").count() == 1
    assert not [each for each in asked if "graph" in each or "tools" in each], "it comes to who asks for it"
    page.get_by_role("link", name="Unfold it from here").click()
    page.locator("#walk .walk-here").wait_for()
    yield page
    page.context.close()
    assert complaints == []


def test_unfolded__stands_in_place_around_the_record(unfolded: Any) -> None:
    assert sorted(drawn(unfolded)) == sorted(AROUND_POWER)
    assert unfolded.locator(".walk-here").get_attribute("data-id") == "power"
    assert "79.5 MW" in unfolded.locator(".walk-here").text_content()
    assert unfolded.locator(".around").is_hidden(), "the picture that does without a script gives way"
    widths = unfolded.locator(".walk-edge").evaluate_all("(all) => all.map((each) => each.style.strokeWidth)")
    assert any(widths)
    assert "The wider a line" in unfolded.locator("#walk-d").text_content()
    assert unfolded.evaluate("document.activeElement.className") == "walk-view"
    ids = unfolded.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len({*ids})


def test_unfolded__is_walked_by_keyboard_and_read_aloud(unfolded: Any) -> None:
    address = unfolded.url
    unfolded.keyboard.press("Tab")
    assert unfolded.evaluate("document.activeElement.dataset.id") == "power"
    unfolded.keyboard.press("ArrowLeft")
    assert unfolded.evaluate("document.activeElement.dataset.id") in ("groups", "group-power")
    told = unfolded.evaluate("document.activeElement.getAttribute('aria-label')")
    assert "1 level up" in told
    assert unfolded.locator(".walk-lit").count() > 0
    unfolded.keyboard.press("Enter")
    assert unfolded.locator(".walk-here").get_attribute("data-id") in ("groups", "group-power")
    assert unfolded.url == address, "the page stays that of its record"
    assert "records around" in unfolded.locator("#walk [role=status]").text_content()
    unfolded.locator("#walk .chart-data > summary").click()
    assert unfolded.locator("#walk tbody tr").count() > 2
    links = unfolded.locator("#walk a[href]").evaluate_all(
        "(all) => all.map((each) => each.getAttribute('href'))"
    )
    assert all(each.startswith("../") for each in links), links


def test_unfolded__lights_a_way_and_is_saved(unfolded: Any) -> None:
    unfolded.locator("#walk-goal").fill("count")
    unfolded.get_by_role("button", name="Show the way").click()
    assert unfolded.locator(".walk-lit").count() == 2
    with unfolded.expect_download() as saved:
        unfolded.get_by_role("button", name="Save as SVG").click()
    assert saved.value.suggested_filename == "graph-power.svg"
    text = Path(saved.value.path()).read_text("utf-8")
    assert "Chips at the site" in text
    assert "claims/power.html" in text


def test_unfolded__what_cannot_be_had_leads_to_the_page_of_the_graph(browser: Any, folder: Path) -> None:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.route("**/graph-data.js", lambda it: it.abort())
    page.goto((folder / "claims" / "power.html").as_uri() + "#used-by")
    page.get_by_role("link", name="Unfold it from here").click()
    page.wait_for_url(lambda url: url.endswith("/graph.html?id=power"))
    page.context.close()


def test_unfolded__breaks_no_rule_of_accessibility(unfolded: Any) -> None:
    unfolded.evaluate(looks.rules())
    run = "async () => (await axe.run('#walk', { preload: false })).violations.map((each) => each.id + each.nodes[0].html)"
    assert unfolded.evaluate(run) == []
