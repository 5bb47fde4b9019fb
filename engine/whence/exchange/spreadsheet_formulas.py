"""The formulas of spreadsheets as ours: cells become names, functions that are alike become ours, the rest is refused.

A range is the cells in it that hold a number, as spreadsheets have it; a cell alone that is empty counts as 0 in a sum or a
product of signs, and not at all as an argument of its own.
"""

from __future__ import annotations

import datetime
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from whence.exchange import lookups
from whence.exchange.cells import MOST_ROWS, At, Cell, Workbook, column, letters
from whence.exchange.spreadsheet_functions import EMPTY, FUNCTIONS, Area, Part, number, one
from whence.language.formulas.formula import Binary, Name, Number, Tree, Unary
from whence.language.frozen import dataclass
from whence.language.limits import RANGES
from whence.language.patterns import later
from whence.language.problems import Refused, brief

_CELL = later(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_RANGE = later(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_COLUMNS = later(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_LEVELS = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}
_OURS = {"=": "==", "<>": "!="}
_MOST = 5_000


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
    if endless := next((each.value for each in tokens if each.subtype == "NUMBER" and not _finite(each)), ""):
        raise Refused(f"`{brief(endless)}` is no number that can be computed with")
    reading = _Reading(book, at, tokens, effort or Effort())
    try:
        tree = one(reading.expression(0))
    except RecursionError:
        raise Refused("it is nested too deeply") from None
    if reading.left:
        raise Refused(f"`{brief(reading.left[0].value)}` stands where nothing more is expected")
    return Translated(tree, reading.inputs, tuple(reading.found))


def _finite(token: Any) -> bool:
    return math.isfinite(float(token.value))


class _Reading:
    """A formula while it is read: the tokens that are left, and the names of the cells so far."""

    def __init__(self, book: Workbook, at: At, tokens: Sequence[Any], effort: Effort) -> None:
        self.book, self.at, self.left, self.effort = book, at, list(tokens), effort
        self.inputs: dict[str, At] = {}
        self.found: list[str] = []

    def expression(self, least: int) -> Part:
        """The operations that bind as tightly as asked for."""
        found = self.signed()
        while self.left and self.left[0].type == "OPERATOR-INFIX":
            sign = self.left[0].value
            if sign not in _LEVELS:
                raise Refused(f"it joins ranges by `{brief(sign)}`")
            if _LEVELS[sign] <= least:
                break
            self.left.pop(0)
            if sign == "&":
                raise Refused("it joins texts")
            right = self.expression(_LEVELS[sign])
            found = Binary(_OURS.get(sign, sign), one(found), one(right))
        return found

    def signed(self) -> Part:
        """A sign in front, which binds tighter than a power here, and per cent behind."""
        if self.left and self.left[0].type == "OPERATOR-PREFIX":
            sign = self.left.pop(0).value
            inner = one(self.signed())
            return Unary("-", inner) if sign == "-" else inner
        found = self.operand()
        while self.left and self.left[0].type == "OPERATOR-POSTFIX":
            self.left.pop(0)
            tree = one(found)
            found = (
                number(float(Decimal(str(tree.value)).scaleb(-2)))  # 5.2% is 0.052 to the last digit
                if isinstance(tree, Number)
                else Binary("/", tree, number(100))
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
            return number(float(token.value))
        if token.subtype == "LOGICAL":
            return Binary("==", number(1), number(int(token.value.upper() == "TRUE")))
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
            return EMPTY
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
