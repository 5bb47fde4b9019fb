"""Findings that a base lives with: accepted for a reason, until a date or until they grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from whence.case import Case
from whence.diagnostics import Finding
from whence.graph import descendants
from whence.schema import Accepted

SECTIONS = ("claims", "quantities", "choices", "checks", "terms", "sources")


def settle(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those that are accepted marked with the reason, and what is wrong with the acceptances.

    An acceptance ends on its date (`accepted-expired`), does not cover a finding that has grown beyond its
    `size` (the finding comes back), and one that covers nothing is a finding itself (`accepted-unused`). An
    error cannot be lived with. Headlines that rest on an accepted conflict say so (`rests-on-accepted`).
    """
    entries = dict(_entries(case))
    used: set[tuple[str, int]] = set()
    marked = []
    for finding in findings:
        reason = ""
        for number, accepted in entries.get(finding.id, ()):
            if accepted.rule == finding.rule:
                used.add((finding.id, number))
                standing = not _expired(case, accepted) and not _grown(finding, accepted)
                if standing and finding.severity != "error":
                    reason = accepted.because
        marked.append(replace(finding, accepted=reason) if reason else finding)
    return (*marked, *_complaints(case, entries, used), *_headlines(case, marked))


def _entries(case: Case) -> Iterator[tuple[str, list[tuple[int, Accepted]]]]:
    for section in SECTIONS:
        records: Mapping[str, Any] = getattr(case.base.records, section)
        for id, record in records.items():
            if record.accepted:
                yield id, list(enumerate(record.accepted))


def _expired(case: Case, accepted: Accepted) -> bool:
    return bool(accepted.until and case.today and accepted.until < case.today)


def _grown(finding: Finding, accepted: Accepted) -> bool:
    """Whether a finding is larger than what was accepted: its ratio, either way up, against `size`."""
    ratio = finding.data.get("ratio")
    if accepted.size is None or not isinstance(ratio, int | float) or ratio <= 0:
        return False
    return max(ratio, 1 / ratio) > accepted.size * (1 + 1e-9)


def _complaints(
    case: Case, entries: Mapping[str, list[tuple[int, Accepted]]], used: set[tuple[str, int]]
) -> Iterator[Finding]:
    for id, each in entries.items():
        for number, accepted in each:
            place = case.base.records.place(case.section(id), id, "accepted", number)
            if _expired(case, accepted):
                message = f"the acceptance of `{accepted.rule}` ended on {accepted.until}: look at it again"
                yield Finding("accepted-expired", id, message, place)
            elif (id, number) not in used:
                message = f"nothing here is a finding of `{accepted.rule}`: the acceptance can go"
                yield Finding("accepted-unused", id, message, place)


def _headlines(case: Case, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Headlines downstream of an accepted conflict: what is lived with there stands in print here."""
    records = case.base.records
    for finding in findings:
        if not finding.accepted or finding.severity != "conflict":
            continue
        for id in descendants(case.base, [finding.id]):
            section = case.section(id)
            if section in ("claims", "quantities") and getattr(records, section)[id].headline:
                message = (
                    f"this rests on `{finding.id}`, where a conflict was accepted\n"
                    f"  {finding.rule}  {finding.message.partition(chr(10))[0]}\n"
                    f"  {'because':<{len(finding.rule)}}  {finding.accepted}"
                )
                place = records.place(section, id)
                yield Finding(
                    "rests-on-accepted", id, message, place, data={"on": finding.id, "rule": finding.rule}
                )
