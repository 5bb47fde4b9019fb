"""The formulas of spreadsheets as ours: cells become names, functions that are alike become ours, the rest is refused.

A range is the cells in it that hold a number, as spreadsheets have it; a cell alone that is empty counts as 0 in a sum or a
product of signs, and not at all as an argument of its own.
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from whence.exchange import lookups, steps
from whence.exchange.cells import MOST_ROWS, At, Cell, Workbook, column, letters
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary
from whence.language.frozen import dataclass
from whence.language.limits import RANGES, TERMS
from whence.language.problems import Refused, brief, counted

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_RANGE = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_OURS = {"=": "==", "<>": "!="}
_MOST = 5_000

# What an empty cell counts as, where it is computed with.
_EMPTY = Number(0.0, "0")


class Area(tuple[Tree, ...]):
    """The trees of the cells of a range that hold a number, how large the range is, and where in it they stand."""

    size: tuple[int, int]
    places: tuple[tuple[int, int], ...]


# What a translated part is: one tree, or those of a range.
Part = Tree | Area


@dataclass(frozen=True)
class Translated:
    """A formula over names, the cell that each name stands for, and what its lookups found."""

    tree: Tree
    inputs: Mapping[str, At]
    found: tuple[str, ...] = ()


class Effort:
    """How many cells the ranges of formulas may still have."""

    def __init__(self) -> None:
        self.left = RANGES.most

    def spend(self, count: int) -> None:
        """`Refused` where there are more than may be."""
        if count > self.left:
            raise Refused(RANGES.over())
        self.left -= count


def translate(book: Workbook, at: At, text: str, effort: Effort | None = None) -> Translated:
    """A formula of a spreadsheet (without its `=`) as ours; `Refused` says what in it has no counterpart.

    `effort` is shared by the formulas of a workbook.
    """
    from openpyxl.formula import Tokenizer

    if text.startswith("array:"):
        raise Refused("it fills several cells at once")
    try:
        tokens = [each for each in Tokenizer("=" + text).items if each.type != "WHITE-SPACE"]
    except Exception as error:
        raise Refused(f"it cannot be read: {brief(str(error))}") from None
    if len(tokens) > _MOST:
        raise Refused("it is too long")
    reading = _Reading(book, at, tokens, effort or Effort())
    try:
        tree = _one(reading.expression(0))
    except RecursionError:
        raise Refused("it is nested too deeply") from None
    if reading.left:
        raise Refused(f"`{brief(reading.left[0].value)}` stands where nothing more is expected")
    return Translated(tree, reading.inputs, tuple(reading.found))


class _Reading:
    """A formula while it is read: the tokens that are left, and the names of the cells so far."""

    def __init__(self, book: Workbook, at: At, tokens: Sequence[Any], effort: Effort) -> None:
        self.book, self.at, self.left, self.effort = book, at, list(tokens), effort
        self.inputs: dict[str, At] = {}
        self.found: list[str] = []

    def expression(self, least: int) -> Part:
        """The operations that bind as tightly as asked for."""
        found = self.signed()
        while self.left and self.left[0].type == "OPERATOR-INFIX" and _LEVELS[self.left[0].value] > least:
            sign = self.left.pop(0).value
            if sign == "&":
                raise Refused("it joins texts")
            right = self.expression(_LEVELS[sign])
            found = Binary(_OURS.get(sign, sign), _one(found), _one(right))
        return found

    def signed(self) -> Part:
        """A sign in front, which binds tighter than a power here, and per cent behind."""
        if self.left and self.left[0].type == "OPERATOR-PREFIX":
            sign = self.left.pop(0).value
            inner = _one(self.signed())
            return Unary("-", inner) if sign == "-" else inner
        found = self.operand()
        while self.left and self.left[0].type == "OPERATOR-POSTFIX":
            self.left.pop(0)
            tree = _one(found)
            found = (
                _number(float(Decimal(str(tree.value)).scaleb(-2)))  # 5.2% is 0.052 to the last digit
                if isinstance(tree, Number)
                else Binary("/", tree, _number(100))
            )
        return found

    def operand(self) -> Part:
        if not self.left:
            raise Refused("it ends too early")
        token = self.left.pop(0)
        if token.type == "FUNC":
            return self.function(token.value)
        if token.type == "PAREN" and token.subtype == "OPEN":
            found = self.expression(0)
            self.closing()
            return found
        if token.subtype == "NUMBER":
            return _number(float(token.value))
        if token.subtype == "LOGICAL":
            return Binary("==", _number(1), _number(int(token.value.upper() == "TRUE")))
        if token.subtype == "RANGE":
            return self.cells(token.value)
        what = {"TEXT": "a text", "ERROR": "an error"}.get(token.subtype, f"`{brief(token.value)}`")
        raise Refused(f"it holds {what}, and formulas here are over numbers")

    def closing(self) -> None:
        if not self.left or self.left[0].subtype != "CLOSE":
            raise Refused("a bracket is not closed")
        self.left.pop(0)

    def function(self, opening: str) -> Part:
        name = opening.rstrip("(").upper().removeprefix("_XLFN.")
        if name in lookups.NAMES:
            return self.lookup(name)
        args: list[Part] = []
        while self.left and self.left[0].subtype != "CLOSE":
            if self.left[0].type == "SEP":
                raise Refused(f"an argument of {name} is left out")
            args.append(self.expression(0))
            if self.left and self.left[0].type == "SEP":
                self.left.pop(0)
            elif self.left and self.left[0].subtype != "CLOSE":
                raise Refused("ranges in it stand side by side, for the cells that they share")
        self.closing()
        if name not in FUNCTIONS:
            raise Refused(f"{brief(name)} has no counterpart here")
        return FUNCTIONS[name](args)

    def lookup(self, name: str) -> Tree:
        """The cell that a lookup finds, which the formula then rests on."""
        depth, inside = 1, list[Any]()
        while self.left:
            token = self.left.pop(0)
            depth += {"OPEN": 1, "CLOSE": -1}.get(token.subtype, 0)
            if not depth:
                break
            inside.append(token)
        at = lookups.found(name, lookups.split(inside), self.book, self.area)
        self.found.append(f"{name} finds {at[0]}!{letters(at[2])}{at[1]}")
        return self.named(*at)

    def area(self, text: str) -> lookups.Area:
        """The range that a reference means, a cell alone too."""
        sheet, bang, area = text.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'") if bang else self.at[0]
        hit = _RANGE.fullmatch(area)
        if hit is None or sheet not in self.book.sheets:
            raise Refused(f"`{brief(text)}` is no range of this workbook that a lookup can go by")
        first = int(hit[2]), column(hit[1])
        last = (int(hit[4]), column(hit[3])) if hit[3] else first
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
        return lookups.Area(sheet, top, left, bottom, right)

    def cells(self, text: str) -> Part:
        """The cell, or the cells, that a reference means."""
        sheet, bang, area = text.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'") if bang else self.at[0]
        hit = _RANGE.fullmatch(area)
        if hit is None and not bang and area in self.book.names:
            target = self.book.names[area]
            if target == text or "!" not in target:
                raise Refused(f"the name `{brief(area)}` does not stand for cells")
            return self.cells(target)
        if sheet not in self.book.sheets or "[" in text:
            raise Refused(f"`{brief(text)}` is not in this workbook")
        if hit is None:
            return self.range(sheet, *self.columns(sheet, area))
        first = int(hit[2]), column(hit[1])
        if hit[3] is None:
            return self.named(sheet, *first)
        return self.range(sheet, first, (int(hit[4]), column(hit[3])))

    def columns(self, sheet: str, area: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """The part of whole columns in which there is something."""
        hit = _COLUMNS.fullmatch(area)
        if hit is None:
            raise Refused(f"`{brief(area)}` is no cell and no range that is known here")
        return (1, column(hit[1])), (MOST_ROWS, column(hit[2]))

    def range(self, sheet: str, first: tuple[int, int], last: tuple[int, int]) -> Area:
        """The cells of a range that hold numbers or dates, or may hold one for all that is kept, row by row."""
        (top, bottom), (start, end) = (sorted(pair) for pair in zip(first, last, strict=True))
        rows = {
            each: self.book.rows[sheet, each]
            for each in range(start, end + 1)
            if (sheet, each) in self.book.rows
        }
        within = {each: (bisect_left(of, top), bisect_right(of, bottom)) for each, of in rows.items()}
        self.effort.spend(end - start + 1 + sum(last - first for first, last in within.values()))
        places = sorted((row, each) for each, (a, b) in within.items() for row in rows[each][a:b])
        found = [(sheet, *at) for at in places if counts(self.book.cells[sheet, *at])]
        if self.at in found:
            raise Refused("it refers to its own cell")
        area = Area(self.named(*at) for at in found)
        area.size = bottom - top + 1, end - start + 1
        area.places = tuple((row - top, each - start) for _, row, each in found)
        return area

    def named(self, sheet: str, row: int, column: int) -> Tree:
        """The name of a cell; of an empty one nothing, which counts as 0."""
        cell = self.book.cells.get((sheet, row, column))
        if cell is None:
            return _EMPTY
        if not counts(cell):
            raise Refused(f"{cell.place} holds no number")
        name = f"{letters(column)}{row}".lower()
        if sheet != self.at[0]:
            name = f"s{self.book.sheets.index(sheet) + 1}_{name}"
        name = name + "_" if re.fullmatch(r"log(2|10)", name) else name
        self.inputs[name] = cell.at
        return Name(name)


def counts(cell: Cell) -> bool:
    """Whether a cell can be computed with: it holds a number or a date, or a formula of which no value is kept."""
    return (
        cell.number is not None
        or isinstance(cell.value, datetime.datetime)
        or bool(cell.value is None and cell.formula)
    )


def _number(value: float) -> Tree:
    if not math.isfinite(value):
        raise Refused("it holds a number that is too large")
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    return Number(value, text)


def _one(part: Part) -> Tree:
    """A part as one number: a range is none."""
    if isinstance(part, tuple):
        raise Refused("it computes with a whole range at once")
    return part


def _flat(args: Sequence[Part]) -> tuple[Tree, ...]:
    """The numbers of all arguments, without the empty cells among them."""
    trees = (tree for each in args for tree in (each if isinstance(each, tuple) else (each,)))
    return tuple(each for each in trees if each is not _EMPTY)


def _many(name: str, empty: float | None) -> Callable[[Sequence[Part]], Tree]:
    """A function of any number of arguments; without one it is a number, or refused."""

    def made(args: Sequence[Part]) -> Tree:
        trees = _flat(args)
        if trees:
            return Call(name, trees) if len(trees) > 1 or name == "mean" else trees[0]
        if empty is None:
            raise Refused("there is no number in its range")
        return _number(empty)

    return made


def _fixed(count: int, make: Callable[..., Tree]) -> Callable[[Sequence[Part]], Tree]:
    """A function of so many numbers."""

    def made(args: Sequence[Part]) -> Tree:
        if len(args) != count:
            raise Refused(f"a function in it has {counted(len(args), 'argument')} instead of {count}")
        return make(*map(_one, args))

    return made


def _truth(tree: Tree) -> Tree:
    """A condition: a number is true where it is not 0."""
    truths = isinstance(tree, Binary) and tree.op in ("==", "!=", "<", "<=", ">", ">=", "and", "or")
    return (
        tree if truths or (isinstance(tree, Unary) and tree.op == "not") else Binary("!=", tree, _number(0))
    )


def _if(args: Sequence[Part]) -> Tree:
    if len(args) != 3:
        raise Refused("an IF in it does not say what is otherwise")
    condition, one, other = map(_one, args)
    return Call("if", (_truth(condition), one, other))


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
    factor = Binary("+", _number(1), _one(args[0]))
    return Call(
        "sum",
        tuple(
            Binary("/", each, Binary("^", factor, _number(n)) if n > 1 else factor)
            for n, each in enumerate(_flat(args[1:]), 1)
        ),
    )


def _pmt(args: Sequence[Part]) -> Tree:
    """The payment that pays a loan off in n periods at a rate for each: -loan * rate / (1 - (1 + rate)^-n)."""
    if len(args) != 3:
        raise Refused("a PMT in it has more than rate, periods and loan")
    rate, count, loan = map(_one, args)
    left = Binary("^", Binary("+", _number(1), rate), Unary("-", count))
    return Unary("-", Binary("/", Binary("*", loan, rate), Binary("-", _number(1), left)))


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
        return _number(0)
    return Call("sum", products) if len(products) > 1 else products[0]


def _logarithm(args: Sequence[Part]) -> Tree:
    if len(args) == 1:
        return Call("log10", (_one(args[0]),))
    number, base = map(_one, args[:2])
    return Binary("/", Call("log", (number,)), Call("log", (base,)))


def _optional(fewest: int, most: int, make: Callable[..., Tree]) -> Callable[[Sequence[Part]], Tree]:
    """A function of some numbers, the last of which may be left out."""

    def made(args: Sequence[Part]) -> Tree:
        if not fewest <= len(args) <= most:
            raise Refused(
                f"a function in it has {counted(len(args), 'argument')}, and {fewest} or {most} are known"
            )
        return make(*map(_one, args))

    return made


def _digits(name: str, fewest: int = 2) -> Callable[[Sequence[Part]], Tree]:
    return _optional(fewest, 2, lambda x, digits=None: steps.by_digits(name, x, digits))


def _multiples(name: str, fewest: int = 2) -> Callable[[Sequence[Part]], Tree]:
    return _optional(fewest, 2, lambda x, *step: steps.by_step(name, x, *step or (_number(1),)))


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
    "COUNT": lambda args: _number(len(_flat(args))),
    "IF": _if,
    "AND": _joined("and"),
    "OR": _joined("or"),
    "NOT": _fixed(1, lambda x: Unary("not", _truth(x))),
    "ABS": _call("abs"),
    "SQRT": _call("sqrt"),
    "EXP": _call("exp"),
    "LN": _call("log"),
    "LOG10": _call("log10"),
    "LOG": _logarithm,
    "POWER": _fixed(2, lambda a, b: Binary("^", a, b)),
    "PI": _fixed(0, lambda: _number(math.pi)),
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
    "EVEN": _fixed(1, lambda x: steps.outward(x, lambda name, each: steps.by_step(name, each, _number(2)))),
    "MOD": _fixed(2, steps.remainder),
    "QUOTIENT": _fixed(2, lambda a, b: Call("trunc", (Binary("/", a, b),))),
    "NPV": _npv,
    "PMT": _pmt,
}
