"""What closes a check: how many records there are, how many lines the ledger has, and how many candidates nothing decides.

After an edit of some claims these numbers follow from those before: see `renewed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import astuple, replace
from typing import Any

from whence.account import ledger
from whence.account.ledger import COUNTED
from whence.judge import again
from whence.judge.edition import Edition
from whence.judge.states import State, states
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model.kin import Region
from whence.model.tables import Beyond


@dataclass(frozen=True)
class Closing:
    """The numbers that close a check: of claims, of those with a number, of sources, of the ledger's lines by part."""

    claims: int
    evaluated: int
    sources: int
    ledger: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """What closes a check, how many candidates are undecided, and what is kept to count anew after an edit: the lines of the
    ledger that are no findings, by the record that each is of; the records on whose numbers it hangs which candidates there
    are; and those of them that have no one number.
    """

    closing: Closing
    undecided: int
    lines: Mapping[str, list[str]]
    hanging: Set[str]
    loose: Set[str]


def closing(edition: Edition) -> Closing:
    """What closes the check of a whole base."""
    records = edition.base.records
    evaluated = sum(1 for id in records.claims if id in edition.summaries)
    ledger = _tally(edition.findings, _lines(edition))
    return Closing(len(records.claims), evaluated, len(records.sources), ledger)


def counted(edition: Edition) -> Counted:
    """What closes the check of a whole base, and what it takes to count anew."""
    from whence.account.candidates import proposals
    from whence.account.candidates.ground import Ground

    records, ground = edition.base.records, Ground(edition)
    loose = frozenset(id for id in ground.block if not ground.firm(id))
    # where something has no number, more may turn on whether it has one
    hanging = proposals.hanging(ground).union(id for id in records.claims if id not in edition.summaries)
    return Counted(closing(edition), len(proposals.of(ground)), _lines(edition), hanging, loose)


def renewed(edition: Edition, region: Region, before: Counted) -> Counted:
    """The same of a base of which the edition is a part, after an edit that touches a region; `Beyond` where it is more."""
    near = again.focus(edition, region.judged)
    if not region.moved.isdisjoint(before.hanging):
        raise Beyond("candidates")
    fresh = {id for id in region.moved if id in edition.summaries and not edition.summaries[id].firm}
    if fresh != region.moved & before.loose:
        raise Beyond("candidates")
    lines = {id: each for id, each in before.lines.items() if id not in region.judged} | _lines(near)
    closing = replace(before.closing, ledger=_tally(edition.findings, lines))
    return replace(before, closing=closing, lines=lines)


def _lines(edition: Edition) -> dict[str, list[str]]:
    """The parts of the ledger in which a record has lines that are no findings: relations, and readings."""
    found: dict[str, list[str]] = {}
    for each, state in states(edition).items():
        if state.part == "relations" or (
            each.section == "choices" and state in (State.UNDECIDED, State.SETTLED)
        ):
            found.setdefault(each.id, []).append(state.part or "settled")
    return found


def _tally(findings: Iterable[Finding], lines: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many lines each part of the ledger has, as `ledger.tally` counts them."""
    told = (ledger.part_of(each) for each in findings)
    number = Counter([*(each for each in told if each), *(part for each in lines.values() for part in each)])
    return {part: number[part] for part in COUNTED}


def flat(found: Counted) -> Any:
    """What was counted, as it is kept."""
    numbers = astuple(found.closing)
    return [numbers, found.undecided, found.lines, sorted(found.hanging), sorted(found.loose)]


def read(flat: Any) -> Counted:
    """What was counted, from what `flat` gave."""
    numbers, undecided, lines, hanging, loose = flat
    return Counted(Closing(*numbers), undecided, lines, frozenset(hanging), frozenset(loose))
