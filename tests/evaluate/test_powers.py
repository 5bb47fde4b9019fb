"""Random formulas with powers against pint: the same value, the same dimension, and the same refusals."""

from __future__ import annotations

import math
import os
import random
import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pint
import pytest

from small import edition
from whence.evaluate import arithmetic
from whence.files.schema import Settings
from whence.language.formulas import formula
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary

LONG = pytest.mark.skipif(not os.environ.get("RUN_LONG"), reason="the long form: RUN_LONG=1")
REFERENCE = """
meter = [m] = m
second = [s] = s
chip = [chip] = chip
USD = [USD] = USD
hour = 3600 * second = hour
kilometer = 1000 * meter = km
"""
# Each input in our spelling, and as a number and a unit of the reference.
INPUTS: dict[str, tuple[str, float, str]] = {
    "a": ("3 km", 3, "km"),
    "b": ("2 hour", 2, "hour"),
    "c": ("5 chip", 5, "chip"),
    "d": ("1.5 USD", 1.5, "USD"),
    "p": ("0.7", 0.7, ""),
    "q": ("40%", 0.4, ""),
    "k": ("1.5x", 1.5, ""),
}
PURE = ("exp", "log", "log2", "log10")


def grown(chance: random.Random, depth: int) -> Tree:
    """A random tree; a good half of its powers are of the kind that can be taken."""
    if depth == 0 or chance.random() < 0.1:
        number = chance.choice(["0.5", "2", "3", "1.25"])
        return Name(chance.choice("abcdpqkpqk")) if chance.random() < 0.8 else Number(float(number), number)
    roll = chance.random()
    if roll < 0.35:
        return Binary("^", grown(chance, depth - 1), exponent(chance, depth - 1))
    if roll < 0.75:
        return Binary(chance.choice("*/*/+-"), grown(chance, depth - 1), grown(chance, depth - 1))
    if roll < 0.8:
        same = grown(chance, depth - 1)
        return Binary(chance.choice("+-/"), same, Binary("*", Number(2.0, "2"), same))
    if roll < 0.85:
        return Unary("-", grown(chance, depth - 1))
    name = chance.choice([*PURE, "sqrt", "abs", "min"])
    return Call(name, tuple(grown(chance, depth - 1) for _ in range(2 if name == "min" else 1)))


def exponent(chance: random.Random, depth: int) -> Tree:
    if chance.random() < 0.4:
        return grown(chance, depth)
    texts = ("2", "-1", "(1 / 2)", "-(3 / 2)", "0.5", "3", "(4 - 2)", "0.25 * 2")
    found = formula.parse(chance.choice(texts))
    assert isinstance(found, Tree)
    return found


def written(tree: Tree) -> bool:
    """Whether an exponent is made of literals that give a fraction."""
    if any(isinstance(each, Name | Call) for each in formula.walk(tree)):
        return False
    powers = (each for each in formula.walk(tree) if isinstance(each, Binary) and each.op == "^")
    return all(float(arithmetic.compute(each.right, {})).is_integer() for each in powers)


class Refused(Exception):
    """The reference takes no such operand, or we ask more of it than the reference does."""


def reference(tree: Tree, known: dict[str, Any], pure: Any) -> Any:
    """The value by pint; raises for what does not fit."""
    parts = [reference(each, known, pure) for each in formula.children(tree)]
    match tree:
        case Number(value=value):
            return pure * np.float64(value)
        case Name(name=name):
            return known[name]
        case Unary():
            return -parts[0]
        case Binary(op="^", right=right):
            zero = parts[1].magnitude == 0  # which the reference takes in any unit
            if not (parts[0].dimensionless or written(right)) or (zero and not parts[1].dimensionless):
                raise Refused
            return parts[0] ** parts[1]
        case Binary(op=op):
            return (
                {"+": parts[0].__add__, "-": parts[0].__sub__}[op](parts[1])
                if op in "+-"
                else (parts[0] * parts[1] if op == "*" else parts[0] / parts[1])
            )
        case Call(name="min"):
            least = min(*parts)
            return next((each for each in parts if math.isnan(each.magnitude)), least)
        case Call(name=name):
            return getattr(np, name)(parts[0])


@pytest.mark.parametrize("count", [1000, pytest.param(10_000, marks=LONG)])
def test_evaluate__agrees_with_pint_on_random_formulas_with_powers(count: int) -> None:
    chance = random.Random(count)
    registry = pint.UnitRegistry(None, cache_folder=None)
    registry.load_definitions(REFERENCE.strip().splitlines())
    known = {name: np.float64(x) * registry.Quantity(1.0, unit) for name, (_, x, unit) in INPUTS.items()}
    pure = registry.Quantity(1.0, "")
    refused = compared = 0
    for _ in range(0, count, 500):
        trees = [grown(chance, chance.randint(1, 3)) for _ in range(500)]
        found = edition(base(trees), settings=Settings(samples=4))
        wrong = {each.id: each.rule for each in found.findings if each.severity == "error"}
        for at, tree in enumerate(trees):
            id, text = f"x{at}", formula.unparse(tree)
            expected = attempt(tree, known, pure)
            if expected is None:
                refused += 1
                assert wrong.get(found.cause(id)) == "unit-mismatch", text
            elif wrong.get(id) == "not-finite":
                assert not math.isfinite(expected.to_base_units().magnitude), text
            else:
                assert id not in wrong, (text, wrong[id])
                compared += 1
                agree(text, found, id, expected)
    assert min(refused, compared) > count / 5, (refused, compared)


def base(trees: list[Tree]) -> str:
    claims = [f"  {name}: {{title: T, value: {text}}}" for name, (text, _, _) in INPUTS.items()]
    for at, tree in enumerate(trees):
        inputs = ", ".join(f"{name}: {name}" for name in formula.names(tree))
        claims.append(f'  x{at}: {{title: T, formula: "{formula.unparse(tree)}", inputs: {{{inputs}}}}}')
    return "claims:\n" + "\n".join(claims)


def attempt(tree: Tree, known: dict[str, Any], pure: Any) -> Any:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return reference(tree, known, pure)
        except (pint.DimensionalityError, Refused):
            return None


def agree(text: str, found: Any, id: str, expected: Any) -> None:
    value = expected.to_base_units()
    powers = {name: Fraction(n).limit_denominator(512) for name, n in value.dimensionality.items()}
    own = {f"[{name}]": n for name, n in found.dimensions.of[id].exponents}
    assert own == {name: n for name, n in powers.items() if n}, text
    if math.isfinite(value.magnitude):
        assert found.summaries[id].figure.point == pytest.approx(
            float(value.magnitude), rel=1e-9, abs=1e-12
        ), text
