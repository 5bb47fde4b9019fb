"""Bases as they were known on some days, each with what stood then to the letter in the text beside it.

The first line of a base names the days. To add one, write it and run the test with `UPDATE_TABLES=1`; then read what it wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from tables import whole
from whence.files import knowledge
from whence.files.reader import read

PAST = Path(__file__).parent / "past"
# What the schema gives where nothing is written.
PLAIN = ("", (), {}, None, False, "current", "estimate", "reading", "warning", "document")


def told(text: str, name: str) -> Iterator[str]:
    """What each record says, as it was known on each of the days."""
    head, _, _ = text.partition("\n")
    records = read({f"claims/{name}.yaml": text})
    assert not records.findings, records.findings
    issued = knowledge.issued(records)
    yield f"issued {dict(issued)}"
    for id, claim in records.claims.items():
        versions = knowledge.versions(issued, claim)
        yield f"{id}: " + "; ".join(
            f"{each.claim.value or '-'} since {each.known or 'always'} until {each.until or 'now'}"
            for each in versions
        )
    for day in head.removeprefix("# ").split(", "):
        then = knowledge.known(records, day)
        yield f"on {day} (the last day {knowledge.last_day(day)})" + (
            f", later {', '.join(sorted(then.later))}" if then.later else ""
        )
        for section in ("claims", "quantities", "choices", "checks", "terms", "sources", "changes"):
            for id, record in then.of(section).items():
                yield f"  {id}: {shown(record)}"


def shown(record: object) -> str:
    """What a record says, field by field."""
    parts = []
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if value in PLAIN or (field.name == "title" and len(value) < 3):
            continue
        parts.append(
            f"{field.name} {'; '.join(shown(each) for each in value) if field.name in ('history', 'cites', 'edits') else value}"
        )
    return ", ".join(parts)


@pytest.mark.parametrize("path", sorted(PAST.glob("*.yaml")), ids=lambda path: path.stem)
def test_known__on_some_days(path: Path) -> None:
    whole(path.with_suffix(".txt"), "\n".join(told(path.read_text("utf-8"), path.stem)) + "\n")


def test_latest__speaks_of_the_latest_time_and_is_the_latest_known() -> None:
    records = read({"claims/a.yaml": (PAST / "latest.yaml").read_text("utf-8")})
    issued = knowledge.issued(records)
    taken = {
        id: knowledge.latest(
            issued, {name: claim for name, claim in records.claims.items() if claim.of == id}
        )
        for id in records.quantities
    }
    assert taken == {
        "by-time": ["b-2"], "by-known": ["k-2"], "tied": ["t-1", "t-2"], "forecasts": ["f-2"], "facts": ["g-1"],
        "undated": ["u-2"], "by-end": ["e-2"],
    }  # fmt: skip
    assert knowledge.latest(issued, {}) == []
