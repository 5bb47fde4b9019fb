"""Worlds between two editions: some of the edits made and the others not, each reached from a neighbour by one edit.

A step costs what is downstream of its edit. An edit that changes more than the definition of its own nodes (a claim
that comes or goes, another date in a quantity that takes the latest) has its world linked anew, cut down to what the
edits can matter to.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import Any

from whence.account.moves import SETTINGS, reached
from whence.evaluate import contexts, partial
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import Settled
from whence.evaluate.estimate import Estimate, Figure
from whence.evaluate.evaluator import Values, options_of
from whence.evaluate.summaries import summarise
from whence.files.records import Records
from whence.files.sections import SECTIONS, is_evidence, names
from whence.judge.assemble import evaluated
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.model.dimensions import Dimensions
from whence.model.graph import Base, Leaf, Pick, Relation, children, owner, parents, upstream
from whence.model.linking import link
from whence.model.tables import Beyond, Part

# Fields by which a claim changes the definition of other nodes, and those by which it does in a quantity alone.
OF_OTHERS = frozenset(
    ("unit", "of", "moves_with", "moves_against", "correlates", "aliases", "missing", "qualitative")
)
OF_QUANTITIES = frozenset(("as_of", "known", "status", "cites"))


@dataclass(frozen=True)
class World:
    """A base with some edits made, the estimates in it, and the figures of what is asked for.

    `settled` is what the checks say of choices, None where there are none.
    """

    some: frozenset[str]
    base: Base
    sorts: Dimensions
    of: Mapping[str, Estimate]
    settled: Settled | None
    figures: Mapping[str, Figure]


class Worlds:
    """All the worlds between two editions; `wanted` are the nodes whose figures are asked for."""

    def __init__(self, old: Edition, new: Edition, edits: Sequence[str], wanted: Collection[str]) -> None:
        self.old, self.new, self.edits, self.wanted = old, new, frozenset(edits), frozenset(wanted)
        self.keep = _cone(old, edits) | _cone(new, edits)
        alike = _dimensions_alike(old, new, self.keep)
        self.plain = {each for each in edits if alike and _plain(old, new, each, self.edits)}
        self.memory = old.values.memory() | new.values.memory()
        self.evaluated = 0  # nodes, one by one: what it all costs

    @cached_property
    def first(self) -> World:
        """The world in which no edit is made: the old edition, as much of it as matters."""
        nodes = {id: node for id, node in self.old.base.nodes.items() if owner(id) in self.keep}
        base = replace(self.old.base, nodes=nodes, children=children(nodes))
        of = {id: self.old.values.of[id] for id in nodes if id in self.old.values.of}
        has_choices = any(isinstance(node, Pick) for node in nodes.values())
        figures = {id: self.old.summaries[id].figure for id in self.wanted if id in self.old.summaries}
        return World(
            frozenset(), base, self.old.dimensions, of, self.old.settled if has_choices else None, figures
        )

    def step(self, at: World, edit: str) -> World:
        """The neighbouring world in which one more edit is made, or one fewer."""
        some = at.some ^ {edit}
        return self._replaced(at, edit, some) if edit in self.plain else self._linked(at, some)

    def _replaced(self, at: World, edit: str, some: frozenset[str]) -> World:
        """A step that exchanges the nodes of one record."""
        side = self.new if edit in some else self.old
        own = [id for id in self.old.base.owned.get(edit, ()) if id in side.base.nodes]
        section = "claims" if edit in side.base.records.claims else "checks"
        records = at.base.records.having(
            {section: {**at.base.records.of(section), edit: side.base.records.of(section)[edit]}}
        )
        base = replace(
            at.base,
            records=records,
            nodes={**at.base.nodes, **{id: side.base.nodes[id] for id in own}},
            values={**at.base.values, **{id: side.base.values[id] for id in own if id in side.base.values}},
        )
        of, below = partial.renewed(base, options_of(base.settings), at.of, own, at.sorts.absent)
        self.evaluated += len(below)
        return self._told(at, World(some, base, at.sorts, of, at.settled, {}), below)

    def _linked(self, at: World, some: frozenset[str]) -> World:
        """A step after which the whole base is linked anew; what has its content in either edition is not evaluated."""
        if isinstance(self.old.base.nodes, Part):
            raise Beyond("what several edits move")
        records = mixed(self.old.base.records, self.new.base.records, some, self.keep)
        set_by = self.old if SETTINGS in self.edits and SETTINGS not in some else self.new
        base = link(records, set_by.base.settings)
        known = dict(self.memory)
        sorts, found = evaluated(base, known)
        of = dict(found.of)
        self.evaluated += len(known) - len(self.memory)
        settled = (
            contexts.settle(base, found)
            if any(isinstance(each, Pick) for each in base.nodes.values())
            else None
        )
        below = [id for id in {*of, *at.of} if of.get(id) is not at.of.get(id)]
        return self._told(at, World(some, base, sorts, of, settled, {}), below)

    def _told(self, at: World, to: World, below: Collection[str]) -> World:
        """A world with its figures: those of the world before it, but for what may differ."""
        if to.settled is at.settled and to.settled is not None and any(_rules(to.base, id) for id in below):
            to = replace(to, settled=_settled(to))
        turned = at.settled is not to.settled
        figures = dict(at.figures)
        again = (
            set(below)
            if not turned
            else {*below, *(id for id in self.wanted if id in to.of and to.of[id].axes)}
        )
        for id in self.wanted & again:
            figures.pop(id, None)
            if id in to.of:
                settled = to.settled or contexts.settle(to.base, Values({}, {}, {}))
                given = conditioned(to.base, settled, id, to.of)
                figures[id] = summarise(to.base, settled, given).figure
        return replace(to, figures=figures)


def _rules(base: Base, id: str) -> bool:
    return isinstance(base.nodes.get(id), Relation | Pick)


def _settled(world: World) -> Settled:
    """What the checks say in a world."""
    own = {
        id: world.of[id]
        for id, node in world.base.nodes.items()
        if isinstance(node, Relation | Pick) and id in world.of
    }
    return contexts.settle(world.base, Values(own, {}, {}))


def _plain(old: Edition, new: Edition, id: str, edits: Collection[str]) -> bool:
    """Whether an edit changes nothing but how the nodes of its own record are defined, from the same inputs."""
    section = next((each for each in ("claims", "checks") if id in old.base.records.of(each)), "")
    if not section or id not in new.base.records.of(section):
        return False
    before, after = old.base.records.of(section)[id], new.base.records.of(section)[id]
    differ = {each.name for each in fields(before) if getattr(before, each.name) != getattr(after, each.name)}
    of = before.of if section == "claims" else ""
    barred = OF_OTHERS if not of or _alone(old, new, of, edits) else OF_OTHERS | OF_QUANTITIES
    own = old.base.owned.get(id, ())
    return (
        bool(own)
        and differ.isdisjoint(barred)
        and own == new.base.owned.get(id, ())
        and all(_exchangeable(old.base.nodes[each], new.base.nodes[each]) for each in own)
    )


def _alone(old: Edition, new: Edition, quantity: str, edits: Collection[str]) -> bool:
    """Whether a quantity takes the same claims in both editions, and one edit at most is of a claim of it."""
    a, b = old.base.aliases.get(quantity, quantity), new.base.aliases.get(quantity, quantity)
    edited = {each for each in edits if each in old.base.records.claims and old.base.records.claims[each].of}
    rivals = [each for each in edited if _of(old.base, each) == a]
    return len(rivals) == 1 and a not in edits and old.base.nodes.get(a) == new.base.nodes.get(b)


def _of(base: Base, id: str) -> str:
    of = base.records.claims[id].of
    return base.aliases.get(of, of)


def _exchangeable(a: Any, b: Any) -> bool:
    """Whether two definitions of a node hang in the graph alike."""
    if type(a) is not type(b) or parents(a) != parents(b):
        return False
    return not isinstance(a, Leaf) or (a.stream, a.mirrored, a.common) == (b.stream, b.mirrored, b.common)


def _dimensions_alike(old: Edition, new: Edition, keep: Collection[str]) -> bool:
    """Whether what is in both editions has the same dimension in both, so that any mixture of the two fits together."""
    a, b = old.dimensions, new.dimensions
    both = [id for id in old.base.nodes if id in new.base.nodes and owner(id) in keep]
    return (
        all(a.of.get(id) == b.of.get(id) and (id in a.absent) == (id in b.absent) for id in both)
        and old.base.settings == new.base.settings
    )


def _cone(edition: Edition, ids: Sequence[str]) -> frozenset[str]:
    """The records that matter to what the edits reach: everything there, and everything upstream of it.

    With a quantity come all its claims, any of which may stand for it in another world, and with a claim those that it
    moves with and the quantity that it is of.
    """
    base, claims = edition.base, edition.base.records.claims
    below = set().union(*(reached(edition, id) for id in ids))
    found = {*below, *upstream(base, [id for id in below if id in base.nodes])}
    found |= {each for id in found & base.members.keys() for each in base.members[id]}
    choices = {id for id in found if id in base.records.choices}
    tied = {each for knot in edition.settled.around(choices) for each in knot.choices}
    found |= {id for id, outcome in edition.settled.outcomes.items() if tied & set(outcome.axes)}
    kept = {owner(each) for each in {*found, *upstream(base, found), *ids}}
    waiting, back = list(kept), _moving_with(base)
    while waiting:
        id = waiting.pop()
        claim = claims.get(id)
        named = (claim.of, *claim.moves_with, *claim.moves_against, *claim.correlates) if claim else ()
        for other in (*(base.aliases.get(each, each) for each in named), *back.get(id, ())):
            if other and other not in kept:
                above = upstream(base, (other,)) if other in claims else ()
                fresh = {other, *map(owner, above)} - kept
                kept |= fresh
                waiting += fresh
    return frozenset(kept)


def _moving_with(base: Base) -> Mapping[str, Sequence[str]]:
    """The claims that say of each that they move with it or against it."""
    found: dict[str, list[str]] = {}
    for id, claim in base.records.claims.items():
        for each in (*claim.moves_with, *claim.moves_against, *claim.correlates):
            found.setdefault(base.aliases.get(each, each), []).append(id)
    return found


def mixed(old: Records, new: Records, some: frozenset[str], keep: Collection[str]) -> Records:
    """The old records with those of `some` as they are in the new, cut down to `keep` (terms, units and sources whole)."""
    parts: dict[str, Mapping[str, Any]] = {}
    for section in names(lambda each: not is_evidence(each.name) or each.name == "sources"):
        before, after = old.of(section), new.of(section)
        merged = {id: record for id, record in before.items() if id not in some} | {
            id: record for id, record in after.items() if id in some
        }
        whole = SECTIONS[section].role == "word" or section == "sources"
        parts[section] = {id: record for id, record in sorted(merged.items()) if whole or id in keep}
    gone = frozenset(old.claims) | frozenset(new.claims)
    awaited = frozenset(each.of for side in (old, new) for each in side.claims.values())
    later = old.later | (gone - frozenset(parts["claims"]))
    return old.having(parts, findings=(), later=later, awaited=awaited)
