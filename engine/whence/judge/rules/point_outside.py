"""point-outside: the point of a claim lies outside its own 90 % interval.

The point is the formula at the central values of its inputs. Where a formula bends much over the range of its
inputs, hardly any draw comes out near it, so the number in front says something that the interval denies.

Mend: quote the median or the interval. Where the bend is a maximum, a minimum or an `if`, say which side is
meant; where an input may be zero on both sides, see `division-across-zero`.

```yaml
claims:
  first: {title: First bid, value: 10 ± 4 EUR}
  second: {title: Second bid, value: 10 ± 4 EUR}
  third: {title: Third bid, value: 10 ± 4 EUR}
  spread:
    title: Between the highest bid and the lowest
    formula: max(a, b, c) - min(a, b, c)  # <- point-outside
    inputs: {a: first, b: second, c: third}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.summaries import Reading
from whence.evaluate.tallies import below
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.shown import apart, show_share
from whence.model.graph import Derived, home

SEVERITY = "warning"
READS = "cone"

ROUNDING = 1e-9


def object_to(edition: Edition) -> Iterator[Objection]:
    """At derived numbers whose point is outside their interval in a reading that counts."""
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived) and id in edition.summaries:
            outside = [each for each in edition.summaries[id].readings if each.active and _outside(each)]
            if outside:
                yield _objection(edition, node, outside[0])


def _outside(reading: Reading) -> bool:
    figure = reading.figure
    if reading.bound:
        return False
    slack = ROUNDING * max(abs(figure.low), abs(figure.high))
    return figure.low < figure.high and not figure.low - slack <= figure.point <= figure.high + slack


def _objection(edition: Edition, node: Derived, reading: Reading) -> Objection:
    figure = reading.figure
    share = below(edition.base, edition.values, edition.settled, node.id, reading.choose, figure.point)
    side, part = ("below", share) if figure.point > figure.high else ("above", 1 - share)
    digits = apart((figure.low, figure.point, figure.high), edition.unit(node.id))
    point, interval = edition.number(node.id, figure, digits), edition.interval(node.id, figure, digits)
    message = f"the point {point} lies outside its own interval, {interval}: {show_share(part, 1)} of the draws lie {side} it"
    section, field = home(node)
    hint = (
        "quote the median or the interval: the formula bends too much for its central values to stand for it"
    )
    place = edition.base.records.place(section, node.id, field)
    return Objection(node.id, message, place, (hint,), {"share": share})
