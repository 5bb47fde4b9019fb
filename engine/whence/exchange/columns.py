"""A table of somebody's figures as claims: which column is which field is said, or plain by its name."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, cast

from whence.exchange.brought import Brought, Names, Remark, note, title
from whence.files.schema import Claim
from whence.files.validation import validate
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, brief, counted, few
from whence.language.units.units import STANDARD, Units
from whence.language.values import written
from whence.language.values.numerals import no_year
from whence.language.values.written import Written

# What a column can be; a source is an id that the base has, or the title of a new one.
FIELDS = (
    "id",
    "title",
    "value",
    "unit",
    "source",
    "at",
    "excerpt",
    "kind",
    "as_of",
    "known",
    "why",
    "note",
    "tags",
)
_THOUSANDS = later(r"([-+]?)([0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
# A number with commas or points inside, as far as it goes; and one whose comma can only be a decimal comma, or whose points
# can only stand between thousands. 1,234 and 12.340 may be either.
_SEPARATED = later(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)+(?![0-9.,])")
_DECIMAL_COMMA = later(r"(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+")
# What begins as a number does, and a year.
_FIGURE = later(r"[-+~<>=≤≥€£$]*\s*[0-9]")
_YEAR = later(r"1[89][0-9]{2}|2[01][0-9]{2}")
_ONE_POINT = later(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_POINTS = later(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")


def claims(
    rows: Sequence[Sequence[str]],
    file: str,
    columns: Mapping[str, str],
    taken: Collection[str],
    units: Units = STANDARD,
) -> Brought:
    """A claim for each row that has a value; a row without one, and a value that cannot be read, are told.

    `units` are those that the base knows, its own among them.
    """
    head = [each.strip() for each in rows[0]]
    where = _where(head, columns, rows[1:])
    ids, lost = Names(taken), list[Remark]()
    found: dict[str, Any] = {}
    told: dict[str, tuple[Mapping[str, str], int]] = {}
    lost += _beyond(rows)
    figures = [_cell(row, where["value"]) for row in rows[1:]]
    other = _other_way(figures)
    lost += [] if other else _either_way(figures)
    for n, row in enumerate(rows[1:], 2):
        cells = {name: _cell(row, at) for name, at in where.items()}
        if not cells.get("value"):
            if any(each.strip() for each in row):
                lost.append(Remark(f"row {n}", "it has no value: left out"))
            continue
        value = _value(cells["value"], cells.get("unit", ""), units)
        # What is said once for all rows is the unit of those that say none.
        said = cells["unit"] if isinstance(where.get("unit"), int) else ""
        if wrong := _doubt(cells["value"], other) or _wrong(value, said, units) or _year(value, cells):
            lost.append(Remark(f"row {n}", f"`{brief(cells['value'])}`: {wrong}: left out"))
            continue
        record: dict[str, Any] = {
            "title": title(cells.get("title") or cells.get("id") or f"{file}, row {n}"),
            "value": value,
        }
        record |= {name: cells[name] for name in ("kind", "as_of", "known") if cells.get(name)}
        record |= {name: note(cells[name]) for name in ("why", "note") if cells.get(name)}
        if cells.get("tags"):
            record["tags"] = cells["tags"].replace(",", " ").split()
        lost += _misfits(record, n)
        id = ids.give(cells.get("id") or record["title"], f"row-{n}")
        if cells.get("id") not in (None, "", id):
            lost.append(Remark(f"row {n}", f"`{brief(cells['id'])}` is called `{id}` here"))
        found[id], told[id] = record, (cells, n)
    sources = _Sources(file, taken, ids)
    for id, record in found.items():
        record["cites"] = [sources.cite(*told[id])]
    if not found:
        raise Refused(
            "no row of it has a value that can be read" + "".join(f"; {x.place}: {x.text}" for x in lost[:3])
        )
    unused = [each for n, each in enumerate(head) if n not in where.values()]
    lost += (Remark(f"column {brief(each)}", "it is no field: left out") for each in unused)
    files = {f"claims/{sources.stem}.yaml": {"topic": {"title": title(file)}, "claims": found}}
    if sources.new:
        files[f"sources/{sources.stem}.yaml"] = {"sources": sources.new}
    return Brought(files, (counted(len(found), "value"),), tuple(lost), source=sources.table)


def _beyond(rows: Sequence[Sequence[str]]) -> Iterator[Remark]:
    """Cells that stand in no column."""
    for n, row in enumerate(rows[1:], 2):
        if any(each.strip() for each in row[len(rows[0]) :]):
            yield Remark(f"row {n}", "it has more cells than there are columns: the last are left out")


def _misfits(record: dict[str, Any], row: int) -> Iterator[Remark]:
    """What a claim cannot have in a field, such as a day that the calendar has not, each told and taken out of it."""
    wrong = True
    while wrong:
        wrong = False
        for each in validate(Claim, record)[1][:1]:
            *way, last = each.path or ("",)
            field: Any = reduce(lambda part, step: part[step], way, cast(Any, record))
            if wrong := each.rule != "text-hidden" and (not isinstance(field, Mapping) or last in field):
                del cast(Any, field)[last]
                yield Remark(f"row {row}", f"{each.message}: left out")


class _Sources:
    """The sources that rows name; where they name none, the table itself is theirs."""

    def __init__(self, file: str, taken: Collection[str], names: Names) -> None:
        self.file, self.taken, self.new = file, taken, dict[str, Any]()
        self.names = names
        stem = file.rpartition(".")[0]
        # The same whatever the base has, so that a table which comes again is not taken for another.
        self.stem = Names().give(stem, least="table")
        self.table = self.names.give(stem, "table", least="table")
        self.known: dict[str, str] = {}

    def cite(self, cells: Mapping[str, str], row: int) -> dict[str, str]:
        """The citation of a row."""
        name = cells.get("source", "")
        if not name:
            self.new.setdefault(self.table, {"title": title(self.file), "type": "dataset"})
            place = ", ".join(filter(None, (f"row {row}", cells.get("at", ""))))
            told = {"excerpt": cells["excerpt"]} if cells.get("excerpt") else {}
            return {"source": self.table, "at": place, **told}
        if name in self.taken:
            id = name
        elif name not in self.known:
            id = self.known[name] = self.names.give(name, least="source")
            self.new[id] = {"title": title(name)}
        id = name if name in self.taken else self.known[name]
        return {"source": id, **{key: cells[key] for key in ("at", "excerpt") if cells.get(key)}}


def _where(
    head: Sequence[str], columns: Mapping[str, str], rows: Sequence[Sequence[str]]
) -> dict[str, int | str]:
    """For each field its column, or the text that is the same in every row."""
    where: dict[str, int | str] = {name: head.index(name) for name in FIELDS if name in head}
    for name, column in columns.items():
        if name not in FIELDS:
            raise Refused(f"`{brief(name)}` is no field that a column can be; there are {few(FIELDS, 20)}")
        if column.startswith("="):
            where[name] = column[1:]
        elif column in head:
            where[name] = head.index(column)
        else:
            raise Refused(
                f"there is no column `{brief(column)}`; there are {few([brief(each) for each in head], 12)}"
            )
    again = [head[at] for at in where.values() if isinstance(at, int) and head.count(head[at]) > 1]
    if again:
        raise Refused(f"two columns are called `{brief(again[0])}`; name one of them anew")
    if "value" not in where:
        said = few([brief(each) for each in head], 12)
        raise Refused(
            f"say which column is the value, as in --column 'value={brief(_likely(head, rows))}'; the columns are {said}"
        )
    return where


def _likely(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The column that has most numbers, and not years alone; of those with as many, the last."""

    def numbers(at: int) -> tuple[bool, int, int]:
        cells = [cell for row in rows if _FIGURE.match(cell := _cell(row, at))]
        return any(_YEAR.fullmatch(cell) is None for cell in cells), len(cells), at

    return head[max(range(len(head)), key=numbers)]


def _cell(row: Sequence[str], at: int | str) -> str:
    if isinstance(at, str):
        return at
    return row[at].strip() if at < len(row) else ""


def _other_way(cells: Sequence[str]) -> str:
    """A number of a column that has a decimal comma, or points between thousands; empty where none must have."""
    found = (hit[0] for cell in cells for hit in _SEPARATED.finditer(cell) if not cell.startswith("{"))
    return next((each for each in found if _continental(each)), "")


def _either_way(cells: Sequence[str]) -> Iterator[Remark]:
    """That 1.234 and 2,345 stand in one column, of which one may be meant as the other."""
    found = [hit[0] for cell in cells for hit in _SEPARATED.finditer(cell) if not cell.startswith("{")]
    point = next((each for each in found if _ONE_POINT.fullmatch(each)), "")
    comma = next((each for each in found if _THOUSANDS.fullmatch(each) and "." not in each), "")
    if point and comma:
        said = f"`{brief(point)}` is read with a decimal point, and `{brief(comma)}` with a comma between thousands"
        yield Remark("column of the value", said)


def _continental(number: str) -> bool:
    if _POINTS.fullmatch(number):
        return True
    thousands = _THOUSANDS.fullmatch(number) and not number.startswith("0")
    return bool(_DECIMAL_COMMA.fullmatch(number)) and not thousands


def _doubt(cell: str, other: str) -> str:
    """Why a figure of a column with such a number is not read: 1,234 beside 12,5 is hardly a thousand."""
    if not other or not _SEPARATED.search(cell):
        return ""
    have = "decimal commas" if "," in other else "points between thousands"
    return (
        f"a number with commas or points may mean two things in a column that has {have} (`{brief(other)}`); "
        "write them all with a decimal point and without thousands (1234.5)"
    )


def _year(value: str, cells: Mapping[str, str]) -> str:
    """Why four digits without a unit are not read: they may be a number, and would be a year."""
    if cells.get("unit") == "date" or not re.fullmatch(r"[0-9]{4}", value) or no_year(value) == value:
        return ""
    return f"four digits alone are a year; write {no_year(value)} if it is a number, or `date` as its unit"


def _wrong(value: str, unit: str, units: Units) -> str:
    """Why a value cannot be read, or is not of the unit that its column says."""
    found = written.parse(value, units)
    if isinstance(found, Problem):
        return found.message
    said = units.shown_in(unit)
    if not unit or unit == found.unit.style == "date":
        return ""
    if isinstance(said, Problem):
        return said.message
    if (said.dimension, said.style) == (found.unit.dimension, found.unit.style) and math.isclose(
        said.factor, found.unit.factor, rel_tol=1e-12
    ):
        return ""
    return f"it has a unit of its own, and its column says `{brief(unit)}`"


def _value(text: str, unit: str, units: Units) -> str:
    """A figure as values are written: no commas between thousands, and the unit behind what has none of its own."""
    if hit := _THOUSANDS.fullmatch(text):
        text = hit[1] + hit[2].replace(",", "") + (hit[3] or "")
    text = text.removeprefix("+")
    return f"{text} {unit}".strip() if unit != "date" and _bare(text, units) else text


def _bare(text: str, units: Units) -> bool:
    """Whether no unit is written: `12`, and `3K` or `3 million`, which a unit may follow."""
    if re.search(r"[0-9]$", text):
        return True
    found = written.parse(text, units)
    return isinstance(found, Written) and not found.unit.text
