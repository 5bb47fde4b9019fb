"""bound-turned: the words that are quoted give a bound on the other side.

The figure is `at least`, and its excerpt says at most, up to or less than; or the other way round. As a
bound the figure allows what the source excludes.

Mend: read the source again, and turn the bound of the one that is wrong.

```yaml
claims:
  draw:
    title: Power that the site may draw
    cites: [{source: permit, excerpt: may draw up to 50 MW}]  # <- bound-turned
    value: at least 50 MW
sources:
  permit: {title: The permit}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotes import place, rows, worded
from whence.judge.rules.wording.said import bounded
from whence.judge.rules.wording.sides import sides

SEVERITY = "conflict"
READS = "cone"
_WORDS = {"lower": "a lower bound", "upper": "an upper bound"}


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt of a bound that gives its number as a bound on the other side, where none agrees."""
    for it in worded(edition):
        own = it.figure.bound
        if own and (hit := bounded(edition, it, own)):
            quote, bound = hit
            head = f"the words that are quoted give {_WORDS[bound]}, and the claim {_WORDS[own]}"
            yield Objection(it.id, sides(head, rows(it, quote)), place(edition, it, quote))
