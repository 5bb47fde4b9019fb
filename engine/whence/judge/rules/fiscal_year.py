"""fiscal-year: the source counts in fiscal years, and the claim in those of the calendar.

The title or the words that are quoted speak of a fiscal year or quarter (`fiscal 2025`, `FY25`), and `as_of`,
or a value that is a date, has the year or quarter of the calendar. A fiscal year begins on another day in
every company, and ends as much as eleven months before or after the calendar's.

Mend: write the months that it has, as in `as_of: 2024-02 to 2025-01`. Where the fiscal year is that of the
calendar, say so by its months too: `2025-01 to 2025-12`.

```yaml
sources: {results: {title: The results, issued: 2025-03}}
claims:
  revenue:
    kind: fact
    title: Revenue of the company
    as_of: 2025
    value: $12 million
    cites: [{source: results, excerpt: $12 million in fiscal 2025}]  # <- fiscal-year
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotes import Quoted, place, quoted
from whence.judge.rules.wording.sides import sides
from whence.language.patterns import later

SEVERITY = "warning"
READS = "cone"
_FISCAL = later(
    r"\bfiscal\b|\bfinancial (?:year|quarter|Q[1-4])|\bFY ?'?(?:[0-9]{4}|[0-9]{2})?\b", re.IGNORECASE
)
_CALENDAR = later(r"(?:[0-9]{4}|[0-9]{4}-[QH][1-4]|[QH][1-4] [0-9]{4})")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt that says fiscal, or else at the date, where the date is one of the calendar."""
    for it in quoted(edition):
        field, date = _date(it)
        if not _CALENDAR.fullmatch(date.strip()):
            continue
        quote = next((each for each in it.quotes if _FISCAL.search(each.excerpt)), None)
        if quote or _FISCAL.search(it.claim.title):
            text = ("excerpt", f"“{quote.excerpt}”") if quote else ("title", it.claim.title)
            message = sides(
                "the source counts in fiscal years, and this is a time of the calendar", [(field, date), text]
            )
            where = place(edition, it, quote) if quote else edition.base.records.place("claims", it.id, field)
            yield Objection(it.id, message, where)


def _date(it: Quoted) -> tuple[str, str]:
    """The date of a claim and its field: its value if that is one, else the time that its figure speaks of."""
    return (it.field, it.value.text) if it.dated else ("as_of", it.claim.as_of)
