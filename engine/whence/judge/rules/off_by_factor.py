"""off-by-factor: two figures differ by a factor that has a name.

A power of ten is a slip of the decimal point, of a prefix or of a word (MW for GW, million for billion);
the ratio of two senses of a word says that the source read the word in the other one. The factor is named
when it is met within 2 %: between a stated figure and the one that its inputs give, or between two
rivals.

Mend: look at the unit in the source first. If the source itself slipped, leave it: the finding is the
result. If the word was read in another sense, make the reading a choice.

```yaml
claims:
  lake:
    title: Water in the lake
    formula: area * depth
    inputs: {area: 12.0 km^2, depth: 20.0 m}
    stated: 240 km^3  # <- off-by-factor
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import recomputed_differs
from whence.judge.rules.wording import factors
from whence.judge.rules.wording.sides import compared, figures, sides

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures and at rivals whose ratio has a name, which the message says."""
    for id, found in edition.agreements.items():
        if why := factors.of_stated(edition, id):
            head = "the stated figure is off by a factor that has a name"
            yield recomputed_differs.objection(edition, id, found, head, ("which is", why))
    for id, comparison in compared(edition):
        if hit := factors.of_rivals(edition, id, comparison):
            why, a, b = hit
            rows = figures(edition, {each.id: each.id for each in (a, b)})
            message = sides(
                "two claims of this quantity differ by a factor that has a name", [*rows, ("which is", why)]
            )
            data = {"ratio": a.figure.point / b.figure.point}
            yield Objection(id, message, edition.base.records.place("claims", b.id, "of"), data=data)
