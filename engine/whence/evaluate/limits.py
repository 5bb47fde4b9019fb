"""Bounds among the claims of one quantity: whom they contradict, and what they leave possible together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import inf

from whence.evaluate.arrays import np
from whence.evaluate.bounds import LEAST, Interval, Strict
from whence.evaluate.covariance import Said
from whence.language.formulas import operators
from whence.language.frozen import dataclass


@dataclass(frozen=True)
class Within:
    """What some bounds leave possible together: from `low` to `high`, infinite where there is no end; the lower end above the
    upper one where that is nothing. `strict` says which of the ends are themselves left out.
    """

    low: float
    high: float
    strict: Strict = (False, False)


def contradictions(said: Mapping[str, Said]) -> Mapping[tuple[str, str], float]:
    """The pairs of claims, at least one of the two a bound, that leave each other next to nothing: in which share of draws."""
    pairs = [(a, b) for a, b in combinations(said, 2) if said[a].bound or said[b].bound]
    shares = {(a, b): _compatible(said[a], said[b]) for a, b in pairs}
    return {pair: share for pair, share in shares.items() if share <= LEAST}


def _compatible(a: Said, b: Said) -> float:
    """The share of draws in which two claims can both be true."""
    with np.errstate(invalid="ignore"):
        return float(np.mean(operators.INFIX["=="].encloses(np, a.ends, b.ends).high))


def within(bounds: Mapping[str, Said]) -> Within | None:
    """From the highest lower bound to the lowest upper one; None without a bound."""
    spans = [(_span(each), each.strict) for each in bounds.values()]
    known = [each for each in spans if each[0] != (-inf, inf)]
    if not known:
        return None
    low, high = max(span[0] for span, _ in known), min(span[1] for span, _ in known)
    left_out = (
        any(strict[n] for span, strict in known if span[n] == end) for n, end in enumerate((low, high))
    )
    return Within(low, high, (next(left_out), next(left_out)))


def _span(said: Said) -> Interval:
    match said.bound:
        case "lower":
            return said.figure.point, inf
        case "upper":
            return -inf, said.figure.point
        case "between":
            return said.figure.low, said.figure.high
        case _:
            return -inf, inf
