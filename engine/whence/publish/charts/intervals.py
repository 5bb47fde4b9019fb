"""The interval bar of one number, its small form for lists, and the badge for other sites."""

from __future__ import annotations

import math
from collections.abc import Sequence

from whence.evaluate.estimate import Figure
from whence.language.units.units import Unit
from whence.language.values.written import show_interval
from whence.publish.charts.drawing import (
    Chart,
    axis,
    bar,
    breadth,
    diamond,
    dot,
    escaped,
    frame,
    label,
    line,
    scale,
    text,
    unitless,
)


def interval(
    name: str,
    figure: Figure,
    unit: Unit,
    stated: float = math.nan,
    stated_text: str = "",
    moments: Sequence[tuple[str, str]] = (),
    digits: int = 3,
) -> Chart:
    """A 90 % interval with its point and, where the source gives a figure of its own, that figure as a diamond.

    `moments` are rows of its table: the mean and the standard deviation, in words. `digits` are those its numbers are worth.
    """
    near = not math.isnan(stated) and figure.high > figure.low and _near(figure, stated, unit)
    numbers = [figure.low, figure.high, figure.point, *([stated] if near else [])]
    on = scale(unit, numbers, 0.3)
    low, high, point = on.at(figure.low), on.at(figure.high), on.at(figure.point)
    body = axis(on, 62)
    body += bar(low, high, 34, 14, "band") + line(low, 30, low, 52, "end") + line(high, 30, high, 52, "end")
    body += _named(low, high, label(figure.low, unit, digits), label(figure.high, unit, digits), unit)
    body += dot(point, 41, "point", 6)
    rows = [("low end", label(figure.low, unit, digits)), ("point", label(figure.point, unit, digits))]
    rows += [
        ("median", label(figure.median, unit, digits)),
        ("high end", label(figure.high, unit, digits)),
        *moments,
    ]
    if not math.isnan(stated):
        rows.append(("stated by the source", stated_text))
    if near:
        body += diamond(on.at(stated), 41, "stated")
    title = "90 % interval"
    span = show_interval(figure.low, figure.high, unit, digits)
    told = f"{label(figure.point, unit, digits)}, with nine chances in ten that it lies within {span}."
    if near:
        told += f" The source's own figure, {stated_text}, is the diamond."
    height = 100 if unit.text and unit.style != "date" else 84
    return Chart(frame(name, height, title, told, body), title, told, ("mark", "value"), tuple(rows))


def _named(low: float, high: float, left: str, right: str, unit: Unit) -> str:
    """What both ends of a bar are, above it: side by side where the narrowest chart has room for that, without the unit, which
    stands below, where it takes that; else in two rows.
    """
    if not _apart(low, high, left, right):
        left, right = unitless(left, unit), unitless(right, unit)
    far = _apart(low, high, left, right)
    outward = not far and breadth(left) <= low and breadth(right) <= 100 - high
    ends = ("end", "start") if outward else ("middle", "middle") if far else ("", "")
    return text(low, 24 if far or outward else 9, left, "soft", ends[0]) + text(
        high, 24, right, "soft", ends[1]
    )


def _apart(low: float, high: float, left: str, right: str) -> bool:
    """Whether two texts stand beside each other that are centred on both ends, or inwards from one where they would stick out."""
    one, other = breadth(left), breadth(right)
    ends = low + (one / 2 if one / 2 <= low else one)
    return ends + 1 < high - (other / 2 if other / 2 <= 100 - high else other)


def _near(figure: Figure, stated: float, unit: Unit) -> bool:
    """Whether a stated figure fits on the bar without crushing it."""
    width = figure.high - figure.low
    return figure.low - 3 * width <= stated <= figure.high + 3 * width


def spark(figure: Figure, unit: Unit) -> str:
    """An interval bar without words, for cards: from half to twice the point, so that bars compare with each other.

    A number that is not positive, or a date, has a frame of its own. The same data stands beside it as text.
    """
    low, high, point = _relative(figure, unit)
    body = line(0, 8, 100, 8, "axis") + bar(low, high, 4, 8, "band") + dot(point, 8, "point", 4)
    return (
        f'<svg class="fluid spark" width="100%" height="16" aria-hidden="true" focusable="false">{body}</svg>'
    )


def _relative(figure: Figure, unit: Unit) -> tuple[float, float, float]:
    if unit.style in ("linear", "money") and figure.low > 0 and figure.point > 0:
        ends = [50 + 50 * math.log2(x / figure.point) for x in (figure.low, figure.high, figure.point)]
        return tuple(round(min(max(x, 0.0), 100.0), 2) for x in ends)  # type: ignore[return-value]
    on = scale(unit, [figure.low, figure.high, figure.point], 0.18)
    return on.at(figure.low), on.at(figure.high), on.at(figure.point)


def badge(title: str, value: str, colour: str) -> str:
    """A badge as a file of its own: what it is about on the left, the number on the right."""
    left, right = 12 + 6.6 * len(title), 12 + 6.6 * len(value)
    width = round(left + right)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="22" role="img" '
        f'aria-label="{escaped(f"{title}: {value}")}"><title>{escaped(f"{title}: {value}")}</title>'
        f'<rect width="{width}" height="22" rx="3" fill="#24292f"/>'
        f'<rect x="{round(left)}" width="{round(right)}" height="22" rx="3" fill="{colour}"/>'
        f'<g fill="#ffffff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{round(left / 2)}" y="15">{escaped(title)}</text>'
        f'<text x="{round(left + right / 2)}" y="15">{escaped(value)}</text></g></svg>\n'
    )
