"""latest-tied: several claims are the latest of their quantity, and differ.

A quantity that takes the latest takes the claim that speaks of the latest time (`as_of`; of a span its last
day), and of several the one that is known since the latest day. Where that leaves more than one, and they do not say
the same, the last by name stands for the quantity, which is no reason.

Mend: name the one that counts (`take: ID`), combine them (`take: weighted`), or write the dates that tell
them apart.

```yaml
quantities:
  price:  # <- latest-tied
    title: Price of the chip
    take: latest
claims:
  list-price: {title: List price, value: 30 USD, of: price, as_of: 2025-03, known: 2025-04-01}
  street-price: {title: Street price, value: 24 USD, of: price, as_of: 2025-03, known: 2025-04-01}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from whence.evaluate.estimate import Figure
from whence.files import knowledge
from whence.files.schema import LATEST
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import figures, sides

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each such quantity, with the claims that are all its latest."""
    base = edition.base
    for id, quantity in base.records.quantities.items():
        if quantity.taken != LATEST or id not in edition.summaries:
            continue
        tied = _tied(edition, id)
        if any(not _alike(edition, tied[0], each) for each in tied[1:]):
            head = f"these are all the latest, and `{max(tied)}` is taken as the last by name"
            found = figures(edition, {each: each for each in sorted(tied)})
            rows = [(each, f"{text}  {_dates(edition, each)}") for each, text in found]
            place = base.records.key_place("quantities", id)
            yield Objection(id, sides(head, rows), place, ("name the one that counts with `take`",))


def _tied(edition: Edition, id: str) -> Sequence[str]:
    """The claims of a quantity that speak of its latest time and are known since the same day."""
    base = edition.base
    claims = {
        each: base.records.claims[each] for each in base.members.get(id, ()) if each in edition.summaries
    }
    members = {
        each: claim for each, claim in claims.items() if claim.status not in ("superseded", "retracted")
    }
    return knowledge.latest(base.issued, members) if members else ()


def _alike(edition: Edition, one: str, other: str) -> bool:
    """Whether two claims say the same number, however they write it."""
    a, b = edition.summaries[one], edition.summaries[other]
    pairs = zip(_ends(a.figure), _ends(b.figure), strict=True)
    return (a.bound, a.strict) == (b.bound, b.strict) and all(
        math.isclose(x, y) or (math.isnan(x) and math.isnan(y)) for x, y in pairs
    )


def _ends(figure: Figure) -> tuple[float, float, float]:
    return figure.point, figure.low, figure.high


def _dates(edition: Edition, id: str) -> str:
    claim = edition.base.records.claims[id]
    since = knowledge.since(edition.base.issued, claim)
    spoken_of = f"of {claim.as_of}, " if claim.as_of else ""
    return f"({spoken_of}known {'since ' + since if since else 'always'})"
