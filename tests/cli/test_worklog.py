"""What is evaluated for an answer: what it takes, and nothing else; told line by line, and as JSON for scripts."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import shell
from generate import base as generated
from shell import environment, fresh, run, write
from whence.files import reader
from whence.files.schema import Settings
from whence.model import linking
from whence.model.graph import descendants

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


@pytest.fixture
def remembering(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands of this test that keep what they say of nodes for each other."""
    (tmp_path / "cache").mkdir(mode=0o700)
    monkeypatch.setattr(
        "shell.environment", lambda **more: environment(**{"WHENCE_CACHE": str(tmp_path / "cache"), **more})
    )


def lines(base: Path, *args: str) -> list[tuple[str, str]]:
    """What was done for a command, and with which node."""
    log = base.parent / "log.json"
    run(base, "--log", str(log), *args)
    return [(each["did"], each["id"]) for each in map(json.loads, log.read_text("utf-8").splitlines())]


def edited(base: Path, old: str, new: str) -> None:
    text = (base / "claims/wards.yaml").read_text("utf-8")
    assert old in text
    write(base, {"claims/wards.yaml": text.replace(old, new)})


def git(base: Path, *words: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(base), *who, *words], check=True, capture_output=True)


def committed(base: Path) -> None:
    git(base, "init", "-q")
    git(base, "add", "-A")
    git(base, "commit", "-qm", "before")


# After a check of the base as it was: what is evaluated once the beds of the north ward are others, and what is drawn for it.
ANEW = {"north-beds", "north-cost"}
BEHIND = {"price-of-each"}


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    ("command", "evaluated"),
    [
        (("check",), ANEW),
        (("check", "--format", "json"), ANEW),
        (("show", "north-cost"), ANEW),
        (("show", "--format", "json"), ANEW),
        (("why", "north-cost"), ANEW),
        (("impact", "north-beds"), ANEW),
        (("show", "south-cost", "--format", "json"), set()),
        (("why", "further"), set()),
        (("impact", "far"), set()),
    ],
)
def test_remembered__a_changed_leaf_is_evaluated_with_what_rests_on_it(
    base: Path, command: tuple[str, ...], evaluated: set[str]
) -> None:
    run(base, "check")
    edited(base, "40 to 44 bed", "41 to 47 bed")
    found = lines(base, *command)
    assert {id for did, id in found if did == "evaluated"} == evaluated
    if command[0] == "check":
        assert {id for did, id in found if did == "drawn"} == BEHIND


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    "command",
    [
        ("show", "north-cost"),
        ("check", "--all", "north-cost"),
        ("check", "--format", "json"),
        ("whatif", "north-beds=50 bed"),
    ],
)
def test_remembered__findings_of_files_that_have_not_changed_are_not_found_again(
    base: Path, command: tuple[str, ...]
) -> None:
    run(base, "check", "--all")
    assert ("recalled", "findings") in lines(base, *command)
    edited(base, "1 to 2 m", "1 to 3 m")
    found = lines(base, *command)
    assert ("recalled", "findings") not in found or {"far", "further", "near"} <= {
        id for did, id in found if did == "judged"
    }


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_remembered__a_changed_leaf_is_linked_and_judged_with_what_rests_on_it(base: Path, form: str) -> None:
    command = ("check", "--all", "--format", form)
    run(base, *command)
    edited(base, "40 to 44 bed", "41 to 47 bed")
    found = lines(base, *command)
    assert {id for did, id in found if did == "linked"} == {"north-beds"}
    assert {id for did, id in found if did == "judged"} == ANEW
    # once more, from what was kept of the part
    edited(base, "41 to 47 bed", "1 bed")
    found = lines(base, *command)
    assert {id for did, id in found if did == "judged"} == ANEW
    assert run(base, *command).stdout == fresh(base, *command, WHENCE_CACHE="off").stdout


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("form", ["text", "json"])
def test_remembered__what_is_supposed_of_a_leaf_is_judged_with_what_rests_on_it(
    base: Path, form: str
) -> None:
    run(base, "check")
    for value in ("50 bed", "+10%", "0 bed"):
        command = ("whatif", f"north-beds={value}", "--format", form)
        found = lines(base, *command)
        assert {id for did, id in found if did == "linked"} == {"north-beds"}
        assert {id for did, id in found if did == "judged"} == ANEW
        assert {id for did, id in found if did == "evaluated"} <= ANEW
        assert run(base, *command).stdout == fresh(base, *command, WHENCE_CACHE="off").stdout


NEWS = ("update", "north-beds", "50 bed", "--known", "2026-01-10", "--dry-run")


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("form", ["text", "json"])
def test_remembered__news_of_a_leaf_is_judged_with_what_rests_on_it(base: Path, form: str) -> None:
    run(base, "check")
    command = (*NEWS, "--format", form)
    found = lines(base, *command)
    assert {id for did, id in found if did == "linked"} == {"north-beds"}
    assert {id for did, id in found if did in ("judged", "evaluated")} == ANEW
    assert run(base, *command).stdout == fresh(base, *command, WHENCE_CACHE="off").stdout


@pytest.mark.usefixtures("remembering")
def test_remembered__what_was_known_before_an_edit_is_known_once_that_is_undone(base: Path) -> None:
    """Whatever was judged last: the base as it stands, or the side of a comparison that was judged."""
    committed(base)
    for old, new in (("44 bed", "45 bed"), ("45 bed", "44 bed")):
        run(base, "check")
        edited(base, old, new)
    for command in (("whatif", "north-beds=50 bed"), NEWS):
        assert {id for did, id in lines(base, *command) if did in ("judged", "evaluated")} == ANEW
        assert run(base, *command).stdout == fresh(base, *command, WHENCE_CACHE="off").stdout
    edited(base, "44 bed", "47 bed")
    assert {id for did, id in lines(base, "diff") if did == "judged"} == ANEW
    assert run(base, "diff").stdout == fresh(base, "diff", WHENCE_CACHE="off").stdout


LOADED = """
import atexit, sys
from whence.cli import main
atexit.register(lambda: print("numpy" in sys.modules, file=sys.stderr))
main()
"""


@pytest.mark.usefixtures("remembering")
def test_remembered__sides_that_were_compared_before_are_told_without_numbers(base: Path) -> None:
    committed(base)
    edited(base, "44 bed", "45 bed")
    first = run(base, "diff")
    words = [sys.executable, "-c", LOADED, "--base", str(base), "diff"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=shell.environment())
    assert (done.stdout, done.stderr) == (first.stdout, "False\n")


@pytest.mark.usefixtures("remembering")
def test_remembered__a_build_after_an_edit_judges_what_that_touches(base: Path) -> None:
    command = ("build", "--output", f"{base}-site")
    run(base, *command)
    edited(base, "40 to 44 bed", "41 to 47 bed")
    found = lines(base, *command)
    assert ("recalled", "findings") in found
    # a page of a choice asks what its checks say
    assert {id for did, id in found if did == "judged"} - {"doors"} == ANEW
    # and so does a check after the next edit
    edited(base, "41 to 47 bed", "1 bed")
    assert {id for did, id in lines(base, "check") if did == "judged"} == ANEW
    assert run(base, "check").stdout == fresh(base, "check", WHENCE_CACHE="off").stdout


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.parametrize("last", ["old", "new"])
def test_remembered__sides_that_differ_in_a_leaf_are_judged_with_what_rests_on_it(
    base: Path, form: str, last: str
) -> None:
    committed(base)
    if last == "old":
        run(base, "check")
    edited(base, "40 to 44 bed", "41 to 47 bed")
    if last == "new":
        run(base, "check")
    command = ("diff", "--format", form)
    found = lines(base, *command)
    assert {id for did, id in found if did == "linked"} == {"north-beds"}
    assert {id for did, id in found if did == "judged"} == ANEW
    assert run(base, *command).stdout == fresh(base, *command, WHENCE_CACHE="off").stdout


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    "command",
    [
        ("update", "south-rooms", "11 room", "--known", "2026-01-10", "--dry-run"),
        ("update", "north-beds", "--formula", "40 bed", "--known", "2026-01-10", "--dry-run"),
        ("update", "far", "--status", "retracted", "--dry-run"),
    ],
)
def test_verbose__news_of_which_a_part_does_not_tell_asks_for_all(
    base: Path, command: tuple[str, ...]
) -> None:
    run(base, "check")
    assert ("asked for", "all") in lines(base, *command)
    done, own = run(base, *command), fresh(base, *command, WHENCE_CACHE="off")
    assert (done.stdout, done.stderr) == (own.stdout, own.stderr)
    assert "asked for all: the part that an edit touches does not tell (" in run(base, "-v", *command).stderr


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    ("old", "new"),
    [("value: 10 room", "value: 11 room"), ("900 to 1100 USD", "900 to 1200 USD"), ("Far away", "Further")],
)
def test_remembered__what_a_choice_rests_on_and_what_is_no_figure_is_judged_with_the_whole(
    base: Path, old: str, new: str
) -> None:
    run(base, "check")
    edited(base, old, new)
    assert {id for did, id in lines(base, "check") if did in ("linked", "judged")} <= {"doors"}


@pytest.mark.usefixtures("remembering")
def test_diff__of_the_same_two_sides_says_again_what_it_said(base: Path) -> None:
    again = [("answered", "diff")]
    committed(base)
    edited(base, "1 to 2 m", "1 to 3 m")
    first = run(base, "diff")
    assert "far" in first.stdout
    assert lines(base, "diff") != again  # told beside the answer, it is another one
    assert lines(base, "diff") == again
    assert run(base, "diff").stdout == first.stdout
    assert run(base, "diff", "--exit-code").returncode == run(base, "diff", "--exit-code").returncode == 1
    git(base, "commit", "-qam", "after")
    assert lines(base, "diff") != again
    assert "far" not in run(base, "diff").stdout
    assert "far" in run(base, "diff", "HEAD~1").stdout
    edited(base, "1 to 3 m", "1 to 4 m")
    assert "far" in run(base, "diff").stdout
    assert (
        run(base, "diff", "HEAD~1", "--select", "north-cost").stdout
        == run(base, "diff", "HEAD~1", "--select", "north-cost").stdout
    )


@pytest.mark.usefixtures("remembering")
def test_remembered__nothing_is_evaluated_for_words(base: Path) -> None:
    run(base, "check")
    edited(base, "Beds of the north ward", "All beds of the north ward")
    edited(base, "1 to 2 m", "1000 to 2000 mm")
    assert [id for did, id in lines(base, "check") if did in ("evaluated", "drawn")] == []


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    "command",
    [
        ("whatif", "north-beds=50 bed"),
        ("update", "north-beds", "50 bed", "--source", "note", "--known", "2026-01-10", "--dry-run"),
    ],
)
def test_remembered__what_is_supposed_takes_its_own_cone(base: Path, command: tuple[str, ...]) -> None:
    write(base, {"sources/note.yaml": "sources:\n  note: {title: Note}\n"})
    run(base, "check")
    assert {id for did, id in lines(base, *command) if did == "evaluated"} <= ANEW


@pytest.mark.usefixtures("remembering")
def test_remembered__of_a_generated_base_the_cone_alone(tmp_path: Path) -> None:
    texts = {name: str(text) for name, text in generated(300).items()}
    at = write(tmp_path / "base", texts)
    run(at, "check")
    leaf = "c20"
    write(
        at,
        {
            name: text.replace("  c20:\n    title:", "  c20:\n    note: n\n    title:")
            for name, text in texts.items()
        },
    )
    assert [id for did, id in lines(at, "check") if did == "evaluated"] == []
    found = linking.link(reader.read(texts), Settings())
    pattern = re.compile(rf"(  {leaf}:\n(?:    .*\n)*?    value: ).*")
    write(at, {name: pattern.sub(r"\g<1>9 to 12 kW", text) for name, text in texts.items()})
    assert {id for did, id in lines(at, "check") if did == "evaluated"} == {
        leaf,
        *descendants(found, (leaf,)),
    }


# What is asked of a part of a base, and how many nodes that part has.
PARTS = {
    ("why", "c255"): 40,
    ("why", "c255", "--format", "json"): 40,
    ("show", "c255", "c20"): 40,
    ("why", "k249"): 120,
    ("impact", "c251"): 300,
}


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("command", PARTS)
def test_linked__of_a_base_that_was_judged_what_the_answer_rests_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    at = write(tmp_path / "base", {name: str(text) for name, text in generated(300).items()})
    told = r"^linked .*, ([0-9]+) of ([0-9]+) nodes$"
    run(at, "check")
    linked = re.search(told, run(at, "-v", *command).stderr, re.MULTILINE)
    assert linked
    held, every = map(int, linked.groups())
    assert held <= PARTS[command]
    assert every > 300
    found = run(at, *command)
    monkeypatch.setenv("WHENCE_CACHE", "off")
    other = run(at, *command)
    assert (found.returncode, found.stdout, found.stderr) == (other.returncode, other.stdout, other.stderr)


@pytest.mark.usefixtures("remembering")
def test_linked__what_a_part_cannot_answer_is_asked_of_the_whole(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(base, "check")
    asked = [
        ("show", "doors"),
        ("why", "south-cost"),
        ("impact", "bed-price"),
        ("show", "room-size"),
        ("show",),
    ]
    asked += [
        ("why", "no-such-thing"),
        ("why", "bed-price", "--in", "room-size=double"),
        ("impact", "room-size"),
    ]
    found = [run(base, *each) for each in asked]
    monkeypatch.setenv("WHENCE_CACHE", "off")
    for command, each in zip(asked, found, strict=True):
        other = run(base, *command)
        assert (each.returncode, each.stdout, each.stderr) == (other.returncode, other.stdout, other.stderr)


@pytest.mark.usefixtures("remembering")
def test_linked__an_edited_base_is_linked_whole(base: Path) -> None:
    run(base, "check")
    assert ("linked", "far") in lines(base, "why", "far")
    edited(base, "1 to 2 m", "1 to 3 m")
    assert ("linked", "far") not in lines(base, "why", "far")
    assert "1 to 3 m" in run(base, "why", "far").stdout


FREEZER = """
sources: {leaflet: {title: A leaflet, status: retracted}, log: {title: The log}}
claims:
  power: {title: Power, value: 0.9 to 1.2 kW, cites: [leaflet]}
  hours: {title: Hours a year, value: 8760 h/year, cites: [log]}
  energy: {title: Energy, formula: p * t, inputs: {p: power, t: hours}, unit: kWh/year}
  door: {title: Open doors, value: 20 kWh/year, cites: [log]}
"""


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    "words", [("show", "energy"), ("why", "energy"), ("show", "energy", "--format", "json")]
)
def test_linked__a_part_says_as_the_whole_that_a_source_was_taken_back(
    base: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a part, sources that neither rely on others nor are relied on are not put in order, and are looked at all the same."""
    write(base, {"claims/wards.yaml": FREEZER})
    run(base, "check")
    assert ("linked", "energy") in [each[:2] for each in lines(base, *words)]
    part = run(base, *words).stdout
    monkeypatch.setattr("shell.environment", environment)
    assert (part, "retracted" in part) == (run(base, *words).stdout, True)


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize(
    ("old", "new", "command"),
    [
        ("Grain 21", "Corn", ("check",)),
        ("9 to 22 kg", "9 to 23 kg", ("check",)),
        ("", "", ("impact", "grain-22")),
        ("", "", ("list", "grain-22+")),
    ],
)
def test_remembered__what_needs_no_draws_loads_no_arrays(
    base: Path, old: str, new: str, command: tuple[str, ...]
) -> None:
    """Neither words that were changed, nor a written value that nothing rests on, nor numbers that are known."""
    grain = "".join(f"  grain-{n}: {{title: Grain {n}, value: 9 to {n} kg}}\n" for n in range(20, 50))
    bread = "  bread: {title: Bread, formula: 2 * g, inputs: {g: grain-21}, unit: kg}\n"
    write(base, {"claims/wards.yaml": f"claims:\n{grain}{bread}"})
    run(base, "check")
    edited(base, old, new)
    words = [sys.executable, "-c", LOADED, "--base", str(base), *command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=shell.environment())
    assert done.stdout == fresh(base, *command, WHENCE_CACHE="off").stdout
    assert done.stderr.endswith("False\n")
