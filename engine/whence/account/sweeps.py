"""Numbers under many suppositions: one input step by step, or two against each other, and changes by a share or a factor."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from whence.account import answers, changes, datesteps
from whence.account.headlines import headline
from whence.account.whatif import suppose
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, brief
from whence.language.values.numerals import no_year
from whence.model.graph import descendants

MOST_CELLS, MOST_TARGETS = 100, 4
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_STEPS = later(
    rf"(?P<first>{_NUMBER})\s*(?P<own>[^\s.\d]\S*?)?\s*\.\.\s*(?P<last>{_NUMBER})\s*(?P<unit>.*?)\s+step\s+(?P<step>[0-9]+(?:\.[0-9]+)?)\s*(?P<of>\S.*)?"
)


@dataclass(frozen=True)
class Sweep:
    """The numbers of `targets` for every pick of one value of each input: a cell for each pick, in their order.

    `inputs` are the ids that vary with their values as they are written; a cell has what its targets come to in words,
    and the numbers for scripts. `left` are the options of each choice that its targets rest on there, in their order.
    """

    inputs: tuple[tuple[str, tuple[str, ...]], ...]
    targets: tuple[str, ...]
    cells: Mapping[tuple[str, ...], tuple[tuple[str, Any], ...]]
    left: Mapping[tuple[str, ...], Mapping[str, tuple[str, ...]]]


def values(found: Edition, id: str, text: str) -> tuple[str, ...] | str:
    """The values that a supposition stands for, as they are written: `+10%` and `x2` of the point, `1..5 step 1`, or itself.

    A message where it stands for none.
    """
    name = found.base.aliases.get(id, id)
    if changed := changes.changed(found, name, text):
        return changed
    if dates := datesteps.steps(found, name, text, MOST_CELLS):
        return dates
    if hit := _STEPS.fullmatch(text.strip()):
        units = {hit[part].strip() for part in ("own", "unit", "of") if hit[part]}
        whole = hit["unit"].strip()
        # 2%..8% per year step 3%: what follows the last end is of all three
        if units and all(each == whole or whole.startswith((f"{each} per ", f"{each}/")) for each in units):
            units = {whole}
        if len(units) > 1:
            unit = whole or hit["own"] or hit["of"].strip()
            way = f'put all three numbers in {unit} and write it once, such as "1..5 {unit} step 1"'
            return f"{id}={text}: both ends and the step are in one unit; {way}"
        first, last, step = (Decimal(hit[part]) for part in ("first", "last", "step"))
        bare = not hit["own"] and not hit["unit"].strip()
        problem = bare and hit["of"] and _other_unit(found, name, first, last, step, hit["of"].strip())
        if problem := problem or _no_steps(first, last, step):
            return f"{id}={text}: {problem}"
        count = int((last - first) / step) + 1
        if count > MOST_CELLS:
            return f"{id}={text}: these are {count} steps; at most {MOST_CELLS} are shown"
        unit = "".join(units) or (found.unit(name).text if name in found.summaries else "")
        figures = [f"{first + n * step:f}" for n in range(count)]
        return tuple(f"{each} {unit}" if unit else no_year(each) for each in figures)
    return changes.unread(found, name, text) or (text,)


def one(found: Edition, id: str, text: object) -> str:
    """The one value that a supposition stands for, as it is written; `Refused` where it stands for none or for several."""
    if not isinstance(text, str):
        raise Refused(f"a value is a text with its unit, as in a file; `{id}` cannot be {brief(repr(text))}")
    texts = values(found, id, text)
    if isinstance(texts, str):
        raise Refused(texts)
    if len(texts) > 1:
        raise Refused(f"{id}={text}: these are {len(texts)} values; give one of them at a time")
    return texts[0]


def _no_steps(first: Decimal, last: Decimal, step: Decimal) -> str:
    """What is wrong with steps that give no table of at least two values; "" if they give one."""
    if not step:
        return "a step of zero leads nowhere; write a step above zero"
    if last < first:
        return f"no step leads from {first} to {last}; write the lower end first"
    return f"the step is longer than the way from {first} to {last}" if step > last - first else ""


def _other_unit(found: Edition, id: str, first: Decimal, last: Decimal, step: Decimal, of: str) -> str:
    """Why a step has another unit than the one that its bare ends are taken in; "" where it is that one, however spelt."""
    unit = found.base.units.shown_in(of)
    if id not in found.summaries or isinstance(unit, Problem):
        return ""
    own = found.unit(id)
    if (unit.dimension, unit.factor, unit.style) == (own.dimension, own.factor, own.style):
        return ""
    if unit.dimension != own.dimension:
        return (
            f"the step is in {of}, and `{id}` is in {own.text}"
            if own.text
            else f"`{id}` has no unit, and the step has"
        )
    ways = [f'"{id}={_steps(first, last, step, of)}" if the ends are in {of}']
    if "times" not in (unit.style, own.style):
        size = f"{float(step) * unit.factor / own.factor:.6g}"
        ways.insert(0, f'"{id}={_steps(first, last, size, own.text)}"')
    return f"the step is in {of}, and the ends have no unit; write {', or '.join(ways)}"


def _steps(first: Decimal, last: Decimal, step: object, unit: str) -> str:
    behind = f" {unit}" if unit else ""
    return f"{first}{behind}..{last}{behind} step {step}{behind}"


def sweep(
    found: Edition,
    settings: Sequence[tuple[str, tuple[str, ...]]],
    targets: Sequence[str] = (),
) -> Sweep | str:
    """The numbers under every combination of the values of some settings; a message where there are too many of them."""
    vary = tuple(each for each in settings if len(each[1]) > 1)
    if len(vary) > 2:
        return "at most two inputs can vary at once; set the others to one value each"
    if math.prod(len(each[1]) for each in vary) > MOST_CELLS:
        return f"these are more than {MOST_CELLS} combinations; take larger steps"
    wanted = tuple(targets) or downstream(found, [id for id, _ in vary])
    if not wanted:
        return f"nothing rests on {' or '.join(f'`{id}`' for id, _ in vary)}; name what to show with --show"
    if bare := next((id for id in wanted if id not in found.dimensions.units), ""):
        return f"`{bare}` has no number for a table; give one value in place of the steps, and what becomes of it is told"
    wanted = wanted[:1] if len(vary) == 2 and not targets else wanted
    cells: dict[tuple[str, ...], tuple[tuple[str, Any], ...]] = {}
    left: dict[tuple[str, ...], Mapping[str, tuple[str, ...]]] = {}
    for picked in itertools.product(*(each[1] for each in vary)):
        pairs = dict(zip((id for id, _ in vary), picked, strict=True))
        then = suppose(found, [(id, pairs.get(id, texts[0])) for id, texts in settings])
        if isinstance(then, str):
            return then
        cells[picked] = tuple((headline(then, id), _numbers(then, id)) for id in wanted)
        left[picked] = _left(then, wanted)
    return Sweep(vary, wanted, cells, left)


def _left(then: Edition, ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """The options in which some numbers are told, by the choices that they rest on."""
    found: dict[str, dict[str, None]] = {}
    for id in ids:
        for reading in then.summaries[id].readings if id in then.summaries else ():
            for choice, option in reading.choose.items() if reading.active else ():
                found.setdefault(choice, {})[option] = None
    return {choice: tuple(options) for choice, options in found.items()}


def turning(found: Sweep) -> Mapping[str, Mapping[tuple[str, ...], tuple[str, ...]]]:
    """The choices of which other options are left in some cells than in others, with the options of every cell.

    Numbers of such cells are not of one reading, and may fall where all else would have them rise.
    """
    choices = dict.fromkeys(choice for each in found.left.values() for choice in each)
    table = {
        choice: {picked: each.get(choice, ()) for picked, each in found.left.items()} for choice in choices
    }
    return {choice: cells for choice, cells in table.items() if len(set(cells.values())) > 1}


def _numbers(then: Edition, id: str) -> Any:
    return answers.numbers(then.summaries[id], then.unit(id)) if id in then.summaries else None


def downstream(found: Edition, ids: Sequence[str]) -> tuple[str, ...]:
    """What rests on some records: the headlines, or else what nothing else rests on; at most a few."""
    names = [found.base.aliases.get(id, id) for id in ids]
    below = [
        id
        for id in descendants(found.base, names)
        if id in found.summaries and id not in found.settled.outcomes
    ]
    first = [id for id in below if _headline(found, id)]
    last = [id for id in below if not set(found.base.children.get(id, ())) & set(below)]
    return tuple((first or last)[:MOST_TARGETS])


def _headline(found: Edition, id: str) -> bool:
    records = found.base.records
    record = records.claims.get(id) or records.quantities.get(id)
    return bool(record and record.headline)


def as_json(found: Sweep) -> dict[str, Any]:
    """A sweep for scripts: each cell with what was set and the numbers of the targets."""
    ids = [id for id, _ in found.inputs]
    return {
        "inputs": [{"id": id, "values": list(texts)} for id, texts in found.inputs],
        "targets": list(found.targets),
        "cells": [
            {
                "set": dict(zip(ids, picked, strict=True)),
                "readings": {choice: list(options) for choice, options in found.left[picked].items()},
                "numbers": {id: numbers for id, (_, numbers) in zip(found.targets, row, strict=True)},
            }
            for picked, row in found.cells.items()
        ],
    }
