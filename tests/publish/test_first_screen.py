"""What a reader sees first: the first screen answers, nothing is endless as it opens, and the rest unfolds without a script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from chromium import chromium
from kinds import OURS, page_of

PHONE, DESK = (375, 740), (1280, 800)
TALLEST = 6000
FEW = (
    "home", "topic", "derived", "stated", "open", "quantity", "choice", "term", "check", "source", "conflicts", "audit",
    "findings", "graph", "rules", "change", "fields", "commands", "units",
)  # fmt: skip
KINDS = tuple(OURS) if os.environ.get("RUN_LONG") == "1" else FEW
LONG = ("az", "by-unit", "by-source", "by-status")

# Of each kind of record, what stands on the first screen of a phone.
ANSWERS = {
    "derived": ("h1", "#value", ".spread", ".verdicts", "svg.fluid", "a[href='#cite']", "a[download]"),
    "stated": ("h1", "#value", ".verdicts", ".from", "a[href='#cite']", "a[download]"),
    "open": ("h1", "#value", ".verdicts", "svg.fluid"),
    "quantity": ("h1", "#value", ".spread", ".verdicts", "svg.fluid"),
    "choice": ("h1", "#value", ".verdicts", "svg.fluid"),
    "term": ("h1", ".use svg.fluid"),
    "check": ("h1", "#value", ".worked", "a[href='#cite']"),
    "source": ("h1", "a[href='#cite']"),
    "topic": ("h1", "section h2", "section .card, section tbody tr"),
    "conflicts": ("h1", "tbody tr"),
    "audit": ("h1", "tbody tr"),
    "sources": ("h1", "tbody tr"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def opened(browser: Any, page: Path, size: tuple[int, int], scripts: bool = True, hash: str = "") -> Any:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, reduced_motion="reduce"
    )
    found = context.new_page()
    found.goto(page.as_uri() + hash)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("kind", [each for each in KINDS if each not in ("embed", "moved")])
def test_page__is_no_taller_than_a_reader_scrolls_on_a_phone(kind: str, sites: Path, browser: Any) -> None:
    page = opened(browser, page_of(sites, kind), PHONE)
    assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST
    assert page.locator("header.top").bounding_box()["height"] < 60, "one row"
    page.context.close()


@pytest.mark.browser
def test_page__none_of_the_heaviest_is_taller_either(sites: Path, browser: Any) -> None:
    every = [
        each
        for each in (sites / "base").rglob("*.html")
        if 'http-equiv="refresh"' not in each.read_text("utf-8")
    ]
    every.sort(key=lambda each: (-each.stat().st_size, each.name))
    page = opened(browser, every[0], PHONE)
    tall = {}
    for each in every if os.environ.get("RUN_LONG") == "1" else every[:24]:
        page.goto(each.as_uri())
        height = page.evaluate("document.documentElement.scrollHeight")
        if height > TALLEST:
            tall[each.name] = height
    assert tall == {}
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", LONG)
def test_list__is_cut_and_says_how_many_more_there_are(name: str, sites: Path, browser: Any) -> None:
    page = opened(browser, sites / "base" / f"{name}.html", PHONE, scripts=False)
    assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST
    shown = page.locator("tbody tr:visible").count()
    assert shown <= 50
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    every = page.locator("tbody tr").count()
    assert page.locator("tbody tr:visible").count() == every > shown
    told = page.locator(".rest > summary").all_text_contents()
    rows = [each.split() for each in told]
    assert all(int(n) < int(whole) for _, _, n, _, whole in rows), told
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("kind", ANSWERS)
def test_page__answers_on_the_first_screen(kind: str, sites: Path, browser: Any) -> None:
    for size in (PHONE, DESK):
        page = opened(browser, page_of(sites, kind), size)
        for part in ANSWERS[kind]:
            box = page.locator(part).first.bounding_box()
            assert (box or {"y": 1e9})["y"] < size[1], (size, part, box)
        page.context.close()


@pytest.mark.browser
def test_section__unfolds_for_an_anchor_without_a_script(sites: Path, browser: Any) -> None:
    page = opened(browser, page_of(sites, "derived"), DESK, scripts=False)
    assert page.locator("#inputs table").is_hidden()
    page.locator(".onpage a[href='#inputs']").click()
    page.locator("#inputs table").first.wait_for()
    assert page.locator("details:has(> #inputs) > summary").bounding_box()["y"] >= 0, "its title is seen too"
    page.evaluate("window.scrollTo(0, 1500)")
    assert page.locator(".onpage").bounding_box()["y"] < 100, "the list of sections stays"
    page.emulate_media(media="print")
    assert page.locator("#cite pre").first.is_visible()
    page.context.close()


@pytest.mark.browser
def test_reading__that_is_ruled_out_is_struck_and_says_by_what(sites: Path, browser: Any) -> None:
    page = opened(browser, sites / "base" / "choices" / "bloomberg-gb200.html", PHONE, scripts=False)
    chart = page.locator(".first svg.fluid")
    assert chart.locator(".struck").all_text_contents() == ["Rack"]
    assert "ruled out by" in chart.text_content()
    page.context.close()


@pytest.mark.browser
def test_menu__is_folded_on_a_phone_and_spread_on_a_desk(sites: Path, browser: Any) -> None:
    page = opened(browser, page_of(sites, "home"), PHONE, scripts=False)
    assert page.locator("header.top nav a:visible").count() == 0
    page.locator(".menu summary").click()
    assert page.locator("header.top nav a:visible").all_text_contents()[0] == "Topics"
    page.context.close()
    page = opened(browser, page_of(sites, "home"), DESK, scripts=False)
    assert page.locator("header.top nav a:visible").count() == 7
    assert page.locator(".menu").is_hidden()
    page.context.close()


@pytest.mark.browser
def test_table__sorts_the_rows_that_are_folded_away_too(sites: Path, browser: Any) -> None:
    page = opened(browser, sites / "base" / "az.html", DESK)
    letter = page.locator("section", has=page.locator("h2", has_text=re.compile(r"^C \(")))
    letter.locator("summary").first.click()
    before = letter.locator("tbody").first.locator("tr").count()
    button = letter.locator("button.sort").first
    button.click()
    button.click()
    keys = letter.locator("tbody tr th").evaluate_all("(all) => all.map((each) => each.dataset.key)")
    assert len(keys) > 150
    assert keys == sorted(keys, reverse=True)
    assert letter.locator("tbody").first.locator("tr").count() == before
    page.context.close()


@pytest.mark.browser
def test_chart__is_saved_with_its_looks_its_caption_and_its_address(sites: Path, browser: Any) -> None:
    page = opened(browser, page_of(sites, "choice"), DESK)
    said: list[str] = []
    page.on("console", lambda it: said.append(it.text))
    page.locator(".first .chart-data > summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").first.click()
    whole = ElementTree.parse(saved.value.path()).getroot()
    told = " ".join("".join(each.itertext()) for each in whole.iter("{http://www.w3.org/2000/svg}text"))
    assert "Rack" in told
    assert "every reading" in told, "the caption"
    assert saved.value.suggested_filename.endswith(".svg")
    assert page.url in told
    assert not [each for each in whole.iter() if each.get("class") or each.get("style")]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").first.click()
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20]) > 600, "twice as many points as it is wide"
    assert said == []
    page.context.close()
