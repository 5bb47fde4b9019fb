"""What-if on the whole bases of other fields: the browser says what the engine says, to 1e-9, whatever is set."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parity import assert_follows, assert_same, supposed
from typed_in import assert_typed, typed
from whence.disk import store
from whence.judge.edition import Edition
from whence.model import graph
from whence.publish.pages import model

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent
NAMES = ("fernbrook", "constants", "quarters", "sheet")
FIELDS = 6  # of a claim's inputs that are set in turn, those with the largest share first


@cache
def base(name: str) -> Edition:
    return store.load(store.read(HERE / name), today="2026-11-29")


def ends(found: Edition) -> list[str]:
    """The records with a number that nothing else is computed from: all others are upstream of them."""
    numbers = [
        id
        for id, node in found.base.nodes.items()
        if isinstance(node, graph.Derived | graph.Pool) and id in found.summaries
    ]
    inner = {each for id in numbers for each in graph.ancestors(found.base, id)}
    return [id for id in numbers if id not in inner]


def told(found: Edition) -> list[str]:
    """The same where a page computes them; of one that rests on too many numbers for that, the first few that it rests on."""
    whole = ends(found)
    there = [id for id in whole if model.model(found, id) is not None]
    for id in (id for id in whole if id not in there):
        inner = sorted(graph.ancestors(found.base, id))
        there += [
            each
            for each in inner
            if isinstance(found.base.nodes[each], graph.Derived) and model.model(found, each) is not None
        ][:FIELDS]
    return there


@pytest.mark.parametrize("name", NAMES)
def test_whatif__as_published(page: Any, name: str) -> None:
    known: frozenset[str] = frozenset()
    for id in told(base(name)):
        known |= assert_same(page, base(name), id, known)
    assert len(known) > 5


@pytest.mark.parametrize("name", NAMES)
def test_whatif__with_values_set(page: Any, name: str) -> None:
    for id in told(base(name)):
        shipped = model.model(base(name), id)
        assert shipped is not None
        for field in shipped["fields"][:FIELDS]:
            value = field["high"] if field["log"] else 0.3 * field["low"] + 0.7 * field["high"]
            leaf = shipped["nodes"][field["node"]]["id"]
            assert_follows(page, shipped, supposed(base(name), leaf, value), [[field["node"], value]], [])


def spelt(found: Edition, field: dict[str, Any], leaf: str) -> list[str]:
    """A range, hard ends, an error and both bounds, in the unit of a field and inside what its value can be."""
    unit, low, high = found.unit(leaf), field["low"], field["high"]
    a, b = (f"{unit.from_base(low + share * (high - low)):.12g}" for share in (0.4, 0.6))
    error = abs(float(b) - float(a)) / 3
    return [f"{a} to {b}", f"{a} .. {b}", f"{b} ± {error:.3g}", f"at least {a}", f"less than {b}"]


@pytest.mark.parametrize("name", NAMES)
def test_whatif__with_ranges_and_bounds_typed(page: Any, name: str) -> None:
    """To 1e-9 with the command; a bound that stands twice in a formula is left to it."""
    found, tried, left = base(name), 0, 0
    for id in told(found)[:FIELDS]:
        shipped = model.model(found, id)
        assert shipped is not None
        fields = [(each, shipped["nodes"][each["node"]]["id"]) for each in shipped["fields"]]
        fields = [
            (each, leaf) for each, leaf in fields if "#" not in leaf and found.unit(leaf).style != "date"
        ]
        for field, leaf in fields[:2]:
            for text in spelt(found, field, leaf):
                [[_, twice]] = typed(page, found, id, (leaf, text))["told"]
                left += twice >= 0
                if twice < 0:
                    tried += 1
                    assert_typed(page, found, id, (leaf, text, ""), verdicts=False)
    assert tried > 8, (tried, left)
