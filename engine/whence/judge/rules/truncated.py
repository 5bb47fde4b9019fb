"""truncated: the source is cut off where the figure should be, or does not give it.

The claim is known to exist and its value is not: it says `missing` and why. What would rest on it has no
value either.

Mend: find the complete source. Never complete a figure by guessing: "$3" may be three dollars or the
beginning of thirty.

```yaml
claims:
  price:
    title: Price of the chip
    missing: The post breaks off after the dollar sign.  # <- truncated
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live

SEVERITY = "note"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At every claim without a figure, with how many numbers are absent because of it."""
    for id, claim in live(edition).items():
        if claim.missing:
            below = sum(cause == id for other, cause in edition.base.absent.items() if other != id)
            rest = f", nor in {below} that rest{'s' if below == 1 else ''} on it" if below else ""
            message = f"there is no figure here{rest}: {claim.missing}"
            yield Objection(id, message, edition.base.records.place("claims", id, "missing"))
