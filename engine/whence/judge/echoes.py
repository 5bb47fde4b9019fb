"""Findings that only follow from another one: said under it, and not counted again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whence.evaluate.course import course
from whence.judge.edition import Edition
from whence.judge.recomputed import limits
from whence.language.problems import Finding
from whence.language.units.units import DATE
from whence.language.values.written import show
from whence.model.graph import ancestors

STATED = ("recomputed-differs", "recomputed-soft", "off-by-factor")


def marked(edition: Edition, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings; one that follows from another says so at its end, and is a note.

    A stated figure that its inputs do not give is the echo of another one upstream where it would agree if that other
    figure were as its source states it: the source reckoned on with its own. That nothing says how a word is to be read
    is the echo of checks that leave no reading at all.
    """
    off = {each.id: each for each in findings if each.rule in STATED and each.id in edition.agreements}
    torn = _torn(edition, findings)
    return tuple(_marked(each, _of_stated(edition, each, off) or _of_torn(each, torn)) for each in findings)


Echo = tuple[str, str]


def _marked(finding: Finding, echo: Echo | None) -> Finding:
    """The finding with the id of its cause in its data, and what would be without that at the end of its message."""
    if echo is None:
        return finding
    cause, words = echo
    message = f"{finding.message}\n  an echo of `{cause}`: {words}"
    return replace(finding, message=message, severity="note", data={**finding.data, "echo_of": cause})


def _of_stated(edition: Edition, finding: Finding, off: Mapping[str, Finding]) -> Echo | None:
    """The first stated figure upstream with which a finding about a stated figure would not be."""
    if off.get(finding.id) is not finding:
        return None
    for id in ancestors(edition.base, finding.id):
        would_be = _with_stated(edition, finding.id, id) if id in off else None
        if would_be is not None:
            told = edition.base.stated[id].text
            return id, f"with its stated {told} this would be {show(would_be, edition.unit(finding.id))}"
    return None


def _with_stated(edition: Edition, id: str, cause: str) -> float | None:
    """The number of a claim with another one as its source states it, if that agrees with what the claim states."""
    base, found = edition.base, edition.agreements[id]
    stated, other = base.stated[id], base.stated[cause]
    if (
        found.known
        or any(each.bound or each.unit.dimension == DATE for each in (stated, other))
        or not stated.point
    ):
        return None
    try:
        would_be = float(course(base, edition.values, id, cause, found.choose)(other.point))
    except KeyError:
        return None
    unit = stated.unit
    off = abs(unit.from_base(would_be) / unit.from_base(stated.point) - 1)
    return would_be if off <= limits(base, id).agree else None


def _torn(edition: Edition, findings: Sequence[Finding]) -> dict[str, str]:
    """For each choice among those of which no context survives, the check that says so."""
    checks = {each.id for each in findings if each.rule == "no-context-survives"}
    return {
        choice: next(iter(nogood.because))
        for knot in edition.settled.knots
        for nogood in knot.nogoods
        if not nogood.options and checks.intersection(nogood.because)
        for choice in knot.choices
    }


def _of_torn(finding: Finding, torn: Mapping[str, str]) -> Echo | None:
    check = torn.get(finding.id) if finding.rule == "sense-open" else None
    return (check, "its checks leave no reading at all") if check else None
