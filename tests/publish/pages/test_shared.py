"""What the models of pages have in common: put together in a browser, a model is what it was whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

import generate
from places import ROOT
from small import edition
from whence.disk import store
from whence.judge.assemble import Edition
from whence.publish.pages import Book, model, shared
from whence.publish.pages.packed import packed
from whence.publish.pages.parts import up

CORNERS = """
terms:
  gb200: {title: GB200, senses: {chip: 1 chip, rack: 72 chip}}
  other: {title: Other, senses: {low: 1, high: 3}}
choices:
  unit: {title: Unit, term: gb200, credence: {chip: 0.75, rack: 0.25}}
  how: {title: How, term: other}
quantities:
  power: {title: Power, take: pool}
claims:
  counted: {title: Counted, formula: n * unit * how, inputs: {n: 200K, unit: unit, how: how}, unit: chip}
  one: {title: One, value: 24 to 27 kW, of: power}
  two: {title: Two, value: 25 +- 1 kW, of: power}
  least: {title: Least, value: ">= 3 kW"}
  need: {title: Need, formula: counted / c * least + (least - one), inputs: {counted: counted, c: 1 chip, least: least, one: one}, unit: MW}
  same: {title: The same, formula: need, inputs: {need: need}}
  few: {title: Few, value: {one_of: [2, 3], weights: [0.5, 0.5], unit: kW}}
  both: {title: Both, formula: power + few, inputs: {power: power, few: few}}
checks:
  enough: {title: Enough, assert: need <= supply, inputs: {need: need, supply: 250 MW}}
  not-racks: {title: Not racks, assert: n < most, inputs: {n: counted, most: 1M chip}, on_fail: rule-out}
"""


def plants() -> Edition:
    texts = generate.base(100)
    return edition(str(texts["claims/f0000.yaml"]), str(texts["sources/s000.yaml"]))


BASES: Mapping[str, Callable[[], Edition]] = {
    "corners": lambda: edition(CORNERS),
    "plants": plants,
    "ours": lambda: store.load(store.read(ROOT)),
}


@pytest.mark.browser
@pytest.mark.parametrize("name", BASES)
def test_joined__is_the_whole_model(page: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "corners":
        monkeypatch.setattr(model, "FEW", 0)
        monkeypatch.setattr(shared, "FEW", 0)
    book, seen = Book(BASES[name]()), 0
    assert all(path.startswith("models/") for path in book.shards)
    for each in book.shards.values():
        page.evaluate(f"() => {{ {shared.script(book.models, each)} }}")
    alone = model.Common(book.edition, lambda id: up(book.href(id)))
    for id in book.edition.summaries:
        shipped, whole = model.model(book.edition, id, book.models), model.model(book.edition, id, alone)
        if shipped and whole and "files" in shipped:
            seen += 1
            assert {*model.scripts(whole)} <= {*model.scripts(shipped, book.models)}
            got, wanted = page.evaluate(
                "(both) => both.map(window.whenceEstimate.unpacked)", [packed(shipped), packed(whole)]
            )
            del got["files"]
            assert got == wanted, id
    page.evaluate("window.whenceNodes = []")
    assert seen > 5
