"""as-of-differs: a figure is said to be of one time, and `as_of` says another.

The title of a fact or an estimate names the time of its figure (`in 2023`, `at the end of 2024`), or the
words that are quoted for a fact date it, and no day of that time is in its `as_of`. What goes by `as_of`,
such as the latest of a series, takes the figure for one of another time.

Mend: `as_of` is the time that the figure speaks of. Since when it is known is `known`, or follows from when
its source appeared.

```yaml
sources:
  report: {title: The report, issued: 2025-03}
claims:
  revenue:
    title: Revenue of the company
    value: $12 million
    kind: fact
    as_of: 2024
    cites:
      - source: report
        excerpt: revenue of $12 million in 2023  # <- as-of-differs
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.days import Dated, spoken_of
from whence.judge.rules.wording.quotation import carriers
from whence.judge.rules.wording.quotes import Quote, Quoted, place, quoted
from whence.judge.rules.wording.readings import readings
from whence.judge.rules.wording.sides import sides
from whence.language.patterns import later
from whence.language.values.days import Days, covered
from whence.language.values.numerals import DAY, EPOCH

SEVERITY = "warning"
READS = "cone"
# What parts two clauses, where no number has it.
_CLAUSE = later(r"[,;.](?![0-9])")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the title, or else at the first excerpt, that names another time; nothing where the value is a date itself."""
    for it in quoted(edition):
        days = covered(it.claim.as_of)
        if days is None or it.dated or it.claim.kind not in ("fact", "estimate"):
            continue
        titled = spoken_of(it.claim.title)
        if titled and not any(_meets(each, days) for each in titled):
            rows = (("title", it.claim.title), ("as_of", it.claim.as_of))
            message = sides("the title names another time than `as_of`", rows)
            yield Objection(it.id, message, edition.base.records.place("claims", it.id, "as_of"))
        elif it.claim.kind == "fact" and (quote := _dated(edition, it, days)):
            rows = (("as_of", it.claim.as_of), ("excerpt", f"“{quote.excerpt}”"))
            message = sides("the words that are quoted date the figure otherwise than `as_of`", rows)
            yield Objection(it.id, message, place(edition, it, quote))


def _meets(time: Dated, days: Days) -> bool:
    first, last = days.first - EPOCH, days.last - EPOCH + 1
    return time.since < last * DAY and first * DAY < time.until


def _dated(edition: Edition, it: Quoted, days: Days) -> Quote | None:
    """The first excerpt that dates the figure to other days, where none dates it to these."""
    said = [(quote, each) for quote in it.quotes for each in _times(edition, it, quote)]
    return None if any(_meets(each, days) for _, each in said) or not said else said[0][0]


def _times(edition: Edition, it: Quoted, quote: Quote) -> Iterator[Dated]:
    """The times in an excerpt that belong to the figure: no other number of their clause stands nearer to them."""
    units = edition.base.units
    own = {each.start for each in carriers(it.figure, quote.excerpt, units)}
    numbers = [each for each in readings(quote.excerpt, units) if not (each.dated or each.loose)]
    for time in spoken_of(quote.excerpt):
        gaps = [(_gap(quote.excerpt, each.start, len(each.text), time), each.start) for each in numbers]
        near = min((each for each in gaps if each[0] is not None), default=None)
        if near and near[1] in own:
            yield time


def _gap(text: str, start: int, size: int, time: Dated) -> int | None:
    """How many characters lie between a number and a time; None where it is part of it or of another clause.

    A time that begins the words, `In 2023,`, belongs to the clause that follows.
    """
    if time.start <= start < time.end:
        return None
    between = text[start + size : time.start] if start < time.start else text[time.end : start]
    first = start > time.end and not text[: time.start].strip(' (“"')
    return None if _CLAUSE.search(between) and not first else len(between)
