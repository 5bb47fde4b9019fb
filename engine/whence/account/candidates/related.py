"""What the base already says of two records: that they are one thing, that they differ, or how they hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache

from whence.language.formulas.formula import unparse
from whence.model.graph import Base, Derived, Leaf, Relation

NEAREST = 200  # nodes upstream of one that are looked at, the nearest first


class Related:
    """Answers for the claims and quantities of one base; a quantity stands for all of its claims, old ones included."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._above = lru_cache(maxsize=4096)(self._nearest_above)

    @cached_property
    def of(self) -> Mapping[str, str]:
        """The quantity of each claim that has one."""
        name, claims = self.base.aliases, self.base.records.claims
        found = {id: name.get(each.of, each.of) for id, each in claims.items() if each.of}
        return {id: quantity for id, quantity in found.items() if quantity in self.base.records.quantities}

    @cached_property
    def _claims(self) -> Mapping[str, frozenset[str]]:
        found = defaultdict(set)
        for id, quantity in self.of.items():
            found[quantity].add(id)
        return {quantity: frozenset(ids) for quantity, ids in found.items()}

    def all_of(self, id: str) -> frozenset[str]:
        """A record with all that it stands for: of a quantity its claims too."""
        return self._claims.get(id, frozenset()) | {id}

    def decided(self, a: str, b: str) -> bool:
        """Whether something is written about two records: a relation, an order of succession, or that they differ.

        A relation is a formula, check or choice that has both, or a way of computing the one from the other. So is one
        between what both are computed from by one formula: it says of these all that could be said of the results.
        """
        one, two = self.all_of(a), self.all_of(b)
        return bool(
            one & two
            or self._alike(a, b)
            or any(self.base.apart.get(each, {}).keys() & two for each in one)
            or self._used(one) & self._used(two)
            or self._held_against(one, two)
            or self._held_against(two, one)
            or self._succeeds(one, two)
            or self._succeeds(two, one)
            or any(self._above(each) & two for each in one)
            or any(self._above(each) & one for each in two)
        )

    def _alike(self, a: str, b: str) -> bool:
        """Whether two records are computed by one formula from what is one: see `_kinds`."""
        return a in self._kinds and self._kinds[a] == self._kinds.get(b)

    @cached_property
    def _kinds(self) -> Mapping[str, int]:
        """A number for each node that is the same for what is one: claims of one quantity, literals that are equal, and
        what one formula makes of such.
        """
        numbers: dict[object, int] = {}
        found: dict[str, int] = {}
        for id, node in self.base.nodes.items():
            what: object = self.of.get(id, id)
            if isinstance(node, Leaf) and "#" in id:
                what = (node.written.text, node.written.unit.dimension)
            elif isinstance(node, Derived) and id not in self.of:
                inputs = ((name, found[ref]) for name, ref in sorted(node.inputs.items()))
                what = (unparse(node.tree), *inputs)
            found[id] = numbers.setdefault(what, len(numbers))
        return found

    def _nearest_above(self, id: str) -> frozenset[str]:
        """What a node is computed from, itself left out: of very much, the nearest."""
        seen: dict[str, None] = {}
        ring = [id]
        while ring and len(seen) < NEAREST:
            ring = list(
                dict.fromkeys(up for each in ring for up in self.base.parents.get(each, ()) if up not in seen)
            )
            seen |= dict.fromkeys(ring)
        return frozenset(seen)

    def _used(self, ids: frozenset[str]) -> frozenset[str]:
        return frozenset(child for id in ids for child in self.base.children.get(id, ()))

    def _held_against(self, ids: frozenset[str], others: frozenset[str]) -> bool:
        """Whether a check has one of some records and something that is computed from one of the others."""
        checks = (each for each in self._used(ids) if isinstance(self.base.nodes[each], Relation))
        return any(self._above(each) & others for each in checks)

    def _succeeds(self, ids: frozenset[str], others: frozenset[str]) -> bool:
        name, claims = self.base.aliases, self.base.records.claims
        after = {claims[id].superseded_by for id in ids if id in claims}
        return any(name.get(each, each) in others for each in after)
