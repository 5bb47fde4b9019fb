"""orphan-source: nothing in the base cites a source.

A source that no claim, sense, older value or other source points to is either left over or waiting to be
used.

Mend: cite it where it was read, or delete it.

```yaml
sources:
  report:  # <- orphan-source
    title: The report
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.records import cited
from whence.judge.edition import Edition
from whence.judge.objections import Objection

SEVERITY = "note"
READS = "sources"
WHOLE = True


def object_to(edition: Edition) -> Iterator[Objection]:
    """At sources that nothing cites; older values, senses and options count as citing."""
    records = edition.base.records
    used = {name for _, _, _, name in cited(records)}
    live = {edition.base.aliases.get(name, name) for name in used}
    for id in records.sources:
        if id not in live and id not in records.broken:
            yield Objection(id, "nothing cites this source", records.place("sources", id))
