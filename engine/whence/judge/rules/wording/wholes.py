"""Parts and their whole, as titles, units and dates say it, where no formula and no check does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.frozen import dataclass
from whence.language.units.dimensions import Dimension
from whence.language.units.units import DATE, GROWTH, RATE
from whence.language.values.days import Days, covered
from whence.language.values.value import Ends, Written, ninety
from whence.language.values.written import show
from whence.model.graph import UNSTATED, Leaf

# How far a sum may be from a whole and still be meant as it: beyond, the titles mislead.
MEANT = 1.5


@dataclass(frozen=True)
class Parts:
    """Written claims that are parts of one whole; `complete` says that there are no others.

    `whole` is the claim that speaks of all of it; empty for shares, whose whole is one.
    """

    ids: tuple[str, ...]
    complete: bool
    whole: str = ""


def off(parts: Sequence[Written], whole: Ends, complete: bool) -> bool:
    """Whether parts come to more than their whole, or to less where there are no others, whatever was rounded or left open.

    Not where they come to so much more or less that they are hardly meant to add up.
    """
    low, high = (sum(spans(each)[n] for each in parts) for n in (0, 1))
    tiny = 1e-9 * abs(whole[1])
    if low > whole[1] + tiny:
        return low <= MEANT * whole[1]
    return complete and high < whole[0] - tiny and high * MEANT >= whole[0]


def spans(value: Written) -> Ends:
    """From where to where a written value reaches, with what its digits leave open."""
    low, high = ninety(value)
    return min([low, *(each[0] for each in value.rounding)]), max(
        [high, *(each[1] for each in value.rounding)]
    )


def summands(edition: Edition) -> Mapping[str, Written]:
    """The written values of claims in use that can be added up: no dates, no growth, no bounds."""
    found = {id: edition.base.nodes.get(id) for id in live(edition)}
    return {
        id: node.written
        for id, node in found.items()
        if isinstance(node, Leaf)
        and not node.written.bound
        and node.written.unit.dimension not in (DATE, GROWTH, RATE)
    }


def objection(edition: Edition, parts: Parts, head: str, whole: str) -> Objection:
    """The parts under each other, what they come to, and the whole; at the whole, or where it is one, at the first part."""
    values = edition.base.values
    rows = [(id, f"{values[id].text}: {edition.title(id)}") for id in parts.ids]
    total, unit = sum(values[id].point for id in parts.ids), values[parts.whole or parts.ids[0]].unit
    rows += [("together", show(total, unit, 4)), ("the whole", whole)]
    at = parts.whole or parts.ids[0]
    place = edition.base.records.place("claims", at, "value")
    return Objection(at, sides(head, rows), place, data={"parts": list(parts.ids), "sum": total})


def readings(claim: Claim) -> frozenset[str]:
    """The documents that a claim was read in."""
    return frozenset(each.via or each.source for each in claim.cites) - {UNSTATED}


def of_one_source(edition: Edition, values: Mapping[str, Written]) -> Iterator[Mapping[str, Written]]:
    """The values, by the document they were read in and by what they measure, in the order they are written in."""
    found: dict[tuple[str, Dimension], dict[str, Written]] = {}
    for id, value in values.items():
        for source in readings(edition.base.records.claims[id]):
            found.setdefault((source, value.unit.dimension), {})[id] = value
    yield from found.values()


def by_time(edition: Edition, values: Mapping[str, Written]) -> Mapping[Days | None, list[str]]:
    """The ids, by the time that their figures speak of."""
    found: dict[Days | None, list[str]] = {}
    for id in values:
        found.setdefault(covered(edition.base.records.claims[id].as_of), []).append(id)
    return found


def related(edition: Edition, ids: Sequence[str], by: tuple[type, ...]) -> bool:
    """Whether the base says itself how two of some claims go together, or that they do not.

    They may be rivals, stand in one node of these kinds, or differ as one of them says.
    """
    claims, apart = edition.base.records.claims, edition.base.apart
    if any(other in apart.get(id, {}) for id in ids for other in ids):
        return True
    quantities = [claims[id].of for id in ids if claims[id].of and not _series(edition, claims[id].of)]
    some, users = set(ids), {user for id in ids for user in edition.base.children.get(id, ())}
    return len(set(quantities)) < len(quantities) or any(
        isinstance(edition.base.nodes[user], by) and len(some.intersection(edition.base.parents[user])) > 1
        for user in users
    )


def _series(edition: Edition, quantity: str) -> bool:
    record = edition.base.records.quantities.get(quantity)
    return record is not None and record.series
