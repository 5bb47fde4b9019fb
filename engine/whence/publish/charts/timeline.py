"""Several figures of one thing in time: when each speaks of, since when it is known, and the news that came between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import ascii_lowercase

from whence.evaluate.estimate import Figure
from whence.language.frozen import dataclass
from whence.language.units.units import Unit
from whence.language.values.shown import apart
from whence.publish.charts.drawing import (
    MARGIN,
    Chart,
    Scale,
    axis,
    bare,
    dot,
    frame,
    label,
    line,
    scale,
    square,
    text,
)
from whence.publish.charts.steps import DAYS, TOP, Event, down, events, events_said, interval_said

# How far apart figures of one time stand, in per cent of the width.
BESIDE = 2.2
TALL = 150.0
# How much of the width the numbers of the levels take, before the first time: at least so much, a character of them on a
# narrow phone, and at most so much.
LEVELS, LETTER, MOST = 0.15, 0.023, 0.45


@dataclass(frozen=True)
class Moment:
    """A figure in time. `valid` is the first and last second of what it speaks of, `known` since when it is known.

    Seconds since 1970; one of the two may be None. `as_of` and `since` are their words, `out` why it does not count.
    """

    title: str
    figure: Figure
    valid: tuple[float, float] | None
    known: float | None
    as_of: str = ""
    since: str = ""
    sign: str = ""
    out: str = ""

    @property
    def at(self) -> float:
        """Where it stands: in the middle of what it speaks of, else where it became known."""
        return (self.valid[0] + self.valid[1]) / 2 if self.valid else self.known or 0.0


def timeline(
    name: str, shown: Sequence[Moment], unit: Unit, news: Sequence[Event] = (), joined: bool = False
) -> Chart:
    """Each figure with its interval over its time; `joined` draws a line through those that count, as of a series."""
    values = scale(
        unit, [x for each in shown for x in (each.figure.low, each.figure.point, each.figure.high)]
    )
    days = [*_times(shown), *(each.at for each in news)]
    room = _room(values)
    before = min(days) - room / (1 - room) * (max(days) - min(days))
    times = scale(DAYS, [*days, before], 0.04, linear=True)
    across = _across(shown, times)
    body = _levels(values) + axis(times, TOP + TALL)
    body += events(news, times, TALL)
    if joined:
        body += _joined(shown, across, values)
    for letter, each, x in zip(_letters(len(shown)), shown, across, strict=True):
        body += _moment(letter, each, x, times, values)
    digits = apart(
        (x for each in shown for x in (each.figure.low, each.figure.point, each.figure.high)), unit
    )
    rows = tuple(
        (f"{letter}: {each.title}", each.as_of or "–", each.since or "always", each.sign + label(each.figure.point, unit, digits),
         interval_said(each.figure, unit), each.out or "counts")
        for letter, each in zip(_letters(len(shown)), shown, strict=True)
    )  # fmt: skip
    rows += tuple((f"news: {each.title}", "–", each.day, "–", "–", "–") for each in news)
    told = "A dot and its bar stand at the time that a figure speaks of, a square at the time since when it is known. "
    told += "Hollow dots do not count, or no longer. " if any(each.out for each in shown) else ""
    told += "; ".join(f"{row[0]}, {row[3]}" for row in rows[: len(shown)]) + "."
    told += events_said(news)
    columns = ("what", "speaks of", "known since", "value", "90 % interval", "standing")
    return Chart(frame(name, TOP + TALL + 24, "Over time", told, body), "Over time", told, columns, rows)


def _letters(count: int) -> Iterator[str]:
    """a to z, then a2 to z2 and so on."""
    return (ascii_lowercase[n % 26] + (str(n // 26 + 1) if n >= 26 else "") for n in range(count))


def _times(shown: Sequence[Moment]) -> Iterator[float]:
    for each in shown:
        yield from each.valid or ()
        if each.known is not None:
            yield each.known


def _across(shown: Sequence[Moment], times: Scale) -> list[float]:
    """Where each stands across; those of one time beside each other."""
    met: Counter[float] = Counter()
    found = []
    for each in shown:
        x = times.at(each.at)
        found.append(round(min(x + BESIDE * met[x], 100 - MARGIN), 2))
        met[x] += 1
    return found


def _levels(values: Scale) -> str:
    """Hairlines at round values, with their numbers; the unit stands with the highest."""
    ticks = values.ticks()
    digits, out = apart(ticks, values.unit), ""
    for tick in ticks:
        y = down(tick, values, TALL)
        said = (label if tick == ticks[-1] else bare)(tick, values.unit, digits)
        out += line(0, y, 100, y, "grid") + text(0.0, round(y - 4, 1), said, "tick", "start")
    return out


def _room(values: Scale) -> float:
    """The share of the width that the numbers of the levels need, the highest with its unit."""
    ticks = values.ticks()
    longest = len(label(ticks[-1], values.unit, apart(ticks, values.unit))) if ticks else 0
    return min(max(LEVELS, LETTER * longest), MOST)


def _joined(shown: Sequence[Moment], across: Sequence[float], values: Scale) -> str:
    points = sorted(
        (x, down(each.figure.point, values, TALL))
        for x, each in zip(across, shown, strict=True)
        if not each.out
    )
    return "".join(line(*a, *b, "axis") for a, b in pairwise(points))


def _moment(letter: str, each: Moment, x: float, times: Scale, values: Scale) -> str:
    low, at, high = (down(y, values, TALL) for y in (each.figure.low, each.figure.point, each.figure.high))
    out = ""
    if each.known is not None and each.valid and not each.valid[0] <= each.known <= each.valid[1]:
        known = times.at(each.known)
        out += line(min(x, known), at, max(x, known), at, "mark") + square(known, at, "hollow", 4)
    if low > high:
        out += line(x, high, x, low, "bar-out" if each.out else "bar-in")
    if each.valid and each.valid[1] - each.valid[0] > 2 * 86400:
        out += line(times.at(each.valid[0]), at, times.at(each.valid[1]), at, "mark-mid")
    out += dot(x, at, "hollow" if each.out else "point", 5)
    return out + text(x, round(min(high, at) - 8, 1), letter, "strong", "middle")
