"""How an objection is put: one sentence, and the two sides under each other with their figures in units."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from whence.evaluate.arithmetic import value
from whence.evaluate.contexts import Reading, Summary, options
from whence.evaluate.rivals import Comparison
from whence.files.schema import Claim
from whence.judge.edition import Edition, told
from whence.language.values.written import show
from whence.model.graph import Relation


def sides(head: str, rows: Sequence[tuple[str, str]]) -> str:
    """A message: the sentence, then each row's label and text in two columns."""
    width = max((len(label) for label, _ in rows), default=0)
    return "\n".join([head, *(f"  {label:<{width}}  {text}" for label, text in rows)])


def figure(edition: Edition, id: str, choose: Mapping[str, str] | None = None) -> str:
    """A node's number in its unit: its point, in one context or in all, or its span where contexts differ."""
    if id not in edition.summaries or id not in edition.dimensions.units:
        return "?"
    summary, unit = edition.summaries[id], edition.unit(id)
    of: Summary | Reading = summary if choose is None else _reading(summary, choose)
    return told(of, unit, show(of.figure.point, unit))


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


def ratio(edition: Edition, node: Relation, choose: Mapping[str, str]) -> float:
    """The left side of a comparison over the right, in one context; NaN if it is no plain comparison."""
    from whence.language.formulas.formula import COMPARISONS, Binary

    if not isinstance(node.tree, Binary) or node.tree.op not in COMPARISONS:
        return math.nan
    known = {name: point(edition, ref, choose) for name, ref in node.inputs.items()}
    left, right = (value(side, known) for side in (node.tree.left, node.tree.right))
    return left / right if right and left / right > 0 else math.nan


def compared(edition: Edition) -> Iterator[tuple[str, Comparison]]:
    """The quantities that have a value, with what their claims say together."""
    for id, found in edition.comparisons.items():
        if id in edition.values.of:
            yield id, found


def live(edition: Edition) -> Mapping[str, Claim]:
    """The claims that still count: neither superseded nor retracted."""
    return {
        id: each
        for id, each in edition.base.records.claims.items()
        if each.status not in ("superseded", "retracted")
    }
