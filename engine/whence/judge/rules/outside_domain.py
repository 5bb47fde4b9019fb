"""outside-domain: a part of the draws lies where the value cannot be.

A claim or quantity may say within which ends its value lies: `domain: positive`, `domain: share` or
`domain: [0, 20]`. Counts, masses and prices that are written with a value above zero stay above zero without saying so.
Where more than one draw in a thousand lies outside, the distribution that is written is not the one that is meant.
A bound lies outside where it leaves nothing within those ends.

Mend: write one that stays inside, such as a range (`1 to 12 kg` is lognormal), or cut it off
(`5 ± 4 kg between 0 and inf`). If the value can go below zero, say so with `domain: [-inf, inf]`.

```yaml
claims:
  load:
    title: Load that the crane carried
    value: 5 ± 4 kg  # <- outside-domain
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from whence.evaluate import outside
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.units.units import Unit
from whence.language.values.shown import show_share
from whence.language.values.written import show
from whence.model import domains

SEVERITY = "warning"

MOST = 1e-3


def object_to(edition: Edition) -> Iterator[Objection]:
    """Claims and quantities of which more than one draw in a thousand lies outside their domain."""
    records = edition.base.records
    for section, ids in (("claims", records.claims), ("quantities", records.quantities)):
        for id in ids:
            domain = domains.of(edition.base, id) if id in edition.values.of else None
            share = outside.share(edition.values.of[id], domain) if domain else 0.0
            if domain and share > MOST:
                place = edition.base.records.place(section, id, *(("value",) if section == "claims" else ()))
                message = f"{show_share(share, 1)} of the draws lie outside {_said(domain, edition.unit(id))}"
                yield Objection(id, message, place, data={"share": share})


def _said(domain: tuple[float, float], unit: Unit) -> str:
    low, high = domain
    if (low, high) == domains.NAMED["share"]:
        return "0 to 100 %, where a share lies"
    if math.isinf(high):
        return "what is above zero" if low == 0 else f"what is above {show(low, unit)}"
    return (
        f"{show(low, unit)} to {show(high, unit)}"
        if not math.isinf(low)
        else f"what is below {show(high, unit)}"
    )
