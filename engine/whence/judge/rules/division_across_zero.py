"""division-across-zero: a formula divides by a number that may be above zero or below.

In some draws the divisor is positive and in some negative, so the result runs to both ends of the line and
has no middle that means anything. The message says in which share of the draws it is below zero.

Mend: a divisor that is never below zero is written so that it is not: `24 to 27` is, `25 ± 20` is not. Where it
may have either sign, ask for the inverse, which has no jump, or compare the two parts without dividing.

```yaml
claims:
  cost: {title: Cost, value: 100 USD}
  saved: {title: Emissions saved, value: 1 ± 2 t}
  price:
    title: Cost of a tonne
    formula: cost / saved  # <- division-across-zero
    inputs: {cost: cost, saved: saved}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.tallies import divisors
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.formulas import formula
from whence.language.formulas.formula import Tree
from whence.language.values.shown import show_share
from whence.model.graph import Derived, Relation, home

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """One objection a formula, about the divisor most likely to have the other sign."""
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived | Relation) and id in edition.summaries:
            found = _worst(edition, node)
            if found:
                yield _objection(edition, node, *found)


def _worst(edition: Edition, node: Derived | Relation) -> tuple[Tree, float] | None:
    """The divisor of either sign whose rarer sign is the least rare in any active context."""
    contexts = [each.choose for each in edition.summaries[node.id].readings if each.active]
    found = [each for choose in contexts for each in divisors(edition.base, edition.values, node, choose)]
    return max(found, key=lambda each: min(each[1], 1 - each[1]), default=None)


def _objection(edition: Edition, node: Derived | Relation, part: Tree, share: float) -> Objection:
    section, field = home(node)
    place = edition.base.records.within(section, node.id, field, start=part.start, end=part.end)
    message = (
        f"it divides by `{formula.unparse(part)}`, which is below zero in {show_share(share, 1)} of the draws and above it in "
        "the others: near zero the result has no bounds"
    )
    hint = "write the divisor so that it keeps its sign, or ask for the inverse"
    return Objection(node.id, message, place, (hint,), {"share": share})
