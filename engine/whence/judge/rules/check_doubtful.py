"""check-doubtful: a relation that should hold may not.

The check is true in between 5 % and 95 % of the draws. Where it is bounds that leave it open, `check-open` says so. Of several
readings it is told of the one that suits it best, with how often it is true in the others.

Mend: read `whence why CHECK`. A check that compares round figures needs room for their rounding, such as
`need <= 1.1 * supply`.

```yaml
claims:
  tank: {title: Fuel in the tank, value: 35 to 45 L}
checks:
  crossing:
    {title: The fuel will do, assert: tank >= used, inputs: {tank: tank, used: 40 L}}  # <- check-doubtful
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
    """Checks that hold in some draws only, under the reading that suits them best."""
    for id, best, _, choose in check_fails.judged(edition):
        if best == "doubtful":
            yield check_fails.objection(edition, id, "is doubtful", choose)
