"""until-before-known: an older value was replaced before it was known.

`known` says since when a value was known, `until` when it was replaced; without `known`, it was known since the
value before it went, or since its origins appeared. A value that was replaced first was never the one that
counted, so no day of the past shows it.

Mend: correct the one or the other; `whence update` keeps them in order.

```yaml
claims:
  chips:
    title: Chips at the site
    value: 60K chip
    history:
      - value: 50K chip
        known: 2025-06-01
        until: 2025-03-01  # <- until-before-known
        why: A recount.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files import knowledge
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each older value whose last day lies before its first, with the two dates."""
    for id, claim in edition.base.records.claims.items():
        for version in knowledge.versions(edition.base.issued, claim) if claim.history else ():
            since, until = version.since, covered(version.until)
            if version.past and since and until and until.last < since.first:
                head = "an older value was replaced before it was known"
                rows = (("known since", version.known), ("replaced", version.until))
                place = ("history", claim.history.index(version.past), "until")
                yield Objection(id, sides(head, rows), edition.base.records.place("claims", id, *place))
