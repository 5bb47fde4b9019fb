"""One verdict: a terminal, JSON, a page and a reader's browser say the same word of a stated figure and of a check."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from places import ROOT
from shell import TODAY
from small import edition
from typed_in import typed
from whence.cli.text import cards
from whence.disk import store
from whence.judge.edition import Edition
from whence.publish import site
from whence.publish.pages import model

pytestmark = pytest.mark.browser
BASES = ("fernbrook", "constants", "quarters", "sheet", "northfield", "ours")
MOST = 6  # of one verdict in one base


def some(verdicts: dict[str, str]) -> dict[str, str]:
    """A few of each verdict, so that none is left out."""
    by: dict[str, list[str]] = {}
    for id, verdict in verdicts.items():
        by.setdefault(verdict, []).append(id)
    return {id: verdict for verdict, ids in by.items() for id in sorted(ids)[:MOST]}


def badges(html: str) -> set[str]:
    """What all badges on a page say, without what stands in brackets."""
    found = re.findall(r'class="flag[^"]*"[^>]*>(?:<a [^>]*>)?([^<]*)<', html)
    return {each.split(" (")[0].removeprefix("stated figure:").strip() for each in found}


def browser_says(page: Any, found: Edition, id: str) -> dict[str, str]:
    """What a page of a record computes for itself, before anything is set; nothing where it has no what-if."""
    return typed(page, found, id)["verdicts"] if model.model(found, id) else {}


@pytest.mark.parametrize("name", BASES)
def test_verdict__of_a_stated_figure_is_one_word(page: Any, name: str) -> None:
    found = store.load(store.read(ROOT if name == "ours" else ROOT / "tests" / "bases" / name), today=TODAY)
    files, asked = site.files(found, ""), 0
    for id, word in some({id: each.verdict for id, each in found.agreements.items()}).items():
        assert f": {word} (" in cards.card(found, id, False), id
        assert json.loads(str(files[f"claims/{id}.json"]()))["stated"]["verdict"] == word, id
        assert word in badges(str(files[f"claims/{id}.html"]())), id
        told = browser_says(page, found, id)
        assert told.get(id, word) == word, id
        asked += id in told
    assert asked or not found.agreements


@pytest.mark.parametrize("name", BASES)
def test_verdict__of_a_check_is_one_word(page: Any, name: str) -> None:
    found = store.load(store.read(ROOT if name == "ours" else ROOT / "tests" / "bases" / name), today=TODAY)
    files = site.files(found, "")
    verdicts = {id: found.verdict(id) for id in found.base.records.checks if id in found.settled.outcomes}
    for id, word in some(verdicts).items():
        told = json.loads(str(files[f"checks/{id}.json"]()))
        assert told["verdict"] == word, id
        assert word in badges(str(files[f"checks/{id}.html"]())), id
        alive = {each["verdict"] for each in told["contexts"] if each["possible"]}
        assert all(each in cards.card(found, id, False) for each in alive), id
        own = browser_says(page, found, next(iter(sorted(found.base.parents[id])), ""))
        assert own.get(id, word) == word, id


def test_page__a_number_that_its_arithmetic_does_not_give_is_not_said_to_equal_it() -> None:
    """A hundred trees in rows of 12.5 are 8 rows; 5 and 20 rows, weighed, are 12.5."""
    found = edition("""
        choices: {row: {title: Trees in a row, options: {long: 20, short: 5}, credence: {long: 50%, short: 50%}}}
        claims:
          rows: {title: Rows, formula: n / row, inputs: {n: 100, row: row}}
          twice: {title: Twice, formula: 2 * n, inputs: {n: 100}}
    """)
    files = site.files(found, "")
    rows, twice = (str(files[f"claims/{id}.html"]()) for id in ("rows", "twice"))
    assert "The number is <strong>12.5</strong>, the mean of its readings" in rows
    assert ("= <strong>12.5" in rows, "= <strong>200" in twice) == (False, True)
