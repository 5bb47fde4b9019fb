"""What the errors of two claims have in common, and whether they can differ at all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from whence.evaluate import bounds
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.bounds import Strict
from whence.evaluate.estimate import Figure, Floats, normal_strata, shared_ranks
from whence.language.formulas.enclosures import Ends
from whence.language.frozen import dataclass
from whence.model import chance
from whence.model.graph import Base, Leaf

# Two numbers that differ by less, relative to their errors, do not differ.
SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Said:
    """What a claim says in one context: its numbers, and its draws, which are `drawn` when they are asked for.

    Of a bound, `bound` is the side on which the truth lies (see `bounds.side`), `limits` the ends that it has in each
    draw, and `strict` which of them are left out as they are shown.
    """

    figure: Figure
    drawn: Callable[[], Floats]
    bound: str = ""
    limits: Ends | None = None
    strict: Strict = (False, False)

    @cached_property
    def draws(self) -> Floats:
        """The draws."""
        return self.drawn()

    @property
    def ends(self) -> Ends:
        """The least and the greatest that each draw leaves possible; of what is no bound, the draw itself."""
        return self.limits or bounds.of_draws(self.draws)


def tied(base: Base, a: str, b: str) -> bool:
    """Whether two claims rest on some of the same chance; all others are independent."""
    return bool(chance.streams(base, a) & chance.streams(base, b))


def written(base: Base, *ids: str) -> bool:
    """Whether all of some claims are written values."""
    return all(isinstance(base.nodes.get(id), Leaf) for id in ids)


def correlation(base: Base, a: str, b: str) -> float:
    """How the errors of two written values are correlated: by the parts with a cause in common."""
    first, second = base.nodes[a], base.nodes[b]
    assert isinstance(first, Leaf)
    assert isinstance(second, Leaf)
    return _of_leaves(first, second) if tied(base, a, b) else 0.0


@dataclass(frozen=True, eq=False)
class Parts:
    """The draws of a claim about their mean: `slopes` in the normal scores of what it rests on, and the `rest`.

    `caused` are those of its slopes whose errors have a cause in common with others.
    """

    slopes: Mapping[str, float]
    rest: Floats
    caused: tuple[str, ...]


def parts(base: Base, id: str, draws: Floats, log: bool) -> Parts:
    """The draws of a claim, or their logarithms for `log`, by what each stream of chance brings straight."""
    y = _centred(draws, log)
    ranks = ranks_of(base, id, y.size)
    slopes, rest = straight_part(y, list(ranks.values()))
    known = dict(zip(ranks, (float(each) for each in slopes), strict=True))
    return Parts(known, rest, tuple(id for id in known if _causes(base, id)))


def covariance(base: Base, x: Parts, y: Parts) -> float:
    """The covariance of two claims that are tied and of which one at least is computed.

    What each stream of chance brings to either is taken straight, by its slope, since draws of two streams are never
    quite unrelated; what bends, by the draws.
    """
    if x.rest.size != y.rest.size:
        return 0.0
    size = float(np.mean(np.square(normal_strata(x.rest.size))))
    lines = math.fsum(s * y.slopes[i] for i, s in x.slopes.items() if i in y.slopes)
    lines += math.fsum(
        x.slopes[i] * y.slopes[j] * _alike(base, i, j) for i in x.caused for j in y.caused if i != j
    )
    return lines * size + float(x.rest @ y.rest) / x.rest.size


def _causes(base: Base, id: str) -> tuple[tuple[str, float], ...]:
    node = base.nodes[id]
    return node.common if isinstance(node, Leaf) else ()


def _alike(base: Base, a: str, b: str) -> float:
    """The correlation of the normal scores of two written values, whose streams are two."""
    first, second = base.nodes[a], base.nodes[b]
    assert isinstance(first, Leaf)
    assert isinstance(second, Leaf)
    found = _of_leaves(first, second)
    return -found if first.mirrored != second.mirrored else found


def ranks_of(base: Base, id: str, count: int) -> Mapping[str, NDArray[np.intp]]:
    """The ranks of every source of chance that a node rests on, each stream once, under the id of its leader."""
    seed = base.settings.seed
    found: dict[str, tuple[str, NDArray[np.intp]]] = {}
    for each in chance.drawn(base, id):
        node = base.nodes[each]
        stream, common = (node.stream, node.common) if isinstance(node, Leaf) else (each, ())
        found.setdefault(stream, (each, shared_ranks(seed, stream, count, common)))
    return dict(found.values())


def _of_leaves(a: Leaf, b: Leaf) -> float:
    """The same for written values, without the noise of draws."""
    shares = dict(b.common)
    shared = sum(fraction * shares.get(cause, 0.0) for cause, fraction in a.common)
    if a.stream == b.stream:
        rest = [max(0.0, 1 - sum(f * f for _, f in each.common)) for each in (a, b)]
        shared += math.sqrt(rest[0] * rest[1])
    return -shared if a.mirrored != b.mirrored else shared


def _centred(draws: Floats, log: bool) -> Floats:
    scaled: Floats = np.log(draws) if log and bool(np.all(draws > 0)) else draws
    centred: Floats = scaled - scaled.mean()
    return centred


def moves_as_one(base: Base, a: str, b: str, said: tuple[Said, Said]) -> bool:
    """Whether the difference or the ratio of two claims is the same in every draw, so that no error is between them."""
    if not tied(base, a, b):
        return False
    x, y = (each.draws for each in said)
    if x.size != y.size or x.size == 1:
        return False
    spread = max(float(np.std(x)), float(np.std(y)))
    if float(np.std(x - y)) <= SAME * spread:
        return True
    with np.errstate(all="ignore"):
        ratio = x / y
    return bool(np.all(np.isfinite(ratio))) and float(np.std(ratio)) <= SAME * abs(float(np.mean(ratio)))


def straight_part(y: Floats, ranks: Sequence[NDArray[np.intp]]) -> tuple[Floats, Floats]:
    """The slopes of a plane through the leaves' normal scores, and what it leaves; no plane through too few draws."""
    if not ranks or len(ranks) > y.size // 8:
        return np.zeros(len(ranks)), y
    scores = normal_strata(y.size)[np.stack(ranks)]
    slopes: Floats = np.asarray(np.linalg.lstsq(scores @ scores.T, scores @ y, rcond=None)[0], dtype=float)
    return slopes, y - slopes @ scores
