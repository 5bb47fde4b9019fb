"""excerpt-differs: the words that are quoted carry another figure than the claim.

The excerpts of a claim contain numbers, and none of them has the digits of its value, or of the figure that
it says is stated; or one has the digits and a unit that makes it a different amount, such as MW where the
claim says GW. Either the claim was mistyped, or updated without its citation, or the excerpt belongs
elsewhere.

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
from whence.judge.rules.wording.quotation import objection, wanted
from whence.judge.rules.wording.sides import live, sides
from whence.language.units.units import DATE, GROWTH, RATE
from whence.language.values.written import Written

SEVERITY = "conflict"


def object_to(edition: Edition) -> Iterator[Objection]:
    for id, claim in live(edition).items():
        computed = bool(claim.formula)
        value = (edition.base.stated if computed else edition.base.values).get(id)
        if value is None or value.unit.dimension in (DATE, GROWTH, RATE) or id not in edition.base.nodes:
            continue
        excerpts = [
            (n, each.excerpt)
            for n, each in enumerate(claim.cites)
            if each.excerpt and each.stance == "supports"
        ]
        if hit := differs(edition, value, excerpts):
            number, why = hit
            head = "the words that are quoted carry another figure"
            rows = [("stated" if computed else "value", value.text), ("excerpt", f"“{excerpts[number][1]}”")]
            place = edition.base.records.place("claims", id, "cites", excerpts[number][0], "excerpt")
            yield Objection(id, sides(head, [*rows, ("", why)]), place)


def differs(edition: Edition, value: Written, excerpts: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The index of an excerpt that carries another figure, and how; None if one may carry this one."""
    figure = wanted(value, edition.base.units)
    found = [objection(figure, text, edition.base.units) for _, text in excerpts]
    if not figure.digits or "" in found:
        return None
    return next(((n, why) for n, why in enumerate(found) if why), None)
