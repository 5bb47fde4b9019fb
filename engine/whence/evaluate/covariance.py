"""What the errors of two claims have in common, and whether they can differ at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from whence.evaluate import bounds
from whence.evaluate.bounds import Strict
from whence.evaluate.estimate import Figure, Floats
from whence.language.formulas.enclosures import Ends
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


def correlation(base: Base, a: str, b: str, said: tuple[Said, Said], log: bool) -> float:
    """How the errors of two claims are correlated.

    Of two written values, by the parts of their errors with a cause in common. Of claims that rest on some of the same
    chance, by their draws (of the logarithms for `log`). Exactly 0 for all others.
    """
    if not chance.streams(base, a) & chance.streams(base, b):
        return 0.0
    first, second = base.nodes.get(a), base.nodes.get(b)
    if isinstance(first, Leaf) and isinstance(second, Leaf):
        return _of_leaves(first, second)
    x, y = (_centred(each.draws, log) for each in said)
    size = math.sqrt(float(x @ x) * float(y @ y)) if x.size == y.size else 0.0
    return max(-1.0, min(1.0, float(x @ y) / size)) if size > 0 else 0.0


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
    if not chance.streams(base, a) & chance.streams(base, b):
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
