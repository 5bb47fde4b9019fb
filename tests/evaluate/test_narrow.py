"""Sets of values through formulas in which one of them stands twice: never narrower than the truth, and not much wider."""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from exact_trees import NotReal, exactly
from random_trees import NAMES, Interval, interval, tree
from small import edition, rules
from whence.evaluate import bounds, narrow
from whence.judge.edition import Edition
from whence.language.formulas import enclosures, formula
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary
from whence.language.formulas.narrowing import narrowing
from whence.language.problems import Problem

TREES = 10_000 if os.environ.get("RUN_LONG") == "1" else 160
INFINITE = math.inf
Flags = Mapping[str, tuple[bool, bool]]


def narrowed(node: Tree, known: Mapping[str, Ends]) -> tuple[Ends, Ends]:
    """What a formula may give by its steps alone, and by all that is known of it."""
    arrays = {name: Ends(*(np.asarray([each]) for each in own)) for name, own in known.items()}
    with np.errstate(all="ignore"):
        plain = bounds.enclose(node, arrays)
        how = narrowing(node, frozenset(NAMES))
        found = bounds.together([plain, narrow.ends(how, arrays)]) if how else plain
    whole, narrower = (Ends(*(np.broadcast_to(part, (1,))[0] for part in each)) for each in (plain, found))
    return whole, narrower


def samples(generator: random.Random, known: Mapping[str, Interval], open: Flags) -> dict[str, float]:
    """A value of each set: often a corner of the box, or right beside one that is left out, or anything inside."""
    found = {}
    for name, (low, high) in known.items():
        far = 10 ** generator.uniform(-3, 6)
        first = low if math.isfinite(low) else high - far if math.isfinite(high) else -far
        last = high if math.isfinite(high) else first + far
        width = last - first
        inner = generator.choice((generator.random(), 1e-3, 1 - 1e-3, 0.5))
        choices = [first + inner * width]
        choices += [first] if not (open[name][0] and first == low) else []
        choices += [last] if not (open[name][1] and last == high) else []
        found[name] = generator.choice(choices)
    return found


def empty(known: Mapping[str, Interval], open: Flags) -> bool:
    return any(low == high and any(open[name]) for name, (low, high) in known.items())


@dataclass(frozen=True)
class Trial:
    """A random tree that may be narrowed, with what its names may be, and its ends before and after."""

    node: Tree
    known: Mapping[str, Interval]
    open: Flags
    whole: Ends
    found: Ends

    def truths(
        self, generator: random.Random, value: Callable[[Tree, Mapping[str, float]], Any]
    ) -> Iterator[tuple[Any, object]]:
        """The value for numbers drawn from what the names may be, where there is one, each with what to tell of it."""
        for _ in range(40):
            values = samples(generator, self.known, self.open)
            try:
                truth = value(self.node, values)
            except NotReal:
                continue
            yield truth, (formula.unparse(self.node), self.known, self.open, values, self.found)


def trials(generator: random.Random, grow: Callable[[], Tree]) -> Iterator[Trial]:
    """As many trees as are tried in one of four parts."""
    tried = 0
    while tried < TREES // 4:
        node = grow()
        known = {name: interval(generator) for name in NAMES}
        open = {name: (generator.random() < 0.3, generator.random() < 0.3) for name in NAMES}
        if empty(known, open) or narrowing(node, frozenset(NAMES)) is None:
            continue
        tried += 1
        ends = narrowed(node, {name: Ends(*known[name], *open[name]) for name in NAMES})
        yield Trial(node, known, open, *ends)


@pytest.mark.parametrize("part", range(4))
def test_ends__are_never_narrower_than_the_truth(part: int) -> None:
    generator, better = random.Random(f"narrow{part}"), 0
    for each in trials(generator, lambda: tree(generator, generator.choice((2, 2, 3)))):
        whole, found = each.whole, each.found
        better += found.low > whole.low or found.high < whole.high
        for truth, text in each.truths(generator, exactly):
            assert found.low <= truth <= found.high, text
            assert not (found.above and truth <= found.low), text
            assert not (found.below and truth >= found.high), text
        assert found.low >= whole.low
        assert found.high <= whole.high
    assert better > 0


def piecewise(generator: random.Random) -> Tree:
    """A random formula that jumps where one of its names, or two, reach a point."""
    point = Number(float(generator.choice((0, 1, 2, 3, round(generator.uniform(-3, 8), 2)))))
    other = point if generator.random() < 0.7 else Name(generator.choice(NAMES))
    test = Binary(generator.choice(("<", "<=", ">", ">=")), Name(generator.choice(NAMES)), other)
    found: Tree = Call("if", (test, *(tree(generator, generator.choice((0, 0, 1, 2))) for _ in range(2))))
    if generator.random() < 0.3:
        found = Binary(generator.choice(("+", "-", "*")), found, tree(generator, generator.choice((0, 1))))
    return found


@pytest.mark.parametrize("part", range(2))
def test_ends__of_what_jumps_are_never_narrower_than_the_truth(part: int) -> None:
    generator = random.Random(f"piecewise{part}")
    for each in trials(generator, lambda: piecewise(generator)):
        found = each.found
        for truth, text in each.truths(generator, exactly):
            assert found.low <= truth <= found.high, text
            assert not (found.above and truth <= found.low), text
            assert not (found.below and truth >= found.high), text


def relation(generator: random.Random, depth: int) -> Tree:
    """A random relation: comparisons of small formulas, joined."""
    if depth == 0:
        sides = (tree(generator, generator.choice((0, 1, 1, 2))) for _ in range(2))
        return Binary(generator.choice(("<", "<=", ">", ">=", "==", "!=")), *sides)
    if generator.random() < 0.2:
        return Unary("not", relation(generator, depth - 1))
    return Binary(
        generator.choice(("and", "or")), relation(generator, depth - 1), relation(generator, depth - 1)
    )


def holds(node: Tree, values: Mapping[str, float]) -> bool:
    match node:
        case Unary(op="not", arg=arg):
            return not holds(arg, values)
        case Binary(op="and", left=left, right=right):
            return holds(left, values) and holds(right, values)
        case Binary(op="or", left=left, right=right):
            return holds(left, values) or holds(right, values)
        case Binary(op=op, left=left, right=right):
            a, b = exactly(left, values), exactly(right, values)
            if a != b and abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)):
                raise NotReal  # what only rounding keeps apart is equal
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[op]
    raise AssertionError(node)


@pytest.mark.parametrize("part", range(4))
def test_ends__of_a_relation_are_what_it_is_for_every_value(part: int) -> None:
    generator, decided = random.Random(f"relation{part}"), 0
    for each in trials(generator, lambda: relation(generator, generator.choice((0, 1, 2)))):
        whole, found = each.whole, each.found
        decided += (whole.low, whole.high) == (0, 1) and found.low == found.high
        for truth, text in each.truths(generator, holds):
            assert not (found.low and not truth), text
            assert not (truth and not found.high), text
    assert decided > 0


KNOWN = {"a": Ends(5.0, INFINITE), "b": Ends(0.4, 1.0), "c": Ends(1.0, 3.0, True, False)}
SURE = [
    ("a - a", (0.0, 0.0)),
    ("a / a", (1.0, 1.0)),
    ("a / (a + 3)", (5 / 8, 1.0)),
    ("c / (c + a)", (0.0, 3 / 8)),
    ("b / (1 + b)", (0.4 / 1.4, 0.5)),
    ("1 - (1 - b) ^ 3", (1 - 0.6**3, 1.0)),
    ("exp(b) / (1 + exp(b))", (math.exp(0.4) / (1 + math.exp(0.4)), math.e / (1 + math.e))),
    ("log(a / 2) - log(a / 2)", (0.0, 0.0)),
    ("2 * a - a", (5.0, INFINITE)),
    ("max(a, c) - a", (0.0, 0.0)),
    ("c * c - c", (0.0, 6.0)),
    ("abs(c) - c", (0.0, 0.0)),
    ("clamp(b, 0, 1) - b", (0.0, 0.0)),
    ("min(b, 2) / b", (1.0, 1.0)),
    ("mean(b, b)", (0.4, 1.0)),
    ("geomean(b, b)", (0.4, 1.0)),
    ("grow(b, 2) - b", (math.exp(0.8) - 0.4, math.exp(2.0) - 1)),
    ("if(c > 2, c - 2, 0)", (0.0, 1.0)),
    ("if(a > 20, 30 * b, a)", (5.0, 30.0)),
    ("if(a < 20, a, 30 * b)", (5.0, 30.0)),
    ("if(c > 2, c - 2, c)", (0.0, 2.0)),
    ("if(a > 20, 30 * b, a) + 0 * a", (5.0, 30.0)),
    ("sqrt(c) / c", (3**-0.5, 1.0)),
    ("b ^ 0.5 - b / 4", (0.4**0.5 - 0.1, 0.75)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SURE)
def test_ends__at_what_is_sure(text: str, wanted: Interval) -> None:
    _, found = narrowed(formula.parse(text), KNOWN)  # type: ignore[arg-type]
    assert (found.low, found.high) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


BENT = [
    ("2 * a * (1 - a)", {"a": (0, 1)}, (0, 0.5)),
    ("a * (1 - a)", {"a": (0, INFINITE)}, (-INFINITE, 0.25)),
    ("a ^ 2 - 3 * a + 1", {"a": (0, 5)}, (-1.25, 11)),
    ("a ^ 2 - 3 * a + 1", {"a": (0, INFINITE)}, (-1.25, INFINITE)),
    ("a ^ 2 - 3 * a + 1", {"a": (-INFINITE, INFINITE)}, (-1.25, INFINITE)),
    ("a / (1 + a ^ 2)", {"a": (0, 10)}, (0, 0.5)),
    ("a * exp(-a)", {"a": (0, 5)}, (0, math.exp(-1))),
    ("a - log(a)", {"a": (0.1, 5)}, (1, 5 - math.log(5))),
    ("sqrt(a) - a", {"a": (0, 4)}, (-2, 0.25)),
    ("a - a * b", {"a": (5, 10), "b": (0, 1)}, (0, 10)),
    ("a * (1 - a) * b * (1 - b)", {"a": (0, 1), "b": (0, 1)}, (0, 1 / 16)),
    ("a * b * (1 - a * b)", {"a": (0, 1), "b": (0, 2)}, (-2, 0.25)),
]


@pytest.mark.parametrize(("text", "known", "truth"), BENT)
def test_ends__of_what_rises_and_falls_are_close(
    text: str, known: Mapping[str, Interval], truth: Interval
) -> None:
    """Never inside of the truth, and outside of it by less than anybody sees."""
    ends = {name: Ends(*map(float, known.get(name, (1, 1))), False, False) for name in NAMES}
    _, found = narrowed(formula.parse(text), ends)  # type: ignore[arg-type]
    assert found.low <= truth[0]
    assert found.high >= truth[1]
    assert (found.low, found.high) == pytest.approx(truth, rel=1e-6, abs=1e-6)


def test_ends__across_a_pole_are_not_narrowed() -> None:
    for text in ("a / (a - 6) - a", "1 / (c - 2) + c", "(c - 2) ^ -1 + c", "growth_rate(a, c - 2) + c"):
        whole, found = narrowed(formula.parse(text), KNOWN)  # type: ignore[arg-type]
        assert found[:2] == whole[:2], text


BASE = """
    claims:
      x: {title: X, value: at least 5 kg}
      strict: {title: Strict, value: more than 5 kg}
      z: {title: Z, value: at most 7 kg}
      share: {title: Share, value: at least 40%, domain: share}
      y: {title: Y, value: 3 kg}
      d: {title: D, value: 3 to 4 kg}
      whole: {title: Whole, formula: x + y, inputs: {x: x, y: y}, unit: kg}
      part: {title: Part, formula: x / w, inputs: {x: x, w: whole}, unit: "%"}
      rest: {title: Rest, formula: 1 - p, inputs: {p: part}, unit: "%"}
      both: {title: Both, formula: p + r, inputs: {p: part, r: rest}, unit: "%"}
      taken: {title: Taken, formula: q - x, inputs: {q: quantity, x: x}, unit: kg}
      own: {title: Own, value: at least 9 kg, of: quantity, cites: [s]}
      apart: {title: Apart, formula: q - o, inputs: {q: quantity, o: own}, unit: kg}
      spread: {title: Spread, formula: d + x - x, inputs: {d: d, x: x}, unit: kg}
    quantities:
      quantity: {title: Quantity, take: own}
    checks:
      c: {title: C, assert: "RELATION", inputs: {x: x, strict: strict, z: z, share: share, y: y, d: d, whole: whole, k: 5 kg, m: 9 kg, one: 1}, on_fail: report}
"""


def base(relation: str = "x > y") -> Edition:
    found = edition(BASE.replace("RELATION", relation), "sources: {s: {title: S}}")
    assert rules(found, least="error") == []
    return found


def test_narrower__through_claims_that_rest_on_one_bound() -> None:
    found = base()
    said = {id: found.told(id, found.summaries[id]) for id in ("part", "rest", "both", "apart", "spread")}
    assert said["part"] == "62.5 to 100% (bounds)"
    assert said["rest"] == "≤ 37.5%"
    assert said["both"] == "100%"
    assert said["apart"] == "0 kg"
    assert found.summaries["taken"].bound == "lost"
    assert found.summaries["spread"].enclosure is None
    assert found.summaries["spread"].figure.high == pytest.approx(4, rel=1e-2)


@pytest.mark.parametrize(
    ("relation", "wanted"),
    [
        ("x < k or x >= k", "holds"),
        ("x < m or x >= m", "holds"),
        ("2 * x < m or 2 * x >= m", "holds"),
        ("m > x or not m > x", "holds"),
        ("x < m and x >= m", "fails"),
        ("x < m or x > k", "holds"),
        ("strict > k and strict < m or strict >= m", "holds"),
        ("x < k or x > m", "open"),
        ("x == x", "holds"),
        ("x != x", "fails"),
        ("x <= whole", "holds"),
        ("whole - x == y", "holds"),
        ("whole - 0.1 * x - 0.9 * x == y", "holds"),
        ("x < z or x >= z", "holds"),
        ("x < z or z <= x", "holds"),
        ("z < x", "open"),
        ("share * share <= share", "holds"),
        ("share * x <= x", "holds"),
        ("share * x < x", "open"),
        ("d < x or d >= x", "holds"),
        ("if(x < m, one, 2 * one) >= one", "holds"),
        ("if(x < m, m - x, x - m) >= 0 * x", "holds"),
        ("x / (x + y) > one / 2", "holds"),
    ],
)
def test_verdict__of_what_is_so_for_every_value(relation: str, wanted: str) -> None:
    assert base(relation).verdict("c") == wanted


@pytest.mark.parametrize("root", ["(-c) ^ 0.5", "sqrt(-c)"])
def test_narrower__not_where_a_root_is_taken_of_what_may_be_below_zero(root: str) -> None:
    """It is a number for c = 0 alone; before, it was taken to fall throughout, and ended where it is none."""
    node = formula.parse(f"{root} + (c ^ 2 - b)")
    _, found = narrowed(  # type: ignore[arg-type]
        node, {"b": Ends(-2.0, 4.0, False, False), "c": Ends(0.0, 1.0, False, False)}
    )
    assert found.low <= -4
    assert found.high >= 2


@pytest.mark.parametrize(
    ("x", "text", "low", "high", "above", "below"),
    [
        ((0.0, INFINITE), "x / (1 + x)", 0, 1, False, True),
        ((3.0, INFINITE), "x / (1 + x)", 0.75, 1, False, True),
        ((0.0, INFINITE), "x / (x + y)", 0, 1, False, True),
        ((5.0, INFINITE), "1 - x / (x + y)", 0, 4 / 9, True, False),
        ((3.0, INFINITE), "(1 + x) / x", 1, 4 / 3, True, False),
        ((0.0, INFINITE), "2 * x / (6 + 3 * x)", 0, 2 / 3, False, True),
        ((-INFINITE, -2.0), "x / (x - 1)", 2 / 3, 1, False, True),
        ((0.0, INFINITE), "x ^ 2 / (1 + x ^ 2)", 0, 1, False, True),
        ((0.0, INFINITE), "x - floor(x)", 0, 1, False, True),
        ((0.0, INFINITE), "ceil(x, 5) - x", 0, 5, False, True),
        ((-INFINITE, 4.0), "round(x, z) - x", -2.5, 2.5, False, False),
        ((-INFINITE, 4.0), "x - trunc(x)", -1, 1, True, True),
        ((0.0, INFINITE), "x - trunc(x)", 0, 1, False, True),
    ],
)
def test_ends__of_what_has_a_limit_end_there(
    x: Interval, text: str, low: float, high: float, above: bool, below: bool
) -> None:
    """Each had one end or none: what is divided by more than itself, and what rounding takes away, have two."""
    node = formula.parse(text)
    assert not isinstance(node, Problem)
    known = {
        "x": Ends(*(np.asarray(each) for each in (*x, False, False))),
        "y": Ends(*map(np.asarray, (3.0, 4.0, False, False))),
        "z": enclosures.point(np.asarray(5.0)),
    }
    how = narrowing(node, frozenset("xy"))
    found = narrow.ends(how, known) if how else bounds.enclose(node, known)
    assert (float(found.low), float(found.high)) == pytest.approx((low, high), abs=1e-6)
    assert (bool(found.above), bool(found.below)) == (above, below)


@pytest.mark.parametrize(
    ("x", "text", "least", "most"),
    [
        ((0.0, INFINITE), "(x + y) / (x + 1)", True, False),  # 1 wherever x is, for y = 1
        ((0.0, INFINITE), "(3 * x + y) / (x + 1)", False, True),
        ((-INFINITE, 0.0), "(y - x) / (1 - x)", True, False),
    ],
)
def test_ends__of_what_is_level_are_reached_though_the_end_of_a_set_is_left_out(
    x: Interval, text: str, least: bool, most: bool
) -> None:
    """For one y the formula is the same number wherever x is; that number was said to be out of reach."""
    known = {
        "x": Ends(*map(np.asarray, (*x, x[0] == 0, x[1] == 0))),
        "y": Ends(*map(np.asarray, (1.0, 3.0, False, False))),
    }
    node = formula.parse(text)
    assert not isinstance(node, Problem)
    how = narrowing(node, frozenset("xy"))
    assert how
    found = narrow.ends(how, known)
    assert (float(found.low), float(found.high)) == pytest.approx((1, 3), abs=1e-6)
    assert not (least and found.above)
    assert not (most and found.below)


@pytest.mark.parametrize("part", range(2))
def test_ends__of_quotients_without_an_end_are_never_narrower_than_the_truth(part: int) -> None:
    """A limit is not taken where the divisor turns, or what is divided outgrows it."""
    generator, ended = random.Random(f"quotient{part}"), 0

    def grow() -> Tree:
        names = [Name(generator.choice(NAMES)) for _ in range(3)]
        top, below = (
            Binary(
                generator.choice("+-"),
                Binary("*", Number(float(generator.randint(1, 4))), each),
                tree(generator, 1),
            )
            for each in (names[0], generator.choice((names[0], names[1])))
        )
        found: Tree = Binary("/", top, below)
        return Binary(generator.choice("+-*"), Number(2.0), found) if generator.random() < 0.3 else found

    for each in trials(generator, grow):
        ended += (
            np.isfinite(each.found.low) and np.isfinite(each.found.high) and not np.isfinite(each.whole.high)
        )
        for truth, text in each.truths(generator, exactly):
            assert each.found.low <= truth <= each.found.high, text
            assert not (each.found.above and truth <= each.found.low), text
            assert not (each.found.below and truth >= each.found.high), text
    assert ended > 0
