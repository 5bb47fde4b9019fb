"""Dimensions of every node, inferred once from the formulas and compared with what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary
from whence.language.problems import Finding, Problem
from whence.language.units.units import DATE, ONE, Dimension, Unit, clash, plain
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, owner, parents

GROWTH = Dimension((("growth", Fraction(1)),))
TIME = Dimension((("s", Fraction(1)),))
RATE = GROWTH / TIME
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True)
class Truth:
    """What a comparison gives: neither a number nor a unit."""


@dataclass(frozen=True)
class Zero:
    """A literal 0, which may stand for nothing of any dimension."""


Sort = Dimension | Truth | Zero


@dataclass(frozen=True)
class Dimensions:
    """The dimension and the display unit of every node that has them, and what is wrong."""

    of: Mapping[str, Dimension]
    units: Mapping[str, Unit]
    absent: Mapping[str, str]
    findings: tuple[Finding, ...]


class _Clash(Exception):
    """Ends the walk of one formula; turned into a finding at the node."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def infer(base: Base) -> Dimensions:
    """The dimension of every node, in evaluation order; a node that does not fit is absent and gives one finding."""
    of: dict[str, Dimension] = {}
    units: dict[str, Unit] = {}
    absent: dict[str, str] = {}
    findings: list[Finding] = []
    for id, node in base.nodes.items():
        cause = next((absent[each] for each in parents(node) if each in absent), None)
        if cause:
            absent[id] = cause
            continue
        try:
            found = _node(base, node, of, units)
        except _Clash as error:
            findings.append(_finding(base, node, error.problem))
            absent[id] = owner(id)
            continue
        if found is not None:
            of[id], units[id] = found
    for id, text in base.stated.items():
        if id in of and text.unit.dimension != of[id]:
            message = clash(of[id], text.unit.dimension, "the formula gives", "`stated` is written in")
            place = base.records.place("claims", id, "stated")
            findings.append(Finding("unit-mismatch", id, message, place))
            absent[id] = id
    return Dimensions(of, units, absent, tuple(findings))


def _node(
    base: Base, node: Node, of: Mapping[str, Dimension], units: Mapping[str, Unit]
) -> tuple[Dimension, Unit] | None:
    match node:
        case Leaf(written=value):
            return value.unit.dimension, value.unit
        case Derived():
            return _derived(node, of, units)
        case Pool():
            return _same(node.id, node.members, node.unit, of, units, "this quantity's claims")
        case Pick():
            refs = tuple(node.options.values())
            return _same(node.id, refs, None, of, units, "the options of a choice") if refs else None
        case Relation():
            sort = _sort(node.tree, {name: of[ref] for name, ref in node.inputs.items()})
            if not isinstance(sort, Truth):
                message = "a check must be true or false, and this is a number: compare it with something"
                raise _Clash(Problem("unit-mismatch", message, node.tree.start, node.tree.end))
            return None


def _derived(node: Derived, of: Mapping[str, Dimension], units: Mapping[str, Unit]) -> tuple[Dimension, Unit]:
    sort = _sort(node.tree, {name: of[ref] for name, ref in node.inputs.items()})
    if isinstance(sort, Truth):
        message = "a claim must be a number, and this is true or false: write it as a check, or use if(...)"
        raise _Clash(Problem("unit-mismatch", message, node.tree.start, node.tree.end))
    dimension = ONE if isinstance(sort, Zero) else sort
    if node.unit is None:
        return dimension, _plain(dimension, (units[ref] for ref in node.inputs.values()))
    if node.unit.dimension != dimension:
        message = clash(dimension, node.unit.dimension, "the formula gives", f"`unit: {node.unit.text}` is")
        raise _Clash(Problem("unit-mismatch", message, -1, -1))
    return dimension, node.unit


def _plain(dimension: Dimension, known: Iterable[Unit]) -> Unit:
    """A display unit where none is declared: an input's, if one fits, else base units; a pure number has none."""
    if dimension == ONE:
        return plain(ONE)
    return next((unit for unit in known if unit.dimension == dimension), None) or plain(dimension)


def _same(
    id: str,
    refs: tuple[str, ...],
    unit: Unit | None,
    of: Mapping[str, Dimension],
    units: Mapping[str, Unit],
    what: str,
) -> tuple[Dimension, Unit]:
    first = unit.dimension if unit else of[refs[0]]
    for ref in refs:
        if of[ref] != first:
            left = f"`unit: {unit.text}` is" if unit else f"`{refs[0]}` is"
            message = f"{what} must all be of one kind\n" + clash(first, of[ref], left, f"`{ref}` is")
            raise _Clash(Problem("unit-mismatch", message, 0, 0))
    return first, unit or units[refs[0]]


def _finding(base: Base, node: Node, problem: Problem) -> Finding:
    records = base.records
    section = {Relation: "checks", Pool: "quantities", Pick: "choices"}.get(type(node), "claims")
    field = {"checks": "assertion", "claims": "formula"}.get(section)
    if problem.start < 0:
        place = records.place(section, node.id, "unit")
    elif field:
        place = records.within(section, node.id, field, start=problem.start, end=problem.end)
    else:
        place = records.place(section, node.id)
    return Finding(problem.rule, node.id, problem.message, place, problem.hints)


# --- formulas --------------------------------------------------------------------------------------------------


def _sort(tree: Tree, known: Mapping[str, Dimension]) -> Sort:
    match tree:
        case Number(value=value):
            return Zero() if value == 0 else ONE
        case Name(name=name):
            return known[name]
        case Unary(op=op, arg=arg):
            return _unary(tree, op, _sort(arg, known))
        case Binary(op=op):
            return _binary(tree, op, known)
        case Call(name=name):
            return _call(tree, name, [_sort(arg, known) for arg in tree.args], known)


def _unary(tree: Unary, op: str, sort: Sort) -> Sort:
    if op == "not":
        return _truth(tree.arg, sort, "`not`")
    return _number(tree.arg, sort, "a minus sign", dates=False)


def _binary(tree: Binary, op: str, known: Mapping[str, Dimension]) -> Sort:
    left, right = _sort(tree.left, known), _sort(tree.right, known)
    if op in ("and", "or"):
        _truth(tree.left, left, f"`{op}`")
        return _truth(tree.right, right, f"`{op}`")
    if op in COMPARISONS:
        _alike(tree, left, right)
        return Truth()
    if op in ("+", "-"):
        return _sum(tree, op, left, right)
    a = _number(tree.left, left, f"`{op}`", dates=False)
    b = _number(tree.right, right, f"`{op}`", dates=False)
    if op == "^":
        return _power(tree, a)
    a, b = _plain_number(a), _plain_number(b)
    return a * b if op == "*" else a / b


def _sum(tree: Binary, op: str, left: Sort, right: Sort) -> Sort:
    if left == DATE and right == DATE:
        if op == "-":
            return TIME
        raise _Clash(Problem("unit-mismatch", "two dates cannot be added", tree.start, tree.end))
    if left == DATE and right == TIME:
        return DATE
    if right == DATE and left == TIME and op == "+":
        return DATE
    return _alike(tree, left, right)


def _alike(tree: Binary, left: Sort, right: Sort) -> Sort:
    """The common dimension of two sides of a sum or a comparison."""
    a, b = (_number(side, sort, f"`{tree.op}`") for side, sort in ((tree.left, left), (tree.right, right)))
    if isinstance(a, Zero):
        return b
    if isinstance(b, Zero) or a == b:
        return a
    message = clash(a, b, f"left of `{tree.op}`", f"right of `{tree.op}`")
    raise _Clash(Problem("unit-mismatch", message, tree.start, tree.end))


def _power(tree: Binary, base: Dimension | Zero) -> Sort:
    exponent = _constant(tree.right)
    if isinstance(base, Zero) or base == ONE:
        return ONE
    if exponent is None:
        message = (
            f"the base of `^` is in {base}, so the exponent must be a plain number written in the formula"
        )
        raise _Clash(Problem("unit-mismatch", message, tree.right.start, tree.right.end))
    return base**exponent


def _constant(tree: Tree) -> Fraction | None:
    """The value of an exponent made of literals, or None."""
    match tree:
        case Number(value=value):
            return Fraction(value).limit_denominator(1000)
        case Unary(op="-", arg=arg):
            inner = _constant(arg)
            return None if inner is None else -inner
        case Binary(op="/", left=left, right=right):
            a, b = _constant(left), _constant(right)
            return None if a is None or not b else a / b
        case _:
            return None


def _call(tree: Call, name: str, sorts: list[Sort], known: Mapping[str, Dimension]) -> Sort:
    if name == "if":
        _truth(tree.args[0], sorts[0], "the condition of `if`")
        return _common(tree, name, tree.args[1:], sorts[1:])
    if name in ("min", "max", "sum", "mean", "clamp"):
        if name == "sum" and DATE in sorts:
            raise _Clash(Problem("unit-mismatch", "dates cannot be added", tree.start, tree.end))
        return _common(tree, name, tree.args, sorts)
    numbers = [
        _plain_number(_number(arg, sort, f"`{name}`", dates=False))
        for arg, sort in zip(tree.args, sorts, strict=True)
    ]
    match name:
        case "abs":
            return numbers[0]
        case "geomean":
            return _common(tree, name, tree.args, sorts)
        case "sqrt":
            return numbers[0] ** Fraction(1, 2)
        case "grow":
            _want(tree.args[0], numbers[0], RATE, "the first argument of `grow` is a growth rate")
            _want(tree.args[1], numbers[1], TIME, "the second argument of `grow` is a time")
            return ONE
        case "annual":
            _want(tree.args[0], numbers[0], RATE, "`annual` takes a growth rate")
            return ONE
        case "growth_rate":
            _want(tree.args[0], numbers[0], ONE, "the first argument of `growth_rate` is a pure ratio")
            _want(tree.args[1], numbers[1], TIME, "the second argument of `growth_rate` is a time")
            return RATE
        case _:
            if not (name == "exp" and numbers[0] == GROWTH):
                _want(tree.args[0], numbers[0], ONE, f"`{name}` takes a pure number")
            return ONE


def _common(tree: Call, name: str, args: tuple[Tree, ...], sorts: list[Sort]) -> Sort:
    result: Dimension | Zero = Zero()
    for arg, sort in zip(args, sorts, strict=True):
        here = _number(arg, sort, f"`{name}`")
        if isinstance(result, Zero):
            result = here
        elif not isinstance(here, Zero) and here != result:
            message = clash(result, here, f"before it in `{name}`", "here")
            raise _Clash(Problem("unit-mismatch", message, arg.start, arg.end))
    return result


def _want(arg: Tree, found: Dimension, wanted: Dimension, what: str) -> None:
    if found != wanted:
        raise _Clash(Problem("unit-mismatch", clash(wanted, found, what, "here"), arg.start, arg.end))


def _number(tree: Tree, sort: Sort, what: str, dates: bool = True) -> Dimension | Zero:
    if isinstance(sort, Truth):
        message = f"{what} takes numbers, and this is true or false"
        raise _Clash(Problem("unit-mismatch", message, tree.start, tree.end))
    if sort == DATE and not dates:
        message = f"{what} cannot take a date; a date minus a date is a duration"
        raise _Clash(Problem("unit-mismatch", message, tree.start, tree.end))
    return sort


def _plain_number(sort: Dimension | Zero) -> Dimension:
    return ONE if isinstance(sort, Zero) else sort


def _truth(tree: Tree, sort: Sort, what: str) -> Truth:
    if not isinstance(sort, Truth):
        message = f"{what} takes something true or false, and this is a number"
        raise _Clash(Problem("unit-mismatch", message, tree.start, tree.end))
    return sort
