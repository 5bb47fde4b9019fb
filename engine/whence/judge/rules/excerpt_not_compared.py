"""excerpt-not-compared: the unit behind the number in the words that are quoted is not known.

The digits are those of the claim, and the word behind them is no unit that the table or the base has. Whether
they are the same amount could not be told: 5 of one unit is seldom 5 of another.

Mend: define the unit in the section `units` of the base, with what it `equals`. If the word is no unit,
quote the words with the unit in them.

```yaml
claims:
  depth: {title: Depth, value: 12 m, cites: [{source: deed, excerpt: a well of 12 klafter}]}  # <- excerpt-not-compared
sources: {deed: {title: The deed of the farm}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotes import place, rows, worded
from whence.judge.rules.wording.said import carrying
from whence.judge.rules.wording.sides import sides
from whence.judge.rules.wording.unknowns import unit_like

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt with the number of a measured figure, where each of them has an unknown word for its unit."""
    for it in worded(edition):
        if it.figure.lead is None or it.figure.role not in ("measure", "prefixed"):
            continue
        said = [
            (quote, unit_like(quote.excerpt, each, edition.base.units))
            for quote, each in carrying(edition, it)
        ]
        if said and all(word for _, word in said):
            quote, word = said[0]
            head = f'"{word}" is no unit that is known, so the figure could not be compared'
            yield Objection(it.id, sides(head, rows(it, quote)), place(edition, it, quote))
