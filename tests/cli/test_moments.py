"""Mean and standard deviation on the card of a number, for what has them."""

from __future__ import annotations

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
    ],
)
def test_show__mean_and_sd_beside_the_interval(base: Path, id: str, line: str) -> None:
    assert line in run(base, "show", id).stdout.splitlines()


@pytest.mark.parametrize("id", ["bare", "least", "growth", "which"])
def test_show__no_mean_of_what_has_no_spread_no_draws_or_no_difference(base: Path, id: str) -> None:
    found = run(base, "show", id)
    assert found.returncode == 0
    assert "mean" not in found.stdout
