"""What the claims of one quantity say together: who agrees, who does not, and the combined value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from whence.evaluate.estimate import Figure
from whence.evaluate.statistics import combine
from whence.evaluate.statistics.combine import Consensus, Measured
from whence.files.schema import Claim
from whence.language.problems import Problem
from whence.language.values import written
from whence.language.values.shapes import Z95, spread
from whence.language.values.written import Exact, Lognormal, Normal, OneOf, Shape, Split, Uniform, Written
from whence.model.graph import Base


@dataclass(frozen=True)
class Rival:
    """One claim of a quantity in one context: its numbers, and why it is not used, if it is not.

    `hard` says that its interval has hard ends (a uniform range or a bound), so that a miss is a contradiction.
    """

    id: str
    figure: Figure
    measured: Measured | None
    bound: str
    hard: bool = False
    unused: str = ""


@dataclass(frozen=True)
class Comparison:
    """The rivals of a quantity, weighed.

    `consensus` is there when at least two used rivals carry an error, in units of `scale` (natural logarithms for
    `log`); bare points are judged by `ratio`, the largest over the smallest of the used ones.
    """

    scale: str
    rivals: tuple[Rival, ...]
    consensus: Consensus | None
    weighed: tuple[str, ...]
    verdict: str
    ratio: float
    apart: tuple[tuple[str, str], ...] = ()

    def central(self) -> tuple[float, float] | None:
        """The weighted mean and its scaled error, on the comparison's scale."""
        return (self.consensus.mean, self.consensus.u_scaled) if self.consensus else None


def compare(base: Base, quantity: str, figures: Mapping[str, tuple[Figure, str]]) -> Comparison:
    """Weigh the claims of a quantity in one context.

    `figures` gives the numbers and the bound of each claim that has an estimate. Superseded and retracted claims are
    listed, not used; an echo (the same origin, the same value) is used once.
    """
    record = base.records.quantities[quantity]
    claims = claims_of(base, quantity)
    present = [id for id in claims if id in figures]
    scale = record.scale or _scale(base, present, figures)
    unused = {id: _unused(claims[id]) for id in present} | echoes(base, present, figures)
    rivals = tuple(_rival(base, id, *figures[id], scale, unused.get(id, "")) for id in present)
    used = [each for each in rivals if not each.unused and not each.bound]
    weighed = [each for each in used if each.measured]
    consensus = _consensus(base, weighed, scale)
    apart = _disjoint(rivals)
    agree = base.settings.agree if record.tolerance is None else record.tolerance
    tension = base.settings.tension if record.tension is None else record.tension
    verdict, ratio = _apart(used, agree, tension)
    if consensus and len(weighed) == len(used):
        verdict = consensus.verdict
    if apart:
        verdict = "conflict"
    return Comparison(scale, rivals, consensus, tuple(each.id for each in weighed), verdict, ratio, apart)


def _rival(base: Base, id: str, figure: Figure, bound: str, scale: str, unused: str) -> Rival:
    hard = bool(bound) or isinstance(_shape(base, id), Uniform)
    return Rival(id, figure, measured(base, id, figure, scale), bound, hard, unused)


def _apart(used: Sequence[Rival], agree: float, tension: float) -> tuple[str, float]:
    """The verdict by ratio, and the largest over the smallest figure; an interval is as far away as its nearer end."""
    points = [each.figure.point for each in used]
    if len(points) < 2:
        return "consistent", 1.0
    verdict, ratio = combine.compare_points(points, agree, tension)
    if min(points) <= 0 or all(each.figure.low == each.figure.high for each in used):
        return verdict, ratio
    gaps = [_gap(a.figure, b.figure) for n, a in enumerate(used) for b in used[n + 1 :]]
    return combine.compare_points([1.0, max(gaps)], agree, tension)[0], ratio


def _gap(a: Figure, b: Figure) -> float:
    """The ratio between the nearest ends of two intervals; 1 where they meet."""
    low, high = min(a.high, b.high), max(a.low, b.low)
    return high / low if high > low > 0 else 1.0


def members(base: Base) -> dict[str, list[str]]:
    """The claims that are `of` each quantity, used or not."""
    found: dict[str, list[str]] = {}
    for id, claim in sorted(base.records.claims.items()):
        if claim.of:
            found.setdefault(base.aliases.get(claim.of, claim.of), []).append(id)
    return found


def claims_of(base: Base, quantity: str) -> dict[str, Claim]:
    """Every claim that is `of` a quantity, used or not, by id."""
    return {
        id: claim
        for id, claim in sorted(base.records.claims.items())
        if claim.of and base.aliases.get(claim.of, claim.of) == quantity
    }


def _unused(claim: Claim) -> str:
    return claim.status if claim.status in ("superseded", "retracted") else ""


def origins(claim: Claim) -> frozenset[str]:
    """The documents that a claim's figure comes from first."""
    return frozenset(each.source for each in claim.cites if each.stance == "supports")


def echoes(base: Base, ids: Sequence[str], figures: Mapping[str, tuple[Figure, str]]) -> dict[str, str]:
    """Rivals that repeat an earlier one: leaves of the same single origin with the same value."""
    first: dict[tuple[frozenset[str], float], str] = {}
    found: dict[str, str] = {}
    for id in ids:
        claim = base.records.claims[id]
        if claim.formula or not origins(claim) or origins(claim) == {"unstated"} or _unused(claim):
            continue
        key = (origins(claim), figures[id][0].point)
        if key in first:
            found[id] = f"an echo of {first[key]}"
        first.setdefault(key, id)
    return found


def _scale(base: Base, ids: Sequence[str], figures: Mapping[str, tuple[Figure, str]]) -> str:
    """Log when every uncertain rival was written as a positive range (which is read as lognormal), else linear."""
    uncertain = [id for id in ids if figures[id][0].low != figures[id][0].high]
    shapes = [base.values[id].shape for id in uncertain if id in base.values]
    if not uncertain or any(isinstance(shape, Normal | Split) for shape in shapes):
        return "linear"
    positive = all(figures[id][0].low > 0 and figures[id][0].point > 0 for id in ids)
    return "log" if positive else "linear"


def measured(base: Base, id: str, figure: Figure, scale: str) -> Measured | None:
    """A claim's central value and its one-sigma errors on a scale; None for a bare point.

    A normal value keeps the sigma it was written with; anything else takes the half width of its 90 % interval
    over 1.645, each side its own.
    """
    if figure.low == figure.high:
        return None
    shape = _shape(base, id)
    if scale == "log":
        if isinstance(shape, Lognormal):
            return Measured(shape.mu, shape.sigma, shape.sigma)
        return Measured(
            log(figure.point), log(figure.high / figure.median) / Z95, log(figure.median / figure.low) / Z95
        )
    if isinstance(shape, Normal):
        return Measured(shape.mean, shape.sd, shape.sd)
    if isinstance(shape, Split):
        return Measured(shape.center, shape.plus, shape.minus)
    return Measured(figure.point, (figure.high - figure.median) / Z95, (figure.median - figure.low) / Z95)


def _shape(base: Base, id: str) -> Shape | None:
    node = base.nodes.get(id)
    value = getattr(node, "written", None)
    return value.shape if isinstance(value, Written) else None


def _consensus(base: Base, rivals: Sequence[Rival], scale: str) -> Consensus | None:
    values = [each.measured for each in rivals if each.measured]
    if len(values) < 2:
        return None
    found = combine.combine(values, covariance(base, [each.id for each in rivals], values, scale))
    return None if isinstance(found, Problem) else found


def covariance(
    base: Base, ids: Sequence[str], values: Sequence[Measured], scale: str
) -> list[list[float]] | None:
    """The covariance of rivals that name common errors, or None when no two do.

    Errors of one name are taken as fully correlated: cov(i, j) is the sum over the shared names of their products.
    """
    named = [_named(base, id, value.value, scale) for id, value in zip(ids, values, strict=True)]
    names = [name for each in named for name in each]
    if len(names) == len(set(names)):
        return None
    total = [((v.plus + v.minus) / 2) ** 2 for v in values]
    return [
        [
            total[i]
            if i == j
            else sum(named[i][name] * named[j][name] for name in named[i] if name in named[j])
            for j in range(len(ids))
        ]
        for i in range(len(ids))
    ]


def _named(base: Base, id: str, value: float, scale: str) -> dict[str, float]:
    """A claim's named errors as one-sigma figures on the scale of comparison."""
    size = named_errors(base, id)
    return {name: each / exp(value) for name, each in size.items()} if scale == "log" else size


def named_errors(base: Base, id: str) -> dict[str, float]:
    """A claim's named errors as one-sigma figures in base units."""
    claim = base.records.claims[id]
    found = {
        name: written.parse(text, base.units, base.settings.about) for name, text in claim.errors.items()
    }
    return {name: each.point for name, each in found.items() if isinstance(each, Written)}


def _disjoint(rivals: Sequence[Rival]) -> tuple[tuple[str, str], ...]:
    """Pairs of used rivals whose intervals do not meet, where at least one of the two has hard ends.

    Between soft intervals chi squared judges; of many, some pairs of 90 % intervals miss each other by chance.
    """
    used = [each for each in rivals if not each.unused]
    spans = [(each, *_span(each)) for each in used]
    return tuple(
        (a.id, b.id)
        for i, (a, low_a, high_a) in enumerate(spans)
        for b, low_b, high_b in spans[i + 1 :]
        if (a.hard or b.hard) and (high_a < low_b or high_b < low_a)
    )


def _span(rival: Rival) -> tuple[float, float]:
    low, high = rival.figure.low, rival.figure.high
    if rival.bound == "lower":
        return low, float("inf")
    return (float("-inf"), high) if rival.bound == "upper" else (low, high)


def combined(comparison: Comparison, take: str) -> Shape | None:
    """The shape that a quantity takes for `weighted`, `random-effects` or `envelope`; None if it cannot be had."""
    current = [each for each in comparison.rivals if not each.unused]
    # Where there are only bounds, their figures have to do; the estimate says that it is a bound.
    used = [each for each in current if not each.bound] or current
    if take == "envelope":
        # A 90 % interval from the lowest end to the highest, as `a to b` would be written.
        low, high = min(r.figure.low for r in used), max(r.figure.high for r in used)
        return spread(low, high, log=low > 0) if low < high else Exact(low)
    found = comparison.consensus
    if found is None or len(comparison.weighed) < len(used):
        points = sorted({each.figure.point for each in used})
        return Exact(points[0]) if len(points) == 1 else OneOf(tuple(points), (1.0,) * len(points))
    mean, error = (found.mean, found.u_scaled) if take == "weighted" else (found.dl_mean, found.dl_u)
    return Lognormal(mean, error) if comparison.scale == "log" else Normal(mean, error)


def in_units(value: float, scale: str) -> float:
    """A mean on the comparison's scale as a base-unit number."""
    return float(np.exp(value)) if scale == "log" else value
