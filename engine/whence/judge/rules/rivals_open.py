"""rivals-open: whether the claims of a quantity agree depends on how a word is read.

The claims rest on a choice that is open. They are compared in each of its readings that the evidence leaves: in some
they agree, in others they do not. What is apart in every reading is `rivals-disagree`.

Mend: nothing has to be. If the claims are known to speak of one thing, that they agree is evidence for the reading: a
check with `on_fail: rule-out` says so.

```yaml
quantities:
  delivered:  # <- rivals-open
    title: Processors delivered
    take: counted
claims:
  counted: {title: Counted at the gate, value: 200 chip, of: delivered}
  ordered: {title: Ordered, formula: n * each, inputs: {n: 100, each: superchip}, unit: chip, of: delivered}
choices:
  superchip:
    title: What the word stands for
    options: {one: 1 chip, two: 2 chip}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording import relations
from whence.judge.rules.wording.sides import compared, sides
from whence.language.problems import listing

SEVERITY = "note"
READS = "cone"
ANSWERS = {"consistent": "they agree", "tension": "they are in tension", "conflict": "they disagree"}


def object_to(edition: Edition) -> Iterator[Objection]:
    """Quantities whose claims agree in some readings and not in others."""
    for id, found in compared(edition):
        if found.verdict != "open":
            continue
        ranked = sorted(found.readings, key=lambda each: list(ANSWERS).index(each[1]))
        answers = [(dict(choose), ANSWERS[verdict]) for choose, verdict in ranked]
        on = listing([f"`{axis}`" for axis in relations.deciding(answers)])
        agreeing = sum(verdict == "consistent" for _, verdict in found.readings)
        head = f"the claims of this quantity agree in {agreeing} of {len(answers)} readings of {on}"
        message = sides(head, list(relations.by_reading(answers)))
        yield Objection(id, message, edition.base.records.place("quantities", id))
