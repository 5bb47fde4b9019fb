"""A base written when `as_of` also said since when a figure is known, brought to the two times that are kept apart now.

What was known on which day stays as it was: where `known` would now follow to be earlier than `as_of` (nothing that is
cited says when it appeared, or what does is older), the date is written as `known` too. The date of a forecast that is
over was never the time it speaks of, so there it becomes `known` alone. Everything else follows from when the sources
appeared, and is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whence.account.reread import verify
from whence.files import knowledge
from whence.files.drafts import draft, proven
from whence.files.knowledge import Issued
from whence.files.records import Records
from whence.files.schema import Claim
from whence.language.values.days import Days, covered

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Step:
    """One date of a claim, at a `path` in it, that gets `known` beside it, or becomes it (`renamed`)."""

    file: str
    id: str
    path: Path
    date: str
    renamed: bool
    why: str


def steps(records: Records, today: str) -> tuple[Step, ...]:
    """What is to be changed, in the order of files and claims. `today` tells which forecasts are over."""
    issued, day = knowledge.issued(records), knowledge.last_day(today)
    found = (
        Step(records.home[f"claims:{id}"], id, *each)
        for id, claim in records.claims.items()
        for each in (*_present(issued, claim, day), *_former(issued, claim))
    )
    return tuple(sorted(found, key=lambda each: each.file))


def migrated(files: Mapping[str, bytes], wanted: tuple[Step, ...]) -> dict[str, bytes]:
    """The files that change, with their new content: no byte but the keys and dates of the steps."""
    result: dict[str, bytes] = {}
    for file in dict.fromkeys(each.file for each in wanted):
        here = [each for each in wanted if each.file == file]
        renamed: dict[Path, str] = {("claims", each.id, *each.path): "known" for each in here if each.renamed}
        beside: dict[Path, tuple[str, str]] = {
            ("claims", each.id, *each.path): ("known", each.date) for each in here if not each.renamed
        }
        after = draft(files[file].decode("utf-8")).amend(renamed, beside)
        result[file] = proven(file, after).encode("utf-8")
        verify(file, files[file], result[file], {f"claims:{each.id}" for each in here})
    return result


def _present(issued: Issued, claim: Claim, today: int) -> Iterator[tuple[Path, str, bool, str]]:
    date = covered(claim.as_of)
    if date is None or claim.known or " to " in claim.as_of:
        return
    since = knowledge.since(issued, claim)
    if claim.kind == "forecast":
        if date.last <= today and not _after(date, since):
            yield ("as_of",), claim.as_of, True, "a forecast that is over was dated by when it was made"
    elif date.last <= today and (not since or _after(date, since)):
        yield ("as_of",), claim.as_of, False, _earlier(since)


def _former(issued: Issued, claim: Claim) -> Iterator[tuple[Path, str, bool, str]]:
    for version in knowledge.versions(issued, claim):
        past = version.past
        date = covered(past.as_of) if past and not past.known else None
        if past and date and " to " not in past.as_of and (not version.known or _after(date, version.known)):
            path: Path = ("history", claim.history.index(past), "as_of")
            yield path, past.as_of, False, _earlier(version.known)


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
