"""bad-status: the status of a claim does not say what it must.

A superseded claim names the one that replaces it (`superseded_by`), a retracted one says `why`. A claim
with a successor that is still `current`, or one that leads to itself by way of its successors, says two
things at once.

Mend: write what is missing.

```yaml
claims:
  price-2024:
    title: Price in 2024
    value: 30 USD
    status: superseded  # <- bad-status
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.superseded_input import successor_of
from whence.language.problems import did_you_mean

SEVERITY = "error"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """One objection a claim, at its `superseded_by` where that is what is wrong, at its `status` otherwise."""
    records = edition.base.records
    for id, claim in records.claims.items():
        message = _wrong(edition, id, claim)
        if message:
            field = "superseded_by" if "`superseded_by`" not in message and claim.superseded_by else "status"
            hints = did_you_mean(claim.superseded_by, records.claims) if "is called" in message else ()
            yield Objection(id, message, records.place("claims", id, field), hints)


def _wrong(edition: Edition, id: str, claim: Claim) -> str:
    records = edition.base.records
    name = edition.base.aliases.get(claim.superseded_by, claim.superseded_by)
    known = (
        name in records.claims
        or name in records.quantities
        or name in records.broken
        or name in records.later
    )
    if claim.status == "superseded" and not name:
        return "a superseded claim names its successor in `superseded_by`"
    if name and not known:
        return f"no claim is called `{claim.superseded_by}`, which this is said to be replaced by"
    if name and claim.status == "current":
        return f"this is said to be replaced by `{name}`, and its status is still current"
    if claim.status == "superseded" and name in records.claims and not successor_of(edition, id):
        return f"by way of `{name}` this claim is replaced by itself"
    if claim.status == "retracted" and not claim.why:
        return "a retracted claim says `why`"
    return ""
