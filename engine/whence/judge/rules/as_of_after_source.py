"""as-of-after-source: a fact speaks of a time after everything it is cited from had appeared.

`as_of` is the time a figure speaks of, and a source cannot report what had not happened when it appeared. A
fact of 2024-05 from a source of 2024-05-02 is fine: only what begins after the last day of the latest source
is objected to. What an origin of no date said is as old as the document that it was read in (`via`); a document that
does not say when it appeared may be of any day.

Mend: write the time the figure speaks of; since when it is known is `known`. What a source says of a time to
come is `kind: forecast`.

```yaml
claims:
  sold:
    title: Cups sold in the fourth quarter
    value: 4000 cup
    kind: fact
    as_of: 2025-Q4  # <- as-of-after-source
    cites: [summer-report]
units:
  cup: {title: Cups}
# file: sources/example.yaml
sources:
  summer-report: {title: The summer report, issued: 2025-07-15}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each such fact, with the two dates."""
    for id, claim in live(edition).items():
        spoken_of = covered(claim.as_of) if claim.kind == "fact" else None
        last = _last(edition, claim) if spoken_of else ""
        appeared = covered(last)
        if spoken_of and appeared and spoken_of.first > appeared.last:
            head = "this fact speaks of a time after its sources had appeared"
            rows = (("it speaks of", claim.as_of), ("the latest source is of", last))
            yield Objection(id, sides(head, rows), edition.base.records.place("claims", id, "as_of"))


def _last(edition: Edition, claim: Claim) -> str:
    """The date of the latest document that a claim cites or was read in; empty where one that it was read in has none."""
    issued = edition.base.issued
    read = [issued.get(cite.via or cite.source, "") for cite in claim.cites]
    dates = {*read, *(issued.get(cite.source, "") for cite in claim.cites)}
    days = {date: found.last for date in dates if (found := covered(date))}
    return max(days, key=days.__getitem__) if days and all(read) else ""
