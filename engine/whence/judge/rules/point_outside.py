"""point-outside: the point of a claim or a choice lies outside its own 90 % interval.

The point is the formula at the central values of its inputs. Where a formula bends much over the range of its
inputs, hardly any draw comes out near it, so the number in front says something that the interval denies. Over readings
with credences the point is their weighed mean, which a reading that is unlikely and far off takes out of the interval.

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

from whence.evaluate.conditioned import conditioned
from whence.evaluate.estimate import Figure
from whence.evaluate.summaries import Reading, Summary
from whence.evaluate.tallies import above, below
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.shown import apart, show, show_share
from whence.model.graph import Derived, Pick, home

SEVERITY = "warning"
READS = "cone"

ROUNDING = 1e-9


def object_to(edition: Edition) -> Iterator[Objection]:
    """At derived numbers whose point is outside their interval in a reading that counts."""
    for id, node in edition.base.nodes.items():
        summary = edition.summaries.get(id)
        if summary is None or not isinstance(node, Derived | Pick):
            continue
        outside = [each for each in summary.readings if each.active and _outside(each)]
        if outside and isinstance(node, Derived):
            yield _objection(edition, node, outside[0])
        elif not outside and not summary.open and _outside(summary):
            yield _weighed(edition, node, summary.figure)


def _outside(found: Reading | Summary) -> bool:
    figure = found.figure
    if found.bound:
        return False
    slack = ROUNDING * max(abs(figure.low), abs(figure.high))
    return figure.low <= figure.high and not figure.low - slack <= figure.point <= figure.high + slack


def _objection(edition: Edition, node: Derived, reading: Reading) -> Objection:
    point = reading.figure.point
    share = below(edition.base, edition.values, edition.settled, node.id, reading.choose, point)
    hint = (
        "quote the median or the interval: the formula bends too much for its central values to stand for it"
    )
    return _told(edition, node, reading.figure, share, hint)


def _weighed(edition: Edition, node: Derived | Pick, figure: Figure) -> Objection:
    base, settled = edition.base, edition.settled
    over, _ = above(base, settled, conditioned(base, settled, node.id, edition.values.of), figure.point)
    hint = "quote the median or the interval: the mean of its readings, weighed by their credences, is none of the likely ones"
    return _told(edition, node, figure, 1 - over, hint)


def _told(edition: Edition, node: Derived | Pick, figure: Figure, share: float, hint: str) -> Objection:
    """The point and the interval that denies it, with the share of the draws on its other side."""
    side, part = ("below", share) if figure.point > figure.high else ("above", 1 - share)
    digits = apart((figure.low, figure.point, figure.high), edition.unit(node.id))
    point = edition.number(node.id, figure, digits)
    interval = edition.interval(node.id, figure, digits) or show(figure.low, edition.unit(node.id), digits)
    message = f"the point {point} lies outside its own interval, {interval}: {show_share(part, 1)} of the draws lie {side} it"
    section, field = home(node) if isinstance(node, Derived) else (edition.section(node.id), "credence")
    place = edition.base.records.place(section, node.id, field)
    return Objection(node.id, message, place, (hint,), {"share": share})
