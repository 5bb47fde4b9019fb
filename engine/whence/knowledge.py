"""The base as it was known on a date: later claims, values, replacements and sources are taken away before linking.

A date that is written coarsely counts from its first day: `2025-03` is known on 1 March 2025. A claim is dated by its
`as_of`, or else by the earliest `issued` among the sources it was read in; without either it was always known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from whence import written
from whence.diagnostics import Problem
from whence.records import Records
from whence.schema import Claim, Past, Quantity, Source


def known(records: Records, date: str) -> Records:
    """The records as they stood at the end of a day (YYYY-MM-DD).

    A claim whose figure is later takes the newest older value in its `history`, or is not known at all. A claim
    superseded by one not yet known is current, and so is one that was retracted or superseded by later news. Ids not
    yet known are kept in `later`, so that nobody calls them mistakes.
    """
    end = _day_after(date)
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
    return replace(
        records,
        claims=claims,
        quantities=quantities,
        sources=sources,
        changes=changes,
        later=records.later | later,
    )


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
    if not past:
        return None
    return _as_it_was(claim, max(past, key=lambda each: _start(each.as_of) or 0.0))


def _as_it_was(claim: Claim, past: Past) -> Claim:
    """A claim with an older value in place of the present one; what was said of the present one goes."""
    older = tuple(each for each in claim.history if each is not past and each.as_of <= past.as_of)
    return replace(
        claim,
        value=past.value,
        formula=past.formula,
        missing="",
        inputs=claim.inputs if past.formula else {},
        stated=claim.stated if past.formula else "",
        taken_as="",
        as_of=past.as_of,
        cites=past.cites or claim.cites,
        history=older,
    )


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
