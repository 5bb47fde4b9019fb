"""Findings that only follow from another one: said under it, and not counted again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from whence.evaluate import comparisons
from whence.evaluate.closest import nearest_active
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import outcome
from whence.evaluate.course import standing
from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Values
from whence.evaluate.summaries import summarise
from whence.evaluate.supposed import as_written, supposing
from whence.judge.edition import Edition
from whence.judge.recomputed import limits
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.language.units.units import DATE
from whence.language.values.written import show
from whence.model.graph import Pool, ancestors

STATED = ("recomputed-differs", "recomputed-soft", "off-by-factor")
RIVALS = ("rivals-disagree", "rivals-tension", "off-by-factor")
# What is tried as the cause of one finding, the furthest upstream first.
MOST = 24
Echo = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Cause:
    """Something at odds, at a node, and one way in which it would not be: the estimate that the node would have then."""

    id: str
    words: str
    given: Estimate


def marked(
    edition: Edition, findings: Sequence[Finding], others: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """The findings; one that follows from another, or from one of `others`, says so at its end, and is a note.

    What does not fit is the echo of a stated figure upstream that its inputs do not give, if it would not be with that figure as
    its source states it: the source reckoned on with its own. So it is of rivals upstream that disagree, if it would not
    be with another of them. That nothing says how a word is to be read is the echo of checks that leave no reading at all.
    """
    torn, causes = _torn(edition, findings), _causes(edition, (*findings, *others))
    return tuple(_marked(each, _echo(edition, each, causes) or _of_torn(each, torn)) for each in findings)


def _marked(finding: Finding, echo: Echo | None) -> Finding:
    """The finding with the id of its cause in its data, and what would be without that at the end of its message."""
    if echo is None:
        return finding
    cause, words = echo
    message = f"{finding.message}\n  an echo of `{cause}`: {words}"
    return replace(finding, message=message, severity="note", data={**finding.data, "echo_of": cause})


def _causes(edition: Edition, findings: Sequence[Finding]) -> Mapping[str, Sequence[Cause]]:
    """For each node at which stated figures or rivals are at odds, the ways in which they would not be."""
    found = {}
    for each in findings:
        if each.rule in STATED and each.id in edition.agreements:
            found[each.id] = list(_as_stated(edition, each.id))
        elif each.rule in RIVALS and each.id in edition.comparisons:
            found[each.id] = list(_as_rivals(edition, each.id))
    return found


def _as_stated(edition: Edition, id: str) -> Iterator[Cause]:
    stated = edition.base.stated[id]
    if not stated.bound and stated.unit.dimension != DATE:
        yield Cause(id, f"with its stated {stated.text}", as_written(edition.base, id, stated))


def _as_rivals(edition: Edition, id: str) -> Iterator[Cause]:
    """With another claim of a quantity that takes one of them; none that is itself computed from it."""
    node = edition.base.nodes.get(id)
    if not isinstance(node, Pool) or len(node.members) != 1:
        return
    for rival in edition.comparisons[id].judged:
        if rival.id != node.members[0] and id not in ancestors(edition.base, rival.id):
            words = f"with `{rival.id}`, another claim of it,"
            yield Cause(id, words, edition.values.of[rival.id])


def _echo(edition: Edition, finding: Finding, causes: Mapping[str, Sequence[Cause]]) -> Echo | None:
    """The furthest upstream of the causes without which a finding would not be, and what would be then."""
    id, without = finding.id, _without(edition, finding)
    if without is None:
        return None
    wanted = _members(edition, id) if id in edition.comparisons else (id,)
    above = dict.fromkeys(each for one in wanted for each in (*ancestors(edition.base, one), one))
    for at in [each for each in above if each in causes and each != id][:MOST]:
        given = supposing(edition.base, edition.values, (at,), wanted)
        for cause in causes[at]:
            words = without(given({at: cause.given}))
            if words:
                return at, f"{cause.words} {words}"
    return None


def _without(edition: Edition, finding: Finding) -> Callable[[Values], str] | None:
    """What tells of a finding, given other numbers, how things would be without it; nothing where it would still be."""
    id = finding.id
    if finding.rule in STATED and id in edition.agreements:
        return lambda values: _agrees(edition, id, values)
    if finding.rule in (*RIVALS, "narrow-interval") and id in edition.comparisons:
        return lambda values: _are_one(edition, id, values)
    if finding.rule in ("check-fails", "check-warns"):
        return lambda values: _holds(edition, id, values)
    return None


def _members(edition: Edition, id: str) -> tuple[str, ...]:
    return tuple(each.id for each in edition.comparisons[id].rivals if not each.unused)


def _agrees(edition: Edition, id: str, values: Values) -> str:
    """The number of a claim, if it agrees with what the claim states."""
    base, found, stated = edition.base, edition.agreements[id], edition.base.stated[id]
    if (
        id not in values.of
        or found.known
        or stated.bound
        or stated.unit.dimension == DATE
        or not stated.point
    ):
        return ""
    would_be = standing(base, values, id, found.choose)
    off = abs(stated.unit.from_base(would_be) / stated.unit.from_base(stated.point) - 1)
    return f"this would be {show(would_be, edition.unit(id))}" if off <= limits(base, id).agree else ""


def _are_one(edition: Edition, id: str, values: Values) -> str:
    """Whether the claims of a quantity, all of them, would agree."""
    base, settled, members = edition.base, edition.settled, _members(edition, id)
    if any(each not in values.of for each in members):
        return ""
    kept = {each: summary for each, summary in edition.summaries.items() if each in values.of}
    known = {each: summarise(base, settled, conditioned(base, settled, each, values.of)) for each in members}
    found = comparisons.compare(base, values, settled, {**kept, **known}, id)
    return "these would agree" if found and found.verdict == "consistent" else ""


def _holds(edition: Edition, id: str, values: Values) -> str:
    """Whether a check would hold in a reading that counts."""
    if id not in values.of:
        return ""
    found = outcome(values.of[id])
    return "it would hold" if found.verdict(nearest_active(edition.settled, found)) == "holds" else ""


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
