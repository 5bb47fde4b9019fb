"""One request as steps on the draft of a file: a new figure, a place in the history, a status, a preference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from whence.account.requests import LATE, News, Request, citation, is_figure
from whence.account.versions import between, late, on_the_eve
from whence.files import yaml
from whence.files.drafts import Draft
from whence.files.knowledge import Version
from whence.files.records import Records
from whence.files.schema import Citation, Claim, ErrorPart, Source
from whence.language.problems import Refused

# kinds of claims that say why they are taken as they are
REASONED = ("assumption", "convention", "illustration")


def apply(found: Records, section: str, request: Request, news: News, it: Draft) -> Draft:
    """A draft with all that a request asks for; `Refused` where a history has no place for it."""
    path = (section, request.id)
    if section == "claims":
        claim = found.claims[request.id]
        if is_figure(request):
            if line := late(found, claim, news):
                return _in_history(found, it, path, claim, request, news, line)
            it = _new_figure(found, it, path, claim, request, news)
    if "status" in request.fields:
        it = _new_status(found, it, path, found.of(section)[request.id], request)
    if section == "choices" and "prefer" in request.fields:
        it = it.set((*path, "prefer"), request.fields["prefer"])
        it = it.set((*path, "because"), request.why or news.title)
    for name, value in request.fields.items():
        if name not in ("value", "formula", "status", "prefer"):
            it = it.set((*path, name), written(value))
    return it


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
        elif claim.absence:
            it = it.rename((*path, claim.absence), kind)
        it = it.set((*path, kind), written(request.fields[kind]))
    if "value" in request.fields:
        for name in ("taken_as", "errors"):
            if getattr(claim, name) and name not in request.fields:
                it = it.remove((*path, name))
    it = _holding(
        it, path, claim, cited=bool(cite), other_inputs="value" in request.fields or bool(request.inputs)
    )
    it = reinput(it, path, [*claim.inputs], request.inputs)
    it = it.put((*path, "history"), _past(on_the_eve(found, claim, request.id, news), request, news), 0)
    it = it.set((*path, "known"), news.date)
    return it.set((*path, "cites"), [cite]) if cite else it


def _holding(it: Draft, path: tuple[str, str], claim: Claim, cited: bool, other_inputs: bool) -> Draft:
    """A draft in which older values keep what they share with the present one where that is about to be another.

    One that names no citations or inputs has those of the present value; what a source said, and what a formula gave,
    stays as it was.
    """
    for number, past in enumerate(claim.history):
        place = (*path, "history", number)
        if cited and past.cites is None:
            it = it.set((*place, "cites"), [_plain(each) for each in claim.cites])
        if other_inputs and past.formula and not past.inputs and claim.inputs:
            it = it.set((*place, "inputs"), dict(claim.inputs))
    return it


def reinput(it: Draft, path: tuple[str, str], had: Sequence[str], changed: Mapping[str, str]) -> Draft:
    """A draft in which some inputs of a formula are others, new ones stand last, and those that are nothing are gone."""
    gone = [name for name in had if changed.get(name) == ""]
    put = {name: ref for name, ref in changed.items() if ref}
    if gone and len(gone) == len(had) and not put:
        return it.remove((*path, "inputs"))
    for name, ref in put.items():
        it = it.set((*path, "inputs", name), written(ref))
    for name in gone:
        it = it.remove((*path, "inputs", name))
    return it


def _in_history(
    found: Records,
    it: Draft,
    path: tuple[str, str],
    claim: Claim,
    request: Request,
    news: News,
    line: Sequence[Version],
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
    before, after = between(line, news)
    facts: dict[str, Any] = {name: _one_line(each) for name, each in request.fields.items()}
    if request.inputs:
        then = (before or after).claim
        facts["formula"] = facts.get("formula", then.formula)
        facts["inputs"] = {name: ref for name, ref in {**then.inputs, **request.inputs}.items() if ref}
    facts |= {
        "as_of": request.fields.get("as_of", (before or after).claim.as_of),
        "known": news.date,
        "until": after.known,
    }
    if cite := citation(request, news):
        facts["cites"] = [cite]
    if before and before.past:
        facts["why"] = " ".join(before.past.why.split())
    # The list begins with the newest; where it is not in that order, the figure stands before the one it replaced.
    replaced = claim.history.index(before.past) if before and before.past else len(claim.history)
    if before:
        then = on_the_eve(found, before.claim, request.id, news)
        if then.as_of != before.claim.as_of:
            place = (*path, "history", replaced, "as_of")
            it = it.set(place, then.as_of) if then.as_of else it.remove(place)
        for name, text in (("until", news.date), ("why", request.why or news.title)):
            it = it.set((*path, "history", replaced, name), text)
    return it.put((*path, "history"), {name: each for name, each in facts.items() if each}, replaced)


def _new_status(
    found: Records, it: Draft, path: tuple[str, str], record: Claim | Source, request: Request
) -> Draft:
    status = request.fields["status"]
    if status == "current" and record.status != "current":
        it = it.remove((*path, "status"))
    else:
        it = it.set((*path, "status"), status)
    if request.superseded_by:
        it = it.set((*path, "superseded_by"), request.superseded_by)
    elif isinstance(record, Claim) and record.superseded_by and status != "superseded":
        it = it.remove((*path, "superseded_by"))
    reason = why(found, record, request)
    if reason == record.why:
        return it
    return it.set((*path, "why"), reason) if reason else it.remove((*path, "why"))


def why(found: Records, record: Claim | Source, request: Request) -> str:
    """What a record says is why, once it has the status that is asked for.

    A `why` of its own explains its value and stays; the reason for the status then stands in the record of the change.
    Else it is the reason for the status, and goes with that.
    """
    own = _own_why(found, request.id, record)
    if request.fields["status"] == "current":
        return own
    return own or request.why or record.why


def _own_why(found: Records, id: str, record: Claim | Source) -> str:
    """Why a record is taken as it is, without the reason for a status that is not current."""
    if record.status == "current":
        return record.why
    names = {id, *record.aliases}
    for change in sorted(found.changes.values(), key=lambda each: each.date, reverse=True):
        edits = {each.field: each for each in change.edits if each.id in names}
        if "status" in edits and "why" not in edits:
            return record.why
        if "status" in edits and edits["why"].new == record.why:
            return edits["why"].old if edits["status"].old == "current" else ""
    return record.why if isinstance(record, Claim) and (record.kind in REASONED or record.taken_as) else ""


def _past(claim: Claim, request: Request, news: News) -> dict[str, Any]:
    facts = {
        "value": _one_line(claim.value),
        "formula": _one_line(claim.formula),
        **{name: " ".join(getattr(claim, name).split()) for name in ("missing", "qualitative")},
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


def written(text: str) -> Any:
    """A value as it is to be written: the long form, as records keep it or as people write it, as a mapping again.

    What has braces and is no mapping of texts stays a text, for the reader of values to object to.
    """
    if not (text.startswith("{") and text.endswith("}")):
        return text
    found = yaml.compose(text)
    if isinstance(found, yaml.Composed) and not found.faults and _of_texts(found.data):
        return found.data
    return text


def _of_texts(data: Any) -> bool:
    """Whether every value in a mapping or list is a text; what is nested is no deeper than YAML may be."""
    if isinstance(data, dict | list):
        return all(map(_of_texts, data.values() if isinstance(data, dict) else data))
    return isinstance(data, str)


def _one_line(text: str) -> Any:
    """A value or formula as it goes into a list: what a block spread over lines, and ended with one, on one line."""
    return written(" ".join(text.split()))
