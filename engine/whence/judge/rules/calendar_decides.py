"""calendar-decides: what is rounded or compared here turns on how long months and years are taken to be.

A year is 365.25 days in every formula and a month a twelfth of it, so that times add up. In the calendar a year has 365 or
366 days, and from 1 January to 1 March are 60 days, a little less than two such months: `floor` makes one of them. This is
told where a date that is a few days nearer or further, as far as the calendar may take it, would give another answer.

Mend: `round` where whole months or years are meant, which is right wherever the dates are about that far apart; or count
days, with a step of `1 day` or a time such as `365 day`; or write the date that is meant as a value of its own.

```yaml
claims:
  months:
    title: Months in use
    formula: floor(end - start, month)  # <- calendar-decides
    inputs: {start: 2024-01-01, end: 2024-03-01, month: 1 month}
    unit: month
```
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from whence.evaluate.arithmetic import value
from whence.judge import calendar
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import point
from whence.language.formulas import formula
from whence.language.formulas.formula import COMPARISONS, STEPS, Binary, Call, Tree, names, walk
from whence.language.units.units import DATE
from whence.language.values.shown import show_width
from whence.model import origins
from whence.model.dimensions import STANDARD_DAY
from whence.model.expansion import written_out
from whence.model.graph import Derived, Leaf, Relation, home

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """One objection at each step that rounds or compares, where the calendar decides what comes out."""
    for node in edition.base.nodes.values():
        if isinstance(node, Derived | Relation):
            parts = [each for each in walk(node.tree) if _turns(each)]
            for part in parts if parts and _dated(edition, node) else ():
                if reach := _decides(edition, node, part):
                    yield _objection(edition, node, part, reach)


def _turns(part: Tree) -> bool:
    return (isinstance(part, Call) and part.name in STEPS) or (
        isinstance(part, Binary) and part.op in COMPARISONS
    )


def _dated(edition: Edition, node: Derived | Relation) -> bool:
    """Whether dates and months or years are both behind a node."""
    above = [
        leaf.written.unit for each in origins.leaves(edition.base, node.id) if (leaf := _leaf(edition, each))
    ]
    return any(each.dimension == DATE for each in above) and any(map(calendar.of_time, above))


def _leaf(edition: Edition, id: str) -> Leaf | None:
    node = edition.base.nodes.get(id)
    return node if isinstance(node, Leaf) else None


def _decides(edition: Edition, node: Derived | Relation, part: Tree) -> float:
    """How far the calendar may take a date, in seconds, if that gives another answer; 0 if not, or if nothing can be said.

    What turns already within it is told there.
    """
    tree = written_out(edition.base, part, node.inputs)
    known = {name: point(edition, name, {}) for name in names(tree) if name in edition.summaries}
    if known.keys() < set(names(tree)) or any(map(math.isnan, known.values())):
        return 0.0
    leaves = [leaf for name in names(tree) if (leaf := _leaf(edition, name))]
    reach = max((calendar.of_time(each.written.unit) for each in leaves), default=0.0)
    dates = [name for name in known if edition.dimensions.of[name] == DATE] if reach else []
    moved = [{**known, name: known[name] + sign * reach} for name in dates for sign in (-1, 1)]
    turning = [each for each in walk(tree) if _turns(each) and _differs(each, known, moved)]
    return reach if turning == [tree] else 0.0


def _differs(part: Tree, known: Mapping[str, float], moved: Iterable[Mapping[str, float]]) -> bool:
    found = value(part, known)
    return any(not math.isclose(value(part, each), found, rel_tol=1e-9) for each in moved)


def _objection(edition: Edition, node: Derived | Relation, part: Tree, reach: float) -> Objection:
    section, field = home(node)
    place = edition.base.records.within(section, node.id, field, start=part.start, end=part.end)
    message = (
        f"`{formula.unparse(part)}` turns on how long a month or a year is: all are of one length here, and in the calendar "
        f"its dates may be {show_width(reach, STANDARD_DAY)} nearer or further, which gives another answer"
    )
    rounds = isinstance(part, Call)
    first = "write `round` where whole months or years are meant" if rounds else "write the time in days"
    return Objection(node.id, message, place, (first, "or the date that is meant, as a value of its own"))
