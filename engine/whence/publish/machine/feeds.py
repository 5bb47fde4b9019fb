"""Feeds of what changed: of the whole base, and of each topic and claim, with names that never change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from whence.account import ledger
from whence.account.diff import on_day
from whence.files.schema import Change
from whence.files.sections import NUMBERED
from whence.language.problems import visible
from whence.model.graph import ancestors, owner
from whence.publish.machine.forms import json_text
from whence.publish.pages.book import Book
from whence.publish.pages.news import MOST_ACCOUNTS, ordered

# The feed of the watch list.
WATCHED = "feeds/watched.xml"
Changes = Sequence[tuple[str, Change]]


def files(book: Book) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every feed by its path; a record has one where something that it rests on has changed."""
    yield "feed.xml", partial(atom, book)
    yield "feed.json", lambda: json_text(feed(book))
    changes = ordered(book)
    touched = {id: _touched(change) for id, change in changes}
    if book.edition.base.settings.watch:
        yield WATCHED, partial(_watched, book)
    if not changes:
        return
    for file in book.files:
        found = [pair for pair in changes if any(_home(book, each) == file for each in touched[pair[0]])]
        slug = book.topic_slugs[file]
        yield f"feeds/topics/{slug}.xml", partial(atom, book, found, book.topic_title(file), f"topics/{slug}")
    for section in NUMBERED:
        for id in book.edition.base.records.of(section):
            above = _above(book, id)
            found = [pair for pair in changes if touched[pair[0]] & above]
            if found:
                yield (
                    f"feeds/{section}/{id}.xml",
                    partial(atom, book, found, book.edition.title(id), f"{section}/{id}"),
                )


def _watched(book: Book) -> str:
    """The news that turned a watched conclusion, of the newest, each with how it turned."""
    said: dict[str, str] = {}
    newest = ordered(book)[:MOST_ACCOUNTS]
    for id, change in newest:
        day = on_day(book.whole, change.date, shared=False)
        same = [_touched(each) for _, each in newest if each.date == change.date]
        turned = [each for each in day.account.watched if _turned(book, each.id, change, same)] if day else []
        if turned:
            said[id] = "; ".join(
                f"{book.edition.title(each.id)} ({each.what}): {each.old} to {each.new}" for each in turned
            )
    shown = [(id, change) for id, change in ordered(book) if id in said]
    return atom(book, shown, "Watched conclusions", "watched", said)


def _turned(book: Book, id: str, change: Change, same: Sequence[set[str]]) -> bool:
    """Whether a change may have turned a conclusion: it edits what that rests on, or no change of that day does."""
    above = _above(book, id)
    return bool(_touched(change) & above) or not any(each & above for each in same)


def _touched(change: Change) -> set[str]:
    return {edit.id for edit in change.edits}


def _above(book: Book, id: str) -> set[str]:
    """A record and all that it rests on; of what is inside of a record, that record."""
    nodes = ancestors(book.edition.base, id) if id in book.edition.base.nodes else ()
    return {id, *map(owner, nodes)}


def _home(book: Book, id: str) -> str:
    return book.home(book.section(id), id)


def name(path: str) -> str:
    """A name for what has this path, the same wherever the base is published (RFC 4122, by its name)."""
    return uuid5(NAMESPACE_URL, f"urn:whence:{path}").urn


def atom(
    book: Book,
    changes: Changes | None = None,
    title: str = "",
    path: str = "",
    said: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Changes as an Atom feed (RFC 4287): all of them, or those of the topic or record with this title and path.

    `said` has what is said of a change where that is more than what was edited.
    """
    settings = book.edition.base.settings
    shown = ordered(book) if changes is None else changes
    entries = "".join(
        f"<entry><title>{_xml(change.title)}</title><id>{name(f'changes/{id}')}</id>"
        f"<updated>{_day(change.date)}</updated>{_link(book, f'changes/{id}.html')}"
        f"<summary>{_xml(said.get(id) or _summary(change))}</summary></entry>\n"
        for id, change in shown
    )
    own = f"feeds/{path}.xml" if path else "feed.xml"
    itself = f'<link rel="self" href={quoteattr(book.absolute(own))}/>' if book.published else ""
    latest = max((_day(change.date) for _, change in shown), default=_day(book.date))
    heading = f"{title} · {settings.title}" if title else settings.title
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_xml(heading)}</title><subtitle>{_xml(stands(book))}</subtitle>"
        f"<id>{name(path or settings.base_url or settings.title)}</id>{itself}"
        f"<updated>{latest}</updated>"
        f"<author><name>{_xml(settings.author or settings.title)}</name></author>\n{entries}</feed>\n"
    )


def _link(book: Book, path: str) -> str:
    """The page of an entry: by its address, or without one as it is reached from the root of the site."""
    return f"<link href={quoteattr(visible(book.absolute(path)))}/>"


def feed(book: Book) -> dict[str, Any]:
    """The changes as a JSON feed (version 1.1)."""
    items = [
        {
            "id": name(f"changes/{id}"),
            "url": book.absolute(f"changes/{id}.html"),
            "title": change.title,
            "content_text": _summary(change),
            "date_published": _day(change.date),
        }
        for id, change in ordered(book)
    ]
    about = {"version": "https://jsonfeed.org/version/1.1", "title": book.edition.base.settings.title}
    places = (
        {"home_page_url": book.absolute(""), "feed_url": book.absolute("feed.json")} if book.published else {}
    )
    return {**about, "description": stands(book), **places, "items": items}


def stands(book: Book) -> str:
    """How the base stands now, in the counts of its ledger."""
    return f"In the ledger: {ledger.tallied(book.ledger)}."


def _summary(change: Change) -> str:
    edits = "; ".join(f"{e.id}: {e.old or '–'} to {e.new or '–'}" for e in change.edits)
    return edits or change.note or change.title


def _day(text: str) -> str:
    """A date that may be coarse as a moment."""
    parts = [part for part in text.split("-") if part.isdigit()] + ["01", "01"]
    known = parts[0].isdigit() and len(parts) > 2
    return f"{parts[0]:0>4}-{parts[1]:0>2}-{parts[2]:0>2}T00:00:00Z" if known else "1970-01-01T00:00:00Z"


def _xml(text: str) -> str:
    return escape(visible(text))
