"""What a record says in figures, and whether a figure of a text is one of these."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from whence.files.schema import Citation
from whence.judge.edition import Edition
from whence.judge.rules.wording.days import days_of
from whence.judge.rules.wording.figures import Wanted, measured, wanted
from whence.judge.rules.wording.numerals import Numeral, numerals
from whence.judge.rules.wording.quotation import NEAR, fits
from whence.judge.texts.figures import Figure
from whence.language.frozen import dataclass
from whence.language.values.written import Written
from whence.model.graph import Derived, Leaf, Pick, Relation

DAY = 86400.0


@dataclass(frozen=True)
class Holding:
    """One thing that a record says: what part of it that is, and its figures, its words or its dates.

    What is `computed` agrees with what it rounds to; everything else was written, and agrees as it stands.
    """

    part: str
    figures: Wanted | None = None
    said: tuple[Numeral, ...] = ()
    days: tuple[tuple[float, float], ...] = ()
    computed: bool = False


def holdings(edition: Edition, section: str, id: str) -> tuple[Holding, ...]:
    """Everything that a record says in figures: its value first, its title last."""
    record = edition.base.records.of(section)[id]
    texts = [(part, getattr(record, field, "")) for part, field in _TEXTS]
    return (
        *_values(edition, id),
        *_inputs(edition, id),
        *_times(edition, record),
        *(_words(edition, part, text) for part, text in (*texts, *_titles(record)) if text),
    )


def held(figure: Figure, one: Numeral | None, holding: Holding) -> bool:
    """Whether a number of a figure, or its date where there is no number, is one that a record holds."""
    if one is None:
        return figure.days is not None and any(_within(figure.days, days) for days in holding.days)
    if any(_same(one, each) for each in holding.said):
        return True
    return holding.figures is not None and any(
        _carried(figure, form, holding.figures, holding.computed) for form in _forms(figure, one)
    )


_TEXTS = (("taken_as", "taken_as"), ("relation", "assertion"), ("title", "title"))


def _values(edition: Edition, id: str) -> Iterator[Holding]:
    base = edition.base
    written = [("value", base.values.get(id)), ("stated", base.stated.get(id))]
    written += [("older value", each) for each in base.history.get(id, ())]
    yield from (_held(edition, part, value) for part, value in written if value)
    yield from _computed(edition, "result", id)


def _computed(edition: Edition, part: str, id: str) -> Iterator[Holding]:
    """What was computed: the point and the ends of each reading that has a formula behind it."""
    summary, node = edition.summaries.get(id), edition.base.nodes.get(id)
    if summary is None or isinstance(node, Leaf | Relation):
        return
    unit = edition.unit(id)
    figures = [summary.figure, *(each.figure for each in summary.readings)]
    points = {
        point for each in figures for point in (each.point, each.low, each.high) if math.isfinite(point)
    }
    numbers = [abs(float(unit.from_base(each))) for each in sorted(points)]
    yield Holding(part, measured(unit, numbers, edition.base.units), computed=True)


def _inputs(edition: Edition, id: str) -> Iterator[Holding]:
    """What goes into a formula or can be chosen: literals, and the figures of the records that are named."""
    node = edition.base.nodes.get(id)
    named = (
        node.inputs
        if isinstance(node, Derived | Relation)
        else node.options
        if isinstance(node, Pick)
        else {}
    )
    for name, each in named.items():
        value = edition.base.stated.get(each) or edition.base.values.get(each)
        leaf = edition.base.nodes.get(each)
        if value is None and isinstance(leaf, Leaf):
            value = leaf.written
        if value:
            yield _held(edition, f"input {name}", value)
        yield from _computed(edition, f"input {name}", each)


def _held(edition: Edition, part: str, value: Written) -> Holding:
    found = wanted(value, edition.base.units)
    return Holding(part, found, days=found.days)


def _times(edition: Edition, record: Any) -> Iterator[Holding]:
    """The time that a record speaks of, and when its origins appeared; since when it is known is no part of it."""
    if days := days_of(getattr(record, "as_of", "").replace(" to ", " and ")):
        yield Holding("as_of", days=((days[0][0], days[-1][1]), *days))
    for cite in getattr(record, "cites", ()):
        if days := days_of(edition.base.issued.get(cite.source, "") or ""):
            yield Holding(f"date of {cite.source}", days=days)


def _titles(record: Any) -> Iterator[tuple[str, str]]:
    for field in ("options", "senses"):
        for name, each in getattr(record, field, {}).items():
            yield f"{field[:-1]} {name}", f"{each.title} {each.value}"


def _words(edition: Edition, part: str, text: str) -> Holding:
    return Holding(part, said=numerals(text, edition.base.units), days=days_of(text))


def cites(record: Any) -> Iterator[Citation]:
    """Every citation of a record: its own, and those of its older values, senses and options."""
    yield from getattr(record, "cites", ())
    for past in getattr(record, "history", ()):
        yield from past.cites or ()
    for field in ("options", "senses"):
        for each in getattr(record, field, {}).values():
            yield from each.cites


def _within(figure: tuple[float, float], days: tuple[float, float]) -> bool:
    """Whether one of two spans of days lies in the other."""
    (start, end), (first, last) = figure, days
    return (first <= start and end <= last) or (start <= first and last <= end)


def _forms(figure: Figure, one: Numeral) -> Iterator[Numeral]:
    """A number in the forms that mean the same: a half and twice less, 1:8 and one in eight, 1:8 and 8 for one."""
    yield one
    if one.value and (figure.kind in ("factor", "ratio") or one.spoken) and one.unit is None:
        yield replace(one, value=1 / one.value)
    if figure.kind == "ratio":
        yield replace(one, value=1 - one.value)
    if one.spoken and one.value < 1:
        yield replace(one, percent=True)


def _carried(figure: Figure, one: Numeral, held: Wanted, computed: bool) -> bool:
    counted = one.per or figure.kind == "number"
    if counted and any(math.isclose(one.value, each, rel_tol=NEAR) for each in held.per):
        return True
    if figure.kind == "vague":
        return _at_least(one, held)
    return fits(one, held, figure.text, _slack(one) if computed or one.spoken else NEAR)


def _at_least(one: Numeral, held: Wanted) -> bool:
    """Whether thousands of something is what a record says: a figure of that size and less than ten times as much."""
    return any(
        one.value <= each.number < 10 * one.value or one.amount <= each.amount < 10 * one.amount
        for each in held.figures
    )


def _slack(one: Numeral) -> float:
    """The ratio by which rounding may have moved a number that is printed so; a word for one is taken to be rough."""
    return max(NEAR, 0.02 if one.spoken else one.half / one.value if one.value else 0.0)


def _same(one: Numeral, other: Numeral) -> bool:
    """Whether two numbers of texts are one and the same amount."""
    units = one.unit is None or other.unit is None or one.unit.dimension == other.unit.dimension
    return units and one.percent == other.percent and math.isclose(one.amount, other.amount, rel_tol=NEAR)
