"""A news file: one item of news with its source and everything it changes, read strictly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from whence.account.news import FIELDS, News, Request
from whence.files import yaml
from whence.language.problems import Problem, Refused, suggest
from whence.language.values.days import covered


def parse(text: str) -> News:
    """A news file: `title`, `date`, `source` (an id, or a mapping with `id` for a new one), `note`, and `edits`.

    Each edit has `id`, one or more of value, formula, prefer, take, status, taken_as, as_of, stated, unit, title and
    note, `inputs`, and `at`, `excerpt`, `via`, `why`, `superseded_by`. `Refused` says what is wrong.
    """
    found = yaml.compose(text)
    if isinstance(found, Problem):
        raise Refused(found.message)
    data = found.data
    if not isinstance(data, dict):
        raise Refused("a news file is a mapping with `title`, `date`, `source` and `edits`")
    for key in data:
        if key not in ("title", "date", "source", "note", "edits"):
            near = suggest(key, ("title", "date", "source", "note", "edits"))
            raise Refused(
                f"`{key}` does not belong in a news file" + (f"; did you mean `{near[0]}`?" if near else "")
            )
    for key in ("title", "date", "edits"):
        if not data.get(key):
            raise Refused(f"a news file needs `{key}`")
    date = _plain("`date`", data["date"])
    if covered(date) is None or " to " in date:
        raise Refused(
            f"`date` says since when the news is known, and `{date}` is no date; write 2025-03-31 or 2025-03"
        )
    source, new = _source(data.get("source"))
    if not isinstance(data["edits"], list):
        raise Refused("`edits` is a list, each with the `id` of what it changes")
    requests = tuple(_request(each) for each in data["edits"])
    title, note = (_plain(f"`{name}`", data.get(name)) for name in ("title", "note"))
    return News(title, date, source, requests, note, new)


def _source(data: Any) -> tuple[str, Mapping[str, Any] | None]:
    if isinstance(data, dict):
        if "id" not in data:
            raise Refused("a new source needs an `id`")
        if empty := next((key for key, value in data.items() if _empty(value)), ""):
            raise Refused(f"`{empty}` of the new source is empty; write what it is to be, or leave it out")
        return _plain("`id` of the new source", data["id"]), {
            key: value for key, value in data.items() if key != "id"
        }
    return _plain("`source`", data), None


def _empty(value: Any) -> bool:
    """Whether nothing stands where something is to stand, at any depth."""
    if isinstance(value, dict | list):
        return any(map(_empty, value.values() if isinstance(value, dict) else value))
    return value is None


def _plain(name: str, value: Any) -> str:
    """What is to be a text as it is written; nothing where nothing stands. A list or a mapping is `Refused`."""
    if isinstance(value, dict | list):
        raise Refused(f"{name} must be text, not {'a list' if isinstance(value, list) else 'a mapping'}")
    return "" if value is None else _written(value)


def _written(value: Any) -> str:
    """What is no list and no mapping, as it is written."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(id: str, name: str, value: Any) -> str:
    """A value as records keep it: the long form as JSON."""
    if value in (None, "") or isinstance(value, list):
        raise Refused(
            f"`{name}` of the edit of `{id}` is {'a list' if value else 'empty'}; write what it is to be"
        )
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else _written(value)


def _request(data: Any) -> Request:
    if not isinstance(data, dict) or not data.get("id"):
        raise Refused("each edit needs the `id` of what it changes")
    facts = ("at", "excerpt", "via", "why", "superseded_by")
    for key in data:
        if key not in (*FIELDS, *facts, "id", "inputs"):
            near = ["why"] if key == "because" else suggest(key, (*FIELDS, *facts, "inputs"))
            raise Refused(
                f"`{key}` is nothing that an edit can change"
                + (f"; did you mean `{near[0]}`?" if near else "")
            )
    id = _plain("`id` of an edit", data["id"])
    inputs = data.get("inputs") or {}
    if not isinstance(inputs, dict):
        raise Refused(f"`inputs` of the edit of `{id}` are a mapping: {{name: id}}")
    return Request(
        id,
        {name: _text(id, name, data[name]) for name in FIELDS if name in data},
        {name: _plain(f"input `{name}` of the edit of `{id}`", ref) for name, ref in inputs.items()},
        **{name: _plain(f"`{name}` of the edit of `{id}`", data.get(name)) for name in facts},
    )
