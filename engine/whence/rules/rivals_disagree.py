"""rivals-disagree: the claims of one quantity contradict each other.

Rivals with errors are judged by chi squared about their weighted mean: p below 0.001 is a conflict. Intervals with
hard ends that do not meet are one whatever the p. Rivals that are bare points are judged by the ratio of the largest
to the smallest, against the quantity's `tension` (50 % unless it says otherwise).

Mend: look for a difference of scope, date or sense first. If they do estimate one thing, leave the finding: that the
sources disagree is worth publishing. A value that has been replaced is `status: superseded`.

```yaml
quantities:
  tower-height:
    title: Height of the tower
    take: first-survey
claims:
  first-survey:
    title: Height by the first survey
    value: 100 ± 1 m
    of: tower-height  # <- rivals-disagree
  second-survey:
    title: Height by the second survey
    value: 120 ± 1 m
    of: tower-height
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.case import Case
from whence.diagnostics import Finding
from whence.rivals import Comparison
from whence.written import show


def object_to(case: Case) -> Iterator[Finding]:
    for id, found in case.comparisons.items():
        if found.verdict == "conflict":
            yield _finding(case, id, found, "rivals-disagree")


def _finding(case: Case, id: str, found: Comparison, rule: str) -> Finding:
    unit = case.unit(id)
    used = [each for each in found.rivals if not each.unused]
    width = max(len(each.id) for each in used)
    lines = [f"  {each.id:<{width}}  {show(each.figure.point, unit)}" for each in used]
    if found.consensus:
        lines.append(f"  p = {found.consensus.p:.2g}, scale factor {found.consensus.S:.2f}")
    else:
        lines.append(f"  largest over smallest: {found.ratio:.3g}")
    message = "the claims of this quantity disagree\n" + "\n".join(lines)
    place = case.base.records.place("quantities", id)
    return Finding(rule, id, message, place, data={"ratio": found.ratio, "verdict": found.verdict})
