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

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import factors
from whence.judge.rules.wording.sides import sides
from whence.judge.stated import Agreement
from whence.language.units.units import DATE
from whence.language.values.written import show

SEVERITY = "conflict"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures that mismatch, unless by a factor that has a name."""
    for id, found in edition.agreements.items():
        if found.verdict == "mismatch" and not factors.of_stated(edition, id):
            yield objection(edition, id, found, "the stated figure is not what its inputs give")


def objection(edition: Edition, id: str, found: Agreement, head: str, *more: tuple[str, str]) -> Objection:
    """The two figures under each other, and the ratio (for dates the difference in years)."""
    stated = edition.base.stated[id]
    dates = stated.unit.dimension == DATE
    size = ("difference", f"{found.ratio:+.2g} years") if dates else ("ratio", f"{found.ratio:.3g}")
    rows = [("stated", stated.text), ("recomputed", show(found.recomputed, stated.unit)), size, *more]
    data = {"years": found.ratio} if dates else {"ratio": found.ratio}
    return Objection(id, sides(head, rows), edition.base.records.place("claims", id, "stated"), data=data)
