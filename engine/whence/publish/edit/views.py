"""What the pages of edits show: a form, the account of what it would do, two texts that do not agree, what was written."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from whence.account.diff import Day
from whence.account.prepared import Prepared
from whence.disk.store import Texts
from whence.files.sections import one
from whence.language.frozen import dataclass
from whence.language.problems import Finding, counted, visible_lines
from whence.publish.edit.forms import Group, Way, place, ways
from whence.publish.pages import Book
from whence.publish.pages.moves import Moves, shown
from whence.publish.pages.parts import Page

# Lines of a difference that are shown.
MOST_LINES = 400
WORDS: Mapping[Way, tuple[str, str]] = {
    "news": (
        "Change it by news",
        "Something new is known: the old figure goes to its history, with its date, its citations and the reason.",
    ),
    "correct": (
        "Correct it",
        "Something was written wrongly: it is put right where it stands, and nothing goes into the history.",
    ),
    "accept": ("Live with a finding", "A finding is accepted, for a reason that readers are told."),
}

Content = Mapping[str, bytes | None]


@dataclass(frozen=True)
class Done:
    """An edit that was written: what it was, where it was asked for, and its files before and after."""

    title: str
    path: str
    before: Content
    after: Content


@dataclass(frozen=True)
class Outcome:
    """An edit that could not be written: what was asked for and where, and the files as they were, are, and would be."""

    path: str
    given: Mapping[str, str]
    before: Texts
    now: Texts
    changed: tuple[str, ...]
    after: Content
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class EditView:
    """A page of edits. What is empty is not on it."""

    token: str = ""
    intro: str = ""
    wrong: tuple[str, ...] = ()
    action: str = ""
    groups: tuple[Group, ...] = ()
    lists: Mapping[str, tuple[str, ...]] | None = None
    ways: tuple[tuple[str, str], ...] = ()
    findings: tuple[tuple[str, str, str], ...] = ()
    back: str = ""
    item: str | None = None
    moves: Moves | None = None
    stays: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    differences: tuple[tuple[str, str], ...] = ()
    confirm: str = ""
    again: str = ""
    given: Mapping[str, str] | None = None
    done: tuple[tuple[str, str], ...] = ()


def _page(title: str, view: EditView) -> Page:
    return Page("-/edit", "edit.html", title, "", view, "edit", listed=False)


def form(
    book: Book, way: Way, section: str, id: str, groups: tuple[Group, ...], token: str, wrong: tuple[str, ...]
) -> Page:
    """The form for a record, with what is wrong in it and what else can be done with the record."""
    edition = book.edition
    records = edition.base.records
    others = tuple(
        (WORDS[each][0], f"{each}/{section}/{id}") for each in ways(section) if each not in (way, "accept")
    )
    findings = tuple(
        (each.rule, each.message.splitlines()[0], f"accept/{section}/{id}?rule={each.rule}")
        for each in edition.findings
        if each.id == id and not each.accepted and each.severity != "error" and "accept" in ways(section)
    )
    view = EditView(
        token,
        WORDS[way][1],
        wrong,
        f"{way}/{section}/{id}",
        groups,
        {"sources": tuple(records.sources), "ids": tuple(edition.base.nodes)},
        others,
        findings,
        book.href(id, section),
    )
    return _page(f"{WORDS[way][0]}: {edition.title(id)}", view)


def item(token: str, text: str, wrong: tuple[str, ...] = ()) -> Page:
    """The form for a news item that is written out."""
    intro = "As `whence apply` takes it: `title`, `date`, `source`, and `edits`, each with the `id` of what it changes."
    return _page("A news item", EditView(token, intro, wrong, "item", item=text))


def account(
    book: Book, edit: Prepared, title: str, key: str, token: str, path: str, given: Mapping[str, str]
) -> Page:
    """What an edit would do, before it is written."""
    day = Day("", "", edit.found, edit.then, edit.account)
    stays = tuple(
        f"`{id}`: the present figure is known since {since} and stays; this news of {edit.date} goes into its history"
        for id, since in edit.stays.items()
    )
    edited = tuple(f"{each.id} {each.field}".strip() for each in edit.account.edited)
    view = EditView(
        token,
        moves=shown(book, day),
        stays=stays,
        edited=edited,
        differences=tuple(_differences(edit.before, edit.after)),
        confirm=key,
        again=path.removeprefix("/-/edit/"),
        given=given,
    )
    return _page(f"Before it is written: {title}", view)


def conflict(outcome: Outcome, token: str) -> Page:
    """That files changed meanwhile and nothing was written: what changed, and what was to be written."""
    now, then = outcome.now.files, outcome.before.files
    others = [(f"{path}, as somebody else left it", text) for path, text in _differences(
        {path: then.get(path) for path in outcome.changed}, {path: now.get(path) for path in outcome.changed})]  # fmt: skip
    ours = [(f"{path}, as this edit was to leave it", text) for path, text in _differences(
        {path: then.get(path) for path in outcome.after}, outcome.after)]  # fmt: skip
    view = EditView(
        token,
        wrong=(
            "Nothing was written: the files of the base are others than when the edit was shown.",
            *(f"{each[:1].upper()}{each[1:]}." for each in outcome.told),
        ),
        differences=(*others, *ours),
        again=outcome.path.removeprefix("/-/edit/"),
        given=outcome.given,
    )
    return _page("Changed meanwhile", view)


def home(done: Sequence[tuple[str, Done]], last: str, token: str) -> Page:
    """What was written since the server was started, the last first, each with what undoes it."""
    keys = [key for key, _ in done]
    said = (
        ""
        if not last
        else "It is written."
        if last in keys
        else "It is undone: the files are as they were before."
    )
    told = tuple((each.title, key) for key, each in reversed(done))
    differences = tuple(_differences(done[-1][1].before, done[-1][1].after)) if last in keys else ()
    intro = (
        said
        or "The pages of records lead to their forms. What was written here can be undone until the server stops."
    )
    others = (("Write out a news item", "item"),)
    return _page(
        "Edits", EditView(token, intro, ways=others, done=told, differences=differences, back="index.html")
    )


def refused(why: str) -> Page:
    """Why something is not done."""
    return _page("Not done", EditView(wrong=(why,), back="index.html"))


def told(edit: Prepared, wrong: Sequence[Finding]) -> tuple[str, ...]:
    """What is wrong with an edit, each with its place in the file as it would be, and its ways out."""
    return tuple(
        "; ".join(
            (f"{each.place or each.id}: {each.message}", *each.hints),
        )
        for each in wrong
    )


def beside(
    edit: Prepared, section: str, id: str, given: Mapping[str, str], wrong: Sequence[Finding]
) -> dict[str, tuple[str, ...]]:
    """What is wrong, by the fields of a form that it is about, which have what is given in them."""
    found: dict[str, tuple[str, ...]] = {}
    records = edit.then.base.records
    for name in given:
        steps, key = place(name, given)
        if not steps:
            continue
        there = (records.key_place if key else records.place)(section, id, *steps)
        first, end = there.column, there.column + there.length
        for each in wrong:
            at = each.place
            inside = at and first <= at.column < end
            if at and inside and (at.file, at.line) == (there.file, there.line):
                found[name] = (*found.get(name, ()), "; ".join((each.message, *each.hints)))
    return found


def _differences(before: Content, after: Content) -> Iterator[tuple[str, str]]:
    """What differs in each file, line by line."""
    for path, new in after.items():
        old = before.get(path)
        if old == new:
            continue
        lines = list(difflib.unified_diff(_lines(old), _lines(new), "before", "after", n=2, lineterm=""))[2:]
        more = [f"… {counted(len(lines) - MOST_LINES, 'more line')}"] if len(lines) > MOST_LINES else []
        yield path, "\n".join([*lines[:MOST_LINES], *more])


def _lines(content: bytes | None) -> list[str]:
    return visible_lines((content or b"").decode("utf-8", "replace").replace("\r\n", "\n")).split("\n")


def links(section: str, id: str) -> tuple[tuple[str, str], ...]:
    """What a page of a record has in front, where it can be edited: the words, and the address."""
    return tuple(
        (WORDS[way][0], f"/-/edit/{way}/{section}/{id}")
        for way in ways(section)
        if way != "accept" and one(section)
    )
