"""The manual's page on values: how they and distributions are written, with examples that a test runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from inspect import cleandoc

from whence.account import headlines
from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.judge.edition import Edition
from whence.language.values import written
from whence.language.values.forms import FORMS
from whence.publish import charts
from whence.publish.charts.drawing import pretty
from whence.publish.pages.parts import Cell, Drawn, Part, Table

# What is written, and what it is read as.
EXAMPLES = (
    ("400K chip", "a count; K touches the number and means thousand"),
    ("2e27 FLOP", "a power of ten; also `2 x 10^27 FLOP`"),
    ("40%", "a share"),
    ("2.5x", "a factor"),
    ("1 in 1000", "a chance, `1 in 2000` too; also `5 per 100,000 people`"),
    ("$2/hour", "money per hour; also `2 USD/hour`"),
    ("22 bn USD", "words after a space: thousand, million or mln, bn, tn; also `$5m` and `5m EUR`"),
    ("2h30m", "a time; shown in hours"),
    ("20 °C", "a temperature with its zero; a difference, a rise or an error is written in kelvin, `0.9 K`"),
    ("6 month", "half of 365.25 days, with dates too: what is stated by the calendar is not held against it"),
    ("24 to 27 kW", "a 90 % interval: lognormal when both ends are above zero"),
    ("-10 to +5 USD", "the same, normal since an end is not above zero"),
    ("24 .. 27 kW", "hard ends, anything between equally likely"),
    ("6.674 ± 0.003 m", "one sigma; several ± add in quadrature"),
    ("10 +3 -2 m", "one sigma, different either way"),
    ("0.83 (95% CI 0.77 to 0.89)", "a central value and an interval at the level that is stated"),
    ("24 to 27 kW (95% CI)", "a range at another level than 90 %"),
    ("~150 MW", "about: a width that the settings fix"),
    (">= 200 MW", "a lower bound; YAML wants quotes around it"),
    ("14x per 2 year", "growth: a rate, so the logarithm counts"),
    ("5% per year", "growth by 5 %: a factor of 1.05 a year"),
    ("doubling in 2.3 year", "growth by its doubling time"),
    ("2025-11", "a date: any moment of the month; also `November 2025`, `2025-Q4`, `Q4 2025`"),
    ("2025-11 to 2026-02", "a 90 % interval of dates"),
)

# The long forms that have no short one of their own, and what else goes with any form.
LONG = (
    (
        "quantiles(5%: 20, 50%: 25, 95%: 40) kW",
        "values at levels, joined by straight lines in normal scores: of their logarithms where all are above zero",
    ),
    ("{quantiles: {5%: 20, 50%: 25, 95%: 40}, unit: kW}", "the same, long"),
    ("one_of(20%: 2, 80%: 4) chip", "one of several numbers; equal weights if none are written"),
    ("{one_of: [2, 4], weights: [20%, 80%], unit: chip}", "the same, long"),
    ("mixture(70%: 1 to 2, 30%: 5 ± 1) kW", "one of several distributions of any form"),
    ("{mixture: [1 to 2, 5 ± 1], weights: [70%, 30%], unit: kW}", "the same, long"),
    ("10 ± 5 kg between 0 and inf", "cut off at two ends, `inf` for one that is open, and made whole again"),
    (
        "{normal: {mean: 10, sd: 5}, unit: kg, between: [0, 20]}",
        "the same, long; `between` goes with every form",
    ),
    ("{interval: [0.77, 0.89], point: 0.83, level: 95%}", "an interval with its level, long"),
)

PICTURES = """
Every example is computed as a claim of a base would be. The picture has the hump of its draws, the bar of its 90 % interval and
the dot of its point; a value that takes a few numbers alone has a column for each; of a bound only one end is known.
"""

NUMBERS = """
A leaf is told by formula, not by draws: `200K to 300K chip` has exactly those ends. The **point** is the central value:
the median, or for what takes several separate values, and for a mixture, the weighted mean. The **interval** goes from the
value that 5 % do not exceed to the one that 95 % do not; of separate values it is the smallest that reaches the share, so it
never ends between two of them. **Mean** and **standard deviation** (`mean` and `sd` in JSON) stand beside them where there
are any: growth has neither, as it compounds and it is its logarithm that spreads; what is divided by something that may be
zero has none, and of a tail so heavy that less than ten draws make the mean or the deviation, draws do not tell it.
`show` says why, and `without_mean` in JSON.
"""

REFUSALS = """
What is not plain is refused, with the spelling to write: cents of no currency, a fiscal year, `early 2025`, `(5) USD`,
`10 ± 10%`, dates with slashes, numbers with commas.
"""


def named() -> tuple[tuple[str, str], ...]:
    """An example of every way to write a distribution by its name, and what is said of it."""
    return tuple((way.example, f"{name}: {way.sentence}") for name, ways in FORMS.items() for way in ways)


def values() -> Iterator[Part]:
    """The page of values and distributions."""
    for title, anchor, text, rows in (
        ("Values as people write them", "m-examples", PICTURES.strip(), EXAMPLES),
        ("Distributions by name", "m-distributions", "", named()),
        ("Other forms", "m-forms", "", LONG),
    ):
        yield Part(title, anchor, text, tables=(_table(title, rows),), folded=anchor != "m-examples")
    yield Part("What is told of them", "m-told", NUMBERS.strip())
    yield Part("What is not read", "m-refused", REFUSALS.strip())
    head, _, rest = cleandoc(written.__doc__ or "").partition("\n\n")
    block, _, tail = rest.partition("\n\n")
    yield Part("The grammar", "m-grammar", head, block)
    if tail:
        yield Part("What it means", "m-meaning", tail)


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> Table:
    cells = tuple(
        (Cell(text, code=True), _picture(text), Cell(what, ticked=True), Cell(_told(text)))
        for text, what in rows
    )
    return Table(title, ("written", "picture", "read as", "number"), cells, False)


@cache
def _examples() -> tuple[Edition, dict[str, str]]:
    """A base in which every example is a claim, and the id of each."""
    ids = {text: f"example-{n}" for n, (text, _) in enumerate((*EXAMPLES, *named(), *LONG))}
    claims = {id: {"title": text, "value": text} for text, id in ids.items()}
    return assemble({"claims/examples.yaml": json.dumps({"claims": claims})}, Settings(samples=1000)), ids


def _told(text: str) -> str:
    """The number of an example, as a page shows it."""
    edition, ids = _examples()
    return pretty(headlines.headline(edition, ids[text])).replace("  [", " [")


def _picture(text: str) -> Cell:
    edition, ids = _examples()
    id = ids[text]
    summary, unit = edition.summaries[id], edition.unit(id)
    draws = sorted(edition.values.of[id].samples.ravel().tolist())
    drawing = charts.outline(id, text, _told(text), draws, summary.figure, unit, summary.bound)
    return Cell(_told(text), drawn=Drawn(drawing))
