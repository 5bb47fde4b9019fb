"""Which readings count: how likely credences and evidence make each, and which are the likeliest."""

from __future__ import annotations

from collections.abc import Mapping

from whence.evaluate import posterior
from whence.evaluate.arrays import np
from whence.evaluate.contexts import Settled, believed, likely, mask, options
from whence.language.frozen import dataclass
from whence.model.graph import Base


@dataclass(frozen=True)
class Odds:
    """How probable an option is: by its credence alone, and after the evidence where that can be told."""

    prior: float
    posterior: float | None


def odds(base: Base, settled: Settled, choice: str) -> Mapping[str, Odds]:
    """The odds of each option of a choice, scaled to add up to 1; {} where it has no credences.

    The evidence is what survives the checks and how likely it makes them; preferences are none. It tells nothing where
    the choice meets another in a check that is open and has no credences.
    """
    names, credence = options(base, choice), base.records.choices[choice].credence
    whole = sum(credence.get(name, 0.0) for name in names)
    if whole <= 0 or not settled.around((choice,)):
        return {}
    knot = settled.knot(choice)
    prior = believed(knot, knot.survives)
    if prior is None:
        after: list[float | None] = [None] * len(names)
    else:
        joint = posterior.posterior(prior, knot.likely)
        after = [*posterior.of_options(joint, knot.choices.index(choice))]
    return {
        name: Odds(credence.get(name, 0.0) / whole, each) for name, each in zip(names, after, strict=True)
    }


def cells(base: Base, axes: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Every context of some axes, as the places of its options, in the order of a summary's readings."""
    return tuple(np.ndindex(*(len(options(base, axis)) for axis in axes)))


def likeliest(base: Base, settled: Settled, axes: tuple[str, ...]) -> frozenset[tuple[int, ...]]:
    """The active contexts, or where credences and evidence tell them apart the likeliest of them."""
    weights = likely(base, settled, axes)
    if weights is None:
        weights = mask(settled, axes).astype(float)
    full = np.broadcast_to(weights, tuple(len(options(base, axis)) for axis in axes))
    return frozenset(cell for cell in np.ndindex(full.shape) if full[cell] >= full.max() * (1 - 1e-9))
