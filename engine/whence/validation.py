"""One record at a time: plain data to a record of the schema, or the most telling thing wrong with it.

Shorthands are spelt out first: a citation, sense, option, author or snapshot may be one text, and the long
form of a value (a mapping) becomes canonical JSON text that begins with `{`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from whence import schema
from whence.diagnostics import HIDDEN, SEVERITIES, brief, did_you_mean, visible
from whence.fields import CSL_TYPES, DATES, FIELDS, FREE_TEXT, NAMED, SPELLING

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MAX_INPUTS = 500
MAX_NAME = 96
Path = tuple[str | int, ...]

NOUNS: Mapping[str, str] = {
    "Citation": "a citation",
    "Accepted": "an accepted finding",
    "Past": "an older value",
    "Claim": "a claim",
    "Quantity": "a quantity",
    "Sense": "a sense",
    "Term": "a term",
    "Option": "an option",
    "Choice": "a choice",
    "Check": "a check",
    "UnitRecord": "a unit",
    "Name": "a name",
    "Snapshot": "a snapshot",
    "Source": "a source",
    "Topic": "a topic",
    "Edit": "an edit",
    "Change": "a change",
}
NESTED: Mapping[str, type] = {
    "cites": schema.Citation,
    "accepted": schema.Accepted,
    "history": schema.Past,
    "senses": schema.Sense,
    "options": schema.Option,
    "author": schema.Name,
    "snapshot": schema.Snapshot,
    "edits": schema.Edit,
}


class Mistake(NamedTuple):
    """What is wrong with one record: at a path in it, at the key, the value or a stretch of the value."""

    rule: str
    message: str
    path: Path = ()
    hints: tuple[str, ...] = ()
    at_key: bool = False
    start: int = 0
    end: int = 0


def validate(kind: type, data: Any) -> tuple[Any, tuple[Mistake, ...]]:
    """The record and what to warn of; or None and the one mistake that breaks it.

    `data` is what `compose` made of the YAML. Paths in a mistake are spelt as in the YAML.
    """
    if not isinstance(data, dict):
        return None, (_not_a_mapping(kind, (), data),)
    for name, spelt in SPELLING.items():
        if name in data and spelt in FIELDS[kind.__name__]:
            return None, (_unknown(kind, name, (name,)),)
    from pydantic import ValidationError

    text = json.dumps(spell_out(kind, data), ensure_ascii=False)
    try:
        record = _adapter(kind).validate_json(text)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, (_translate(kind, min(errors, key=lambda one: _TELLING.get(one["type"], 1))),)
    warnings = []
    for mistake in _objections(kind, data, record, text):
        if mistake.rule != "text-hidden":
            return None, (mistake,)
        warnings.append(mistake)
    return record, tuple(warnings[:1])


# A misspelt field explains a missing one, so it is told first.
_TELLING = {"unexpected_keyword_argument": 0, "missing": 2}


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    from pydantic import ConfigDict, TypeAdapter

    for record in (kind, *NESTED.values()):
        record.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[attr-defined]
    return TypeAdapter(kind)


# --- shorthands


def spell_out(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with Python's field names, shorthands written out and numbers made numbers where they are."""
    names = {spelt: name for name, spelt in SPELLING.items()}
    return {names.get(key, key): _field(kind, key, value) for key, value in data.items()}


def _field(kind: type, key: str, value: Any) -> Any:
    if key in ("value", "taken_as") and isinstance(value, dict) and kind is not schema.Edit:
        return _canonical(value)
    if key in ("tolerance", "tension", "size", "order"):
        return _number(value)
    if key == "credence" and isinstance(value, dict):
        return {name: _number(share) for name, share in value.items()}
    if key in NESTED:
        return _nested(key, NESTED[key], value)
    return value


def _nested(key: str, kind: type, value: Any) -> Any:
    if isinstance(value, list):
        return [_one(kind, item) for item in value]
    if key in NAMED and isinstance(value, dict):
        return {name: _one(kind, item) for name, item in value.items()}
    return _one(kind, value) if key == "snapshot" else value


_SHORT: Mapping[type, str] = {
    schema.Citation: "source",
    schema.Sense: "value",
    schema.Option: "value",
    schema.Name: "literal",
    schema.Snapshot: "file",
}


def _one(kind: type, item: Any) -> Any:
    if isinstance(item, str) and kind in _SHORT:
        return {_SHORT[kind]: item}
    if isinstance(item, dict) and kind in (schema.Sense, schema.Option) and _LONG & set(item):
        return {"value": _canonical(item)}
    return spell_out(kind, item) if isinstance(item, dict) else item


# What tells the long form of a value from a sense or option that is written out.
_LONG = {"quantiles", "one_of", "lognormal", "normal"}


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_NUMBER = re.compile(r"[+-]?([0-9]{1,17}(\.[0-9]{0,17})?|\.[0-9]{1,17})([eE][+-]?[0-9]{1,3})?%?")


def _number(value: Any) -> Any:
    """The number that a text writes, `10%` included; anything else unchanged, for the schema to refuse."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    number = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    if not math.isfinite(number):
        return value
    return int(number) if number.is_integer() else number


# --- what the types say


def _translate(kind: type, error: Any) -> Mistake:
    """A mistake in our words from one of pydantic's errors."""
    path: Path = tuple(SPELLING.get(item, item) if isinstance(item, str) else item for item in error["loc"])
    given, code = error["input"], error["type"]
    owner = _owner(kind, path)
    if code == "unexpected_keyword_argument":
        return _unknown(owner, str(path[-1]), path)
    if code == "missing":
        return Mistake("missing-field", f"{NOUNS[owner.__name__]} needs `{path[-1]}`", path[:-1], at_key=True)
    if given is None:
        message = f"{label(path)} is empty"
        return Mistake("bad-field", message, path, ("write something, or take the line away",), at_key=True)
    if code == "dataclass_type":
        return _not_a_mapping(_owner(kind, (*path, "")), path, given)
    if code == "literal_error":
        return _not_among(path, str(given), _options(owner, str(path[-1])))
    wanted, hint = _WANTED.get(code, ("text", ""))
    if wanted == "text" and isinstance(given, bool):
        hint = f'put it in quotes if it is text: "{str(given).lower()}"'
    if wanted == "a list" and isinstance(given, str) and len(given) < 40:
        hint = f"write `[{visible(given)}]`"
    message = f"{label(path)} must be {wanted}, not {_what(given)}"
    return Mistake("bad-field", message, path, (hint,) if hint else ())


_WANTED = {
    "string_type": ("text", ""),
    "tuple_type": ("a list", ""),
    "dict_type": ("a mapping", ""),
    "bool_type": ("`true` or `false`", ""),
    "float_type": ("a number", "such as 0.1 or 10%"),
    "int_type": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
}


def _owner(kind: type, path: Path) -> type:
    """The class of the record or part that the last item of the path belongs to."""
    for item in path[:-1]:
        if isinstance(item, str) and item in NESTED and item in _names(kind):
            kind = NESTED[item]
    return kind


def _names(kind: type) -> tuple[str, ...]:
    return tuple(FIELDS[kind.__name__])


def _options(kind: type, name: str) -> tuple[str, ...]:
    from typing import get_args, get_type_hints

    return tuple(str(option) for option in get_args(get_type_hints(kind)[name]) if option)


def _unknown(kind: type, key: str, path: Path) -> Mistake:
    hints = did_you_mean(key, _names(kind))
    others = [name for name, record in schema.SECTIONS.items() if key in _names(record)]
    if not hints and others and len(path) == 1:
        hints = (f"`{visible(key)}` is a field of {' and '.join(others)}",)
    message = f"`{brief(key)}` is not a field of {NOUNS[kind.__name__]}"
    return Mistake("unknown-key", message, path, hints, at_key=True)


def _not_a_mapping(kind: type, path: Path, given: Any) -> Mistake:
    needed = [f.name for f in fields(kind) if f.name in _REQUIRED] or ["title"]
    noun = NOUNS[kind.__name__]
    message = f"{noun} is a mapping with at least `{SPELLING.get(needed[0], needed[0])}`, not {_what(given)}"
    return Mistake("bad-field", message, path, at_key=not path)


_REQUIRED = ("title", "source", "rule", "value", "file", "id", "literal")


def _not_among(path: Path, given: str, options: tuple[str, ...]) -> Mistake:
    message = f"{label(path)} is one of {', '.join(options)}; `{brief(given)}` is not"
    return Mistake("bad-field", message, path, did_you_mean(given, options))


def _what(given: Any) -> str:
    if isinstance(given, bool):
        return f"`{str(given).lower()}`"
    if isinstance(given, list):
        return "a list"
    if isinstance(given, dict):
        return "a mapping"
    return "nothing" if given is None else f"`{brief(str(given))}`"


def label(path: Path) -> str:
    """How a message names a path: `` `kind` ``, `` `inputs.chips` ``, ``item 2 of `tags` ``."""
    if path and isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {label(path[:-1])}"
    names = [brief(item) for item in path if isinstance(item, str)]
    shown = names[-2:] if len(names) > 1 and names[-2] in NAMED else names[-1:]
    return f"`{'.'.join(shown)}`"


# --- what the types cannot say


def _objections(kind: type, data: Any, record: Any, text: str) -> Iterator[Mistake]:
    if '""' in text or not text.isascii() or any(f'"{name}"' in text for name in DATES):
        yield from _texts(data)
    yield from _accepted(record)
    own = _OWN.get(kind)
    if own is not None:
        yield from own(record)


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every scalar with its path, in the order of the file; the data is at most 32 deep."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    else:
        yield path, data


def _texts(data: Any) -> Iterator[Mistake]:
    for path, text in leaves(data):
        names = _field_names(path)
        for item in path:
            if isinstance(item, str) and (hit := HIDDEN.search(item)):
                message = f"the name {label((item,))} holds the hidden character {visible(hit[0])}"
                yield Mistake("bad-field", message, path[: path.index(item) + 1], at_key=True)
        if isinstance(text, str):
            if not text and "edits" not in names:
                message = f"{label(path)} is empty"
                yield Mistake("bad-field", message, path, ("write something, or take the line away",))
            if names[-1] in DATES and (why := bad_date(text)):
                yield Mistake("bad-date", f"{label(path)} {why}", path, (_DATE_HINT,))
            yield from _hidden(path, text, names[-1] in FREE_TEXT)


def _field_names(path: Path) -> list[str]:
    """The names of fields in a path, without list indexes and the names that the author made up."""
    names: list[str] = []
    for before, item in zip((None, *path), path, strict=False):
        if isinstance(item, str) and not (isinstance(before, str) and before in NAMED):
            names.append(item)
    return names


def _hidden(path: Path, text: str, free: bool) -> Iterator[Mistake]:
    if text.isascii():
        return
    for hit in HIDDEN.finditer(text):
        if hit[0] in "\t\n" or (free and _joins(text, hit)):
            continue
        message = f"{label(path)} holds the hidden character {visible(hit[0])}"
        rule = "text-hidden" if free else "bad-field"
        yield Mistake(rule, message, path, ("take it out",), start=hit.start(), end=hit.end())
        return


def _joins(text: str, hit: re.Match[str]) -> bool:
    """Whether a joiner stands where scripts and emoji need it, between two characters beyond ASCII."""
    around = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
    return hit[0] in "\u200c\u200d" and all(char and not char.isascii() for char in around)


_DATE = re.compile(r"([0-9]{4})(?:-(?:Q[1-4]|([0-9]{2})(?:-([0-9]{2}))?))?")
_DATE_HINT = "write 2025, 2025-Q3, 2025-11 or 2025-11-05"


def bad_date(text: str) -> str:
    """Why a text is not a date of the calendar (a year, quarter, month or day); "" if it is."""
    hit = _DATE.fullmatch(text)
    if not hit:
        return f"is a date, and `{brief(text)}` is not"
    try:
        date(int(hit[1]), int(hit[2] or 1), int(hit[3] or 1))
    except ValueError:
        return f"is a date, and the calendar has no {text}"
    return ""


def _accepted(record: Any) -> Iterator[Mistake]:
    for index, one in enumerate(getattr(record, "accepted", ())):
        path = ("accepted", index, "rule")
        if one.rule not in SEVERITIES:
            message = f"`{brief(one.rule)}` is not the code of a finding"
            yield Mistake("bad-field", message, path, did_you_mean(one.rule, SEVERITIES))
        yield from _positive(("accepted", index, "size"), one.size)


def _positive(path: Path, number: float | None) -> Iterator[Mistake]:
    if number is not None and number <= 0:
        yield Mistake("bad-field", f"{label(path)} must be more than zero", path)


def _claim(claim: schema.Claim) -> Iterator[Mistake]:
    given = [name for name in ("value", "formula", "missing") if getattr(claim, name)]
    if len(given) != 1:
        have = " and ".join(f"`{name}`" for name in given) or "none of them"
        message = f"a claim has exactly one of `value`, `formula` and `missing`; this one has {have}"
        yield Mistake("value-or-formula", message, tuple(given[-1:]), at_key=True)
    yield from _inputs(claim)


_INPUT = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def _inputs(record: schema.Claim | schema.Check) -> Iterator[Mistake]:
    if len(record.inputs) > MAX_INPUTS:
        yield Mistake("bad-field", f"`inputs` has more than {MAX_INPUTS} names", ("inputs",), at_key=True)
    for name in record.inputs:
        if len(name) > MAX_NAME or not _INPUT.fullmatch(name):
            message = f"`{brief(name)}` cannot be the name of an input"
            hint = "a letter, then letters, digits and `_`"
            yield Mistake("bad-field", message, ("inputs", name), (hint,), at_key=True)


def _quantity(quantity: schema.Quantity) -> Iterator[Mistake]:
    yield from _positive(("tolerance",), quantity.tolerance)
    yield from _positive(("tension",), quantity.tension)


def _term(term: schema.Term) -> Iterator[Mistake]:
    if not term.senses:
        yield Mistake("bad-field", "`senses` is empty", ("senses",), at_key=True)
    yield from _choosable("senses", term.senses)


def _choice(choice: schema.Choice) -> Iterator[Mistake]:
    if not choice.options and not choice.term:
        yield Mistake("missing-field", "a choice needs `options`, or a `term` to take them from", at_key=True)
    if choice.options and choice.term:
        message = "a choice has `options` of its own or a `term`, not both"
        yield Mistake("bad-field", message, ("options",), at_key=True)
    if choice.prefer and not choice.because:
        yield Mistake("missing-field", "`prefer` needs `because`", ("prefer",), at_key=True)
    for name, share in choice.credence.items():
        if share < 0:
            yield Mistake("bad-field", f"{label(('credence', name))} is below zero", ("credence", name))
    yield from _choosable("options", choice.options)


# Names of options stand in addresses (`#choice=option`) and on the command line: none of their signs here.
_CHOOSABLE = re.compile(r"[^\W_](?:[\w .+/-]*[\w+])?")


def _choosable(field: str, names: Mapping[str, object]) -> Iterator[Mistake]:
    for name in names:
        if len(name) > MAX_NAME or not _CHOOSABLE.fullmatch(name):
            message = f"`{brief(name)}` cannot be the name of {NOUNS[NESTED[field].__name__]}"
            hint = "letters, digits and . + / - between them, at most 96"
            yield Mistake("bad-id", message, (field, name), (hint,), at_key=True)


_URL = re.compile(r"https?://[^\s/\\<>\"`{}|^]+(?:[/?#][^\s\\<>\"`]*)?", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s<>\"]+")


def _source(source: schema.Source) -> Iterator[Mistake]:
    if source.type not in CSL_TYPES:
        message = f"`type` is a document type of CSL-JSON, and `{brief(source.type)}` is not"
        yield Mistake("bad-field", message, ("type",), did_you_mean(source.type, CSL_TYPES))
    if source.URL and not _URL.fullmatch(source.URL):
        message = f"`URL` is an address, and `{brief(source.URL)}` is not"
        yield Mistake("bad-field", message, ("URL",), ("it begins with https:// or http://",))
    if source.DOI and not _DOI.fullmatch(source.DOI):
        message = f"`DOI` is not a DOI: `{brief(source.DOI)}`"
        yield Mistake("bad-field", message, ("DOI",), ("it begins with 10. and has a slash",))
    for index, name in enumerate(source.author):
        if not (name.family or name.literal or name.given):
            yield Mistake("missing-field", "a name needs `family` or `literal`", ("author", index))
    if source.snapshot:
        yield from _snapshot(source.snapshot)


def _snapshot(snapshot: schema.Snapshot) -> Iterator[Mistake]:
    parts = snapshot.file.split("/")
    if {"", ".", ".."} & set(parts) or re.search(r"[\\:\x00-\x1f]", snapshot.file):
        message = f"`file` must stay inside the folder of snapshots, and `{brief(snapshot.file)}` may not"
        yield Mistake("bad-field", message, ("snapshot", "file"))
    if snapshot.sha256 and not re.fullmatch("[0-9a-f]{64}", snapshot.sha256):
        hint = "64 digits of 0-9 and a-f"
        yield Mistake("bad-field", "`sha256` is not a SHA-256", ("snapshot", "sha256"), (hint,))


_OWN: Mapping[type, Callable[[Any], Iterator[Mistake]]] = {
    schema.Claim: _claim,
    schema.Check: _inputs,
    schema.Quantity: _quantity,
    schema.Term: _term,
    schema.Choice: _choice,
    schema.Source: _source,
}

# --- ids

_ID = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")
_DEVICES = {"con", "nul", "aux", "prn", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
_PAGES = {"index", "search", "404", "assets", "feed"}


def bad_id(id: str) -> Mistake | None:
    """Why a text cannot be an id; None if it can. The mistake has no path."""
    if len(id) > MAX_NAME:
        return Mistake("bad-id", f"an id has at most {MAX_NAME} characters, and `{brief(id)}` has {len(id)}")
    if not _ID.fullmatch(id):
        hint = "small letters and digits, with - or . between them, beginning with a letter"
        better = re.sub(r"[^a-z0-9.]+", "-", id.casefold()).strip("-.")
        hints = (hint, f"such as `{better}`") if _ID.fullmatch(better) else (hint,)
        return Mistake("bad-id", f"`{brief(id)}` cannot be an id", hints=hints)
    if id.split(".")[0] in _DEVICES or id in _PAGES:
        return Mistake("bad-id", f"`{id}` cannot be an id: the name is reserved")
    return None


def bad_unit_name(name: str) -> Mistake | None:
    """Why a text cannot name a unit, as far as any name goes; the grammar of units has the last word."""
    if name and len(name) <= MAX_NAME and not HIDDEN.search(name):
        return None
    return Mistake("bad-id", f"`{brief(name)}` cannot be the name of a unit")
