"""sense-open: several options are left, nothing says which, and numbers rest on it.

What rests on the choice has no single number: it is shown under each option, as a span.

Mend: find a check that rules options out (power, money, area that the thing would need). If there is
reason for one option, `prefer` it with `because`; if there are only odds, give `credence`. A choice between
values (how much a life of one age counts against another) is for the reader to make, and no evidence is missing:
it says `kind: values`.

```yaml
terms:
  spoon: {title: Spoon, senses: {teaspoon: 2 g, tablespoon: 6 g}}
choices:
  spoon-in-the-notebook:  # <- sense-open
    title: What the notebook calls a spoon
    term: spoon
claims:
  tea:
    title: Tea in the pot
    formula: 3 * spoon
    inputs: {spoon: spoon-in-the-notebook}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.evaluate.contexts import mask, options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import figures, sides
from whence.model.graph import Pick, descendants

SEVERITY = "warning"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At choices with several options left, no preference and no weights, on which claims rest."""
    if edition.unjudged:
        return
    for id, node in edition.base.nodes.items():
        if not isinstance(node, Pick) or id not in edition.values.of:
            continue
        record = edition.base.records.choices[id]
        if record.kind == "values":
            continue
        active = [
            name
            for name, on in zip(options(edition.base, id), mask(edition.settled, (id,)), strict=True)
            if on
        ]
        below = [each for each in descendants(edition.base, [id]) if each in edition.base.records.claims]
        undecided = [each for each in below if id in _open(edition, each)]
        if len(active) > 1 and not record.prefer and not record.credence and undecided:
            rows = figures(edition, {name: node.options[name] for name in active})
            head = f"{record.title}: {len(active)} options are left, and {_count(undecided)} on it"
            yield Objection(id, sides(head, rows), edition.base.records.place("choices", id))


def _open(edition: Edition, id: str) -> tuple[str, ...]:
    return edition.summaries[id].open if id in edition.summaries else ()


def _count(below: list[str]) -> str:
    return f"{len(below)} claims rest" if len(below) > 1 else f"`{below[0]}` rests"
