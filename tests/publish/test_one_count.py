"""One count: the home page, the ledger, a check, JSON and the feeds say the same number of lines in each part."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places import ROOT
from shell import TODAY, run, write
from small import edition as small
from whence.account import ledger
from whence.disk import store
from whence.judge.edition import Edition
from whence.judge.states import State, states
from whence.publish import site

MIXED = """
claims:
  supply: {title: Supply, value: 100 MW, kind: illustration}
  need: {title: Need, formula: n * each, inputs: {n: 3, each: word}, unit: MW, kind: illustration}
  told: {title: Told, formula: x * 2, inputs: {x: 5 MW}, stated: 37 MW, kind: illustration,
    accepted: [{rule: recomputed-differs, because: The source slipped.}]}
  wrong: {title: Wrong, formula: x * 2, inputs: {x: 5 MW}, stated: 37 MW, kind: illustration}
  used: {title: Used, formula: x * 1, inputs: {x: open}, kind: illustration}
  rest: {title: Rest, formula: x * 1, inputs: {x: lived}, kind: illustration}
choices:
  word: {title: Word, options: {small: 20 MW, large: 70 MW}}
  open: {title: Still open, options: {a: 1 MW, b: 2 MW}}
  lived: {title: Lived with, options: {a: 1 MW, b: 2 MW}, accepted: [{rule: sense-open, because: Nobody knows.}]}
  worth: {title: Worth, kind: values, options: {a: 1 MW, b: 2 MW}}
checks:
  fits: {title: Fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
  large: {title: Large, assert: a > b, inputs: {a: open, b: 1.5 MW}, on_fail: report}
  reached: {title: Reached, assert: a > b, inputs: {a: used, b: supply}, on_fail: report}
  weak: {title: Weak, assert: a > b, inputs: {a: used, b: supply}}
"""
PAGES = ("index.html", "conflicts.html", "conflicts.json", "findings.json", "feed.xml", "feed.json")
BASES = ["mixed", "fernbrook", "constants", "quarters", "sheet", "ours"]
Counts = dict[str, int]


def _root(name: str, folder: Path) -> Path:
    if name == "mixed":
        return write(folder, {"claims/all.yaml": MIXED})
    return ROOT if name == "ours" else ROOT / "tests" / "bases" / name


def _in_words(text: str) -> Counts:
    """The counts of the ledger that stand in a text; zero where one is not named."""
    spaced = " ".join(re.sub(r"<[^>]*>", " ", text).split())
    found = {}
    for name, words in ledger.WORDS.items():
        hit = re.search(rf"(\d[\d,]*) (?:{'|'.join(words)})\b", spaced)
        found[name] = int(hit[1].replace(",", "")) if hit else 0
    return found


def _told(found: Edition) -> dict[str, Counts]:
    """The counts by where they are said on the site."""
    pages = {path: str(draw()) for path, draw in site.files(found, "").items() if path in PAGES}
    home = re.search(r'<ul class="counts">.*?</ul>', pages["index.html"], re.S)
    head = re.search(r'<div class="lead">\s*<p>\d[^.]*\.', pages["conflicts.html"])
    captions = " ".join(re.findall(r"<h2>([^<]*)</h2>", pages["conflicts.html"]))
    return {
        "home": _in_words(home[0] if home else ""),
        "ledger": _in_words(head[0] if head else ""),
        "captions": {
            name: int(hit[1].replace(",", ""))
            if (hit := re.search(rf"{word}[^()]*\(([\d,]+)\)", captions))
            else 0
            for name, word in CAPTIONS.items()
        },
        "conflicts.json": json.loads(pages["conflicts.json"])["counts"],
        "findings.json": json.loads(pages["findings.json"])["ledger"],
        "feed.xml": _in_words(pages["feed.xml"]),
        "feed.json": _in_words(json.loads(pages["feed.json"])["description"]),
    }


CAPTIONS = {
    "conflicts": "Conflicts",
    "readings": "Readings that are open",
    "relations": "Relations that fail",
    "accepted": "Accepted",
    "settled": "Readings settled",
}


def _agree(found: Edition) -> Counts:
    """The counts of the ledger, which everything else says too: the site, the findings, and the state of each record."""
    lines, known = ledger.entries(found), states(found)
    wanted = ledger.tally(lines)
    for where, said in _told(found).items():
        assert said == wanted, where
    live = [each for each in found.findings if each.severity == "conflict" and not each.accepted]
    assert wanted["conflicts"] == len(live)
    assert wanted["accepted"] == sum(bool(each.accepted) for each in found.findings)
    parts = Counter(state.part for state in known.values())
    assert wanted["readings"] == parts["readings"]
    assert wanted["relations"] == parts["relations"]
    assert wanted["settled"] == sum(state == State.SETTLED for state in known.values())
    open_ = Counter(each.id for each in lines if each.part in ("readings", "relations"))
    for subject, state in known.items():
        here = {each.part for each in lines if each.id == subject.id and each.state == state}
        assert state.part is None or here == {state.part}, subject
        if state.part in ("readings", "relations"):
            assert open_[subject.id] == 1, subject
    return wanted


@pytest.mark.parametrize("name", BASES)
def test_counts__are_the_same_wherever_they_are_said(name: str, tmp_path: Path) -> None:
    root = _root(name, tmp_path / "base")
    found = store.load(store.read(root), today=TODAY)
    wanted = _agree(found)
    if name == "mixed":
        assert wanted == {"conflicts": 1, "readings": 1, "relations": 3, "accepted": 2, "settled": 1}
    checked = json.loads(run(root, "check", "--format", "json").stdout)
    assert checked["ledger"] == wanted
    assert checked["counts"]["conflict"] == wanted["conflicts"]
    text = run(root, "check").stdout
    assert _in_words(text[text.rindex("\nledger: ") :] if "\nledger: " in text else "") == wanted
    listed = json.loads(run(root, "check", "--conflicts", "--format", "json").stdout)
    assert listed["counts"] == wanted
    assert Counter(each["part"] or "settled" for each in listed["ledger"]) == Counter(wanted)
    headed = "\n".join(re.findall(r"^\d.*$", run(root, "check", "--conflicts").stdout, re.M)[:-1])
    assert _in_words(headed) == wanted


NUMBER = st.integers(1, 12)
WRITTEN = st.one_of(
    NUMBER.map("{} MW".format),
    NUMBER.map("at least {} MW".format),
    NUMBER.map("{} ± 1.5 MW".format),
    st.tuples(NUMBER, NUMBER).map(lambda ends: f"{min(ends)} to {max(ends) + 1} MW"),
)
RECORD = st.fixed_dictionaries(
    {
        "values": st.lists(WRITTEN, min_size=3, max_size=3),
        "options": st.lists(NUMBER, min_size=2, max_size=3),
        "stated": NUMBER,
        "on_fail": st.lists(
            st.sampled_from(["rule-out", "conflict", "warning", "report"]), min_size=3, max_size=3
        ),
        "kind": st.sampled_from(["reading", "values"]),
        "prefer": st.booleans(),
        "lives": st.sets(
            st.sampled_from(
                ["recomputed-differs", "rivals-disagree", "check-fails", "sense-open", "check-depends"]
            )
        ),
    }
)


def _drawn(record: dict[str, object]) -> str:
    """A base with a choice, rivals, a stated figure and checks that may turn out in any way."""
    values, options, on_fail = record["values"], record["options"], record["on_fail"]
    assert isinstance(values, list)
    assert isinstance(options, list)
    assert isinstance(on_fail, list)
    lives = record["lives"]
    assert isinstance(lives, set)

    def accepted(*rules: str) -> str:
        found = ", ".join(f"{{rule: {rule}, because: Known.}}" for rule in rules if rule in lives)
        return f", accepted: [{found}]" if found else ""

    names = ", ".join(f"o{n}: {each} MW" for n, each in enumerate(options))
    prefer = ", prefer: o0, because: It says so." if record["prefer"] else ""
    return f"""
    quantities:
      q: {{title: Q, take: a{accepted("rivals-disagree")}}}
    claims:
      a: {{title: A, value: {values[0]}, of: q}}
      b: {{title: B, value: {values[1]}, of: q}}
      c: {{title: C, formula: s * 2, inputs: {{s: w}}, of: q, stated: {record["stated"]} MW{accepted("recomputed-differs")}}}
      d: {{title: D, value: {values[2]}}}
      e: {{title: E, formula: c + d, inputs: {{c: c, d: d}}, stated: {record["stated"]} MW}}
    choices:
      w: {{title: W, kind: {record["kind"]}, options: {{{names}}}{prefer}{accepted("sense-open")}}}
    checks:
      x: {{title: X, assert: c <= a, inputs: {{c: c, a: a}}, on_fail: {on_fail[0]}{accepted("check-fails", "check-depends")}}}
      y: {{title: Y, assert: a < d, inputs: {{a: a, d: d}}, on_fail: {on_fail[1]}}}
      z: {{title: Z, assert: q > e, inputs: {{q: q, e: e}}, on_fail: {on_fail[2]}}}
    """


@settings(max_examples=40, deadline=None)
@given(RECORD)
def test_counts__agree_whatever_the_numbers(record: dict[str, object]) -> None:
    found = small(_drawn(record))
    assert not [each for each in found.findings if each.severity == "error"]
    _agree(found)
