"""hard-coded: a figure that was computed has been typed in.

The claim has `inputs` and a literal `value`, or its newest older value was a formula. Such a figure no
longer follows its inputs: when they change, it stays.

Mend: put the formula back, and the source's own figure into `stated`. If the figure was measured after
all, take the inputs away and cite the measurement.

```yaml
claims:
  chips: {title: Chips in the building, value: 100K chip}
  power:
    title: Power of the building
    value: 200 MW  # <- hard-coded
    inputs: {chips: chips, each: 2 kW/chip}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At values typed in beside the inputs of a formula, or over the formula of their own past."""
    for id, claim in live(edition).items():
        if not claim.value:
            continue
        past = max(claim.history, key=lambda each: each.until or each.as_of, default=None)
        if claim.inputs:
            names = ", ".join(f"`{each}`" for each in claim.inputs)
            message = f"this is typed in, and has the inputs {names} of a formula"
        elif past and past.formula:
            message = f"this is typed in over the formula `{past.formula}`"
        else:
            continue
        yield Objection(id, message, edition.base.records.place("claims", id, "value"))
