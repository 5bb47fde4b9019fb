"""What is said of a relation that does not hold: how severely, with which answer in which reading, and how far off it is."""

from __future__ import annotations

from statistics import NormalDist

import pytest

from small import edition
from whence.account import ledger
from whence.judge.edition import Edition
from whence.judge.states import State, Subject, states

Z = NormalDist()
BASE = """
    claims:
      a: {title: A, value: LEFT}
      b: {title: B, value: 5 MW}
      c: {title: C, formula: n * s, inputs: {n: 1, s: size}}
    choices:
      size: {title: Size, options: {small: SMALL, large: LARGE}}
    checks:
      check: {title: The relation, assert: a >= c, inputs: {a: a, c: c}, on_fail: ON_FAIL}
"""
# What a is, what c is in either reading, and what follows for a check that reports, warns, conflicts or rules out.
CASES = {
    "holds": ("9 MW", "1 MW", "2 MW", State.HOLDS, ("", "", "", "")),
    "fails": ("1 MW", "2 MW", "3 MW", State.FAILS, ("check-reports", "check-warns", "check-fails", "no-context-survives")),
    "doubtful": ("1 to 3 MW", "2 MW", "2.1 MW", State.DOUBTFUL, ("check-reports", *["check-doubtful"] * 3)),
    "bounded": ("at least 1 MW", "2 MW", "3 MW", State.OPEN, ("check-open",) * 4),
    "by reading": ("2 MW", "1 MW", "3 MW", State.BY_READING, ("check-depends",) * 3 + ("",)),
    "doubtful or not": ("1 to 3 MW", "2 MW", "9 MW", State.BY_READING, ("check-depends", *["check-doubtful"] * 3)),
}  # fmt: skip
ON_FAIL = ("report", "warning", "conflict", "rule-out")
SEVERITY = {
    "check-reports": "note", "check-depends": "note", "check-open": "note", "check-doubtful": "warning",
    "check-warns": "warning", "check-fails": "conflict", "no-context-survives": "conflict",
}  # fmt: skip


def _base(case: str, on_fail: str) -> Edition:
    left, small, large, _, _ = CASES[case]
    text = BASE.replace("LEFT", left).replace("SMALL", small).replace("LARGE", large)
    return edition(text.replace("ON_FAIL", on_fail))


@pytest.mark.parametrize("on_fail", ON_FAIL)
@pytest.mark.parametrize("case", CASES)
def test_check__is_told_once_with_the_severity_of_what_it_is(case: str, on_fail: str) -> None:
    found, (*_, state, rules) = _base(case, on_fail), CASES[case]
    rule = rules[ON_FAIL.index(on_fail)]
    said = [(each.rule, each.severity) for each in found.findings if each.id == "check"]
    assert said == ([(rule, SEVERITY[rule])] if rule else [])
    known = states(found)[Subject("checks", "check")]
    if on_fail == "rule-out" and state == State.BY_READING:
        # The reading in which it fails is ruled out.
        state = State.DOUBTFUL if rule else State.HOLDS
    assert known == (State.CONFLICT if SEVERITY.get(rule) == "conflict" else state)
    parts = [each.part for each in ledger.entries(found) if each.id == "check"]
    assert parts == ([known.part] if known.part else [])


def test_check__by_reading_has_the_answer_of_each() -> None:
    (said,) = (each.message for each in _base("by reading", "report").findings if each.id == "check")
    assert said.split("\n") == [
        "The relation: a >= c depends on the reading of `size`",
        "  holds          small",
        "  does not hold  large",
    ]
    (line,) = (each for each in ledger.entries(_base("by reading", "report")) if each.id == "check")
    assert line.statement == "The relation: holds with small; does not hold with large"
    assert [(dict(each.choose), each.verdict) for each in line.answers] == [
        ({"size": "small"}, "holds"),
        ({"size": "large"}, "fails"),
    ]


SIDES = {
    "a >= c": ("a", "3 MW", "c", "4 MW", "a is 0.75 times c"),
    "a - b >= c / 2": (
        "left side",
        "1 MW",
        "right side",
        "2 MW",
        "the left side is 0.5 times the right side",
    ),
    "a >= 2 * c": ("a", "3 MW", "right side", "8 MW", "a is 0.375 times the right side"),
}


@pytest.mark.parametrize("text", SIDES)
def test_check__says_its_two_sides_in_a_unit_and_how_they_compare(text: str) -> None:
    names = [name for name in ("a", "b", "c") if name in text]
    values = {"a": "3 MW", "b": "2 MW", "c": "4 MW"}
    claims = "\n".join(f"      {name}: {{title: {name.upper()}, value: {values[name]}}}" for name in names)
    inputs = ", ".join(f"{name}: {name}" for name in names)
    found = edition(f"""
    claims:
{claims}
    checks:
      check: {{title: The relation, assert: {text}, inputs: {{{inputs}}}, on_fail: conflict}}
    """)
    (said,) = (each.message for each in found.findings if each.rule == "check-fails")
    rows = dict(line.split(maxsplit=1) if "side  " not in line else line.strip().split("  ", 1) for line in said.split("\n")[1:])  # fmt: skip
    one, left, other, right, compared = SIDES[text]
    assert (rows[one].strip(), rows[other].strip(), rows["compared"].strip()) == (left, right, compared)


def test_check__of_dates_compares_days_and_of_growth_the_rates() -> None:
    found = edition("""
    claims:
      start: {title: Start, value: 2025-01-11}
      end: {title: End, value: 2025-01-01}
      slow: {title: Slow, value: 1.1x per year}
      fast: {title: Fast, value: 1.21x per year}
    checks:
      in-time: {title: In time, assert: s <= e, inputs: {s: start, e: end}, on_fail: conflict}
      keeps-up: {title: Keeps up, assert: s >= f, inputs: {s: slow, f: fast}, on_fail: conflict}
    """)
    said = {each.id: each for each in found.findings if each.rule == "check-fails"}
    assert "compared  s is 10 days later than e" in said["in-time"].message
    assert "ratio" not in said["in-time"].data
    assert "compared  the rate of s is 0.5 times that of f" in said["keeps-up"].message


def test_check__names_only_the_choices_that_its_answer_depends_on() -> None:
    found = edition("""
    claims:
      need: {title: Need, formula: s + 0 * t, inputs: {s: size, t: tone}}
    choices:
      size: {title: Size, options: {small: 1 MW, large: 9 MW}}
      tone: {title: Tone, options: {high: 1 MW, low: 2 MW}}
    checks:
      fits: {title: Fits, assert: need <= five, inputs: {need: need, five: 5 MW}, on_fail: report}
    """)
    (said,) = (each.message for each in found.findings if each.rule == "check-depends")
    assert said.split("\n") == [
        "Fits: need <= five depends on the reading of `size`",
        "  holds          small",
        "  does not hold  large",
    ]


def test_check__that_is_doubtful_says_in_which_reading_and_how_often_it_is_true_in_the_others() -> None:
    found = edition("""
        claims:
          harvest: {title: Harvest, value: 607 ± 34 t}
          takes: {title: Takes, formula: n * ton, inputs: {n: 640, ton: ton}, unit: t}
        choices:
          ton: {title: Ton, options: {short: {value: 2000 lb}, metric: {value: 1000 kg}, long: {value: 2240 lb}}}
          apart: {title: Apart, options: {one: {value: 1}, two: {value: 2}}}
        checks:
          fits: {title: Fits, assert: h <= t, inputs: {h: harvest, t: takes}}
          whole: {title: Whole, assert: h * a > 560 * a * kg, inputs: {h: harvest, a: apart, kg: 1 t}}
    """)
    said = {each.id: each.message.split("\n")[1:] for each in found.findings if each.rule == "check-doubtful"}
    true = {name: Z.cdf(over / 34) for name, over in (("short", -26.4), ("metric", 33), ("long", 43.3))}
    share = {name: f"true in {round(100 * each)}% of draws" for name, each in true.items()}
    assert said["fits"][-4:] == [
        f"  it is      {share['long']}",
        "  read as    long",
        f"  otherwise  {share['metric']} with metric",
        f"  otherwise  {share['short']} with short",
    ]
    assert said["whole"][-1].split() == ["read", "as", "one"]


ONE_AUTHOR = """
    quantities: {{cost: {{title: Cost, take: range}}}}
    claims:
      range: {{title: Range, value: 14 to 15 USD, by: Ann, of: cost, cites: [{{source: post}}]}}
      other: {{title: Other, value: {value}, by: {by}, of: cost, cites: [{{source: post}}]}}
"""


@pytest.mark.parametrize(
    ("value", "by", "told"),
    [
        ("15 USD", "Ann", False),  # her best guess, at an end of her range
        ("~14.5 USD", "Ann", False),
        ("14.5 USD", "Bob", True),  # two people in one thread
        ("14 to 15.1 USD", "Ann", False),  # the range is within the other one
        ("15.5 USD", "Ann", True),
    ],
)
def test_same_origin__a_range_and_the_best_guess_in_it_are_one_statement(
    value: str, by: str, told: bool
) -> None:
    found = edition(ONE_AUTHOR.format(value=value, by=by), "sources: {post: {title: Post}}")
    assert ("same-origin" in {each.rule for each in found.findings}) == told
