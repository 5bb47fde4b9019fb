"""credence-sum: credences that leave an option out, or do not add up to 1.

One option of a choice is true, so the credences of all of them make 1, as far as they are rounded: 33 % three times
will do, 50 % and 40 % will not. Where they do not, what rests on the choice is weighed with an option left out taken as
0, and with the others in proportion.

Mend: give every option its credence; write 0 for one that cannot be.

```yaml
choices:
  engine:
    title: Which engine the boat has
    options: {small: 40 kW, large: 60 kW, twin: 80 kW}
    credence: {small: 50%, large: 30%}  # <- credence-sum
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.contexts import options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.weights import adds_up
from whence.model.graph import Pick

SEVERITY = "conflict"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the credences of each choice that has some, where one is missing or their sum is off."""
    for id, record in edition.base.records.choices.items():
        if not record.credence or not isinstance(edition.base.nodes.get(id), Pick):
            continue
        names = options(edition.base, id)
        missing = [name for name in names if name not in record.credence]
        given = [record.credence[name] for name in names if name in record.credence]
        if off := not adds_up(given):
            message = f"the credences add up to {sum(given):.6g}, not to 1"
        if missing:
            left_out = " and ".join(f"`{name}`" for name in missing)
            message = f"no credence for {left_out}" + (f"; {message}" if off else "")
        if missing or off:
            hint = "give every option its share of 1, and 0 to one that cannot be"
            place = edition.base.records.place("choices", id, "credence")
            yield Objection(id, message, place, (hint,))
