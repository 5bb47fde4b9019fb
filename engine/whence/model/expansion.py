"""A formula with the formulas of its inputs written out in it: all of them, or where one bound is behind several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from whence.files.schema import POOLED
from whence.language.formulas.formula import Binary, Call, Name, Tree, Unary, fold, names, size
from whence.model.graph import Base, Derived, Pool, Relation

LARGEST = 400


def expanded(base: Base, node: Derived | Relation) -> tuple[Tree, frozenset[str]]:
    """The formula over the ids of nodes, and those of them that may be any value of a set (see `Base.loose`).

    An input that is computed is written out as long as a bound behind it is behind another input, too.
    """
    tree = _with(node.tree, {name: Name(ref) for name, ref in node.inputs.items()})
    while inner := _shared(base, names(tree)):
        whole = _with(tree, inner)
        if size(whole) > LARGEST:
            break
        tree = whole
    return tree, frozenset(each for each in names(tree) if base.loose[each])


def written_out(base: Base, tree: Tree, inputs: Mapping[str, str]) -> Tree:
    """A formula over the ids of nodes that are not computed, as far as it does not grow too large."""
    tree = _with(tree, {name: Name(ref) for name, ref in inputs.items()})
    while inner := _computed(base, names(tree)):
        whole = _with(tree, inner)
        if size(whole) > LARGEST:
            break
        tree = whole
    return tree


def _computed(base: Base, refs: Iterable[str]) -> Mapping[str, Tree]:
    """Those of some nodes that are computed, each with its formula over ids; one that is another one has its name."""
    found: dict[str, Tree] = {}
    for ref in refs:
        match base.nodes[ref]:
            case Derived(tree=tree, inputs=inputs):
                found[ref] = _with(tree, {name: Name(own) for name, own in inputs.items()})
            case Pool(take=take, members=members) if take not in POOLED:
                found[ref] = Name(members[0])
    return found


def _shared(base: Base, refs: tuple[str, ...]) -> Mapping[str, Tree]:
    """Those of some nodes that are computed from what another of them rests on, each with its formula over ids."""
    count = Counter(each for ref in refs for each in base.loose[ref])
    return _computed(base, [ref for ref in refs if any(count[each] > 1 for each in base.loose[ref])])


def _with(tree: Tree, inner: Mapping[str, Tree]) -> Tree:
    """A formula with others in the place of some of its names."""

    def visit(node: Tree, below: list[Tree]) -> Tree:
        match node:
            case Name(name=name):
                return inner.get(name, node)
            case Unary(op=op):
                return Unary(op, *below)
            case Binary(op=op):
                return Binary(op, *below)
            case Call(name=name):
                return Call(name, tuple(below))
        return node

    return fold(tree, visit)
