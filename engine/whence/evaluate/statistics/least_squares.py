"""A weighted mean by least squares, for independent and for correlated errors, with weights of any sign or none below 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum, sqrt

from whence.language.frozen import dataclass

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
class Mean:
    """A weighted mean with its internal error, and the weights, which add up to 1."""

    mean: float
    u: float
    weights: tuple[float, ...]


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
    """The constant that generalised least squares gives for values with these errors (Aitken 1935), and its residuals.

    Its variance is one over the total of the weights, which may be negative where errors have much in common.
    """
    solve = errors.solver()
    weights = solve([1.0] * len(x))
    total = fsum(weights)
    mean = fsum(w * each for w, each in zip(weights, x, strict=True)) / total
    residuals = [each - mean for each in x]
    return Fit(mean, weights, total, residuals, solve(residuals))


def mean_of(x: Vector, errors: Errors, fit: Fit, free: bool = False) -> Mean:
    """The mean whose weights, none below 0, give the least variance; `fit` is `weighted_mean` of the same.

    With `free` the weights may be negative, so that the mean may lie outside all values (the best linear
    unbiased estimate: Lyons, Gibaut and Clifford 1988).
    """
    shares = tuple(w / fit.total for w in fit.weights)
    if free or errors.matrix is None or min(shares) >= 0:
        return Mean(fit.mean, fit.u, shares)
    shares = tuple(nonnegative(errors.matrix))
    products = [
        v * w * c
        for v, row in zip(shares, errors.matrix, strict=True)
        for w, c in zip(shares, row, strict=True)
    ]
    return Mean(fsum(w * each for w, each in zip(shares, x, strict=True)), sqrt(fsum(products)), shares)


def nonnegative(matrix: Matrix) -> list[float]:
    """The weights w, none below 0 and 1 in sum, with the least w'Cw, for a positive definite C.

    They are in proportion to the v >= 0 with the least v'Cv / 2 - 1'v, which is found by taking one more into the
    sum as long as that helps, and out again whoever would fall below 0 (Lawson and Hanson 1974, chapter 23).
    """
    n = len(matrix)
    v, inside, shut = [0.0] * n, list[int](), set[int]()
    for _ in range(10 * n):
        slopes = {
            i: 1 - fsum(c * each for c, each in zip(matrix[i], v, strict=True))
            for i in range(n)
            if i not in inside and i not in shut
        }
        new = max(slopes, key=lambda i: slopes[i] / sqrt(matrix[i][i]), default=-1)
        if new < 0 or slopes[new] <= 1e-12:
            break
        inside.append(new)
        v, inside = _kept_positive(matrix, v, inside)
        shut = {new} if new not in inside else set()
    whole = fsum(v)
    return [each / whole for each in v]


def _kept_positive(matrix: Matrix, v: list[float], inside: list[int]) -> tuple[list[float], list[int]]:
    """The solution of Cv = 1 over the indexes inside, less those that had to leave so that none is below 0."""
    while True:
        part = correlated([[matrix[i][j] for j in inside] for i in inside])
        wanted = dict(zip(inside, part.solver()([1.0] * len(inside)), strict=True))
        low = [i for i in inside if wanted[i] <= 0]
        if not low:
            return [wanted.get(i, 0.0) for i in range(len(v))], inside
        step = min(v[i] / (v[i] - wanted[i]) if v[i] > wanted[i] else 0.0 for i in low)
        gone = {i for i in low if v[i] + step * (wanted[i] - v[i]) <= 1e-15 * max(v)} or {
            min(low, key=lambda i: v[i])
        }
        inside = [i for i in inside if i not in gone]
        v = [v[i] + step * (wanted[i] - v[i]) if i in inside else 0.0 for i in range(len(v))]


def firm(matrix: Matrix) -> Matrix:
    """A covariance with its diagonal raised by as little as makes it positive definite by a margin.

    So that errors which are wholly in common have an answer, and of several equally good ones the most even; the
    least step is a billionth.
    """
    raised, step = matrix, 1e-9
    while cholesky(raised, 1e-10) is None:
        raised = [[c * (1 + step * (i == j)) for j, c in enumerate(row)] for i, row in enumerate(matrix)]
        step *= 10
    return raised


def independent(matrix: Matrix, least: float = 1e-7) -> list[int]:
    """The indexes, in order, of values that those before do not give already, but for a share of their variance.

    A value is given where a sum of others, with weights that add up to 1, has its error; so an error that all have in common,
    and is as likely as any value of what is measured, is added to each.
    """
    lower: list[list[float]] = []
    found: list[int] = []
    common = max(row[i] for i, row in enumerate(matrix))
    for i, row in enumerate(matrix):
        new: list[float] = []
        for part, j in zip(lower, found, strict=True):
            new.append((row[j] + common - fsum(a * b for a, b in zip(new, part, strict=False))) / part[-1])
        rest = row[i] + common - fsum(a * a for a in new)
        if rest > least * row[i]:
            lower.append([*new, sqrt(rest)])
            found.append(i)
    return found


def correlated(matrix: Matrix) -> Errors:
    """The errors that a whole covariance describes."""
    return Errors(tuple(row[i] for i, row in enumerate(matrix)), matrix)


def cholesky(matrix: Matrix, least: float = 1e-13) -> list[list[float]] | None:
    """The lower triangle L with L L' = matrix; None if it is not positive definite beyond rounding.

    `least` is the smallest share of a variance that may be left when what came before is taken off.
    """
    lower: list[list[float]] = []
    for i, row in enumerate(matrix):
        new: list[float] = []
        for j in range(i):
            new.append((row[j] - fsum(a * b for a, b in zip(new, lower[j], strict=False))) / lower[j][j])
        rest = row[i] - fsum(a * a for a in new)
        if not rest > least * row[i]:
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
