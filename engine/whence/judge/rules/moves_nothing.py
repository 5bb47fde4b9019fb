"""moves-nothing: a claim is said to move with another, and one of the two does not move.

`correlates`, `moves_with` and `moves_against` say how the draws of two claims go together. Of one number, of a bound and of a
claim without a figure nothing is drawn, so that the line has no effect; nor has it for what is computed, which moves as
its inputs do.

Mend: give the claim its error or range, write the line for the inputs of a formula, or leave it out.

```yaml
claims:
  rain: {title: Rain of the year, value: 800 mm}
  flow:
    title: Flow of the river
    value: 20 ± 3 m^3/s
    correlates: {rain: 0.8}  # <- moves-nothing
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.values.shapes import Exact
from whence.model.graph import Derived, Leaf

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """Claims that go with one that has no draws, or that have none themselves."""
    base = edition.base
    for id, claim in base.records.claims.items():
        for field, others in _fields(claim):
            for name in others:
                other = base.aliases.get(name, name)
                still = next(
                    (each for each in (id, other) if (each in base.records.claims and _still(edition, each))),
                    "",
                )
                if still:
                    message = f"`{field}` has no effect: {_still(edition, still)}"
                    yield Objection(id, message, base.records.place("claims", id, field))


def _fields(claim: Claim) -> tuple[tuple[str, Iterable[str]], ...]:
    return (
        ("correlates", claim.correlates),
        ("moves_with", claim.moves_with),
        ("moves_against", claim.moves_against),
    )


def _still(edition: Edition, id: str) -> str:
    """Why a claim does not move; "" where it does."""
    node = edition.base.nodes.get(id)
    if node is None:
        claim = edition.base.records.claims[id]
        return f"`{id}` has no figure" if claim.absence else ""
    if isinstance(node, Derived):
        return f"`{id}` is computed, and moves as its inputs do"
    if not isinstance(node, Leaf) or not isinstance(node.written.shape, Exact):
        return ""
    return f"`{id}` is {'a bound' if node.written.bound else 'one number'}, of which nothing is drawn"
