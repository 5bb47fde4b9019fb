"""error-differs: the words that are quoted give another error than the claim.

The figure is the same, and what stands behind the ± is not: a point was lost (± 3 for ± 0.3), or the error
of another figure was taken. An error that the source gives at a level, such as 95 %, may be written as the
standard deviation that belongs to it. Of an interval around a figure, `0.71 (95% CI 0.60 to 0.84)`, both ends are
looked for, and the level where the words give one.

Mend: read the source again and correct the one or the other.

```yaml
claims:
  height: {title: Height of the tower, value: 20 ± 0.3 m, cites: [
    {source: survey, excerpt: a height of 20 ± 3 m}]}  # <- error-differs
sources: {survey: {title: The survey}}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.rules.wording.quotation import carriers, fits
from whence.judge.rules.wording.quotes import Quote, Quoted, place, rows, worded
from whence.judge.rules.wording.said import carrying, errors, spans
from whence.judge.rules.wording.sides import sides
from whence.language.patterns import later

SEVERITY = "conflict"
READS = "cone"
# how many standard deviations the errors of usual levels are
LEVELS = (1.0, 1.6448536, 1.959964, 2.0, 2.5758293, 3.0)
ROUNDED = 0.01
LEVEL = later(
    r"\b(?:68|90|95|99)(?:\.[0-9]+)? ?(?:%|per ?cent)|confidence|credible|\bCI\b|sigma|σ|standard deviations|coverage"
)

PER_CENT = later(r"\b([5-9][0-9](?:\.[0-9]+)?) ?(?:%|per ?cent) ?(?:CI|CrI|confidence|credible|interval)")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first excerpt that holds the figure of a claim with another error than is written with it."""
    for it in worded(edition):
        found = _another_error(edition, it) if it.figure.errors else _another_interval(edition, it)
        if found:
            quote, what = found
            head = f"the words that are quoted give another {what}"
            yield Objection(it.id, sides(head, rows(it, quote)), place(edition, it, quote))


def _another_error(edition: Edition, it: Quoted) -> tuple[Quote, str] | None:
    """The first words with an error behind the figure, where no words give it the error that is written."""
    told = {quote: errors(edition, quote) for quote, _ in carrying(edition, it)}
    if any(_agrees(it, quote, each) for quote, found in told.items() for each in found):
        return None
    return next(((quote, "error") for quote, found in told.items() if found), None)


def _agrees(it: Quoted, quote: Quote, error: tuple[Numeral, float]) -> bool:
    """Whether an error is one of the figure's own, at a level that the words may speak of.

    Where it stands alone, its unit may be that of the figure, whether or not the words tell all of it: the figure
    itself has been found in them.
    """
    number, size = error
    slack = max(ROUNDED, number.half / number.value if number.value else 0.0)
    levels = LEVELS if LEVEL.search(quote.excerpt) else LEVELS[:1]
    sizes = (size, number.value * it.figure.unit.factor, number.value)
    return any(
        math.isclose(each, own * level, rel_tol=slack)
        for each in sizes
        for own in it.figure.errors
        for level in levels
    )


def _another_interval(edition: Edition, it: Quoted) -> tuple[Quote, str] | None:
    """The first words with an interval around the figure, where no words give it both of its ends, at its level."""
    if not it.figure.level:
        return None
    middle = replace(it.figure, figures=it.figure.figures[1:2])
    units = edition.base.units
    told = {
        quote: pairs
        for quote in it.quotes
        if carriers(middle, quote.excerpt, units) and (pairs := spans(edition, quote))
    }
    for quote, pairs in told.items():
        if any(_are_ends(it, quote, pair) for pair in pairs):
            levels = {float(each) / 100 for each in PER_CENT.findall(quote.excerpt)}
            return (quote, "level") if levels and it.figure.level not in levels else None
    return next(((quote, "interval") for quote in told), None)


def _are_ends(it: Quoted, quote: Quote, pair: tuple[Numeral, Numeral]) -> bool:
    ends = it.figure.figures[0], it.figure.figures[-1]
    return all(
        fits(each, replace(it.figure, figures=(end,)), quote.excerpt)
        for each, end in zip(pair, ends, strict=True)
    )
