"""The first evaluator: each node after what it rests on, whole arrays at a time, when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from whence.evaluate import bounds
from whence.evaluate.asked import Asked, note
from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Memory, Options, Values
from whence.evaluate.rows import Rows
from whence.files.schema import POOLED
from whence.files.sections import SEARCHED
from whence.language.formulas import formula
from whence.language.problems import Finding
from whence.model import chance, origins
from whence.model.dimensions import Dimensions
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, lacking, owner


class Serial:
    """Every node after its parents, one after the other, whole arrays at a time, in this process."""

    def evaluate(self, base: Base, dimensions: Dimensions, options: Options, known: Memory) -> Values:
        """See `Evaluator.evaluate`."""
        return _Course(base, dimensions, options, known).values()


class _Course:
    """An evaluation on its way: what is asked for is evaluated after what it rests on.

    What is known of a node without its draws is not evaluated again, and nothing above it for its sake.
    """

    def __init__(self, base: Base, dimensions: Dimensions, options: Options, known: Memory) -> None:
        self.base, self.dimensions, self.options, self.known = base, dimensions, options, known
        self.of: dict[str, Estimate] = {}
        self.absent: dict[str, str] = {}
        self.findings: dict[str, Finding] = {}
        self.keyed: dict[str, str | None] = {}
        self.rows = Rows(base, options)

    def values(self) -> Values:
        """All of it, to be asked for."""
        every = self.base.nodes.keys
        of = Asked(every, lambda id: self.of.get(id) if self.reach(id) else None)
        absent = Asked(every, lambda id: self.absent.get(id) if self.reach(id) else None)
        return Values(of, Asked(every, self.key), absent, self.all)

    def all(self) -> tuple[Finding, ...]:
        """What is wrong with any node, once all are evaluated."""
        # as they were written, since what is computed from a record is usually written near it
        written = (id for section in SEARCHED for id in self.base.records.of(section.name))
        place = {id: n for n, id in enumerate(written)}
        for id in sorted(self.base.nodes, key=lambda id: place.get(owner(id), 0)):
            self.reach(id)
        return tuple(self.findings[id] for id in self.base.nodes if id in self.findings)

    def key(self, asked: str) -> str | None:
        """The content key of a node; None where something that it rests on cannot be computed, or there is no such node."""
        if asked in self.keyed:
            return self.keyed[asked]
        for id in lacking(self.base, (asked,), self.keyed):
            node = self.base.nodes[id]
            keys = {each: key for each in self.base.parents[id] if (key := self.keyed[each])}
            whole = id not in self.dimensions.absent and len(keys) == len(self.base.parents[id])
            self.keyed[id] = _key(self.base, self.options, node, keys) if whole else None
        return self.keyed.get(asked)

    def reach(self, asked: str) -> bool:
        """Evaluate a node and what it rests on, but for what is known already; False where there is no such node."""
        if asked in self.of:
            return True
        for id in lacking(self.base, (asked,), self):
            self.one(id, "asked for" if id == asked else f"`{asked}` rests on it")
        return asked in self

    def __contains__(self, id: object) -> bool:
        """Whether a node is known: it was evaluated, cannot be, or its estimate is remembered by its content."""
        if id in self.of or id in self.absent:
            return True
        key = self.key(str(id))
        if key is None or (found := self.known.get(key)) is None:
            return False
        self.take(str(id), found)
        return True

    def take(self, id: str, found: Estimate) -> None:
        """Have the estimate of a node, which nothing more is computed for than what asks for its draws."""
        self.of[id] = self.rows.known(id, found)

    def one(self, id: str, why: str) -> None:
        """Evaluate one node, whose parents are known."""
        cause = self.dimensions.absent.get(id) or next(
            (self.absent[each] for each in self.base.parents[id] if each in self.absent), None
        )
        if cause:
            self.absent[id] = cause
            return
        note("evaluated", id, why)
        fresh = self.rows.first(id)
        if isinstance(fresh, Finding):
            self.findings[id] = fresh
            self.absent[id] = owner(id)
            return
        key = self.key(id)
        assert key
        self.of[id] = self.known[key] = fresh


def _key(base: Base, options: Options, node: Node, keys: Mapping[str, str]) -> str:
    """A hash of all that a node's estimate depends on: its own definition, the options, and its parents' keys."""
    match node:
        case Leaf(written=value, stream=stream, mirrored=mirrored, common=common):
            ends = bounds.allowed(base, node)
            # What a bound allows is any value: of two bounds that read alike each has its own.
            own_id = node.id if ends else ""
            own: object = (
                value.shape,
                value.point,
                value.bound,
                value.excludes,
                ends,
                own_id,
                stream,
                mirrored,
                common,
            )
        case Derived(tree=tree, inputs=inputs) | Relation(tree=tree, inputs=inputs):
            own = (formula.unparse(tree), [(name, keys[ref]) for name, ref in inputs.items()])
        case Pick(id=id, options=picks):
            own = (id, [(name, keys[ref]) for name, ref in picks.items()])
        case Pool(id=id, take=take, scale=scale, members=members):
            own = (id, take, scale, [keys[each] for each in members], _pool_facts(base, node))
    text = repr((type(node).__name__, options.samples, options.seed, options.most_contexts, own))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _pool_facts(base: Base, node: Pool) -> object:
    """What a combined quantity depends on besides its members' estimates."""
    if node.take not in POOLED:
        return None
    claims = base.records.claims
    return (
        base.records.quantities[node.id],
        base.settings.agree,
        base.settings.tension,
        [
            (
                claims.get(each),
                sorted(origins.of_claim(base, each)),
                sorted(chance.streams(base, each)),
                repr(base.values.get(each)),
            )
            for each in node.members
        ],
    )
