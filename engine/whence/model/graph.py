"""The linked base: nodes in an order that evaluation can follow, and what is up and down the stream of each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from whence.files import knowledge, late_records
from whence.files.knowledge import Issued
from whence.files.records import Records
from whence.files.schema import POOLED, Settings
from whence.language.formulas.formula import Tree
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.language.units.units import Unit, Units
from whence.language.values.written import Written
from whence.model.tables import beside, having, leaving, within

UNSTATED = "unstated"


@dataclass(frozen=True)
class Leaf:
    """A written value. Its draws follow `stream`'s permutation, upside down if `mirrored`.

    `common` are the parts of its error that others may share: what causes each, and what fraction of the whole
    error it is (so the squares of all parts add up to 1).
    """

    id: str
    written: Written
    stream: str
    mirrored: bool = False
    common: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Derived:
    """A formula over other nodes: `inputs` names them."""

    id: str
    tree: Tree
    inputs: Mapping[str, str]
    unit: Unit | None


@dataclass(frozen=True)
class Pool:
    """A quantity: the node that stands for it, or the ones that are combined."""

    id: str
    take: str
    members: tuple[str, ...]
    unit: Unit | None
    scale: str


@dataclass(frozen=True)
class Pick:
    """A choice: an axis, with the node that each option stands for."""

    id: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Relation:
    """A check: a formula that is true or false."""

    id: str
    tree: Tree
    inputs: Mapping[str, str]


Node = Leaf | Derived | Pool | Pick | Relation


@dataclass(frozen=True, eq=False)
class Base:
    """Everything that the texts say, linked. `nodes` stand in an order in which each comes after its parents.

    `absent` names, for each record that could not be made a node, the record that is at fault (often itself); `insisted`
    are the choices whose preference counts even where it is ruled out, since a reader has picked it.
    """

    records: Records
    settings: Settings
    units: Units
    nodes: Mapping[str, Node]
    children: Mapping[str, tuple[str, ...]]
    values: Mapping[str, Written]
    stated: Mapping[str, Written]
    history: Mapping[str, tuple[Written | None, ...]]
    aliases: Mapping[str, str]
    absent: Mapping[str, str]
    findings: tuple[Finding, ...]
    insisted: frozenset[str] = frozenset()

    @cached_property
    def issued(self) -> Issued:
        """When each source appeared, by its id and its older ids."""
        late = isinstance(self.records.sources, late_records.Late)
        return knowledge.Appeared(self.records) if late else knowledge.issued(self.records)

    @cached_property
    def apart(self) -> Mapping[str, Mapping[str, str]]:
        """For each record those that it is said to differ from, by itself or by them, with the reason."""
        found: dict[str, dict[str, str]] = {}
        for id, claim in late_records.naming(self.records, "claims", ("differs_from",)):
            for name, why in claim.differs_from.items():
                other = self.aliases.get(name, name)
                found.setdefault(id, {})[other] = why
                found.setdefault(other, {}).setdefault(id, why)
        return found

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The claims that are `of` each quantity, used or not, by name."""
        found: dict[str, list[str]] = {}
        for id, claim in sorted(self.records.claims.items()):
            if claim.of:
                found.setdefault(self.aliases.get(claim.of, claim.of), []).append(id)
        return {id: tuple(each) for id, each in found.items()}

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """What each node is computed from."""
        return beside(self.nodes, {id: parents(node) for id, node in within(self.nodes).items()})

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The place of each node in the order of evaluation."""
        return beside(self.nodes, {id: place for place, id in enumerate(within(self.nodes))})

    @cached_property
    def owned(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes of each record: itself, and the values that it is given as literals."""
        found: dict[str, list[str]] = {}
        for id in within(self.nodes):
            found.setdefault(owner(id), []).append(id)
        return beside(self.nodes, {id: tuple(each) for id, each in found.items()})

    @cached_property
    def choices(self) -> Mapping[str, frozenset[str]]:
        """For each node the choices upstream of it, itself included."""
        found: dict[str, frozenset[str]] = {}
        for id, node in within(self.nodes).items():
            above = [found[each] for each in self.parents[id]]
            most = max(above, key=len, default=frozenset())
            # most nodes hang on the choices of one of their parents, and share its set
            whole = most if all(each <= most for each in above) else frozenset().union(*above)
            found[id] = whole | {id} if isinstance(node, Pick) else whole
        return beside(self.nodes, found)

    @cached_property
    def loose(self) -> Mapping[str, frozenset[str]]:
        """For each node the bounds that it rests on, so that it may be any value of a set; empty where it does on none.

        A choice and a combined quantity that rest on a bound stand for themselves.
        """
        found: dict[str, frozenset[str]] = {}
        for id, node in within(self.nodes).items():
            behind = frozenset().union(*(found[each] for each in parents(node)))
            if isinstance(node, Leaf):
                behind = frozenset({id} if node.written.bound else ())
            elif behind and (isinstance(node, Pick) or (isinstance(node, Pool) and node.take in POOLED)):
                behind = frozenset({id})
            found[id] = behind
        return beside(self.nodes, found)


def parents(node: Node) -> tuple[str, ...]:
    """The ids that a node is computed from, each once, in the order they are named."""
    match node:
        case Derived(inputs=inputs) | Relation(inputs=inputs):
            return tuple(dict.fromkeys(inputs.values()))
        case Pool(members=members):
            return members
        case Pick(options=options):
            return tuple(dict.fromkeys(options.values()))
        case _:
            return ()


def ancestors(base: Base, id: str) -> tuple[str, ...]:
    """Every node upstream of `id`, in evaluation order, without itself."""
    return upstream(base, (id,))


def upstream(base: Base, ids: Iterable[str]) -> tuple[str, ...]:
    """Every node upstream of any of `ids`, in evaluation order; one of them is there only if it is upstream of another."""
    seen: set[str] = set()
    stack, parents = list(ids), base.parents
    while stack:
        for parent in parents.get(stack.pop(), ()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return in_order(base, seen)


def lacking(base: Base, ids: Iterable[str], known: Container[str]) -> tuple[str, ...]:
    """Of some nodes and all upstream of them those not known, in evaluation order; nothing above a known one is looked at."""
    waiting = [each for each in ids if each not in known]
    if not waiting:
        return ()
    seen: set[str] = set()
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            waiting += [parent for parent in base.parents.get(each, ()) if parent not in known]
    return in_order(base, seen)


def in_order(base: Base, ids: Iterable[str]) -> tuple[str, ...]:
    """Some nodes in the order of evaluation."""
    place = base.place
    found = {each: n for each in ids if (n := place.get(each)) is not None}
    return tuple(sorted(found, key=found.__getitem__))


def descendants(base: Base, ids: Iterable[str]) -> tuple[str, ...]:
    """Every node downstream of any of `ids`, in evaluation order, without them."""
    start = set(ids)
    seen: set[str] = set()
    stack, children = list(start), base.children
    while stack:
        for child in children.get(stack.pop(), ()):
            if child not in seen:
                seen.add(child)
                stack.append(child)
    return in_order(base, seen - start)


def shares_errors(base: Base, id: str) -> bool:
    """Whether it is by parts of its error that a leaf has causes in common with others, not by coefficients."""
    claim = base.records.claims.get(id)
    return claim is not None and any(part.common for part in claim.errors.values())


def _written(base: Base, node: Node, value: Written) -> Leaf:
    """A node as another written value: it goes with all that it went with, without the parts of an error that is gone."""
    if not isinstance(node, Leaf):
        return Leaf(node.id, value, node.id)
    return replace(node, written=value, common=() if shares_errors(base, node.id) else node.common)


def with_values(
    base: Base, records: Records, values: Mapping[str, Written], insisted: frozenset[str] = frozenset()
) -> Base:
    """The base with some nodes replaced by written values, and `records` that say so; nothing is parsed again.

    On the preferred options of the choices that are `insisted` on, all rests, even where checks rule them out.

    What was upstream of a replaced node stays, unless nothing else rests on it; the order of the nodes stands.
    """
    others = {id: _written(base, base.nodes[id], value) for id, value in values.items() if id in base.nodes}
    rooted = all(not parents(base.nodes[id]) for id in others)
    nodes = having(base.nodes, others)
    found = replace(
        base,
        records=records,
        nodes=nodes,
        children=base.children if rooted else children(nodes),
        values=having(base.values, values),
        stated=leaving(base.stated, values),
        insisted=insisted,
    )
    vars(found)["members"] = base.members
    return found


def home(node: Node) -> tuple[str, str]:
    """The section that a node's record is written in, and the field of its formula, if it has one."""
    match node:
        case Relation():
            return "checks", "assertion"
        case Pool():
            return "quantities", ""
        case Pick():
            return "choices", ""
        case _:
            return "claims", "formula"


def owner(id: str) -> str:
    """The record that a node belongs to: a literal input `claim#name` belongs to its claim."""
    return id.partition("#")[0]


def children(nodes: Mapping[str, Node]) -> Mapping[str, tuple[str, ...]]:
    """What is computed from each node."""
    found: dict[str, list[str]] = {}
    for id, node in nodes.items():
        for parent in parents(node):
            found.setdefault(parent, []).append(id)
    return {id: tuple(each) for id, each in found.items()}
