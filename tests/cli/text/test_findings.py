"""Findings on a terminal: each with its line, what says the same once, and nothing that a terminal acts on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from whence.cli.text.findings import findings, folded
from whence.language.problems import Finding, Place

HERE = Place("claims/a.yaml", 2, 5, 5)
FINDING = Finding("unknown-key", "power", "`vlaue` is not a field", HERE, ("did you mean `value`?",))
TEXTS = {"claims/a.yaml": "claims:\n    vlaue: 3 kW\n"}
EVIL = "x\n::error file=a::y\r::stop-commands::z%0A::w\x1b]0;t\x07\u202e,:%"


def test_findings__marks_the_stretch() -> None:
    assert findings([FINDING], TEXTS) == (
        "error[unknown-key] power: `vlaue` is not a field\n"
        " --> claims/a.yaml:2:5\n"
        "  |\n"
        "2 |     vlaue: 3 kW\n"
        "  |     ^^^^^\n"
        "  = help: did you mean `value`?\n"
    )


def test_findings__in_colour_says_the_same() -> None:
    coloured = findings([FINDING], TEXTS, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == findings([FINDING], TEXTS)
    assert "\x1b[31;1m" in coloured


def test_findings__two_sides_under_each_other() -> None:
    finding = Finding("unit-mismatch", "power", "these do not add up:\n  chips: chip\n  power: W")
    assert findings([finding]) == (
        "error[unit-mismatch] power: these do not add up:\n    chips: chip\n    power: W\n"
    )


def test_findings__shows_the_reason_of_what_is_accepted() -> None:
    accepted = replace(FINDING, accepted="known since May")
    shown = findings([accepted], TEXTS, colour=True)
    assert "accepted: known since May" in shown
    assert "\x1b[2m" in shown


def test_findings__wide_and_hidden_characters_before_the_stretch() -> None:
    line = "日本\u202e: x"
    shown = findings([Finding("stale", "a", "m", Place("f", 1, 6, 1))], {"f": line}).splitlines()
    assert shown[3] == "1 | 日本\\u{202e}: x"
    assert shown[4] == "  | " + " " * (4 + 8 + 2) + "^"


def test_findings__a_line_of_a_quarter_megabyte_is_cut() -> None:
    line = "a" * 100_000 + "X" + "b" * 100_000
    shown = findings([Finding("stale", "a", "m", Place("f", 1, 100_001, 1))], {"f": line}).splitlines()
    assert len(shown[3]) < 120
    assert shown[3][shown[4].index("^")] == "X"


@pytest.mark.parametrize("place", [Place("gone"), Place("f", 99), Place("f", 1, 500, 9), None])
def test_findings__a_place_that_is_not_there(place: Place | None) -> None:
    assert "m" in findings([Finding("stale", "a", "m", place)], {"f": "text"})


def test_findings__hostile_text_stays_text() -> None:
    shown = findings([Finding("stale", EVIL, EVIL, Place(EVIL), (EVIL,))], {EVIL: EVIL})
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def alike(number: int) -> list[Finding]:
    return [replace(FINDING, id=f"p{n}", place=replace(HERE, line=n)) for n in range(1, number + 1)]


def test_findings__what_says_the_same_is_told_once_with_its_places() -> None:
    text = findings(alike(40), {})
    assert text.count("is not a field") == 1
    assert "the same 39 times more:" in text
    assert "claims/a.yaml:11:5  p11" in text
    assert "claims/a.yaml:12:5" not in text
    assert "and 29 more" in text


def test_findings__what_says_something_else_stands_alone() -> None:
    other = replace(FINDING, message="`titel` is not a field")
    accepted = replace(FINDING, accepted="It will go")
    assert findings([FINDING, other, accepted], {}).count("unknown-key") == 3
    assert "more" not in findings([FINDING, other, accepted], {})


def test_findings__the_gravest_come_first() -> None:
    note = replace(FINDING, rule="settled", severity="note")
    assert [first.rule for first, *_ in folded([note, FINDING])] == ["unknown-key", "settled"]
