"""How to know more of what a formula may give than its steps say one by one, where an input stands in it twice.

Each step of interval arithmetic forgets that `a` is the same number in `a / (a + b)`. Where a formula rises or falls
throughout along such an input, its ends are at the ends of the input (Moore, Kearfott and Cloud 2009, chapter 6). A
relation is true for every value if it is on either side of each point where one of its comparisons turns: `a < k or a >= k`.
A `Narrowing` says which formulas decide that; it knows no numbers, and the engine and a reader's browser both follow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from whence.language.formulas import slopes
from whence.language.formulas.tree import (
    COMPARISONS,
    Binary,
    Call,
    Name,
    Number,
    Tree,
    Unary,
    children,
    names,
    size,
    to_json,
    walk,
)
from whence.language.frozen import dataclass

# How deep the sign of a slope is narrowed itself; from which size on, in nodes, a formula, the sign of a slope, and all
# that narrows a formula is left out; and up to which size of all it may be worked out over parts of a set.
DEEPEST, LARGEST, STEEPEST, HEAVIEST, LIGHT = 2, 400, 120, 1000, 120
MOST_CASES = 4


@dataclass(frozen=True)
class Narrowing:
    """A formula, with what narrows it.

    `signs` has for some of its names a formula with the sign of its slope. For that, `divisors` (and what roots are taken
    of, which is among them) must be nowhere zero and `conditions` everywhere true or everywhere false. Of a quotient
    `limits` has for these names the slope of the divisor, and the quotient of both slopes, which is what it tends to.
    `cases` are parts of it that are one number each, whatever it is, by the names that stand for them in `tree`; each
    may lie on either side of some points, or of none. `light` says that all of it is worked out quickly.
    """

    tree: Tree
    signs: tuple[tuple[str, Narrowing], ...] = ()
    divisors: tuple[Tree, ...] = ()
    conditions: tuple[Tree, ...] = ()
    cases: tuple[tuple[str, Narrowing, tuple[Tree, ...]], ...] = ()
    limits: tuple[tuple[str, Tree, Narrowing], ...] = ()
    light: bool = True

    def as_json(self) -> Mapping[str, object]:
        """The same for a reader's browser."""
        found: dict[str, object] = {"tree": to_json(self.tree)}
        if self.signs:
            found["light"] = self.light
            found["signs"] = [[name, sign.as_json()] for name, sign in self.signs]
            found["divisors"] = [to_json(each) for each in self.divisors]
            found["conditions"] = [to_json(each) for each in self.conditions]
        if self.limits:
            found["limits"] = [[name, to_json(slant), ratio.as_json()] for name, slant, ratio in self.limits]
        if self.cases:
            found["cases"] = [
                [name, part.as_json(), [to_json(each) for each in points]]
                for name, part, points in self.cases
            ]
        return found


@lru_cache(maxsize=1024)
def narrowing(tree: Tree, sets: frozenset[str], depth: int = DEEPEST) -> Narrowing | None:
    """What narrows a formula, given the names that may be any value of a set; None where nothing does."""
    if size(tree) > LARGEST:
        return None
    whole, cases = _cases(tree, sets, depth)
    own = sets | {name for name, _, _ in cases}
    signs = tuple(_signs(whole, own, depth)) if depth else ()
    if not signs and not cases:
        return None
    divisors = tuple(dict.fromkeys((*slopes.divisors(whole), *_rooted(whole))))
    tests = tuple(dict.fromkeys(slopes.conditions(whole)))
    limits = tuple(_limits(whole, [name for name, _ in signs], own, depth))
    found = Narrowing(whole, signs, divisors if signs else (), tests if signs else (), cases, limits)
    weight = _weight(found)
    return replace(found, light=weight <= LIGHT) if weight <= HEAVIEST else None


def _rooted(tree: Tree) -> Iterator[Tree]:
    """What a formula takes a root of: below zero it has none, and at zero no slope, so that its ends say nothing there."""
    for each in walk(tree):
        match each:
            case Call(name="sqrt", args=(part,)):
                yield part
            case Binary(op="^", left=part, right=exponent) if (
                power := slopes.constant(exponent)
            ) and power % 1:
                yield part


def _weight(how: Narrowing) -> int:
    """The nodes of all formulas that narrow one."""
    parts = [*(each for _, each in how.signs), *(each for _, each, _ in how.cases)]
    parts += [each for _, _, each in how.limits]
    slants = [each for _, each, _ in how.limits]
    return (
        size(how.tree) + sum(map(size, (*how.divisors, *how.conditions, *slants))) + sum(map(_weight, parts))
    )


def _signs(tree: Tree, sets: frozenset[str], depth: int) -> Iterator[tuple[str, Narrowing]]:
    """Of the names of sets that stand in a formula more than once, those along which it has a slope."""
    for name, times in _count(tree).items():
        sign = slopes.steepness(tree, name) if times > 1 and name in sets else None
        if sign is not None and size(sign) <= STEEPEST:
            yield name, narrowing(sign, sets, depth - 1) or Narrowing(sign)


def _limits(
    tree: Tree, along: Collection[str], sets: frozenset[str], depth: int
) -> Iterator[tuple[str, Tree, Narrowing]]:
    """Of a quotient, along some of its names, the slope of its divisor and the quotient of the slopes."""
    for name in along if isinstance(tree, Binary) and tree.op == "/" else ():
        assert isinstance(tree, Binary)
        top, slant = slopes.slope(tree.left, name), slopes.slope(tree.right, name)
        if top is None or slant is None or slopes.constant(slant) == 0:
            continue
        ratio = slopes.quotient(top, slant)
        if size(ratio) <= STEEPEST:
            yield name, slant, narrowing(ratio, sets, depth - 1) or Narrowing(ratio)


def _count(tree: Tree) -> Counter[str]:
    return Counter(each.name for each in walk(tree) if isinstance(each, Name))


def _cases(
    tree: Tree, sets: frozenset[str], depth: int
) -> tuple[Tree, tuple[tuple[str, Narrowing, tuple[Tree, ...]], ...]]:
    """A formula with its parts by names of their own, and these with the points at which comparisons turn."""
    turning = _turning(tree, sets)
    points: dict[Tree, list[Tree]] = {}
    for part, point in turning.values():
        if point not in points.setdefault(part, []):
            points[part].append(point)
    if len(points) > MOST_CASES:
        turning, points = {}, {}
    points |= {} if points else {part: [] for part in _common(tree, sets)}
    names_of = {part: Name(f"#{depth}.{n}") for n, part in enumerate(points)}
    whole = _replaced(tree, turning, names_of) if points else tree
    return whole, tuple(
        (name.name, narrowing(part, sets, depth) or Narrowing(part), tuple(points[part]))
        for part, name in names_of.items()
    )


def _common(tree: Tree, sets: Collection[str]) -> list[Tree]:
    """The largest part, not a name, that stands in a formula more than once and holds all that there is of its sets.

    Else a quotient that holds all that there is of its sets, and one of them more than once.
    """
    whole = _count(tree)
    times = Counter(each for each in walk(tree) if not isinstance(each, Name | Number))
    for part in sorted((each for each, n in times.items() if n > 1), key=size, reverse=True):
        own = {name: n for name, n in _count(part).items() if name in sets}
        if own and all(whole[name] == n * times[part] for name, n in own.items()):
            return [part]
    inner = (each for below in children(tree) for each in walk(below))
    for part in (each for each in inner if isinstance(each, Binary) and each.op == "/"):
        own = {name: n for name, n in _count(part).items() if name in sets}
        if any(n > 1 for n in own.values()) and all(whole[name] == n for name, n in own.items()):
            return [part]
    return []


def _turning(tree: Tree, sets: Collection[str]) -> dict[Tree, tuple[Tree, Tree]]:
    """For each comparison that its steps alone may not decide: the part that is a set, and the point where it turns."""
    found: dict[Tree, tuple[Tree, Tree]] = {}
    count = _count(tree)
    for each in walk(tree):
        if not (isinstance(each, Binary) and each.op in COMPARISONS):
            continue
        own = [{name for name in names(side) if name in sets} for side in (each.left, each.right)]
        if not any(count[name] > 1 for side in own for name in side):
            continue
        part, point = each.left, each.right
        if own[0] and own[1]:
            turned = Binary("-", each.right, each.left)
            known = any(part == turned for part, _ in found.values())
            part, point = (turned if known else Binary("-", each.left, each.right)), Number(0.0)
        elif own[1]:
            part, point = each.right, each.left
        found[each] = (part, point)
    return found


def _replaced(tree: Tree, turning: Mapping[Tree, tuple[Tree, Tree]], of: Mapping[Tree, Name]) -> Tree:
    """The formula with each part by its own name, wherever it stands; a comparison of two sets as their difference."""
    if tree in of:
        return of[tree]
    if isinstance(tree, Binary) and tree in turning:
        part, point = turning[tree]
        if part == Binary("-", tree.left, tree.right):
            return Binary(tree.op, of[part], point)
        if part == Binary("-", tree.right, tree.left):
            return Binary(tree.op, point, of[part])
    below = tuple(_replaced(each, turning, of) for each in children(tree))
    match tree:
        case Unary(op=op):
            return Unary(op, *below)
        case Binary(op=op):
            return Binary(op, *below)
        case Call(name=name):
            return Call(name, below)
    return tree
