"""Formulas taken apart: rebuilt from changed operands, and cut where they are too long for one record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary, fold, size, unparse
from whence.language.limits import FORMULA, INPUTS, TERMS

# Of a long list of arguments so many go into one part.
_MOST = 200


@dataclass
class Cut:
    """A formula with names in place of its parts, the id that each name stands for, and the parts by id."""

    tree: Tree
    names: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Tree] = field(default_factory=dict)


def rebuilt(node: Tree, below: list[Tree]) -> Tree:
    """An operation with other operands; what has none stays."""
    match node:
        case Unary():
            return replace(node, arg=below[0])
        case Binary():
            return replace(node, left=below[0], right=below[1])
        case Call():
            return replace(node, args=tuple(below))
    return node


def fits(tree: Tree) -> bool:
    """Whether a formula is short enough for one record."""
    return size(tree) <= min(TERMS.most, INPUTS.most) and len(unparse(tree)) <= FORMULA.most


def cut(tree: Tree, id: str) -> Cut:
    """A formula whose long sums, means, least and largest are computed in parts, where it is too long as a whole."""
    found = Cut(tree)
    if fits(tree):
        return found

    def shorter(node: Tree, below: list[Tree]) -> Tree:
        if (
            not isinstance(node, Call)
            or node.name not in ("sum", "mean", "min", "max")
            or len(below) <= _MOST
        ):
            return rebuilt(node, below)
        name = "sum" if node.name == "mean" else node.name
        groups = [below[n : n + _MOST] for n in range(0, len(below), _MOST)]
        total = Call(name, tuple(_part(found, id, Call(name, tuple(group))) for group in groups))
        return (
            Binary("/", total, Number(float(len(below)), str(len(below)))) if node.name == "mean" else total
        )

    found.tree = fold(tree, shorter)
    return found


def _part(found: Cut, id: str, tree: Tree) -> Name:
    """The name of a part that is put aside."""
    n = len(found.parts) + 1
    found.parts[f"{id}-part-{n}"] = tree
    found.names[f"part_{n}"] = f"{id}-part-{n}"
    return Name(f"part_{n}")
