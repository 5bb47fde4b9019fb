"""A base of a river ferry with a record of every kind, and every place in it where somebody may write a text."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import yaml

CLAIMS = """
topic: {title: Ferries, intro: What the ferry at the old weir carries.}
units:
  wagon: {title: A wagon, plural: wagons}
terms:
  load:
    title: Load
    words: [loaded, laden]
    note: What the log calls a load.
    senses: {full: {value: 3 t, title: To the mark, note: As painted on the hull}, half: {value: 1.5 t, title: Half of it}}
choices:
  load-in-the-log: {title: What the log calls a load, term: load, prefer: full, because: The mate says so, note: Of a word}
claims:
  crossings:
    title: Crossings a day
    value: 12 to 15 /day
    kind: estimate
    why: Counted twice
    as_of: 2025-05
    known: '2025-06-01'
    by: The mate
    scope: Weekdays
    review_by: 2027-01
    note: See the *log*.
    tags: [boats]
    aliases: [trips]
    accepted: [{rule: excerpt-not-found, because: There is one log}]
    history: [{value: 11 /day, until: '2025-06-01', why: A recount, as_of: 2024-05, cites: [{source: log, at: page 1}]}]
    cites: [{source: log, via: mate, at: page 2, excerpt: twelve to fifteen, note: In pencil}]
  carried:
    title: Carried a day
    formula: n * m
    inputs: {n: crossings, m: load-in-the-log}
    unit: t/day
    stated: 40 t/day
    domain: positive
    headline: true
    cites: [{source: log}]
  other-count: {title: As the toll counts it, value: 30 t/day, of: tonnage, cites: [{source: mate}], differs_from: {carried: Without the mail}}
  tonnage-2: {title: As the mate counts it, value: 35 t/day, of: tonnage, cites: [{source: mate}]}
  lost: {title: Of the winter, missing: The log of the winter is lost, cites: [{source: log}]}
quantities:
  tonnage: {title: Tonnage, take: latest, unit: t/day, note: Two counts, scope: The year}
checks:
  fits: {title: It floats, assert: m < mark, inputs: {m: load-in-the-log, mark: 4 t}, note: Else it sinks}
changes:
  recount: {title: A recount, date: '2025-06-01', source: log, note: In June, edits: [{id: crossings, field: value, old: 11 /day, new: 12 to 15 /day}]}
"""
SOURCES = """
sources:
  log:
    title: The log
    type: document
    publisher: The ferry
    container-title: Logs
    URL: https://example.org/log
    DOI: 10.1234/log
    issued: 2025-06
    accessed: '2025-07-01'
    author: [{family: Weir, given: Anna}]
    why: First hand
    note: Kept by hand.
    tags: [books]
    aliases: [the-log]
    snapshot: {file: log.txt}
    set_aside: [{excerpt: 78 bolts, why: Not a load, at: line 1}]
  mate: {title: The mate, relies_on: [log]}
"""
SETTINGS: Mapping[str, Any] = {
    "title": "Ferry",
    "description": "Of a ferry",
    "base_url": "https://example.org/",
    "repository": "https://example.org/code",
    "license": "CC0-1.0",
    "author": "Anna Weir",
    "style": "",
    "samples": 64,
}
Path = tuple[str | int, ...]


class Base(NamedTuple):
    """The data of the three files of a base."""

    claims: Any
    sources: Any
    settings: Any

    def files(self) -> dict[str, str]:
        """The text of each file; its values are in quotes wherever YAML wants it."""
        return {
            "claims/ferry.yaml": _yaml(self.claims),
            "sources/ferry.yaml": _yaml(self.sources),
            "whence.toml": "".join(f"{key} = {_toml(value)}\n" for key, value in self.settings.items()),
        }


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=10**9)


def _toml(value: Any) -> str:
    if not isinstance(value, str):
        return str(value)
    signs = {'"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(c, c if " " <= c <= "~" else f"\\U{ord(c):08x}") for c in value) + '"'


@cache
def _plain() -> Base:
    return Base(*(yaml.safe_load(each) for each in (CLAIMS, SOURCES)), dict(SETTINGS))


def plain() -> Base:
    """The base as it stands above."""
    return copy.deepcopy(_plain())


def places() -> dict[str, Path]:
    """Where a text stands in the base, and where a key does that its author chose, by a name for each."""
    found: dict[str, Path] = {}
    for file, data in zip(Base._fields, plain(), strict=True):
        for path in _paths(data):
            found[".".join(map(str, path))] = (file, *path)
    return found


KEYED = (
    "claims",
    "units",
    "senses",
    "choices",
    "inputs",
    "differs_from",
    "terms",
    "checks",
    "changes",
    "quantities",
    "sources",
)


def _paths(data: Any, path: Path = ()) -> list[Path]:
    found: list[Path] = []
    if isinstance(data, dict):
        for key, value in data.items():
            if path and path[-1] in KEYED:
                found.append((*path, key, "(key)"))
            found += _paths(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found += _paths(value, (*path, number))
    else:
        found.append(path)
    return found


def with_text(path: Path, text: str) -> Base:
    """The base with a text in a place of it, or as a key there."""
    base = plain()
    file, *steps = path
    at = getattr(base, str(file))
    keyed = steps[-1] == "(key)"
    *above, last = steps[:-1] if keyed else steps
    for step in above:
        at = at[step]
    if keyed:
        old = dict(at)
        at.clear()
        at.update({text if key == last else key: value for key, value in old.items()})
    else:
        at[last] = text
    return base
