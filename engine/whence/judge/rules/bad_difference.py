"""bad-difference: what a claim is said to differ from is not there, or is compared with it.

`differs_from` names the claims and quantities that a claim looks like and is not about. It decides a pair
once and for all, so it must name a record that exists, and another one than the claim itself. Two claims
of one quantity are weighed against each other: that they are about different things cannot be said beside
it.

Mend: take the id that is suggested. If the two are one thing after all, take the line away; if they are
not, take `of` away from one of them.

```yaml
claims:
  power: {title: Power of the site, value: 200 MW}
  need:
    title: Power that the chips need
    value: 150 MW
    differs_from:
      site-power: what is used, not what is there  # <- bad-difference
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.problems import did_you_mean

SEVERITY = "error"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """One objection for each name in `differs_from` that cannot stand there, at the name."""
    records = edition.base.records
    for id, claim in records.claims.items():
        for name in claim.differs_from:
            if message := _wrong(edition, id, claim, name):
                known = (*records.claims, *records.quantities)
                hints = did_you_mean(name, known) if "is called" in message else ()
                place = records.key_place("claims", id, "differs_from", name)
                yield Objection(id, message, place, hints)


def _wrong(edition: Edition, id: str, claim: Claim, name: str) -> str:
    records, aliases = edition.base.records, edition.base.aliases
    other, quantity = aliases.get(name, name), aliases.get(claim.of, claim.of)
    if other == id:
        return f"`{id}` cannot differ from itself"
    if other in records.quantities or other in records.claims:
        rival = records.claims.get(other)
        theirs = aliases.get(rival.of, rival.of) if rival else other
        both = (
            f"this is said to differ from `{other}`, and the two are compared: each stands for `{quantity}`"
        )
        return both if quantity and theirs == quantity else ""
    if other in records.broken or other in records.later:
        return ""
    return f"no claim or quantity is called `{name}`, which this is said to differ from"
