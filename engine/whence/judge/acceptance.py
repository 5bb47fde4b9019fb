"""Findings that a base lives with: accepted for a reason, until a date or until they grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from whence.files.schema import Accepted
from whence.files.sections import having
from whence.judge import rules
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.pages import severities
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Problem, brief, did_you_mean
from whence.language.values.written import parse_date
from whence.model.graph import descendants


def settle(edition: Edition, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those that are accepted marked with the reason, and what is wrong with the acceptances.

    An acceptance ends on its date (`accepted-expired`), does not cover a finding that has grown beyond its
    `size` (the finding comes back), and one that covers nothing is a finding itself (`accepted-unused`). An
    error cannot be lived with. Headlines that rest on an accepted conflict say so (`rests-on-accepted`).
    """
    entries = tuple(_entries(edition))
    by_id: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_id.setdefault(entry.id, []).append(entry)
    used: set[_Entry] = set()
    marked = []
    for finding in findings:
        fitting = [each for each in by_id.get(finding.id, ()) if each.accepted.rule == finding.rule]
        used.update(fitting)
        standing = [each.accepted for each in fitting if _stands(edition, each.accepted, finding)]
        marked.append(replace(finding, accepted=standing[-1].because) if standing else finding)
    return (*marked, *_complaints(edition, entries, used), *_headlines(edition, marked))


@dataclass(frozen=True)
class _Entry:
    """One acceptance and where it stands."""

    section: str
    id: str
    number: int
    accepted: Accepted


def _entries(edition: Edition) -> Iterator[_Entry]:
    for section in having("accepted"):
        records: Mapping[str, Any] = edition.base.records.of(section)
        for id, record in records.items():
            for number, accepted in enumerate(record.accepted):
                yield _Entry(section, id, number, accepted)


def _stands(edition: Edition, accepted: Accepted, finding: Finding) -> bool:
    return finding.severity != "error" and not _expired(edition, accepted) and not _grown(finding, accepted)


def _expired(edition: Edition, accepted: Accepted) -> bool:
    """Whether the last day of an acceptance is over."""
    last, today = _end(accepted.until), _end(edition.today)
    return last is not None and today is not None and last < today


def _end(date: str) -> float | None:
    """The first second after a date, or None where there is none."""
    found = parse_date(date) if date else None
    return None if found is None or isinstance(found, Problem) else found[1]


def _grown(finding: Finding, accepted: Accepted) -> bool:
    """Whether a finding is larger than what was accepted: its ratio, either way up, against `size`."""
    ratio = finding.data.get("ratio")
    if accepted.size is None or not isinstance(ratio, int | float) or ratio <= 0:
        return False
    return max(ratio, 1 / ratio) > accepted.size * (1 + 1e-9)


def _complaints(edition: Edition, entries: Sequence[_Entry], used: Set[_Entry]) -> Iterator[Finding]:
    for entry in entries:
        accepted = entry.accepted
        place = edition.base.records.place(entry.section, entry.id, "accepted", entry.number)
        if accepted.rule not in severities():
            message = f"`{brief(accepted.rule)}` is not the code of a finding"
            at = edition.base.records.place(entry.section, entry.id, "accepted", entry.number, "rule")
            yield Finding("bad-field", entry.id, message, at, did_you_mean(accepted.rule, severities()))
        elif _expired(edition, accepted):
            message = f"the acceptance of `{accepted.rule}` ended on {accepted.until}: look at it again"
            yield rules.finding("accepted-expired", Objection(entry.id, message, place))
        elif entry not in used and _looked_for(edition, accepted.rule):
            message = f"nothing here is a finding of `{accepted.rule}`: the acceptance can go"
            yield rules.finding("accepted-unused", Objection(entry.id, message, place))


def _looked_for(edition: Edition, rule: str) -> bool:
    """Whether a rule has had what it needs to speak: the copies, a date, the whole base without an error."""
    if rule in ("excerpt-not-found", "set-aside-unused"):
        return edition.snapshots is not None
    faulty = edition.unread or bool(edition.wrong)
    return not edition.base.records.later and not faulty and (rule != "stale" or bool(edition.today))


def _headlines(edition: Edition, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Headlines downstream of an accepted conflict: what is lived with there stands in print here."""
    records = edition.base.records
    for finding in findings:
        if not finding.accepted or finding.severity != "conflict":
            continue
        for id in descendants(edition.base, [finding.id]):
            section = edition.section(id)
            if section in having("headline") and records.of(section)[id].headline:
                message = (
                    f"this rests on `{finding.id}`, where a conflict was accepted\n"
                    f"  {finding.rule}  {finding.message.partition(chr(10))[0]}\n"
                    f"  {'because':<{len(finding.rule)}}  {finding.accepted}"
                )
                place = records.place(section, id)
                data = {"on": finding.id, "rule": finding.rule}
                yield rules.finding("rests-on-accepted", Objection(id, message, place, data=data))
