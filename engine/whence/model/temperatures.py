"""Whether a formula gives a temperature, which has a zero, or a difference of two, which has none."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit


def is_temperature(tree: Tree, units: Mapping[str, Unit]) -> bool:
    """Whether a formula over inputs in these units may give a temperature; `units` are by the names in the formula.

    It adds up to one of those that are in degrees with a zero of their own. Where none is, only what takes as many from
    each other as it adds is sure to be a difference; and of a product of two inputs nothing is sure.
    """
    warm = {name for name, unit in units.items() if unit.style in ZEROS}
    if warm:
        return _count(tree, warm) in (None, 1)
    return _count(tree, {name for name, unit in units.items() if not unit.dimension.is_one}) != 0


def _count(tree: Tree, warm: set[str]) -> float | None:
    """How many of some names a formula adds up to, less those that it takes away; None where that cannot be told."""
    match tree:
        case Number():
            return 0.0
        case Name(name=name):
            return 1.0 if name in warm else 0.0
        case Unary(op="-", arg=arg):
            found = _count(arg, warm)
            return None if found is None else -found
        case Binary(op="+" | "-", left=left, right=right):
            first, second = _count(left, warm), _count(right, warm)
            if first is None or second is None:
                return None
            return first + second if tree.op == "+" else first - second
        case (
            Binary(op="*", left=Number(value=times), right=other)
            | Binary(op="*", left=other, right=Number(value=times))
        ):
            found = _count(other, warm)
            return None if found is None else times * found
        case Binary(op="/", left=other, right=Number(value=parts)) if parts:
            found = _count(other, warm)
            return None if found is None else found / parts
        case Call(name="min" | "max", args=args):
            found_all = {_count(each, warm) for each in args}
            return found_all.pop() if len(found_all) == 1 else None
    return None
