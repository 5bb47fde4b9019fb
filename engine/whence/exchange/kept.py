"""The formulas of a spreadsheet held against what the file keeps of them: each stays as it is, computes with bare numbers, is the
number that is kept, or is left out.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from whence.exchange.cells import At, Cell, letters
from whence.exchange.spreadsheet_formulas import Translated
from whence.judge.edition import Edition
from whence.language.formulas.formula import Binary, Number, Tree, walk
from whence.language.problems import brief

NEAR = 1e-9
# How many of one unit of time are in another, and of bytes.
_TIMES = frozenset((7, 12, 24, 30, 52, 60, 365, 365.25, 1024, 1440, 3600, 8760, 8766, 86400))


@dataclass
class Made:
    """A claim while it is made: its cell, id and unit, the formula if there is one, and why not if there is none."""

    cell: Cell
    id: str
    title: str
    unit: str
    formula: Translated | None = None
    plain: bool = False
    lost: str = ""
    # Whether its unit is known: that of a formula without one is what the units of its cells make.
    sure: bool = True
    # Whether there is nothing of it here: its formula does not hold, and no value of it is kept.
    gone: bool = False
    # Whether it is a bare number since a number in its formula may lead to another unit than they make.
    unsaid: bool = False


def converts(tree: Tree) -> bool:
    """Whether a formula multiplies or divides by a number that leads from one unit to another, such as 1000 or 12."""
    return any(
        isinstance(part, Binary) and part.op in ("*", "/") and any(map(leads, (part.left, part.right)))
        for part in walk(tree)
    )


def leads(tree: Tree) -> bool:
    """Whether a number may lead from one unit to another."""
    if not isinstance(tree, Number) or tree.value <= 0:
        return False
    tens = math.log10(tree.value)
    return tree.value in _TIMES or (abs(tens) >= 2 and tens.is_integer())


def mended(made: Mapping[At, Made], edition: Edition) -> bool:
    """Whether some formula that does not hold, or does not give what is kept, was made one that may."""
    wrong = {each.id: each for each in edition.findings if each.severity == "error"}
    parts_wrong = {id.rpartition("-part-")[0]: wrong[id] for id in reversed(wrong) if "-part-" in id}
    changed = False
    for each in made.values():
        if each.formula is None:
            continue
        bad = wrong.get(each.id) or parts_wrong.get(each.id)
        fails = bad is not None or _stuck(each, made, edition)
        if not each.sure:
            if not fails and each.id not in edition.summaries:
                # what it rests on has no value yet
                continue
            each.sure = changed = True
            if each.id in edition.summaries and same(each, edition):
                unit = edition.unit(each.id).text
                each.plain = each.unsaid = bool(unit) and converts(each.formula.tree)
                each.unit = "" if each.plain else unit
            continue
        if not fails and (each.id not in edition.summaries or same(each, edition) or each.plain):
            continue
        changed = True
        if each.plain:
            give_up(each, bad.message.splitlines()[0] if bad else "it has no value here")
        else:
            each.plain = True
    return without(made) or changed


def _stuck(each: Made, made: Mapping[At, Made], edition: Edition) -> bool:
    """Whether a formula has no value though all that it rests on has one: what is wrong may be told at one of these."""
    rests = each.formula.inputs.values() if each.formula else ()
    return each.id not in edition.summaries and all(
        made[at].id in edition.summaries for at in rests if at in made
    )


def give_up(each: Made, why: str) -> None:
    """Make a formula the number that is kept of it; where none is, there is nothing of it here."""
    each.formula = None
    each.gone = each.cell.value is None
    each.lost = left_out(each.cell, why) if each.gone else as_kept(each.cell, why)


def as_kept(cell: Cell, why: str) -> str:
    """What is told of a formula that is brought in as the number that is kept."""
    return f"={brief(cell.formula)} is brought in as the number that is kept: {why}"


def left_out(cell: Cell, why: str) -> str:
    """What is told of a formula of which nothing is brought in."""
    return f"={brief(cell.formula)} is left out: no value of it is kept in the file, and {why}"


def without(made: Mapping[At, Made]) -> bool:
    """Whether formulas that rest on what is left out were given up, and what rests on these where nothing is kept of them."""
    above: dict[At, list[Made]] = defaultdict(list)
    for each in made.values():
        for at in dict.fromkeys(each.formula.inputs.values()) if each.formula else ():
            above[at].append(each)
    left = [at for at in above if at not in made or made[at].gone]
    changed = bool(left)
    while left:
        at = left.pop()
        for each in above[at]:
            if each.formula:
                give_up(each, f"it rests on {at[0]}!{letters(at[2])}{at[1]}, which is left out")
                left += [each.cell.at] if each.gone else []
    return changed


def same(each: Made, edition: Edition) -> bool:
    """Whether what is computed is what is kept, to 1e-9 of it."""
    kept = each.cell.value
    if kept is None or each.id not in edition.summaries:
        return kept is None
    point = edition.summaries[each.id].figure.point
    if isinstance(kept, datetime.datetime):
        return bool(edition.unit(each.id).style == "date")
    number = float(edition.unit(each.id).from_base(point))
    target = float(each.cell.number or 0.0) * (100 if each.unit == "%" else 1)
    return math.isclose(number, target, rel_tol=NEAR, abs_tol=NEAR * 1e-3)
