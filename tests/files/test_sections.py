"""The table of sections, and a section of one's own: one row, and it is read, checked, listed and shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from copies import add, copied, touched
from small import edition
from whence.files import sections
from whence.files.records import Records
from whence.publish.pages.book import Book

RECORD = '''

@dataclass(frozen=True)
class Series:
    """Figures of one kind over time."""

    title: str
    cites: tuple[Citation, ...] = ()
    words: tuple[str, ...] = ()
'''
SCHEMA, TABLE = "from whence.language.frozen import dataclass\n", "EVERY: tuple[Section, ...] = (\n"
ROW = '    Section("series", "series of figures", schema.Series, "word", search=7, editable=("title",)),\n'
BASE = {
    "whence.toml": 'title = "T"\n',
    "sources/s.yaml": "sources: {s: {title: S}}\n",
    "claims/a.yaml": """\
topic: {title: Topic}
claims: {a: {title: A, value: 3 kg, kind: fact, cites: [s]}}
quantities: {q: {title: Q, unit: kg}}
series:
  prices: {title: Prices over time, cites: [s], words: [tariff]}
""",
}
# What a program does with the copy: reads, objects, edits, compares, and makes every file of the site.
SCRIPT = """\
import json
import sys
from pathlib import Path

from whence.account import diff, news
from whence.disk import store
from whence.files.json_schema import json_schema
from whence.files.reader import read
from whence.publish import site

texts = store.read(Path(sys.argv[1]))
found = store.load(texts)
wrong = read({"claims/b.yaml": "series: {A: {title: x}, b: {titel: x}, c: {title: x, cites: [{via: x}]}}"})
news_item = news.News("News", "2026-01-02", "s", (news.Request("prices", {"title": "Tariffs"}),))
after = news.edited(found.base.records, texts.files, news_item)
then = store.renewed(store.Texts(texts.root, {**texts.files, **after}, ()), found)
files = dict(site.drawn(site.files(found, "build")))
print(json.dumps({
    "title": found.base.records.of("series")["prices"].title,
    "section": found.section("prices"),
    "wrong": [each.message for each in wrong.findings],
    "schema": json_schema()["properties"]["series"]["additionalProperties"]["$ref"],
    "fields": json_schema()["definitions"]["Series"]["properties"]["words"]["description"],
    "edited": [[each.section, each.id, each.new] for each in diff.account(found, then).edited],
    "listed": "Prices over time" in files["az.html"] and "series of figures" in files["az.html"],
    "cited": "Prices over time" in files["sources/s.html"],
    "topic": "Prices over time" in files["topics/a.html"],
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with a section that ours has not, and a base that uses it."""
    root = tmp_path_factory.mktemp("copy")
    copied(root)
    added = {
        "engine/whence/files/schema.py": (SCHEMA, RECORD),
        "engine/whence/files/sections.py": (TABLE, ROW),
    }
    for path, (after, text) in added.items():
        add(root, path, after, text)
    assert touched(root) == added.keys()
    for path, text in BASE.items():
        (root / "base" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "base" / path).write_text(text)
    return root


def test_section__one_row_and_its_class(copy: Path) -> None:
    found = json.loads(
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(copy / "base")],
            env={**os.environ, "PYTHONPATH": str(copy / "engine"), "WHENCE_CACHE": "off"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    assert found == {
        "title": "Prices over time",
        "section": "series",
        "wrong": [
            "`A` cannot be an id",
            "`titel` is not a field of a series of figures",
            "a citation needs `source`",
        ],
        "schema": "#/definitions/Series",
        "fields": "The words.",
        "edited": [["series", "prices", "Tariffs"], ["changes", "news-2026-01-02-news", "News"]],
        "listed": True,
        "cited": True,
        "topic": True,
    }


def test_records__every_section_by_its_name_and_by_one_of_its_own() -> None:
    """What code names in full (`records.claims`) and what it goes through section by section are the same."""
    for name in sections.SECTIONS:
        assert getattr(Records(), name) == Records().of(name) == {}


def test_page__of_a_quantity_without_a_claim() -> None:
    book = Book(edition("quantities: {q: {title: Q, unit: kg}}\nclaims: {a: {title: A, value: 1 kg}}"))
    assert (book.what("q"), book.what("a")) == ("quantity", "estimate")


def test_sections__what_they_are_to_the_numbers() -> None:
    evidence = {name for name in sections.SECTIONS if sections.is_evidence(name)}
    assert "sources" in evidence
    assert not evidence & {"claims", "quantities", "choices", "checks", "nothing"}
    assert [sections.one(each) for each in ("claims", "nothing")] == ["claim", ""]
