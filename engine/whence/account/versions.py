"""The versions of a claim around a piece of news: what stood on its eve, and what followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from whence.account.requests import News, is_figure
from whence.files import knowledge
from whence.files.knowledge import Version
from whence.files.records import Records
from whence.files.schema import Claim
from whence.language.values.days import covered


def late(found: Records, claim: Claim, news: News) -> tuple[Version, ...]:
    """The versions of a claim, if news is dated before its present one; () if it replaces that."""
    line = knowledge.versions(knowledge.issued(found), claim)
    since, dated = line[-1].since, covered(news.date)
    return line if since and dated and dated.last < since.first else ()


def stays(found: Records, news: News) -> Mapping[str, str]:
    """The claims whose present figure stays because it is known since later than the news: with since when."""
    claims = {
        each.id: found.claims[each.id]
        for each in news.requests
        if each.id in found.claims and is_figure(each)
    }
    lines = {id: late(found, claim, news) for id, claim in claims.items()}
    return {id: line[-1].known for id, line in lines.items() if line}


def between(line: Sequence[Version], news: News) -> tuple[Version | None, Version]:
    """The version that stood when news came that is earlier than the present one, if any, and the one that followed."""
    day = knowledge.last_day(news.date)
    place = max((n for n, each in enumerate(line) if each.by(day)), default=-1)
    return (line[place] if place >= 0 else None), line[place + 1]


def on_the_eve(found: Records, claim: Claim, id: str, news: News) -> Claim:
    """A value of a claim as it stood on the day before news that replaces it: without what was edited since then."""
    day = knowledge.last_day(news.date)
    dated = sorted((knowledge.last_day(each.date), n, each) for n, each in enumerate(found.changes.values()))
    for change in [each for when, _, each in dated[::-1] if when >= day]:
        for edit in reversed(knowledge.alone(change)):
            if edit.id == id and edit.field in knowledge.KEPT and getattr(claim, edit.field) == edit.new:
                before: dict[str, Any] = {edit.field: edit.old}
                claim = replace(claim, **before)
    return claim
