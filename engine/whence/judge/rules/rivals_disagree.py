"""rivals-disagree: the claims of one quantity contradict each other.

Rivals with errors are judged by chi squared about their weighted mean: p below 0.001 is a conflict.
Intervals with hard ends that do not meet are one whatever the p. Rivals that are bare points are judged
by the ratio of the largest to the smallest, against the quantity's `tension` (50 % unless it says
otherwise).

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

from whence.evaluate.rivals import Comparison, Rival
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import factors
from whence.judge.rules.wording.sides import compared, sides
from whence.language.units.units import Unit
from whence.language.values.written import show, show_interval

SEVERITY = "conflict"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose claims contradict each other, where no named factor explains it (that is `off-by-factor`)."""
    for id, found in compared(edition):
        if found.verdict == "conflict" and not factors.of_rivals(edition, id, found):
            yield objection(edition, id, found, "the claims of this quantity disagree")


def objection(edition: Edition, id: str, found: Comparison, head: str) -> Objection:
    """The rivals under each other, and the statistic by which they were judged."""
    unit = edition.unit(id)
    rows = [(each.id, _figure(each, unit)) for each in found.rivals if not each.unused]
    judged = [each for each in found.rivals if not each.unused and not each.bound]
    if found.apart:
        rows.append(("apart", " and ".join(found.apart[0])))
    elif found.consensus and len(found.weighed) == len(judged):
        rows.append(("p", f"{found.consensus.p:.2g}, scale factor {found.consensus.S:.2f}"))
    else:
        rows.append(("largest over smallest", f"{found.ratio:.3g}"))
    data = {"ratio": found.ratio, "verdict": found.verdict}
    return Objection(id, sides(head, rows), edition.base.records.place("quantities", id), data=data)


def _figure(rival: Rival, unit: Unit) -> str:
    found = rival.figure
    if rival.bound:
        return {"lower": "≥ ", "upper": "≤ "}.get(rival.bound, "") + show(found.point, unit)
    return show(found.point, unit) if found.low == found.high else show_interval(found.low, found.high, unit)
