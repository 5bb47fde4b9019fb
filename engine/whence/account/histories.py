"""The values that a claim has had: since when each was known, what it spoke of, and why it went."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from whence.account.headlines import headline
from whence.evaluate.estimate import Figure, digits, draw, figure_of
from whence.evaluate.estimate import figure as estimated
from whence.files import knowledge
from whence.files.knowledge import Version
from whence.files.schema import Citation, Claim, Past
from whence.judge.edition import Edition, alternatives, sign
from whence.language.frozen import dataclass
from whence.language.values.days import covered
from whence.language.values.numerals import DAY, EPOCH
from whence.language.values.written import Written, show, show_interval


@dataclass(frozen=True)
class Entry:
    """One value: as written, the number it comes to, its times, on what it stood, and why it went.

    `as_of` is the time it speaks of; `known` is since when it was known, empty for always; `until` is when it was
    replaced, empty for a present one. `id` names the claim, which is not the one asked for where that superseded it.
    """

    id: str
    text: str
    number: str
    as_of: str
    known: str
    until: str
    cites: tuple[Citation, ...]
    why: str
    present: bool = False


def history(edition: Edition, id: str) -> tuple[Entry, ...]:
    """The present value, the older ones of the same claim, and those of the claims it superseded, newest first."""
    claims = edition.base.records.claims
    if id not in claims:
        members = [
            each for each, claim in claims.items() if edition.base.aliases.get(claim.of, claim.of) == id
        ]
        return _sorted([entry for each in members for entry in history(edition, each)])
    entries = values(edition, id)
    for other, older in claims.items():
        if edition.base.aliases.get(older.superseded_by, older.superseded_by) == id:
            entries += history(edition, other)
    return _sorted(entries)


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    """The latest known first; of values known since the same day, those of one claim as they followed each other."""
    unique = {(each.id, each.known, each.until, each.text): each for each in entries}
    return tuple(sorted(unique.values(), key=lambda each: _last(each.known), reverse=True))


def _last(date: str) -> int:
    found = covered(date)
    return found.last if found else 0


def values(edition: Edition, id: str) -> list[Entry]:
    """The values of one claim, the present one first."""
    claim = edition.base.records.claims[id]
    line = knowledge.versions(edition.base.issued, claim)
    return [
        _present(edition, id, each) if each.past is None else _past(edition, id, each, each.past)
        for each in reversed(line)
    ]


def _present(edition: Edition, id: str, version: Version) -> Entry:
    claim, until = version.claim, _replaced(edition, version.claim)
    why = "" if claim.status == "current" else f"{claim.status}{': ' + claim.why if claim.why else ''}"
    number = headline(edition, id)
    return Entry(id, _text(claim), number, claim.as_of, version.known, until, claim.cites, why, True)


def _replaced(edition: Edition, claim: Claim) -> str:
    """When a superseded claim was replaced: since when its successor is known."""
    name = edition.base.aliases.get(claim.superseded_by, claim.superseded_by)
    successor = edition.base.records.claims.get(name)
    return knowledge.since(edition.base.issued, successor) if successor else ""


def _past(edition: Edition, id: str, version: Version, past: Past) -> Entry:
    value = _parsed(edition, id, past)
    text = _text(version.claim) + _inputs(past)
    return Entry(
        id,
        text,
        _number(edition, id, value),
        past.as_of,
        version.known,
        past.until,
        version.claim.cites,
        past.why,
    )


def _parsed(edition: Edition, id: str, past: Past) -> Written | None:
    """An older value as it was read; None for a formula, and for a claim that could not be linked."""
    parsed = edition.base.history.get(id, ())
    place = edition.base.records.claims[id].history.index(past)
    return parsed[place] if place < len(parsed) else None


def _text(claim: Claim) -> str:
    said = f"{claim.absence}: {claim.missing or claim.qualitative}"
    return claim.value or (f"= {claim.formula}" if claim.formula else said)


def _inputs(past: Past) -> str:
    return f" ({', '.join(f'{name}: {ref}' for name, ref in past.inputs.items())})" if past.inputs else ""


def _number(edition: Edition, id: str, value: Written | None) -> str:
    """A former value as the present one is told: with its interval, or with the sign of its bound."""
    if value is None:
        return ""
    units, unit = edition.dimensions.units, value.unit
    unit = units[id] if id in units and units[id].dimension == unit.dimension else unit
    figure = figure_of(value.point, value.shape)
    worth = digits(figure, value.step)
    number = alternatives(value, unit) or show(figure.point, unit, worth)
    number = sign(value.bound, (value.excludes, value.excludes)) + number
    if figure.low == figure.high:
        return number
    return f"{number}  [{show_interval(figure.low, figure.high, unit, worth)}]"


@dataclass(frozen=True)
class Stretch:
    """A value while it stood, in base units: from `start` to `end` in seconds since 1970, endless for the present one.

    `known` and `until` are its dates as written; `until` is "" for the present one.
    """

    start: float
    end: float
    known: str
    until: str
    figure: Figure
    bound: str
    strict: tuple[bool, bool] = (False, False)


def stretches(edition: Edition, id: str) -> tuple[Stretch, ...]:
    """The values of a claim in time, the present one last; () where no former one can be compared and dated."""
    claim, summary = edition.base.records.claims.get(id), edition.summaries.get(id)
    if claim is None or not claim.history or summary is None:
        return ()
    *older, present = knowledge.versions(edition.base.issued, claim)
    start, figure = seconds(present.known), summary.figure
    if not math.isfinite(figure.point + figure.low + figure.high) or start is None:
        return ()
    former = sorted(_former(edition, id, older), key=lambda each: each.start)
    found = _ended(
        [*former, Stretch(start, math.inf, present.known, "", figure, summary.bound, summary.strict)]
    )
    return found if len(found) > 1 else ()


def _former(edition: Edition, id: str, older: Sequence[Version]) -> Iterator[Stretch]:
    """The former values that have a number of the present dimension and a date since when they were known."""
    settings, unit = edition.base.settings, edition.unit(id)
    for version in older:
        value = _parsed(edition, id, version.past) if version.past else None
        start = seconds(version.known)
        if value is None or start is None or value.unit.dimension != unit.dimension:
            continue
        drawn = draw(value.shape, settings.seed, f"{id} {version.known}", settings.samples)
        end = seconds(version.until) or math.inf
        strict = (value.excludes, value.excludes)
        yield Stretch(
            start, end, version.known, version.until, estimated(value.point, drawn), value.bound, strict
        )


def _ended(found: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Each ended at the latest where the next begins; one that lasts no time is left out."""
    after = [*(each.start for each in found[1:]), math.inf]
    cut = (replace(each, end=min(each.end, then)) for each, then in zip(found, after, strict=True))
    return tuple(each for each in cut if each.start < each.end)


def seconds(date: str) -> float | None:
    """The first second of the last day of a date, since 1970; None where there is none."""
    found = covered(date)
    return (found.last - EPOCH) * DAY if found else None


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry for scripts."""
    return {
        "id": entry.id,
        "value": entry.text,
        "number": entry.number,
        "as_of": entry.as_of or None,
        "known": entry.known or None,
        "until": entry.until or None,
        "why": entry.why or None,
        "cites": [{"source": each.source, "via": each.via, "at": each.at} for each in entry.cites],
    }
