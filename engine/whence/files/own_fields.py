"""What a source has here that lists of sources have no field for: its status, what it relies on, what is known of its copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from whence.files.schema import Source
from whence.files.validation import validate
from whence.language.problems import brief

# What CSL-JSON and BibTeX have a field for stands in that one.
_THEIRS = frozenset(
    ("title", "type", "author", "publisher", "container_title", "URL", "DOI", "issued", "accessed", "note")
)
OWN = tuple(each.name for each in fields(Source) if each.name not in _THEIRS)


def own(source: Source) -> dict[str, Any]:
    """The fields of a source that are said and are our own, as they stand in a file."""
    return {name: value for name, value in _said(source).items() if name in OWN}


def _said(record: Any) -> dict[str, Any]:
    """The fields of a record that say something, as plain data."""
    found = {each.name: getattr(record, each.name) for each in fields(record)}
    defaults = {each.name: each.default for each in fields(record)}
    return {name: _plain(value) for name, value in found.items() if value != defaults[name]}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _said(value)
    if isinstance(value, float):
        return repr(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def taken(data: Mapping[str, Any], lost: list[str]) -> Iterator[tuple[str, Any]]:
    """The fields of our own among some data that a source can have; what it cannot have is `lost`."""
    for name, value in data.items():
        wrong = [] if name in OWN and _is_written(value) else [f"no field here for {brief(name)}"]
        if not wrong:
            wrong = [each.message for each in validate(Source, {"title": "x", **_with(name, value, data)})[1]]
        if wrong:
            lost.append(wrong[0])
        else:
            yield name, value


def _is_written(value: Any) -> bool:
    """Whether a value is made of what files have: texts, true and false, lists and mappings."""
    if isinstance(value, dict):
        return all(map(_is_written, value.values()))
    return all(map(_is_written, value)) if isinstance(value, list) else isinstance(value, str | bool)


def _with(name: str, value: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """A field beside the reason that some fields must have, if that is a text."""
    return {"why": data["why"], name: value} if isinstance(data.get("why"), str) else {name: value}


def known(sources: Mapping[str, dict[str, Any]], taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Take out of some sources what they rely on and nobody knows, and what they were called that another is: source and id."""
    there = {*sources, *taken}
    for id, source in sources.items():
        for name, fits in (("relies_on", True), ("aliases", False)):
            for each in source.get(name, ()):
                if (each in there) is not fits:
                    yield id, f"`{each}` of `{name}`"
            kept = [each for each in source.get(name, ()) if (each in there) is fits]
            if name in source:
                source[name] = kept
                if not kept:
                    del source[name]
