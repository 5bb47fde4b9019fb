"""What a page says of what its number rests on: figures taken for bounds, and what no longer stands."""

from __future__ import annotations

from collections.abc import Iterator

from whence.account import resting
from whence.files.sections import one
from whence.judge import evidence
from whence.judge.edition import Edition
from whence.language.problems import few
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Flag, plural

# So many claims that are taken as another value than the one written are named.
MOST_TAKEN = 3


def doubtful(book: Book, id: str) -> Iterator[Flag]:
    """What the number rests on and what was taken back, replaced or disputed; not what its own findings tell."""
    own = [each.data for each in book.findings.get(id, ()) if not each.accepted]
    told = {data.get(part) for data in own for part in ("input", "source")}
    every = [each for each in resting.doubtful(book.edition, id) if each.id not in told]
    if not every:
        return
    lost = [each for each in every if each.status in ("retracted", "withdrawn")]
    first, *others = sorted(every, key=lambda each: each not in lost)
    section = book.section(first.id)
    said = few([f"“{book.edition.title(each.id)}” is {each.status}" for each in (first, *others)], 3)
    tone = "conflict" if lost else "uncertain"
    yield Flag(f"rests on a {first.status} {one(section)}", tone, f"{said}.", book.href(first.id, section))


def taken(edition: Edition, id: str) -> Iterator[str]:
    """The first few claims that a number or a check computes with as another value than the one written, and how many more."""
    every = evidence.taken(edition.base, id)
    for each in every[:MOST_TAKEN]:
        claim = edition.base.records.claims[each]
        written = str(claim.value).replace(">=", "≥").replace("<=", "≤")
        yield pretty(f"“{claim.title}” is written as {written} and taken as {claim.taken_as}.")
    if every[MOST_TAKEN:]:
        yield f"So are {plural(len(every) - MOST_TAKEN, 'more claim')} taken as another value than the one written."
