"""Words for what is wrong in full: which names are near to another, how lists and long texts are told, and every limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tables import held
from whence.language import limits
from whence.language.problems import (
    brief,
    did_you_mean,
    distance,
    few,
    listing,
    suggest,
    visible,
    visible_json,
    visible_lines,
)

HERE = Path(__file__).parent / "tables"


def test_suggest__which_names_are_near() -> None:
    def told(case: str) -> Iterator[str]:
        word, _, known = case.partition(" | ")
        names = known.split()
        yield f"{' '.join(suggest(word, names, 5)) or 'none'}; {' '.join(did_you_mean(word, names)) or 'no hint'}"
        yield " ".join(f"{name} {min(distance(word, name, 3), 4)}" for name in names)

    held(HERE / "near.txt", told)


def test_limits__each_with_what_it_says() -> None:
    def told(name: str) -> Iterator[str]:
        limit = getattr(limits, name)
        yield f"{limit.most}; {limit.way_out or 'no way out'}"
        yield f"beyond it: {limit.over()}"
        yield f"over by one: {limit.over(limit.most + 1)}"

    held(HERE / "limits.txt", told)


@pytest.mark.parametrize(
    ("words", "told"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_listing__as_a_sentence_does(words: tuple[str, ...], told: str) -> None:
    assert listing(words) == told


@pytest.mark.parametrize(
    ("count", "most", "told"),
    [(2, 6, "w0 and w1"), (6, 6, "w0, w1, w2, w3, w4 and w5"), (7, 6, "w0, w1, w2, w3, w4, w5 and 1 more"), (5, 2, "w0, w1 and 3 more")],
)  # fmt: skip
def test_few__of_many(count: int, most: int, told: str) -> None:
    assert few([f"w{n}" for n in range(count)], most) == told


def test_brief__is_cut_at_its_length() -> None:
    assert brief("x" * 60) == "x" * 60
    assert brief("x" * 61) == "x" * 59 + "…"
    assert brief("abcdef", 5) == "abcd…"
    assert brief("a\u200bb") == "a\\u{200b}b"


def test_visible__spells_out_what_cannot_be_seen() -> None:
    assert visible("a\tb\nc\x7f") == "a\\u{9}b\\u{a}c\\u{7f}"
    assert visible("ä“\u202e\U000e0001") == "ä“\\u{202e}\\u{e0001}"
    assert visible_lines("a\tb\nc") == "a\\u{9}b\nc"
    assert visible_json('{"a": "\u202e\x7f\U000e0001"}\n') == '{"a": "\\u202e\\u007f\\udb40\\udc01"}\n'
    assert visible_json('{"a": 1}\n') == '{"a": 1}\n'
