"""A node's number in a few words: point and interval, the ends of a bound, or its span over open contexts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from whence.evaluate.estimate import Figure
from whence.evaluate.summaries import Reading, Summary
from whence.judge.edition import Edition
from whence.language.values.shown import show_share, show_width
from whence.language.values.written import show
from whence.model.graph import Derived

NEARLY_ALL = 0.995


def headline(edition: Edition, id: str, least: int = 0) -> str:
    """The number of a node with its interval, or that it is open; of a record without one, what stands in its place.

    With the digits that it is worth, and no fewer than asked for.
    """
    summary = edition.summaries.get(id)
    if summary is None:
        return number(edition, id)
    told = number(edition, id, least)
    if summary.open:
        return f"{told}, open"
    span = edition.interval(id, summary.figure, least)
    return f"{told}  [{span}]" if span else told


def number(edition: Edition, id: str, least: int = 0) -> str:
    """The number alone, with no fewer digits than asked for: a point, the span of one that is open, or that there is none."""
    summary = edition.summaries.get(id)
    if summary is None:
        record = edition.base.records.claims.get(id)
        return _WITHOUT[record.absence if record else ""]
    return edition.told(id, summary, least)


# What stands in the place of a number that a record has none of, by why it has none.
_WITHOUT = {"missing": "not given", "qualitative": "in words", "": "no value"}


def moments(edition: Edition, id: str, figure: Figure) -> tuple[str, str] | None:
    """Mean and standard deviation as text; None where `without_mean` says why, or no spread.

    The mean has the digits that the number is worth, which may be many where it is far from zero; its spread has three. A
    standard deviation alone may be missing.
    """
    unit = edition.unit(id)
    if not figure.low < figure.high or unit.style == "times" or not math.isfinite(figure.mean):
        return None
    sd = show_width(figure.sd, unit) if math.isfinite(figure.sd) else f"not told: {_TAIL}"
    return show(figure.mean, unit, edition.digits(id, figure)), sd


_TAIL = "less than ten draws make it"


def without_mean(edition: Edition, id: str) -> str:
    """Why a number that spreads has no mean; "" where it has one, or does not spread, or is open or a set of values."""
    summary = edition.summaries[id]
    figure = summary.figure
    if summary.open or summary.enclosure or not figure.low < figure.high:
        return ""
    if edition.unit(id).style == "times":
        return "growth compounds, and its median stands for it"
    if math.isfinite(figure.mean):
        return ""
    poles = edition.values.of[id].poles
    return "it is divided by what may be zero" if poles is not None and poles.any() else _TAIL


def draws_left(reading: Reading) -> str:
    """In how many draws the checks of its choices may hold, where only these count; "" where all do."""
    if reading.left is None:
        return ""
    left, count = reading.left
    if not left:
        return f"in none of {count} draws its checks hold, all are shown"
    # of a reading that is ruled out, the check that does so holds in none of them
    which = "its checks" if reading.possible else "its other checks"
    return f"in the {left} of {count} draws in which {which} hold"


def most(share: float) -> str:
    """How much of an uncertainty the largest share of it is, in words."""
    part = show_share(share)
    if part == "100%":
        return "All of its uncertainty"
    if share >= NEARLY_ALL:
        return "Nearly all of its uncertainty"
    return f"{'Most' if share > 0.5 else 'The largest part'} of its uncertainty ({part})"


def by_formula(edition: Edition, id: str, summary: Summary) -> bool:
    """Whether the point of a number is what its formula gives at central values: of one reading, and of all of its draws."""
    counting = [each for each in summary.readings if each.active]
    alike = all(each.figure == counting[0].figure for each in counting)
    return isinstance(edition.base.nodes[id], Derived) and alike and counting[0].left is None


def instead(edition: Edition, id: str, readings: Sequence[Reading]) -> str:
    """What a computed number is over some readings where its formula need not give it: a median, or a weighed mean; else ""."""
    summary, first = edition.summaries[id], readings[0]
    if not isinstance(edition.base.nodes[id], Derived) or summary.open:
        return ""
    if summary.enclosure:
        ends = {"between": "the ends, each of which"}.get(summary.bound, "the end that")
        kept = f"{ends} 95 % of draws keep to, and not the formula at these figures"
        return kept if edition.drawn_apart(id) else ""
    if any(each.figure != first.figure for each in readings):
        weighed = len(readings) == sum(each.active for each in summary.readings)
        return (
            "the mean of its readings, weighed by their credences, and not the formula at these figures"
            if weighed
            else ""
        )
    if first.left is None or not first.left[0]:
        return ""
    where = draws_left(first).removeprefix("in ")
    return f"the median of {where}, and not the formula at the middle of each input"
