"""Findings as GitHub's commands, which no text in them can end or forge."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from whence.cli.text.github import github
from whence.language.problems import Finding, Place

HERE = Place("claims/a.yaml", 2, 5, 5)
FINDING = Finding("unknown-key", "power", "`vlaue` is not a field", HERE, ("did you mean `value`?",))
EVIL = "x\n::error file=a::y\r::stop-commands::z%0A::w\x1b]0;t\x07\u202e,:%"


def test_github__one_line_for_each_finding() -> None:
    assert github([FINDING, replace(FINDING, accepted="known")]) == (
        "::error title=unknown-key%3A power,file=claims/a.yaml,line=2,col=5,endColumn=10"
        "::`vlaue` is not a field%0Adid you mean `value`?\n"
    )


@given(st.text(max_size=20), st.text(max_size=40), st.text(max_size=20))
def test_github__no_text_can_forge_a_command(id: str, message: str, file: str) -> None:
    out = github([Finding("stale", id, message + EVIL, Place(file + EVIL), (EVIL,), severity="warning")])
    assert out.count("\n") == 1
    assert "\r" not in out
    properties = out.removeprefix("::warning ").split("::", 1)[0]
    assert len(properties.split(",")) == 5
    assert re.fullmatch("(%25|%0A|%3A|%2C|[^%])*", out.rstrip("\n"))
