"""News: what is to be edited because of it, as edits of the files of a base."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from whence.account.reread import verify
from whence.files import knowledge
from whence.files.drafts import Draft, draft, proven
from whence.files.knowledge import Version
from whence.files.records import Records
from whence.files.schema import Choice, Citation, Claim, ErrorPart, Source
from whence.files.sections import EVERY, one
from whence.language.problems import Refused
from whence.language.values.days import covered

# What an edit can change in a record of each section; `inputs` too, in a claim with a formula.
EDITABLE: Mapping[str, tuple[str, ...]] = {each.name: each.editable for each in EVERY if each.editable}
FIELDS = tuple(dict.fromkeys(name for names in EDITABLE.values() for name in names))
# What an older value keeps of an edit.
LATE = frozenset(("value", "formula", "taken_as", "as_of"))


@dataclass(frozen=True)
class Request:
    """One edit that is asked for: of a claim's value, formula, inputs or status, or of a choice's preference."""

    id: str
    fields: Mapping[str, str]
    inputs: Mapping[str, str] = field(default_factory=dict)
    at: str = ""
    excerpt: str = ""
    via: str = ""
    why: str = ""
    superseded_by: str = ""


@dataclass(frozen=True)
class News:
    """A news item: its date, the source it stands on (with a record, if that is new), and the edits it brings."""

    title: str
    date: str
    source: str
    requests: tuple[Request, ...]
    note: str = ""
    new_source: Mapping[str, Any] | None = None


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
        _possible(found, section, request, news)
        if request.id in seen:
            raise Refused(f"`{request.id}` is edited twice; make one edit of the two")
        seen.add(request.id)
        change(path, f"{section}:{request.id}", partial(_apply, found, section, request, news))
    if (new := news.new_source) is not None:
        if news.source in found.sources:
            raise Refused(f"there is a source `{news.source}` already; name it by its id alone")
        at = ("sources", news.source)
        change("sources/news.yaml", ":".join(at), lambda it: it.set(at, dict(new)))
    id = _change_id(found, news)
    path = f"claims/changes/{news.date[:7]}.yaml"
    change(path, f"changes:{id}", lambda it: it.set(("changes", id), _change(found, news)))
    result = {path: proven(path, each).encode("utf-8") for path, each in drafts.items()}
    for path, content in result.items():
        verify(path, files.get(path, b""), content, touched[path])
    return result


def _home(found: Records, id: str) -> tuple[str, str]:
    for section in EDITABLE:
        if f"{section}:{id}" in found.home:
            return section, found.home[f"{section}:{id}"]
    raise Refused(f"nothing is called `{id}`")


def _possible(found: Records, section: str, request: Request, news: News) -> None:
    """Refuse what a record of this section has no place for, and what would leave a figure on the wrong word."""
    noun = one(section)
    strange = [name for name in request.fields if name not in EDITABLE[section]]
    if request.inputs and section != "claims":
        strange.append("inputs")
    if strange:
        can = " or ".join(f"`{name}`" for name in EDITABLE[section])
        why = _instead(found, section, request.id)
        raise Refused(f"`{request.id}` is a {noun}, which has no `{strange[0]}` to edit: {can} can be{why}")
    _in_turn(found, request, news)
    if section != "claims":
        return
    claim = found.claims[request.id]
    if request.inputs and not (request.fields.get("formula") or claim.formula):
        raise Refused(f"`{request.id}` is a value and has no inputs; give it a `formula` too")
    if {"value", "formula"} <= request.fields.keys():
        raise Refused(f"`{request.id}` can have a value or a formula, not both")
    if "value" in request.fields and claim.cites and not news.source:
        cited = ", ".join(dict.fromkeys(f"`{each.source}`" for each in claim.cites))
        raise Refused(
            f"`{request.id}` stands on {cited}: name the source of the new figure, even if it is the same"
        )
    if not news.source and (request.at or request.excerpt or request.via):
        raise Refused("a place, an excerpt or a via belong to a source: name it too")
    if request.superseded_by and request.fields.get("status") != "superseded":
        raise Refused("what replaces a claim is said with the status `superseded`")


def _in_turn(found: Records, request: Request, news: News) -> None:
    """Refuse to change what has no history of its own by news that comes before the news that last changed it."""
    day = knowledge.last_day(news.date)
    touched = request.fields.keys() - LATE | (knowledge.KEPT if _figure(request) else frozenset())
    for change in found.changes.values():
        for edit in change.edits:
            if edit.id == request.id and edit.field in touched and day < knowledge.last_day(change.date):
                raise Refused(
                    f"`{edit.field}` of `{edit.id}` was changed by news of {change.date}, and this is of {news.date}: "
                    "say since when it is known, if it is to hold now"
                )
    claim = found.claims.get(request.id)
    kept = request.fields.keys() & LATE
    if claim and kept and not _figure(request) and (line := _late(found, claim, news)):
        raise Refused(
            f"the figure of `{request.id}` is known since {line[-1].known}, and news of {news.date} cannot change its "
            f"`{min(kept)}`: say since when that is known, if it is to hold now"
        )


def _instead(found: Records, section: str, id: str) -> str:
    """What to do about a quantity's value: it comes from its claims."""
    if section != "quantities":
        return ""
    members = [name for name, claim in found.claims.items() if claim.of == id]
    return f"; its value comes from its claims: {', '.join(members[:6])}" if members else ""


# --- one request -----------------------------------------------------------------------------------------------


def _apply(found: Records, section: str, request: Request, news: News, it: Draft) -> Draft:
    path = (section, request.id)
    if section == "claims":
        claim = found.claims[request.id]
        if _figure(request):
            late = _late(found, claim, news)
            if late:
                return _in_history(it, path, claim, request, news, late)
            it = _new_figure(found, it, path, claim, request, news)
    if "status" in request.fields:
        it = _new_status(it, path, found.of(section)[request.id], request)
    if section == "choices" and "prefer" in request.fields:
        it = it.set((*path, "prefer"), request.fields["prefer"])
        it = it.set((*path, "because"), request.why or news.title)
    for name, value in request.fields.items():
        if name not in ("value", "formula", "status", "prefer"):
            it = it.set((*path, name), _written(value))
    return it


def _written(text: str) -> Any:
    """A value as it is to be written: the long form, which records keep as JSON, as a mapping again."""
    return json.loads(text) if text.startswith("{") and text.endswith("}") else text


def _one_line(text: str) -> Any:
    """A value or formula as it goes into a list: what a block spread over lines, and ended with one, on one line."""
    return _written(" ".join(text.split()))


def _new_figure(
    found: Records, it: Draft, path: tuple[str, str], claim: Claim, request: Request, news: News
) -> Draft:
    """The new value or formula, with its date and citation; the old one goes to the head of the history."""
    cite = citation(request, news)
    for kind, other in (("value", "formula"), ("formula", "value")):
        if kind not in request.fields:
            continue
        if getattr(claim, other):
            it = it.rename((*path, other), kind)
            if kind == "value" and claim.inputs:
                it = it.remove((*path, "inputs"))
        elif claim.missing:
            it = it.rename((*path, "missing"), kind)
        it = it.set((*path, kind), _written(request.fields[kind]))
    if "value" in request.fields:
        for name in ("taken_as", "errors"):
            if getattr(claim, name) and name not in request.fields:
                it = it.remove((*path, name))
    for name, ref in request.inputs.items():
        it = it.set((*path, "inputs", name), ref)
    it = it.put((*path, "history"), _past(_on_the_eve(found, request.id, news), request, news), 0)
    it = it.set((*path, "known"), news.date)
    return it.set((*path, "cites"), [cite]) if cite else it


def _figure(request: Request) -> bool:
    """Whether an edit gives a claim another value, formula or inputs."""
    return bool({"value", "formula"} & set(request.fields) or request.inputs)


# --- news of earlier than what is written -----------------------------------------------------------------------


def _late(found: Records, claim: Claim, news: News) -> tuple[Version, ...]:
    """The versions of a claim, if news is dated before its present one; () if it replaces that."""
    line = knowledge.versions(knowledge.issued(found), claim)
    since, dated = line[-1].since, covered(news.date)
    return line if since and dated and dated.last < since.first else ()


def stays(found: Records, news: News) -> Mapping[str, str]:
    """The claims whose present figure stays because it is known since later than the news: with since when."""
    claims = {
        each.id: found.claims[each.id] for each in news.requests if each.id in found.claims and _figure(each)
    }
    lines = {id: _late(found, claim, news) for id, claim in claims.items()}
    return {id: line[-1].known for id, line in lines.items() if line}


def _in_history(
    it: Draft, path: tuple[str, str], claim: Claim, request: Request, news: News, line: Sequence[Version]
) -> Draft:
    """A figure put in its place among the older values of a claim, and the one before it ended with the news.

    A `why` says why a value went: the news is why of the one before, whose own is why the figure went in its turn.
    """
    strange = [name for name in request.fields if name not in LATE]
    if strange:
        raise Refused(
            f"`{request.id}` is known since {line[-1].known}, so this news of {news.date} goes into its history, which "
            f"keeps no `{strange[0]}`; edit that by itself"
        )
    before, after = _between(line, news)
    facts: dict[str, Any] = {name: _one_line(each) for name, each in request.fields.items()}
    if request.inputs:
        then = (before or after).claim
        facts["formula"] = facts.get("formula", then.formula)
        facts["inputs"] = {**then.inputs, **request.inputs}
    facts |= {"as_of": request.fields.get("as_of", claim.as_of), "known": news.date, "until": after.known}
    if cite := citation(request, news):
        facts["cites"] = [cite]
    if before and before.past:
        facts["why"] = " ".join(before.past.why.split())
    # The list begins with the newest; where it is not in that order, the figure stands before the one it replaced.
    replaced = claim.history.index(before.past) if before and before.past else len(claim.history)
    if before:
        for name, text in (("until", news.date), ("why", request.why or news.title)):
            it = it.set((*path, "history", replaced, name), text)
    return it.put((*path, "history"), {name: each for name, each in facts.items() if each}, replaced)


def _between(line: Sequence[Version], news: News) -> tuple[Version | None, Version]:
    """The version that stood when news came that is earlier than the present one, if any, and the one that followed."""
    day = knowledge.last_day(news.date)
    place = max((n for n, each in enumerate(line) if each.by(day)), default=-1)
    return (line[place] if place >= 0 else None), line[place + 1]


def _on_the_eve(found: Records, id: str, news: News) -> Claim:
    """A claim as it stood on the day before news that replaces its figure: without what was edited on the same day."""
    claim, day = found.claims[id], knowledge.last_day(news.date)
    for change in reversed([each for each in found.changes.values() if knowledge.last_day(each.date) == day]):
        for edit in reversed(knowledge.alone(change)):
            if edit.id == id and edit.field in knowledge.KEPT and getattr(claim, edit.field) == edit.new:
                before: dict[str, Any] = {edit.field: edit.old}
                claim = replace(claim, **before)
    return claim


def _past(claim: Claim, request: Request, news: News) -> dict[str, Any]:
    facts = {
        "value": _one_line(claim.value),
        "formula": _one_line(claim.formula),
        "missing": " ".join(claim.missing.split()),
        "inputs": dict(claim.inputs) if claim.formula else {},
        "taken_as": _one_line(claim.taken_as),
        "errors": {name: _part(each) for name, each in claim.errors.items()},
        "as_of": claim.as_of,
        "known": claim.known,
        "until": news.date,
        "why": request.why or news.title,
    }
    past: dict[str, Any] = {name: text for name, text in facts.items() if text}
    if news.source:
        past["cites"] = [_plain(each) for each in claim.cites]
    return past


def _part(each: ErrorPart) -> str | dict[str, str]:
    """A part of an error as it is written: its size alone, where nobody shares it."""
    return {"size": each.size, "common": each.common} if each.common else each.size


def _plain(cite: Citation) -> dict[str, str]:
    names = ("source", "via", "at", "excerpt", "note")
    return {name: getattr(cite, name) for name in names if getattr(cite, name)}


def citation(request: Request, news: News) -> dict[str, str]:
    """The citation that a new figure gets, as it is written."""
    facts = {"source": news.source, "via": request.via, "at": request.at, "excerpt": request.excerpt}
    return {name: text for name, text in facts.items() if text} if news.source else {}


def _new_status(it: Draft, path: tuple[str, str], record: Claim | Source, request: Request) -> Draft:
    status = request.fields["status"]
    if status == "current" and record.status != "current":
        it = it.remove((*path, "status"))
    else:
        it = it.set((*path, "status"), status)
    if request.superseded_by:
        it = it.set((*path, "superseded_by"), request.superseded_by)
    elif isinstance(record, Claim) and record.superseded_by and status != "superseded":
        it = it.remove((*path, "superseded_by"))
    # A `why` that is there explains the value; the reason for the status then stands in the record of the change.
    return it.set((*path, "why"), request.why) if request.why and not record.why else it


# --- the record of the change ----------------------------------------------------------------------------------


def _change_id(found: Records, news: News) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", news.title.lower()).strip("-")[:60].strip("-") or "change"
    stem = f"news-{news.date.lower()}-{words}"
    id, number = stem, 2
    while id in found.changes:
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
    if isinstance(record, Claim) and _figure(request) and (line := _late(found, record, news)):
        stood, followed = _between(line, news)
        record = stood.claim if stood else replace(followed.claim, value="", formula="")
        fields = {name: text for name, text in fields.items() if name in ("value", "formula")}
    for name, new in fields.items():
        yield name, _old(record, name), new
    for name, ref in request.inputs.items():
        yield f"inputs.{name}", _old(record, f"inputs.{name}"), ref
    if isinstance(record, Claim | Source) and "status" in fields:
        beside = {"why": record.why or request.why}
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
