"""What is edited from the browser: forms, edits that wait to be confirmed, and those that were written and can be undone.

A form is answered with what it would do, and nothing is written. What is then confirmed is what was shown: if any file of
the base is another one meanwhile, nothing is written, and both are shown.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from whence.account import corrections, prepared
from whence.account.prepared import Prepared
from whence.disk import folders, journal, save, store
from whence.disk.store import Texts
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Refused
from whence.publish.edit import forms, views
from whence.publish.edit.forms import WAYS, Group, Way
from whence.publish.edit.views import Content, Done, Outcome
from whence.publish.pages import Book
from whence.publish.pages.parts import Page
from whence.publish.render import Theme, served

# Edits that wait to be confirmed, and those that can be undone.
MOST_WAITING, MOST_DONE = 32, 200
HOME = "/-/edit"

Given = Mapping[str, str]


class Answer(NamedTuple):
    """What a request is answered with: a page, or the address where to look."""

    code: int
    page: str = ""
    location: str = ""


@dataclass(frozen=True)
class Waiting:
    """An edit that was shown: the base that it was made for, what is to be written, what it was asked for with, and where."""

    title: str
    path: str
    given: Given
    texts: Texts
    before: Content
    after: Content


@dataclass
class Desk:
    """The edits of one base. `token` is what a request must have to be heard here; see `guard`."""

    root: Path
    today: Callable[[], str]
    theme: Callable[[Texts, Edition], Theme]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    waiting: dict[str, Waiting] = field(default_factory=dict)
    done: dict[str, Done] = field(default_factory=dict)
    # One at a time: two forms that come together are two edits, one after the other.
    busy: threading.Lock = field(default_factory=threading.Lock)
    _last: tuple[Texts, Edition] | None = None

    def get(self, path: str, query: Given) -> Answer:
        """The page at an address; nothing is written."""
        with self.busy:
            try:
                return self._page(path, query)
            except Refused as error:
                return self._drawn(404, views.refused(str(error)))

    def post(self, path: str, given: Given) -> Answer:
        """What comes of a form."""
        with self.busy:
            try:
                if path == f"{HOME}/write":
                    return self._write(given.get("edit", ""))
                if path == f"{HOME}/undo":
                    return self._undo(given.get("edit", ""))
                return self._look(path, given)
            except Refused as error:
                return self._drawn(409, views.refused(str(error)))
            except OSError as error:
                left = journal.left(self.root) or "every file of the base holds its old text or its new one"
                return self._drawn(500, views.refused(f"{folders.refusal(error)}; {left}"))

    def _page(self, path: str, query: Given) -> Answer:
        if path == HOME:
            return self._drawn(200, views.home(tuple(self.done.items()), query.get("done", ""), self.token))
        if path == f"{HOME}/item":
            return self._drawn(200, views.item(self.token, ""))
        way, section, id = self._named(path)
        form, _ = self._form(way, section, id)
        if way == "accept":
            form = forms.filled(form, {"rule": query.get("rule", "")})
        return self._drawn(200, self._view(way, section, id, form))

    def _look(self, path: str, given: Given) -> Answer:
        """What a form asks for, prepared and shown; where it cannot be, the form again with what is wrong."""
        texts, found = self._base()
        fields = {name: text for name, text in given.items() if name != "token"}
        if path == f"{HOME}/item":
            try:
                edit = prepared.of_news(found, texts, forms.item(given))
            except Refused as error:
                return self._drawn(422, views.item(self.token, given.get("item", ""), (str(error),)))
            wrong = views.told(edit, edit.broken)
            if wrong:
                return self._drawn(422, views.item(self.token, given.get("item", ""), wrong))
            return self._shown(edit, "A news item", path, fields)
        way, section, id = self._named(path)
        form, stands = self._form(way, section, id)
        form = forms.filled(form, given)
        try:
            if way == "news":
                edit = prepared.of_news(
                    found, texts, forms.news(found.base.records, stands, section, id, given)
                )
                old = tuple(prepared.unread(edit.then, (id,)))
            else:
                wanted = forms.correction(stands, way, section, id, given)
                after = corrections.corrected(found.base.records, texts.files, wanted)
                edit, old = prepared.prepared(found, texts, after), ()
        except Refused as error:
            form = (
                forms.marked(form, {error.field: (str(error),)})
                if isinstance(error, forms.Mistaken)
                else form
            )
            return self._drawn(422, self._view(way, section, id, form, (str(error),)))
        if edit.broken or old:
            return self._drawn(422, self._broken(way, section, id, form, edit, (*edit.broken, *old)))
        return self._shown(edit, found.title(id), path, fields)

    def _broken(
        self,
        way: Way,
        section: str,
        id: str,
        form: tuple[Group, ...],
        edit: Prepared,
        wrong: tuple[Finding, ...],
    ) -> Page:
        """The form again, what is wrong beside the field that it is about, and all of it above."""
        given = {each.name: each.text for group in form for each in group.fields}
        beside = views.beside(edit, section, id, given, wrong)
        return self._view(way, section, id, forms.marked(form, beside), views.told(edit, wrong))

    def _shown(self, edit: Prepared, title: str, path: str, given: Given) -> Answer:
        """The account of an edit, with what confirms it; of all that it would do only what is to be written is kept."""
        key = secrets.token_hex(8)
        while len(self.waiting) >= MOST_WAITING:
            del self.waiting[next(iter(self.waiting))]
        self.waiting[key] = Waiting(title, path, given, edit.texts, edit.before, edit.after)
        book = Book(edit.then)
        page = views.account(book, edit, title, key, self.token, path, given)
        return self._drawn(200, page, book)

    def _write(self, key: str) -> Answer:
        """Write what was shown, if the base is still the one that it was shown for."""
        waiting = self.waiting.get(key)
        if waiting is None:
            raise Refused(
                "this edit is not waiting to be written any more: it was written, or the server was started anew"
            )
        with save.locked(self.root) as told:
            now = store.read(self.root)
            changed = _changed(waiting.texts, now)
            if not changed:
                save.write(self.root, waiting.before, waiting.after)
        if changed:
            outcome = Outcome(waiting.path, waiting.given, waiting.texts, now, changed, waiting.after, told)
            return self._drawn(409, views.conflict(outcome, self.token))
        del self.waiting[key]
        while len(self.done) >= MOST_DONE:
            del self.done[next(iter(self.done))]
        self.done[key] = Done(waiting.title, waiting.path, waiting.before, waiting.after)
        return Answer(303, location=f"{HOME}?done={key}")

    def _undo(self, key: str) -> Answer:
        """Put back what an edit replaced, byte for byte, where its files are still as it left them and nothing needs it."""
        done = self.done.get(key)
        if done is None:
            raise Refused("this edit is not known here: it was undone, or the server was started anew")
        with save.locked(self.root) as told:
            now = store.read(self.root)
            changed = tuple(path for path, text in done.after.items() if now.files.get(path) != text)
            if not changed:
                self._missed(done)
                save.write(self.root, done.after, done.before)
        if changed:
            left = Texts(self.root, {path: text for path, text in done.after.items() if text is not None}, ())
            outcome = Outcome("", {}, left, now, changed, done.before, told)
            return self._drawn(409, views.conflict(outcome, self.token))
        del self.done[key]
        return Answer(303, location=f"{HOME}?done={key}")

    def _missed(self, done: Done) -> None:
        """`Refused` if what was written since stands on an edit that is to be undone."""
        texts, found = self._base()
        edit = prepared.prepared(found, texts, done.before)
        if edit.broken:
            raise Refused(
                "; ".join(("what was written since stands on this edit", *views.told(edit, edit.broken)))
            )

    def _base(self) -> tuple[Texts, Edition]:
        """The base as it stands now; what has not changed since the last time is taken over."""
        texts, last = store.read(self.root), self._last
        if last is None or last[0].digest() != texts.digest() or last[1].today != self.today():
            found = (
                store.renewed(texts, last[1], self.today()) if last else store.load(texts, today=self.today())
            )
            self._last = texts, found
        assert self._last
        return self._last

    def _named(self, path: str) -> tuple[Way, str, str]:
        """The way, section and id that an address names; `Refused` where there is no such record."""
        parts = path.removeprefix(f"{HOME}/").split("/")
        _, found = self._base()
        if len(parts) == 3:
            way = next((each for each in WAYS if each == parts[0]), None)
            section, id = parts[1], found.base.aliases.get(parts[2], parts[2])
            home = f"{section}:{id}" in found.base.records.home
            if way and home and way in forms.ways(section) and id in found.base.records.of(section):
                return way, section, id
        raise Refused("there is nothing to edit at this address")

    def _form(self, way: Way, section: str, id: str) -> tuple[tuple[Group, ...], forms.Stands]:
        texts, found = self._base()
        stands = corrections.stands(found.base.records, texts.files, section, id)
        return forms.groups(found.base.records, stands, way, section, id), stands

    def _view(
        self, way: Way, section: str, id: str, form: tuple[Group, ...], wrong: tuple[str, ...] = ()
    ) -> Page:
        _, found = self._base()
        return views.form(Book(found), way, section, id, form, self.token, wrong)

    def _drawn(self, code: int, page: Page, book: Book | None = None) -> Answer:
        texts, found = self._base()
        return Answer(code, served(book or Book(found), page, self.theme(texts, found)))


def _changed(before: Texts, now: Texts) -> tuple[str, ...]:
    """The files of a base that are others now than they were."""
    return tuple(
        path for path in sorted({*before.files, *now.files}) if before.files.get(path) != now.files.get(path)
    )
