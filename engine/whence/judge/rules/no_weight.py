"""no-weight: a claim counts for nothing in a weighted mean, since all that it tells another tells better.

Where the errors of claims are correlated, least squares may weigh one of them below zero; the mean with the least error of
all whose weights are not below zero then leaves it out. It is listed among the rivals and judged with them, and its figure
does not move the result by anything.

Mend: nothing, if the errors are as much alike as is said; else give the claim the errors that are its own. `take: blue`
keeps weights below zero, and `take: mixture` takes every witness alike.

```yaml
quantities:
  melt:
    title: Melt water of the glacier
    take: weighted  # <- no-weight
claims:
  stake: {title: By stakes, value: 10 m, errors: {own: 3 m, density: {size: 4 m, common: density}}, of: melt}
  photo: {title: By photographs, value: 14 m, errors: {own: 3 m, density: {size: 12 m, common: density}}, of: melt}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rivalry import figure_of
from whence.judge.rules.wording.sides import compared, sides

SEVERITY = "note"
READS = "cone"
MEANS = ("weighted", "random-effects")


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities with a mean in which a witness with an error has no weight."""
    for id, found in compared(edition):
        quantity = edition.base.records.quantities[id]
        if found.consensus is None or quantity.take not in MEANS:
            continue
        left = [each for each, part in zip(found.weighed, found.consensus.weights, strict=True) if not part]
        if not left:
            continue
        unit = edition.unit(id)
        rows = [(each.id, f"{figure_of(each, unit)}, weight {each.weight:.2f}") for each in found.judged]
        names = ", ".join(f"`{each}`" for each in left)
        message = sides(f"{names} has no weight here: its errors go with those of a better claim", rows)
        yield Objection(id, message, edition.base.records.place("quantities", id, "take"))
