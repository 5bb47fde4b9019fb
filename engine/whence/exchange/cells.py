"""A spreadsheet as plain values: its cells with what stands in them, read within limits and without running anything."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from whence.language.frozen import dataclass
from whence.language.limits import CELLS, UNPACKED, WORKBOOK
from whence.language.problems import Refused, brief

Value = float | str | bool | datetime.datetime | None
At = tuple[str, int, int]
_MOST_PARTS = 10_000
# Where XML may define words that stand for more than is written.
_DEFINES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


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
    """The cells of a workbook by their places, its names for places, and what was left aside of it."""

    cells: Mapping[At, Cell]
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
    return Workbook(
        cells, tuple(formulas.sheetnames), names, modified.date().isoformat() if modified else "", aside
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
                if each.filename.endswith((".xml", ".rels")) and _DEFINES.search(packed.read(each)):
                    raise Refused(
                        f"{brief(each.filename)} in this workbook defines entities, which are not read"
                    )
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


def _cells(formulas: Any, values: Any) -> Iterator[tuple[At, Cell]]:
    count = 0
    for sheet in formulas.worksheets:
        kept = values[sheet.title]
        # What a sheet says of its own size is not believed: rows are as long as they are.
        sheet.reset_dimensions()
        kept.reset_dimensions()
        for written, shown in zip(sheet.iter_rows(), kept.iter_rows(), strict=False):
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
    if not isinstance(value, int | float | str | bool | datetime.datetime | None):
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
