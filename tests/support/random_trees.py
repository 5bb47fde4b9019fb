"""Random formulas, and random sets of values for their names."""

from __future__ import annotations

import math
import random

from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary

NAMES = ("a", "b", "c")
Interval = tuple[float, float]

_ARITHMETIC = ("+", "-", "*", "/")
_MANY = ("min", "max", "sum", "mean")
_ONE = ("abs", "sqrt", "exp", "log", "log2", "log10")


def tree(generator: random.Random, depth: int) -> Tree:
    """A random formula over three names."""
    if depth == 0 or generator.random() < 0.15:
        number = Number(round(generator.uniform(0, 5), 2))
        return number if generator.random() < 0.3 else Name(generator.choice(NAMES))
    sort, below = generator.random(), depth - 1
    if sort < 0.5:
        return Binary(generator.choice(_ARITHMETIC), tree(generator, below), tree(generator, below))
    if sort < 0.6:
        return Unary("-", tree(generator, below))
    if sort < 0.7:
        exponent = generator.choice((2.0, 3.0, 0.5, 1.5, 2.5))
        power: Tree = Unary("-", Number(exponent)) if generator.random() < 0.3 else Number(exponent)
        return Binary("^", tree(generator, below), power)
    if sort < 0.85:
        return Call(generator.choice(_ONE), (tree(generator, below),))
    if sort < 0.9:
        test = Binary(generator.choice(("<", ">=")), tree(generator, below), tree(generator, below))
        return Call("if", (test, tree(generator, below), tree(generator, below)))
    if sort < 0.93:
        return Call("clamp", (tree(generator, below), tree(generator, below), tree(generator, below)))
    count = generator.choice((2, 2, 3))
    return Call(generator.choice(_MANY), tuple(tree(generator, below) for _ in range(count)))


def interval(generator: random.Random) -> Interval:
    """A point, an interval that may lie across zero, or one without an end."""
    low = generator.choice((0.0, 1.0, round(generator.uniform(-5, 5), 3), -2.0))
    high = low + generator.choice((0.0, 1.0, round(generator.uniform(0, 20), 3)))
    match generator.random():
        case x if x < 0.15:
            return low, math.inf
        case x if x < 0.25:
            return -math.inf, high
    return low, high
