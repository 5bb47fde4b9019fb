"""excerpt-differs: the words that are quoted carry another figure than the claim.

The excerpts of a claim contain figures, and none of them is its value, or the figure that it says is
stated: other digits, another unit or scale (MW for GW, GB for Gbit, lb for kg, euros for dollars), per
month for per year, a per cent sign on one side only, one end of a range alone, another date. Either the
claim was mistyped, or updated without its citation, or the excerpt belongs elsewhere.

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
from whence.language.values.written import Written

SEVERITY = "conflict"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt of a claim that supports another figure than its value, or its stated one."""
    for id, claim in live(edition).items():
        computed = bool(claim.formula)
        value = (edition.base.stated if computed else edition.base.values).get(id)
        if value is None or id not in edition.base.nodes:
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
    together = " | ".join(text for _, text in excerpts)  # each end of a range may have words of its own
    if "" in found or objection(figure, together, edition.base.units) == "":
        return None
    return next(((n, why) for n, why in enumerate(found) if why), None)
