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

from collections.abc import Iterable, Iterator
from decimal import Decimal

from whence.evaluate.contexts import options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.model.graph import Pick

SEVERITY = "conflict"
READS = "choices"
# The most that rounding excuses in one credence: half a per cent.
COARSEST = Decimal("0.005")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the credences of each choice that has some, where one is missing or their sum is off."""
    for id, record in edition.base.records.choices.items():
        if not record.credence or not isinstance(edition.base.nodes.get(id), Pick):
            continue
        names = options(edition.base, id)
        missing = [name for name in names if name not in record.credence]
        # 33.4 % is 0.33399999999999996 to the machine, and was written with three digits
        given = [Decimal(str(round(record.credence[name], 12))) for name in names if name in record.credence]
        if off := not adds_up(given):
            message = f"the credences add up to {float(sum(given)):.6g}, not to 1"
        if missing:
            left_out = " and ".join(f"`{name}`" for name in missing)
            message = f"no credence for {left_out}" + (f"; {message}" if off else "")
        if missing or off:
            hint = "give every option its share of 1, and 0 to one that cannot be"
            place = edition.base.records.place("choices", id, "credence")
            yield Objection(id, message, place, (hint,))


def adds_up(given: Iterable[Decimal]) -> bool:
    """Whether credences make 1, each of them being rounded to its last digit, or to a per cent if that is coarser."""
    every = list(given)
    slack = sum((min(COARSEST, _half(each)) for each in every), Decimal(0))
    off = abs(sum(every, Decimal(0)) - 1)
    return off == 0 or off < slack


def _half(number: Decimal) -> Decimal:
    """Half a unit of the last digit of a credence; 0 is exact."""
    if number == 0:
        return Decimal(0)
    return Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
