"""excerpt-too-long: an excerpt is longer than the few words that carry the figure.

Twelve words are enough to find the passage and to see the figure in it. Whole sentences are their
author's text, and a base that collects them becomes a copy of its sources.

Mend: cut it down to the words around the figure. A quotation that continues elsewhere is a second citation.

```yaml
claims:
  bell:
    title: Weight of the bell
    value: 9 t
    cites: [{source: guide, excerpt: the bell that was cast in spring and hung in autumn weighs 9 t}]  # <- excerpt-too-long
sources: {guide: {title: The guide to the tower}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.sections import having
from whence.judge.edition import Edition
from whence.judge.excerpts import MOST_WORDS
from whence.judge.objections import Objection

SEVERITY = "warning"
READS = "cone"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At every excerpt of more than `MOST_WORDS` words, whatever record quotes it."""
    records = edition.base.records
    for field in ("cites", "set_aside"):
        for section in having(field):
            for id, record in records.of(section).items():
                for number, each in enumerate(getattr(record, field)):
                    words = len(each.excerpt.split())
                    if words > MOST_WORDS:
                        message = f"this excerpt has {words} words, and {MOST_WORDS} are enough"
                        yield Objection(id, message, records.place(section, id, field, number, "excerpt"))
