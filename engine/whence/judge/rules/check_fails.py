"""check-fails: a relation that should hold does not.

A check fails when it may be true in at most 5 % of the draws, whatever values its bounds allow. A check
that rules contexts out speaks through `sense-ruled-out`; one that only reports is `check-reports`; one with
`on_fail: warning` is `check-warns`; and where it is so in some readings alone, it is `check-depends`.

Mend: read `whence why CHECK`, which says what each input would have to be for the check to pass.

```yaml
claims:
  truck: {title: Weight of the truck with its load, value: 26.0 t}
checks:
  bridge:
    title: The bridge carries the truck
    on_fail: conflict
    assert: truck <= limit  # <- check-fails
    inputs: {truck: truck, limit: 20 t}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from whence.evaluate.closest import nearest_active
from whence.evaluate.contexts import options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import relations
from whence.judge.rules.wording.sides import sides
from whence.language.formulas import formula
from whence.model.graph import Relation

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Checks that hold under no reading; those that only warn are `check-warns`."""
    for id, best, on_fail, choose in judged(edition):
        if best == "fails" and on_fail != "warning":
            yield objection(edition, id, "does not hold", choose)


def judged(edition: Edition) -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Each check that should hold: id, best verdict in an active context, `on_fail`, and that context.

    Where one that rules out readings fails in all of them, `no-context-survives` speaks.
    """
    for id, outcome in edition.settled.outcomes.items():
        on_fail = edition.base.records.checks[id].on_fail
        if on_fail == "report":
            continue
        best = nearest_active(edition.settled, outcome)
        verdict = outcome.verdict(best)
        if not (on_fail == "rule-out" and outcome.axes and verdict == "fails"):
            choose = {axis: options(edition.base, axis)[best[n]] for n, axis in enumerate(outcome.axes)}
            yield id, verdict, on_fail, choose


def objection(edition: Edition, id: str, what: str, choose: Mapping[str, str]) -> Objection:
    """The check's title and its arithmetic, with the figures of the context put in."""
    node = edition.base.nodes[id]
    assert isinstance(node, Relation)
    standing = next(each for each in edition.outcomes(id) if dict(each.reading.choose) == dict(choose))
    rows = relations.arithmetic(edition, node, choose, bounded=standing.bounded)
    rows += [("it is", standing.words)] if relations.told_by_share(edition, node, standing) else []
    rows += relations.elsewhere(edition, id, standing)
    found = math.nan if standing.bounded else relations.ratio(edition, node, choose)
    return stated(edition, id, what, rows, {"ratio": found} if found == found else {})


def stated(
    edition: Edition, id: str, what: str, rows: list[tuple[str, str]], data: Mapping[str, object]
) -> Objection:
    """What is said of a check, at its formula."""
    node = edition.base.nodes[id]
    assert isinstance(node, Relation)
    head = f"{edition.base.records.checks[id].title}: {formula.unparse(node.tree)} {what}"
    return Objection(id, sides(head, rows), edition.base.records.place("checks", id, "assertion"), data=data)
