"""retracted-input: a live claim rests on something that was taken back.

Its formula, its check or its option uses a retracted claim, or it cites in its support a source that was
retracted or withdrawn, was read in one, or cites one that relies on such a source and on no other. What was
taken back supports nothing. The message names what rests on the claim further on.

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

from collections.abc import Iterator, Sequence

from whence.files.schema import Citation
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import counts, live, sides
from whence.judge.support import support_lost
from whence.language.problems import Place, few
from whence.model.graph import Derived, Pick, Pool, Relation, descendants, owner

SEVERITY = "error"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each use of a retracted claim, then at citations of retracted sources."""
    claims = edition.base.records.claims
    for id, ref, place in uses(edition, "retracted"):
        rows = [("because", claims[ref].why or "no reason is given")]
        further = downstream(edition, id)
        rows += [("on it rest", few(further))] if further else []
        message = sides(f"this rests on `{ref}`, which was retracted", rows)
        yield Objection(id, message, place, data={"input": ref, "further": list(further)})
    yield from _sources(edition)


def uses(edition: Edition, status: str) -> Iterator[tuple[str, str, Place]]:
    """Every live record computed from a claim of a status: its id, the claim's, and where it says so."""
    current, records = live(edition), edition.base.records
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived) and id in current:
            parts, section, field = node.inputs, "claims", "inputs"
        elif isinstance(node, Relation):
            parts, section, field = node.inputs, "checks", "inputs"
        elif isinstance(node, Pick) and not records.choices[id].term:
            parts, section, field = node.options, "choices", "options"
        elif isinstance(node, Pool):
            parts, section, field = dict(zip(node.members, node.members, strict=True)), "quantities", "take"
        else:
            continue
        for name, ref in parts.items():
            if ref in records.claims and records.claims[ref].status == status:
                yield id, ref, records.place(section, id, field, name)


def _sources(edition: Edition) -> Iterator[Objection]:
    """Live claims, and options, supported by a source that was taken back, itself or as the only one theirs relies on."""
    for who, section, id, where, cites in _citing(edition):
        for number, each in enumerate(cites):
            path, field = support_lost(edition.base, each)
            if not path:
                continue
            source, further = edition.base.records.sources[path[-1]], downstream(edition, id)
            relies = "".join(f", which relies on `{step}`" for step in path[1:])
            rows = [("because", source.why or "no reason is given")]
            rows += [("on it rest", few(further))] if further else []
            how = "cites" if field == "source" else "was read in"
            message = sides(f"{who} {how} `{getattr(each, field)}`{relies}, which was {source.status}", rows)
            place = edition.base.records.place(section, id, *where, "cites", number, field)
            data = {"source": path[-1], "further": list(further)}
            yield Objection(id, message, place, data=data)


def _citing(edition: Edition) -> Iterator[tuple[str, str, str, tuple[str, ...], Sequence[Citation]]]:
    """What cites: how it is called, where it stands, and its citations."""
    for id, claim in live(edition).items():
        yield "this", "claims", id, (), claim.cites
    for id, choice in edition.base.records.choices.items():
        for name, option in choice.options.items():
            yield f"`{name}`", "choices", id, ("options", name), option.cites


def downstream(edition: Edition, id: str) -> tuple[str, ...]:
    """The live records that rest on one, directly or not, in the order of the graph."""
    claims = edition.base.records.claims
    known = dict.fromkeys(owner(each) for each in descendants(edition.base, (id,)))
    return tuple(each for each in known if each != id and (each not in claims or counts(claims[each])))
