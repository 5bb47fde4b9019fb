"""recomputed-differs: a stated figure is not what its own inputs give.

A claim with a formula may carry the source's own figure as `stated`, and so may one whose value was measured or corrected,
which is held against that value. When the figure recomputed from the
source's own inputs is more than a factor of 1.5 away from it (the setting `tension`), beyond what the rounding of
both explains, either the source slipped, or an input here is not the one that the source used, or a step of its
argument was left out. Growth is compared as growth, 1.10x against 1.01x per year being a factor of ten; a range end
by end; a stated bound has no slack. Where a slip of the decimal
point or another sense of a word would explain the difference, `off-by-factor` says so instead.

Mend: compare the formula with the source's words. If the source is wrong, leave the claim as it is: the
finding is the result. If an input differs, cite the one the source used.

```yaml
claims:
  base-success:
    title: Success on one pair
    value: 35%
    kind: illustration
  ten-pairs:
    title: Success on ten pairs
    formula: p ^ 10
    inputs: {p: base-success}
    stated: 0.0003%  # <- recomputed-differs
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from whence.judge.chains import compounded
from whence.judge.compared import Agreement
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import factors, verdicts
from whence.judge.rules.wording.sides import sides
from whence.language.units.units import DATE, Unit
from whence.language.values.shown import apart

SEVERITY = "conflict"
READS = "cone"
MOST = 3


def object_to(edition: Edition) -> Iterator[Objection]:
    """At stated figures that mismatch, unless another rule says why."""
    for id, found in edition.agreements.items():
        if found.verdict == "mismatch" and not explained(edition, id):
            yield objection(edition, id, found, _head(edition, id))


def _head(edition: Edition, id: str) -> str:
    gives = verdicts.giver(edition, id).replace("its inputs", "these inputs")
    return f"the stated figure is not what {gives}"


def explained(edition: Edition, id: str) -> bool:
    """Whether another rule says why a stated figure is off: a factor that has a name, or rounding at every step."""
    return bool(factors.of_stated(edition, id)) or not math.isnan(compounded(edition, id))


def objection(edition: Edition, id: str, found: Agreement, head: str, *more: tuple[str, str]) -> Objection:
    """The two figures under each other, in every reading that counts, with what rounding explains of the difference."""
    unit = edition.base.stated[id].unit
    readings = (*(found.readings or (found,)), *found.elsewhere)
    digits = apart(
        (
            edition.base.stated[id].point,
            *(each.recomputed for each in readings if not math.isnan(each.recomputed)),
        ),
        unit,
    )
    word = "value" if verdicts.typed(edition, id) else "recomputed"
    rows = [("stated", edition.base.stated[id].text), *_recomputed(found, unit, digits, word)]
    if found.verdict != "open":
        rows += [verdicts.size(found, unit), ("off by", verdicts.distance(found, unit))]
        rows += [("rounding", f"explains {verdicts.explained(found, unit)}"), *more]
        rows += verdicts.spans(found.widths, unit)
    rows += [
        (
            "elsewhere",
            f"{verdicts.recomputed(each, unit, digits)} with {verdicts.chosen(each.choose)}, which would "
            + ("agree" if each.verdict == "agrees" else "allow it"),
        )
        for each in found.elsewhere[:MOST]
    ]
    told = math.isfinite(found.ratio) and (unit.dimension == DATE or unit.has_ratios)
    data = {"years" if unit.dimension == DATE else "ratio": found.ratio} if told else {}
    return Objection(id, sides(head, rows), edition.base.records.place("claims", id, "stated"), data=data)


def _recomputed(found: Agreement, unit: Unit, digits: int, word: str) -> Iterator[tuple[str, str]]:
    readings = found.readings or (found,)
    for each in readings:
        label = f"with {verdicts.chosen(each.choose)}" if each.choose else word
        span = f"  [{verdicts.interval(each, unit)}]" if each.low < each.high and not each.bound else ""
        of = f", {counted}" if (counted := verdicts.counted(each)) else ""
        yield (
            label,
            f"{verdicts.recomputed(each, unit, digits)}{span}{of}"
            + (f"  {each.verdict}" if found.readings else ""),
        )
