"""prefer-ruled-out: the option that is preferred cannot be.

A `prefer` picks among the options that the evidence leaves. This one is ruled out by a check, or several
preferences cannot stand together; so it is set aside, and what rests on the choice is computed with the
options that survive.

Mend: look at the check's arithmetic in the message. Either the preference goes, or an input of the check
is wrong.

```yaml
choices:
  age:
    title: How old the tree is
    options: {sapling: 5 year, grown: 60 year, ancient: 400 year}
    prefer: sapling  # <- prefer-ruled-out
    because: The list of the park says so.
checks:
  rings:
    title: A tree has a ring for each year
    assert: age >= rings
    inputs: {age: age, rings: 41 year}
    on_fail: rule-out
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.contexts import Knot, options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.sense_ruled_out import proof
from whence.judge.rules.wording.sides import sides

SEVERITY = "conflict"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At choices whose preference is ruled out alone, or only together with the other preferences."""
    for knot in edition.settled.knots:
        preferred = {id: prefer for id in knot.choices if (prefer := edition.base.records.choices[id].prefer)}
        alone = [id for id, option in preferred.items() if (id, option) in edition.settled.ruled_out]
        for id in alone:
            rows = [
                row
                for check in edition.settled.ruled_out[id, preferred[id]]
                for row in proof(edition, check, {id: preferred[id]})
            ]
            yield _objection(edition, id, f"`{preferred[id]}` is preferred, and ruled out", rows)
        if not alone and preferred and not _together(edition, knot, preferred):
            first = next(iter(preferred))
            rows = [(id, f"prefers `{option}`") for id, option in preferred.items()]
            rows += [row for check in _against(knot, preferred) for row in proof(edition, check, preferred)]
            yield _objection(edition, first, "these preferences cannot stand together", rows)


def _against(knot: Knot, preferred: dict[str, str]) -> Iterator[str]:
    """The checks that fail with all the preferred options at once."""
    for nogood in knot.nogoods:
        if set(nogood.options) <= set(preferred.items()):
            yield from nogood.because


def _together(edition: Edition, knot: Knot, preferred: dict[str, str]) -> bool:
    """Whether some context that survives has every preferred option."""
    index = tuple(
        options(edition.base, id).index(preferred[id]) if id in preferred else slice(None)
        for id in knot.choices
    )
    return bool(knot.survives[index].any())


def _objection(edition: Edition, id: str, head: str, rows: list[tuple[str, str]]) -> Objection:
    return Objection(id, sides(head, rows), edition.base.records.place("choices", id, "prefer"))
