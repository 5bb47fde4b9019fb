"""rivals-disagree: the claims of one quantity contradict each other.

Rivals with errors are judged by chi squared about their weighted mean: p below 0.001 is a conflict.
Intervals with hard ends that do not meet are one whatever the p. Rivals that are bare points are judged
by their ratio to the nearest end of each other claim, against the quantity's `tension` (50 % unless it says
otherwise). A bound is contradicted by what has at most 5 % of its draws on the allowed side. Claims of one
origin are one witness (`origin-differs` tells how they differ), those of a series are compared where they
speak of the same time, and those that depend on a choice in each of its readings: only what is apart in
all of them is a conflict.

Mend: look for a difference of scope, date or sense first. If they do estimate one thing, leave the
finding: that the sources disagree is worth publishing. A value that has been replaced is `status:
superseded`.

```yaml
quantities:
  tower-height:  # <- rivals-disagree
    title: Height of the tower
    take: first-survey
claims:
  first-survey:
    title: Height by the first survey
    value: 100 ± 1 m
    of: tower-height
  second-survey:
    title: Height by the second survey
    value: 120 ± 1 m
    of: tower-height
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rivals import Comparison
from whence.judge import rivalry
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import factors
from whence.judge.rules.wording.sides import compared, sides
from whence.language.problems import listing

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose claims contradict each other, where no named factor explains it (that is `off-by-factor`)."""
    for id, found in compared(edition):
        if found.verdict == "conflict" and not factors.of_rivals(edition, id, found):
            yield objection(edition, id, found, "the claims of this quantity disagree")


def objection(edition: Edition, id: str, found: Comparison, head: str) -> Objection:
    """The rivals under each other, and the statistics by which they were judged."""
    unit = edition.unit(id)
    rows = rivalry.rows([each for each in found.rivals if not each.unused], unit)
    rows += [("one witness", listing(group)) for group in rivalry.witnesses(found)]
    rows += rivalry.statistics(edition, id, found)
    if len(found.readings) > 1:
        rows.append(
            ("readings", f"they are apart in all {len(found.readings)}; shown is where they are least so")
        )
    if found.periods:
        rows.append(("time", ", ".join(name for name, verdict in found.periods if verdict == found.verdict)))
    # no factor lies between a figure and a bound
    known = unit.has_ratios and len(found.judged) > 1
    data = ({"ratio": found.ratio} if known else {}) | {"verdict": found.verdict}
    return Objection(id, sides(head, rows), edition.base.records.place("quantities", id), data=data)
