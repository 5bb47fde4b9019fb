"""Which inputs are exact: a figure that follows from such alone has no excuse but rounding."""

from __future__ import annotations

from typing import Literal

from whence.files.schema import POOLED
from whence.language.patterns import later
from whence.language.units.units import ONE
from whence.language.values.written import Exact, Written
from whence.model.graph import Base, Leaf, Pool, ancestors, owner

CENT = 0.01
# One or two digits and a unit, if any: `12`, `40 chip`; not `3K chip`, `2.0 chip` or `5 million people`.
_WHOLE = later(r"-?[0-9]{1,2}(?: (?!thousand\b|million\b|mn\b|bn\b|billion\b|tn\b|trillion\b)[A-Za-z].*)?")

Way = Literal["", "defined", "cents", "count"]


def from_exact(base: Base, id: str) -> bool:
    """Whether all that a node is computed from is exact; a combination of claims is not."""
    above = [base.nodes[each] for each in ancestors(base, id)]
    combined = any(isinstance(each, Pool) and each.take in POOLED for each in above)
    return not combined and all(is_exact(base, each) for each in above if isinstance(each, Leaf))


def known_exactly(base: Base, id: str) -> bool:
    """Whether a number is exact: as it is written, or as it follows from what is."""
    node = base.nodes[id]
    return is_exact(base, node) if isinstance(node, Leaf) else from_exact(base, id)


def is_exact(base: Base, leaf: Leaf) -> bool:
    """Whether a leaf says that it is exact, or is so by convention or definition or as it is written."""
    written = leaf.written
    if not isinstance(written.shape, Exact) or written.bound:
        return False
    match exactly(base, leaf):
        case "cents":
            return _to_the_cent(written)
        case "count":
            return bool(_WHOLE.fullmatch(written.text.strip()))
        case way:
            return way == "defined"


def exactly(base: Base, leaf: Leaf) -> Way:
    """What can make a leaf exact: that it is defined, its cents as an amount of money, or being a small count of things."""
    record, unit = base.records.claims.get(leaf.id), leaf.written.unit
    if owner(leaf.id) in base.records.terms or (record and (record.exact or record.kind == "convention")):
        return "defined"
    if [power for _, power in unit.dimension.exponents] == [1]:
        entry = base.units.entry(unit)
        return "cents" if unit.style == "money" else "count" if entry and entry.role == "count" else ""
    return "count" if unit.dimension == ONE and not unit.text else ""


def _to_the_cent(written: Written) -> bool:
    """Whether an amount is written to a hundredth or finer."""
    low, high = written.rounding[0] if len(written.rounding) == 1 else (-1.0, 1.0)
    return high - low <= CENT * (1 + 1e-9)
