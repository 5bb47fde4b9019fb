"""The tree of a formula: its five kinds of node, how to walk and fold it, and its form in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeVar, cast

from whence.language.frozen import dataclass

T = TypeVar("T")
Json = float | str | list["Json"]

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
# The functions that jump from one multiple of a step to the next.
STEPS = ("round", "floor", "ceil", "trunc")

# How tightly each operator binds. `not` stands between `and` and the comparisons, the minus sign below `^`.
LEVELS: Mapping[str, int] = MappingProxyType(
    {"or": 1, "and": 2} | dict.fromkeys(COMPARISONS, 4) | {"+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
)
NOT, MINUS, ATOM = 3, 7, 9


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """Where a node stands: offsets in the text, the end exclusive. Equal nodes may stand at different places."""

    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @cached_property
    def every(self) -> tuple[Tree, ...]:
        """The node and all below it, each before its children, in the order in which a formula is read."""
        found, waiting = [], [cast("Tree", self)]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting.extend(reversed(children(node)))
        return tuple(found)


@dataclass(frozen=True)
class Number(_Placed):
    """A constant, never negative; `text` is how it was written."""

    value: float
    text: str = field(default="", compare=False)


@dataclass(frozen=True)
class Name(_Placed):
    """An input."""

    name: str


@dataclass(frozen=True)
class Unary(_Placed):
    """`-` or `not`."""

    op: str
    arg: Tree


@dataclass(frozen=True)
class Binary(_Placed):
    """`+ - * / ^`, a comparison, `and` or `or`."""

    op: str
    left: Tree
    right: Tree


@dataclass(frozen=True)
class Call(_Placed):
    """A function with its arguments."""

    name: str
    args: tuple[Tree, ...]


Tree = Number | Name | Unary | Binary | Call


def children(tree: Tree) -> tuple[Tree, ...]:
    """The operands or arguments of a node, from left to right."""
    match tree:
        case Unary():
            return (tree.arg,)
        case Binary():
            return (tree.left, tree.right)
        case Call():
            return tree.args
    return ()


def walk(tree: Tree) -> Iterator[Tree]:
    """Every node, each before its children, in the order in which a formula is read; does not recurse."""
    return iter(tree.every)


def fold(tree: Tree, visit: Callable[[Tree, list[T]], T]) -> T:
    """The result of `visit(node, results of its children)` at the root, worked up from the leaves.

    It does not recurse: a sum of 250 terms leans 250 deep to the left.
    """
    done: list[T] = []
    for node in reversed(tree.every):
        count = len(children(node))
        parts = [done.pop() for _ in range(count)]
        done.append(visit(node, parts))
    return done[0]


def names(tree: Tree) -> tuple[str, ...]:
    """The inputs used, each once, in the order of their first use."""
    return tuple(dict.fromkeys(node.name for node in walk(tree) if isinstance(node, Name)))


def size(tree: Tree) -> int:
    """How many nodes there are."""
    return sum(1 for _ in walk(tree))


def depth(tree: Tree) -> int:
    """How many nodes the longest way down has; 1 for a name."""
    return fold(tree, lambda _, below: 1 + max(below, default=0))


@lru_cache(maxsize=1024)
def to_json(tree: Tree) -> Json:
    """The tree as JSON: a number, `["n", name]`, or `[operator or function, operand, ...]`.

    One operand after `-` makes it the minus sign. Places and the spelling of numbers are left out.
    """
    return fold(tree, _node_to_json)


def _node_to_json(node: Tree, parts: list[Json]) -> Json:
    match node:
        case Number():
            return node.value
        case Name():
            return ["n", node.name]
        case Unary() | Binary():
            return [node.op, *parts]
    return [node.name, *parts]


def from_json(data: object) -> Tree:
    """The tree that `to_json` wrote; ValueError for anything it cannot have written. Places are 0."""
    match data:
        case bool():
            pass
        case int() | float() if data >= 0:
            return Number(float(data), _digits(float(data)))
        case ["n", str(name)]:
            return Name(name)
        case ["-" | "not" as op, arg]:
            return Unary(op, from_json(arg))
        case [str(op), left, right] if op in LEVELS:
            return Binary(op, from_json(left), from_json(right))
        case [str(name), *args] if name.isidentifier() and args and name != "n":
            return Call(name, tuple(from_json(arg) for arg in args))
    raise ValueError(f"not the JSON of a formula: {str(data)[:60]}")


def _digits(value: float) -> str:
    """The shortest digits that read back as the same number."""
    text = repr(value)
    return text[:-2] if text.endswith(".0") else text
