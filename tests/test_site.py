"""The site: every link leads somewhere, base text stays text, the same base gives the same bytes."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from chromium import chromium
from whence import publish, render, site
from whence.edition import Edition, assemble
from whence.schema import Settings

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
    history: [{value: 180 MW, as_of: 2024-06, until: 2025-01, why: The owner built more.}]
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
        "stated figure: inside",
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
            assert b"default-src &#39;none&#39;" in data or b"default-src 'none'" in data, path


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
        for script in re.findall(r"<script[^>]*>", files[path].decode()):
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
    first = publish.write(target, plain.items(), "key")
    times = {path: path.stat().st_mtime_ns for path in target.rglob("*.html")}
    second = publish.write(target, plain.items(), "key")
    assert (first.written, second.written, second.kept) == (len(plain), 0, len(plain))
    assert times == {path: path.stat().st_mtime_ns for path in target.rglob("*.html")}
    assert publish.unchanged(target, "key") == publish.Written(0, len(plain), 0)
    assert publish.unchanged(target, "other") is None


def test_unchanged__notices_a_missing_file(tmp_path: Path) -> None:
    publish.write(tmp_path / "out", [("a.html", "a"), ("b.html", "b")], "key")
    (tmp_path / "out" / "a.html").unlink()
    assert publish.unchanged(tmp_path / "out", "key") is None


def test_write__removes_what_is_gone_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out"
    publish.write(target, [("a.html", "a"), ("b/c.html", "c")])
    (target / "mine.txt").write_text("mine")
    done = publish.write(target, [("a.html", "a")])
    assert done == publish.Written(0, 1, 1)
    assert sorted(path.name for path in target.iterdir() if path.is_file()) == [
        ".whence-site",
        "a.html",
        "mine.txt",
    ]


def test_write__refuses_a_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("x")
    with pytest.raises(publish.NotOurs, match="holds files"):
        publish.write(tmp_path, [("a.html", "a")])
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize("path", ["../x.html", "/x.html", "a/../../x.html", "\\x.html", ""])
def test_write__never_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(publish.NotOurs):
        publish.write(tmp_path / "out", [(path, "x")])


def test_write__follows_no_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret").write_text("kept")
    target = tmp_path / "out"
    publish.write(target, [("index.html", "x")])
    (target / "claims").symlink_to(elsewhere)
    (target / "page.html").symlink_to(elsewhere / "secret")
    for path in ("claims/a.html", "page.html"):
        with pytest.raises(publish.NotOurs, match="link"):
            publish.write(target, [(path, "x")])
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(publish.NotOurs, match="link"):
        publish.write(tmp_path / "link", [("index.html", "x")])
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
    publish.write(tmp_path / "site", plain.items())
    with chromium() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "site" / "claims" / "power-of-all.html").as_uri())
        page.locator("math [href]", has_text="power").click()
        page.wait_for_url("**/claims/power-per-32.html")
        page.close()
