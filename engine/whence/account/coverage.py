"""How much of a text the base holds: each figure of a copy with what cites it, what sets it aside, or that it is left."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from whence.judge.edition import Edition
from whence.judge.texts import citing, copies, figures
from whence.judge.texts.citing import Standing
from whence.language.frozen import dataclass
from whence.language.problems import Refused

# How a figure can stand; the first two are what covers it.
STATES = ("cited", "aside", "differs", "left")


@dataclass(frozen=True)
class Unused:
    """An entry of `set_aside` that sets nothing aside: its number, its words, and why it does not."""

    number: int
    excerpt: str
    why: str


@dataclass(frozen=True, eq=False)
class Coverage:
    """A source and a copy of it: everything with digits in it and every number in words, in the order of the text.

    `changed` says that the copy is not the one whose hash was recorded.
    """

    source: str
    standings: tuple[Standing, ...]
    reasons: tuple[str, ...]
    unused: tuple[Unused, ...]
    changed: bool

    @cached_property
    def figures(self) -> tuple[Standing, ...]:
        """The figures alone, without what is none."""
        return tuple(each for each in self.standings if each.state != "none")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many figures stand in each way."""
        tally = Counter(each.state for each in self.figures)
        return {state: tally[state] for state in STATES}

    @property
    def share(self) -> float:
        """The share of figures that are cited by what agrees with them or set aside; 1 where there are none."""
        covered = self.counts["cited"] + self.counts["aside"]
        return covered / len(self.figures) if self.figures else 1.0

    def reason(self, standing: Standing) -> str:
        """Why a figure is set aside, or what it is if it is no figure; nothing for any other."""
        return self.reasons[standing.aside] if standing.aside >= 0 else standing.figure.why


def coverage(edition: Edition, source: str, content: bytes, name: str = "") -> Coverage:
    """The coverage of a source by its copy: the bytes of a text, and the name of its file for the format.

    Refuses a copy that is no text or too large.
    """
    copy = copies.copy(content, name)
    record = edition.base.records.sources[source]
    spans = citing.asides(copy, record.set_aside)
    reading = citing.read(edition, source, copy)
    standings = tuple(reading.standing(each, spans) for each in figures.figures(copy, edition.base.units))
    digest = hashlib.sha256(content).hexdigest()
    recorded = record.snapshot.sha256 if record.snapshot else ""
    reasons = tuple(each.why for each in record.set_aside)
    used = {each.aside for each in standings}
    unused = tuple(
        Unused(n, each.excerpt, _unused(standings, spans[n]))
        for n, each in enumerate(record.set_aside)
        if n not in used
    )
    return Coverage(source, standings, reasons, unused, bool(recorded) and recorded != digest)


def covered(edition: Edition) -> Mapping[str, Coverage]:
    """The coverage of each source whose copy the edition carries and can be read as text."""
    found = {}
    for id, source in edition.base.records.sources.items():
        name = source.snapshot.file if source.snapshot else ""
        text = (edition.snapshots or {}).get(name)
        if text is not None:
            try:
                found[id] = coverage(edition, id, copies.content(text), name)
            except Refused:
                continue
    return found


def _unused(standings: tuple[Standing, ...], spans: tuple[tuple[int, int], ...]) -> str:
    """Why an entry sets nothing aside."""
    if not spans:
        return "its words are not in the copy"
    within = [
        each
        for each in standings
        if any(start <= each.figure.start and each.figure.end <= end for start, end in spans)
    ]
    if any(each.state == "cited" for each in within):
        return "every figure in its words is cited"
    if any(each.state == "aside" for each in within):
        return "another entry sets its figures aside"
    return "its words hold no figure"


def as_json(answer: Coverage) -> dict[str, Any]:
    """The answer for scripts."""
    return {
        "source": answer.source,
        "changed": answer.changed,
        "counts": {**answer.counts, "figures": len(answer.figures)},
        "share": answer.share,
        "figures": [_figure(answer, each) for each in answer.figures],
        "none": [
            {"line": each.figure.line, "text": each.figure.text, "what": each.figure.why}
            for each in answer.standings
            if each.state == "none"
        ],
        "unused": [
            {"number": each.number, "excerpt": each.excerpt, "why": each.why} for each in answer.unused
        ],
    }


def _figure(answer: Coverage, each: Standing) -> dict[str, Any]:
    return {
        "line": each.figure.line,
        "text": each.figure.text,
        "kind": each.figure.kind,
        "state": each.state,
        "why": answer.reason(each),
        "cited_by": [
            {"id": one.id, "section": one.section, "by": one.by, "agrees": one.part} for one in each.supports
        ],
    }
