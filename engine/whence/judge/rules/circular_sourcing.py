"""circular-sourcing: sources rely on each other in a circle.

Each source in the circle has its figure from the next, so nobody in it has measured anything. Of each
knot of sources one short circle is shown.

Mend: find out who said it first, and take away the `relies_on` of that one. If nobody can be found, cite
the claim as `unstated`.

```yaml
sources:
  encyclopedia:
    title: The encyclopedia
    relies_on: [newspaper]  # <- circular-sourcing
  newspaper:
    title: The newspaper
    relies_on: [encyclopedia]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.model.origins import relied_on, rings

SEVERITY = "warning"
READS = "sources"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each circle once, at the first of its sources by id, with the circle as data."""
    told: set[str] = set()
    knots = (each for each in rings(edition.base) if len(each) > 1)
    inside = {id: knot for knot in knots for id in knot}
    for source in sorted(edition.base.records.sources):
        knot = inside.get(source, frozenset({source}))
        circle = () if source in told else _circle(edition, source, knot)
        if circle and not told.intersection(circle):
            message = "each of these relies on the next: " + " -> ".join([*circle, source])
            place = edition.base.records.place("sources", source, "relies_on")
            yield Objection(source, message, place, data={"circle": circle})
        told.update(circle)


def _circle(edition: Edition, start: str, knot: frozenset[str]) -> tuple[str, ...]:
    """A shortest way from a source along `relies_on` back to itself, or nothing; breadth first, within its knot."""
    came: dict[str, str] = {}
    ring = [start]
    while ring and start not in came:
        following = []
        for each in ring:
            for below in relied_on(edition.base, each):
                if below in knot and below not in came:
                    came[below] = each
                    following.append(below)
        ring = following
    if start not in came:
        return ()
    walk = [start]
    while came[walk[-1]] != start:
        walk.append(came[walk[-1]])
    return (start, *reversed(walk[1:]))
