"""excerpt-of-another: the words that are quoted have no figure like the claim's, and fit another claim.

Nothing in the words can be compared with the figure of the claim that cites them, and they carry the
figure of another claim that was read in the same document, in whose title more of them stand. The citation
was probably copied from there, or attached to the wrong claim.

Mend: quote the words that say this figure. If they do speak of it, without saying how much, give the
citation `stance: context`.

```yaml
sources:
  report: {title: The report}
claims:
  built:
    title: Share of the land that is built on
    value: 60%
    kind: fact
    cites:
      - source: report
        excerpt: the four halls draw 200 MW of power  # <- excerpt-of-another
  power:
    title: Power that the halls draw
    value: 200 MW
    kind: fact
    cites: [{source: report, excerpt: they draw 200 MW}]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotation import objection
from whence.judge.rules.wording.quotes import Quoted, place, quoted, rows
from whence.judge.rules.wording.sides import sides
from whence.judge.rules.wording.strays import fitting, shared

SEVERITY = "warning"
READS = "documents"
# how many more words of the other's title have to stand in the excerpt
MORE = 2


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each excerpt of a claim that reports a figure, where none of its excerpts has one to compare it with."""
    every = tuple(quoted(edition))
    for it in every:
        if it.claim.kind in ("fact", "estimate", "forecast"):
            yield from _strays(edition, every, it)


def _strays(edition: Edition, every: Sequence[Quoted], it: Quoted) -> Iterator[Objection]:
    if any(objection(it.figure, each.excerpt, edition.base.units) is not None for each in it.quotes):
        return
    for quote in it.quotes:
        other = fitting(edition, every, it, quote)
        if other and shared(other, quote) >= shared(it, quote) + MORE:
            head = f"these words do not say this figure, and fit `{other.id}`"
            more = (other.id, f"{other.claim.title}: {other.value.text}")
            yield Objection(it.id, sides(head, rows(it, quote, more)), place(edition, it, quote))
