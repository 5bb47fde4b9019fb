"""The conflict ledger: where the evidence disagrees, by how much, how it stands, and what hangs on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from whence.case import Case
from whence.diagnostics import SEVERITIES, Finding
from whence.edition import Edition
from whence.graph import Pick, descendants

STANDS = ("open", "settled", "accepted")


@dataclass(frozen=True)
class Entry:
    """One conflict. `size` is a factor (1 is none, NaN not known); `below` counts what rests on it.

    A choice is an entry too: `settled` when the evidence left one option, `open` while several survive.
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
        if SEVERITIES[each.rule] == "conflict" or each.rule in ("rivals-tension", "check-doubtful")
    ]
    found += [_choice(edition, id) for id, node in edition.base.nodes.items() if isinstance(node, Pick)]
    return tuple(sorted(found, key=lambda each: (STANDS.index(each.stands), -_stake(each), each.id, each.rule)))


def _stake(entry: Entry) -> float:
    size = entry.size if entry.size > 0 and math.isfinite(entry.size) else 1.5
    return abs(math.log(size)) * (1 + entry.below + 5 * len(entry.headlines))


def _entry(edition: Edition, finding: Finding) -> Entry:
    ratio = finding.data.get("ratio")
    size = float(ratio) if isinstance(ratio, int | float) and ratio > 0 else math.nan
    head = finding.message.split("\n")[0]
    return Entry(
        finding.id,
        finding.rule,
        "accepted" if finding.accepted else "open",
        max(size, 1 / size) if size == size else size,
        head,
        finding.accepted,
        *_stakes(edition, finding.id),
    )


def _choice(edition: Edition, id: str) -> Entry:
    estimate = edition.values.of[id]
    summary = edition.summaries[id]
    live = [abs(each.figure.point) for each in summary.readings if each.active and each.figure.point]
    size = max(live) / min(live) if live else math.nan
    record = edition.base.records.choices[id]
    if not summary.open:
        how = f"`prefer: {record.prefer}`, {record.because}" if record.prefer else "one option survives the checks"
        alive = [each.figure.point for each in summary.readings]
        size = max(alive) / min(alive) if min(alive) > 0 else math.nan
        return Entry(id, "choice", "settled", size, record.title, how, *_stakes(edition, id))
    open_options = sorted({each.choose[id] for each in summary.readings if each.active and id in each.choose})
    assert estimate.axes
    return Entry(id, "choice", "open", size, record.title, f"between {', '.join(open_options)}", *_stakes(edition, id))


def _stakes(case: Case, id: str) -> tuple[int, tuple[str, ...]]:
    below = [each for each in descendants(case.base, [id]) if "#" not in each]
    claims = case.base.records.claims
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
