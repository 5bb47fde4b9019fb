"""The values that one thing has had over time, as steps: each with its interval, from when it was taken to when it went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from whence.evaluate.estimate import Figure
from whence.language.units.dimensions import DATE
from whence.language.units.units import Unit
from whence.publish.charts.drawing import Chart, Scale, axis, bar, frame, label, line, scale, span, text

DAYS = Unit("date", DATE, 1.0, "date")
TOP, TALL, NARROW = 30.0, 110.0, 14.0


@dataclass(frozen=True)
class Step:
    """One value: from and until when (seconds since 1970; infinite while it stands), the words for both, its figure."""

    start: float
    end: float
    when: str
    figure: Figure
    sign: str = ""


def steps(
    name: str, shown: Sequence[Step], unit: Unit, now: float, title: str = "Values it has had"
) -> Chart:
    """Former values and the present one in their order in time; one at least, the last without an end."""
    times = scale(
        DAYS, [shown[0].start, shown[-1].start, *(each.end for each in shown), now], 0.1, linear=True
    )
    values = scale(
        unit, [x for each in shown for x in (each.figure.low, each.figure.point, each.figure.high)]
    )
    body = "".join(_step(each, times, values) for each in shown)
    body += "".join(_riser(a, b, times, values) for a, b in pairwise(shown) if a.end == b.start)
    body += axis(times, TOP + TALL)
    said = [f"{_number(each, unit)} {each.when}" for each in shown]
    told = f"Each value with its 90 % interval, over time: {'; '.join(said)}. The present one is filled."
    rows = tuple((each.when, _number(each, unit), _interval(each, unit)) for each in shown)
    svg = frame(name, TOP + TALL + 24, title, told, body)
    return Chart(svg, title, told, ("when", "value", "90 % interval"), rows)


def _number(each: Step, unit: Unit) -> str:
    return each.sign + label(each.figure.point, unit)


def _interval(each: Step, unit: Unit) -> str:
    low, high = each.figure.low, each.figure.high
    return span(low, high, unit) if low < high else "–"


def _down(x: float, values: Scale) -> float:
    """Where a number stands, in pixels from the top."""
    share = (values.place(x) - values.low) / (values.high - values.low)
    return round(TOP + TALL * (1 - min(max(share, 0.0), 1.0)), 1)


def _step(each: Step, times: Scale, values: Scale) -> str:
    present = math.isinf(each.end)
    left, right = times.at(each.start), 96.0 if present else times.at(each.end)
    top, floor = _down(each.figure.high, values), _down(each.figure.low, values)
    middle = _down(each.figure.point, values)
    out = ""
    if each.figure.low < each.figure.high:
        out = bar(left, right, top, round(floor - top, 1), "band" if present else "band out")
    out += line(left, middle, right, middle, "mark-mid")
    if present or right - left >= NARROW:
        # a short step between others has no room for words; the table has them
        x, kind, anchor = (right, "strong", "end") if present else (left, "soft", "start")
        out += text(x, min(top, middle) - 6, _number(each, values.unit), kind, anchor)
    return out


def _riser(a: Step, b: Step, times: Scale, values: Scale) -> str:
    at = times.at(b.start)
    return line(at, _down(a.figure.point, values), at, _down(b.figure.point, values), "mark")
