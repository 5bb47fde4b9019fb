"""The shape of one value, small enough for a row of a table: where its draws lie, its 90 % interval and its point."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from whence.evaluate.estimate import Figure
from whence.language.units.units import Unit
from whence.publish.charts.drawing import bar, dot, frame, line, scale, stretched, text

BINS = 30
# As many different values, or fewer, are drawn each by itself.
SEPARATE = 60
# The share of draws at either end that a picture has no room for.
TAIL = 0.003
TOP, TALL = 3.0, 30.0
# Of what is one number, or an end, nothing stands up.
FLAT = 14.0


def outline(
    name: str, title: str, told: str, draws: Sequence[float], figure: Figure, unit: Unit, bound: str = ""
) -> str:
    """The drawing, from draws in base units in ascending order; of what is known by its ends alone, these."""
    last = len(draws) - 1
    ends = [draws[round(last * TAIL)], draws[round(last * (1 - TAIL))], figure.low, figure.high]
    on = scale(unit, ends, 0.1, linear=True)
    low, at, high = (on.at(x) for x in (figure.low, figure.point, figure.high))
    counts = Counter(draws)
    floor = FLAT if bound or len(counts) == 1 else TOP + TALL
    body = line(0, floor, 100, floor, "axis")
    if bound:
        body += _bound(low, high, floor, bound)
    elif len(counts) > SEPARATE:
        places = [on.at(x) for x in draws if on.inside(x)]
        body += stretched(_heights(places), TOP, TALL, "curve") + bar(low, high, floor - 3, 6, "band")
    elif len(counts) > 1:
        most = max(counts.values())
        for x, count in counts.items():
            tall = round(TALL * count / most, 1)
            body += bar(on.at(x) - 0.8, on.at(x) + 0.8, floor - tall, tall, "share")
    body += dot(at, floor, "point", 5)
    return frame(name, floor + 8, title, told, body, kind="fluid outline")


def _bound(low: float, high: float, floor: float, bound: str) -> str:
    """An end that is known, and an arrow to where there is none."""
    left, right = {"lower": (low, 96.0), "upper": (4.0, high)}.get(bound, (low, high))
    out = bar(left, right, floor - 3, 6, "band")
    if bound in ("lower", "upper"):
        out += text(right, floor - 3, "→" if bound == "lower" else "←", "soft", "middle")
    return out


def _heights(places: Sequence[float]) -> list[tuple[float, float]]:
    """How thickly places in ascending order lie: (place, height), the highest at one, upright at both ends."""
    low, high = places[0], places[-1]
    width = (high - low) / BINS
    marks = [bisect_left(places, low + width * n) for n in range(BINS)] + [len(places)]
    counts = [marks[n + 1] - marks[n] for n in range(BINS)]
    most = max(counts)
    middles = [(low + width * (n + 0.5), count / most) for n, count in enumerate(counts)]
    return [(low, middles[0][1]), *middles, (high, middles[-1][1])]
