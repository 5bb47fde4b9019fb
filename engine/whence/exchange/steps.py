"""What spreadsheets round by: a count of digits is a step here, and of an amount with a unit a step with that unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from whence.exchange import parts
from whence.language.formulas.formula import STEPS, Binary, Call, Name, Number, Tree, Unary, fold, names
from whence.language.formulas.operators import sort_of
from whence.language.problems import Refused
from whence.language.units.dimensions import ONE, Dimension
from whence.language.units.units import STANDARD, Unit

_MOST = 15


def by_digits(name: str, x: Tree, digits: Tree | None = None) -> Tree:
    """A number rounded to so many digits behind the point, or before it where they are below zero."""
    if digits is None:
        return Call(name, (x,))
    count = _whole(digits)
    if count is None:
        return Call(name, (x, Binary("^", Number(10.0, "10"), Unary("-", digits))))
    if abs(count) > _MOST:
        raise Refused(f"it rounds to {count} digits")
    return by_step(name, x, _written(Decimal(1).scaleb(-count)))


def by_step(name: str, x: Tree, step: Tree) -> Tree:
    """A number rounded to multiples of a step."""
    size = _whole(step)
    if size is not None and size <= 0:
        raise Refused("it rounds to multiples of what is not above zero")
    if size == 1:
        return Call(name, (x,))
    if size is not None and size < 10 and name in ("round", "trunc"):
        # a small number there may be read as a count of digits
        return Binary("*", step, Call(name, (Binary("/", x, step),)))
    return Call(name, (x, step))


def outward(x: Tree, make: Callable[[str, Tree], Tree]) -> Tree:
    """A number rounded away from zero."""
    return Call("if", (Binary("<", x, Number(0.0, "0")), make("floor", x), make("ceil", x)))


def remainder(a: Tree, b: Tree) -> Tree:
    """What a division to a whole number leaves, with the sign of the divisor."""
    return Binary("-", a, Binary("*", b, Call("floor", (Binary("/", a, b),))))


def with_units(tree: Tree, units: Mapping[str, str], own: str) -> tuple[Tree, dict[str, str]]:
    """A formula whose steps have the unit of what they round, and these steps as inputs.

    `units` are those of its names, `own` that of the result. A step whose unit is not told by them stays a bare number.
    """
    known = {name: _dimension(unit) for name, unit in units.items()}
    found: dict[str, str] = {}

    def stepped(node: Tree, below: list[Tree]) -> Tree:
        made = parts.rebuilt(node, below)
        if not (isinstance(node, Call) and node.name in STEPS):
            return made
        x, *to = node.args
        size = to[0] if to else Number(1.0, "1")
        unit = _unit(x, known, _likely(x, units, own)) if isinstance(size, Number) else ""
        if not unit:
            return made
        value = f"{size.text} {unit}"  # type: ignore[union-attr]
        name = next((each for each, text in found.items() if text == value), f"step_{len(found) + 1}")
        found[name] = value
        return Call(node.name, (below[0], Name(name)))

    return fold(tree, stepped), found


def _likely(x: Tree, units: Mapping[str, str], own: str) -> Sequence[str]:
    """In what a number may be that is rounded: its own unit, that of the result, one of those it is made of."""
    inner = [units.get(name, "") for name in names(x)]
    return inner if isinstance(x, Name) else [own, *inner]


def _unit(x: Tree, known: Mapping[str, Dimension], likely: Sequence[str]) -> str:
    try:
        sort = sort_of(x, known)
    except (Refused, KeyError):
        return ""
    if sort == ONE or not isinstance(sort, Dimension):
        return ""
    return next((unit for unit in likely if _dimension(unit) == sort), "")


def _dimension(unit: str) -> Dimension:
    found = STANDARD.parse(unit) if unit else None
    return found.dimension if isinstance(found, Unit) else ONE


def _whole(tree: Tree) -> int | None:
    """A whole number that is written out, with its sign."""
    match tree:
        case Unary(op="-", arg=Number(value=value)):
            return -int(value) if value == int(value) else None
        case Number(value=value):
            return int(value) if value == int(value) else None
    return None


def _written(size: Decimal) -> Number:
    return Number(float(size), format(size, "f"))
