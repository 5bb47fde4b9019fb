"""Records as a list, and the way from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from whence.account.headlines import headline
from whence.cli.text.style import fitted, paint, plural
from whence.files.sections import one
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.paths import Way
    from whence.judge.edition import Edition


def records(found: Edition, ids: Sequence[str], colour: bool, width: int = 0) -> str:
    """One line a record: its id, what it is, its title, which is broken at words where it would not fit the width."""
    rows = [(id, one(found.section(id)), visible(found.title(id))) for id in ids]
    return fitted(rows, width) + "\n" if rows else ""


def as_json(found: Edition, id: str) -> dict[str, Any]:
    """What `whence list --format json` says of a record."""
    section = found.section(id)
    record = found.base.records.of(section)[id]
    return {
        "id": id,
        "section": section,
        "title": record.title,
        "kind": getattr(record, "kind", None),
        "tags": list(record.tags),
        "file": found.base.records.home.get(f"{section}:{id}"),
    }


def way(found: Edition, of: Way, colour: bool) -> str:
    """The steps from what is rested on to what rests on it, each with what the next one calls it."""
    lines = []
    for n, each in enumerate(of.links):
        number = (
            headline(found, each.id) if each.id in found.dimensions.units else visible(found.title(each.id))
        )
        called = f"  as {each.name}" if each.name and each.name not in (each.id, "cited") else ""
        arrow = "└─ " if n else ""
        lines.append(f"{'   ' * max(0, n - 1)}{arrow}{paint(each.id, 'bold', colour)}  {number}{called}")
    rest = of.ways - 1
    more = f"{plural(rest, 'other way')}, none shorter" if rest else "there is no other way"
    return "\n".join([*lines, more]) + "\n"
