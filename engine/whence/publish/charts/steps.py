"""The values that one thing has had over time, as steps: each with its interval, from when it was taken to when it went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from whence.evaluate.estimate import Figure
from whence.language.frozen import dataclass
from whence.language.units.dimensions import DATE
from whence.language.units.units import Unit
from whence.publish.charts.drawing import (
    Chart,
    Scale,
    axis,
    bar,
    diamond,
    dot,
    frame,
    label,
    line,
    scale,
    span,
    text,
)

DAYS = Unit("date", DATE, 1.0, "date")
TOP, TALL, NARROW = 30.0, 110.0, 14.0


@dataclass(frozen=True)
class Step:
    """One value: from and until when (seconds since 1970; infinite while it stands), the words for both, its figure.

    `valid` is the second that it speaks of, where it says so, and `as_of` the words for that.
    """

    start: float
    end: float
    when: str
    figure: Figure
    sign: str = ""
    valid: float | None = None
    as_of: str = ""


@dataclass(frozen=True)
class Event:
    """A piece of news: its second since 1970, its day in words, and its title."""

    at: float
    day: str
    title: str


def events(news: Sequence[Event], times: Scale, tall: float = TALL) -> str:
    """A diamond and a line down for each piece of news."""
    out = ""
    for each in news:
        x = times.at(each.at)
        out += line(x, TOP - 8, x, TOP + tall, "mark") + diamond(x, TOP - 12, "stated", 5)
    return out


def events_said(news: Sequence[Event]) -> str:
    """What the diamonds stand for; nothing where there are none."""
    return f" Diamonds: {'; '.join(f'{each.day}, {each.title}' for each in news)}." if news else ""


def steps(name: str, shown: Sequence[Step], unit: Unit, now: float, news: Sequence[Event] = ()) -> Chart:
    """Former values and the present one in their order in time; one at least, the last without an end."""
    spoken = [each.valid for each in shown if each.valid is not None]
    ends = [shown[0].start, shown[-1].start, *(each.end for each in shown), now]
    times = scale(DAYS, [*ends, *spoken, *(each.at for each in news)], 0.1, linear=True)
    values = scale(
        unit, [x for each in shown for x in (each.figure.low, each.figure.point, each.figure.high)]
    )
    body = "".join(_step(each, times, values) for each in shown)
    body += "".join(_riser(a, b, times, values) for a, b in pairwise(shown) if a.end == b.start)
    body += axis(times, TOP + TALL) + events(news, times)
    said = [f"{_number(each, unit)} {each.when}" for each in shown]
    told = f"Each value with its 90 % interval, over time: {'; '.join(said)}. The present one is filled."
    told += " A dot stands at the time that a value speaks of." if spoken else ""
    told += events_said(news)
    rows = tuple(
        (each.when, each.as_of or "–", _number(each, unit), interval_said(each.figure, unit))
        for each in shown
    )
    title = "Values it has had"
    svg = frame(name, TOP + TALL + 24, title, told, body)
    return Chart(svg, title, told, ("known", "speaks of", "value", "90 % interval"), rows)


def _number(each: Step, unit: Unit) -> str:
    return each.sign + label(each.figure.point, unit)


def interval_said(figure: Figure, unit: Unit) -> str:
    """Both ends of an interval; a dash where there is none."""
    return span(figure.low, figure.high, unit) if figure.low < figure.high else "–"


def down(x: float, values: Scale, tall: float = TALL) -> float:
    """Where a number stands, in pixels from the top."""
    share = (values.place(x) - values.low) / (values.high - values.low)
    return round(TOP + tall * (1 - min(max(share, 0.0), 1.0)), 1)


def _step(each: Step, times: Scale, values: Scale) -> str:
    present = math.isinf(each.end)
    left, right = times.at(each.start), 96.0 if present else times.at(each.end)
    top, floor = down(each.figure.high, values), down(each.figure.low, values)
    middle = down(each.figure.point, values)
    out = ""
    if each.figure.low < each.figure.high:
        out = bar(left, right, top, round(floor - top, 1), "band" if present else "band out")
    out += line(left, middle, right, middle, "mark-mid")
    if each.valid is not None:
        out += dot(times.at(each.valid), middle, "point" if present else "hollow", 4)
    if present or right - left >= NARROW:
        # a short step between others has no room for words; the table has them
        x, kind, anchor = (right, "strong", "end") if present else (left, "soft", "start")
        out += text(x, min(top, middle) - 6, _number(each, values.unit), kind, anchor)
    return out


def _riser(a: Step, b: Step, times: Scale, values: Scale) -> str:
    at = times.at(b.start)
    return line(at, down(a.figure.point, values), at, down(b.figure.point, values), "mark")
