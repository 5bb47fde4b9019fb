"""outside-domain: a part of the draws lies where the value cannot be.

A claim or quantity may say within which ends its value lies: `domain: positive`, `domain: share` or
`domain: [0, 20]`. Counts, masses and prices that are written with a value above zero stay above zero without saying so.
Where more than one draw in a hundred lies outside, the distribution that is written is not the one that is meant; a
thinner tail touches no interval that is shown. A bound lies outside where it leaves nothing within those ends.

Mend: the message says what to write: the same cut off at the end (`5 ± 4 kg between 0 and inf`), or with hard
ends (`0 .. 10 kg`). A range above zero (`1 to 12 kg`) is lognormal and stays there. If the value can go below
zero, say so with `domain: [-inf, inf]`.

```yaml
claims:
  load:
    title: Load that the crane carried
    value: 5 ± 4 kg  # <- outside-domain
```
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from whence.evaluate import outside
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.units.units import Unit
from whence.language.values.shown import show_share
from whence.language.values.written import Written, parse, show
from whence.model import domains
from whence.model.graph import Leaf

SEVERITY = "warning"
READS = "cone"

MOST = 0.01


def object_to(edition: Edition) -> Iterator[Objection]:
    """Claims and quantities of which more than one draw in a hundred lies outside their domain."""
    records = edition.base.records
    for section, ids in (("claims", records.claims), ("quantities", records.quantities)):
        for id in ids:
            domain = domains.of(edition.base, id) if id in edition.values.of else None
            share = outside.share(edition.values.of[id], domain) if domain else 0.0
            if domain and share > MOST:
                place = edition.base.records.place(section, id, *(("value",) if section == "claims" else ()))
                message = f"{show_share(share, 1)} of the draws lie outside {_said(domain, edition.unit(id))}"
                ways = tuple(_ways(edition, id, domain))
                yield Objection(id, message, place, ways, data={"share": share})


def _ways(edition: Edition, id: str, domain: tuple[float, float]) -> Iterator[str]:
    """What to write instead: a value that stays inside, or a domain that holds all of it."""
    node, units = edition.base.nodes[id], edition.base.units
    if not isinstance(node, Leaf):
        yield "write `domain: [-inf, inf]` if it can lie there"
        return
    value = node.written
    low, high = (
        "-inf" if math.isinf(domain[0]) else _end(domain[0], value),
        "inf" if math.isinf(domain[1]) else _end(domain[1], value),
    )
    cut = f"{value.text} between {low} and {high}"
    texts = (
        [re.sub(r"\s+to\s+", " .. ", value.text)]
        if value.ends and domain[0] <= value.ends[0] and value.ends[1] <= domain[1]
        else []
    )
    told = [
        f'"{each}"'
        for each in (*texts, cut)
        if each != value.text and isinstance(parse(each, units), Written)
    ]
    if told and not value.bound:
        yield f"write {' or '.join(told)}"
    yield "write `domain: [-inf, inf]` if it can lie there"


def _end(end: float, value: Written) -> str:
    """An end of a domain as it is written behind `between`."""
    return "0" if end == 0 else f"{value.unit.from_base(end):.12g} {value.unit.text}".strip()


def _said(domain: tuple[float, float], unit: Unit) -> str:
    low, high = domain
    if (low, high) == domains.NAMED["share"] and unit.dimension.is_one:
        return "0 to 100 %, where a share lies"
    if math.isinf(high):
        return "what is above zero" if low == 0 else f"what is above {show(low, unit)}"
    return (
        f"{show(low, unit)} to {show(high, unit)}"
        if not math.isinf(low)
        else f"what is below {show(high, unit)}"
    )
