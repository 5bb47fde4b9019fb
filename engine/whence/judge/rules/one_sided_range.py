"""one-sided-range: a stated figure uses one end of a range.

The source's figure is what its inputs give at one end of their range, and not in the middle: the range
was written and then only its favourable, or its careful, end was used.

Mend: nothing has to be. The recomputed interval shows what the whole range gives.

```yaml
claims:
  yield: {title: Grain from a hectare, value: 5 to 8 t/ha}
  harvest:
    title: Grain of the year
    stated: 320 t  # <- one-sided-range
    formula: fields * yield
    inputs: {fields: 40 ha, yield: yield}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rounding import Span
from whence.judge.compared import Agreement, meets
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.values.shown import apart, show, show_interval

SEVERITY = "note"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures that equal one end of the recomputed interval."""
    for id, found in edition.agreements.items():
        if not found.one_end:
            continue
        stated = edition.base.stated[id]
        digits = apart((found.low, found.recomputed, found.high), stated.unit)
        rows = [
            ("stated", stated.text),
            ("interval", show_interval(found.low, found.high, stated.unit, digits)),
            ("middle", show(found.recomputed, stated.unit, digits)),
        ]
        message = sides(_what(found, stated.rounding[0]), rows)
        place = edition.base.records.place("claims", id, "stated")
        yield Objection(id, message, place, data={"ratio": found.ratio})


def _what(found: Agreement, digits: Span) -> str:
    """It is an end of our interval, or what the ends of the inputs' ranges give, which need not lie near that."""
    end = found.low if found.one_end == "low" else found.high
    if meets(digits, (end, end)):
        return f"the stated figure is the {found.one_end} end of what the inputs give"
    return f"the stated figure is what the inputs give at the {found.one_end} end of their ranges"
