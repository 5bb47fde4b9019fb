"""The base as it was known on a day: later claims, values, replacements and sources are taken away before linking.

Two times are kept apart. `as_of` is the time that a figure speaks of, and has no part in this. `known` is since when the
figure is known: as written; or else, of a value that replaced another, since that one's `until`; or else since the
earliest `issued` of the origins it cites; or else of what they were read in; or else always. A year, quarter or month
counts from its last day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from whence.files.records import Records
from whence.files.schema import FIGURES, TAKES, Change, Choice, Citation, Claim, Edit, Past, Quantity, Source
from whence.files.sections import hints, names
from whence.language.frozen import dataclass
from whence.language.values.days import Days, covered

# The last day on which each source may have appeared, by its id and its older ids, with that date as written.
Issued = Mapping[str, str]


def known(records: Records, date: str) -> Records:
    """The records as they were known at the end of a day, or of the last day of a month or year.

    A claim whose figure is later takes the older value of its `history` that stood then, or is not known at all. A
    claim superseded by one not yet known is current. What later news changed besides (a status, a preference, a title)
    is as it was before, where its record still says what the news wrote. Names not yet known are kept in `later`, so that
    nobody calls them mistakes, and those of quantities that have claims now in `awaited`.
    """
    day = last_day(date)
    issues, later_edits = issued(records), _later_edits(records.changes, day)
    awaited = frozenset(each.of for each in records.claims.values() if each.of)
    records = _before_news(records, later_edits)
    claims = {
        id: _undone_in(records, version, later_edits.get(id, ()))
        for id, claim in records.claims.items()
        if (version := _standing(issues, claim, day))
    }
    later = _missing(records.claims, claims)
    claims = {id: _status(claim, later) for id, claim in claims.items()}
    quantities = {id: _quantity(each, later) for id, each in records.quantities.items()}
    cited = _cited(claims)
    sources = {
        id: source
        for id, source in records.sources.items()
        if cited & {id, *source.aliases} or _by(source.issued, day)
    }
    changes = {id: each for id, each in records.changes.items() if _by(each.date, day)}
    later |= _missing(records.sources, sources)
    parts: dict[str, Mapping[str, Any]] = {"claims": claims, "quantities": quantities}
    parts |= {"sources": sources, "changes": changes}
    return records.having(parts, later=records.later | later, awaited=awaited)


def _missing(every: Mapping[str, Claim] | Mapping[str, Source], there: Collection[str]) -> frozenset[str]:
    """The names of records that are not there: their ids, and what else they are called."""
    return frozenset(name for id, each in every.items() if id not in there for name in (id, *each.aliases))


def last_day(date: str) -> int:
    """The number of the last day of a date."""
    found = covered(date)
    assert found is not None
    return found.last


def _by(date: str, day: int) -> bool:
    """Whether a date is over on a day; one that is not written always was."""
    found = covered(date)
    return found is None or found.last <= day


@dataclass(frozen=True)
class Version:
    """A claim as it was with one of its values. `known` is since when, as written somewhere; empty: always.

    `past` is the entry of the history that holds the value; None for the present one.
    """

    known: str
    claim: Claim
    past: Past | None = None

    @property
    def until(self) -> str:
        """When it was replaced, as written; empty for the present value."""
        return self.past.until if self.past else ""

    @property
    def since(self) -> Days | None:
        """The days of `known`; None for a value that was always known."""
        return covered(self.known)

    def by(self, day: int) -> bool:
        """Whether it was known on a day."""
        return _by(self.known, day)


class Appeared(Mapping[str, str]):
    """The same as `issued`, of which a source is read when it is asked for by its id, and all of them by an older one."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def __getitem__(self, name: str) -> str:
        source = self._records.sources.get(name)
        if source is None:
            return self._whole[name]
        if not covered(source.issued):
            raise KeyError(name)
        return source.issued

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    @cached_property
    def _whole(self) -> Issued:
        return issued(self._records)


def issued(records: Records) -> Issued:
    """When each source appeared, by its id and its older ids."""
    return {
        name: source.issued
        for id, source in records.sources.items()
        if covered(source.issued)
        for name in (id, *source.aliases)
    }


def versions(issues: Issued, claim: Claim) -> tuple[Version, ...]:
    """Every value that a claim has had, as the claim was with it: the oldest first, the present one last."""
    found: list[Version] = []
    replaced = ""
    older: tuple[Past, ...] = ()
    for past in _in_order(claim.history):
        then = _as_it_was(claim, past, older)
        found.append(Version(past.known or replaced or published(issues, then.cites), then, past))
        older, replaced = (past, *older), past.until
    return (*found, Version(claim.known or replaced or published(issues, claim.cites), claim))


def _in_order(history: Iterable[Past]) -> list[Past]:
    """Older values from the first to the last: by when they were replaced, else by their place in the list.

    A list begins with the newest; one that does not say when it was replaced went when the next in line did.
    """
    ranks: list[tuple[int, int, Past]] = []
    newest = Days(0, 10**7).last
    for place, past in enumerate(history):
        until = covered(past.until)
        newest = until.last if until else newest
        ranks.append((newest, -place, past))
    return [past for _, _, past in sorted(ranks, key=lambda each: each[:2])]


def published(issues: Issued, cites: Iterable[Citation]) -> str:
    """The earliest date on which an origin appeared, or else what it was read in; empty where none says when."""
    cites = tuple(cites)
    for names_ in ((each.source for each in cites), (each.via for each in cites)):
        dates = [issues[name] for name in names_ if name in issues]
        if dates:
            return min(dates, key=last_day)
    return ""


def since(issues: Issued, claim: Claim) -> str:
    """Since when a claim's present figure is known, as it is written somewhere; empty: always."""
    return versions(issues, claim)[-1].known


def latest(issues: Issued, claims: Mapping[str, Claim]) -> list[str]:
    """Of some claims those that speak of the latest time, by the last day of `as_of`; of these the latest known.

    One without `as_of` speaks of the day since when it is known. A forecast takes part only where every claim is one.
    """
    facts = {id: claim for id, claim in claims.items() if claim.kind != "forecast"} or claims
    ranks = {id: time_of(issues, claim) for id, claim in facts.items()}
    last = max(ranks.values(), default=None)
    return [id for id, rank in ranks.items() if rank == last]


def time_of(issues: Issued, claim: Claim) -> tuple[int, int]:
    """The last day that a claim speaks of, and that since when it is known; zero where nothing says."""
    known_since, spoken_of = covered(since(issues, claim)), covered(claim.as_of)
    day = known_since.last if known_since else 0
    return spoken_of.last if spoken_of else day, day


def _standing(issues: Issued, claim: Claim, day: int) -> Version | None:
    """A claim as it stood on a day: with the last of its values that was known by then; None where none was."""
    return next((each for each in reversed(versions(issues, claim)) if each.by(day)), None)


def _as_it_was(claim: Claim, past: Past, older: tuple[Past, ...]) -> Claim:
    """A claim with an older value in place of the present one; what was said of the present one goes."""
    return replace(
        claim,
        value=past.value,
        formula=past.formula,
        missing=past.missing,
        qualitative=past.qualitative,
        inputs=(past.inputs or claim.inputs) if past.formula else {},
        taken_as=past.taken_as,
        errors=past.errors,
        as_of=past.as_of,
        known=past.known,
        cites=claim.cites if past.cites is None else past.cites,
        history=older,
    )


# What `history` keeps and no edit brings back; and what both do: an edit of it is one of the value that stood then.
FIGURE = frozenset((*FIGURES, "inputs", "errors"))
KEPT = frozenset(("taken_as", "as_of"))
# The edits of a record that came later, with the last day of their date, the latest first.
Later = Mapping[str, Sequence[tuple[int, Edit]]]


def _later_edits(changes: Mapping[str, Change], day: int) -> Later:
    later = [(last_day(each.date), id) for id, each in changes.items() if not _by(each.date, day)]
    found: dict[str, list[tuple[int, Edit]]] = {}
    for when, id in sorted(later, reverse=True):
        for edit in reversed(alone(changes[id])):
            found.setdefault(edit.id, []).append((when, edit))
    return found


def alone(change: Change) -> list[Edit]:
    """The edits of a change without those of what `history` keeps, where it keeps them beside the figure."""
    figures = {each.id for each in change.edits if each.field in FIGURE or each.field.startswith("inputs.")}
    return [each for each in change.edits if each.field not in KEPT or each.id not in figures]


def _before_news(records: Records, later: Later) -> Records:
    """The records but claims with what later news changed put back, the latest first."""
    parts = {
        name: {
            id: _all_undone(records, record, [edit for _, edit in later.get(id, ())])
            for id, record in records.of(name).items()
        }
        for name in names(lambda each: each.editable and each.record is not Claim)
    }
    return records.having(parts)


def _undone_in(records: Records, version: Version, later: Sequence[tuple[int, Edit]]) -> Any:
    """A version of a claim without what was edited later; what `history` keeps was edited in the version that stood."""
    until = covered(version.until)
    edits = [edit for when, edit in later if edit.field not in KEPT or until is None or when < until.last]
    return _all_undone(records, version.claim, edits)


def _all_undone(records: Records, record: Any, edits: Iterable[Edit]) -> Any:
    for edit in edits:
        record = _undone(records, record, edit)
    return record


def _undone(records: Records, record: Any, edit: Edit) -> Any:
    """A record without an edit; as it is where it no longer says what the edit wrote, or never could."""
    hint = hints(record.__class__).get(edit.field)
    possible = edit.old in get_args(hint) if get_origin(hint) is Literal else hint is str
    if edit.field in FIGURE or not possible:
        return record
    if getattr(record, edit.field) != edit.new or (edit.field == "title" and not edit.old):
        return record
    if edit.field == "status" and edit.old == "current" and hasattr(record, "superseded_by"):
        return replace(record, status=edit.old, superseded_by="")
    match record:
        case Choice() if edit.field == "prefer":
            if edit.old and edit.old not in _options(records, record):
                return record
            return replace(record, prefer=edit.old, because=record.because if edit.old else "")
        case Quantity() if edit.field == "take" and edit.old not in ("", *TAKES, *records.claims):
            return record
        case _:
            return replace(record, **{edit.field: edit.old})


def _options(records: Records, choice: Choice) -> frozenset[str]:
    term = records.terms.get(choice.term)
    return frozenset(choice.options) | frozenset(term.senses if term else ())


def _status(claim: Claim, later: frozenset[str]) -> Claim:
    if claim.status == "superseded" and claim.superseded_by in later:
        return replace(claim, status="current", superseded_by="")
    return claim


def _quantity(quantity: Quantity, later: frozenset[str]) -> Quantity:
    """A quantity that takes a claim not yet known took the latest then."""
    return replace(quantity, take="latest") if quantity.take in later else quantity


def _cited(claims: Mapping[str, Claim]) -> frozenset[str]:
    return frozenset(
        name for claim in claims.values() for cite in claim.cites for name in (cite.source, cite.via)
    )
