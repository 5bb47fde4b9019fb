"""Small questions about draws and contexts, each against what a hand can count."""

from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest

from small import edition
from whence.evaluate import closest, heights, nogoods, outside, tallies
from whence.files.schema import Settings

# --- options that cannot stand together ---------------------------------------------------------------------------


def by_hand(fails: np.ndarray) -> set[tuple[tuple[int, int], ...]]:
    """The smallest partial assignments all of whose completions fail, by trying every one."""
    found: list[tuple[tuple[int, int], ...]] = []
    for size in range(fails.ndim + 1):
        for axes in itertools.combinations(range(fails.ndim), size):
            for options in itertools.product(*(range(fails.shape[axis]) for axis in axes)):
                fixed = tuple(zip(axes, options, strict=True))
                whole = [
                    at for at in np.ndindex(fails.shape) if all(at[axis] == option for axis, option in fixed)
                ]
                if all(fails[at] for at in whole) and not any(set(each) <= set(fixed) for each in found):
                    found.append(fixed)
    return set(found)


@pytest.mark.parametrize("seed", range(12))
def test_minimal_nogoods__are_those_that_trying_all_finds(seed: int) -> None:
    draw = random.Random(seed)
    shape = tuple(draw.randint(1, 3) for _ in range(draw.randint(1, 4)))
    fails = np.array([draw.random() < 0.7 for _ in range(math.prod(shape))]).reshape(shape)
    assert set(nogoods.minimal_nogoods(fails)) == by_hand(fails)


def test_minimal_nogoods__of_very_many_contexts_are_looked_for_among_few_options() -> None:
    # All four together fail: with 2^9 contexts that is found, with 2^10 only what takes three or fewer is.
    for axes, found in ((9, [tuple((axis, 1) for axis in range(4))]), (10, [])):
        fails = np.zeros((2,) * axes, dtype=bool)
        fails[1, 1, 1, 1] = True
        assert nogoods.minimal_nogoods(fails) == found
    fails = np.zeros((2,) * 10, dtype=bool)
    fails[1, 1, 1] = True
    assert nogoods.minimal_nogoods(fails) == [((0, 1), (1, 1), (2, 1))]


def test_because__each_check_that_does_it_alone_or_as_few_as_do_it_together() -> None:
    one, two, both = (
        np.array(each, dtype=bool) for each in ([[1, 0], [0, 0]], [[0, 1], [0, 0]], [[1, 1], [0, 0]])
    )
    nogood = ((0, 0),)
    assert nogoods.because(nogood, {"one": one, "two": two, "both": both}, 2) == ("both",)
    assert nogoods.because(nogood, {"one": one, "two": two}, 2) == ("one", "two")
    assert nogoods.because(nogood, {"one": one, "again": one, "two": two}, 2) == ("again", "two")
    assert nogoods.because(nogood, {"one": one, "none": ~both & ~both.T & one, "two": two}, 2) == (
        "one",
        "two",
    )
    assert nogoods.because((), {"all": np.ones((2, 2), dtype=bool)}, 2) == ("all",)


# --- a curve ------------------------------------------------------------------------------------------------------


def test_density__of_a_normal_is_its_curve() -> None:
    from scipy.stats import norm

    draws = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    found = heights.density(draws, 64)
    assert len(found) == 64
    assert max(height for _, height in found) == 1
    # A kernel of width w makes a normal of deviation 1 one of sqrt(1 + w^2).
    width = 0.9 * min(draws.std(), np.subtract(*np.quantile(draws, [0.75, 0.25])) / 1.349) * draws.size**-0.2
    wide = norm(scale=math.hypot(1, width))
    for x, height in found:
        assert height == pytest.approx(wide.pdf(x) / wide.pdf(0), abs=0.006)
    low, high = np.quantile(draws, [0.005, 0.995])
    assert (found[0][0], found[-1][0]) == (pytest.approx(low - 2 * width), pytest.approx(high + 2 * width))


def test_density__of_one_number_is_none_and_of_most_alike_by_the_deviation() -> None:
    assert heights.density(np.full(100, 3.0)) == []
    assert len(heights.density(np.array([1.0] * 90 + [5.0] * 10), 16)) == 16


# --- what lies outside, below and nearest -------------------------------------------------------------------------

BASE = """
claims:
  pm: {title: An error, value: 10 ± 2}
  low: {title: At least, value: ">= 5"}
  more: {title: More than, value: "> 5"}
  high: {title: At most, value: "<= 5"}
  less: {title: Less than, value: "< 5"}
  bent: {title: Either way, formula: a * w, inputs: {a: pm, w: way}}
choices:
  way: {title: Which way, options: {up: 1, down: -1}}
checks:
  far: {title: Far, assert: bent > 11, inputs: {bent: bent}}
"""


@pytest.mark.parametrize(
    ("id", "ends", "share"),
    [
        ("pm", (-math.inf, math.inf), 0), ("pm", (10, math.inf), 0.5), ("pm", (-math.inf, 10), 0.5), ("pm", (8, 12), 0.317),
        ("pm", (100, 200), 1), ("low", (-math.inf, 5), 0), ("low", (-math.inf, 4.9), 1), ("more", (-math.inf, 5), 1),
        ("more", (-math.inf, 5.1), 0), ("high", (5, math.inf), 0), ("high", (5.1, math.inf), 1), ("less", (5, math.inf), 1),
        ("less", (4.9, math.inf), 0), ("low", (0, 4), 1), ("bent", (0, math.inf), 1),
    ],
)  # fmt: skip
def test_outside__the_share_that_surely_is(id: str, ends: tuple[float, float], share: float) -> None:
    found = edition(BASE)
    assert outside.share(found.values.of[id], ends) == pytest.approx(share, abs=0.002)


@pytest.mark.parametrize(("way", "number", "share"), [("up", 10, 0.5), ("up", 12, 0.8413), ("down", -10, 0.5), ("down", 0, 1.0)])  # fmt: skip
def test_below__in_a_context(way: str, number: float, share: float) -> None:
    found = edition(BASE)
    assert tallies.below(found.base, found.values, found.settled, "bent", {"way": way}, number) == pytest.approx(share, abs=0.002)  # fmt: skip


def test_above__over_readings_is_the_least_and_the_most_or_by_credence() -> None:
    found = edition(BASE)
    surely, possibly = tallies.above(found.base, found.settled, found.values.of["bent"], 12)
    assert (surely, possibly) == (0, pytest.approx(0.1587, abs=0.002))
    believed = BASE.replace("down: -1}", "down: -1}, credence: {up: 25%, down: 75%}")
    found = edition(believed)
    assert (
        tallies.above(found.base, found.settled, found.values.of["bent"], 12)
        == (pytest.approx(0.25 * 0.1587, abs=0.002),) * 2
    )


def test_nearest__the_context_in_which_a_check_comes_closest_to_passing() -> None:
    text = BASE.replace("{up: 1, down: -1}", "{up: 0.2, more: 0.8, down: -1, past: 2}")
    found = edition(text)
    outcome = found.settled.outcomes["far"]
    assert closest.nearest(found.base, outcome, {}) == {"way": "more"}
    assert closest.nearest(found.base, outcome, {"way": "down"}) == {"way": "down"}
    # Where it fails nowhere, the one in which it holds best.
    assert closest.nearest(found.base, outcome, {"way": "past"}) == {"way": "past"}
    assert closest.nearest(found.base, outcome, {"way": "nothing"}) == {"way": "more"}
    assert closest.nearest_active(found.settled, outcome) == (3,)


def test_divisors__of_either_sign_with_the_share_below_zero() -> None:
    found = edition(
        """
claims:
  pm: {title: An error, value: 1 ± 1}
  sure: {title: Above zero, value: 5 ± 0.1}
  over: {title: Over, formula: 1 / a + 1 / b + (a - b)^-1, inputs: {a: pm, b: sure}}
  plain: {title: Plain, formula: a + b, inputs: {a: pm, b: sure}}
""",
        settings=Settings(samples=4096),
    )
    base, values = found.base, found.values
    told = [share for _, share in tallies.divisors(base, values, base.nodes["over"], {})]  # type: ignore[arg-type]
    assert told[0] == pytest.approx(0.1587, abs=0.002)
    assert all(0 < share < 1 for share in told)
    assert [*tallies.divisors(base, values, base.nodes["plain"], {})] == []  # type: ignore[arg-type]
