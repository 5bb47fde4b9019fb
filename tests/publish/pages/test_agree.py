"""Whether the claims of a quantity agree, judged in the browser: the engine's verdict, as published and when a reader sets a value."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from places import LONG, ROOT
from small import edition
from whence.account import whatif
from whence.disk import store
from whence.files.schema import Settings
from whence.judge.assemble import Edition
from whence.publish.pages import model

pytestmark = pytest.mark.browser

# The verdicts on the quantities of models, each with leaves set as a reader types them and options picked.
VERDICTS = """(asked) => asked.map(([model, typed, picks]) => {
  const engine = window.whenceEstimate, read = ([at, text]) => [at, window.whenceTyped.read(text, model.units[model.nodes[at].unit]).value];
  const found = engine.evaluate(model, new Map(typed.map(read)));
  const settled = engine.settle(found.model, found.of, new Map(picks));
  const summary = (index) => found.of[index] && engine.summarise(found.model, settled, found.of[index]);
  return model.rivals.filter((each) => each.parts).map((each) => window.whenceAgree.judged({ ...found, settled, summary }, each));
})"""


def run(page: Any, asked: Any) -> Any:
    return page.evaluate(f"(text) => ({VERDICTS})(JSON.parse(text))", json.dumps(asked))


def shipped(found: Edition, id: str) -> tuple[dict[str, Any], list[str]]:
    """A page's model, and the quantities that it judges."""
    made = model.model(found, id, model.Common(found, lambda each: each))
    assert made is not None
    return made, [each["link"] for each in made.get("rivals", ()) if "parts" in each]


def assert_judged(page: Any, cases: list[tuple[Edition, str, Edition, list[Any], list[Any]]]) -> set[str]:
    """In each case the verdicts of a page, with what is set, are those of the edition that it should be like; gives all."""
    asked, wanted = [], []
    for found, id, own, typed, picks in cases:
        made, quantities = shipped(found, id)
        index = {node["id"]: at for at, node in enumerate(made["nodes"])}
        asked.append([made, [[index[at], text] for at, text in typed], [[index[at], n] for at, n in picks]])
        wanted.append(
            [own.comparisons[each].verdict if each in own.comparisons else "" for each in quantities]
        )
        assert quantities, id
    told = [(id, typed, picks) for _, id, _, typed, picks in cases]
    given = run(page, asked)
    assert [each for each in zip(told, given, wanted, strict=True) if each[1] != each[2]] == []
    return {verdict for each in wanted for verdict in each}


# Claims of every sort: written with errors of all shapes, bare, about, bounds, hard ends, one origin, computed from others,
# moving as one, open in the readings of a word, and of two times.
BASE = """
terms:
  box: {title: Box, senses: {small: 1 kg/box, large: 3 kg/box}}
choices: {what: {title: What a box was, term: box}}
units: {box: {title: Boxes}}
claims:
  scale: {title: The scale, value: 100 ± 5 kg, of: load, cites: [{source: book}]}
  steel: {title: The steel yard, value: 105 +9 -4 kg, of: load, cites: [{source: paper}]}
  again: {title: The scale again, value: 100 ± 5 kg, of: load, cites: [{source: echo}]}
  part: {title: A part, value: 24 to 28 kg}
  parts: {title: By its parts, formula: 4 * p, inputs: {p: part}, of: load}
  crate: {title: With the crate, formula: 4 * p + c, inputs: {p: part, c: 1 kg}, of: load}
  asked: {title: As told, value: 97 kg, of: told, cites: [{source: book}]}
  nearly: {title: Nearly, value: ~95 kg, of: told}
  least: {title: At least, value: at least 60 kg, of: told}
  within: {title: Within, value: 80 .. 120 kg, of: told}
  boxes: {title: Boxes, value: 33 box}
  boxed: {title: By its boxes, formula: n * s, inputs: {n: boxes, s: what}, unit: kg, of: told}
  may: {title: In May, value: 10 ± 1 kg, of: stock, as_of: 2025-05}
  also-may: {title: In May too, value: 11 ± 1 kg, of: stock, as_of: 2025-05}
  june: {title: In June, value: 20 ± 1 kg, of: stock, as_of: 2025-06}
  ever: {title: At any time, value: 5 to 30 kg, of: stock}
  ready: {title: Ready, value: 2025-03-01, of: day}
  due: {title: Due, value: 2025-02 to 2025-04, of: day}
  later: {title: Later, value: 2025-03-01, of: day}
quantities:
  load: {title: Load, take: weighted}
  told: {title: Told, take: asked}
  stock: {title: Stock, take: latest}
  day: {title: The day, take: ready}
"""
SOURCES = (
    "sources: {book: {title: A book}, paper: {title: A paper}, echo: {title: An echo, relies_on: [book]}}"
)
SET = {
    "scale": ("120 ± 5", "100", "100 ± 0.5", "50 to 150", "at least 130", "at most 90"),
    "steel": ("105", "140 to 160", "99 to 101", "60 .. 80"),
    "part": ("25", "30 to 34", "24.5 to 25.5", "at most 20"),
    "asked": ("150", "97 ± 1", "59", "-97"),
    "nearly": ("95", "130", "95 ± 2"),
    "least": ("70", "at least 100", "at most 20", "more than 97"),
    "within": ("90 .. 96", "97", "20 to 30"),
    "boxes": ("95", "30 to 36", "10"),
    "may": ("10.5", "16 ± 1", "10 ± 3"),
    "june": ("21", "40 ± 1"),
    "ever": ("100", "9 to 12"),
    "ready": ("2025-03-02", "2025-06-01"),
    "due": ("2025-07-01",),
}  # fmt: skip
UNIT = {"boxes": "box"}


def typed(id: str, text: str) -> str:
    """What is typed on a page, as it is written in a file."""
    return text if id in ("ready", "due") else f"{text} {UNIT.get(id, 'kg')}"


@pytest.fixture(scope="module")
def loads() -> Edition:
    found = edition(BASE, SOURCES, settings=Settings(samples=512))
    assert not [each for each in found.findings if each.severity == "error"]
    return found


def test_rivals__are_judged_as_the_engine_does_whatever_is_set(page: Any, loads: Edition) -> None:
    cases = []
    for id, texts in SET.items():
        cases.append((loads, id, loads, [], []))
        for text in texts:
            own = whatif.suppose(loads, [(id, typed(id, text))])
            assert isinstance(own, Edition), (id, text, own)
            cases.append((loads, id, own, [(id, text)], []))
    for n, option in enumerate(("small", "large")):
        own = whatif.suppose(loads, [("what", option)])
        assert isinstance(own, Edition)
        cases.append((loads, "boxed", own, [], [("what", n)]))
    assert assert_judged(page, cases) == {"consistent", "open", "tension", "conflict"}


def test_rivals__of_numbers_near_the_limits(page: Any) -> None:
    """Two to five figures, some with errors, at distances where the verdict turns."""
    chance, cases = random.Random(5), []
    for n in range(200 if LONG else 40):
        written = {}
        for each in "abcde"[: chance.randint(2, 5)]:
            middle = 100 * chance.choice((1, 1.05, 1.1, 1.2, 1.5, 1.6)) * chance.uniform(0.99, 1.01)
            error = chance.choice((1, 5, 10, 20))
            written[each] = chance.choice(
                (f"{middle:.4g}", f"{middle:.4g} ± {error}", f"{middle - error:.4g} to {middle + 2 * error:.4g}", f"~{middle:.4g}")
            )  # fmt: skip
        take = chance.choice(("a", "weighted", "blue", "envelope"))
        claims = ", ".join(f"{id}: {{title: {id}, value: {text} m, of: q}}" for id, text in written.items())
        found = edition(
            f"claims: {{{claims}}}\nquantities: {{q: {{title: Q, take: {take}}}}}",
            settings=Settings(samples=256),
        )
        cases.append((found, "a", found, [], []))
        text = chance.choice(("100", "110", "90 to 130", "130 ± 4"))
        own = whatif.suppose(found, [("a", f"{text} m")])
        assert isinstance(own, Edition), n
        cases.append((found, "a", own, [("a", text)], []))
    assert len(assert_judged(page, cases)) == 3


def test_rivals__of_every_page_of_our_own_base(page: Any) -> None:
    found = store.load(store.read(ROOT))
    ids = [id for id in found.summaries if "#" not in id and model.model(found, id)]
    ids = [id for id in ids if shipped(found, id)[1]]
    assert len(ids) > 20
    assert_judged(page, [(found, id, found, [], []) for id in (ids if LONG else ids[::3])])
