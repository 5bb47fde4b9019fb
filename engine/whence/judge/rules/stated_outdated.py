"""stated-outdated: a stated figure follows from what its source could know, and news has moved an input since.

A source is held to what it could know: its arithmetic is judged with its inputs as they were known when it was issued
(the claim's `known`, or else when its origin appeared). When an input is updated later, that verdict stays, and this
note says what the figure would be now. A figure that agrees as it did is left alone.

Mend: nothing has to be. A newer source may state a newer figure, which is another claim.

```yaml
claims:
  revenue:
    title: Revenue
    value: 60 bn USD/year
    known: 2026-07
    kind: illustration
    history: [{value: 44 bn USD/year, known: 2026-05, until: 2026-07}]
  half:
    title: Half of it
    formula: revenue / 2
    inputs: {revenue: revenue}
    unit: bn USD/year
    known: 2026-05
    stated: 22 bn USD/year  # <- stated-outdated
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import verdicts
from whence.judge.rules.wording.sides import sides
from whence.language.problems import listing
from whence.language.values.shown import apart

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Every stated figure whose inputs have moved since its source was issued, unless it agrees then and now."""
    for id, found in edition.agreements.items():
        if found.now is None or (found.fine and found.now.fine):
            continue
        stated = edition.base.stated[id]
        digits = apart((stated.point, found.recomputed, found.now.recomputed), stated.unit)
        rows = [
            ("stated", stated.text),
            (f"known {found.known}", f"{verdicts.recomputed(found, stated.unit, digits)}, {found.verdict}"),
            ("now", verdicts.recomputed(found.now, stated.unit, digits)),
            ("since then", listing([f"`{each}` has moved" for each in found.replaced])),
        ]
        message = sides("what a stated figure follows from has moved since its source was issued", rows)
        yield Objection(id, message, edition.base.records.place("claims", id, "stated"))
