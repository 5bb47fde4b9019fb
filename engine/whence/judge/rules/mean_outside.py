"""mean-outside: the weighted mean lies outside all the claims that it is made of.

`take: blue` lets weights fall below zero where claims have errors in common. That is right if the common error is known
exactly; where it is only guessed, the mean may come to lie below or above every one of the claims (Peelle's puzzle).

Mend: take `weighted`, whose weights are never below zero, unless the covariance is known to that precision.

```yaml
quantities:
  rate:
    title: Rate of the reaction
    take: blue  # <- mean-outside
claims:
  first: {title: By the first run, value: 1.5 kg, errors: {own: 10%, scale: {size: 20%, common: scale}}, of: rate}
  second: {title: By the second run, value: 1.0 kg, errors: {own: 10%, scale: {size: 20%, common: scale}}, of: rate}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rivals import in_units
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rivalry import figure_of
from whence.judge.rules.wording.sides import compared, sides
from whence.language.values.written import show

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose combined mean lies below or above all their weighed claims."""
    for id, found in compared(edition):
        values = [each.measured.value for each in found.witnesses if each.measured]
        if found.consensus is None or min(values) <= found.consensus.mean <= max(values):
            continue
        unit = edition.unit(id)
        rows = [("mean", show(in_units(found.consensus.mean, found.scale), unit, 4))]
        rows += [
            (f"{each.id}", f"{figure_of(each, unit)}, weight {each.weight:.2f}") for each in found.judged
        ]
        message = sides("the weighted mean lies outside all the claims that it is made of", rows)
        yield Objection(id, message, edition.base.records.place("quantities", id, "take"))
