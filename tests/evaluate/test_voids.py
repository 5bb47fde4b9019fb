"""What rests on bounds that leave nothing: it has no value, so that nothing agrees with it, and nothing is against it."""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from shell import TODAY, answer, run, write
from small import edition
from wells import RESTS, SOURCES, text
from whence.account import answers, impacts
from whence.account.headlines import headline
from whence.editor import ornaments
from whence.editor.desk import Desk
from whence.editor.lines import Position, Range
from whence.evaluate import voids
from whence.judge.assemble import Edition


def well(take: str = "weighted", reading: str = "metre") -> Edition:
    return edition(text(take, reading), SOURCES)


@pytest.mark.parametrize("take", ["weighted", "envelope", "mixture"])
def test_contradicted__nothing_stated_agrees_with_what_has_no_value(take: str) -> None:
    found = well(take)
    assert {id: found.agreements[id].verdict for id in RESTS} == dict.fromkeys(RESTS, "open")
    for id in RESTS:
        assert headline(found, id) == "no value: the bounds of depth leave nothing"
        told = answers.stated(found, id)
        assert told is not None
        assert "no value: the bounds of depth leave nothing" in told["why"]
        assert (told["ratio"], told["recomputed"]) == (None, None)
    messages = {each.id: each.message for each in found.findings if each.rule == "recomputed-open"}
    assert sorted(messages) == sorted(RESTS)
    assert "no value: the bounds of depth leave nothing" in messages["rope"]
    assert not [each for each in found.findings if each.rule == "compounded-rounding"]


def test_contradicted__is_of_the_reading() -> None:
    feet = well(reading="foot")
    assert headline(feet, "rope") == "122 to 300 m (bounds)"
    assert feet.agreements["rope"].verdict == "soft"
    either = well(reading="")
    assert [each.bound for each in either.summaries["rope"].readings] == ["lost", "between"]
    index = {each.choose["foot"]: each for each in either.summaries["rope"].readings}
    assert either.told("rope", index["metre"]) == "no value: the bounds of depth leave nothing"
    assert either.told("rope", index["foot"]) == "122 to 300 m (bounds)"
    assert either.agreements["rope"].verdict == "open"


def test_contradicted__a_check_of_it_is_open_and_says_why() -> None:
    found = well()
    assert found.verdict("reaches") == "open"
    assert found.outcomes("reaches")[0].words == "the bounds of depth leave nothing"
    [told] = [each.message for each in found.findings if each.rule == "check-open"]
    assert "depth  no value: its bounds leave nothing" in told
    assert well(reading="foot").verdict("reaches") == "fails"


def test_contradicted__a_rival_without_a_value_contradicts_nobody() -> None:
    found = well()
    assert [each.id for each in found.findings if each.rule == "rivals-disagree"] == ["depth"]
    assert headline(found, "bore") == "170 m  [162 to 178 m]"
    # what rests on a quantity that has a value has one too, whatever else is upstream
    assert voids.contradicted(found.base, found.values.of, "casing", {"foot": "metre"}) == ""
    assert headline(found, "casing").startswith("≥ ")
    assert found.agreements["casing"].verdict == "inside"


def test_contradicted__has_no_shares_and_no_elasticity() -> None:
    found = well()
    assert found.shares("rope") == ()
    told = {each.id: each.elasticity for each in impacts.impact(found, "depth").effects}
    assert told["rope"] != told["rope"]


def test_contradicted__is_told_alike_by_every_command(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/base.yaml": text(), "sources/base.yaml": SOURCES})
    for command in (("why", "rope"), ("show", "rope"), ("impact", "depth"), ("check", "--all")):
        told = run(base, *command).stdout
        assert "no value: the bounds of depth leave nothing" in told
        assert "inside" not in told
    assert "rope" not in run(base, "whatif", "map=at most 140 m").stdout
    assert "Rope,rope,foot=metre,True,m,,,,,," in run(base, "export", "--format", "csv").stdout
    assert answer(base, "show", "rope")["claims"][0]["stated"]["verdict"] == "open"
    opened = whence.open(base)
    assert "no value: the bounds of depth leave nothing" in opened["rope"]._repr_html_()
    whole = Range(Position(0, 0), Position(1000, 0))
    drawn = [each.text for each in ornaments.inlays(Desk(base, TODAY), "claims/base.yaml", whole)]
    assert "= no value: the bounds of depth leave nothing" in drawn
    moved = run(base, "whatif", "map=at most 250 m").stdout
    assert "no value: the bounds of depth leave nothing" in moved
