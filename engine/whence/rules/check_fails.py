"""check-fails: a relation that should hold does not.

A check fails when it is true in at most 5 % of the draws. A check that rules contexts out speaks through
`sense-ruled-out`; one that only reports speaks through its page.

Mend: read `whence why CHECK`, which says what each input would have to be for the check to pass.

```yaml
claims:
  supply: {title: Power of the site, value: 100 MW}
  need: {title: Power the machines need, value: 140 MW}
checks:
  fits:
    title: The machines must fit the power of their site
    assert: need <= supply  # <- check-fails
    inputs: {need: need, supply: supply}
    on_fail: conflict
```
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from whence import formula
from whence.case import Case, Relation
from whence.contexts import mask, verdict
from whence.diagnostics import Finding
from whence.written import show


def object_to(case: Case) -> Iterator[Finding]:
    for id, outcome in case.settled.outcomes.items():
        check = case.base.records.checks[id]
        if check.on_fail == "report" or (check.on_fail == "rule-out" and outcome.axes):
            continue
        active = np.broadcast_to(mask(case.settled, outcome.axes), outcome.share.shape)
        best = verdict(float(outcome.share[active].max()))
        if best == "holds":
            continue
        fails = best == "fails"
        rule = "check-doubtful" if not fails or check.on_fail == "warning" else "check-fails"
        yield Finding(rule, id, message(case, id, fails), case.base.records.place("checks", id, "assertion"))


def message(case: Case, id: str, fails: bool) -> str:
    """The check's title and its arithmetic, with the figures of the active context put in."""
    node = case.base.nodes[id]
    assert isinstance(node, Relation)
    lines = [f"  {name:<8} {figure_text(case, ref)}" for name, ref in node.inputs.items()]
    what = "does not hold" if fails else "is doubtful"
    title = case.base.records.checks[id].title
    return f"{title}: {formula.unparse(node.tree)} {what}\n" + "\n".join(lines)


def figure_text(case: Case, id: str) -> str:
    """A node's number in its unit, as its point or, where contexts differ, its span."""
    summary = case.summaries.get(id)
    if summary is None:
        return "?"
    unit = case.unit(id)
    if summary.open:
        return f"{show(summary.figure.low, unit)} to {show(summary.figure.high, unit)}"
    return show(summary.figure.point, unit)
