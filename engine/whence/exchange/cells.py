"""A spreadsheet as plain values: its cells with what stands in them, read within limits and without running anything."""

from __future__ import annotations

import datetime
import io
import math
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from whence.language.frozen import dataclass
from whence.language.limits import CELLS, PLACES, SHEETS, UNPACKED, WORKBOOK
from whence.language.problems import Refused, brief

# A time of day and a duration are no numbers of ours, and no labels either.
Value = float | str | bool | datetime.datetime | datetime.time | datetime.timedelta | None
At = tuple[str, int, int]
_MOST_PARTS = 10_000
# So many rows and columns a sheet has.
MOST_ROWS, _COLUMNS = 1_048_576, 16_384
# Where XML may define words that stand for more than is written, in one byte for a letter or in two; a picture may say what
# it is, and no more.
_ENTITY = rb"E\0?N\0?T\0?I\0?T\0?Y"
_DEFINES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|" + _ENTITY + rb")", re.IGNORECASE)
_DEFINES_ONE = re.compile(rb"<\0?!\0?" + _ENTITY, re.IGNORECASE)
# XML that says in which letters it is written; and a row or a cell, with what it says of its place.
_LETTERS = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)")
_PLACED = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")


@dataclass(frozen=True)
class Cell:
    """One cell that is not empty: its formula (without the `=`) if it has one, what is kept as its value, and its format."""

    sheet: str
    row: int
    column: int
    formula: str
    value: Value
    format: str

    @property
    def at(self) -> At:
        """Its sheet, row and column, counted from 1."""
        return self.sheet, self.row, self.column

    @property
    def place(self) -> str:
        """Its place as a spreadsheet says it: `Sheet1!B4`."""
        return f"{self.sheet}!{letters(self.column)}{self.row}"

    @property
    def number(self) -> float | None:
        """Its number, if it has one; a date has none, and neither has a truth."""
        return (
            float(self.value)
            if isinstance(self.value, int | float) and not isinstance(self.value, bool)
            else None
        )


@dataclass(frozen=True)
class Workbook:
    """The cells of a workbook by their places, its names for places, and what was left aside of it.

    `rows` are those with a cell, in their order, by sheet and column.
    """

    cells: Mapping[At, Cell]
    rows: Mapping[tuple[str, int], Sequence[int]]
    sheets: tuple[str, ...]
    names: Mapping[str, str]
    modified: str
    aside: tuple[str, ...]


def letters(column: int) -> str:
    """A column as a spreadsheet calls it: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def read(content: bytes) -> Workbook:
    """A workbook from its bytes; `Refused` where it is none, or too large, packed or otherwise."""
    try:
        import openpyxl
    except ImportError:
        raise Refused(
            "a spreadsheet is read by openpyxl, which is not installed: pip install 'whence[exchange]'"
        ) from None
    aside = _looked_through(content)
    try:
        formulas, values = (
            openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=each, keep_links=False)
            for each in (False, True)
        )
        cells = dict(_cells(formulas, values))
        names = {name: str(each.attr_text) for name, each in formulas.defined_names.items()}
        modified = getattr(formulas.properties, "modified", None)
    except Refused:
        raise
    except Exception as error:
        # Whatever a library stumbles over in bytes that may come from anybody.
        raise Refused(f"this workbook cannot be read: {type(error).__name__}: {brief(str(error))}") from None
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for sheet, row, across in sorted(cells):
        rows[sheet, across].append(row)
    return Workbook(
        cells, rows, tuple(formulas.sheetnames), names, modified.date().isoformat() if modified else "", aside
    )


def _looked_through(content: bytes) -> tuple[str, ...]:
    """What is left aside of a workbook; `Refused` if it holds more than it may, or what would grow when it is read."""
    if len(content) > WORKBOOK.most:
        raise Refused(WORKBOOK.over(len(content)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_PARTS or sum(each.file_size for each in parts) > UNPACKED.most:
                raise Refused(UNPACKED.over(sum(each.file_size for each in parts)))
            for each in parts:
                _look(each.filename, packed.read(each))
            names = [each.filename for each in parts]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise Refused(f"this is no workbook (.xlsx): {brief(str(error))}") from None
    left = {
        "macros": any("vba" in name.casefold() for name in names),
        "charts": any("/charts/" in name for name in names),
        "comments": any("comments" in name for name in names),
        "links to other workbooks": any("externalLinks" in name for name in names),
        "pivot tables": any("pivot" in name for name in names),
    }
    return tuple(name for name, there in left.items() if there)


def _look(name: str, content: bytes) -> None:
    """`Refused` for a part that would be read as more than it holds, or less."""
    xml = name.casefold().endswith((".xml", ".rels"))
    if (_DEFINES if xml else _DEFINES_ONE).search(content):
        raise Refused(f"{brief(name)} in this workbook defines entities, which are not read")
    said = _LETTERS.match(content.removeprefix(b"\xef\xbb\xbf"))
    if said and said[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise Refused(f"{brief(name)} in this workbook is not written in UTF-8")
    if sum(1 for _ in _SHEET.finditer(content)) > SHEETS.most:
        raise Refused(SHEETS.over())
    if b"sheetData" in content:
        _in_order(name, content)


def _in_order(name: str, content: bytes) -> None:
    """`Refused` where rows or cells of a sheet do not follow each other: one of two at a place would be lost."""
    row = across = 0
    for kind, attributes in _PLACED.findall(content):
        said = _PLACE.search(attributes)
        if kind == b"row":
            last, across = row, 0
            row = _counted(said[1]) if said else row + 1
            fits = last < row <= MOST_ROWS
        else:
            last, (across, at) = across, _where(said[1]) if said else (across + 1, row)
            fits = last < across <= _COLUMNS and at == row
        if not fits:
            what = "" if said is None else f" `{brief(said[1].decode('ascii', 'replace'))}`"
            raise Refused(f"{brief(name)} in this workbook has the {'row' if kind == b'row' else 'cell'}{what} "
                          "out of its place, so that what it holds could be lost; save it anew by a spreadsheet")  # fmt: skip


def _counted(digits: bytes) -> int:
    return int(digits) if re.fullmatch(rb"[0-9]{1,7}", digits) else 0


def _where(place: bytes) -> tuple[int, int]:
    """The column and the row of a place such as `B4`; zeros where it is none."""
    hit = re.fullmatch(rb"([A-Za-z]{1,3})([0-9]{1,7})", place)
    return (column(hit[1].decode()), int(hit[2])) if hit else (0, 0)


def column(text: str) -> int:
    """The number of a column by its letters: A is 1, AA is 27."""
    return reduce(lambda number, char: number * 26 + ord(char) - 64, text.upper(), 0)


def _cells(formulas: Any, values: Any) -> Iterator[tuple[At, Cell]]:
    count = looked = 0
    for sheet in formulas.worksheets:
        kept = values[sheet.title]
        # What a sheet says of its own size is not believed: rows are as long as they are.
        sheet.reset_dimensions()
        kept.reset_dimensions()
        for written, shown in zip(sheet.iter_rows(), kept.iter_rows(), strict=False):
            looked += 1 + len(written)
            if looked > PLACES.most:
                raise Refused(PLACES.over())
            for cell, value in zip(written, shown, strict=False):
                if cell.value is None:
                    continue
                count += 1
                if count > CELLS.most:
                    raise Refused(CELLS.over())
                found = _cell(sheet.title, cell, value.value)
                yield found.at, found


def _cell(sheet: str, cell: Any, kept: Value) -> Cell:
    written = cell.value
    formula = str(getattr(written, "text", written)) if cell.data_type == "f" else ""
    value = kept if formula else written
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if not isinstance(value, int | Value):
        value = str(value)
    if isinstance(value, float) and not math.isfinite(value):
        value = str(value)
    array = "" if isinstance(written, str) or not formula else "array:"
    return Cell(
        sheet,
        cell.row,
        cell.column,
        array + formula.removeprefix("="),
        value,
        cell.number_format or "General",
    )
