"""The scripts of pages fed what nobody writes: random models are the engine's to the last digits, and nothing that is typed or
comes with an address makes a page complain.

`make fuzz` draws on and on, SECONDS for each of them.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import strategies as st

import ferry
from chromium import chromium, page_file, quiet
from fuzzing import fuzz, texts
from parity import assert_follows, assert_same, supposed
from random_trees import tree
from small import edition
from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.language.formulas import formula
from whence.language.units.units import STANDARD
from whence.language.values import written
from whence.language.values.written import Written
from whence.publish.machine import search
from whence.publish.pages import model
from whence.publish.pages.packed import packed
from whence.publish.pages.parts import data_block

pytestmark = pytest.mark.browser
WHATIF = ("whence.js", *model.SCRIPTS)


@pytest.fixture
def page() -> Iterator[Any]:
    """A page that must not complain of anything."""
    with chromium() as browser:
        found = browser.new_page()
        complaints = quiet(found)
        yield found
        found.close()
        assert complaints == []


def test_fuzz__a_random_model_is_the_engines(page: Any, tmp_path: Path) -> None:
    page.goto(page_file(tmp_path, "empty.html", "", WHATIF))

    met = []

    def same(values: list[str], drawn: int) -> None:
        chance = random.Random(drawn)
        read = [each if isinstance(written.parse(each, STANDARD), Written) else "1 to 3" for each in values]
        claims: dict[str, Any] = {
            id: {"title": id, "value": text} for id, text in zip("abc", read, strict=True)
        }
        made = tree(chance, 3)
        inputs = {each: each for each in formula.names(made)}
        claims["f"] = {"title": "F", "formula": formula.unparse(made), "inputs": inputs}
        claims["g"] = {"title": "G", "formula": "f + a", "inputs": {"f": "f", "a": "a"}}
        found = edition(json.dumps({"claims": claims}), settings=Settings(samples=256))
        shipped = model.model(found, "g") if "g" in found.values.of else None
        if shipped is None:
            return
        met.append(assert_same(page, found, "g"))
        for field in shipped["fields"]:
            leaf, value = shipped["nodes"][field["node"]]["id"], chance.choice((0.0, -1.5, 3.0, 1e12))
            if leaf in claims:
                assert_follows(page, shipped, supposed(found, leaf, value), [[field["node"], value]], [])

    fuzz(same, 12, values=st.tuples(*[texts("number")] * 3).map(list), drawn=st.integers(0, 2**32))
    assert len(met) > 2


def test_fuzz__nothing_that_is_looked_for_breaks_search(page: Any, tmp_path: Path) -> None:
    found = assemble(
        {name: text for name, text in ferry.plain().files().items() if name.endswith(".yaml")},
        Settings(samples=64),
    )
    for name, text in search.scripts(found, lambda id, section: f"{section}/{id}.html").items():
        (tmp_path / name).write_text(text, "utf-8")
    body = '<label for="search-input">Search</label><input id="search-input" type="search"><ul id="search-results"></ul>'
    address = page_file(tmp_path, "search.html", body, ("whence.js", "records.js", "search.js"))
    page.goto(address)
    page.locator(".search-kinds").wait_for()
    every = set(page.evaluate("window.whenceRecords.rows.map((each) => each.title)"))

    def looked(text: str) -> None:
        query = text.encode("utf-8", "replace").decode()
        page.locator("#search-input").fill(query)
        titles = page.locator("#search-results a").all_text_contents()
        assert set(titles) <= every
        assert page.locator("#search-results :not(li, a, span, code)").count() == 0
        assert page.get_by_role("status").text_content()
        assert page.evaluate("location.pathname").endswith("/search.html")

    fuzz(looked, 25, text=texts("query"))
    for text in ("\ud800", "%", "%ff", "a" * 5000, "__proto__", "constructor"):
        page.goto(f"{address}?q={quote(text, errors='replace')}&kind={quote(text, errors='replace')}")
        page.locator(".search-kinds").wait_for()


CLAIMS = """
claims:
  n: {title: N, value: 12 to 15 boat}
  m: {title: M, value: 4}
  both: {title: Both, formula: n * m, inputs: {n: n, m: m}, unit: boat}
units: {boat: {title: Boat}}
"""


def test_fuzz__no_address_breaks_what_if_or_shows_a_number_that_is_none(page: Any, tmp_path: Path) -> None:
    shipped = model.model(edition(CLAIMS), "both")
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(shipped))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    address = page_file(tmp_path, "both.html", body, WHATIF)

    def opened(text: str) -> None:
        page.goto("about:blank")
        page.goto(address + "#" + quote(text.removeprefix("#"), safe="#:=&%?", errors="replace"))
        page.locator(".whatif-number").wait_for()
        number = page.locator(".whatif-number").text_content()
        assert not {"NaN", "undefined", "Infinity", "null"} & set(number.replace("[", " ").split())
        assert page.locator("#what-if script:not(#whatif-model), #what-if img").count() == 0

    fuzz(opened, 15, text=texts("hash"))
