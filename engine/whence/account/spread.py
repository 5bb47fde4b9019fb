"""How sure a number is: the curve of its draws, what lies above a threshold, and what would halve its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.evaluate import tallies
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import mixture, options
from whence.evaluate.estimate import Floats, drawn_in
from whence.evaluate.heights import density
from whence.evaluate.nodes import cell
from whence.judge import exact
from whence.judge.edition import Edition
from whence.judge.evidence import Share
from whence.language.frozen import dataclass
from whence.language.problems import Problem
from whence.language.values import written
from whence.language.values.shapes import Exact
from whence.language.values.written import Written, show

STEPS, FEWEST, MOST_INPUTS = 64, 100, 4
# An interval is half as wide when three quarters of the variance are gone.
HALF = 0.75


def curve(edition: Edition, id: str) -> tuple[Sequence[tuple[float, float]], int]:
    """The density of the draws, as points in base units, and the number of draws: over all readings where credences weigh
    them, else in the first that counts.

    No points where the draws are too few, or too few of them differ, to show how they lie.
    """
    found = conditioned(edition.base, edition.settled, id, edition.values.of)
    weighed = None if edition.summaries[id].open else mixture(edition.base, edition.settled, found)
    samples = cell(found, found.axes, _first_active(edition, id))[1] if weighed is None else weighed
    if samples.size < FEWEST or len(set(samples[:200].tolist())) < 20:
        return (), int(samples.size)
    return density(samples, STEPS), int(samples.size)


def draws(edition: Edition, id: str) -> Floats | str:
    """The draws of a number in its unit, as many as the base has of each; a message where there are none to be had.

    They are joint: the n-th draw of one number and the n-th of another belong to one state of the world; but where checks
    leave only some draws of a reading that has a credence, those that are left are drawn anew, for this number alone.
    """
    summary, count = edition.summaries.get(id), edition.base.settings.samples
    if summary is None or id in edition.settled.outcomes:
        return f"`{id}` has no number, and so no draws"
    if summary.enclosure:
        return f"`{id}` is known by its bounds alone: every value between them is possible, and none is drawn"
    if summary.open:
        choices = " and ".join(f"`{each}`" for each in summary.open)
        return f"`{id}` is open between the readings of {choices}; suppose one of them: whatif({{choice: option}})"
    found = conditioned(edition.base, edition.settled, id, edition.values.of)
    weighed = mixture(edition.base, edition.settled, found)
    samples = cell(found, found.axes, _first_active(edition, id))[1] if weighed is None else weighed
    return drawn_in(samples, edition.unit(id), count)


@dataclass(frozen=True)
class Above:
    """The shares of probability that surely (`share`) and possibly (`may`) lie above a threshold.

    They differ where a bound or an open reading leaves it so; `draws` is how many they were counted in, 0 where they
    are known without. `bare` says that the number is one figure, of which nobody says how sure it is.
    """

    threshold: Written
    share: float
    may: float
    draws: int
    bare: bool = False


def above(edition: Edition, id: str, text: str) -> Above | str:
    """How likely a claim lies above a value; a message if asked wrongly."""
    if id not in edition.summaries or id in edition.settled.outcomes:
        return f"`{id}` has no number that could lie above {text}"
    limit = written.parse(text, edition.base.units, edition.base.settings.about)
    if isinstance(limit, Problem):
        return f"--above: {limit.message}"
    if limit.unit.dimension != edition.unit(id).dimension:
        return f"--above is in {limit.unit.dimension.said}, and `{id}` in {edition.unit(id).dimension.said}"
    if limit.bound or not isinstance(limit.shape, Exact):
        return f"--above takes one number, or one day, and {text} is not that; write {show(limit.point, limit.unit)}"
    found = conditioned(edition.base, edition.settled, id, edition.values.of)
    share, may = tallies.above(edition.base, edition.settled, found, limit.point)
    known = found.exact or (found.shapes is not None and all(each is not None for each in found.shapes.flat))
    bare = found.exact and not found.bounded and not exact.known_exactly(edition.base, id)
    return Above(limit, share, may, 0 if known else found.samples.shape[-1], bare)


def above_as_json(edition: Edition, id: str, found: Above) -> dict[str, Any]:
    """The threshold in the unit of the claim, and the shares above it."""
    value = float(edition.unit(id).from_base(found.threshold.point))
    return {"value": value, "share": found.share, "may": found.may, "draws": found.draws or None}


def _first_active(edition: Edition, id: str) -> tuple[int, ...]:
    """The context that a pooled figure stands for."""
    readings = edition.summaries[id].readings
    reading = next((each for each in readings if each.active), readings[0])
    axes = edition.values.of[id].axes
    return tuple(options(edition.base, axis).index(reading.choose[axis]) for axis in axes)


def halving(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The fewest inputs that bring enough of the variance to halve the interval; () where it takes more than four."""
    total = 0.0
    for n, each in enumerate(shares[:MOST_INPUTS], 1):
        total += each.share
        if total >= HALF:
            return tuple(shares[:n])
    return ()
