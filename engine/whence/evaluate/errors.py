"""The errors of the witnesses of one quantity, and what they have in common."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import combinations

from whence.evaluate.covariance import Parts, Said, correlation, covariance, parts, tied, written
from whence.evaluate.statistics.combine import Measured
from whence.evaluate.witnesses import Witness, measured
from whence.language.frozen import dataclass
from whence.model.graph import Base

Matrix = list[list[float]]


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors of claims on a scale, by what they say; `known` are those of draws that were taken apart."""

    base: Base
    said: Mapping[str, Said]
    scale: str
    known: dict[str, Parts] = field(default_factory=dict)

    def matrix(self, weighed: Sequence[Witness]) -> Matrix | None:
        """The covariance of some witnesses with errors; None where no two have anything in common."""
        n = len(weighed)
        found = [[_size(each) ** 2 if i == j else 0.0 for j in range(n)] for i, each in enumerate(weighed)]
        for i, j in combinations(range(n), 2):
            found[i][j] = found[j][i] = self._shared(weighed[i], weighed[j])
        for i, each in enumerate(weighed):
            if _ties(found, i) and self._by_draws(each):
                found[i][i] = self._shared(each, each)
        return found if any(_ties(found, i) for i in range(n)) else None

    def measured(self, weighed: Sequence[Witness], matrix: Matrix | None) -> list[Measured]:
        """The witnesses with their errors, beside the covariance that they have.

        Of a computed claim that has something in common with others, both errors are the square root of its variance: the ends
        of draws differ by noise, in which what two large errors leave of each other would be lost.
        """
        found = []
        for n, each in enumerate(weighed):
            assert each.measured
            if matrix and _ties(matrix, n) and self._by_draws(each):
                size = math.sqrt(matrix[n][n])
                found.append(Measured(each.measured.value, size, size))
            else:
                found.append(each.measured)
        return found

    def apart(self, a: Witness, b: Witness) -> float:
        """How many sigma two witnesses with errors are apart: those that face each other, less what they share."""
        low, high = sorted((a, b), key=lambda each: each.measured.value if each.measured else 0.0)
        matrix = self.matrix((low, high))
        below, above = self.measured((low, high), matrix)
        up, down, common = below.plus, above.minus, 0.0
        if matrix:
            common = matrix[0][1] / math.sqrt(matrix[0][0] * matrix[1][1]) * up * down
        between = math.sqrt(max(0.0, up * up + down * down - 2 * common))
        distance = above.value - below.value
        return distance / between if between else math.inf if distance else 0.0

    def _by_draws(self, witness: Witness) -> bool:
        return len(witness.members) == 1 and not written(self.base, witness.leader)

    def _shared(self, a: Witness, b: Witness) -> float:
        return sum(
            v * w * self._covariance(i, j)
            for i, v in zip(a.members, a.weights, strict=True)
            for j, w in zip(b.members, b.weights, strict=True)
            if v and w
        )

    def _covariance(self, a: str, b: str) -> float:
        if written(self.base, a, b):
            return self._sigma(a) * self._sigma(b) * correlation(self.base, a, b)
        return covariance(self.base, self._parts(a), self._parts(b)) if tied(self.base, a, b) else 0.0

    def _parts(self, id: str) -> Parts:
        if id not in self.known:
            self.known[id] = parts(self.base, id, self.said[id].draws, self.scale == "log")
        return self.known[id]

    def _sigma(self, id: str) -> float:
        found = measured(self.base, id, self.said[id].figure, self.scale)
        return (found.plus + found.minus) / 2 if found else 0.0


def _ties(matrix: Matrix, n: int) -> bool:
    return any(c for i, c in enumerate(matrix[n]) if i != n)


def _size(witness: Witness) -> float:
    return (witness.measured.plus + witness.measured.minus) / 2 if witness.measured else 0.0
