"""Bounds among the claims of one quantity: whom they contradict, and what they leave possible together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import inf

import numpy as np

from whence.evaluate.bounds import LEAST
from whence.evaluate.covariance import Said
from whence.language.formulas import operators


def contradictions(said: Mapping[str, Said]) -> Mapping[tuple[str, str], float]:
    """The pairs of claims, at least one of the two a bound, that leave each other next to nothing: in which share of draws."""
    pairs = [(a, b) for a, b in combinations(said, 2) if said[a].bound or said[b].bound]
    shares = {(a, b): _compatible(said[a], said[b]) for a, b in pairs}
    return {pair: share for pair, share in shares.items() if share <= LEAST}


def _compatible(a: Said, b: Said) -> float:
    """The share of draws in which two claims can both be true."""
    with np.errstate(invalid="ignore"):
        return float(np.mean(operators.INFIX["=="].encloses(np, a.ends, b.ends).high))


def within(bounds: Mapping[str, Said]) -> tuple[float, float] | None:
    """From the highest lower bound to the lowest upper one, infinite where there is none; None without a bound."""
    spans = [_span(each) for each in bounds.values()]
    known = [(low, high) for low, high in spans if low > -inf or high < inf]
    return (max(low for low, _ in known), min(high for _, high in known)) if known else None


def _span(said: Said) -> tuple[float, float]:
    match said.bound:
        case "lower":
            return said.figure.point, inf
        case "upper":
            return -inf, said.figure.point
        case "between":
            return said.figure.low, said.figure.high
        case _:
            return -inf, inf
