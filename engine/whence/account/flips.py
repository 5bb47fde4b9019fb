"""Verdicts that are others in one edition than in another: of checks, of options, of stated figures and of rivals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from whence.judge.edition import Edition
from whence.language.frozen import dataclass


@dataclass(frozen=True)
class Flip:
    """A verdict that changed: of a check, an option, or a stated figure."""

    kind: Literal["check", "option", "stated", "rivals"]
    id: str
    old: str
    new: str


def flips(old: Edition, new: Edition) -> Iterator[Flip]:
    """Every verdict that is another in the new edition than it was in the old."""
    for id in sorted(set(old.settled.outcomes) & set(new.settled.outcomes)):
        a, b = old.verdict(id), new.verdict(id)
        if a != b:
            yield Flip("check", id, a, b)
    ruled = set(old.settled.ruled_out) ^ set(new.settled.ruled_out)
    for choice, option in sorted(ruled):
        was = (choice, option) in old.settled.ruled_out
        yield Flip(
            "option",
            f"{choice}={option}",
            "ruled out" if was else "possible",
            "possible" if was else "ruled out",
        )
    for id in sorted(set(old.agreements) & set(new.agreements)):
        if old.agreements[id].verdict != new.agreements[id].verdict:
            yield Flip("stated", id, old.agreements[id].verdict, new.agreements[id].verdict)
    for id in sorted(set(old.comparisons) & set(new.comparisons)):
        if old.comparisons[id].verdict != new.comparisons[id].verdict:
            yield Flip("rivals", id, old.comparisons[id].verdict, new.comparisons[id].verdict)
