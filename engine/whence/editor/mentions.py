"""Every place of a file in which a record is named: its own key, and what refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from whence.editor.desk import Desk
from whence.files.places import Path, Spot
from whence.files.sections import NAMED, NESTED, SECTIONS, SHORT
from whence.files.yaml import Composed
from whence.language.frozen import dataclass

# The fields that hold names of records: by class and field, the space of the ids and how they are held.
REFERENCES: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("Claim", "inputs"): ("claims", "values"),
        ("Claim", "of"): ("claims", "text"),
        ("Claim", "superseded_by"): ("claims", "text"),
        ("Claim", "moves_with"): ("claims", "items"),
        ("Claim", "moves_against"): ("claims", "items"),
        ("Claim", "correlates"): ("claims", "keys"),
        ("Claim", "differs_from"): ("claims", "keys"),
        ("Past", "inputs"): ("claims", "values"),
        ("Quantity", "take"): ("claims", "text"),
        ("Choice", "term"): ("claims", "text"),
        ("Option", "value"): ("claims", "text"),
        ("Check", "inputs"): ("claims", "values"),
        ("UnitRecord", "term"): ("claims", "text"),
        ("Citation", "source"): ("sources", "text"),
        ("Citation", "via"): ("sources", "text"),
        ("Change", "source"): ("sources", "text"),
        ("Source", "relies_on"): ("sources", "items"),
        ("Edit", "id"): ("claims", "text"),
    }
)


@dataclass(frozen=True)
class Mention:
    """A name in a file: in which space of ids, the offsets of the word without quotes, and the path of the field.

    `own` says that it is the key of the record itself; `key` that it stands where a key does.
    """

    name: str
    space: str
    start: int
    end: int
    path: Path
    own: bool = False
    key: bool = False


def mentions(desk: Desk, path: str) -> tuple[Mention, ...]:
    """Every name in a file as it stands that may be that of a record; nothing while the file cannot be read."""
    whole = desk.composed(path)
    return tuple(_file(desk.text(path), whole)) if whole and isinstance(whole.data, dict) else ()


def touched(desk: Desk, path: str, offset: int) -> Mention | None:
    """The name that an offset touches; None where there is none."""
    return next((each for each in mentions(desk, path) if each.start <= offset <= each.end), None)


def _file(text: str, whole: Composed) -> Iterator[Mention]:
    for name, spot in whole.spot.kids.items():
        section = SECTIONS.get(str(name))
        if section is None or not isinstance(whole.data[name], dict):
            continue
        for id, record in spot.kids.items():
            path = (str(name), str(id))
            yield _word(text, str(id), section.space, record.key_start, record.key_end, path, True)
            yield from _record(text, section.record, whole.data[name][id], record, path)


def _record(text: str, kind: type, data: Any, spot: Spot, path: Path) -> Iterator[Mention]:
    if isinstance(data, str) and kind in SHORT:
        yield from _held(text, kind, SHORT[kind], data, spot, path)
    if not isinstance(data, dict):
        return
    for field, value in data.items():
        at = spot.kids[field]
        yield from _held(text, kind, field, value, at, (*path, field))
        nested = NESTED.get(field)
        if nested and isinstance(value, list):
            for n, item in enumerate(value):
                yield from _record(text, nested, item, at.kids[n], (*path, field, n))
        elif nested and isinstance(value, dict) and field in NAMED:
            for name, item in value.items():
                yield from _record(text, nested, item, at.kids[name], (*path, field, name))


def _held(text: str, kind: type, field: str, value: Any, spot: Spot, path: Path) -> Iterator[Mention]:
    """The names that a field holds."""
    space, how = REFERENCES.get((kind.__name__, field), ("", ""))
    if how == "text" and isinstance(value, str):
        yield _word(text, value, space, spot.start, spot.end, path)
    elif how == "items" and isinstance(value, list):
        for n, item in enumerate(value):
            if isinstance(item, str):
                yield _word(text, item, space, spot.kids[n].start, spot.kids[n].end, (*path, n))
    elif how in ("values", "keys") and isinstance(value, dict):
        for name, item in value.items():
            at = spot.kids[name]
            if how == "keys":
                yield _word(text, name, space, at.key_start, at.key_end, (*path, name), key=True)
            elif isinstance(item, str):
                yield _word(text, item, space, at.start, at.end, (*path, name))


def _word(
    text: str, name: str, space: str, start: int, end: int, path: Path, own: bool = False, key: bool = False
) -> Mention:
    """A name without the quotes around it."""
    quoted = text[start : start + 1] in ("'", '"') and end - start >= 2
    return Mention(name, space, start + quoted, end - quoted, path, own, key or own)
