"""An edit before it is written: the files as they are and as they would be, what moves, and what would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from whence.account import diff, news
from whence.account.diff import Account
from whence.account.news import News
from whence.disk import store
from whence.disk.store import Texts
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding

if TYPE_CHECKING:
    from whence.disk.edited import Sides
    from whence.files.records import Records

# Errors that say something of the evidence, or of us, and are no reason to refuse an edit; any other means a broken base.
EVIDENCE = frozenset({"retracted-input", "too-many-contexts", "rule-failed"})


@dataclass(frozen=True)
class Prepared:
    """What an edit would do. `texts` is the base that it was made for, `stays` the claims whose present figure stays."""

    texts: Texts
    found: Edition
    then: Edition
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]
    account: Account
    stays: Mapping[str, str]
    date: str = ""

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The errors that the edit would bring; what it says of the evidence is never a reason to refuse it."""
        return tuple(
            each for each in self.account.opened if each.severity == "error" and each.rule not in EVIDENCE
        )


@dataclass(frozen=True)
class Made:
    """A news item as an edit that is not written: the files `after` it, the claims whose present figure stays, and its date."""

    after: Mapping[str, bytes | None]
    stays: Mapping[str, str]
    date: str

    def texts(self, of: Texts) -> Texts:
        """The texts of a base after it; a file without one is taken away."""
        files = {**of.files, **self.after}
        return replace(of, files={path: text for path, text in files.items() if text is not None})


def made(records: Records, texts: Texts, item: News, today: str) -> Made:
    """A news item as an edit of texts; one without a date is of the day on which its source appeared, or of today.

    `Refused` with the reason if an edit of it cannot be made.
    """
    item = replace(item, date=item.date or _appeared(records, item.source) or today)
    after = news.edited(records, texts.files, item)
    return Made(after, news.stays(records, item), item.date)


def of_news(found: Edition, texts: Texts, item: News) -> Prepared:
    """What a news item would do: see `made`."""
    return _prepared(found, texts, made(found.base.records, texts, item, found.today))


def prepared(found: Edition, texts: Texts, after: Mapping[str, bytes | None]) -> Prepared:
    """What new texts of some files would do to a base; a file without one is taken away."""
    return _prepared(found, texts, Made(after, {}, ""))


def _prepared(found: Edition, texts: Texts, edit: Made) -> Prepared:
    then = store.renewed(edit.texts(texts), found, found.today)
    return _told(texts, edit, found, then, diff.account(found, then))


def in_part(texts: Texts, edit: Made, sides: Sides) -> Prepared:
    """The same, given the part of the base that an edit touches."""
    account = diff.in_part(sides.old, sides.new, sides.numbers)
    return _told(texts, edit, sides.old, sides.new, account)


def _told(texts: Texts, edit: Made, found: Edition, then: Edition, account: Account) -> Prepared:
    before = {path: texts.files.get(path) for path in edit.after}
    return Prepared(texts, found, then, before, edit.after, account, edit.stays, edit.date)


def unread(then: Edition, ids: Sequence[str]) -> Iterator[Finding]:
    """The errors of claims that lie in the newest item of their history."""
    for each in then.findings:
        if each.severity == "error" and each.id in ids and each.place:
            item = then.base.records.place("claims", each.id, "history", 0)
            inside = item.column <= each.place.column < item.column + item.length
            if (item.file, item.line) == (each.place.file, each.place.line) and inside:
                yield each


def _appeared(records: Records, source: str) -> str:
    """When a source appeared, as it is written; nothing where that is not said, or there is no source."""
    record = records.sources.get(source)
    return record.issued if record else ""
