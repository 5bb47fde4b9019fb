"""uncited-share: most of a headline's uncertainty stands on nobody's word.

More than half of the variance of a claim marked `headline` comes from inputs that no source supports. A
reader who doubts the conclusion has nobody to ask about what it depends on most.

Mend: find a source for the weakest link that the message names, before anything else.

```yaml
claims:
  chips: {title: Chips, value: 10K to 400K chip, kind: assumption, why: Anybody's guess.}
  power:
    title: Power of the chips
    formula: chips * each  # <- uncited-share
    inputs: {chips: chips, each: 2 kW/chip}
    headline: true
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.evidence import shares
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.values.shown import show_share

SEVERITY = "note"
READS = "cone"

MOST = 0.5


def object_to(edition: Edition) -> Iterator[Objection]:
    """At headlines more than `MOST` of whose variance comes from uncited leaves; the data are share and weakest."""
    for id, claim in live(edition).items():
        if not claim.headline or id not in edition.values.of or edition.values.of[id].exact:
            continue
        uncited = [
            each
            for each in shares(edition.base, edition.values, edition.settled, id)
            if each.grade == "uncited"
        ]
        total = sum(each.share for each in uncited)
        if total > MOST:
            rows = [(each.id, f"{show_share(each.share)}") for each in uncited[:5]]
            message = sides(
                f"{show_share(total)} of its uncertainty comes from inputs that no source supports", rows
            )
            place = edition.base.records.place("claims", id, "formula" if claim.formula else "value")
            yield Objection(id, message, place, data={"share": total, "weakest": uncited[0].id})
