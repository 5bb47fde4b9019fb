"""The site file by file: every page well-formed, every link alive, nothing from elsewhere, and the same bytes each time."""

from __future__ import annotations

import csv
import gzip
import json
import os
import posixpath
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Set
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

import markup
from kinds import CORNER, KINDS, OURS, page_of, templates_of_corners
from places import ROOT


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
    assert sorted({*_dead(files, pages)})[:20] == []


def _dead(files: Set[str], pages: Mapping[str, markup.Markup]) -> Iterator[tuple[str, str, str]]:
    """The links of the pages that lead to no file of the site, or to no place in it."""
    ids = {path: {*page.ids} for path, page in pages.items()}
    for path, page in pages.items():
        for name, each in page.tags:
            for link in (each.get("href"), each.get("src"), _refreshed(each)):
                if link is None or urlsplit(link).scheme:
                    continue
                parts = urlsplit(link)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                target = target if parts.path else path
                anchor = unquote(parts.fragment)
                if target not in files or (anchor and anchor not in ids.get(target, {anchor})):
                    yield path, name, link


def _refreshed(tag: Mapping[str, str]) -> str | None:
    return tag["content"].partition("url=")[2] if tag.get("http-equiv") == "refresh" else None


def test_files__nothing_runs_or_loads_that_is_not_ours(
    folder: Path, pages: Mapping[str, markup.Markup]
) -> None:
    wrong = set()
    for path, page in pages.items():
        policies = [
            each["content"] for name, each in page.tags if each.get("http-equiv") == "Content-Security-Policy"
        ]
        if len(policies) != 1 or not policies[0].startswith("default-src 'none'"):
            wrong.add((path, "policy", str(policies)))
        # The page for addresses that are none has one script in it, which its policy names by its hash.
        own = re.findall(r"<script>(.*?)</script>", (folder / path).read_text("utf-8"), re.DOTALL)
        hashes = [b64encode(sha256(each.encode("utf-8")).digest()).decode("ascii") for each in own]
        known = path == "404.html" and all(f"'sha256-{each}'" in policies[0] for each in hashes)
        wrong |= {
            (path, name, str(each))
            for name, each in page.tags
            if _foreign(name, each) and not (known and (name, each) == ("script", {}))
        }
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
    links = [
        tag.get(each, "").strip()
        for each in ("href", "src", "action", "xlink:href", "srcset", "ping", "data")
    ]
    schemes = {urlsplit(each).scheme or "http" * each.startswith("//") for each in links}
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


def test_files__a_claim_weighs_no_more_than_thirty_five_kilobytes_at_first_and_seventy_in_all(
    folder: Path, pages: Mapping[str, markup.Markup]
) -> None:
    def weight(path: Path) -> int:
        return len(gzip.compress(path.read_bytes(), 6))

    assets = {each.name: weight(each) for each in (folder / "assets").iterdir()}
    heavy: dict[str, tuple[int, int]] = {}
    for path, page in pages.items():
        if path.startswith("claims/"):
            taken = [
                each.get("src") or each["href"]
                for name, each in page.tags
                if (name == "script" and "src" in each) or each.get("rel") == "stylesheet"
            ]
            # what comes when a reader asks for it: everything that the what-if computes with
            later = [script for _, each in page.tags for script in each.get("data-scripts", "").split()]
            first = weight(folder / path) + sum(assets[posixpath.basename(each)] for each in taken)
            whole = first + sum(assets[posixpath.basename(each)] for each in later)
            if first > 35_000 or whole > 70_000:
                heavy[path] = (first, whole)
    assert heavy == {}


# --- which pages are looked at ---------------------------------------------------------------------------------------


def test_kinds__every_template_is_looked_at(sites: Path) -> None:
    """By the small site, and by those pages of ours that have a path which the small one has too."""
    known = templates_of_corners()
    folder = ROOT / "site" / "templates"
    # the forms of the server are looked at with it
    wanted = {each.name for each in folder.iterdir()} - {"base.html", "parts.html", "edit.html"}
    looked = {
        page_of(sites, kind).relative_to(sites / ("base" if kind in OURS else "corners")) for kind in KINDS
    }
    assert {known[each.as_posix()] for each in looked if each.as_posix() in known} == wanted


def test_kinds__every_folder_and_every_single_page_is_looked_at(sites: Path) -> None:
    single = ("", "manual")  # where no page is like another
    looked = {page_of(sites, kind).relative_to(sites / "base").as_posix() for kind in OURS}
    # the longest lists are looked at on the small site, which has the same ones
    looked |= {page_of(sites, kind).relative_to(sites / "corners").as_posix() for kind in CORNER}
    found = {each.relative_to(sites / "base").as_posix() for each in (sites / "base").rglob("*.html")}
    alone = {each for each in found if posixpath.dirname(each) in single or each.endswith("/index.html")}
    assert alone - looked == set()
    found |= {each.relative_to(sites / "corners").as_posix() for each in (sites / "corners").rglob("*.html")}
    assert {posixpath.dirname(each) for each in found} == {posixpath.dirname(each) for each in looked}


# --- that the checks bite --------------------------------------------------------------------------------------------

PLANTED = """<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body><p id="here">
<a href="%s">There</a> <a href="#here">Here</a> <a href="data.json">Data</a></p></body></html>"""


@pytest.mark.parametrize(
    "link", ["#nowhere", "nowhere.html", "../index.html", "other.html#nowhere", "/data.json"]
)
def test_links__one_that_is_dead_is_found(link: str) -> None:
    pages = {"page.html": markup.read(PLANTED % link), "other.html": markup.read(PLANTED % "page.html#here")}
    assert [*_dead({*pages, "data.json"}, pages)] == [("page.html", "a", link)]


@pytest.mark.parametrize("tag", [
    '<img src="https://example.org/x.png">', '<img src="//example.org/x.png">', '<p style="color: red">', '<p onclick="x()">',
    '<a href="javascript:x()">', "<style>", '<base href="x">', "<script>", '<link rel="stylesheet" href="https://example.org/x.css">',
    '<form action="https://example.org/">', '<a href=" data:text/html,x">', '<iframe src="https://example.org/">',
])  # fmt: skip
def test_tags__one_that_is_foreign_is_found(tag: str) -> None:
    assert [_foreign(name, each) for name, each in markup.read(tag).tags] == [True]


@pytest.mark.parametrize(
    "text", ["1 < 2", "<p class=bare>", "<p class='one'>", "<!-- a remark -->", "<p", "</p >"]
)
def test_markup__what_is_no_tag_of_ours_is_told(text: str) -> None:
    assert markup.read(f"<p>{text}").stray


# --- the same bytes each time ----------------------------------------------------------------------------------------

DRAW = """
import sys
from pathlib import Path
import kinds
kinds.draw_corners(Path(sys.argv[1]))
"""
BUILD = "import sys; from whence.cli import main; sys.exit(main())"


def _drawn(folder: Path, seed: str, *words: str) -> dict[str, bytes]:
    """The files that a process of its own writes to the folder, under another seed for hashes and in another time zone."""
    zone = {"1": "Pacific/Apia", "2": "America/Adak"}[seed]
    place = os.pathsep.join([str(ROOT / "tests" / "support"), *filter(None, [os.environ.get("PYTHONPATH")])])
    extra = {"PYTHONHASHSEED": seed, "TZ": zone, "WHENCE_CACHE": "off", "PYTHONPATH": place}
    done = subprocess.run(
        [sys.executable, "-c", *words],
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }


def _differing(one: Mapping[str, bytes], two: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *two} if one.get(path) != two.get(path))


def test_files__are_the_same_bytes_in_every_process(sites: Path, tmp_path: Path) -> None:
    """The small base, which has every section, each time; ours, which takes its time, in the long form."""
    one, two = (_drawn(tmp_path / seed, seed, DRAW, str(tmp_path / seed)) for seed in "12")
    assert len(one) > 100
    assert _differing(one, two) == []


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("RUN_LONG") != "1", reason="the long form: two builds of our own base")
def test_files__of_our_own_base_are_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    one, two = (
        _drawn(tmp_path / seed, seed, BUILD, "--base", str(ROOT), "build", "--output", str(tmp_path / seed))
        for seed in "12"
    )
    assert len(one) > 1000
    assert _differing(one, two) == []


def test_twins__the_base_as_a_whole_is_described_and_there(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    by_id = {each["@id"]: each for each in crate["@graph"]}
    assert by_id["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert len(by_id["./"]["hasPart"]) == 7
    for part in by_id["./"]["hasPart"]:
        assert by_id[part["@id"]]["@type"] == "File"
        assert (folder / part["@id"]).stat().st_size
    schema = json.loads((folder / "schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate({"claims": {"a": {"title": "A", "value": "3 to 5 kW"}}}, schema)
