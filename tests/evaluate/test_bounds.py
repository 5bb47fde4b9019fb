"""Bounds as sets of values: what is shown of them, and checks with three answers."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small import edition, rules
from whence.account import answers, ledger, whatif
from whence.account.diff import account
from whence.account.headlines import headline
from whence.cli.text import cards
from whence.evaluate import bounds
from whence.evaluate.estimate import Figure
from whence.evaluate.summaries import Reading
from whence.judge.edition import Edition, Standing
from whence.language.formulas import formula
from whence.language.formulas.enclosures import Ends

Interval = tuple[float, float]


def verdicts(found: Edition, id: str) -> dict[str, str]:
    """A check's verdict by the options of its contexts."""
    return {" ".join(each.reading.choose.values()): each.verdict for each in found.outcomes(id)}


SUPPLY = """
    claims:
      supply: {{title: Supply, value: {bound} 50 MW, kind: assumption, why: given}}
      need: {{title: Need, formula: n * s, inputs: {{n: 1, s: size}}, unit: MW}}
    choices:
      size: {{title: Size, options: {{chip: 1 MW, rack: 72 MW, hall: 40 to 60 MW}}}}
    checks:
      fits: {{title: Fits, assert: need <= supply, inputs: {{need: need, supply: supply}}, on_fail: rule-out}}
"""


def test_settle__at_least_rules_nothing_out_above_it() -> None:
    found = edition(SUPPLY.format(bound="at least"))
    assert verdicts(found, "fits") == {"chip": "holds", "rack": "open", "hall": "open"}
    assert found.settled.ruled_out == {}


def test_settle__at_most_does() -> None:
    found = edition(SUPPLY.format(bound="at most"))
    assert verdicts(found, "fits") == {"chip": "open", "rack": "fails", "hall": "open"}
    assert list(found.settled.ruled_out) == [("size", "rack")]


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        ("a < b", "open"),
        ("a == c", "open"),
        ("a != c", "open"),
        ("a > d", "holds"),
        ("not (a > d)", "fails"),
        ("a == d", "fails"),
        ("a != d", "holds"),
        ("a > d and a < b", "open"),
        ("a == d and a < b", "fails"),
        ("a > d or a < b", "holds"),
        ("if(a > d, b, d) == b", "holds"),
        ("if(a < b, b, d) == b", "open"),
        ("0.1 * a / 0.1 >= c", "holds"),
    ],
)
def test_verdict__of_at_least_ten_metres(relation: str, verdict: str) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: at least 10 m}}
        checks:
          check:
            title: A check
            assert: {relation}
            inputs: {{{", ".join(f"{name}: {text}" for name, text in NAMED.items() if name in relation.replace("and", "").replace("not", ""))}}}
            on_fail: conflict
    """)
    assert verdicts(found, "check") == {"": verdict}
    expected = {"open": "check-open", "fails": "check-fails"}.get(verdict)
    assert [each for each in rules(found) if each.startswith("check-")] == ([expected] if expected else [])


NAMED = {"a": "a", "b": "50 m", "c": "10 m", "d": "5 m"}


def test_verdict__where_draws_and_bounds_meet() -> None:
    found = edition("""
        claims:
          supply: {title: Supply, value: at most 50 MW}
          need: {title: Need, value: 30 .. 80 MW}
        checks:
          fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: conflict}
          far: {title: Far, assert: need <= 2 * supply, inputs: {need: need, supply: supply}, on_fail: conflict}
          never: {title: Never, assert: need > 2 * supply, inputs: {need: need, supply: supply}, on_fail: conflict}
    """)
    (fits,) = found.outcomes("fits")
    # of the needs, two in five may fit, and none surely does
    assert (fits.share, fits.may) == (0, pytest.approx(0.4, abs=0.001))
    assert fits.verdict == "open"
    assert fits.words == "surely true in 0% of draws, possibly in 40%"
    assert {id: found.verdict(id) for id in ("far", "never")} == {"far": "open", "never": "open"}
    message = next(each.message for each in found.findings if each.id == "fits")
    assert "surely true in 0% of draws, possibly in 40%" in message
    assert "≤ 50 MW" in message


BOUNDS = """
    claims:
      least: {title: Least, value: at least 50 MW}
      most: {title: Most, value: at most 20 MW}
      loss: {title: Loss, value: at most -3 MW}
      day: {title: Day, value: "< 2026-03-01"}
      rate: {title: Growth, value: at most 1.5x per year}
      drawn: {title: Drawn, value: 5 .. 15 MW}
      double: {title: Double, formula: 2 * x, inputs: {x: least}, unit: MW}
      share: {title: Share, formula: y / x, inputs: {x: least, y: drawn}, unit: x}
      added: {title: Added, formula: x + y, inputs: {x: most, y: drawn}, unit: MW}
      apart: {title: Apart, formula: x - y, inputs: {x: least, y: other}, unit: MW}
      other: {title: Other, value: at least 30 MW}
      nothing: {title: Nothing, formula: 0 * x + y, inputs: {x: least, y: drawn}, unit: MW}
      used: {title: Used, value: at least 50 MW, taken_as: 60 MW, why: as planned}
"""


def test_summary__of_bounds_is_their_ends() -> None:
    found = edition(BOUNDS)
    said = {
        id: headline(found, id)
        for id in ("least", "most", "loss", "day", "double", "share", "added", "apart", "used")
    }
    assert said == {
        "least": "≥ 50 MW",
        "most": "≤ 20 MW",
        "loss": "≤ -3 MW",
        "day": "< 2026-03-01",
        "double": "≥ 100 MW",
        "share": "≤ 0.29x",
        "added": "5.5 to 34.5 MW (bounds)",
        "apart": "not bounded: its inputs leave both ends open",
        "used": "60 MW",
    }


@pytest.mark.parametrize("formula", ["1 / a", "b * c"])
def test_summary__that_one_bound_leaves_open_speaks_of_no_second(formula: str) -> None:
    found = edition(
        f"""
    claims:
      a: {{title: A, value: at least -3}}
      b: {{title: B, value: at least 5}}
      c: {{title: C, value: -1 to 2}}
      d: {{title: D, formula: {formula}, inputs: {{a: a, b: b, c: c}}}}
    """.replace("a: a, b: b, c: c", "a: a" if "a" in formula else "b: b, c: c")
    )
    assert headline(found, "d") == "not bounded: its inputs leave both ends open"


def test_show__a_bound_has_no_median_and_no_point() -> None:
    found = edition(BOUNDS)

    def told(id: str) -> dict[str, object]:
        answer = answers.claim(found, id)
        return {name: answer[name] for name in ("bound", "point", "median", "low", "high", "enclosure")}

    nothing = dict.fromkeys(("point", "median", "low", "high"))
    assert told("least") == nothing | {"bound": "lower", "low": 50, "enclosure": [50, None]}
    assert told("most") == nothing | {"bound": "upper", "low": 0, "high": 20, "enclosure": [0, 20]}
    assert told("loss")["enclosure"] == [None, -3]
    assert told("day")["bound"] == "upper"
    assert told("rate")["enclosure"][0] is None  # type: ignore[index]
    assert told("apart") == nothing | {"bound": "lost", "enclosure": [None, None]}
    assert (told("double")["point"], told("double")["low"]) == (None, 100)
    assert told("nothing")["bound"] is None
    assert told("nothing")["median"] == pytest.approx(10, rel=1e-3)


@pytest.mark.parametrize(
    ("claim", "ends"),
    [
        ("value: at least 40%, domain: share", (0.4, 1)),
        ("value: at most 40%, domain: share", (0, 0.4)),
        ("value: at least 40%, of: rate", (0.4, 1)),
        ("value: at least 40%", (0.4, math.inf)),
        ("value: at most 40%", (-math.inf, 0.4)),
        ("value: at most 40%, domain: positive", (0, 0.4)),
        ("value: 'at least 4 kg', domain: [1, 20]", (4, 20)),
        ("value: 'at most 4 kg', domain: [1 kg, 20 kg]", (1, 4)),
        ("value: 'at most 4 kg', domain: [-inf, inf]", (-math.inf, 4)),
        ("value: 'at most 4 kg'", (0, 4)),
        ("value: 'at most -4 kg', domain: [-10, 0]", (-10, -4)),
        ("value: 'at least 5 °C', domain: [0 °C, 100 °C]", (278.15, 373.15)),
        ("value: 'at least 30 kg', domain: [1, 20]", (30, math.inf)),
    ],
)
def test_allowed__ends_where_the_domain_does(claim: str, ends: Interval) -> None:
    found = edition(f"""
        quantities: {{rate: {{title: Rate of success, domain: share}}}}
        claims:
          x: {{title: X, {claim}}}
          y: {{title: Y, formula: 1 * x, inputs: {{x: x}}}}
    """)
    assert found.summaries["x"].enclosure == pytest.approx(ends)
    assert found.summaries["y"].enclosure == pytest.approx(ends)


def test_allowed__up_to_the_end_of_the_domain_is_one_number() -> None:
    found = edition("claims: {x: {title: X, value: at least 100%, domain: share}}").summaries["x"]
    assert (found.bound, found.enclosure, found.figure.low, found.figure.high) == ("", None, 1, 1)


@pytest.mark.parametrize(
    ("claim", "outside"),
    [
        ("at least 30 kg", True),
        ("at least 20 kg", False),
        ("at most 30 kg", False),
        ("at most 0.5 kg", True),
        ("at most 1 kg", False),
    ],
)
def test_outside_domain__of_a_bound_that_leaves_nothing_of_it(claim: str, outside: bool) -> None:
    found = edition(f"claims: {{x: {{title: X, value: {claim}, domain: [1, 20]}}}}")
    assert ("outside-domain" in rules(found)) == outside


def test_check__is_decided_by_the_end_of_a_domain() -> None:
    text = """
        claims: {{part: {{title: Part, value: at least 40%{domain}}}}}
        checks: {{fits: {{title: Fits, assert: part <= most, inputs: {{part: part, most: 1}}, on_fail: conflict}}}}
    """
    assert edition(text.format(domain="")).verdict("fits") == "open"
    assert edition(text.format(domain=", domain: share")).verdict("fits") == "holds"


def test_summary__of_contexts_that_differ_holds_them_all() -> None:
    found = edition("""
        claims:
          out: {title: Out, formula: 2 * x, inputs: {x: which}, unit: MW}
          odds: {title: Odds, formula: 2 * x, inputs: {x: weighed}, unit: MW}
        choices:
          which: {title: Which, options: {a: at least 5 MW, b: 3 MW}}
          weighed: {title: Weighed, options: {a: at least 5 MW, b: 3 MW}, credence: {a: 2%, b: 98%}}
    """)
    assert headline(found, "out") == "≥ 6 MW, open"
    # so few draws are of the bound that the end of 95 % is that of the other option
    assert found.summaries["odds"].enclosure == (6e6, 6e6)


def test_ledger__has_every_relation_that_does_not_hold_in_all_readings() -> None:
    found = edition("""
        claims:
          supply: {title: Supply, value: at least 50 MW}
          need: {title: Need, formula: 1 * s, inputs: {s: size}, unit: MW}
        choices:
          size: {title: Size, options: {chip: 1 MW, rack: 72 MW}}
        checks:
          fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: report}
          wrong: {title: Wrong, assert: supply < 40 MW, inputs: {supply: supply}, on_fail: report}
          right: {title: Right, assert: supply > 40 MW, inputs: {supply: supply}, on_fail: report}
    """.replace("supply < 40 MW, inputs: {", "supply < b, inputs: {b: 40 MW, ").replace("supply > 40 MW, inputs: {", "supply > b, inputs: {b: 40 MW, "))  # fmt: skip
    told = {each.id: each.statement for each in ledger.entries(found) if each.part == "relations"}
    assert told == {
        "fits": "Fits: holds with chip; is open with rack",
        "wrong": "Wrong: does not hold (false for every value that the bounds allow)",
    }


# --- laws


RELATIONS = (
    "a < b",
    "a >= b",
    "a == b",
    "a + b > c",
    "a * b <= c",
    "a < b and b < c",
    "a < b or not (b < c)",
)
_number = st.integers(-20, 20).map(float)


def _outcome(relation: str, known: dict[str, Interval]) -> tuple[float, float]:
    """Whether a relation surely and possibly holds, as 1 or 0."""
    tree = formula.parse(relation)
    ends = {name: Ends(np.float64(low), np.float64(high)) for name, (low, high) in known.items()}
    with np.errstate(all="ignore"):
        surely, possibly, *_ = bounds.enclose(tree, ends)  # type: ignore[arg-type]
    return float(surely), float(possibly)


@given(
    st.sampled_from(RELATIONS), st.tuples(*[st.tuples(_number, _number)] * 3), st.integers(0, 2), st.data()
)
def test_verdict__widening_a_bound_never_turns_it_round(
    relation: str, pairs: tuple[Interval, ...], at: int, data: st.DataObject
) -> None:
    known = {name: (min(pair), max(pair)) for name, pair in zip("abc", pairs, strict=True)}
    low, high = known["abc"[at]]
    wider = (
        data.draw(st.sampled_from((low, low - 3, -math.inf))),
        data.draw(st.sampled_from((high, high + 3, math.inf))),
    )
    before, after = _outcome(relation, known), _outcome(relation, known | {"abc"[at]: wider})
    assert after[0] <= before[0]
    assert after[1] >= before[1]


@given(st.sampled_from(RELATIONS), st.tuples(_number, _number, _number))
def test_verdict__a_point_as_a_bound_gives_the_answer_of_the_point(
    relation: str, points: tuple[float, float, float]
) -> None:
    known = dict(zip("abc", points, strict=True))
    found = edition(
        "claims: {x: {title: X, value: 1}}\nchecks:\n  check:\n    title: Check\n    on_fail: report\n"
        f'    assert: "{relation}"\n    inputs: '
        + "{"
        + ", ".join(f'{name}: "{known[name]:g}"' for name in "abc" if name in relation.replace("and", ""))
        + "}\n"
    )
    (standing,) = found.outcomes("check")
    assert _outcome(relation, {name: (each, each) for name, each in known.items()}) == (standing.share,) * 2


def test_verdict__is_what_trying_values_says() -> None:
    generator = random.Random(12)
    for _ in range(200):
        relation = generator.choice(RELATIONS)
        known = {}
        for name in "abc":
            low = float(generator.randint(-9, 9))
            known[name] = (low, low + generator.choice((0, 1, 5)))
        surely, possibly = _outcome(relation, known)
        for _ in range(20):
            value = {name: generator.uniform(*ends) for name, ends in known.items()}
            true = _outcome(relation, {name: (each, each) for name, each in value.items()})[0]
            assert surely <= true <= possibly, (relation, known, value)


def test_show__what_rests_on_a_bound_that_is_taken_as_a_figure_says_so() -> None:
    found = edition("""
        claims:
          supply: {title: Supply, value: at least 50 MW, taken_as: 60 MW, why: as planned}
          half: {title: Half, formula: s / 2, inputs: {s: supply}, unit: MW}
          quarter: {title: Quarter, formula: h / 2, inputs: {h: half}, unit: MW}
        checks:
          small: {title: Small, assert: q < h, inputs: {q: quarter, h: half}, on_fail: conflict}
    """)
    assert headline(found, "quarter") == "15 MW"
    assert answers.claim(found, "quarter")["taken_as"] == ["supply"]
    assert "taken as   supply: at least 50 MW is taken as 60 MW" in cards.card(found, "quarter", False)
    assert answers.claim(found, "supply")["taken_as"] == []
    assert "taken as   supply: at least 50 MW is taken as 60 MW" in cards.card(found, "small", False)
    assert answers.claim(found, "small")["taken_as"] == ["supply"]


def test_object_to__a_bound_is_not_taken_for_an_interval() -> None:
    found = edition(BOUNDS)
    assert {each.rule for each in found.findings if each.severity != "note"} == {"uncited"}


def test_suppose__what_is_known_by_nothing_does_not_move() -> None:
    found = edition(BOUNDS)
    new = whatif.suppose(found, [("least", "at least 80 MW")])
    assert isinstance(new, Edition)
    changed = {each.id for each in account(found, new).moved}
    assert changed == {"least", "double", "share"}


@pytest.mark.parametrize("first", ["same", "two"])
@pytest.mark.parametrize("together", ["moves_with: [a], ", "correlates: {a: 1}, ", ""])
def test_bound__two_that_read_alike_have_a_value_each(first: str, together: str) -> None:
    """Whatever is asked for before: what a bound leaves of itself is nothing, and of another like it anything."""
    found = edition(f"""
        claims:
          a: {{title: In, value: at least 5 kg, kind: assumption, why: given}}
          b: {{title: Out, value: at least 5 kg, {together}kind: assumption, why: given}}
          same: {{title: Same, formula: p - q, inputs: {{p: a, q: a}}, unit: kg}}
          two: {{title: Two, formula: p - q, inputs: {{p: a, q: b}}, unit: kg}}
    """)
    ids = ("same", "two") if first == "same" else ("two", "same")
    told = {id: found.told(id, found.summaries[id]) for id in ids}
    assert told["same"] == "0 kg"
    assert told["two"].startswith("not bounded")


@pytest.mark.parametrize("step", ["round", "floor", "ceil", "trunc"])
@pytest.mark.parametrize("to", ["", ", e"])
def test_bound__times_draws_is_rounded_like_each_of_them(step: str, to: str) -> None:
    found = edition(f"""
        claims:
          tariff: {{title: Price, value: at least 0.3}}
          use: {{title: Use, value: 1000 to 1200}}
          one: {{title: One, value: 1, exact: true}}
          cost: {{title: Cost, formula: u * p, inputs: {{u: use, p: tariff}}}}
          saved: {{title: Saved, formula: "{step}(u * p{to})", inputs: {{u: use, p: tariff, e: one}}}}
    """)
    low, high = bounds.shown(found.values.of["saved"].ends or pytest.fail("no bound"))
    least, _ = bounds.shown(found.values.of["cost"].ends or pytest.fail("no bound"))
    assert (low, high) == (getattr(math, step, round)(least), math.inf)
    assert headline(found, "saved") == f"≥ {low:.0f}"


def test_dates__that_rounding_leaves_short_of_midnight_keep_their_day() -> None:
    found = edition("""
        quantities:
          end: {title: End of the season, take: envelope}
        claims:
          one: {title: By the survey, value: 2025-06-01 to 2025-06-21, of: end}
          two: {title: By the log, value: 2025-06-05 to 2025-06-15, of: end}
    """)
    assert "[2025-06-01 to 2025-06-21]" in cards.card(found, "end", False)


@pytest.mark.parametrize(
    ("formula", "ends"),
    [
        ("a - floor(a)", (0, 1)),
        ("a - ceil(a)", (-1, 0)),
        ("a - round(a, 10)", (-5, 5)),
        ("a - floor(a, 4)", (0, 4)),
    ],
)
def test_bound__what_rounding_leaves_of_a_number_without_an_end(formula: str, ends: Interval) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: '>= 3.5', kind: assumption, why: given}}
          left: {{title: Left, formula: '{formula}', inputs: {{a: a}}}}
    """)
    assert found.summaries["left"].enclosure == ends


@pytest.mark.parametrize(
    ("share", "may", "words"),
    [
        (0.947, 1.0, "surely true in 94.7% of draws, possibly in 100%"),
        (0.95, 1.0, "surely true in 95% of draws, possibly in 100%"),
        (0.0, 0.0521, "surely true in 0% of draws, possibly in 5.2%"),
        (0.61, 0.948, "surely true in 61% of draws, possibly in 94.8%"),
    ],
)
def test_words__a_share_that_does_not_reach_where_a_verdict_turns_does_not_read_as_if(
    share: float, may: float, words: str
) -> None:
    """95 % of the draws, at which a check holds, and open: 94.7 % was rounded."""
    bare = Reading({}, True, True, Figure(1, 1, 1, 1, 1, 0))
    assert Standing(bare, share, may, True).words == words
