"""zero-matters: a number rests on where the zero of a temperature in degrees lies.

`20 °C` is a temperature, 293.15 K. A sum of two, a multiple of one, or a product of one with something else
takes it from the absolute zero, which is right for a gas and wrong for a rise: `0.9 °C` is taken as 274.05 K
there, 300 times as much as a rise by 0.9 K.

Mend: write a difference in K. Write a temperature that is meant from the absolute zero in K as well; with
`unit: °C` it is still shown in degrees.

```yaml
claims:
  rise: {title: Rise of the temperature, value: 0.9 °C}
  capacity: {title: Heat capacity of the tank, value: 4 kJ/K}
  heat:
    title: Heat that is taken up
    formula: rise * capacity  # <- zero-matters
    inputs: {rise: rise, capacity: capacity}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.written import Written
from whence.model.graph import Derived, Leaf, Relation, home
from whence.model.temperatures import as_difference, as_temperature, in_degrees, rests_on_zero

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each formula that gives something else where the zero of what it takes in degrees lies elsewhere."""
    for id, node in edition.base.nodes.items():
        if not isinstance(node, Derived | Relation):
            continue
        heats = edition.dimensions.heats
        hot = {name for name, ref in node.inputs.items() if heats.get(ref) == "temperature"}
        if (warm := _warm(edition, node)) and rests_on_zero(node.tree, hot):
            section, field = home(node)
            yield Objection(
                id, _message(warm), edition.base.records.place(section, id, field), tuple(_ways(warm))
            )


def _warm(edition: Edition, node: Derived | Relation) -> dict[str, Written]:
    """The inputs of a formula that are written in degrees."""
    found = {name: edition.base.nodes[ref] for name, ref in node.inputs.items()}
    leaves = {name: each.written for name, each in found.items() if isinstance(each, Leaf)}
    return {name: each for name, each in leaves.items() if in_degrees(each)}


def _message(warm: dict[str, Written]) -> str:
    taken = ", ".join(
        f"`{name}`, {each.text}, is taken as {as_temperature(each)}" for name, each in warm.items()
    )
    return f"this rests on where the zero of a temperature lies: {taken}"


def _ways(warm: dict[str, Written]) -> Iterator[str]:
    for name, each in warm.items():
        yield f'write `{name}` as "{as_difference(each)}" if it is a difference, as "{as_temperature(each)}" if that is meant'
