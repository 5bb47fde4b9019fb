"""replaced-by-older: a figure was replaced by one of an earlier time.

An older value in the `history`, or a claim that is `superseded`, speaks of a later time (`as_of`) than what took
its place, or is known since later (`known`). Usually the two were exchanged, and the present figure is the stale
one. A correction of an old figure is a claim of its own.

Mend: exchange the two, or correct the date.

```yaml
claims:
  chips:
    title: Chips at the site
    value: 50K chip
    as_of: 2024-05
    history:
      - value: 60K chip
        as_of: 2025-03  # <- replaced-by-older
        why: A recount.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the date of what was replaced, with both."""
    records = edition.base.records
    for id, claim in records.claims.items():
        for number, past in enumerate(claim.history):
            if _later(past.as_of, claim.as_of):
                head = "an older value speaks of a later time than the present one"
                rows = (("the older", past.as_of), ("the present", claim.as_of))
                yield Objection(
                    id, sides(head, rows), records.place("claims", id, "history", number, "as_of")
                )
        successor = records.claims.get(edition.base.aliases.get(claim.superseded_by, claim.superseded_by))
        for field in ("as_of", "known") if successor else ():
            own, other = getattr(claim, field), getattr(successor, field)
            if _later(own, other):
                head = "this claim was superseded by one of an earlier time"
                rows = ((id, f"{field} {own}"), (claim.superseded_by, f"{field} {other}"))
                yield Objection(id, sides(head, rows), records.place("claims", id, field))
                break


def _later(one: str, other: str) -> bool:
    """Whether all of a time is after another."""
    first, second = covered(one), covered(other)
    return first is not None and second is not None and first.first > second.last
