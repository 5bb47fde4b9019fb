"""Search in the browser: finds what a reader would type, from disk, and nothing that is typed can do harm."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import generate
from chromium import chromium, page_file, quiet
from places import ROOT
from small import edition
from whence.disk import store
from whence.publish.machine import search
from whence.publish.pages.book import Book

SCRIPTS = ("whence.js", "records.js", "search.js")
BODY = """
<label for="search-input">Search</label><input id="search-input" type="search"><ul id="search-results"></ul>
"""

CLAIMS = """
claims:
  trn2-power-per-32:
    title: Power of 32 Trainium 2 chips
    value: 24 to 27 kW
    aliases: [trainium2-rack-power]
    cites: [{source: semi, via: shortform}]
  trn2-200k-power:
    title: Power that 200,000 Trainium 2 chips need
    formula: chips / group * power
    inputs: {chips: 200K chip, group: 32 chip, power: trn2-power-per-32}
    unit: MW
  cafe-seats: {title: Sièges du café, value: 12 person}
  lab-chips: {title: Chips of the lab, value: 400K chip, headline: true}
  v3-tokens: {title: "Tokens of DeepSeek\u2011V3 in training", value: 14.8e12 token, status: retracted}
  script: {title: "<img src=x onerror=alert(1)></script><script>alert(2)</script>", value: 3 person}
  stated: {title: Stated too high, formula: 2 * p, inputs: {p: trn2-power-per-32}, stated: 900 kW}
  counted: {title: Chips counted, formula: n * s, inputs: {n: 4 gpu, s: sense}, unit: chip}
units: {gpu: {title: GPU}}
choices: {sense: {title: What was counted, term: gpu}}
checks:
  power-fits: {title: The power fits, assert: a < b, inputs: {a: trn2-200k-power, b: 300 MW}}
terms:
  gpu: {title: GPU, words: [accelerator], senses: {die: 0.5 chip/gpu, chip: 1 chip/gpu}}
"""
SOURCES = """
sources:
  semi: {title: Amazon's Ambitious Datacenter, author: [{family: Patel}], issued: 2024-12}
  shortform: {title: A shortform, relies_on: [semi]}
"""


def address(id: str, section: str) -> str:
    return f"{section}/{id}.html"


def written(folder: Path, rows: int = search.ROWS, claims: str = CLAIMS) -> str:
    """Writes the index of a base, else of the one above, and a search page; gives the page's address."""
    for name, text in search.scripts(edition(claims, SOURCES), address, rows).items():
        (folder / name).write_text(text, "utf-8")
    return page_file(folder, "search.html", BODY, SCRIPTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens the search page with a query string; the page must not complain of anything."""
    address = written(tmp_path)
    page = browser.new_page()
    complaints = quiet(page)

    def visit(query: str = "") -> Any:
        page.goto(address + query)
        page.locator(".search-kinds").wait_for()
        return page

    yield visit
    page.close()
    assert complaints == []


def titles(page: Any) -> list[str]:
    return list(page.locator("#search-results a").all_text_contents())


# --- the index


def files(rows: int = search.ROWS) -> dict[str, Any]:
    """What each file of the index of the base above holds."""
    found = search.scripts(edition(CLAIMS, SOURCES), address, rows)
    call = re.compile(r"(?:var whenceSearch = |whenceSearch\.add\()(.*?)\)?;\n")
    return {name: json.loads(call.fullmatch(text)[1]) for name, text in found.items()}  # type: ignore[index]


def test_index__one_row_a_record() -> None:
    rows = {row.id: row for row in search.index(edition(CLAIMS, SOURCES), address)}
    power, semi = rows["trn2-200k-power"], rows["semi"]
    assert (power.kind, power.what, power.title) == (
        "claim",
        "estimate",
        "Power that 200,000 Trainium 2 chips need",
    )
    assert power.number.startswith("159 MW [")
    assert power.words == ("MW",)
    assert rows["trn2-power-per-32"].words == ("trainium2-rack-power", "kW")
    assert rows["trn2-power-per-32"].sources == ("semi", "shortform")
    assert (semi.folder, semi.what, semi.number) == ("sources/", "document", "Patel 2024-12")
    assert rows["power-fits"].number == "holds"
    assert rows["gpu"].number == "die or chip"


def test_scripts__titles_first_and_repeated_text_once() -> None:
    found = files()
    assert found["search-data.js"]["kinds"] == [
        ["claim", "claims/", 8],
        ["choice", "choices/", 1],
        ["term", "terms/", 1],
        ["check", "checks/", 1],
        ["source", "sources/", 2],
    ]
    assert found["search-data.js"]["more"] == ["search-numbers-1.js"]
    titles, numbers = found["search-data.js"]["titles"], found["search-numbers-1.js"]
    at = titles.index("trn2-power-per-32") // 2
    words = [numbers["table"][place] for place in numbers["words"][at]]
    # a source is the number of its row, and its title stands in the index once
    assert [titles[2 * each] if isinstance(each, int) else each for each in words] == [
        "estimate",
        "trainium2-rack-power",
        "kW",
        "semi",
        "shortform",
    ]
    assert json.dumps(found).count("Ambitious") == 1
    assert len(numbers["table"]) == len({*numbers["table"]})


def test_scripts__weight_of_our_base() -> None:
    """Titles: at most 50 kB a 2,000 records, compressed; with numbers and the other words: at most 75 kB."""
    base = store.load(store.read(ROOT))
    book = Book(base)
    records = sum(1 for _ in search.index(base, book.href))
    weights = {
        name: len(gzip.compress(text.encode(), 6)) for name, text in search.scripts(base, book.href).items()
    }
    assert records > 700
    assert weights["search-data.js"] <= 25 * records
    assert sum(weights.values()) <= 37.5 * records


def test_scripts__text_of_the_base_cannot_end_the_script() -> None:
    for text in search.scripts(edition(CLAIMS, SOURCES), address).values():
        assert not set(text) & set("<>&\u2028\u2029")


def test_scripts__a_large_base_is_cut_into_files() -> None:
    found = files(rows=5)
    later = ["search-data-2.js", "search-data-3.js", *(f"search-numbers-{n}.js" for n in (1, 2, 3))]
    assert found["search-data.js"]["more"] == later
    assert [*found] == ["search-data.js", *later]
    assert [len(found[f"search-numbers-{n}.js"]["numbers"]) for n in (1, 2, 3)] == [5, 5, 3]


# --- the page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("trn2-200k-power", "Power that 200,000 Trainium 2 chips need"),
        ("trainium 200,000", "Power that 200,000 Trainium 2 chips need"),
        ("trainium2-rack", "Power of 32 Trainium 2 chips"),
        ("159 MW", "Power that 200,000 Trainium 2 chips need"),
        ("159MW", "Power that 200,000 Trainium 2 chips need"),
        ("trainium2 200K", "Power that 200,000 Trainium 2 chips need"),
        ("ambitious", "Amazon's Ambitious Datacenter"),
        ("cafe sieges", "Sièges du café"),
        ("accelerator", "GPU"),
        ("trainum 200000", "Power that 200,000 Trainium 2 chips need"),
        ("Ambitous datecentre", "Amazon's Ambitious Datacenter"),
        ('"200,000"', "Power that 200,000 Trainium 2 chips need"),
        ("200K", "Power that 200,000 Trainium 2 chips need"),
        ("400000", "Chips of the lab"),
        ("“400,000”", "Chips of the lab"),
        ("0.4 million", "Chips of the lab"),
        ("deepseek-v3", "Tokens of DeepSeek\u2011V3 in training"),
        ("DeepSeek\u2011V3", "Tokens of DeepSeek\u2011V3 in training"),
        ("retracted", "Tokens of DeepSeek\u2011V3 in training"),
        ("headline", "Chips of the lab"),
        ("conflict", "Stated too high"),
        ("open", "Chips counted"),
    ],
)
def test_typing__finds_by(opened: Any, typed: str, first: str) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert titles(page)[:1] == [first]
    assert page.locator("[role=status]").text_content().split()[1].startswith("result")


SMALL = """
claims:
  pull: {title: Pull between masses, value: 6.67e-11 m^3/kg/s^2}
  pill: {title: A pill, value: 6.67e11 m^3/kg/s^2}
"""


@pytest.mark.parametrize(
    "typed",
    ["6.67e-11", "6.67×10⁻¹¹", "6.67x10^-11", "6.67 × 10^-11", "6.67×10^−11", "6.67E-11", "6.67e−11"],
)
def test_typing__finds_a_small_number_however_its_exponent_is_written(
    browser: Any, tmp_path: Path, typed: str
) -> None:
    page = browser.new_page()
    page.goto(written(tmp_path, claims=SMALL))
    page.locator(".search-kinds").wait_for()
    page.locator("#search-input").fill(typed)
    assert titles(page) == ["Pull between masses"]
    page.close()


def test_results__show_the_number_and_lead_to_the_page(opened: Any) -> None:
    page = opened("?q=trn2-200k")
    row = page.locator("#search-results li").first
    assert "159 MW" in row.text_content()
    assert row.locator("a").get_attribute("href") == "claims/trn2-200k-power.html"


def test_address__carries_the_query(opened: Any) -> None:
    page = opened("?q=caf%C3%A9")
    assert page.locator("#search-input").input_value() == "café"
    assert titles(page) == ["Sièges du café"]
    page.locator("#search-input").fill("gpu & die")
    assert page.evaluate("location.search") == "?q=gpu+%26+die"
    page.locator("#search-input").fill("")
    assert page.evaluate("location.search") == ""


def test_keys__travel_through_the_results(opened: Any) -> None:
    page = opened("?q=power")
    page.locator("#search-input").focus()
    at = "document.activeElement.textContent"
    every = titles(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) == every[1]
    page.keyboard.press("End")
    assert page.evaluate(at) == every[-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-input"
    page.keyboard.press("Escape")
    assert page.locator("#search-input").input_value() == ""


def test_kinds__narrow_the_results(opened: Any) -> None:
    page = opened("?q=power")
    page.get_by_label("check", exact=True).check()
    assert titles(page) == ["The power fits"]


def test_kinds__that_leave_nothing_say_how_much_there_is(opened: Any) -> None:
    page = opened("?q=power&kind=source&kind=nonsense")
    assert page.get_by_label("source", exact=True).is_checked()
    told = page.locator("[role=status]").text_content()
    assert told == "No result of the kind source; 3 results of other kinds."
    assert titles(page) == []
    page.get_by_label("check", exact=True).check()
    assert page.locator("[role=status]").text_content() == "1 result; 2 results of other kinds."
    assert page.evaluate("location.search") == "?q=power&kind=check&kind=source"
    page.get_by_role("button", name="Show all 3").click()
    assert page.evaluate("location.search") == "?q=power"
    assert len(titles(page)) == 3


def test_kinds__narrow_what_is_offered(opened: Any) -> None:
    assert len(titles(opened("?q=power-fitz"))) > 1
    assert titles(opened("?q=power-fitz&kind=check")) == ["The power fits"]


def test_slips__are_named(opened: Any) -> None:
    page = opened("?q=Trainum")
    assert len(titles(page)) == 2
    assert page.locator("[role=status]").text_content() == (
        "2 results. Nothing holds “trainum”; taken for “trainium”."
    )


def test_focus__is_in_the_box_of_who_comes_to_ask(opened: Any) -> None:
    at = "document.activeElement.id"
    assert opened().evaluate(at) == "search-input"
    assert opened("?q=power").evaluate(at) == ""


def test_more__after_the_first_fifty(browser: Any, tmp_path: Path) -> None:
    every = "".join(f"  power-{n:02}: {{title: Power {n:02}, value: {n + 1} kW}}\n" for n in range(120))
    for name, text in search.scripts(edition("claims:\n" + every), address).items():
        (tmp_path / name).write_text(text, "utf-8")
    page = browser.new_page()
    page.goto(page_file(tmp_path, "search.html", BODY, SCRIPTS) + "?q=power")
    page.get_by_role("button", name="Show 50 more").click()
    assert page.evaluate("document.activeElement.textContent") == "Power 50"
    page.get_by_role("button", name="Show 20 more").click()
    assert len(titles(page)) == 120
    assert page.locator("[role=status]").text_content() == "120 results."
    assert page.locator(".search-more").is_hidden()
    page.close()


@pytest.mark.parametrize("typed", ["trn2-200k-powr", "trn2-200k-pwoer"])
def test_no_result__offers_the_nearest(opened: Any, typed: str) -> None:
    page = opened("?q=" + quote(typed))
    assert page.locator("[role=status]").text_content() == "No result. Did you mean one of these?"
    assert titles(page)[0] == "Power that 200,000 Trainium 2 chips need"


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + quote("<img src=x onerror=document.title='broken'>"),
        "?q=" + quote("(a+)+$ [z-a] \\ ^.*"),
        "?q=%ED%A0%80 %uD800 %E0%A4%A",
        "?q=" + "a" * 1_000_000,
        "?q=" + "a+" * 5_000,
        "?q=__proto__&q=constructor",
    ],
)
def test_address__hostile(opened: Any, query: str) -> None:
    page = opened(query)
    assert page.title() == "Test"
    assert len(page.locator("#search-input").input_value()) <= 200
    page.locator("#search-input").fill("trainium")
    assert len(titles(page)) == 2


def test_typing__a_lone_surrogate(opened: Any) -> None:
    page = opened()
    page.evaluate(
        """() => {
          const input = document.getElementById("search-input");
          input.value = "trainium \\ud800";
          input.dispatchEvent(new Event("input"));
        }"""
    )
    assert page.locator("[role=status]").text_content().startswith("No result")


def test_text_of_the_base__is_never_markup(opened: Any) -> None:
    page = opened("?q=script")
    assert titles(page)[0] == "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    assert page.locator("#search-results img").count() == 0


@pytest.mark.browser
def test_index__of_a_thousand_claims_is_read_in_a_hundred_kilobytes(browser: Any, tmp_path: Path) -> None:
    texts = {name: str(each).encode() for name, each in generate.base(1000).items()}
    found = store.load(store.Texts(Path(), {**texts, "whence.toml": b"samples = 64\n"}, ()))
    for name, text in search.scripts(found, address).items():
        (tmp_path / name).write_text(text, "utf-8")
    page, asked = browser.new_page(), []
    page.on("request", lambda it: asked.append(it.url.rpartition("/")[2]))
    page.goto(page_file(tmp_path, "search.html", BODY, SCRIPTS) + "?q=plant 517")
    page.locator(".search-kinds").wait_for()
    read = [each for each in asked if each.startswith("search-")]
    assert len(read) > 1
    assert sum((tmp_path / each).stat().st_size for each in read) <= 100_000
    assert titles(page)[0] == "Power drawn by plant 517 in normal operation"
    page.close()


def test_index__in_several_files(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(written(tmp_path, rows=3) + "?q=159")
    page.locator("#search-results a").wait_for()
    assert titles(page) == ["Power that 200,000 Trainium 2 chips need"]
    page.close()


def test_index__with_a_file_missing_says_so(browser: Any, tmp_path: Path) -> None:
    address = written(tmp_path, rows=3)
    (tmp_path / "search-data-3.js").unlink()
    page = browser.new_page()
    page.goto(address + "?q=trainium")
    page.get_by_role("status").get_by_text("could not be read, so some").wait_for()
    assert titles(page)
    (tmp_path / "search-data.js").unlink()
    page.goto(address + "?q=trainium")
    page.get_by_role("status").get_by_text("so search does not work here").wait_for()
    page.close()


# --- our own site


@pytest.fixture(scope="module")
def ours(browser: Any, sites: Path) -> Iterator[Any]:
    """The search page of our own base, all of the index read."""
    page = browser.new_context().new_page()
    page.goto((sites / "base" / "search.html").as_uri())
    page.locator(".search-kinds").wait_for()
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("spelt", "holds"),
    [
        (["150 MW", "150MW", "150 mw"], "150"),
        (["1e27", "10^27", "10²⁷"], "10²⁷"),
        (["2e27 FLOP", "2×10²⁷ FLOP", "2e27FLOP", "2x10^27 FLOP", "2 x 10^27 FLOP"], "2×10²⁷ FLOP"),
        (["gpt5", "GPT-5", "gpt 5", "GPT\u20115"], "GPT-5"),
    ],
)
def test_ours__is_found_however_it_is_spelt(ours: Any, spelt: list[str], holds: str) -> None:
    found = []
    for typed in spelt:
        ours.locator("#search-input").fill(typed)
        found.append(titles(ours))
        assert found[-1][:2] == found[0][:2] != [], typed
        assert any(holds in each for each in ours.locator(".search-result").all_text_contents()), typed
    assert len({len(each) for each in found[:2]}) == 1, spelt


@pytest.mark.parametrize("typed", ["xyzzy", "7777.77 qqq", "10^99", "10²⁵", "9999MW"])
def test_ours__says_nothing_where_it_knows_nothing(ours: Any, typed: str) -> None:
    ours.locator("#search-input").fill(typed)
    assert ours.locator("[role=status]").text_content() == "No result."
    assert titles(ours) == []


def test_ours__has_examples_to_try_that_find_something(ours: Any) -> None:
    ours.locator("#search-input").fill("")
    examples = ours.locator("#search a[href*='?q=']")
    assert len(examples.all()) >= 3
    for each in examples.all_text_contents():
        ours.locator("#search-input").fill(each)
        assert re.match(r"\d+ results?\b", ours.locator("[role=status]").text_content()), each
        assert (
            each.split()[0].lower()
            in " ".join(titles(ours) + ours.locator(".search-result").all_text_contents()).lower()
        )
