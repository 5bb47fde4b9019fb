"""uncited: a written figure stands on nobody's word.

A fact, estimate or forecast without a citation that supports it cannot be followed by a reader. An
assumption is the author's own and needs no source, but a reason: `why`, or a `note`.

Mend: cite where it was read; if the document does not name its origin, `{source: unstated, via:
DOCUMENT}` says so. A figure that you assume is `kind: assumption`, with the reason.

```yaml
claims:
  power:
    title: Power of the building
    value: 200 MW  # <- uncited
    kind: fact
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.evidence import grade
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live

SEVERITY = "warning"
READS = "cone"

NEEDS_SOURCE = ("fact", "estimate", "forecast")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At values whose kind needs a source and has none, and at assumptions that give no reason either."""
    for id, claim in live(edition).items():
        if not claim.value or grade(edition.base, id) != "uncited":
            continue
        place = edition.base.records.place("claims", id, "value")
        if claim.kind in NEEDS_SOURCE:
            yield Objection(id, f"this {claim.kind} has no citation that supports it", place)
        elif claim.kind == "assumption" and not (claim.why or claim.note):
            yield Objection(id, "this assumption has neither a citation nor a reason", place)
