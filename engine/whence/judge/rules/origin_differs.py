"""origin-differs: one origin gives different figures for one quantity.

Written claims of a quantity that come from one origin, directly or along `relies_on`, are one witness: they count
once, and their difference says nothing about how well independent witnesses agree. Where it is larger than the
quantity's `tolerance` (10 %) it is told here instead.

Mend: look which of the figures the origin stands by: the other is `status: superseded`, or of another scope or date
(give it its own quantity, or make this one a series with `over: time`). A repeater who measured for himself has
another origin.

```yaml
sources:
  survey: {title: The survey}
  almanac: {title: The almanac, relies_on: [survey]}
quantities:
  tower-height:  # <- origin-differs
    title: Height of the tower
    take: weighted
claims:
  surveyed: {title: Height by the survey, value: 100 ± 2 m, kind: fact, of: tower-height, cites: [survey]}
  reprinted: {title: Height by the almanac, value: 120 ± 2 m, kind: fact, of: tower-height, cites: [almanac]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rivals import Comparison
from whence.judge import rivalry
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import compared, sides
from whence.model import origins

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Groups of claims of one origin whose figures differ by more than the tolerance."""
    for id, found in compared(edition):
        for group in found.differing:
            yield _objection(edition, id, found, group)


def _objection(edition: Edition, id: str, found: Comparison, group: tuple[str, ...]) -> Objection:
    rows = rivalry.rows([each for each in found.rivals if each.id in group], edition.unit(id))
    common = frozenset.intersection(*(origins.of_claim(edition.base, each) for each in group))
    where = f"`{min(common)}`" if common else "one origin"
    points = [each.figure.point for each in found.rivals if each.id in group]
    rows.append(
        ("largest over smallest", f"{max(points) / min(points):.3g}" if min(points) > 0 else "not comparable")
    )
    message = sides(f"these claims come from {where} and differ; they count as one witness", rows)
    return Objection(id, message, edition.base.records.place("quantities", id), data={"claims": group})
