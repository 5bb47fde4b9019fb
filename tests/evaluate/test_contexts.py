"""Which readings survive: against brute force, and on the pair of posts that settle each other."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from places import ROOT
from small import edition, interval, point, rules
from whence.evaluate import contexts
from whence.evaluate.nogoods import minimal_nogoods
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble

# --- nogoods ---------------------------------------------------------------------------------------------------


def by_brute_force(fails: np.ndarray) -> set[frozenset[tuple[int, int]]]:
    """Every partial assignment all of whose completions fail, less those that contain a smaller one."""
    choices = [[None, *range(size)] for size in fails.shape]
    bad = []
    for parts in itertools.product(*choices):
        chosen = {(axis, at) for axis, at in enumerate(parts) if at is not None}
        whole = itertools.product(
            *([at] if at is not None else range(n) for at, n in zip(parts, fails.shape, strict=True))
        )
        if all(fails[each] for each in whole):
            bad.append(frozenset(chosen))
    return {each for each in bad if not any(other < each for other in bad)}


def test_minimal_nogoods__are_those_of_brute_force() -> None:
    generator = random.Random(7)
    for _ in range(1000):
        shape = tuple(generator.randint(1, 3) for _ in range(generator.randint(1, 4)))
        density = generator.choice([0.1, 0.5, 0.8, 0.95])
        cells = [generator.random() < density for _ in range(int(np.prod(shape)))]
        fails = np.array(cells).reshape(shape)
        found = minimal_nogoods(fails)
        assert {frozenset(each) for each in found} == by_brute_force(fails), fails
        assert len(found) == len(set(found))


def problem(generator: random.Random) -> tuple[str, list[tuple[str, ...]], list[str]]:
    """A base with up to four choices of small numbers, and checks that add two or three of them up."""
    names = [f"c{n}" for n in range(generator.randint(2, 4))]
    values = {name: generator.sample(range(1, 9), generator.randint(2, 3)) for name in names}
    lines = ["choices:"]
    for name, each in values.items():
        options = ", ".join(f"o{value}: {value}" for value in each)
        lines.append(f"  {name}: {{title: C, options: {{{options}}}}}")
    lines += ["checks:"]
    checks = []
    for number in range(generator.randint(1, 3)):
        used = generator.sample(names, generator.randint(1, min(3, len(names))))
        most = generator.randint(2, 8 * len(used))
        sign = generator.choice(["<=", ">="])
        checks.append((used, most, sign))
        inputs = ", ".join(f"{name}: {name}" for name in used)
        lines.append(
            f"  k{number}: {{title: K, assert: {' + '.join(used)} {sign} {most}, inputs: {{{inputs}}}, on_fail: rule-out}}"
        )
    survivors = []
    for parts in itertools.product(*values.values()):
        at = dict(zip(names, parts, strict=True))
        sums = [(sum(at[name] for name in used), most, sign) for used, most, sign in checks]
        if all(total <= most if sign == "<=" else total >= most for total, most, sign in sums):
            survivors.append(tuple(f"o{each}" for each in parts))
    return "\n".join(lines), survivors, names


@pytest.mark.parametrize("seed", range(8))
def test_settle__the_survivors_are_those_of_brute_force(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(12):
        text, survivors, names = problem(generator)
        inputs = ", ".join(f"{name}: {name}" for name in names)
        text += f"\nclaims:\n  all: {{title: All, formula: {' + '.join(names)}, inputs: {{{inputs}}}}}\n"
        found = edition(text, settings=Settings(samples=16))
        alive = [
            tuple(r.choose[name] for name in names) for r in found.summaries["all"].readings if r.possible
        ]
        if survivors:
            assert sorted(alive) == sorted(survivors), text
            left = {(name, option) for each in survivors for name, option in zip(names, each, strict=True)}
            every = {(name, option) for name in names for option in contexts.options(found.base, name)}
            assert set(found.settled.ruled_out) == every - left
            assert all(found.settled.ruled_out.values())
        else:
            # Nothing of the choices that meet in it is ruled out, and the finding says so.
            assert "no-context-survives" in rules(found)
            assert any(knot.survives.all() for knot in found.settled.knots)


# --- two posts that settle each other --------------------------------------------------------------------------

PAIR = """
    units:
      GB200: {title: The bare word}
      GPU: {title: The bare word}
    terms:
      gb200: {title: GB200, senses: {die: 0.5 chip/GB200, chip: 1 chip/GB200, superchip: 2 chip/GB200, rack: 72 chip/GB200}}
      gpu: {title: GPU, senses: {die: 0.5 chip/GPU, chip: 1 chip/GPU}}
    choices:
      later-unit: {title: What the later post counts, term: gb200}
      earlier-unit: {title: What the earlier post counts, term: gpu}
    claims:
      later: {title: Later, formula: n * s, inputs: {n: 50K GB200, s: later-unit}, unit: chip}
      earlier: {title: Earlier, formula: n * s, inputs: {n: 100K GPU, s: earlier-unit}, unit: chip}
      need-later: {title: Need, formula: n * p, inputs: {n: later, p: 2.2 kW/chip}, unit: MW}
      need-earlier: {title: Need, formula: n * p, inputs: {n: earlier, p: 2.2 kW/chip}, unit: MW}
      supply: {title: Power of the building, value: 100 MW}
    checks:
      later-fits: {title: Fits, assert: need <= 1.3 * supply, inputs: {need: need-later, supply: supply}, on_fail: rule-out}
      earlier-fits: {title: Fits, assert: need <= 1.3 * supply, inputs: {need: need-earlier, supply: supply}, on_fail: rule-out}
      same: {title: Same buildings, assert: "max(a, b) <= 1.5 * min(a, b)", inputs: {a: later, b: earlier}, on_fail: rule-out}
"""


def survivors(found: Edition, *choices: str) -> set[tuple[str, ...]]:
    """The joint options of some choices of one knot that survive."""
    knot = found.settled.knot(choices[0])
    names = [contexts.options(found.base, choice) for choice in knot.choices]
    whole = [dict(zip(knot.choices, (n[i] for n, i in zip(names, index, strict=True)), strict=True))
             for index in np.argwhere(knot.survives)]  # fmt: skip
    return {tuple(each[choice] for choice in choices) for each in whole}


def test_settle__each_post_settles_the_other() -> None:
    found = edition(PAIR)
    assert survivors(found, "later-unit", "earlier-unit") == {("chip", "die")}
    assert point(found, "later") == point(found, "earlier") == 50_000
    assert found.summaries["later"].open == ()
    assert found.settled.ruled_out[("later-unit", "superchip")] == ("later-fits",)
    assert found.settled.ruled_out[("later-unit", "die")] == ("same",)
    assert {each.id for each in found.findings if each.rule == "settled"} == {"earlier-unit", "later-unit"}


def test_settle__without_the_second_check_the_die_survives_too() -> None:
    without = "\n".join(line for line in PAIR.splitlines() if not line.strip().startswith("same:"))
    found = edition(without)
    assert survivors(found, "later-unit") == {("die",), ("chip",)}
    assert survivors(found, "earlier-unit") == {("die",)}
    assert found.summaries["later"].open == ("later-unit",)
    assert np.isnan(found.summaries["later"].figure.point)
    assert interval(found, "later") == pytest.approx((25_000, 50_000))
    assert "sense-open" in rules(found)


def test_settle__the_nogoods_are_as_small_as_can_be() -> None:
    found = edition(PAIR)
    told = {each.options: each.because for each in found.settled.nogoods}
    assert told[(("later-unit", "superchip"),)] == ("later-fits",)
    assert told[(("earlier-unit", "chip"),)] == ("earlier-fits",)
    # the later post cannot count dies, whatever the earlier one counts: so the pair need not be named
    assert told[(("later-unit", "die"),)] == ("same",)
    assert set(told) == {(("later-unit", each),) for each in ("die", "superchip", "rack")} | {
        (("earlier-unit", "chip"),)
    }


@pytest.mark.parametrize("options", ["prefer: die, because: I like it", "credence: {die: 0.99, chip: 0.01}"])
def test_settle__what_is_ruled_out_stays_so_whatever_is_preferred(options: str) -> None:
    found = edition(PAIR.replace("post counts, term: gb200", f"post counts, term: gb200, {options}"))
    assert survivors(found, "later-unit") == {("chip",)}
    assert point(found, "later") == 50_000
    if "prefer" in options:
        assert "prefer-ruled-out" in rules(found)


@pytest.fixture(scope="module")
def real() -> Edition:
    root = ROOT
    paths = [*root.glob("claims/**/*.yaml"), *root.glob("sources/**/*.yaml")]
    return assemble(
        {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}, Settings(samples=512)
    )


def test_settle__the_two_posts_of_the_base(real: Edition) -> None:
    assert survivors(real, "crusoe-nvl72-unit", "crusoe-gpu-unit") == {("chip", "die")}
    for choice in ("crusoe-nvl72-unit", "crusoe-gpu-unit"):
        assert not real.base.records.choices[choice].prefer
        assert not real.base.records.choices[choice].credence
        assert real.summaries[choice].open == ()


# --- estimates over contexts -----------------------------------------------------------------------------------

OPEN = """
    choices:
      which: {title: Which, options: {low: 10 kW, high: 20 to 30 kW}%s}
    claims:
      out: {title: Out, formula: 2 * x, inputs: {x: which}}
      same: {title: Same, formula: x / x, inputs: {x: which}}
"""


def test_summarise__an_open_claim_has_a_span_and_no_average() -> None:
    found = edition(OPEN % "")
    summary = found.summaries["out"]
    assert summary.open == ("which",)
    assert np.isnan(summary.figure.point)
    assert interval(found, "out")[0] == 20
    assert [dict(each.choose) for each in summary.readings] == [{"which": "low"}, {"which": "high"}]


def test_summarise__readings_that_agree_leave_nothing_open() -> None:
    found = edition(OPEN % "")
    assert found.summaries["same"].open == ()
    assert point(found, "same") == 1


def test_summarise__a_preference_picks_one_reading_and_keeps_the_others_in_sight() -> None:
    found = edition(OPEN % ", prefer: low, because: It is printed on it")
    assert point(found, "out") == 20
    assert [(each.possible, each.active) for each in found.summaries["out"].readings] == [
        (True, True),
        (True, False),
    ]


@pytest.mark.parametrize("credence", [0.03, 0.07, 0.3, 0.49, 0.51, 0.7, 0.93, 0.97])
def test_summarise__credences_weigh_the_readings(credence: float) -> None:
    found = edition(OPEN % f", credence: {{low: {credence}, high: {1 - credence:.2f}}}")
    figure = found.summaries["out"].figure
    quantiles = {0.05: figure.low, 0.5: figure.median, 0.95: figure.high}
    assert {at: each == 20_000 for at, each in quantiles.items()} == {at: at < credence for at in quantiles}
    assert found.summaries["out"].open == ()


@pytest.mark.parametrize(
    ("power", "verdict"), [("50 to 99 MW", "holds"), ("90 to 111 MW", "doubtful"), ("120 to 150 MW", "fails")]
)
def test_outcomes__are_told_by_the_share_of_draws(power: str, verdict: str) -> None:
    found = edition(f"""
        claims: {{need: {{title: Need, value: {power}}}}}
        checks: {{fits: {{title: Fits, assert: need <= 100 * megawatt, on_fail: conflict, inputs: {{need: need, megawatt: 1 MW}}}}}}
    """)
    assert found.settled.outcomes["fits"].verdict() == verdict
    expected = {"holds": [], "doubtful": ["check-doubtful"], "fails": ["check-fails"]}[verdict]
    assert [each for each in rules(found) if each.startswith("check")] == expected


@pytest.mark.parametrize(
    ("most", "verdict"), [(4, "fails"), (6, "doubtful"), (94, "doubtful"), (96, "holds")]
)
def test_outcomes__the_limits_are_one_draw_in_twenty(most: int, verdict: str) -> None:
    found = edition(f"""
        claims: {{need: {{title: Need, value: 0 .. 100 MW}}}}
        checks: {{fits: {{title: Fits, assert: need <= most, inputs: {{need: need, most: {most} MW}}}}}}
    """)
    assert found.settled.outcomes["fits"].verdict() == verdict


@pytest.mark.parametrize(
    ("surely", "possibly", "verdict"),
    [
        (0.95, 0.95, "holds"),
        (0.95, 1.0, "holds"),
        (0.949, 0.949, "doubtful"),
        (0.949, 1.0, "open"),
        (0.0, 0.051, "open"),
        (0.051, 0.051, "doubtful"),
        (0.0, 0.05, "fails"),
        (0.05, 0.05, "fails"),
    ],
)
def test_verdict__turns_at_nineteen_draws_in_twenty(surely: float, possibly: float, verdict: str) -> None:
    assert contexts.verdict(surely, possibly) == verdict
