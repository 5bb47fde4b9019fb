"""What a source could know: the inputs of its figure as they were known when it was issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from whence.files import knowledge
from whence.files.knowledge import Issued
from whence.files.records import Records
from whence.files.schema import Choice, Claim, Quantity
from whence.language.frozen import dataclass
from whence.model import linking
from whence.model.graph import Base, Leaf, Pool, ancestors, owner


@dataclass(frozen=True)
class Then:
    """The records that a claim rests on, as they were known on a day; `replaced` are the inputs that have moved since."""

    day: str
    records: Records
    replaced: tuple[str, ...]


def then(base: Base, issues: Issued, id: str) -> Then | None:
    """What a claim rested on when it was made known; None where that is not written, or nothing has moved since.

    An input that was not known by then is taken at its earliest value; of the claims of a quantity, those take part
    that were known, or all where none was.
    """
    records = base.records
    day = knowledge.since(issues, records.claims[id])
    if not day or not _may_have_moved(base, id):
        return None
    found = _Walk(base, issues, knowledge.last_day(day))
    found.walk(id)
    if not found.replaced:
        return None
    found.name_quantities()
    parts: dict[str, Mapping[str, Any]] = {
        "claims": found.claims,
        "quantities": found.quantities,
        "choices": found.choices,
        "terms": {name: records.terms[name] for name in found.terms},
        "checks": {},
    }
    return Then(day, records.having(parts), tuple(sorted(found.replaced)))


def moved(base: Base, id: str) -> tuple[Base | None, tuple[str, ...]] | None:
    """The written values that a claim rests on and that have moved since it was made known, with the base of then.

    No base and none where nothing has moved; None where more than written values has: a formula, or which claims count.
    """
    old = then(base, base.issued, id)
    if old is None:
        return None, ()
    past, found = linking.link(old.records, base.settings), []
    for each in (*ancestors(base, id), id):
        now, was = base.nodes[each], past.nodes.get(each)
        if now == was:
            continue
        if not (isinstance(now, Leaf) and isinstance(was, Leaf) and replace(was, written=now.written) == now):
            return None
        found.append(each)
    return past, tuple(found)


def _may_have_moved(base: Base, id: str) -> bool:
    """Whether anything upstream has an older value, or is one of several claims of a quantity."""
    claims = base.records.claims
    above = ancestors(base, id)
    pools = {each for each in above if isinstance(base.nodes[each], Pool)}
    aged = any(owner(each) in claims and claims[owner(each)].history for each in above)
    return aged or any(len(_members(base, each)) > 1 for each in pools)


def _members(base: Base, quantity: str) -> list[str]:
    return [id for id, each in base.records.claims.items() if base.aliases.get(each.of, each.of) == quantity]


@dataclass
class _Walk:
    """Everything upstream of a claim, each record as it was on a day."""

    base: Base
    issues: Issued
    day: int
    claims: dict[str, Claim] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    terms: set[str] = field(default_factory=set)
    replaced: set[str] = field(default_factory=set)

    def walk(self, id: str) -> None:
        """Gather what `id` rests on; it is itself as it stands."""
        seen, waiting = {id}, [*self.claim(id, self.base.records.claims[id])]
        while waiting:
            given = waiting.pop()
            name = self.base.aliases.get(given, given)
            if name not in seen:
                seen.add(name)
                waiting += self.visit(name)

    def visit(self, name: str) -> Iterator[str]:
        records = self.base.records
        if name in records.claims:
            yield from self.claim(name, self.standing(name))
        elif name in records.quantities:
            yield from self.quantity(name, records.quantities[name])
        elif name in records.choices:
            self.choices[name] = choice = records.choices[name]
            self.terms |= {self.base.aliases.get(choice.term, choice.term)} if choice.term else set()
            yield from (each.value for each in choice.options.values() if linking.is_id(each.value))

    def claim(self, id: str, claim: Claim) -> Iterator[str]:
        self.claims[id] = claim
        yield from (each for each in claim.inputs.values() if linking.is_id(each))
        yield from (*claim.moves_with, *claim.moves_against, *claim.correlates)

    def standing(self, id: str) -> Claim:
        """A claim as it was on the day, or with its earliest value.

        Of a quantity, one that is superseded was current where what replaces it was not known yet.
        """
        versions = knowledge.versions(self.issues, self.base.records.claims[id])
        known = [each for each in versions if each.by(self.day)]
        version = known[-1] if known else versions[0]
        if version.past is not None:
            self.replaced.add(id)
        claim = version.claim
        after = self.base.aliases.get(claim.superseded_by, claim.superseded_by)
        if claim.status != "superseded" or not claim.of:
            return claim
        if after not in self.base.records.claims or self.known(after):
            return claim
        return replace(claim, status="current", superseded_by="")

    def quantity(self, id: str, quantity: Quantity) -> Iterator[str]:
        members = _members(self.base, id)
        known = [each for each in members if self.known(each)]
        late = set(members) - set(known or members)
        gone = quantity.take in late
        if gone or (late & set(self.taken(id))):
            self.replaced.add(id)
        self.quantities[id] = replace(quantity, take="latest") if gone else quantity
        yield from (each for each in members if each not in late)

    def name_quantities(self) -> None:
        """Add what a claim is `of` where nothing rests on that quantity: without its record the claim cannot be read."""
        for claim in self.claims.values():
            of = self.base.aliases.get(claim.of, claim.of)
            if of and of not in self.quantities and of in self.base.records.quantities:
                self.quantities[of] = replace(self.base.records.quantities[of], take="latest")

    def known(self, id: str) -> bool:
        versions = knowledge.versions(self.issues, self.base.records.claims[id])
        return any(each.by(self.day) for each in versions)

    def taken(self, id: str) -> tuple[str, ...]:
        node = self.base.nodes.get(id)
        return node.members if isinstance(node, Pool) else ()
