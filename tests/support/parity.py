"""The browser against the engine: every node of a model computed by both, as published and with values set."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import numpy as np

from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.values.written import Exact, Written
from whence.model import graph
from whence.publish.pages import model
from whence.publish.pages.packed import packed
from whence.publish.pages.worth import bracketed

# Every estimate of a model, as bytes: [samples, points, lower ends, upper ends] by node.
RUN = """([model, wanted]) => {
  const bytes = (list) => {
    const raw = new Uint8Array(list.buffer, list.byteOffset, list.byteLength), parts = [];
    for (let i = 0; i < raw.length; i += 9999) parts.push(String.fromCharCode(...raw.subarray(i, i + 9999)));
    return btoa(parts.join(""));
  };
  const { of } = window.whenceEstimate.evaluate(window.whenceEstimate.unpacked(model), new Map());
  return of.map((one, at) => one && wanted[at] && [one.samples, one.point, one.ends && one.ends.low, one.ends && one.ends.high].map((list) => list && bytes(list)));
}"""

# The summaries of a model's nodes with values set and options picked, in base units.
SUMMARIES = """([shipped, values, picks]) => {
  const engine = window.whenceEstimate, model = engine.unpacked(shipped);
  const { of, model: own } = engine.evaluate(model, new Map(values), engine.evaluate(model, new Map()));
  const settled = engine.settle(own, of, new Map(picks));
  return of.map((one) => {
    if (!one) return null;
    const found = engine.summarise(own, settled, one), f = found.figure;
    return [[f.point, f.median, f.low, f.high], found.bound, found.open.length,
      found.readings.map((each) => [each.possible, each.active])];
  });
}"""


def run(page: Any, script: str, given: Any) -> Any:
    """The result of a function in the page; its argument goes over as one text, which is much quicker."""
    return page.evaluate(f"(text) => ({script})(JSON.parse(text))", json.dumps(given))


def unit_once(headline: str) -> str:
    """A headline as the what-if begins with it: its interval in brackets, without the unit where that is the number's."""
    figure, _, interval = headline.removesuffix("]").partition(" [")
    return f"{figure} ({bracketed(figure, interval)})" if interval else figure


def floats(text: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(text))


def alike(a: Any, b: Any, tolerance: float = 1e-9, size: float = 0.0) -> bool:
    """The same numbers, relative to the larger of the two, or to `size` where that is larger: a middle may be near 0."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= tolerance * np.maximum(np.maximum(np.abs(a), np.abs(b)), size)
    return a.shape == b.shape and bool(np.all(near | (a == b)))


def assert_same(page: Any, found: Edition, id: str, known: frozenset[str] = frozenset()) -> set[str]:
    """Computes the model of a claim in the browser, compares every node with the engine's; gives their ids."""
    shipped = model.model(found, id)
    assert shipped is not None
    ids = [node["id"] for node in shipped["nodes"]]
    for each, result in zip(
        ids, run(page, RUN, [packed(shipped), [each not in known for each in ids]]), strict=True
    ):
        if each in known:
            continue
        own = found.values.of[each]
        assert result is not None, each
        samples, point, *ends = result
        assert alike(floats(samples), own.samples.ravel()), each
        size = 1e-3 * float(np.nanmax(np.abs(own.samples), initial=0.0))
        assert alike(floats(point), own.point.ravel(), size=size), each
        assert bool(ends[0]) == bool(own.ends), each
        assert all(alike(floats(a), b.ravel()) for a, b in zip(ends, own.ends or (), strict=False)), each
    return set(ids)


def supposed(found: Edition, leaf: str, value: float) -> Edition:
    """The engine's own answer for a leaf that is set, whatever kind of leaf it is."""
    unit = found.unit(leaf)
    exact = Written("", unit, Exact(value), value)
    memory = found.values.memory()
    return judge(graph.with_values(found.base, found.base.records, {leaf: exact}), memory=memory)


def assert_follows(
    page: Any, shipped: dict[str, Any], new: Edition, values: list[Any], picks: list[Any]
) -> None:
    for node, result in zip(
        shipped["nodes"], run(page, SUMMARIES, [packed(shipped), values, picks]), strict=True
    ):
        id = node["id"]
        if result is None or "check" in node:
            assert (result is None) == (id not in new.summaries), id
            continue
        numbers, bound, opened, readings = result
        own = new.summaries[id]
        expected = [own.figure.point, own.figure.median, own.figure.low, own.figure.high]
        assert [math.isnan(each) for each in numbers] == [math.isnan(each) for each in expected], id
        assert alike(np.nan_to_num(numbers), np.nan_to_num(expected)), id
        assert (bound, opened) == (own.bound, len(own.open)), id
        assert readings == [[each.possible, each.active] for each in own.readings], id
