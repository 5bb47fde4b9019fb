"""What the errors of two claims have in common, taken straight: against planes through known draws."""

from __future__ import annotations

import numpy as np
import pytest

from whence.evaluate.covariance import straight_part
from whence.evaluate.estimate import normal_strata


def ranks(count: int, size: int) -> list[np.ndarray]:
    return [np.random.default_rng(n).permutation(size) for n in range(count)]


@pytest.mark.parametrize(("count", "size", "fitted"), [(1, 8, True), (2, 16, True), (3, 24, True), (2, 15, False), (9, 64, False), (0, 64, False)])  # fmt: skip
def test_straight_part__of_so_many_draws_for_each_slope_and_else_of_none(
    count: int, size: int, fitted: bool
) -> None:
    own = ranks(count, size)
    scores = normal_strata(size)
    known = np.arange(1.0, count + 1)
    bend = np.cos(np.arange(size))
    y = sum((k * scores[each] for k, each in zip(known, own, strict=True)), np.zeros(size))
    slopes, rest = straight_part(y, own)
    assert slopes.tolist() == pytest.approx(known.tolist() if fitted else [0.0] * count)
    assert rest.tolist() == pytest.approx([0.0] * size if fitted else y.tolist(), abs=1e-9)
    slopes, rest = straight_part(y + bend, own)
    for each in own if fitted else ():
        assert float(rest @ scores[each]) == pytest.approx(0, abs=1e-9)
