"""`whence candidates`: what a base leaves undecided, as text and as JSON, and the one line that a check says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shell import answer, fresh, run, write

BASE = """
claims:
  one: {title: "Power of the site, by the permit", value: 100 MW, kind: illustration}
  two: {title: "Power of the site, by the meter", value: 160 MW, kind: illustration}
  coal: {title: Share of coal in the trade, value: 60%, kind: illustration}
  wood: {title: Share of wood in the trade, value: 40%, kind: illustration, differs_from: {two: one is a share}}
"""
DECIDED = BASE.replace("160 MW,", "160 MW, differs_from: {one: the meter is of half the site},").replace(
    "two: one is a share", "coal: of two years"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("base"), {"claims/all.yaml": BASE})


def test_candidates__says_what_may_hold_and_the_lines_that_decide_it(base: Path) -> None:
    text = run(base, "candidates").stdout
    assert (
        text
        == """\
“Share of coal in the trade” (60%) and “Share of wood in the trade” (40%) may be all there is: together they are 1 of it
  coal, wood (score 1.00)
  together they are all there is: a check that they add up
    # a new record
    checks:
      share-trade-add-up:
        title: "Share of coal in the trade; Share of wood in the trade: all there is"
        assert: abs(share1 + share2 - 1) <= 0.01
        inputs: {share1: coal, share2: wood}
  they differ: say why
    # `coal` in claims/all.yaml:5
        differs_from:
          wood: why

“Power of the site, by the permit” (100 MW) and “Power of the site, by the meter” (160 MW) may be about one thing: a factor of 1.6 apart
  one, two (score 0.97)
  they are one thing: a quantity of which both are claims
    # a new record
    quantities:
      power-site:
        title: Power of the site, by the meter
        take: one
    # `one` in claims/all.yaml:3
        of: power-site
    # `two` in claims/all.yaml:4
        of: power-site
  they differ: say why
    # `one` in claims/all.yaml:3
        differs_from:
          two: why

2 candidates undecided
"""
    )


def test_candidates__of_one_record_and_no_more_than_asked_for(base: Path) -> None:
    assert run(base, "candidates", "wood").stdout.endswith("\n1 candidate undecided\n")
    assert run(base, "candidates", "--most", "1").stdout.endswith("\n2 candidates undecided; 1 not shown\n")
    assert run(base, "candidates", "--most", "0").stdout == run(base, "candidates").stdout
    assert run(base, "candidates", "wodo").returncode == 2


def test_candidates__as_json(base: Path) -> None:
    found = answer(base, "candidates", "two")
    (each,) = found["candidates"]
    assert (found["undecided"], each["kind"], each["ids"]) == (1, "same", ["one", "two"])
    assert each["factor"] == pytest.approx(1.6)
    assert [(one["file"], one["line"], one["yaml"]) for one in each["ways"][0]["lines"][1:]] == [
        ("claims/all.yaml", 3, "    of: power-site"),
        ("claims/all.yaml", 4, "    of: power-site"),
    ]


def test_check__says_in_one_line_how_many_are_undecided(base: Path) -> None:
    done = run(base, "check")
    assert done.returncode == 0
    assert done.stdout.endswith("2 candidates undecided; `whence candidates` shows them\n")


def test_check__is_silent_where_all_is_decided(tmp_path: Path) -> None:
    root = write(tmp_path / "base", {"claims/all.yaml": DECIDED})
    assert run(root, "candidates").stdout == "Nothing is undecided.\n"
    assert "undecided" not in run(root, "check").stdout
    assert answer(root, "candidates") == {"candidates": [], "undecided": 0}


def test_check__counts_anew_when_a_file_changes(tmp_path: Path) -> None:
    root, cache = write(tmp_path / "base", {"claims/all.yaml": BASE}), str(tmp_path / "cache")
    assert [
        ("2 candidates undecided" in fresh(root, "check", WHENCE_CACHE=cache).stdout) for _ in range(2)
    ] == [True, True]
    write(root, {"claims/all.yaml": DECIDED})
    assert "undecided" not in fresh(root, "check", WHENCE_CACHE=cache).stdout
