"""Temperatures with a zero of their own, and differences of them, which have none: kept apart through every formula.

What a common shift of all temperatures does to a formula tells which it gives: a difference stays as it is, a
temperature is shifted as far, and anything else rests on where the zero is. What is written in kelvin may be either.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from whence.language.formulas.formula import (
    COMPARISONS,
    Binary,
    Call,
    Name,
    Number,
    Tree,
    Unary,
    children,
    walk,
)
from whence.language.formulas.operators import sort_of
from whence.language.formulas.sorts import mismatch
from whence.language.patterns import later
from whence.language.problems import Problem, Refused
from whence.language.units.dimensions import TEMPERATURE, ZEROS, Dimension, Unit
from whence.language.values.written import Exact, Written

Heat = Literal["", "temperature", "difference"]

_DEGREES = later(r"°\s?[CF]|[℃℉]|\bdeg[CF]\b|(?:degrees )?(?:celsius|fahrenheit)", re.IGNORECASE)
_CELSIUS = later(r"°\s?C|℃|\bdegC\b|(?:degrees )?celsius", re.IGNORECASE)
_ERROR = later(r"^[^±]*(?:±|\+/-|\+-)\s*([0-9.]+)\s*(?:°|℃|℉|deg|celsius|fahrenheit)", re.IGNORECASE)
SHIFTS = 2
TEN = 10.0


def in_degrees(value: Written) -> bool:
    """Whether a value is written in degrees with a zero of their own, whatever it is shown in."""
    return value.unit.dimension == TEMPERATURE and bool(_DEGREES.search(value.text))


def as_difference(value: Written) -> str:
    """How the same numbers are written where they are a difference: `0.9 K` for `0.9 °C`."""
    if _CELSIUS.search(value.text):
        return _CELSIUS.sub("K", value.text)
    if isinstance(value.shape, Exact) and in_degrees(value):
        return f"{(value.point - ZEROS['fahrenheit']):.4g} K"
    return _in_kelvin(value, ZEROS["fahrenheit"]) or "its size in K"


def as_temperature(value: Written) -> str:
    """How a temperature in degrees is written in kelvin: `293.15 K` for `20 °C`."""
    return (
        f"{value.point:.6g} K"
        if isinstance(value.shape, Exact)
        else _in_kelvin(value, 0.0) or "the same in K"
    )


def _in_kelvin(value: Written, zero: float) -> str:
    """A range, or a number with its error, as it is spelt in kelvin above some zero; nothing for other forms."""
    if value.ends:
        low, high = (f"{end - zero:.6g}" for end in value.ends)
        return f"{low} to {high} K"
    if hit := _ERROR.search(value.text):
        size = float(hit[1]) * (1.0 if _CELSIUS.search(value.text) else 5 / 9)
        return f"{value.point - zero:.6g} ± {size:.3g} K"
    return ""


def heat_of(tree: Tree, known: Mapping[str, Dimension], heats: Mapping[str, Heat]) -> Heat:
    """What a formula gives, where it gives something in kelvin: a temperature, a difference, or what may be either."""
    warm = {name for name in known if heats.get(name) == "temperature"}
    kelvin = {name for name in known if known[name] == TEMPERATURE and not heats.get(name)}
    if warm:
        found = slope(tree, warm)
        if found == 0.0 and slope(tree, kelvin) == 0.0:
            return "difference"
        return "temperature" if found == 1.0 else ""
    if any(slope(tree, {name}) != 0.0 for name in known if heats.get(name) == "difference"):
        return "" if slope(tree, kelvin) != 0.0 else "difference"
    return "difference" if kelvin and slope(tree, kelvin) == 0.0 else ""


def tolerated(part: float, kelvin: float, unit: Unit) -> float:
    """A tolerance, as a part of a number in base units: of a temperature in degrees it is meant as a part of ten kelvin.

    A tenth of 293 K would let 20 °C pass for 40 °C.
    """
    return part * TEN / abs(kelvin) if unit.style in ZEROS and kelvin else part


def no_temperature(tree: Tree, heats: Mapping[str, Heat]) -> bool:
    """Whether a formula over temperatures gives a multiple of one that is none itself: the sum of two, twice one."""
    found = slope(tree, {name for name, heat in heats.items() if heat == "temperature"})
    return found not in (0.0, 1.0) and not math.isnan(found)


def rests_on_zero(tree: Tree, warm: set[str]) -> bool:
    """Whether a formula gives something else where the zero of these temperatures lies elsewhere, and no temperature."""
    return slope(tree, warm) not in (0.0, 1.0)


def unlike(
    tree: Tree, known: Mapping[str, Dimension], heats: Mapping[str, Heat], values: Mapping[str, Written]
) -> Refused | None:
    """What is wrong where a formula takes a temperature and what is none, or may be none, for one kind of thing.

    `values` are those of its inputs that are written, for what to write instead.
    """
    for node in walk(tree):
        sides = _compared(node)
        temperatures = [each for each in sides if sort_of(each, known) == TEMPERATURE]
        found = [heat_of(each, known, heats) for each in temperatures]
        if "temperature" in found and set(found) != {"temperature"}:
            degrees = next(
                each for each, heat in zip(temperatures, found, strict=True) if heat == "temperature"
            )
            what = (
                "a difference of temperatures"
                if "difference" in found
                else "what is in kelvin, which may be a difference,"
            )
            return mismatch(
                node,
                f"{what} is compared with a temperature, which has a zero of its own",
                *_ways(degrees, values),
            )
    return None


def _compared(node: Tree) -> Sequence[Tree]:
    match node:
        case Binary(op=op) if op in COMPARISONS:
            return children(node)
        case Call(name="if", args=args):
            return args[1:]
        case Call(name="min" | "max" | "clamp", args=args):
            return args
    return ()


def _ways(degrees: Tree, values: Mapping[str, Written]) -> Iterator[str]:
    """What to write for the inputs of a side that is a temperature."""
    for node in walk(degrees):
        if isinstance(node, Name) and node.name in values and in_degrees(values[node.name]):
            value = values[node.name]
            yield f'write `{node.name}` as "{as_difference(value)}" for a difference, "{as_temperature(value)}" for a temperature'


def stated_apart(heat: Heat, unit: Unit, stated: Written) -> Problem | None:
    """What is wrong with a stated figure in degrees for something that is no temperature, or may be none."""
    if not in_degrees(stated) or heat == "temperature" or unit.style in ZEROS:
        return None
    if heat == "difference":
        message = (
            f"the formula gives a difference of temperatures, and {stated.unit.text} has a zero of its own"
        )
        return Problem(
            "unit-mismatch", message, 0, len(stated.text), (f"write `stated: {as_difference(stated)}`",)
        )
    what = "whether the formula gives a temperature or a difference cannot be told"
    message = f"{what}, and {stated.unit.text} has a zero of its own"
    ways = (
        f"write `stated: {as_difference(stated)}` for a difference",
        f"or add `unit: {stated.unit.text}` to the claim for a temperature",
    )
    return Problem("unit-mismatch", message, 0, len(stated.text), ways)


def slope(tree: Tree, warm: set[str]) -> float:
    """How far a formula moves for each degree by which all of some names are shifted; NaN where that depends on the others."""
    if not warm:
        return 0.0
    found = [_Shifted(warm, n).of(tree)[1] for n in range(SHIFTS)]
    return round(found[0], 9) + 0.0 if math.isclose(*found, rel_tol=1e-9, abs_tol=1e-9) else math.nan


class _Shifted:
    """A formula and its slope, at numbers that stand for its inputs and are unlike in each try."""

    def __init__(self, warm: set[str], n: int) -> None:
        self.warm, self.n = warm, n

    def of(self, tree: Tree) -> tuple[float, float]:
        """The number of a formula and its slope."""
        match tree:
            case Number(value=value):
                return value, 0.0
            case Name(name=name):
                return self._some(name), float(name in self.warm)
            case Unary(op="-", arg=arg):
                number, moved = self.of(arg)
                return -number, -moved
            case Binary(op="+" | "-" | "*" | "/" | "^", left=left, right=right):
                return _moved(tree.op, self.of(left), self.of(right))
            case Call(name="sum" | "mean", args=args):
                found = [self.of(each) for each in args]
                parts = 1 if tree.name == "sum" else len(found)
                return sum(each for each, _ in found) / parts, sum(each for _, each in found) / parts
        return self._other(tree)

    def _other(self, tree: Tree) -> tuple[float, float]:
        """Of a comparison and what takes the larger: unmoved, or moved as all of it is; of others: unmoved, or not told."""
        found = [self.of(each) for each in children(tree)]
        moved = [each for _, each in found]
        number = self._some(
            repr(
                [
                    tree.__class__.__name__,
                    getattr(tree, "name", getattr(tree, "op", "")),
                    [each for each, _ in found],
                ]
            )
        )
        if isinstance(tree, Call) and tree.name == "if":
            return number, moved[1] if not moved[0] and _alike(moved[1:]) else math.nan
        if isinstance(tree, Call) and tree.name in ("min", "max", "clamp"):
            return number, moved[0] if _alike(moved) else math.nan
        if isinstance(tree, Binary) and tree.op in COMPARISONS:
            return number, 0.0 if _alike(moved) else math.nan
        return number, 0.0 if not any(moved) else math.nan

    def _some(self, text: str) -> float:
        """A number between 1 and 3 that stands for a text."""
        mixed = sum((n + 1 + 7 * self.n) * ord(char) for n, char in enumerate(text))
        return 2.0 + math.sin(mixed)


def _alike(moved: Sequence[float]) -> bool:
    return all(math.isclose(each, moved[0], abs_tol=1e-9) for each in moved)


def _moved(op: str, first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    (a, da), (b, db) = first, second
    match op:
        case "+":
            return a + b, da + db
        case "-":
            return a - b, da - db
        case "*":
            return a * b, da * b + a * db
        case "/":
            return (a / b, (da * b - a * db) / (b * b)) if b else (math.nan, math.nan)
    try:
        power = a**b
        return (math.nan, math.nan) if isinstance(power, complex) else (power, _raised(a, da, b, db))
    except (OverflowError, ZeroDivisionError):
        return math.nan, math.nan


def _raised(a: float, da: float, b: float, db: float) -> float:
    if db:
        return math.nan
    return b * a ** (b - 1) * da if da else 0.0
