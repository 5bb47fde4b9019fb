"""What-if in the browser: the same numbers as the engine's, and a page that a reader can work with."""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chromium import chromium, comes_true, page_file, quiet
from parity import SUMMARIES, alike, assert_follows, assert_same, run, supposed, unit_once
from places import ROOT
from small import edition
from whence.account import headlines, whatif
from whence.account.flips import flips
from whence.disk import store
from whence.evaluate import arithmetic
from whence.evaluate.statistics import combine
from whence.files.schema import Settings
from whence.judge.assemble import Edition
from whence.language.formulas import formula
from whence.language.units.units import STANDARD, Unit
from whence.language.values import shown, written
from whence.language.values.written import Written
from whence.model import graph
from whence.publish.pages import model
from whence.publish.pages.packed import packed
from whence.publish.pages.parts import data_block

pytestmark = pytest.mark.browser
SCRIPTS = ("whence.js", *model.SCRIPTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def base() -> Edition:
    return store.load(store.read(ROOT))


# --- the interpreter


def test_samples__of_every_claim_of_our_base(page: Any, base: Edition) -> None:
    waiting = [
        id for id, node in base.base.nodes.items() if isinstance(node, graph.Derived) and id in base.values.of
    ]
    assert len(waiting) > 200
    # the one with most upstream first, so that few models cover everything
    waiting.sort(key=lambda each: -len(graph.ancestors(base.base, each)))
    known: frozenset[str] = frozenset()
    for id in waiting:
        if id not in known:
            known |= assert_same(page, base, id, known)


SHAPES = """
claims:
  exact: {title: Exact, value: 3 kW}
  lognormal: {title: A positive range, value: 24 to 27 kW}
  normal: {title: A range through zero, value: -2 to 5 kW}
  sigma: {title: One sigma, value: 6.674 ± 0.003 kW}
  uniform: {title: Hard ends, value: 24 .. 27 kW, moves_with: [lognormal]}
  split: {title: Asymmetric, value: 10 +3 -2 kW, moves_against: [lognormal]}
  about: {title: About, value: ~150 kW}
  quantiles: {title: Quantiles, value: {quantiles: {5%: 20, 50%: 25, 95%: 40}, unit: kW}}
  crooked: {title: Quantiles through zero, value: {quantiles: {10%: -3, 60%: 1, 90%: 2}, unit: kW}}
  one-of: {title: Alternatives, value: {one_of: [2, 3, 7], weights: [0.5, 0.2, 0.3], unit: kW}}
  low: {title: A bound, value: ">= 200 kW"}
  up: {title: An upper bound, value: "< 50 kW"}
  all:
    title: All together
    formula: a + b * c / d - e + f^1.5 * g^-0.5 + h + i + j
    inputs:
      {a: exact, b: lognormal, c: normal, d: sigma, e: uniform, f: split, g: about, h: quantiles, i: crooked,
       j: one-of}
    unit: kW
  more: {title: At least so much, formula: l - u + x, inputs: {l: low, u: up, x: lognormal}, unit: kW}
  lost: {title: Bounds against each other, formula: l + u, inputs: {l: low, u: up}, unit: kW}
  turned: {title: Below the line, formula: x / l, inputs: {x: lognormal, l: low}, unit: x}
  late: {title: A date, value: 2025-11 to 2026-02}
  growth: {title: Growth, value: 14x per 2 year}
  grown:
    title: Grown
    formula: grow(rate, late - early) * x
    inputs: {rate: growth, late: late, early: 2024-01, x: exact}
    unit: kW
"""


def test_samples__of_every_shape(page: Any) -> None:
    # f^1.5 * g^-0.5 is in kW, so the sum is one of powers
    found = edition(SHAPES.replace("b * c / d", "b * (c / d)"))
    assert not [each for each in found.findings if each.severity == "error"]
    for id in ("all", "more", "lost", "turned", "grown"):
        assert_same(page, found, id)


LEFT = """
claims:
  left: {title: What is left, formula: x + a - x, inputs: {x: size, a: 1e-3}}
  pair: {title: A pair, formula: s - c, inputs: {s: sum, c: 0.3}}
  sum: {title: Sum, formula: a + 0.2, inputs: {a: 0.1}}
  none: {title: None, formula: "if(l * u == 0, 1, 2) + if(p > 0, 10, 20)", inputs: {l: left, p: pair, u: spread}}
  spread: {title: Spread, value: 1 to 2}
choices:
  size: {title: Size, options: {small: 1, large: 1e12}}
"""


def test_samples__of_comparisons_after_digits_were_lost(page: Any) -> None:
    found = edition(LEFT)
    assert found.values.of["none"].point.tolist() == [22, 21]
    assert "left" in assert_same(page, found, "none")


POOLS = """
claims:
  one: {title: One, value: 24 to 27 kW, of: power, cites: [{source: a}]}
  two: {title: Two, value: 26 to 30 kW, of: power, cites: [{source: b}]}
  echo: {title: The first again, value: 24 to 27 kW, of: power, cites: [{source: a}]}
  far: {title: A bound, value: ">= 40 kW", of: power, cites: [{source: c}]}
  need: {title: Need, formula: n * p, inputs: {n: 3, p: power}, unit: kW}
quantities:
  power: {title: Power, take: TAKE}
"""
SOURCES = "sources: {a: {title: A}, b: {title: B}, c: {title: C}}"


@pytest.mark.parametrize("take", ["latest", "two", "mixture", "envelope", "weighted", "random-effects"])
def test_samples__of_a_quantity(page: Any, take: str) -> None:
    found = edition(POOLS.replace("TAKE", take), SOURCES)
    assert "need" in found.summaries
    assert_same(page, found, "need")


def test_scripts__what_combines_claims_comes_where_some_are() -> None:
    for take in ("two", "weighted", "envelope"):  # of all three it is judged whether the claims agree
        shipped = model.model(edition(POOLS.replace("TAKE", take), SOURCES), "need")
        assert {"combine.js", "agree.js"} <= {*model.scripts(shipped)}
    alone = "claims: {a: {title: A, value: 3 m}, b: {title: B, formula: 2 * a, inputs: {a: a}}}"
    assert {"combine.js", "agree.js"}.isdisjoint(model.scripts(model.model(edition(alone), "b")))
    assert model.scripts(None) == ()


# Claims that are combined: what each says, and the errors that it has in common with others.
SPREADS = {
    "ranges": ["24 to 27 kW", "26 to 30 kW", "20 to 40 kW"],
    "one sigma": ["25 ± 1 kW", "31 ± 1.5 kW", "27 ± 4 kW", "25 ± 1 kW"],
    "lopsided": ["25 +3 -1 kW", "31 +1 -2 kW", "26 ± 1 kW"],
    "hard ends": ["24 .. 27 kW", "25 to 29 kW"],
    "below zero": ["-3 to 2 kW", "-1 to 3 kW"],
    "a point among them": ["24 to 27 kW", "30 kW", "20 to 40 kW"],
    "points": ["24 kW", "30 kW", "30 kW"],
    "far more precise": ["25 ± 0.001 kW", "31 ± 4 kW", "21 ± 3 kW"],
    "bounds alone": [">= 24 kW", ">= 30 kW"],
    "bounds both ways": [">= 24 kW", "<= 30 kW"],
    "a bound too": ["25 ± 1 kW", "31 ± 1.5 kW", "<= 30 kW"],
    "one": ["25 ± 1 kW"],
}
SHARED = {
    "one sigma": "{own: 0.6 kW, calibration: {size: 0.8 kW, common: calibration}}",
    "ranges": "{calibration: {size: 1 kW, common: calibration}, load: {size: 0.5 kW, common: load}, own: 2 kW}",
    "lopsided": "{calibration: {size: 0.5 kW, common: calibration}, own: 1 kW}",
}


def rivals_of(spread: str, take: str, scale: str, shared: bool = False) -> Edition:
    errors = f", errors: {SHARED[spread]}" if shared else ""
    claims = "".join(
        f'  c{n}: {{title: C, value: "{each}", of: power, cites: [{{source: s{n}}}]{errors}}}\n'
        for n, each in enumerate(SPREADS[spread])
    )
    need = "  need: {title: Need, formula: n * p, inputs: {n: 3, p: power}, unit: kW}\n"
    sources = "".join(f"  s{n}: {{title: S}}\n" for n in range(4))
    scaled = f", scale: {scale}" if scale else ""
    return edition(
        f"claims:\n{claims}{need}quantities: {{power: {{title: Power, take: {take}{scaled}}}}}",
        f"sources:\n{sources}",
        settings=Settings(samples=256),
    )


@pytest.mark.parametrize("take", ["weighted", "blue", "random-effects", "envelope"])
@pytest.mark.parametrize("spread", SPREADS)
def test_combine__as_the_engine_does_and_when_one_of_them_is_set(page: Any, spread: str, take: str) -> None:
    scales = ("", "linear") if spread in ("below zero", "bounds both ways") else ("", "log", "linear")
    for scale, shared in [*((scale, False) for scale in scales), *[("", True)] * (spread in SHARED)]:
        found = rivals_of(spread, take, scale, shared)
        assert "need" in found.summaries
        assert_same(page, found, "need")
        shipped = model.model(found, "need")
        assert shipped is not None
        leaves = {shipped["nodes"][each["node"]]["id"]: each["node"] for each in shipped["fields"]}
        assert {"c0", "need#n"} <= leaves.keys()
        assert_follows(page, shipped, supposed(found, "c0", 28_000.0), [[leaves["c0"], 28_000.0]], [])


# Rivals that are not independent: computed from the same, moving together, of one origin, in several readings.
HANGING = {
    "computed from the same": """
  k: {title: K, value: 1 ± 0.1}
  a: {title: A, formula: k * x, inputs: {k: k, x: 100 ± 3 kW}, unit: kW, of: power}
  b: {title: B, formula: k * x, inputs: {k: k, x: 110 ± 9 kW}, unit: kW, of: power}
  c: {title: C, value: 104 ± 5 kW, of: power}
""",
    "no error between them": """
  k: {title: K, value: 1 ± 0.1}
  a: {title: A, formula: k * x, inputs: {k: k, x: 100 kW}, unit: kW, of: power}
  b: {title: B, formula: k * x, inputs: {k: k, x: 102 kW}, unit: kW, of: power}
  c: {title: C, formula: k * x + y, inputs: {k: k, x: 100 kW, y: 1 kW}, unit: kW, of: power}
""",
    "moving together": """
  k: {title: K, value: 90 to 110 kW, of: power, moves_with: [a]}
  a: {title: A, value: 95 to 125 kW, of: power}
  b: {title: B, value: 80 to 130 kW, of: power, moves_against: [a]}
""",
    "written as correlated": """
  k: {title: K, value: 100 ± 3 kW, of: power}
  a: {title: A, value: 104 ± 4 kW, of: power, correlates: {k: 0.6}}
  b: {title: B, value: 95 to 125 kW, of: power, correlates: {a: -0.3}}
""",
    "of one origin": """
  k: {title: K, value: 100 ± 3 kW, of: power, cites: [a]}
  a: {title: A, value: 104 ± 3 kW, of: power, cites: [c]}
  b: {title: B, value: 111 ± 4 kW, of: power, cites: [b]}
  c: {title: C, value: 104 kW, of: power, cites: [c]}
  d: {title: D, value: 120 kW, of: power}
""",
    "ranges and points of one origin": """
  k: {title: K, value: 90 to 110 kW, of: power, cites: [a]}
  a: {title: A, value: 104 to 127.11 kW, of: power, cites: [c]}
  b: {title: B, value: 111 kW, of: power, cites: [b]}
  c: {title: C, value: 120 kW, of: power, cites: [b]}
""",
    "in two readings": """
  k: {title: K, value: 1 ± 0.1}
  a: {title: A, formula: k * w * x, inputs: {k: k, w: word, x: 100 ± 3 kW}, unit: kW, of: power}
  b: {title: B, value: 150 ± 15 kW, of: power}
  c: {title: C, formula: k * x, inputs: {k: k, x: 170 ± 5 kW}, unit: kW, of: power}
""",
}


@pytest.mark.parametrize("take", ["weighted", "blue", "random-effects", "envelope", "mixture"])
@pytest.mark.parametrize("kind", HANGING)
def test_combine__rivals_that_hang_together(page: Any, kind: str, take: str) -> None:
    found = edition(
        "choices: {word: {title: Word, options: {one: 1, two: 2}}}\n"
        f"quantities: {{power: {{title: Power, take: {take}}}}}\nclaims:{HANGING[kind]}"
        "  need: {title: Need, formula: n * p, inputs: {n: 3, p: power}, unit: kW}\n",
        "sources: {a: {title: A}, b: {title: B}, c: {title: C, relies_on: [a]}}",
        settings=Settings(samples=256),
    )
    assert "need" in found.summaries
    assert_same(page, found, "need")
    shipped = model.model(found, "need")
    assert shipped is not None
    leaves = {shipped["nodes"][each["node"]]["id"]: each["node"] for each in shipped["fields"]}
    value = 1.1 if "k: {title: K, value: 1 ±" in HANGING[kind] else 105_000.0
    assert_follows(page, shipped, supposed(found, "k", value), [[leaves["k"], value]], [])


COMBINE = """(groups) => groups.map(([measured, covariance]) =>
  window.whenceCombine.combine(measured.map(([value, plus, minus]) => ({ value, plus, minus })), covariance))"""


def test_combine__a_thousand_random_groups(page: Any) -> None:
    chance = random.Random(5)
    groups = []
    for number in range(1000):
        size = 10.0 ** chance.uniform(-12, 12)
        errors = [
            (chance.uniform(0.1, 3) * size, chance.uniform(0.1, 3) * size) for _ in range(2 + number % 7)
        ]
        if number % 3 == 0:
            errors = [(plus, plus) for plus, _ in errors]
        offset = chance.choice([0.0, 1e3, -1e6]) * size
        measured = [(offset + chance.gauss(0, 4) * size, *each) for each in errors]
        shared = chance.uniform(0, 0.09) * size**2
        sizes = [((plus + minus) / 2) ** 2 for plus, minus in errors]
        matrix = [[shared + (own if i == j else 0) for j in range(len(sizes))] for i, own in enumerate(sizes)]
        groups.append((measured, matrix if number % 2 else None))
    for (measured, matrix), result in zip(groups, run(page, COMBINE, groups), strict=True):
        own = combine.combine([combine.Measured(*each) for each in measured], matrix)
        assert isinstance(own, combine.Consensus)
        assert alike(result["weighted"], [own.mean, own.u_scaled])
        assert alike(result["random-effects"], [own.dl_mean, own.dl_u])


@pytest.mark.parametrize(
    ("measured", "matrix"),
    [
        ([(1, 1, 0), (2, 1, 1)], None),
        ([(1, 1, 1), (1e150, 1, 1)], None),
        ([(1, 1, 1), (2, 1, 1)], [[1, 2], [2, 1]]),
        ([(1, 1, 1), (2, 1, 1)], [[1, 0], [0, -1]]),
    ],
)
def test_combine__what_the_engine_refuses(page: Any, measured: Any, matrix: Any) -> None:
    own = combine.combine([combine.Measured(*each) for each in measured], matrix)
    assert (isinstance(own, combine.Consensus), run(page, COMBINE, [[measured, matrix]])) == (
        False,
        [None],
    )


# --- random formulas


CALLS = [each for each in formula.FUNCTIONS if each != "if"]


def grown(chance: random.Random, depth: int) -> formula.Tree:
    """A random tree over a, b, c; comparisons only between sums and products, where every machine agrees."""
    if depth == 0 or chance.random() < 0.15:
        return (
            formula.Name(chance.choice("abc"))
            if chance.random() < 0.8
            else formula.Number(chance.choice([0.5, 2.0, 3.0, 7.25]))
        )

    def parts(count: int) -> tuple[formula.Tree, ...]:
        return tuple(grown(chance, depth - 1) for _ in range(count))

    roll = chance.random()
    if roll < 0.6:
        return formula.Binary(chance.choice("+-*/^"), *parts(2))
    if roll < 0.65:
        return formula.Unary("-", *parts(1))
    if roll < 0.75:
        return formula.Call("if", (truth(chance), *parts(2)))
    name = chance.choice(CALLS)
    low, high = formula.FUNCTIONS[name]
    return formula.Call(name, parts(max(low, min(high, chance.randint(1, 3)))))


def truth(chance: random.Random) -> formula.Tree:
    a, b = (
        formula.Binary(
            chance.choice("+*"), formula.Name(chance.choice("abc")), formula.Name(chance.choice("abc"))
        )
        for _ in "ab"
    )
    compared = formula.Binary(chance.choice(formula.COMPARISONS), a, b)
    if chance.random() < 0.3:
        return formula.Unary("not", compared)
    return (
        formula.Binary(chance.choice(["and", "or"]), compared, truth(chance))
        if chance.random() < 0.3
        else compared
    )


def test_compute__ten_thousand_random_formulas(page: Any) -> None:
    chance, numbers = random.Random(7), np.random.default_rng(7)
    signs = ((1, 1, 1), (1, 1, -1), (-1, 1, 1))
    inputs = [
        dict(zip("abc", np.exp(numbers.normal(0, 1, (3, 4))) * np.reshape(sign, (3, 1)), strict=True))
        for sign in signs
    ]
    moved = [
        {name: each * (1 + 1e-13 * numbers.normal(0, 1, 4)) for name, each in known.items()}
        for known in inputs
    ]
    cases, expected = [], []
    with np.errstate(all="ignore"):
        while len(cases) < 10_000:
            tree, number = grown(chance, 3), len(cases) % 3
            result = np.asarray(arithmetic.compute(tree, inputs[number]), dtype=float)
            # beyond that, cancelled digits and overflow say nothing about the interpreter
            nearly = arithmetic.compute(tree, moved[number])
            if np.isfinite(result).all() and alike(result, nearly, 1e-10):
                cases.append([formula.to_json(tree), number])
                expected.append(np.broadcast_to(result, 4))
    script = """([inputs, cases]) => {
      const array = ([name, list]) => [name, Float64Array.from(list)];
      const known = inputs.map((each) => Object.fromEntries(Object.entries(each).map(array)));
      return cases.map(([tree, number]) => {
        const result = window.whenceEstimate.compute(tree, known[number]);
        return typeof result === "number" ? new Array(4).fill(result) : Array.from(result);
      });
    }"""
    plain = [{name: each.tolist() for name, each in known.items()} for known in inputs]
    for case, wanted, got in zip(cases, expected, run(page, script, [plain, cases]), strict=True):
        assert np.allclose(wanted, got, 1e-9, 1e-12), case


def test_compare__ties_of_decimals_as_in_the_engine(page: Any) -> None:
    chance = random.Random(11)
    forms = (
        "{} + {} - {}",
        "{} * {} / {}",
        "sum({}, {}, -{})",
        "log({}) + {} - {}",
        "({} + {}) / {}",
        "{} + 1e12 * {} - 1e12 * {}",
    )
    cases, expected = [], []
    for _ in range(3000):
        known = {name: chance.randint(1, 9) / 10 for name in "abc"}
        left, right = (chance.choice(forms).format(*chance.choices("abc", k=3)) for _ in "lr")
        op = chance.choice(formula.COMPARISONS)
        tree = formula.parse(f"{left} {op} {right}")
        cases.append([formula.to_json(tree), known])
        expected.append(float(arithmetic.compute(tree, {name: np.float64(x) for name, x in known.items()})))
    script = "cases => cases.map(([tree, known]) => window.whenceEstimate.compute(tree, known))"
    assert run(page, script, cases) == expected


# --- numbers for people


UNITS = (
    "kW",
    "chip",
    "FLOP",
    "%",
    "x",
    "",
    "USD",
    "1bn USD",
    "USD/hour",
    "token/s",
    "date",
    "x per 2 year",
    "year",
    "USD per 1M token",
)


def test_show__as_the_engine_writes(page: Any) -> None:
    numbers = np.random.default_rng(3)
    cases: list[tuple[float, list[Any], int, Unit]] = []
    for text in UNITS:
        unit = shown_unit(text)
        recipe = list(vars(shown.recipe(unit)).values())
        span = 2e9 if text == "date" else 3e-8 if text.startswith("x per") else 1.0
        for _ in range(150):
            size = span * (
                numbers.uniform(-1, 1)
                if span != 1.0
                else numbers.choice([-1, 1, 1, 1]) * 10 ** numbers.uniform(-6, 16)
            )
            rounded = float(f"{size:.{numbers.integers(1, 5)}g}")
            cases += [
                (float(x), recipe, int(digits), unit)
                for x, digits in ((size, 3), (rounded, 3), (rounded, numbers.integers(1, 8)))
            ]
        if unit.style == "date":
            cases += [(x, recipe, 3, unit) for x in (1748735999.999998, 1748735999.0, -1e-9, -1.0)]
        if unit.style == "times":
            factors = (1.035, 1.04, 1.0025, 1.0004, 0.9675, 0.98155, 1.1, 1.0, 12.5)
            cases += [(unit.to_base(each), recipe, digits, unit) for each in factors for digits in (3, 5)]
            continue
        cases += [
            (0.0, recipe, 3, unit),
            (0.9998, recipe, 3, unit),
            (99_995.0, recipe, 4, unit),
            (1999.0, recipe, 4, unit),
        ]
    script = "(cases) => cases.map(([x, unit, digits]) => window.whenceShown.show(x, unit, digits))"
    for (x, _, digits, unit), got in zip(cases, run(page, script, [each[:3] for each in cases]), strict=True):
        assert got == written.show(x, unit, digits), (x, unit.text, digits)
    pairs = [(a[0], b[0], a[1], a[3]) for a, b in pairwise(cases) if a[3] == b[3] and a[0] <= b[0]]
    script = "(cases) => cases.map(([a, b, unit]) => window.whenceShown.showInterval(a, b, unit))"
    for (a, b, _, unit), got in zip(pairs, run(page, script, [each[:3] for each in pairs]), strict=True):
        assert got == written.show_interval(a, b, unit), (a, b, unit.text)


def test_typed__fits_a_field_and_reads_back(page: Any) -> None:
    recipe = list(vars(shown.recipe(shown_unit("FLOP"))).values())
    script = "([numbers, unit]) => numbers.map((x) => [whenceShown.typed(x, unit), whenceShown.read(whenceShown.typed(x, unit), unit)])"
    assert run(page, script, [[9.89e14, 2e27, 300_000, 1_000_000_000, -4.5e12, 0.25], recipe]) == [
        ["9.89e14", 9.89e14], ["2e27", 2e27], ["300000", 300_000], ["1000000000", 1e9], ["-4.5e12", -4.5e12], ["0.25", 0.25],
    ]  # fmt: skip


def shown_unit(text: str) -> Unit:
    value = {"date": "2025-11-05", "x per 2 year": "3x per 2 year"}.get(text)
    if value:
        parsed = written.parse(value, STANDARD)
        assert isinstance(parsed, Written)
        return parsed.unit
    unit = STANDARD.parse(text)
    assert isinstance(unit, Unit)
    return unit


# --- what is set


@pytest.mark.parametrize("id", ["blackwell-chip-power", "abilene-gpt5-done", "trn2-200k-power"])
def test_set__as_the_engine_says(page: Any, base: Edition, id: str) -> None:
    shipped = model.model(base, id)
    assert shipped is not None
    for field in shipped["fields"][:2]:
        value = field["high"] if field["log"] else 0.3 * field["low"] + 0.7 * field["high"]
        leaf = shipped["nodes"][field["node"]]["id"]
        assert_follows(page, shipped, supposed(base, leaf, value), [[field["node"], value]], [])


CHOICE = """
terms:
  gb200: {title: GB200, senses: {chip: 1 chip, board: 4 chip, rack: 72 chip}}
choices:
  unit: {title: What is counted, term: gb200EXTRA}
claims:
  count: {title: Counted, value: 95 to 105}
  chips: {title: Chips, formula: n * unit, inputs: {n: count, unit: unit}, unit: chip}
  each: {title: Power of one, value: 1.8 to 2.2 kW/chip}
  need: {title: Power needed, formula: n * p, inputs: {n: chips, p: each}, unit: kW}
  supply: {title: Supply, value: 1000 kW}
checks:
  fits: {title: It fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
"""
EXTRAS = (
    "",
    ", prefer: board, because: said so",
    ", credence: {chip: 0.5, board: 0.3, rack: 0.2}",
    ", only: [board, rack]",
)


@pytest.mark.parametrize("extra", EXTRAS)
@pytest.mark.parametrize("supply", [100.0, 1000.0, 790.0, 100_000.0])
def test_set__choices_settle_as_in_the_engine(page: Any, extra: str, supply: float) -> None:
    found = edition(CHOICE.replace("EXTRA", extra))
    shipped = model.model(found, "need")
    assert shipped is not None
    node = next(n for n, each in enumerate(shipped["nodes"]) if each["id"] == "supply")
    value = supply * 1000.0
    assert_follows(page, shipped, supposed(found, "supply", value), [[node, value]], [])


@pytest.mark.parametrize("supply", ["150 to 250 kW", "600 to 900 kW", "10 to 30 MW", "at least 500 kW"])
def test_set__evidence_weighs_readings_as_in_the_engine(page: Any, supply: str) -> None:
    """Supplies in which a check rules nothing out, or something, but speaks for one reading; and a bound."""
    found = edition(CHOICE.replace("EXTRA", EXTRAS[2]).replace("value: 1000 kW", f"value: {supply}"))
    shipped = model.model(found, "chips")
    assert shipped is not None
    assert_follows(page, shipped, found, [], [])


SPARE = """
  spare: {title: Spare, formula: supply - need, inputs: {supply: supply, need: need}, unit: kW, stated: 300 kW}
  double: {title: Twice, formula: 2 * spare, inputs: {spare: spare}, unit: kW}
checks:"""


@pytest.mark.parametrize("extra", [EXTRAS[2], ", credence: {chip: 0.5, board: 0.5, rack: 0}"])
@pytest.mark.parametrize("supply", ["150 to 250 kW", "600 to 900 kW", "800 ± 300 kW", "at least 500 kW"])
def test_set__results_are_of_the_draws_in_which_the_checks_hold(page: Any, supply: str, extra: str) -> None:
    text = CHOICE.replace("EXTRA", extra).replace("value: 1000 kW", f"value: {supply}")
    found = edition(text.replace("checks:", SPARE.strip("\n"), 1))
    shipped = model.model(found, "double")
    assert shipped is not None
    assert_follows(page, shipped, found, [], [])
    assert "conditioned.js" in model.scripts(shipped)
    assert "conditioned.js" not in model.scripts(model.model(edition(CHOICE.replace("EXTRA", "")), "need"))
    if "least" not in supply:
        assert any(each.left for each in found.summaries["double"].readings)


@pytest.mark.parametrize(("high", "most"), [(1.2, "900 kW"), (2, "1500 kW"), (1.2, "100 GW")])
def test_set__a_view_that_nobody_has_weighed_as_in_the_engine(page: Any, high: float, most: str) -> None:
    """A second check ties a choice without credences to one that has some; in the last it always holds, and ties nothing."""
    text = CHOICE.replace("EXTRA", EXTRAS[2]).replace("value: 1000 kW", "value: 600 to 900 kW")
    text = text.replace("claims:", f"  view: {{title: View, options: {{low: 1, high: {high}}}}}\nclaims:", 1)
    text = text.replace(
        "checks:\n",
        f"{SPARE.strip(chr(10)).removesuffix('checks:')}"
        "  viewed: {title: Viewed, formula: need * view, inputs: {need: need, view: view}, unit: kW}\nchecks:\n"
        f"  seen: {{title: Seen, assert: viewed <= most, inputs: {{viewed: viewed, most: {most}}}, on_fail: rule-out}}\n",
        1,
    )
    found = edition(text)
    for id in ("double", "viewed"):
        shipped = model.model(found, id)
        assert shipped is not None
        assert_follows(page, shipped, found, [], [])
    assert any(each.left for each in found.summaries["double"].readings)


@pytest.mark.parametrize("extra", EXTRAS[:3])
def test_pick__as_the_engine_says(page: Any, extra: str) -> None:
    found = edition(CHOICE.replace("EXTRA", extra))
    shipped = model.model(found, "chips")
    assert shipped is not None
    [choice] = shipped["choices"]
    new = whatif.suppose(found, [("unit", "board")])
    assert not isinstance(new, str)
    assert_follows(page, shipped, new, [], [[choice, 1]])


def _placed(node: dict[str, Any]) -> dict[str, Any]:
    """A formula as it comes back from a page: the names of its inputs are their places."""
    if "tree" not in node or "narrow" in node:
        return node
    names = {name: str(index) for name, index in node["inputs"].items()}

    def named(tree: Any) -> Any:
        if not isinstance(tree, list):
            return tree
        return ["n", names[tree[1]]] if tree[0] == "n" else [tree[0], *map(named, tree[1:])]

    inputs = {names[name]: index for name, index in node["inputs"].items()}
    return node | {"tree": named(node["tree"]), "inputs": inputs}


def test_model__comes_whole_from_the_page(page: Any, base: Edition) -> None:
    """What is not shipped, since it follows, is put back to the last digit."""
    kinds: set[str] = set()
    sizes = [0, 0]
    common = model.Common(base, lambda each: f"../claims/{each.partition('#')[0]}.html")
    for id in [*base.summaries][::9]:
        shipped = model.model(base, id, common)
        assert shipped is not None
        block = data_block(packed(shipped))
        back = page.evaluate(
            "(text) => JSON.stringify(window.whenceEstimate.unpacked(JSON.parse(text)))", str(block)
        )
        whole = json.dumps(shipped | {"nodes": [*map(_placed, shipped["nodes"])]})
        assert json.loads(back, parse_int=float) | {"usual": 0} == json.loads(whole, parse_int=float) | {
            "usual": 0
        }
        kinds |= {key for node in shipped["nodes"] for key in node}
        sizes = [sizes[0] + len(str(data_block(shipped))), sizes[1] + len(str(block))]
    assert {"stated", "slack", "tree", "options", "same", "check", "was", "link"} <= kinds
    assert sizes[1] < 0.75 * sizes[0]


def test_pick__ruled_out_is_shown_all_the_same(page: Any) -> None:
    found = edition(CHOICE.replace("EXTRA", ""))
    shipped = model.model(found, "chips")
    assert shipped is not None
    results = run(page, SUMMARIES, [shipped, [], [[shipped["choices"][0], 2]]])
    numbers, _, _, readings = results[shipped["claim"]]
    assert numbers[0] == 72 * found.summaries["count"].figure.point
    assert readings == [[True, False], [True, False], [False, True]]


# --- the page

TRAINIUM = """
topic: {title: Trainium}
terms:
  gb200:
    title: GB200
    senses: {chip: {title: One chip, value: 1 chip}, rack: {title: A whole rack, value: 72 chip}}
choices:
  unit: {title: What was counted, term: gb200}
claims:
  group-power: {title: Power of 32 Trainium 2 chips, value: 24 to 27 kW, cites: [{source: a}]}
  chips: {title: "Trainium 2 chips <b>in all</b>", value: 200K chip, cites: [{source: a}]}
  need:
    title: Power that the Trainium 2 chips need
    formula: n / group * p
    inputs: {n: chips, group: 32 chip, p: group-power}
    unit: MW
  cost: {title: Cost of that power, formula: need * price, inputs: {need: need, price: 12 USD/W}, unit: USD}
  counted: {title: Chips counted, formula: n * unit, inputs: {n: 200K, unit: unit}, unit: chip}
  ready: {title: When it is ready, value: 2025-11 to 2026-02}
  done: {title: When it is done, formula: ready + time, inputs: {ready: ready, time: 90 day}}
checks:
  enough: {title: The site suffices, assert: need <= supply, inputs: {need: need, supply: 250 MW}}
  not-racks:
    title: There are not so many
    assert: n < most
    inputs: {n: counted, most: 1M chip}
    on_fail: rule-out
"""


@pytest.fixture(scope="module")
def trainium() -> Edition:
    found = edition(TRAINIUM, "sources: {a: {title: A}}")
    assert not [each for each in found.findings if each.severity == "error"]
    return found


def opener(page: Any, found: Edition, folder: Path) -> Any:
    """What opens the what-if of a claim at an address, with the model changed first where that is asked for."""
    common = model.Common(found, lambda each: f"{each.partition('#')[0]}.html")

    def opened(id: str, hash: str = "", change: Any = None) -> Any:
        shipped = model.model(found, id, common)
        if change:
            change(shipped)
        block = f'<script type="application/json" id="whatif-model">{data_block(packed(shipped))}</script>'
        body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
        page.goto("about:blank")
        page.goto(page_file(folder, f"{id}.html", body, SCRIPTS) + hash)
        return page

    return opened


@pytest.fixture
def visit(browser: Any, trainium: Edition, tmp_path: Path) -> Iterator[Any]:
    """A function that opens the what-if of a claim at an address; the page must not complain of anything."""
    page = browser.new_page()
    complaints = quiet(page)
    yield opener(page, trainium, tmp_path)
    assert page.locator("[style]").count() == 0
    page.close()
    assert complaints == []


def number(page: Any, wanted: str) -> None:
    """Waits until the page's number is this one, its unit said once."""
    expression = "wanted => document.querySelector('.whatif-number').textContent === wanted"
    comes_true(page, expression, unit_once(wanted))


def said(found: Edition, id: str) -> str:
    return headlines.headline(found, id).replace("  [", " [")


def asked(found: Edition, *settings: tuple[str, str]) -> Edition:
    new = whatif.suppose(found, settings)
    assert not isinstance(new, str)
    return new


def hash_of(page: Any) -> str:
    return str(page.evaluate("location.hash"))


def test_field__gives_what_the_engine_gives(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    number(page, said(trainium, "need"))
    assert page.locator(".whatif-banner").is_hidden()
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("40")
    new = asked(trainium, ("group-power", "40 kW"))
    number(page, said(new, "need"))
    assert hash_of(page) == "#w:group-power=40"
    assert page.locator(".whatif-banner").is_visible()
    row = page.locator(".whatif-moved tbody tr")
    assert row.locator("td").all_text_contents() == [said(trainium, "cost"), said(new, "cost"), "×1.57"]
    assert page.locator(".whatif-flips").text_content() == ""
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("41")
    comes_true(page, "document.querySelector('.whatif-flips').textContent.includes('holds → fails')")


def test_slider__by_keyboard(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    slider = page.get_by_label("Slider: Power of 32 Trainium 2 chips")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageUp")
    comes_true(page, "location.hash.startsWith('#w:group-power=')")
    value = hash_of(page).removeprefix("#w:group-power=")
    assert 25.5 < float(value) < 31
    assert slider.get_attribute("aria-valuetext") == written.show(
        float(value) * 1000, trainium.unit("group-power")
    )
    number(page, said(asked(trainium, ("group-power", f"{value} kW")), "need"))


def test_address__opened_afresh_shows_the_same(visit: Any, trainium: Edition) -> None:
    page = visit("cost", "#w:chips=300000&need%23p=1&cost%23price=15")
    new = asked(trainium, ("chips", "300K chip"))
    assert page.get_by_label("Trainium 2 chips <b>in all</b>", exact=True).input_value() == "300000"
    assert page.get_by_label("Cost of that power: price", exact=True).input_value() == "15"
    ratio = 15 / 12
    wanted = new.summaries["cost"].figure.point * ratio
    comes_true(page, "document.querySelector('.whatif-banner').textContent.includes('2 inputs')")
    assert page.locator(".whatif-number").text_content().startswith(written.show(wanted, new.unit("cost")))


def test_address__picks_and_dates(visit: Any, trainium: Edition) -> None:
    number(visit("done", "#w:ready=2026-01-31"), said(asked(trainium, ("ready", "2026-01-31")), "done"))
    number(visit("counted", "#w:unit=chip"), said(asked(trainium, ("unit", "chip")), "counted"))


@pytest.mark.parametrize(
    "hash",
    [
        "#w:", "#w:nobody=3", "#w:group-power=1e999", "#w:group-power=NaN",
        "#w:group-power=<img src=x onerror=alert(1)>",
        "#w:group-power=%E0%A4%A", "#w:__proto__=1&constructor=2", "#w:group-power", "#w:=&=&&&", "#evidence",
        "#w:group-power=" + "9" * 30_000, "#w:need=5", "#w:group-power=alert(1)",
    ],
)  # fmt: skip
def test_address__hostile_changes_nothing(visit: Any, trainium: Edition, hash: str) -> None:
    page = visit("need", hash)
    page.wait_for_timeout(50)
    number(page, said(trainium, "need"))
    assert page.locator(".whatif-banner").is_hidden()
    lost = page.locator(".whatif-lost").text_content()
    assert lost.startswith("Part of the address was not understood: ") == (hash not in ("#w:", "#evidence"))
    assert len(lost) < 400


def test_address__names_what_it_does_not_understand(visit: Any, trainium: Edition) -> None:
    page = visit("need", "#w:group-power=abc&chips=300000&nobody=3")
    number(page, said(asked(trainium, ("chips", "300K chip")), "need"))
    lost = page.locator(".whatif-lost")
    assert lost.text_content() == "Part of the address was not understood: group-power=abc, nobody=3."
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("30")
    assert lost.is_hidden()
    assert hash_of(page) == "#w:chips=300000&group-power=30"


def test_address__outlives_an_anchor(visit: Any, trainium: Edition) -> None:
    page = visit("need", "#w:chips=300000")
    number(page, new := said(asked(trainium, ("chips", "300K chip")), "need"))
    page.evaluate(
        """() => {
          const link = Object.assign(document.createElement("a"), { href: "#in-chips", textContent: "chips" });
          document.body.append(link, Object.assign(document.createElement("p"), { id: "in-chips" }));
        }"""
    )
    page.get_by_role("link", name="chips", exact=True).click()
    comes_true(page, "location.hash === '#w:chips=300000'")
    number(page, new)
    page.reload()
    number(page, new)


def test_address__goes_along_to_what_moves(visit: Any) -> None:
    page = visit("need", "#w:chips=300000&need%23p=1")
    link = page.locator(".whatif-moved").get_by_role("link", name="Cost of that power")
    link.wait_for()
    assert link.get_attribute("href") == "cost.html#w:chips=300000"


def test_command__does_the_same_in_a_terminal(visit: Any, trainium: Edition) -> None:
    page = visit("need", "#w:group-power=30.5&chips=300000")
    page.locator(".whatif-command code").wait_for()
    words = shlex.split(page.locator(".whatif-command code").text_content())
    assert words == ["whence", "whatif", "group-power=30.5 kW", "chips=300000 chip"]
    number(page, said(asked(trainium, *(tuple(each.split("=", 1)) for each in words[2:])), "need"))
    visit("need", "#w:need%23group=64")
    page.locator(".whatif-banner").wait_for()
    assert page.locator(".whatif-command").text_content() == ""


def test_authored__reads_back_as_the_same_number(page: Any) -> None:
    numbers = np.random.default_rng(5)
    for text in UNITS:
        unit = shown_unit(text)
        if unit.style == "date":
            continue
        span = 3e-8 if text.startswith("x per") else 1.0
        sizes = [span * float(f"{10 ** numbers.uniform(-4, 1):.5g}") for _ in range(20)] + [span * 2.0]
        sizes += [2000.0, 1.5e9] if span == 1.0 else []
        recipe = list(vars(shown.recipe(unit)).values())
        script = "([sizes, unit]) => sizes.map((x) => window.whenceShown.authored(x, unit))"
        for x, got in zip(sizes, run(page, script, [sizes, recipe]), strict=True):
            read = written.parse(got, STANDARD)
            assert isinstance(read, Written), got
            assert read.unit.dimension == unit.dimension, got
            assert alike(unit.from_base(read.point), unit.from_base(x)), got


def test_reset__one_and_all(visit: Any, trainium: Edition) -> None:
    page = visit("need", "#w:chips=300000&group-power=30")
    number(page, said(asked(trainium, ("chips", "300K chip"), ("group-power", "30 kW")), "need"))
    page.get_by_role("button", name="Reset Power of 32 Trainium 2 chips").click()
    number(page, said(asked(trainium, ("chips", "300K chip")), "need"))
    page.get_by_role("button", name="Back to the published values").click()
    number(page, said(trainium, "need"))
    assert hash_of(page) == ""
    assert page.locator(".whatif-banner").is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_field__what_is_no_number_is_said_and_not_taken(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    field = page.get_by_label("Power of 32 Trainium 2 chips", exact=True)
    for text in ("lots", "", "1e400", "3 or 4", "0x10"):
        field.fill(text)
        assert field.get_attribute("aria-invalid") == "true"
        assert (
            "takes a number in kW"
            in page.locator("#" + field.get_attribute("aria-describedby").split()[1]).text_content()
        )
    number(page, said(trainium, "need"))
    for text, why in (
        ("1,500", "1,500 may be 1.5 or 1500: write one of these."),
        ("1e300", "This takes a number in kW: 0, or of a size from about 10⁻³⁰⁰ to 10²⁹⁷."),
    ):
        field.fill(text)
        assert page.locator(".whatif-field .whatif-problem:visible").text_content() == why
    field.fill("2.5K")
    assert field.get_attribute("aria-invalid") is None
    number(page, said(asked(trainium, ("group-power", "2500 kW")), "need"))


@pytest.mark.parametrize("text", ["1,500", "", "40 or so", "1e300", "2" * 61])
def test_field__that_is_no_number_does_not_count(visit: Any, trainium: Edition, text: str) -> None:
    page = visit("need")
    field = page.get_by_label("Power of 32 Trainium 2 chips", exact=True)
    field.fill("40")
    number(page, said(asked(trainium, ("group-power", "40 kW")), "need"))
    field.fill(text)
    number(page, said(trainium, "need"))
    assert hash_of(page) == ""
    assert page.locator(".whatif-banner").is_hidden()
    field.blur()
    assert field.input_value() == (text or "25.4558")
    page.get_by_label("Trainium 2 chips <b>in all</b>", exact=True).fill("300000")
    number(page, said(asked(trainium, ("chips", "300K chip")), "need"))


def test_field__names_the_command_that_follows_a_bound_as_it_is_to_be_typed(
    browser: Any, tmp_path: Path
) -> None:
    """Not as it would be set for reading: no sign stands for another, and the unit is one that is read."""
    found = edition("""
        claims:
          time: {title: Time, value: 12450 person*year}
          swing: {title: Swing, value: -3 kW}
          share: {title: Share, formula: t / (t + o), inputs: {t: time, o: 100 person*year}, unit: "%"}
          part: {title: Part, formula: s / (s - o), inputs: {s: swing, o: 1 kW}, unit: "%"}
    """)
    visit = opener(browser.new_page(), found, tmp_path)
    for id, label, text, at in (
        ("share", "Time", "at least 12450", "time"),
        ("part", "Swing", "at most -3", "swing"),
    ):
        page = visit(id)
        field = page.get_by_label(label, exact=True)
        field.fill(text)
        told = page.locator("p.whatif-problem:visible code").text_content()
        name, _, value = told.removeprefix("whence whatif ").partition("=")
        assert name == at
        assert isinstance(whatif.suppose(found, [(name, value.strip("'"))]), Edition)


def test_field__takes_a_range_an_error_and_a_bound(visit: Any, trainium: Edition) -> None:
    """As `whence whatif` does; the address and the command say what was typed."""
    page = visit("need")
    field = page.get_by_label("Power of 32 Trainium 2 chips", exact=True)
    for text, meant in (
        ("20 to 30", "20 to 30 kW"), ("25 ± 1 kW", "25 ± 1 kW"), ("2K .. 3K", "2000 .. 3000 kW"), ("at least 30", "at least 30 kW"),
    ):  # fmt: skip
        field.fill(text)
        number(page, said(asked(trainium, ("group-power", meant)), "need"))
    assert hash_of(page) == "#w:group-power=at%20least%2030"
    assert page.locator(".whatif-command").text_content() == (
        "The full account: whence whatif group-power='at least 30 kW'"
    )
    page = visit("need", "#w:group-power=20%20to%2030&chips=300000")
    new = asked(trainium, ("group-power", "20 to 30 kW"), ("chips", "300K chip"))
    number(page, said(new, "need"))
    assert page.get_by_label("Power of 32 Trainium 2 chips", exact=True).input_value() == "20 to 30"
    page = visit("need", "#w:group-power=30%20to%2020")
    assert "30 to 20" in page.locator(".whatif-lost").text_content()


def test_field__says_why_a_range_is_not_taken_and_what_of_it_cannot_be(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    field = page.get_by_label("Power of 32 Trainium 2 chips", exact=True)
    why = page.locator(".whatif-field .whatif-problem:visible")
    for text, told in (
        ("30 to 20", "The lower end comes first, and below the upper one."),
        ("24 to 27K", "Does the K hold for both numbers? Write it with each."),
        ("-5 to 30", "Part of this is outside what it can be, 0 kW or more; it is computed all the same."),
    ):
        field.fill(text)
        assert why.text_content() == told


def test_field__takes_a_decimal_comma(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    for text, meant in (
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("1,234.5", 1234.5),
        ("1 500,5", 1500.5),
        ("3 x 10^1", 30),
        ("3·10^−1", 0.3),
    ):
        page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill(text)
        number(page, said(asked(trainium, ("group-power", f"{meant} kW")), "need"))


def test_field__takes_a_part_of_one(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("1/4")
    number(page, said(asked(trainium, ("group-power", "0.25 kW")), "need"))


def test_field__says_what_lies_outside_its_domain_and_computes_it(visit: Any, trainium: Edition) -> None:
    page = visit("need")
    field = page.get_by_label("Power of 32 Trainium 2 chips", exact=True)
    field.fill("-25.5")
    number(page, "−159 MW")
    why = page.locator(".whatif-field .whatif-problem:visible")
    assert why.text_content() == "This is outside what it can be, 0 kW or more; it is computed all the same."
    field.fill("25.5")
    number(page, said(asked(trainium, ("group-power", "25.5 kW")), "need"))
    assert why.count() == 0


WINE = """
claims:
  laid: {title: Laid down, value: 2024-06-15, kind: fact}
  pace: {title: Pace of its price, value: 1.0234567x per year, kind: estimate}
  bottles: {title: Bottles, value: 10 kg, kind: estimate}
  price: {title: Price, value: 100 EUR, kind: estimate}
  worth: {title: Worth, formula: "price * grow(pace, t)", inputs: {price: price, pace: pace, t: 10 year}}
  each: {title: Price of a kilogram, formula: worth / bottles, inputs: {worth: worth, bottles: bottles}}
  opened: {title: Opened, formula: laid + t, inputs: {laid: laid, t: 1 year}}
"""


@pytest.fixture
def cellar(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A function that opens the what-if of a claim of the cellar."""
    page, found = browser.new_page(), edition(WINE)
    quiet(page)

    def opened(id: str, hash: str = "") -> Any:
        block = f'<script type="application/json" id="whatif-model">{data_block(packed(model.model(found, id) or {}))}</script>'
        body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
        page.goto("about:blank")
        page.goto(page_file(tmp_path, f"{id}.html", body, SCRIPTS) + hash)
        return page

    yield opened
    page.close()


def test_field__growth_is_typed_again_as_it_is(cellar: Any) -> None:
    """Before, 1.0234567x stood in its field as 1.02346, and was that once somebody typed there."""
    page = cellar("worth")
    field = page.get_by_label("Pace of its price", exact=True)
    page.get_by_label("Price", exact=True).fill("101")
    assert field.input_value() == "1.0234567"
    page.get_by_label("Slider: Pace of its price").fill("500")
    assert abs(float(field.input_value()) - 1.0234567) < 0.02
    assert len(field.input_value()) > len("1.023")


@pytest.mark.parametrize("day", ["2025-02-30", "9999-01-01", "0000-01-01"])
def test_address__a_day_that_is_none_is_not_taken(cellar: Any, day: str) -> None:
    page = cellar("opened", f"#w:laid={day}")
    comes_true(page, "document.querySelector('.whatif-number').textContent === '2025-06-15'")
    assert "laid" in page.locator("#what-if").text_content()


def test_number__that_is_none_says_why(cellar: Any) -> None:
    page = cellar("each", "#w:bottles=0")
    said = (
        "gives no number here that could be computed with: it divides by zero, or is too large or too small"
    )
    number(page, f"no value: its formula {said}")


SMALL = """
claims:
  a: {title: A, value: 3 m, kind: estimate}
  b: {title: B, value: 2 m, kind: estimate}
  product: {title: Product, formula: a * b, inputs: {a: a, b: b}, unit: m^2}
  ratio: {title: Ratio, formula: a / b, inputs: {a: a, b: b}}
  power: {title: Power, formula: a ^ 3, inputs: {a: a}, unit: m^3}
  decay: {title: Decay, formula: 0.5 ^ (a / u), inputs: {a: a, u: 1 m}}
  beside: {title: Beside, formula: "1 + 3 * exp(-a / u) * 1e-20", inputs: {a: a, u: 1 m}}
  back: {title: Back, formula: "1 + exp(-a / u) * exp(b / u)", inputs: {a: a, b: b, u: 1 m}}
  least: {title: Least, formula: "max(exp(-a / u), 1e-300)", inputs: {a: a, u: 1 m}}
  sign: {title: Sign, formula: "if(exp(-a / u) > 0, 1, 2)", inputs: {a: a, u: 1 m}}
  few: {title: Few, formula: "if(exp(-a / u) < 0.5, 1, 2)", inputs: {a: a, u: 1 m}}
"""


@pytest.mark.parametrize(
    ("claim", "a", "b", "there"),
    [
        ("product", 1e-200, 1e-200, False),
        ("product", 1e-150, 1e-150, True),
        ("product", 0.0, 1e-200, True),
        ("product", 1e200, 1e200, False),
        ("ratio", 1e-200, 1e200, False),
        ("power", 1e-110, 1.0, False),
        ("power", 1e-100, 1.0, True),
        ("decay", 9000.0, 1.0, False),
        ("decay", 900.0, 1.0, True),
        ("beside", 9000.0, 1.0, True),
        ("back", 746.0, 700.0, False),
        ("back", 746.0, 1.0, True),
        ("least", 9000.0, 1.0, True),
        ("sign", 9000.0, 1.0, False),
        ("few", 9000.0, 1.0, True),
    ],
)
def test_set__what_is_too_small_has_no_value_as_in_the_engine(
    page: Any, claim: str, a: float, b: float, there: bool
) -> None:
    found = edition(SMALL)
    shipped = model.model(found, claim)
    assert shipped is not None
    index = {node["id"]: at for at, node in enumerate(shipped["nodes"])}
    own = (
        asked(found, ("a", f"{a:g} m"), ("b", f"{b:g} m"))
        if "b" in index
        else asked(found, ("a", f"{a:g} m"))
    )
    assert (claim in own.summaries) == there
    assert_follows(page, shipped, own, [[index[id], x] for id, x in (("a", a), ("b", b)) if id in index], [])


def test_change__of_points_in_words_and_signs(page: Any, visit: Any) -> None:
    page = visit("need", "#w:group-power=0")
    number(page, "0 MW")
    assert page.locator(".whatif-before").text_content().endswith(", −159 MW")
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("-25.5")
    number(page, "−159 MW")
    assert page.locator(".whatif-before").text_content().endswith(", −318 MW")
    # the point stays where it is, and only the interval goes
    page.get_by_label("Power of 32 Trainium 2 chips", exact=True).fill("25.455844122715712")
    comes_true(page, "document.querySelector('.whatif-before').textContent.endsWith(', interval')")


def test_picker__says_that_what_is_picked_is_ruled_out(visit: Any) -> None:
    page = visit("counted", "#w:unit=rack")
    number(page, "14.4M chip")
    banner = page.locator(".whatif-banner p").text_content()
    assert banner.split(". ", 1)[1] == "1 input changed, with rack, which is ruled out: 14.4M chip"
    page.get_by_label("chip: One chip").check()
    comes_true(page, "!document.querySelector('.whatif-banner').textContent.includes('ruled out')")


@pytest.mark.parametrize(
    ("was", "typed", "said"),
    [
        # The end of a bound is no point: ×0.50 was told of 100 t and at least 50 t, ×0.75 of a ceiling and a floor.
        ("100 t", "at least 50", "bound"),
        ("at most 100 t", "at least 75", "bound"),
        ("at most 100 t", "at most 75", "×0.750"),
        ("at most 100 t", "75", "bound"),
        # Of a temperature the ratio hangs on where its zero lies: ×1.03 was told.
        ("20 °C", "28.5", "+8.5 K"),
        ("68 °F", "50", "−10 K"),
        # -5 to -10 is no growth: ×2 was told where the command and the accounts tell the difference.
        ("-5 kW", "-10", "−5 kW"),
        ("-2%", "3", "+5 pp"),
        ("0 kg", "5", "+5 kg"),
    ],
)
def test_change__of_bounds_temperatures_and_what_is_not_above_zero(
    browser: Any, tmp_path: Path, was: str, typed: str, said: str
) -> None:
    unit = ", unit: '%'" if was.endswith("%") else ""
    found = edition(
        f"claims: {{a: {{title: Given, value: {was}}}, b: {{title: B, formula: a, inputs: {{a: a}}{unit}}}}}"
    )
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(model.model(found, "b") or {}))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    page = browser.new_page()
    page.goto(page_file(tmp_path, "b.html", body, SCRIPTS))
    page.get_by_label("Given", exact=True).fill(typed)
    comes_true(page, f"document.querySelector('.whatif-before').textContent.endsWith(', {said}')")
    page.close()


OPEN = """
terms:
  gb200: {title: GB200, senses: {chip: {title: Chip, value: 1 chip}, rack: {title: A rack, value: 72 chip}}}
choices:
  unit: {title: What was counted, term: gb200}
claims:
  counted: {title: Chips counted, formula: n * unit, inputs: {n: 8K, unit: unit}, unit: chip}
  least: {title: At least so many, value: ">= 3000 chip"}
  both: {title: Both, formula: a + b, inputs: {a: counted, b: least}, unit: chip}
  drawn: {title: One of two, value: {one_of: [2, 3], weights: [0.5, 0.5], unit: kW}}
  need: {title: Power needed, formula: n * p, inputs: {n: both, p: drawn}}
"""


@pytest.fixture(scope="module")
def opened() -> Edition:
    return edition(OPEN)


def test_page__of_what_is_open(browser: Any, opened: Edition, tmp_path: Path) -> None:
    shipped = model.model(opened, "both")
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(shipped))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    page = browser.new_page()
    page.goto(page_file(tmp_path, "both.html", body, SCRIPTS))
    number(page, said(opened, "both"))
    assert page.locator(".whatif-number").text_content().startswith("≥ ")
    assert page.locator(".whatif-choice label").nth(1).text_content() == " Chip"
    page.get_by_label("Chip", exact=True).check()
    number(page, said(asked(opened, ("unit", "chip")), "both"))
    assert page.locator(".whatif-before").text_content() == f"published: {said(opened, 'both')}"
    assert page.locator("figure").is_hidden()  # neither an open number nor a bound has a shape
    assert (
        "open before" in page.locator(".whatif-moved").get_by_role("row", name="Power needed").text_content()
    )
    page.locator(".whatif-definitions summary").click()
    senses = page.locator(".whatif-definitions .whatif-field label").all_text_contents()
    assert senses == ["GB200: chip", "GB200: rack"]
    page.close()


def test_words__of_one_of_a_few(browser: Any, opened: Edition, tmp_path: Path) -> None:
    shipped = model.model(opened, "need")
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(shipped))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    page = browser.new_page()
    page.goto(page_file(tmp_path, "need.html", body, SCRIPTS))
    facts = page.locator(".whatif-field", has_text="One of two").locator(".whatif-facts").text_content()
    assert facts.startswith("published: " + said(opened, "drawn"))
    page.close()


def test_picker__marks_what_is_ruled_out(visit: Any, trainium: Edition) -> None:
    page = visit("counted")
    assert page.locator(".whatif-choice label").all_text_contents() == [
        " as published", " chip: One chip", " rack: A whole rack (ruled out)",
    ]  # fmt: skip
    page.get_by_label("rack: A whole rack").check()
    number(page, "14.4M chip")
    assert hash_of(page) == "#w:unit=rack"
    page.get_by_label("as published").check()
    number(page, said(trainium, "counted"))


def test_page__with_a_model_of_another_build(visit: Any) -> None:
    def tampered(shipped: dict[str, Any]) -> None:
        shipped["nodes"][shipped["claim"]]["was"][0] *= 1.01

    page = visit("need", "#w:chips=300000", tampered)
    page.get_by_role("alert").get_by_text("two different builds").wait_for()
    assert page.locator("input:enabled").count() == 0


def test_page__text_of_the_base_is_never_markup(visit: Any) -> None:
    page = visit("need")
    assert page.locator("#what-if b").count() == 0
    assert page.get_by_text("Trainium 2 chips <b>in all</b>").count()


def test_page__every_control_has_a_name(visit: Any) -> None:
    page = visit("counted")
    unnamed = """() => [...document.querySelectorAll('#what-if input, #what-if button')]
      .filter((each) => !(each.labels && each.labels.length) && !each.getAttribute('aria-label'))
      .filter((each) => !each.textContent.trim()).length"""
    assert page.evaluate(unnamed) == 0
    assert page.locator("[role=status]").count() == 2


# --- the scripted reader


def test_reader__finds_opens_moves_and_shares(browser: Any, trainium: Edition, tmp_path: Path) -> None:
    from whence.publish import site

    for path, content in site.drawn(site.files(trainium, "test")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content.encode() if isinstance(content, str) else content)
    page = browser.new_page()
    complaints = quiet(page)
    page.goto((tmp_path / "search.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("Trainium")
    page.get_by_role("link", name="Power that the Trainium 2 chips need").click()
    page.locator(".asked > summary").click()
    page.locator("#what-if").hover()
    slider = page.get_by_label("Slider: Power of 32 Trainium 2 chips")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("PageUp")
    comes_true(page, "location.hash.startsWith('#w:group-power=')")
    value = hash_of(page).removeprefix("#w:group-power=")
    new = asked(trainium, ("group-power", f"{value} kW"))
    number(page, said(new, "need"))
    downstream = page.locator("#what-if").get_by_role("row", name="Cost of that power")
    assert downstream.locator("td").nth(1).text_content() == said(new, "cost")
    address = page.evaluate("location.href")
    page.close()
    page = browser.new_page()
    complaints += quiet(page)
    page.goto(address)
    number(page, said(new, "need"))
    assert page.get_by_label("Power of 32 Trainium 2 chips", exact=True).input_value() == value
    page.locator("#what-if").get_by_role("row", name="Cost of that power").get_by_role("link").click()
    page.wait_for_url(lambda url: "/claims/cost.html" in url)
    assert page.title().startswith("Cost of that power")
    page.close()
    assert complaints == []


@pytest.mark.parametrize("extra", EXTRAS[:3])
@pytest.mark.parametrize("option", [0, 1, 2])
def test_pick__ruled_out_is_computed_alike_by_page_and_command(page: Any, extra: str, option: int) -> None:
    """A rack is ruled out by the check; before, the command took no notice of it and the page did."""
    found = edition(CHOICE.replace("EXTRA", extra))
    shipped = model.model(found, "need")
    assert shipped is not None
    [choice] = shipped["choices"]
    new = asked(found, ("unit", ("chip", "board", "rack")[option]))
    assert_follows(page, shipped, new, [], [[choice, option]])
    [reading] = [each for each in new.summaries["need"].readings if each.active]
    assert (reading.choose["unit"], reading.possible) == (("chip", "board", "rack")[option], option < 2)


CANCELS = """
    claims:
      price: {title: Price of a crate, value: 3.10 USD/crate}
      sold: {title: Crates sold, value: 40 to 60 crate}
      takings: {title: Takings, formula: p * n, inputs: {p: price, n: sold}, unit: USD}
      back: {title: Crates by the takings, formula: t / p, inputs: {t: takings, p: price}, unit: crate}
      tithe: {title: Tithe, formula: t / 10, inputs: {t: takings}, unit: USD}
    units: {crate: {title: Crate}}
    """


def test_page__what_an_input_that_cancels_leaves_has_not_moved(browser: Any, tmp_path: Path) -> None:
    found = edition(CANCELS)
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(model.model(found, "takings")))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    page = browser.new_page()
    page.goto(page_file(tmp_path, "takings.html", body, SCRIPTS))
    number(page, said(found, "takings"))
    page.get_by_label("Price of a crate", exact=True).fill("3.37")
    number(page, said(asked(found, ("price", "3.37 USD/crate")), "takings"))
    assert page.locator(".whatif-moved tbody th").all_text_contents() == ["Tithe"]


FLOORS = """
    claims:
      loss: {title: Loss, value: at most 60%, domain: share}
      half: {title: Half of it, formula: l / 2, inputs: {l: loss}, unit: "%"}
      made: {title: Energy made, value: 100 MWh}
      lost: {title: Energy lost, formula: l * m, inputs: {l: loss, m: made}, unit: MWh}
"""


@pytest.mark.parametrize(
    ("id", "before", "after"),
    [("half", "0 to 30% (bounds)", "0 to 25% (bounds)"), ("lost", "≤ 60 MWh", "≤ 50 MWh")],
)
def test_page__a_share_has_both_its_ends(
    browser: Any, tmp_path: Path, id: str, before: str, after: str
) -> None:
    found = edition(FLOORS)
    assert said(found, id) == before
    block = f'<script type="application/json" id="whatif-model">{data_block(packed(model.model(found, id)))}</script>'
    body = f'<section id="what-if" data-model="whatif-model" hidden>{block}</section>'
    page = browser.new_page()
    page.goto(page_file(tmp_path, f"{id}.html", body, SCRIPTS))
    number(page, before)
    page.get_by_label("Loss", exact=True).fill("at most 50%")
    number(page, after)
    assert said(asked(found, ("loss", "at most 50%")), id) == after


RIVALS = """
claims:
  tape: {title: By tape, value: 100 ± 1 m, of: height}
  sun: {title: By shadow, value: 101 ± 1 m, of: height}
  steps: {title: Steps to the metre, value: 5 to 6 1/m}
  stairs: {title: Steps in all, formula: h * s, inputs: {h: height, s: steps}}
quantities: {height: {title: Height of the tower, take: weighted}}
"""


WARM = """
claims:
  shade: {title: In the shade, value: 20 ± 1 °C, of: warmth}
  sun: {title: In the sun, value: 21 ± 1 °C, of: warmth}
  warmer: {title: Warmer, formula: t + d, inputs: {t: sun, d: 2 K}, unit: °C}
quantities: {warmth: {title: Warmth, take: shade}}
"""


def test_rivals__that_turn_are_told_as_checks_are_and_in_degrees_left_to_the_command(
    browser: Any, tmp_path: Path
) -> None:
    found = edition(RIVALS)
    turned = [each for each in flips(found, asked(found, ("tape", "130 ± 1 m"))) if each.kind == "rivals"]
    assert [(each.id, each.old, each.new) for each in turned] == [("height", "consistent", "conflict")]
    assert not list(flips(found, asked(found, ("steps", "7 1/m"))))
    page = browser.new_page()
    visit = opener(page, found, tmp_path)
    visit("stairs", "#w:tape=130%20%C2%B1%201")
    wanted = "Height of the tower, what its claims are together: consistent → conflict"
    comes_true(page, "wanted => document.querySelector('.whatif-flips').textContent === wanted", wanted)
    assert page.locator(".whatif-flips a").get_attribute("href") == "height.html"
    visit("stairs", "#w:tape=102")
    comes_true(page, "document.querySelector('.whatif-moved tbody').textContent.includes('Height')")
    assert page.locator(".whatif-flips").text_content() == ""
    visit("stairs", "#w:steps=7")
    comes_true(page, "document.querySelector('.whatif-banner').textContent.includes('1 input')")
    assert "Whether" not in page.locator(".whatif-note").text_content()
    visit = opener(page, edition(WARM), tmp_path)
    visit("warmer", "#w:sun=30")
    wanted = "Whether the claims of Warmth still agree is said by the full account"
    comes_true(page, "wanted => document.querySelector('.whatif-note').textContent.includes(wanted)", wanted)
    page.close()
