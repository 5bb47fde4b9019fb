"""narrow-interval: the interval that is taken is too narrow for what the claims of the quantity say.

Of three or more independent rivals fewer than half lie inside it; or their spread is more than twice what their own
errors allow (PDG scale factor above 2) and one claim is taken with its own interval. What is computed
from it looks more certain than the evidence is.

Mend: take `weighted`, which scales the error up, `random-effects`, `mixture` or `envelope`. If one claim
deserves the trust, say why in a `note` and accept the finding.

```yaml
quantities:
  height: {title: Height of the tower, take: first}  # <- narrow-interval
claims:
  first: {title: The first survey, value: 100 to 102 m, of: height}
  second: {title: The second survey, value: 104 m, of: height}
  third: {title: The third survey, value: 107 m, of: height}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rivals import Comparison
from whence.files.schema import POOLED
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import compared, sides
from whence.language.values.shown import apart, show, show_interval
from whence.model.graph import Pool

SEVERITY = "warning"
READS = "cone"

MOST_SCALE = 2.0
MEANS = ("weighted", "blue", "random-effects")


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose interval, as taken, is narrower than what their claims say."""
    for id, found in compared(edition):
        node, summary = edition.base.nodes.get(id), edition.summaries.get(id)
        if (
            not isinstance(node, Pool)
            or summary is None
            or not summary.figure.low < summary.figure.high
            or summary.open
            or summary.bound
            or _of_another_time(edition, id, node, found)
        ):
            continue
        unit = edition.unit(id)
        if why := _narrow(node, found, summary.figure.low, summary.figure.high):
            low, high = summary.figure.low, summary.figure.high
            points = {each.id: each.figure.point for each in found.rivals if not each.unused}
            digits = apart((low, high, *points.values()), unit)
            rows = [("taken", show_interval(low, high, unit, digits))]
            rows += [(each, show(point, unit, digits)) for each, point in points.items()]
            place = edition.base.records.place("quantities", id, "take")
            yield Objection(id, sides(why, rows), place)


def _of_another_time(edition: Edition, id: str, node: Pool, found: Comparison) -> bool:
    """Whether the claims that are compared are those of one time of a series, and what is taken speaks of another."""
    rivals = {each.id for each in found.rivals if not each.unused}
    return edition.base.records.quantities[id].series and rivals.isdisjoint(node.members)


def _narrow(node: Pool, found: Comparison, low: float, high: float) -> str:
    points = [each.figure.point for each in found.witnesses]
    # An end that is one of the claims, as of an envelope, counts as inside: samples meet it only nearly.
    rim = 0.01 * (high - low)
    inside = sum(low - rim <= each <= high + rim for each in points)
    # A weighted mean is surer than any one of its claims, so its interval may well miss most of them.
    if node.take not in MEANS and len(points) >= 3 and 2 * inside < len(points):
        return f"the interval that is taken holds {inside} of the {len(points)} independent claims"
    if found.consensus and found.consensus.S > MOST_SCALE and node.take not in POOLED:
        return (
            f"the claims spread {found.consensus.S:.1f} times as far as their errors allow, and one is taken"
        )
    return ""
