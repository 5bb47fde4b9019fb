"""The formula language: every mistake with its message, random formulas against Python, the writers."""

from __future__ import annotations

import math
import pickle
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.language.formulas import formula
from whence.language.formulas.formula import (
    Binary,
    Call,
    Name,
    Number,
    Tree,
    Unary,
    fill,
    mathml,
    parse,
    unparse,
)
from whence.language.problems import HIDDEN, Problem

Value = float | bool


def tree(text: str) -> Tree:
    found = parse(text)
    assert not isinstance(found, Problem), found
    return found


# --- mistakes ---------------------------------------------------------------------------------------------

# The formula with the blamed stretch between ⟦ and ⟧, the whole message, and the hints.
MISTAKES: list[tuple[str, str, tuple[str, ...]]] = [
    # habits from other languages
    ("a⟦**⟧2", "`**` is not an operator", ("write `^` for a power: `a^2`",)),
    ("a ⟦//⟧ b", "`//` is not an operator", ("write `/` to divide",)),
    ("a > 1 ⟦&&⟧ b > 1", "`&&` is not an operator", ("write `and`",)),
    ("a > 1 ⟦||⟧ b > 1", "`||` is not an operator", ("write `or`",)),
    ("⟦|⟧a|", "`|` is not an operator", ("write `or`, or `abs(x)` for the size of a number",)),
    ("⟦!⟧(a > 1)", "`!` is not an operator", ("write `not`",)),
    ("a ⟦=⟧ b", "`=` is not an operator; a formula holds no assignment", ("write `==` to compare",)),
    ("a⟦:=⟧1", "`:=` is not an operator; a formula holds no assignment", ("write `==` to compare",)),
    ("a ⟦=<⟧ b", "`=<` is not an operator", ("write `<=`",)),
    ("a ⟦=>⟧ b", "`=>` is not an operator", ("write `>=`",)),
    ("a ⟦<>⟧ b", "`<>` is not an operator", ("write `!=`",)),
    ("a ⟦===⟧ b", "`===` is not an operator", ("write `==` to compare",)),
    ("a ⟦!==⟧ b", "`!==` is not an operator", ("write `!=`",)),
    ("a > 1 ⟦AND⟧ b > 1", "`AND` is not an operator", ("write it in lower case",)),
    ("a⟦[⟧0]", "`[` is not read in a formula: nothing is picked from a value", ("group with `(` and `)`",)),
    (
        "⟦[⟧x for x in a]",
        "`[` is not read in a formula: nothing is picked from a value",
        ("group with `(` and `)`",),
    ),
    ("⟦{⟧a}", "`{` is not read in a formula", ("group with `(` and `)`",)),
    ("a⟦.b⟧", "nothing can be taken out of a value with `.`", ("a name holds letters, digits and `_`",)),
    (
        "a⟦.__class__⟧",
        "nothing can be taken out of a value with `.`",
        ("a name holds letters, digits and `_`",),
    ),
    (
        "()⟦.__class__⟧.__mro__",
        "nothing can be taken out of a value with `.`",
        ("a name holds letters, digits and `_`",),
    ),
    ("⟦__import__⟧('os').system('x')", "`__import__` is not a name: a name begins with a letter", ()),
    ("open(⟦'⟧x')", "`'` is not read in a formula: it holds no text", ()),
    ("f⟦'⟧{a}'", "`'` is not read in a formula: it holds no text", ()),
    ("⟦lambda:⟧0", "a formula is one expression; it holds no code", ()),
    ("⟦lambda x:⟧ x", "a formula is one expression; it holds no code", ()),
    ("a⟦;⟧b", "`;` is not read in a formula: it is one expression", ()),
    ("a ⟦?⟧ b : c", "`?` is not an operator", ("write `if(condition, a, b)`",)),
    ("x ⟦if⟧ y else z", "an operator is missing between `x` and `if`", ("write `if(condition, a, b)`",)),
    (
        "⟦if⟧ a > 1 then b",
        "`if` is a function: its arguments stand in brackets",
        ("write `if(condition, a, b)`",),
    ),
    ("a ⟦#⟧ twice", "`#` is not read in a formula", ("write remarks in the field `note`",)),
    # numbers
    (
        "⟦1,000⟧ * a",
        "`1,000` could be one number or several",
        ("write `1000` for the number, or a space after the comma between arguments",),
    ),
    (
        "max(⟦1,000⟧, a)",
        "`1,000` could be one number or several",
        ("write `1000` for the number, or a space after the comma between arguments",),
    ),
    ("⟦1 000⟧ * a", "`1 000` is not a number", ("write it without spaces: `1000`",)),
    ("⟦0x1F⟧", "`0x1F` is not a number: numbers are decimal", ("write it in decimal digits",)),
    ("⟦1_000⟧", "`1_000` is not a number: it holds `_`", ("write the digits together: `1000`",)),
    (
        "o > ⟦2027-03-01⟧",
        "`2027-03-01` is not read in a formula: it may be a date or a difference",
        ("make a date an input: `day: 2027-03-01`; put spaces about `-` to subtract",),
    ),
    (
        "o < ⟦2027-12-10⟧",
        "`2027-12-10` is not read in a formula: it may be a date or a difference",
        ("make a date an input: `day: 2027-12-10`; put spaces about `-` to subtract",),
    ),
    (
        "o < ⟦2027-03⟧ + 1",
        "`2027-03` is not read in a formula: it may be a date or a difference",
        ("make a date an input: `day: 2027-03`; put spaces about `-` to subtract",),
    ),
    ("⟦007⟧", "`007` is not a number: it begins with 0", ("write `7`",)),
    ("⟦1.⟧ + a", "`1.` is not a number: no digit follows the point", ("write `1`",)),
    ("a + ⟦.5⟧", "`.5` is not a number: no digit stands before the point", ("write `0.5`",)),
    ("⟦1.2.3⟧", "`1.2.3` is not a number: it has more than one point", ()),
    ("⟦1e⟧ + a", "`1e` is not a number: its exponent has no digits", ()),
    ("⟦1e400⟧", "`1e400` is out of range: numbers lie between 1e-300 and 1e300", ()),
    (
        "⟦3.14159265358979323846⟧",
        "`3.14159265358979323846` has more than 17 digits, and a number here holds no more",
        (),
    ),
    ("⟦40%⟧ * a", "`%` is not read in a formula", ("write the share as `0.4`, or as an input: `40%`",)),
    ("p > ⟦10%⟧", "`%` is not read in a formula", ("write the share as `0.1`, or as an input: `10%`",)),
    ("a ⟦%⟧ b", "`%` is not read in a formula", ("write 40 % as `0.4`, or as an input: `40%`",)),
    (
        "⟦16K⟧ * a",
        "`16K` is not a number: a formula takes no suffixes",
        ("write `16e3`, or make it an input: `16K`",),
    ),
    (
        "⟦2.5bn⟧",
        "`2.5bn` is not a number: a formula takes no suffixes",
        ("write `2.5e9`, or make it an input: `2.5bn`",),
    ),
    (
        "⟦1j⟧",
        "`1j` is neither a number nor a name",
        ("write `1 * j` to multiply, or make an input of an amount with a unit: `x: 1 j`, and write `x`",),
    ),
    (
        "⟦3x⟧",
        "`3x` is neither a number nor a name",
        ("write `3 * x` to multiply, or make an input of an amount with a unit: `x: 3 x`, and write `x`",),
    ),
    (
        "2 ⟦kW⟧ * a",
        "an operator is missing between `2` and `kW`",
        ("write `*` to multiply", "or make an input of an amount with a unit: `x: 2 kW`, and write `x`"),
    ),
    (
        "max(a, 0 ⟦EUR⟧/kW/year) / b",
        "an operator is missing between `0` and `EUR`",
        (
            "write `*` to multiply",
            "or make an input of an amount with a unit: `x: 0 EUR/kW/year`, and write `x`",
        ),
    ),
    (
        "⟦$⟧2 * a",
        "`$` is not read in a formula: an amount with a unit is an input",
        ("make it an input: `price: $2`",),
    ),
    ("24 ⟦..⟧ 27", "`..` is not read in a formula", ("a range is an input: `24 .. 27 kW`",)),
    ("10 ⟦±⟧ 2", "`±` is not read in a formula: how sure a figure is stands with the input", ()),
    # characters that only look right
    ("a ⟦×⟧ b", "`×` (U+00D7) is not read in a formula", ("write `*`",)),
    ("a ⟦−⟧ b", "`−` (U+2212) is not read in a formula", ("write `-`",)),
    ("a ⟦÷⟧ b", "`÷` (U+00F7) is not read in a formula", ("write `/`",)),
    ("a ⟦≤⟧ b", "`≤` (U+2264) is not read in a formula", ("write `<=`",)),
    ("a⟦²⟧", "`²` (U+00B2) is not read in a formula", ("write `^2`",)),
    ("⟦１⟧２", "`１` (U+FF11) is not read in a formula", ("write `1`",)),
    ("ch⟦і⟧ps", "`і` (U+0456) is not read in a formula", ("write `i`",)),
    (
        "⟦é⟧cart",
        "`é` (U+00E9) is not read in a formula",
        ("names are written with the letters A-Z and a-z, digits and `_`",),
    ),
    ("a⟦\u200b⟧ * b", "`\\u{200b}` (U+200B) is not read in a formula", ()),
    ("a⟦\u00a0⟧* b", "`\u00a0` (U+00A0) is not read in a formula", ("write a plain space",)),
    ("a ⟦\x00⟧", "`\\u{0}` (U+0000) is not read in a formula", ()),
    ("⟦@⟧a", "`@` is not read in a formula", ()),
    # functions
    ("⟦ln⟧(a)", "`ln` is not a function", ("write `log` for the natural logarithm",)),
    ("⟦mxa⟧(a, b)", "`mxa` is not a function", ("did you mean `max`?",)),
    ("⟦Sqrt⟧(a)", "`Sqrt` is not a function", ("did you mean `sqrt`?",)),
    ("⟦pow⟧(a, 2)", "`pow` is not a function", ("write `a^b`",)),
    ("⟦average⟧(a, b)", "`average` is not a function", ("write `mean`",)),
    ("⟦mround⟧(a, 5)", "`mround` is not a function", ("write `round(x, to)`",)),
    ("⟦floor(a, b, c)⟧", "`floor` takes 1 argument or 2, and here are 3", ("write `floor(x, to=1)`",)),
    (
        "⟦chips⟧(a + b)",
        "`chips` is not a function",
        (
            "write `chips * (...)` to multiply",
            "the functions are: if, min, max, sum, mean, geomean, abs, sqrt, exp, log, log2, log10, round, "
            "floor, ceil, trunc, clamp, grow, annual, growth_rate",
        ),
    ),
    ("⟦clamp(1, 2)⟧ + a", "`clamp` takes 3 arguments, and here are 2", ("write `clamp(x, low, high)`",)),
    ("⟦if(a > 1, a)⟧", "`if` takes 3 arguments, and here are 2", ("write `if(condition, a, b)`",)),
    ("⟦sqrt(a, b)⟧", "`sqrt` takes 1 argument, and here are 2", ("write `sqrt(x)`",)),
    ("⟦grow(a)⟧", "`grow` takes 2 arguments, and here is 1", ("write `grow(rate, time)`",)),
    ("⟦max()⟧", "`max` takes at least 1 argument, and here are none", ("write `max(a, ...)`",)),
    ("⟦max⟧ + 1", "`max` is a function: its arguments stand in brackets", ("write `max(a, ...)`",)),
    ("max(a,⟦)⟧", "a value is missing between `,` and `)`", ()),
    ("max(⟦,⟧a)", "a value is missing between `(` and `,`", ()),
    # brackets, order, gaps
    ("a * ⟦(⟧b + (c)", "the bracket opened at column 5 of the formula is never closed", ()),
    ("max⟦(⟧a, b", "the bracket opened at column 4 of the formula is never closed", ()),
    ("a + ⟦(⟧", "the bracket opened at column 5 of the formula is never closed", ()),
    ("a⟦)⟧", "this `)` closes nothing", ()),
    ("(⟦)⟧", "nothing stands between `(` and `)`", ()),
    ("a⟦,⟧ b", "a comma only separates the arguments of a function", ()),
    ("(a⟦,⟧ b)", "a comma only separates the arguments of a function", ()),
    ("a < b ⟦<⟧ c", "a comparison does not chain", ("write `a < b and b < c`",)),
    ("a == b ⟦!=⟧ c", "a comparison does not chain", ("write `a == b and b != c`",)),
    ("a ⟦x⟧ b", "an operator is missing between `a` and `x`", ("write `*` to multiply",)),
    ("a ⟦b⟧", "an operator is missing between `a` and `b`", ("write `*` to multiply",)),
    ("2⟦(⟧a + b)", "an operator is missing between `2` and `(`", ("write `*` to multiply",)),
    ("max(a ⟦b⟧)", "an operator is missing between `a` and `b`", ("write `*` to multiply",)),
    ("1 ⟦2⟧", "an operator is missing between `1` and `2`", ("write a number without spaces",)),
    ("a > 1 ⟦not⟧ b > 1", "an operator is missing between `1` and `not`", ("write `and not` or `or not`",)),
    ("a * ⟦not⟧ b", "`not` cannot follow `*`", ("write `(not a)`",)),
    ("⟦+⟧a", "`+` is not a sign: it needs a value on its left", ("leave it out",)),
    ("a * ⟦+⟧b", "`+` is not a sign: it needs a value on its left", ("leave it out",)),
    ("⟦*⟧ a", "nothing stands before `*`", ()),
    ("a * ⟦/⟧ b", "a value is missing between `*` and `/`", ()),
    ("a ⟦+⟧", "nothing follows `+`", ()),
    ("⟦⟧", "the formula is empty", ()),
    ("  \n ⟦⟧", "the formula is empty", ()),
]


@pytest.mark.parametrize(("marked", "message", "hints"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_parse__mistake(marked: str, message: str, hints: tuple[str, ...]) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    rule = "unknown-function" if message.endswith("is not a function") else "bad-formula"
    assert parse(text) == Problem(rule, message, start, end, hints)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-" * 100_000, "the formula has 100000 characters, and at most 2000 are read"),
        ("(" * 100_000, "the formula has 100000 characters, and at most 2000 are read"),
        ("1+" * 100_000 + "1", "the formula has 200001 characters, and at most 2000 are read"),
        ("-" * 40 + "a", "the formula is nested more than 32 levels deep here"),
        ("(" * 2000, "the formula is nested more than 32 levels deep here"),
        ("sqrt(" * 40 + "a" + ")" * 40, "the formula is nested more than 32 levels deep here"),
        ("^".join("a" * 40), "the formula is nested more than 32 levels deep here"),
        ("not " * 40 + "a > 1", "the formula is nested more than 32 levels deep here"),
        ("+".join("a" * 251), "the formula has more than 500 numbers, names, operators and functions"),
        (
            f"sum({','.join('a' * 600)})",
            "the formula has more than 500 numbers, names, operators and functions",
        ),
    ],
)
def test_parse__beyond_a_limit(text: str, message: str) -> None:
    found = parse(text)
    assert isinstance(found, Problem)
    assert (found.rule, found.message, found.hints) == (
        "bad-formula",
        message,
        ("split it into several claims",),
    )


@pytest.mark.parametrize(
    "text",
    [
        "+".join(["a"] * 250),
        "*".join(["a"] * 250),
        " or ".join(["a > 1"] * 100),
        f"sum({', '.join(['a'] * 499)})",
        "(" * 32 + "a" + ")" * 32,
        "-" * 32 + "a",
        "^".join(["a"] * 33),
        "+".join(["abcdef"] * 250),
    ],
)
def test_parse__up_to_the_limits_every_function_copes(text: str) -> None:
    found = tree(text)
    assert tree(unparse(found)) == found
    assert formula.from_json(formula.to_json(found)) == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert hash(found)
    assert repr(found)
    assert mathml(found, {})
    assert formula.size(found) <= formula.MOST_NODES
    assert set(formula.names(found)) <= {"a", "abcdef"}


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=60) | st.text("ab12.,e+-*/^()<>=!andorif \n", max_size=60))
@example("1e" + "9" * 1000)
@example("1" * 1999)
@example("0" * 1999)
@example("0." + "0" * 1900 + "1")
@example("1e-0000000000000000000005")
@example("a" * 1999 + "(")
def test_parse__gives_a_tree_or_a_problem_for_any_text(text: str) -> None:
    found = parse(text)
    if isinstance(found, Problem):
        assert found.rule in ("bad-formula", "unknown-function")
        assert not HIDDEN.search(found.message)
        assert 0 <= found.start <= found.end <= len(text)
    else:
        assert tree(unparse(found)) == found
        assert formula.from_json(formula.to_json(found)) == found


# --- meaning ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c", "((a / b) * c)"),
        ("a^b^c", "(a ^ (b ^ c))"),
        ("-a^2", "(- (a ^ 2))"),
        ("a^-b", "(a ^ (- b))"),
        ("2^-a^2 * b", "((2 ^ (- (a ^ 2))) * b)"),
        ("-a * -b", "((- a) * (- b))"),
        ("--a", "(- (- a))"),
        ("not a < b and c > d or e == f", "(((not (a < b)) and (c > d)) or (e == f))"),
        ("not not a != b", "(not (not (a != b)))"),
        ("1e3 + 2.50E-2", "(1e3 + 2.50E-2)"),
        ("if(a >= b, max(a, b), 0)", "(if (a >= b) (max a b) 0)"),
        ("android + order + nothing + e5", "(((android + order) + nothing) + e5)"),
        (" a\n\t* b ", "(a * b)"),
        ("a==-1", "(a == (- 1))"),
    ],
)
def test_parse__what_binds_to_what(text: str, bracketed: str) -> None:
    def show(node: Tree, parts: list[str]) -> str:
        match node:
            case Number():
                return node.text
            case Name():
                return node.name
            case Unary():
                return f"({node.op} {parts[0]})"
            case Binary():
                return f"({parts[0]} {node.op} {parts[1]})"
            case Call():
                return f"({' '.join([node.name, *parts])})"

    assert formula.fold(tree(text), show) == bracketed


def test_parse__every_node_knows_its_stretch_of_the_text() -> None:
    text = "max(a, (b + 1)) ^ 2 / -c"
    spans = [text[node.start : node.end] for node in formula.walk(tree(text))]
    assert spans == [
        "max(a, (b + 1)) ^ 2 / -c", "max(a, (b + 1)) ^ 2", "max(a, (b + 1))",
        "a", "b + 1", "b", "1", "2", "-c", "c",
    ]  # fmt: skip


def test_tree__equal_trees_may_be_spelt_differently() -> None:
    assert tree("a+1000") == tree("( a + 1e3 )")
    assert tree("a - b") != tree("b - a")


def test_names__each_once_in_the_order_of_first_use() -> None:
    assert formula.names(tree("c * (a + b) / a - max(d, c)")) == ("c", "a", "b", "d")


def test_depth_and_size() -> None:
    assert (formula.depth(tree("a")), formula.size(tree("a"))) == (1, 1)
    assert (formula.depth(tree("a + b * max(c, d)")), formula.size(tree("a + b * max(c, d)"))) == (4, 7)


def test_functions__arities_follow_the_signatures() -> None:
    assert formula.FUNCTIONS["if"] == (3, 3)
    assert formula.FUNCTIONS["sum"] == (1, formula.MOST_NODES)
    assert formula.FUNCTIONS["growth_rate"] == (2, 2)
    assert formula.FUNCTIONS["annual"] == (1, 1)
    assert formula.FUNCTIONS["round"] == (1, 2)


# --- random formulas against Python -----------------------------------------------------------------------

INPUTS = {"a": 1.75, "b": 0.3, "power_per_group": 25.5, "n2": 7.0}
HOURS = 8766.0
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "if": lambda test, a, b: a if test else b,
    "min": lambda *x: min(x),
    "max": lambda *x: max(x),
    "sum": lambda *x: sum(x),
    "mean": lambda *x: sum(x) / len(x),
    "geomean": lambda *x: math.exp(sum(map(math.log, x)) / len(x)),
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "round": lambda x, to=1: round(x / to) * to,
    "floor": lambda x, to=1: x // to * to,
    "ceil": lambda x, to=1: -(-x // to) * to,
    "trunc": lambda x, to=1: math.trunc(x / to) * to,
    "clamp": lambda x, low, high: min(max(x, low), high),
    "grow": lambda rate, time: math.exp(rate * time),
    "annual": lambda rate: math.exp(rate * HOURS),
    "growth_rate": lambda ratio, time: math.log(ratio) / time,
}
BINARY: Mapping[str, Callable[[Value, Value], Value]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def value_of(found: Tree) -> Value:
    """The value of a tree with the inputs above; `and` and `or` look at the right side only if they must."""

    def visit(node: Tree, parts: list[Callable[[], Value]]) -> Callable[[], Value]:
        match node:
            case Number():
                return lambda: node.value
            case Name():
                return lambda: INPUTS[node.name]
            case Unary():
                return lambda: not parts[0]() if node.op == "not" else -parts[0]()
            case Binary(op="and"):
                return lambda: bool(parts[0]() and parts[1]())
            case Binary(op="or"):
                return lambda: bool(parts[0]() or parts[1]())
            case Binary():
                return lambda: BINARY[node.op](parts[0](), parts[1]())
            case Call():
                return lambda: FUNCTIONS[node.name](*(part() for part in parts))

    return formula.fold(found, visit)()


class Source:
    """Random formulas, many with more brackets and fewer spaces than they need."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def number(self, depth: int) -> str:
        if depth == 0 or self.random.random() < 0.1:
            return self.random.choice((*INPUTS, "0", "1", "2", "0.5", "3.25", "1e3", "2.5e-2", "7E+1"))
        one, two = self.number(depth - 1), self.number(depth - 1)
        match self.random.choice(("binary", "binary", "binary", "power", "minus", "call", "if", "bracket")):
            case "binary":
                space = self.random.choice(("", " "))
                return f"{one}{space}{self.random.choice('+-*/')}{space}{two}"
            case "power":
                return f"{self.number(0)}^{two}"
            case "minus":
                return f"-{one}"
            case "bracket":
                return f"({one})"
            case "if":
                return f"if({self.truth(depth - 1)}, {one}, {two})"
        name = self.random.choice(sorted(formula.FUNCTIONS.keys() - {"if"}))
        least, most = formula.FUNCTIONS[name]
        count = self.random.randint(least, min(most, 3))
        if name in formula.STEPS and count == 2:  # a step that is written out is looked at
            return f"{name}({one}, {self.random.choice((*INPUTS,))})"
        return f"{name}({', '.join(self.number(depth - 1) for _ in range(count))})"

    def truth(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.5:
            op = self.random.choice(("<", "<=", ">", ">=", "==", "!="))
            return f"{self.number(max(depth, 0))} {op} {self.number(max(depth, 0))}"
        one, two = self.truth(depth - 1), self.truth(depth - 1)
        match self.random.choice(("and", "or", "not", "bracket")):
            case "not":
                return f"not {one}"
            case "bracket":
                return f"({one})"
            case op:
                return f"{one} {op} {two}"


def python_of(text: str) -> str:
    """The same formula in Python: there a power is `**`, and `if` is no function."""
    return text.replace("^", "**").replace("if(", "iff(")


def attempt(compute: Callable[[], Value]) -> Value | str:
    try:
        found = compute()
    except (ArithmeticError, ValueError):
        return "no number"
    return "no number" if isinstance(found, complex) or not math.isfinite(found) else found


PYTHON = {**FUNCTIONS, **INPUTS, "iff": FUNCTIONS["if"], "__builtins__": {}}


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_parse__ten_thousand_random_formulas_mean_what_python_says() -> None:
    source = Source(1)
    numbers = 0
    for turn in range(10_000):
        text = (source.truth if turn % 5 == 0 else source.number)(turn % 4 + 1)
        found = parse(text)
        if isinstance(found, Problem):
            assert "500" in found.message, (text, found)
            continue
        expected = attempt(lambda code=python_of(text): eval(code, PYTHON))  # noqa: B008
        actual = attempt(lambda tree=found: value_of(tree))
        assert actual == expected, text
        numbers += actual != "no number"
        again = tree(unparse(found))
        assert again == found, (text, unparse(found))
        assert unparse(again) == unparse(found)
        assert len(unparse(found).replace(" ", "")) <= len(text.replace(" ", ""))
        assert formula.from_json(formula.to_json(found)) == found
        assert formula.names(again) == formula.names(found)
    assert numbers > 5_000


# --- writing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("((a))*(b+c)", "a * (b + c)"),
        ("(a*b)+c", "a * b + c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a-(b+c)", "a - (b + c)"),
        ("a+(b+c)", "a + (b + c)"),
        ("a/(b*c)", "a / (b * c)"),
        ("(a^b)^c", "(a^b)^c"),
        ("a^(b^c)", "a^b^c"),
        ("(-a)^2", "(-a)^2"),
        ("-(a^2)", "-a^2"),
        ("-(a*b)", "-(a * b)"),
        ("a^(-b)", "a^-b"),
        ("a^(b+1)", "a^(b + 1)"),
        ("not (a<b)", "not a < b"),
        ("not (a<b and c<d)", "not (a < b and c < d)"),
        ("(not a<b) == (c<d)", "(not a < b) == (c < d)"),
        ("(a<b or c<d) and e<f", "(a < b or c < d) and e < f"),
        ("max( a,b )", "max(a, b)"),
        ("2.50 * a", "2.50 * a"),
    ],
)
def test_unparse__brackets_only_where_needed(text: str, plain: str) -> None:
    assert unparse(tree(text)) == plain
    assert tree(plain) == tree(text)


def test_to_json__lists_with_the_operator_first() -> None:
    assert formula.to_json(tree("chips * 2 - -a")) == ["-", ["*", ["n", "chips"], 2.0], ["-", ["n", "a"]]]
    assert formula.to_json(tree("if(not a < 1, max(a, 2), 0)")) == [
        "if", ["not", ["<", ["n", "a"], 1.0]], ["max", ["n", "a"], 2.0], 0.0,
    ]  # fmt: skip


def test_from_json__spells_numbers_so_that_they_can_be_read() -> None:
    assert unparse(formula.from_json(["*", 1e27, ["*", 1e-7, 200000]])) == "1e+27 * (1e-07 * 200000)"


@pytest.mark.parametrize(
    "data",
    [
        None,
        "a",
        True,
        -1.0,
        [],
        ["n", 3],
        ["+"],
        ["**", 1, 2],
        ["not a name", 1],
        ["n", "a", "b"],
        {"n": "a"},
    ],
)
def test_from_json__refuses_what_it_did_not_write(data: object) -> None:
    with pytest.raises(ValueError, match="not the JSON of a formula"):
        formula.from_json(data)


@pytest.mark.parametrize(
    ("text", "figures", "filled"),
    [
        (
            "chips / group * power",
            {"chips": "200K chip", "group": "32 chip", "power": "25.5 kW"},
            "200K chip / 32 chip * 25.5 kW",
        ),
        ("a / b", {"a": "$22 bn", "b": "2 USD/hour"}, "$22 bn / (2 USD/hour)"),
        ("a * b", {"a": "2e15 FLOP/s", "b": "24 to 27 kW"}, "2e15 FLOP/s * (24 to 27 kW)"),
        ("max(a, b)", {"a": "24 to 27 kW", "b": "6 ± 1 kW"}, "max(24 to 27 kW, 6 ± 1 kW)"),
        ("a^2 - b", {"a": "3 kW", "b": "40%"}, "(3 kW)^2 - 40%"),
        ("a^2", {"a": "16K"}, "16K^2"),
        ("a^2", {"a": "-3"}, "(-3)^2"),
        ("end - start", {"end": "2025-11-15", "start": "2025-03"}, "2025-11-15 - 2025-03"),
        ("a * (b + c)", {"b": "2 kW"}, "a * (2 kW + c)"),
        ("a / b", {"a": "14x per 2 year", "b": "2.5x"}, "14x per 2 year / 2.5x"),
        ("b / a", {"a": "14x per 2 year", "b": "2.5x"}, "2.5x / (14x per 2 year)"),
    ],
)
def test_fill__puts_figures_for_names(text: str, figures: dict[str, str], filled: str) -> None:
    assert fill(tree(text), figures) == filled


def _shown(text: str, labels: Mapping[str, tuple[str, str]] = {}) -> str:
    """The markup with only the fractions, roots and powers told apart."""
    root = ET.fromstring(mathml(tree(text), labels))

    def show(node: ET.Element) -> str:
        parts = [show(each) for each in node]
        match node.tag:
            case "mfrac":
                return f"[{parts[0]} over {parts[1]}]"
            case "msup":
                return f"{parts[0]}^[{parts[1]}]"
            case "msub":
                return f"{parts[0]}_{parts[1]}"
            case "msqrt":
                return f"root[{''.join(parts)}]"
            case "mspace":
                return " "
        return (node.text or "") + "".join(parts)

    return show(root)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a / (b + c)", "[a over b+c]"),
        ("(a + b) / c * d", "[a+b over c]×d"),
        ("a * (b + c)", "a×(b+c)"),
        ("a * (b * c)", "a×b×c"),
        ("a + (b - c)", "a+b−c"),
        ("a - (b - c)", "a−(b−c)"),
        ("(a / b)^2", "([a over b])^[2]"),
        ("(a + b)^(c + 1)", "(a+b)^[c+1]"),
        ("a^b^c", "a^[b^[c]]"),
        ("(a^b)^c", "(a^[b])^[c]"),
        ("-a^2", "−a^[2]"),
        ("(-a)^2", "(−a)^[2]"),
        ("a * -b", "a×(−b)"),
        ("a - -b", "a−(−b)"),
        ("-a * b", "−a×b"),
        ("-(a + b)", "−(a+b)"),
        ("2e27 * a", "2×10^[27]×a"),
        ("2.5e-3", "2.5×10^[−3]"),
        ("sqrt(a / b)", "root[[a over b]]"),
        ("abs(a - b)", "|a−b|"),
        ("exp(a)", "e^[a]"),
        ("log10(a)", "log_10\u2061(a)"),
        ("max(a, b)", "max\u2061(a,b)"),
        ("a <= b and not c == d", "a≤b and not (c=d)"),
        ("(a < b or c > d) and e != f", "(a<b or c>d) and e≠f"),
        ("if(a > b, a, 0)", "{aif\u00a0a>b0otherwise\u00a0"),
    ],
)
def test_mathml__shows(text: str, shown: str) -> None:
    assert _shown(text) == shown


def test_mathml__labels_are_escaped_and_linked() -> None:
    labels = {"a": ('A <b> & "c"', 'claims/a.html?x="1"&y=<z>'), "b": ("plain & simple", "")}
    found = mathml(tree("a / b + c"), labels)
    assert (
        '<mtext href="claims/a.html?x=&quot;1&quot;&amp;y=&lt;z&gt;">A &lt;b&gt; &amp; &quot;c&quot;</mtext>'
        in found
    )
    assert "<mtext>plain &amp; simple</mtext>" in found
    assert "<mi>c</mi>" in found
    link = ET.fromstring(found).find(".//mtext[@href]")
    assert link is not None
    assert (link.text, link.get("href")) == labels["a"]


def test_fill__marks_figures_where_asked() -> None:
    found = fill(tree("a / (b + c)"), {"a": "8 FLOP", "b": "2 FLOP/s"}, lambda name, text: f"<{name} {text}>")
    assert found == "<a 8 FLOP> / (<b 2 FLOP/s> + c)"


def test_mathml__every_random_formula_is_well_formed() -> None:
    source = Source(2)
    for turn in range(300):
        found = parse(source.number(turn % 4 + 1))
        if not isinstance(found, Problem):
            ET.fromstring(mathml(found, {"a": ("<&>", "x&y")}))
