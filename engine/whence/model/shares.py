"""Rounding of what is written in per cent: one of a bare number is a hundred of it, so that its step has to be named.

As an amount has no digits until its unit is named, 12.6 % has none: to whole ones it is nothing, to per cents 13 %.
"""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.formulas.formula import STEPS, Binary, Call, Name, Tree, Unary, children, walk
from whence.language.formulas.sorts import mismatch
from whence.language.problems import Refused
from whence.language.units.units import Unit

# What gives one of its arguments, or something between them.
_AMONG = ("if", "abs", "min", "max", "sum", "mean", "geomean", "clamp", *STEPS)


def without_step(tree: Tree, units: Mapping[str, Unit], shown: Unit | None = None) -> Refused | None:
    """What is wrong with a formula that rounds something in per cent, or to be shown so, by a step that is not in it.

    `units` are those of its inputs; `shown` is the one that is declared for its result.
    """
    for part in walk(tree):
        if isinstance(part, Call) and part.name in STEPS:
            x, *step = children(part)
            said = _scaled(x, units) or (_said(shown) if part is tree else "")
            if said and not (step and _scaled(step[0], units)):
                return _refused(part, said)
    return None


def _refused(part: Call, said: str) -> Refused:
    one = "1%" if said == "%" else said if said[0].isdigit() else f"1 {said}"
    message = f"what `{part.name}` rounds is in {said}, so that its step needs a unit too"
    hint = f"make an input of one step, `step: {one}`, and write `{part.name}(x, step)`"
    return mismatch(part, message, hint, *["or `step: 100%` for whole ones"] * (said == "%"))


def _scaled(tree: Tree, units: Mapping[str, Unit]) -> str:
    """The unit in per cent, parts per million and so on that a part of a formula is in; of a product there is none."""
    match tree:
        case Name(name=name):
            return _said(units.get(name))
        case Unary(op="-") | Binary(op="+" | "-"):
            below = children(tree)
        case Call(name=name) if name in _AMONG:
            below = children(tree)[1:] if name == "if" else children(tree)
        case _:
            return ""
    return next((said for each in below if (said := _scaled(each, units))), "")


def _said(unit: Unit | None) -> str:
    bare = unit is not None and unit.dimension.is_one and unit.style == "linear"
    return unit.text if unit is not None and bare and unit.factor != 1 else ""
