"""What is evaluated for an answer: what it takes, and nothing else; told line by line, and as JSON for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shell import fresh, run, write

# Two wards of a hospital that share nothing but the price of a bed; in one of them a word has two meanings.
WARDS = """
claims:
  bed-price: {title: Price of a bed, value: 900 to 1100 USD}
  north-beds: {title: Beds of the north ward, value: 40 to 44 bed}
  north-cost: {title: Cost of the north ward, formula: n * p, inputs: {n: north-beds, p: price-of-each}, unit: USD}
  price-of-each: {title: Price of each, formula: p / one, inputs: {p: bed-price, one: 1 bed}, unit: USD/bed}
  south-rooms: {title: Rooms of the south ward, value: 10 room}
  south-beds: {title: Beds of the south ward, formula: n * per, inputs: {n: south-rooms, per: room-size}, unit: bed}
  south-cost: {title: Cost of the south ward, formula: n * p, inputs: {n: south-beds, p: price-of-each}, unit: USD}
  south-doors: {title: Doors of the south ward, value: 22 to 26 bed}
  far: {title: Far away, value: 1 to 2 m}
  further: {title: Further away, formula: 2 * a, inputs: {a: far}, unit: m}
choices:
  room-size:
    title: What a room is
    options: {single: 1 bed/room, double: 2 bed/room}
checks:
  doors: {title: Beds fit through the doors, assert: n <= d, inputs: {n: south-beds, d: south-doors}, on_fail: rule-out}
  near: {title: It is near, assert: a < b, inputs: {a: further, b: 1 km}, on_fail: conflict}
units:
  bed: {title: Bed}
  room: {title: Room}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", {"claims/wards.yaml": WARDS})


def worked(base: Path, *args: str) -> dict[str, str]:
    """What was evaluated for a command, each once, and why."""
    log = base.parent / "log.json"
    done = run(base, "--log", str(log), *args)
    assert done.returncode in (0, 1), done.stderr
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    found = [each for each in lines if each["did"] == "evaluated"]
    assert len({each["id"] for each in found}) == len(found)
    return {each["id"]: each["why"] for each in found}


NORTH = {"bed-price", "price-of-each#one", "price-of-each", "north-beds", "north-cost"}


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (("why", "north-cost"), NORTH),
        (("why", "north-cost", "--format", "json"), NORTH),
        (("show", "north-cost", "--format", "json"), NORTH),
        (("why", "far"), {"far"}),
        (("show", "far", "--format", "json"), {"far"}),
        (("show", "far", "--above", "1.5 m", "--format", "json"), {"far"}),
        (("impact", "far"), {"far", "further"}),
        (("impact", "north-beds"), NORTH),
        (("why", "near"), {"far", "further", "near#b", "near"}),
    ],
)
def test_evaluated__is_what_the_answer_takes(base: Path, command: tuple[str, ...], wanted: set[str]) -> None:
    found = worked(base, *command)
    assert set(found) == wanted
    if command[0] != "impact":
        assert {why for id, why in found.items() if id != command[1]} <= {f"`{command[1]}` rests on it"}


def test_evaluated__an_open_word_takes_the_checks_that_may_settle_it(base: Path) -> None:
    found = worked(base, "show", "south-cost", "--format", "json")
    assert {"doors", "south-doors"} <= set(found)
    assert not {"far", "further", "near", "north-beds", "north-cost"} & set(found)


def test_evaluated__all_of_it_once_for_a_check(base: Path) -> None:
    every = worked(base, "check")
    assert {"south-cost", "north-cost", "near", "doors", "further"} <= set(every)
    assert set(every) - set(worked(base, "show")) == {"near", "near#b"}


def test_evaluated__what_is_supposed_takes_the_rest_from_the_base_as_it_is(base: Path) -> None:
    log = base.parent / "log.json"
    run(base, "--log", str(log), "whatif", "far=3 m")
    ids = [json.loads(line)["id"] for line in log.read_text("utf-8").splitlines() if "evaluated" in line]
    assert {id for id in ids if ids.count(id) > 1} == {"far", "further", "near"}


def test_verbose__tells_a_person_beside_the_answer(base: Path) -> None:
    quiet, loud = run(base, "why", "further"), run(base, "-v", "why", "further")
    assert quiet.stderr == ""
    assert loud.stdout == quiet.stdout
    assert loud.stderr.splitlines() == [
        "evaluated far: `further` rests on it",
        "evaluated further: asked for",
    ]


def test_verbose__an_answer_given_before_takes_nothing(base: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    first, again = (fresh(base, "-v", "why", "far", WHENCE_CACHE=str(tmp_path / "cache")) for _ in range(2))
    assert again.stdout == first.stdout
    assert again.stderr == "answered why: nothing has changed since it was asked before\n"
