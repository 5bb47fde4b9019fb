"""Charts of one row a thing: shares, rivals with their combined value, contexts, and the steps of a change."""

from __future__ import annotations

import math
from collections.abc import Sequence

from whence.evaluate.estimate import Figure
from whence.language.frozen import dataclass
from whence.language.problems import counted
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show_share
from whence.publish.charts.drawing import (
    MARGIN,
    Chart,
    Scale,
    axis,
    bar,
    diamond,
    dot,
    escaped,
    frame,
    label,
    line,
    pretty,
    scale,
    stretched,
    text,
)

ROW, TALL_ROW, LINE = 44, 66, 16
LETTERS = 36  # what fits a line of the narrowest screen
WORDS = 42  # and of smaller letters


@dataclass(frozen=True)
class Part:
    """A share of a whole, with the words and the link beside it."""

    title: str
    share: float
    href: str = ""
    word: str = ""


@dataclass(frozen=True)
class Dot:
    """One row of a chart of estimates: `number` is its figure in words, `out` why it does not count, if it does not.

    `struck` names what rules it out: it is drawn with a line through it. `standing` is the word for one that counts.
    """

    title: str
    figure: Figure
    href: str = ""
    out: str = ""
    bound: str = ""
    number: str = ""
    struck: str = ""
    standing: str = "used"


def linked(href: str, content: str) -> str:
    """SVG content inside a link, if there is one."""
    return f'<a href="{escaped(href)}">{content}</a>' if href else content


def cut(title: str, most: int = 62) -> str:
    """A title short enough for one line of a narrow chart, broken between words where there is one to end with."""
    if len(title) <= most:
        return title
    whole = title[:most].rpartition(" ")[0]
    return (whole if 2 * len(whole) > most else title[: most - 1]).rstrip(" ,;:(") + "…"


def wrapped(title: str, most: int) -> tuple[str, ...]:
    """A title on one line, or on two of about the same length, the second cut if need be."""
    if len(title) <= most:
        return (title,)
    gaps = [n for n, char in enumerate(title[: most + 1]) if char == " " and n > most // 3]
    fitting = [n for n in gaps if len(title) - n - 1 <= most] or gaps[-1:] or [most]
    at = min(fitting, key=lambda n: abs(2 * n - len(title)))
    return title[:at].rstrip(), cut(title[at:].lstrip(), most)


def titled(y: float, title: str, href: str = "", kind: str = "label") -> tuple[str, float]:
    """A title below y, linked if it can be, on one line or on two; and how much taller the second makes the row."""
    lines = wrapped(title, LETTERS)
    drawn = "".join(text(0.0, y + 15 + LINE * n, words, kind, "start") for n, words in enumerate(lines))
    return linked(href, drawn), LINE * (len(lines) - 1)


def parts(name: str, title: str, shown: Sequence[Part], told: str) -> Chart:
    """Bars for shares of a whole that is as wide as their tracks; each has its percentage in figures."""
    body, y = "", 0.0
    for each in shown:
        head, more = titled(y, each.title, each.href)
        y += more
        body += (
            head + bar(0, 84, y + 22, 12, "track") + bar(0, round(84 * each.share, 2), y + 22, 12, "share")
        )
        body += text("100%", y + 33, show_share(each.share), "strong", "end")
        y += ROW
    rows = tuple((each.title, each.word, show_share(each.share)) for each in shown)
    svg = frame(name, y + 2, title, told, body, any(each.href for each in shown))
    return Chart(svg, title, told, ("what", "evidence", "share"), rows)


def dots(name: str, title: str, shown: Sequence[Dot], unit: Unit, told: str) -> Chart:
    """Estimates one under the other on one scale: dot, interval, number; what is ruled out is hollow and said so."""
    on = scale(unit, [x for each in shown for x in (each.figure.low, each.figure.high, each.figure.point)])
    body, end = _rows(shown, 0.0, on)
    foot = end + 8
    body += axis(on, foot)
    svg = frame(name, foot + 40, title, told, body, any(each.href for each in shown))
    return Chart(svg, title, told, ("what", "point", "low", "high", "standing"), _table(shown, unit))


def _rows(shown: Sequence[Dot], top: float, on: Scale) -> tuple[str, float]:
    """Every row from `top` on, and where the last one ends."""
    body, y, digits = "", top, _digits(shown, on.unit)
    for each in shown:
        drawn, more = _row(each, y, on, digits)
        body, y = body + drawn, y + TALL_ROW + more
    return body, y


def _row(each: Dot, y: float, on: Scale, digits: int) -> tuple[str, float]:
    """The name on a line of its own or two, the number under it, and the bar below: so that all fit a narrow screen."""
    figure, unit = each.figure, on.unit
    low, high, at = (on.at(x) for x in (figure.low, figure.high, figure.point))
    number = each.number or label(figure.point, unit, digits)
    reason = f"({each.out} by {each.struck})" if each.struck else f"({each.out})" if each.out else ""
    out, more = titled(y, each.title, each.href, "label struck" if each.struck else "label")
    y += more
    lines = wrapped(f"{number} {reason}".rstrip(), WORDS)
    out += "".join(
        text(0.0, y + 33 + LINE * n, words, "soft" if each.out else "strong", "start")
        for n, words in enumerate(lines)
    )
    y, more = y + LINE * (len(lines) - 1), more + LINE * (len(lines) - 1)
    out += line(MARGIN, y + 47, 100 - MARGIN, y + 47, "grid")
    if high > low:
        out += bar(low, high, y + 42, 10, "band out" if each.out else "band")
    if not math.isnan(figure.point):
        out += dot(at, y + 47, "hollow" if each.out else "point", 5)
    if each.bound in ("lower", "upper"):
        step = 2.5 if each.bound == "lower" else -2.5
        out += text(round(at + step, 2), y + 52, "→" if step > 0 else "←", "soft", "middle")
    return out, more


def _digits(shown: Sequence[Dot], unit: Unit) -> int:
    """The digits with which no two different numbers of the rows look alike."""
    return apart((x for each in shown for x in (each.figure.low, each.figure.point, each.figure.high)), unit)


def _table(shown: Sequence[Dot], unit: Unit) -> tuple[tuple[str, ...], ...]:
    digits = _digits(shown, unit)
    return tuple(
        (
            each.title,
            each.number or label(each.figure.point, unit, digits),
            "–" if each.bound == "upper" else label(each.figure.low, unit, digits),
            "–" if each.bound == "lower" else label(each.figure.high, unit, digits),
            f"{each.out} by {each.struck}" if each.struck else each.out or each.standing,
        )
        for each in shown
    )


def ideogram(
    name: str,
    shown: Sequence[Dot],
    unit: Unit,
    curve: Sequence[tuple[float, float]] = (),
    combined: tuple[float, float, float] | None = None,
    note: str = "",
) -> Chart:
    """Rivals with the value they give together, as the Particle Data Group draws them.

    `curve` is the sum of one bell for each used rival, its area as 1 over its error, in (number, height) points;
    `combined` the mean with its scaled error (low, mean, high), drawn as a band behind all rows.
    """
    numbers = [x for each in shown for x in (each.figure.low, each.figure.high, each.figure.point)]
    numbers += [x for x in combined or () if math.isfinite(x)]
    on = scale(unit, numbers)
    top = 96.0 if curve else 8.0
    rows, end = _rows(shown, top, on)
    foot = end + 8
    body = ""
    if combined:
        low, mean, high = (on.at(x) for x in combined)
        body += bar(low, high, 14, foot - 14, "combined") + line(mean, 14, mean, foot, "mean")
    if curve:
        body += stretched([(on.at(x), h) for x, h in curve if on.inside(x)], 18, 72, "curve-line")
    body += rows + axis(on, foot)
    if combined:
        body += diamond(on.at(combined[1]), foot, "mean-mark", 6)
    title = "Who says what"
    told = f"{counted(len(shown), 'claim')} on one scale." + (f" {note}" if note else "")
    svg = frame(name, foot + 40, title, told, body, any(each.href for each in shown))
    return Chart(svg, title, told, ("claim", "point", "low", "high", "standing"), _table(shown, unit))


def waterfall(
    name: str,
    old: float,
    new: float,
    steps: Sequence[tuple[str, float]],
    unit: Unit,
    ends_named: tuple[str, str],
    title: str = "What moved it",
) -> Chart:
    """From an old number to a new one, one bar for what each edit brings; `steps` are parts that add up to one.

    The parts are of the logarithm where both numbers are positive, else of the difference.
    """
    log = old > 0 and new > 0

    def at_share(share: float) -> float:
        return old * (new / old) ** share if log else old + (new - old) * share

    ends, marks = [old], 0.0
    for _, share in steps:
        marks += share
        ends.append(at_share(marks))
    on, digits = scale(unit, [*ends, new]), apart((*ends, new), unit)
    body, rows, y = "", [], float(ROW)
    for n, (word, share) in enumerate(steps):
        a, b = on.at(ends[n]), on.at(ends[n + 1])
        head, more = titled(y, word)
        y += more + LINE
        ways = f"{label(ends[n], unit, digits)} to {label(ends[n + 1], unit, digits)}"
        body += head + text(0.0, y + 15, f"{ways}, {show_share(share)} of the move", "soft", "start")
        body += bar(min(a, b), max(a, b), y + 22, 12, "rise" if b >= a else "fall")
        rows.append((word, label(ends[n], unit, digits), label(ends[n + 1], unit, digits), show_share(share)))
        y += ROW
    for at, word, x in ((0.0, ends_named[0], old), (y, ends_named[1], new)):
        body += text(0.0, at + 15, word, "label", "start") + text(
            "100%", at + 15, label(x, unit, digits), "strong", "end"
        )
        body += dot(on.at(x), at + 28, "point", 6)
    foot = y + ROW
    body += axis(on, foot)
    told = f"From {label(old, unit, digits)} to {label(new, unit, digits)}."
    svg = frame(name, foot + 40, title, told, body)
    return Chart(svg, title, told, ("because of", "from", "to", "part"), tuple(rows))


def bells(centres: Sequence[tuple[float, float]], points: int = 120) -> list[tuple[float, float]]:
    """The sum of one bell for each (centre, error), its area as one over its error, highest at one."""
    if not centres:
        return []
    low = min(x - 4 * s for x, s in centres)
    high = max(x + 4 * s for x, s in centres)
    grid = [low + (high - low) * n / (points - 1) for n in range(points)]
    heights = [sum(math.exp(-0.5 * ((g - x) / s) ** 2) / s**2 for x, s in centres) for g in grid]
    most = max(heights) or 1.0
    return [(g, h / most) for g, h in zip(grid, heights, strict=True)]


__all__ = [
    "Dot",
    "Part",
    "bells",
    "cut",
    "dots",
    "ideogram",
    "linked",
    "parts",
    "pretty",
    "waterfall",
    "wrapped",
]
