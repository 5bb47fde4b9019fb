"""total-differs: the parts of a whole stand in the base, and do not come to it.

Written claims of one source, alike but for a word (*racks in the west wing*, *racks in the east wing*), are taken
for parts of the one that speaks of all of them (*racks in all*, *total cost of the site*). Together they are more
than it, by more than rounding explains; or less, where it says how many they are (*both halls*, *all 3 halls*) or
one of them is the rest. Figures of times that follow each other (the quarters of a year) are the parts of the
figure of the whole time. Nothing is said where two of them stand in one check, which says itself how they go together.

Mend: read the source again. If the total is the source's own, make it a claim with the sum as its `formula` and
that figure as `stated`. If it is of something else than these parts, say so: `differs_from: {part: why}`.

```yaml
sources:
  report: {title: The report}
claims:
  west: {title: Racks in the west wing, value: 450 rack, cites: [report]}
  east: {title: Racks in the east wing, value: 530 rack, cites: [report]}
  both: {title: Racks in both wings, value: 920 rack, cites: [report]}  # <- total-differs
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.titles import ALL, PERIODS, REST, Form, content, forms, numbered, stem, words
from whence.judge.rules.wording.wholes import (
    Parts,
    by_time,
    objection,
    of_one_source,
    off,
    related,
    spans,
    summands,
)
from whence.language.values.days import Days
from whence.language.values.value import Written
from whence.model.graph import Relation

SEVERITY = "warning"
READS = "documents"

COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def object_to(edition: Edition) -> Iterator[Objection]:
    """At such a whole; the data have its parts."""
    values = summands(edition)
    for parts in dict.fromkeys((*_by_title(edition, values), *_by_date(edition, values))):
        whole = values[parts.whole]
        if off([values[id] for id in parts.ids], spans(whole), parts.complete):
            yield objection(edition, parts, "the parts of this do not come to it", whole.text)


def _by_title(edition: Edition, values: Mapping[str, Written]) -> Iterator[Parts]:
    """For each claim of all of something, the claims of one form that are of its parts."""
    for known in of_one_source(edition, values):
        for ids in by_time(edition, known).values():
            wholes = [id for id in ids if ALL & set(words(edition.title(id)))]
            titles = {id: edition.title(id) for id in ids if id not in wholes}
            found = forms(titles) if wholes else []
            for whole in wholes:
                yield from _parts(edition, whole, found)


def _parts(edition: Edition, whole: str, found: Sequence[Form]) -> Iterator[Parts]:
    """What has the most words in common with a whole, where that are parts of it."""
    title = edition.title(whole)
    fitting = [form for form in found if _speaks_of_all(title, form)]
    form = max(fitting, key=lambda each: len(content(each.shared) & content(words(title))), default=None)
    if form and not related(edition, [*form.parts, whole], (Relation,)):
        yield Parts(tuple(form.parts), _complete(title, form), whole)


def _shared(form: Form) -> frozenset[str]:
    """What titles of a form speak of: the words before what differs, or where there are none, those behind it."""
    return content(form.before) or content(form.after)


def _speaks_of_all(title: str, form: Form) -> bool:
    """Whether a title has what the parts have in common, and besides that no name of a thing of its own."""
    own, shared = content(words(title)) - ALL, _shared(form)
    said = {word for part in form.parts.values() for word in content(part)}
    named = {stem(word.casefold()) for word in title.split()[1:] if word != word.casefold()}
    extra = {each for each in own - shared - said if each not in COUNTS and not each.isdigit()}
    alike = bool(shared) and shared <= own and not any(numbered(part) for part in form.parts.values())
    return alike and not extra & named and not numbered(extra)


def _complete(title: str, form: Form) -> bool:
    """Whether there are no parts but these: the whole says how many, or one of them is the rest."""
    said = set(words(title))
    count = len(form.parts)
    number = {str(count), *COUNTS[count - 1 : count], *(["both"] if count == 2 else [])}
    return bool(said & number) or any(REST & set(part) for part in form.parts.values())


def _by_date(edition: Edition, values: Mapping[str, Written]) -> Iterator[Parts]:
    """For each claim of a time, the claims of the same thing in times that make it up."""
    alike: dict[tuple[object, ...], list[str]] = {}
    claims = edition.base.records.claims
    for id, value in values.items():
        about = frozenset(
            each for each in content(words(edition.title(id))) - PERIODS - ALL if not each[:1].isdigit()
        )
        if about and claims[id].as_of:
            alike.setdefault((value.unit.dimension, about, claims[id].scope), []).append(id)
    for ids in alike.values():
        times = {
            days: same[0]
            for days, same in by_time(edition, {id: values[id] for id in ids}).items()
            if days and len(same) == 1
        }
        for days, whole in times.items():
            parts = tuple(times[each] for each in _tiled(days, times))
            if len(parts) > 1 and not related(edition, [*parts, whole], (Relation,)):
                yield Parts(parts, True, whole)


def _tiled(whole: Days, times: Mapping[Days, str]) -> list[Days]:
    """The times, one after the other, that make up a whole one; empty where there are none or more than one way."""
    within = sorted(
        each for each in times if each != whole and whole.first <= each.first and each.last <= whole.last
    )
    ends = [*(each.first for each in within[1:]), whole.last + 1]
    fits = bool(within) and within[0].first == whole.first
    return (
        within if fits and all(each.last + 1 == end for each, end in zip(within, ends, strict=True)) else []
    )
