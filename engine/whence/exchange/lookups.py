"""Lookups of spreadsheets: VLOOKUP, HLOOKUP, INDEX and MATCH over tables of constants, as the one cell that they find.

Which row is meant is read off once, from a key and a table that nothing computes; a search for the nearest is refused, since
another figure would find another row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from whence.exchange.cells import At, Cell, Workbook
from whence.language.problems import Refused, brief

NAMES = ("VLOOKUP", "HLOOKUP", "INDEX")


class Area(NamedTuple):
    """A range of a sheet, from its first row and column to its last."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


Tokens = Sequence[Any]


def found(name: str, args: Sequence[Tokens], book: Workbook, area: Callable[[str], Area]) -> At:
    """The cell that a lookup finds; `Refused` says why it cannot be told."""
    if name == "INDEX":
        return _index(args, book, area)
    if len(args) != 4 or _literal(args[3]) not in (0.0, False):
        raise Refused(f"{name} without FALSE looks for the nearest")
    table, key, step = _area(args[1], area), _key(args[0], book, area), _whole(args[2])
    if name == "VLOOKUP":
        row = _match(key, Area(table.sheet, table.top, table.left, table.bottom, table.left), book)
        return _within(table, table.top + row - 1, table.left + step - 1)
    column = _match(key, Area(table.sheet, table.top, table.left, table.top, table.right), book)
    return _within(table, table.top + step - 1, table.left + column - 1)


def _index(args: Sequence[Tokens], book: Workbook, area: Callable[[str], Area]) -> At:
    if len(args) not in (2, 3):
        raise Refused("INDEX needs a range and a place in it")
    table = _area(args[0], area)
    places = [_place(each, book, area) for each in args[1:]]
    if len(places) == 1:
        row, column = (1, places[0]) if table.top == table.bottom else (places[0], 1)
    else:
        row, column = places
    return _within(table, table.top + row - 1, table.left + column - 1)


def _place(tokens: Tokens, book: Workbook, area: Callable[[str], Area]) -> int:
    """A place in a range: a number, or what MATCH finds."""
    if not tokens or tokens[0].type != "FUNC" or tokens[0].value.upper() != "MATCH(":
        return _whole(tokens)
    args = split(list(tokens[1:-1]))
    if len(args) != 3 or _literal(args[2]) != 0.0:
        raise Refused("MATCH without 0 looks for the nearest")
    return _match(_key(args[0], book, area), _area(args[1], area), book)


def split(tokens: Tokens) -> list[list[Any]]:
    """The arguments that some tokens have, apart."""
    args: list[list[Any]] = [[]]
    depth = 0
    for each in tokens:
        depth += {"OPEN": 1, "CLOSE": -1}.get(each.subtype, 0)
        if depth == 0 and each.type == "SEP":
            args.append([])
        else:
            args[-1].append(each)
    return args


def _area(tokens: Tokens, area: Callable[[str], Area]) -> Area:
    if len(tokens) != 1 or tokens[0].subtype != "RANGE":
        raise Refused("the table of a lookup is no range")
    return area(tokens[0].value)


def _literal(tokens: Tokens) -> Any:
    """A number, a truth or a text that stands in a formula; None where something else does."""
    if len(tokens) != 1:
        return None
    token = tokens[0]
    if token.subtype == "NUMBER":
        return float(token.value)
    if token.subtype == "LOGICAL":
        return token.value.upper() == "TRUE"
    return token.value[1:-1].replace('""', '"') if token.subtype == "TEXT" else None


def _whole(tokens: Tokens) -> int:
    number = _literal(tokens)
    if isinstance(number, bool) or not isinstance(number, float) or number != int(number) or number < 1:
        raise Refused("the place of a lookup is no whole number")
    return int(number)


def _key(tokens: Tokens, book: Workbook, area: Callable[[str], Area]) -> Any:
    """What is looked for: as it stands in the formula, or in a cell that nothing computes."""
    literal = _literal(tokens)
    if literal is not None:
        return _plain(literal)
    where = _area(tokens, area)
    if where[1:3] != where[3:]:
        raise Refused("what a lookup looks for is no one cell")
    return _constant(book, (where.sheet, where.top, where.left))


def _constant(book: Workbook, at: At) -> Any:
    """What stands in a cell, if nothing computes it; None in an empty one."""
    cell: Cell | None = book.cells.get(at)
    if cell is not None and cell.formula:
        raise Refused(f"a lookup goes by {cell.place}, which is computed")
    return _plain(cell.value) if cell else None


def _plain(value: Any) -> Any:
    """A value as lookups compare it: texts whatever their case, numbers by what they are."""
    if isinstance(value, str):
        return value.casefold()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _match(key: Any, line: Area, book: Workbook) -> int:
    """The place in a row or a column of the first cell that is the same, from 1."""
    if line.top != line.bottom and line.left != line.right:
        raise Refused("a lookup goes along one row or one column")
    if key is None or (isinstance(key, str) and re.search(r"[*?~]", key)):
        raise Refused("a lookup is for nothing, or for a pattern")
    rows, columns = range(line.top, line.bottom + 1), range(line.left, line.right + 1)
    places = [(line.sheet, row, column) for row in rows for column in columns]
    for n, at in enumerate(places, 1):
        other = _constant(book, at)
        if type(other) is type(key) and other == key:
            return n
    raise Refused(f"`{brief(str(key))}` is not in the table of its lookup")


def _within(table: Area, row: int, column: int) -> At:
    if not (table.top <= row <= table.bottom and table.left <= column <= table.right):
        raise Refused("a lookup finds a place outside of its table")
    return table.sheet, row, column
