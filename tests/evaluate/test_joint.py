"""A combined quantity beside what its claims rest on: what they share is shared downstream, and nothing else is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from small import edition, interval
from whence.account import sampled
from whence.evaluate import engines
from whence.files.schema import Settings
from whence.judge.edition import Edition
from whence.language.values.shapes import Z95

SOURCES = "sources: {a: {title: A}, b: {title: B}}"
# A lorry is weighed full on two scales, and both readings have the error of the empty weight in them.
LORRY = """
quantities: {{full: {{title: Full lorry, take: {take}}}}}
claims:
  empty: {{title: Empty lorry, value: {empty}, cites: [a]}}
  first: {{title: By the first load, formula: e + l, inputs: {{e: empty, l: 20 ± 1 t}}, unit: t, of: full}}
  second: {{title: By the second load, formula: e + l, inputs: {{e: empty, l: 21 ± 1 t}}, unit: t, of: full}}
  load: {{title: Load, formula: f - e, inputs: {{f: full, e: empty}}, unit: t}}
"""


def half(found: Edition, id: str) -> float:
    low, high = interval(found, id)
    return (high - low) / 2


@pytest.mark.parametrize("take", ["weighted", "blue", "random-effects"])
@pytest.mark.parametrize("empty", ["100 ± 10 t", "1000 ± 300 t"])
def test_mean__what_it_shares_with_an_input_falls_out_of_the_difference(take: str, empty: str) -> None:
    found = edition(LORRY.format(take=take, empty=empty), SOURCES, settings=Settings(samples=4096))
    # The mean of two loads, each ± 1 t; what the two weighings are apart is judged by that too, however large the rest.
    low, high = interval(found, "load")
    assert (low, high) == pytest.approx((20.5 - Z95 * math.sqrt(0.5), 20.5 + Z95 * math.sqrt(0.5)), abs=0.08)
    comparison = found.comparisons["full"]
    assert comparison.consensus
    assert comparison.consensus.weights == pytest.approx((0.5, 0.5), abs=1e-6)
    assert comparison.consensus.p == pytest.approx(math.erfc(math.sqrt(0.5) / math.sqrt(2)), abs=1e-3)
    assert comparison.pairs[0].sigma == pytest.approx(math.sqrt(0.5), abs=1e-3)


def test_envelope__of_one_error_and_little_else_is_not_as_wide_again_beside_that_error() -> None:
    found = edition(LORRY.format(take="envelope", empty="100 ± 10 t"), SOURCES)
    assert half(found, "load") < 0.35 * half(found, "full")


def test_mean__of_one_computed_claim_is_that_claim() -> None:
    text = LORRY.format(take="weighted", empty="100 ± 10 t").replace(
        "unit: t, of: full}\n  load", "unit: t}\n  load"
    )
    found = edition(text, SOURCES)
    assert interval(found, "load") == pytest.approx((20 - Z95, 20 + Z95), abs=0.1)


def test_mean__beside_one_of_its_claims() -> None:
    # 10 ± 1 and 11 ± 2: the weights are 0.8 and 0.2, and the first less the mean is 0.2 of their difference.
    found = edition(
        """
        quantities: {depth: {title: Depth, take: weighted}}
        claims:
          lead: {title: By lead, value: 10 ± 1 m, of: depth, cites: [a]}
          echo: {title: By echo, value: 11 ± 2 m, of: depth, cites: [b]}
          off: {title: Lead less the mean, formula: l - d, inputs: {l: lead, d: depth}, unit: m}
          apart: {title: What the two are apart, formula: a - b, inputs: {a: lead, b: echo}, unit: m}
        """,
        SOURCES,
        settings=Settings(samples=4096),
    )
    assert half(found, "off") == pytest.approx(0.2 * math.sqrt(5) * Z95, rel=0.05)
    # The mean of written values keeps its formula to the last digit.
    assert interval(found, "depth") == pytest.approx(
        [10.2 - Z95 * math.sqrt(0.8), 10.2 + Z95 * math.sqrt(0.8)]
    )


def test_mean__what_the_scale_factor_adds_is_its_own() -> None:
    # 10 ± 1 and 14 ± 1 are scaled by sqrt(8): the mean is 12 ± 2, of which the two bring ± 0.71.
    found = edition(
        """
        quantities: {depth: {title: Depth, take: weighted}}
        claims:
          lead: {title: By lead, value: 10 ± 1 m, of: depth, cites: [a]}
          echo: {title: By echo, value: 14 ± 1 m, of: depth, cites: [b]}
          twice: {title: Twice, formula: 2 * d, inputs: {d: depth}, unit: m}
        """,
        SOURCES,
        settings=Settings(samples=4096),
    )
    assert half(found, "twice") == pytest.approx(4 * Z95, rel=0.01)
    lead, depth = (found.values.of[each].samples for each in ("lead", "depth"))
    assert np.cov(lead, depth)[0, 1] == pytest.approx(0.5, abs=0.1)


def test_mean__follows_what_is_written_as_correlated_with_one_of_its_claims() -> None:
    found = edition(
        """
        quantities: {clearance: {title: Clearance, take: weighted}}
        claims:
          first: {title: By the first trial, value: 4 to 6 L/h, of: clearance, cites: [a]}
          second: {title: By the second trial, value: 4.5 to 5.5 L/h, of: clearance, cites: [b]}
          volume: {title: Volume, value: 30 to 50 L, correlates: {second: 0.8}}
          alone: {title: Another volume, value: 30 to 50 L}
        """,
        SOURCES,
        settings=Settings(samples=4096),
    )

    def together(a: str, b: str) -> float:
        return float(np.corrcoef(*(np.log(found.values.of[each].samples) for each in (a, b)))[0, 1])

    # The second has four fifths of the weight, and so (4/5)^0.5 of the mean's error.
    assert together("volume", "clearance") == pytest.approx(0.8 * math.sqrt(0.8), abs=0.05)
    assert together("alone", "clearance") == pytest.approx(0, abs=0.05)


def test_sample__draws_a_mean_with_what_it_shares_by_the_block_too() -> None:
    text = LORRY.format(take="weighted", empty="100 ± 10 t")
    texts = {"claims/base.yaml": text.encode(), "sources/base.yaml": SOURCES.encode()}
    found = edition(text, SOURCES)
    job = sampled.job(found, texts, "", ("load",), 100_000)
    figure = engines.stream(job, engines.serial, lambda *_: None)["load", ()]
    assert (figure.high - figure.low) / 2 / 1000 == pytest.approx(half(found, "load"), rel=0.05)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=4),
    st.sampled_from(["weighted", "blue", "random-effects"]),
    st.sampled_from(["weighted", "random-effects"]),
)
def test_mean__of_what_has_one_error_in_common_never_has_it_beside_that_error(
    errors: list[int], inner: str, outer: str
) -> None:
    # A mean of means, too: whatever is taken of what, the empty weight falls out.
    rows = "".join(
        f"  l{n}: {{title: L, formula: e + l, inputs: {{e: empty, l: 20 ± {error} t}}, unit: t, of: full}}\n"
        for n, error in enumerate(errors)
    )
    found = edition(
        f"quantities: {{full: {{title: Full, take: {inner}}}, again: {{title: Again, take: {outer}}}}}\nclaims:\n{rows}"
        "  empty: {title: Empty, value: 1000 ± 300 t}\n"
        "  copy: {title: Copy, formula: f, inputs: {f: full}, unit: t, of: again}\n"
        "  load: {title: Load, formula: f - e, inputs: {f: again, e: empty}, unit: t}\n"
    )
    assert half(found, "load") < Z95 * max(errors) * 1.1
    assert half(found, "again") > Z95 * 300 * 0.9


def test_mean__of_a_whole_beside_its_halves_counts_what_was_measured() -> None:
    # The growth of four years follows from that of its halves, exactly: it says nothing that they do not.
    years = """
        claims:
          early: {title: Early, formula: "growth_rate(b / a, t)", inputs: {a: first, b: second, t: 2 year}, of: growth}
          late: {title: Late, formula: "growth_rate(b / a, t)", inputs: {a: second, b: third, t: 2 year}, of: growth}
          WHOLE
          other: {title: Other, value: 1.8x to 2.4x per year, of: growth, cites: [a]}
          first: {title: First, value: 90 to 110, cites: [b]}
          second: {title: Second, value: 900 to 1100, cites: [b]}
          third: {title: Third, value: 13K to 16K, cites: [b]}
        quantities: {growth: {title: Growth, take: weighted}}
        """
    whole = 'whole: {title: Whole, formula: "growth_rate(b / a, t)", inputs: {a: first, b: third, t: 4 year}, of: growth}'
    with_it, without = (
        edition(years.replace("WHOLE", each), SOURCES).comparisons["growth"].consensus for each in (whole, "")
    )
    assert with_it
    assert without
    assert (with_it.p, with_it.S, with_it.mean) == pytest.approx(
        (without.p, without.S, without.mean), rel=1e-3
    )
    assert (with_it.dl_tau, with_it.mp_tau) == pytest.approx((without.dl_tau, without.mp_tau), rel=1e-2)
