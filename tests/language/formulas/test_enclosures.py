"""Sets of values through formulas: never narrower than the truth, and as narrow as interval arithmetic can be.

The reference is mpmath: its numbers to fifty digits for what is true, its intervals for what ours may be.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from mpmath import iv, mp, mpf

from random_trees import NAMES, Interval, interval, tree
from whence.evaluate import bounds
from whence.language.formulas import formula
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


class NotReal(ArithmeticError):
    """No real number."""


def exactly(node: Tree, known: Mapping[str, Any]) -> Any:
    """A formula's value to fifty digits; `NotReal` where it has none."""
    match node:
        case Number(value=value):
            return mpf(value)
        case Name(name=name):
            return mpf(known[name])
        case Unary(arg=arg):
            return -exactly(arg, known)
        case Binary(op=op, left=left, right=right):
            return _binary(op, exactly(left, known), exactly(right, known))
        case Call(name="if", args=(test, a, b)):
            return exactly(a if exactly(test, known) else b, known)
        case Call(name=name, args=args):
            return _call(name, [exactly(arg, known) for arg in args])


def _binary(op: str, a: Any, b: Any) -> Any:
    if (op == "/" and b == 0) or (op == "^" and ((a == 0 and b < 0) or (a < 0 and b != int(b)))):
        raise NotReal
    if op == "^" and a != 0 and abs(b * mp.log(abs(a))) > 600:
        raise NotReal  # beyond the range of doubles
    work = {"+": mpf.__add__, "-": mpf.__sub__, "*": mpf.__mul__, "/": mpf.__truediv__, "^": mpf.__pow__}
    return {"<": a < b, ">=": a >= b}[op] if op in ("<", ">=") else work[op](a, b)


def _call(name: str, args: list[Any]) -> Any:
    if name in ("sqrt", "log", "log2", "log10") and (args[0] < 0 or (name != "sqrt" and args[0] == 0)):
        raise NotReal
    if name == "exp" and abs(args[0]) > 600:
        raise NotReal
    work = {"sqrt": mp.sqrt, "exp": mp.exp, "log": mp.log, "log10": mp.log10, "abs": abs}
    many = {"min": min(args), "max": max(args), "sum": sum(args), "mean": sum(args) / len(args)}
    if name == "log2":
        return mp.log(args[0]) / mp.log(2)
    return many[name] if name in many else work[name](args[0])


def enclosed(node: Tree, known: Mapping[str, Interval]) -> Interval:
    with np.errstate(all="ignore"):
        low, high = bounds.enclose(
            node, {name: (np.float64(a), np.float64(b)) for name, (a, b) in known.items()}
        )
    return float(low), float(high)


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
