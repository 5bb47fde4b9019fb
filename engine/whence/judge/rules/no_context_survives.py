"""no-context-survives: the checks together leave no reading of the evidence at all.

Under every combination of options some check fails. So the ambiguity is not to blame: two of the claims
behind the checks contradict each other whatever the words mean. Nothing is ruled out until one of them
gives way.

Mend: the message names as few checks as clash, and the written claims they rest on. `whence why CHECK`
says for each what it would have to be.

```yaml
terms:
  gb200: {title: GB200, senses: {chip: 1, rack: 72}}
choices:
  reading: {title: What the post counts, term: gb200}
claims:
  need:
    title: Power that 100 thousand of them need
    formula: sense * 200 * unit
    inputs: {sense: reading, unit: 1 MW}
  supply: {title: Power of the site, value: 50 MW}
checks:
  fits:
    title: The machines must fit the power of their site
    assert: need <= supply  # <- no-context-survives
    inputs: {need: need, supply: supply}
    on_fail: rule-out
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.sense_ruled_out import proof
from whence.judge.rules.wording.sides import figure, sides
from whence.model.graph import Leaf, ancestors

SEVERITY = "conflict"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first check of each set that no combination of options passes; the data name the set."""
    for nogood in edition.settled.nogoods:
        if nogood.options:
            continue
        rows = [row for check in nogood.because for row in proof(edition, check, {})]
        leaves = {each: None for check in nogood.because for each in ancestors(edition.base, check)}
        claims = [
            id
            for id in leaves
            if isinstance(edition.base.nodes[id], Leaf) and id in edition.base.records.claims
        ]
        rows += [(id, figure(edition, id)) for id in claims]
        message = sides("no combination of options passes these checks", rows)
        first = nogood.because[0]
        place = edition.base.records.place("checks", first, "assertion")
        yield Objection(first, message, place, data={"checks": nogood.because})
