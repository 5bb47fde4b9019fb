"""What has changed in the files of a base: the figures of claims, and records of changes, on which nothing else hangs.

Anything else that has changed is `Beyond` what can be told of the part that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from whence.files import filenames, late_records
from whence.files.late_records import Places
from whence.files.reader import read_file, same_path
from whence.files.records import FileRecords
from whence.files.schema import Change, Claim
from whence.files.sections import SECTIONS, namespace
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model.tables import Beyond

# What may change in a claim without changing what hangs together, which kinds of things there are, or what they are called.
FREE = {
    "value", "stated", "taken_as", "tolerance", "exact", "as_of", "known", "history", "cites", "by", "why", "note", "accepted",
    "review_by", "tags",
}  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """What has changed in some files: claims, as they are now; records of changes, which have come, gone or are others;
    the sources that these name now or then alone; and where all records stand now."""

    claims: Mapping[str, Claim]
    told: frozenset[str]
    sources: frozenset[str]
    places: Places


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes], places: Places) -> Changes:
    """What is other in some files than it was; `Beyond` where it is more than claims in what does not count, and changes."""
    claims: dict[str, Claim] = {}
    stand = dict(places)
    differing = sorted(each for each in {*old, *new} if old.get(each) != new.get(each))
    before, after = ({name: _read(name, of) for name in differing} for of in (old, new))
    for name in differing:
        was, now = before[name], after[name]
        if not filenames.like(name) or now.findings or now.broken or was.topic != now.topic:
            raise Beyond(name)
        if _shape(was.sections) != _shape(now.sections):
            raise Beyond(f"the records in {name}")
        for id, claim in now.sections.get("claims", {}).items():
            if claim != was.sections["claims"][id]:
                if not _same_but_free(was.sections["claims"][id], claim):
                    raise Beyond(id)
                claims[id] = claim
        stand.pop(name, None)
        if name in new:
            stand[name] = late_records.held(now)
    told, sources = _told(_changes_in(before), _changes_in(after))
    if told and not _each_once(stand, old):
        raise Beyond("the ids of changes")
    return Changes(claims, told, sources, dict(sorted(stand.items())))


def _read(name: str, texts: Mapping[str, bytes]) -> FileRecords:
    """What a file holds; of one that is not there, nothing."""
    return read_file(name, texts[name]) if name in texts else FileRecords(name, "")


def _changes_in(files: Mapping[str, FileRecords]) -> Mapping[str, Change]:
    """The records of changes in some files."""
    return {id: each for file in files.values() for id, each in file.sections.get("changes", {}).items()}


def _told(was: Mapping[str, Change], now: Mapping[str, Change]) -> tuple[frozenset[str], frozenset[str]]:
    """The changes that have come, gone or are others, and the sources that these named or name, and not both."""
    told = {id for id in {*was, *now} if was.get(id) != now.get(id)}
    then, since = ({each[id].source for id in told if id in each} for each in (was, now))
    return frozenset(told), frozenset((then ^ since) - {""})


def _each_once(places: Places, old: Mapping[str, bytes]) -> bool:
    """Whether no two records have one id, and no file that has come has the name of another to some system."""
    ids = [
        (namespace(name), id) for file in places.values() for name in SECTIONS for id in file.get(name, ())
    ]
    fresh = [name for name in places if name not in old]
    paths = {same_path(name) for name in old}
    return len(ids) == len({*ids}) and not any(same_path(name) in paths for name in fresh)


def _shape(sections: Mapping[str, Mapping[str, Any]]) -> Any:
    """All records but claims and changes, and the ids of claims, in the order in which they stand."""
    return [
        (name, [*each] if name == "claims" else [*each.items()])
        for name, each in sections.items()
        if name != "changes"
    ]


def _same_but_free(one: Claim, other: Claim) -> bool:
    """Whether two claims are alike in all that what hangs together, and what there is, depends on."""
    return all(
        getattr(one, each.name) == getattr(other, each.name)
        for each in fields(Claim)
        if each.name not in FREE
    ) and bool(one.value) == bool(other.value)


def where_they_stand(
    found: Sequence[Finding],
    again: Callable[[Finding], bool],
    old: Mapping[str, bytes],
    new: Mapping[str, bytes],
) -> Iterator[Finding]:
    """Findings at the places at which they stand now; those that are found `again`, as they were."""
    shifts = {name: _shift(old[name], new.get(name, b"")) for name in old if old[name] != new.get(name, b"")}
    for each in found:
        place = each.place
        if place is None or place.file not in shifts or again(each):
            yield each
            continue
        first, last, by = shifts[place.file]
        if first < place.line <= last:
            raise Beyond(each.id)
        line = place.line if place.line <= first else place.line + by
        yield replace(each, place=replace(place, line=line))


def _shift(old: bytes, new: bytes) -> tuple[int, int, int]:
    """The lines after which and up to which a text has changed, and by how many lines what follows has moved."""
    one, other = old.split(b"\n"), new.split(b"\n")
    most = min(len(one), len(other))
    first = next((n for n in range(most) if one[n] != other[n]), most)
    same = next((n for n in range(most - first) if one[-1 - n] != other[-1 - n]), most - first)
    return first, len(one) - same, len(other) - len(one)
