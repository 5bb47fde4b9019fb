"""check-warns: a check that only warns does not hold.

The check may be true in at most 5 % of the draws, and says with `on_fail: warning` (or says nothing, which is
the same) that this is a weakness and not a contradiction.

Mend: read `whence why CHECK`, which says what each input would have to be. If the relation must hold, say
`on_fail: conflict`; if it is only of interest whether it does, `on_fail: report`.

```yaml
claims:
  plan: {title: Chips planned, value: 300K chip}
  orders: {title: Chips ordered, value: 200K chip}
checks:
  ordered:
    title: What is planned has been ordered
    assert: orders >= plan  # <- check-warns
    inputs: {plan: plan, orders: orders}
    on_fail: warning
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import check_fails

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Checks with `on_fail: warning` that hold under no reading."""
    for id, best, on_fail, choose in check_fails.judged(edition):
        if best == "fails" and on_fail == "warning":
            yield check_fails.objection(edition, id, "does not hold", choose)
