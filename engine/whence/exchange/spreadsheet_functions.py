"""The functions of spreadsheets that can be said here too, over what their arguments are: numbers, and ranges of cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from whence.exchange import steps
from whence.language.formulas.formula import Binary, Call, Number, Tree, Unary
from whence.language.limits import TERMS
from whence.language.problems import Refused, counted

# What an empty cell counts as, where it is computed with.
EMPTY = Number(0.0, "0")


class Area(tuple[Tree, ...]):
    """The trees of the cells of a range that hold a number, how large the range is, and where in it they stand."""

    size: tuple[int, int]
    places: tuple[tuple[int, int], ...]


# What a translated part is: one tree, or those of a range.
Part = Tree | Area


def number(value: float) -> Tree:
    """A number as a formula has it; `Refused` for one that is not finite."""
    if not math.isfinite(value):
        raise Refused("it holds a number that is too large")
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return Number(value, text)


def one(part: Part) -> Tree:
    """A part as one number: a range is none."""
    if isinstance(part, tuple):
        raise Refused("it computes with a whole range at once")
    return part


def _flat(args: Sequence[Part]) -> tuple[Tree, ...]:
    """The numbers of all arguments, without the empty cells among them."""
    trees = (tree for each in args for tree in (each if isinstance(each, tuple) else (each,)))
    return tuple(each for each in trees if each is not EMPTY)


def _many(name: str, empty: float | None) -> Callable[[Sequence[Part]], Tree]:
    """A function of any number of arguments; without one it is a number, or refused."""

    def made(args: Sequence[Part]) -> Tree:
        trees = _flat(args)
        if trees:
            return Call(name, trees) if len(trees) > 1 or name == "mean" else trees[0]
        if empty is None:
            raise Refused("there is no number in its range")
        return number(empty)

    return made


def _fixed(count: int, make: Callable[..., Tree]) -> Callable[[Sequence[Part]], Tree]:
    """A function of so many numbers."""

    def made(args: Sequence[Part]) -> Tree:
        if len(args) != count:
            raise Refused(f"a function in it has {counted(len(args), 'argument')} instead of {count}")
        return make(*map(one, args))

    return made


def is_truth(tree: Tree) -> bool:
    """Whether what is computed is true or false, and no number."""
    if isinstance(tree, Call) and tree.name == "if":
        return is_truth(tree.args[1]) or is_truth(tree.args[2])
    truths = isinstance(tree, Binary) and tree.op in ("==", "!=", "<", "<=", ">", ">=", "and", "or")
    return truths or (isinstance(tree, Unary) and tree.op == "not")


def _truth(tree: Tree) -> Tree:
    """A condition: a number is true where it is not 0."""
    return tree if is_truth(tree) else Binary("!=", tree, number(0))


def _if(args: Sequence[Part]) -> Tree:
    if len(args) != 3:
        raise Refused("an IF in it does not say what is otherwise")
    condition, then, other = map(one, args)
    return Call("if", (_truth(condition), then, other))


def _joined(sign: str) -> Callable[[Sequence[Part]], Tree]:
    def made(args: Sequence[Part]) -> Tree:
        trees = _flat(args)
        if not trees:
            raise Refused("there is nothing in its range")
        if len(trees) > TERMS.most:
            raise Refused(f"it joins {len(trees):,} cells; {TERMS.over()}")
        trees = tuple(map(_truth, trees)) if sign in ("and", "or") else trees
        return reduce(lambda a, b: Binary(sign, a, b), trees)

    return made


def _npv(args: Sequence[Part]) -> Tree:
    """The present value of payments at the ends of periods, at a rate for each: their sum over (1 + rate)^n."""
    if len(args) < 2:
        raise Refused("an NPV in it has no payments")
    factor = Binary("+", number(1), one(args[0]))
    return Call(
        "sum",
        tuple(
            Binary("/", each, Binary("^", factor, number(n)) if n > 1 else factor)
            for n, each in enumerate(_flat(args[1:]), 1)
        ),
    )


def _annuity(
    name: str, of: str, at_zero: Callable[..., Tree], make: Callable[..., Tree]
) -> Callable[[Sequence[Part]], Tree]:
    """A function of equal payments at the ends of periods: at a rate of 0 it is another than at any other."""

    def made(args: Sequence[Part]) -> Tree:
        if len(args) != 3:
            raise Refused(f"{name} in it has {'more' if len(args) > 3 else 'less'} than {of}")
        rate, a, b = map(one, args)
        if isinstance(rate, Number):
            return make(rate, a, b) if rate.value else at_zero(a, b)
        return Call("if", (Binary("==", rate, number(0)), at_zero(a, b), make(rate, a, b)))

    return made


def _grown(rate: Tree, count: Tree) -> Tree:
    """What 1 is after some periods at a rate for each."""
    return Binary("^", Binary("+", number(1), rate), count)


def _discount(rate: Tree, count: Tree) -> Tree:
    """What the payments of 1 for some periods are worth at their beginning, times the rate."""
    return Binary("-", number(1), _grown(rate, Unary("-", count)))


def _pmt(rate: Tree, count: Tree, loan: Tree) -> Tree:
    """The payment that pays a loan off: -loan * rate / (1 - (1 + rate)^-n)."""
    return Unary("-", Binary("/", Binary("*", loan, rate), _discount(rate, count)))


def _pv(rate: Tree, count: Tree, payment: Tree) -> Tree:
    """What payments are worth at their beginning: -payment * (1 - (1 + rate)^-n) / rate."""
    return Unary("-", Binary("/", Binary("*", payment, _discount(rate, count)), rate))


def _fv(rate: Tree, count: Tree, payment: Tree) -> Tree:
    """What payments are worth at their end: -payment * ((1 + rate)^n - 1) / rate."""
    return Unary("-", Binary("/", Binary("*", payment, Binary("-", _grown(rate, count), number(1))), rate))


def _nper(rate: Tree, payment: Tree, loan: Tree) -> Tree:
    """How many payments pay a loan off: log(payment / (payment + loan * rate)) / log(1 + rate)."""
    left = Binary("/", payment, Binary("+", payment, Binary("*", loan, rate)))
    return Binary("/", Call("log", (left,)), Call("log", (Binary("+", number(1), rate),)))


def _total(count: Tree, payment: Tree) -> Tree:
    return Binary("*", payment, Unary("-", count))


def _shared(count: Tree, loan: Tree) -> Tree:
    return Binary("/", loan, Unary("-", count))


def _sumproduct(args: Sequence[Part]) -> Tree:
    """What stands at the same place of each range, multiplied: a cell without a number counts as 0."""
    if not args or len({each.size if isinstance(each, Area) else (1, 1) for each in args}) != 1:
        raise Refused("a SUMPRODUCT in it has ranges that are not equally large")
    rows = [
        dict(zip(each.places, each, strict=True)) if isinstance(each, Area) else {(0, 0): each}
        for each in args
    ]
    places = [place for place in rows[0] if all(place in row for row in rows)]
    products = tuple(reduce(lambda a, b: Binary("*", a, b), (row[each] for row in rows)) for each in places)
    if not products:
        return number(0)
    return Call("sum", products) if len(products) > 1 else products[0]


def _logarithm(of: Tree, base: Tree | None = None) -> Tree:
    if base is None:
        return Call("log10", (of,))
    return Binary("/", Call("log", (of,)), Call("log", (base,)))


def _optional(fewest: int, most: int, make: Callable[..., Tree]) -> Callable[[Sequence[Part]], Tree]:
    """A function of some numbers, the last of which may be left out."""

    def made(args: Sequence[Part]) -> Tree:
        if not fewest <= len(args) <= most:
            raise Refused(
                f"a function in it has {counted(len(args), 'argument')}, and {fewest} or {most} are known"
            )
        return make(*map(one, args))

    return made


def _digits(name: str, fewest: int = 2) -> Callable[[Sequence[Part]], Tree]:
    return _optional(fewest, 2, lambda x, digits=None: steps.by_digits(name, x, digits))


def _multiples(name: str, fewest: int = 2) -> Callable[[Sequence[Part]], Tree]:
    return _optional(fewest, 2, lambda x, *step: steps.by_step(name, x, *step or (number(1),)))


def _round_up(x: Tree, digits: Tree) -> Tree:
    return steps.outward(x, lambda name, each: steps.by_digits(name, each, digits))


def _call(name: str) -> Callable[[Sequence[Part]], Tree]:
    return _fixed(1, lambda x: Call(name, (x,)))


# What spreadsheets compute that can be said here too.
FUNCTIONS: Mapping[str, Callable[[Sequence[Part]], Part]] = {
    "SUM": _many("sum", 0),
    "AVERAGE": _many("mean", None),
    "GEOMEAN": _many("geomean", None),
    "MIN": _many("min", 0),
    "MAX": _many("max", 0),
    "PRODUCT": _joined("*"),
    "SUMPRODUCT": _sumproduct,
    "COUNT": lambda args: number(len(_flat(args))),
    "IF": _if,
    "AND": _joined("and"),
    "OR": _joined("or"),
    "NOT": _fixed(1, lambda x: Unary("not", _truth(x))),
    "ABS": _call("abs"),
    "SQRT": _call("sqrt"),
    "EXP": _call("exp"),
    "LN": _call("log"),
    "LOG10": _call("log10"),
    "LOG": _optional(1, 2, _logarithm),
    "POWER": _fixed(2, lambda a, b: Binary("^", a, b)),
    "PI": _fixed(0, lambda: number(math.pi)),
    "ROUND": _digits("round"),
    "ROUNDDOWN": _digits("trunc"),
    "TRUNC": _digits("trunc", 1),
    "ROUNDUP": _fixed(2, _round_up),
    "INT": _call("floor"),
    "MROUND": _multiples("round"),
    "FLOOR": _multiples("floor"),
    "CEILING": _multiples("ceil"),
    **dict.fromkeys(("FLOOR.MATH", "FLOOR.PRECISE"), _multiples("floor", 1)),
    **dict.fromkeys(("CEILING.MATH", "CEILING.PRECISE", "ISO.CEILING"), _multiples("ceil", 1)),
    "EVEN": _fixed(1, lambda x: steps.outward(x, lambda name, each: steps.by_step(name, each, number(2)))),
    "MOD": _fixed(2, steps.remainder),
    "QUOTIENT": _fixed(2, lambda a, b: Call("trunc", (Binary("/", a, b),))),
    "NPV": _npv,
    "PMT": _annuity("a PMT", "rate, periods and loan", _shared, _pmt),
    "PV": _annuity("a PV", "rate, periods and payment", _total, _pv),
    "FV": _annuity("an FV", "rate, periods and payment", _total, _fv),
    "NPER": _annuity("an NPER", "rate, payment and loan", _shared, _nper),
}
