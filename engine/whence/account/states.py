"""What news has made of a record that has no values, such as a source: each state that it had, since when, and why it went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whence.account.histories import Entry
from whence.files.schema import Change, Citation, Edit, Source
from whence.judge.edition import Edition


def states(edition: Edition, section: str, id: str) -> tuple[Entry, ...]:
    """Every state that a record had by the news that edited it, the latest first; a state is one field with its text.

    A source has a status even where no news has edited it, since the day on which it appeared, and a choice a preference or
    none.
    """
    record = edition.base.records.of(section)[id]
    edits: dict[str, list[tuple[Change, Edit]]] = {"status" if isinstance(record, Source) else "prefer": []}
    for change in sorted(edition.base.records.changes.values(), key=lambda each: each.date):
        for edit in change.edits:
            if edition.base.aliases.get(edit.id, edit.id) == id and edit.field not in ("why", "because"):
                edits.setdefault(edit.field, []).append((change, edit))
    found = [each for field, some in edits.items() for each in _of_field(edition, id, record, field, some)]
    return tuple(sorted(found, key=lambda each: each.known, reverse=True))


def _of_field(
    edition: Edition, id: str, record: Any, field: str, edits: list[tuple[Change, Edit]]
) -> Iterator[Entry]:
    """The states of one field, each with the reason that its news gave for it; the last is what the record says."""
    since = edition.base.issued.get(id, "") if isinstance(record, Source) else ""
    cites: tuple[Citation, ...] = ()
    text, why = edits[0][1].old if edits else getattr(record, field), ""
    for change, edit in edits:
        if text or since:
            yield Entry(id, _said(field, text), "", "", since, change.date, cites, why)
        text, since, why = edit.new, change.date, _why(change, edit)
        cites = (Citation(change.source),) if change.source else ()
    yield Entry(id, _said(field, text), "", "", since, "", cites, why or _reason(record, field), True)


def _said(field: str, text: str) -> str:
    return text if field == "status" else f"{field}: {text or 'none'}"


def _why(change: Change, edit: Edit) -> str:
    """The reason that came with an edit, else what the news is called."""
    beside: Mapping[str, str] = {each.field: each.new for each in change.edits if each.id == edit.id}
    return beside.get("why") or beside.get("because") or change.title


def _reason(record: Any, field: str) -> str:
    """What a record itself says of a state that no news has brought."""
    if field == "prefer":
        return str(record.because)
    return record.why if field == "status" and record.status != "current" else ""
