"""as-of-after-known: a fact is known since before the time it speaks of.

`as_of` is the time a figure speaks of, and `known` is since when it is known. What is known before its time has
come is no fact; only what begins after the last day of `known` is objected to.

Mend: correct the one date or the other; or, where the figure says what will be, write `kind: forecast`.

```yaml
claims:
  rain:
    {title: Rain in May, value: 61 mm, kind: fact, as_of: 2025-05, known: 2025-04-20}  # <- as-of-after-known
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each such fact, with the two dates."""
    for id, claim in live(edition).items():
        spoken_of, known = covered(claim.as_of), covered(claim.known)
        if claim.kind == "fact" and spoken_of and known and spoken_of.first > known.last:
            head = "this fact was known before the time that it speaks of"
            rows = (("it speaks of", claim.as_of), ("it is known since", claim.known))
            yield Objection(id, sides(head, rows), edition.base.records.place("claims", id, "as_of"))
