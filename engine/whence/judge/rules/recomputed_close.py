"""recomputed-close: a stated figure is close to what its inputs give, beyond what rounding explains.

Both figures and all inputs are known to the digits that are written: half a unit of the last digit either way. Carried
through the formula, that explains some of the difference and not all of it; the rest is within 10 % (the setting
`agree`, or the claim's `tolerance`). Where every input is exact it is no note but a conflict, `recomputed-soft`.

Mend: nothing has to be. An input that is less sure than its digits say can be written with its range or with `~`.

```yaml
claims:
  side: {title: Side, value: 10.0 m, kind: illustration}
  area:
    title: Area
    formula: side * side
    inputs: {side: side}
    unit: m^2
    stated: 109.00 m^2  # <- recomputed-close
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import recomputed_differs
from whence.judge.rules.wording import verdicts

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Every stated figure that is close to ours, and not by rounding."""
    for id, found in edition.agreements.items():
        if found.verdict == "close":
            gives = verdicts.giver(edition, id)
            head = f"the stated figure is close to what {gives}, but rounding does not explain the difference"
            yield recomputed_differs.objection(edition, id, found, head)
