"""Where a condition turns true along the values of one input."""

from __future__ import annotations

import math

import numpy as np
import pytest

from whence.evaluate.roots import root


def test_root__nearest_to_the_value_now() -> None:
    found = root(
        lambda values: values > 3, lambda values: np.array([values]), 2.0, 1.0, signed=False, whole=True
    )
    assert found.value == pytest.approx(3, rel=1e-12)


def test_root__of_a_condition_that_the_input_has_no_part_in() -> None:
    """It gives one answer for all values, not one for each."""
    found = root(lambda _: np.False_, lambda values: np.array([values]), 2.0, 1.0, signed=False, whole=True)
    assert math.isnan(found.value)
