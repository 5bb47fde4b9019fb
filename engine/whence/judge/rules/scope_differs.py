"""scope-differs: things of different scope are compared, added or multiplied as if they were one.

A building is not a site and a training system is not a company. Where two claims say what they cover and
say different things, whatever these are called, they are not rivals of one quantity, nor claims of one that
covers another thing; a difference or comparison of the two, or a percentage of the one taken of the other,
needs a step between.

Mend: put the step in (buildings on the site, share of the company), or correct the `scope`. If the
comparison across scopes is the point, accept the finding and say so.

```yaml
quantities:
  power-2025:
    title: Power in 2025
    take: of-the-site
claims:
  of-a-building: {title: Power of a building, value: 210 MW, scope: building, of: power-2025}
  of-the-site: {title: Power of the site, value: 200 MW, scope: site, of: power-2025}  # <- scope-differs
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import compared, sides
from whence.language.formulas.formula import COMPARISONS, Binary, Call, Name, Tree, Unary, walk
from whence.language.units.units import DATE, ONE, TIME
from whence.model.graph import Derived, Relation, home

SEVERITY = "warning"
READS = "cone"

SAME_KIND = ("sum", "min", "max", "mean", "geomean")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At rivals of one quantity, and at formulas, that put different scopes together."""
    for id, found in compared(edition):
        used = [each.id for each in found.rivals if not each.unused]
        if clash := _clash(edition, used) or _clash(edition, [id, *used]):
            head = "a claim of a quantity covers another thing than the quantity"
            head = head if clash[0] == id else "rivals of one quantity cover different things"
            place = edition.base.records.place("claims", clash[1], "of")
            yield Objection(id, sides(head, _rows(edition, clash)), place)
    for id, node in edition.base.nodes.items():
        if _concluded(edition, id) or not isinstance(node, Derived | Relation):
            continue
        if clash := _in_formula(edition, node):
            section, field = home(node)
            message = sides("things of different scope are put together", _rows(edition, clash))
            yield Objection(id, message, edition.base.records.place(section, id, field))


def scope(edition: Edition, id: str) -> str:
    """What a claim or quantity says that it covers, or nothing."""
    record = edition.base.records.claims.get(id) or edition.base.records.quantities.get(id)
    return record.scope if record else ""


def _concluded(edition: Edition, id: str) -> bool:
    """Whether this is a check that only reports: there the comparison is what is said, and nothing silent."""
    check = edition.base.records.checks.get(id)
    return bool(check and check.on_fail == "report")


def _clash(edition: Edition, ids: list[str]) -> tuple[str, str] | None:
    """The first of some records that says what it covers, and the first that says otherwise."""
    scoped = [id for id in ids if scope(edition, id)]
    other = next((id for id in scoped if scope(edition, id) != scope(edition, scoped[0])), None)
    return (scoped[0], other) if other else None


def _rows(edition: Edition, clash: tuple[str, str]) -> list[tuple[str, str]]:
    return [(id, f"{scope(edition, id)}: {edition.title(id)}") for id in clash]


def _in_formula(edition: Edition, node: Derived | Relation) -> tuple[str, str] | None:
    for part in walk(node.tree):
        if isinstance(part, Binary) and part.op in ("+", "-", *COMPARISONS):
            ids = [
                *_stands_for(edition, part.left, node.inputs),
                *_stands_for(edition, part.right, node.inputs),
            ]
        elif isinstance(part, Binary) and part.op == "*":
            ids = _share_of(edition, part, node.inputs)
        elif isinstance(part, Call) and part.name in SAME_KIND:
            ids = [id for arg in part.args for id in _stands_for(edition, arg, node.inputs)]
        else:
            continue
        if clash := _clash(edition, ids):
            return clash
    return None


def _stands_for(edition: Edition, tree: Tree, inputs: Mapping[str, str]) -> list[str]:
    """The records that one side of a sum or comparison is: a name, or one scaled by pure numbers."""
    match tree:
        case Name(name=name) if edition.dimensions.of.get(inputs[name]) not in (DATE, TIME):
            return [inputs[name]]
        case Unary(arg=arg):
            return _stands_for(edition, arg, inputs)
        case Binary(op="*" | "/"):
            ids = [inputs[each.name] for each in walk(tree) if isinstance(each, Name)]
            whole = [id for id in ids if edition.dimensions.of.get(id) != ONE]
            return whole if len(whole) == 1 else []
        case _:
            return []


def _share_of(edition: Edition, tree: Binary, inputs: Mapping[str, str]) -> list[str]:
    """A percentage and what it is taken of, where a product is just that."""
    if not isinstance(tree.left, Name) or not isinstance(tree.right, Name):
        return []
    ids = [inputs[tree.left.name], inputs[tree.right.name]]
    shares = [id for id in ids if id in edition.dimensions.units and edition.unit(id).text == "%"]
    return ids if len(shares) == 1 else []
