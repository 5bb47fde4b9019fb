"""How much of a move each edit brings, where several edits reach the same number."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import combinations

from whence.account.worlds import World, Worlds
from whence.evaluate.estimate import Figure
from whence.judge.edition import Edition
from whence.language.frozen import dataclass

# So many edits that meet are looked at in every combination; of more, orders are drawn, so many that about STEPS edits
# are made and as many in the reverse orders.
EXACT_SHARES = 5
STEPS = 32

Parts = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Shared:
    """The part of each move that each edit brings, and how that was found.

    `orders` is the number of orders that were drawn, 0 where every order counts; `error` the largest standard error of a
    part, as a part of the move. `evaluated` is how many nodes it took.
    """

    parts: Mapping[str, Parts]
    orders: int = 0
    error: float = 0.0
    evaluated: int = 0


@dataclass(frozen=True)
class _Gains:
    """What each edit that reaches a node brought it, in the orders that were gone through, oldest first."""

    edits: frozenset[str]
    possible: list[Mapping[str, float]] = field(default_factory=list)
    bridged: list[Mapping[str, float]] = field(default_factory=list)


def undivided(edits: Sequence[str]) -> Parts:
    """One edit brings all of a move; of several it is not said how much each brings."""
    return tuple((each, 1.0 if len(edits) == 1 else math.nan) for each in edits)


def shares(old: Edition, new: Edition, because: Mapping[str, Sequence[str]]) -> Shared:
    """The part of each move that each edit brings; one edit brings all of it.

    They are Shapley values (Shapley 1953): what an edit brings when it is made, on average over the orders in which the
    edits can be made. Up to five edits that meet in a number, over every order; beyond, over orders that are drawn in
    pairs, one and its reverse (Castro, Gomez and Tejada 2009; Mitchell et al. 2022), the same ones for the same edits.
    That costs what is downstream of each edit, twice for each pair.
    """
    both = {id: tuple(each) for id, each in because.items() if id in old.summaries and id in new.summaries}
    several = {id: each for id, each in both.items() if len(each) > 1}
    parts = {id: undivided(each) for id, each in because.items()}
    edits = sorted({edit for each in several.values() for edit in each})
    if not edits:
        return Shared(parts)
    worlds = Worlds(old, new, edits, several)
    if len(edits) <= EXACT_SHARES:
        known = _every(worlds, edits)
        parts |= {id: shapley(each, _figure_in(known, id)) for id, each in several.items()}
        return Shared(parts, evaluated=worlds.evaluated)
    orders = drawn_orders(edits)
    gains = _along(worlds, orders, several)
    found = {id: divided(several[id], each) for id, each in gains.items()}
    parts |= {id: each for id, (each, _) in found.items()}
    return Shared(parts, len(orders), max(error for _, error in found.values()), worlds.evaluated)


def _every(worlds: Worlds, edits: Sequence[str]) -> Mapping[frozenset[str], Mapping[str, Figure]]:
    """The figures in every world, one edit after the other: a walk by Gray's code (Gray 1953) through them all."""
    at = worlds.first
    known = {at.some: at.figures}
    for number in range(1, 2 ** len(edits)):
        at = worlds.step(at, edits[(number & -number).bit_length() - 1])
        known[at.some] = at.figures
    return known


def _figure_in(
    known: Mapping[frozenset[str], Mapping[str, Figure]], id: str
) -> Callable[[frozenset[str]], Figure | None]:
    return lambda some: known[some].get(id)


def drawn_orders(edits: Sequence[str]) -> list[tuple[str, ...]]:
    """Orders of some edits in pairs of one and its reverse: as many as make about a fixed number of steps, at least two."""
    rng = random.Random("\n".join(edits))
    found: list[tuple[str, ...]] = []
    for _ in range(max(1, STEPS // len(edits))):
        order = tuple(rng.sample(edits, len(edits)))
        found += [order, order[::-1]]
    return found


def _along(
    worlds: Worlds, orders: Sequence[Sequence[str]], several: Mapping[str, Sequence[str]]
) -> Mapping[str, _Gains]:
    """What each edit brings each node in some orders."""
    gains = {id: _Gains(frozenset(each)) for id, each in several.items()}
    for order in orders:
        at = worlds.first
        ways = {id: [worth(at.figures.get(id))] for id in gains}
        for edit in order:
            at = worlds.step(at, edit)
            _noted(ways, gains, edit, at)
        for id, way in ways.items():
            own = [edit for edit in order if edit in gains[id].edits]
            kind = gains[id].possible if not any(map(math.isnan, way)) else gains[id].bridged
            kind.append(dict(zip(own, _steps(way), strict=True)))
    return gains


def _noted(ways: Mapping[str, list[float]], gains: Mapping[str, _Gains], edit: str, at: World) -> None:
    for id, way in ways.items():
        if edit in gains[id].edits:
            way.append(worth(at.figures.get(id)))


def _steps(way: Sequence[float]) -> Iterator[float]:
    """The differences along a way; where nothing was there for a while, the edit that brings it back brings all."""
    last = way[0]
    for each in way[1:]:
        yield 0.0 if math.isnan(each) else each - last
        last = last if math.isnan(each) else each


def divided(edits: Sequence[str], gains: _Gains) -> tuple[Parts, float]:
    """The mean part of each edit over the orders, those first in which the number is always there; and the largest error.

    The error is the standard error of a mean over orders, as a part of the move.
    """
    orders = gains.possible or gains.bridged
    whole = math.fsum(orders[0].values())
    if not whole or math.isnan(whole):
        return undivided(edits), 0.0
    parts = {edit: math.fsum(each[edit] for each in orders) / len(orders) / whole for edit in edits}
    if len(orders) < 2:
        return tuple(parts.items()), 1.0
    squares = (math.fsum((each[edit] / whole - part) ** 2 for each in orders) for edit, part in parts.items())
    return tuple(parts.items()), max(math.sqrt(each / (len(orders) - 1) / len(orders)) for each in squares)


def worth(found: Figure | None) -> float:
    """What the moves of a number are measured by: the logarithm of its median, or of what there is."""
    if found is None:
        return math.nan
    if math.isnan(found.median) and found.low > 0:
        return (math.log(found.low) + math.log(found.high)) / 2
    return math.log(found.median) if found.median > 0 else found.median


def shapley(edits: Sequence[str], figure_of: Callable[[frozenset[str]], Figure | None]) -> Parts:
    """Shapley values of the edits for the change of a median, as parts that add up to one.

    Every order of the edits counts the same, but for those on whose way the number is not there at all: a claim whose
    successor is not yet written.
    """
    every = [frozenset(some) for size in range(len(edits) + 1) for some in combinations(edits, size)]
    worths = {some: worth(figure_of(some)) for some in every}
    total = worths[every[-1]] - worths[every[0]]
    if not total or math.isnan(total):
        return undivided(edits)
    gains = dict.fromkeys(edits, 0.0)
    for edit, some, weight in _weights(edits, [each for each in every if not math.isnan(worths[each])]):
        gains[edit] += weight * (worths[some | {edit}] - worths[some])
    whole = sum(gains.values())
    return tuple((edit, gain / whole) for edit, gain in gains.items()) if whole else undivided(edits)


def _weights(
    edits: Sequence[str], alive: Sequence[frozenset[str]]
) -> Iterator[tuple[str, frozenset[str], float]]:
    """(edit, the edits before it, in what part of the orders): `alive` are the sets of edits, smaller ones first."""
    # In how many orders a set of edits can be reached, and the rest be done after it.
    none, whole = frozenset[str](), frozenset(edits)
    ways_to, ways_on = {none: 1}, {whole: 1}
    for some in alive[1:]:
        ways_to[some] = sum(ways_to.get(some - {edit}, 0) for edit in some)
    for some in reversed(alive[:-1]):
        ways_on[some] = sum(ways_on.get(some | {edit}, 0) for edit in edits if edit not in some)
    for some in alive:
        for edit in edits:
            ways = ways_to.get(some, 0) * ways_on.get(some | {edit}, 0) if edit not in some else 0
            if ways:
                yield edit, some, ways / ways_on[none]
