"""The watch list: conclusions that a base names in its settings, and in what way they turned between two editions.

A conclusion turned when a verdict on it is another, when other readings of it count, or when its number lies outside of its
old 90 % interval; one without an interval, when it moved by more than `about`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from whence.account import selectors
from whence.account.headlines import headline
from whence.evaluate.summaries import Summary
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Refused
from whence.model.graph import owner

if TYPE_CHECKING:
    from whence.account.flips import Flip

What = Literal["verdict", "reading", "number", "presence"]


@dataclass(frozen=True)
class Turn:
    """A watched conclusion that is not what it was: in what way, and how it was and is."""

    id: str
    what: What
    old: str
    new: str


def watched(edition: Edition) -> tuple[str, ...]:
    """The records that the settings watch; what picks none, at this date or any more, is left out."""
    found: set[str] = set()
    for text in edition.base.settings.watch:
        try:
            found.update(selectors.select(edition, (text,)))
        except Refused:
            continue
    return tuple(id for id in selectors.every(edition) if id in found)


def heed(edition: Edition) -> None:
    """Refuse a watch list that has a selector which picks nothing because it is misspelt.

    What could not be read, or was not known yet on the day that the base is looked at, may be what is watched.
    """
    if edition.unread or edition.base.records.later:
        return
    for text in edition.base.settings.watch:
        try:
            selectors.select(edition, (text,))
        except Refused as error:
            raise Refused(f"the setting `watch`: {error}") from None


def turns(old: Edition, new: Edition, flips: tuple[Flip, ...]) -> tuple[Turn, ...]:
    """How the conclusions that either edition watches turned, given the verdicts that flipped between the two."""
    before, after = watched(old), watched(new)
    ids = tuple(dict.fromkeys((*after, *before)))
    return tuple(turn for id in ids for turn in _of(old, new, id, flips))


def _of(old: Edition, new: Edition, id: str, flips: tuple[Flip, ...]) -> Iterator[Turn]:
    there = [id in selectors.every(side) for side in (old, new)]
    if not all(there):
        if any(there):
            was, now = ("there" if each else "not there" for each in there)
            yield Turn(id, "presence", was, now)
        return
    for flip in flips:
        name, _, option = flip.id.partition("=")
        if owner(name) == id:
            yield Turn(
                id, "verdict", *(f"{option}: {side}" if option else side for side in (flip.old, flip.new))
            )
    a, b = old.summaries.get(id), new.summaries.get(id)
    if a is None or b is None or id in old.settled.outcomes:
        return
    if _readings(a) != _readings(b):
        yield Turn(id, "reading", *("; ".join(_readings(side)) or "none" for side in (a, b)))
    if _far(a, b, new.base.settings.about) or old.unit(id).dimension != new.unit(id).dimension:
        yield Turn(id, "number", headline(old, id), headline(new, id))


def _readings(summary: Summary) -> tuple[str, ...]:
    """The readings of a number that count."""
    counting = (each.choose for each in summary.readings if each.active)
    return tuple(
        sorted(", ".join(f"{name}={option}" for name, option in each.items()) for each in counting if each)
    )


def _far(old: Summary, new: Summary, about: float) -> bool:
    """Whether a number lies outside of its old interval; of one without, or open, whether an end moved by a ratio."""
    a, b = old.figure, new.figure
    if a.low < a.high and math.isfinite(b.median) and not math.isnan(a.median):
        return not a.low <= b.median <= a.high
    return any(_apart(*ends, about) for ends in ((a.low, b.low), (a.high, b.high)))


def _apart(a: float, b: float, about: float) -> bool:
    return a != b and not (math.isnan(a) and math.isnan(b)) and not abs(b - a) <= about * abs(a)
