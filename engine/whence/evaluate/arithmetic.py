"""The values of formulas over arrays, and comparisons that know how far their sides may be off by rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, TypeAlias

from whence.evaluate.arrays import NDArray, np
from whence.language.formulas import formula, operators, slopes
from whence.language.formulas import steps as rounding
from whence.language.formulas.formula import COMPARISONS, STEPS, Binary, Call, Name, Number, Tree, Unary

Array: TypeAlias = "NDArray[Any]"

# Two numbers are the same where they differ by less than this part of the largest number met on either side.
ROUNDING = 1e-12
NUDGE = 2.0**-20
MUCH = 16.0
SMALL, FACTORS = 1e-30, 8
# What is smaller has lost its digits, or all of it.
LEAST = 2.0**-1022
POWERS = ("^", "exp", "grow", "annual")
VANISHING = ("*", "/", *POWERS)
TRUTHS = (*COMPARISONS, "and", "or", "not")
NONE: Mapping[str, Array] = {}


def compute(tree: Tree, known: Mapping[str, Array], sizes: Mapping[str, Array] = NONE) -> Array:
    """The value of a tree over numbers or arrays that broadcast together; float64, no exceptions for numbers.

    `sizes` are the largest numbers that were met on the way to the inputs, where those are larger than themselves.
    """
    match tree:
        case Number(value=value):
            return np.asarray(value)
        case Name(name=name):
            return known[name]
        case Binary(op=op, left=left, right=right) if op in COMPARISONS:
            return np.asarray(operators.of(tree).values(np, *_sides(left, right, known, sizes)))
        case Call(name=name) if name in STEPS:
            return _rounded(tree, known, sizes)[0]
        case _:
            parts = (compute(each, known, sizes) for each in formula.children(tree))
            return np.asarray(operators.of(tree).values(np, *parts))


def decays(tree: Tree) -> bool:
    """Whether a step raises something to a power, which may leave less than a number can hold."""
    return any(_op(part) in POWERS for part in formula.walk(tree))


def vanishing(tree: Tree, known: Mapping[str, Array]) -> tuple[Tree, Array] | None:
    """The innermost step that leaves less than can be computed with, and the draws in which that is seen in the result.

    None where it is not: what is nothing beside 1 in `1 + exp(-800)`, but is the whole of `exp(-800) * exp(790)`.
    """
    _, *off = hidden(tree, known)
    seen = np.asarray((off[0] > 0) | (off[1] > 0))
    if not seen.any():
        return None
    steps = [part for part in formula.walk(tree) if _op(part) in VANISHING]
    there = (part for part in reversed(steps) if (seen & _vanished(part, known)).any())
    return next(there, tree), seen


def _vanished(tree: Tree, known: Mapping[str, Array]) -> Array:
    parts = [(compute(each, known), np.zeros(())) for each in formula.children(tree)]
    return _leaves_nothing(tree, compute(tree, known), parts)


def hidden(tree: Tree, known: Mapping[str, Array]) -> tuple[Array, Array, Array]:
    """The value of a tree, and by how much the truth may lie above and below it for what steps left of numbers too small.

    Each step is taken again with its operands moved that far; what does not move it but for rounding is nothing to it.
    """
    result, none = compute(tree, known), np.zeros(())
    parts = [hidden(each, known) for each in formula.children(tree)]
    if not parts:
        return result, none, none
    moves = [none, *_moves(tree, parts)]
    up, down = reduce(np.maximum, moves), reduce(np.maximum, [-each for each in moves])
    size = np.abs(np.asarray(result, dtype=float))
    up, down = (np.where(each > ROUNDING * size, each, 0) for each in (up, down))
    tiny = _leaves_nothing(tree, result, [(own, np.maximum(*off)) for own, *off in parts])
    below = tiny & np.signbit(np.asarray(result, dtype=float))
    return (
        result,
        np.where(tiny & ~below, np.maximum(up, LEAST), up),
        np.where(below, np.maximum(down, LEAST), down),
    )


def _moves(tree: Tree, parts: Sequence[tuple[Array, Array, Array]]) -> Iterator[Array]:
    """By how much a step moves with each of its operands, upward and downward; infinite where that leaves no number."""
    work, values = operators.of(tree).values, [own for own, *_ in parts]  # type: ignore[arg-type]
    at_rest: Array | None = None
    for at, (own, up, down) in enumerate(parts):
        for by in (up, -down):
            if by.any():
                at_rest = np.asarray(work(np, *values), dtype=float) if at_rest is None else at_rest
                moved = np.asarray(work(np, *values[:at], own + by, *values[at + 1 :]), dtype=float) - at_rest
                yield np.where(np.isnan(moved), np.inf, moved)


def _leaves_nothing(tree: Tree, result: Array, parts: Sequence[tuple[Array, Array]]) -> Array:
    """In which draws a product, quotient or power is smaller than any full number, although nothing in it is zero."""
    op = _op(tree)
    if op not in VANISHING:
        return np.zeros((), dtype=bool)
    finite = reduce(np.logical_and, [np.isfinite(own) for own, _ in parts])
    counted = parts[: 1 if op in ("^", "/") else 0 if isinstance(tree, Call) else 2]
    there = reduce(np.logical_and, [(own != 0) | (off > 0) for own, off in counted], finite)
    return np.asarray(there & (np.abs(result) < LEAST))


def _op(tree: Tree) -> str:
    return tree.op if isinstance(tree, Binary) else tree.name if isinstance(tree, Call) else ""


def _sides(
    left: Tree, right: Tree, known: Mapping[str, Array], sizes: Mapping[str, Array]
) -> tuple[Array, Array]:
    """The two sides of a comparison; where no more than rounding of the machine lies between them, they are the same."""
    (a, one), (b, other) = met(left, known, sizes), met(right, known, sizes)
    near = np.abs(a - b) <= ROUNDING * np.maximum(one, other)
    return a, np.where(near, a, b)


def _rounded(tree: Call, known: Mapping[str, Array], sizes: Mapping[str, Array]) -> tuple[Array, Array]:
    """The value of a function that rounds, and the largest number met that still counts: none that is less than a step off."""
    (x, size), *to = (met(each, known, sizes) for each in tree.args)
    step, own = to[0] if to else (np.ones(()), np.ones(()))
    most = np.maximum(size, np.abs(x / step) * own)
    at = rounding.settled(np, x, step, most)
    result = np.asarray(operators.of(tree).values(np, at, *(each for each, _ in to)))
    return result, np.where(ROUNDING * most > np.abs(step), most, np.abs(result))


def met(tree: Tree, known: Mapping[str, Array], sizes: Mapping[str, Array]) -> tuple[Array, Array]:
    """The value of a tree, and the largest number met on the way, by what it counts for in the result.

    What is added counts as it is (1e16 in `1e16 + 1 - 1e16`), what is multiplied or goes through a function by how
    much that moves when it moves: 1e16 in `1e16 * a / 2e16` is no larger than the result.
    """
    if isinstance(tree, Number | Name) or (isinstance(tree, Unary | Binary) and tree.op in TRUTHS):
        own = compute(tree, known, sizes)
        size = np.abs(own) if own.dtype != bool else np.zeros(())
        return own, np.maximum(size, sizes.get(tree.name, 0)) if isinstance(tree, Name) else size
    if isinstance(tree, Call) and tree.name in STEPS:
        return _rounded(tree, known, sizes)
    parts = formula.children(tree)
    values, most_of = zip(*(met(each, known, sizes) for each in parts), strict=True)
    work = operators.of(tree).values
    result = np.asarray(work(np, *values))
    most = np.abs(result)
    for at in range(len(parts)):
        nudged = values[at] + NUDGE * most_of[at]
        moved = np.abs(work(np, *values[:at], nudged, *values[at + 1 :]) - result) / NUDGE
        most = np.maximum(most, np.where(np.isfinite(moved), moved, 0))
    return result, np.where(np.isfinite(most), most, 0)


def adds(tree: Tree) -> bool:
    """Whether a step may leave less than the numbers that it takes: two that are nearly equal may be subtracted in it."""
    return isinstance(tree, Call) or (isinstance(tree, Binary) and tree.op in ("+", "-"))


def lost(tree: Tree, known: Mapping[str, Array], sizes: Mapping[str, Array]) -> Array | None:
    """The largest number met on the way to a value that is much smaller: its last digits are rounding. Else None."""
    if not sizes and (not any(map(adds, formula.walk(tree))) or _grows(tree, known)):
        return None
    result, most = met(tree, known, sizes)
    large = most > MUCH * np.abs(result)
    return np.where(large, most, 0) if large.any() else None


def _grows(tree: Tree, known: Mapping[str, Array]) -> bool:
    """Whether nothing on the way to a value can be much larger than it: sums, products and ratios of what is not negative.

    Of numbers in the middle of the machine's range, and few enough factors that none of it comes near the ends.
    """
    factors = 0
    for part in formula.walk(tree):
        if isinstance(part, Binary) and part.op in ("+", "*", "/"):
            factors += part.op != "+"
        elif isinstance(part, Number | Name):
            size = part.value if isinstance(part, Number) else known[part.name]
            if not np.all((size == 0) | ((size >= SMALL) & (size <= 1 / SMALL))):
                return False
        else:
            return False
    return factors <= FACTORS


def steps(tree: Tree, known: Mapping[str, float]) -> dict[int, float]:
    """The value of each part of a tree at single numbers, by the part's `id()`: each from those of its own parts."""
    found: dict[int, Any] = {}
    with np.errstate(all="ignore"):
        for part in reversed([*formula.walk(tree)]):
            if (isinstance(part, Binary) and part.op in COMPARISONS) or (
                isinstance(part, Call) and part.name in STEPS
            ):
                found[id(part)] = value(part, known)
            elif isinstance(part, Number | Name):
                found[id(part)] = np.float64(part.value if isinstance(part, Number) else known[part.name])
            else:
                below = (found[id(each)] for each in formula.children(part))
                found[id(part)] = np.asarray(operators.of(part).values(np, *below))
    return {key: float(each) for key, each in found.items()}


def value(tree: Tree, known: Mapping[str, float]) -> float:
    """The value of a tree at single numbers; infinite or NaN where it has none."""
    with np.errstate(all="ignore"):
        return float(compute(tree, {name: np.float64(each) for name, each in known.items()}))  # type: ignore[misc]


def over_zero(tree: Tree, known: Mapping[str, Array]) -> Array:
    """In which contexts a formula divides by something whose draws lie on both sides of zero, so that it has no mean."""
    found: Array = np.zeros((), dtype=bool)
    for part in slopes.divisors(tree):
        drawn = np.atleast_1d(compute(part, known))
        found = found | ((drawn.min(axis=-1) < 0) & (drawn.max(axis=-1) > 0))
    return found
