"""off-by-factor: two figures differ by a factor that has a name.

A power of ten is a slip of the decimal point, of a prefix or of a word (MW for GW, million for billion);
the ratio of two senses of a word says that the source read the word in the other one. The factor is named
when it is met within 2 %: between a stated figure and the one that its inputs give, or between two
rivals.

Mend: look at the unit in the source first. If the source itself slipped, leave it: the finding is the
result. If the word was read in another sense, make the reading a choice.

```yaml
claims:
  chips: {title: Chips, value: 100K chip, kind: illustration}
  power:
    title: Power of the chips
    formula: chips * each
    inputs: {chips: chips, each: 1.5 kW/chip}
    unit: MW
    stated: 150 GW  # <- off-by-factor
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.case import Case
from whence.diagnostics import Finding
from whence.rules import factors, recomputed_differs
from whence.rules.sides import compared, figure, sides


def object_to(case: Case) -> Iterator[Finding]:
    for id, found in case.agreements.items():
        if why := factors.of_stated(case, id):
            head = "the stated figure is off by a factor that has a name"
            yield recomputed_differs.finding(case, id, found, "off-by-factor", head, ("which is", why))
    for id, comparison in compared(case):
        if hit := factors.of_rivals(case, id, comparison):
            why, a, b = hit
            rows = [(each.id, figure(case, each.id)) for each in (a, b)]
            message = sides(
                "two claims of this quantity differ by a factor that has a name", [*rows, ("which is", why)]
            )
            data = {"ratio": a.figure.point / b.figure.point}
            yield Finding(
                "off-by-factor", id, message, case.base.records.place("claims", b.id, "of"), data=data
            )
