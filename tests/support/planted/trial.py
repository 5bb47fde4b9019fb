"""Slips and harmless edits tried on a base: what is said after one that was not said before."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from places import ROOT, TESTS
from planted import dates, entries, figures, formulas, groups  # noqa: F401  the kinds enter themselves
from planted.bases import Files, rank, read
from planted.harmless import HANDS, Edit
from planted.slips import COMPUTED, Kind, Slip
from whence.disk import store
from whence.files import reader
from whence.files.schema import Settings
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.model.linking import link

OURS = "ours"
OTHERS = ("fernbrook", "quarters", "constants", "sheet", "northfield")
PLACES = {OURS: ROOT} | {name: TESTS / "bases" / name for name in OTHERS}
# Whose turn it is: ours is the largest by far, and has most of what a slip needs.
TURNS = (OURS, "northfield", OURS, "fernbrook", OURS, "quarters", OURS, "sheet", OURS, "constants")
MONTH = 31 * 86400.0
TENTH = 1.1
# What is said of what a record no longer uses.
UNUSED = ("unused-choice", "orphan-source", "accepted-unused", "bare-term")

T = TypeVar("T")
Told = frozenset[tuple[str, str]]


@dataclass(frozen=True, eq=False)
class Trial:
    """A base, evaluated once, on which edits are tried one at a time."""

    files: Files
    settings: Settings

    @cached_property
    def before(self) -> Edition:
        """The base as it is."""
        base = link(reader.read(self.files.texts), self.settings)
        return judge(base, today=dates.TODAY, snapshots=self.files.copies or None)

    @cached_property
    def told(self) -> Told:
        """What is objected to in the base as it is."""
        return told(self.before)

    def edited(self, texts: Mapping[str, str | None]) -> Files:
        """The files after an edit; None takes one away."""
        every = {**self.files.texts, **texts}
        kept = {path: text for path, text in every.items() if text is not None}
        return Files(self.files.name, kept, self.files.copies)

    def after(self, texts: Mapping[str, str | None]) -> Edition:
        """The base with some files as they are after an edit; what these do not touch is taken over."""
        base, found = link(reader.read(self.edited(texts).texts), self.settings), self.before
        memory, copies = found.values.memory(), self.files.copies or None
        return judge(base, today=dates.TODAY, memory=memory, snapshots=copies, before=found)


def told(found: Edition) -> Told:
    """What is objected to: rule and record, without what is accepted."""
    return frozenset((each.rule, each.id) for each in found.findings if not each.accepted)


def trials() -> dict[str, Trial]:
    """Each base, by its name."""
    return {
        name: Trial(read(name, place), store.settings_of(store.read(place).files)[0])
        for name, place in PLACES.items()
    }


# --- which slips, and where


@dataclass(frozen=True)
class Planted:
    """A slip of a kind in a base."""

    kind: Kind
    base: str
    slip: Slip

    @property
    def name(self) -> str:
        """The base and the record."""
        return f"{self.base}:{self.slip.id}"


def slips(bases: Mapping[str, Trial], kind: Kind, count: int) -> list[Planted]:
    """So many slips of a kind, over the bases in turn.

    Where they fall follows from ids alone, so that an edit of a base moves few of them. Records to which one of the
    rules in question objects as they are have no part in it: nothing new could be said of them.
    """

    def fresh(name: str) -> Iterator[Planted]:
        at = bases[name]
        for id, rng in spots(kind.name, at.files):
            slip = kind.plant(at.files, id, rng)
            if slip is not None and not any((rule, slip.id) in at.told for rule in kind.rules):
                yield Planted(kind, name, slip)

    return in_turn({name: fresh(name) for name in bases}, count)


def spots(name: str, files: Files) -> Iterator[tuple[str, random.Random]]:
    """The claims of a base in an order of their own for each kind of edit, each with a source of chance."""
    for id in sorted(files.claims, key=lambda id: rank(name, files.name, id)):
        yield id, random.Random(rank(name, files.name, id))


def in_turn(some: dict[str, Iterator[T]], count: int) -> list[T]:
    """So many items, from each of some sources when it is its turn; fewer where they run dry."""
    found: list[T] = []
    turn = 0
    while some and len(found) < count:
        name = TURNS[turn % len(TURNS)]
        item = next(some[name], None) if name in some else None
        if item is None:
            some.pop(name, None)
        else:
            found.append(item)
        turn += 1
    return found


# --- what became of a slip


@dataclass(frozen=True)
class Outcome:
    """Whether a slip can be told, by what it was told where it may be, and what was said that does not follow from it."""

    planted: Planted
    contradicted: bool
    by: Sequence[tuple[str, str]]
    stray: Sequence[tuple[str, str]]

    @property
    def found(self) -> bool:
        """Whether one of the right rules objects in the right place, and nothing is said elsewhere."""
        return bool(self.by) and not self.stray

    @property
    def tellable(self) -> bool:
        """Whether it can be told at all: something in the base speaks against it, or it was told."""
        return self.contradicted or self.found


def outcome(bases: Mapping[str, Trial], planted: Planted) -> Outcome:
    """Plant a slip, and see.

    The right places are its record, those that it names, and what rests on them as far as the first figure that a
    source states. What else is new must rest on them too, or be about what they no longer use.
    """
    at, slip = bases[planted.base], planted.slip
    old, new = at.files, at.edited(slip.texts)
    after = at.after(slip.texts)
    said = told(after) - at.told
    start = {slip.id, *slip.near}
    reach = old.downstream(start) | new.downstream(start)
    right = _places(old, start) | _places(new, start)
    dropped = old.upstream(slip.id) | set(old.sources)
    by = sorted(each for each in said if each[0] in planted.kind.rules and each[1] in right)
    stray = sorted(
        each for each in said if each[1] not in reach and not (each[0] in UNUSED and each[1] in dropped)
    )
    return Outcome(planted, slip.plain or _contradicted(at, after, reach), by, stray)


def _places(files: Files, start: set[str]) -> set[str]:
    """The records and what rests on them, up to the first figure that a source states; with choices that a check decides."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        id = todo.pop()
        if id in found:
            continue
        found.add(id)
        if id in files.checks:
            found |= {each for each in files.upstream(id) if each in files.choices}
        if id in start or "stated" not in files.claims.get(id, {}):
            todo += files.users.get(id, ())
    return found


# --- whether numbers tell against a slip


def _contradicted(at: Trial, after: Edition, reach: set[str]) -> bool:
    """Whether a number that rests on the slip fitted what is said of it elsewhere, and does so no more, or is gone.

    A stated figure, a rival and a check that are objected to already can tell nothing.
    """
    before = at.before
    quiet = reach - {id for rule, id in at.told if rule in COMPUTED}
    return any(
        (id in before.summaries and id not in after.summaries)
        or (id in before.agreements and _fits(before, id) and not _fits(after, id))
        or (id in before.comparisons and not _apart(before, id) and _apart(after, id))
        or (id in before.settled.outcomes and not _fails(before, id) and _fails(after, id))
        for id in quiet
    )


def _fits(edition: Edition, id: str) -> bool:
    """Whether a stated figure is what is computed to a tenth, or lies in its interval, in some reading that counts."""
    stated = edition.base.stated.get(id)
    if stated is None or id not in edition.summaries:
        return True
    low, high = stated.ends or (stated.point, stated.point)
    if stated.bound:
        low, high = (low, float("inf")) if stated.bound == "lower" else (-float("inf"), high)
    spans = [
        each.enclosure or (each.figure.low, each.figure.high)
        for each in edition.summaries[id].readings
        if each.active
    ]
    if edition.unit(id).style == "date":
        return any(a - MONTH <= high and low <= b + MONTH for a, b in spans)
    return any(_down(a) <= high and low <= _up(b) for a, b in spans)


def _apart(edition: Edition, id: str) -> bool:
    """Whether two claims of a quantity leave each other nothing, to a tenth."""
    comparison = edition.comparisons.get(id)
    used = (
        [each.figure for each in comparison.rivals if not each.unused and not each.bound]
        if comparison
        else []
    )
    return any(_up(a.high) < _down(b.low) for a in used for b in used)


def _fails(edition: Edition, id: str) -> bool:
    """Whether a check that objects does not hold."""
    record = edition.base.records.checks.get(id)
    objects = record is not None and record.on_fail != "report" and id in edition.settled.outcomes
    return objects and edition.verdict(id) == "fails"


def _down(value: float) -> float:
    return min(value / TENTH, value * TENTH)


def _up(value: float) -> float:
    return max(value / TENTH, value * TENTH)


# --- harmless edits


@dataclass(frozen=True)
class Harmless:
    """A harmless edit of a kind in a base, at a claim."""

    hand: str
    base: str
    id: str
    edit: Edit


def harmless(bases: Mapping[str, Trial], hand: str, count: int) -> list[Harmless]:
    """So many harmless edits of a kind, over the bases in turn."""

    def fresh(name: str) -> Iterator[Harmless]:
        for id, rng in spots(hand, bases[name].files):
            edit = HANDS[hand](bases[name].files, id, rng)
            if edit is not None:
                yield Harmless(hand, name, id, edit)

    return in_turn({name: fresh(name) for name in bases}, count)


def raised(bases: Mapping[str, Trial], edit: Harmless) -> list[tuple[str, str]]:
    """What is said after a harmless edit that was not said before; a record under a new id is the same."""
    at = bases[edit.base]
    new, old = edit.edit.renamed
    said = {(rule, old if id == new else id) for rule, id in told(at.after(edit.edit.texts))}
    return sorted(said - at.told)
