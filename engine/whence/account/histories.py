"""The values that a claim has had, newest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from whence.account.headlines import headline
from whence.evaluate.estimate import Figure, draw
from whence.evaluate.estimate import figure as estimated
from whence.files.schema import Citation, Claim, Past
from whence.judge.edition import Edition
from whence.language.problems import Problem
from whence.language.values.written import Written, parse_date, show


@dataclass(frozen=True)
class Entry:
    """One value: as written, the number it comes to, when it was taken and given up, on what, and why it went.

    `replaces` names a claim that this entry belongs to when it is not the claim asked for: one that it superseded.
    """

    id: str
    text: str
    number: str
    as_of: str
    until: str
    cites: tuple[Citation, ...]
    why: str


def history(edition: Edition, id: str) -> tuple[Entry, ...]:
    """The present value, the older ones of the same claim, and those of the claims it superseded, newest first."""
    claims = edition.base.records.claims
    if id not in claims:
        members = [
            each for each, claim in claims.items() if edition.base.aliases.get(claim.of, claim.of) == id
        ]
        return _sorted([entry for each in members for entry in history(edition, each)])
    claim = claims[id]
    entries = [_present(edition, id, claim), *_past(edition, id, claim)]
    for other, older in claims.items():
        if edition.base.aliases.get(older.superseded_by, older.superseded_by) == id:
            entries += history(edition, other)
    return _sorted(entries)


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    """Newest first; a value without a date stands by when it was replaced."""
    unique = {(each.id, each.as_of, each.text): each for each in entries}
    return tuple(sorted(unique.values(), key=lambda each: each.as_of or each.until, reverse=True))


def _present(edition: Edition, id: str, claim: Claim) -> Entry:
    text = claim.value or (f"= {claim.formula}" if claim.formula else f"missing: {claim.missing}")
    why = "" if claim.status == "current" else f"{claim.status}{': ' + claim.why if claim.why else ''}"
    return Entry(id, text, headline(edition, id), claim.as_of, _until(edition, claim), claim.cites, why)


def _until(edition: Edition, claim: Claim) -> str:
    """When a superseded claim was replaced: the date of its successor."""
    successor = edition.base.records.claims.get(
        edition.base.aliases.get(claim.superseded_by, claim.superseded_by)
    )
    return successor.as_of if successor else ""


def _past(edition: Edition, id: str, claim: Claim) -> list[Entry]:
    parsed = edition.base.history.get(id, ())
    return [
        Entry(
            id,
            past.value or f"= {past.formula}{_inputs(past)}",
            _number(value),
            past.as_of,
            past.until,
            past.cites,
            past.why,
        )
        for past, value in zip(claim.history, parsed, strict=True)
    ]


def _inputs(past: Past) -> str:
    return f" ({', '.join(f'{name}: {ref}' for name, ref in past.inputs.items())})" if past.inputs else ""


def _number(value: Written | None) -> str:
    return show(value.point, value.unit) if value else ""


@dataclass(frozen=True)
class Stretch:
    """A value while it stood, in base units: from `start` to `end` in seconds since 1970, endless for the present one.

    `as_of` and `until` are its dates as written; `until` is "" for the present one.
    """

    start: float
    end: float
    as_of: str
    until: str
    figure: Figure
    bound: str


def stretches(edition: Edition, id: str) -> tuple[Stretch, ...]:
    """The values of a claim in time, the present one last; () where no former one can be compared and dated."""
    claim, summary = edition.base.records.claims.get(id), edition.summaries.get(id)
    if claim is None or not claim.history or summary is None:
        return ()
    as_of = claim.as_of or max((past.until for past in claim.history), default="")
    start, figure = seconds(as_of), summary.figure
    if not math.isfinite(figure.point + figure.low + figure.high) or start is None:
        return ()
    former = sorted(_former(edition, id, claim), key=lambda each: each.start)
    found = _ended([*former, Stretch(start, math.inf, as_of, "", figure, summary.bound)])
    return found if len(found) > 1 else ()


def _former(edition: Edition, id: str, claim: Claim) -> Iterator[Stretch]:
    """The former values that have a number of the present dimension and a date."""
    settings, unit = edition.base.settings, edition.unit(id)
    for past, value in zip(claim.history, edition.base.history.get(id, ()), strict=False):
        start = seconds(past.as_of)
        if value is None or start is None or value.unit.dimension != unit.dimension:
            continue
        drawn = draw(value.shape, settings.seed, f"{id} {past.as_of}", settings.samples)
        end = seconds(past.until) or math.inf
        yield Stretch(start, end, past.as_of, past.until, estimated(value.point, drawn), value.bound)


def _ended(found: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Each ended at the latest where the next begins; one that lasts no time is left out."""
    after = [*(each.start for each in found[1:]), math.inf]
    cut = (replace(each, end=min(each.end, then)) for each, then in zip(found, after, strict=True))
    return tuple(each for each in cut if each.start < each.end)


def seconds(date: str) -> float | None:
    """The first second of a date since 1970; None where there is none."""
    found = parse_date(date) if date else None
    return None if found is None or isinstance(found, Problem) else found[0]


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry for scripts."""
    return {
        "id": entry.id,
        "value": entry.text,
        "number": entry.number,
        "as_of": entry.as_of or None,
        "until": entry.until or None,
        "why": entry.why or None,
        "cites": [{"source": each.source, "via": each.via, "at": each.at} for each in entry.cites],
    }
