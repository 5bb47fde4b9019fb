"""unused-choice: nothing is computed through a choice.

A choice that no formula has as an input decides nothing. Usually the claim that it is about still counts
in the bare word.

Mend: use it: `units * sense` with the choice as `sense`. If it only records that a phrase is ambiguous,
accept the finding with that reason.

```yaml
choices:
  mile: {title: Which mile the diary counts, options: {land: 1609 m, sea: 1852 m}}  # <- unused-choice
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.model.graph import Pick

SEVERITY = "note"
READS = "choices"
WHOLE = True


def object_to(edition: Edition) -> Iterator[Objection]:
    """At choices that no node takes as input."""
    for id, node in edition.base.nodes.items():
        if isinstance(node, Pick) and not edition.base.children.get(id):
            message = "nothing is computed through this choice"
            yield Objection(id, message, edition.base.records.place("choices", id))
