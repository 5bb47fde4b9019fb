"""check-open: what is known leaves open whether a relation holds.

Something in it is known as a bound alone, and for some of the values that the bound allows the relation
holds, for others not. That is no failure: only what is false for every value rules out or contradicts.

Mend: nothing has to be. Where a figure is better known than *at least* or *at most*, write that; a bound
that is used as a figure on purpose says so with `taken_as` and `why`.

```yaml
claims:
  hall: {title: Seats in the hall, value: at least 50 seat}
checks:
  enough: {title: Everybody has a seat, assert: hall >= guests, inputs: {hall: hall, guests: 72 seat}}  # <- check-open
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import check_fails

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Checks that hold for some of the values that the bounds allow, and fail for others."""
    for id, best, _, choose in check_fails.judged(edition):
        if best == "open":
            yield check_fails.objection(edition, id, "is open", choose)
    for id in edition.settled.outcomes:
        if edition.base.records.checks[id].on_fail == "report" and edition.verdict(id) == "open":
            yield check_fails.objection(edition, id, "is open", edition.live(id)[0].reading.choose)
