"""taken-outside: a value is taken as one that it rules out.

`taken_as` says with which figure computation goes on where the written one is a bound, a range or vague. A figure beyond
the bound (`at most 3 m` taken as 5 m), or outside of what the written value stands for, with its rounding and its 90 %
interval, is not a way to read the value but another one: everything that rests on it is computed with a number that its
own source denies.

Mend: take a figure that the value allows; or correct the value. What another source says is a claim of its own.

```yaml
claims:
  height:
    title: Clearance of the bridge
    value: at most 3 m
    taken_as: 5 m  # <- taken-outside
    why: It looked higher.
    kind: illustration
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.judge.stated import stands_for
from whence.language.values.written import Written
from whence.model.graph import Leaf

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At values that are taken as what has nothing in common with them."""
    base = edition.base
    for id, claim in base.records.claims.items():
        node, value = base.nodes.get(id), base.values.get(id)
        if claim.taken_as and value and isinstance(node, Leaf) and not _meet(value, node.written):
            rows = [("value", value.text), ("taken as", claim.taken_as)]
            head = "the value is taken as one that it rules out"
            yield Objection(id, sides(head, rows), base.records.place("claims", id, "taken_as"))


def _meet(value: Written, taken: Written) -> bool:
    """Whether two written values may be one; the ends of a bound count as in it."""
    (low, high), (first, last) = _allowed(value), _allowed(taken)
    slack = 1e-9 * max(abs(each) for each in (value.point, taken.point))
    return low <= last + slack and first <= high + slack


def _allowed(value: Written) -> tuple[float, float]:
    if value.bound:
        return (value.point, math.inf) if value.bound == "lower" else (-math.inf, value.point)
    return stands_for(value)
