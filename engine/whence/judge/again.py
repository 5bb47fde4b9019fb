"""What is objected to once some claims have changed: of the records that this touches anew, of all others as before.

A rule says in `READS` how far it looks from the record that it objects to. So each is let look at the touched records
alone, in a part of the base that holds all that they rest on; who asks that part for more is told that it is `Beyond`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from whence.evaluate import contexts
from whence.evaluate.asked import note
from whence.files.late_records import Late
from whence.judge import acceptance, echoes, rules
from whence.judge.assemble import in_order
from whence.judge.edition import Edition
from whence.language.problems import Finding
from whence.model.graph import Base, owner
from whence.model.kin import Region
from whence.model.tables import Beyond, Some, within

Value = TypeVar("Value")
Sections = Mapping[str, Mapping[str, Any]]

# The sections whose records are looked at one by one; all others are read as a whole.
_LOOKED_AT = ("claims", "quantities", "choices", "checks")
_ON = "rests-on-accepted"


def findings(edition: Edition, region: Region, before: Sequence[Finding]) -> tuple[Finding, ...]:
    """All that is objected to in a base of which the edition is a part: anew in a region, and else as it was `before`.

    What was objected to before stands where it now is in the files. `Beyond` where the whole has to be judged.
    """
    _fits(edition, region, before)
    for id in sorted(region.judged):
        note("judged", id, "it has changed, or what is said of it rests on what has")
    near, far = focus(edition, region.judged), focus(edition, region.seen)
    below = (near.base.findings, near.dimensions.findings)
    told = [each for one in below for each in one]
    told += [*rules.local(near, "cone"), *rules.local(far, "documents")]
    fresh = [each for each in told if owner(each.id) in region.judged]
    standing = [each for each in before if not found_again(each, region)]
    # the cause of an echo may be one that stands
    above = [each for each in standing if each.id in within(edition.base.nodes)]
    settled = acceptance.settle(near, echoes.marked(near, fresh, above))
    added = [each for each in settled if each.rule == _ON or owner(each.id) in region.judged]
    if any(each.severity == "error" or each.rule == "rule-failed" for each in (*told, *added)):
        raise Beyond("an error")
    return (*standing, *added)


def judged(edition: Edition, region: Region, before: Sequence[Finding]) -> Edition:
    """The edition of a part of a base with all findings of the whole: see `findings`."""
    return replace(edition, judged=lambda: in_order(findings(edition, region, before)))


def found_again(finding: Finding, region: Region) -> bool:
    """Whether a finding is found again; what rests on an accepted conflict is, where that is."""
    at = str(finding.data["on"]) if finding.rule == _ON else finding.id
    return owner(at) in region.judged


def _fits(edition: Edition, region: Region, before: Sequence[Finding]) -> None:
    """See that what is touched has its numbers, and that nothing is wrong that may hide something else."""
    base = edition.base
    if any(each.severity == "error" or not each.id for each in before):
        raise Beyond("findings")
    if not all(id in edition.values.of for id in within(base.nodes)):
        raise Beyond("numbers")
    claims, words = base.records.claims, ("terms", "units", "sources", "changes")
    for id in region.judged:
        absent = id in claims and id not in base.nodes
        if absent or any(id in base.records.of(section) for section in words):
            raise Beyond(id)


def focus(edition: Edition, ids: Collection[str]) -> Edition:
    """An edition of a part of a base in which who goes through records, nodes or what is said of them meets some alone."""
    base = _focused(edition.base, ids)

    return replace(
        edition,
        base=base,
        values=replace(edition.values, raise_all=tuple),
        settled=contexts.settle(base, edition.values),
        agreements=_Some(edition.agreements, [id for id in within(edition.base.stated) if id in ids]),
        comparisons=_Some(edition.comparisons, [*base.records.quantities]),
    )


class _Some(Mapping[str, Value], Generic[Value]):
    """A table of which some keys alone are gone through; the others are there for who asks for them."""

    def __init__(self, table: Mapping[str, Value], ids: Sequence[str]) -> None:
        self._table, self._ids = table, ids

    def __getitem__(self, id: str) -> Value:
        return self._table[id]

    def __contains__(self, id: object) -> bool:
        return id in self._table

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._ids if id in self._table)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def alone(base: Base, sections: Sections = MappingProxyType({}), **others: Any) -> Base:
    """A part of a base as if it were all there is, for who goes through it; `Beyond` is raised all the same.

    Some sections of its records, and what else these have, may be others: see `Records.having`.
    """
    found = _focused(base, {owner(id) for id in within(base.nodes)})
    return _like(base, replace(found, records=found.records.having(sections, **others)))


def _focused(base: Base, ids: Collection[str]) -> Base:
    held: dict[str, Mapping[str, object]] = {}
    for section in _LOOKED_AT:
        records = base.records.of(section)
        assert isinstance(records, Late)
        held[section] = records.some(ids)
    nodes = [id for id in within(base.nodes) if owner(id) in ids]
    found = replace(
        base,
        records=base.records.having(held),
        nodes=Some(base.nodes, nodes),
        stated=Some(base.stated, ids),
        absent=Some(base.absent, ids),
    )
    return _like(base, found)


def _like(base: Base, found: Base) -> Base:
    """A base with what another knows of all the claims and sources."""
    vars(found).update({name: getattr(base, name) for name in ("members", "issued", "apart")})
    return found
