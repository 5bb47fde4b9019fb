"""A base of an older version brought to the present one: the two times of a figure, and statements without one.

`as_of` once also said since when a figure is known.

What was known on which day stays as it was: where `known` would now follow to be earlier than `as_of` (nothing that is
cited says when it appeared, or what does is older), the date is written as `known` too. The date of a forecast that is
over was never the time it speaks of, so there it becomes `known` alone. Everything else follows from when the sources
appeared, and is left as it is.

`missing` once stood for two things. What begins with "qualitative:" is what is said without a figure, and is written as
`qualitative`; a finding of the rule `truncated` that is accepted is one of `figure-missing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from whence.account.reread import verify
from whence.files import knowledge
from whence.files.drafts import Draft, draft, proven
from whence.files.knowledge import Issued
from whence.files.records import Records
from whence.files.schema import Claim
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.values.days import Days, covered

Path = tuple[str | int, ...]
Found = tuple[Path, str, str, bool, str]
_IN_WORDS = later(r"\s*qualitative\s*[:;,]\s*(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One text of a claim, at a `path` in it: what stands there gets another key beside it, or becomes it (`renamed`).

    `text` is what is to stand under `key` then.
    """

    file: str
    id: str
    path: Path
    key: str
    text: str
    renamed: bool
    why: str


def steps(records: Records, today: str) -> tuple[Step, ...]:
    """What is to be changed, in the order of files and claims. `today` tells which forecasts are over."""
    issued, day = knowledge.issued(records), knowledge.last_day(today)
    found = (
        Step(records.home[f"claims:{id}"], id, *each)
        for id, claim in records.claims.items()
        for each in (*_present(issued, claim, day), *_former(issued, claim), *_words(claim))
    )
    return tuple(sorted(found, key=lambda each: each.file))


def migrated(files: Mapping[str, bytes], wanted: tuple[Step, ...]) -> dict[str, bytes]:
    """The files that change, with their new content: no byte but the keys and dates of the steps."""
    result: dict[str, bytes] = {}
    for file in dict.fromkeys(each.file for each in wanted):
        here = [each for each in wanted if each.file == file]
        dated = [each for each in here if each.key == "known"]
        renamed = {_where(each): each.key for each in dated if each.renamed}
        beside = {_where(each): (each.key, each.text) for each in dated if not each.renamed}
        after = draft(files[file].decode("utf-8")).amend(renamed, beside)
        for each in here:
            after = after if each in dated else _reworded(after, each)
        result[file] = proven(file, after).encode("utf-8")
        verify(file, files[file], result[file], {f"claims:{each.id}" for each in here})
    return result


def _where(step: Step) -> Path:
    return "claims", step.id, *step.path


def _reworded(it: Draft, step: Step) -> Draft:
    """A draft with what stands at the path of a step under another key and in other words."""
    it, path = it.set(_where(step), step.text), _where(step)
    return it if path[-1] == step.key else it.rename(path, step.key)


def _words(claim: Claim) -> Iterator[Found]:
    """What is said without a figure, now and formerly, and findings that are accepted by an older name."""
    former = ((("history", n), each.missing) for n, each in enumerate(claim.history))
    for path, missing in (((), claim.missing), *former):
        if hit := _IN_WORDS.match(missing):
            yield (*path, "missing"), "qualitative", hit[1], True, "nothing is missing: it is said in words"
    for n, each in enumerate(claim.accepted):
        if each.rule == "truncated":
            yield ("accepted", n, "rule"), "rule", "figure-missing", True, "the rule is called so now"


def _present(issued: Issued, claim: Claim, today: int) -> Iterator[Found]:
    date = covered(claim.as_of)
    if date is None or claim.known or " to " in claim.as_of:
        return
    since = knowledge.since(issued, claim)
    if claim.kind == "forecast":
        if date.last <= today and not _after(date, since):
            yield (
                ("as_of",),
                "known",
                claim.as_of,
                True,
                "a forecast that is over was dated by when it was made",
            )
    elif date.last <= today and (not since or _after(date, since)):
        yield ("as_of",), "known", claim.as_of, False, _earlier(since)


def _former(issued: Issued, claim: Claim) -> Iterator[Found]:
    for version in knowledge.versions(issued, claim):
        past = version.past
        date = covered(past.as_of) if past and not past.known else None
        if past and date and " to " not in past.as_of and (not version.known or _after(date, version.known)):
            path: Path = ("history", claim.history.index(past), "as_of")
            yield path, "known", past.as_of, False, _earlier(version.known)


def _after(date: Days, since: str) -> bool:
    """Whether a date begins only when something that is known has been known for a day."""
    known = covered(since)
    return known is not None and date.first > known.last


def _earlier(since: str) -> str:
    return (
        f"it would be known since {since}, when its origin appeared"
        if since
        else "it would always have been known"
    )
