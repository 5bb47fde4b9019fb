"""same-origin: what looks like several witnesses is one.

Several claims of a quantity agree, or several sources support one claim, and all of them come from one
origin, directly or along `relies_on`. Ten papers that print one agency's story are one piece of evidence,
so their agreement confirms nothing. A range and the best guess in it, by one author, are one statement and
look like no more.

Mend: look for somebody who measured it independently. Where there is none, keep the origin and cite the
others as `via`.

```yaml
sources:
  agency: {title: The agency's story}
  morning-paper: {title: The morning paper, relies_on: [agency]}
  evening-paper: {title: The evening paper, relies_on: [agency]}
claims:
  power:
    title: Power of the building
    value: 200 MW
    kind: fact
    cites:  # <- same-origin
      - {source: morning-paper}
      - {source: evening-paper}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.rivals import holds
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.origins import cited_by, leaves_of
from whence.judge.rules.wording.sides import compared, live, sides
from whence.model.origins import all_roots, roots

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Claims whose supporting sources, and quantities whose agreeing claims, all go back to one origin."""
    for id in live(edition):
        sources = cited_by(edition, id)
        common = all_roots(edition.base, sources)
        if len(sources) > 1 and len(common) == 1:
            rows = [(each, f"relies on {next(iter(common))}") for each in sources if each not in common]
            message = sides(f"{len(sources)} sources support this, and all go back to one", rows)
            place = edition.base.records.key_place("claims", id, "cites")
            yield Objection(id, message, place, data={"origin": next(iter(common))})
    for id, found in compared(edition):
        yield from _rivals(
            edition,
            id,
            [each.id for each in found.rivals if not each.unused or each.unused.startswith("an echo")],
            found.verdict if not found.differing else "",
        )


def _rivals(edition: Edition, id: str, ids: list[str], verdict: str) -> Iterator[Objection]:
    """Claims that agree, where each has an origin and all have the same one."""
    ids = [each for each in ids if not _is_middle(edition, each, ids)]
    origins = {each: _origins(edition, each) for each in ids}
    common = frozenset().union(*origins.values())
    if len(ids) < 2 or verdict != "consistent" or len(common) != 1 or not all(origins.values()):
        return
    rows = [(each, ", ".join(cited_by(edition, each)) or "computed from it") for each in ids]
    message = sides(f"these claims agree, and all of them come from `{next(iter(common))}`", rows)
    yield Objection(
        id,
        message,
        edition.base.records.place("quantities", id),
        data={"origin": next(iter(common))},
    )


def _is_middle(edition: Edition, id: str, ids: list[str]) -> bool:
    """Whether a claim is the best guess in somebody's own range, which is the other half of one statement."""
    claims, figure = edition.base.records.claims, edition.summaries[id].figure
    for other in ids:
        range_ = edition.summaries[other].figure
        wider = range_.high - range_.low > figure.high - figure.low
        if wider and claims[id].by == claims[other].by and holds(range_, figure.point):
            return True
    return False


def _origins(edition: Edition, id: str) -> frozenset[str]:
    return frozenset().union(
        *(
            roots(edition.base, source)
            for leaf in leaves_of(edition, id)
            for source in cited_by(edition, leaf)
        )
    )
