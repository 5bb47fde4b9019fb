"""Findings and the ways they are shown: safe for terminals, for GitHub's commands and for programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.account.reports import as_github, as_json, as_sarif, as_text, counts, folded
from whence.judge.rules.wording.pages import severities
from whence.language.problems import Finding, Place, suggest, visible

HERE = Place("claims/a.yaml", 2, 5, 5)
FINDING = Finding("unknown-key", "power", "`vlaue` is not a field", HERE, ("did you mean `value`?",))
TEXTS = {"claims/a.yaml": "claims:\n    vlaue: 3 kW\n"}
EVIL = "x\n::error file=a::y\r::stop-commands::z%0A::w\x1b]0;t\x07\u202e,:%"


def test_severities__cover_the_four_kinds_and_nothing_twice() -> None:
    assert set(severities().values()) == {"error", "conflict", "warning", "note"}
    assert all(re.fullmatch("[a-z]+(-[a-z0-9]+)*", rule) for rule in severities())
    assert FINDING.severity == "error"


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


def test_as_text__marks_the_stretch() -> None:
    assert as_text([FINDING], TEXTS) == (
        "error[unknown-key] power: `vlaue` is not a field\n"
        " --> claims/a.yaml:2:5\n"
        "  |\n"
        "2 |     vlaue: 3 kW\n"
        "  |     ^^^^^\n"
        "  = help: did you mean `value`?\n"
    )


def test_as_text__in_colour_says_the_same() -> None:
    coloured = as_text([FINDING], TEXTS, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == as_text([FINDING], TEXTS)
    assert "\x1b[31;1m" in coloured


def test_as_text__two_sides_under_each_other() -> None:
    finding = Finding("unit-mismatch", "power", "these do not add up:\n  chips: chip\n  power: W")
    assert as_text([finding]) == (
        "error[unit-mismatch] power: these do not add up:\n    chips: chip\n    power: W\n"
    )


def test_as_text__shows_the_reason_of_what_is_accepted() -> None:
    accepted = replace(FINDING, accepted="known since May")
    shown = as_text([accepted], TEXTS, colour=True)
    assert "accepted: known since May" in shown
    assert "\x1b[2m" in shown


def test_as_text__wide_and_hidden_characters_before_the_stretch() -> None:
    line = "日本\u202e: x"
    shown = as_text([Finding("stale", "a", "m", Place("f", 1, 6, 1))], {"f": line}).splitlines()
    assert shown[3] == "1 | 日本\\u{202e}: x"
    assert shown[4] == "  | " + " " * (4 + 8 + 2) + "^"


def test_as_text__a_line_of_a_quarter_megabyte_is_cut() -> None:
    line = "a" * 100_000 + "X" + "b" * 100_000
    shown = as_text([Finding("stale", "a", "m", Place("f", 1, 100_001, 1))], {"f": line}).splitlines()
    assert len(shown[3]) < 120
    assert shown[3][shown[4].index("^")] == "X"


@pytest.mark.parametrize("place", [Place("gone"), Place("f", 99), Place("f", 1, 500, 9), None])
def test_as_text__a_place_that_is_not_there(place: Place | None) -> None:
    assert "m" in as_text([Finding("stale", "a", "m", place)], {"f": "text"})


def test_as_text__hostile_text_stays_text() -> None:
    shown = as_text([Finding("stale", EVIL, EVIL, Place(EVIL), (EVIL,))], {EVIL: EVIL})
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


def test_as_github__one_line_for_each_finding() -> None:
    assert as_github([FINDING, replace(FINDING, accepted="known")]) == (
        "::error title=unknown-key%3A power,file=claims/a.yaml,line=2,col=5,endColumn=10"
        "::`vlaue` is not a field%0Adid you mean `value`?\n"
    )


@given(st.text(max_size=20), st.text(max_size=40), st.text(max_size=20))
def test_as_github__no_text_can_forge_a_command(id: str, message: str, file: str) -> None:
    out = as_github([Finding("stale", id, message + EVIL, Place(file + EVIL), (EVIL,), severity="warning")])
    assert out.count("\n") == 1
    assert "\r" not in out
    properties = out.removeprefix("::warning ").split("::", 1)[0]
    assert len(properties.split(",")) == 5
    assert re.fullmatch("(%25|%0A|%3A|%2C|[^%])*", out.rstrip("\n"))


def test_as_json__the_shape_of_check() -> None:
    listed = [
        FINDING,
        Finding("stale", "a", "m", accepted="known", severity="warning"),
        Finding("check-fails", "c", "m", severity="conflict"),
    ]
    report = json.loads(as_json(listed, claims=7))
    assert report["counts"] == {"error": 1, "conflict": 1, "warning": 0, "note": 0}
    assert report["claims"] == 7
    first = report["findings"][0]
    assert {"rule", "severity", "id", "message", "file", "line", "column", "accepted", "data"} <= set(first)
    assert (first["file"], first["line"], first["column"]) == ("claims/a.yaml", 2, 5)
    assert report["findings"][2]["file"] is None


def test_counts__of_nothing() -> None:
    assert counts([]) == {"error": 0, "conflict": 0, "warning": 0, "note": 0}


def test_as_sarif__results_point_to_their_rules() -> None:
    strange = Finding("stale", "a", EVIL, Place("claims/a b%.yaml", 3, 1, 2), accepted="known")
    log = json.loads(as_sarif([FINDING, strange, Finding("check-fails", "", "m")]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["check-fails", "stale", "unknown-key"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 10}
    location = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "claims/a%20b%25.yaml"
    assert run["results"][1]["suppressions"] == [{"kind": "inSource", "justification": "known"}]
    assert "locations" not in run["results"][2]


def alike(number: int) -> list[Finding]:
    return [replace(FINDING, id=f"p{n}", place=replace(HERE, line=n)) for n in range(1, number + 1)]


def test_as_text__what_says_the_same_is_told_once_with_its_places() -> None:
    text = as_text(alike(40), {})
    assert text.count("is not a field") == 1
    assert "the same 39 times more:" in text
    assert "claims/a.yaml:11:5  p11" in text
    assert "claims/a.yaml:12:5" not in text
    assert "and 29 more" in text


def test_as_text__what_says_something_else_stands_alone() -> None:
    other = replace(FINDING, message="`titel` is not a field")
    accepted = replace(FINDING, accepted="It will go")
    assert as_text([FINDING, other, accepted], {}).count("unknown-key") == 3
    assert "more" not in as_text([FINDING, other, accepted], {})


def test_as_text__the_gravest_come_first() -> None:
    note = replace(FINDING, rule="settled", severity="note")
    assert [first.rule for first, *_ in folded([note, FINDING])] == ["unknown-key", "settled"]
