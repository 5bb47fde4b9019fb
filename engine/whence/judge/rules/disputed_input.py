"""disputed-input: a claim, a check or a choice is computed from a figure that is disputed.

The figure may stand, but somebody has written down that it is in doubt, and whoever reads what was computed
from it should know. The message names what rests on the figure further on.

Mend: settle the dispute (correct the figure, or take the `status` away with the reason), use another claim,
or accept the finding with the reason.

```yaml
claims:
  well: {title: Depth of the well, value: 30 m, status: disputed, why: A second rope was longer.}
  water:
    title: Depth of the water
    formula: well - dry
    inputs: {well: well, dry: 12 m}  # <- disputed-input
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.retracted_input import downstream, uses
from whence.judge.rules.wording.sides import sides
from whence.language.problems import few

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each use of a disputed claim; the data name it and what rests on the result."""
    claims = edition.base.records.claims
    for id, ref, place in uses(edition, "disputed"):
        further = downstream(edition, id)
        rows = [("because", claims[ref].why or "no reason is given")]
        rows += [("on it rest", few(further))] if further else []
        message = sides(f"this rests on `{ref}`, which is disputed", rows)
        yield Objection(id, message, place, data={"input": ref, "further": list(further)})
