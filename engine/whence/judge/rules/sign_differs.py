"""sign-differs: the words that are quoted tell a fall, and the value a rise, or the other way round.

The words have the number with a minus sign, or say that it is how far something fell; the value has the same
number without a sign, and its title does not speak of a fall. Or the value is below zero, and nothing in the
words or the title says why. A change of 4 % and one of -4 % move everything below them opposite ways.

Mend: give the value its sign. If it counts a fall as positive, say so in the title: a loss, a decline, a
reduction, a saving.

```yaml
claims:
  change: {title: Change of the price, value: 4%, cites: [{source: paper, excerpt: the price fell by 4 %}]}  # <- sign-differs
sources: {paper: {title: The paper}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.directions import sign_apart
from whence.judge.rules.wording.quotes import Quoted, place, rows, worded
from whence.judge.rules.wording.said import carrying
from whence.judge.rules.wording.sides import sides

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt with the number of a plain figure, where each of them has it the other way."""
    for it in worded(edition):
        if not it.figure.figures or _a_part(it):
            continue
        said = [
            (quote, sign_apart(it.figure, each, quote.excerpt, it.claim.title))
            for quote, each in carrying(edition, it)
        ]
        if said and all(why for _, why in said):
            quote, why = said[0]
            yield Objection(it.id, sides(why, rows(it, quote)), place(edition, it, quote))


def _a_part(it: Quoted) -> bool:
    """Whether a growth is told as what is left of something, `0.5x per year` or a halving: no sign is to be looked for."""
    return it.figure.growth and not it.figure.percent and it.figure.figures[0].base < 0
