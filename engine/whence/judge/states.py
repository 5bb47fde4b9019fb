"""How everything that may be at odds stands: each check, quantity, stated figure and choice in exactly one state."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding

# The parts of the ledger, in its order.
Part = Literal["conflicts", "readings", "relations", "accepted"]


class State(StrEnum):
    """How one of them stands.

    A relation (a check; that the claims of a quantity agree; that a stated figure is what its inputs give) may hold, not
    hold, be true in some draws only, be left open by bounds, or have another answer in each reading; one that must hold and
    does not is a conflict. A choice has one option left, or several, or is one of values, which no evidence decides.
    """

    CONFLICT = "conflict"
    UNDECIDED = "undecided"
    FAILS = "fails"
    DOUBTFUL = "doubtful"
    OPEN = "open"
    BY_READING = "depends on the reading"
    ACCEPTED = "accepted"
    # The rest is not in the ledger: nothing is to be said of it, or it is said of something else.
    ECHO = "echo"
    ROUNDED = "rounded"
    SETTLED = "settled"
    VALUES = "values"
    HOLDS = "holds"
    ALONE = "alone"
    UNKNOWN = "unknown"

    @property
    def part(self) -> Part | None:
        """The part of the ledger in which it stands; None where it stands in none."""
        return _PARTS.get(self)


_PARTS: Mapping[State, Part] = {
    State.CONFLICT: "conflicts",
    State.UNDECIDED: "readings",
    State.FAILS: "relations",
    State.DOUBTFUL: "relations",
    State.OPEN: "relations",
    State.BY_READING: "relations",
    State.ACCEPTED: "accepted",
}

# What each section's records may be objected to for as relations, by rule.
RULES: Mapping[str, tuple[str, ...]] = {
    "checks": (
        "check-fails", "no-context-survives", "check-warns", "check-doubtful", "check-open", "check-depends",
        "check-reports",
    ),
    "quantities": ("rivals-disagree", "rivals-tension", "off-by-factor", "origin-differs", "rivals-open"),
    "claims": ("recomputed-differs", "recomputed-soft", "off-by-factor", "recomputed-open"),
    "choices": ("prefer-ruled-out", "credence-sum", "sense-open"),
}  # fmt: skip


AGREE = ("agrees", "inside", "close", "width")


@dataclass(frozen=True)
class Subject:
    """What may be at odds: a record of a section. One of `claims` is meant as far as it states a figure of its source."""

    section: str
    id: str


@dataclass(frozen=True)
class Answer:
    """What a relation is in one reading; `holds` says whether that is what it should be."""

    choose: Mapping[str, str]
    verdict: str
    holds: bool


def states(edition: Edition) -> Mapping[Subject, State]:
    """The state of each check, quantity, choice and stated figure of a base."""
    found: dict[str, list[Finding]] = {}
    for each in edition.findings:
        found.setdefault(each.id, []).append(each)
    records = edition.base.records
    subjects = [Subject("checks", id) for id in records.checks]
    subjects += [Subject("quantities", id) for id in records.quantities]
    subjects += [Subject("choices", id) for id in records.choices]
    subjects += [
        Subject("claims", id) for id, claim in records.claims.items() if claim.stated and claim.formula
    ]
    return {each: _state(edition, each, found.get(each.id, ())) for each in subjects}


def _state(edition: Edition, subject: Subject, found: list[Finding] | tuple[()]) -> State:
    """What is objected to comes first, and what is told of itself before what is said under another."""
    own = [each for each in found if each.rule in RULES[subject.section]]
    if any(each.severity == "conflict" and not each.accepted for each in own):
        return State.CONFLICT
    if any("echo_of" in each.data and not each.accepted for each in own) or subject.id in _behind(edition):
        return State.ECHO
    if any(each.accepted for each in own):
        return State.ACCEPTED
    state = _JUDGED[subject.section](edition, subject.id)
    # What rests on a mistake is not told before that is mended.
    return State.UNKNOWN if state.part == "relations" and not own and edition.unread else state


def _behind(edition: Edition) -> frozenset[str]:
    """The checks that leave no reading together with another one, at which that is told."""
    return frozenset(id for each in edition.settled.nogoods if not each.options for id in each.because[1:])


def _check(edition: Edition, id: str) -> State:
    return State(edition.verdict(id)) if id in edition.settled.outcomes else State.UNKNOWN


def _quantity(edition: Edition, id: str) -> State:
    found = edition.comparisons.get(id)
    if found is None or id not in edition.values.of:
        return State.UNKNOWN
    if sum(not each.unused for each in found.rivals) < 2:
        return State.ALONE
    verdicts = {"consistent": State.HOLDS, "open": State.BY_READING}
    return verdicts.get(found.verdict, State.CONFLICT)


def _stated(edition: Edition, id: str) -> State:
    found = edition.agreements.get(id)
    if found is None:
        return State.UNKNOWN
    if found.verdict == "open":
        return State.BY_READING if found.readings else State.OPEN
    return State.ROUNDED if found.verdict in ("soft", "mismatch") else State.HOLDS


def _choice(edition: Edition, id: str) -> State:
    if id not in edition.summaries:
        return State.UNKNOWN
    left = {each.choose[id] for each in edition.summaries[id].readings if each.active}
    if len(left) == 1:
        return State.SETTLED
    return State.VALUES if edition.base.records.choices[id].kind == "values" else State.UNDECIDED


_JUDGED = {"checks": _check, "quantities": _quantity, "claims": _stated, "choices": _choice}


def answers(edition: Edition, subject: Subject) -> tuple[Answer, ...]:
    """What a relation is in each reading that counts; one alone where no choice is upstream."""
    match subject.section:
        case "checks" if subject.id in edition.settled.outcomes:
            live = edition.live(subject.id)
            return tuple(Answer(each.reading.choose, each.verdict, each.verdict == "holds") for each in live)
        case "quantities" if subject.id in edition.comparisons:
            found = edition.comparisons[subject.id]
            every = found.readings or (((), found.verdict),)
            return tuple(Answer(dict(choose), verdict, verdict == "consistent") for choose, verdict in every)
        case "claims" if subject.id in edition.agreements:
            own = edition.agreements[subject.id]
            judged = own.readings or (own,)
            return tuple(Answer(each.choose, each.verdict, each.verdict in AGREE) for each in judged)
    return ()
