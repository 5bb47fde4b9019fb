"""News: what is to be edited because of it, as edits of the files of a base, and the record of the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from whence.account.impossible import possible
from whence.account.requests import EDITABLE, FIELDS, News, Request, is_figure
from whence.account.reread import verify
from whence.account.steps import apply, why
from whence.account.versions import between, late, stays
from whence.files.drafts import Draft, draft, kept, proven
from whence.files.records import Records
from whence.files.schema import Choice, Claim, Source
from whence.files.sections import SECTIONS, one
from whence.language.problems import Refused

__all__ = ["FIELDS", "News", "Request", "edited", "stays"]

Files = Mapping[str, bytes]


def edited(found: Records, files: Files, news: News) -> dict[str, bytes]:
    """The files that change, with their new content; `Refused` with the reason if an edit cannot be made safely.

    The old value of a claim goes to its `history` with its date, its citations and the reason. Each file is read
    again: nothing but the named records may have changed, and nothing may be broken that was not.
    """
    drafts: dict[str, Draft] = {}
    touched: dict[str, set[str]] = {}

    def change(path: str, record: str, step: Callable[[Draft], Draft]) -> None:
        if path not in drafts:
            drafts[path] = draft(files[path].decode("utf-8") if path in files else "")
        drafts[path] = step(drafts[path])
        touched.setdefault(path, set()).add(record)

    seen: set[str] = set()
    for request in news.requests:
        section, path = _home(found, request.id)
        possible(found, section, request, news)
        if request.id in seen:
            raise Refused(f"`{request.id}` is edited twice; make one edit of the two")
        seen.add(request.id)
        change(path, f"{section}:{request.id}", partial(apply, found, section, request, news))
    if (new := news.new_source) is not None:
        if news.source in found.sources:
            raise Refused(f"there is a source `{news.source}` already; name it by its id alone")
        if what := found.called(news.source):
            raise Refused(f"`{news.source}` is {what} already; give the new source another id")
        at = ("sources", news.source)
        change("sources/news.yaml", ":".join(at), lambda it: it.set(at, dict(new)))
    id = _change_id(found, news)
    path = f"claims/changes/{news.date[:7]}.yaml"
    change(path, f"changes:{id}", lambda it: it.set(("changes", id), _change(found, news)))
    result = {path: proven(path, kept(path, each)).encode("utf-8") for path, each in drafts.items()}
    for path, content in result.items():
        verify(path, files.get(path, b""), content, touched[path])
    return result


def _home(found: Records, id: str) -> tuple[str, str]:
    for section in EDITABLE:
        if f"{section}:{id}" in found.home:
            return section, found.home[f"{section}:{id}"]
    section = next((each for each in SECTIONS if id in found.of(each)), "")
    if section:
        raise Refused(f"`{id}` is a {one(section)}, of which news changes nothing; edit its file")
    raise Refused(f"nothing is called `{id}`")


def _change_id(found: Records, news: News) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", news.title.lower()).strip("-")[:60].strip("-") or "change"
    stem = f"news-{news.date.lower()}-{words}"
    id, number = stem, 2
    while any(id in found.of(section) for section in SECTIONS):
        id, number = f"{stem}-{number}", number + 1
    return id


def _change(found: Records, news: News) -> dict[str, Any]:
    record: dict[str, Any] = {"title": news.title, "date": news.date}
    if news.source:
        record["source"] = news.source
    if news.note:
        record["note"] = news.note
    record["edits"] = [
        {
            name: text
            for name, text in zip(("id", "field", "old", "new"), (each.id, *edit), strict=True)
            if text
        }
        for each in news.requests
        for edit in _edits(found, each, news)
    ]
    return record


def _edits(found: Records, request: Request, news: News) -> Iterator[tuple[str, str, str]]:
    """Every field that an edit writes, before and after: those that are asked for, and what goes with them."""
    id, fields = request.id, request.fields
    record = next((found.of(section)[id] for section in EDITABLE if id in found.of(section)), None)
    if isinstance(record, Claim) and is_figure(request) and (line := late(found, record, news)):
        stood, followed = between(line, news)
        record = stood.claim if stood else replace(followed.claim, value="", formula="")
        fields = {name: text for name, text in fields.items() if name in ("value", "formula")}
    for name, new in fields.items():
        yield name, _old(record, name), new
    for name, ref in request.inputs.items():
        yield f"inputs.{name}", _old(record, f"inputs.{name}"), ref
    if isinstance(record, Claim | Source) and "status" in fields:
        beside = {"why": why(found, record, request)}
        if isinstance(record, Claim):
            kept = record.superseded_by if fields["status"] == "superseded" else ""
            beside["superseded_by"] = request.superseded_by or kept
        yield from ((name, old, new) for name, new in beside.items() if (old := _old(record, name)) != new)
    if isinstance(record, Choice) and "prefer" in fields and record.because:
        yield "because", record.because, request.why or news.title


def _old(record: Any, name: str) -> str:
    top, _, rest = name.partition(".")
    value = getattr(record, top, "")
    if rest and isinstance(value, Mapping):
        value = value.get(rest, "")
    if name == "value" and isinstance(record, Claim) and not record.value:
        value = record.formula
    return str(value)
