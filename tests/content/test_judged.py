"""Precision: every finding of our base was judged by somebody who read the claim and its source."""

from __future__ import annotations

from collections import Counter

import judged
from places import ROOT
from whence.disk import store

NOISE = 1 / 30


def test_judged__each_finding_is_and_few_are_noise() -> None:
    """A new finding wants a line in the file, which the failure prints; what is found no more is to be taken out."""
    edition = store.load(store.read(ROOT), today="2026-11-29")
    found = {judged.key(edition, each): each for each in edition.findings}
    known = {each.key: each for each in judged.entries()}
    new = [judged.line(key, found[key]) for key in sorted(found.keys() - known.keys())]
    assert not new, "\n".join([f"to be judged in {judged.FILE.name}:", *new])
    gone = [" ".join(key) for key in sorted(known.keys() - found.keys())]
    assert not gone, "\n".join([f"to be taken out of {judged.FILE.name}:", *gone])

    counts = Counter(each.verdict for each in known.values())
    assert counts.keys() <= set(judged.VERDICTS)
    assert not counts["false"]
    assert counts["noise"] <= NOISE * len(known)
    assert all(len(each.why.split()) > 3 for each in known.values()), "each says why"


def test_judged__an_echo_is_told_as_a_note() -> None:
    """What another finding says already is not counted once more."""
    edition = store.load(store.read(ROOT), today="2026-11-29")
    found = {judged.key(edition, each): each for each in edition.findings}
    loud = [
        each.key for each in judged.entries() if each.verdict == "echo" and found[each.key].severity != "note"
    ]
    assert not loud
