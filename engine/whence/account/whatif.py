"""A base as it would be if some facts were different, without a file being touched."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, get_args

from whence.files.late_records import Late
from whence.files.records import Records
from whence.files.schema import Source
from whence.files.sections import hints
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.patterns import later
from whence.language.problems import Problem, did_you_mean
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit
from whence.language.values import written
from whence.language.values.shown import as_written
from whence.language.values.written import Exact, Written
from whence.model import graph
from whence.model.declared import objection
from whence.model.graph import Pick, Relation

POINTS = later(r"(?P<size>[+-]\s*[0-9]+(?:\.[0-9]+)?)\s*(?:pp|ppts?|p\.p\.|(?:percentage |% )?points?)")


def suppose(found: Edition, settings: Iterable[tuple[str, str]]) -> Edition | str:
    """The edition with claims or quantities set to values, choices to options and sources to a status; else a message.

    A claim with a formula is replaced by the value, and an option counts even where checks rule it out. Everything that
    does not rest on what was set is taken over as it stands, so what does not move is the same to the last bit.
    """
    records, values, settings = found.base.records, {}, tuple(settings)
    if problem := twice(found, settings):
        return problem
    outcome: Records | Written | str
    for id, text in settings:
        name = found.base.aliases.get(id, id)
        if name in records.choices:
            outcome = _choose(found, records, name, text)
        elif name in records.sources and name not in found.base.nodes:
            outcome = _judged(records, name, text)
        else:
            outcome = _value(found, name, text)
        if isinstance(outcome, str):
            return outcome
        if isinstance(outcome, Written):
            values[name] = outcome
            records = _noted(records, name, text)
        else:
            records = outcome
    picked = frozenset(found.base.aliases.get(id, id) for id, _ in settings) & set(records.choices)
    base = graph.with_values(found.base, records, values, picked)
    return judge(
        base, today=found.today, memory=found.values.recalled(), snapshots=found.snapshots, before=found
    )


def twice(found: Edition, settings: Iterable[tuple[str, str]]) -> str:
    """Why two suppositions cannot both be made, since they are of one record, by whichever of its names; "" where none are."""
    seen: dict[str, tuple[str, str]] = {}
    for id, text in settings:
        before = seen.setdefault(found.base.aliases.get(id, id), (id, text))
        if before[1].strip() != text.strip():
            both = " and ".join(f"`{name}={said}`" for name, said in (before, (id, text)))
            return f"{both} are two suppositions of one record: give one of them"
    return ""


def _value(found: Edition, id: str, text: str) -> Written | str:
    if id not in found.summaries or isinstance(found.base.nodes.get(id), Relation):
        claim = found.base.records.claims.get(id)
        way = (
            f"; `whence update {id} VALUE --dry-run` gives it one, and says what moves"
            if claim and claim.missing
            else ""
        )
        return f"`{id}` has no value that could be set{way}"
    value = written.parse(text, found.base.units, found.base.settings.about)
    if refused := _of_change(found, id, text.strip(), value):
        return f"{id}={text}: {refused}"
    if isinstance(value, Problem):
        hint = f" ({'; '.join(value.hints)})" if value.hints else ""
        return f"{id}={text}: {value.message}{hint}"
    if value.unit.dimension == found.dimensions.of[id] and (
        problem := objection(value, found.unit(id), found.base.units, supposed=True)
    ):
        return f"{id}={text}: {problem.message}"
    if value.unit.dimension != found.dimensions.of[id]:
        return f"{id}={text}: that is in {_said(value.unit)}, and `{id}` is in {_said(found.unit(id))}"
    return value


def _of_change(found: Edition, id: str, text: str, value: Written | Problem) -> str:
    """Why a text with a sign is refused that may be meant as a change by so much; "" where it can only be the value.

    `-5 °C` is a value; `+5 °C` may be one or five degrees more; what counts points is none. A growth is written with a sign.
    """
    if points := POINTS.fullmatch(text):
        share = written.parse(f"{points['size']} %", found.base.units)
        way = _sum(found, id, share)
        return "a change by points is not read here; write the value itself" + (
            f', "{id}={way}"' if way else ""
        )
    if not text.startswith("+") or isinstance(value, Problem) or value.unit.style == "times":
        return ""
    if value.unit.dimension != found.dimensions.of[id]:
        return ""
    way = _sum(found, id, value)
    more = f'"{id}={way}"' if way else "the sum itself"
    own = fitted(found, id, text[1:].strip())
    ways = f'write "{id}={own}" for the value, or {more} for so much more'
    return f"this may be the value or a change by so much; {ways}"


def fitted(found: Edition, id: str, text: str) -> str:
    """A value as this number may have it, with its unit where it has none; "" where it cannot be one."""
    unit = found.unit(id).text
    return next((each for each in (text, f"{text} {unit}") if fits(found, id, each)), "")


def fits(found: Edition, id: str, text: str) -> bool:
    """Whether a text is read as a value of a number, and in its kind of unit."""
    value = written.parse(text, found.base.units, found.base.settings.about)
    if isinstance(value, Problem) or id not in found.summaries:
        return False
    same = value.unit.dimension == found.dimensions.of[id]
    return same and not objection(value, found.unit(id), found.base.units, supposed=True)


def _sum(found: Edition, id: str, by: Written | Problem) -> str:
    """The point of a number and so much more, as it is written; "" where there is no one point or the two do not add."""
    summary = found.summaries[id]
    if (
        isinstance(by, Problem)
        or not isinstance(by.shape, Exact)
        or by.bound
        or summary.enclosure
        or summary.bound
    ):
        return ""
    unit, sum = found.unit(id), summary.figure.point + by.point - ZEROS.get(by.unit.style, 0.0)
    if by.unit.dimension != found.dimensions.of[id] or unit.style in ("date", "times") or math.isnan(sum):
        return ""
    said = as_written(sum, unit)
    back = written.parse(said, found.base.units)
    return (
        said
        if isinstance(back, Written) and math.isclose(back.point, sum, rel_tol=1e-5, abs_tol=1e-12)
        else ""
    )


def _said(unit: Unit) -> str:
    return f"`{unit.text}`" if unit.text else "no unit at all"


def _judged(records: Records, id: str, status: str) -> Records | str:
    """The records with a source of another status, as if it had been taken back; its why is that it is supposed."""
    possible = [each for each in get_args(hints(Source)["status"]) if each != "current"]
    if status not in ("current", *possible):
        return f"`{id}` is a source: it can be {' or '.join(possible)}, or current"
    source = replace(records.sources[id], status=status, why="" if status == "current" else "supposed")  # type: ignore[arg-type]
    return _with(records, "sources", id, source)


def _choose(found: Edition, records: Records, id: str, option: str) -> Records | str:
    node = found.base.nodes.get(id)
    if not isinstance(node, Pick):
        return f"`{id}` has no options that could be picked"
    if option not in node.options:
        near = did_you_mean(option, node.options) or (f"its options are {', '.join(node.options)}",)
        return f"`{id}` has no option `{option}`; {near[0]}"
    choice = replace(records.choices[id], prefer=option, because="supposed")
    return _with(records, "choices", id, choice)


def _noted(records: Records, id: str, text: str) -> Records:
    """The records with the value written in, so that the account can say what was edited."""
    if id in records.quantities:
        return _with(records, "quantities", id, replace(records.quantities[id], take=text))
    claim = replace(
        records.claims[id],
        value=text,
        formula="",
        inputs={},
        stated="",
        taken_as="",
        missing="",
        qualitative="",
        errors={},
    )
    return _with(records, "claims", id, claim)


def _with(records: Records, section: str, id: str, record: Any) -> Records:
    held = records.of(section)
    return records.having(
        {section: held.having(id, record) if isinstance(held, Late) else {**held, id: record}}
    )
