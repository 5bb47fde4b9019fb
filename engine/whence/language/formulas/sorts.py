"""What a part of a formula is, a dimension or true or false, and the rules by which operators give it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from whence.language.formulas.tree import Binary, Call, Number, Tree, Unary, children
from whence.language.frozen import dataclass
from whence.language.problems import Problem, Refused
from whence.language.units.clashes import called, clash
from whence.language.units.dimensions import DATE, ONE, RATE, TIME, Dimension


@dataclass(frozen=True)
class Truth:
    """What a comparison gives: neither a number nor a unit."""


@dataclass(frozen=True)
class Zero:
    """A literal 0, which may stand for nothing of any dimension."""


Sort = Dimension | Truth | Zero
Operation = Unary | Binary | Call
# The sort of an operation, from those of its operands; raises `Refused` where they do not fit.
Rule = Callable[[Operation, Sequence[Sort]], Sort]


def mismatch(tree: Tree, message: str, *hints: str) -> Refused:
    """A `unit-mismatch` that blames a part of a formula."""
    return Refused(Problem("unit-mismatch", message, tree.start, tree.end, hints))


def truths(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """`and`, `or`, `not`: of truths a truth."""
    for arg, sort in zip(children(node), sorts, strict=True):
        truth(arg, sort, f"`{_word(node)}`")
    return Truth()


def opposite(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The minus sign: what its operand is."""
    return _number(children(node)[0], sorts[0], "a minus sign", dates=False)


def compared(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A comparison of two sides of one dimension."""
    _alike(node, sorts)
    return Truth()


def added(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A sum: of one dimension, or a date and a time."""
    match sorts:
        case (a, b) if a == b == DATE:
            raise mismatch(node, "two dates cannot be added")
        case (a, b) if {a, b} == {DATE, TIME}:
            return DATE
    return _alike(node, sorts)


def subtracted(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A difference: of one dimension, of two dates, or of a date and a time."""
    match sorts:
        case (a, b) if a == b == DATE:
            return TIME
        case (a, b) if a == DATE and b == TIME:
            return DATE
    return _alike(node, sorts)


def product(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The product of the dimensions."""
    a, b = _numbers(node, sorts)
    return a * b


def quotient(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The quotient of the dimensions."""
    a, b = _numbers(node, sorts)
    return a / b


def power(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A power of the base's dimension by a pure number; unless the base is one too, it is written in the formula."""
    base, exponent = _numbers(node, sorts)
    right = children(node)[1]
    _pure(right, exponent, "the exponent of `^` must be a pure number")
    if base == ONE:
        return ONE
    written = _constant(right)
    if written is None:
        wanted = "so the exponent must be a plain number written in the formula"
        hint = "divide the base by an input of one unit, so that it is a pure number"
        raise mismatch(right, f"the base of `^` is in {base.said}, {wanted}", hint)
    return base**written


def _constant(tree: Tree) -> Fraction | None:
    """The value of an exponent made of literals, or None."""
    match tree:
        case Number(value=value):
            return Fraction(repr(value))
        case Unary(op="-", arg=arg):
            inner = _constant(arg)
            return None if inner is None else -inner
        case Binary(op=op, left=left, right=right) if op in _ARITHMETIC:
            a, b = _constant(left), _constant(right)
            return None if a is None or b is None else _ARITHMETIC[op](a, b)
        case _:
            return None


def _whole_power(a: Fraction, b: Fraction) -> Fraction | None:
    """A power that is a fraction again, and a short one."""
    return a ** int(b) if b.denominator == 1 and abs(b) <= 9 and (a or b > 0) else None


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction | None]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "/": lambda a, b: a / b if b else None,
    "^": _whole_power,
}  # fmt: skip


def chosen(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """`if`: what both its branches are."""
    condition, *branches = children(node)
    truth(condition, sorts[0], f"the condition of `{_word(node)}`")
    return _common(node, branches, sorts[1:])


def common(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The one dimension of all arguments."""
    return _common(node, children(node), sorts)


def summed(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The one dimension of all arguments, which are no dates."""
    if DATE in sorts:
        raise mismatch(node, "dates cannot be added")
    return common(node, sorts)


def multiplied(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The one dimension of all arguments, none of them counted from a beginning that somebody chose."""
    _numbers(node, sorts)
    return common(node, sorts)


def stepped(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """What is rounded, to steps of the same dimension: an amount has no digits until its unit is named."""
    x, *to = _numbers(node, sorts)
    word, step = f"`{_word(node)}`", to[0] if to else ONE
    if any(name == "growth" for name, _ in x.exponents):
        hint = "write `annual(rate)` for the factor that it gives in a year, and round that"
        raise mismatch(node, f"{word} cannot take a growth rate: its steps are factors", hint)
    if step == x:
        return x
    hint = f"make an input of one step, `step: 1 {x.said}`, and write `{_word(node)}(x, step)`"
    if step == ONE:
        message = f"what {word} rounds is in {x.said}, so that its step needs a unit too"
        raise mismatch(node, message, hint.replace("1 1/", "1 per "))
    raise mismatch(children(node)[1], clash(x, step, f"what {word} rounds", "its step"))


def same(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The dimension of the only argument."""
    return _numbers(node, sorts)[0]


def root(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The square root of the dimension."""
    return _numbers(node, sorts)[0] ** Fraction(1, 2)


def pure(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """Of a pure number a pure number."""
    _pure(children(node)[0], _numbers(node, sorts)[0], f"`{_word(node)}` takes a pure number")
    return ONE


def grown(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A factor, from a growth rate and a time."""
    word = _word(node)
    rate = RATE, f"the first argument of `{word}` is a growth rate"
    return _takes(node, sorts, (rate, (TIME, f"the second argument of `{word}` is a time")), ONE)


def grown_in_a_year(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A factor, from a growth rate."""
    return _takes(node, sorts, ((RATE, f"`{_word(node)}` takes a growth rate"),), ONE)


def growth(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """A growth rate, from a ratio and a time."""
    word = _word(node)
    ratio = ONE, f"the first argument of `{word}` is a pure ratio"
    return _takes(node, sorts, (ratio, (TIME, f"the second argument of `{word}` is a time")), RATE)


def truth(tree: Tree, sort: Sort, what: str) -> None:
    """Raises `Refused` unless a part is true or false; `what` is said to take it."""
    if not isinstance(sort, Truth):
        raise mismatch(tree, f"{what} takes something true or false, and this is a number")


def _number(tree: Tree, sort: Sort, what: str, dates: bool = True) -> Dimension | Zero:
    if isinstance(sort, Truth):
        raise mismatch(tree, f"{what} takes numbers, and this is true or false")
    if sort == DATE and not dates:
        raise mismatch(tree, f"{what} cannot take a date; a date minus a date is a duration")
    return sort


def _numbers(node: Operation, sorts: Sequence[Sort]) -> list[Dimension]:
    """The dimensions of operands that are numbers and no dates; a literal 0 is a pure number."""
    what = f"`{_word(node)}`"
    found = [_number(arg, sort, what, dates=False) for arg, sort in zip(children(node), sorts, strict=True)]
    return [ONE if isinstance(each, Zero) else each for each in found]


def _takes(
    node: Operation, sorts: Sequence[Sort], wanted: Sequence[tuple[Dimension, str]], gives: Dimension
) -> Sort:
    for arg, found, (dimension, what) in zip(children(node), _numbers(node, sorts), wanted, strict=True):
        if found != dimension:
            raise mismatch(arg, clash(dimension, found, what, "here"))
    return gives


def _pure(tree: Tree, found: Dimension, what: str) -> None:
    """Raises `Refused` unless a part is a pure number: what counts seconds, chips or dollars has no one size."""
    if found != ONE:
        name = called(found)
        kind = f" ({name})" if name else ""
        raise mismatch(tree, f"{what}, and this is in {found.said}{kind}", *_mends(found))


def _mends(found: Dimension) -> Iterator[str]:
    """How a number with a dimension becomes a pure one."""
    if any(name == "growth" for name, _ in found.exponents):
        yield "write `grow(rate, time)` for the factor that a growth rate gives over a time"
        return
    if found == TIME:
        yield "write `grow(rate, time)` with a growth rate as an input: `rate: 1.04x per year`"
    one = f"1 {found.said}".replace("1 1/", "1 per ")
    yield f"divide by an input of one unit: `y: {one}`"


def _alike(node: Operation, sorts: Sequence[Sort]) -> Sort:
    """The common dimension of two sides of a sum or a comparison."""
    word = f"`{_word(node)}`"
    a, b = (_number(side, sort, word) for side, sort in zip(children(node), sorts, strict=True))
    if isinstance(a, Zero):
        return b
    if isinstance(b, Zero) or a == b:
        return a
    raise mismatch(node, clash(a, b, f"left of {word}", f"right of {word}"))


def _common(node: Operation, args: Sequence[Tree], sorts: Sequence[Sort]) -> Sort:
    word = f"`{_word(node)}`"
    result: Dimension | Zero = Zero()
    for arg, sort in zip(args, sorts, strict=True):
        here = _number(arg, sort, word)
        if isinstance(result, Zero):
            result = here
        elif not isinstance(here, Zero) and here != result:
            raise mismatch(arg, clash(result, here, f"before it in {word}", "here"))
    return result


def _word(node: Operation) -> str:
    return node.name if isinstance(node, Call) else node.op
