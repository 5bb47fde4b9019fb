"""What numbers, bounds, dates and verdicts mean, on bases that stand in no document: a variant for each of many rules."""

from __future__ import annotations

import pytest

from small import edition, interval, point
from whence.account import answers
from whence.account.headlines import headline
from whence.judge import rivalry
from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts

SOURCES = "sources: {s: {title: S}, t: {title: T}, u: {title: U}}"


def messages(found: Edition, rule: str) -> dict[str, str]:
    return {each.id: each.message for each in found.findings if each.rule == rule}


def test_exponent__that_is_a_count_of_patients_or_a_share_of_money_is_refused_with_the_mend() -> None:
    found = edition("""
        claims:
          n: {title: Patients, value: 12 patient, kind: assumption, why: given}
          p: {title: None of them, formula: 0.9^n, inputs: {n: n}}
          q: {title: None of them, formula: 0.9^(n / one), inputs: {n: n, one: 1 patient}}
          r: {title: Logarithm, formula: log(n), inputs: {n: n}}
    """)
    assert set(messages(found, "unit-mismatch")) == {"p", "r"}
    assert point(found, "q") == pytest.approx(0.9**12)


BOUNDS = """
    claims:
      span: {title: Span of the bridge, value: at least 10 m, kind: assumption, why: given}
      sag: {title: Sag, formula: x / span, inputs: {x: 1 m^2, span: span}, unit: m}
    checks:
      c: {title: C, assert: "%s", inputs: {span: span, sag: sag, x: %s}, on_fail: conflict}
"""


@pytest.mark.parametrize(
    ("relation", "x", "verdict"),
    [
        ("span < x and sag < x", "50 m", "open"), ("span > x and sag < x", "5 m", "holds"), ("span < x or sag < x", "5 m", "holds"),
        ("not (span < x) and sag > x", "5 m", "fails"), ("if(span > x, 1, 0) == 1 and sag < x", "5 m", "holds"), ("span == x and sag < x", "10 m", "open"),
        ("span != x and sag < x", "9 m", "holds"), ("span + sag >= x", "10 m", "holds"), ("span - sag >= x", "9 m", "holds"),
    ],
)  # fmt: skip
def test_check__over_bounds_has_three_answers(relation: str, x: str, verdict: str) -> None:
    found = edition(BOUNDS % (relation, x))
    assert [each.verdict for each in found.live("c")] == [verdict]


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("a - b", "not bounded"), ("log(a / b)", "not bounded"), ("c - b - a + d", "not bounded"), ("a + b", "≥ 30 m"), ("b / a", "> 0"),
        ("a - c", "≥ 3 m"),
    ],
)  # fmt: skip
def test_lost__two_bounds_that_pull_apart_are_said_to(formula: str, said: str) -> None:
    names = [name for name in "abcd" if name in formula.replace("log", "")]
    found = edition(f"""
        claims:
          a: {{title: A, value: at least 10 m, kind: assumption, why: given}}
          b: {{title: B, value: at least 20 m, kind: assumption, why: given}}
          c: {{title: C, value: at most 7 m, kind: assumption, why: given}}
          d: {{title: D, value: at least 2 m, kind: assumption, why: given}}
          x: {{title: X, formula: {formula}, inputs: {{{", ".join(f"{name}: {name}" for name in names)}}}}}
    """)
    assert headline(found, "x").startswith(said)


@pytest.mark.parametrize(
    ("need", "verdict"),
    [
        ("20 .. 49 MW", "holds"), ("51 .. 90 MW", "open"), ("101 .. 190 MW", "open"), ("-9 .. -1 MW", "holds"),
        ("10 .. 60 MW", "open"), ("10 .. 51 MW", "holds"), ("49 .. 90 MW", "open"),
    ],
)  # fmt: skip
def test_check__of_draws_against_a_bound_by_both_shares(need: str, verdict: str) -> None:
    found = edition(f"""
        claims:
          supply: {{title: Supply, value: at least 50 MW, kind: assumption, why: given}}
          need: {{title: Need, value: {need}, kind: assumption, why: given}}
        checks:
          fits: {{title: Fits, assert: need <= supply, inputs: {{need: need, supply: supply}}, on_fail: conflict}}
          turned: {{title: Turned, assert: not (supply >= need), inputs: {{need: need, supply: supply}}, on_fail: report}}
    """)
    assert found.verdict("fits") == verdict
    assert found.verdict("turned") == {"holds": "fails", "open": "open"}[verdict]


def test_enclosure__is_shown_by_the_outer_draws_of_its_ends() -> None:
    found = edition("""
        claims:
          least: {title: Least, value: at least 100 kg, kind: assumption, why: given}
          both: {title: Both, value: at most 50 kg, kind: assumption, why: given}
          drawn: {title: Drawn, value: 0 .. 100 kg, kind: assumption, why: given}
          up: {title: Up, formula: a + d, inputs: {a: least, d: drawn}, unit: kg}
          down: {title: Down, formula: d - a, inputs: {a: least, d: drawn}, unit: kg}
          held: {title: Held, formula: b + d, inputs: {b: both, d: drawn}, unit: kg}
    """)
    assert found.summaries["up"].enclosure == (pytest.approx(105, abs=0.2), float("inf"))
    assert found.summaries["down"].enclosure == (-float("inf"), pytest.approx(-5, abs=0.2))
    assert found.summaries["held"].enclosure == (pytest.approx(5, abs=0.2), pytest.approx(145, abs=0.2))


@pytest.mark.parametrize(
    ("stated", "verdict", "said"),
    [
        ("88 kg", "inside", "it lies in what the inputs leave open, ≥ 87 kg"), ("87 kg", "inside", "it lies in what the inputs leave open, ≥ 87 kg"),
        ("86 kg", "agrees", "rounding, which explains at most 2.3 %: it is off by 1.1 %"), ("80 to 90 kg", "inside", "it lies in what the inputs leave open, ≥ 87 kg"),
        ("84 kg", "soft", "an input or a step that is not here: rounding explains at most 2.3 %, it is off by 3.4 %"),
    ],
)  # fmt: skip
def test_stated__lies_in_what_a_bound_leaves_only_where_it_does(stated: str, verdict: str, said: str) -> None:
    found = edition(f"""
        claims:
          crate: {{title: Crate, value: at least 30 kg, kind: assumption, why: given}}
          load: {{title: Load, formula: crate * n, inputs: {{crate: crate, n: 2.9}}, unit: kg, stated: {stated}, cites: [s]}}
        sources: {{s: {{title: S}}}}
    """)
    assert (found.agreements["load"].verdict, verdicts.explanation(found, "load")) == (verdict, said)


@pytest.mark.parametrize(
    ("value", "stated", "rule"),
    [
        ("at least 30 kg", "37 kg", ""), ("at least 30 kg", "36.0 kg", "recomputed-soft"), ("more than 30 kg", "90 kg", ""),
        ("at most 30 kg", "43 kg", ""), ("at most 30 kg", "44.5 kg", "recomputed-soft"), ("at most 30 kg", "3 kg", "recomputed-differs"),
        ("at least 30 kg", "at least 20 kg", ""), ("at least 30 kg", "at most 20 kg", "recomputed-differs"),
    ],
)  # fmt: skip
def test_stated__against_a_bound_by_the_share_of_draws_that_leave_it_out(
    value: str, stated: str, rule: str
) -> None:
    found = edition(
        f"""
        claims:
          x: {{title: X, value: {value}, kind: assumption, why: given}}
          y: {{title: Y, value: 10.0 ± 2.0 kg, kind: assumption, why: given}}
          sum: {{title: Sum, formula: x + y, inputs: {{x: x, y: y}}, unit: kg, stated: {stated}, cites: [s]}}
        """,
        SOURCES,
    )
    told = [each.rule for each in found.findings if each.id == "sum" and each.severity == "conflict"]
    assert told == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("formula", "share"),
    [
        ("sqrt(x)", "30.9%"),
        ("log(x)", "30.9%"),
        ("log10(2 * x)", "30.9%"),
        ("x ^ 0.5", "30.9%"),
        ("sqrt(x - 2)", "93.4%"),
    ],
)
def test_draws__a_root_or_logarithm_of_what_is_partly_below_zero_is_told_with_their_share(
    formula: str, share: str
) -> None:
    found = edition(f"""
        claims:
          x: {{title: X, value: 0.5 ± 1, kind: assumption, why: given}}
          y: {{title: Y, formula: {formula}, inputs: {{x: x}}}}
    """)
    assert f"in {share} of the draws" in messages(found, "not-finite")["y"]


def test_rivals__a_bound_that_the_other_misses_names_both_and_no_ratio() -> None:
    found = edition(
        """
        quantities:
          depth: {title: Depth, unit: m}
        claims:
          echo: {title: By echo, value: 30 ± 3 m, kind: fact, of: depth, cites: [s]}
          line: {title: By line, value: at least 50 m, kind: fact, of: depth, cites: [t]}
        """,
        SOURCES,
    )
    said = messages(found, "rivals-disagree")["depth"]
    assert "echo and line fit each other in none of the draws" in said
    assert "ratio" not in said


DEPTH = """
    quantities:
      depth: {title: Depth, unit: m, take: echo}
    claims:
      echo: {title: By echo, value: 30 ± 3 m, kind: fact, of: depth, cites: [s]}
      line: {title: By line, value: at least %s m, kind: fact, of: depth, cites: [t]}
"""


def test_rivals__a_bound_that_few_draws_keep_says_how_many() -> None:
    assert (
        "echo and line fit each other in 4% of the draws"
        in messages(edition(DEPTH % "35.2", SOURCES), "rivals-disagree")["depth"]
    )
    assert (
        "fit each other in none of the draws"
        in messages(edition(DEPTH % "80", SOURCES), "rivals-disagree")["depth"]
    )


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("33 kg", "open (it is inside with `gross` for `reading`)"),
        ("25 kg", "inside (it is inside with `net` for `reading` and `gross` for `reading`)"),
        ("at most 33 kg", "open (it agrees with `net` for `reading`; it is inside with `gross` for `reading`)"),
        ("at most 36 kg", "agrees (in all of 2 readings does it agree)"),
        ("at least 40 kg", "soft (in none of 2 readings does it agree)"),
    ],
)  # fmt: skip
def test_stated__names_the_readings_that_allow_it(stated: str, said: str) -> None:
    found = edition(
        f"""
        choices: {{reading: {{title: Reading, options: {{net: 1.0, gross: 1.2}}}}}}
        claims:
          most: {{title: Most, value: at most 30 kg, cites: [s]}}
          load: {{title: Load, formula: a * r, inputs: {{a: most, r: reading}}, unit: kg, stated: {stated}, cites: [s]}}
        """,
        SOURCES,
    )
    assert verdicts.brief(found.agreements["load"], found.unit("load")) == said


@pytest.mark.parametrize("take", ["weighted", "envelope", "mixture"])
def test_rivals__bounds_that_leave_nothing_are_shown_as_no_value(take: str) -> None:
    found = edition(
        f"""
        quantities:
          load: {{title: Load, unit: kg, take: {take}}}
        claims:
          most: {{title: Most, value: at most 150 kg, kind: fact, of: load, cites: [s]}}
          least: {{title: Least, value: at least 200 kg, kind: fact, of: load, cites: [t]}}
          twice: {{title: Twice, formula: 2 * load, inputs: {{load: load}}, unit: kg}}
        """,
        SOURCES,
    )
    assert headline(found, "load") == "no value: its bounds leave nothing"
    assert headline(found, "twice") == "no value: the bounds of load leave nothing"
    assert headline(found, "most") == "≤ 150 kg"
    told = answers.claim(found, "twice")
    assert (told["contradicted"], told["point"], told["low"], told["enclosure"]) == ("load", None, None, None)
    assert "contradicted" not in answers.claim(found, "most")


@pytest.mark.parametrize(
    ("bounds", "left"),
    [
        (["at least 5 kg", "more than 5 kg"], "leave more than 5 kg"),
        (["at least 5 kg", "more than 4 kg"], "leave at least 5 kg"),
        (["at most 7 kg", "less than 7 kg"], "leave less than 7 kg"),
        (["at least 5 kg", "less than 7 kg"], "leave at least 5 kg and less than 7 kg"),
        (["at least 5 kg", "at most 7 kg"], "leave 5 to 7 kg"),
        (["at least 5 kg", "at most 5 kg"], "leave 5 kg alone"),
        (["at least 5 kg", "less than 5 kg"], "leave nothing: they meet at 5 kg, which one of them leaves out"),
        (["more than 5.0004 kg", "at most 5.0003 kg"], "leave nothing: more than 5.0004 kg and at most 5.0003 kg"),
    ],
)  # fmt: skip
def test_rivals__what_bounds_leave_says_which_ends_are_left_out(bounds: list[str], left: str) -> None:
    claims = "\n".join(f"  {n}: {{title: {n}, value: {each}, of: load, cites: [s]}}" for n, each in zip("ab", bounds, strict=True))  # fmt: skip
    found = edition(f"quantities: {{load: {{title: Load, unit: kg, take: a}}}}\nclaims:\n{claims}", SOURCES)
    assert dict(rivalry.statistics(found, "load", found.comparisons["load"]))["bounds"] == left


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("5.0 ± 1.0 kg", "7 .. 9 kg", "the intervals of a and b do not meet"),
        ("5.0 ± 1.0 kg", "at least 12 kg", "a and b fit each other in none of the draws"),
        ("5.0 ± 1.0 kg", "at least 7 kg", "a and b fit each other in 2% of the draws"),
        ("5 kg", "7 .. 9 kg", "no value fits both a and b"),
        ("2 .. 5 kg", "7 .. 9 kg", "no value fits both a and b"),
        ("2 .. 5 kg", "at least 7 kg", "no value fits both a and b"),
        ("at most 5 kg", "more than 5 kg", "no value fits both a and b"),
    ],
)
def test_rivals__only_what_has_no_value_in_common_is_said_to(one: str, other: str, apart: str) -> None:
    claims = f"{{a: {{title: A, value: {one}, of: load, cites: [s]}}, b: {{title: B, value: {other}, of: load, cites: [t]}}}}"
    found = edition(f"quantities: {{load: {{title: Load, unit: kg, take: a}}}}\nclaims: {claims}", SOURCES)
    assert dict(rivalry.statistics(found, "load", found.comparisons["load"]))["apart"] == apart


@pytest.mark.parametrize(
    ("take", "asides", "weights"),
    [
        ("mixture", {"bound": "a bound has no weight"}, {"sharp": 1 / 2, "bare": 1 / 4, "other": 1 / 4}),
        ("envelope", {"bound": "a bound has no weight"}, {"sharp": 1}),
        ("weighted", {"bound": "a bound has no weight", **dict.fromkeys(["bare", "other"], "without an error it has no weight")}, {"sharp": 1}),
        ("bare", {"bare": "taken", "bound": "a bound has no weight", "other": "without an error it has no weight"}, {"sharp": 1}),
        ("bound", {"bound": "taken", **dict.fromkeys(["bare", "other"], "without an error it has no weight")}, {"sharp": 1}),
    ],
)  # fmt: skip
def test_rivals__what_has_a_part_in_what_is_taken_is_not_said_to_have_no_weight(
    take: str, asides: dict[str, str], weights: dict[str, float]
) -> None:
    found = edition(
        f"""
        quantities: {{load: {{title: Load, unit: kg, take: {take}}}}}
        claims:
          sharp: {{title: Sharp, value: 10 ± 1 kg, of: load, cites: [s]}}
          bare: {{title: Bare, value: 10.5 kg, of: load, cites: [t]}}
          other: {{title: Other, value: 10.6 kg, of: load, cites: [t]}}
          bound: {{title: Bound, value: at least 8 kg, of: load, cites: [u]}}
        """,
        SOURCES,
    )
    rivals = found.comparisons["load"].rivals
    assert {each.id: said for each in rivals if (said := rivalry.standing(found, "load", each))} == asides
    assert {each.id: each.weight for each in rivals if each.weight} == pytest.approx(weights)


@pytest.mark.parametrize(("other", "rule"), [("at least 5 kg", "same-fact-twice"), ("more than 5 kg", "")])
def test_bounds__with_and_without_their_end_are_two_facts(other: str, rule: str) -> None:
    """Of one source with one title, of the latest of a series, and of two claims of one origin."""
    found = edition(
        f"""
        quantities: {{load: {{title: Load, unit: kg}}}}
        claims:
          a: {{title: Load of the crane, value: at least 5 kg, cites: [s]}}
          b: {{title: Load of the crane, value: {other}, cites: [s]}}
          c: {{title: C, value: at least 5 kg, of: load, cites: [t]}}
          d: {{title: D, value: {other}, of: load, cites: [t]}}
        """,
        SOURCES,
    )
    assert [each.id for each in found.findings if each.rule == "same-fact-twice"] == (["b"] if rule else [])
    assert ("latest-tied" in {each.rule for each in found.findings}) == (not rule)
    unused = [each.id for each in found.comparisons["load"].rivals if each.unused]
    assert unused == (["d"] if rule else [])


def test_rivals__a_bound_that_one_draw_in_twenty_keeps_is_no_conflict() -> None:
    assert "depth" not in messages(edition(DEPTH % "34.8", SOURCES), "rivals-disagree")
    assert "depth" in messages(edition(DEPTH % "35.2", SOURCES), "rivals-disagree")


@pytest.mark.parametrize(
    ("formula", "stated", "verdict"),
    [
        ("3 * a", "100.00 USD", "agrees"), ("6 * a", "199.94 USD", "soft"), ("a", "< 33.32 USD", "soft"), ("a", "< 33.34 USD", "agrees"),
        ("a - a", "0 USD", "agrees"), ("a / 2", "16.7 USD", "agrees"),
    ],
)  # fmt: skip
def test_stated__of_exact_cents_has_no_excuse_but_rounding(formula: str, stated: str, verdict: str) -> None:
    found = edition(
        f"claims: {{out: {{title: O, formula: {formula}, inputs: {{a: 33.33 USD}}, unit: USD, stated: {stated}, cites: [s]}}}}",
        SOURCES,
    )
    assert found.agreements["out"].verdict == verdict


def test_combined__errors_in_common_keep_the_better_and_are_said() -> None:
    found = edition(
        """
        quantities:
          dose: {title: Dose, unit: mSv, take: weighted}
        claims:
          a: {title: A, value: 10 ± 1 mSv, errors: {cal: {size: 1 mSv, common: source}}, kind: fact, of: dose, cites: [s]}
          b: {title: B, value: 11 ± 2 mSv, errors: {cal: {size: 2 mSv, common: source}}, kind: fact, of: dose, cites: [t]}
        """,
        SOURCES,
    )
    assert interval(found, "dose") == pytest.approx((10 - 1.6449, 10 + 1.6449), abs=1e-3)
    assert "dose" in messages(found, "no-weight")


def test_credences__that_do_not_add_up_or_leave_one_out_are_told() -> None:
    found = edition("""
        choices:
          k: {title: K, options: {a: 1, b: 2}, credence: {a: 60%, b: 30%}}
          l: {title: L, options: {a: 1, b: 2}, credence: {a: 60%}}
          m: {title: M, options: {a: 1, b: 2, c: 3}, credence: {a: 33.3%, b: 33.3%, c: 33.4%}}
    """)
    assert set(messages(found, "credence-sum")) == {"k", "l"}


def test_series__is_compared_only_within_one_time() -> None:
    found = edition(
        """
        quantities:
          load: {title: Load, unit: kN, over: time}
        claims:
          a: {title: A, value: 1 kN, kind: fact, of: load, as_of: 2025-Q4, cites: [s]}
          b: {title: B, value: 9 kN, kind: fact, of: load, as_of: 2025-10 to 2025-12, cites: [t]}
          c: {title: C, value: 5 kN, kind: fact, of: load, as_of: 2024-Q4, cites: [u]}
        """,
        SOURCES,
    )
    said = messages(found, "rivals-disagree")["load"]
    assert "a and b are a factor of 9 apart" in said
    assert "c" not in [line.split()[0] for line in said.splitlines()[1:]]


def test_check__of_two_sides_that_are_one_number_says_that_they_are_equal() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 0.1, kind: assumption, why: given}
        checks:
          more: {title: More, assert: a + b > c, inputs: {a: a, b: 0.2, c: 0.3}, on_fail: conflict}
          same: {title: Same, assert: a + b <= c, inputs: {a: a, b: 0.2, c: 0.3}, on_fail: conflict}
    """)
    assert set(messages(found, "check-fails")) == {"more"}
    assert "the left side and c are equal" in messages(found, "check-fails")["more"]


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("a == b", ["a and b are equal at their central values", "true in 0% of draws"]),
        ("a < b", ["a and b are equal at their central values", "true in 51% of draws"]),
        ("c != d", ["c and d are equal"]),
        ("a == c", ["a and c are equal at their central values", "true in 0% of draws"]),
        ("c > 11 * d", ["c is 0.0909 times the right side"]),
    ],
)
def test_check__figures_whose_middles_are_equal_are_not_said_to_be_equal(check: str, said: list[str]) -> None:
    found = edition(f"""
        claims:
          a: {{title: A, value: 10 ± 1 kg}}
          b: {{title: B, value: 10 ± 1 kg}}
          c: {{title: C, value: 10 kg}}
          d: {{title: D, value: 10 kg}}
        checks:
          it: {{title: It, assert: {check}, inputs: {{{check[0]}: {check[0]}, {check[-1]}: {check[-1]}}}}}
    """)
    told = {**messages(found, "check-warns"), **messages(found, "check-doubtful")}["it"]
    rows = dict(line.split(maxsplit=1) for line in told.replace("it is", "it-is").splitlines()[1:])
    assert [each for name, each in rows.items() if name in ("compared", "it-is")] == said


def test_retracted__reaches_what_was_read_in_it() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: 10 m, kind: fact, cites: [{source: t, via: s}]}
          b: {title: B, formula: 2 * a, inputs: {a: a}, unit: m}
          c: {title: C, value: 10 m, kind: fact, cites: [{source: t, via: u}]}
        """,
        "sources: {s: {title: S, status: retracted, why: a forgery}, t: {title: T}, u: {title: U}}",
    )
    said = messages(found, "retracted-input")
    assert set(said) == {"a"}
    assert "this was read in `s`, which was retracted" in said["a"]
    assert "on it rest  b" in said["a"]


@pytest.mark.parametrize(
    ("take", "named"), [("weighted", True), ("mixture", True), ("a", True), ("b", False), ("envelope", True)]
)
def test_disputed__is_named_where_a_quantity_uses_it(take: str, named: bool) -> None:
    found = edition(
        f"""
        quantities: {{q: {{title: Depth, take: {take}, unit: m}}}}
        claims:
          a: {{title: By echo, value: 30 ± 3 m, kind: fact, of: q, status: disputed, why: the line slipped, cites: [s]}}
          b: {{title: By line, value: 31 ± 3 m, kind: fact, of: q, cites: [t]}}
          c: {{title: Twice, formula: 2 * q, inputs: {{q: q}}, unit: m}}
        """,
        SOURCES,
    )
    told = messages(found, "disputed-input")
    assert set(told) == ({"q"} if named else set())
    assert not named or "on it rest  c" in told["q"]


def test_retracted__reaches_the_option_that_cites_it() -> None:
    found = edition(
        """
        claims:
          d: {title: Load, formula: 2 * x, inputs: {x: pick}, unit: kg}
        choices:
          pick: {title: A load, options: {full: {value: 7 kg, cites: [r]}, half: {value: 3 kg, cites: [s]}}}
        """,
        "sources: {s: {title: S}, r: {title: R, relies_on: [x]}, x: {title: X, status: retracted, why: made up}}",
    )
    told = messages(found, "retracted-input")
    assert set(told) == {"pick"}
    assert told["pick"].startswith("`full` cites `r`, which relies on `x`")
    assert "on it rest  d" in told["pick"]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("0 kg", "5 kg", "no factor apart, since one is zero,"), ("-9 kg", "9.6 kg", "of either sign"), ("9 kg", "12 kg", "a factor of 1.33"),
        ("10 ± 1 kg", "12 ± 1 kg, moves_with: [a]", "largest over smallest 1.2"),
    ],
)  # fmt: skip
def test_rivals__without_errors_between_them_say_how_far_they_are_apart(
    one: str, two: str, said: str
) -> None:
    found = edition(
        f"""
        quantities: {{q: {{title: Q, take: weighted, unit: kg}}}}
        claims:
          a: {{title: A, value: {one}, kind: fact, of: q, cites: [s]}}
          b: {{title: B, value: {two}, kind: fact, of: q, cites: [t]}}
        """,
        SOURCES,
    )
    (told,) = (each.message for each in found.findings if each.rule in ("rivals-disagree", "rivals-tension"))
    assert said in told
