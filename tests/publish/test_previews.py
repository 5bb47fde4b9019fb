"""Previews of links: a card with a record's number, for a mouse that rests on a link and for the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium import chromium, comes_true, quiet, scrolled
from looks import rules
from small import edition
from whence.publish import folder as publish
from whence.publish import site as whole

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=alert(1)></script><b>bold</b>"
CLAIMS = f"""
topic: {{title: Trainium}}
terms:
  gb200: {{title: GB200, senses: {{chip: 1 chip, two-chips: 2 chip, rack: 72 chip}}}}
choices:
  unit: {{title: What was counted, term: gb200}}
quantities:
  power: {{title: Power of a group}}
claims:
  group-power: {{title: Power of 32 Trainium 2 chips, value: 24 to 27 kW, of: power, cites: [{{source: semi}}]}}
  chips: {{title: "{EVIL}", value: 200K chip, cites: [{{source: semi}}]}}
  two-chips: {{title: Two chips, value: 2 chip}}
  need: {{title: Power that they need, formula: n / g * p, inputs: {{n: chips, g: 32 chip, p: group-power}}, unit: MW}}
  big: {{title: A large number, formula: n * 1e22, inputs: {{n: chips}}, unit: chip}}
  counted: {{title: Counted, formula: n * unit, inputs: {{n: 200K, unit: unit}}, unit: chip, note: "As `group-power`, not `two-chips`; see `counted`, `n` and `power`."}}
  of-power: {{title: Two groups, formula: 2 * p, inputs: {{p: power}}, unit: kW}}
"""
SOURCES = "sources: {semi: {title: A datacenter, type: article, author: [{family: Patel}], issued: 2024-12}}"

UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the base above."""
    found = tmp_path_factory.mktemp("a site, 100%") / "base"
    publish.write(found, whole.drawn(whole.files(edition(CLAIMS, SOURCES), "test")))
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Any]:
    """A function that opens a page, in a tab of its own; it must not complain of anything."""
    made, complaints = [], []

    def opened(path: str, **options: Any) -> Any:
        page = browser.new_page(**options)
        made.append(page)
        complaints.append(quiet(page))
        page.asked = []
        page.on("request", lambda it: page.asked.append(it.url.rpartition("/")[2].partition(".")[0]))
        page.goto((folder / path).as_uri())
        page.evaluate(UNFOLD)
        comes_true(page, "!document.querySelector('.whatif-later')")  # what comes late moves what is below
        return page

    yield opened
    for page in made:
        # The card alone is placed by a style; the room that a what-if keeps until it stands is not of cards.
        assert page.locator("[style]:not(.preview, .whatif-later)").count() == 0
        page.close()
    assert not any(complaints)


def link(page: Any, path: str) -> Any:
    """The first link of the page's text that leads there and can be seen."""
    return page.locator(f"main a[href$='{path}']:visible").first


def rested(at: Any) -> None:
    """Lets the mouse rest on it, once no scrolling is left that would take a card away."""
    scrolled(at)
    at.hover()


def card(page: Any) -> list[str]:
    """Waits for a card with its number; gives its lines."""
    page.locator(".preview-value").wait_for()
    return list(page.locator(".preview p").all_text_contents())


def gone(page: Any) -> None:
    page.locator(".preview").wait_for(state="detached")


@pytest.mark.parametrize(
    ("path", "leads", "lines"),
    [
        (
            "claims/need.html",
            "group-power.html",
            [
                "Power of 32 Trainium 2 chips",
                "claim · estimate",
                "25.5 kW",
                "90 %: 24 to 27 kW",
                "Source: A datacenter",
            ],
        ),
        (
            "claims/of-power.html",
            "quantities/power.html",
            ["Power of a group", "quantity", "25.5 kW", "90 %: 24 to 27 kW"],
        ),
        (
            "claims/counted.html",
            "choices/unit.html",
            ["What was counted", "choice", "1 to 72 chip, open"],
        ),
        ("choices/unit.html", "gb200.html", ["GB200", "term", "chip or two-chips or rack"]),
        ("claims/group-power.html", "semi.html", ["A datacenter", "source · article", "Patel 2024-12"]),
        ("az.html", "big.html", ["A large number", "claim · estimate", "2×10²⁷ chip"]),
    ],
)
def test_card__says_what_a_link_leads_to(visit: Any, path: str, leads: str, lines: list[str]) -> None:
    page = visit(path)
    rested(link(page, leads))
    title, what, *rest = lines
    assert card(page) == [what, title, *rest]


def test_card__of_a_number_is_that_of_the_record_beside_it(visit: Any) -> None:
    page = visit("claims/need.html", reduced_motion="reduce")
    rested(page.locator("#inputs td.num", has_text="25.5 kW").first)
    assert card(page)[1:3] == ["Power of 32 Trainium 2 chips", "25.5 kW"]


def test_card__of_a_symbol_by_mouse_and_by_keyboard(visit: Any) -> None:
    page = visit("claims/need.html", reduced_motion="reduce")
    rested(page.locator("math [href]", has_text="p"))
    assert card(page)[1] == "Power of 32 Trainium 2 chips"
    page.keyboard.press("Escape")
    gone(page)
    page.locator(".formula").focus()
    for name, title in (("n", EVIL), ("g", "g"), ("p", "Power of 32 Trainium 2 chips")):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == name
        page.locator(".preview-title").get_by_text(title, exact=True).wait_for()
        told = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
        assert title in page.locator(f"[id='{told}']").text_content()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/group-power.html")


def test_card__of_an_input_that_is_written_in_place_is_what_its_row_says(visit: Any) -> None:
    page = visit("claims/need.html", reduced_motion="reduce")
    rested(page.locator("math [href]", has_text="g"))
    assert card(page) == ["Input · written in the formula", "g", "32 chip"]
    page.keyboard.press("Escape")
    gone(page)
    touched = visit("claims/need.html", reduced_motion="reduce", has_touch=True)
    touched.locator("math [href]", has_text="g").tap()
    touched.locator(".preview-title a").tap()
    assert touched.url.endswith("claims/need.html#in-g")


def test_card__of_an_id_in_a_text(visit: Any) -> None:
    page = visit("claims/counted.html", reduced_motion="reduce")
    at = page.locator(".note a:has(> code)", has_text="group-power")
    rested(at)
    assert card(page)[1] == "Power of 32 Trainium 2 chips"
    page.mouse.move(1, 1)
    gone(page)
    page.keyboard.press("Tab")
    at.focus()
    assert card(page)[1] == "Power of 32 Trainium 2 chips"
    assert page.locator(".note a").count() == 1, "an option, an input and the record of the page are no links"


def test_card__by_a_tap_on_a_symbol_an_id_or_a_number(visit: Any) -> None:
    page = visit("claims/need.html", has_touch=True, reduced_motion="reduce")
    for at in (
        page.locator("math [href]", has_text="p"),
        page.locator("#inputs td.num", has_text="25.5 kW").first,
    ):
        scrolled(at)
        at.tap()
        assert card(page)[1:3] == ["Power of 32 Trainium 2 chips", "25.5 kW"]
        assert page.locator(".preview").get_attribute("role") == "status"
        page.touchscreen.tap(2, 2)
        gone(page)
    page.locator("math [href]", has_text="p").tap()
    card(page)
    page.locator(".preview a").tap()
    page.wait_for_url("**/claims/group-power.html")


def test_card__a_second_tap_leads_on(visit: Any) -> None:
    page = visit("claims/counted.html", has_touch=True, reduced_motion="reduce")
    at = page.locator(".note a:has(> code)", has_text="group-power")
    scrolled(at)
    at.tap()
    card(page)
    at.tap()
    page.wait_for_url("**/claims/group-power.html")


def test_card__is_asked_for_only_then(visit: Any) -> None:
    page = visit("claims/need.html")
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert "search-data" not in page.asked
    rested(link(page, "topics/base.html"))
    page.wait_for_timeout(300)
    assert "search-data" not in page.asked
    rested(link(page, "chips.html"))
    card(page)
    assert page.asked[-4:] == ["records", "preview", "search-data", "search-numbers-1"]


def test_card__by_keyboard_and_away_with_escape(visit: Any) -> None:
    page = visit("claims/need.html")
    page.keyboard.press("Tab")
    link(page, "group-power.html").focus()
    card(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == page.locator(
        ".preview"
    ).get_attribute("id")
    page.keyboard.press("Escape")
    gone(page)
    assert page.evaluate("document.activeElement.hasAttribute('aria-describedby')") is False
    assert page.evaluate("document.activeElement.tagName") == "A"
    page.wait_for_timeout(500)
    assert page.locator(".preview").count() == 0


def test_card__escape_also_for_the_mouse_until_it_leaves(visit: Any) -> None:
    page = visit("claims/need.html")
    at = link(page, "group-power.html")
    rested(at)
    card(page)
    page.keyboard.press("Escape")
    gone(page)
    at.hover(position={"x": 3, "y": 3})
    page.wait_for_timeout(500)
    assert page.locator(".preview").count() == 0
    page.mouse.move(2, 2)
    at.hover()
    card(page)


def test_card__stays_while_the_mouse_is_on_it_and_goes_after(visit: Any) -> None:
    page = visit("claims/need.html")
    rested(link(page, "group-power.html"))
    card(page)
    page.locator(".preview-value").hover()
    page.wait_for_timeout(800)
    assert page.locator(".preview").count() == 1
    page.mouse.move(2, 2)
    gone(page)


def test_card__stays_with_the_focus_when_the_mouse_passes(visit: Any) -> None:
    page = visit("claims/need.html")
    page.keyboard.press("Tab")
    link(page, "group-power.html").focus()
    card(page)
    page.mouse.move(2, 2)
    page.mouse.move(9, 9)
    page.wait_for_timeout(600)
    assert page.locator(".preview").count() == 1
    link(page, "topics/base.html").focus()
    gone(page)


def test_card__goes_when_the_page_is_scrolled(visit: Any) -> None:
    page = visit("claims/need.html")
    rested(link(page, "group-power.html"))
    card(page)
    page.mouse.wheel(0, 40)
    gone(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_card__never_covers_its_link_nor_leaves_the_window(visit: Any, width: int) -> None:
    page = visit("az.html", viewport={"width": width, "height": 500})
    for each in page.locator("main table a").all()[:6]:
        scrolled(each)
        page.mouse.move(1, 1)
        gone(page)
        each.hover()
        card(page)
        at, over = each.bounding_box(), page.locator(".preview").bounding_box()
        assert over["y"] >= at["y"] + at["height"] or over["y"] + over["height"] <= at["y"]
        assert 0 <= over["x"] <= width - over["width"]
        assert 0 <= over["y"] <= 500 - over["height"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_card__is_text_alone_with_an_id_of_its_own(visit: Any) -> None:
    page = visit("claims/need.html")
    page.evaluate("document.querySelector('h1').id = 'preview-of-link'")
    rested(link(page, "chips.html"))
    assert EVIL in card(page)
    assert page.locator(".preview *:not(p)").count() == 0
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len({*ids})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card__breaks_no_rule_of_accessibility(visit: Any, scheme: str) -> None:
    page = visit("claims/need.html", color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(rules())
    run = """async () => (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations.map((each) => each.id)"""
    before = page.evaluate(run)
    rested(link(page, "group-power.html"))
    card(page)
    assert page.evaluate(run) == before
    assert (
        page.evaluate(
            "async () => (await axe.run('.preview', { preload: false })).violations.map((each) => each.id)"
        )
        == []
    )
    assert page.locator(".preview").count() == 1


def test_card__not_for_fingers(visit: Any, browser: Any) -> None:
    page = visit("claims/need.html", has_touch=True)
    page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")
    link(page, "group-power.html").tap()
    page.wait_for_timeout(700)
    assert page.locator(".preview").count() == 0
    assert "search-data" not in page.asked


def test_card__not_where_data_are_dear(visit: Any) -> None:
    page = visit("404.html")
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto(page.url.replace("404.html", "claims/need.html"))
    page.evaluate(UNFOLD)
    rested(link(page, "group-power.html"))
    page.wait_for_timeout(600)
    assert "preview" not in page.asked


def test_card__none_for_other_links(visit: Any) -> None:
    page = visit("claims/need.html")
    rested(link(page, "group-power.html"))
    card(page)
    for other in ("topics/base.html", "need.json"):
        rested(link(page, other))
        gone(page)
        page.wait_for_timeout(400)
        assert page.locator(".preview").count() == 0
