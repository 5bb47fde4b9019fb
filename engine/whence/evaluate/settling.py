"""What settles a reading: which options of a choice would survive if one written value were measured, and were another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from whence.evaluate.arrays import np
from whence.evaluate.contexts import FAILS, Knot, Outcome, Settled, options, outcome
from whence.evaluate.estimate import Estimate, align
from whence.evaluate.evaluator import Values
from whence.evaluate.supposed import supposing
from whence.language.frozen import dataclass
from whence.model import domains
from whence.model.graph import Base, Leaf, ancestors

# A value is looked at up to so many times larger and smaller than it is now, or so many of its half widths away.
REACH, STEPS = 100.0, 24
# To this part of itself, or of the steps, an end of a stretch is found.
FINE = 1e-4
MEASURED = ("fact", "estimate", "forecast")
Options = tuple[str, ...]


@dataclass(frozen=True)
class Stretch:
    """A stretch of the values that a leaf may be measured at, in base units, and the options that survive in all of it.

    An end that is infinite is not known to be one: nothing changes as far as it was looked. None survive where the checks
    contradict each other whatever the reading.
    """

    low: float
    high: float
    left: Options


def deciding(base: Base, settled: Settled, choice: str) -> tuple[str, ...]:
    """The checks that may rule out options of a choice."""
    knot = settled.knot(choice)
    return tuple(
        id
        for id in sorted(settled.checks(knot.choices))
        if (axes := settled.outcomes[id].axes) and set(axes) <= set(knot.choices)
    )


def measurable(base: Base, settled: Settled, choice: str) -> tuple[str, ...]:
    """The claims with a written value that somebody could measure, on which those checks rest."""
    claims = base.records.claims
    above = dict.fromkeys(
        each for check in deciding(base, settled, choice) for each in ancestors(base, check)
    )
    return tuple(
        id
        for id in above
        if isinstance(base.nodes[id], Leaf) and id in claims and claims[id].kind in MEASURED
    )


def now(base: Base, settled: Settled, choice: str) -> Options:
    """The options of a choice that its checks leave now; none where they contradict each other."""
    return _left(
        base,
        settled.knot(choice),
        choice,
        {id: settled.outcomes[id] for id in deciding(base, settled, choice)},
    )


def stretches(base: Base, values: Values, settled: Settled, choice: str, leaf: str) -> tuple[Stretch, ...]:
    """What survives over the values that a leaf may be measured at, from the lowest to the highest; all else is as it is.

    Measured means without an error: each draw of the others meets the one value.
    """
    node, knot = base.nodes[leaf], settled.knot(choice)
    assert isinstance(node, Leaf)
    checks = deciding(base, settled, choice)
    given = supposing(base, values, (leaf,), checks)

    def left(value: float) -> Options | None:
        of = given({leaf: _measured(value)}).of
        if any(id not in of for id in checks):
            return None
        return _left(base, knot, choice, {id: outcome(of[id]) for id in checks})

    path = _path(base, values, node)
    return tuple(_joined(_pieces(left, path)))


def _measured(value: float) -> Estimate:
    return Estimate((), np.array([value]), np.array(value))


def _left(base: Base, knot: Knot, choice: str, checks: dict[str, Outcome]) -> Options:
    sizes = knot.survives.shape
    fails = np.zeros(sizes, dtype=bool)
    for each in checks.values():
        fails |= np.broadcast_to(align(each.axes, knot.choices, each.may <= FAILS, 0), sizes)
    away = tuple(n for n, axis in enumerate(knot.choices) if axis != choice)
    alive = np.atleast_1d((~fails).any(axis=away)).tolist()
    return tuple(name for name, on in zip(options(base, choice), alive, strict=True) if on)


def _path(base: Base, values: Values, node: Leaf) -> Sequence[float]:
    """The values to look at: by factors where a number is positive, else by steps, and within its domain."""
    low, high = domains.of(base, node.id) or (-math.inf, math.inf)
    # what is written outside of its domain is looked at from the nearest end
    point = min(max(node.written.point, low), high)
    samples = values.of[node.id].samples
    if point > 0 and samples.min() > 0 and node.written.unit.style not in ("times", "date"):
        low = max(low, 0.0)
        found = [point * REACH ** (n / STEPS) for n in range(-STEPS, STEPS + 1)]
    else:
        half = float(samples.max() - samples.min()) / 2 or node.written.step or abs(point) / 10 or 1.0
        found = [point + half * n for n in range(-STEPS, STEPS + 1)]
    inside = [each for each in found if low < each < high]
    # The ends of a domain are values too, but for zero, which many formulas divide by.
    return [*([low] if low > -math.inf and low else []), *inside, *([high] if high < math.inf else [])]


def _pieces(left: Callable[[float], Options | None], path: Sequence[float]) -> Iterator[Stretch]:
    """A stretch from each value of a path to the next, cut where what survives changes between them."""
    start, before = path[0], left(path[0])
    for end in path[1:]:
        after = left(end)
        while before != after:
            cut, here = _first_change(left, start, end, before)
            if before is not None:
                yield Stretch(start, cut, before)
            start, before = cut, here
        if before is not None:
            yield Stretch(start, end, before)
        start = end


def _first_change(
    left: Callable[[float], Options | None], start: float, end: float, before: Options | None
) -> tuple[float, Options | None]:
    """Where what survives first changes between two values, found by halving, and what survives from there on."""
    low, high = start, end
    found = left(end)
    while abs(high - low) > FINE * max(abs(high), abs(low), abs(end - start)):
        middle = (low + high) / 2
        here = left(middle)
        if here == before:
            low = middle
        else:
            high, found = middle, here
    return high, found


def _joined(pieces: Iterator[Stretch]) -> Iterator[Stretch]:
    """Pieces in which the same survives as one stretch; the first and the last have no end."""
    found: list[Stretch] = []
    for each in pieces:
        if found and found[-1].left == each.left and found[-1].high == each.low:
            found[-1] = Stretch(found[-1].low, each.high, each.left)
        else:
            found.append(each)
    for n, each in enumerate(found):
        low = -math.inf if n == 0 else each.low
        yield Stretch(low, math.inf if n == len(found) - 1 else each.high, each.left)
