"""figure-missing: a figure that is known to exist is not here.

The copy is cut off where the figure should be, or the passage is absent: the claim says `missing` and why. What would
rest on it has no value either. A statement without a figure is another thing: it says `qualitative` and what is said, and
nothing is missing, unless something is computed from it.

Mend: find the complete source. Never complete a figure by guessing: "$3" may be three dollars or the
beginning of thirty. Of a qualitative statement, compute with a figure that somebody gives, or assume one and say so.

```yaml
claims:
  price:
    title: Price of the chip
    missing: The post breaks off after the dollar sign.  # <- figure-missing
  pace:
    title: How fast the ratio changes
    qualitative: It changes only slowly.
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At every claim whose figure is missing, and at qualitative ones that numbers are computed from."""
    resting = Counter(cause for id, cause in edition.base.absent.items() if id != cause)
    for id, claim in live(edition).items():
        below = resting[id]
        if not claim.missing and not (claim.qualitative and below):
            continue
        rest = f", nor in {below} that rest{'s' if below == 1 else ''} on it" if below else ""
        what = (
            "there is no figure here"
            if claim.missing
            else "this is said in words, and there is no figure here"
        )
        message = f"{what}{rest}: {claim.missing or claim.qualitative}"
        yield Objection(id, message, edition.base.records.place("claims", id, claim.absence))
