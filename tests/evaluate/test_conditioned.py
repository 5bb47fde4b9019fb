"""What evidence leaves of the draws downstream of a choice: against a million draws of numpy, weighed by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from small import edition, rules
from whence.account import answers
from whence.evaluate.conditioned import conditioned
from whence.evaluate.tallies import above
from whence.files.schema import Settings
from whence.judge.edition import Edition
from whence.publish.pages import model

# Which gauge a flood was read at; what the river carried must fit through the bridge that stood.
RIVER = """
    choices:
      gauge: {title: Gauge, options: {upper: 1.1, lower: 1.7}, CREDENCE}
    claims:
      level: {title: Level, value: 100 ± 15 m, kind: fact, cites: [log]}
      arch: {title: Arch, value: 150 ± 10 m, kind: fact, cites: [log]}
      crest: {title: Crest, formula: level * gauge, inputs: {level: level, gauge: gauge}, unit: m}
      spare: {title: Spare, formula: arch - crest, inputs: {arch: arch, crest: crest}, unit: m}
      rain: {title: Rain, value: 3 ± 1 m, kind: fact, cites: [log]}
      share: {title: Share, formula: rain * gauge, inputs: {rain: rain, gauge: gauge}, unit: m}
    checks:
      stood: {title: It stood, assert: crest <= arch, inputs: {crest: crest, arch: arch}, on_fail: rule-out}
"""
CREDENCE = "credence: {upper: 30%, lower: 70%}"
SOURCES = "sources: {log: {title: Log}}"
SIZE = 1_000_000


def river(credence: str = CREDENCE, samples: int = 20_000) -> Edition:
    return edition(RIVER.replace("CREDENCE", credence), SOURCES, settings=Settings(samples=samples))


def by_hand() -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The spare draws of each reading in which the arch stood, and how probable each reading is then."""
    random = np.random.default_rng(7)
    level, arch = 100 + 15 * random.standard_normal(SIZE), 150 + 10 * random.standard_normal(SIZE)
    spare = {name: arch - level * each for name, each in (("upper", 1.1), ("lower", 1.7))}
    left = {name: each[each >= 0] for name, each in spare.items()}
    weights = {"upper": 0.3 * left["upper"].size, "lower": 0.7 * left["lower"].size}
    return left, {name: each / sum(weights.values()) for name, each in weights.items()}


def test_conditioned__results_are_of_the_draws_in_which_the_checks_hold() -> None:
    found = river()
    left, _ = by_hand()
    for reading in found.summaries["spare"].readings:
        own = left[reading.choose["gauge"]]
        expected = [*np.quantile(own, [0.5, 0.5, 0.05, 0.95]), own.mean(), own.std()]
        assert list(vars(reading.figure).values()) == pytest.approx(expected, rel=0.04, abs=0.3)
        assert reading.left is not None
        assert reading.left[0] / reading.left[1] == pytest.approx(own.size / SIZE, abs=0.005)


def test_conditioned__over_readings_they_are_the_posterior() -> None:
    found = river()
    left, weights = by_hand()
    random = np.random.default_rng(8)
    whole = np.concatenate([random.choice(left[name], int(SIZE * share)) for name, share in weights.items()])
    own = found.summaries["spare"].figure
    assert [own.median, own.low, own.high, own.mean, own.sd] == pytest.approx(
        [*np.quantile(whole, [0.5, 0.05, 0.95]), whole.mean(), whole.std()], rel=0.02, abs=0.3
    )
    share, may = above(
        found.base,
        found.settled,
        conditioned(found.base, found.settled, "spare", found.values.of),
        40.0,
    )
    assert share == may == pytest.approx(float(np.mean(whole > 40)), abs=0.01)


def test_conditioned__leaves_checks_and_what_rests_on_other_chance_are_as_before() -> None:
    found, plain = river(), river("prefer: upper, because: said so")
    for id in ("level", "arch"):
        assert found.summaries[id] == plain.summaries[id]
    assert found.settled.outcomes["stood"].share.tolist() == plain.settled.outcomes["stood"].share.tolist()
    assert [each.left for each in found.summaries["share"].readings] == [None, None]
    assert found.summaries["share"].readings[0].figure == plain.summaries["share"].readings[0].figure


def test_conditioned__without_credence_nothing_is_weighed() -> None:
    assert [each.left for each in river("note: none").summaries["spare"].readings] == [None, None]


def test_conditioned__a_result_that_the_checks_demand_is_where_they_demand_it() -> None:
    """Before, half of what was said of the spare was below zero, which the check forbids, and so was its point."""
    found = river()
    assert found.summaries["spare"].figure.low > 0
    assert "point-outside" not in rules(found)
    contexts = answers.claim(found, "spare")["contexts"]
    assert [0 < each["draws_left"] < 20_000 for each in contexts] == [True, True]


def test_conditioned__an_option_that_meets_others_is_weighed_by_theirs() -> None:
    """The check is of two choices, the result of one: the other's options count by their credences."""
    text = RIVER.replace("CREDENCE", CREDENCE).replace("arch: arch}, on_fail", "arch: raised}, on_fail")
    text = text.replace(
        "    claims:\n",
        "      datum: {title: Datum, options: {old: 1, new: 1.2}, credence: {old: 0.25, new: 0.75}}\n    claims:\n"
        "      raised: {title: Raised, formula: arch * datum, inputs: {arch: arch, datum: datum}, unit: m}\n",
        1,
    )
    found = edition(text, SOURCES, settings=Settings(samples=20_000))
    random = np.random.default_rng(9)
    level, arch = 100 + 15 * random.standard_normal(SIZE), 150 + 10 * random.standard_normal(SIZE)
    for reading, factor in zip(found.summaries["spare"].readings, (1.1, 1.7), strict=True):
        spare = arch - level * factor
        weights = 0.25 * (level * factor <= arch) + 0.75 * (level * factor <= 1.2 * arch)
        order = np.argsort(spare)
        sums = np.cumsum(weights[order]) / weights.sum()
        expected = [float(spare[order][np.searchsorted(sums, each)]) for each in (0.5, 0.05, 0.95)]
        own = reading.figure
        assert [own.median, own.low, own.high] == pytest.approx(expected, abs=0.6)
        assert own.mean == pytest.approx(float(np.average(spare, weights=weights)), abs=0.4)


def test_conditioned__a_source_is_not_held_to_evidence_on_a_choice() -> None:
    """Its arithmetic is judged at the central values of its inputs, whatever the checks make of the reading."""
    stated = RIVER.replace("CREDENCE", CREDENCE).replace(
        "gauge: gauge}, unit: m}\n      spare",
        "gauge: gauge}, unit: m, stated: 110 m, cites: [log]}\n      spare",
    )
    found = edition(stated, SOURCES)
    assert found.agreements["crest"].verdict == "agrees"


def test_conditioned__of_draws_that_were_given_away() -> None:
    # A check does not keep the draws; what evidence leaves of them is the same, and no rule fails over it.
    text = RIVER.replace("CREDENCE", CREDENCE)
    kept, given = (edition(text, SOURCES, keep=keep) for keep in (True, False))
    assert rules(given) == rules(kept)
    assert "rule-failed" not in rules(given)
    for id in ("spare", "crest", "share", "gauge"):
        assert repr(given.summaries[id]) == repr(kept.summaries[id]), id


COMBINED = """
    choices:
      unit: {title: Unit, options: {one: 1, two: 2}, credence: {one: 50%, two: 50%}}
    claims:
      n: {title: N, value: 100 ± 20 kg}
      first: {title: First, formula: n * u, inputs: {n: n, u: unit}, unit: kg, of: load, cites: [s]}
      second: {title: Second, value: 110 ± 10 kg, of: load, cites: [t]}
      twice: {title: Twice, formula: 2 * load, inputs: {load: load}, unit: kg}
      apart: {title: Apart, formula: load - first, inputs: {load: load, first: first}, unit: kg}
    quantities:
      load: {title: Load, take: TAKE}
    checks:
      fits: {title: Fits, assert: first <= most, inputs: {first: first, most: 110 kg}, on_fail: rule-out}
"""
CITED = "sources: {s: {title: S}, t: {title: T}}"


def combined(take: str) -> Edition:
    found = edition(COMBINED.replace("TAKE", take), CITED, settings=Settings(samples=16384))
    assert found.summaries["first"].readings[0].left
    return found


def left() -> tuple[Any, Any]:
    """A million draws of each claim by another library: of the first those that the check leaves."""
    generator = np.random.default_rng(5)
    first = generator.normal(100, 20, 4_000_000)
    return first[first <= 110][:1_000_000], generator.normal(110, 10, 1_000_000)


def test_combined__from_the_draws_that_evidence_leaves_of_its_claims() -> None:
    """An envelope reaches from the lower end of the one to the upper end of the other; before, it ended inside of both."""
    first, second = left()
    figure = combined("envelope").summaries["load"].figure
    assert (figure.low, figure.high) == pytest.approx(
        (np.quantile(first, 0.05), np.quantile(second, 0.95)), rel=3e-3
    )


def test_combined__a_mixture_and_what_follows_from_it() -> None:
    first, second = left()
    both = np.where(np.random.default_rng(6).random(1_000_000) < 0.5, first, second)
    found = combined("mixture")
    for id, times in (("load", 1), ("twice", 2)):
        figure = found.summaries[id].figure
        wanted = [times * each for each in np.quantile(both, (0.05, 0.5, 0.95))]
        assert [figure.low, figure.median, figure.high] == pytest.approx(wanted, rel=15e-3)
        assert (figure.mean, figure.sd) == pytest.approx((times * both.mean(), times * both.std()), rel=2e-2)
    apart = conditioned(found.base, found.settled, "apart", found.values.of).samples[0]
    assert float(np.mean(np.abs(apart) < 1e-9)) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("take", ["weighted", "random-effects"])
def test_combined__is_what_the_comparison_of_its_claims_says(take: str) -> None:
    found = combined(take)
    figure, consensus = found.summaries["load"].figure, found.comparisons["load"].consensus
    assert consensus
    mean, error = (
        (consensus.mean, consensus.u_scaled) if take == "weighted" else (consensus.dl_mean, consensus.dl_u)
    )
    assert (figure.median, figure.sd) == pytest.approx((mean, error), rel=1e-9)
    assert found.summaries["twice"].figure.median == pytest.approx(2 * mean, rel=0.01)
    assert found.summaries["load"].readings[1].left is None


def test_combined__is_left_to_the_command_by_a_page() -> None:
    assert model.model(combined("weighted"), "twice") is None
    assert model.model(combined("weighted"), "second") is not None


# What was seen in two ways: a count, of which grade, and under a view that nobody has weighed.
VIEW = RIVER.replace(
    "    claims:\n", "      view: {title: View, options: {low: 1, high: HIGH}}\n    claims:\n", 1
).replace(
    "    checks:\n",
    "      viewed: {title: Viewed, formula: crest * view, inputs: {crest: crest, view: view}, unit: m}\n    checks:\n"
    "      seen: {title: It was seen, assert: viewed <= most, inputs: {viewed: viewed, most: MOST}, on_fail: rule-out}\n",
)


def viewed(high: float, most: str) -> Edition:
    text = VIEW.replace("CREDENCE", CREDENCE).replace("HIGH", str(high)).replace("MOST", most)
    return edition(text, SOURCES, settings=Settings(samples=20_000))


def test_conditioned__a_check_that_always_holds_ties_nothing() -> None:
    """Evidence stayed without effect on what meets, in a check that is always true, a choice without credences."""
    found, alone = viewed(2, "100 km"), river()
    assert found.summaries["crest"] == alone.summaries["crest"]
    assert found.summaries["spare"] == alone.summaries["spare"]


def test_conditioned__a_view_without_credence_leaves_a_draw_that_it_allows_in_one_option() -> None:
    """What `viewed` is under a view follows from the draws that `crest` has then, all of which are among its own."""
    found = viewed(1.2, "165 m")
    random = np.random.default_rng(3)
    level, arch = 100 + 15 * random.standard_normal(SIZE), 150 + 10 * random.standard_normal(SIZE)
    for reading, factor in zip(found.summaries["crest"].readings, (1.1, 1.7), strict=True):
        crest = level * factor
        # At 1 it is seen up to 165 m, at 1.2 up to 137.5 m: one of them lets each draw up to 165 m count.
        left = crest[(crest <= arch) & (crest <= 165)]
        assert [reading.figure.median, reading.figure.low, reading.figure.high] == pytest.approx(
            np.quantile(left, [0.5, 0.05, 0.95]).tolist(), abs=0.8
        )
    whole = {tuple(each.choose.items()): each.figure for each in found.summaries["viewed"].readings}
    for gauge in ("upper", "lower"):
        low, high = whole[("gauge", gauge), ("view", "low")], whole[("gauge", gauge), ("view", "high")]
        mine = next(
            each.figure for each in found.summaries["crest"].readings if each.choose["gauge"] == gauge
        )
        assert low.high == pytest.approx(mine.high, abs=0.8)
        assert high.high / 1.2 <= mine.high
