"""The operators and functions of formulas, one entry each: what it takes and gives, its values, its enclosure, its sentence.

A new function is one entry in `FUNCTIONS` and one in the browser's table (`site/assets/estimate.js`): the parser,
dimensions, evaluation, enclosures, MathML and the manual read what they need from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType
from typing import Any, NamedTuple

from whence.language.formulas import enclosures, sorts, steps
from whence.language.formulas.enclosures import Arrays
from whence.language.formulas.sorts import Operation, Sort
from whence.language.formulas.tree import ATOM, LEVELS, Call, Name, Number, Tree, Unary, children
from whence.language.frozen import dataclass
from whence.language.units.dimensions import ONE, Dimension

# A year in seconds, as units have it.
YEAR = 8766 * 3600.0


class Example(NamedTuple):
    """A formula, the values of its names, and what it gives."""

    formula: str
    inputs: Mapping[str, str]
    gives: str


@dataclass(frozen=True)
class Operator:
    """An operator or a function.

    `signature` is how it is written, `...` for any number of arguments; `sentence` what it gives. `sort` is the rule
    of its dimension. `values` takes numpy, or what has its functions, and the operands as arrays (or as single numbers:
    the point is its value at the central ones), in base units; `encloses` takes sets of them, each as its two ends, and
    gives the ends of all it may be (see `enclosures`). `markup` is MathML: of an operator its sign, of a function a
    template for its arguments, empty for name and brackets; `hold` is how tightly that holds together.
    """

    signature: str
    sentence: str
    sort: sorts.Rule
    values: Callable[..., Any]
    encloses: enclosures.Rule
    example: Example
    markup: str = ""
    hold: int = ATOM


def of(node: Operation) -> Operator:
    """The entry of an operation; `KeyError` for one that no formula holds."""
    if isinstance(node, Call):
        return FUNCTIONS[node.name]
    return (PREFIX if isinstance(node, Unary) else INFIX)[node.op]


def sort_of(tree: Tree, known: Mapping[str, Dimension]) -> Sort:
    """The sort of a formula, from the dimensions of its names; raises `Refused` where they do not fit."""
    match tree:
        case Number(value=value):
            return sorts.Zero() if value == 0 else ONE
        case Name(name=name):
            return known[name]
        case _:
            return of(tree).sort(tree, [sort_of(each, known) for each in children(tree)])


def _add(xp: Arrays, *args: Any) -> Any:
    return reduce(xp.add, args)


PREFIX: Mapping[str, Operator] = MappingProxyType(
    {
        "-": Operator(
            signature="-a",
            sentence="a with the other sign",
            sort=sorts.opposite,
            values=lambda xp, a: -a,
            encloses=enclosures.opposite,
            example=Example("-a", {"a": "3 kW"}, "-3 kW"),
            markup="−",
        ),
        "not": Operator(
            signature="not a",
            sentence="true where a is false",
            sort=sorts.truths,
            values=lambda xp, a: xp.logical_not(a),
            encloses=enclosures.negated,
            example=Example("if(not a > b, a, b)", {"a": "3 kW", "b": "2 kW"}, "2 kW"),
        ),
    }
)


def _comparison(
    sign: str,
    sentence: str,
    values: Callable[..., Any],
    encloses: Callable[[Callable[..., Any]], enclosures.Rule],
    gives: str,
    markup: str,
) -> Operator:
    return Operator(
        signature=f"a {sign} b",
        sentence=sentence,
        sort=sorts.compared,
        values=values,
        encloses=encloses(values),
        example=Example(f"if(a {sign} b, 1, 0)", {"a": "3 kW", "b": "2000 W"}, gives),
        markup=markup,
    )


INFIX: Mapping[str, Operator] = MappingProxyType(
    {
        "+": Operator(
            signature="a + b",
            sentence="the sum of two of one kind, or a date after a time",
            sort=sorts.added,
            values=lambda xp, a, b: xp.add(a, b),
            encloses=enclosures.added,
            example=Example("a + b", {"a": "3 kW", "b": "500 W"}, "3.5 kW"),
            markup="+",
        ),
        "-": Operator(
            signature="a - b",
            sentence="the difference of two of one kind, the time between two dates, or a date before a time",
            sort=sorts.subtracted,
            values=lambda xp, a, b: xp.subtract(a, b),
            encloses=enclosures.subtracted,
            example=Example("a - b", {"a": "3 kW", "b": "500 W"}, "2.5 kW"),
            markup="−",
        ),
        "*": Operator(
            signature="a * b",
            sentence="the product",
            sort=sorts.product,
            values=lambda xp, a, b: xp.multiply(a, b),
            encloses=enclosures.product,
            example=Example("a * b", {"a": "3 kW", "b": "2 hour"}, "6 kWh"),
            markup="×",
        ),
        "/": Operator(
            signature="a / b",
            sentence="the quotient",
            sort=sorts.quotient,
            values=lambda xp, a, b: xp.divide(a, b),
            encloses=enclosures.quotient,
            example=Example("a / b", {"a": "3 kW", "b": "2 chip"}, "1.5 kW/chip"),
        ),
        "^": Operator(
            signature="a^b",
            sentence="the power, which binds tightest and to the right",
            sort=sorts.power,
            values=lambda xp, a, b: xp.power(a, b),
            encloses=enclosures.power,
            example=Example("a^2", {"a": "3 m"}, "9 m^2"),
        ),
        "<": _comparison(
            "<", "true where a is less", lambda xp, a, b: xp.less(a, b), enclosures.rising, "0", "&lt;"
        ),
        "<=": _comparison(
            "<=",
            "true where a is not more",
            lambda xp, a, b: xp.less_equal(a, b),
            enclosures.rising,
            "0",
            "≤",
        ),
        ">": _comparison(
            ">", "true where a is more", lambda xp, a, b: xp.greater(a, b), enclosures.falling, "1", "&gt;"
        ),
        ">=": _comparison(
            ">=",
            "true where a is not less",
            lambda xp, a, b: xp.greater_equal(a, b),
            enclosures.falling,
            "1",
            "≥",
        ),
        "==": _comparison(
            "==", "true where both are equal", lambda xp, a, b: xp.equal(a, b), enclosures.equal, "0", "="
        ),
        "!=": _comparison(
            "!=", "true where they differ", lambda xp, a, b: xp.not_equal(a, b), enclosures.unequal, "1", "≠"
        ),
        "and": Operator(
            signature="a and b",
            sentence="true where both are",
            sort=sorts.truths,
            values=lambda xp, a, b: xp.logical_and(a, b),
            encloses=enclosures.both,
            example=Example("if(a > 1 and a < 2, 1, 0)", {"a": "3"}, "0"),
            markup="and",
        ),
        "or": Operator(
            signature="a or b",
            sentence="true where one of them is",
            sort=sorts.truths,
            values=lambda xp, a, b: xp.logical_or(a, b),
            encloses=enclosures.either,
            example=Example("if(a < 1 or a > 2, 1, 0)", {"a": "3"}, "1"),
            markup="or",
        ),
    }
)


def _stepping(name: str, way: steps.Way, sentence: str, example: Example) -> Operator:
    """A function that rounds to multiples of its second argument, one way."""
    return Operator(
        signature=f"{name}(x, to=1)",
        sentence=sentence,
        sort=sorts.stepped,
        values=steps.rounded(way),
        encloses=steps.encloses(way),
        example=example,
    )


_CASES = (
    "<mrow><mo>{{</mo><mtable>"
    "<mtr><mtd>{1}</mtd><mtd><mrow><mtext>if&#xa0;</mtext>{0}</mrow></mtd></mtr>"
    "<mtr><mtd>{2}</mtd><mtd><mrow><mtext>otherwise&#xa0;</mtext></mrow></mtd></mtr>"
    "</mtable></mrow>"
)
_LOGARITHM = "<mrow><msub><mi>log</mi><mn>{base}</mn></msub><mo>&#x2061;</mo><mrow><mo>(</mo>{{0}}<mo>)</mo></mrow></mrow>"

FUNCTIONS: Mapping[str, Operator] = MappingProxyType(
    {
        "if": Operator(
            signature="if(condition, a, b)",
            sentence="a where the condition holds, else b",
            sort=sorts.chosen,
            values=lambda xp, condition, a, b: xp.where(condition, a, b),
            encloses=enclosures.chosen,
            example=Example("if(a > b, a, b)", {"a": "3 kW", "b": "2 kW"}, "3 kW"),
            markup=_CASES,
            hold=0,
        ),
        "min": Operator(
            signature="min(a, ...)",
            sentence="the smallest",
            sort=sorts.common,
            values=lambda xp, *args: reduce(xp.minimum, args),
            encloses=enclosures.smallest,
            example=Example("min(a, b)", {"a": "3 kW", "b": "2500 W"}, "2.5 kW"),
        ),
        "max": Operator(
            signature="max(a, ...)",
            sentence="the largest",
            sort=sorts.common,
            values=lambda xp, *args: reduce(xp.maximum, args),
            encloses=enclosures.largest,
            example=Example("max(a, b)", {"a": "3 kW", "b": "2500 W"}, "3 kW"),
        ),
        "sum": Operator(
            signature="sum(a, ...)",
            sentence="the sum",
            sort=sorts.summed,
            values=_add,
            encloses=enclosures.added,
            example=Example("sum(a, b, a)", {"a": "3 kW", "b": "2 kW"}, "8 kW"),
        ),
        "mean": Operator(
            signature="mean(a, ...)",
            sentence="the arithmetic mean",
            sort=sorts.common,
            values=lambda xp, *args: _add(xp, *args) / len(args),
            encloses=enclosures.mean,
            example=Example("mean(a, b)", {"a": "2 kW", "b": "8 kW"}, "5 kW"),
        ),
        "geomean": Operator(
            signature="geomean(a, ...)",
            sentence="the geometric mean",
            sort=sorts.multiplied,
            values=lambda xp, *args: xp.exp(_add(xp, *map(xp.log, args)) / len(args)),
            encloses=enclosures.geomean,
            example=Example("geomean(a, b)", {"a": "2 kW", "b": "8 kW"}, "4 kW"),
        ),
        "abs": Operator(
            signature="abs(x)",
            sentence="the size without its sign",
            sort=sorts.same,
            values=lambda xp, x: xp.abs(x),
            encloses=enclosures.magnitude,
            example=Example("abs(a - b)", {"a": "2 kW", "b": "5 kW"}, "3 kW"),
            markup="<mrow><mo>|</mo>{0}<mo>|</mo></mrow>",
        ),
        "sqrt": Operator(
            signature="sqrt(x)",
            sentence="the square root; its unit is the root of the unit",
            sort=sorts.root,
            values=lambda xp, x: xp.sqrt(x),
            encloses=enclosures.root,
            example=Example("sqrt(a)", {"a": "9 m^2"}, "3 m"),
            markup="<msqrt>{0}</msqrt>",
        ),
        "exp": Operator(
            signature="exp(x)",
            sentence="e to the power; takes a pure number",
            sort=sorts.pure,
            values=lambda xp, x: xp.exp(x),
            encloses=enclosures.exponential,
            example=Example("exp(a)", {"a": "2"}, "7.389"),
            markup="<msup><mi>e</mi><mrow>{0}</mrow></msup>",
            hold=LEVELS["^"],
        ),
        "log": Operator(
            signature="log(x)",
            sentence="the natural logarithm of a pure number",
            sort=sorts.pure,
            values=lambda xp, x: xp.log(x),
            encloses=enclosures.logarithm,
            example=Example("log(a / b)", {"a": "20 kW", "b": "2 kW"}, "2.303"),
        ),
        "log2": Operator(
            signature="log2(x)",
            sentence="the logarithm to base 2",
            sort=sorts.pure,
            values=lambda xp, x: xp.log2(x),
            encloses=lambda xp, x: enclosures.logarithm(xp, x, "log2"),
            example=Example("log2(a)", {"a": "8x"}, "3"),
            markup=_LOGARITHM.format(base=2),
        ),
        "log10": Operator(
            signature="log10(x)",
            sentence="the logarithm to base 10",
            sort=sorts.pure,
            values=lambda xp, x: xp.log10(x),
            encloses=lambda xp, x: enclosures.logarithm(xp, x, "log10"),
            example=Example("log10(a)", {"a": "1000"}, "3"),
            markup=_LOGARITHM.format(base=10),
        ),
        "round": _stepping(
            "round",
            steps.nearest,
            "the nearest multiple of `to`, halves away from zero; an amount with a unit, `%` too, needs a step with one",
            Example("round(a, cent)", {"a": "2.345 USD", "cent": "0.01 USD"}, "2.35 USD"),
        ),
        "floor": _stepping(
            "floor",
            steps.below,
            "the largest multiple of `to` that is not above x",
            Example("floor(-a / b)", {"a": "7 kW", "b": "2 kW"}, "-4"),
        ),
        "ceil": _stepping(
            "ceil",
            steps.above,
            "the smallest multiple of `to` that is not below x",
            Example("ceil(a, rack)", {"a": "70 kW", "rack": "32 kW"}, "96 kW"),
        ),
        "trunc": _stepping(
            "trunc",
            steps.inward,
            "the multiple of `to` nearest to x on the side of zero",
            Example("trunc(-a / b)", {"a": "7 kW", "b": "2 kW"}, "-3"),
        ),
        "clamp": Operator(
            signature="clamp(x, low, high)",
            sentence="x, but not below low nor above high",
            sort=sorts.common,
            values=lambda xp, x, low, high: xp.minimum(xp.maximum(x, low), high),
            encloses=enclosures.clamped,
            example=Example("clamp(a, 0, b)", {"a": "3 kW", "b": "2 kW"}, "2 kW"),
        ),
        "grow": Operator(
            signature="grow(rate, time)",
            sentence="the factor that a growth rate gives over a time",
            sort=sorts.grown,
            values=lambda xp, rate, time: xp.exp(rate * time),
            encloses=enclosures.grown,
            example=Example("grow(r, t)", {"r": "2x per year", "t": "3 year"}, "8"),
        ),
        "annual": Operator(
            signature="annual(rate)",
            sentence="the factor that a growth rate gives in a year",
            sort=sorts.grown_in_a_year,
            values=lambda xp, rate: xp.exp(rate * YEAR),
            encloses=lambda xp, rate: enclosures.grown(xp, rate, enclosures.point(YEAR)),
            example=Example("annual(r)", {"r": "4x per 2 year"}, "2"),
        ),
        "growth_rate": Operator(
            signature="growth_rate(ratio, time)",
            sentence="the rate that gives a ratio over a time: the inverse of grow",
            sort=sorts.growth,
            values=lambda xp, ratio, time: xp.log(ratio) / time,
            encloses=enclosures.growth,
            example=Example("growth_rate(x, t)", {"x": "8", "t": "3 year"}, "2x per year"),
        ),
    }
)
