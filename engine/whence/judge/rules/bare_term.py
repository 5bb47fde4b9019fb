"""bare-term: an ambiguous word is counted, and nobody says in which sense.

Either a claim counts in a unit that stands for an ambiguous word (`units: {GB200: {term: gb200}}`) and no
formula reads it through a choice of that term; or a formula reads it by a literal, which settles the
sense without a word; or a claim gives a number, pure or in another unit, where its title or excerpt counts
such a word.

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

import math
import re
from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import live
from whence.language.units.tokens import names_in
from whence.language.units.units import Dimension, Unit
from whence.language.values.spoken import worth
from whence.language.values.written import Written
from whence.model.graph import Derived, Leaf, Pick, Relation, ancestors

SEVERITY = "warning"
READS = "cone"
WHOLE = True


def object_to(edition: Edition) -> Iterator[Objection]:
    """Claims that count an ambiguous word, or speak of it, or multiply by a literal of it, in no sense."""
    terms = {
        name: edition.base.aliases.get(unit.term, unit.term)
        for name, unit in edition.base.records.units.items()
        if unit.term
    }
    for id in live(edition):
        node = edition.base.nodes.get(id)
        if isinstance(node, Leaf):
            counted = _counted(node.written.unit.dimension, terms)
            yield from _unread(edition, id, counted)
            if not counted:
                yield from _spoken(edition, id, node.written.unit)
        if isinstance(node, Derived):
            yield from _by_literal(edition, id, node, terms)


def _counted(dimension: Dimension, terms: dict[str, str]) -> dict[str, str]:
    """The ambiguous units that a dimension counts (not those it is per), with their terms."""
    return {name: terms[name] for name, power in dimension.exponents if name in terms and power > 0}


def _unread(edition: Edition, id: str, counted: dict[str, str]) -> Iterator[Objection]:
    for unit, term in counted.items():
        if not any(_reads(edition, child, id, term, unit) for child in edition.base.children.get(id, ())):
            message = f"this counts in {unit}, and no formula reads it through a choice of `{term}`"
            hints = (f"add a choice with `term: {term}`, and a claim `units * sense`",)
            yield Objection(id, message, edition.base.records.place("claims", id, "value"), hints)


def _reads(edition: Edition, child: str, id: str, term: str, unit: str) -> bool:
    """Whether a formula has, besides the claim, something that says what one of the units is."""
    node = edition.base.nodes[child]
    if not isinstance(node, Derived | Relation):
        # a quantity or a choice hands the claim on
        return any(_reads(edition, each, child, term, unit) for each in edition.base.children.get(child, ()))
    return any(
        other != id and (_is_choice(edition, other, term) or _tells(edition, other, unit))
        for other in node.inputs.values()
    )


def _is_choice(edition: Edition, id: str, term: str) -> bool:
    """Whether a node is a choice of the term, or a record that rests on one."""
    for each in (id, *ancestors(edition.base, id)):
        choice = edition.base.records.choices.get(each)
        if (
            choice
            and isinstance(edition.base.nodes[each], Pick)
            and edition.base.aliases.get(choice.term, choice.term) == term
        ):
            return True
    return False


def _tells(edition: Edition, id: str, unit: str) -> bool:
    """Whether a node is a claim of so much per unit."""
    powers = dict(edition.dimensions.of[id].exponents) if id in edition.dimensions.of else {}
    return "#" not in id and unit in powers


def _by_literal(edition: Edition, id: str, node: Derived, terms: dict[str, str]) -> Iterator[Objection]:
    for name, ref in node.inputs.items():
        leaf = edition.base.nodes[ref]
        if "#" not in ref or not isinstance(leaf, Leaf):
            continue
        for unit, power in leaf.written.unit.dimension.exponents:
            if unit in terms and power < 0 and _is_sense(edition, leaf, terms[unit]):
                how = f"{leaf.written.text}, by a literal and no choice of `{terms[unit]}`"
                message = f"`{name}` reads {unit} as {how}"
                place = edition.base.records.place("claims", id, "inputs", name)
                yield Objection(id, message, place)


def _is_sense(edition: Edition, leaf: Leaf, term: str) -> bool:
    """Whether a literal measures the word in what its senses measure it in."""
    senses = edition.base.records.terms[term].senses if term in edition.base.records.terms else {}
    kinds = {edition.dimensions.of.get(f"{term}#{sense}") for sense in senses}
    return leaf.written.unit.dimension in kinds


def _spoken(edition: Edition, id: str, unit: Unit) -> Iterator[Objection]:
    """A number, pure or of what one of the senses counts, whose title or excerpt counts an ambiguous word."""
    claim = edition.base.records.claims[id]
    said = [claim.title, *(each.excerpt for each in claim.cites)]
    for term, record in edition.base.records.terms.items():
        kinds = {_over_the_line(edition.dimensions.of.get(f"{term}#{sense}")) for sense in record.senses}
        named = set(names_in(unit.text)) & set(record.senses)
        if not (unit.dimension.is_one or named or _over_the_line(unit.dimension) in kinds):
            continue
        of = sorted(record.words or (record.title,), key=len, reverse=True)
        # a text without the word is not searched: a pattern for each of many words takes long to make
        near = [text for text in said if any(each.lower() in text.lower() for each in of)]
        words = "|".join(map(re.escape, of))
        hit = next((hit for text in near if (hit := _counts(text, words, edition.base.values[id]))), "")
        read = any(_reads(edition, child, id, term, "") for child in edition.base.children.get(id, ()))
        if hit and not read:
            taken = "" if unit.dimension.is_one else f", taken here as {edition.base.values[id].text}"
            message = f"“{hit}” counts an ambiguous word{taken}, and no formula reads it through a choice of `{term}`"
            yield Objection(id, message, edition.base.records.place("claims", id, "value"))
            return


_SIZES = {"k": 1e3, "K": 1e3, "thousand": 1e3, "M": 1e6, "million": 1e6, "B": 1e9, "bn": 1e9, "T": 1e12}
_NUMBER = r"(?<![\w.])(?P<number>[0-9][0-9.,]*)(?P<size>[KMBkT](?!\w)|bn|\s(?:thousand|million)\b)?\+?"
# what may stand between a number and the word that it counts, if it is the number of the claim
_BETWEEN = r"(?:\s?[x×]|(?:\s(?!and\b|or\b|to\b|in\b|per\b)[A-Za-z][\w-]*){1,2})?\s?"


def _counts(text: str, words: str, value: Written) -> str:
    """Where a text counts one of some words: right behind a number, or near the number that the claim has."""
    if hit := re.search(rf"{_NUMBER}\s?(?i:{words})s?(?!\w)", text):
        return hit[0]
    for start, end, number in reversed(list(worth(text))):
        text = f"{text[:start]}{number:.15g}{text[end:]}"
    patterns = (rf"{_NUMBER}{_BETWEEN}(?i:{words})s?(?!\w)", rf"(?<!\w)(?i:{words})s?\s?:\s?{_NUMBER}")
    wanted = float(value.unit.from_base(value.point))
    for hit in (hit for each in patterns for hit in re.finditer(each, text)):
        digits = hit["number"].replace(",", "").rstrip(".")
        number = (
            float(digits) * _SIZES.get((hit["size"] or "").strip(), 1.0) if digits.count(".") < 2 else 0.0
        )
        if math.isclose(number, wanted, rel_tol=1e-9):
            return hit[0]
    return ""


def _over_the_line(dimension: Dimension | None) -> frozenset[tuple[str, object]]:
    """What a dimension counts, without what it is per."""
    return (
        frozenset((name, power) for name, power in dimension.exponents if power > 0)
        if dimension
        else frozenset()
    )
