"""bound-lost: the words that are quoted give a bound, and the claim gives its end as the figure.

The excerpt says more than 5 kg, at least 5 kg or up to 5 kg, and the claim `5 kg`, with no sign that the
figure may be another. What is computed from it then rests on the end of a bound.

Mend: write the bound, `>= 5 kg` or `<= 5 kg`, with `taken_as` where it is to be computed with as a figure.
A figure that is meant loosely is `~5 kg`.

```yaml
sources: {label: {title: The label}}
claims:
  weight:
    {title: Weight, value: 5 kg, cites: [{source: label, excerpt: more than 5 kg}]}  # <- bound-lost
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotes import place, rows, worded
from whence.judge.rules.wording.said import bounded
from whence.judge.rules.wording.sides import sides
from whence.language.units.units import Units
from whence.language.values.value import Bound
from whence.language.values.written import Written, parse

SEVERITY = "warning"
READS = "cone"
SIGNS = {"lower": ">=", "upper": "<="}


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt that gives a plain figure as a bound, where none gives it as it is."""
    figures = (it for it in worded(edition) if it.figure.plain and it.claim.kind != "convention")
    for it in figures:
        if hit := bounded(edition, it):
            message = sides(
                "the words that are quoted give a bound, and the claim a figure", rows(it, hit[0])
            )
            hints = _ways_out(it.value, hit[1], edition.base.units)
            yield Objection(it.id, message, place(edition, it, hit[0]), hints)


def _ways_out(value: Written, bound: Bound, units: Units) -> tuple[str, ...]:
    """The bound as it is written, where the figure is one amount."""
    spelling = f"{SIGNS[bound]} {value.text}" if bound else ""
    found = parse(spelling, units)
    return (f'write "{spelling}"',) if isinstance(found, Written) and found.bound == bound else ()
