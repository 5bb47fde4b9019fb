"""Draws by the block: what one block tells of the numbers of some nodes, and what all blocks tell together.

A block is a pure function of the text of the files, the settings, the nodes asked for and its number, so that it may be
computed anywhere, again, and in any order; what is told of all of them does not depend on who computed which.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from whence.evaluate import narrow
from whence.evaluate.arrays import np
from whence.evaluate.estimate import FEWEST, LEVELS, Estimate, Figure, Floats, Part, figure, quantile
from whence.evaluate.evaluator import Options
from whence.evaluate.nodes import cell, estimate
from whence.evaluate.pooled import drawn
from whence.files import knowledge, reader
from whence.files.schema import POOLED, Settings
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Refused
from whence.language.values.shapes import Shape
from whence.model import linking
from whence.model.graph import Base, Pool, in_order, upstream

# Draws a block: the rows of a few dozen nodes stay in the caches of a processor, and strata are fine enough.
BLOCK = 65_536
# How far from the quantiles of the first block those of all are looked for, in standard deviations of a share.
NEAR = (3.0, 30.0)
Cell = tuple[str, tuple[int, ...]]
Span = tuple[float, float]


@dataclass(frozen=True)
class Job:
    """What is to be drawn: nodes of a base, which is text, and how often.

    `pooled` has the distribution of each combined quantity in each of its contexts: how rivals are weighed is judged once,
    with the draws of the base, and not by the block.
    """

    texts: Mapping[str, bytes]
    settings: Settings
    known_on: str
    wanted: tuple[str, ...]
    draws: int
    pooled: Mapping[str, Estimate]

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.draws // BLOCK)

    @property
    def size(self) -> int:
        """The draws of each block: all alike, so that there may be a few more than were asked for."""
        return -(-self.draws // self.blocks)

    def digest(self) -> str:
        """A hash of the base."""
        whole = hashlib.sha256(repr((self.settings, self.known_on)).encode())
        for name, text in sorted(self.texts.items()):
            whole.update(f"{name}\0{len(text)}\0".encode("utf-8", "backslashreplace") + text)
        return whole.hexdigest()


@dataclass(frozen=True)
class Look:
    """Where the draws of a context are looked at: a middle, and the span around each quantile in which draws are kept."""

    middle: float
    spans: tuple[Span, ...]


Looks = Mapping[Cell, Look]


@dataclass(frozen=True)
class Counted:
    """The draws of a block around a quantile: how many lie below, at either end, and those between them, in order."""

    below: int
    at_low: int
    between: Floats
    at_high: int


@dataclass(frozen=True)
class Told:
    """What a block tells of a node in one context.

    `figure` is what it says by itself; `exact` that this needs no draws; `looks` where the quantiles of all draws are to be
    looked for, nearer first; `mean` and `square` are the mean of its draws and that of the squares of their distances from it;
    `far` the largest, the sum, and the sum of squares of the distances from the middle that was given.
    """

    figure: Figure
    exact: bool
    pole: bool
    looks: tuple[Look, ...] = ()
    mean: float = math.nan
    square: float = math.nan
    far: tuple[float, float, float] = (0.0, 0.0, 0.0)
    counted: tuple[Counted, ...] = ()


def linked(job: Job) -> Base:
    """The base of a job, read and linked once in each process."""
    key = job.digest()
    if key not in _BASES:
        records = reader.read(job.texts)
        if job.known_on:
            records = knowledge.known(records, job.known_on)
        _BASES.clear()
        _BASES[key] = linking.link(records, job.settings)
    return _BASES[key]


_BASES: dict[str, Base] = {}


def block(job: Job, looks: Looks, at: int) -> Mapping[Cell, Told]:
    """What one block tells of the contexts that are looked at; without any, of every context of the nodes that are wanted.

    A row is freed after its last reader.
    """
    base = linked(job)
    options = Options(job.size, job.settings.seed, job.settings.max_contexts, Part(at, job.blocks))
    order = in_order(base, {*upstream(base, job.wanted), *job.wanted})
    reads = {id: narrow.reads(base, id) for id in order}
    readers = Counter(each for id in order for each in reads[id])
    of: dict[str, Estimate] = {}
    told: dict[Cell, Told] = {}
    for id in order:
        of[id] = _estimate(base, options, job, id, of)
        if id in job.wanted:
            told |= _of_node(id, of[id], looks)
        for each in (id, *reads[id]):
            readers[each] -= each != id
            if readers[each] <= 0:
                of.pop(each, None)
    return told


def _estimate(base: Base, options: Options, job: Job, id: str, of: Mapping[str, Estimate]) -> Estimate:
    node = base.nodes[id]
    if isinstance(node, Pool) and node.take in POOLED:
        return _pooled(options, id, job.pooled[id], {each: of[each] for each in node.members})
    found = estimate(base, options, node, of)
    if isinstance(found, Finding):
        raise Refused(f"`{found.id}` has no value in block {options.part.at + 1}: {found.message}")
    return found


def _pooled(options: Options, id: str, found: Estimate, members: Mapping[str, Estimate]) -> Estimate:
    """A combined quantity with draws of the distribution that it has in each context, which follow its claims'."""
    assert found.shapes is not None
    assert found.blends is not None
    rows = []
    for at in np.ndindex(found.point.shape):
        draws = {each: cell(own, found.axes, at)[1] for each, own in members.items()}
        shape, how = (every.astype(object)[(*at, ...)].item() for every in (found.shapes, found.blends))
        rows.append(drawn(id, shape, how, draws, options))
    samples = np.stack(np.broadcast_arrays(*rows)).reshape(*found.point.shape, -1)
    return Estimate(found.axes, samples, found.point, shapes=found.shapes)


def _of_node(id: str, found: Estimate, looks: Looks) -> dict[Cell, Told]:
    return {
        (id, index): _told(found, index, looks.get((id, index)))
        for index in np.ndindex(found.point.shape)
        if not looks or (id, index) in looks
    }


def _told(found: Estimate, index: tuple[int, ...], look: Look | None) -> Told:
    point, draws = cell(found, found.axes, index)
    shape: Shape | None = found.shapes[index] if found.shapes is not None else None
    pole = found.poles is not None and bool(found.poles[index])
    if look is None:
        said = figure(point, draws, shape)
        exact = shape is not None or draws.size == 1
        return Told(said, exact, pole, () if exact else _looks(draws, said.median))
    mean, away = float(draws.mean()), np.abs(draws - look.middle)
    return Told(
        Figure(point, math.nan, math.nan, math.nan),
        False,
        pole,
        mean=mean,
        square=float(np.square(draws - mean).mean()),
        far=(float(away.max()), float(away.sum()), float(np.square(away).sum())),
        counted=tuple(_counted(draws, *each) for each in look.spans),
    )


def _looks(draws: Floats, middle: float) -> tuple[Look, ...]:
    ordered = np.sort(draws)
    near = tuple(
        Look(middle, tuple(_span(ordered, level, deviations) for level in LEVELS)) for deviations in NEAR
    )
    return (*near, Look(middle, tuple((-math.inf, math.inf) for _ in LEVELS)))


def _span(ordered: Floats, level: float, deviations: float) -> Span:
    """The draws of a block that surround a share, so many standard deviations of it away."""
    size = ordered.size
    away = deviations * math.sqrt(level * (1 - level) / size) + 2 / size
    low, high = (round((level + side) * (size - 1)) for side in (-away, away))
    return (
        float(ordered[low]) if low > 0 else -math.inf,
        float(ordered[high]) if high < size - 1 else math.inf,
    )


def _counted(draws: Floats, low: float, high: float) -> Counted:
    inside = np.sort(draws[(draws > low) & (draws < high)])
    at_high = int(np.count_nonzero(draws == high)) if high > low else 0
    return Counted(int(np.count_nonzero(draws < low)), int(np.count_nonzero(draws == low)), inside, at_high)


def together(told: Sequence[Told], look: Look, size: int) -> Figure | None:
    """The numbers of one context over all blocks; None where a quantile lies beyond what was looked at."""
    count, pole = size * len(told), any(each.pole for each in told)
    try:
        low, median, high = (
            quantile(_ordered([each.counted[at] for each in told], span), count, level)
            for at, (level, span) in enumerate(zip(LEVELS, look.spans, strict=True))
        )
    except LookupError:
        return None
    mean = math.fsum(each.mean for each in told) / len(told)
    square = math.fsum(each.square + (each.mean - mean) ** 2 for each in told) / len(told)
    most = max(each.far[0] for each in told) or 1.0
    parts = math.fsum(each.far[1] for each in told) / most
    squares = math.fsum(each.far[2] for each in told) / most**2
    return Figure(
        told[0].figure.point,
        median,
        low,
        high,
        mean if not pole and (not parts or parts > FEWEST) else math.nan,
        math.sqrt(square) if not pole and (not parts or squares > FEWEST) else math.nan,
    )


def _ordered(counted: Sequence[Counted], span: Span) -> Callable[[int], float]:
    """The draws of all blocks by their place in order, of those that were looked at."""
    below, at_low, at_high = (
        sum(getattr(each, name) for each in counted) for name in ("below", "at_low", "at_high")
    )
    between = np.sort(np.concatenate([each.between for each in counted]))

    def draw_at(n: int) -> float:
        at = n - below - at_low
        if n < below or at >= between.size + at_high:
            raise LookupError(n)
        return span[0] if at < 0 else float(between[at]) if at < between.size else span[1]

    return draw_at
