"""The site: every link leads somewhere, base text stays text, the same base gives the same bytes."""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from chromium import chromium
from small import edition as small
from whence.account import headlines
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble
from whence.language.problems import Refused
from whence.language.units.dimensions import Dimension
from whence.language.units.units import Unit
from whence.publish import charts, folder, render, site
from whence.publish import pages as pages_of

BASE = """
topic:
  title: Power at the site
  intro: How much power the chips need.
claims:
  power-per-32:
    title: Power of 32 chips
    value: 24 to 27 kW
    kind: fact
    as_of: 2024-12
    cites: [{source: report, via: forum, at: footnote 1, excerpt: 24-27 kilowatts per 32 chips}]
  power-of-all:
    title: Power that 200,000 chips need
    formula: chips / group * power
    inputs: {chips: 200K chip, group: 32 chip, power: power-per-32}
    unit: MW
    stated: 150 MW
    of: site-power
    headline: true
    aliases: [old-power]
    cites: [{source: forum, at: footnote 1}]
  power-told:
    title: Power that the owner tells
    value: 200 ± 10 MW
    of: site-power
    as_of: 2025-01
    history: [{value: 180 MW, known: 2024-06, until: 2025-01, why: The owner built more.}]
    cites: [{source: report}]
  per-building:
    title: Chips in a building
    formula: units * sense
    inputs: {units: 1000 widget, sense: what-widget}
    unit: chip
  lost:
    title: A figure that is cut off
    missing: the page ends here
quantities:
  site-power:
    title: Power of the site
    take: weighted
    unit: MW
terms:
  widget: {title: Widget, senses: {small: 1 chip/widget, large: 72 chip/widget}}
choices:
  what-widget: {title: What one widget is, term: widget}
checks:
  fits:
    title: A building holds few chips
    assert: chips <= 2000 chip_one
    inputs: {chips: per-building, chip_one: 1 chip}
    on_fail: rule-out
units:
  widget: {title: Widgets}
changes:
  first-news: {title: The owner built more, date: 2025-01-10, source: report, edits: [{id: power-told, old: 180 MW, new: 200 ± 10 MW}]}
"""
SOURCES = """
sources:
  report:
    type: report
    title: A report
    author: [{family: Doe, given: Jo}]
    issued: 2024-12
    URL: https://example.org/report
  forum: {type: post, title: A forum, relies_on: [report]}
"""
PLAIN = {"claims/power.yaml": BASE.replace("2000 chip_one", "2000 * chip_one"), "sources/s.yaml": SOURCES}


def built(texts: Mapping[str, str], **settings: object) -> dict[str, bytes]:
    edition = assemble(texts, Settings(samples=256, **settings), today="2025-06-01")  # type: ignore[arg-type]
    return {
        path: data if isinstance(data, bytes) else data.encode()
        for path, data in site.drawn(site.files(edition, "build-1"))
    }


@pytest.fixture(scope="module")
def plain() -> dict[str, bytes]:
    return built(PLAIN)


class Reader(HTMLParser):
    """Reads a page as a browser would, and notes what a test asks about."""

    VOID = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )
    OPTIONAL = frozenset(("p", "li", "path", "rect", "circle", "line"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[tuple[str, str, str]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.stack: list[str] = []
        self.problems: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self.stack]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        names = [name for name, _ in attrs]
        self.problems += [f"<{tag} {name}> twice" for name, count in Counter(names).items() if count > 1]
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data", "poster", "srcset"):
                self.links.append((tag, name, value or ""))
        if tag not in self.VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1] != tag:
            self.problems.append(f"</{tag}> where {self.stack[-3:]} is open")
        elif self.stack:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def pages(files: Mapping[str, bytes]) -> Iterator[tuple[str, Reader]]:
    for path, data in files.items():
        if path.endswith(".html"):
            yield path, Reader(data.decode())


def problems(files: Mapping[str, bytes]) -> list[str]:
    """Everything that is wrong with a site's pages, whatever the base says."""
    found = []
    read = dict(pages(files))
    for path, page in read.items():
        found += [f"{path}: {each}" for each in page.problems]
        found += [
            f"{path}: id {each} {count} times" for each, count in Counter(page.ids).items() if count > 1
        ]
        if page.tags["h1"] != 1:
            found.append(f"{path}: {page.tags['h1']} main headings")
        for tag, name, value in page.attributes:
            if name == "style" or name.startswith("on"):
                found.append(f"{path}: <{tag} {name}={value}>")
            if name == "aria-labelledby":
                found += [f"{path}: no {each}" for each in value.split() if each not in page.ids]
        for tag, name, value in page.links:
            found += [
                f"{path}: <{tag} {name}={value}> {each}" for each in dead(path, tag, value, files, read)
            ]
    return found


def dead(
    path: str, tag: str, value: str, files: Mapping[str, bytes], read: Mapping[str, Reader]
) -> list[str]:
    if re.match(r"https?://", value):
        return [] if tag == "a" else ["is fetched from elsewhere"]
    if value == "data:," or value.startswith(("mailto:", "data:image/svg+xml,")):
        return []
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\", value):
        return ["is no relative link"]
    name, _, anchor = value.partition("#")
    name = name.partition("?")[0]
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(name))) if name else path
    if target not in files:
        return ["leads nowhere"]
    return ["has no such anchor"] if anchor and unquote(anchor) not in read[target].ids else []


# --- a plain base ----------------------------------------------------------------------------------------------


def test_site__plain_base_has_no_dead_link_double_id_or_style(plain: dict[str, bytes]) -> None:
    assert problems(plain) == []


def test_site__every_record_has_its_page(plain: dict[str, bytes]) -> None:
    wanted = """index.html topics/power.html claims/power-of-all.html claims/lost.html quantities/site-power.html
        choices/what-widget.html terms/widget.html checks/fits.html sources/report.html sources/forum.html
        changes/first-news.html rules/uncited.html conflicts.html audit.html findings.html az.html by-unit.html
        by-source.html by-status.html graph.html search.html 404.html manual/values.html manual/fields.html
        embed/power-of-all.html badge/power-of-all.svg claims/old-power.html"""
    assert [each for each in wanted.split() if each not in plain] == []


def test_site__claim_page_answers_without_a_script(plain: dict[str, bytes]) -> None:
    text = " ".join("".join(Reader(plain["claims/power-of-all.html"].decode()).text).split())
    for said in (
        "159 MW",
        "150 to 169 MW",
        "24-27 kilowatts per 32 chips",
        "stated figure: agrees 150 MW stated; 159 MW from its inputs.",
        "Stated and recomputed agrees (ours / theirs 1.06)",
        "200K chip / 32 chip * 25.5 kW",
    ):
        assert said in text, said


def test_site__choice_page_shows_the_proof(plain: dict[str, bytes]) -> None:
    text = " ".join("".join(Reader(plain["choices/what-widget.html"].decode()).text).split())
    assert "ruled out" in text
    assert "72K chip <= 2000 * 1 chip" in text


def test_site__alias_leads_to_the_live_page(plain: dict[str, bytes]) -> None:
    assert b"url=../claims/power-of-all.html" in plain["claims/old-power.html"]


def test_site__every_chart_has_title_description_and_data(plain: dict[str, bytes]) -> None:
    for path, data in plain.items():
        for figure, after in re.findall(
            rb"<figure(.*?)</figure>\s*(<details.*?</details>)?", data, re.DOTALL
        ):
            for part in (b"<title ", b"<desc ", b"<figcaption>"):
                assert part in figure, (path, part)
            assert b"<table>" in after, path


def test_site__machine_forms_parse(plain: dict[str, bytes]) -> None:
    for path, data in plain.items():
        if path.endswith((".json", ".csl.json")):
            json.loads(data)
        if path.endswith((".xml", ".graphml", ".svg")):
            ElementTree.fromstring(data)
    answer = json.loads(plain["claims/power-of-all.json"])
    assert answer["point"] == pytest.approx(159.099, rel=1e-5)
    for path, page in pages(plain):
        assert page.tags["html"] == 1, path


def test_site__linked_data_is_json(plain: dict[str, bytes]) -> None:
    block = re.search(
        rb'<script type="application/ld\+json">(.*?)</script>', plain["claims/power-of-all.html"], re.DOTALL
    )
    assert block
    assert json.loads(block[1])["value"]["value"] == pytest.approx(159.099, rel=1e-5)


def test_site__same_base_same_bytes(plain: dict[str, bytes]) -> None:
    assert built(PLAIN) == plain


def test_site__order_of_files_is_irrelevant(plain: dict[str, bytes]) -> None:
    again = built(dict(reversed(PLAIN.items())))
    assert {path for path in again if again[path] != plain.get(path)} == set()


def test_site__policy_on_every_page(plain: dict[str, bytes]) -> None:
    for path, data in plain.items():
        if path.endswith(".html"):
            assert b"Content-Security-Policy" in data, path
            assert "default-src 'none'" in html.unescape(data.decode()), path


def test_site__empty_base_builds() -> None:
    assert problems(built({"claims/empty.yaml": "topic: {title: Nothing yet}\n"})) == []


@pytest.mark.parametrize(
    ("right", "wrong", "lost"),
    [
        ("24 to 27 kW", "24 to 27 kWx", "claims/power-of-all.html"),
        ("chips / group * power", "chips / group + power", "claims/power-of-all.html"),
        ("200 ± 10 MW", "200 ± 10 chip", ""),
        ("small: 1 chip/widget", "small: 1 MW/widget", "claims/per-building.html"),
        ("large: 72 chip/widget", "large: 0 chip/widget", ""),
        ("1000 widget", "0 widget", ""),
        ("assert: chips", "assert: chip", ""),
        ("formula: units * sense", "formula: units / (sense - sense)", "claims/per-building.html"),
        ("take: weighted", "take: nobody", "quantities/site-power.html"),
        ("source: report, via: forum", "source: nobody, via: forum", ""),
    ],
)
def test_site__a_mistake_costs_only_what_rests_on_it(right: str, wrong: str, lost: str) -> None:
    texts = dict(PLAIN)
    assert right in texts["claims/power.yaml"]
    texts["claims/power.yaml"] = texts["claims/power.yaml"].replace(right, wrong)
    files = built(texts)
    assert problems(files) == []
    assert b"claims/power.yaml:" in files["findings.html"]
    assert not lost or lost not in files or b"no value" in files[lost]


# --- a hostile base --------------------------------------------------------------------------------------------

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "]]></title></script><script>alert(1)</script>",
    "{{7*7}}{% include 'x' %}{{ ''.__class__ }}",
    "</text><set attributeName=href to=javascript:alert(1)>",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png) <https://evil.example>",
    "&lt;b&gt; &#x3c;i&#x3e; &amp;lt;",
)


def hostile(evil: str) -> dict[str, str]:
    quoted = json.dumps(evil)
    claims = f"""
topic: {{title: {quoted}, intro: {quoted}}}
claims:
  first:
    title: {quoted}
    value: 24 to 27 kW
    by: {quoted}
    scope: {quoted}
    note: {quoted}
    tags: [{quoted}]
    as_of: 2024
    cites: [{{source: evil, at: {quoted}, excerpt: {quoted}, note: {quoted}}}]
    history: [{{value: 20 kW, why: {quoted}}}]
    accepted: [{{rule: uncited, because: {quoted}}}]
    of: amount
  second:
    title: {quoted}
    formula: a * b
    inputs: {{a: first, b: picked}}
    note: {quoted}
    headline: true
    stated: 40 kW
  gone: {{title: {quoted}, missing: {quoted}}}
  back: {{title: {quoted}, value: 3 kW, status: retracted, why: {quoted}, of: amount}}
quantities:
  amount: {{title: {quoted}, note: {quoted}}}
terms:
  word: {{title: {quoted}, words: [{quoted}], note: {quoted}, senses: {{one: {{value: 1, title: {quoted}, note: {quoted}}}, two: 2}}}}
choices:
  picked: {{title: {quoted}, term: word, prefer: one, because: {quoted}, note: {quoted}}}
checks:
  holds: {{title: {quoted}, assert: a > b, inputs: {{a: second, b: first}}, note: {quoted}}}
changes:
  news: {{title: {quoted}, date: 2025-01-01, note: {quoted}, edits: [{{id: first, field: value, old: {quoted}, new: {quoted}}}]}}
"""
    sources = f"""
sources:
  evil:
    title: {quoted}
    author: [{{literal: {quoted}}}]
    publisher: {quoted}
    container-title: {quoted}
    reliability: {quoted}
    note: {quoted}
"""
    return {"claims/x.yaml": claims, "sources/x.yaml": sources}


@pytest.fixture(scope="module", params=range(len(EVIL)))
def attacked(request: pytest.FixtureRequest) -> tuple[str, dict[str, bytes]]:
    evil = EVIL[request.param]
    return evil, built(hostile(evil), title=evil, description=evil, author=evil)


def test_hostile__text_stays_text(attacked: tuple[str, dict[str, bytes]], plain: dict[str, bytes]) -> None:
    evil, files = attacked
    assert problems(files) == []
    allowed = {tag for _, page in pages(plain) for tag in page.tags} | {"em", "strong", "blockquote", "h4"}
    for path, page in pages(files):
        assert set(page.tags) <= allowed, (path, evil)
        assert page.tags["img"] == page.tags["iframe"] == page.tags["object"] == 0
        inside = re.compile(r"<script>.*?</script>", re.DOTALL)
        assert inside.findall(files[path].decode()) == inside.findall(plain.get(path, b"").decode()), path
        for script in re.findall(r"<script[^>]*>", inside.sub("", files[path].decode())):
            assert re.fullmatch(
                r'<script (defer src="[^"]+"|type="application/(ld\+)?json"( id="whatif-model")?)>', script
            ), path
        for _, _, value in page.links:
            assert "javascript:" not in value.lower(), path
    assert not any(b"7*7".replace(b"7*7", b"49}") in data for data in files.values())


def test_hostile__title_reads_as_it_was_written(attacked: tuple[str, dict[str, bytes]]) -> None:
    evil, files = attacked
    for path in ("claims/first.html", "sources/evil.html", "terms/word.html", "checks/holds.html"):
        heading = re.search(r"<h1>(.*?)</h1>", files[path].decode(), re.DOTALL)
        assert heading
        assert "".join(Reader(f"<p>{heading[1]}</p>").text) == evil


def test_hostile__feeds_and_graphs_stay_well_formed(attacked: tuple[str, dict[str, bytes]]) -> None:
    _, files = attacked
    for path, data in files.items():
        if path.endswith((".xml", ".graphml", ".svg")):
            ElementTree.fromstring(data)
        if path.endswith(".json"):
            json.loads(data)


def test_hostile__spreadsheets_compute_nothing() -> None:
    texts = {
        "claims/x.yaml": "claims:\n  a: {title: '=cmd()', formula: b * 2, inputs: {b: 3 kW}, stated: 6 kW}\n"
    }
    lines = built(texts)["audit.csv"].decode().splitlines()
    assert lines[1].startswith("a,'=cmd()")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20000,
        "![" * 20000,
        ">" * 5000,
        "**a " * 10000,
        "\n".join("`" * n for n in range(1, 400)),
        "[a]: b\n" * 20000,
    ],
)
def test_markdown__long_runs_end(text: str) -> None:
    assert isinstance(str(render.markdown(text)), str)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "JaVaScRiPt&colon;x",
        "java\tscript:x",
        "vbscript:x",
        "data:text/html,x",
        "file:///x",
        "//host",
        "\\\\host",
        "https:\\\\host",
    ],
)
def test_markdown__only_web_links_are_links(address: str) -> None:
    drawn = str(render.markdown(f"[x]({address}) <{address}>"))
    assert "href" not in drawn or 'href="https://' in drawn.replace("https:\\", "")


def test_markdown__hidden_characters_are_spelt_out() -> None:
    assert "u{202e}" in str(render.markdown("a \u202e b"))


# --- writing ---------------------------------------------------------------------------------------------------


def test_write__second_time_writes_nothing(tmp_path: Path, plain: dict[str, bytes]) -> None:
    target = tmp_path / "out"
    first = folder.write(target, plain.items(), "key")
    times = {path: path.stat().st_mtime_ns for path in target.rglob("*.html")}
    second = folder.write(target, plain.items(), "key")
    assert (first.written, second.written, second.kept) == (len(plain), 0, len(plain))
    assert times == {path: path.stat().st_mtime_ns for path in target.rglob("*.html")}
    assert folder.unchanged(target, "key") == folder.Written(0, len(plain), 0)
    assert folder.unchanged(target, "other") is None


# Files that are quickly drawn, more of them than one process draws alone.
NUMBERED = {f"page-{n}.html": partial("number {}".format, n) for n in range(site.MANY + 50)}


def test_drawn__by_several_processes_is_the_same() -> None:
    """In the same order too; and when one of them is ended, what it had is drawn here."""
    expected = [(path, make()) for path, make in NUMBERED.items()]
    assert [*site.drawn(NUMBERED, 3)] == expected
    here, fatal = os.getpid(), [*NUMBERED][140]

    def ended() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return str(NUMBERED[fatal]())

    assert [*site.drawn({**NUMBERED, fatal: ended}, 3)] == expected


def test_drawn__what_goes_wrong_in_another_process_is_told() -> None:
    def wrong() -> str:
        raise Refused("nothing can be drawn")

    with pytest.raises(Refused, match="nothing can be drawn"):
        [*site.drawn({**NUMBERED, "wrong.html": wrong}, 2)]


def test_unchanged__notices_a_missing_file(tmp_path: Path) -> None:
    folder.write(tmp_path / "out", [("a.html", "a"), ("b.html", "b")], "key")
    (tmp_path / "out" / "a.html").unlink()
    assert folder.unchanged(tmp_path / "out", "key") is None


def test_write__removes_what_is_gone_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out"
    folder.write(target, [("a.html", "a"), ("b/c.html", "c")])
    (target / "mine.txt").write_text("mine")
    done = folder.write(target, [("a.html", "a")])
    assert done == folder.Written(0, 1, 1)
    assert sorted(path.name for path in target.iterdir() if path.is_file()) == [
        ".whence-site",
        "a.html",
        "mine.txt",
    ]


def test_write__refuses_a_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(Refused, match="holds files"):
        folder.write(tmp_path, [("a.html", "a")])
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize("path", ["../x.html", "/x.html", "a/../../x.html", "\\x.html", ""])
def test_write__never_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(Refused):
        folder.write(tmp_path / "out", [(path, "x")])


def test_write__follows_no_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret").write_text("kept")
    target = tmp_path / "out"
    folder.write(target, [("index.html", "x")])
    (target / "claims").symlink_to(elsewhere)
    (target / "page.html").symlink_to(elsewhere / "secret")
    for path in ("claims/a.html", "page.html"):
        with pytest.raises(Refused, match="link"):
            folder.write(target, [(path, "x")])
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(Refused, match="link"):
        folder.write(tmp_path / "link", [("index.html", "x")])
    assert [path.name for path in elsewhere.iterdir()] == ["secret"]
    assert (elsewhere / "secret").read_text() == "kept"


# --- templates -------------------------------------------------------------------------------------------------------


def test_environment__escapes_whatever_the_name_of_the_template() -> None:
    environment = render._environment(str(render.folder("templates")))
    assert environment.autoescape is True
    for path in render.folder("templates").iterdir():
        text = path.read_text("utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert not re.search(r"\s(?!url)[a-z-]+=\{\{", text), f"{path.name}: an attribute without quotes"
        assert "style=" not in text, path.name


def test_edition__is_what_pages_are_made_of() -> None:
    assert isinstance(assemble(PLAIN), Edition)


# --- formulas --------------------------------------------------------------------------------------------------


def test_formula__figures_and_symbols_lead_to_the_inputs(plain: dict[str, bytes]) -> None:
    page = plain["claims/power-of-all.html"].decode()
    math = page[page.index("<math>") : page.index("</math>")]
    figures = page[page.index('class="sum"') : page.index('class="equals"')]
    links = ["#in-chips", "#in-group", "../claims/power-per-32.html"]
    assert sorted(re.findall(r'<mi href="([^"]*)">', math)) == sorted(links)
    assert re.findall(r'<a href="([^"]*)">', figures) == links
    assert "<a" not in math
    assert all(f'id="{each[1:]}"' in page for each in links[:2])


@pytest.mark.browser
def test_formula__a_symbol_is_followed_where_the_browser_knows_no_links_of_mathml(
    plain: dict[str, bytes], tmp_path: Path
) -> None:
    folder.write(tmp_path / "site", plain.items())
    with chromium() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "site" / "claims" / "power-of-all.html").as_uri())
        page.locator("summary", has_text="How it is computed").click()
        page.locator("math [href]", has_text="power").click()
        page.wait_for_url("**/claims/power-per-32.html")
        page.close()


# --- what the pages say ----------------------------------------------------------------------------------------

TOLD = """
topic: {title: Chips of a site}
units: {thing: {title: Things}}
terms:
  thing: {title: Thing, words: [thing], senses: {chip: {value: 1 chip/thing, title: One chip}, board: {value: 8 chip/thing, title: A board of GPU}, rack: 72 chip/thing}}
choices:
  report-thing: {title: What the report counts, term: thing}
  post-thing: {title: What the post counts, term: thing}
  liked-thing: {title: What we like to count, term: thing, prefer: chip, because: It is usual.}
checks:
  fits: {title: A site holds few chips, assert: n * sense <= limit, inputs: {n: count, limit: 100K chip, sense: report-thing}, on_fail: rule-out}
  post-fits: {title: The post is about few chips, assert: n * sense <= limit, inputs: {n: 5 thing, limit: 20 chip, sense: post-thing}, on_fail: rule-out}
  many: {title: There are many chips, assert: chips > limit, inputs: {chips: chips, limit: 10K chip}, on_fail: report}
claims:
  count: {title: Things that were counted, value: 8000 thing, cites: [{source: unstated, via: forum, at: p. 1}]}
  chips: {title: Chips of the report, formula: count * sense, inputs: {count: count, sense: report-thing}, unit: chip, headline: true}
  most: {title: The most that fits, value: "<= 50K chip", as_of: 2025-01-10, cites: [{source: paper}], history: [{value: "<= 20K chip", known: 2024-01, until: 2025-01-10}]}
  power: {title: All-in power of one chip, value: 1 to 3 kW/chip, cites: [{source: paper}], as_of: 2025-01-10, history: [{value: 1 kW/chip, known: 2024-01, until: 2025-01-10}]}
  need: {title: Power of the most, formula: most * power + rest * power, inputs: {most: most, power: power, rest: half}, unit: MW}
  half: {title: Half of the most, formula: most * 0.5, inputs: {most: most}}
  one-way: {title: Price as the paper has it, value: 10 to 11 USD, of: price, cites: [{source: paper}]}
  another: {title: Price as the forum has it, value: 12 to 13 USD, of: price, cites: [{source: forum}]}
  gone: {title: A figure that is cut off, missing: the page ends here}
quantities:
  price: {title: Price, take: weighted}
changes:
  news: {title: The paper came, date: 2025-01-10, source: paper, edits: [{id: power, old: 1 kW/chip, new: 1 to 3 kW/chip}]}
"""
TELLING = {
    "claims/told.yaml": TOLD,
    "sources/s.yaml": "sources: {paper: {title: A paper, issued: 2025-01-10}, forum: {title: A forum}}",
}


@pytest.fixture(scope="module")
def told() -> dict[str, bytes]:
    return built(TELLING)


def prose(data: bytes) -> str:
    """The text of a page as a reader sees it, on one line."""
    return " ".join("".join(Reader(data.decode()).text).split())


def rows(data: bytes, caption: str) -> list[dict[str, tuple[str, str]]]:
    """The rows of the table of this caption: (text, sort key) by column."""
    tables = re.findall(r"<table.*?</table>", data.decode(), re.DOTALL)
    [found] = [each for each in tables if f">{caption}</caption>" in each]
    columns = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', found)
    every = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", found.partition("<tbody>")[2], re.DOTALL):
        cells = re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", row, re.DOTALL)
        keys = [re.search(r'data-key="([^"]*)"', head) for head, _ in cells]
        texts = ["".join(Reader(f"<p>{body}</p>").text) for _, body in cells]
        every.append(
            {
                name: (text, key[1] if key else "")
                for name, text, key in zip(columns, texts, keys, strict=True)
            }
        )
    return every


def test_told__is_a_base_without_errors(told: dict[str, bytes]) -> None:
    assert problems(told) == []
    assert "Errors (" not in prose(told["findings.html"])


def test_number__reads_the_same_everywhere(told: dict[str, bytes]) -> None:
    edition = assemble(TELLING, Settings(samples=256), today="2025-06-01")
    book = pages_of.Book(edition)
    for id, wanted in (
        ("chips", "8K to 64K chip, open"),
        ("most", "≤ 50K chip"),
        ("gone", "not given"),
        ("report-thing", "1 to 8 chip/thing, open"),
    ):
        assert headlines.headline(edition, id) == wanted
        assert wanted.removesuffix(", open") == book.number(id)
        path = book.href(id)
        assert f'<span class="figure-text">{wanted.removesuffix(", open")}</span>' in told[path].decode()
    assert "≤ 50K chip" in prose(told["claims/need.html"])
    assert not any(b"at most 50K" in data for path, data in told.items() if path.endswith("html"))


def test_change__shows_bounds_and_intervals_and_no_empty_column(told: dict[str, bytes]) -> None:
    found = rows(told["changes/news.html"], "What moved")
    by_title = {row["what moved"][0]: row for row in found}
    row = by_title["All-in power of one chip"]
    assert (row["before"][0], row["after"][0]) == ("1 kW/chip", "1.73 kW/chip [1 to 3 kW/chip]")
    assert float(row["before"][1]) < float(row["after"][1])
    assert by_title["The most that fits"]["before"][0] == "≤ 20K chip"
    assert by_title["The most that fits"]["after"][0] == "≤ 50K chip"
    assert all(any(row[name][0] != "–" for row in found) for name in found[0])


def test_change__names_turned_options_by_title() -> None:
    dated = "cites: [{source: paper}], known: 2025-01-10"
    late = TOLD.replace(
        "8000 thing, cites: [{source: unstated, via: forum, at: p. 1}]",
        f"8000 thing, {dated}, history: [{{value: 100 thing, known: 2024-01, until: 2025-01-10}}]",
    )
    page = built({**TELLING, "claims/told.yaml": late})["changes/news.html"]
    [row] = [row for row in rows(page, "Verdicts that turned") if row["sort"][0] == "option"]
    assert [row[name][0] for name in ("about", "before", "after")] == [
        "What the report counts: rack",
        "possible",
        "ruled out",
    ]
    assert b'href="../choices/report-thing.html#o-rack"' in page


def test_input__second_hand_of_an_unnamed_origin_is_not_without_source(told: dict[str, bytes]) -> None:
    [count, _] = rows(told["claims/chips.html"], "What it is computed from")
    assert count["evidence"][0] == "origin not named"
    assert "1 second-handorigin not named" in prose(told["claims/count.html"])
    assert "no source" not in prose(told["claims/count.html"])


def test_input__an_open_number_is_open_and_has_its_share(told: dict[str, bytes]) -> None:
    [count, sense] = rows(told["claims/chips.html"], "What it is computed from")
    assert (count["90 % interval"][0], count["share of variance"][0]) == ("none given", "–")
    assert (sense["90 % interval"][0], sense["share of variance"][0]) == ("open", "100%")
    assert "overlap" not in prose(told["claims/chips.html"])


def test_input__shares_that_overlap_say_so() -> None:
    text = "claims: {a: {title: A, value: 1 to 3 m}, b: {title: B, formula: a * 2, inputs: {a: a}}, c: {title: C, formula: a + b, inputs: {a: a, b: b}}}"
    page = built({"claims/x.yaml": text})["claims/c.html"]
    assert [row["share of variance"][0] for row in rows(page, "What it is computed from")] == ["100%", "100%"]
    assert "Inputs that share a source overlap." in prose(page)


def test_conflicts__are_counted_the_same_everywhere(told: dict[str, bytes]) -> None:
    ledger = json.loads(told["conflicts.json"])
    parts = {each["id"]: each["part"] for each in ledger["ledger"] if each["part"] != "relations"}
    assert parts["report-thing"] == "readings"
    assert [id for id, part in parts.items() if part == "conflicts"] == ["price"]
    assert len(rows(told["conflicts.html"], "Conflicts (1)")) == 1
    assert "1 conflict" in prose(told["index.html"])
    assert "1 conflict" in prose(told["topics/index.html"])
    assert "1 conflict" in prose(told["topics/told.html"])


def test_home__words_settled_by_preference_are_not_settled_by_the_evidence(told: dict[str, bytes]) -> None:
    page = prose(told["index.html"])
    assert "What the post counts settled“One chip” alone survives “The post is about few chips”." in page
    assert "What we like to count" not in page
    assert ".." not in page


def test_az__choices_have_their_numbers_and_sort_by_size(told: dict[str, bytes]) -> None:
    found = {row["id"][0]: row["value"] for row in rows(told["az.html"], "Everything in the base")}
    assert found["report-thing"] == ("1 to 8 chip/thing", "1.0")
    assert found["post-thing"] == ("1 chip/thing", "1.0")
    assert found["most"] == ("≤ 50K chip", "50000.0")
    assert found["gone"] == ("not given", "")


def test_lists__sort_numbers_by_size(told: dict[str, bytes]) -> None:
    hangs = rows(told["conflicts.html"], "Readings that are open (1)")[0]["what hangs on it"]
    assert hangs == ("3 records, 1 headline", "3.0")
    values = {
        row["used in"][0]: row["value"] for row in rows(told["sources/paper.html"], "What is taken from it")
    }
    assert values["The most that fits"] == ("≤ 50K chip", "50000.0")


def test_choice__speaks_of_itself_once(told: dict[str, bytes]) -> None:
    page = prose(told["choices/report-thing.html"])
    assert "Its value depends on the reading, which nothing settles yet." in page
    assert "Of 3 readings 1 is ruled out by other evidence." in page
    assert "which it misses by a factor of 5.76: it is true in 0% of draws." in page
    assert "even with" not in page
    assert "a reading that nothing settles yet: What the report counts." in prose(told["claims/chips.html"])


def test_evidence__no_grade_of_which_there_is_none(told: dict[str, bytes]) -> None:
    page = prose(told["claims/need.html"])
    assert "2 written values in all: 2 first-hand." in page
    assert not re.search(r"\b0 (first-hand|second-hand|without)", page)


def test_readings__are_told_by_their_titles(told: dict[str, bytes]) -> None:
    assert [row["reading"][0] for row in rows(told["checks/many.html"], "How it stands in each reading")] == [
        "One chip",
        "A board of GPU",
        "rack",
    ]
    # what is open is worked out over its readings, not in the first of them
    assert "With its figures:" in prose(told["claims/chips.html"])


def test_findings__name_the_figures_of_both_sides_and_set_code(told: dict[str, bytes]) -> None:
    [row] = rows(told["findings.html"], "Conflicts (1)")
    assert row["what"][0].startswith(
        "The claims of this quantity disagreePrice as the forum has it: $12 to $13Price as the paper has it: $10 to $11"
    )
    assert "furthest: Price as the forum has it and Price as the paper has it" in row["what"][0]
    for path, page in pages(told):
        if not path.startswith("manual/"):
            shown = re.sub(r"<(pre|script)\b.*?</\1>", "", told[path].decode(), flags=re.DOTALL)
            assert "`" not in "".join(Reader(shown).text), (path, page.tags["h1"])


def test_verdict__depends_on_the_reading_has_one_mark(told: dict[str, bytes]) -> None:
    for path in ("checks/many.html", "topics/told.html"):
        marks = re.findall(
            r'<span class="flag([^"]*)">(?:<a[^>]*>)?depends on the reading', told[path].decode()
        )
        assert {mark.split()[-1] for mark in marks} == {"uncertain"}, path


def test_derivation__what_is_unfolded_above_is_only_named() -> None:
    text = """claims:
  a: {title: A, value: 1 to 3 m}
  b: {title: B, formula: a * two, inputs: {a: a, two: 2}}
  c: {title: C, formula: b * three, inputs: {b: b, three: 3}}
  d: {title: D "in all", formula: b + c, inputs: {b: b, c: c}}
"""
    page = built({"claims/x.yaml": text}, base_url="https://example.org")["claims/d.html"].decode()
    tree = page[page.index('class="tree root"') : page.index('id="sensitivity"')]
    assert tree.count("(unfolded above)") == tree.count("= a * two") == 1
    assert "of the uncertainty" not in tree.partition("</p>")[0]
    assert "of the uncertainty" in tree
    assert "title=&#34;D &amp;quot;in all&amp;quot;&#34;" in page


def test_chart__data_keeps_the_letters_of_names(told: dict[str, bytes]) -> None:
    page = built({**TELLING, "claims/told.yaml": TOLD.replace("Half of", "NVIDIA and half of")})
    assert b"Data of this chart: NVIDIA" in page["changes/news.html"]


def test_dates__stay_on_one_line(told: dict[str, bytes]) -> None:
    assert b'class="date">2025-01-10<' in told["topics/told.html"]
    assert b">Changes</h2>" not in told["changes/index.html"]


def words_at(svg: str) -> list[tuple[float, str]]:
    """Every text of a drawing with its height, from the top."""
    root = ElementTree.fromstring(svg)
    found = root.iter("{http://www.w3.org/2000/svg}text")
    return sorted((float(each.get("y", 0)), "".join(each.itertext())) for each in found)


METRE = Unit("m", Dimension({"m": 1}), 1.0, "linear")
LONG = "Where the true count lies between the first figure and"


def test_chart__long_titles_differ_on_the_narrowest_screen() -> None:
    bars = charts.parts(
        "a", "A", [charts.Part(f"{LONG} {n}", share) for n, share in (("two", 0.6), ("three", 0.2))], ""
    )
    words = words_at(bars.svg)
    assert [text for _, text in words if "figure" in text or "%" in text][1::2] == ["60%", "20%"]
    assert all(len(text) <= 36 for _, text in words)
    assert any(text.endswith("two") for _, text in words)
    assert any(text.endswith("three") for _, text in words)
    assert re.findall(r'width="([0-9.]+)%" height="12" class="share"', bars.svg) == ["50.4", "16.8"]


def test_waterfall__no_two_texts_on_one_line() -> None:
    steps = [(f"{LONG} two", 0.5), (f"{LONG} three", 0.5)]
    fall = charts.waterfall("a", 1.0, 4.0, steps, METRE, ("before", "after"))
    heights = [
        y for y, text in words_at(fall.svg) if LONG[:9] in text or "of the move" in text or "and" in text
    ]
    assert len(heights) == len(set(heights)) == 6


def test_term__shows_what_follows_from_each_reading(told: dict[str, bytes]) -> None:
    [row] = rows(told["terms/thing.html"], "What follows from each reading")
    assert {name: text for name, (text, _) in row.items()} == {
        "claim": "Chips of the report",
        "One chip": "8000 chip",
        "A board of GPU": "64K chip",
        "rack (ruled out)": "576K chip",
    }


def test_twins__terms_checks_and_changes_have_theirs(told: dict[str, bytes]) -> None:
    term, check, change = (
        json.loads(told[path]) for path in ("terms/thing.json", "checks/fits.json", "changes/news.json")
    )
    assert [each["value"] for each in term["senses"]] == ["1 chip/thing", "8 chip/thing", "72 chip/thing"]
    assert [each["possible"] for each in term["choices"][0]["options"]] == [True, True, False]
    assert (check["verdict"], [each["verdict"] for each in check["contexts"]]) == (
        "holds",
        ["holds", "holds", "fails"],
    )
    assert change["edits"] == [{"id": "power", "field": "value", "old": "1 kW/chip", "new": "1 to 3 kW/chip"}]
    for path in ("terms/thing", "checks/fits", "changes/news"):
        assert told[f"{path}.html"].count(f"{path.split('/')[1]}.json".encode()) == 3 - path.startswith(
            "changes"
        )


def test_topic__has_its_numbers_as_json_too() -> None:
    base = "topic: {title: Power, intro: What it needs.}\nclaims: {a: {title: A, value: 3 kW}, b: {title: B, missing: not said}}"
    files = dict(site.drawn(site.files(small(base), "build-1")))
    found = json.loads(files["topics/base.json"])
    assert (found["title"], found["intro"], found["file"]) == ("Power", "What it needs.", "claims/base.yaml")
    assert [(each["id"], each["point"], each["unit"]) for each in found["claims"]] == [("a", 3.0, "kW")]
    assert '<a href="../topics/base.json">JSON</a>' in str(files["topics/base.html"])


def test_embed__of_a_site_that_knows_its_address_can_be_discovered() -> None:
    base = "claims: {a: {title: 'A < B', value: 3 kW}}"
    assert "embed/a.json" not in site.files(small(base), "build-1")
    files = dict(
        site.drawn(
            site.files(
                small(base, settings=Settings(base_url="https://example.org/x/", title="T")), "build-1"
            )
        )
    )
    found = json.loads(files["embed/a.json"])
    assert (found["version"], found["type"], found["provider_name"], found["title"]) == (
        "1.0",
        "rich",
        "T",
        "A < B",
    )
    frame = (
        '<iframe src="https://example.org/x/embed/a.html" title="A &lt; B" width="360" height="200"></iframe>'
    )
    assert found["html"] == frame
    assert '<link rel="alternate" type="application/json+oembed" href="../embed/a.json">' in str(
        files["claims/a.html"]
    )


def test_claim__says_how_many_of_its_values_name_no_origin() -> None:
    base = """
        claims:
          a: {title: A, value: 3 kW, cites: [{source: s}]}
          b: {title: B, value: 4 kW, cites: [{source: unstated, via: s}]}
          sum: {title: Sum, formula: a + b, inputs: {a: a, b: b}, unit: kW}
          twice: {title: Twice, formula: 2 * a, inputs: {a: a}, unit: kW}
    """
    files = dict(site.drawn(site.files(small(base, "sources: {s: {title: S}}"), "build-1")))
    told = {
        id: str(files[f"claims/{id}.html"]).count("; the origin of 1 second-hand value is not named.")
        for id in ("sum", "twice")
    }
    assert told == {"sum": 2, "twice": 0}


def test_source__says_whose_word_and_which_stance_only_where_some_are_not_its_own_or_speak_against() -> None:
    claims = "claims: {a: {title: A, value: 3, cites: [{source: s}]}, b: {title: B, value: 4, cites: [CITE]}}"
    heads = {}
    for cite in ("{source: s}", "{source: s, stance: contradicts}", "{source: other, via: s}"):
        found = small(claims.replace("CITE", cite), "sources: {s: {title: S}, other: {title: O}}")
        page = dict(site.drawn(site.files(found, "build-1")))["sources/s.html"]
        assert isinstance(page, str)
        heads[cite] = [word for word in ("whose", "stance") if f">{word}" in page]
    assert heads == {
        "{source: s}": [],
        "{source: s, stance: contradicts}": ["stance"],
        "{source: other, via: s}": ["whose"],
    }


def test_change__says_what_was_settled_and_how_far_dates_moved() -> None:
    base = """
        terms: {w: {title: W, senses: {one: 1, two: 2}}}
        choices: {k: {title: K, term: w}}
        claims:
          n: {title: N, formula: k * m, inputs: {k: k, m: 10}}
          m: {title: M, value: 10, as_of: 2024}
          seen: {title: Seen, value: 12, known: 2025-02-03}
          day: {title: Day, value: 2026-03-01, known: 2025-02-03, history: [{value: 2026-02-01, known: 2024, until: 2025-02-03}]}
        checks: {fits: {title: Fits, assert: n < s, inputs: {n: n, s: seen}, on_fail: rule-out}}
        changes: {news: {title: News, date: 2025-02-03}}
    """
    page = dict(site.drawn(site.files(small(base), "build-1")))["changes/news.html"]
    assert isinstance(page, str)
    table = page.split('id="moved"')[1]
    assert '<td data-label="change">settled</td>' in table
    assert "+28 days" in table


def test_change__tells_a_small_change_from_none_and_an_interval_from_a_point() -> None:
    """As the terminal does: 7.364 to 7.370 is no ×1, half a day later no +0 days."""
    past = "known: 2025-02-03, history: [{{value: {0}, known: 2024, until: 2025-02-03}}]"
    base = f"""
        claims:
          near: {{title: Near, value: 7.370 kg, {past.format("7.364 kg")}}}
          wide: {{title: Wide, value: 10 ± 2 kg, {past.format("10 ± 1 kg")}}}
          warm: {{title: Warm, value: 20 ± 2 °C, {past.format("20 ± 1 °C")}}}
          lag: {{title: Lag, value: 1.7 day, {past.format("1.5 day")}}}
          day: {{title: Day, formula: a + lag, inputs: {{a: 2026-03-01, lag: lag}}}}
        changes: {{news: {{title: News, date: 2025-02-03}}}}
    """
    page = dict(site.drawn(site.files(small(base), "build-1")))["changes/news.html"]
    assert isinstance(page, str)
    table = page.split('id="moved"')[1].split("</table>")[0]
    cells = [
        re.sub("<[^>]+>", "", each) for each in re.findall(r'data-label="change"[^>]*>(.*?)</td>', table)
    ]
    assert sorted(cells) == ["interval", "interval", "×1.001", "×1.13", "–"]
