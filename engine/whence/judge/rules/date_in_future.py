"""date-in-future: a figure is known, or speaks of, a day that has not come.

`known` is since when a figure is known, and `issued` is when a source appeared: neither can lie ahead. `as_of`
is the time a figure speaks of; only what is no fact (a forecast, an assumption) can speak of a time to come.

Mend: correct the date; or, where the figure says what will be, write `kind: forecast`.

```yaml
claims:
  power:
    title: Power of the site in 2031
    value: 9 GW
    kind: fact
    as_of: 2031  # <- date-in-future
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.days import covered

SEVERITY = "warning"
READS = "cone"

Written = tuple[str, str, tuple[str | int, ...], str, str]


def object_to(edition: Edition) -> Iterator[Objection]:
    """Each date that begins after today, with both days; nothing where it is not said which day it is."""
    today = covered(edition.today)
    if today is None:
        return
    for section, id, path, date, what in _dates(edition):
        found = covered(date)
        if found and found.first > today.last:
            message = f"{what} {date}, and today is {edition.today}"
            yield Objection(id, message, edition.base.records.place(section, id, *path))


def _dates(edition: Edition) -> Iterator[Written]:
    """Every date that has to be over: section, id, path, the date, and what it says."""
    for id, claim in edition.base.records.claims.items():
        yield "claims", id, ("known",), claim.known, "this is known since"
        if claim.kind == "fact":
            yield "claims", id, ("as_of",), claim.as_of, "a fact speaks of"
        for number, past in enumerate(claim.history):
            yield "claims", id, ("history", number, "known"), past.known, "an older value was known since"
    for id, source in edition.base.records.sources.items():
        yield "sources", id, ("issued",), source.issued, "this source appeared in"
