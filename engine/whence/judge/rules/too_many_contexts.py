"""too-many-contexts: more combinations of open choices meet than are looked through.

A claim is evaluated in each combination of the options upstream of it, and checks are judged and the claims
of a quantity compared in each. The product grows fast; beyond `max_contexts` (512) nothing is computed, so
that a base never hangs.

Mend: `only` leaves out senses that do not come into question. A choice that is decided can be a claim. Or
raise `max_contexts` in the settings.

```yaml
terms:
  word: {title: Word, senses: {a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}}
choices:
  first: {title: The first word, term: word}
  second: {title: The second word, term: word}
  third: {title: The third word, term: word}
claims:
  total:  # <- too-many-contexts
    title: All three
    formula: a + b + c
    inputs: {a: first, b: second, c: third}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from whence.evaluate.comparisons import contexts_of
from whence.evaluate.contexts import options
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.problems import Place

READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first choice of each group, and at each quantity, that meets in more contexts than are looked through."""
    records = edition.base.records
    for group in edition.settled.loose:
        sizes = {id: len(options(edition.base, id)) for id in group}
        yield _objection(edition, group[0], sizes, "in checks", records.place("choices", group[0]))
    for id in records.quantities:
        sizes = contexts_of(edition.base, edition.values, id)
        if id not in edition.comparisons and math.prod(sizes.values()) > edition.base.settings.max_contexts:
            yield _objection(edition, id, sizes, "in its claims", records.place("quantities", id))


def _objection(edition: Edition, id: str, sizes: Mapping[str, int], where: str, place: Place) -> Objection:
    most, count = edition.base.settings.max_contexts, math.prod(sizes.values())
    parts = " x ".join(f"{axis} ({size})" for axis, size in list(sizes.items())[:12])
    more = f" x {len(sizes) - 12} more" if len(sizes) > 12 else ""
    total = f"{count:.3g}" if count >= 1e6 else f"{count}"
    message = f"{total} contexts meet {where}, and at most {most} are looked through: {parts}{more}"
    return Objection(id, message, place, ("leave senses out with `only`, or raise `max_contexts`",))
