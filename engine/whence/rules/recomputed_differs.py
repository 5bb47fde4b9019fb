"""recomputed-differs: a stated figure is not what its own inputs give.

A claim with a formula may carry the source's own figure as `stated`. When the figure recomputed from the
source's own inputs is more than a factor of 1.5 away from it, either the source slipped, or an input here
is not the one that the source used, or a step of its argument was left out. Where a slip of the decimal
point or another sense of a word would explain the difference, `off-by-factor` says so instead.

Mend: compare the formula with the source's words. If the source is wrong, leave the claim as it is: the
finding is the result. If an input differs, cite the one the source used.

```yaml
claims:
  base-success:
    title: Success on one pair
    value: 35%
    kind: illustration
  ten-pairs:
    title: Success on ten pairs
    formula: p ^ 10
    inputs: {p: base-success}
    stated: 0.0003%  # <- recomputed-differs
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.agreement import Agreement
from whence.case import Case
from whence.diagnostics import Finding
from whence.rules import factors
from whence.rules.sides import sides
from whence.units import DATE
from whence.written import show


def object_to(case: Case) -> Iterator[Finding]:
    for id, found in case.agreements.items():
        if found.verdict == "mismatch" and not factors.of_stated(case, id):
            yield finding(
                case, id, found, "recomputed-differs", "the stated figure is not what its inputs give"
            )


def finding(case: Case, id: str, found: Agreement, rule: str, head: str, *more: tuple[str, str]) -> Finding:
    """The two figures under each other, and the ratio (for dates the difference in years)."""
    stated = case.base.stated[id]
    dates = stated.unit.dimension == DATE
    size = ("difference", f"{found.ratio:+.2g} years") if dates else ("ratio", f"{found.ratio:.3g}")
    rows = [("stated", stated.text), ("recomputed", show(found.recomputed, stated.unit)), size, *more]
    data = {"years": found.ratio} if dates else {"ratio": found.ratio}
    return Finding(rule, id, sides(head, rows), case.base.records.place("claims", id, "stated"), data=data)
