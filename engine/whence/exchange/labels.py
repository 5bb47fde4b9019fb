"""What the cells of a spreadsheet are called, and in which unit they are: by the texts around them and their formats."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from whence.exchange.cells import At, Cell, Workbook
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import brief
from whence.language.units.units import STANDARD, Unit
from whence.language.values.numerals import no_year

_BRACKETS = later(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_MONEY = later(r"\[\$([^\]\-]*)(?:-[0-9A-Fa-f]+)?\]|([$€£¥₹₩])")
# Fees (net) are no nets, Goals (home) no homes, Ship(s) no seconds, and Revenue (m) or Costs (K) no metres or kelvins.
_OTHER_WORDS = frozenset(
    ("net", "home", "model", "case", "share", "head", "line", "order", "step", "run", "site")
)
_SCALES = frozenset("mkKMB")
_MONEYED = later(
    r"\b(?:revenue|sale|turnover|cost|price|income|profit|loss|budget|tax|wage|salar|spend|expen|capital|capex|opex|debt"
    r"|asset|cash|ebit|fee|earning|fund|grant|loan|interest|rent|payment|deficit|surplus|gdp)",
    re.IGNORECASE,
)
_QUOTED = later(r'"([^"]*)"|\\(.)')
_AMOUNT = later(r"[0-9.,]+(?!\s*/)")
# Commas behind the digits of a format divide what is shown by a thousand each; what is kept is not divided.
_DIVIDED = later(r"[0#?.],+(?![0#?,])")
_LARGE = later(r"(?:k|m|mm|b|bn|t|tn|thousand|million|billion|trillion|mio|mln|mrd)\b", re.IGNORECASE)

# A text that is a figure, or a span of them: 12.5 or 5-7; and one that is a year, which heads a column.
_FIGURE = later(r"\s*[-+~<>≤≥]?\s*[0-9][0-9.,]*\s*(?:(?:-|–|to)\s*[0-9][0-9.,]*\s*)?%?\s*")
_YEAR = later(r"\s*(?:1[89]|2[01])[0-9]{2}\s*")
# What a unit counts in, as it is read, and as a word behind a number; and kEUR or M€, which are no units here.
_COUNTED = {"k": "thousand", "K": "thousand", "T": "trillion", "M": "million", "bn": "billion"}
_SCALED = later(r"^1(K|M|bn|T)(?= |$)")
_SHORT = later(r"([kM])([A-Z]{3}(?:/.*)?|[€£¥₹₩$](?:/.*)?)")


@dataclass(frozen=True)
class Label:
    """The text of the row of a cell, and that of its column; the cells that they stand in."""

    row: str
    column: str
    cells: tuple[At, ...]

    def text(self, unit: str) -> str:
        """Both, as a title; what they have in brackets is no part of it where it is the unit of the cell."""
        return ", ".join(filter(None, (_without(unit, text) for text in (self.row, self.column))))


class Labels:
    """The labels of a workbook: texts, and the years and dates that head a table or stand in front of a row."""

    def __init__(self, book: Workbook, used: Collection[At]) -> None:
        # Cells that formulas compute with are numbers, whatever they look like.
        self.columns: dict[tuple[str, int], list[Cell]] = defaultdict(list)
        # The labels of each row that may be that of its cells, best first: its first text, and whatever comes first.
        self.rows: dict[tuple[str, int], list[Cell]] = defaultdict(list)
        self.heads = _heads(book, used)
        self.days = set(_days(book))
        # How many cells of each row hold a number.
        self.lengths: dict[tuple[str, int], int] = defaultdict(int)
        for cell in book.cells.values():
            self.lengths[cell.sheet, cell.row] += cell.number is not None
        # Rows that follow each other without an empty one have the same number.
        self.blocks: dict[tuple[str, int], int] = {}
        for sheet, number in sorted(self.lengths):
            self.blocks[sheet, number] = self.blocks.get((sheet, number - 1), number)
        for _at, cell in sorted(book.cells.items()):
            if self.is_label(cell, used):
                row = self.rows[cell.sheet, cell.row]
                if not self.is_entry(cell, row):
                    self.columns[cell.sheet, cell.column].append(cell)
                elif isinstance(cell.value, datetime.datetime):
                    self.days.add(cell.at)
                    continue
                if isinstance(cell.value, str) and not (row and isinstance(row[0].value, str)):
                    row.insert(0, cell)
                elif not row:
                    row.append(cell)
        self.starts = {at: [each.row for each in column] for at, column in self.columns.items()}

    def is_label(self, cell: Cell, used: Collection[At]) -> bool:
        """Whether a cell says what others are, rather than being a number of its own."""
        if cell.formula or cell.at in used or cell.at in self.days:
            return False
        return isinstance(cell.value, str | datetime.datetime) or cell.at in self.heads

    def is_entry(self, cell: Cell, row: list[Cell]) -> bool:
        """Whether what stands in a line of a table heads nothing below it: a date, `12.5`, `on request` among prices."""
        column = self.columns[cell.sheet, cell.column]
        labelled = bool(row) and isinstance(row[0].value, str) and row[0].column < cell.column
        inside = bool(column) and self.reaches(column[-1], cell)
        dated = isinstance(cell.value, datetime.datetime)
        figure = (
            isinstance(cell.value, str) and _FIGURE.fullmatch(cell.value) and not _YEAR.fullmatch(cell.value)
        )
        return labelled and inside and (dated or bool(figure) or self.lengths[cell.sheet, cell.row] > 0)

    def of(self, cell: Cell) -> Label:
        """The label of a cell: the first text of its row, and the nearest one above it."""
        texts = [each for each in self.rows[cell.sheet, cell.row] if each.column < cell.column]
        column = self.columns[cell.sheet, cell.column]
        above = bisect_left(self.starts.get((cell.sheet, cell.column), ()), cell.row)
        heads = [column[above - 1]] if above and self.reaches(column[above - 1], cell) else []
        return Label(
            _said(texts[0]) if texts else "",
            _said(heads[0]) if heads else "",
            tuple(each.at for each in (*texts[:1], *heads)),
        )

    def over(self, lines: Iterable[At]) -> set[At]:
        """What heads the columns of the labels of lines, which needs no telling: the nearest text above the first of each."""
        first: dict[tuple[str, int], int] = {}
        for sheet, row, column in lines:
            first[sheet, column] = min(row, first.get((sheet, column), row))
        heads = (
            next((each for each in reversed(self.columns.get(at, ())) if each.row < row), None)
            for at, row in first.items()
        )
        return {each.at for each in heads if each and isinstance(each.value, str)}

    def reaches(self, head: Cell, cell: Cell) -> bool:
        """Whether a head is that of a cell below: a line of one number behind an empty row has none of the table above."""
        gap = self.blocks[cell.sheet, head.row] != self.blocks[cell.sheet, cell.row]
        return not gap or self.lengths[cell.sheet, cell.row] > 1


def _rows(book: Workbook) -> Iterator[list[list[Cell]]]:
    """The rows of each sheet that have more than one cell, in their order."""
    rows: dict[str, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for cell in book.cells.values():
        rows[cell.sheet][cell.row].append(cell)
    for sheet in rows.values():
        yield [cells for _, cells in sorted(sheet.items()) if len(cells) > 1]


def _days(book: Workbook) -> frozenset[At]:
    """The dates that are what a line says: alone behind a text, as in `Start | 2024-03-01`.

    One such in the first row is the head of a table, unless a line below says another in its column.
    """
    found: dict[tuple[str, int], list[Cell]] = defaultdict(list)
    first = set[At]()
    for rows in _rows(book):
        for cells in rows:
            texts = [each for each in cells if isinstance(each.value, str) and not each.formula]
            others = [each for each in cells if each not in texts]
            alone = others[0] if len(others) == 1 and texts and texts[0].column < others[0].column else None
            if alone and isinstance(alone.value, datetime.datetime):
                found[alone.sheet, alone.column].append(alone)
        first.update(each.at for cells in rows[:1] for each in cells)
    return frozenset(
        each.at for cells in found.values() for each in cells if len(cells) > 1 or each.at not in first
    )


def _heads(book: Workbook, used: Collection[At]) -> frozenset[At]:
    """The years that stand in the first row of a sheet that has more than one cell, where they head its columns."""
    found: set[At] = set()
    for rows in _rows(book):
        first = rows[0] if rows else []
        years = [each for each in first if each.number is not None]
        if all(_is_year(each) and each.at not in used for each in years):
            found.update(each.at for each in years)
    return frozenset(found)


def _is_year(cell: Cell) -> bool:
    number = cell.number
    return number is not None and not cell.formula and number == int(number) and 1800 <= number <= 2200


def _said(cell: Cell) -> str:
    if isinstance(cell.value, datetime.datetime):
        return cell.value.date().isoformat()
    return str(int(cell.value)) if isinstance(cell.value, float | int) else str(cell.value).strip()


def unit_of(cell: Cell, label: Label) -> str:
    """The unit of a cell: by its format, else by its row, else by its column; nothing where none of them names one."""
    written = cell.format.split(";")[0]
    if "%" in _QUOTED.sub("", written):
        return "%"
    money = _MONEY.search(_QUOTED.sub("", written))
    literal, divided = _literal(cell), bool(_DIVIDED.search(_QUOTED.sub("", written)))
    # A per cent that is not one by its format, but by a text there, is a number that somebody has multiplied by 100.
    own = "" if divided or literal == "%" else _unit(literal)
    if money and (symbol := _unit((money[1] or money[2] or "").strip())):
        if literal.startswith("/"):
            return _unit(symbol + literal)
        if _LARGE.match(literal) and not divided:
            return ""
        own = symbol
    said = _said_units(label)
    own = own or next(iter(said), "")
    # Wage (EUR/month) is more than a format of euros says.
    return next((unit for unit in said if unit.startswith(f"{own}/")), own)


def _said_units(label: Label) -> list[str]:
    """The units that a label has in brackets, that of the row first; a per cent there is none, as in `unit_of`."""
    found = (_in_brackets(text) for text in (label.row, label.column))
    return [unit for text in found if text != "%" and (unit := _unit(text))]


def _literal(cell: Cell) -> str:
    """The words that a format puts beside a number."""
    return "".join(a or b for a, b in _QUOTED.findall(cell.format.split(";")[0])).strip()


def unread(cell: Cell, unit: str, label: Label) -> Iterator[str]:
    """What a format or a label says beside a number that its unit does not."""
    literal = _literal(cell)
    whole = unit.partition("/")[0] + literal if literal.startswith("/") else literal
    if literal and not (unit and (_unit(whole) or " ") in (unit, unit.partition("/")[0])):
        yield f"{brief(literal)!r} in its format is not in the unit here: {unit or 'none'}"
    for other in dict.fromkeys(_said_units(label)):
        if unit and other != unit:
            yield f"its label says {other}, and it is in {unit} here: {other} stays in its title"


def _without(unit: str, text: str) -> str:
    """A text without the unit that it has in brackets, where that is this one.

    A per cent stays there, since its number has no unit: 5.2 is written, and not 5.2 %.
    """
    found = _in_brackets(text)
    taken = unit and found != "%" and _unit(found) == unit
    return text[: text.rindex(found)].rstrip(" ([") or text if taken else text


def _in_brackets(label: str) -> str:
    """What a label has in brackets at its end, where that may be a unit and is no other word that is spelt like one."""
    hit = _BRACKETS.search(label)
    if not hit:
        return ""
    text, before = hit[1].strip(), label[: hit.start()]
    plural = text == "s" and before[-1:].isalpha()
    scale = text in _SCALES and _MONEYED.search(before)
    return "" if plural or scale or text in _OTHER_WORDS else text


def _unit(text: str) -> str:
    """A text as a unit, in our spelling; nothing where it is none, or says how much of one, as `19 %` and `10 years` do.

    What it counts is a word (`million EUR`), since that can stand behind a number.
    """
    if not text or _AMOUNT.match(text):
        return ""
    found, short = STANDARD.parse(text), _SHORT.fullmatch(text)
    if short and isinstance(money := STANDARD.parse(short[2]), Unit) and money.style == "money":
        return f"{_COUNTED[short[1]]} {money.text}"
    if not isinstance(found, Unit) or found.style not in ("linear", "money"):
        return ""
    return _SCALED.sub(lambda hit: _COUNTED[hit[1]], found.text)


def written(number: float, unit: str) -> str:
    """A number of a spreadsheet as a value: the same number to the last digit."""
    exact = Decimal(repr(number))
    if unit == "%":
        exact = exact.scaleb(2)
    exact = exact.normalize() if exact else Decimal(0)
    _, digits, exponent = exact.as_tuple()
    plain = isinstance(exponent, int) and -30 <= exponent <= 6 and len(digits) <= 17
    text = format(exact, "f") if plain else re.sub(r"E\+?(-?)0*", r"e\1", format(exact, "E"))
    return f"{text} {unit}" if unit else no_year(text)
