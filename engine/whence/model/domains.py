"""Domains: within which ends the value of a claim or quantity can lie at all."""

from __future__ import annotations

import math

from whence.language.problems import Problem
from whence.language.units.dimensions import DATE, ONE, Unit
from whence.language.units.units import Units
from whence.language.values.shapes import Exact
from whence.language.values.written import Written, parse
from whence.model.graph import Base, Leaf

Interval = tuple[float, float]
NAMED: dict[str, Interval] = {"positive": (0.0, math.inf), "share": (0.0, 1.0)}
_OPEN = {"inf": math.inf, "+inf": math.inf, "-inf": -math.inf}


def of(base: Base, id: str) -> Interval | None:
    """The ends in base units that are stated for a node or its quantity, else those that its kind of value has.

    Leaves with a positive central value (counts, masses, prices) stay above zero, unless an end below it is written; pure
    numbers, dates, growth and temperatures with a zero of their own have no ends unless they are stated, and neither has
    what is computed.
    """
    if found := stated(base, id):
        return found
    node = base.nodes.get(id)
    if not isinstance(node, Leaf) or node.written.point <= 0 or _reaches_below(node.written):
        return None
    return NAMED["positive"] if is_counted(node.written.unit) else None


def is_counted(unit: Unit) -> bool:
    """Whether what is in a unit is a count, a mass, a price or the like, of which there is none below nothing."""
    return unit.style in ("linear", "money") and unit.dimension not in (ONE, DATE)


def _reaches_below(written: Written) -> bool:
    """Whether somebody wrote an end below zero: of a range, or one that the distribution stops at."""
    ends = (written.ends[0] if written.ends else 0.0, written.shape.ends[0])
    return any(-math.inf < each < 0 for each in ends)


def stated(base: Base, id: str) -> Interval | None:
    """The ends that a claim or its quantity states; None where it states none, or none that can be read."""
    records = base.records
    claim, quantity = records.claims.get(id), records.quantities.get(id)
    of_claim = records.quantities.get(base.aliases.get(claim.of, claim.of)) if claim and claim.of else None
    texts = [each.domain for each in (claim, quantity, of_claim) if each and each.domain]
    node = base.nodes.get(id)
    unit = node.written.unit if isinstance(node, Leaf) else getattr(node, "unit", None)
    found = read(texts[0], unit, base.units) if texts else None
    return None if isinstance(found, Problem) else found


def read(text: str, unit: Unit | None, units: Units) -> Interval | Problem:
    """The ends of `positive`, `share` or `LOW .. HIGH`; an end without a unit is in `unit`."""
    if text in NAMED:
        return NAMED[text]
    low, dots, high = (each.strip() for each in text.partition(" .. "))
    if not dots:
        hint = "write `positive`, `share`, or two ends such as `[0, 20]`, with `inf` for an open one"
        return Problem("bad-value", f'"{text[:40]}" is no domain', 0, len(text), (hint,))
    first, last = _end(low, unit, units), _end(high, unit, units)
    for end in (first, last):
        if isinstance(end, Problem):
            return end
    assert not isinstance(first, Problem)
    assert not isinstance(last, Problem)
    if first >= last:
        return Problem("bad-value", "the lower end of a domain comes first", 0, len(text))
    return first, last


def _end(text: str, unit: Unit | None, units: Units) -> float | Problem:
    if text in _OPEN:
        return _OPEN[text]
    found = parse(text, units)
    if isinstance(found, Problem):
        return found
    if not isinstance(found, Written) or not isinstance(found.shape, Exact) or found.bound:
        return Problem("bad-value", "an end of a domain is one number", 0, len(text))
    if unit is not None and found.unit.dimension.is_one and not unit.dimension.is_one:
        return unit.to_base(found.point)
    return found.point
