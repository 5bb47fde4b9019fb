"""bare-term: an ambiguous word is counted, and nobody says in which sense.

Either a claim counts in a unit that stands for an ambiguous word (`units: {GB200: {term: gb200}}`) and no
formula reads it through a choice of that term; or a formula reads it by a literal, which settles the
sense without a word; or a claim gives a pure number where its title or excerpt counts such a word.

Mend: add a choice with `term`, and read the claim through it: `units * sense`. If the sense is known, let
the choice `prefer` it and say why.

```yaml
terms:
  gb200: {title: GB200, senses: {chip: 1 chip/GB200, rack: 72 chip/GB200}}
units:
  GB200: {title: GB200 as the bare word, term: gb200}
claims:
  order:
    title: Size of the order
    value: 16K GB200  # <- bare-term
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.case import Case, Derived, Leaf, Pick, Relation
from whence.diagnostics import Finding
from whence.graph import ancestors
from whence.rules.sides import live
from whence.units import ONE, Dimension


def object_to(case: Case) -> Iterator[Finding]:
    terms = {
        name: case.base.aliases.get(unit.term, unit.term)
        for name, unit in case.base.records.units.items()
        if unit.term
    }
    for id in live(case):
        node = case.base.nodes.get(id)
        if isinstance(node, Leaf):
            counted = _counted(node.written.unit.dimension, terms)
            yield from _unread(case, id, counted)
            if node.written.unit.dimension == ONE:
                yield from _spoken(case, id)
        if isinstance(node, Derived):
            yield from _by_literal(case, id, node, terms)


def _counted(dimension: Dimension, terms: dict[str, str]) -> dict[str, str]:
    """The ambiguous units that a dimension counts (not those it is per), with their terms."""
    return {name: terms[name] for name, power in dimension.exponents if name in terms and power > 0}


def _unread(case: Case, id: str, counted: dict[str, str]) -> Iterator[Finding]:
    for unit, term in counted.items():
        if not any(_reads(case, child, id, term, unit) for child in case.base.children.get(id, ())):
            message = f"this counts in {unit}, and no formula reads it through a choice of `{term}`"
            hints = (f"add a choice with `term: {term}`, and a claim `units * sense`",)
            yield Finding("bare-term", id, message, case.base.records.place("claims", id, "value"), hints)


def _reads(case: Case, child: str, id: str, term: str, unit: str) -> bool:
    """Whether a formula has, besides the claim, something that says what one of the units is."""
    node = case.base.nodes[child]
    if not isinstance(node, Derived | Relation):
        # a quantity or a choice hands the claim on
        return any(_reads(case, each, child, term, unit) for each in case.base.children.get(child, ()))
    return any(
        other != id and (_is_choice(case, other, term) or _tells(case, other, unit))
        for other in node.inputs.values()
    )


def _is_choice(case: Case, id: str, term: str) -> bool:
    """Whether a node is a choice of the term, or a record that rests on one."""
    for each in (id, *ancestors(case.base, id)):
        choice = case.base.records.choices.get(each)
        if (
            choice
            and isinstance(case.base.nodes[each], Pick)
            and case.base.aliases.get(choice.term, choice.term) == term
        ):
            return True
    return False


def _tells(case: Case, id: str, unit: str) -> bool:
    """Whether a node is a claim of so much per unit."""
    powers = dict(case.dimensions.of[id].exponents) if id in case.dimensions.of else {}
    return "#" not in id and unit in powers


def _by_literal(case: Case, id: str, node: Derived, terms: dict[str, str]) -> Iterator[Finding]:
    for name, ref in node.inputs.items():
        leaf = case.base.nodes[ref]
        if "#" not in ref or not isinstance(leaf, Leaf):
            continue
        for unit, power in leaf.written.unit.dimension.exponents:
            if unit in terms and power < 0 and _is_sense(case, leaf, terms[unit]):
                how = f"{leaf.written.text}, by a literal and no choice of `{terms[unit]}`"
                message = f"`{name}` reads {unit} as {how}"
                place = case.base.records.place("claims", id, "inputs", name)
                yield Finding("bare-term", id, message, place)


def _is_sense(case: Case, leaf: Leaf, term: str) -> bool:
    """Whether a literal measures the word in what its senses measure it in."""
    senses = case.base.records.terms[term].senses if term in case.base.records.terms else {}
    kinds = {case.dimensions.of.get(f"{term}#{sense}") for sense in senses}
    return leaf.written.unit.dimension in kinds


def _spoken(case: Case, id: str) -> Iterator[Finding]:
    """A pure number whose title or excerpt counts an ambiguous word."""
    claim = case.base.records.claims[id]
    said = [claim.title, *(each.excerpt for each in claim.cites)]
    for term, record in case.base.records.terms.items():
        words = "|".join(
            re.escape(each) for each in sorted(record.words or (record.title,), key=len, reverse=True)
        )
        counts = re.compile(
            rf"(?<![\w.])[0-9][0-9.,]*(?:[KMBkT]|bn)?\+? ?(?:thousand |million )?({words})(?!\w)"
        )
        hit = next((hit for text in said if (hit := counts.search(text))), None)
        read = any(_reads(case, child, id, term, "") for child in case.base.children.get(id, ()))
        if hit and not read:
            message = (
                f"“{hit[0]}” counts an ambiguous word, and no formula reads it through a choice of `{term}`"
            )
            yield Finding("bare-term", id, message, case.base.records.place("claims", id, "value"))
            return
