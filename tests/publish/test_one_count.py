"""One count: the home page, the ledger, a check and JSON say the same numbers of open, settled and accepted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from places import ROOT
from shell import TODAY, run, write
from whence.disk import store
from whence.publish import site

MIXED = """
claims:
  supply: {title: Supply, value: 100 MW, kind: illustration}
  need: {title: Need, formula: n * each, inputs: {n: 3, each: word}, unit: MW, kind: illustration}
  told: {title: Told, formula: x * 2, inputs: {x: 5 MW}, stated: 37 MW, kind: illustration,
    accepted: [{rule: recomputed-differs, because: The source slipped.}]}
  wrong: {title: Wrong, formula: x * 2, inputs: {x: 5 MW}, stated: 37 MW, kind: illustration}
choices:
  word: {title: Word, options: {small: 20 MW, large: 70 MW}}
  open: {title: Still open, options: {a: 1 MW, b: 2 MW}}
checks:
  fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
"""
PAGES = ("index.html", "conflicts.html", "conflicts.json", "findings.json")
WAYS = ("open", "reported", "settled", "accepted")
BASES = ["mixed", "fernbrook", "constants", "quarters", "sheet", "ours"]


def _root(name: str, folder: Path) -> Path:
    if name == "mixed":
        return write(folder, {"claims/all.yaml": MIXED})
    return ROOT if name == "ours" else ROOT / "tests" / "bases" / name


def _in_words(text: str) -> dict[str, int]:
    """The counts that stand in a text, zero where one is not named."""
    found = {word: int(number.replace(",", "")) for number, word in re.findall(r"(\d[\d,]*) (\w+)", text)}
    return {way: found.get(way, 0) for way in WAYS}


@pytest.mark.parametrize("name", BASES)
def test_counts__are_the_same_wherever_they_are_said(name: str, tmp_path: Path) -> None:
    root = _root(name, tmp_path / "base")
    counted = json.loads(run(root, "check", "--format", "json").stdout)["counts"]
    wanted = {way: counted[way] for way in WAYS}
    if name == "mixed":
        assert wanted == {"open": 2, "reported": 0, "settled": 1, "accepted": 1}
    line = re.search(r"^conflicts and readings: (.*)$", run(root, "check").stdout, re.M)
    assert (_in_words(line[1]) if line else dict.fromkeys(WAYS, 0)) == wanted
    listed = json.loads(run(root, "check", "--conflicts", "--format", "json").stdout)
    assert listed["counts"] == wanted
    assert {way: sum(each["stands"] == way for each in listed["conflicts"]) for way in WAYS} == wanted
    headed = dict(re.findall(r"^(\w+) \((\d+)\)$", run(root, "check", "--conflicts").stdout, re.M))
    assert {way: int(headed.get(way, 0)) for way in WAYS} == wanted
    edition = store.load(store.read(root), today=TODAY)
    pages = {path: draw() for path, draw in site.files(edition, "").items() if path in PAGES}
    for path in ("conflicts.json", "findings.json"):
        assert {way: json.loads(pages[path])["counts"][way] for way in WAYS} == wanted, path
    told = re.search(r"Of all these ([^.]*)\.", str(pages["conflicts.html"]))
    assert (_in_words(told[1]) if told else dict.fromkeys(WAYS, 0)) == wanted
    home = re.sub(r"<[^>]*>", " ", str(pages["index.html"]))
    for way, word in (("open", "open conflicts?"), ("settled", "settled"), ("accepted", "accepted")):
        said = re.search(rf"(\d[\d,]*)\s+{word}\b", home)
        assert (int(said[1].replace(",", "")) if said else 0) == wanted[way], way
