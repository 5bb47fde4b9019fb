"""Correlated claims: what share of each one's chance comes from which common causes, from written coefficients.

The coefficients are those of the normal scores of the draws, so a lognormal claim is correlated in its logarithm.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from itertools import combinations

from whence.files.schema import Claim
from whence.language.problems import Problem, few
from whence.model.streams import streams

Common = tuple[tuple[str, float], ...]
# pivots that the rounding of written coefficients may leave below zero
SLACK = 1e-9


def causes(claims: Mapping[str, Claim]) -> tuple[dict[str, Common], dict[str, Problem]]:
    """For each correlated claim its causes and their fractions, and what is wrong with the coefficients of others.

    Claims that hang together make a group; its matrix, zero where nothing is written, must not be impossible.
    """
    pairs, problems = _pairs(claims)
    found: dict[str, Common] = {}
    for group in _groups(pairs):
        rows = _factor([[1.0 if a == b else pairs.get((a, b), 0.0) for b in group] for a in group])
        if rows is None:
            problem = _contradicting(group, pairs)
            problems |= dict.fromkeys((each for each in group if claims[each].correlates), problem)
            continue
        for id, row in zip(group, rows, strict=True):
            found[id] = tuple(
                (f"correlates:{other}", part) for other, part in zip(group, row, strict=True) if part
            )
    return found, problems


def _contradicting(group: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Problem:
    """What is said of coefficients that no values can have, with the pairs of which none is written, as these count too."""
    message = f"no values can be correlated like this: {', '.join(group)} contradict each other"
    bare = [f"{a} with {b}" for a, b in combinations(group, 2) if (a, b) not in pairs]
    if not bare:
        return Problem("bad-value", message)
    return Problem(
        "bad-value",
        f"{message}, where pairs without a coefficient count as 0: {few(bare)}",
        hints=("write the coefficients of these pairs too, if they are not 0",),
    )


def _pairs(claims: Mapping[str, Claim]) -> tuple[dict[tuple[str, str], float], dict[str, Problem]]:
    pairs: dict[tuple[str, str], float] = {}
    problems: dict[str, Problem] = {}
    moving = streams(claims).keys()
    for id, claim in claims.items():
        for other, size in claim.correlates.items():
            if other == id or other not in claims:
                problems[id] = Problem("bad-value", f"`{other}` is no other claim that this one can go with")
            elif not -1 <= size <= 1:
                problems[id] = Problem(
                    "bad-value", f"a correlation lies between -1 and 1, and {size:g} does not"
                )
            elif pairs.get((id, other), size) != size:
                problems[id] = Problem("bad-value", f"`{other}` says another correlation with this claim")
            elif problem := _unfit(id, claims, moving) or _unfit(other, claims, moving):
                problems[id] = problem
            else:
                pairs[id, other] = pairs[other, id] = size
    return pairs, problems


def _unfit(id: str, claims: Mapping[str, Claim], moving: Container[str]) -> Problem | None:
    """Why a claim cannot be correlated by a coefficient: it has no chance of its own, or its draws have other causes."""
    if claims[id].formula:
        message = f"`{id}` is computed, and a correlation is one of written values"
        return Problem("bad-field", message, hints=(f"write it for the values that `{id}` is computed from",))
    if id in moving or any(part.common for part in claims[id].errors.values()):
        causes = "`moves_with`, `moves_against` or errors with a `common` cause"
        message = f"`correlates` does not go with {causes}, and `{id}` has one of these"
        return Problem(
            "bad-field", message, hints=("say all that the claims have in common in one of these ways",)
        )
    return None


def _groups(pairs: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """The claims that hang together, each group sorted."""
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = group.get(a, {a}) | group.get(b, {b})
        group |= dict.fromkeys(joined, joined)
    return [list(each) for each in sorted({tuple(sorted(each)) for each in group.values()})]


def _factor(matrix: Sequence[Sequence[float]]) -> list[list[float]] | None:
    """The lower triangle whose product with its transpose is the matrix (Cholesky); None where there is none."""
    rows: list[list[float]] = []
    for i, line in enumerate(matrix):
        row = [0.0] * len(matrix)
        for j in range(i + 1):
            rest = line[j] - math.fsum(row[k] * (rows[j][k] if j < i else row[k]) for k in range(j))
            if i == j:
                if rest < -SLACK:
                    return None
                row[i] = math.sqrt(rest) if rest > SLACK else 0.0
            elif rows[j][j] > 0:
                row[j] = rest / rows[j][j]
            elif abs(rest) > math.sqrt(SLACK):
                return None
        rows.append(row)
    return rows
