"""Formulas in full: how each is written again, its dimension, its slopes, what narrows it and the ends of what it gives."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from tables import held, number
from whence.evaluate import bounds
from whence.language.formulas import formula, operators
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary, Call, Number, Tree, Unary
from whence.language.formulas.narrowing import Narrowing, narrowing
from whence.language.formulas.slopes import conditions, constant, divisors, slope, steepness
from whence.language.formulas.sorts import Zero
from whence.language.problems import Problem, Refused, problem_of
from whence.language.units.units import STANDARD, Unit

HERE = Path(__file__).parent / "tables"
# What the names stand for: their unit, and the values that they may have.
NAMES = {
    "a": ("kW", (2.0, 3.0)), "b": ("kW", (-1.0, 4.0)), "c": ("chip", (0.0, 5.0)), "n": ("", (-2.0, 2.0)), "p": ("%", (0.1, 0.9)),
    "t": ("year", (1.0, math.inf)), "u": ("day", (2.0, 2.0)), "g": ("x per year", (-0.1, 0.2)), "d": ("date", (0.0, 10.0)),
    "e": ("date", (5.0, 20.0)), "m": ("USD", (-math.inf, 3.0)), "k": ("K", (270.0, 300.0)), "x": ("", (0.5, 1.5)), "y": ("", (-math.inf, math.inf)),
    "r": ("x", (1.0, 2.0)), "l": ("m", (1.0, 4.0)), "area": ("m^2", (4.0, 9.0)), "f": ("1/s", (3.0, 7.0)),
}  # fmt: skip
FIGURES = {name: f"{7} {unit}".strip() for name, (unit, _) in NAMES.items()} | {
    "b": "-3 kW",
    "n": "-2",
    "p": "40%",
}
LABELS = {
    name: (f"{name}-label", f"claims/{name}.html" if name in "abc" else "")
    for name in NAMES
    if name not in "xy"
}


def unit(text: str) -> Unit:
    """The unit of a text."""
    found = STANDARD.parse(text)
    assert isinstance(found, Unit)
    return found


KNOWN = {name: unit(text).dimension for name, (text, _) in NAMES.items()}


def said(text: str) -> Iterator[str]:
    """All that is read from a formula, or what is said against it."""
    tree = formula.parse(text)
    if isinstance(tree, Problem):
        yield f"{tree.rule} {tree.start}-{tree.end}: {tree.message}"
        yield from (f"> {hint}" for hint in tree.hints)
        return
    yield f"{formula.unparse(tree)}, with figures {formula.fill(tree, FIGURES)}; size {formula.size(tree)}, depth {formula.depth(tree)}"
    yield str(formula.to_json(tree))
    assert formula.from_json(formula.to_json(tree)) == tree
    yield formula.mathml(tree, LABELS).removeprefix("<math>").removesuffix("</math>")
    sound, told = dimension(tree)
    yield from told
    for name in formula.names(tree):
        yield f"along {name}: slope {shown(slope(tree, name))}, steepness {shown(steepness(tree, name))}"
    parts = [f"{what} {', '.join(map(formula.unparse, found))}" for what, found in (
        ("divides by", [*divisors(tree)]), ("depends on", [*conditions(tree)])) if found]  # fmt: skip
    if (alone := constant(tree)) is not None:
        parts.append(f"is {number(alone)}")
    if parts:
        yield "; ".join(parts)
    if found := narrowing(tree, frozenset(formula.names(tree))):
        yield f"narrowed by {narrows(found)}"
    if sound:
        yield ends(tree, {name: each for name, (_, each) in NAMES.items()})


def dimension(tree: Tree) -> tuple[bool, list[str]]:
    """Whether it has a dimension, and which, or why it has none."""
    try:
        found = operators.sort_of(tree, KNOWN)
    except Refused as refused:
        problem = problem_of(refused)
        head = f"{problem.rule} {problem.start}-{problem.end}: {problem.message}"
        return False, [head, *(f"> {hint}" for hint in problem.hints)]
    return True, [f"gives {'nothing' if isinstance(found, Zero) else found}"]


def shown(tree: Tree | None) -> str:
    """A formula, or that there is none."""
    return "unknown" if tree is None else formula.unparse(spelt(tree))


def spelt(tree: Tree) -> Tree:
    """The same with a text for each number; those that slopes bring in have none."""
    match tree:
        case Number(value=value):
            return Number(value, number(value))
        case Unary(op=op, arg=arg):
            return Unary(op, spelt(arg))
        case Binary(op=op, left=left, right=right):
            return Binary(op, spelt(left), spelt(right))
        case Call(name=name, args=args):
            return Call(name, tuple(map(spelt, args)))
    return tree


def narrows(found: Narrowing) -> str:
    """What narrows a formula, in words."""
    parts = [f"the sign of {name} {narrows(sign)}" for name, sign in found.signs]
    parts += [
        f"{name} for {narrows(part)} at {', '.join(map(shown, at)) or 'any'}"
        for name, part, at in found.cases
    ]
    parts += [f"nowhere zero {shown(each)}" for each in found.divisors]
    parts += [f"all one way {shown(each)}" for each in found.conditions]
    tail = f" ({'; '.join(parts)})" if parts else ""
    return f"{shown(found.tree)}{tail}{'' if found.light else ' slowly'}"


def ends(tree: Tree, known: Mapping[str, tuple[float, float]]) -> str:
    """The ends of what it may give, and whether these are among it."""
    sets = {
        name: Ends(np.asarray(low), np.asarray(high), np.asarray(name == "a"), np.asarray(name == "x"))
        for name, (low, high) in known.items()
    }
    with np.errstate(all="ignore"):
        found = bounds.enclose(tree, sets)
    low, high = (float(np.asarray(each)) for each in found[:2])
    left = [name for name, each in zip(("lower", "upper"), found[2:], strict=True) if bool(np.asarray(each))]
    return f"between {number(low)} and {number(high)}" + (
        f", without its {' and '.join(left)} end" if left else ""
    )


def test_formulas__all_that_is_read_and_said() -> None:
    held(HERE / "formulas.txt", said)
