"""The conflict ledger: where the evidence disagrees, by how much, how it stands, and what hangs on it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts
from whence.language.problems import Finding, listing
from whence.language.values.written import show_interval
from whence.model.graph import Pick, descendants

RECOMPUTED = ("recomputed-differs", "recomputed-soft", "off-by-factor")
STANDS = ("open", "reported", "settled", "accepted")


@dataclass(frozen=True)
class Entry:
    """One conflict. `size` is a factor (1 is none, NaN not known); `below` counts what rests on it.

    A choice is an entry too: `settled` when the evidence left one option, `open` while several survive. So is a check
    that is no conflict and does not hold in every reading that counts: it is `reported`.
    """

    id: str
    rule: str
    stands: str
    size: float
    statement: str
    reason: str
    below: int
    headlines: tuple[str, ...]


def entries(edition: Edition) -> tuple[Entry, ...]:
    """Every conflict and every choice, open ones first, the largest stakes first."""
    found = [
        _entry(edition, each)
        for each in edition.findings
        if each.severity == "conflict" or each.rule in ("check-doubtful", "check-warns")
    ]
    choices = [id for id, node in edition.base.nodes.items() if isinstance(node, Pick)]
    found += [_choice(edition, id) for id in choices if id in edition.summaries]
    told = {each.id for each in found}
    found += [
        _check(edition, id)
        for id in edition.settled.outcomes
        if id not in told and edition.verdict(id) != "holds"
    ]
    return tuple(
        sorted(found, key=lambda each: (STANDS.index(each.stands), -_stake(each), each.id, each.rule))
    )


def tally(found: Sequence[Entry]) -> dict[str, int]:
    """How many entries stand in each way: the numbers that the home page, the ledger and a check all say."""
    return {stands: sum(each.stands == stands for each in found) for stands in STANDS}


def tallied(found: Sequence[Entry]) -> str:
    """The same in words: `3 open, 1 settled, 0 accepted`."""
    return ", ".join(f"{n:,} {word}" for word, n in tally(found).items() if n or word != "reported")


def _stake(entry: Entry) -> float:
    size = entry.size if entry.size > 0 and math.isfinite(entry.size) else 1.5
    return abs(math.log(size)) * (1 + entry.below + 5 * len(entry.headlines))


def _entry(edition: Edition, finding: Finding) -> Entry:
    ratio = finding.data.get("ratio")
    return Entry(
        finding.id,
        finding.rule,
        "accepted" if finding.accepted else "open",
        _outer(float(ratio)) if isinstance(ratio, int | float) else math.nan,
        _statement(edition, finding),
        finding.accepted,
        *_stakes(edition, finding.id),
    )


def _outer(ratio: float) -> float:
    """A ratio as a factor above one; NaN if it is none."""
    return max(ratio, 1 / ratio) if ratio > 0 and math.isfinite(ratio) else math.nan


def _statement(edition: Edition, finding: Finding) -> str:
    """What stands against what, in one line."""
    id, title = finding.id, edition.title(finding.id)
    if finding.rule in RECOMPUTED and id in edition.agreements:
        stated = edition.base.stated[id]
        ours = verdicts.recomputed(edition.agreements[id], stated.unit)
        return f"{title}: stated {stated.text}, recomputed {ours}"
    used = (
        [each for each in edition.comparisons[id].rivals if not each.unused]
        if id in edition.comparisons
        else []
    )
    points = [each.figure.point for each in used if math.isfinite(each.figure.point)]
    if points:
        ends = show_interval(min(points), max(points), edition.unit(id))
        return f"{title}: {len(points)} claims from {ends}"
    if id in edition.base.records.checks:
        return f"{title}: {standing(edition, id)}"
    return f"{title}: {finding.message.partition(chr(10))[0]}"


SAID = {"holds": "holds", "open": "is open", "doubtful": "is doubtful", "fails": "does not hold"}
MOST_READINGS = 6


def standing(edition: Edition, id: str) -> str:
    """What a check is, in each reading where they differ: `by size: holds with chip; does not hold with rack`."""
    live = [each for each in edition.outcomes(id) if each.reading.active]
    if len({each.verdict for each in live}) == 1:
        words = {each.words for each in live if each.bounded or each.verdict == "doubtful"}
        return SAID[live[0].verdict] + (f" ({words.pop()})" if len(words) == 1 else "")
    varying = [
        axis for axis in live[0].reading.choose if len({each.reading.choose[axis] for each in live}) > 1
    ]
    parts = []
    for verdict, said in SAID.items():
        with_ = [_options(each.reading.choose, varying) for each in live if each.verdict == verdict]
        more = [f"{len(with_) - MOST_READINGS} more"] if len(with_) > MOST_READINGS else []
        if with_:
            parts.append(f"{said} with {listing([*with_[:MOST_READINGS], *more])}")
    return f"by {listing(varying)}: {'; '.join(parts)}"


def _options(choose: Mapping[str, str], varying: Sequence[str]) -> str:
    return " / ".join(choose[axis] for axis in varying)


def _check(edition: Edition, id: str) -> Entry:
    statement = f"{edition.title(id)}: {standing(edition, id)}"
    return Entry(id, "check", "reported", math.nan, statement, "", *_stakes(edition, id))


def _choice(edition: Edition, id: str) -> Entry:
    readings, record = edition.summaries[id].readings, edition.base.records.choices[id]
    active = sorted({each.choose[id] for each in readings if each.active})
    stands = "settled" if len(active) == 1 else "open"
    points = [each.figure.point for each in readings if each.active or stands == "settled"]
    size = max(points) / min(points) if min(points) > 0 else math.nan
    return Entry(id, "choice", stands, size, record.title, _how(edition, id, active), *_stakes(edition, id))


def _how(edition: Edition, id: str, active: Sequence[str]) -> str:
    """What decides between the options, or which are left."""
    record = edition.base.records.choices[id]
    if len(active) > 1:
        return f"between {', '.join(active)}"
    if record.prefer == active[0]:
        return f"`{record.prefer}` is preferred: {record.because}"
    checks = {
        check
        for (choice, _), because in edition.settled.ruled_out.items()
        if choice == id
        for check in because
    }
    return (
        f"`{active[0]}` alone survives {', '.join(sorted(checks))}"
        if checks
        else f"`{active[0]}` is the one option"
    )


def _stakes(edition: Edition, id: str) -> tuple[int, tuple[str, ...]]:
    below = [each for each in descendants(edition.base, [id]) if "#" not in each]
    claims = edition.base.records.claims
    return len(below), tuple(each for each in below if each in claims and claims[each].headline)


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry for scripts."""
    return {
        "id": entry.id,
        "rule": entry.rule,
        "stands": entry.stands,
        "size": None if math.isnan(entry.size) else entry.size,
        "statement": entry.statement,
        "reason": entry.reason or None,
        "below": entry.below,
        "headlines": list(entry.headlines),
    }


def report(found: Sequence[Entry]) -> dict[str, Any]:
    """The whole ledger as the JSON outputs show it, with its counts."""
    return {"conflicts": [as_json(each) for each in found], "counts": tally(found)}
