"""Correlation as a coefficient: of the draws as it is written, exact at its ends, refused where it cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from small import edition

BASE = """
claims:
  a: {{title: A, value: 10 ± 1 m, correlates: {{b: {size}}}}}
  b: {{title: B, value: 20 ± 2 m}}
  c: {{title: C, value: 30 ± 3 m}}
  sum: {{title: Sum, formula: a + b, inputs: {{a: a, b: b}}}}
"""


@pytest.mark.parametrize("size", [0.6, -0.4, 0.95, 0, 1, -1])
def test_causes__draws_are_correlated_as_written(size: float) -> None:
    found = edition(BASE.format(size=size))
    a, b, c = (found.values.of[id].samples for id in "abc")
    tolerance = 1e-12 if abs(size) == 1 else 0.1
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(size, abs=tolerance)
    assert np.corrcoef(a, c)[0, 1] == pytest.approx(0, abs=0.1)
    wanted = np.sqrt(1 + 4 + 2 * size * 2)
    assert found.summaries["sum"].figure.sd == pytest.approx(wanted, rel=0.03)


def test_causes__three_claims() -> None:
    text = """
claims:
  a: {title: A, value: 10 ± 1 m, correlates: {b: 0.6, c: 0.3}}
  b: {title: B, value: 20 ± 2 m, correlates: {c: 50%}}
  c: {title: C, value: 30 to 40 m}
"""
    drawn = [edition(text).values.of[id].samples for id in "abc"]
    drawn[2] = np.log(drawn[2])
    wanted = [[1, 0.6, 0.3], [0.6, 1, 0.5], [0.3, 0.5, 1]]
    np.testing.assert_allclose(np.corrcoef(drawn), wanted, atol=0.06)


@pytest.mark.parametrize(
    "text",
    [
        "a: {title: A, value: 1 ± 1, correlates: {b: 1.2}}\n  b: {title: B, value: 2 ± 1}",
        "a: {title: A, value: 1 ± 1, correlates: {a: 0.5}}",
        "a: {title: A, value: 1 ± 1, correlates: {nobody: 0.5}}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.5}}\n  b: {title: B, value: 2 ± 1, correlates: {a: 0.4}}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9, c: -0.9}}\n  b: {title: B, value: 2 ± 1, correlates: {c: 0.9}}\n  c: {title: C, value: 3 ± 1}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9}, moves_with: [b]}\n  b: {title: B, value: 2 ± 1}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9}}\n  b: {title: B, formula: 2 * x, inputs: {x: 2 ± 1}}",
        "a: {title: A, formula: 2 * x, inputs: {x: 2 ± 1}, correlates: {b: 0.9}}\n  b: {title: B, value: 1 ± 1}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9}}\n  b: {title: B, value: 2, errors: {own: {size: 1, common: scale}}}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9}}\n  b: {title: B, value: 2 ± 1, moves_with: [c]}\n  c: {title: C, value: 3 ± 1}",
        "a: {title: A, value: 1 ± 1, correlates: {b: 0.9}}\n  b: {title: B, value: 2 ± 1}\n  c: {title: C, value: 3 ± 1, moves_against: [b]}",
    ],
)  # fmt: skip
def test_causes__what_cannot_be_is_refused(text: str) -> None:
    found = edition(f"claims:\n  {text}\n")
    assert any(
        (each.severity == "error" and "correlat" in each.message + str(each.rule)) or each.rule == "bad-value"
        for each in found.findings
    )
    assert {"a", "b"} - found.summaries.keys()


def test_causes__what_cannot_be_says_which_pairs_count_as_zero() -> None:
    """0.9 with two that do not go together cannot be; with what the third pair is, it can."""
    text = """
claims:
  a: {title: A, value: 10 ± 1 m, correlates: {b: 0.9, c: 0.9}}
  b: {title: B, value: 20 ± 2 m}
  c: {title: C, value: 30 ± 3 mEND}
"""
    [told] = [each for each in edition(text.replace("END", "")).findings if each.rule == "bad-value"]
    assert told.message == (
        "no values can be correlated like this: a, b, c contradict each other, where pairs without a coefficient "
        "count as 0: b with c"
    )
    assert told.hints == ("write the coefficients of these pairs too, if they are not 0",)
    whole = text.replace("END", ", correlates: {b: 0.7}")
    assert not [each for each in edition(whole).findings if each.rule == "bad-value"]
    none = edition(text.replace("END", ", correlates: {b: -0.9}"))
    assert {each.message for each in none.findings if each.rule == "bad-value"} == {
        "no values can be correlated like this: a, b, c contradict each other"
    }
