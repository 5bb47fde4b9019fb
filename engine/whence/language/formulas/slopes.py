"""How a formula moves when one of its inputs does: its slopes, as formulas, and where it may jump.

What a slope is used for is its sign: where a formula rises or falls all over a set of values, its ends are at the ends of
the set. Of a function that bends sharply (`min`, `abs`) the slope holds those on both sides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from whence.language.formulas.operators import YEAR
from whence.language.formulas.tree import Binary, Call, Name, Number, Tree, Unary, children, names, walk

# The slope along each operand, as a formula of the operands; None where there is none.
Partial = Callable[[tuple[Tree, ...]], tuple[Tree | None, ...]]

ONE, NOTHING = Number(1.0), Number(0.0)
RISING = ("exp", "log", "log2", "log10", "sqrt", "annual")


def slope(tree: Tree, name: str) -> Tree | None:
    """The slope of a formula along one of its names; None where it may jump or where its slope is not known."""
    if name not in names(tree):
        return NOTHING
    if isinstance(tree, Name):
        return ONE
    if isinstance(tree, Binary) and tree.op == "/":
        top = steepness(tree, name)
        return None if top is None else _over(top, Binary("^", tree.right, Number(2.0)))
    if isinstance(tree, Call) and tree.name == "if":
        a, b = (slope(each, name) for each in tree.args[1:])
        return None if a is None or b is None else Call("if", (tree.args[0], a, b))
    found: Tree = NOTHING
    parts = children(tree)
    for part, own in zip(parts, _partial(tree, parts), strict=True):
        inner = slope(part, name) if name in names(part) else NOTHING
        if name in names(part) and (own is None or inner is None):
            return None
        found = _plus(found, _times(own or NOTHING, inner or NOTHING))
    return found


def steepness(tree: Tree, name: str) -> Tree | None:
    """What has the sign of the slope, in as few steps as may be; None as for `slope`."""
    match tree:
        case Unary(op="-", arg=arg):
            found = steepness(arg, name)
            return None if found is None else _minus(found)
        case Call(name=function, args=(arg,)) if function in RISING:
            return steepness(arg, name)
        case Binary(op="/", left=left, right=right):
            a, b = slope(left, name), slope(right, name)
            return None if a is None or b is None else _plus(_times(a, right), _minus(_times(left, b)))
    return slope(tree, name)


def quotient(top: Tree, below: Tree) -> Tree:
    """One slope over another, in as few steps as may be; `below` is not zero throughout."""
    x, y = constant(top), constant(below)
    if top == below:
        return ONE
    if x is not None and y:
        return _number(x / y)
    return top if y == 1 else _over(top, below)


def divisors(tree: Tree) -> Iterator[Tree]:
    """What a formula divides by, in itself or by a power below zero: where that is zero, it may jump."""
    for each in walk(tree):
        match each:
            case Binary(op="/", right=part) | Call(name="growth_rate", args=(_, part)):
                yield part
            case Binary(op="^", left=part, right=exponent) if (
                size := constant(exponent)
            ) is None or size < 0:
                yield part


def conditions(tree: Tree) -> Iterator[Tree]:
    """What a formula depends on being true or false: where that changes, it may jump."""
    for each in walk(tree):
        if isinstance(each, Call) and each.name == "if":
            yield each.args[0]


def constant(tree: Tree) -> float | None:
    """The value of a formula without names; None of any other, and of one that has no value."""
    match tree:
        case Number(value=value):
            return value
        case Unary(op="-", arg=arg):
            inner = constant(arg)
            return None if inner is None else -inner
        case Binary(op="+" | "-" | "*" | "/" as op, left=left, right=right):
            a, b = constant(left), constant(right)
            if a is None or b is None or (op == "/" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "*": a * b}[op] if op != "/" else a / b
    return None


def _partial(tree: Tree, parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    name = tree.name if isinstance(tree, Call) else f"{getattr(tree, 'op', '')}{len(parts)}"
    return PARTIAL[name](parts) if name in PARTIAL else (None,) * len(parts)


def _power(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    base, exponent = parts
    size = constant(exponent)
    less = Binary("-", exponent, ONE) if size is None else _number(size - 1)
    raised = base if size == 2 else Binary("^", base, less)
    own = _times(exponent, raised)
    return own, Binary("*", Binary("^", base, exponent), Call("log", (base,)))


def _growth(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    rate, time = parts
    grown = Call("grow", parts)
    return Binary("*", time, grown), Binary("*", rate, grown)


def _rate(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    ratio, time = parts
    falls = _over(_minus(Call("log", (ratio,))), Binary("^", time, Number(2.0)))
    return _over(ONE, Binary("*", ratio, time)), falls


def _extreme(op: str) -> Partial:
    """Of the smallest or largest: one along the operand that it is, nothing along the others.

    Of equal operands it is the first: what stands twice, as in `max(a, a)`, is not moved twice.
    """
    name, strictly = {"<=": ("min", "<"), ">=": ("max", ">")}[op]

    def partial(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
        return tuple(along(own, parts[:n], parts[n + 1 :]) for n, own in enumerate(parts))

    def along(own: Tree, before: tuple[Tree, ...], after: tuple[Tree, ...]) -> Tree:
        found: Tree = ONE
        for test, others in ((strictly, before), (op, after)):
            if others:
                other = others[0] if len(others) == 1 else Call(name, others)
                found = _times(found, _where(Binary(test, own, other)))
        return found

    return partial


def _clamped(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    """As of `min(max(x, low), high)`."""
    x, low, high = parts
    inner = Call("max", (x, low))
    kept, held = _extreme("<=")((inner, high))
    own, least = _extreme(">=")((x, low))
    return _times(own or NOTHING, kept or NOTHING), _times(least or NOTHING, kept or NOTHING), held


def _geomean(parts: tuple[Tree, ...]) -> tuple[Tree | None, ...]:
    whole = Call("geomean", parts)
    return tuple(_over(whole, _times(Number(float(len(parts))), each)) for each in parts)


def _where(test: Tree) -> Tree:
    return Call("if", (test, ONE, NOTHING))


PARTIAL: Mapping[str, Partial] = MappingProxyType(
    {
        "-1": lambda parts: (_number(-1.0),),
        "+2": lambda parts: (ONE, ONE),
        "-2": lambda parts: (ONE, _number(-1.0)),
        "*2": lambda parts: (parts[1], parts[0]),
        "^2": _power,
        "min": _extreme("<="),
        "max": _extreme(">="),
        "sum": lambda parts: (ONE,) * len(parts),
        "mean": lambda parts: (_number(1 / len(parts)),) * len(parts),
        "geomean": _geomean,
        "clamp": _clamped,
        "abs": lambda parts: (Call("if", (Binary(">=", parts[0], NOTHING), ONE, _number(-1.0))),),
        "sqrt": lambda parts: (_over(Number(0.5), Call("sqrt", parts)),),
        "exp": lambda parts: (Call("exp", parts),),
        "log": lambda parts: (_over(ONE, parts[0]),),
        "log2": lambda parts: (_over(Number(1 / math.log(2)), parts[0]),),
        "log10": lambda parts: (_over(Number(1 / math.log(10)), parts[0]),),
        "annual": lambda parts: (_times(Number(YEAR), Call("annual", parts)),),
        "grow": _growth,
        "growth_rate": _rate,
    }
)


def _number(value: float) -> Tree:
    return Number(value) if value >= 0 else Unary("-", Number(-value))


def _minus(a: Tree) -> Tree:
    value = constant(a)
    return Unary("-", a) if value is None else _number(-value + 0.0)


def _plus(a: Tree, b: Tree) -> Tree:
    x, y = constant(a), constant(b)
    if x is not None and y is not None:
        return _number(x + y)
    return b if x == 0 else a if y == 0 else Binary("+", a, b)


def _times(a: Tree, b: Tree) -> Tree:
    x, y = constant(a), constant(b)
    if x is not None and y is not None:
        return _number(x * y)
    if 0 in (x, y):
        return NOTHING
    return b if x == 1 else a if y == 1 else Binary("*", a, b)


def _over(a: Tree, b: Tree) -> Tree:
    return NOTHING if constant(a) == 0 else Binary("/", a, b)
