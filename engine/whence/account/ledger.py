"""The ledger: what disagrees, which readings are open, which relations do not hold in all of them, what is lived with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from whence.account import choices, readings
from whence.account.readings import Reconciled
from whence.judge import rivalry
from whence.judge.edition import Edition
from whence.judge.rules.wording import relations, verdicts
from whence.judge.states import RULES, Answer, Part, State, Subject, answers, states
from whence.language.frozen import dataclass
from whence.language.problems import Finding, listing
from whence.language.values.written import show, show_interval
from whence.model.graph import Relation, descendants

RECOMPUTED = ("recomputed-differs", "recomputed-soft", "off-by-factor")
PARTS: tuple[Part, ...] = get_args(Part)
# What the counts are of, in the order in which they are told: the parts, and the readings that the evidence settled.
COUNTED = (*PARTS, "settled")
WORDS: Mapping[str, tuple[str, str]] = {
    "conflicts": ("conflict", "conflicts"),
    "readings": ("open reading", "open readings"),
    "relations": (
        "relation that fails or depends on the reading",
        "relations that fail or depend on the reading",
    ),
    "accepted": ("accepted", "accepted"),
    "settled": ("settled reading", "settled readings"),
}


@dataclass(frozen=True)
class Echo:
    """A conflict that would not be but for another one, under which it stands: whose it is, and what it says."""

    id: str
    rule: str
    statement: str


@dataclass(frozen=True)
class Entry:
    """One line of the ledger, in a `part` of it; of a reading that is settled, in none.

    `size` is a factor (1 is none, NaN not known), `below` counts what rests on it. `answers` are those of a relation in
    each reading; `reconciled` says of a choice in how many relations each of its options gives what should be.
    """

    id: str
    rule: str
    part: Part | None
    state: State
    size: float
    statement: str
    reason: str
    below: int
    headlines: tuple[str, ...]
    answers: tuple[Answer, ...] = ()
    reconciled: tuple[Reconciled, ...] = ()
    echoes: tuple[Echo, ...] = ()


def entries(edition: Edition) -> tuple[Entry, ...]:
    """The ledger, part by part, the largest stakes first; last the readings that the evidence settled."""
    known = states(edition)
    lines = [_finding(edition, each) for each in edition.findings if part_of(each)]
    lines += [_relation(edition, each, state) for each, state in known.items() if state.part == "relations"]
    lines += [
        _choice(edition, each.id, state)
        for each, state in known.items()
        if each.section == "choices" and state in (State.UNDECIDED, State.SETTLED)
    ]
    return tuple(sorted(lines, key=_order))


def part_of(finding: Finding) -> Part | None:
    """The part of the ledger in which a finding has a line; None where it has none."""
    if finding.accepted:
        return "accepted"
    return "conflicts" if finding.severity == "conflict" else None


def _order(entry: Entry) -> tuple[int, float, str, str]:
    part = PARTS.index(entry.part) if entry.part else len(PARTS)
    return part, -stake(entry), entry.id, entry.rule


def stake(entry: Entry) -> float:
    """How much a line matters: how far apart its sides are, times what rests on it, headlines most."""
    size = entry.size if entry.size > 0 and math.isfinite(entry.size) else 1.5
    return abs(math.log(size)) * (1 + entry.below + 5 * len(entry.headlines))


def tally(found: Sequence[Entry]) -> dict[str, int]:
    """How many lines each part has, and how many readings are settled: the numbers that are said everywhere."""
    counts = dict.fromkeys(COUNTED, 0)
    for each in found:
        counts[each.part or "settled"] += 1
    return counts


def tallied(found: Sequence[Entry]) -> str:
    """The same in words: `3 conflicts, 1 open reading, ...`."""
    return in_words(tally(found))


def in_words(counts: Mapping[str, int]) -> str:
    """The numbers of a tally in words."""
    return ", ".join(f"{n:,} {counted(name, n)}" for name, n in counts.items())


def counted(name: str, count: int) -> str:
    """What a count is of, in words."""
    one, many = WORDS[name]
    return one if count == 1 else many


def _finding(edition: Edition, finding: Finding) -> Entry:
    state = State.ACCEPTED if finding.accepted else State.CONFLICT
    return Entry(
        finding.id,
        finding.rule,
        state.part,
        state,
        _size(finding),
        _statement(edition, finding),
        finding.accepted,
        *_stakes(edition, finding.id),
        echoes=tuple(_echoes(edition, finding)),
    )


def _echoes(edition: Edition, finding: Finding) -> Iterator[Echo]:
    """What is an echo of what is said of a record, and what is an echo of that."""
    for each in edition.findings:
        if each.data.get("echo_of") == finding.id and not each.accepted and _leads(edition, finding):
            yield Echo(each.id, each.rule, _statement(edition, each))
            yield from _echoes(edition, each)


def _leads(edition: Edition, finding: Finding) -> bool:
    """Whether this is the first of what is said of its record, at which echoes are told once."""
    said = (
        each
        for each in edition.findings
        if each.id == finding.id and (each.severity == "conflict" or "echo_of" in each.data)
    )
    return next(said, None) is finding


def _size(finding: Finding) -> float:
    """The ratio of a finding as a factor above one; NaN if it has none."""
    ratio = finding.data.get("ratio")
    if not isinstance(ratio, int | float) or not (ratio > 0 and math.isfinite(ratio)):
        return math.nan
    return max(ratio, 1 / ratio)


def _statement(edition: Edition, finding: Finding) -> str:
    """What stands against what, in one line."""
    id, title = finding.id, edition.title(finding.id)
    if finding.rule in RECOMPUTED and id in edition.agreements:
        stated = edition.base.stated[id]
        ours = verdicts.recomputed(edition.agreements[id], stated.unit)
        word = "value" if verdicts.typed(edition, id) else "recomputed"
        return f"{title}: stated {stated.text}, {word} {ours}"
    if finding.rule in RULES["quantities"] and id in edition.comparisons and (said := between(edition, id)):
        return f"{title}: {said}"
    if id in edition.base.records.checks and finding.rule in RULES["checks"]:
        return f"{title}: {standing(edition, id)}"
    head = finding.message.partition("\n")[0]
    return head if head.startswith(title) else f"{title}: {head}"


def between(edition: Edition, id: str) -> str:
    """How many claims of a quantity are compared: the numbers between which their points lie, and bounds; nothing without two."""
    used, unit = [each for each in edition.comparisons[id].rivals if not each.unused], edition.unit(id)
    points = [each.figure.point for each in used if not each.bound and math.isfinite(each.figure.point)]
    span = (
        [show_interval(min(points), max(points), unit) if len(points) > 1 else show(points[0], unit)]
        if points
        else []
    )
    bounds = [rivalry.figure_of(each, unit) for each in used if each.bound]
    count, how = len(points) + len(bounds), "from" if len(points) > 1 else "with"
    return f"{count} claims {how} {listing([*span, *bounds])}" if count > 1 else ""


def standing(edition: Edition, id: str) -> str:
    """What a check is, in each reading where they differ: `holds with chip; does not hold with rack`."""
    live, node = edition.live(id), edition.base.nodes[id]
    assert isinstance(node, Relation)
    if len({each.verdict for each in live}) == 1:
        words = {each.words for each in live if relations.told_by_share(edition, node, each)}
        return relations.SAID[live[0].verdict] + (f" ({words.pop()})" if len(words) == 1 else "")
    return joined(relations.answers(live))


def joined(said: Sequence[tuple[Mapping[str, str], str]]) -> str:
    """What is said in which readings, on one line."""
    return "; ".join(f"{what} with {where}" for what, where in relations.by_reading(said))


def told(found: Sequence[Answer]) -> list[tuple[Mapping[str, str], str]]:
    """Some answers in words, those first in which things are as they should be."""
    ranked = sorted(found, key=lambda each: list(_PUT).index(each.verdict))
    return [(each.choose, _PUT[each.verdict]) for each in ranked]


# How the answers of a relation are put.
_PUT: Mapping[str, str] = {
    **relations.SAID,
    "consistent": "the claims agree",
    "tension": "they are in tension",
    "conflict": "they disagree",
    "agrees": "what is stated follows",
    "inside": "what is stated follows",
    "close": "what is stated nearly follows",
    "width": "what is stated follows but for its error",
    "soft": "it is somewhat off",
    "mismatch": "it does not follow",
}


def _relation(edition: Edition, subject: Subject, state: State) -> Entry:
    id, found = subject.id, answers(edition, subject)
    said = standing(edition, id) if subject.section == "checks" else joined(told(found))
    own = next(each for each in edition.findings if each.id == id and each.rule in RULES[subject.section])
    return Entry(
        id,
        own.rule,
        state.part,
        state,
        _size(own),
        f"{edition.title(id)}: {said}",
        "",
        *_stakes(edition, id),
        answers=found if len(found) > 1 else (),
    )


def _choice(edition: Edition, id: str, state: State) -> Entry:
    live, record = edition.summaries[id].readings, edition.base.records.choices[id]
    active = sorted({each.choose[id] for each in live if each.active})
    apart = [each for each in live if each.active or state == State.SETTLED]
    points, bounded = [each.figure.point for each in apart], any(each.enclosure for each in apart)
    ratios = edition.unit(id).has_ratios and not bounded and min(points) > 0
    size = max(points) / min(points) if ratios else math.nan
    return Entry(
        id,
        "choice",
        state.part,
        state,
        size,
        record.title,
        _how(edition, id, active),
        *_stakes(edition, id),
        reconciled=readings.reconciled(edition, id) if state == State.UNDECIDED else (),
    )


def _how(edition: Edition, id: str, active: Sequence[str]) -> str:
    """What decides between the options, or which are left."""
    record = edition.base.records.choices[id]
    if len(active) > 1:
        return f"between {', '.join(active)}"
    if record.prefer == active[0]:
        return f"`{record.prefer}` is preferred: {record.because}"
    checks = choices.ruled_out_by(edition, id)
    return (
        f"`{active[0]}` alone survives {', '.join(checks)}" if checks else f"`{active[0]}` is the one option"
    )


def _stakes(edition: Edition, id: str) -> tuple[int, tuple[str, ...]]:
    below = [each for each in descendants(edition.base, [id]) if "#" not in each]
    claims = edition.base.records.claims
    return len(below), tuple(each for each in below if each in claims and claims[each].headline)


def as_json(entry: Entry) -> dict[str, Any]:
    """One line for scripts."""
    return {
        "id": entry.id,
        "rule": entry.rule,
        "part": entry.part,
        "state": str(entry.state),
        "size": None if math.isnan(entry.size) else entry.size,
        "statement": entry.statement,
        "reason": entry.reason or None,
        "below": entry.below,
        "headlines": list(entry.headlines),
        "answers": [{"choose": dict(each.choose), "verdict": each.verdict} for each in entry.answers],
        "reconciled": [
            {"option": each.option, "holds": list(each.holds), "not": list(each.other)}
            for each in entry.reconciled
        ],
        "echoes": [{"id": each.id, "rule": each.rule, "statement": each.statement} for each in entry.echoes],
    }


def report(found: Sequence[Entry]) -> dict[str, Any]:
    """The whole ledger as the JSON outputs show it, with its counts."""
    return {"ledger": [as_json(each) for each in found], "counts": tally(found)}
