"""excerpt-not-found: the words of an excerpt are not in the copy of their source.

Sources may have a `snapshot`, a copy kept outside the base. Where the copies are at hand each excerpt is
looked up, with quotes and spaces made alike. One that is not there was miscopied, edited later, or is
from another document. A copy whose hash is not the recorded one is reported once.

Mend: copy the words again; the message shows the nearest ones. If the page itself has changed, take a new
snapshot and look at every figure that was read in it.

```yaml
claims:
  climb: {title: Height of the climb, value: 820 m, cites: [{source: map, excerpt: climbs 820 m}]}  # <- excerpt-not-found
sources:
  map: {title: The back of the map, snapshot: map.txt}
# file: map.txt
The path climbs 280 m to the hut.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.excerpts import Looked, verify
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides

SEVERITY = "warning"
READS = "sources"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At excerpts that the copies lack, and at copies that changed, each once; nothing without copies."""
    if edition.snapshots is None:
        return
    from whence.judge.texts import copies

    changed: set[str] = set()
    for each in verify(
        edition.base, {name: copies.content(text) for name, text in edition.snapshots.items()}
    ):
        if each.verdict == "not-found":
            yield _missing(edition, each)
        elif each.verdict == "changed" and each.source not in changed:
            changed.add(each.source)
            place = edition.base.records.place("sources", each.source, "snapshot")
            message = "the copy of this source is not the one whose hash was recorded"
            yield Objection(each.source, message, place)


def _missing(edition: Edition, each: Looked) -> Objection:
    rows = [("excerpt", f"“{each.excerpt}”")] + ([("nearest", f"“{each.near}”")] if each.near else [])
    message = sides(f"these words are not in the copy of `{each.source}`", rows)
    place = edition.base.records.place(each.section, each.id, "cites", each.number, "excerpt")
    return Objection(each.id, message, place)
