"""Problems: the kinds there are, the nearest of some names, and text that no terminal acts on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.judge.rules.wording.pages import severities
from whence.language.problems import Finding, suggest, visible


def test_severities__cover_the_four_kinds_and_nothing_twice() -> None:
    assert set(severities().values()) == {"error", "conflict", "warning", "note"}
    assert all(re.fullmatch("[a-z]+(-[a-z0-9]+)*", rule) for rule in severities())
    assert Finding("unknown-key", "power", "m").severity == "error"


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("vlaue", ["value", "formula", "note"], ("value",)),
        ("Kw", ["kW", "MW"], ("kW",)),
        ("chps", ["chip", "chips"], ("chips",)),
        ("trn2-power", ["trn2-power-per-32", "h100-price"], ("trn2-power-per-32",)),
        ("power-trn2", ["h100-power", "trn2-power"], ("trn2-power",)),
        ("as-of", ["as_of", "of"], ("as_of",)),
        ("q", ["a", "b"], ()),
        ("zebra", ["value", "formula"], ()),
        ("", ["a"], ()),
        ("x" * 10_000, ["x" * 10_001], ()),
    ],
)
def test_suggest__the_nearest_name(word: str, known: list[str], near: tuple[str, ...]) -> None:
    assert suggest(word, known) == near
    assert suggest(word, reversed(known)) == near


def test_suggest__at_most_so_many() -> None:
    assert suggest("claim", ["claims", "claimed", "blame", "other"], 2) == ("claims", "claimed")


@given(st.text(max_size=30))
def test_visible__leaves_nothing_that_a_terminal_acts_on(text: str) -> None:
    shown = visible(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert visible(shown) == shown
