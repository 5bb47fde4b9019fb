"""superseded-input: a live claim still rests on a figure that has been replaced.

The replaced figure stays in the base so that old conclusions can be followed. A conclusion that is drawn
today has to use the one that replaced it.

Mend: use the successor that the message names; or the quantity that both are claims of, which then always
has the right one.

```yaml
claims:
  price-2024: {title: Price in 2024, value: 30 USD, status: superseded, superseded_by: price-2025}
  price-2025: {title: Price in 2025, value: 25 USD}
  cost:
    title: Cost of ten
    formula: 10 * price
    inputs:
      price: price-2024  # <- superseded-input
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.retracted_input import uses
from whence.judge.rules.wording.sides import figures, sides

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each use of a superseded claim; the hint names the last of its successors."""
    claims = edition.base.records.claims
    for id, ref, place in uses(edition, "superseded"):
        successor = successor_of(edition, ref)
        rows = figures(edition, {each: each for each in (ref, successor) if each in claims})
        hints = (f"use `{successor}`",) if successor else ()
        message = sides(f"this rests on `{ref}`, which has been replaced", rows)
        data = {"input": ref, "successor": successor}
        yield Objection(id, message, place, hints, data)


def successor_of(edition: Edition, id: str) -> str:
    """The last claim in a chain of replacements, or nothing."""
    claims, seen = edition.base.records.claims, {id}
    while id in claims and claims[id].superseded_by and claims[id].status == "superseded":
        id = edition.base.aliases.get(claims[id].superseded_by, claims[id].superseded_by)
        if id in seen:
            return ""
        seen.add(id)
    return id if id in claims and len(seen) > 1 else ""
