"""Formulas, bounds and samples against numpy and against brute force."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from small import edition, interval, point, rules
from whence.files.schema import Settings


def test_evaluate__the_point_is_the_arithmetic_an_auditor_checks() -> None:
    found = edition("""
        claims:
          per-group: {title: Power of 32 chips, value: 24 to 27 kW}
          all: {title: Power of all, formula: chips / group * p, inputs: {chips: 200K chip, group: 32 chip, p: per-group}, unit: MW}
    """)
    assert point(found, "all") == pytest.approx(200_000 / 32 * math.sqrt(24 * 27) / 1000, rel=1e-12)
    assert interval(found, "all") == pytest.approx((150.0, 168.75), rel=1e-3)


FORMULAS = {
    "a + b - c": lambda a, b, c: a + b - c,
    "a * b / c": lambda a, b, c: a * b / c,
    "a ^ 2 / (b ^ 0.5 + c)": lambda a, b, c: a**2 / (b**0.5 + c),
    "-a ^ 2 + b": lambda a, b, c: -(a**2) + b,
    "a - b - c": lambda a, b, c: a - b - c,
    "a / b / c": lambda a, b, c: a / b / c,
    "2 ^ a ^ 0.5": lambda a, b, c: 2 ** (a**0.5),
    "min(a, b, c) + max(a, b, c)": lambda a, b, c: (
        np.minimum(a, np.minimum(b, c)) + np.maximum(a, np.maximum(b, c))
    ),
    "mean(a, b, c) * sum(a, b)": lambda a, b, c: (a + b + c) / 3 * (a + b),
    "geomean(a, b, c)": lambda a, b, c: (a * b * c) ** (1 / 3),
    "if(a > b, a, c)": lambda a, b, c: np.where(a > b, a, c),
    "if(a > b and not (b > c) or c == c, 1, 2)": lambda a, b, c: np.ones_like(a),
    "clamp(a, 2, 3) + abs(b - c)": lambda a, b, c: np.clip(a, 2, 3) + abs(b - c),
    "exp(a / 10) + log(b) + log2(c) + log10(a) + sqrt(b)": lambda a, b, c: (
        np.exp(a / 10) + np.log(b) + np.log2(c) + np.log10(a) + np.sqrt(b)
    ),
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_evaluate__each_draw_is_what_numpy_gives_for_the_draws_of_the_inputs(formula: str) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 1 to 4}}
          b: {{title: B, value: 2 .. 3}}
          c: {{title: C, value: 3 ± 0.3}}
          out: {{title: Out, formula: "{formula}", inputs: {{a: a, b: b, c: c}}}}
    """)
    drawn = [found.values.of[id].samples for id in "abc"]
    np.testing.assert_allclose(found.values.of["out"].samples, FORMULAS[formula](*drawn), rtol=1e-12)


def test_evaluate__growth_is_a_rate() -> None:
    found = edition("""
        claims:
          pace: {title: Pace, value: 4x per year}
          double: {title: Doubling, value: doubling in 6 month}
          two-years: {title: In two years, formula: "grow(r, 2 * y)", inputs: {r: pace, y: 1 year}}
          same: {title: Ratio of the paces, formula: r / d, inputs: {r: pace, d: double}}
          yearly: {title: Yearly, formula: annual(d), inputs: {d: double}}
          back: {title: Back, formula: "growth_rate(x, y)", inputs: {x: two-years, y: 2 year}, unit: x/year}
    """)
    assert rules(found, least="conflict") == []
    assert point(found, "two-years") == pytest.approx(16)
    assert point(found, "same") == pytest.approx(1)
    assert point(found, "yearly") == pytest.approx(4)
    assert found.summaries["back"].figure.point == pytest.approx(found.summaries["pace"].figure.point)


def test_evaluate__shared_inputs_stay_correlated() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 1 to 9 kW}
          twice: {title: Twice, formula: a + a, inputs: {a: a}}
          nothing: {title: Nothing, formula: t - 2 * a, inputs: {t: twice, a: a}, unit: kW}
          one: {title: One, formula: t / a / 2, inputs: {t: twice, a: a}}
    """)
    assert not found.values.of["nothing"].samples.any()
    assert (found.values.of["one"].samples == 1).all()


def test_evaluate__ranges_that_move_together_and_against() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 1 .. 3}
          with: {title: With, value: 10 .. 30, moves_with: [a]}
          against: {title: Against, value: 10 .. 30, moves_against: [with]}
    """)
    a, along, against = (found.values.of[id].samples for id in ("a", "with", "against"))
    np.testing.assert_allclose(along, 10 * a, rtol=1e-12)
    np.testing.assert_allclose(against, 40 - 10 * a, rtol=1e-12)


# What would be wrong by any factor, or decided by what is not there.
FAINT = (
    "exp(-745 - a) * exp(700) * exp(45)",
    "exp(-742 - a / 1e9) * exp(700) * exp(40)",
    "exp(-742 - a / 1e9) / (exp(-742) + exp(-743))",
    "2.718 ^ (-800 * a)",
    "exp(-800 * a)",
    "0.3 * exp(-800 * a) * 1e-20 * 1e300 + 1",
    "if(exp(-800 * a) > 0, 1, 2)",
    "if(exp(-800 * a) > exp(-801 * a), 1, 2)",
    "sqrt(exp(-800 * a)) + 1e-150",
    "geomean(exp(-800 * a), 1e300)",
    "max(exp(-800 * a), 0)",
    "-exp(-800 * a) ^ 2",
)
# What stands, whatever is left of it.
NOTHING_BESIDE = {
    "1 + exp(-800 * a)": 1,
    "1 / (1 + exp(-800 * a))": 1,
    "5 - 3 * exp(-800 * a) * 1e-20": 5,
    "if(exp(-800 * a) < 0.5, 1, 2)": 1,
    "if(exp(-800 * a) >= 0, 1, 2)": 1,
    "if(a < 9, 1, exp(-800 * a))": 1,
    "max(exp(-4000 * a), 1e-300)": 1e-300,
    "0 * exp(-800 * a)": 0,
    "exp(exp(-800 * a))": 1,
    "2 + a * 1e-200 * (a * 1e-200)": 2,
    "exp(-a) * 0 + 7": 7,
    "-5 + (-0.5) ^ 2001": -5,
}


@pytest.mark.parametrize(("formula", "result"), NOTHING_BESIDE.items())
def test_evaluate__what_is_too_small_is_nothing_beside_what_is_not(formula: str, result: float) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 1 to 3}}
          out: {{title: Out, formula: "{formula}", inputs: {{a: a}}}}
    """)
    assert [each.rule for each in found.findings if each.severity == "error"] == []
    assert set(found.values.of["out"].samples.flat) == {result}


def test_check__of_a_decay_is_not_decided_by_nothing() -> None:
    found = edition("""
        claims:
          t: {title: Exponent, value: 800}
          gone: {title: Survival, formula: exp(-t), inputs: {t: t}}
          rate: {title: Loss, value: -90%/year}
          left: {title: Left, formula: "grow(g, t) * 1e300", inputs: {g: rate, t: 322 year}}
        checks:
          some: {title: Some are left, assert: g > 0, inputs: {g: gone}, on_fail: conflict}
          some-too: {title: Some are left, assert: exp(-t) > 0, inputs: {t: t}, on_fail: conflict}
          few: {title: Few are left, assert: exp(-t) < 0.1, inputs: {t: t}, on_fail: conflict}
    """)
    assert [each.id for each in found.findings if each.rule == "not-finite"] == ["gone", "left", "some-too"]
    hints = [hint for each in found.findings if each.rule == "not-finite" for hint in each.hints]
    assert hints == [
        "if so little is nothing here, write `max(exp(-t), 1e-300)`",
        "take what it is multiplied by into the exponent: `b * exp(a)` is `exp(a + log(b))`",
        "if so little is nothing here, write `max(exp(-t), 1e-300)` in its place",
    ]
    assert [each.verdict for each in found.outcomes("few")] == ["holds"]
    assert not [each for each in found.findings if each.rule == "check-fails"]


@pytest.mark.parametrize(
    ("formula", "hint"),
    [
        ("exp(-t) * exp(700)", "put the exponents together: `exp(a) * exp(b)` is `exp(a + b)`"),
        ("exp(-t) / 3", "take what it is multiplied by into the exponent: `b * exp(a)` is `exp(a + log(b))`"),
        ("exp(-t * 1)", "if so little is nothing here, write `max(exp(-t * 1), 1e-300)`"),
        ("-exp(-t)", "if so little is nothing here, write `max(exp(-t), 1e-300)` in its place"),
    ],
)
def test_hint__of_what_is_too_small_is_about_the_powers_that_are_there(formula: str, hint: str) -> None:
    """The second and the last were told to put exponents together, of which they have one."""
    found = edition(f"claims: {{out: {{title: Out, formula: {formula}, inputs: {{t: 800}}}}}}")
    [told] = [each for each in found.findings if each.rule == "not-finite"]
    assert told.hints == (hint,)


@pytest.mark.parametrize(
    ("formula", "words", "share"),
    [
        ("1 / (a - a)", "divides by zero always", 1.0),
        ("1 / (a - x)", "divides by zero always", 1.0),
        ("log(a - x)", "takes `log` of a number that is not positive", None),
        ("sqrt(a - 2)", "takes `sqrt` of a number that is not positive", None),
        ("(a - 2) ^ 0.5", "takes a broken power of a negative number", None),
        ("10 ^ (a * 900)", "overflows always", 1.0),
        ("round(a, x - x)", "has a step of zero always", 1.0),
        ("floor(0 - a, x - x)", "has a step of zero always", 1.0),
        ("ceil(10 ^ (a * 900), x)", "overflows always", 1.0),
        (
            "a * 1e-200 * (x * 1e-200)",
            "gives a number below 1e-307, which is too small to compute with, always",
            1.0,
        ),
        (
            "1e-200 * a / (1e200 * x) + 1e-300",
            "gives a number below 1e-307, which is too small to compute with, always",
            1.0,
        ),
        (
            "(a * 1e-120) ^ 3 * x",
            "gives a number below 1e-307, which is too small to compute with, always",
            1.0,
        ),
        *((each, "gives a number below 1e-307, which is too small to compute with,", None) for each in FAINT),
    ],
)
def test_evaluate__no_finite_value_is_a_finding_that_names_the_step(
    formula: str, words: str, share: float | None
) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 1 to 3}}
          out: {{title: Out, formula: "{formula}", inputs: {{a: a, x: a}}}}
          next: {{title: Next, formula: o, inputs: {{o: out}}}}
    """)
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.rule, each.id) for each in errors] == [("not-finite", "out")]
    assert words in errors[0].message
    assert "out" not in found.summaries
    assert found.cause("next") == "out"
    if share:
        assert errors[0].data["share"] == share


@pytest.mark.parametrize(
    "formula",
    ["0 * a * x * 1e-300", "0.5 ^ (2000 * a + x) + x", "exp(-2000 * a) + x", "a * 1e-150 * x * 1e-150"],
)
def test_evaluate__nothing_may_come_of_nothing_and_of_a_long_decay(formula: str) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 1 to 3}}
          out: {{title: Out, formula: "{formula}", inputs: {{a: a, x: a}}}}
    """)
    assert "out" in found.summaries


# --- bounds ----------------------------------------------------------------------------------------------------

BOUNDED = """
    claims:
      a: {{title: A, value: "{a}"}}
      b: {{title: B, value: "{b}"}}
      out: {{title: Out, formula: "{formula}", inputs: {{a: a, b: b}}}}
"""
STEPS = ["a + b", "a - b", "b - a", "a * b", "a / b", "b / a", "a ^ 2 / b", "1 / (a + b)", "a ^ -1 - b", "sqrt(a) * b",
         "min(a, b)", "max(a, b) / 3", "log(a) - b", "-a + b", "exp(-a) * b", "a * (b - 10)", "a / (a + b)", "mean(a, -b)",
         "(b - 10) / a", "1 / (b - 10)", "a * (b - 3)", "a ^ (b - 10)", "clamp(a, 1, b)", "abs(a - b)", "geomean(a, b)", "2 ^ -a", "0.5 ^ a"]  # fmt: skip
VALUES = ["> 5", "< 5", ">= 0.5", "<= 2", "3", "0.2"]


@pytest.mark.parametrize("formula", STEPS)
def test_bound__agrees_with_brute_force_on_the_unknown_side(formula: str) -> None:
    generator = random.Random(formula)
    for a in VALUES:
        for b in VALUES:
            if not (a + b).strip("0.123456789 "):
                continue
            found = edition(BOUNDED.format(formula=formula, a=a, b=b))
            if "out" in found.summaries:
                _beyond(generator, formula, a, b, found.summaries["out"].bound, point(found, "out"))


def _beyond(generator: random.Random, formula: str, a: str, b: str, bound: str, at: float) -> None:
    """No true value that the inputs allow may lie on the side that the bound excludes; quantities stay above zero."""
    from whence.evaluate.arithmetic import compute
    from whence.language.formulas.formula import Tree, parse

    tree = parse(formula)
    assert isinstance(tree, Tree)
    for _ in range(200):
        truth = {name: np.float64(_true(generator, text)) for name, text in (("a", a), ("b", b))}
        with np.errstate(all="ignore"):
            value = float(compute(tree, truth))  # type: ignore[arg-type]
        if math.isfinite(value):
            slack = 1e-9 * max(1.0, abs(at))
            assert bound != "lower" or value >= at - slack, (formula, a, b, truth, value, at)
            assert bound != "upper" or value <= at + slack, (formula, a, b, truth, value, at)
            assert bound or value == pytest.approx(at), (formula, a, b, truth)


def _true(generator: random.Random, text: str) -> float:
    number = float(text.strip("<>= "))
    if ">" in text:
        return number * 10 ** generator.uniform(0, 2)
    return number * 10 ** generator.uniform(-2, 0) if "<" in text else number


@pytest.mark.parametrize(
    ("formula", "bound"),
    [
        ("1 / r", "upper"),
        ("r * 3", "lower"),
        ("r - q", "lost"),
        ("-r", "upper"),
        ("log(r)", "lower"),
        ("3 - 2 * r", "upper"),
    ],
)
def test_bound__stays_one_through_monotone_steps(formula: str, bound: str) -> None:
    found = edition(f"""
        claims:
          ratio: {{title: Ratio, value: "> 5x"}}
          out: {{title: Out, formula: {formula}, inputs: {{r: ratio, q: other}}}}
          other: {{title: Other, value: "> 2x"}}
    """)
    assert found.summaries["out"].bound == bound


def test_bound__of_growth_knows_its_sign() -> None:
    found = edition("""
        claims:
          fell: {title: It fell to, value: 0.5}
          risen: {title: It rose to, value: 2}
          span: {title: In more than, value: "> 2 year"}
          down: {title: Down, formula: "growth_rate(x, t)", inputs: {x: fell, t: span}}
          up: {title: Up, formula: "growth_rate(x, t)", inputs: {x: risen, t: span}}
    """)
    # slower than it looks, either way
    assert found.summaries["up"].bound == "upper"
    assert found.summaries["down"].bound == "lower"


def test_bound__goes_through_a_choice_whose_options_share_it() -> None:
    found = edition("""
        claims:
          least: {title: Least, value: "> 5"}
          more: {title: More, value: "> 7"}
          most: {title: Most, value: "< 9", domain: positive}
          out: {title: Out, formula: 2 * x, inputs: {x: which}}
          mixed: {title: Mixed, formula: 2 * x, inputs: {x: other}}
        choices:
          which: {title: Which, options: {a: least, b: more}}
          other: {title: Other, options: {a: least, b: most}}
    """)
    assert found.summaries["out"].bound == "lower"
    assert found.summaries["mixed"].enclosure == (0, math.inf)
    assert [each.enclosure for each in found.summaries["mixed"].readings] == [
        (pytest.approx(10), math.inf),
        (0, pytest.approx(18)),
    ]


# --- quantities ------------------------------------------------------------------------------------------------

RIVALS = """
    claims:
      one: {{title: One, value: 10 ± 1 kW, of: q, as_of: 2024-01}}
      two: {{title: Two, value: 12 ± 2 kW, of: q, as_of: 2025-01}}
      old: {{title: Old, value: 99 kW, of: q, as_of: 2026-01, status: superseded, superseded_by: two}}
      out: {{title: Out, formula: 2 * q, inputs: {{q: q}}}}
    quantities:
      q: {{title: Q, take: {take}}}
"""


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("latest", 24.0),
        ("one", 20.0),
        # weights 1 and 1/4
        ("weighted", 2 * (10 + 12 / 4) / (1 + 1 / 4)),
        ("envelope", None),
        ("mixture", None),
        ("random-effects", 2 * (10 + 12 / 4) / (1 + 1 / 4)),
    ],
)
def test_evaluate__a_quantity_takes_what_it_says(take: str, expected: float | None) -> None:
    found = edition(RIVALS.format(take=take))
    assert rules(found, least="conflict") == []
    if expected is not None:
        assert point(found, "out") == pytest.approx(expected, rel=1e-3)
    low, high = interval(found, "q")
    if take == "envelope":
        assert low > 8
        assert high < 16
    if take == "mixture":
        assert set(np.unique(found.values.of["q"].samples)) <= {
            *found.values.of["one"].samples.tolist(),
            *found.values.of["two"].samples.tolist(),
        }


# --- limits ----------------------------------------------------------------------------------------------------


def many(count: int, options: int, check: bool) -> str:
    names = ", ".join(f"o{n}: {n + 1}" for n in range(options))
    choices = "\n".join(f"          c{n}: {{title: C, options: {{{names}}}}}" for n in range(count))
    checks = "\n".join(
        f"          k{n}: {{title: K, assert: a + b < 4, inputs: {{a: c{n}, b: c{n + 1}}}, on_fail: rule-out}}"
        for n in range(count - 1)
    )
    inputs = ", ".join(f"x{n}: c{n}" for n in range(count))
    return f"""
        choices:
{choices}
        claims:
          all: {{title: All, formula: "{" + ".join(f"x{n}" for n in range(count))}", inputs: {{{inputs}}}}}
          one: {{title: One, formula: x, inputs: {{x: c0}}}}
        checks:
          zero: {{title: Zero, assert: a > 0, inputs: {{a: c0}}}}
{checks if check else ""}
    """


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(("count", "options"), [(10, 2), (30, 2), (70, 2), (70, 1)])
def test_evaluate__too_many_contexts_are_a_finding_and_not_a_hang(
    count: int, options: int, check: bool
) -> None:
    found = edition(many(count, options, check), settings=Settings(samples=16))
    assert "too-many-contexts" in rules(found)
    assert "one" in found.summaries
    assert len(found.summaries["one"].readings) == options


# --- comparisons ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "inputs", "holds"),
    [
        ("a + b == c", "a: 0.1, b: 0.2, c: 0.3", True),
        ("a + b != c", "a: 0.1, b: 0.2, c: 0.3", False),
        ("a + b <= c", "a: 0.1, b: 0.2, c: 0.3", True),
        ("c >= a + b", "a: 0.1, b: 0.2, c: 0.3", True),
        ("a + b > c", "a: 0.1, b: 0.2, c: 0.3", False),
        ("a + b < c + 0", "a: 0.1, b: 0.7, c: 0.8", False),
        ("a + b - c == 0", "a: 0.1, b: 0.2, c: 0.3", True),
        ("a + b - c > 0", "a: 0.1, b: 0.2, c: 0.3", False),
        ("sum(a, b, -c) == 0", "a: 0.1, b: 0.2, c: 0.3", True),
        ("x + y + z == one", "x: 33.3%, y: 33.3%, z: 33.4%, one: 1", True),
        ("big + 1 - big == 0", "big: 1e16", True),
        ("big + 1e6 - big == 0", "big: 1e16", False),
        ("log((a + b) / c) == 0", "a: 0.1, b: 0.2, c: 0.3", True),
        ("sqrt(a)^2 == a", "a: 0.2", True),
        ("log(exp(a)) == a", "a: 0.1", True),
        ("max(a + b, c) == min(a + b, c)", "a: 0.1, b: 0.2, c: 0.3", True),
        ("not a + b > c", "a: 0.1, b: 0.2, c: 0.3", True),
        ("if(a + b == c, 1, 2) == 1", "a: 0.1, b: 0.2, c: 0.3", True),
        # what differs by more than rounding differs
        ("a == c", "a: 1, c: 1.00000000001", False),
        ("a < c", "a: 1, c: 1.00000000001", True),
        ("a * big / big == c", "a: 1, big: 1e20, c: 1.000001", False),
        ("big / a <= c", "big: 2e27, a: 1e27, c: 1.999", False),
        ("a == 0", "a: 1e-30", False),
        ("a - b == 0", "a: 1e-30, b: 2e-30", False),
        ("a - b == 0", "a: 0.3, b: 0.3", True),
        ("exp(big) > 1 or big > 0", "big: 1e6", True),
    ],
)
def test_compare__rounding_of_the_machine_is_no_difference(check: str, inputs: str, holds: bool) -> None:
    found = edition(f'checks: {{c: {{title: C, assert: "{check}", inputs: {{{inputs}}}}}}}')
    assert found.values.of["c"].samples.tolist() == [float(holds)]


def test_compare__each_draw_by_its_own_numbers() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 1e-3 to 1e3}
          b: {title: B, value: 3 .. 7}
        checks:
          same: {title: Same, assert: a + b - a == b, inputs: {a: a, b: b}}
          more: {title: More, assert: a + b > a, inputs: {a: a, b: b}}
          less: {title: Less, assert: a * b / b < a, inputs: {a: a, b: b}}
    """)
    assert {id: found.values.of[id].samples.mean() for id in ("same", "more", "less")} == {
        "same": 1,
        "more": 1,
        "less": 0,
    }


CHAIN = """
    claims:
      a: {{title: A, value: {a}}}
      sum: {{title: Sum, formula: a + b, inputs: {{a: a, b: 0.2}}}}
      left: {{title: What is left, formula: s - c, inputs: {{s: sum, c: c}}}}
      half: {{title: Half of it, formula: 5 * l / 10, inputs: {{l: left}}}}
      same: {{title: The same, formula: h + d, inputs: {{h: half, d: 0}}}}
      c: {{title: C, value: {c}}}
    checks:
      none: {{title: None, assert: l == 0, inputs: {{l: left}}}}
      more: {{title: More, assert: l > 0, inputs: {{l: left}}}}
      far: {{title: Far, assert: s >= 0 and s <= 0, inputs: {{s: same}}}}
"""


@pytest.mark.parametrize(
    ("a", "c", "none", "more"),
    [("0.1", "0.3", 1, 0), ("0.1 .. 0.1000001", "0.3", None, None), ("0.1", "0.29999999999", 0, 1)],
)
def test_compare__rounding_that_came_with_an_input(
    a: str, c: str, none: float | None, more: float | None
) -> None:
    found = edition(CHAIN.format(a=a, c=c))
    shares = {id: float(found.values.of[id].samples.mean()) for id in ("none", "more", "far")}
    assert none is None or shares == {"none": none, "more": more, "far": none}


def test_compare__rounding_in_one_reading_is_none_in_another() -> None:
    found = edition("""
        claims:
          left: {title: Left, formula: x + a - x, inputs: {x: size, a: 1e-3}}
        choices:
          size: {title: Size, options: {small: 1, large: 1e12}}
        checks:
          none: {title: None, assert: l == 0, inputs: {l: left}}
    """)
    assert found.values.of["none"].point.tolist() == [0, 1]
