"""Our texts read once more, from end to end: what a careful reader would test there is tested, and stands as was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from places import ROOT, TESTS
from whence.disk import store
from whence.judge.states import Subject, states

FILE = TESTS / "content" / "reread.yaml"
TEXTS = ("nesov-quick-takes", "grok3-thread", "situational-awareness-highlights", "serving-costs-thread")


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for text, read in yaml.safe_load(FILE.read_text("utf-8")).items():
        for each in read:
            yield text, each


def test_reread__each_question_is_answered_by_a_record_in_its_state_or_by_a_reason() -> None:
    found = {
        each.id: str(state)
        for each, state in states(store.load(store.read(ROOT), today="2026-11-29")).items()
    }
    asked = list(entries())
    assert {text for text, _ in asked} == set(TEXTS)
    wrong = [
        f"{text} {each['at']}: {id} is {found.get(id, 'no relation')!r}, was {state!r}"
        for text, each in asked
        for id, state in each.get("states", {}).items()
        if found.get(id) != state
    ]
    assert not wrong, "\n".join(wrong)
    assert all(each.get("states") or len(each["said"].split()) > 6 for _, each in asked)


def test_reread__no_question_stands_twice_and_most_of_the_ledger_was_asked_for() -> None:
    """What the base finds and no reader asked for is looked at once more; one in ten may come of the base's own relations."""
    asked = [(text, each["asks"]) for text, each in entries()]
    assert len(set(asked)) == len(asked)
    answered = {id for _, each in entries() for id in each.get("states", {})}
    found = states(store.load(store.read(ROOT), today="2026-11-29"))
    missed = sorted(
        subject.id for subject, state in found.items() if state.part and subject.id not in answered
    )
    assert len(missed) <= 0.1 * sum(1 for state in found.values() if state.part), missed


def test_subject__is_a_record_of_a_section() -> None:
    """So that an id above means one relation only: no two sections share one in our base."""
    found = [
        each.id
        for each in states(store.load(store.read(ROOT), today="2026-11-29"))
        if isinstance(each, Subject)
    ]
    assert len(set(found)) == len(found)
