"""set-aside-unused: figures are set aside that the text does not hold.

A source sets figures of its text aside by the words around them. These words are not in the copy of the
source, or no figure is in them: the text has changed, or the words were miscopied. Left alone, the entry
would hide a figure that comes to stand there. Told where the copies are at hand.

Mend: copy the words again, or delete the entry. `whence sources coverage` shows what it holds.

```yaml
sources:
  warden:
    title: The warden's letter on herons
    snapshot: letter.txt
    set_aside:
      - {excerpt: gate 3, why: The number of a gate.}  # <- set-aside-unused
# file: letter.txt
From gate 2 we counted 41 nests this spring.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.files.schema import Source
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.problems import Refused, brief

SEVERITY = "warning"
READS = "sources"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At every entry whose words are not in the copy or have no figure; nothing without copies."""
    for id, source in edition.base.records.sources.items():
        text = (edition.snapshots or {}).get(source.snapshot.file if source.snapshot else "")
        if text is not None and source.set_aside:
            yield from _unused(edition, id, source, text)


def _unused(edition: Edition, id: str, source: Source, text: str) -> Iterator[Objection]:
    from whence.judge.texts import citing, copies, figures

    try:
        copy = copies.copy(copies.content(text), source.snapshot.file if source.snapshot else "")
        known = [each for each in figures.figures(copy, edition.base.units) if not each.why]
    except Refused:
        return
    for number, spans in enumerate(citing.asides(copy, source.set_aside)):
        if not any(citing.inside(each, spans) for each in known):
            what = "hold no figure there" if spans else "are not in the copy of this source"
            message = (
                f"the words “{brief(source.set_aside[number].excerpt)}” {what}, so they set nothing aside"
            )
            yield Objection(id, message, edition.base.records.place("sources", id, "set_aside", number))
