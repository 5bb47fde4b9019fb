"""Bounds in the browser: the same ends, the same three answers and the same readings as the engine's."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

from places import LONG
from random_trees import NAMES, interval, tree
from small import edition
from whence.account import whatif
from whence.evaluate import bounds, narrow
from whence.judge.edition import Edition
from whence.language.formulas import formula
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary
from whence.language.formulas.narrowing import narrowing
from whence.publish.pages import model

pytestmark = pytest.mark.browser

ENCLOSE = """(text) => JSON.parse(text).map(([tree, known]) => {
  const ends = Object.fromEntries(Object.entries(known).map(([name, pair]) => [name, pair.map(Number)]));
  const found = window.whenceEstimate.enclose(tree, ends);
  return [...found.slice(0, 2).map(String), Boolean(found[2]), Boolean(found[3])];
})"""

NARROW = """(text) => JSON.parse(text).map(([how, known]) => {
  const ends = Object.fromEntries(Object.entries(known).map(([name, pair]) => [name, pair.map(Number)]));
  const found = window.whenceEstimate.narrowed(how, ends, true);
  return [...found.slice(0, 2).map(String), Boolean(found[2]), Boolean(found[3])];
})"""

# Of each node of a model with values set and options picked: [figure, ends, side, open, readings], or of a check
# [surely, possibly, verdict] in each cell.
STATE = """(text) => {
  const [model, values, picks] = JSON.parse(text), engine = window.whenceEstimate;
  const { of, model: own } = engine.evaluate(model, new Map(values));
  const settled = engine.settle(own, of, new Map(picks)), ends = (pair) => pair && pair.map(String);
  return of.map((one, at) => {
    if (!one) return null;
    if (model.nodes[at].check) {
      const { share, may } = settled.outcomes.get(at);
      return share.map((each, n) => [each, may[n], engine.verdict(each, may[n])]);
    }
    const found = engine.summarise(own, settled, one);
    return [Object.values(found.figure).map(String), ends(found.ends), found.bound, found.open.length,
      found.readings.map((each) => [each.possible, each.active, ends(each.ends), each.bound, each.strict.map(Boolean)]),
      found.strict.map(Boolean)];
  });
}"""


def near(theirs: Any, ours: Any) -> None:
    """The same numbers to 1e-9, infinite and missing ones included."""
    assert (theirs is None) == (ours is None)
    if ours is not None:
        np.testing.assert_allclose(
            [float(x.replace("Infinity", "inf")) for x in theirs], ours, rtol=1e-9, atol=1e-300
        )


def _both(node: Any, known: Any, found: Any) -> tuple[Ends, list[float]]:
    """The ends that the engine encloses a formula with, and those that the page has; what is no number there is no end."""
    with np.errstate(all="ignore"):
        own = bounds.enclose(node, {name: Ends(*map(np.asarray, each)) for name, each in known.items()})
    low, high = (float(each.replace("Infinity", "inf").replace("NaN", "nan")) for each in found[:2])
    return own, [-np.inf if np.isnan(low) else low, np.inf if np.isnan(high) else high]


def test_enclose__as_the_engine_does(page: Any) -> None:
    generator = random.Random("browser")
    cases = [(tree(generator, 3), {name: _set(generator) for name in NAMES}) for _ in range(600)]
    asked = [
        [formula.to_json(node), {name: _texts(ends) for name, ends in known.items()}]
        for node, known in cases
    ]  # fmt: skip
    for (node, known), found in zip(cases, page.evaluate(ENCLOSE, json.dumps(asked)), strict=True):
        own, theirs = _both(node, known, found)
        # subtracting numbers that are nearly equal leaves what the libraries' last bits differ by
        np.testing.assert_allclose(
            theirs, [float(each) for each in own[:2]], rtol=1e-9, atol=1e-9, err_msg=formula.unparse(node)
        )
        assert found[2:] == [bool(each) for each in own[2:]], (formula.unparse(node), known)


def test_enclose__rounding_to_steps_as_the_engine_does(page: Any) -> None:
    generator, cases = random.Random("steps"), []
    for _ in range(400):
        x = generator.choice((formula.Name("a"), Binary("-", formula.Name("a"), formula.Name("b"))))
        to = generator.choice(((), (formula.Name("c"),), (formula.Number(0.1),), (formula.Number(2.5),)))
        node: formula.Tree = formula.Call(generator.choice(formula.STEPS), (x, *to))
        node = generator.choice((node, Binary("-", x, node), Binary("-", node, x)))
        cases.append((node, {name: _set(generator) for name in NAMES}))
    asked = [
        [formula.to_json(node), {name: _texts(ends) for name, ends in known.items()}] for node, known in cases
    ]
    for (node, known), found in zip(cases, page.evaluate(ENCLOSE, json.dumps(asked)), strict=True):
        own, theirs = _both(node, known, found)
        np.testing.assert_allclose(
            theirs, [float(each) for each in own[:2]], rtol=1e-12, err_msg=f"{node} {known}"
        )


def test_narrowed__as_the_engine_does(page: Any) -> None:
    generator, cases = random.Random("narrow"), []
    while len(cases) < (150 if LONG else 60):
        node = tree(generator, generator.choice((2, 2, 3)))
        if len(cases) % 3 == 0:
            other = Binary(generator.choice(("<", ">=")), tree(generator, 1), tree(generator, 1))
            node = Binary(generator.choice(("and", "or")), Binary("<=", node, tree(generator, 1)), other)
        how = narrowing(node, frozenset(NAMES))
        if how is not None:
            cases.append((node, how, {name: _set(generator) for name in NAMES}))
    asked = [[how.as_json(), {name: _texts(ends) for name, ends in known.items()}] for _, how, known in cases]
    for (node, how, known), found in zip(cases, page.evaluate(NARROW, json.dumps(asked)), strict=True):
        with np.errstate(all="ignore"):
            own = narrow.ends(how, {name: Ends(*map(np.asarray, each)) for name, each in known.items()})
        theirs = [float(each.replace("Infinity", "inf")) for each in found[:2]]
        text = (formula.unparse(node), known)
        np.testing.assert_allclose(
            theirs, [float(each) for each in own[:2]], rtol=1e-9, atol=1e-9, err_msg=str(text)
        )
        assert found[2:] == [bool(each) for each in own[2:]], text


def _texts(ends: Ends) -> list[str]:
    return [str(float(each)).replace("inf", "Infinity") for each in ends]


def _set(generator: random.Random) -> Ends:
    return Ends(*interval(generator), generator.random() < 0.5, generator.random() < 0.5)


BASE = """
claims:
  supply: {title: Supply, value: at least 50 MW}
  most: {title: Most, value: at most 60 MW}
  loss: {title: Loss, value: at most -3 MW}
  drawn: {title: Drawn, value: 10 to 90 MW}
  need: {title: Need, formula: s + x, inputs: {s: size, x: drawn}, unit: MW}
  left: {title: Left, formula: supply - need, inputs: {supply: supply, need: need}, unit: MW}
  apart: {title: Apart, formula: supply - most, inputs: {supply: supply, most: supply}, unit: MW}
  span: {title: Span, formula: most + drawn, inputs: {most: most, drawn: drawn}, unit: MW}
  part: {title: Part, formula: x / (x + need), inputs: {x: most, need: need}}
  odds: {title: Odds, formula: 2 * x + loss, inputs: {x: weighed, loss: loss}, unit: MW}
  whole: {title: Whole, formula: left + span + part * supply + odds + b, inputs: {left: left, span: span, part: part, supply: supply, odds: odds, b: both}, unit: MW}
  one: {title: One, value: at least 4 MW, of: both, cites: [{source: a}]}
  two: {title: Two, value: at most 9 MW, of: both, cites: [{source: b}]}
quantities:
  both: {title: Both, take: TAKE}
choices:
  size: {title: Size, options: {chip: 1 MW, rack: 72 MW, hall: at least 200 MW}}
  weighed: {title: Weighed, options: {a: at least 5 MW, b: 3 MW}, credence: {a: 50%, b: 50%}}
checks:
  fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
  room: {title: Room, assert: need <= most * 2.5, inputs: {need: need, most: most}, on_fail: rule-out}
  both-ways: {title: Both ways, assert: not (need > most) or supply == most, inputs: {need: need, most: most, supply: supply}, on_fail: report}
"""
SOURCES = "sources: {a: {title: A}, b: {title: B}}"


def assert_same(page: Any, shipped: Any, own: Edition, values: list[Any], picks: list[Any]) -> None:
    """The browser's state of a model is the engine's."""
    for node, found in zip(
        shipped["nodes"], page.evaluate(STATE, json.dumps([shipped, values, picks])), strict=True
    ):
        id = node["id"]
        if "check" in node:
            wanted = [(each.share, each.may, each.verdict) for each in own.outcomes(id)]
            assert [tuple(each) for each in found] == wanted, id
            continue
        figure, ends, side, opened, readings, strict = found
        summary = own.summaries[id]
        near(
            [each.replace("NaN", "nan") for each in figure],
            [summary.figure.point, summary.figure.median, summary.figure.low, summary.figure.high],
        )
        near(ends, summary.enclosure)
        assert (side, opened, tuple(strict)) == (summary.bound, len(summary.open), summary.strict), id
        for theirs, reading in zip(readings, summary.readings, strict=True):
            assert [*theirs[:2], theirs[3]] == [reading.possible, reading.active, reading.bound], id
            assert tuple(theirs[4]) == reading.strict, id
            near(theirs[2], reading.enclosure)


@pytest.mark.parametrize("take", ["one", "weighted", "mixture", "envelope"])
@pytest.mark.parametrize("words", [{}, {"at least": "more than", "at most": "less than"}])
def test_state__of_bounds_is_the_engines(page: Any, take: str, words: dict[str, str]) -> None:
    text = BASE.replace("TAKE", take)
    for before, after in words.items():
        text = text.replace(before, after)
    found = edition(text, SOURCES)
    assert found.summaries["most"].strict == (False, bool(words))
    assert [each for each in found.findings if each.severity == "error"] == []
    assert ("size", "hall") in found.settled.ruled_out
    shipped = model.model(found, "whole")
    assert shipped is not None
    assert_same(page, shipped, found, [], [])
    index = {node["id"]: n for n, node in enumerate(shipped["nodes"])}
    for id, value in (("supply", "80 MW"), ("most", "300 MW"), ("drawn", "500 MW")):
        new = whatif.suppose(found, [(id, value)])
        assert isinstance(new, Edition)
        assert_same(page, shipped, new, [[index[id], float(value.split()[0]) * 1e6]], [])
    new = whatif.suppose(found, [("size", "rack")])
    assert isinstance(new, Edition)
    assert_same(page, shipped, new, [], [[index["size"], 1]])


WITHIN = """
claims:
  least: {title: Least, value: at least 40%, of: rate, cites: [{source: a}]}
  drawn: {title: Drawn, value: 50% ± 4%, of: rate, cites: [{source: b}]}
  all: {title: All, value: at least 100%, domain: share}
  load: {title: Load, value: at most 4 kg, domain: [1, 20]}
  free: {title: Free, value: at most 40%}
  heavy: {title: Heavy, formula: load * least * all, inputs: {load: load, least: least, all: all}, unit: kg}
  whole: {title: Whole, formula: heavy * (1 + free) * r, inputs: {heavy: heavy, free: free, r: rate}, unit: kg}
quantities:
  rate: {title: Rate, domain: share, take: TAKE}
checks:
  fits: {title: Fits, assert: least <= all, inputs: {least: least, all: all}, on_fail: report}
"""


@pytest.mark.parametrize("take", ["least", "weighted", "mixture", "envelope"])
def test_state__of_bounds_that_end_with_their_domain(page: Any, take: str) -> None:
    found = edition(WITHIN.replace("TAKE", take), SOURCES)
    assert found.summaries["heavy"].enclosure == pytest.approx((0.4, 4))
    assert found.verdict("fits") == "holds"
    shipped = model.model(found, "whole")
    assert shipped is not None
    assert_same(page, shipped, found, [], [])
    index = {node["id"]: n for n, node in enumerate(shipped["nodes"])}
    new = whatif.suppose(found, [("least", "70%")])
    assert isinstance(new, Edition)
    assert_same(page, shipped, new, [[index["least"], 0.7]], [])


TWICE = """
claims:
  x: {title: X, value: at least 5 kg}
  z: {title: Z, value: less than 7 kg}
  s: {title: S, value: at least 40%, domain: share}
  y: {title: Y, value: 3 kg}
  d: {title: D, value: 3 to 4 kg}
  t: {title: T, formula: x + d, inputs: {x: x, d: d}, unit: kg}
  none: {title: None, formula: t - x - d, inputs: {t: t, x: x, d: d}, unit: kg}
  part: {title: Part, formula: x / t, inputs: {x: x, t: t}}
  both: {title: Both, formula: s * (1 - s) * m, inputs: {s: s, m: size}, unit: kg}
  bend: {title: Bend, formula: "if(z > y, z - y, y - z)", inputs: {z: z, y: y}, unit: kg}
  jump: {title: Jump, formula: "if(x > nine, 30 * s * y, x)", inputs: {x: x, nine: 9 kg, s: s, y: y}, unit: kg}
  odds: {title: Odds, formula: exp(s) / (1 + exp(s)), inputs: {s: s}}
  whole: {title: Whole, formula: none + part * both + bend * odds + jump, inputs: {jump: jump, none: none, part: part, both: both, bend: bend, odds: odds}, unit: kg}
choices:
  size: {title: Size, options: {one: 1 kg, two: at most 4 kg}}
checks:
  sure: {title: Sure, assert: x < n or x >= n, inputs: {x: x, n: 9 kg}, on_fail: report}
  less: {title: Less, assert: s * s <= s, inputs: {s: s}, on_fail: report}
  some: {title: Some, assert: x < z or x > d and t > d, inputs: {x: x, z: z, d: d, t: t}, on_fail: report}
"""


def test_state__of_bounds_that_stand_in_a_formula_twice(page: Any) -> None:
    found = edition(TWICE, SOURCES)
    assert [each for each in found.findings if each.severity == "error"] == []
    assert {found.verdict("sure"), found.verdict("less")} == {"holds"}
    assert found.summaries["jump"].enclosure == pytest.approx(
        (5, 90)
    )  # above 9 kg it is another number altogether
    for id in ("whole", "sure", "less", "some"):
        shipped = model.model(found, id if id == "whole" else "x" if id != "less" else "s")
        assert shipped is not None
        assert_same(page, shipped, found, [], [])
    shipped = model.model(found, "whole")
    assert shipped is not None
    assert "narrow.js" in model.scripts(shipped)
    index = {node["id"]: n for n, node in enumerate(shipped["nodes"])}
    for id, text, value in (("x", "8 kg", 8.0), ("z", "2 kg", 2.0), ("s", "70%", 0.7), ("d", "9 kg", 9.0)):
        new = whatif.suppose(found, [(id, text)])
        assert isinstance(new, Edition)
        assert_same(page, shipped, new, [[index[id], value]], [])
