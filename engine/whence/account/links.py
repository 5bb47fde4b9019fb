"""The weakest links of a result: how wide each input is, how much it moves the result, and on whose word it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from whence.account import reasons
from whence.evaluate.contexts import likely
from whence.evaluate.course import standing
from whence.evaluate.summaries import Reading
from whence.evaluate.swings import Swing, swings
from whence.judge import evidence, exact
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show, show_interval
from whence.model.graph import Leaf
from whence.model.reads import remembered

# A reading, and how likely it is.
Shared = tuple[Reading, float]
# How much an input weighs by the word it stands on.
WEIGHTS = {"first-hand": 1.0, "choice": 1.0, "second-hand": 2.0, "uncited": 3.0}


@dataclass(frozen=True)
class Link:
    """An input of a result, and how weak a link it is.

    `width` is half of its 90 % interval, relative to its point; of a bare figure, half a unit of its last digit. `influence`
    is by how many per cent the result moves for each per cent of that. Both are NaN where there is no such ratio: for a
    choice, a date, a growth, or a number of either sign. `low` and `high` are the result with the input at either end, in base
    units. `weakness` is what it moves the result by, times 1 for an input that was read first-hand, 2 for a second-hand
    one and 3 for one that nobody is cited for, as a share of that of all.
    """

    id: str
    grade: str
    width: float
    influence: float
    low: float
    high: float
    bare: bool
    weakness: float


@remembered(1024)
def links(edition: Edition, id: str) -> tuple[Link, ...]:
    """The inputs of a computed number, the weakest link first; nothing for a written one.

    Where the number is open, the other inputs are judged in the first reading that counts; where it is weighed over its
    readings, by what they do to it over all of them. Each choice is judged by what its readings make of the number. What is
    exact by convention or definition, or a bare literal in a formula, is no link.
    """
    if (
        id not in edition.summaries
        or isinstance(edition.base.nodes[id], Leaf)
        or id in edition.settled.outcomes
    ):
        return ()
    over = _readings(edition, id)
    found = _swings(edition, id, over)
    # A bare literal is part of the formula that its author wrote.
    kept = [each for each in found if not (each.bare and "#" in each.id)]
    kept = [each for each in kept if not exact.known_exactly(edition.base, each.id)]
    point = _point(edition, id, over)
    raw = [(_link(edition, id, each, point), each.half) for each in kept]
    raw += [(each, abs(each.high - each.low) / 2) for each in _choices(edition, id, over[0][0].choose)]
    whole = math.fsum(half * WEIGHTS[link.grade] for link, half in raw)
    ranked = [replace(link, weakness=half * WEIGHTS[link.grade] / whole) for link, half in raw if whole]
    return tuple(sorted(ranked, key=lambda each: (-round(each.weakness, 9), each.id)))


def _readings(edition: Edition, id: str) -> tuple[Shared, ...]:
    """The readings that a number is weighed over, each with its share; the first that counts where it is not weighed."""
    summary = edition.summaries[id]
    first = reasons.reading(summary, {})
    if summary.open or summary.figure == first.figure:
        return ((first, 1.0),)
    weights = likely(edition.base, edition.settled, edition.values.of[id].axes)
    if weights is None:
        return ((first, 1.0),)
    shares = (weights / weights.sum()).flat
    return tuple((each, float(share)) for each, share in zip(summary.readings, shares, strict=True) if share)


def _swings(edition: Edition, id: str, over: Sequence[Shared]) -> list[Swing]:
    """What each input does to a number over some readings; in one that it does not reach, the number stays."""
    every = []
    for reading, share in over:
        left = edition.remaining(id, reading)
        found = swings(edition.base, edition.values, edition.summaries, id, reading.choose, left)
        every.append((share, point_of(edition, id, reading), {each.id: each for each in found}))
    first = {name: each for *_, found in reversed(every) for name, each in found.items()}

    def over_all(name: str, end: str) -> float:
        return math.fsum(
            share * (getattr(found[name], end) if name in found else point) for share, point, found in every
        )

    return [
        replace(each, low=over_all(name, "low"), high=over_all(name, "high")) for name, each in first.items()
    ]


def start(edition: Edition, id: str) -> float:
    """The number from which its inputs move it: over all its readings where it is weighed over them."""
    return _point(edition, id, _readings(edition, id))


def _point(edition: Edition, id: str, over: Sequence[Shared]) -> float:
    return math.fsum(share * point_of(edition, id, reading) for reading, share in over)


def point_of(edition: Edition, id: str, reading: Reading) -> float:
    """The point of a number in a reading; of a bound, whose shown end is that of its draws, where central values put its end."""
    if not reading.enclosure:
        return reading.figure.point
    return standing(edition.base, edition.values, id, reading.choose)


def _link(edition: Edition, id: str, swing: Swing, point: float) -> Link:
    width = _relative((swing.ends[1] - swing.ends[0]) / 2, swing.point, swing.ends, edition.unit(swing.id))
    moves = _relative(swing.half, point, (swing.low, swing.high), edition.unit(id))
    influence = moves / width if width else math.nan
    grade = evidence.grade_of(edition.base, swing.id)
    return Link(swing.id, grade, width, influence, swing.low, swing.high, swing.bare, 0.0)


def _relative(half: float, point: float, ends: tuple[float, float], unit: Unit) -> float:
    """Half a width in parts of the point; NaN where that says nothing."""
    one_sign = min(*ends, point) > 0 or max(*ends, point) < 0
    return half / abs(point) if one_sign and unit.style not in ("times", "date") else math.nan


def _choices(edition: Edition, id: str, context: Mapping[str, str]) -> Iterator[Link]:
    """Each open choice upstream, by the most that its readings make of the number while the other choices stand.

    Of choices that only go together, no other stands while one moves: then by all that is left.
    """
    live = [
        each for each in edition.summaries[id].readings if each.active and math.isfinite(each.figure.point)
    ]
    for axis in context:
        apart: dict[tuple[str, ...], list[float]] = {}
        for each in live:
            others = tuple(option for name, option in each.choose.items() if name != axis)
            apart.setdefault(others, []).append(each.figure.point)
        open_here = len({each.choose[axis] for each in live}) > 1
        alone = [points for points in apart.values() if len(points) > 1]
        whole = [[each.figure.point for each in live]] if open_here else []
        low, high = max(((min(each), max(each)) for each in alone or whole), key=_span, default=(0.0, 0.0))
        if axis != id and low < high:
            yield Link(axis, "choice", math.nan, math.nan, low, high, False, 0.0)


def _span(ends: tuple[float, float]) -> float:
    return ends[1] - ends[0]


def moves(edition: Edition, id: str, link: Link) -> str:
    """What a result is with one of its inputs at either end, as text."""
    unit = edition.unit(id)
    digits = apart((link.low, link.high), unit)
    if link.low <= link.high:
        return show_interval(link.low, link.high, unit, digits)
    return f"{show(link.low, unit, digits)} down to {show(link.high, unit, digits)}"


def told(link: Link) -> str:
    """How wide an input is and how much it moves the result, and on whose word it stands, in a few words."""
    parts = [] if math.isnan(link.width) else [wide(link)]
    parts += [] if math.isnan(link.influence) else [f"influence {plainly(link.influence)}"]
    return ", ".join([*parts, link.grade])


def wide(link: Link) -> str:
    """How wide an input is that has a width in parts of itself."""
    return f"±{_percent(link.width)}" + (" by its last digit" if link.bare else "")


def plainly(size: float) -> str:
    """Two significant digits, or all before the point: 0.054, 1.2, 147."""
    return f"{size:.2g}" if size < 99.5 else f"{size:,.0f}"


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %" if share < 0.995 else f"{100 * share:.0f} %"


def as_json(edition: Edition, id: str, link: Link) -> dict[str, Any]:
    """A link for scripts; what the result comes to is in its unit."""
    unit = edition.unit(id)
    return {
        "id": link.id,
        "grade": link.grade,
        "width": None if math.isnan(link.width) else link.width,
        "influence": None if math.isnan(link.influence) else link.influence,
        "low": float(unit.from_base(link.low)),
        "high": float(unit.from_base(link.high)),
        "bare": link.bare,
        "weakness": link.weakness,
    }
