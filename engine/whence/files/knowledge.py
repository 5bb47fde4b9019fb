"""The base as it was known on a date: later claims, values, replacements and sources are taken away before linking.

A date that is written coarsely counts from its first day: `2025-03` is known on 1 March 2025. A claim is dated by its
`as_of`, or else by when its last older value was replaced, or else by the earliest `issued` among the sources it was
read in; without any of these it was always known.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from whence.files.records import Records
from whence.files.schema import TAKES, Change, Choice, Claim, Edit, Past, Quantity, Source, Status
from whence.files.sections import names
from whence.language.problems import Problem
from whence.language.values import written


def known(records: Records, date: str) -> Records:
    """The records as they stood at the end of a day (YYYY-MM-DD).

    A claim whose figure is later takes the older value of its `history` that stood then, or is not known at all. A
    claim superseded by one not yet known is current. What later news changed besides (a status, a preference, what a
    quantity takes) is as it was before, where its record still says so. Ids not yet known are kept in `later`, so that
    nobody calls them mistakes.
    """
    end = _day_after(date)
    records = _before_news(records, end)
    claims = {id: then for id, claim in records.claims.items() if (then := _claim(records, claim, end))}
    later = frozenset(records.claims) - frozenset(claims)
    claims = {id: _status(claim, claims, later) for id, claim in claims.items()}
    quantities = {id: _quantity(each, later) for id, each in records.quantities.items()}
    cited = _cited(claims)
    sources = {
        id: source
        for id, source in records.sources.items()
        if id in cited or _start(source.issued) is None or (_start(source.issued) or 0.0) < end
    }
    changes = {id: each for id, each in records.changes.items() if (_start(each.date) or 0.0) < end}
    later |= frozenset(records.sources) - frozenset(sources)
    parts: dict[str, Mapping[str, Any]] = {"claims": claims, "quantities": quantities}
    parts |= {"sources": sources, "changes": changes}
    return records.having(parts, later=records.later | later)


def _start(text: str) -> float | None:
    """The first second of a date, or None where none is written."""
    found = written.parse_date(text) if text else Problem("", "")
    return None if isinstance(found, Problem) else found[0]


def _day_after(date: str) -> float:
    found = written.parse_date(date)
    assert not isinstance(found, Problem)
    return found[1]


def since(sources: Mapping[str, Source], claim: Claim) -> float | None:
    """When a claim's present figure was first known, in seconds since 1970; None when that is not written."""
    if claim.as_of:
        return _start(claim.as_of)
    replaced = [start for each in claim.history if (start := _start(each.until)) is not None]
    if replaced:
        return max(replaced)
    read_in = [cite.via or cite.source for cite in claim.cites]
    dates = [
        start for name in read_in if name in sources and (start := _start(sources[name].issued)) is not None
    ]
    return min(dates, default=None)


def _claim(records: Records, claim: Claim, end: float) -> Claim | None:
    first = since(records.sources, claim)
    if first is None or first < end:
        return claim
    past = [each for each in claim.history if (_start(each.as_of) or 0.0) < end]
    return _as_it_was(claim, max(past, key=lambda each: _standing(each, end))) if past else None


def _standing(past: Past, end: float) -> tuple[bool, float, float]:
    """Ranks older values by how they stood: one not yet replaced first, then the one that was replaced last."""
    until = _start(past.until)
    return until is None or until >= end, _start(past.as_of) or 0.0, math.inf if until is None else until


def _as_it_was(claim: Claim, past: Past) -> Claim:
    """A claim with an older value in place of the present one; what was said of the present one goes."""
    older = tuple(each for each in claim.history if each is not past and each.as_of <= past.as_of)
    return replace(
        claim,
        value=past.value,
        formula=past.formula,
        missing="",
        inputs=(past.inputs or claim.inputs) if past.formula else {},
        stated=claim.stated if past.formula else "",
        taken_as=past.taken_as,
        as_of=past.as_of,
        cites=past.cites or claim.cites,
        history=older,
    )


# --- what news changed besides figures -------------------------------------------------------------------------

UNDONE = ("status", "taken_as", "stated", "unit")


def _before_news(records: Records, end: float) -> Records:
    """The records with what later news changed put back, the latest first."""
    parts = {name: dict(records.of(name)) for name in names(lambda each: each.editable)}
    for edit in _later_edits(records.changes, end):
        for part in parts.values():
            if edit.id in part:
                part[edit.id] = _undone(records, part[edit.id], edit)
    return records.having(parts)


def _later_edits(changes: Mapping[str, Change], end: float) -> Iterator[Edit]:
    later = [(start, id) for id, each in changes.items() if (start := _start(each.date) or 0.0) >= end]
    for _, id in sorted(later, reverse=True):
        yield from reversed(changes[id].edits)


def _undone(records: Records, record: Any, edit: Edit) -> Any:
    """A record without an edit; as it is where it no longer says what the edit wrote, or never could."""
    before: dict[str, Any] = {edit.field: edit.old}
    if getattr(record, edit.field, "") != edit.new or not edit.new:
        return record
    match record:
        case Claim() if edit.field == "status" and edit.old in get_args(Status):
            successor = "" if edit.old == "current" else record.superseded_by
            return replace(record, superseded_by=successor, **before)
        case Claim() if edit.field in UNDONE and edit.field != "status":
            return replace(record, **before)
        case Choice() if edit.field == "prefer" and (not edit.old or edit.old in _options(records, record)):
            return replace(record, prefer=edit.old, because=record.because if edit.old else "")
        case Quantity() if edit.field == "take" and (edit.old in TAKES or edit.old in records.claims):
            return replace(record, take=edit.old)
        case _:
            return record


def _options(records: Records, choice: Choice) -> frozenset[str]:
    term = records.terms.get(choice.term)
    return frozenset(choice.options) | frozenset(term.senses if term else ())


def _status(claim: Claim, known: Mapping[str, Claim], later: frozenset[str]) -> Claim:
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
