"""check-depends: whether a relation holds depends on how a word is read.

It holds in one reading that the evidence leaves and not in another. That is no contradiction, for the word may mean what
makes it hold; it is told with its answer in each reading.

Mend: nothing has to be. If the relation is known to hold, it is evidence for the readings in which it does: say
`on_fail: rule-out`.

```yaml
terms:
  spoon: {title: Spoon, senses: {teaspoon: 2 g, tablespoon: 6 g}}
choices:
  notebook: {title: What the notebook calls a spoon, term: spoon}
claims:
  tea: {title: Tea in the pot, formula: 3 * spoon, inputs: {spoon: notebook}}
  strong: {title: Tea in a strong pot, value: 12 g}
checks:
  is-strong:
    title: The pot is a strong one
    assert: tea >= strong  # <- check-depends
    inputs: {tea: tea, strong: strong}
    on_fail: report
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules import check_fails
from whence.judge.rules.wording import relations
from whence.language.problems import listing

SEVERITY = "note"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Checks that hold in some of the readings that count; of those that only report, any with several answers."""
    for id in edition.settled.outcomes:
        live = edition.live(id)
        verdicts = {each.verdict for each in live}
        reports = edition.base.records.checks[id].on_fail == "report"
        if len(verdicts) > 1 and (reports or "holds" in verdicts):
            answers = relations.answers(live)
            on = listing([f"`{axis}`" for axis in relations.deciding(answers)])
            what = f"depends on the reading of {on}" if on else "depends on the reading"
            yield check_fails.stated(edition, id, what, list(relations.by_reading(answers)), {})
