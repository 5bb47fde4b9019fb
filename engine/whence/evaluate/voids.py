"""Quantities of which all claims are bounds that leave nothing: they have no value, nor has what rests on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product

from whence.evaluate import bounds
from whence.evaluate.arrays import np
from whence.evaluate.bounds import Bools
from whence.evaluate.estimate import Estimate
from whence.evaluate.numbers import numbers
from whence.files.schema import POOLED
from whence.model.graph import Base, Pick, Pool


def contradicted(base: Base, of: Mapping[str, Estimate], id: str, choose: Mapping[str, str]) -> str:
    """The quantity without a value, itself or upstream of a node, in one context; "" where there is none.

    What rests on it is known to be nothing: both its ends are lost, and so are those of all that lie between. A quantity
    that other claims speak of has a value all the same.
    """
    waiting = [id]
    for each in waiting:
        node = base.nodes.get(each)
        if node is None or each not in of or not (each == id or _lost(base, of[each], choose)):
            continue
        if isinstance(node, Pool) and _leaves_nothing(base, of, node, choose):
            return each
        below = (node.options[choose[each]],) if isinstance(node, Pick) else base.parents[each]
        if isinstance(node, Pool) and node.take not in POOLED:
            below = node.members[:1]
        waiting += [other for other in dict.fromkeys(below) if other not in waiting]
    return ""


def without(base: Base, of: Mapping[str, Estimate], ids: Collection[str], axes: tuple[str, ...]) -> Bools:
    """In which contexts of some axes any of some nodes rests on a quantity without a value."""
    sizes = [tuple(node.options) for axis in axes if isinstance(node := base.nodes[axis], Pick)]
    found: Bools = np.zeros([len(each) for each in sizes], dtype=bool)
    some = [each for each in ids if of[each].bounded]
    for index, options in zip(np.ndindex(found.shape), product(*sizes), strict=True):
        choose = dict(zip(axes, options, strict=True))
        lost = [each for each in some if _lost(base, of[each], choose)]
        found[index] = any(contradicted(base, of, each, choose) for each in lost)
    return found


def _lost(base: Base, found: Estimate, choose: Mapping[str, str]) -> bool:
    """Whether no end of an estimate is known in one context."""
    return found.bounded and numbers(found, _at(base, found.axes, choose)).bound == "lost"


def _at(base: Base, axes: tuple[str, ...], choose: Mapping[str, str]) -> tuple[int, ...]:
    picks = ((axis, base.nodes[axis]) for axis in axes)
    return tuple(list(node.options).index(choose[axis]) for axis, node in picks if isinstance(node, Pick))


def _leaves_nothing(base: Base, of: Mapping[str, Estimate], node: Pool, choose: Mapping[str, str]) -> bool:
    if node.take not in POOLED or not all(each in of and of[each].bounded for each in node.members):
        return False
    axes = of[node.id].axes
    empty = bounds.nothing([bounds.aligned(of[each], axes) for each in node.members])
    return bool(empty[_at(base, axes, choose)])
