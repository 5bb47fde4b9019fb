"""Crossings of functions with poles, against their inverse."""

from __future__ import annotations

import math
import operator
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from whence.evaluate.roots import Root, root


def pulled(pole: float, size: float, power: int, x: Any) -> Any:
    return size / (x - pole) ** power


def sought(course: Callable[[Any], Any], now: float, wanted: float) -> Root:
    target = course(wanted)
    holds = operator.ge if course(now) <= target else operator.le
    return root(
        lambda x: holds(course(x), target), lambda x: course(x)[None], now, 1.0, signed=False, whole=False
    )


@pytest.mark.parametrize("power", [1, 2, 3, -1, -2])
@pytest.mark.parametrize("side", [-1, 1])
def test_root__is_the_inverse_on_the_values_own_side(power: int, side: int) -> None:
    chance = random.Random(10 * power + side)
    for _ in range(100):
        pole = chance.uniform(0.5, 5)
        now, wanted = (pole + side * pole * chance.uniform(0.02, 0.95) for _ in "nw")
        size = chance.choice([-1, 1]) * 10 ** chance.uniform(-3, 3)

        found = sought(partial(pulled, pole, size, power), now, wanted)
        # a pole is a pole only where it is one: a power has its mirror image on the other side
        right = [wanted, *([2 * pole - wanted] if power < 0 and power % 2 == 0 else [])]
        assert min(abs(found.value - each) for each in right) < 1e-9 * pole
        assert found.beyond == ""


def test_root__none_within_a_millionfold_is_no_number() -> None:
    found = root(lambda x: x**2 < -1, lambda x: x[None] ** 2, 2.0, 1.0, signed=True, whole=False)
    assert math.isnan(found.value)
