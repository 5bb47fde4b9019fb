"""stale: a figure is due to be looked at again.

Its `review_by` has passed; or it carries a tag, or is of a kind, that the settings call stale after some
time (`stale_after = {price = "18 month"}`) and its `as_of` lies further back than that.

Mend: look the figure up again. If it has changed, `whence update` keeps the old one in its history; if
not, write the new `as_of`.

```yaml
claims:
  price:
    title: Price of a chip
    value: 30K USD
    review_by: 2025-12-31  # <- stale
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live
from whence.language.units.units import TIME
from whence.language.values.days import covered
from whence.language.values.numerals import DAY, EPOCH
from whence.language.values.written import Written, parse

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At `review_by` where that has passed, else at `as_of`; nothing if today is not known."""
    today = _end(edition.today)
    if today is None:
        return
    ages = dict(_ages(edition))
    for id, claim in live(edition).items():
        due = _end(claim.review_by)
        if due is not None and due < today:
            message = f"this was to be looked at again by {claim.review_by}"
            yield Objection(id, message, edition.base.records.place("claims", id, "review_by"))
        elif why := _old(claim, ages, today):
            yield Objection(id, why, edition.base.records.place("claims", id, "as_of"))


def _end(date: str) -> float | None:
    """The first second after a date, or None."""
    found = covered(date)
    return (found.last + 1 - EPOCH) * DAY if found else None


def _ages(edition: Edition) -> Iterator[tuple[str, tuple[str, float]]]:
    """For each tag or kind that goes stale: the time as written, and in seconds."""
    for name, text in edition.base.settings.stale_after.items():
        found = parse(text, edition.base.units)
        if isinstance(found, Written) and found.unit.dimension == TIME:
            yield name, (text, found.point)


def _old(claim: Claim, ages: dict[str, tuple[str, float]], today: float) -> str:
    written = _end(claim.as_of)
    for name in (*claim.tags, claim.kind):
        if written is not None and name in ages and today - written > ages[name][1]:
            return f"this is of {claim.as_of}, and `{name}` is stale after {ages[name][0]}"
    return ""
