"""A base as a spreadsheet with live formulas: a row for each number, and every formula over the rows of its inputs.

A cell holds the number in the unit that the record is shown in; a formula computes in base units, so that each input is
multiplied by its factor first. What a spreadsheet has no counterpart for stands as a number, and its row says so.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from whence.judge import evidence
from whence.judge.edition import Edition
from whence.language.formulas.formula import Binary, Call, Name, Number, Tree, Unary, children, fold
from whence.language.problems import Refused, visible
from whence.language.units.units import DATE, Unit
from whence.model.graph import Derived, Pick, Pool, Relation

HEAD = (
    "id",
    "title",
    "number",
    "unit",
    "low (5 %)",
    "high (95 %)",
    "as written",
    "formula",
    "sources",
    "note",
)
_COLUMN, _LONGEST = "C", 32_000
_NUMBERS = (3, 5, 6)
# More decimals than this are not counted by eye.
_FINEST = 9
# What a spreadsheet counts its days from is muddled before this one.
_EPOCH, _FIRST = datetime(1970, 1, 1), datetime(1900, 3, 1)
# What is a whole number of steps but for rounding of the machine is one there too.
_STEPS = {
    "round": "ROUND({},0)", "floor": "INT({})", "ceil": "-INT(-{})", "trunc": "TRUNC({})",
}  # fmt: skip
# By twelve digits of the largest number met on the way, as the engine has it, and by no more than a hundredth of a step.
_CLOSE = "ROUND({count},MAX(2,11-INT(LOG10(MAX({size},1E-290)))))"
# As long as a formula of a spreadsheet may be.
_MOST = 8_000
_SIGNS = {"==": "=", "!=": "<>"}
_CALLS = {
    "if": "IF({})", "min": "MIN({})", "max": "MAX({})", "sum": "SUM({})", "mean": "AVERAGE({})", "geomean": "GEOMEAN({})",
    "abs": "ABS({})", "sqrt": "SQRT({})", "exp": "EXP({})", "log": "LN({})", "log2": "LOG({},2)", "log10": "LOG10({})",
}  # fmt: skip


def workbook(edition: Edition, ids: Iterable[str]) -> bytes:
    """The numbers among some ids, with all that they rest on, as the bytes of a workbook."""
    try:
        import openpyxl
    except ImportError:
        raise Refused(
            "a spreadsheet is written by openpyxl, which is not installed: pip install 'whence[exchange]'"
        ) from None
    ids = tuple(ids)
    rows = {id: n for n, id in enumerate(_numbers(edition, ids), 2)}
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Numbers"
    for column, text in enumerate(HEAD, 1):
        _put(sheet, 1, column, text)
    for id, row in rows.items():
        for column, value in enumerate(_row(edition, id, rows), 1):
            _put(sheet, row, column, value, live=column == 3)
        for column in _NUMBERS:
            sheet.cell(row, column).number_format = _format(edition, id)
    for row, id in enumerate(_without(edition, ids), len(rows) + 2):
        for column, value in enumerate(_words(edition, id), 1):
            _put(sheet, row, column, value)
    sources = book.create_sheet("Sources")
    head = ("id", "title", "publisher", "issued", "URL", "DOI")
    for n, record in enumerate((head, *_sources(edition)), 1):
        for column, value in enumerate(record, 1):
            _put(sources, n, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _format(edition: Edition, id: str) -> str:
    """How the cells of a number are shown: money and per cent with as many decimals as its digits are worth."""
    unit = edition.unit(id)
    if unit.dimension == DATE:
        return "yyyy-mm-dd"
    if unit.text != "%" and (unit.style != "money" or '"' in unit.text):
        return "General"
    decimals = _decimals(edition, id, unit)
    if decimals > _FINEST:
        shown = "0.00E+00"
    else:
        shown = f"0.0{'#' * max(2, decimals - 1)}" if unit.text == "%" else f"#,##0.00{'#' * (decimals - 2)}"
    return f"{shown}%" if unit.text == "%" else f'{shown} "{unit.text}"'


def _decimals(edition: Edition, id: str, unit: Unit) -> int:
    """How many decimals the smallest of a number and its two ends wants."""
    figure = edition.summaries[id].figure
    sizes = [abs(float(unit.from_base(each))) for each in (figure.point, figure.low, figure.high)]
    least = min((each for each in sizes if each and math.isfinite(each)), default=1.0)
    return edition.digits(id, figure) - 1 - math.floor(math.log10(least))


def _put(sheet: Any, row: int, column: int, value: Any, live: bool = False) -> None:
    """Fill a cell; a text is a text, whatever it begins with, unless it is our own formula."""
    cell = sheet.cell(row, column)
    cell.value = visible(value)[:_LONGEST] if isinstance(value, str) else value
    if isinstance(value, str) and not live:
        cell.data_type = "s"


def _numbers(edition: Edition, ids: Iterable[str]) -> list[str]:
    """Some numbers and all that they rest on, each behind what it is computed from."""
    from whence.model.graph import ancestors, in_order

    wanted = [id for id in ids if id in edition.base.nodes]
    found = in_order(
        edition.base, {*wanted, *(each for id in wanted for each in ancestors(edition.base, id))}
    )
    return [
        id for id in found if id in edition.summaries and not isinstance(edition.base.nodes[id], Relation)
    ]


def _row(edition: Edition, id: str, rows: Mapping[str, int]) -> tuple[Any, ...]:
    summary, unit, node = edition.summaries[id], edition.unit(id), edition.base.nodes[id]
    ends = summary.enclosure or (summary.figure.low, summary.figure.high)
    # A bound is a set of values, and none of them stands for it.
    middle = math.nan if summary.enclosure else summary.figure.point
    point, low, high = (_number(unit, each) for each in (middle, *ends))
    live, notes = None, list(_taken(edition, id))
    try:
        live = None if point is None and not summary.enclosure else _live(edition, id, rows)
    except Refused as error:
        notes += [] if summary.open else [f"a number, not live: {error}"]
    notes += [f"open: {', '.join(summary.open)}"] if summary.open else []
    value = edition.base.values.get(id)
    cites = ", ".join(dict.fromkeys(each.source for each in evidence.citations(edition.base, id)))
    claim = edition.base.records.claims.get(id)
    formula = getattr(claim, "formula", "") if isinstance(node, Derived) else ""
    written = claim.value if claim and claim.taken_as else value.text if value else ""
    return (
        id,
        edition.title(id),
        live or point,
        unit.text,
        low,
        high,
        written,
        formula,
        cites,
        "; ".join(notes),
    )


def _without(edition: Edition, ids: Iterable[str]) -> Iterator[str]:
    """The claims among some ids that have no number."""
    return (id for id in ids if id in edition.base.records.claims and id not in edition.summaries)


def _words(edition: Edition, id: str) -> tuple[Any, ...]:
    """The row of a claim without a number: its words, an empty cell, and why it is empty."""
    claim = edition.base.records.claims[id]
    wrong = [each.message for each in edition.findings if each.id == id and each.severity == "error"]
    why = f"missing: {claim.missing}" if claim.missing else f"no number: {wrong[0]}" if wrong else "no number"
    cites = ", ".join(dict.fromkeys(each.source for each in claim.cites))
    return (id, edition.title(id), None, claim.unit, None, None, claim.value, claim.formula, cites, why)


def _taken(edition: Edition, id: str) -> Iterator[str]:
    """What is computed with as another value than the one written, here and in what this rests on."""
    claims = edition.base.records.claims
    own = (id,) if id in claims and claims[id].taken_as else ()
    for each in (*own, *evidence.taken(edition.base, id)):
        whose = "" if each == id else f"{each}: "
        yield f"{whose}{claims[each].value} is taken as {claims[each].taken_as}"


def _number(unit: Unit, value: float) -> float | datetime | str | None:
    """A number as a cell has it: a date as one, or as text where a spreadsheet knows no such date."""
    if not math.isfinite(value):
        return None
    if unit.dimension != DATE:
        return float(unit.from_base(value)) / (100.0 if unit.text == "%" else 1.0)
    try:
        day = _EPOCH + timedelta(seconds=value)
    except OverflowError:
        return None
    return day if day >= _FIRST else day.date().isoformat()


def _live(edition: Edition, id: str, rows: Mapping[str, int]) -> str | None:
    """The formula of a cell; None for a number that is not computed, `Refused` for one that cannot be here."""
    node = edition.base.nodes[id]
    if isinstance(node, Pick) or (isinstance(node, Pool) and len(node.members) != 1):
        raise Refused("it stands for one of several, or for all of them")
    if edition.summaries[id].bound or len(edition.summaries[id].readings) > 1:
        raise Refused("it rests on bounds or on readings")
    if isinstance(node, Pool):
        return f"={_cell(edition, node.members[0], rows)}{_divisor(edition, id)}"
    if not isinstance(node, Derived):
        return None
    text = f"={_whole(edition, node, node.tree, rows)}{_divisor(edition, id)}"
    if len(text) > _MOST:
        raise Refused("its formula is too long for a cell")
    return text


def _whole(edition: Edition, node: Derived, tree: Tree, rows: Mapping[str, int]) -> str:
    return fold(tree, lambda each, below: _text(edition, node, each, below, rows))


def _factor(edition: Edition, id: str) -> float:
    unit = edition.unit(id)
    if unit.style not in ("linear", "money"):
        raise Refused("its unit is no plain factor")
    return 1.0 if unit.text == "%" else unit.factor


def _divisor(edition: Edition, id: str) -> str:
    factor = _factor(edition, id)
    return "" if factor == 1 else f"/{factor!r}"


def _cell(edition: Edition, id: str, rows: Mapping[str, int]) -> str:
    if id not in rows:
        raise Refused(f"`{id}` has no number")
    if edition.summaries[id].bound or math.isnan(edition.summaries[id].figure.point):
        raise Refused(f"`{id}` has no single number")
    factor = _factor(edition, id)
    return f"{_COLUMN}{rows[id]}" if factor == 1 else f"({_COLUMN}{rows[id]}*{factor!r})"


def _text(edition: Edition, node: Derived, tree: Tree, below: list[str], rows: Mapping[str, int]) -> str:
    """One operation as a spreadsheet writes it, in brackets of its own: there a sign binds tighter than a power."""
    match tree:
        case Number(value=value):
            return repr(value)
        case Name(name=name):
            return _cell(edition, node.inputs[name], rows)
        case Unary(op="not"):
            return f"NOT({below[0]})"
        case Unary():
            return f"(-{below[0]})"
        case Binary(op="and" | "or" as op):
            return f"{op.upper()}({','.join(below)})"
        case Binary(op=op):
            return f"({below[0]}{_SIGNS.get(op, op)}{below[1]})"
        case Call(name="clamp"):
            return f"MIN(MAX({below[0]},{below[1]}),{below[2]})"
        case Call(name=name) if name in _STEPS:
            step = f"ABS({below[1]})" if below[1:] else "1"
            size = f"{_size(edition, node, children(tree)[0], rows)}/{step}"
            return f"({_STEPS[name].format(_CLOSE.format(count=f'{below[0]}/{step}', size=size))}*{step})"
        case Call(name=name) if name in _CALLS:
            return _CALLS[name].format(",".join(below))
    raise Refused(f"a spreadsheet has no `{getattr(tree, 'name', '')}`")


def _size(edition: Edition, node: Derived, tree: Tree, rows: Mapping[str, int]) -> str:
    """The largest number met on the way to a part, which is what its last digits are rounded by: of 0.1 + 0.2 - 0.3 it is 0.3."""
    match tree:
        case Binary(op="+" | "-"):
            return f"MAX({','.join(_size(edition, node, each, rows) for each in _terms(tree))})"
        case Binary(op="*", left=left, right=right):
            return f"({_size(edition, node, left, rows)}*{_size(edition, node, right, rows)})"
        case Binary(op="/", left=left, right=right):
            return f"({_size(edition, node, left, rows)}/ABS({_whole(edition, node, right, rows)}))"
        case Name(name=name):
            own, lost = f"ABS({_cell(edition, node.inputs[name], rows)})", _lost(edition, node.inputs[name])
            return f"MAX({own},{lost!r})" if lost else own
    return f"ABS({_whole(edition, node, tree, rows)})"


def _terms(tree: Tree) -> list[Tree]:
    """What a sum is made of: as arguments of one function, since a spreadsheet nests no more than 64."""
    match tree:
        case Binary(op="+" | "-", left=left, right=right):
            return [*_terms(left), *_terms(right)]
    return [tree]


def _lost(edition: Edition, id: str) -> float:
    """The largest number met on the way to a record, where that is much larger than it; else 0."""
    lost = edition.values.of[id].lost
    return 0.0 if lost is None else float(lost.max())


def _sources(edition: Edition) -> Iterable[tuple[str, ...]]:
    for id, each in edition.base.records.sources.items():
        yield id, each.title, each.publisher, each.issued, each.URL, each.DOI
