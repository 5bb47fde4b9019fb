"""compounded-rounding: each step of an argument was rounded, and together it shows.

A claim and others upstream of it state figures. Each follows, within 10 %, from the figures that are
printed before it; but carried through unrounded the chain ends more than 15 % from where the source's
rounded steps end. The difference is no conflict of its own.

Mend: nothing has to be. Quote the recomputed figure where it matters.

```yaml
claims:
  chips:
    title: Chips in all
    formula: buildings * each
    inputs: {buildings: 8 building, each: 54K chip/building}
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
from collections.abc import Iterator

from whence.judge.chains import compounded, upstream
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.values.shown import apart, show

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures; the data is the ratio of stated to recomputed."""
    for id, found in edition.agreements.items():
        step = compounded(edition, id)
        if math.isnan(step):
            continue
        stated = edition.base.stated[id]
        chain = (*upstream(edition, id), id)
        rows = [(each, f"stated {edition.base.stated[each].text}") for each in chain]
        digits = apart((stated.point, step, found.recomputed), stated.unit)
        rows += [
            ("from the printed steps", show(step, stated.unit, digits)),
            ("unrounded", show(found.recomputed, stated.unit, digits)),
        ]
        head = "each step agrees with the figures printed before it, and the whole chain does not"
        place = edition.base.records.place("claims", id, "stated")
        yield Objection(id, sides(head, rows), place, data={"ratio": found.ratio})
