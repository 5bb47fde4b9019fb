"""Numbers of a spreadsheet that are added or compared as they stand, though one is in kWh and the other in MWh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from whence.exchange.cells import At
from whence.exchange.kept import Made, leads
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary, fold
from whence.language.units.dimensions import ONE, Dimension
from whence.language.units.units import STANDARD, Unit

_ALIKE = ("+", "-", "<", "<=", ">", ">=", "==", "!=")
_LISTS = ("sum", "mean", "min", "max")
# What a part measures, how large one of its numbers is, and a cell that it comes from with its unit; None where that is not told.
_Scale = tuple[Dimension, float, str] | None


def slips(each: Made, made: Mapping[At, Made]) -> list[str]:
    """What a formula adds or compares of one kind in units of other sizes, each told once; one that fits with units does not."""
    if each.formula is None or (not each.plain and each.cell.value is not None):
        return []
    cells = {name: made[at] for name, at in each.formula.inputs.items() if at in made}
    found: list[str] = []

    def scale(tree: Tree, below: list[_Scale]) -> _Scale:
        match tree:
            case Name(name=name):
                return _of_cell(cells[name]) if name in cells else None
            case Number():
                return None if leads(tree) else (ONE, 1.0, "")
            case Unary(op="-"):
                return below[0]
            case Binary(op="*" | "/" as op):
                return _product(op, *below)
            case Binary(op=op) if op in _ALIKE:
                found.extend(_unlike(below))
                return below[0] if op in "+-" else None
            case Call(name=name) if name in _LISTS:
                found.extend(_unlike(below))
                return below[0]
            case Call(name="if"):
                found.extend(_unlike(below[1:]))
                return below[1]
        return None

    fold(each.formula.tree, scale)
    return list(dict.fromkeys(found))


def _of_cell(cell: Made) -> _Scale:
    unit = STANDARD.parse(cell.unit) if cell.unit and cell.unit != "%" else None
    if not isinstance(unit, Unit):
        return (ONE, 1.0, "")
    return unit.dimension, unit.factor, f"{cell.cell.place} in {unit.text}"


def _product(op: str, a: _Scale, b: _Scale) -> _Scale:
    if a is None or b is None:
        return None
    kind, size = (a[0] * b[0], a[1] * b[1]) if op == "*" else (a[0] / b[0], a[1] / b[1])
    return kind, size, a[2] or b[2]


def _unlike(parts: Sequence[_Scale]) -> Iterator[str]:
    """The first two that are of one kind and not of one size."""
    told = [each for each in parts if each is not None and each[2]]
    for one, other in pairwise(told):
        ratio = max(one[1], other[1]) / min(one[1], other[1])
        if one[0] == other[0] and ratio > 1 + 1e-9:
            yield f"{one[2]} and {other[2]} as bare numbers, and these units differ by {ratio:g}"
            return
