"""The manual's page on rivals: its example is run, and every way to take the claims gives what the page says."""

from __future__ import annotations

import pytest

from small import edition
from whence.files.schema import POOLED, TAKES, Settings
from whence.publish.pages import manual, takes
from whence.publish.pages.takes import Take

CLAIMS, _, SOURCES = takes.CLAIMS.partition("sources:")


@pytest.mark.parametrize("take", takes.TAKES, ids=lambda take: take.written)
def test_takes__gives_what_the_manual_says(take: Take) -> None:
    text = CLAIMS.replace("take: weighted", f"take: {take.written}")
    found = edition(text, f"sources:{SOURCES}", settings=Settings())
    figure = found.summaries["height"].figure
    assert take.gives == f"{found.number('height', figure)} [{found.interval('height', figure)}]"


def test_takes__are_all_in_the_manual() -> None:
    assert {each.written for each in takes.TAKES} == {"second", *TAKES} >= set(POOLED)
    page = next(make() for path, make in manual.chapters(()) if path == "manual/rivals.html")
    assert [each.title for each in page.data.parts][:2] == ["An example", "Ways to take them"]


def test_takes__of_the_example_one_is_an_echo_and_two_have_no_weight() -> None:
    found = edition(CLAIMS, f"sources:{SOURCES}", settings=Settings())
    rivals = {each.id: each for each in found.comparisons["height"].rivals}
    assert rivals["first"].unused == "an echo of again"
    assert {id for id, each in rivals.items() if each.weight} == {"again", "second"}
