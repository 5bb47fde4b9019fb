"""error-differs: the words that are quoted give another error than the claim.

The figure is the same, and what stands behind the ± is not: a point was lost (± 3 for ± 0.3), or the error
of another figure was taken. An error that the source gives at a level, such as 95 %, may be written as the
standard deviation that belongs to it.

Mend: read the source again and correct the one or the other.

```yaml
claims:
  height: {title: Height of the tower, value: 20 ± 0.3 m, cites: [
    {source: survey, excerpt: a height of 20 ± 3 m}]}  # <- error-differs
sources: {survey: {title: The survey}}
```
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.rules.wording.quotes import Quote, Quoted, place, quoted, rows
from whence.judge.rules.wording.said import carrying, errors
from whence.judge.rules.wording.sides import sides

SEVERITY = "conflict"
# how many standard deviations the errors of usual levels are
LEVELS = (1.0, 1.6448536, 1.959964, 2.0, 2.5758293, 3.0)
ROUNDED = 0.01
LEVEL = re.compile(
    r"\b(?:68|90|95|99)(?:\.[0-9]+)? ?(?:%|per ?cent)|confidence|credible|\bCI\b|sigma|σ|standard deviations|coverage"
)


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt that holds the figure of a claim with another error than is written with it."""
    for it in quoted(edition):
        if not it.figure.errors:
            continue
        told = {quote: errors(edition, quote) for quote, _ in carrying(edition, it)}
        if any(_agrees(it, quote, each) for quote, found in told.items() for each in found):
            continue
        quote = next((quote for quote, found in told.items() if found), None)
        if quote is not None:
            head = "the words that are quoted give another error"
            yield Objection(it.id, sides(head, rows(it, quote)), place(edition, it, quote))


def _agrees(it: Quoted, quote: Quote, error: tuple[Numeral, float]) -> bool:
    """Whether an error is one of the figure's own, at a level that the words may speak of."""
    number, size = error
    slack = max(ROUNDED, number.half / number.value if number.value else 0.0)
    levels = LEVELS if LEVEL.search(quote.excerpt) else LEVELS[:1]
    return any(math.isclose(size, own * level, rel_tol=slack) for own in it.figure.errors for level in levels)
