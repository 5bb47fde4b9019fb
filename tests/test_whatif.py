"""What-if in the browser: the same numbers as the engine's, and a page that a reader can work with."""

from __future__ import annotations

import base64
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bases import edition
from chromium import chromium, page_file, quiet

from whence import estimate, formula, graph, model, shown, store, values, whatif, written
from whence.edition import Edition, weigh
from whence.units import STANDARD, Unit
from whence.written import Exact, Written

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
SCRIPTS = ("estimate.js", "shown.js", "whatif.js")

# Every estimate of a model, as bytes: [samples, points, bound] by node.
RUN = """([model, values]) => {
  const bytes = (list) => {
    const raw = new Uint8Array(list.buffer, list.byteOffset, list.byteLength), parts = [];
    for (let i = 0; i < raw.length; i += 32768) parts.push(String.fromCharCode(...raw.subarray(i, i + 32768)));
    return btoa(parts.join(""));
  };
  const { of } = window.whenceEstimate.evaluate(model, new Map(values));
  return of.map((one) => one && [bytes(one.samples), bytes(one.point), one.bound]);
}"""

# The summaries of a model's nodes with values set and options picked, in base units; NaN is null.
SUMMARIES = """([model, values, picks]) => {
  const engine = window.whenceEstimate;
  const { of } = engine.evaluate(model, new Map(values), engine.evaluate(model, new Map()));
  const settled = engine.settle(model, of, new Map(picks));
  return of.map((one) => {
    if (!one) return null;
    const found = engine.summarise(model, settled, one), f = found.figure;
    return [[f.point, f.median, f.low, f.high], found.bound, found.open.length,
      found.readings.map((each) => [each.possible, each.active])];
  });
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page that has the scripts and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    with chromium() as browser:
        found = browser.new_page()
        found.goto(page_file(folder, "empty.html", "", SCRIPTS))
        yield found


@pytest.fixture(scope="module")
def base() -> Edition:
    return store.load(store.read(ROOT))


def floats(text: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(base64.b64decode(text))


def alike(a: Any, b: Any, tolerance: float = 1e-9) -> bool:
    """The same numbers, relative to the larger of the two."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= tolerance * np.maximum(np.abs(a), np.abs(b))))


def assert_same(page: Any, found: Edition, id: str) -> set[str]:
    """Computes the model of a claim in the browser and compares every node with the engine; gives their ids."""
    shipped = model.model(found, id)
    assert shipped is not None
    ids = [node["id"] for node in shipped["nodes"]]
    for each, result in zip(ids, page.evaluate(RUN, [shipped, []]), strict=True):
        own = found.values.of[each]
        assert result is not None, each
        samples, point, bound = result
        assert alike(floats(samples), own.samples.ravel()), each
        assert alike(floats(point), own.point.ravel()), each
        assert bound == ("" if isinstance(found.base.nodes[each], graph.Relation) else own.bound), each
    return set(ids)


# --- the interpreter


def test_samples__of_every_claim_of_our_base(page: Any, base: Edition) -> None:
    derived = {id for id, node in base.base.nodes.items() if not isinstance(node, graph.Leaf) and id in base.values.of}
    waiting = {each for each in derived if not isinstance(base.base.nodes[each], graph.Relation)}
    while waiting:
        # the one with most upstream first, so that a few models cover everything
        id = max(sorted(waiting), key=lambda each: len(graph.ancestors(base.base, each)))
        waiting -= assert_same(page, base, id)
