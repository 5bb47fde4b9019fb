"""shares-do-not-add-up: the shares of one whole come to more than all of it, or leave some of it to nobody.

Claims from one source are called the shares of one thing (*share of the budget for chips*, *for buildings*,
*for staff*), and together they are more than 100 %, by more than their rounding explains. Where one of them is
the rest (*other*, *everything else*) they are all there are, and less than 100 % is objected to as well. Nothing
is said where two of them stand in one check or formula, which says itself how they go together.

Mend: read the source again; one of the shares is mistyped, of another time, or of another whole. If they overlap,
write the check that they do satisfy, or say so: `differs_from: {other: readers of both count twice}`.

```yaml
sources:
  report: {title: The report}
claims:
  for-chips: {title: Share of the budget for chips, value: 55%, cites: [report]}  # <- shares-do-not-add-up
  for-buildings: {title: Share of the budget for buildings, value: 35%, cites: [report]}
  for-staff: {title: Share of the budget for staff, value: 20%, cites: [report]}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.titles import FILLER, REST, Form, content, forms, numbered, outermost
from whence.judge.rules.wording.wholes import Parts, by_time, objection, of_one_source, off, related, summands
from whence.language.units.units import ONE
from whence.language.values.value import Written
from whence.model.graph import Derived, Relation

SEVERITY = "warning"
READS = "documents"

SHARE = {"share", "shares", "part", "fraction", "proportion", "percentage", "percent", "cent", "portion", "%"}
# What has a property may have several; what goes somewhere goes to one place.
PROPERTY = {"that", "which", "who", "whose", "with", "without"}
MOVES = {"goes", "go", "went", "comes", "come", "came", "spent", "given", "used", "left"}
ALL_OF_IT = (1.0, 1.0)


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first of such shares; the data have all of them."""
    values = {id: each for id, each in summands(edition).items() if each.unit.dimension == ONE}
    for parts in dict.fromkeys(_groups(edition, values)):
        members = [values[id] for id in parts.ids]
        if off(members, ALL_OF_IT, parts.complete):
            yield objection(edition, parts, "the shares of one whole do not come to 100 %", "100 %")


def _groups(edition: Edition, values: Mapping[str, Written]) -> Iterator[Parts]:
    """The shares that are called shares of one thing, of one time, by one source."""
    for known in of_one_source(edition, values):
        for ids in by_time(edition, known).values():
            found = forms({id: edition.title(id) for id in ids})
            for form in outermost(each for each in found if _shares(each)):
                if not related(edition, list(form.parts), (Relation, Derived)):
                    yield Parts(tuple(form.parts), any(REST & set(part) for part in form.parts.values()))


def _shares(form: Form) -> bool:
    """Whether titles of a form tell shares of one thing that has each of them only once."""
    shared, parts = set(form.shared), {word for part in form.parts.values() for word in part}
    whole = content(shared - SHARE - MOVES - PROPERTY)
    if (
        not shared & SHARE
        or not whole
        or numbered(parts)
        or any(not set(part) - FILLER for part in form.parts.values())
    ):
        return False
    return not (shared | parts) & PROPERTY or bool((shared | parts) & MOVES)
