"""Which inputs are exact: a figure that follows from such alone has no excuse but rounding."""

from __future__ import annotations

import re

from whence.files.schema import POOLED
from whence.language.units.units import ONE
from whence.language.values.written import Exact, Written
from whence.model.graph import Base, Leaf, Pool, ancestors, owner

CENT = 0.01
# One or two digits and a unit, if any: `12`, `40 chip`; not `3K chip`, `2.0 chip` or `5 million people`.
_WHOLE = re.compile(
    r"-?[0-9]{1,2}(?: (?!thousand\b|million\b|mn\b|bn\b|billion\b|tn\b|trillion\b)[A-Za-z].*)?"
)


def from_exact(base: Base, id: str) -> bool:
    """Whether all that a node is computed from is exact; a combination of claims is not."""
    above = [base.nodes[each] for each in ancestors(base, id)]
    combined = any(isinstance(each, Pool) and each.take in POOLED for each in above)
    return not combined and all(exact(base, each) for each in above if isinstance(each, Leaf))


def exact(base: Base, leaf: Leaf) -> bool:
    """Whether a leaf says so, is true by convention or definition, or is money to the cent or a small whole number."""
    if not isinstance(leaf.written.shape, Exact) or leaf.written.bound:
        return False
    record = base.records.claims.get(leaf.id)
    if record and (record.exact or record.kind == "convention"):
        return True
    defined = owner(leaf.id) in base.records.terms
    return defined or _to_the_cent(leaf.written) or _counted(base, leaf.written)


def _to_the_cent(written: Written) -> bool:
    """An amount of money, not a rate, written to a hundredth or finer."""
    unit = written.unit
    low, high = written.rounding[0] if len(written.rounding) == 1 else (-1.0, 1.0)
    return unit.style == "money" and _single(written) and high - low <= CENT * (1 + 1e-9)


def _counted(base: Base, written: Written) -> bool:
    """A whole number of things below a hundred; a bare number counts as one of things."""
    if not _WHOLE.fullmatch(written.text.strip()):
        return False
    entry = base.units.entry(written.unit)
    if entry is None:
        return written.unit.dimension == ONE and not written.unit.text
    return entry.role == "count" and _single(written)


def _single(written: Written) -> bool:
    """Whether a unit is of one thing, and not of one per another."""
    return [power for _, power in written.unit.dimension.exponents] == [1]
