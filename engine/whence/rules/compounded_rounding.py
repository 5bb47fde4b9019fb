"""compounded-rounding: each step of an argument was rounded, and together it shows.

A claim and others upstream of it state figures. Each follows, within 10 %, from the figures that are
printed before it; but carried through unrounded the chain ends more than 15 % from where the source's
rounded steps end.

Mend: nothing has to be. Quote the recomputed figure where it matters.

```yaml
claims:
  chips:
    title: Chips in all
    formula: buildings * each
    inputs: {buildings: 8 building, each: 56K chip/building}
    stated: 400K chip
  power:
    title: Power of all chips
    formula: chips * each
    inputs: {chips: chips, each: 1.09 kW/chip}
    unit: MW
    stated: 400 MW  # <- compounded-rounding
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from whence.agreement import AGREES
from whence.case import Case, Derived, Pick, Pool
from whence.diagnostics import Finding
from whence.graph import ancestors
from whence.rules.sides import point, sides
from whence.units import DATE
from whence.values import compute
from whence.written import show

MOST = 0.15
DEEPEST = 100


def object_to(case: Case) -> Iterator[Finding]:
    for id, found in case.agreements.items():
        stated = case.base.stated[id]
        if _loose(case, id) or abs(np.log(found.ratio)) <= np.log(1 + MOST):
            continue
        step = printed(case, id, found.choose, {})
        if abs(step / stated.point - 1) <= AGREES < abs(step / found.recomputed - 1):
            above = ancestors(case.base, id)
            upstream = [each for each in above if each in case.agreements and not _loose(case, each)]
            rows = [(each, f"stated {case.base.stated[each].text}") for each in (*upstream, id)]
            rows += [
                ("from the printed steps", show(step, stated.unit)),
                ("unrounded", show(found.recomputed, stated.unit)),
            ]
            message = sides(
                "each step agrees with the figures printed before it, and the whole chain does not", rows
            )
            place = case.base.records.place("claims", id, "stated")
            yield Finding("compounded-rounding", id, message, place, data={"ratio": found.ratio})


def _loose(case: Case, id: str) -> bool:
    """Whether no chain of arithmetic goes through a stated figure: a date, a bound, a range, zero."""
    stated, found = case.base.stated[id], case.agreements[id]
    return bool(
        stated.unit.dimension == DATE or stated.bound or stated.ends or not stated.point or found.ratio <= 0
    )


def printed(case: Case, id: str, choose: Mapping[str, str], known: dict[str, float], depth: int = 0) -> float:
    """A claim's point with the figures that the source prints upstream put in, `DEEPEST` steps up."""
    if id in known:
        return known[id]
    node = case.base.nodes[id]
    if depth and id in case.agreements and not _loose(case, id):
        result = case.base.stated[id].point
    elif depth == DEEPEST:
        result = point(case, id, choose)
    elif isinstance(node, Derived):
        inputs = {
            name: np.float64(printed(case, ref, choose, known, depth + 1))
            for name, ref in node.inputs.items()
        }
        with np.errstate(all="ignore"):
            result = float(compute(node.tree, inputs))  # type: ignore[arg-type]
    elif isinstance(node, Pick) and id in choose:
        result = printed(case, node.options[choose[id]], choose, known, depth + 1)
    elif isinstance(node, Pool) and len(node.members) == 1:
        result = printed(case, node.members[0], choose, known, depth + 1)
    else:
        result = point(case, id, choose)
    known[id] = result
    return result
