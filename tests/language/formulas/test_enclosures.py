"""Sets of values through formulas: never narrower than the truth, and as narrow as interval arithmetic can be.

The reference is mpmath: its numbers to fifty digits for what is true, its intervals for what ours may be.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pytest
from mpmath import iv, mp

from exact_trees import NotReal, exactly
from random_trees import NAMES, Interval, interval, tree
from whence.evaluate import bounds
from whence.language.formulas import formula
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary

TREES = 10_000 if os.environ.get("RUN_LONG") == "1" else 500

mp.dps = 50
iv.dps = 40


def inside(generator: random.Random, ends: Interval) -> float:
    """A value between two ends, often an end itself, and far away where there is none."""
    low, high = ends
    far = 10 ** generator.uniform(-3, 6)
    if math.isinf(high):
        return low if generator.random() < 0.2 else low + far
    if math.isinf(low):
        return high if generator.random() < 0.2 else high - far
    return generator.choice((low, high, generator.uniform(low, high)))


def ends(node: Tree, known: Mapping[str, Ends]) -> Ends:
    """What a formula may give, as single numbers."""
    with np.errstate(all="ignore"):
        found = bounds.enclose(node, {name: Ends(*map(np.asarray, each)) for name, each in known.items()})
    return Ends(float(found.low), float(found.high), bool(found.above), bool(found.below))


def enclosed(node: Tree, known: Mapping[str, Interval]) -> Interval:
    found = ends(node, {name: Ends(*each) for name, each in known.items()})
    return found.low, found.high


@pytest.mark.parametrize("part", range(10))
def test_enclose__is_never_narrower_than_the_truth(part: int) -> None:
    generator, tried = random.Random(part), 0
    while tried < TREES // 10:
        node = tree(generator, generator.choice((1, 2, 3, 4)))
        known = {name: interval(generator) for name in NAMES}
        low, high = enclosed(node, known)
        assert low <= high, (formula.unparse(node), known)
        assert low < math.inf, (formula.unparse(node), known)
        assert high > -math.inf, (formula.unparse(node), known)
        tried += 1
        for _ in range(30):
            values = {name: inside(generator, ends) for name, ends in known.items()}
            try:
                truth = exactly(node, values)
            except NotReal:
                continue
            assert low <= truth <= high, (formula.unparse(node), known, values, low, high)


def narrow(node: Tree, known: Mapping[str, Interval]) -> Any:
    """The same interval arithmetic by mpmath; `NotReal` where a step is not defined all over."""
    match node:
        case Number(value=value):
            return iv.mpf(value)
        case Name(name=name):
            return iv.mpf(known[name])
        case Unary(arg=arg):
            return -narrow(arg, known)
        case Binary(op=op, left=left, right=right):
            return _narrow_binary(op, narrow(left, known), narrow(right, known), right)
        case Call(name=name, args=args) if name in ("sqrt", "exp", "log"):
            part = narrow(args[0], known)
            if (name != "exp" and part.a <= 0) or (name == "exp" and abs(part).b > 600):
                raise NotReal
            return getattr(iv, name)(part)
        case Call(name="sum", args=args):
            return sum(narrow(arg, known) for arg in args)
        case Call(name="mean", args=args):
            return sum(narrow(arg, known) for arg in args) / len(args)
        case Call(name="abs", args=args):
            return abs(narrow(args[0], known))
    raise NotReal


def _narrow_binary(op: str, a: Any, b: Any, exponent: Tree) -> Any:
    if (op == "/" and b.a <= 0 <= b.b) or op in ("<", ">=") or (op == "^" and not a.a > 0):
        raise NotReal
    if op == "^":
        return iv.exp(b * iv.log(a))
    work = {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}
    return work[op](b)


def test_enclose__is_what_another_interval_arithmetic_gives() -> None:
    generator, compared = random.Random("narrow"), 0
    while compared < TREES:
        node = tree(generator, generator.choice((1, 2, 3)))
        low = {name: round(generator.uniform(-3, 3), 2) for name in NAMES}
        known = {name: (each, each + generator.choice((0.0, 0.5, 2.25))) for name, each in low.items()}
        try:
            theirs = narrow(node, known)
        except (NotReal, ValueError, ZeroDivisionError):
            continue
        compared += 1
        ours = enclosed(node, known)
        a, b = float(theirs.a), float(theirs.b)
        if not max(abs(a), abs(b)) < 1e250:
            continue
        largest = max(float(abs(narrow(each, known)).b) for each in formula.walk(node))
        text = (formula.unparse(node), known, ours, (a, b))
        assert ours[0] <= theirs.a, text
        assert theirs.b <= ours[1], text
        assert ours[0] == pytest.approx(a, rel=1e-6, abs=1e-9 * largest), text
        assert ours[1] == pytest.approx(b, rel=1e-6, abs=1e-9 * largest), text


INFINITE = math.inf
EDGES = [
    ("1 / a", (0.0, 2.0), (0.5, INFINITE)),
    ("1 / a", (-2.0, 2.0), (-INFINITE, INFINITE)),
    ("1 / a", (2.0, INFINITE), (0.0, 0.5)),
    ("0 * a", (2.0, INFINITE), (0.0, 0.0)),
    ("a ^ 2", (-3.0, 2.0), (0.0, 9.0)),
    ("a ^ 3", (-3.0, 2.0), (-27.0, 8.0)),
    ("a ^ -1", (-2.0, -1.0), (-1.0, -0.5)),
    ("a ^ -1", (-2.0, 0.0), (-INFINITE, -0.5)),
    ("a ^ 0", (-2.0, INFINITE), (1.0, 1.0)),
    ("2 ^ a", (-INFINITE, 3.0), (0.0, 8.0)),
    ("0.5 ^ a", (1.0, INFINITE), (0.0, 0.5)),
    ("sqrt(a)", (-4.0, 4.0), (0.0, 2.0)),
    ("log(a)", (0.0, 1.0), (-INFINITE, 0.0)),
    ("abs(a)", (-3.0, 2.0), (0.0, 3.0)),
    ("abs(a)", (-3.0, INFINITE), (0.0, INFINITE)),
    ("if(a > 2, 10, 20)", (3.0, 4.0), (10.0, 10.0)),
    ("if(a > 2, 10, 20)", (1.0, 4.0), (10.0, 20.0)),
    ("if(not a > 2, 10, 20)", (3.0, 4.0), (20.0, 20.0)),
    ("if(a > 2 or a <= 5, 10, 20)", (4.0, 9.0), (10.0, 10.0)),
    ("if(a > 2 and a < 5, 10, 20)", (6.0, 9.0), (20.0, 20.0)),
    ("clamp(a, 0, 1)", (-INFINITE, INFINITE), (0.0, 1.0)),
    ("geomean(a, 8)", (2.0, INFINITE), (4.0, INFINITE)),
    ("growth_rate(a, 2)", (1.0, INFINITE), (0.0, INFINITE)),
    ("grow(a, 2)", (-INFINITE, 0.0), (0.0, 1.0)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "wanted"), EDGES)
def test_enclose__at_the_edges(text: str, given: Interval, wanted: Interval) -> None:
    node = formula.parse(text)
    low, high = enclosed(node, {"a": given})  # type: ignore[arg-type]
    assert low == pytest.approx(wanted[0], rel=1e-12, abs=1e-300)
    assert high == pytest.approx(wanted[1], rel=1e-12, abs=1e-300)
    assert low <= wanted[0]
    assert wanted[1] <= high


def test_enclose__rounding_takes_no_product_across_zero() -> None:
    given = {"a": (1e-200, 1e-150)}
    low, high = enclosed(formula.parse("1e-200 * a"), given)  # type: ignore[arg-type]
    assert low == 0 <= high
    low, high = enclosed(formula.parse("-1e-200 * a"), given)  # type: ignore[arg-type]
    assert low <= 0 == high


OPEN = [
    ("2 * a", Ends(5.0, 9.0, True, False), (10.0, 18.0), (True, False)),
    ("-a", Ends(5.0, 9.0, True, False), (-9.0, -5.0), (False, True)),
    ("a - b", Ends(5.0, 9.0, True, True), (3.0, 8.0), (True, True)),
    ("0 * a", Ends(5.0, INFINITE, True, False), (0.0, 0.0), (False, False)),
    ("a * (b - 1)", Ends(5.0, 9.0, True, True), (0.0, 9.0), (False, True)),
    ("1 / a", Ends(5.0, INFINITE, False, False), (0.0, 0.2), (True, False)),
    ("1 / a", Ends(0.0, 2.0, True, True), (0.5, INFINITE), (True, True)),
    ("exp(a)", Ends(-INFINITE, 0.0, False, True), (0.0, 1.0), (True, True)),
    ("a ^ 2", Ends(-3.0, 3.0, True, False), (0.0, 9.0), (False, False)),
    ("a ^ 2", Ends(-3.0, 3.0, True, True), (0.0, 9.0), (False, True)),
    ("a ^ 2", Ends(0.0, 3.0, True, False), (0.0, 9.0), (True, False)),
    ("a ^ 3", Ends(-2.0, 3.0, True, False), (-8.0, 27.0), (True, False)),
    ("a ^ 0", Ends(2.0, 3.0, True, True), (1.0, 1.0), (False, False)),
    ("sqrt(a)", Ends(-4.0, 4.0, True, True), (0.0, 2.0), (False, True)),
    ("log(a)", Ends(1.0, 8.0, True, False), (0.0, math.log(8)), (True, False)),
    ("abs(a)", Ends(-3.0, 2.0, True, False), (0.0, 3.0), (False, True)),
    ("abs(a)", Ends(-3.0, 0.0, False, True), (0.0, 3.0), (True, False)),
    ("min(a, b)", Ends(1.0, 9.0, True, False), (1.0, 2.0), (False, False)),
    ("min(a, b)", Ends(0.5, 2.0, True, True), (0.5, 2.0), (True, True)),
    ("max(a, b)", Ends(1.0, 2.0, True, True), (1.0, 2.0), (True, False)),
    ("mean(a, b)", Ends(1.0, 2.0, True, True), (1.0, 2.0), (True, True)),
    ("if(b > 1.5, a, b)", Ends(1.0, 2.0, True, True), (1.0, 2.0), (False, False)),
    ("clamp(a, 0, 2)", Ends(1.0, 5.0, True, False), (1.0, 2.0), (True, False)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "given", "wanted", "left_out"), OPEN)
def test_enclose__knows_which_ends_are_left_out(
    text: str, given: Ends, wanted: Interval, left_out: tuple[bool, bool]
) -> None:
    found = ends(formula.parse(text), {"a": given, "b": Ends(1.0, 2.0)})  # type: ignore[arg-type]
    assert found[:2] == pytest.approx(wanted, rel=1e-12, abs=1e-300)
    assert found[2:] == left_out


RELATIONS = [
    ("a > 5", (True, True)),
    ("a >= 5", (True, True)),
    ("a <= 5", (False, False)),
    ("a < 5", (False, False)),
    ("a == 5", (False, False)),
    ("a != 5", (True, True)),
    ("a > 5.1", (False, True)),
    ("5 < a", (True, True)),
    ("not 5 >= a", (True, True)),
    ("2 * a - 10 > 0", (True, True)),
    ("0.1 * a - 0.3 > 0.2", (True, True)),
    ("7 * a + 0.1 - 0.1 - 35 <= 0", (False, False)),
    ("2 * c - 10 >= 0", (True, True)),
    ("3 - 0.6 * c > 0", (False, False)),
    ("a / 3 <= 5 / 3", (False, False)),
    ("c >= 5", (True, True)),
    ("c > 5", (False, True)),
    ("c == 5", (False, True)),
    ("a > d", (True, True)),
    ("a <= d", (False, False)),
    ("c > d", (False, True)),
    ("c >= d", (True, True)),
]


@pytest.mark.parametrize(("text", "wanted"), RELATIONS)
def test_enclose__a_relation_at_an_end_that_is_left_out_is_decided(
    text: str, wanted: tuple[bool, bool]
) -> None:
    more, least, most = Ends(5.0, INFINITE, True), Ends(5.0, INFINITE), Ends(-INFINITE, 5.0)
    found = ends(formula.parse(text), {"a": more, "c": least, "d": most})  # type: ignore[arg-type]
    assert (bool(found.low), bool(found.high)) == wanted


def grid(ends: Interval, left_out: tuple[bool, bool]) -> list[float]:
    """A few values of a set, its ends among them where they are."""
    low, high = ends
    first, last = (low, low + 4) if math.isinf(high) else (high - 4, high) if math.isinf(low) else ends
    every = [first + (last - first) * n / 4 for n in range(5)]
    return [each for each in every if not ((left_out[0] and each == low) or (left_out[1] and each == high))]


@pytest.mark.parametrize("part", range(5))
def test_enclose__an_end_that_is_left_out_is_never_reached(part: int) -> None:
    generator, tried, said = random.Random(f"open{part}"), 0, 0
    while tried < TREES // 5:
        node = tree(generator, generator.choice((1, 2, 3)))
        known = {name: whole(generator) for name in NAMES}
        open = {name: (generator.random() < 0.5, generator.random() < 0.5) for name in NAMES}
        found = ends(node, {name: Ends(*known[name], *open[name]) for name in NAMES})
        tried += 1
        if not (found.above or found.below):
            continue
        said += 1
        for values in product(*(grid(known[name], open[name]) for name in NAMES)):
            try:
                truth = float(exactly(node, dict(zip(NAMES, values, strict=True))))
            except NotReal:
                continue
            text = (formula.unparse(node), known, open, values, found)
            assert not (found.above and truth <= found.low + 1e-9 * max(1, abs(found.low))), text
            assert not (found.below and truth >= found.high - 1e-9 * max(1, abs(found.high))), text
    assert said > TREES // 20


def whole(generator: random.Random) -> Interval:
    """A set between small whole numbers, or with one end."""
    low = generator.randint(-3, 3)
    high = low + generator.choice((0, 1, 2, 4))
    return generator.choice(((low, high), (low, high), (low, high), (low, math.inf), (-math.inf, high)))
