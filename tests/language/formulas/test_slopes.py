"""Slopes against differences, of formulas with operands that are the same one, too."""

from __future__ import annotations

import math
import random

import pytest

from exact_trees import exactly
from whence.language.formulas import slopes
from whence.language.formulas.formula import parse, unparse
from whence.language.formulas.tree import Tree

FORMULAS = [
    "max(a, a)",
    "min(a, a, b)",
    "max(a, b, a)",
    "b * c - max(b, b)",
    "min(2*a, a + a, c)",
    "max(a, b, c)",
    "clamp(a, a, c)",
    "clamp(a, b, b)",
    "clamp(a, b, a)",
    "clamp(a, b, c)",
    "abs(a - b)",
    "if(a >= b, a * b, b^2)",
    "mean(a, a, b) / geomean(a, b, b)",
]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_slope__is_what_a_small_difference_gives(text: str, name: str) -> None:
    tree, generator = parse(text), random.Random(text)
    assert isinstance(tree, Tree)
    slope, sign = slopes.slope(tree, name), slopes.steepness(tree, name)
    assert slope is not None
    assert sign is not None
    for _ in range(60):
        # Where two different inputs are equal it bends, and a slope may be that of either side.
        at = dict(zip("abc", generator.sample((1.0, 1.3, 1.9, 3.1), 3), strict=True))
        less, more = (exactly(tree, {**at, name: at[name] + step}) for step in (-1e-6, 1e-6))
        steep = float(more - less) / 2e-6
        assert float(exactly(slope, at)) == pytest.approx(steep, abs=1e-6), (unparse(slope), at)
        assert math.copysign(1, steep) == math.copysign(1, exactly(sign, at)) or abs(steep) < 1e-9, at
