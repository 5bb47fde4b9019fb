"""too-many-contexts: more combinations of open choices meet than are looked through.

A claim is evaluated in each combination of the options upstream of it, and checks are judged in each. The
product grows fast; beyond `max_contexts` (512) nothing is computed, so that a base never hangs.

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
from collections.abc import Iterator

from whence.evaluate.contexts import options
from whence.judge.edition import Edition
from whence.judge.objections import Objection


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first choice of each group that meets in more contexts than are looked through."""
    most = edition.base.settings.max_contexts
    for group in edition.settled.loose:
        sizes = {id: len(options(edition.base, id)) for id in group}
        parts = " x ".join(f"{id} ({size})" for id, size in list(sizes.items())[:12])
        more = f" x {len(sizes) - 12} more" if len(sizes) > 12 else ""
        count = math.prod(sizes.values())
        message = f"{count:.3g} contexts meet in checks, and at most {most} are looked through: {parts}{more}"
        hints = ("leave senses out with `only`, or raise `max_contexts`",)
        place = edition.base.records.place("choices", group[0])
        yield Objection(group[0], message, place, hints)
