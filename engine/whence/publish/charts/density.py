"""The distribution of an estimate as a smooth curve with its quantiles marked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from whence.evaluate.estimate import Figure
from whence.language.units.units import Unit
from whence.publish.charts.drawing import (
    Chart,
    axis,
    breadth,
    frame,
    label,
    line,
    scale,
    stretched,
    text,
    unitless,
)


def _within(curve: Sequence[tuple[float, float]], low: float, high: float) -> list[tuple[float, float]]:
    """The part of a curve between two numbers, cut at these and not at the points that are nearest to them."""

    def at(x: float) -> list[tuple[float, float]]:
        for (a, left), (b, right) in pairwise(curve):
            if a <= x <= b and a < b:
                return [(x, left + (right - left) * (x - a) / (b - a))]
        return []

    return [*at(low), *(point for point in curve if low < point[0] < high), *at(high)]


def density(
    name: str,
    curve: Sequence[tuple[float, float]],
    figure: Figure,
    unit: Unit,
    draws: int,
    seed: int,
    moments: Sequence[tuple[str, str]] = (),
    digits: int = 3,
    by_formula: bool = False,
) -> Chart:
    """The density through (base-unit number, height) points, with the 5 %, 50 % and 95 % quantiles.

    `moments` are rows of its table: the mean and the standard deviation, in words. `digits` are those its numbers are worth,
    and `by_formula` says that the point is what a formula gives.
    """
    if unit.style == "times" or figure.low <= 0:
        curve = [(x, h) for x, h in curve if math.isfinite(unit.from_base(x))]
    on = scale(unit, [curve[0][0], curve[-1][0]], 0.0, linear=True)
    top, height = 34.0, 120.0
    floor = top + height
    points = [(on.at(x), h) for x, h in curve]
    inner = [(on.at(x), h) for x, h in _within(curve, figure.low, figure.high)]
    body = stretched(points, top, height, "curve")
    if len(inner) > 1:
        body += stretched(inner, top, height, "curve-core")
    marks = (("5 %", figure.low), ("median", figure.median), ("95 %", figure.high))
    low, high = (label(each, unit, digits) for each in (figure.low, figure.high))
    if breadth(low) > on.at(figure.low) or breadth(high) > 100 - on.at(figure.high):
        low, high = unitless(low, unit), unitless(high, unit)
    for n, (_, x) in enumerate(marks):
        at = on.at(x)
        # The labels stand in two rows above the curve and above their lines: none is crossed by either.
        if n != 1:
            body += line(at, top, at, floor, "mark")
            body += text(
                at,
                top - 4,
                low if n == 0 else high,
                "soft",
                ("end" if n == 0 else "start") if 16 < at < 84 else "",
            )
        else:
            body += line(at, top - 16, at, floor, "mark-mid")
            body += text(at, top - 20, label(x, unit, digits), "strong")
    body += axis(on, floor)
    title = "Distribution"
    told = (
        f"Half of the {draws:,} draws lie below {label(figure.median, unit, digits)}, one in twenty below "
        f"{label(figure.low, unit, digits)} and one in twenty above {label(figure.high, unit, digits)}."
    )
    rows = [(word, label(x, unit, digits)) for word, x in marks]
    rows += [
        *moments,
        ("point (formula at central values)" if by_formula else "point", label(figure.point, unit, digits)),
        ("draws", f"{draws:,}"),
        ("seed", str(seed)),
    ]
    return Chart(frame(name, floor + 40, title, told, body), title, told, ("number", "value"), tuple(rows))
