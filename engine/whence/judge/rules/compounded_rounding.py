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

import math
from collections.abc import Iterator, Mapping

from whence.evaluate.arithmetic import value
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.recomputed import limits
from whence.judge.rules.wording.sides import point, sides
from whence.language.units.units import DATE
from whence.language.values.shown import apart, show
from whence.model.graph import Derived, Pick, Pool, ancestors

SEVERITY = "note"

MOST = 0.15
DEEPEST = 100


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures; the data is the ratio of stated to recomputed."""
    for id, found in edition.agreements.items():
        stated = edition.base.stated[id]
        if found.now or _loose(edition, id) or abs(math.log(found.ratio)) <= math.log(1 + MOST):
            continue
        step = printed(edition, id, found.choose, {})
        agree = limits(edition.base, id).agree
        if abs(step / stated.point - 1) <= agree < abs(step / found.recomputed - 1):
            above = ancestors(edition.base, id)
            upstream = [each for each in above if each in edition.agreements and not _loose(edition, each)]
            rows = [(each, f"stated {edition.base.stated[each].text}") for each in (*upstream, id)]
            digits = apart((stated.point, step, found.recomputed), stated.unit)
            rows += [
                ("from the printed steps", show(step, stated.unit, digits)),
                ("unrounded", show(found.recomputed, stated.unit, digits)),
            ]
            message = sides(
                "each step agrees with the figures printed before it, and the whole chain does not", rows
            )
            place = edition.base.records.place("claims", id, "stated")
            yield Objection(id, message, place, data={"ratio": found.ratio})


def _loose(edition: Edition, id: str) -> bool:
    """Whether no chain of arithmetic goes through a stated figure: a date, a bound, a range, zero."""
    stated, found = edition.base.stated[id], edition.agreements[id]
    return bool(
        stated.unit.dimension == DATE or stated.bound or stated.ends or not stated.point or found.ratio <= 0
    )


def printed(
    edition: Edition, id: str, choose: Mapping[str, str], known: dict[str, float], depth: int = 0
) -> float:
    """A claim's point with the figures that the source prints upstream put in, `DEEPEST` steps up."""
    if id in known:
        return known[id]
    node = edition.base.nodes[id]
    if depth and id in edition.agreements and not _loose(edition, id):
        result = edition.base.stated[id].point
    elif depth == DEEPEST:
        result = point(edition, id, choose)
    elif isinstance(node, Derived):
        inputs = {name: printed(edition, ref, choose, known, depth + 1) for name, ref in node.inputs.items()}
        result = value(node.tree, inputs)
    elif isinstance(node, Pick) and id in choose:
        result = printed(edition, node.options[choose[id]], choose, known, depth + 1)
    elif isinstance(node, Pool) and len(node.members) == 1:
        result = printed(edition, node.members[0], choose, known, depth + 1)
    else:
        result = point(edition, id, choose)
    known[id] = result
    return result
