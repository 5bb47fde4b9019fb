"""recomputed-width: the error beside a stated figure is not what its inputs give.

The central value is what its inputs give, or within the error that the source states. The error differs from ours by more
than 10 % (the setting `agree`, or the claim's `tolerance`) on one side at least, beyond what its digits explain. Both are
taken at the level at which the source states them: one sigma of `10 ± 9 kg`, 95 % of `0.83 (95% CI 0.77 to 0.89)`. Either
the source counts a cause of error that is not among the inputs here, or it leaves out one that is.

Mend: nothing has to be. If the source names what its error consists of, give the inputs these errors.

```yaml
claims:
  each: {title: Weight of one, value: 5.0 ± 0.5 kg, kind: illustration}
  pair:
    title: Weight of two of them
    formula: 2 * each
    inputs: {each: each}
    unit: kg
    stated: 10 ± 9 kg  # <- recomputed-width
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import recomputed_differs
from whence.judge.rules.wording import verdicts

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures whose value is fine and whose error is not."""
    for id, found in edition.agreements.items():
        if found.verdict == "width":
            gives = verdicts.giver(edition, id)
            head = f"the error beside the stated figure is not what {gives}"
            yield recomputed_differs.objection(edition, id, found, head)
