"""Findings for programs: as JSON, and how many of each severity there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from whence.account.watch import Turn
from whence.language.problems import Finding, Severity


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity there are, without those that are accepted."""
    number: dict[Severity, int] = dict.fromkeys(get_args(Severity), 0)
    for finding in findings:
        if not finding.accepted:
            number[finding.severity] += 1
    return number


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as the JSON outputs show it; without a place, file, line and column are null."""
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "id": finding.id,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place else None,
        "hints": list(finding.hints),
        "accepted": finding.accepted,
        "data": dict(finding.data),
    }


def as_json(
    findings: Iterable[Finding],
    claims: int | None = None,
    ledger: Mapping[str, int] | None = None,
    watched: Sequence[Turn] | None = None,
) -> str:
    """`{"findings": [...], "counts": {...}}`, with `"ledger"`, `"claims"` and `"watched"` if these are given.

    The counts are of findings by severity, and of the lines in each part of the ledger.
    """
    listed = tuple(findings)
    report: dict[str, Any] = {"findings": [as_dict(one) for one in listed], "counts": counts(listed)}
    if ledger is not None:
        report["ledger"] = dict(ledger)
    if claims is not None:
        report["claims"] = claims
    if watched is not None:
        report["watched"] = [vars(each) for each in watched]
    return json.dumps(report, ensure_ascii=True, indent=2, default=str) + "\n"
