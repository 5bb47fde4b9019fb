"""What the claims of a quantity say together, as the terminal, its JSON and the page of the quantity tell it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shell import run, write

BASE = """
quantities:
  delivered: {title: Delivered, take: counted, unit: chip}
  price: {title: Price, take: latest, unit: USD}
  mass: {title: Mass, take: weighted, unit: kg}
claims:
  counted: {title: Counted, value: 200 chip, kind: fact, of: delivered, cites: [s]}
  ordered: {title: Ordered, formula: n * each, inputs: {n: 100, each: word}, unit: chip, of: delivered}
  older: {title: In 2023, value: 2.00 USD, kind: fact, of: price, as_of: 2023, cites: [s]}
  newer: {title: In 2024, value: 3.00 USD, kind: fact, of: price, as_of: 2024, cites: [t]}
  first: {title: First, value: 10 ± 1 kg, kind: fact, of: mass, cites: [s]}
  again: {title: Again, value: 10.5 ± 1 kg, kind: fact, of: mass, cites: [u]}
  second: {title: Second, value: 11 ± 1 kg, kind: fact, of: mass, cites: [t]}
  rough: {title: Rough, value: 10.8 kg, kind: fact, of: mass, cites: [w]}
  least: {title: Least, value: at least 9 kg, kind: fact, of: mass, cites: [t]}
  most: {title: Most, value: at most 20 kg, kind: fact, of: mass, cites: [s]}
choices:
  word: {title: Word, options: {one: 1 chip, two: 2 chip}}
"""
SOURCES = "sources: {s: {title: S}, t: {title: T}, u: {title: U, relies_on: [s]}, w: {title: W}}"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("told"), {"claims/a.yaml": BASE, "sources/s.yaml": SOURCES + "\n"})


def test_show__who_counts_what_bounds_leave_and_the_readings(base: Path) -> None:
    said = run(base, "show", "mass").stdout
    assert "again, first count as one" in said
    assert "rough: 10.8 kg  (without an error it has no weight)" in said
    assert "least: ≥ 9 kg  (a bound has no weight)" in said
    assert "bounds: leave 9 to 20 kg" in said
    said = run(base, "show", "delivered").stdout
    assert "reading    word=one: conflict" in said
    assert "reading    word=two: consistent" in said
    assert "time       2023: consistent" in run(base, "show", "price").stdout


def test_show__the_same_as_json(base: Path) -> None:
    def of(id: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(run(base, "show", id, "--format", "json").stdout)["claims"][0]
        return found

    mass = of("mass")
    assert ["again", "first"] in mass["witnesses"]  # type: ignore[operator]
    assert mass["within"] == {"low": 9, "high": 20, "excluded": [False, False]}
    weights = {each["id"]: each["weight"] for each in mass["rivals"]}  # type: ignore[attr-defined]
    assert weights == {"again": 0.25, "first": 0.25, "second": 0.5, "rough": 0, "least": 0, "most": 0}
    assert of("delivered")["readings"] == [
        {"choose": {"word": "one"}, "verdict": "conflict"},
        {"choose": {"word": "two"}, "verdict": "consistent"},
    ]
    assert of("price")["periods"] == [
        {"as_of": "2023", "verdict": "consistent"},
        {"as_of": "2024", "verdict": "consistent"},
    ]


def test_check__names_the_reading_in_which_they_agree(base: Path) -> None:
    said = run(base, "check", "--all").stdout
    assert "note[rivals-open] delivered: the claims of this quantity agree in 1 of 2 readings" in said
    assert "rivals-disagree" not in said


def test_build__the_pages_tell_the_same(base: Path, tmp_path: Path) -> None:
    done = run(base, "build", "--output", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    texts = {
        id: re.sub("<[^>]+>", " ", (tmp_path / "site" / "quantities" / f"{id}.html").read_text("utf-8"))
        for id in ("mass", "delivered", "price")
    }
    assert "2 independent witnesses, 1 without weight, 2 bounds left out" not in texts["price"]
    assert "3 independent witnesses, 1 without weight, 2 bounds left out" in texts["mass"]
    assert "leave 9 to 20 kg" in texts["mass"]
    assert "With word=two" in texts["delivered"]
    assert "sources agree in some readings" in texts["delivered"]
    assert "Over time" in texts["price"]
    assert "speaks of another time" in texts["price"]
