"""The sources with what cites them, and what became of looking their excerpts up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from whence.cli.text.style import paint, plural
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.judge.edition import Edition
    from whence.judge.excerpts import Looked


def sources(found: Edition, ids: Collection[str], colour: bool) -> str:
    """Every source among some ids with the number of claims that cite it, as origin and as what was read."""
    lines = [
        f"{paint(row['id'].ljust(36), 'bold', colour)} {row['as_origin']:>4} as origin {row['as_read_in']:>4} as read in  "
        f"{visible(row['title'])}"
        for row in rows(found, ids)
    ]
    return (
        "\n".join(
            lines
            or ["no source is among what is picked" if found.base.records.sources else "no source is cited"]
        )
        + "\n"
    )


def rows(found: Edition, ids: Collection[str]) -> list[dict[str, Any]]:
    """The same for scripts, with what a source says of itself."""
    origin: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for claim in found.base.records.claims.values():
        origin.update({cite.source for cite in claim.cites})
        read.update({cite.via for cite in claim.cites if cite.via})
    return [
        {
            "id": id,
            "title": source.title,
            "type": source.type,
            "issued": source.issued,
            "url": source.URL,
            "status": source.status,
            "as_origin": origin[id],
            "as_read_in": read[id],
        }
        for id, source in sorted(found.base.records.sources.items())
        if id in ids
    ]


def excerpts(looked: Sequence[Looked], colour: bool) -> str:
    """What became of looking every excerpt up: the failures one by one, then the counts."""
    lines = []
    for each in looked:
        if each.verdict == "found":
            continue
        lines.append(
            paint(f"{each.verdict}: {each.id}", "yellow", colour)
            + f" in {each.source}: “{visible(each.excerpt)}”"
        )
        if each.near:
            lines.append(f"  nearest in the copy: “{visible(each.near)}”")
    tally = Counter(each.verdict for each in looked)
    parts = [
        f"{tally[name]} {name.replace('-', ' ')}" for name in ("found", "not-found", "no-copy", "changed")
    ]
    return "\n".join([*lines, f"{plural(len(looked), 'excerpt')}: {', '.join(parts)}"]) + "\n"
