"""settled: of the options of a choice, one survives.

The checks rule out every option but one, so the evidence itself has decided what the word means.
Everything that rests on the choice is computed with that option.

Mend: nothing has to be. `whence show CHOICE` has the proof for each option that fell.

```yaml
terms:
  ton: {title: Ton, senses: {short: 907 kg, long: 1016 kg}}
choices:
  ton-in-the-log: {title: Which ton the log counts, term: ton}  # <- settled
checks:
  scale:
    {title: Ten tons were weighed, assert: 10 * ton <= scale, inputs: {ton: ton-in-the-log, scale: 9500 kg}, on_fail: rule-out}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.contexts import mask, options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.model.graph import Pick

SEVERITY = "note"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At choices of which checks leave one option."""
    for id, node in edition.base.nodes.items():
        if not isinstance(node, Pick) or id not in edition.values.of:
            continue
        possible = [
            name
            for name, alive in zip(options(edition.base, id), survives(edition, id), strict=True)
            if alive
        ]
        fallen = {
            name: edition.settled.ruled_out[id, name]
            for name in node.options
            if (id, name) in edition.settled.ruled_out
        }
        if len(possible) == 1 and fallen:
            rows = [(f"not {name}", f"because of {', '.join(checks)}") for name, checks in fallen.items()]
            head = f"{edition.base.records.choices[id].title}: `{possible[0]}` is the one option left"
            place = edition.base.records.place("choices", id)
            yield Objection(id, sides(head, rows), place, data={"option": possible[0]})


def survives(edition: Edition, choice: str) -> list[bool]:
    """For each option of a choice, whether it stands in a context that no check rules out."""
    return [bool(each) for each in mask(edition.settled, (choice,), active=False)]
