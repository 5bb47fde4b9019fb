"""What news cannot do to a record, each with the way out."""

from __future__ import annotations

import math

from whence.account.requests import EDITABLE, LATE, News, Request, is_figure
from whence.account.versions import between, late
from whence.files import knowledge
from whence.files.records import Records
from whence.files.sections import one
from whence.language.problems import Refused


def possible(found: Records, section: str, request: Request, news: News) -> None:
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
    claim = found.claims.get(request.id)
    day, end = knowledge.last_day(news.date), math.inf
    touched = request.fields.keys() - LATE
    if claim and is_figure(request):
        # the time that a figure speaks of goes to each value as it was, unless the news says another
        touched |= {"taken_as"} | (request.fields.keys() & {"as_of"})
        if line := late(found, claim, news):
            end = knowledge.last_day(between(line, news)[1].known)
    for change in found.changes.values():
        for edit in knowledge.alone(change):
            when = knowledge.last_day(change.date)
            stays = edit.field in knowledge.KEPT and when >= end
            if edit.id == request.id and edit.field in touched and day < when and not stays:
                raise Refused(
                    f"`{edit.field}` of `{edit.id}` was changed by news of {change.date}, and this is of {news.date}: "
                    "say since when it is known, if it is to hold now"
                )
    kept = request.fields.keys() & LATE
    if claim and kept and not is_figure(request) and (line := late(found, claim, news)):
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
