"""Selectors on the command line: the same text picks the same records in every command that lists."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import shell

SHOP = """
topic: {title: A bakery}
claims:
  flour: {title: Flour for a loaf, value: 500 g, kind: fact, tags: [dough], cites: [recipe]}
  water: {title: Water for a loaf, value: 350 g, kind: estimate, tags: [dough]}
  dough: {title: Dough for a loaf, formula: flour + water, inputs: {flour: flour, water: water}, unit: g, stated: 2 kg}
  price: {title: Price of a loaf, value: 4 EUR, kind: fact, cites: [board]}
  worth: {title: Price of dough, formula: price / dough, inputs: {price: price, dough: dough}, unit: EUR/kg}
"""
SOURCES = "sources:\n  recipe: {title: The recipe}\n  board: {title: The board in the shop}\n"


WHO = ["-c", "user.name=a", "-c", "user.email=a@b"]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shell.write(tmp_path, {"claims/shop.yaml": SHOP, "sources/shop.yaml": SOURCES})


def ids(base: Path, *selectors: str) -> list[str]:
    return shell.run(base, "list", *selectors, "--format", "ids").stdout.split()


def test_list__picks_and_says_what_each_is(base: Path) -> None:
    assert ids(base) == ["flour", "water", "dough", "price", "worth", "recipe", "board"]
    assert ids(base, "+worth,tag:dough") == ["flour", "water"]
    assert ids(base, "recipe+", "price") == ["flour", "dough", "price", "worth", "recipe"]
    assert shell.run(base, "list", "price").stdout.split() == ["price", "claim", "Price", "of", "a", "loaf"]
    listed = json.loads(shell.run(base, "list", "kind:source", "--format", "json").stdout)["records"]
    assert [(each["id"], each["section"], each["file"]) for each in listed] == [
        ("recipe", "sources", "sources/shop.yaml"),
        ("board", "sources", "sources/shop.yaml"),
    ]


def test_list__what_is_misspelt_is_refused_and_what_is_empty_is_said(base: Path) -> None:
    done = shell.run(base, "list", "tag:duogh")
    assert (done.returncode, "dough" in done.stderr) == (2, True)
    done = shell.run(base, "list", "flour,price")
    assert (done.returncode, done.stdout, "nothing is selected" in done.stderr) == (0, "", True)


def test_show__a_selector_gives_a_table_and_an_id_its_card(base: Path) -> None:
    lines = shell.run(base, "show", "tag:dough").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["flour", "water"]
    assert "written    500 g" in shell.run(base, "show", "flour").stdout
    answer = json.loads(shell.run(base, "show", "+dough", "--format", "json").stdout)
    assert [each["id"] for each in answer["claims"]] == ["flour", "water", "dough"]


def test_check__speaks_of_what_is_selected_and_counts_the_rest(base: Path) -> None:
    done = shell.run(base, "check", "water")
    assert "uncited" in done.stdout
    assert "recomputed" not in done.stdout
    assert "elsewhere in the base" in done.stdout
    assert shell.run(base, "check", "price", "--fail-on", "conflict").returncode == 0
    assert shell.run(base, "check", "dough", "--fail-on", "conflict").returncode == 1
    report = json.loads(shell.run(base, "check", "dough", "--format", "json").stdout)
    assert {each["id"] for each in report["findings"]} == {"dough"}
    assert report["claims"] == 1
    assert report["ledger"]["conflicts"] == 1
    assert (
        json.loads(shell.run(base, "check", "price", "--format", "json").stdout)["ledger"]["conflicts"] == 0
    )


def test_diff_and_changed__speak_of_revisions(base: Path) -> None:
    for args in (
        ["init", "-q"],
        ["add", "."],
        [*WHO, "commit", "-qm", "a"],
    ):
        subprocess.run(["git", *args], cwd=base, check=True)
    path = base / "claims/shop.yaml"
    path.write_text(path.read_text().replace("350 g", "300 g").replace("4 EUR", "5 EUR"))
    assert ids(base, "changed:HEAD") == ["water", "price"]
    assert ids(base, "changed:HEAD+") == ["water", "dough", "price", "worth"]
    subprocess.run(["git", *WHO, "commit", "-qam", "b"], cwd=base, check=True)
    path.write_text(path.read_text().replace("500 g", "600 g"))
    assert ids(base, "changed:HEAD") == ["flour"]
    assert ids(base, "changed:HEAD~1") == ["flour", "water", "price"]
    assert ids(base, "changed:HEAD~1,tag:dough") == ["flour", "water"]
    path.write_text(path.read_text().replace("600 g", "500 g"))
    subprocess.run(["git", "reset", "-q", "--soft", "HEAD~1"], cwd=base, check=True)
    assert "no revision" in shell.run(base, "list", "changed:nowhere").stderr
    assert "is told with `--select`" in shell.run(base, "diff", "tag:dough").stderr
    done = shell.run(base, "diff", "--select", "dough")
    assert "dough" in done.stdout
    assert "3 numbers moved that are not selected" in done.stdout
    moved = json.loads(shell.run(base, "diff", "-s", "tag:dough", "--format", "json").stdout)
    assert [each["id"] for each in moved["moved"]] == ["water"]
    assert moved["moved_elsewhere"] == 3


def test_export_sources_and_candidates__take_selectors(base: Path) -> None:
    rows = shell.run(base, "export", "--format", "csv", "-s", "tag:dough").stdout.splitlines()
    assert [row.split(",")[1] for row in rows] == ["id", "flour", "water"]
    told = json.loads(shell.run(base, "export", "-s", "worth", "price,kind:fact").stdout)
    assert [each["id"] for each in told["claims"]] == ["price", "worth"]
    told = json.loads(shell.run(base, "export", "--format", "csl", "-s", "recipe").stdout)
    assert [each["id"] for each in told] == ["recipe"]
    assert "whole" in shell.run(base, "export", "--format", "dot", "-s", "recipe").stderr
    assert [line.split()[0] for line in shell.run(base, "sources", "-s", "board").stdout.splitlines()] == [
        "board"
    ]
    assert shell.run(base, "candidates", "-s", "board").returncode == 0
    assert "`whence list tag:dough` gives those" in shell.run(base, "candidates", "tag:dough").stderr
    assert shell.run(base, "sources", "-s", "worth").stdout == "no source is among what is picked\n"


def test_path__is_told_from_either_end(base: Path) -> None:
    told = shell.run(base, "path", "worth", "flour").stdout
    assert [line.split("─ ")[-1].split()[0] for line in told.splitlines()[:3]] == ["flour", "dough", "worth"]
    assert told == shell.run(base, "path", "flour", "worth").stdout
    answer = json.loads(shell.run(base, "path", "recipe", "worth", "--format", "json").stdout)
    assert [each["id"] for each in answer["steps"]] == ["recipe", "flour", "dough", "worth"]
    done = shell.run(base, "path", "flour", "price")
    assert (done.returncode, "Neither" in done.stdout) == (1, True)
