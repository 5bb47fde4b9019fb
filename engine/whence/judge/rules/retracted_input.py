"""retracted-input: a live claim rests on something that was taken back.

Its formula, its check or its option uses a retracted claim, or it cites in its support a source that was
retracted or withdrawn. What was taken back supports nothing.

Mend: use another claim, or retract this one too, with the reason. A withdrawn source may still be cited
with `stance: context`.

```yaml
claims:
  chips:
    title: Chips in the building
    value: 100K chip
    status: retracted
    why: The company withdrew the figure.
  power:
    title: Power of the building
    formula: chips * each
    inputs:
      chips: chips  # <- retracted-input
      each: 2 kW/chip
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live, sides
from whence.language.problems import Place
from whence.model.graph import Derived, Pick, Relation

SEVERITY = "error"


def object_to(edition: Edition) -> Iterator[Objection]:
    claims = edition.base.records.claims
    for id, ref, place in uses(edition, "retracted"):
        reason = claims[ref].why or "no reason is given"
        message = sides(f"this rests on `{ref}`, which was retracted", [("because", reason)])
        yield Objection(id, message, place, data={"input": ref})
    yield from _sources(edition)


def uses(edition: Edition, status: str) -> Iterator[tuple[str, str, Place]]:
    """Every live record computed from a claim of a status: its id, the claim's, and where it says so."""
    current, records = live(edition), edition.base.records
    wanted = {id for id, claim in records.claims.items() if claim.status == status}
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived) and id in current:
            parts, section, field = node.inputs, "claims", "inputs"
        elif isinstance(node, Relation):
            parts, section, field = node.inputs, "checks", "inputs"
        elif isinstance(node, Pick) and not records.choices[id].term:
            parts, section, field = node.options, "choices", "options"
        else:
            continue
        for name, ref in parts.items():
            if ref in wanted:
                yield id, ref, records.place(section, id, field, name)


def _sources(edition: Edition) -> Iterator[Objection]:
    """Live claims supported by a source that was taken back."""
    sources = edition.base.records.sources
    for id, claim in live(edition).items():
        for number, each in enumerate(claim.cites):
            source = sources.get(edition.base.aliases.get(each.source, each.source))
            if source and source.status != "current" and each.stance == "supports":
                reason = source.why or "no reason is given"
                message = sides(
                    f"this cites `{each.source}`, which was {source.status}", [("because", reason)]
                )
                place = edition.base.records.place("claims", id, "cites", number, "source")
                yield Objection(id, message, place, data={"source": each.source})
