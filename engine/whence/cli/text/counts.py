"""The line of counts that closes a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account import ledger
from whence.cli.text.style import plural

if TYPE_CHECKING:
    from whence.judge.edition import Edition
    from whence.language.problems import Finding


def counts(found: Edition, hidden: int = 0) -> str:
    """What closes a check: the counts of findings, and of the ledger."""
    records, parts = found.base.records, _severities(found.findings)
    evaluated = sum(1 for id in records.claims if id in found.summaries)
    line = f"{plural(len(records.claims), 'claim')} ({evaluated} evaluated), {plural(len(records.sources), 'source')}: "
    listed = ledger.entries(found)
    line += ", ".join(parts) + (f"\nledger: {ledger.tallied(listed)}" if listed else "")
    return line + _hidden(hidden)


def picked(findings: Sequence[Finding], hidden: int, elsewhere: int) -> str:
    """What closes a check of some records: the counts of their findings, and how many there are of others."""
    others = f"; {plural(elsewhere, 'finding')} elsewhere in the base" if elsewhere else ""
    return f"of what is selected: {', '.join(_severities(findings))}{others}{_hidden(hidden)}"


def _severities(findings: Sequence[Finding]) -> list[str]:
    live = Counter(each.severity for each in findings if not each.accepted)
    accepted = sum(1 for each in findings if each.accepted)
    parts = [plural(live.get(name, 0), name) for name in ("error", "conflict", "warning", "note")]
    return parts + ([f"{plural(accepted, 'finding')} accepted"] if accepted else [])


def _hidden(count: int) -> str:
    return f"\n{count} not shown; `--all` shows them" if count else ""
