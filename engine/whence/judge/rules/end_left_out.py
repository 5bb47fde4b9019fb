"""end-left-out: the words that are quoted give a range, and the claim one end of it.

The excerpt says 10 to 20 kg and the claim `10 kg`; no claim that quotes the same words has the other end.
The range is the figure of the source, and what is computed from one end of it is too certain.

Mend: write the range, `10 to 20 kg`. Where a single end is meant, as the least or the most that is possible,
write it as a bound or give the other end a claim of its own.

```yaml
claims: {weight: {title: Weight of the parcels, value: 10 kg, cites: [
  {source: label, excerpt: parcels of 10 to 20 kg}]}}  # <- end-left-out
sources: {label: {title: The label}}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.rules.wording.quotation import carriers
from whence.judge.rules.wording.quotes import Quote, Quoted, place, rows, worded
from whence.judge.rules.wording.said import carrying, ranges
from whence.judge.rules.wording.sides import sides

SEVERITY = "warning"
READS = "documents"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt whose range has a plain figure as one end, where none has it alone."""
    every = tuple(worded(edition))
    for it in every:
        said = carrying(edition, it) if it.figure.plain else ()
        if not said or not all(each.ends for _, each in said):
            continue
        quote, number = said[0]
        if any(
            number in pair and not _halved(edition, every, it, quote, pair) for pair in ranges(edition, quote)
        ):
            head = "the words that are quoted give a range, and the claim one end of it"
            yield Objection(it.id, sides(head, rows(it, quote)), place(edition, it, quote))


def _halved(
    edition: Edition, every: Sequence[Quoted], it: Quoted, quote: Quote, pair: tuple[Numeral, Numeral]
) -> bool:
    """Whether another claim that quotes these words, or part of them, has an end of the range that this one has not."""
    own = carriers(it.figure, quote.excerpt, edition.base.units)
    return any(
        each in carriers(other.figure, quote.excerpt, edition.base.units)
        for other in every
        if other.id != it.id and any(_alike(one, quote) for one in other.quotes)
        for each in pair
        if each not in own
    )


def _alike(one: Quote, other: Quote) -> bool:
    """Whether two quotations are of one document, and the words of one are within those of the other."""
    a, b = one.excerpt.casefold(), other.excerpt.casefold()
    return one.document == other.document and (a in b or b in a)
