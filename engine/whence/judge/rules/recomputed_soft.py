"""recomputed-soft: a stated figure is near what its inputs give, and not it.

The recomputed figure is more than 10 % (the setting `agree`, or the claim's `tolerance`) and at most a factor of 1.5
(`tension`) away from the stated one, beyond what rounding explains, and outside the interval that the inputs leave.
Often an input was rounded before use, or is of another date. Where every input is exact (money to the cent, whole
numbers of things under 100, conventions, definitions, and what says `exact: true`) nothing but rounding is an excuse,
and any difference beyond it is of this kind.

Mend: nothing has to be. If the source names the input that it used, take that one.

```yaml
claims:
  trip:
    title: Length of the trip
    formula: speed * time
    inputs: {speed: 84.0 km/hour, time: 2.50 hour}
    stated: 250 km  # <- recomputed-soft
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import recomputed_differs
from whence.judge.rules.wording import verdicts

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures that are near and do not agree, unless another rule says why."""
    for id, found in edition.agreements.items():
        if found.verdict == "soft" and not recomputed_differs.explained(edition, id):
            gives = verdicts.giver(edition, id).replace("its inputs", "these inputs")
            head = f"the stated figure is near what {gives}, and rounding does not explain the difference"
            yield recomputed_differs.objection(edition, id, found, head)
