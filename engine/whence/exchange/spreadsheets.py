"""A spreadsheet as a base: its numbers and formulas as claims, each with the cell that it stands in as its place.

What is computed here is held against what the file keeps of each formula. A formula that has no counterpart is brought in as
the number that is kept, with the formula in a note, and told.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from whence.exchange import labels, parts, steps
from whence.exchange.brought import Brought, Names, Remark, slug, text_of, title
from whence.exchange.cells import At, Workbook, read
from whence.exchange.kept import Made, as_kept, left_out, mended, same, without
from whence.exchange.labels import Labels
from whence.exchange.slips import slips
from whence.exchange.spreadsheet_formulas import Effort, Translated, counts, translate
from whence.exchange.spreadsheet_functions import is_truth
from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.judge.edition import Edition
from whence.language.formulas.formula import (
    STEPS,
    Binary,
    Call,
    Name,
    Tree,
    fold,
    names,
    unparse,
    walk,
)
from whence.language.problems import Refused, brief, counted, few

# Every draw of a bare number is that number.
FEW = Settings(samples=16)
_ROUNDS = 12


def spreadsheet(content: bytes, name: str, taken: Collection[str] = ()) -> Brought:
    """A workbook as files of claims, one a sheet, and a file with the workbook as their source.

    `name` is that of the file; `taken` are the ids that the base has.
    """
    book = read(content)
    lost: list[Remark] = []
    why: dict[At, str] = {}
    formulas = dict(_translated(book, lost, why))
    used = {at for each in formulas.values() for at in each.inputs.values()}
    known = Labels(book, used)
    given = Names(taken)
    made = {each.cell.at: each for each in _claims(book, known, formulas, used, given, lost, why)}
    without(made)
    stem, _, ending = name.rpartition(".")
    source = given.give(stem or name, ending, least="spreadsheet")
    about = _about(content, name, book, source)
    files = {**_files(book, made, source), **about}
    for _ in range(_ROUNDS):
        edition = assemble({path: text_of(data) for path, data in files.items()}, FEW)
        if not mended(made, edition):
            break
        files = {**_files(book, made, source), **about}
    else:
        edition = assemble({path: text_of(data) for path, data in files.items()}, FEW)
    differing = tuple(_differing(made, edition))
    _check(files, made, edition, given)
    lost += _unlabelled(book, known, made, used)
    lost += (Remark(each.cell.place, each.lost) for each in made.values() if each.lost)
    lost += (
        Remark(
            each.cell.place,
            f"={brief(each.cell.formula)} may be in another unit than its cells make, and says none: a bare number",
        )
        for each in made.values()
        if each.unsaid
    )
    lost += (
        Remark(
            each.cell.place,
            f"={brief(each.cell.formula)} takes {what}{'' if each.plain else '; here they are converted'}",
        )
        for each in made.values()
        for what in slips(each, made)
    )
    lost += (Remark(name, f"{what} are left out") for what in book.aside)
    told = _told(made, edition, differing)
    return Brought(files, told, tuple(lost), differing)


def _about(content: bytes, name: str, book: Workbook, source: str) -> dict[str, dict[str, Any]]:
    """The file of the workbook as a source: when it was last saved, and the hash of it."""
    stem, _, ending = name.rpartition(".")
    record = {
        "title": title(name),
        "type": "dataset",
        **({"issued": book.modified} if book.modified else {}),
        "snapshot": {"file": f"{slug(stem)}.{ending.lower()}", "sha256": hashlib.sha256(content).hexdigest()},
    }
    return {f"sources/{source}.yaml": {"sources": {source: record}}}


def _translated(book: Workbook, lost: list[Remark], why: dict[At, str]) -> Iterator[tuple[At, Translated]]:
    """The formulas that can be said here; of one that cannot be, `why`, which is told where nothing is kept of it."""
    effort = Effort()
    for at, cell in book.cells.items():
        if cell.formula and counts(cell):
            try:
                made = translate(book, at, cell.formula, effort)
                if cell.value is None and is_truth(made.tree):
                    raise Refused("it is true or false, which is no number")
                lost.extend(Remark(cell.place, f"{each}, and stays with it") for each in made.found)
                yield at, made
            except Refused as error:
                why[at] = str(error)
                if cell.value is not None:
                    lost.append(Remark(cell.place, as_kept(cell, str(error))))


def _claims(
    book: Workbook,
    known: Labels,
    formulas: Mapping[At, Translated],
    used: Collection[At],
    given: Names,
    lost: list[Remark],
    why: Mapping[At, str],
) -> Iterator[Made]:
    """Every cell that is a number of its own; what is none, and is no label either, is told."""
    order = {sheet: n for n, sheet in enumerate(book.sheets)}
    for at in sorted(book.cells, key=lambda at: (order[at[0]], at[1], at[2])):
        cell = book.cells[at]
        if known.is_label(cell, used):
            continue
        if not counts(cell):
            what = (
                f"={brief(cell.formula)} gives {brief(str(cell.value))!r}"
                if cell.formula
                else brief(str(cell.value))
            )
            lost.append(Remark(cell.place, f"{what}, which is no number: left out"))
            continue
        if cell.value is None and at not in formulas:
            lost.append(Remark(cell.place, left_out(cell, why[at])))
            continue
        if isinstance(cell.value, datetime.datetime) and cell.value.time() != datetime.time():
            lost.append(
                Remark(cell.place, f"of {cell.value:%Y-%m-%d %H:%M} the day is kept, and no time of it")
            )
        label = known.of(cell)
        place = cell.place.rpartition("!")[2]
        date = isinstance(cell.value, datetime.datetime)
        unit = "" if date else labels.unit_of(cell, label)
        text = label.text(unit) or f"{cell.sheet} {place}"
        id = given.give(text, *([cell.sheet] if len(book.sheets) > 1 else []), place)
        if not date:
            lost.extend(Remark(cell.place, words) for words in labels.unread(cell, unit, label))
        yield Made(cell, id, title(text), unit, formulas.get(at), sure=bool(unit) or at not in formulas)


def _files(book: Workbook, made: Mapping[At, Made], source: str) -> dict[str, dict[str, Any]]:
    """A file for each sheet that has a number."""
    files: dict[str, dict[str, Any]] = {}
    paths = Names()
    sheets: dict[str, dict[str, Any]] = {sheet: {} for sheet in book.sheets}
    for each in made.values():
        sheets[each.cell.sheet].update(_records(each, made, source))
    for sheet, claims in sheets.items():
        if claims:
            path = paths.give(f"{source}-{sheet}" if len(book.sheets) > 1 else source)
            files[f"claims/{path}.yaml"] = {"topic": {"title": title(sheet)}, "claims": claims}
    return files


def _records(each: Made, made: Mapping[At, Made], source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The claim of a cell, behind the claims of parts of its formula where that is too long for one."""
    if each.gone:
        return
    cite = {"cites": [{"source": source, "at": each.cell.place}]}
    if each.formula is None:
        note = {"note": f"A formula in the spreadsheet: ={each.cell.formula}"} if each.cell.formula else {}
        yield each.id, {"title": each.title, "value": _value(each), **cite, **note}
        return
    inputs = {name: made[at].id for name, at in each.formula.inputs.items() if at in made}
    tree = each.formula.tree
    if each.plain:
        tree, more = _without_units(each, tree, made)
    else:
        units = {name: made[at].unit for name, at in each.formula.inputs.items() if at in made}
        tree, more = steps.with_units(tree, units, each.unit)
    inputs |= more
    cut = parts.cut(tree, each.id)
    for id, part in cut.parts.items():
        used = {name: inputs[name] for name in names(part)}
        yield (
            id,
            {
                "title": f"{each.title}, part {id.rpartition('-')[2]}",
                "formula": unparse(part),
                "inputs": used,
                **cite,
            },
        )
    inputs |= dict(cut.names.items())
    stated = {"stated": _value(each, 12)} if each.cell.value is not None and each.sure else {}
    used = {name: inputs[name] for name in names(cut.tree) if name in inputs}
    record = {"title": each.title, "formula": unparse(cut.tree), "inputs": used}
    yield each.id, {**record, **({"unit": each.unit} if each.unit else {}), **stated, **cite}


def _value(each: Made, digits: int = 0) -> str:
    """The number that is kept of a cell, with its unit; with so many digits, where that is asked for."""
    value = each.cell.value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    number = each.cell.number or 0.0
    return labels.written(float(f"{number:.{digits}g}") if digits else number, each.unit)


def _without_units(each: Made, tree: Tree, made: Mapping[At, Made]) -> tuple[Tree, dict[str, str]]:
    """A formula over the bare numbers of its cells, as spreadsheets compute, and what is one of each unit in it."""
    assert each.formula is not None
    ones: dict[str, str] = {}

    # a share is a bare number as it stands, but is rounded only where it is no share any more
    rounds = any(isinstance(part, Call) and part.name in STEPS for part in walk(tree))
    bare_units = ("",) if rounds else ("", "%")

    def one(unit: str) -> Name:
        size = "100 %" if unit == "%" else f"1 {unit}"
        name = next((known for known, text in ones.items() if text == size), f"one_{len(ones) + 1}")
        ones[name] = size
        return Name(name)

    cells = {name: made[at] for name, at in each.formula.inputs.items() if at in made}
    units = {name: of.unit for name, of in cells.items()}
    days = {name for name, of in cells.items() if isinstance(of.cell.value, datetime.datetime)}

    def dated(node: Tree) -> bool:
        return isinstance(node, Name) and node.name in days

    def bare(node: Tree, below: list[Tree]) -> Tree:
        if isinstance(node, Name):
            unit = units.get(node.name, "")
            return Binary("/", node, one(unit)) if unit not in bare_units else node
        if isinstance(node, Binary) and node.op == "-" and dated(node.left) and dated(node.right):
            # between two dates spreadsheets count days
            return Binary("/", parts.rebuilt(node, below), one("day"))
        return parts.rebuilt(node, below)

    found = fold(tree, bare)
    return (Binary("*", found, one(each.unit)) if each.unit not in bare_units else found), ones


def _differing(made: Mapping[At, Made], edition: Edition) -> Iterator[Remark]:
    for each in made.values():
        if each.formula is None or same(each, edition):
            continue
        if each.id in edition.summaries:
            ours = edition.told(each.id, edition.summaries[each.id], 12)
            yield Remark(each.cell.place, f"`{each.id}` is {ours} here, and the file keeps {_value(each)}")
        else:
            yield Remark(each.cell.place, f"`{each.id}` has no value here, and the file keeps {_value(each)}")


def _check(
    files: Mapping[str, dict[str, Any]], made: Mapping[At, Made], edition: Edition, given: Names
) -> None:
    """Add a check to each formula that does not give what is kept, since rounding might excuse that in the stated figure."""
    for each in made.values():
        if each.formula is None or same(each, edition) or each.id not in edition.summaries:
            continue
        data = next(data for data in files.values() if each.id in data.get("claims", {}))
        data.setdefault("checks", {})[given.give(f"{each.id}-as-kept")] = {
            "title": title(f"{each.title}: what the spreadsheet keeps is what its formula gives"),
            "assert": "ours == kept",
            "inputs": {"ours": each.id, "kept": _value(each)},
            "on_fail": "conflict",
        }


def _unlabelled(
    book: Workbook, known: Labels, made: Mapping[At, Made], used: Collection[At]
) -> Iterator[Remark]:
    """Texts and dates that are part of no title, and are not those of a cell that is told at its own place."""
    used_by = [known.of(each.cell) for each in made.values()]
    of_cells = (known.of(cell) for cell in book.cells.values() if not known.is_label(cell, used))
    told = {at for each in of_cells for at in each.cells}
    told |= known.over(each.cells[0] for each in used_by if each.row)
    for at, cell in sorted(book.cells.items()):
        if known.is_label(cell, used) and at not in told:
            yield Remark(cell.place, f"{brief(str(cell.value))!r} is the label of no number: left out")


def _told(made: Mapping[At, Made], edition: Edition, differing: tuple[Remark, ...]) -> tuple[str, ...]:
    formulas = [each for each in made.values() if each.formula]
    values = sum(not each.formula and not each.gone for each in made.values())
    kept = [each for each in formulas if each.cell.value is not None]
    same = len(kept) - len(differing)
    told = [f"{counted(values, 'value')} and {counted(len(formulas), 'formula')}"]
    if kept:
        told.append(
            f"{same:,} of {counted(len(kept), 'formula')} whose value is kept in the file give the same here, to 1e-9 of it"
        )
    if len(kept) < len(formulas):
        told.append(f"of {counted(len(formulas) - len(kept), 'formula')} no value is kept to compare with")
    if bare := [each.cell.place for each in formulas if each.plain and not each.unsaid]:
        told.append(
            f"{counted(len(bare), 'formula')} with bare numbers, since with units they do not fit together, or give something"
            f" else: {few(bare)}"
        )
    return tuple(told)
