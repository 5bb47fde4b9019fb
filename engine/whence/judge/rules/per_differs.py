"""per-differs: the figure is per something, and the words that are quoted are not, or the other way round.

The number is the same, but 280 Gt is an amount and 280 Gt a year a rate; 0.2 K in a decade is not 0.2 K; 5 kg
for each person is not 5 kg. Either the "per" was lost or added on the way, or the words that are quoted leave
out what their document says elsewhere.

Mend: read the source again, and give the value the unit that it has there. If the words leave it out, quote
more of them, or say in the title what the figure is per.

```yaml
claims:
  trend: {title: Ground temperature, value: 0.2 K, cites: [{source: log, excerpt: warms by 0.2 K per decade}]}  # <- per-differs
sources: {log: {title: The log of the borehole}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.pers import per_apart
from whence.judge.rules.wording.quotes import place, rows, worded
from whence.judge.rules.wording.said import carrying
from whence.judge.rules.wording.sides import sides

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt with the number of a figure, where each of them is per something else, or one side is."""
    units = edition.base.units
    for it in worded(edition):
        said = [
            (quote, per_apart(it.figure, each, quote.excerpt, it.claim.title, units))
            for quote, each in carrying(edition, it)
        ]
        if said and all(why for _, why in said):
            quote, why = said[0]
            yield Objection(it.id, sides(why, rows(it, quote)), place(edition, it, quote))
