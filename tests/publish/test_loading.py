"""What a page loads at first and what it loads when a reader comes to it: the first scripts are small, the what-if is whole."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import kinds
from chromium import chromium, comes_true, quiet
from looks import TAGS, origins, rules
from parity import unit_once
from small import edition
from whence.account import headlines, whatif
from whence.judge.assemble import Edition
from whence.publish import folder as publish
from whence.publish import site as whole
from whence.publish.pages import model

FIRST = 15_000  # bytes, compressed: whatever runs before a reader does anything
LATER = list(model.scripts({"nodes": [{"id": "a", "shape": ["exact", 1]}]}))  # where no claims are combined
CLAIMS = """
topic: {title: Trainium}
terms:
  gb200: {title: GB200, senses: {chip: 1 chip, rack: 72 chip}}
choices:
  unit: {title: What was counted, term: gb200}
claims:
  group-power: {title: Power of 32 Trainium 2 chips, value: 24 to 27 kW, cites: [{source: a}]}
  need: {title: Power that they need, formula: n / g * p, inputs: {n: 200K chip, g: 32 chip, p: group-power}, unit: MW}
  counted: {title: Chips counted, formula: n * unit, inputs: {n: 200K, unit: unit}, unit: chip}
"""


@cache
def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def name(path: str) -> str:
    """`assets/whence.0123456789.js` as it is called among the assets: `whence.js`."""
    return re.sub(r".*/|\.[0-9a-f]{10}(?=\.js$)", "", path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def trainium() -> Edition:
    return edition(CLAIMS, "sources: {a: {title: A}}")


@pytest.fixture(scope="module")
def small(trainium: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the base above."""
    folder = tmp_path_factory.mktemp("a site") / "base"
    publish.write(folder, whole.drawn(whole.files(trainium, "test")))
    return folder


class Visit:
    """An open page, and the scripts it has asked for so far."""

    def __init__(self, browser: Any, address: str, height: int = 800, saves: bool = True) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": height})
        if saves:  # a reader who pays for every byte
            self.page.add_init_script(
                "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
            )
        self.complaints = quiet(self.page, address.partition(":")[0])
        self.paths: list[str] = []
        self.page.on("request", lambda it: self.paths.append(it.url) if it.url.endswith(".js") else None)
        self.page.goto(address)
        # the what-if is folded away, as every section is
        self.page.evaluate("document.querySelectorAll('.asked').forEach((each) => { each.open = true; })")

    @property
    def scripts(self) -> list[str]:
        """The scripts of the site, without the data of models, which depend on the base."""
        return [name(each) for each in self.paths if "/models/" not in each]

    def whatif(self, wanted: str = "") -> None:
        """Waits until the what-if is there, and shows this number."""
        comes_true(
            self.page,
            "wanted => (document.querySelector('.whatif-number') || {textContent: null}).textContent === wanted || "
            "(!wanted && document.querySelector('.whatif-number'))",
            wanted,
        )
        first, *later = self.scripts
        # some come only where a page needs them, all in their order
        assert first == "whence.js"
        assert later == [each for each in model.SCRIPTS if each in {*later}]
        assert {*LATER} <= {*later}

    def close(self) -> None:
        self.page.close()
        assert self.complaints == []


def opened(browser: Any, page: Path, hash: str = "", **options: Any) -> Visit:
    return Visit(browser, page.as_uri() + hash, **options)


# --- at first


def test_pages__name_few_scripts(site: Path) -> None:
    """Data files, which have budgets of their own, are left out here."""
    heavy = {}
    for page in site.rglob("*.html"):
        sources = re.findall(r'<script defer src="([^"]+)"', page.read_text("utf-8"))
        size = sum(weight(page.parent / each) for each in sources if not each.endswith("-data.js"))
        if size > FIRST:
            heavy[page.relative_to(site).as_posix()] = (size, sources)
    assert [*heavy.items()][:3] == []


KINDS = [
    "home",
    "topic",
    "derived",
    "leaf",
    "stated",
    "open",
    "quantity",
    "choice",
    "term",
    "source",
    "check",
]
KINDS += ["conflicts", "change", "graph", "search", "reading"]


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_page__asks_for_little_before_a_reader_moves(browser: Any, site: Path, kind: str) -> None:
    # so tall that a what-if is in view from the beginning
    visit = opened(browser, kinds.OURS[kind](site), height=4000)
    visit.page.wait_for_load_state("networkidle")
    index = re.compile(r"search-\w+|graph-data")
    asked = [each for each in {*visit.paths} if not index.search(each)]
    assert visit.scripts.count("whence.js") == 1
    assert not {*visit.scripts} & {*LATER, "preview.js"}
    assert sum(weight(site / "assets" / each.rpartition("/")[2]) for each in asked) <= FIRST
    assert ("search-data.js" in visit.scripts) == (kind == "search")
    visit.close()


# --- the what-if, later


def once(found: Edition, id: str) -> str:
    """A number as the what-if has it."""
    return unit_once(headlines.headline(found, id).replace("  [", " ["))


@pytest.mark.browser
@pytest.mark.parametrize("sign", ["scroll", "pointer", "anchor"])
def test_whatif__comes_when_a_reader_comes_near(
    browser: Any, small: Path, trainium: Edition, sign: str
) -> None:
    visit = opened(browser, small / "claims" / "need.html", height=300)
    section = visit.page.locator("#what-if")
    assert section.text_content().endswith("Loads as you come to it.")
    if sign == "scroll":
        visit.page.mouse.wheel(0, 900)
    elif sign == "pointer":
        section.hover()
    else:
        visit.page.evaluate("location.hash = '#what-if'")
    visit.whatif(once(trainium, "need"))
    assert visit.page.locator(".whatif-later").count() == 0
    visit.page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("40")
    new = whatif.suppose(trainium, [("group-power", "40 kW")])
    assert not isinstance(new, str)
    visit.whatif(once(new, "need"))
    visit.close()


@pytest.mark.browser
def test_whatif__comes_by_itself_once_the_page_stands(browser: Any, small: Path, trainium: Edition) -> None:
    visit = opened(browser, small / "claims" / "need.html", saves=False)
    visit.whatif(once(trainium, "need"))
    began = "performance.getEntriesByType('resource').filter((each) => each.name.includes('whatif')).map((each) => each.startTime)"
    stood = visit.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    assert all(each >= stood for each in visit.page.evaluate(began))
    assert visit.page.locator(".whatif-later").count() == 0
    visit.close()


@pytest.mark.browser
def test_whatif__pickers_too(browser: Any, small: Path) -> None:
    visit = opened(browser, small / "choices" / "unit.html")
    assert visit.scripts == ["whence.js"]
    visit.page.locator("#what-if").hover()
    visit.page.get_by_role("radio", name="rack").check()
    visit.whatif("72 chip")
    visit.close()


@pytest.mark.browser
@pytest.mark.parametrize("origin", ["file", "http"])
def test_whatif__in_the_address_comes_at_once(
    browser: Any, small: Path, trainium: Edition, origin: str
) -> None:
    new = whatif.suppose(trainium, [("group-power", "40 kW")])
    assert not isinstance(new, str)
    with origins(small.parent) as homes:
        visit = Visit(browser, f"{homes[origin]}/base/claims/need.html#w:group-power=40", height=300)
        visit.whatif(once(new, "need"))
        visit.page.goto("about:blank")
        visit.close()


@pytest.mark.browser
def test_whatif__in_an_address_that_is_entered_later(browser: Any, small: Path, trainium: Edition) -> None:
    visit = opened(browser, small / "claims" / "counted.html")
    assert visit.scripts == ["whence.js"]
    visit.page.evaluate("location.hash = '#w:unit=chip'")
    visit.whatif("200K chip")
    visit.close()


@pytest.mark.browser
def test_whatif__not_for_paper(browser: Any, small: Path) -> None:
    visit = opened(browser, small / "claims" / "need.html")
    assert visit.page.pdf(format="A4").startswith(b"%PDF")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("#what-if").is_hidden()
    assert visit.scripts == ["whence.js"]
    visit.close()


@pytest.mark.browser
def test_whatif__that_cannot_be_had_says_so(browser: Any, trainium: Edition, tmp_path: Path) -> None:
    publish.write(tmp_path / "site", whole.drawn(whole.files(trainium, "test")))
    next((tmp_path / "site" / "assets").glob("whatif.*.js")).unlink()
    visit = opened(browser, tmp_path / "site" / "claims" / "need.html")
    visit.page.locator("#what-if").hover()
    visit.page.locator("#what-if").get_by_text("could not be loaded").wait_for()
    visit.page.close()


SHIFTS = """new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted = (window.shifted || 0) + each.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["derived", "open", "choice"])
def test_whatif__comes_without_a_jump_and_to_all(browser: Any, site: Path, kind: str) -> None:
    visit = opened(browser, kinds.OURS[kind](site))
    visit.page.evaluate(SHIFTS)
    for _ in range(40):
        visit.page.mouse.wheel(0, 250)
        visit.page.wait_for_timeout(15)
        if visit.page.locator(".whatif-number").count():
            break
    visit.whatif()
    visit.page.wait_for_timeout(100)
    # a tenth is what is commonly held to be felt
    assert (visit.page.evaluate("window.shifted") or 0) < 0.05
    visit.page.evaluate(rules())
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        run = """async (tags) => (await axe.run("#what-if", { runOnly: tags, preload: false })).violations.map(
          (each) => [each.id, each.nodes.slice(0, 2).map((node) => node.html)])"""
        assert visit.page.evaluate(run, list(TAGS)) == []
    visit.close()
