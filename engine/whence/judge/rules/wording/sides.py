"""How an objection is put: one sentence, and the two sides under each other with their figures in units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.evaluate.contexts import options
from whence.evaluate.rivals import Comparison
from whence.evaluate.summaries import Reading, Summary
from whence.files.schema import Claim
from whence.judge.edition import Edition, no_value, told
from whence.language.units.dimensions import Dimension, Unit
from whence.language.values.shown import apart, show


def sides(head: str, rows: Sequence[tuple[str, str]]) -> str:
    """A message: the sentence, then each row's label and text in two columns."""
    width = max((len(label) for label, _ in rows), default=0)
    return "\n".join([head, *(f"  {label:<{width}}  {text}" for label, text in rows)])


def figures(
    edition: Edition, named: Mapping[str, str], choose: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Numbers to be set under each other, each with what it is called: with digits that tell those of a kind apart.

    A number is a node's point in its unit, in one context or in all, or its span where contexts differ.
    """
    found = {id: _of(edition, id, choose) for id in named.values() if _has(edition, id)}
    digits = _digits(edition, found)
    return [
        (name, _figure(edition, id, found[id], digits) if id in found else figure(edition, id))
        for name, id in named.items()
    ]


def figure(edition: Edition, id: str) -> str:
    """One number that stands alone, as in `figures`; a question mark where there is none."""
    if not _has(edition, id):
        return "?"
    found = {id: _of(edition, id, None)}
    return _figure(edition, id, found[id], _digits(edition, found))


def _has(edition: Edition, id: str) -> bool:
    return id in edition.summaries and id in edition.dimensions.units


def _of(edition: Edition, id: str, choose: Mapping[str, str] | None) -> Summary | Reading:
    summary = edition.summaries[id]
    return summary if choose is None else _reading(summary, choose)


def _digits(edition: Edition, beside: Mapping[str, Summary | Reading]) -> Mapping[Dimension, int]:
    """For each kind of some numbers the digits that tell any two apart, in whichever of their units they would look alike."""
    kinds: dict[Dimension, dict[Unit, None]] = {}
    points: dict[Dimension, list[float]] = {}
    for id, of in beside.items():
        unit = edition.unit(id)
        kinds.setdefault(unit.dimension, {})[unit] = None
        points.setdefault(unit.dimension, []).append(of.figure.point)
    return {kind: max(apart(points[kind], unit) for unit in units) for kind, units in kinds.items()}


def _figure(edition: Edition, id: str, of: Summary | Reading, digits: Mapping[Dimension, int]) -> str:
    unit = edition.unit(id)
    if at := edition.contradicted(id, of):
        return no_value(at, id)
    return told(of, unit, show(of.figure.point, unit, digits[unit.dimension]))


def _reading(summary: Summary, choose: Mapping[str, str]) -> Reading:
    """The reading of the context that names an option for each of its choices."""
    return next(
        each
        for each in summary.readings
        if all(choose[axis] == option for axis, option in each.choose.items())
    )


def point(edition: Edition, id: str, choose: Mapping[str, str]) -> float:
    """A node's point in base units, in the context that names an option for each of its choices."""
    estimate = edition.values.of[id]
    index = tuple(options(edition.base, axis).index(choose[axis]) for axis in estimate.axes)
    return float(estimate.point[index])


def compared(edition: Edition) -> Iterator[tuple[str, Comparison]]:
    """The quantities that have a value, with what their claims say together."""
    for id, found in edition.comparisons.items():
        if id in edition.values.of:
            yield id, found


def live(edition: Edition) -> Mapping[str, Claim]:
    """The claims that still count: neither superseded nor retracted."""
    return {id: each for id, each in edition.base.records.claims.items() if counts(each)}


def counts(claim: Claim) -> bool:
    """Whether a claim still counts."""
    return claim.status not in ("superseded", "retracted")
