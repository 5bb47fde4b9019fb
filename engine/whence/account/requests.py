"""What news asks for: edits of records, on the word of a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from whence.files.sections import EVERY
from whence.language.frozen import dataclass

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


def is_figure(request: Request) -> bool:
    """Whether an edit gives a claim another value, formula or inputs."""
    return bool({"value", "formula"} & set(request.fields) or request.inputs)


def citation(request: Request, news: News) -> dict[str, str]:
    """The citation that a new figure gets, as it is written."""
    facts = {"source": news.source, "via": request.via, "at": request.at, "excerpt": request.excerpt}
    return {name: text for name, text in facts.items() if text} if news.source else {}
