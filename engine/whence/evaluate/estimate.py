"""Draws and estimates: how a shape becomes samples, and what a set of samples says."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from whence.evaluate.arrays import NDArray, np
from whence.language.formulas.enclosures import Ends
from whence.language.frozen import dataclass
from whence.language.units.units import Unit
from whence.language.values import kernels
from whence.language.values.kernels import Levels
from whence.language.values.shapes import Exact, Mixture, Shape, Truncated

Floats: TypeAlias = "NDArray[np.float64]"

# Permutations of so many draws are kept, in two bytes each; longer ones take more room than time.
REMEMBERED = 16_384
LEVELS = (0.05, 0.5, 0.95)
# How many draws, each as far from the median as the furthest, must make a mean or a standard deviation.
FEWEST = 10
# Draws that lie further apart than this, as a part of their size, are apart by more than rounding.
SPREAD = 1e-9


@dataclass(frozen=True, eq=False)
class Estimate:
    """What evaluation gives for one node, in base units.

    `axes` are the choices upstream, sorted; `samples` has one axis for each of them and a last one for the draws
    (length 1 where nothing is uncertain); `point` is the formula at its inputs' central values, without that last
    axis.

    Where something upstream is known as a bound alone, `ends` are the lowest and the highest value that each draw may
    have, and whether these are reached (see `evaluate.bounds`), in the shape of the samples; samples and point are then
    those at the written ends of the bounds, one possible value of many. Of what is true or false (`truth`) the samples
    say where it surely is true, and the ends where it surely and where it possibly is.

    `lost` is the largest number met on the way to the point, where that is much larger than the point itself: what two
    nearly equal numbers leave is known no better than they are.

    `shapes` has, in each context, the distribution itself where it is known by formula, else None.

    `poles` says in which contexts it is divided, here or upstream, by draws on both sides of zero: it has no mean then.

    `blends` has, in each context of a combined quantity, how its draws follow those of its claims (see `evaluate.pooled`).

    `left` has, in each context, how many draws evidence has left, where it has taken some away.
    """

    axes: tuple[str, ...]
    samples: Floats
    point: Floats
    ends: Ends | None = None
    truth: bool = False
    lost: Floats | None = None
    shapes: NDArray[Any] | None = None
    left: NDArray[np.intp] | None = None
    poles: NDArray[np.bool_] | None = None
    blends: NDArray[Any] | None = None

    @cached_property
    def exact(self) -> bool:
        """Whether no draw differs from another in any context."""
        return bool(self.samples.shape[-1] == 1)

    @cached_property
    def bounded(self) -> bool:
        """Whether something upstream is known as a bound alone, so that there are `ends`."""
        return self.ends is not None

    @cached_property
    def span(self) -> tuple[float, float]:
        """The least and the greatest of all draws in all contexts."""
        return float(self.samples.min()), float(self.samples.max())

    def at(self, index: tuple[int, ...]) -> tuple[float, Shape | None]:
        """The point in one context, and the distribution where it is known by formula."""
        return float(self.point[index]), None if self.shapes is None else self.shapes[index]

    def within(self, low: float, high: float) -> bool:
        """Whether no draw lies outside two ends."""
        return low <= self.span[0] and self.span[1] <= high

    @cached_property
    def held(self) -> tuple[Floats, Floats]:
        """Of what is true or false, the shares of draws in which it surely and in which it possibly is, in each context."""
        surely, possibly = self.ends[:2] if self.ends else (self.samples, self.samples)
        return surely.mean(axis=-1), possibly.mean(axis=-1)

    @cached_property
    def told(self) -> dict[tuple[int, ...], Any]:
        """What was said of it already, in each context: see `numbers.numbers`."""
        return {}


@dataclass(frozen=True)
class Figure:
    """The numbers of an estimate in one context, in base units.

    Point, median, the ends of the 90 % interval, mean and standard deviation (NaN where there is none).
    """

    point: float
    median: float
    low: float
    high: float
    mean: float = math.nan
    sd: float = math.nan


def drawn_in(samples: Floats, unit: Unit, count: int) -> Floats:
    """Draws in base units as numbers of a unit, `count` of them: of an exact number, the same one again and again."""
    found = np.array([unit.from_base(float(each)) for each in samples.ravel()])
    return np.broadcast_to(found, (count,)) if found.size == 1 else found


MOST_DIGITS = 15  # what a float holds of any decimal number


def digits(figure: Figure, step: float = 0.0) -> int:
    """How many significant digits numbers are worth showing: three at least, fifteen at most.

    As many as give the width of the interval two; for a bare point, as many as it was written with (`step` is
    one unit in the last place that was written, 0 if it was not written).
    """
    if figure.low < figure.high:
        size = max(abs(figure.low), abs(figure.high))
        return min(MOST_DIGITS, max(3, _leading(size) - _leading(figure.high - figure.low) + 2))
    if step > 0 and figure.point:
        return min(MOST_DIGITS, max(3, math.floor(math.log10(abs(figure.point) / step) + 1e-9) + 1))
    return 3


def _leading(size: float) -> int:
    """The power of ten of the first digit."""
    return math.floor(math.log10(size) + 1e-12)


def _word(text: str, offset: int) -> int:
    """FNV-1a, 32 bits, over UTF-8 (Fowler, Noll and Vo 1991), from a given offset basis."""
    word = offset
    for byte in text.encode("utf-8"):
        word = ((word ^ byte) * 0x01000193) & 0xFFFFFFFF
    return word


def _mix(words: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The 32-bit finaliser of MurmurHash3 (Appleby 2011), in place: every input bit reaches every output bit."""
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
        words ^= words >> np.uint32(shift)
        words *= np.uint32(factor)
    words ^= words >> np.uint32(16)
    return words


def ranks(seed: int, name: str, count: int) -> NDArray[np.intp]:
    """The permutation of 0..count-1 that belongs to a name: draw i of the leaf falls in stratum `ranks[i]`.

    It depends on the seed, the name and the count alone, so a leaf's draws do not change when others come or go. A
    browser computes the same: 32-bit multiply and xor, and a sort that keeps the order of ties.
    """
    found = _remembered(seed, name, count) if count <= REMEMBERED else _ranks(seed, name, count)
    return found.astype(np.intp)


@lru_cache(maxsize=1024)
def _remembered(seed: int, name: str, count: int) -> NDArray[np.uint16]:
    return _ranks(seed, name, count).astype(np.uint16)


@lru_cache(maxsize=8)
def _places(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """0..count-1, and the same as a counter that a hash begins with."""
    return np.arange(count, dtype=np.uint64), np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1)


def _ranks(seed: int, name: str, count: int) -> NDArray[np.int64]:
    key, (places, counter) = f"{seed}:{name}", _places(count)
    first, second = _word(key, 0x811C9DC5), _word(key, 0x050C5D1F)
    words = _mix(_mix(counter + np.uint32(first)) ^ np.uint32(second))
    # each word with its place behind it: sorting these sorts the words and keeps the order of ties, at a tenth of the time
    packed = words.astype(np.uint64)
    packed <<= np.uint64(32)
    packed |= places
    packed.sort()
    packed &= np.uint64(0xFFFFFFFF)
    result = np.empty(count, dtype=np.int64)
    result[packed.view(np.int64)] = places.view(np.int64)
    return result


def shared_ranks(seed: int, name: str, count: int, common: Sequence[tuple[str, float]]) -> NDArray[np.intp]:
    """The same for a leaf that shares parts of its error, each a fraction of the whole with a cause of its own.

    The normal scores of the causes and of the leaf are added, each by its fraction, and ranked: so the leaf keeps its
    strata, and two leaves with a cause in common are correlated by the product of their fractions.
    """
    if not common:
        return ranks(seed, name, count)
    scores, rest = np.zeros(count), 1.0
    for cause, fraction in common:
        scores = scores + fraction * normal_strata(count)[ranks(seed, f"common:{cause}", count)]
        rest = rest - fraction * fraction
    scores = scores + math.sqrt(max(0.0, rest)) * normal_strata(count)[ranks(seed, name, count)]
    result = np.empty(count, dtype=np.intp)
    result[np.argsort(scores, kind="stable")] = np.arange(count)
    return result


@lru_cache(maxsize=8)
def strata(count: int) -> Floats:
    """The middles of `count` equal strata of (0, 1)."""
    grid = (np.arange(count) + 0.5) / count
    grid.setflags(write=False)
    return grid


@lru_cache(maxsize=8)
def _levels(count: int, step: int = 0, steps: int = 1) -> Levels:
    """The strata as levels of quantile functions, with their normal scores; or one in so many of `steps` times as many."""
    if steps == 1:
        return kernels.levels(np, strata(count))
    return kernels.levels(np, (np.arange(count) * steps + step + 0.5) / (count * steps))


def normal_strata(count: int) -> Floats:
    """The normal scores of the middles of so many equal strata."""
    scores: Floats = _levels(count).z
    return scores


@dataclass(frozen=True)
class Part:
    """A block of the draws: which one, from 0, of how many. Each is a function of the seed, a name and itself alone.

    The strata of all draws are dealt to the blocks, one in every so many to each, in an order that belongs to the name; so
    each block is stratified by itself, and all of them together are.
    """

    at: int = 0
    of: int = 1

    def within(self, name: str) -> str:
        """What the permutation of a block is called."""
        return name if self.of == 1 else f"{name}@{self.at}/{self.of}"

    def step(self, seed: int, name: str) -> int:
        """The first of the strata that fall to the block."""
        return 0 if self.of == 1 else int(ranks(seed, f"{name}@/{self.of}", self.of)[self.at])


WHOLE = Part()


def draw(
    shape: Shape,
    seed: int,
    name: str,
    count: int,
    common: Sequence[tuple[str, float]] = (),
    part: Part = WHOLE,
    mirrored: bool = False,
) -> Floats:
    """Samples of a leaf: one number for an exact value, else `count` of them, stratified and permuted.

    They are those of a block where there are several, and upside down if `mirrored`.
    """
    if isinstance(shape, Exact):
        return np.array([shape.value])
    step = part.step(seed, name)
    with np.errstate(all="ignore"):
        levels = _levels(count, part.of - 1 - step if mirrored else step, part.of)
        grid: Floats = np.asarray(shape.quantile(levels), dtype=float)
    names = [(part.within(cause), size) for cause, size in common]
    order = shared_ranks(seed, part.within(name), count, names)
    return (np.sort(grid)[::-1] if mirrored else grid)[order]


def align(
    estimate_axes: Sequence[str], axes: Sequence[str], values: NDArray[Any], trailing: int = 1
) -> NDArray[Any]:
    """`values`, whose leading axes are `estimate_axes`, with axes of length one put in so that they stand as `axes`.

    Both are sorted, so no transposition is needed. `trailing` axes at the end are kept as they are.
    """
    have = set(estimate_axes)
    sizes = iter(values.shape[: len(estimate_axes)])
    lead = [next(sizes) if axis in have else 1 for axis in axes]
    return (
        values.reshape(*lead, *values.shape[values.ndim - trailing :]) if trailing else values.reshape(lead)
    )


def figure(point: float, samples: Floats, shape: Shape | None = None) -> Figure:
    """The numbers of one context: by formula where the distribution is known, else of its draws."""
    if samples.shape[-1] == 1:
        value = float(samples[0])
        return Figure(float(point), value, value, value, value, 0.0)
    if shape is not None:
        return figure_of(point, shape)
    ordered = np.sort(samples)
    low, median, high = _quantiles(ordered, LEVELS)
    return Figure(float(point), median, low, high, *_of_draws(samples, median, ordered))


def _of_draws(samples: Floats, median: float, ordered: Floats) -> tuple[float, float]:
    """The mean and the standard deviation of draws, NaN for one of the two that less than ten draws make.

    So heavy a tail is not told by draws: of 1/x for x uniform from zero on, which has no mean, as many draws again would move
    it as much again.
    """
    mean = float(samples.mean())
    away = samples - mean
    np.multiply(away, away, out=away)
    sd = math.sqrt(float(away.mean()))
    furthest = max(float(ordered[-1]) - median, median - float(ordered[0]))
    if furthest == 0:
        return mean, 0.0
    # From the mean the squares of the distances add up to no more than from the median, and those of shares to no more than
    # the shares: where that is well beyond the limit, and more than rounding, nothing else needs to be added up.
    size = max(abs(float(ordered[0])), abs(float(ordered[-1])))
    if SPREAD * size < furthest and 2 * FEWEST < samples.size * (sd / furthest) ** 2 < math.inf:
        return mean, sd
    parts = np.abs(samples - median) / furthest
    return mean if parts.sum() > FEWEST else math.nan, sd if (parts**2).sum() > FEWEST else math.nan


def figure_of(point: float, shape: Shape) -> Figure:
    """The numbers of a distribution, by formula."""
    low, median, high, mean, sd = _by_formula(shape)
    return Figure(float(point), median, low, high, mean, sd)


@lru_cache(maxsize=16_384)
def _by_formula(shape: Shape) -> tuple[float, float, float, float, float]:
    low, median, high = (float(shape.quantile(kernels.level(each))) for each in LEVELS)
    if not isinstance(shape, Mixture | Truncated):
        return low, median, high, *shape.moments(kernels.ONE)
    with np.errstate(all="ignore"):
        return low, median, high, *shape.moments(np)


def between(samples: Floats, shares: tuple[float, float], shape: Shape | None = None) -> tuple[float, float]:
    """The quantiles at two shares: by formula where the distribution is known, else of the draws."""
    if samples.shape[-1] == 1:
        return float(samples[0]), float(samples[0])
    if shape is not None:
        low, high = (float(shape.quantile(kernels.level(each))) for each in shares)
    else:
        low, high = quantiles(samples, shares)
    return low, high


def quantiles(samples: Floats, levels: Sequence[float] = LEVELS) -> tuple[float, ...]:
    """The 5 %, 50 % and 95 % quantiles, or others, by straight lines between the ordered samples (numpy's `hazen`).

    Each draw stands at the middle of its class, as it was drawn: what rises with one leaf alone ends where that leaf does, so
    that twice `200K to 300K` is `400K to 600K`. Of separate values, which come up more than once, the smallest that
    reaches the share, to half a draw.
    """
    return _quantiles(np.sort(samples), levels)


def _quantiles(ordered: Floats, levels: Sequence[float]) -> tuple[float, ...]:
    return tuple(quantile(lambda n: float(ordered[n]), ordered.size, level) for level in levels)


def _place(level: float, size: int) -> float:
    """Where a share falls among the ordered draws, counted from 0."""
    return min(max(level * size - 0.5, 0.0), size - 1)


def quantile(ordered: Callable[[int], float], size: int, level: float) -> float:
    """The same of draws that are had one by one, by their place among all of them in order."""
    x = _place(level, size)
    n = min(int(x), size - 2)
    a, b = ordered(n), ordered(n + 1)
    if a == b or (n > 0 and ordered(n - 1) == a) or (n + 2 < size and ordered(n + 2) == b):
        return ordered(max(math.ceil(level * size - 0.5) - 1, 0))
    return a + (b - a) * (x - n)


def chance_above(samples: Floats, threshold: float, shape: Shape | None = None) -> float:
    """The share of probability above a number: by formula where the distribution is known, else of the draws."""
    if shape is None:
        return float(np.mean(samples > threshold))
    with np.errstate(all="ignore"):
        return float(shape.shares(np, np.float64(threshold))[1])


def pick(weights: Sequence[float], seed: int, name: str, count: int) -> NDArray[np.intp]:
    """For each draw, the index of an option, picked in proportion to the weights."""
    ends = np.cumsum(np.asarray(weights, dtype=float) / sum(weights))
    u = strata(count)[ranks(seed, name, count)]
    return np.minimum(np.searchsorted(ends, u, side="right"), len(weights) - 1)
