"""The rivals of a quantity in words, the same for rules, terminal and pages: by what they were judged, and where they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from whence.evaluate.rivals import Comparison, Rival
from whence.judge.edition import LOST, Edition, sign
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show, show_interval, show_ratio

WORDS = {
    "consistent": "sources agree",
    "open": "sources agree in some readings",
    "tension": "sources in tension",
    "conflict": "sources disagree",
}


def statistics(edition: Edition, id: str, found: Comparison) -> Iterator[tuple[str, str]]:
    """What the verdict rests on: each a label and its figures."""
    for a, b in found.apart[:3]:
        yield "apart", f"{a} and {b}"
    if found.consensus:
        c = found.consensus
        yield "p", f"{c.p:.2g}, scale factor S = {c.S:.2f} ({found.scale} scale)"
    if not found.consensus or any(each.measured is None for each in found.witnesses):
        yield "ratio", spread(found, edition.unit(id))
    if found.within:
        yield "bounds", limits(found.within, edition.unit(id))


def spread(found: Comparison, unit: Unit) -> str:
    """How far the claims are apart: the largest over the smallest; of dates, the days between them."""
    points = [each.figure.point for each in found.witnesses]
    if unit.style == "date" and points:
        return f"{(max(points) - min(points)) / 86400:.0f} days between the first and the last"
    return f"largest over smallest {show_ratio(found.ratio)}"


def limits(within: tuple[float, float], unit: Unit) -> str:
    """What the bounds of a quantity leave possible."""
    low, high = within
    if low > high:
        return f"leave nothing: at least {show(low, unit)} and at most {show(high, unit)}"
    if high == inf:
        return f"leave at least {show(low, unit)}"
    return f"leave at most {show(high, unit)}" if low == -inf else f"leave {show_interval(low, high, unit)}"


def witnesses(found: Comparison) -> Iterator[tuple[str, ...]]:
    """The claims that stand as one witness, each group of several."""
    for each in found.witnesses:
        if len(each.members) > 1:
            yield each.members


def readings(edition: Edition, found: Comparison) -> Iterator[tuple[str, str]]:
    """The readings in which rivals that depend on choices were compared, each in words, and the verdict in it."""
    for choose, verdict in found.readings:
        yield ", ".join(f"{axis}={option}" for axis, option in choose), verdict


def rows(used: Sequence[Rival], unit: Unit) -> list[tuple[str, str]]:
    """What some rivals say, each with its id, with digits that tell them apart."""
    least = digits(used, unit)
    return [(each.id, figure_of(each, unit, least)) for each in used]


def digits(used: Iterable[Rival], unit: Unit) -> int:
    """The digits with which no two different numbers of some rivals look alike."""
    return apart((x for each in used for x in (each.figure.low, each.figure.point, each.figure.high)), unit)


def figure_of(rival: Rival, unit: Unit, digits: int = 3) -> str:
    """What a rival says, in a unit: its interval, its point or its bound."""
    found = rival.figure
    if rival.bound == "lost":
        return LOST
    if mark := sign(rival.bound, rival.strict):
        return mark + show(found.point, unit, digits)
    if found.low == found.high:
        return show(found.point, unit, digits)
    return show_interval(found.low, found.high, unit, digits)
