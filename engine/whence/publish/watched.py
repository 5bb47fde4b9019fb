"""A book that notes what is read of it, table by table and key by key, so that a page stands while none of that changes.

What is not a table is noted as a whole, so that nothing is read unseen: a field that is new is watched too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache, cached_property, partial
from typing import Any

from whence.evaluate.contexts import Settled
from whence.files.records import Records
from whence.judge import evidence
from whence.judge.edition import Edition
from whence.model import reads
from whence.model.reads import Watched
from whence.publish.known import Shares
from whence.publish.pages import Book

# The names of what is no table, and of what is asked of the base with more than a key.
PLACE, SETTLED, AROUND, WHOLE = (
    "edition.base.records.place", "edition.settled", "edition.settled.around", "everything",
)  # fmt: skip


def watched(book: Book, shares: Shares | None = None) -> Book:
    """The same book, noting what is read of it; what it works out for all pages alike it reads unseen.

    Shares of uncertainty are taken from `shares`, where these are given, which then works out what it does not know.
    """
    plain = book.edition
    records: Any = _over(plain.base.records, "edition.base.records", kind=_records_kind())
    records.__dict__["sections"] = {
        name: Watched(f"edition.base.records.sections.{name}", each)
        for name, each in plain.base.records.sections.items()
    }
    base = _over(plain.base, "edition.base", records=records)
    parts = {
        "base": base,
        "dimensions": _over(plain.dimensions, "edition.dimensions"),
        "values": _over(plain.values, "edition.values"),
        "settled": _Settled(plain.settled),
    }
    edition = _over(plain, "edition", **parts)
    if shares:
        shares.work = partial(evidence.shares, edition.base, edition.values, edition.settled)
        edition.__dict__["_share"] = shares
    found: Book = _over(book, "", kind=_book_kind(), edition=edition)
    return found


def _over(plain: Any, name: str, kind: type | None = None, **parts: Any) -> Any:
    """A thing in the place of another, whose fields note that they are read; `parts` are watched themselves."""
    found: Any = object.__new__(kind or _kind(plain.__class__))
    found.__dict__.update(_plain=plain, _name=name, **parts)
    return found


class _Field:
    """A field of what is watched: the table that notes, which is kept in its place, or what is no table, noted each time."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, watched: Any, kind: type) -> Any:
        own = watched.__dict__
        full = f"{own['_name']}.{self._name}".lstrip(".")
        found = getattr(own["_plain"], self._name)
        if isinstance(found, Mapping):
            own[self._name] = table = Watched(full, found)
            return table
        reads.note(full)
        return found


@cache
def _kind(plain: Any) -> type:
    """A class whose fields, and what it works out once, are looked up where they are noted."""
    names = [each.name for each in fields(plain)]
    for each in reversed(plain.__mro__):
        names += [
            name
            for name, found in vars(each).items()
            if isinstance(found, cached_property) and not isinstance(found, reads.memory)
        ]
    members = {name: _Field(name) for name in names}

    def another(cls: type, *args: Any, **given: Any) -> Any:
        # One that is made of this, as `replace` does, has its tables, which note what is read, and is no table itself.
        return plain(*args, **given)

    return type(
        f"Watched{plain.__name__}", (plain,), {**members, "__new__": another, "__hash__": object.__hash__}
    )


@cache
def _records_kind() -> type:
    """Records of which a place is noted by itself, and not as the file that it stands in."""

    def asked(self: Any, section: str, id: str, *path: Any, how: str) -> Any:
        reads.note(PLACE, (how, section, id, *path))
        return getattr(self.__dict__["_plain"], how)(section, id, *path)

    def within(self: Any, section: str, id: str, *path: Any, start: int, end: int) -> Any:
        reads.note(PLACE, ("within", section, id, *path, start, end))
        return self.__dict__["_plain"].within(section, id, *path, start=start, end=end)

    def place(self: Any, section: str, id: str, *path: Any) -> Any:
        return asked(self, section, id, *path, how="place")

    def key_place(self: Any, section: str, id: str, *path: Any) -> Any:
        return asked(self, section, id, *path, how="key_place")

    return type(
        "WatchedRecords", (_kind(Records),), {"place": place, "key_place": key_place, "within": within}
    )


@cache
def _book_kind() -> type:
    """A book that gives away all of its edition only to who has read all of it."""

    def whole(self: Any) -> Edition:
        reads.note(WHOLE)
        found: Edition = self.__dict__["_plain"].edition
        return found

    return type("WatchedBook", (_kind(Book),), {"whole": property(whole)})


class _Settled(Settled):
    """What the checks say, noted: each outcome, the knots around some choices, or all of it."""

    def __init__(self, plain: Settled) -> None:
        self._plain = plain
        self._outcomes = Watched("edition.settled.outcomes", plain.outcomes)

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__") or name in ("_plain", "_outcomes"):
            return object.__getattribute__(self, name)
        if name == "outcomes":
            return self._outcomes
        if name == "around":
            return partial(_around, self._plain)
        reads.note(SETTLED)
        return getattr(self._plain, name)


def _around(plain: Settled, choices: Any) -> Any:
    reads.note(AROUND, tuple(sorted(choices)))
    return plain.around(choices)
