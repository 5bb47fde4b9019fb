"""prefer-ruled-out: the option that is preferred cannot be.

A `prefer` picks among the options that the evidence leaves. This one is ruled out by a check, or several
preferences cannot stand together; so it is set aside, and what rests on the choice is computed with the
options that survive.

Mend: look at the check's arithmetic in the message. Either the preference goes, or an input of the check
is wrong.

```yaml
terms:
  gb200: {title: GB200, senses: {chip: 1, board: 4, rack: 72}}
choices:
  reading:
    title: What the post counts
    term: gb200
    prefer: rack  # <- prefer-ruled-out
    because: The post says NVL72.
claims:
  need:
    title: Power that 100 thousand of them need
    formula: sense * 200 * unit
    inputs: {sense: reading, unit: 1 MW}
  supply: {title: Power of the site, value: 1 GW}
checks:
  fits:
    title: The machines must fit the power of their site
    assert: need <= supply
    inputs: {need: need, supply: supply}
    on_fail: rule-out
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.case import Case
from whence.contexts import Knot, options
from whence.diagnostics import Finding
from whence.rules.sense_ruled_out import proof
from whence.rules.sides import sides


def object_to(case: Case) -> Iterator[Finding]:
    for knot in case.settled.knots:
        preferred = {id: prefer for id in knot.choices if (prefer := case.base.records.choices[id].prefer)}
        alone = [id for id, option in preferred.items() if (id, option) in case.settled.ruled_out]
        for id in alone:
            rows = [
                row
                for check in case.settled.ruled_out[id, preferred[id]]
                for row in proof(case, check, {id: preferred[id]})
            ]
            yield _finding(case, id, f"`{preferred[id]}` is preferred, and ruled out", rows)
        if not alone and preferred and not _together(case, knot, preferred):
            first = next(iter(preferred))
            rows = [(id, f"prefers `{option}`") for id, option in preferred.items()]
            yield _finding(case, first, "these preferences cannot stand together", rows)


def _together(case: Case, knot: Knot, preferred: dict[str, str]) -> bool:
    """Whether some context that survives has every preferred option."""
    index = tuple(
        options(case.base, id).index(preferred[id]) if id in preferred else slice(None) for id in knot.choices
    )
    return bool(knot.survives[index].any())


def _finding(case: Case, id: str, head: str, rows: list[tuple[str, str]]) -> Finding:
    return Finding(
        "prefer-ruled-out", id, sides(head, rows), case.base.records.place("choices", id, "prefer")
    )
