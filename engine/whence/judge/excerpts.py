"""Excerpts looked up in copies of their sources, with the nearest words where one is not there."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from whence.files.records import cited
from whence.files.schema import Citation
from whence.language.frozen import dataclass
from whence.language.problems import Refused
from whence.model.graph import Base

MOST_WORDS = 12


@dataclass(frozen=True)
class Looked:
    """One excerpt and what became of looking it up.

    `verdict` is `found`, `not-found` (then `near` has the most similar stretch of the copy), `no-copy` when the copy
    is not at hand, or `changed` when the copy is not the one whose hash was recorded.
    """

    section: str
    id: str
    number: int
    source: str
    excerpt: str
    verdict: str
    near: str = ""


def verify(base: Base, snapshots: Mapping[str, bytes]) -> tuple[Looked, ...]:
    """Look up every excerpt whose source (the one it was read in) has a snapshot; `snapshots` is by file name."""
    at_hand = {
        id: (_texts(content, source.snapshot.file), hashlib.sha256(content).hexdigest())
        for id, source in base.records.sources.items()
        if source.snapshot and (content := snapshots.get(source.snapshot.file)) is not None
    }
    return tuple(_look(base, at_hand, *each) for each in excerpts(base))


def _texts(content: bytes, name: str) -> tuple[str, ...]:
    """A copy as it is compared: what its file holds, and what a reader sees of it where that is more than plain text."""
    from whence.judge.texts import copies

    whole = _normal(content.decode("utf-8", "replace"))
    try:
        seen = copies.copy(content, name).text
    except Refused:
        return (whole,)
    return tuple(dict.fromkeys((whole, _normal(seen))))


def excerpts(base: Base) -> Iterator[tuple[str, str, int, Citation]]:
    """Every citation with an excerpt from a source that has a snapshot: section, id, number, citation."""
    seen: set[tuple[str, str, int]] = set()
    for section, id, path, _ in cited(base.records):
        if path[0] != "cites" or (section, id, int(path[1])) in seen:
            continue
        seen.add((section, id, int(path[1])))
        citation: Citation = base.records.of(section)[id].cites[int(path[1])]
        source = base.records.sources.get(read_in(base, citation))
        if citation.excerpt and source and source.snapshot:
            yield section, id, int(path[1]), citation


def read_in(base: Base, citation: Citation) -> str:
    """The document that an excerpt was taken from."""
    name = citation.via or citation.source
    return base.aliases.get(name, name)


def _look(
    base: Base,
    at_hand: Mapping[str, tuple[tuple[str, ...], str]],
    section: str,
    id: str,
    number: int,
    citation: Citation,
) -> Looked:
    source = read_in(base, citation)
    snapshot = base.records.sources[source].snapshot
    if source not in at_hand:
        return Looked(section, id, number, source, citation.excerpt, "no-copy")
    texts, digest = at_hand[source]
    if snapshot and snapshot.sha256 and snapshot.sha256 != digest:
        return Looked(section, id, number, source, citation.excerpt, "changed")
    wanted = _normal(citation.excerpt)
    if any(wanted in text for text in texts):
        return Looked(section, id, number, source, citation.excerpt, "found")
    return Looked(section, id, number, source, citation.excerpt, "not-found", nearest(wanted, texts[-1]))


def _normal(text: str) -> str:
    """Text as it is compared: NFKC, straight quotes, single spaces."""
    text = unicodedata.normalize("NFKC", text)
    for curly, straight in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        text = text.replace(curly, straight)
    return re.sub(r"\s+", " ", text).strip()


def nearest(wanted: str, text: str) -> str:
    """The stretch of as many words that is most like the excerpt, or nothing if none is half like it."""
    words, count = text.split(" "), len(wanted.split(" "))
    rare = {word for word in wanted.split(" ") if len(word) > 3 or any(c.isdigit() for c in word)}
    best, most = "", 0.5
    for start in range(max(1, len(words) - count + 1)):
        window = words[start : start + count]
        if not rare.intersection(window):
            continue
        stretch = " ".join(window)
        ratio = difflib.SequenceMatcher(None, wanted, stretch).ratio()
        if ratio > most:
            best, most = stretch, ratio
    return best


def as_json(looked: tuple[Looked, ...]) -> dict[str, Any]:
    """The answer for scripts."""
    return {
        "excerpts": [asdict(each) for each in looked],
        "counts": {
            verdict: sum(each.verdict == verdict for each in looked)
            for verdict in ("found", "not-found", "no-copy", "changed")
        },
    }
