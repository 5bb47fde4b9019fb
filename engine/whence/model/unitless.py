"""A number that was written without its unit: found where its use would fit if it had one, and told where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from whence.files.records import Records
from whence.language.formulas.operators import sort_of
from whence.language.formulas.sorts import Zero
from whence.language.problems import Finding, Place, Refused
from whence.language.units.clashes import called
from whence.language.units.units import DATE, ONE, RATE, Dimension, base_dimension
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, parents

_UNKNOWN = "unit-that-is-missing"
Lack = tuple[str, Dimension]


def lacking(base: Base, node: Node, of: Mapping[str, Dimension]) -> Lack | None:
    """The one bare number among a node's inputs, and the dimension with which everything would fit; None if no such.

    A number is bare if nothing at all is written behind it: `5`, not `5%` or `5x`.
    """
    found = {
        (ref, dimension)
        for ref in dict.fromkeys(parents(node))
        if _bare(base.nodes[ref])
        for dimension in _candidates(node, ref, of)
        if _fits(node, {**of, ref: dimension})
    }
    return found.pop() if len(found) == 1 else None


def findings(records: Records, lacks: Mapping[Lack, list[str]]) -> Iterator[Finding]:
    """A finding for each bare number, at the number, that names what uses it as something with a unit."""
    for (ref, dimension), found in lacks.items():
        users = sorted(dict.fromkeys(found))
        unit = "x per year" if dimension == RATE else dimension.said
        name = called(dimension)
        what = f"{unit} ({name})" if name and name != unit else unit
        others = f" and {len(users) - 1} more" if len(users) > 1 else ""
        need = "need" if len(users) > 1 else "needs"
        message = f"this number has no unit, and `{users[0]}`{others} {need} it in {what}"
        yield Finding(
            "unit-mismatch",
            ref.partition("#")[0],
            message,
            _place(records, ref),
            (
                "write a year before 1900 as `year 1203`, a range of them as `year 1203 to year 1205`, a day as 2025-11-05"
                if dimension == DATE
                else f"write the unit behind it, such as {unit}",
            ),
        )


def _place(records: Records, ref: str) -> Place:
    """Where a bare number stands: a claim's value, or a literal of a claim, a check, a choice or a term."""
    id, _, name = ref.partition("#")
    if not name:
        return records.place("claims", id, "value")
    held = {"claims": "inputs", "checks": "inputs", "choices": "options", "terms": "senses"}
    section = next(each for each in held if id in records.of(each))
    return records.place(section, id, held[section], name)


def _bare(node: Node) -> bool:
    return isinstance(node, Leaf) and not node.written.unit.text and node.written.unit.dimension == ONE


def _candidates(node: Node, ref: str, of: Mapping[str, Dimension]) -> set[Dimension]:
    """Dimensions that the bare number may have been meant in: those beside it, and what the declared unit leaves for it."""
    found = {of[each] for each in parents(node) if each in of}
    if isinstance(node, Derived) and node.unit is not None:
        found.add(node.unit.dimension)
        found |= _left_over(node, ref, of)
    if isinstance(node, Pool) and node.unit is not None:
        found.add(node.unit.dimension)
    return found - {ONE}


def _left_over(node: Derived, ref: str, of: Mapping[str, Dimension]) -> set[Dimension]:
    """What a factor must be measured in for the result to come out in the declared unit."""
    try:
        sort = sort_of(node.tree, {name: _as_unknown(each, ref, of) for name, each in node.inputs.items()})
    except (Refused, KeyError):
        return set()
    if not isinstance(sort, Dimension) or node.unit is None:
        return set()
    power = dict(sort.exponents).get(_UNKNOWN, Fraction(0))
    if not power:
        return set()
    rest = sort / base_dimension(_UNKNOWN) ** power
    return {(node.unit.dimension / rest) ** (1 / power)}


def _as_unknown(each: str, ref: str, of: Mapping[str, Dimension]) -> Dimension:
    return base_dimension(_UNKNOWN) if each == ref else of[each]


def _fits(node: Node, of: Mapping[str, Dimension]) -> bool:
    if isinstance(node, Pool | Pick):
        refs = node.members if isinstance(node, Pool) else tuple(node.options.values())
        wanted = node.unit.dimension if isinstance(node, Pool) and node.unit else of[refs[0]]
        return all(of[each] == wanted for each in refs)
    assert isinstance(node, Derived | Relation)
    try:
        sort = sort_of(node.tree, {name: of[each] for name, each in node.inputs.items()})
    except (Refused, KeyError):
        return False
    if isinstance(node, Relation):
        return not isinstance(sort, Dimension | Zero)
    return isinstance(sort, Dimension) and (node.unit is None or node.unit.dimension == sort)
