"""Every candidate of a base: what may have to be related, and is neither related nor said to differ."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from whence.account.candidates import pairs, sums, ways
from whence.account.candidates.ground import KINDS as KINDS
from whence.account.candidates.ground import Candidate, Ground
from whence.account.candidates.ways import Lines, Way
from whence.judge.edition import Edition
from whence.language.frozen import dataclass


@dataclass(frozen=True)
class Proposal:
    """A candidate, what it comes to in a sentence, and the ways to decide it: the last says that the records differ."""

    found: Candidate
    says: str
    ways: tuple[Way, ...]


def find(edition: Edition) -> tuple[Candidate, ...]:
    """Every candidate, the strongest first. No order of files or records has a part in which there are, or in their order."""
    return of(Ground(edition))


def of(ground: Ground) -> tuple[Candidate, ...]:
    """Every candidate on some ground, as `find` has them."""
    found = (*pairs.candidates(ground), *sums.totals(ground), *sums.shares(ground))
    kinds = list(KINDS)
    return tuple(sorted(found, key=lambda each: (-round(each.score, 9), kinds.index(each.kind), each.ids)))


def hanging(ground: Ground) -> frozenset[str]:
    """The records on whose numbers it hangs which candidates there are, where titles and relations are what they are.

    Those of which some titles are alike, and those that may be parts of a whole, or their whole.
    """
    alike = {id for pair in ground.alike for id in pair}
    found = alike | sums.hanging(ground)
    return frozenset(found | {ground.thing(id) for id in found})


def about(found: Iterable[Candidate], edition: Edition, id: str) -> tuple[Candidate, ...]:
    """The candidates that a record is in, by itself or as a claim of a quantity that is."""
    claim = edition.base.records.claims.get(id)
    names = {id, edition.base.aliases.get(claim.of, claim.of) if claim else id}
    return tuple(each for each in found if names & set(each.ids))


def propose(edition: Edition, found: Iterable[Candidate]) -> tuple[Proposal, ...]:
    """Some candidates of an edition, each with its sentence and the lines that decide it."""
    ground = Ground(edition)
    return tuple(_proposal(ground, each) for each in found)


def _proposal(ground: Ground, found: Candidate) -> Proposal:
    kind = pairs if found.kind in ("same", "derived") else sums
    decisions = (*kind.decisions(ground, found), ways.differ(ground.edition, found.ids))
    return Proposal(found, kind.says(ground, found), decisions)


def as_json(found: Sequence[Proposal], every: int) -> dict[str, Any]:
    """Some proposals for scripts, and how many candidates there are in all; a factor that is not known is null."""
    return {"candidates": [_candidate(each) for each in found], "undecided": every}


def _candidate(each: Proposal) -> dict[str, Any]:
    found = each.found
    return {
        "kind": found.kind,
        "ids": list(found.ids),
        "score": round(found.score, 3),
        "factor": found.factor if math.isfinite(found.factor) else None,
        "says": each.says,
        "ways": [{"says": way.says, "lines": [_lines(one) for one in way.lines]} for way in each.ways],
    }


def _lines(lines: Lines) -> dict[str, Any]:
    place = lines.place
    return {
        "section": lines.section,
        "id": lines.id,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "instead": lines.instead or None,
        "under": lines.under or None,
        "yaml": lines.yaml,
    }
