"""ends-crossed: `clamp` has a low end above its high end.

`clamp(x, low, high)` keeps x between two ends. With the low one above the high one there is nothing between them; the
formula would give the high end whatever x is. It is told where that is so in every draw.

Mend: swap the two; the order is `clamp(x, low, high)`.

```yaml
claims:
  load: {title: Load of the crane, value: 3 t, kind: illustration}
  kept:
    title: Load that is allowed
    formula: clamp(load, most, least)  # <- ends-crossed
    inputs: {load: load, most: 5 t, least: 2 t}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.tallies import clamps, crossed
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.formulas import formula
from whence.model.graph import Derived, Relation, home

SEVERITY = "error"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """One objection a formula, at the first call whose ends are crossed in some active reading."""
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived | Relation) and clamps(node) and id in edition.summaries:
            active = (each.choose for each in edition.summaries[id].readings if each.active)
            calls = (
                call for choose in active for call in crossed(edition.base, edition.values, node, choose)
            )
            if call := next(calls, None):
                _, low, high = (formula.unparse(each) for each in call.args)
                section, field = home(node)
                place = edition.base.records.within(section, id, field, start=call.start, end=call.end)
                message = f"`clamp` keeps a value between two ends, and the low one, `{low}`, is above the high one, `{high}`"
                yield Objection(id, message, place, (f"swap `{low}` and `{high}` if that is meant",))
