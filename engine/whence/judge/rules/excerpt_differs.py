"""excerpt-differs: the words that are quoted carry another figure than the claim.

The excerpts of a claim contain figures, and none of them is its value, or the figure that it says is
stated: other digits, another unit or scale (MW for GW, bytes for bits, pounds for kilograms, miles for
kilometres, euros for dollars, degrees Fahrenheit for Celsius), per month for per year or per household for
per person, another frequency or doubling time, a per cent sign on one side only, percentage points for
growth, one end of a range alone, another date. Either the claim was mistyped, or updated without its
citation, or the excerpt belongs elsewhere: a claim of the same document that it fits is named.

Mend: read the source again and correct the one or the other. A figure that was worked out from the quoted
ones is not a `value`: give it a `formula` over them.

```yaml
sources:
  report: {title: The report}
claims:
  power:
    title: Power of the site
    value: 200 GW
    cites:
      - source: report
        excerpt: a site of 200 megawatts  # <- excerpt-differs
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.quotation import objection
from whence.judge.rules.wording.quotes import Quote, Quoted, place, quoted, rows
from whence.judge.rules.wording.sides import sides
from whence.judge.rules.wording.strays import fitting

SEVERITY = "conflict"
READS = "documents"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt of a claim that supports another figure than its value, or its stated one."""
    every = tuple(quoted(edition))
    for it in every:
        if it.quotes and (hit := _differs(edition, it)):
            quote, why = hit
            more = [("", why)]
            if other := fitting(edition, every, it, quote):
                more.append(("it fits", f"`{other.id}`, {other.claim.title}: {other.value.text}"))
            head = "the words that are quoted carry another figure"
            yield Objection(it.id, sides(head, rows(it, quote, *more)), place(edition, it, quote))


def _differs(edition: Edition, it: Quoted) -> tuple[Quote, str] | None:
    """An excerpt that carries another figure, and how; None if one may carry this one, or all of them together."""
    units = edition.base.units
    found = [(each, objection(it.figure, each.excerpt, units)) for each in it.quotes]
    if any(why == "" for _, why in found) or objection(it.figure, it.together, units) == "":
        return None
    return next(((each, why) for each, why in found if why), None)
