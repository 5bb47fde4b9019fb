"""check-depends: whether a relation holds depends on how a word is read.

It holds in one reading that the evidence leaves and not in another. That is no contradiction, for the word may mean what
makes it hold; it is told with its answer in each reading.

Mend: nothing has to be. If the relation is known to hold, it is evidence for the readings in which it does: say
`on_fail: rule-out`.

```yaml
choices:
  mile: {title: Which mile the log counts, options: {land: 1609 m, sea: 1852 m}}
checks:
  farther:
    on_fail: report
    title: The ship went farther than the year before
    assert: 100 * mile > before  # <- check-depends
    inputs: {mile: mile, before: 170 km}
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
READS = "cone"


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
