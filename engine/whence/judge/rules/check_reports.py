"""check-reports: a relation that need not hold does not, or may not.

With `on_fail: report` a check is a conclusion: it is of interest whether it holds, and no fault where it does not. This
says that it fails, or that it is true in between 5 % and 95 % of the draws. Where it holds in some readings alone, that is
`check-depends`; where bounds leave it open, `check-open`.

Mend: nothing has to be. If the relation must hold, say `on_fail: conflict`.

```yaml
claims:
  harvest: {title: Harvest of the year, value: 31 t}
checks:
  better:
    {title: A good year, assert: year > last, inputs: {year: harvest, last: 34 t}, on_fail: report}  # <- check-reports
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import check_fails
from whence.judge.rules.wording.relations import SAID

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Checks with `on_fail: report` that fail, or are doubtful, in every reading that counts."""
    for id in edition.settled.outcomes:
        verdict = edition.verdict(id)
        if edition.base.records.checks[id].on_fail == "report" and verdict in ("fails", "doubtful"):
            choose = edition.live(id)[0].reading.choose
            yield check_fails.objection(edition, id, SAID[verdict], choose)
