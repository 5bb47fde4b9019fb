"""What moved between two editions and how far, and what an edit can reach."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field

from whence.account.headlines import headline
from whence.account.reach import through_choices
from whence.evaluate.summaries import Reading, Summary
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit
from whence.language.values.numerals import DAY
from whence.language.values.shown import apart, show_width
from whence.model.graph import Base, Relation, descendants
from whence.model.origins import relied_on

SETTINGS = "settings"
MONTH = 30 * DAY


@dataclass(frozen=True)
class Moved:
    """One node whose estimate changed; a side is None where the node was not there.

    `unit` is what the new side is shown in, `was` what the old one was. `ratio` is that of the points (of the medians
    where a point is open, of the ends of two bounds of one side), NaN where there is none or it means nothing: between
    dates, between dimensions, between a bound and a number or a bound of another side. `size` is
    the change of the median in half widths of the old 90 % interval, or for bare points the distance of the logarithms
    in units of ten percent (of dates, in months). `because` are the edited records that reach it, each with its part of
    the move (Shapley shares of the change of the logarithm where both are positive, else of the number), NaN where it
    was not divided. `sides` are the two editions, which say how it reads in each.
    """

    id: str
    unit: Unit
    was: Unit
    old: Summary | None
    new: Summary | None
    ratio: float
    size: float
    because: tuple[tuple[str, float], ...]
    sides: tuple[Edition, Edition] = field(compare=False, repr=False)


def texts(move: Moved) -> tuple[str, str]:
    """A number before and after as it reads wherever it stands, with the digits that tell the two apart."""
    points = [each.figure.point for each in (move.old, move.new) if each]
    least = apart(points, move.unit) if move.unit.dimension == move.was.dimension else 0
    old, new = move.sides
    before = headline(old, move.id, least) if move.old else "not there"
    return before, headline(new, move.id, least) if move.new else "gone"


def moved(old: Edition, new: Edition) -> tuple[list[str], int]:
    """The nodes whose estimate differs, in the order of evaluation, and the number of those whose does not."""
    ids = [
        id
        for id in dict.fromkeys((*new.values.of, *old.values.of))
        if "#" not in id and not _is_check(old, new, id)
    ]
    same = _same if _drawn_alike(old, new) else _reads_same
    found = [id for id in ids if not same(old, new, id)]
    return found, len(ids) - len(found)


def _drawn_alike(old: Edition, new: Edition) -> bool:
    a, b = old.base.settings, new.base.settings
    return (a.seed, a.samples) == (b.seed, b.samples)


def _reads_same(old: Edition, new: Edition, id: str) -> bool:
    """Whether a number reads the same in both, in every reading."""
    if id not in old.summaries or id not in new.summaries:
        return False
    return _read(old, id) == _read(new, id)


def _read(edition: Edition, id: str) -> tuple[object, ...]:
    """All that is shown of a number: with its interval and bound, pooled and in each reading."""
    summary = edition.summaries[id]
    readings = [
        (each.choose, each.possible, each.active, *_text(edition, id, each)) for each in summary.readings
    ]
    return summary.open, _text(edition, id, summary), readings


def _text(edition: Edition, id: str, each: Summary | Reading) -> tuple[object, ...]:
    return edition.number(id, each.figure), edition.interval(id, each.figure), each.bound, each.strict


def _is_check(old: Edition, new: Edition, id: str) -> bool:
    return isinstance(new.base.nodes.get(id) or old.base.nodes.get(id), Relation)


def _same(old: Edition, new: Edition, id: str) -> bool:
    if id not in old.summaries or id not in new.summaries:
        return False
    if old.summaries[id] != new.summaries[id] and not _nan_alike(old.summaries[id], new.summaries[id]):
        return False
    if old.values.keys[id] == new.values.keys[id] or new.summaries[id].enclosure:
        return True  # of a set of values nothing is known but its ends, which are alike
    a, b = old.values.of[id], new.values.of[id]
    return a.axes == b.axes and a.samples.shape == b.samples.shape and bool((a.samples == b.samples).all())


def _nan_alike(a: Summary, b: Summary) -> bool:
    """Two open summaries are alike though their point is not a number."""
    return repr(a) == repr(b)


def move(old: Edition, new: Edition, id: str, because: tuple[tuple[str, float], ...]) -> Moved:
    """The move of one node, with the parts of it that edits bring."""
    before, after = old.summaries.get(id), new.summaries.get(id)
    unit, was = (
        (side if id in side.summaries else other).unit(id) for side, other in ((new, old), (old, new))
    )
    if unit.dimension != was.dimension:
        return Moved(id, unit, was, before, after, math.nan, math.inf, because, (old, new))
    if not _alike(before, after):
        undivided = tuple((each, share if len(because) == 1 else math.nan) for each, share in because)
        return Moved(id, unit, was, before, after, math.nan, math.inf, undivided, (old, new))
    dated = unit.style == "date"
    ratio = math.nan if dated else _ratio(before, after)
    return Moved(id, unit, was, before, after, ratio, _size(before, after, dated), because, (old, new))


def _alike(old: Summary | None, new: Summary | None) -> bool:
    """Whether two sides are both numbers or both bounds of one side: the end of a bound is no point to go from or to."""
    return old is None or new is None or old.bound == new.bound


def _ratio(old: Summary | None, new: Summary | None) -> float:
    if old is None or new is None:
        return math.nan
    a, b = old.figure, new.figure
    now, then = (b.median, a.median) if math.isnan(a.point) or math.isnan(b.point) else (b.point, a.point)
    return now / then if then else math.nan


def days(move: Moved) -> float:
    """By how many days a date moved, at its point; NaN for anything else, and between a bound and a date."""
    if move.old is None or move.new is None or move.unit.style != "date" or move.was.style != "date":
        return math.nan
    return (move.new.figure.point - move.old.figure.point) / DAY if _alike(move.old, move.new) else math.nan


def degrees(move: Moved) -> float:
    """By how many kelvin a temperature with a zero of its own moved, 0.0 where but by rounding; NaN for anything else."""
    if move.old is None or move.new is None or move.unit.style not in ZEROS or math.isnan(move.ratio):
        return math.nan
    before, after = move.old.figure.point, move.new.figure.point
    return 0.0 if math.isclose(before, after, rel_tol=1e-12) else after - before


def stayed(move: Moved) -> str:
    """What is said of a move whose point stayed: `interval`, or `no change` where but rounding moved; else nothing."""
    if degrees(move) != 0 and not math.isclose(move.ratio, 1.0, rel_tol=1e-12):
        return ""
    return "interval" if _ends_moved(move) else "no change"


def _ends_moved(move: Moved) -> bool:
    """Whether an end of the interval or of what a bound allows is another one, by more than rounding."""
    if move.old is None or move.new is None or move.old.strict != move.new.strict:
        return True
    pairs = zip(vars(move.old.figure).values(), vars(move.new.figure).values(), strict=True)
    return not all(math.isclose(a, b, rel_tol=1e-12) or (math.isnan(a) and math.isnan(b)) for a, b in pairs)


def gap(move: Moved) -> str:
    """By how much a number moved that is or was not above zero, where a ratio misleads: -5 to -10 is no growth; else nothing."""
    if move.old is None or move.new is None or not _alike(move.old, move.new):
        return ""
    was, now = (side.figure.point for side in (move.old, move.new))
    if min(was, now) > 0 or math.isclose(was, now, rel_tol=1e-12) or not math.isfinite(now - was):
        return ""
    if move.unit.dimension != move.was.dimension or move.unit.style in ("date", "times", *ZEROS):
        return ""
    points = move.unit.text == "%"
    size = f"{100 * abs(now - was):.3g} pp" if points else show_width(abs(now - was), move.unit)
    return f"{'+' if now > was else '-'}{size}"


def _size(old: Summary | None, new: Summary | None, dated: bool = False) -> float:
    if old is None or new is None:
        return math.inf
    a, b = old.figure, new.figure
    if math.isnan(a.median) or math.isnan(b.median):
        return abs(_log(b.high, a.high)) + abs(_log(b.low, a.low))
    if a.high > a.low:
        return abs(b.median - a.median) / ((a.high - a.low) / 2)
    if dated:
        return abs(b.median - a.median) / MONTH
    return abs(_log(b.median, a.median)) / math.log(1.1)


def _log(a: float, b: float) -> float:
    return math.log(a / b) if b and a / b > 0 else (0.0 if a == b else 10.0)


def trifling(move: Moved) -> bool:
    """Whether a number is the same but for rounding: the same fact worded otherwise may give other last bits."""
    if move.old is None or move.new is None or move.was != move.unit:
        return False
    pairs = zip(vars(move.old.figure).values(), vars(move.new.figure).values(), strict=True)
    return (move.old.bound, move.old.strict) == (move.new.bound, move.new.strict) and all(
        math.isclose(a, b, rel_tol=1e-9) or (math.isnan(a) and math.isnan(b)) for a, b in pairs
    )


def because_of(old: Edition, new: Edition, id: str, reach: Mapping[str, frozenset[str]]) -> list[str]:
    """The edits that reach a node; what came or went does so because of itself, if it was edited."""
    if id in reach and (id in old.summaries) != (id in new.summaries):
        return [id]
    return [edit for edit, reached in reach.items() if id in reached]


def reach(old: Edition, new: Edition, ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """For each edited record, all that it can move: what is downstream, and what hangs on choices that it settles."""
    return {id: reached(old, id) | reached(new, id) for id in ids}


def reached(edition: Edition, id: str) -> frozenset[str]:
    """All that the edit of one record can move in an edition."""
    base = edition.base
    if id == SETTINGS:
        return frozenset(base.nodes)
    starts = {*base.owned.get(id, ()), id}
    if id in base.records.units:
        starts |= set(base.nodes)
    quantity = base.records.claims[id].of if id in base.records.claims else ""
    starts |= {base.aliases.get(quantity, quantity)} if quantity else set()
    if id in base.records.sources:
        starts |= _told_by(base, id)
    found = {*starts, *descendants(base, starts)}
    return frozenset({*found, *through_choices(edition, found)})


def _told_by(base: Base, source: str) -> set[str]:
    """The quantities with a claim that a source, or one that relies on it, tells of."""
    below, found = {source}, {source}
    while below:
        below = {each for each in base.records.sources if found & {*relied_on(base, each)}} - found
        found |= below
    return {
        base.aliases.get(claim.of, claim.of)
        for claim in base.records.claims.values()
        if claim.of
        and any(
            base.aliases.get(name, name) in found for each in claim.cites for name in (each.source, each.via)
        )
    }


def grown(change: str, ratio: float) -> str:
    """A change of growth, which is that of its pace, in words: 1.1x per year is half as fast as 1.21x."""
    return "the other way" if ratio < 0 else "to a stand" if ratio == 0 else f"{change} as growth"


def outside(move: Moved) -> bool:
    """Whether the new median lies outside the old 90 % interval."""
    if move.old is None or move.new is None or math.isnan(move.new.figure.median):
        return False
    return not move.old.figure.low <= move.new.figure.median <= move.old.figure.high


def main_cause(move: Moved) -> str:
    """The record that brings at least half of a move, or all of one; "" where none is known to."""
    if not move.because or any(math.isnan(share) for _, share in move.because):
        return ""
    id, share = min(move.because, key=lambda pair: (-round(abs(pair[1]), 9), pair[0]))
    return id if len(move.because) == 1 or abs(share) >= 0.5 else ""


def divided(move: Moved) -> bool:
    """Whether a move is one from a number to another (not of a date) that is divided among its causes."""
    medians = [side.figure.median if side else math.nan for side in (move.old, move.new)]
    parts = [share for _, share in move.because]
    return not any(map(math.isnan, (*medians, *parts))) and move.unit.style != "date"
