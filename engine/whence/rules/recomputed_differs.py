"""recomputed-differs: a stated figure is not what its own inputs give.

A claim with a formula may carry the source's own figure as `stated`. When the figure recomputed from the source's
own inputs is more than a factor of 1.5 away from it, either the source slipped, or an input here is not the one that
the source used, or a step of its argument was left out.

Mend: compare the formula with the source's words. If the source is wrong, leave the claim as it is: the finding is
the result. If an input differs, cite the one the source used.

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

from whence.case import Case
from whence.diagnostics import Finding
from whence.written import show


def object_to(case: Case) -> Iterator[Finding]:
    for id, found in case.agreements.items():
        if found.verdict != "mismatch":
            continue
        stated = case.base.stated[id]
        unit = stated.unit
        message = (
            "the stated figure is not what its inputs give\n"
            f"  stated      {stated.text}\n"
            f"  recomputed  {show(found.recomputed, unit)}\n"
            f"  ratio       {found.ratio:.3g}"
        )
        place = case.base.records.place("claims", id, "stated")
        yield Finding("recomputed-differs", id, message, place, data={"ratio": found.ratio})
