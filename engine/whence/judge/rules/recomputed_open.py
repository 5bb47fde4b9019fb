"""recomputed-open: whether a stated figure follows from its inputs depends on how a word is read.

It agrees in one reading that survives and not in another, and neither a preference nor credences say which is meant.

Mend: find out what the source means by the word, and `prefer` that reading; or give the readings credences.

```yaml
claims:
  people:
    title: People reached
    formula: nets * each
    inputs: {nets: 10.0 net, each: per-net}
    unit: person
    stated: 93 person  # <- recomputed-open
choices:
  per-net:
    title: Whom a net reaches
    options: {sleepers: 9.3 person/net, owners: 7.1 person/net}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import recomputed_differs

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Every stated figure that agrees in some readings and not in others."""
    head = "whether the stated figure follows from its inputs is open"
    for id, found in edition.agreements.items():
        if found.verdict == "open" and not edition.unjudged:
            yield recomputed_differs.objection(edition, id, found, head)
