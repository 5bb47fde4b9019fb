"""The value at which a course crosses into what is wanted: on its own side of every pole, else the nearest beyond."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from whence.evaluate.arrays import np
from whence.language.frozen import dataclass

STEPS, REACH = 60, 1e6
PARTS, ROUNDS = 64, 9  # 64^9 parts of a step are finer than any number is written
REMEMBERED = 64  # looks at a step
ROUNDING = 1e-12  # a value nearer to zero than this part of what it is now is zero
# By how much a number grows on the way to its pole, and no other does within a step: in two looks, and to the last bit.
LOOKS, GROWS_SOON, GROWS = 2, 4.0, 1e6

Span = tuple[float, float]
ALL: Span = (-math.inf, math.inf)
# Both take an array of values: whether what is wanted holds at each; every number that depends on them, a row each.
Holds = Callable[[Any], Any]
Watch = Callable[[Any], Any]


@dataclass(frozen=True)
class Root:
    """A value, NaN where none will do, and what lies between it and the value now: nothing, `domain`, `pole` or `zero`."""

    value: float
    beyond: str = ""


def root(
    holds: Holds, watch: Watch, now: float, scale: float, *, signed: bool, whole: bool, domain: Span = ALL
) -> Root:
    """The value nearest to `now` (by factor, then by sign) at which a condition turns true, within a millionfold.

    First on the side of every pole (and of the edge of where there are numbers at all) where the value is now, within its
    domain and, unless it is `signed`, on the side of zero; then anywhere. `scale` is the size of a first step from zero.
    A condition that is `whole` also counts where it holds from a pole on; another only where it is crossed.
    """
    with np.errstate(all="ignore"):
        paths = [_pieces(path, watch) for path in _paths(now, scale)]
        own = [_kept(pieces[0], signed, domain) for pieces in paths]
        near = [found for piece in own if (found := _first(holds, piece, 0, False))]
        if near:
            return Root(min(near)[1])
        far = [found for pieces in paths for found in _beyond(holds, pieces, whole)]
    if not far:
        return Root(math.nan)
    value = min(far)[1]
    if not domain[0] <= value <= domain[1]:
        return Root(value, "domain")
    return Root(value, "zero" if not signed and value * now <= ROUNDING * now * now else "pole")


def _paths(now: float, scale: float) -> tuple[Any, Any]:
    """The values to look at, from `now` outwards in either direction; one of them goes through zero."""
    ups = REACH ** (np.arange(STEPS + 1) / STEPS)
    if now == 0:
        up = np.concatenate([[0.0], scale / ups[::-1], scale * ups[1:]])
        return up, -up
    return now * ups, np.concatenate([now / ups, [0.0], -now / ups[::-1], -now * ups[1:]])


def _kept(piece: Any, signed: bool, domain: Span) -> Any:
    """What of a piece, from the value now on, lies within its domain, up to the very end of that, and on its side of zero."""
    low, high = domain
    if low <= piece[0] <= high:
        last = np.count_nonzero((piece >= low) & (piece <= high))
        piece = np.clip(piece[: last + 1], low, high)
    return piece if signed else piece[piece * piece[0] > 0]


def _beyond(holds: Holds, pieces: Sequence[Any], whole: bool) -> Iterator[tuple[int, float]]:
    """The first crossing of each piece of a path, with how far out it is."""
    passed = 0
    for at, piece in enumerate(pieces):
        if found := _first(holds, piece, passed, whole and at > 0):
            yield found
        passed += len(piece)


def _first(holds: Holds, piece: Any, passed: int, whole: bool) -> tuple[int, float] | None:
    """Where a condition first changes on a piece of a path, or its beginning if that will do: the step and the value."""
    # a condition that the path has no part in gives one answer for all of it
    held = np.broadcast_to(np.asarray(holds(piece), dtype=bool), np.shape(piece))
    if whole and held[0]:
        return passed, float(piece[0])
    turns = np.flatnonzero(held[1:] != held[:-1])
    if not turns.size:
        return None
    step = int(turns[0])
    _, value = _narrowed(lambda at: holds(at) == held[step + 1], float(piece[step]), float(piece[step + 1]))
    return passed + step, value


def _narrowed(passes: Holds, outside: float, inside: float) -> tuple[float, float]:
    """The last value where a condition that holds inside does not, and the first where it does, to the last bit."""
    for _ in range(ROUNDS):
        parts = outside + (inside - outside) * (np.arange(PARTS + 1) / PARTS)
        parts[[0, -1]] = outside, inside
        first = int(np.argmax(passes(parts[1:]))) + 1
        outside, inside = float(parts[first - 1]), float(parts[first])
    return outside, inside


def _pieces(path: Any, watch: Watch) -> list[Any]:
    """A path cut at every pole, and where a number on the way begins or ends to be one; with every turn on it as well."""
    watch = _once(watch)
    rows = np.atleast_2d(watch(path))
    fine = np.isfinite(rows).all(axis=0)
    suspect = _suspect(rows)
    found, piece = [], [float(path[0])]
    for at in range(len(path) - 1):
        here, there = float(path[at]), float(path[at + 1])
        cut, own = None, np.flatnonzero(suspect[:, at])
        if fine[at] != fine[at + 1]:
            cut = _narrowed(lambda to, at=at: np.isfinite(watch(to)).all(axis=0) == fine[at + 1], here, there)  # type: ignore[misc]
        elif own.size and not (cut := _pole(watch, own, here, there)):
            piece += sorted(_turns(watch, own, here, there), reverse=there < here)
        if cut:
            found.append(np.array([*piece, cut[0]]))
            piece = [cut[1]]
        piece.append(there)
    return [*found, np.array(piece)]


def _once(watch: Watch) -> Watch:
    """The same, not asked again for values that it gave all the numbers of: a step is looked at for one after another."""
    known: dict[bytes, Any] = {}

    def asked(at: Any) -> Any:
        key = np.asarray(at).tobytes()
        if key not in known:
            if len(known) >= REMEMBERED:
                known.clear()
            known[key] = watch(at)
        return known[key]

    return asked


def _suspect(rows: Any) -> Any:
    """The steps in which a number may have a pole or a turn: its sign changes, or it is largest or smallest at one end.

    So may the first, for what lies behind it is not looked at.
    """
    crosses = rows[:, :-1] * rows[:, 1:] < 0
    peak = np.zeros(rows.shape, dtype=bool)
    steps = np.diff(rows, axis=1)
    peak[:, 0] = True
    peak[:, 1:-1] = steps[:, :-1] * steps[:, 1:] < 0
    return crosses | peak[:, :-1] | peak[:, 1:]


def _pole(watch: Watch, rows: Any, low: float, high: float) -> tuple[float, float] | None:
    """The values on both sides of a pole of one of these rows inside a step; None if all stay of their size."""
    for row in rows:

        def size(at: Any, row: int = row) -> Any:
            return np.nan_to_num(np.abs(watch(at)[row]), nan=np.inf, posinf=np.inf)

        usual = size(np.array([low, high])).max()
        most, ends = _largest(size, (low, high), LOOKS)
        if most > usual * GROWS_SOON:
            most, ends = _largest(size, ends, ROUNDS - LOOKS)
        if most > usual * GROWS:
            return ends
    return None


def _turns(watch: Watch, rows: Any, low: float, high: float) -> Iterator[float]:
    """Where inside a step one of these rows is larger, or smaller, than at both of its ends."""
    for row in rows:
        for sign in (1, -1):

            def height(at: Any, row: int = row, sign: int = sign) -> Any:
                return np.nan_to_num(sign * watch(at)[row], nan=-np.inf)

            most, ends = _largest(height, (low, high), LOOKS)
            if most > height(np.array([low, high])).max():
                yield sum(_largest(height, ends, LOOKS)[1]) / 2


def _largest(of: Watch, ends: tuple[float, float], rounds: int) -> tuple[float, tuple[float, float]]:
    """The largest that a function comes to inside a step, and the values around where it does."""
    most = 0.0
    for _ in range(rounds):
        parts = np.linspace(*ends, PARTS + 1)
        found = of(parts)
        at = int(np.argmax(found))
        most, ends = float(found[at]), (float(parts[max(at - 1, 0)]), float(parts[min(at + 1, PARTS)]))
    return most, ends
