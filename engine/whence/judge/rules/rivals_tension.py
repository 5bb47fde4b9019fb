"""rivals-tension: the claims of one quantity sit uneasily together.

Rivals with errors are in tension when chi squared about their weighted mean has p between 0.001 and 0.05, or
up to 0.1 where they are more than 50 % apart or scatter more than 1.5 times as far as their errors allow;
bare points when the largest is more than the quantity's `tolerance` (10 %) and at most its `tension` (50
%) above the smallest.

Mend: nothing has to be. Look whether the errors are too small, or the claims of another date or scope.

```yaml
claims:
  rings: {title: Age by its rings, value: 400 year, of: age}
  record: {title: Age by the parish record, value: 500 year, of: age}
quantities:
  age: {title: Age of the oak, take: rings}  # <- rivals-tension
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import rivals_disagree
from whence.judge.rules.wording import factors
from whence.judge.rules.wording.sides import compared

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose claims are in tension, where no named factor explains it (that is `off-by-factor`)."""
    for id, found in compared(edition):
        if found.verdict == "tension" and not factors.of_rivals(edition, id, found):
            head = "the claims of this quantity are in tension"
            yield rivals_disagree.objection(edition, id, found, head)
