"""Mean, standard deviation and the share above a threshold, on the card of a number that has them and in its JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shell import run, write

BASE = """
claims:
  bag: {title: Bag, value: 10 ± 2 kg, kind: assumption, why: for a test}
  bare: {title: Bare, value: 10 kg, kind: assumption, why: for a test}
  least: {title: Least, value: at least 10 kg, kind: assumption, why: for a test}
  room: {title: Room, value: 20 ± 1 °C, kind: assumption, why: for a test}
  date: {title: Date, value: 2030 to 2040, kind: assumption, why: for a test}
  price: {title: Price, value: $1 million to $2 million, kind: assumption, why: for a test}
  growth: {title: Growth, value: 2x per year to 3x per year, kind: assumption, why: for a test}
  spare: {title: Spare, value: at least 200 MW, taken_as: 200 to 400 MW, why: The register lists more.}
  onset: {title: First case, value: 2024-07-29}
  meal: {title: Day of the meal, formula: o - i, inputs: {o: onset, i: 4.2 ± 1.9 day}}
  heavy: {title: Heavy, value: 1000.02 ± 0.12345 kg, kind: assumption, why: for a test}
  most: {title: Most, value: at most 10 kg, kind: assumption, why: for a test}
  two: {title: Two, formula: 2 * bag, inputs: {bag: bag}}
checks:
  holds: {title: Holds, assert: bag > 1 kg, inputs: {bag: bag}}
choices:
  which: {title: Which, options: {light: 1 ± 0.1 kg, heavy: 5 ± 0.1 kg}}
  weighed: {title: Weighed, options: {light: 1 ± 0.1 kg, heavy: 5 ± 0.1 kg}, credence: {light: 50%, heavy: 50%}}
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("moments"), {"claims/a.yaml": BASE})


@pytest.mark.parametrize(
    ("id", "line"),
    [
        ("bag", "  mean       10 kg  sd 2 kg"),
        # a difference of temperatures does not see where their scale begins
        ("room", "  mean       20 °C  sd 1 °C"),
        ("date", "  mean       2035-07-03  sd 3.34 year"),
        ("price", "  mean       $1.45 million  sd $308K"),
        ("weighed", "  mean       3 kg  sd 2 kg"),
        # a spread has three digits, however far from zero it lies: of this day it had six
        ("meal", "  mean       2024-07-24  sd 1.88 day"),
        ("heavy", "  mean       1000.02 kg  sd 0.123 kg"),
    ],
)
def test_show__mean_and_sd_beside_the_interval(base: Path, id: str, line: str) -> None:
    assert line in run(base, "show", id).stdout.splitlines()


def test_show__what_a_bound_is_taken_as_and_why(base: Path) -> None:
    """The number stood over a bound that it does not follow from, and nothing said whence it came."""
    found = run(base, "show", "spare").stdout.splitlines()
    at = found.index("  written    at least 200 MW")
    assert found[at + 1] == "  taken as   200 to 400 MW: The register lists more."


@pytest.mark.parametrize("id", ["bare", "least", "which"])
def test_show__no_mean_of_what_has_no_spread_no_draws_or_no_difference(base: Path, id: str) -> None:
    found = run(base, "show", id)
    assert found.returncode == 0
    assert "mean" not in found.stdout


@pytest.mark.parametrize(
    ("id", "value", "share", "may"),
    [
        # one standard deviation above the mean of a normal distribution, in other units of its kind
        ("bag", "12 kg", 0.158655, 0.158655),
        ("bag", "12000 g", 0.158655, 0.158655),
        ("bare", "10 kg", 0, 0),
        ("bare", "9 kg", 1, 1),
        ("least", "9 kg", 1, 1),
        ("least", "11 kg", 0, 1),
        ("most", "11 kg", 0, 0),
        ("most", "9 kg", 0, 1),
        ("which", "3 kg", 0, 1),
        ("which", "6 kg", 0, 0),
        ("weighed", "3 kg", 0.5, 0.5),
        ("date", "2041-01-01", 0.05, 0.05),
        ("growth", "3x per year", 0.05, 0.05),
        ("two", "20 kg", 0.5, 0.5),
    ],
)
def test_show_above__sure_and_possible_share(
    base: Path, id: str, value: str, share: float, may: float
) -> None:
    [answer] = json.loads(run(base, "show", id, "--above", value, "--format", "json").stdout)["claims"]
    found = answer["above"]
    assert (found["share"], found["may"]) == pytest.approx((share, may), abs=2e-4 if id != "two" else 0.02)
    assert (found["draws"] or 0) == (64 if id == "two" else 0)


def test_show_above__in_words(base: Path) -> None:
    assert run(base, "show", "bag", "--above", "12000 g").stdout.endswith("  above      12000 g: 15.9%\n")
    assert run(base, "show", "two", "--above", "20 kg").stdout.endswith(" of 64 draws\n")
    assert "9 kg: 100% (a bare figure" in run(base, "show", "bare", "--above", "9 kg").stdout
    assert run(base, "show", "least", "--above", "11 kg").stdout.endswith("surely 0%, possibly 100%\n")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("bag", "--above", "12 s"), "--above is in"),
        (("bag", "--above", "10 to 12 kg"), "--above takes one number"),
        (("bag", "--above", "at least 12 kg"), "--above takes one number"),
        (("bag", "--above", "12 kgg"), "--above: "),
        (("holds", "--above", "12 kg"), "has no number"),
        (("bag", "bare", "--above", "12 kg"), "--above asks about one ID"),
    ],
)
def test_show_above__refuses_what_is_no_threshold(base: Path, args: tuple[str, ...], said: str) -> None:
    found = run(base, "show", *args)
    assert found.returncode == 2
    assert said in found.stderr


# Prices and margins of a shop, half of whose ratios have no mean.
RATIOS = """
claims:
  paid: {title: Paid, value: 100 ± 10 EUR, kind: assumption, why: for a test}
  gain: {title: Gain, value: 5 ± 3 EUR, kind: assumption, why: for a test}
  rate: {title: Share of buyers, value: "uniform(0, 1)", kind: assumption, why: for a test}
  per: {title: Paid for each of gain, formula: paid / gain, inputs: {paid: paid, gain: gain}}
  twice: {title: And on, formula: 2 * per + 1, inputs: {per: per}}
  visits: {title: Visits for a buyer, formula: 1 / rate, inputs: {rate: rate}}
  root: {title: Its root, formula: rate ^ -0.5, inputs: {rate: rate}}
  odd: {title: By reading, formula: per * which, inputs: {per: per, which: which}}
  safe: {title: Gain for each paid, formula: gain / paid, inputs: {gain: gain, paid: paid}}
  pace: {title: Pace, value: 1.05x per year to 1.2x per year, kind: assumption, why: for a test}
choices:
  which: {title: Which, options: {a: 1, b: 2}, credence: {a: 50%, b: 50%}}
"""
ZERO, TAIL = "it is divided by what may be zero", "less than ten draws make it"


@pytest.fixture(scope="module")
def ratios(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(
        tmp_path_factory.mktemp("ratios"),
        {"claims/a.yaml": RATIOS, "whence.toml": "title = 'Shop'\nsamples = 10000\n"},
    )


@pytest.mark.parametrize(
    ("id", "why"),
    [
        ("per", ZERO),
        ("twice", ZERO),
        ("odd", ZERO),
        ("visits", TAIL),
        ("pace", "growth compounds, and its median stands for it"),
    ],
)
def test_show__no_mean_where_there_is_none_and_why(ratios: Path, id: str, why: str) -> None:
    """Of 1/x for x from zero on and of x/y for y on both sides of zero, every run gave another mean."""
    assert f"  mean       none: {why}" in run(ratios, "show", id).stdout.splitlines()
    [found] = json.loads(run(ratios, "show", id, "--format", "json").stdout)["claims"]
    assert (found["mean"], found["sd"], found["without_mean"]) == (None, None, why)


def test_show__a_mean_without_a_deviation(ratios: Path) -> None:
    """The root of 1/x has the mean 2 and no variance."""
    assert "  mean       1.99  sd not told: less than ten draws make it" in run(ratios, "show", "root").stdout
    [found] = json.loads(run(ratios, "show", "root", "--format", "json").stdout)["claims"]
    assert found["mean"] == pytest.approx(2, rel=0.01)
    assert found["sd"] is None


def test_show__a_ratio_that_has_a_mean_shows_it(ratios: Path) -> None:
    [found] = json.loads(run(ratios, "show", "safe", "--format", "json").stdout)["claims"]
    # of 1/y to the second order: (1 + 0.1^2) / 100
    assert found["mean"] == pytest.approx(5 * 1.01 / 100, rel=0.01)
    assert found["without_mean"] is None


def test_show__a_reading_of_a_bound_that_evidence_leaves_draws_of_is_told_by_its_ends(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "claims/a.yaml": """
choices: {w: {title: Word, options: {x: 1, y: 2}, credence: {x: 50%, y: 50%}}}
claims:
  time: {title: Time, value: 10 ± 2 month}
  more: {title: More, value: at most 30 month}
  all: {title: All, formula: t * w + m, inputs: {t: time, w: w, m: more}, unit: month}
checks:
  soon: {title: Soon, assert: t * w < limit, inputs: {t: time, w: w, limit: 15 month}, on_fail: rule-out}
"""
        },
    )
    told = run(root, "show", "all").stdout
    assert "not a number" not in told
    [ends] = re.findall(
        r"context    w=y: ([0-9.]+) to ([0-9.]+) month \(bounds\)  in the [0-9]+ of 64 draws in which its checks hold",
        told,
    )
    assert tuple(map(float, ends)) == pytest.approx((10.0, 44.9), abs=0.5)
