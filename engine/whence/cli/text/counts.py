"""The line of counts that closes a check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account import ledger
from whence.cli.text.style import plural

if TYPE_CHECKING:
    from whence.account.closing import Closing
    from whence.language.problems import Finding


def counts(found: Sequence[Finding], closing: Closing, hidden: int = 0) -> str:
    """What closes a check: the counts of findings, and of the ledger."""
    line = f"{plural(closing.claims, 'claim')} ({closing.evaluated} evaluated), {plural(closing.sources, 'source')}: "
    line += ", ".join(_severities(found))
    listed = any(closing.ledger.values())
    return line + (f"\nledger: {ledger.in_words(closing.ledger)}" if listed else "") + _hidden(hidden)


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
