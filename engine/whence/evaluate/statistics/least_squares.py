"""A weighted mean by least squares, for independent and for correlated errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]
Solve = Callable[[Vector], list[float]]  # v -> C^-1 v


@dataclass(frozen=True)
class Errors:
    """Variances, and the whole covariance where errors are correlated."""

    variances: tuple[float, ...]
    matrix: Matrix | None = None

    def widened(self, tau2: float) -> Errors:
        """The same with a variance added to each."""
        variances = tuple(each + tau2 for each in self.variances)
        if self.matrix is None:
            return Errors(variances)
        return correlated(
            [[c + tau2 * (i == j) for j, c in enumerate(row)] for i, row in enumerate(self.matrix)]
        )

    def only(self, indexes: Sequence[int]) -> Errors:
        """The errors of some of the measurements."""
        if self.matrix is None:
            return Errors(tuple(self.variances[i] for i in indexes))
        return correlated([[self.matrix[i][j] for j in indexes] for i in indexes])

    def solver(self) -> Solve:
        """What takes a vector to the inverse covariance times it; the covariance must be positive definite."""
        if self.matrix is None:
            return lambda vector: [v / c for v, c in zip(vector, self.variances, strict=True)]
        lower = cholesky(self.matrix)
        assert lower is not None
        return lambda vector: _substitute(lower, vector)

    def inverse(self) -> list[list[float]]:
        """The inverse of the covariance, row by row."""
        solve, n = self.solver(), len(self.variances)
        return [solve([float(i == j) for j in range(n)]) for i in range(n)]


@dataclass(frozen=True)
class Fit:
    """A weighted mean: `weights` is C^-1 1 and `total` its sum, `residuals` and `pulls` are r and C^-1 r."""

    mean: float
    weights: list[float]
    total: float
    residuals: list[float]
    pulls: list[float]

    @property
    def u(self) -> float:
        """The standard error of the mean."""
        return 1 / sqrt(self.total)

    @property
    def chi2(self) -> float:
        """r'C^-1 r, the chi squared of the residuals; never below 0."""
        return max(0.0, fsum(r * g for r, g in zip(self.residuals, self.pulls, strict=True)))


def weighted_mean(x: Vector, errors: Errors) -> Fit:
    """Least squares for one constant."""
    solve = errors.solver()
    weights = solve([1.0] * len(x))
    total = fsum(weights)
    mean = fsum(w * each for w, each in zip(weights, x, strict=True)) / total
    residuals = [each - mean for each in x]
    return Fit(mean, weights, total, residuals, solve(residuals))


def correlated(matrix: Matrix) -> Errors:
    """The errors that a whole covariance describes."""
    return Errors(tuple(row[i] for i, row in enumerate(matrix)), matrix)


def cholesky(matrix: Matrix) -> list[list[float]] | None:
    """The lower triangle L with L L' = matrix; None if it is not positive definite beyond rounding."""
    lower: list[list[float]] = []
    for i, row in enumerate(matrix):
        new: list[float] = []
        for j in range(i):
            new.append((row[j] - fsum(a * b for a, b in zip(new, lower[j], strict=False))) / lower[j][j])
        rest = row[i] - fsum(a * a for a in new)
        if not rest > 1e-13 * row[i]:
            return None
        lower.append([*new, sqrt(rest)])
    return lower


def _substitute(lower: Sequence[Sequence[float]], vector: Vector) -> list[float]:
    """The solution y of L L' y = vector."""
    n = len(vector)
    y = list(vector)
    for i in range(n):
        y[i] = (y[i] - fsum(lower[i][j] * y[j] for j in range(i))) / lower[i][i]
    for i in reversed(range(n)):
        y[i] = (y[i] - fsum(lower[j][i] * y[j] for j in range(i + 1, n))) / lower[i][i]
    return y
