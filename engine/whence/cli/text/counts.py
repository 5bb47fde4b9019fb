"""The line of counts that closes a check."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from whence.account import ledger
from whence.cli.text.style import plural

if TYPE_CHECKING:
    from whence.judge.edition import Edition


def counts(found: Edition, hidden: int = 0) -> str:
    """What closes a check: the counts of findings, and of the ledger."""
    live = Counter(each.severity for each in found.findings if not each.accepted)
    accepted = sum(1 for each in found.findings if each.accepted)
    records = found.base.records
    parts = [plural(live.get(name, 0), name) for name in ("error", "conflict", "warning", "note")]
    if accepted:
        parts.append(f"{plural(accepted, 'finding')} accepted")
    evaluated = sum(1 for id in records.claims if id in found.summaries)
    line = f"{plural(len(records.claims), 'claim')} ({evaluated} evaluated), {plural(len(records.sources), 'source')}: "
    listed = ledger.entries(found)
    line += ", ".join(parts) + (f"\nledger: {ledger.tallied(listed)}" if listed else "")
    return line + (f"\n{hidden} not shown; `--all` shows them" if hidden else "")
