"""share-over-one: a share is more than all there is.

A figure that is called a share, fraction or probability is above 100 %, or a formula takes `1 - share`
and comes out below zero. Usually a percentage was entered as a whole number (40 for 40 %), or it is of
another base than it is said to be.

Mend: write `40%`. If it is a ratio that may exceed one, call it that, and write `1.3x`.

```yaml
claims:
  utilisation:
    title: Share of the peak that training reaches
    value: 140%  # <- share-over-one
```
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import figure, live
from whence.language.formulas.formula import Binary, Name, Number, walk
from whence.language.patterns import later
from whence.language.units.units import ONE
from whence.language.values.shown import apart
from whence.model.graph import Derived

SEVERITY = "warning"
READS = "cone"

CALLED = later(
    r"\b(share|fraction|proportion|probability|utili[sz]ation|percentage|likelihood|chance)\b",
    re.I,
)
RATIO = later(r"\b(needs?|required?|ratio|growth|increase|relative|times|multiple|compared|versus)\b", re.I)


def object_to(edition: Edition) -> Iterator[Objection]:
    """At claims called a share that are above one, and at formulas that take such a share from one."""
    for id, claim in live(edition).items():
        if _above_one(edition, id) and CALLED.search(claim.title) and not RATIO.search(claim.title):
            place = edition.base.records.place("claims", id, "formula" if claim.formula else "value")
            yield Objection(id, f"this is called a share, and it is {_told(edition, id)}", place)
        node = edition.base.nodes.get(id)
        if isinstance(node, Derived):
            yield from _remainder(edition, id, node)


def _above_one(edition: Edition, id: str) -> bool:
    if (
        edition.dimensions.of.get(id) != ONE
        or id not in edition.summaries
        or edition.summaries[id].bound in ("upper", "lost")
    ):
        return False
    return any(each.active and each.figure.point > 1 + 1e-9 for each in edition.summaries[id].readings)


def _told(edition: Edition, id: str) -> str:
    """The number, with the digits that tell it from all there is."""
    summary, unit = edition.summaries[id], edition.unit(id)
    if not math.isfinite(summary.figure.point):
        return figure(edition, id)
    return edition.told(id, summary, apart((1.0, summary.figure.point), unit))


def _remainder(edition: Edition, id: str, node: Derived) -> Iterator[Objection]:
    """`1 - share` where the share is above one."""
    for part in walk(node.tree):
        if not (isinstance(part, Binary) and part.op == "-" and isinstance(part.right, Name)):
            continue
        if (
            isinstance(part.left, Number)
            and part.left.value == 1
            and _above_one(edition, node.inputs[part.right.name])
        ):
            ref = node.inputs[part.right.name]
            message = f"`1 - {part.right.name}` is below zero: `{ref}` is {_told(edition, ref)}"
            place = edition.base.records.within("claims", id, "formula", start=part.start, end=part.end)
            yield Objection(id, message, place)
