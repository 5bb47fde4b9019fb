"""What evidence makes of credences: against the normal distribution by hand, and the laws of Bayes."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from small import edition, point
from whence.account import answers
from whence.evaluate import posterior
from whence.evaluate.credences import Odds, odds
from whence.judge.assemble import Edition

SITE = """
    choices:
      n: {title: Machines, options: {few: A, many: B}, credence: {few: P, many: Q}}
    claims:
      supply: {title: Supply, value: 100 ± 20 MW}
      need: {title: Need, formula: n * each, inputs: {n: n, each: 1 MW}, unit: MW}
    checks:
      fits: {title: It fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: FAIL}
"""


def site(few: int, many: int, prior: float = 0.5, fail: str = "rule-out") -> Edition:
    values = {
        " A,": f" {few},",
        " B}": f" {many}}}",
        " P,": f" {prior},",
        " Q}": f" {1 - prior:.6g}}}",
        "FAIL": fail,
    }
    text = SITE
    for old, new in values.items():
        text = text.replace(old, new)
    return edition(text)


def by_hand(few: int, many: int, prior: float) -> float:
    """The probability of few, with P(need <= supply) of a normal supply; what fails in 95 % is ruled out."""
    likely = [1 - NormalDist(100, 20).cdf(each) for each in (few, many)]
    first, other = (each if each > 0.05 else 0.0 for each in likely)
    return prior * first / (prior * first + (1 - prior) * other)


@pytest.mark.parametrize("prior", [0.5, 0.2, 0.9])
@pytest.mark.parametrize(("few", "many"), [(80, 120), (100, 130), (10, 100), (90, 110), (50, 170)])
def test_odds__are_those_by_hand(few: int, many: int, prior: float) -> None:
    found = site(few, many, prior)
    after = odds(found.base, found.settled, "n")
    expected = by_hand(few, many, prior)
    assert after["few"].prior == pytest.approx(prior)
    assert after["few"].posterior == pytest.approx(expected, abs=0.003)
    assert sum(each.posterior or 0 for each in after.values()) == pytest.approx(1)
    assert point(found, "need") == pytest.approx(few * expected + many * (1 - expected), abs=0.3)


def test_odds__without_a_check_that_rules_out_are_the_credences() -> None:
    found = site(80, 120, 0.3, fail="warn")
    assert odds(found.base, found.settled, "n") == {"few": Odds(0.3, 0.3), "many": Odds(0.7, 0.7)}


def test_odds__where_bounds_leave_a_check_open_are_the_credences() -> None:
    text = SITE.replace(" A,", " 80,").replace(" B}", " 120}").replace(" P,", " 0.5,").replace(" Q}", " 0.5}")
    found = edition(text.replace("100 ± 20 MW", "at least 50 MW").replace("FAIL", "rule-out"))
    assert {each.posterior for each in odds(found.base, found.settled, "n").values()} == {0.5}


def test_show__prior_and_posterior() -> None:
    [few, many] = answers.choice_options(site(10, 170), "n")
    assert (few["prior"], few["posterior"], many["prior"], many["posterior"]) == (0.5, 1.0, 0.5, 0.0)


def test_together__several_checks_count_by_the_draws_in_which_all_hold() -> None:
    first = np.array([[True, True, False, False], [True, True, True, True]])
    second = np.array([True, False, True, False])
    found = posterior.together(("a",), (2,), [(("a",), first), ((), second)])
    assert found.mean(axis=-1).tolist() == [0.25, 0.5]


# a share of draws is nothing, or at least one draw of all there are
SHARE = st.one_of(st.just(0.0), st.floats(1e-9, 1))


@given(st.lists(st.tuples(st.floats(0.01, 1), SHARE), min_size=1, max_size=6))
def test_posterior__laws(cells: list[tuple[float, float]]) -> None:
    prior, likely = (np.array(each) for each in zip(*cells, strict=True))
    after = np.array(posterior.of_options(posterior.posterior(prior, likely), 0))
    assert after.sum() == pytest.approx(1)
    assert posterior.posterior(prior, np.ones_like(prior)).tolist() == prior.tolist()
    if likely.any():
        assert not after[likely == 0].any()
