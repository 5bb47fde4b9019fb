"""Rivals of one quantity: who is used, on what scale, and what they come to together."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition, interval, point, rules
from whence.account import answers
from whence.evaluate.limits import Within
from whence.evaluate.rivals import Comparison
from whence.files.schema import Settings
from whence.judge.assemble import Edition


def compared(claims: str, quantity: str = "") -> Comparison:
    lines = "\n".join(f"          {line.strip()}" for line in claims.strip().splitlines())
    return edition(f"""
        quantities:
          q: {{title: Q{quantity}}}
        claims:
{lines}
    """).comparisons["q"]


def test_compare__the_weighted_mean_and_its_scatter() -> None:
    found = compared("""
        a: {title: A, value: 10 ± 1 kW, of: q}
        b: {title: B, value: 12 ± 1 kW, of: q}
        c: {title: C, value: 17 ± 2 kW, of: q}
    """)
    w = [1, 1, 0.25]
    mean = sum(x * each for x, each in zip((10, 12, 17), w, strict=True)) / sum(w)
    q = sum(each * (x - mean) ** 2 for x, each in zip((10, 12, 17), w, strict=True))
    assert found.consensus
    assert found.scale == "linear"
    assert found.consensus.mean / 1000 == pytest.approx(mean)
    assert pytest.approx(q) == found.consensus.Q
    assert found.consensus.p == pytest.approx(math.exp(-q / 2))  # two degrees of freedom
    assert found.consensus.birge == pytest.approx(math.sqrt(q / 2))
    assert found.verdict == "tension"


def test_compare__positive_ranges_are_weighed_in_logarithms() -> None:
    found = compared("""
        a: {title: A, value: 10 to 20 kW, of: q}
        b: {title: B, value: 15 to 30 kW, of: q}
    """)
    assert found.consensus
    assert found.scale == "log"
    assert math.exp(found.consensus.mean) == pytest.approx(
        math.sqrt(math.sqrt(200) * math.sqrt(450)) * 1000, rel=1e-3
    )


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [("10 kW", "10.9 kW", "consistent"), ("10 kW", "13 kW", "tension"), ("10 kW", "17 kW", "conflict")],
)
def test_compare__bare_points_are_judged_by_their_ratio(a: str, b: str, verdict: str) -> None:
    found = compared(f"a: {{title: A, value: {a}, of: q}}\nb: {{title: B, value: {b}, of: q}}")
    assert found.consensus is None
    assert found.verdict == verdict


def test_compare__the_tolerance_is_the_quantitys_own() -> None:
    claims = "a: {title: A, value: 10 kW, of: q}\nb: {title: B, value: 17 kW, of: q}"
    assert compared(claims, ", tolerance: 0.8").verdict == "consistent"
    assert compared(claims, ", tension: 0.8").verdict == "tension"


def test_compare__what_is_superseded_or_retracted_is_listed_and_not_used() -> None:
    found = compared("""
        a: {title: A, value: 10 kW, of: q}
        b: {title: B, value: 99 kW, of: q, status: superseded, superseded_by: a}
        c: {title: C, value: 98 kW, of: q, status: retracted, why: a slip}
    """)
    assert {each.id: each.unused for each in found.rivals} == {"a": "", "b": "superseded", "c": "retracted"}
    assert found.verdict == "consistent"


def test_compare__hard_ends_that_do_not_meet_contradict_each_other() -> None:
    found = compared("a: {title: A, value: 10 .. 20 kW, of: q}\nb: {title: B, value: 21 .. 30 kW, of: q}")
    assert found.apart == (("a", "b"),)
    assert found.verdict == "conflict"


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("10 .. 20 kW", "20 .. 30 kW", False), ("10 .. 20 kW", "19.9 .. 30 kW", False), ("10 .. 20 kW", "20.01 .. 30 kW", True),
        ("'2024'", "'2025'", True), ("2024-Q4", "2024-12", False), ("10 .. 20 kW", "21 ± 1 kW", False), ("10 .. 20 kW", "25 ± 1 kW", True), ("20 .. 21 kW", "10 .. 19 kW", True),
    ],
)  # fmt: skip
def test_compare__hard_ends_are_those_that_are_written(one: str, two: str, apart: bool) -> None:
    found = compared(f"a: {{title: A, value: {one}, of: q}}\nb: {{title: B, value: {two}, of: q}}")
    assert found.apart == ((("a", "b"),) if apart else ())


@pytest.mark.parametrize(
    ("bound", "verdict"), [('"> 9 kW"', "consistent"), ('"> 11 kW"', "conflict"), ('"< 9 kW"', "conflict")]
)
def test_compare__a_bound_is_kept_or_not(bound: str, verdict: str) -> None:
    found = compared(f"a: {{title: A, value: 10 kW, of: q}}\nb: {{title: B, value: {bound}, of: q}}")
    assert found.verdict == verdict


def test_compare__an_echo_counts_once() -> None:
    found = edition(
        """
        quantities: {q: {title: Q, take: weighted}}
        claims:
          a: {title: A, value: 10 ± 1 kW, of: q, cites: [wire]}
          b: {title: B, value: 10 ± 1 kW, of: q, cites: [{source: wire, via: paper}]}
          c: {title: C, value: 11 ± 1 kW, of: q, cites: [meter]}
        """,
        "sources: {wire: {title: W}, paper: {title: P}, meter: {title: M}}",
    )
    comparison = found.comparisons["q"]
    assert {each.id: each.unused for each in comparison.rivals} == {"a": "", "b": "an echo of a", "c": ""}
    assert comparison.consensus
    assert comparison.consensus.mean == pytest.approx(10_500)


def test_compare__does_not_depend_on_the_order_of_the_files() -> None:
    a = "a: {title: A, value: 10 ± 1 kW, of: q}"
    b = "b: {title: B, value: 14 ± 1 kW, of: q}"
    c = "c: {title: C, value: 12 ± 1 kW, of: q}"
    assert compared("\n".join([a, b, c])) == compared("\n".join([c, a, b]))


def test_compare__disagreement_is_a_conflict_that_names_the_suspect() -> None:
    found = edition("""
        quantities: {q: {title: Q}}
        claims:
          a: {title: A, value: 10 ± 1 kW, of: q}
          b: {title: B, value: 10.5 ± 1 kW, of: q}
          c: {title: C, value: 30 ± 1 kW, of: q}
    """)
    assert "rivals-disagree" in rules(found, least="conflict")
    consensus = found.comparisons["q"].consensus
    assert consensus
    assert consensus.suspect is not None
    assert found.comparisons["q"].weighed[consensus.suspect] == "c"


@pytest.mark.parametrize("take", ["envelope", "weighted", "random-effects", "mixture"])
def test_combined__of_bounds_alone_is_a_bound(take: str) -> None:
    found = edition(f"""
        quantities:
          some: {{title: S, take: {take}}}
        claims:
          first: {{title: A, value: "> 2 kW", of: some}}
          second: {{title: B, value: "> 3 kW", of: some}}
    """)
    assert "some" in found.summaries
    low, high = found.summaries["some"].figure.low, found.summaries["some"].figure.high
    assert 1999 <= low <= high <= 3001
    if take != "mixture":
        assert found.summaries["some"].bound == "lower"


# --- what counts, and for how much


Z = 1.6448536269514722
NAMED = "sources: {s: {title: S}, t: {title: T}, u: {title: U, relies_on: [s]}}"


def taken(claims: str, take: str = "weighted", more: str = "", sources: str = NAMED) -> Edition:
    """A quantity `q` in metres that takes its claims in some way."""
    lines = "\n".join(f"          {line.strip()}" for line in claims.strip().splitlines())
    return edition(
        f"""
        quantities:
          q: {{title: Q, take: {take}, unit: m{more}}}
        claims:
{lines}
        """,
        sources,
        settings=Settings(samples=4096),
    )


def spread_of(found: Edition) -> tuple[float, float]:
    """The middle and the one-sigma error of `q`."""
    low, high = interval(found, "q")
    return (low + high) / 2, (high - low) / 2 / Z


@pytest.mark.parametrize(
    ("claims", "middle", "error"),
    [
        # a bare rival has no weight, and takes nobody's error away
        ("a: {title: A, value: 9 ± 1 m, of: q}\nb: {title: B, value: 9.6 m, of: q}", 9, 1),
        ("a: {title: A, value: 9.6 m, of: q}\nb: {title: B, value: 9 ± 1 m, of: q}", 9, 1),
        # nor does a bound
        ("a: {title: A, value: 9 ± 1 m, of: q}\nb: {title: B, value: at least 5 m, of: q}", 9, 1),
        # an echo, and what leans on the same origin, counts once
        ("a: {title: A, value: 9 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 9 ± 1 m, of: q, cites: [s]}", 9, 1),
        ("a: {title: A, value: 9 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 9 ± 1 m, of: q, cites: [u]}", 9, 1),
        ("a: {title: A, value: 9 m, of: q, cites: [s]}\nb: {title: B, value: 9 ± 1 m, of: q, cites: [u]}", 9, 1),
        ("a: {title: A, value: 9 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 9 ± 1 m, of: q, cites: [t]}", 9, 0.5**0.5),
        # of one origin with two values: as errors wholly in common
        ("a: {title: A, value: 10 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 11 ± 1 m, of: q, cites: [u]}", 10.5, 1),
        ("a: {title: A, value: 10 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 11 ± 2 m, of: q, cites: [u]}", 10, 1),
        # and then they stand as one among the others
        (
            "a: {title: A, value: 10 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 11 ± 1 m, of: q, cites: [u]}\n"
            "c: {title: C, value: 11.5 ± 1 m, of: q, cites: [t]}",
            11,
            0.5**0.5,
        ),
        # a part of the error with a name is shared, the rest is not
        (
            "a: {title: A, value: 10 m, errors: {all: {size: 1 m, common: rod}}, of: q}\n"
            "b: {title: B, value: 11 m, errors: {all: {size: 1 m, common: rod}}, of: q}",
            10.5,
            1,
        ),
        (
            "a: {title: A, value: 10 m, errors: {all: {size: 1 m, common: rod}}, of: q}\n"
            "b: {title: B, value: 11 m, errors: {all: {size: 2 m, common: rod}}, of: q}",
            10,
            1,
        ),
        (
            "a: {title: A, value: 10 m, errors: {all: 1 m}, of: q}\nb: {title: B, value: 11 m, errors: {all: 1 m}, of: q}",
            10.5,
            0.5**0.5,
        ),
        # claims that move together
        (
            "a: {title: A, value: 10 ± 1 m, of: q, moves_with: [b]}\nb: {title: B, value: 10.5 ± 1 m, of: q}",
            10.25,
            1,
        ),
    ],
)  # fmt: skip
def test_combined__who_counts_and_for_how_much(claims: str, middle: float, error: float) -> None:
    assert spread_of(taken(claims)) == (pytest.approx(middle, rel=2e-3), pytest.approx(error, rel=5e-3))


def test_combined__what_rests_on_the_same_is_not_independent() -> None:
    found = taken("""
        k: {title: Calibration, value: 1 ± 0.1}
        a: {title: A, formula: k * x, inputs: {k: k, x: 100 ± 4 m}, unit: m, of: q}
        b: {title: B, formula: k * x, inputs: {k: k, x: 102 ± 4 m}, unit: m, of: q}
    """)
    own = 4 / 2**0.5
    middle, error = spread_of(found)
    assert middle == pytest.approx(101, rel=0.01)
    assert error == pytest.approx(math.hypot(10.1, own), rel=0.03)
    comparison = found.comparisons["q"]
    assert comparison.consensus
    # the calibration cancels in the difference: 2 apart with 4 and 4 of their own
    assert pytest.approx(4 / 32, rel=0.2) == comparison.consensus.Q


def test_combined__a_constant_ratio_is_no_measurement_of_the_difference() -> None:
    near = """
        k: {title: Calibration, value: 1 ± 0.1}
        a: {title: A, formula: k * x, inputs: {k: k, x: 100 m}, unit: m, of: q}
        b: {title: B, formula: k * x, inputs: {k: k, x: 102 m}, unit: m, of: q}
    """
    found = taken(near)
    assert found.comparisons["q"].consensus is None
    assert found.comparisons["q"].verdict == "consistent"
    low, high = interval(found, "q")
    assert 32.5 <= high - low <= 36
    assert taken(near.replace("102", "130")).comparisons["q"].verdict == "tension"
    assert taken(near.replace("102", "170")).comparisons["q"].verdict == "conflict"
    assert taken(near.replace("k * x, inputs: {k: k, x: 102 m}", "k * x + y, inputs: {k: k, x: 100 m, y: 2 m}")
                 ).comparisons["q"].verdict == "consistent"  # fmt: skip


def test_combined__blue_may_lie_outside_its_claims_and_that_is_said() -> None:
    claims = """
        a: {title: A, value: 1.5 m, errors: {own: 10%, rod: {size: 20%, common: rod}}, of: q}
        b: {title: B, value: 1.0 m, errors: {own: 10%, rod: {size: 20%, common: rod}}, of: q}
    """
    found = taken(claims, "blue")
    middle, error = spread_of(found)
    consensus = found.comparisons["q"].consensus
    assert consensus
    assert middle == pytest.approx(0.882, rel=2e-3)
    assert error == pytest.approx(0.2184 * consensus.S, rel=5e-3)
    assert "mean-outside" in rules(found, least="warning")
    found = taken(claims)
    assert spread_of(found)[0] == pytest.approx(1.0, rel=2e-3)
    assert "mean-outside" not in rules(found)


def test_combined__two_who_disagree_are_scaled() -> None:
    found = taken("a: {title: A, value: 878.4 ± 0.5 m, of: q}\nb: {title: B, value: 887.7 ± 2.2 m, of: q}")
    consensus = found.comparisons["q"].consensus
    assert consensus
    assert pytest.approx(4.122, abs=5e-4) == consensus.S
    assert spread_of(found)[1] == pytest.approx(consensus.u * consensus.S, rel=5e-3)


@pytest.mark.parametrize("take", ["mixture", "envelope"])
def test_combined__one_origin_is_one_in_mixtures_and_envelopes(take: str) -> None:
    found = taken(
        """
        a: {title: A, value: 10 m, of: q, cites: [s]}
        b: {title: B, value: 10 m, of: q, cites: [u]}
        c: {title: C, value: 20 m, of: q, cites: [t]}
        """,
        take,
    )
    draws = found.values.of["q"].samples
    if take == "mixture":
        assert float((draws == 10).mean()) == pytest.approx(0.5, abs=1e-3)
    assert interval(found, "q") == (pytest.approx(10, rel=2e-3), pytest.approx(20, rel=2e-3))


@pytest.mark.parametrize(
    ("first", "again", "point", "middle"),
    [
        # evenly those with the smallest error, with that error
        ("10 ± 1 m", "12 ± 1 m", 11.0, (11.0 - 1.644854, 11.0 + 1.644854)),
        ("10 ± 1 m", "12 ± 3 m", 10.0, (10.0 - 1.644854, 10.0 + 1.644854)),
        ("10 ± 1 m", "12 m", 10.0, (10.0 - 1.644854, 10.0 + 1.644854)),
        ("10 m", "12 m", 11.0, (11.0, 11.0)),
        # of ranges that lie even on logarithms, their middle there
        ("9 to 16 m", "18 to 32 m", math.sqrt(12 * 24), (math.sqrt(9 * 18), math.sqrt(16 * 32))),
    ],
)
def test_mixture__claims_of_one_origin_are_combined_first(
    first: str, again: str, point: float, middle: tuple[float, float]
) -> None:
    found = taken(
        f"""
        a: {{title: A, value: {first}, of: q, cites: [s]}}
        b: {{title: B, value: {again}, of: q, cites: [u]}}
        far: {{title: Far, value: 1000 m, of: q, cites: [t]}}
        """,
        "mixture",
    )
    draws = found.values.of["q"].samples
    near = np.sort(draws[draws < 500])
    assert float((draws == 1000).mean()) == pytest.approx(0.5, abs=1e-3)
    assert float(found.values.of["q"].point) == pytest.approx((point + 1000) / 2, rel=1e-6)
    assert tuple(np.quantile(near, (0.05, 0.95))) == pytest.approx(middle, rel=0.01)


def test_mixture__what_stands_as_one_follows_what_it_was_made_of() -> None:
    """Between 2 k and 2 k + 1 lies no error: together they are 2 k + 0.5, draw by draw."""
    found = edition("""
        quantities: {q: {title: Q, take: mixture}}
        claims:
          k: {title: K, value: 1 ± 0.1}
          a: {title: A, formula: 2 * k, inputs: {k: k}, of: q}
          b: {title: B, formula: 2 * k + 1, inputs: {k: k}, of: q}
          far: {title: Far, value: "100", of: q}
          rest: {title: R, formula: q - 2 * k, inputs: {q: q, k: k}}
    """)
    rest = found.values.of["rest"].samples
    assert rest[rest < 50] == pytest.approx(0.5, abs=1e-9)
    assert float((rest < 50).mean()) == pytest.approx(0.5, abs=1e-3)


def test_compare__a_difference_inside_one_origin_is_its_own_finding() -> None:
    claims = (
        "a: {title: A, value: 10 ± 1 m, of: q, cites: [s]}\nb: {title: B, value: 14 ± 1 m, of: q, cites: [u]}"
    )
    found = taken(claims)
    assert "origin-differs" in rules(found, least="conflict")
    assert not {"rivals-disagree", "rivals-tension"} & set(rules(found))
    assert "origin-differs" not in rules(taken(claims.replace("14 ±", "10.5 ±")))
    assert "origin-differs" not in rules(taken(claims.replace("[u]", "[t]")))
    # a range that holds the other's figure does not differ from it
    assert "origin-differs" not in rules(taken(claims.replace("14 ± 1", "8 to 20")))


# --- verdicts


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("48 ± 3 m", "at least 50 m", "consistent"),
        ("40 ± 3 m", "at least 50 m", "conflict"),
        ("at most 150 m", "at least 200 m", "conflict"),
        ("at most 250 m", "at least 200 m", "consistent"),
        ("at least 150 m", "at least 200 m", "consistent"),
        ("49 m", "at least 50 m", "conflict"),
        ("50 m", "at least 50 m", "consistent"),
        ("30 to 60 m", "at most 25 m", "conflict"),
        ("30 to 60 m", "at most 35 m", "consistent"),
    ],
)
def test_compare__a_bound_constrains(first: str, second: str, verdict: str) -> None:
    found = taken(f"a: {{title: A, value: {first}, of: q}}\nb: {{title: B, value: {second}, of: q}}", "a")
    assert found.comparisons["q"].verdict == verdict
    if verdict == "conflict":
        (message,) = [each.message for each in found.findings if each.rule == "rivals-disagree"]
        assert "a and b" in message


def test_compare__the_intersection_of_bounds_is_told() -> None:
    found = taken(
        "a: {title: A, value: at least 20 m, of: q}\nb: {title: B, value: at least 30 m, of: q}\n"
        "c: {title: C, value: at most 50 m, of: q}\nd: {title: D, value: 40 ± 2 m, of: q}"
    )
    assert found.comparisons["q"].within == Within(30, 50)
    assert {each.id: each.aside for each in found.comparisons["q"].rivals}["a"] == "a bound has no weight"
    assert spread_of(found) == (pytest.approx(40, rel=2e-3), pytest.approx(2, rel=5e-3))


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("6.15 to 11.1 m", "10 to 20 m", "tension"),  # p = 0.052, and 70 % apart
        ("9.15 to 11.1 m", "10.7 to 13 m", "tension"),  # p = 0.07, and 1.8 times as far as the errors allow
        ("9.15 to 11.1 m", "10.3 to 12.5 m", "consistent"),  # p = 0.2
        ("9 ± 1 m", "12 m", "tension"),
        ("9 ± 1 m", "11 m", "consistent"),
        ("9 ± 1 m", "17 m", "conflict"),
        ("~10 m", "~13 m", "tension"),
        ("~10 m", "13 m", "tension"),
        ("~10 m", "~10.9 m", "consistent"),
        ("~10 m", "~17 m", "conflict"),
    ],
)
def test_compare__when_rivals_speak(first: str, second: str, verdict: str) -> None:
    found = compared(f"a: {{title: A, value: {first}, of: q}}\nb: {{title: B, value: {second}, of: q}}")
    assert found.verdict == verdict


@pytest.mark.parametrize("copy", ["", "b: {title: B, formula: 1000 * x / 1000, inputs: {x: a}, of: q}"])
def test_compare__about_is_no_harsher_with_what_is_computed_from_it_alone(copy: str) -> None:
    found = compared(
        f"a: {{title: A, value: ~10 m, of: q}}\n{copy}\nc: {{title: C, value: 12.5 ± 0.1 m, of: q}}"
    )
    assert found.verdict == "tension"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("2025-11-05", "2025-11-05", "consistent"),
        ("2025-11-05", "2026-05-05", "conflict"),
        ("2025-11", "2025-11-05", "consistent"),
        ("2025-11", "2026-01-05", "conflict"),
        ("2025-11-05 ± 10 day", "2025-11-15", "consistent"),
        ("2025-11-05 ± 3 day", "2026-11-15", "conflict"),
        ("2025-11-05 ± 10 day", "2025-11-25 ± 10 day", "consistent"),
    ],
)
def test_compare__dates_by_days_not_by_their_ratio(first: str, second: str, verdict: str) -> None:
    found = edition(f"""
        quantities: {{q: {{title: Q}}}}
        claims:
          a: {{title: A, value: {first}, of: q}}
          b: {{title: B, value: {second}, of: q}}
    """)
    assert found.comparisons["q"].verdict == verdict
    if verdict == "conflict":
        (message,) = [each.message for each in found.findings if each.rule == "rivals-disagree"]
        assert "days between" in message


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(50, 200), st.sampled_from(["", "±"])), min_size=2, max_size=4))
def test_compare__about_is_never_harsher_than_the_bare_figure(group: list[tuple[int, str]]) -> None:
    def claims(about: str) -> str:
        return "\n".join(
            f"c{n}: {{title: C, value: {about if not sign else ''}{x} {'± 9' if sign else ''} kW, of: q}}"
            for n, (x, sign) in enumerate(group)
        )

    order = ("consistent", "tension", "conflict")
    assert order.index(compared(claims("~")).verdict) <= order.index(compared(claims("")).verdict)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("10 ± 1 m", "{normal: {mean: 10, sd: 1}, unit: m}"),
        ("10 to 40 m", "{quantiles: {5%: 10, 50%: 20, 95%: 40}, unit: m}"),
        ("10 m, errors: {one: 1 m}", "10 ± 1 m"),
    ],
)
def test_compare__the_scale_goes_by_numbers_not_by_spelling(a: str, b: str) -> None:
    scales = set()
    for first, second in ((a, a), (a, b), (b, a), (b, b)):
        found = taken(f"x: {{title: X, value: {first}, of: q}}\ny: {{title: Y, value: {second}, of: q}}")
        scales.add(found.comparisons["q"].scale)
    same = taken(
        f"x: {{title: X, value: {a}, of: q}}\n"
        f"w: {{title: W, value: {a}}}\n"
        "y: {title: Y, formula: w * 1, inputs: {w: w}, unit: m, of: q}"
    )
    assert scales == {same.comparisons["q"].scale}


READ = """
    quantities: {q: {title: Q, take: a}}
    claims:
      a: {title: A, value: 200 chip, of: q}
      b: {title: B, formula: n * each, inputs: {n: 100, each: word}, unit: chip, of: q}
    choices:
      word: {title: Word, options: {one: 1 chip, two: 2 chip, eight: 8 chip}}
"""


def test_compare__open_rivals_in_each_reading() -> None:
    found = edition(READ)
    comparison = found.comparisons["q"]
    assert comparison.verdict == "open"
    assert dict(comparison.readings) == {
        (("word", "one"),): "conflict",
        (("word", "two"),): "consistent",
        (("word", "eight"),): "conflict",
    }
    (message,) = [each.message for each in found.findings if each.rule == "rivals-open"]
    assert "they agree     two" in message
    assert not {"rivals-disagree", "rivals-tension"} & set(rules(found))
    # what is apart in every reading is a conflict
    found = edition(READ.replace("200 chip", "1500 chip"))
    assert found.comparisons["q"].verdict == "conflict"
    assert "rivals-disagree" in rules(found, least="conflict")
    # and with a reading preferred, that one counts
    found = edition(READ.replace("eight: 8 chip}", "eight: 8 chip}, prefer: one, because: it is said"))
    assert found.comparisons["q"].verdict == "conflict"


# --- series


def series(take: str, first: str, second: str) -> Edition:
    return taken(
        f"a: {{title: A, value: 10 m, kind: fact, of: q, as_of: {first}}}\n"
        f"b: {{title: B, value: 20 m, kind: fact, of: q, as_of: {second}}}",
        take,
    )


@pytest.mark.parametrize(
    ("take", "first", "second", "verdict"),
    [
        ("latest", "2024", "2025", "consistent"),
        ("latest", "2025", "2025", "conflict"),
        ("latest", "2025-Q4", "2025-10 to 2025-12", "conflict"),
        ("latest", "2025-Q4", "2025-12", "consistent"),
        ("latest", "2025", "2025-01 to 2025-12", "conflict"),
        ("a", "2024", "2025", "conflict"),
        ("a, over: time", "2024", "2025", "consistent"),
        ("weighted, over: time", "2024", "2025", "consistent"),
    ],
)
def test_compare__a_series_is_compared_where_it_speaks_of_one_time(
    take: str, first: str, second: str, verdict: str
) -> None:
    assert series(take, first, second).comparisons["q"].verdict == verdict


def test_combined__of_a_series_what_speaks_of_the_latest_time() -> None:
    claims = """
        a: {title: A, value: 10 ± 1 m, kind: fact, of: q, as_of: 2024}
        b: {title: B, value: 20 ± 1 m, kind: fact, of: q, as_of: 2025-Q4}
        c: {title: C, value: 22 ± 1 m, kind: fact, of: q, as_of: 2025-10 to 2025-12}
        d: {title: D, value: 21 ± 1 m, kind: fact, of: q}
    """
    found = taken(claims, "weighted", ", over: time")
    assert spread_of(found) == (pytest.approx(21, rel=2e-3), pytest.approx(3**-0.5, rel=5e-3))
    assert spread_of(taken(claims))[0] == pytest.approx(18.25, rel=2e-3)


def test_compare__what_is_not_written_as_a_series_is_compared_whatever_the_dates() -> None:
    text = """
        quantities: {q: {title: Q}}
        claims:
          a: {title: A, value: 10 m, of: q, as_of: 2024}
          b: {title: B, value: 20 m, of: q, as_of: 2025}
    """
    found = edition(text)
    assert found.comparisons["q"].verdict == "conflict"
    assert point(found, "q") == 20


def test_compare__an_undated_claim_is_a_rival_at_every_time() -> None:
    found = taken(
        "a: {title: A, value: 10 m, of: q, as_of: 2024}\nb: {title: B, value: 20 m, of: q, as_of: 2025}\n"
        "c: {title: C, value: 20 m, of: q}",
        "latest",
    )
    assert found.comparisons["q"].periods == (("2024", "conflict"), ("2025", "consistent"))
    assert found.comparisons["q"].verdict == "conflict"


# --- laws


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(90, 110), st.integers(1, 9)), min_size=1, max_size=4),
    st.sampled_from(
        [
            "z: {title: An echo, value: FIRST m, of: q, cites: [u]}",
            "z: {title: Bare, value: 101 m, of: q, cites: [t]}",
            "z: {title: A bound, value: at least 3 m, of: q, cites: [t]}",
            "z: {title: Gone, value: 3 ± 0.01 m, of: q, cites: [t], status: retracted, why: a slip}",
        ]
    ),
)
def test_combined__what_adds_nothing_changes_nothing(group: list[tuple[int, int]], extra: str) -> None:
    claims = "\n".join(
        f"c{n}: {{title: C, value: {x} ± {error} m, of: q, cites: [{'s' if n == 0 else f's{n}'}]}}"
        for n, (x, error) in enumerate(group)
    )
    more = ", ".join(f"s{n}: {{title: S}}" for n in range(1, 4))
    sources = NAMED.removesuffix("}") + ", " + more + "}"
    x, error = group[0]
    with_it = taken(claims + "\n" + extra.replace("FIRST", f"{x} ± {error}"), sources=sources)
    assert interval(with_it, "q") == interval(taken(claims, sources=sources), "q")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(50, 150), st.integers(1, 40), st.booleans()), min_size=2, max_size=5))
def test_combined__a_weighted_mean_lies_among_its_witnesses(group: list[tuple[int, int, bool]]) -> None:
    claims = "k: {title: K, value: 1 ± 0.2}\n" + "\n".join(
        f"c{n}: {{title: C, formula: k * x, inputs: {{k: k, x: {x} ± {error} m}}, unit: m, of: q}}"
        if shared
        else f"c{n}: {{title: C, value: {x} ± {error} m, of: q}}"
        for n, (x, error, shared) in enumerate(group)
    )
    found = taken(claims).comparisons["q"]
    if found.consensus:
        values = [each.measured.value for each in found.witnesses if each.measured]
        slack = 1e-9 * max(map(abs, values))
        assert min(values) - slack <= found.consensus.mean <= max(values) + slack
        assert sum(each.weight for each in found.rivals) == pytest.approx(1)
        assert all(each.weight >= 0 for each in found.rivals)
        assert found.consensus.p >= 0.05 or found.consensus.S > 1


@pytest.mark.parametrize("size", [0.6, -0.6, 0])
def test_compare__written_correlations_are_in_the_combined_error(size: float) -> None:
    found = compared(f"""
        a: {{title: A, value: 10 ± 1 kW, of: q}}
        b: {{title: B, value: 11 ± 1 kW, of: q, correlates: {{a: {size}}}}}
    """)
    assert found.consensus
    assert found.consensus.mean == pytest.approx(10_500)
    assert found.consensus.u == pytest.approx(1000 * math.sqrt((1 + size) / 2))
    assert pytest.approx(0.5 / (1 - size)) == found.consensus.Q


def test_compare__correlations_of_three_claims_are_all_of_them_in_the_covariance() -> None:
    found = compared("""
        a: {title: A, value: 10 ± 1 kW, of: q}
        b: {title: B, value: 11 ± 1.2 kW, of: q, correlates: {a: 0.3}}
        c: {title: C, value: 12 ± 1.1 kW, of: q, correlates: {b: 0.5}}
    """)
    sizes = np.array([1000.0, 1200.0, 1100.0])
    covariance = np.outer(sizes, sizes) * [[1, 0.3, 0], [0.3, 1, 0.5], [0, 0.5, 1]]
    parts = np.linalg.solve(covariance, np.ones(3))
    assert found.consensus
    assert found.consensus.mean == pytest.approx(float(parts @ [10_000, 11_000, 12_000] / parts.sum()))
    assert found.consensus.u == pytest.approx(float(parts.sum()) ** -0.5)


def test_rivals__a_bound_has_its_end_and_nothing_in_the_middle() -> None:
    found = edition(
        """
        quantities: {flow: {title: Flow, take: weighted}}
        claims:
          gauge: {title: By the gauge, value: 5 ± 1 L/h, of: flow, cites: [a]}
          least: {title: At least, value: at least 4 L/h, of: flow, cites: [b]}
          most: {title: At most, value: at most 8 L/h, of: flow, cites: [c]}
        """,
        "sources: {a: {title: A}, b: {title: B}, c: {title: C}}",
    )
    told = {each["id"]: each for each in answers.claim(found, "flow")["rivals"]}
    for id, low, high in (("least", 4, None), ("most", None, 8)):
        assert told[id]["median"] is None
        assert [told[id]["low"], told[id]["high"]] == [
            low and pytest.approx(low),
            high and pytest.approx(high),
        ]
    assert told["gauge"]["median"] == pytest.approx(5)
