"""precision-loss: a sum or difference loses the digits that matter.

Two nearly equal numbers are subtracted and less than a thousand-millionth of them remains, or one term of
a sum is so small that it vanishes. A float has some 16 digits; what is left of them here is rounding.

Mend: write the difference itself as a claim, or rearrange the formula so that the large parts cancel on
paper.

```yaml
claims:
  before: {title: Mass before, value: 1000000000001 kg}
  after: {title: Mass after, value: 1000000000000 kg}
  lost:
    title: Mass that was lost
    formula: before - after  # <- precision-loss
    inputs: {before: before, after: after}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.arithmetic import steps
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.formulas import formula
from whence.language.formulas.formula import Binary
from whence.model.graph import Derived, Relation, home

SEVERITY = "warning"
READS = "cone"

LEFT = 1e-9


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first sum or difference of each formula that loses the digits that matter."""
    for name, node in edition.base.nodes.items():
        if not isinstance(node, Derived | Relation) or name not in edition.values.of:
            continue
        sums = [
            each for each in formula.walk(node.tree) if isinstance(each, Binary) and each.op in ("+", "-")
        ]
        if not sums:
            continue
        known = {each: edition.summaries[ref].readings[0].figure.point for each, ref in node.inputs.items()}
        found = steps(node.tree, known)
        for each in sums:
            if why := _loss(*(abs(found[id(part)]) for part in (each.left, each.right, each))):
                section, field = home(node)
                place = edition.base.records.within(section, name, field, start=each.start, end=each.end)
                yield Objection(name, f"`{formula.unparse(each)}` {why}", place)
                break


def _loss(left: float, right: float, result: float) -> str:
    larger, smaller = max(left, right), min(left, right)
    if 0 < result < LEFT * larger:
        return f"keeps {result / larger:.0e} of its terms: the digits that are left are mostly rounding"
    if smaller and larger + smaller == larger:
        return "adds a term so small beside the other that it vanishes"
    return ""
