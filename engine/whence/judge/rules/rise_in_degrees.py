"""rise-in-degrees: a rise or a difference of temperature is written in degrees with a zero of their own.

`20 °C` is a temperature. How much warmer one thing is than another has no zero: `0.9 °C` is kept as 274.05 K,
and added, compared and converted as such. The title, or the words that are quoted, say here that the figure is
a difference.

Mend: write it in K. One degree Celsius of difference is 1 K, and one degree Fahrenheit 5/9 K. If it is how
warm something is, say so in the title.

```yaml
sources:
  report: {title: The report}
claims:
  rise:
    title: How much warmer the sea is
    value: 0.9 °C  # <- rise-in-degrees
    cites: [{source: report, excerpt: the sea warmed by 0.9 °C}]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotes import Quoted, quoted
from whence.judge.rules.wording.sides import sides
from whence.judge.rules.wording.warmer import speaks_of_rise, tells_rise
from whence.model.temperatures import as_difference, in_degrees

SEVERITY = "conflict"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each value in degrees, where the title speaks of a difference, or every excerpt that has its number."""
    for it in quoted(edition):
        if it.field == "value" and in_degrees(it.value) and (words := _rise(edition, it)):
            head = f"this is a difference of temperatures, and {it.value.unit.text} has a zero of its own"
            ways = (f'write "{as_difference(it.value)}"',)
            place = edition.base.records.place("claims", it.id, "value")
            yield Objection(it.id, sides(head, [("value", it.value.text), words]), place, ways)


def _rise(edition: Edition, it: Quoted) -> tuple[str, str] | None:
    """Which words say that a value is a difference."""
    said = [tells_rise(each.excerpt, it.figure, edition.base.units) for each in it.quotes]
    if any(said) and False not in said:
        return "excerpt", f"“{it.quotes[said.index(True)].excerpt}”"
    return ("title", it.claim.title) if speaks_of_rise(it.claim.title) else None
