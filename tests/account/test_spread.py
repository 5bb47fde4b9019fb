"""The curve of a number's draws, and what would have to be learnt to halve its interval."""

from __future__ import annotations

import pytest

from small import edition
from whence.account import spread

BASE = """claims:
  a: {title: A, value: 10 ± 4 kg, kind: illustration}
  b: {title: B, value: 10 ± 1 kg, kind: illustration}
  two: {title: Two, value: {one_of: [1 kg, 2 kg]}, kind: illustration}
  sum: {title: Sum, formula: a + b, inputs: {a: a, b: b}}
  even: {title: Even, formula: a + b + c + d + e, inputs: {a: v, b: w, c: x, d: y, e: z}}
  v: {title: V, value: 10 ± 1 kg, kind: illustration}
  w: {title: W, value: 10 ± 1 kg, kind: illustration}
  x: {title: X, value: 10 ± 1 kg, kind: illustration}
  y: {title: Y, value: 10 ± 1 kg, kind: illustration}
  z: {title: Z, value: 10 ± 1 kg, kind: illustration}
"""


def test_halving__the_fewest_inputs_that_bring_enough() -> None:
    found = edition(BASE)
    assert [each.id for each in spread.halving(found.shares("sum"))] == ["a"]
    assert len(spread.halving(found.shares("even"))) == 4


def test_halving__nothing_where_it_takes_more_than_four() -> None:
    text = BASE.replace("+ e,", "+ e + f,").replace("e: z}", "e: z, f: u}")
    text += "  u: {title: U, value: 10 ± 1 kg, kind: illustration}\n"
    assert spread.halving(edition(text).shares("even")) == ()


def test_curve__is_highest_where_the_draws_are_densest() -> None:
    points, count = spread.curve(edition(BASE), "sum")
    assert count == 1024
    top = max(points, key=lambda each: each[1])
    assert top == (pytest.approx(20, abs=1.5), 1.0)
    assert points[0][0] < 20 - 4 * 1.645 < 20 + 4 * 1.645 < points[-1][0]


def test_curve__of_an_open_choice_is_that_of_its_first_reading() -> None:
    text = BASE.replace("inputs: {a: a, b: b}", "inputs: {a: a, b: word}")
    points, count = spread.curve(
        edition(text + "choices: {word: {title: W, options: {one: 1 kg, nine: 90 kg}}}"), "sum"
    )
    assert (count, max(points, key=lambda each: each[1])[0]) == (1024, pytest.approx(11, abs=2))


def test_curve__none_of_a_few_values() -> None:
    assert spread.curve(edition(BASE), "two")[0] == ()
