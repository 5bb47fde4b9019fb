"""A tornado: what a number would be with each input at either end of its range, all others as they are."""

from __future__ import annotations

from collections.abc import Sequence

from whence.language.frozen import dataclass
from whence.language.units.units import Unit
from whence.language.values.shown import apart
from whence.publish.charts.drawing import Chart, axis, bar, frame, label, line, scale, text
from whence.publish.charts.rows import LINE, ROW, WORDS, titled


@dataclass(frozen=True)
class Turn:
    """An input by its title, and the number with it at its low and at its high end."""

    title: str
    low: float
    high: float
    href: str = ""


def tornado(name: str, point: float, shown: Sequence[Turn], unit: Unit) -> Chart:
    """A bar for each input, from the number with its low end to that with its high end; the line is the number as it is."""
    ends = [x for each in shown for x in (each.low, each.high)]
    on, digits = scale(unit, [*ends, point]), apart((*ends, point), unit)
    body, rows, y = "", [], 0.0
    for each in shown:
        head, more = titled(y, each.title, each.href)
        said = [
            f"{label(each.low, unit, digits)} at its low end,",
            f"{label(each.high, unit, digits)} at its high end",
        ]
        for words in [" ".join(said)] if len(" ".join(said)) <= WORDS else said:
            head += text(0.0, y + more + 15 + LINE, words, "soft", "start")
            y += LINE
        y += more
        low, at, high = (on.at(x) for x in (each.low, point, each.high))
        body += head + bar(min(low, at), max(low, at), y + 22, 12, "fall")
        body += bar(min(at, high), max(at, high), y + 22, 12, "rise")
        rows.append((each.title, label(each.low, unit, digits), label(each.high, unit, digits)))
        y += ROW
    foot = y + 4
    at = on.at(point)
    body += line(at, 18, at, foot, "mean") + axis(on, foot)
    told = "What it would be with each input at the low end of its range, and at the high one, all others as they are."
    title = "What each input would move"
    svg = frame(name, foot + 40, title, told, body, any(each.href for each in shown))
    return Chart(svg, title, told, ("input", "at its low end", "at its high end"), tuple(rows))
