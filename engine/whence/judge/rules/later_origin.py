"""later-origin: a source was there before what it is said to draw on.

A document cannot repeat one that had not appeared: a source that `relies_on` a later one, a citation that was read
(`via`) in a document older than its origin, and a source that was looked at (`accessed`) before it appeared have
one of their two dates wrong, or the way between them. What is not dated is not objected to, nor is what may have
been on one day.

Mend: correct the date, or what draws on what.

```yaml
claims: {}
# file: sources/example.yaml
sources:
  filing: {title: The filing, issued: 2025-06-12}
  report:
    title: The report
    issued: 2024-06-30
    relies_on: [filing]  # <- later-origin
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.records import cited
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the link, or the date, that cannot be, with both dates."""
    yield from _sources(edition)
    yield from _citations(edition)


def _sources(edition: Edition) -> Iterator[Objection]:
    issued, records = edition.base.issued, edition.base.records
    for id, source in records.sources.items():
        for number, other in enumerate(source.relies_on):
            if _before(source.issued, issued.get(other, "")):
                head = "this source relies on one that appeared later"
                rows = ((id, source.issued), (other, issued[other]))
                yield Objection(id, sides(head, rows), records.place("sources", id, "relies_on", number))
        if _before(source.accessed, source.issued):
            head = "this source was looked at before it appeared"
            rows = (("accessed", source.accessed), ("issued", source.issued))
            yield Objection(id, sides(head, rows), records.place("sources", id, "accessed"))


def _citations(edition: Edition) -> Iterator[Objection]:
    """Once for each claim, at its first such citation."""
    issued, records = edition.base.issued, edition.base.records
    told: set[str] = set()
    for section, id, path, _ in cited(records):
        if path[0] != "cites" or section != "claims" or id in told:
            continue
        cite = records.claims[id].cites[int(path[1])]
        if cite.via and _before(issued.get(cite.via, ""), issued.get(cite.source, "")):
            told.add(id)
            head = "this was read in a document that is older than its origin"
            rows = ((f"origin {cite.source}", issued[cite.source]), (f"read in {cite.via}", issued[cite.via]))
            yield Objection(id, sides(head, rows), records.place("claims", id, "cites", int(path[1])))


def _before(one: str, other: str) -> bool:
    """Whether a date is over before another begins."""
    first, second = covered(one), covered(other)
    return first is not None and second is not None and first.last < second.first
