"""The manual's chapter on charts: one of each kind, drawn from a small base, with numbered notes on what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.language.frozen import dataclass
from whence.publish import charts
from whence.publish.charts import Chart, Note
from whence.publish.pages.anatomy import Node
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Part

BASE = """
topic: A tower
units:
  foot-of-the-chronicle: {title: What the chronicle calls a foot}
terms:
  foot-word:
    title: Foot
    senses:
      roman: 0.296 m/foot-of-the-chronicle
      royal: 0.3248 m/foot-of-the-chronicle
      ell: 0.6 m/foot-of-the-chronicle
choices:
  chronicle-foot: {title: What the chronicle calls a foot, term: foot-word}
quantities:
  tower: {title: Height of the tower, take: weighted}
  visitors: {title: Visitors in a year, take: latest}
claims:
  steps: {title: Steps to the top, value: 560 to 600 step, kind: estimate}
  step-height:
    title: Height of a step
    value: 17 to 19 cm/step
    kind: estimate
    known: 2023-06
    history:
      - {value: 18 to 22 cm/step, until: 2023-06, known: 2021-10}
  climb:
    title: Height of the tower, by its steps
    formula: steps * height
    inputs: {steps: steps, height: step-height}
    unit: m
    stated: 108 m
    of: tower
  surveyed:
    title: Height of the tower, by the survey
    value: 101 ± 1.5 m
    of: tower
  measured:
    title: Height of the tower, by its shadow
    value: 95 to 105 m
    of: tower
  in-the-chronicle:
    title: Height of the tower, by the chronicle
    formula: feet * foot
    inputs: {feet: 330 foot-of-the-chronicle, foot: chronicle-foot}
    unit: m
  visitors-2022:
    title: Visitors of 2022
    value: 30K to 40K /year
    as_of: 2022
    known: 2023-02
    of: visitors
  visitors-2023:
    title: Visitors of 2023
    value: 36K to 40K /year
    as_of: 2023
    known: 2024-03-01
    of: visitors
  rope:
    title: Rope that hangs from its top, there and back
    formula: climb * 2
    inputs: {climb: climb}
    unit: m
checks:
  not-so-high:
    title: The tower is no higher than the hill behind it
    assert: height < hill
    inputs: {height: in-the-chronicle, hill: 140 m}
    on_fail: rule-out
changes:
  gate:
    title: A gate counts them
    date: 2024-03-01
    edits: [{id: visitors-2023, new: 36K to 40K /year}]
"""


@dataclass(frozen=True)
class Example:
    """A kind of chart: which one of whose page, where such a chart stands, and notes on its shapes."""

    title: str
    text: str
    drawn: Callable[[Mapping[str, Node]], Chart | None]
    notes: Sequence[Note]


def _fall(_: Mapping[str, Node]) -> Chart:
    book = _book()
    old, new = 115.0, book.edition.summaries["climb"].figure.point
    parts = (("Height of a step", 0.7), ("Steps to the top", 0.3))
    return charts.waterfall("fall", old, new, parts, book.edition.unit("climb"), ("in 2022", "today"))


EXAMPLES = (
    Example(
        "An interval",
        "How sure a number is, at one look: a claim opens with it, and so does its card on other pages.",
        lambda page: page["climb"].bar,
        (
            Note("point", "The point: the formula at the central value of every input.", down=-20),
            Note("band", "The bar: nine chances in ten that the truth lies in it.", across=9, down=-14),
            Note(
                "stated",
                "The diamond: what the source itself says. Beyond the bar, it would be at odds with its inputs.",
                down=-20,
            ),
        ),
    ),
    Example(
        "A distribution",
        "Where the draws of a number lie; the higher the hill, the more of them.",
        lambda page: page["climb"].density,
        (
            Note("mark-mid", "The median: half of the draws lie on either side.", across=3, down=60),
            Note(
                "mark",
                "One draw in twenty lies left of this mark, and one right of its twin.",
                across=-6,
                down=36,
            ),
            Note("curve", "The tails are paler: what is not impossible, but unlikely.", across=11, down=94),
        ),
    ),
    Example(
        "Readings",
        "A number under each reading of a word, all on one scale. A choice, and a number that is open, open with it.",
        lambda page: page["in-the-chronicle"].contexts or page["in-the-chronicle"].readings,
        (
            Note("point", "Filled: a reading that counts.", across=3, down=-4),
            Note("hollow", "Hollow, its name struck through: it is ruled out.", across=-3, down=-4),
            Note("soft", "The check that rules it out.", across=60, down=-4),
        ),
    ),
    Example(
        "Who says what",
        "Every claim of one quantity, with what they say together, as the Particle Data Group draws it.",
        lambda page: page["tower"].rivals.chart if page["tower"].rivals else None,
        (
            Note(
                "curve-line",
                "The sum of a bell for each claim; two hills would be two camps.",
                across=30,
                down=16,
            ),
            Note(
                "combined",
                "The band: the weighted mean with its error, scaled up where the claims scatter.",
                across=2,
                down=8,
            ),
            Note(
                "point",
                "A claim with its own interval. One that has no part in the mean is hollow, with the reason.",
                across=3,
                down=-14,
            ),
        ),
    ),
    Example(
        "Shares of the uncertainty",
        "Whose doubt it is: how much of the variance each input brings by itself.",
        lambda page: page["climb"].doubt.shares if page["climb"].doubt else None,
        (
            Note("share", "The longest bar is what to learn more about.", across=3, down=6),
            Note("track", "The whole track is all of the variance.", across=78, down=6),
        ),
    ),
    Example(
        "A tornado",
        "What the number would be with one input at either end of its range, all others as they are.",
        lambda page: page["climb"].doubt.tornado if page["climb"].doubt else None,
        (
            Note("mean", "The line is the number as it is.", down=-6),
            Note("fall", "With the input at its low end.", across=2, down=6),
            Note("rise", "With the input at its high end.", across=2, down=6),
        ),
    ),
    Example(
        "A waterfall",
        "An account of change: from what a number was to what it is, one bar for what each edit brings.",
        _fall,
        (
            Note("point", "Where it was.", across=3),
            Note("fall", "What one edit took away, with its part of the whole move.", across=2, down=6),
            Note("point", "Where it is now.", nth=1, across=3),
        ),
    ),
    Example(
        "A history",
        "The values that one claim has had, from when each was known until it went.",
        lambda page: page["step-height"].steps,
        (
            Note("out", "Dashed: a former value with its interval.", across=4, down=12),
            Note("mark", "The day on which the new one took its place.", down=24),
            Note("band", "Filled: the value of today.", nth=1, across=4, down=12),
        ),
    ),
    Example(
        "Over time",
        "The claims of a quantity, each at the time that it speaks of, with the news that came between.",
        lambda page: page["visitors"].timeline,
        (
            Note("point", "A claim: its dot and its bar stand at the time that it speaks of.", across=-3),
            Note("hollow", "The square: since when it is known, here the year after.", down=18),
            Note(
                "stated",
                "A piece of news. A line through the dots says that they follow each other.",
                across=3,
            ),
        ),
    ),
    Example(
        "Around it",
        "What a number is computed from, on its left, and what rests on it, on its right. Each box is a link.",
        lambda page: page["climb"].net,
        (
            Note("here", "The record whose page it is, with its number."),
            Note("edge", "The wider a line, the more of the uncertainty comes along it.", across=18),
            Note(
                "quantity", "The shape tells the kind: a quantity has round corners, a check has sharp ones."
            ),
        ),
    ),
)


@cache
def _book() -> Book:
    return Book(assemble({"claims/tower.yaml": BASE}, Settings(samples=4000), today="2026-01-15"), "manual")


@cache
def _pages() -> Mapping[str, Node]:
    from whence.publish.pages import nodes

    book = _book()
    every = ("climb", "in-the-chronicle", "tower", "step-height", "visitors")
    return {id: nodes.node_page(book, id).data for id in every}


def parts() -> Iterator[Part]:
    """An annotated example of each kind of chart."""
    yield Part("Ten kinds of chart", "m-charts", INTRODUCTION.strip())
    for n, each in enumerate(EXAMPLES):
        chart = each.drawn(_pages())
        assert chart is not None
        yield Part(
            each.title,
            f"m-chart-{n}",
            each.text,
            chart=charts.noted(_unlinked(chart), each.notes),
            notes=tuple(note.said for note in each.notes),
            folded=n > 4,
        )
    yield Part(
        "The base behind them", "m-base", "Every number above is computed from these records.", BASE.strip()
    )


def _unlinked(chart: Chart) -> Chart:
    """The chart without its links, since the records of this base have no pages."""
    return replace(chart, svg=re.sub(r"</?a\b[^>]*>", "", chart.svg).replace('role="group"', 'role="img"'))


INTRODUCTION = """
Every chart of a site is one of these. Here is one of each, as it stands on the page of a record, with marks on what to look at.
Under each chart are its data as a table, for whoever would rather read numbers; with scripts it can be saved as SVG or PNG.
"""
